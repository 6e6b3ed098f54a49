"""Who signs what, row by row, and that both sides go by it."""

from types import SimpleNamespace
from typing import Any
from unittest.mock import create_autospec

import pytest

from backend.judge import Judge
from backend.refused import Refused
from backend.services.proofs import signatures
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.judging.policies import Holder, Meaning, meaning
from desktop_client.workflows.certificates import Sought
from practice.pki import Practice
from registration.kinds import FilingPurpose, Kind
from registration.signing_rules import asks_password, is_signed, unfit_for
from testing.pki import making

FIRMS = (Kind.SUPPLIER, Kind.CATALOGUE, Kind.STOCKPILE)


@pytest.mark.parametrize(
    ("kind", "new", "change"),
    [
        (Kind.INSTITUTION, False, True),
        (Kind.SUPPLIER, True, True),
        (Kind.CATALOGUE, False, False),
        (Kind.STOCKPILE, True, True),
    ],
)
def test_who_signs(kind: Kind, new: bool, change: bool) -> None:
    assert is_signed(kind, FilingPurpose.NEW) is new
    assert is_signed(kind, FilingPurpose.CHANGE) is change
    assert is_signed(kind, FilingPurpose.SUPPLEMENT) is new
    assert is_signed(kind, FilingPurpose.SUPPLEMENT, completed=True) is True
    assert is_signed(kind, FilingPurpose.SUPPLEMENT, completed=False) is False


def test_a_password_goes_with_what_opens_an_account() -> None:
    asked = [
        (kind, purpose)
        for kind in Kind
        for purpose in FilingPurpose
        if asks_password(kind, purpose)
    ]
    assert asked == [(Kind.CATALOGUE, FilingPurpose.NEW)]


@pytest.mark.parametrize(
    ("holder", "firms", "institutions"),
    [
        (Holder.PERSON, "holder_not_allowed", "holder_not_allowed"),
        (Holder.ORGANISATION, None, None),
        (Holder.INSTITUTION, "holder_not_allowed", None),
        (Holder.SERVER, "holder_not_allowed", "holder_not_allowed"),
        (Holder.KEY_MANAGEMENT, "holder_not_allowed", "holder_not_allowed"),
        (Holder.UNKNOWN, None, None),
    ],
)
def test_whose_certificate_serves_which_kind_on_both_sides(
    holder: Holder,
    firms: str | None,
    institutions: str | None,
    practice_pki: Practice,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The policy serves every kind, as an operator's table may say."""
    meant = Meaning("1.2.3", "CA", holder, "정책", "policy", frozenset(Kind))
    certificate = making.leaf(practice_pki.chain()[0])
    for kind in Kind:
        expected = institutions if kind is Kind.INSTITUTION else firms
        assert unfit_for([kind], holder, meant.serves) == expected
        assert _offered(kind, certificate, meant) == expected
        assert _accepted(kind, meant, monkeypatch) is (expected is None)
    assert unfit_for(FIRMS, holder, meant.serves) == firms
    assert unfit_for(list(Kind), holder, meant.serves) == institutions


def test_a_policy_serves_the_kinds_it_names() -> None:
    assert unfit_for([Kind.SUPPLIER], Holder.ORGANISATION, {"stockpile"}) == "policy_not_allowed"
    assert unfit_for(FIRMS, Holder.ORGANISATION, {"stockpile"}) is None
    assert unfit_for([Kind.SUPPLIER], Holder.UNKNOWN, ()) == "policy_not_allowed"
    assert unfit_for([], Holder.ORGANISATION, {"supplier"}) == "policy_not_allowed"


def _offered(kind: Kind, certificate: Certificate, meant: Meaning) -> str | None:
    """Return why the client does not offer a certificate of this policy."""
    sought = Sought(kind, may_be_vouched=True)
    codes = [found.code for found in sought.missing(certificate, meant)]
    return codes[0] if codes else None


def _accepted(kind: Kind, meant: Meaning, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the service accepts a signature by a certificate of this policy."""
    monkeypatch.setattr(signatures, "meaning", create_autospec(meaning, return_value=meant))
    judge = create_autospec(Judge, instance=True, policies={})
    signed: Any = SimpleNamespace(certificate=None, certificates=[])
    service: Any = SimpleNamespace(judge=judge)
    try:
        signatures.check_policy(service, signed, [kind])
    except Refused:
        return False
    return True
