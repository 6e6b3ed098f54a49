"""Every finding can be told to a person, in both languages."""

import re
import string

import pytest

from desktop_client.finding_texts import FINDING_TEXTS, explanation
from desktop_client.pki.findings import CODES
from desktop_client.pki.http.failures import Reason


def test_every_code_has_a_text_and_no_text_is_left_over() -> None:
    assert FINDING_TEXTS.keys() == CODES.keys()


@pytest.mark.parametrize("code", sorted(FINDING_TEXTS))
def test_each_text_is_a_sentence_in_both_languages(code: str) -> None:
    for text in FINDING_TEXTS[code]:
        assert re.search("[가-힣]", text.ko)
        assert not re.search("[가-힣]", text.en)
        assert text.ko.endswith("."), text.ko
        assert text.en.endswith("."), text.en
        assert text.en[0].isupper(), text.en


@pytest.mark.parametrize("code", sorted(FINDING_TEXTS))
def test_no_text_waits_for_a_value_that_a_finding_may_lack(code: str) -> None:
    for text in FINDING_TEXTS[code]:
        for sentence in text:
            assert [name for _, name, _, _ in string.Formatter().parse(sentence) if name] == []


REASONS = [
    *("not_fetched", "no_distribution_point", "timeout", "no_answer", "too_large"),
    *("http_404", "http_503", "redirects_too_many", "ldap_10", "ldap_50", "host_missing"),
    *("entry_missing", "attribute_missing", "scheme_unsupported", "address_damaged"),
    *("crl_expired", "crl_damaged", "crl_signature_wrong", "crl_not_covering", "crl_older"),
    *("ocsp_unknown", "ocsp_unauthorized", "ocsp_try_later", "ocsp_expired"),
    *(one.value for one in Reason),
]


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("code", ["revocation_unavailable", "revocation_list_kept"])
def test_why_revocation_is_not_known_is_a_sentence_with_its_own_remedy(
    code: str, reason: str
) -> None:
    told = explanation(code, {"reason": reason, "url": "http://127.0.0.1/"})
    plain = FINDING_TEXTS[code]
    for full, start in zip(told.why, plain.why, strict=True):
        assert full.startswith(start)
        assert len(full) > len(start)
    assert all(told.next)
    assert reason not in told.why.ko


def test_the_network_is_blamed_only_where_it_is_the_network() -> None:
    blamed = {
        reason
        for reason in REASONS
        if "인터넷 연결" in explanation("revocation_unavailable", {"reason": reason}).next.ko
    }
    assert blamed == {"no_answer", "name_unknown", "port_closed"}


def test_a_list_that_was_fetched_is_the_cas_fault_and_one_given_the_users() -> None:
    given, fetched = (
        explanation("revocation_unavailable", {"reason": "crl_expired", "url": url})
        for url in ("", "http://127.0.0.1/")
    )
    assert given.next == FINDING_TEXTS["crl_expired"].next
    assert "인증기관" in fetched.next.ko


def test_the_clock_is_not_blamed_for_an_expired_answer() -> None:
    assert "시각" not in FINDING_TEXTS["ocsp_expired"].next.ko
