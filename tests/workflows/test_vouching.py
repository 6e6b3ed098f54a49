"""Renewal by the old certificate, where the new one cannot prove the number itself."""

import pytest

from desktop_client.errors import ClientError
from desktop_client.parts import Parts
from desktop_client.pki.findings import PkiError
from desktop_client.work import Work
from desktop_client.workflows.certificates import Opened, Sought
from practice.pki import Practice
from registration.kinds import Kind
from registration.submission import User
from tests.workflows.conftest import NUMBER

USER = User(name="김이용", email="user@practice.example.kr", mobile="01000000002")


def _opened(parts: Parts, pki: Practice, sought: Sought) -> Opened:
    sample = pki.sample("no_vid")
    found = parts.certificates.find(Work(), sought)
    new = next(one for one in found if one.places[0].ko == str(sample.path))
    assert new.fits is sought.may_be_vouched
    return parts.certificates.open(Work(), new, sample.password, sought)


def test_what_cannot_prove_the_number_is_opened_to_be_vouched_for(
    parts: Parts, pki: Practice, opened: Opened
) -> None:
    new = _opened(parts, pki, Sought(Kind.SUPPLIER, NUMBER, may_be_vouched=True))
    review = parts.enrolling.prepare(Work(), NUMBER, USER, new, voucher_by=opened)
    assert review.enrolment.voucher
    assert review.enrolment.random_envelope is None


def test_elsewhere_it_proves_the_number_or_is_refused(parts: Parts, pki: Practice) -> None:
    with pytest.raises((PkiError, ClientError)):
        _opened(parts, pki, Sought(Kind.SUPPLIER, NUMBER))
