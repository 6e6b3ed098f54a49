"""Addresses come from the certificate; a table completes them, and the shipped one is right."""

from dataclasses import replace

import pytest

from desktop_client.pki.addresses import (
    Services,
    accredited,
    list_urls,
    read_table,
    responder_urls,
    shipped,
)
from desktop_client.pki.directory import Address
from desktop_client.pki.revocation_list import Question
from desktop_client.pki.trust import TrustList
from practice import profile
from practice.authority import Authority
from practice.pki import Practice
from tests.pki import making

ENTRY = "ou=dp1,o=practiceCA,c=kr?certificateRevocationList"


@pytest.fixture(scope="session")
def ca(practice_pki: Practice) -> Authority:
    return practice_pki.chain()[1]


def asked(ca: Authority, url: str, responder: str = "http://127.0.0.1:1/") -> Question:
    certificate = making.leaf(ca, profile.ocsp(responder), url=url)
    return Question.about(certificate, making.of(ca))


def test_the_shipped_table_describes_the_shipped_certificates() -> None:
    trust = TrustList.accredited()
    by_fingerprint = {one.fingerprint: one for one in (*trust.anchors, *trust.intermediates)}
    described = {one.fingerprint: one for one in accredited()}
    assert described.keys() == by_fingerprint.keys()
    for fingerprint, certificate in by_fingerprint.items():
        one = described[fingerprint]
        assert one.common_name == certificate.holder
        assert one.serial == f"{certificate.serial:x}"
        assert one.not_after == certificate.not_after.date().isoformat()
        assert f"o={one.organisation}," in certificate.subject


def test_every_accredited_issuer_has_a_directory_that_its_own_certificate_confirms() -> None:
    trust = TrustList.accredited()
    (root,) = trust.anchors
    for certificate in trust.intermediates:
        (url,) = Question.about(certificate, root).urls
        organisation = certificate.subject.split("o=")[1].split(",")[0].lower()
        own = Address.read(url)
        assert shipped()[organisation].ldap == f"{own.host}:{own.port}"
        assert shipped()[organisation].ocsp.startswith("http://ocsp.")


def test_the_certificates_address_comes_first(ca: Authority) -> None:
    url = f"ldap://here/{ENTRY}"
    assert list_urls(asked(ca, url), {}) == (url,)
    table = {"practiceca": Services(ldap="there:1389")}
    assert list_urls(asked(ca, url), table) == (url, f"ldap://there:1389/{ENTRY}")


def test_a_missing_host_is_taken_from_the_table(ca: Authority) -> None:
    question = asked(ca, f"ldap:///{ENTRY}")
    assert list_urls(question, {}) == ()
    table = {"practiceca": Services(ldap="there")}
    assert list_urls(question, table) == (f"ldap://there/{ENTRY}",)
    assert list_urls(question, {"yessign": Services(ldap="there")}) == ()


def test_a_list_named_by_the_table_is_asked_first(ca: Authority) -> None:
    table = {"practiceca": Services(crl="http://mirror/list")}
    assert list_urls(asked(ca, "http://a/b"), table) == ("http://mirror/list", "http://a/b")


def test_responders_are_those_of_the_certificate_then_the_table(ca: Authority) -> None:
    question = asked(ca, "http://a/b", "ocsp.signgate.com:9020/OCSPServer")
    table = {"practiceca": Services(ocsp="http://other/")}
    known = "http://ocsp.signgate.com:9020/OCSPServer"
    assert responder_urls(question, table) == (known, "http://other/")
    without = replace(question, responders=())
    assert responder_urls(without, table) == ("http://other/",)
    assert responder_urls(without, {}) == ()


def test_an_operators_table_is_read_and_checked() -> None:
    assert read_table('{"KICA": {"ldap": "a:1"}}') == {"kica": Services(ldap="a:1")}
    for wrong in ("[]", '{"KICA": {"ldpa": "a"}}', '{"KICA": 1}', "nonsense"):
        with pytest.raises(ValueError, match=r"addresses|Expecting"):
            read_table(wrong)
