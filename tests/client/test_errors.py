"""Every failure reads as what happened, why and what to do, in both languages."""

import re
from string import Formatter

import pytest

from desktop_client.error_texts import TOLD
from desktop_client.errors import ClientError, ServiceRefused, explain
from desktop_client.finding_texts import FINDING_TEXTS
from desktop_client.pki.findings import CODES, PkiError
from registration.refusals import REFUSALS
from registration.text import Explanation

HANGUL = re.compile("[가-힣]")
ALL = [
    *(("client", code, told) for code, told in TOLD.items()),
    *(("service", code, refusal.told) for code, refusal in REFUSALS.items()),
    *(("certificate", code, told) for code, told in FINDING_TEXTS.items()),
]


@pytest.mark.parametrize(("family", "code", "told"), ALL)
def test_every_code_says_what_why_and_what_next(family: str, code: str, told: Explanation) -> None:
    for text in told:
        assert text.ko
        assert text.en
        assert not HANGUL.search(text.en)


@pytest.mark.parametrize("code", CODES)
def test_every_certificate_code_is_explained(code: str) -> None:
    failure = explain(PkiError(code))
    assert failure.code == f"certificate.{code}"


def values(told: Explanation) -> dict[str, str]:
    fields = {name for text in told for name in _fields(text.ko + text.en)}
    return dict.fromkeys(fields, "X")


def _fields(template: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(template) if name]


@pytest.mark.parametrize(("family", "code", "told"), ALL)
def test_no_placeholder_reaches_the_screen(family: str, code: str, told: Explanation) -> None:
    filled = values(told)
    if family == "certificate":
        failure = explain(PkiError(code, **filled))
    else:
        make = ClientError if family == "client" else ServiceRefused
        failure = explain(make(code, (), **filled))
    for text in (failure.what, failure.why, failure.next):
        assert "{" not in text.ko + text.en
