"""Filing: certificates and organisations that are refused with nothing stored."""

import base64
from datetime import timedelta
from pathlib import Path

import pytest

from practice.applicants import supplier
from registration.wire import IDENTITY_HEADER
from testing.backend.databases import contents
from testing.backend.sending import refused, sent
from testing.backend.world import (
    Applicant,
    World,
    refusal,
    taken_in,
)

# the certificate


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        ("expired", (422, "certificate_rejected")),
        ("not_yet_valid", (422, "certificate_rejected")),
        ("km_only", (422, "certificate_rejected")),
        ("revoked", (422, "certificate_revoked")),
        ("personal", (422, "policy_not_allowed")),
        ("stockpile_only", (422, "policy_not_allowed")),
        ("institution", (422, "institution_certificate")),
    ],
)
def test_a_certificate_that_does_not_serve_is_refused(
    world: World, sample: str, expected: tuple[int, str]
) -> None:
    application, applicant = world.application(), world.applicant(sample)
    answer = refused(
        world,
        lambda: sent(world, application.canonical(), application.ticket.draft, applicant),
    )
    assert answer == expected


def test_a_certificate_of_an_unknown_ca_is_refused(world: World, stranger: Applicant) -> None:
    application = world.application()
    answer = refused(
        world, lambda: sent(world, application.canonical(), application.ticket.draft, stranger)
    )
    assert answer == (422, "certificate_untrusted")


def test_a_certificate_registered_to_another_business_is_refused(world: World) -> None:
    applicant = world.applicant()
    world.registered(applicant)
    application = world.application(supplier(business_number="2222222227"))
    answer = refused(
        world, lambda: sent(world, application.canonical(), application.ticket.draft, applicant)
    )
    assert answer == (422, "identity_mismatch")


def test_another_business_number_than_the_certificates_own_is_refused(world: World) -> None:
    application = world.application(supplier(business_number="2222222227"))
    answer = refused(world, lambda: sent(world, application.canonical(), application.ticket.draft))
    assert answer == (422, "identity_mismatch")


def test_the_r_of_another_certificate_proves_nothing(world: World) -> None:
    application = world.application()
    signed = world.applicant().sign(application.canonical())
    sealed = world.sealed(world.applicant("other_number"))
    answer = refused(
        world,
        lambda: world.file(signed, application.ticket.draft, **{IDENTITY_HEADER: sealed}),
    )
    assert answer == (422, "identity_mismatch")


@pytest.mark.parametrize("sealed", ["", "nonsense", "AAAA", base64.b64encode(bytes(900)).decode()])
def test_an_unreadable_proof_of_identity_is_refused(world: World, sealed: str) -> None:
    application = world.application()
    signed = world.applicant().sign(application.canonical())
    answer = refused(
        world,
        lambda: world.file(signed, application.ticket.draft, **{IDENTITY_HEADER: sealed}),
    )
    assert answer == (400, "malformed")


def test_r_is_kept_nowhere(world: World) -> None:
    world.file_form()
    random = world.applicant().key.random
    assert random
    kept = contents(world.service.config.database)
    for spelled in (random, random.hex().encode(), base64.b64encode(random)):
        assert spelled not in kept


# duplicates


def test_a_second_open_application_is_refused_and_named(world: World) -> None:
    filed = world.file_form()
    for action, version in (("hold", 1), ("resume", 2)):
        application = world.application()
        with world.nothing_stored():
            answer = sent(world, application.canonical(), application.ticket.draft)
        assert refusal(answer) == (409, "application_open")
        assert answer.json()["values"]["receipt_number"] == filed["number"]
        world.decided(filed["number"], action, version, "사유" if action == "hold" else "")


def test_after_a_rejection_one_may_apply_again(world: World) -> None:
    filed = world.file_form()
    world.decided(filed["number"], "reject", reason="서류 미비")
    assert world.file_form()["number"] != filed["number"]


def test_a_registered_business_need_not_apply(world: World) -> None:
    filed = world.file_form()
    world.decided(filed["number"], "approve")
    application = world.application()
    answer = refused(world, lambda: sent(world, application.canonical(), application.ticket.draft))
    assert answer == (409, "already_registered")


# revocation lists


def test_without_a_current_list_nothing_is_decided(world: World, tmp_path: Path) -> None:
    application, applicant = world.application(), world.applicant()
    signed = applicant.sign(application.canonical())
    world.service.judge.files._places = (tmp_path / "nothing",)
    answer = refused(world, lambda: world.file(signed, application.ticket.draft))
    assert answer == (503, "certificate_undecided")
    world.service.judge.files._places = (world.pki.crl_folder,)
    assert world.file(signed, application.ticket.draft).status_code == 201


def test_a_new_list_counts_at_once_although_the_path_is_remembered(
    world: World, tmp_path: Path
) -> None:
    from practice.pki import Revoked

    lists = tmp_path / "crl"
    lists.mkdir()
    for path in world.pki.crls:
        (lists / path.name).write_bytes(path.read_bytes())
    world.service.judge.files._places = (lists,)
    applicant: Applicant = world.applicant()
    world.file_form(by=applicant)

    one = Revoked(applicant.certificate.serial, world.clock.now - timedelta(minutes=1))
    (lists / "dp1p1.crl").write_bytes(world.pki.crl("dp1p1", [one]))
    application = world.application()
    answer = refused(
        world, lambda: sent(world, application.canonical(), application.ticket.draft, applicant)
    )
    assert answer == (422, "certificate_revoked")


@pytest.mark.parametrize(
    ("off", "expected"),
    [
        (timedelta(days=-400), None),
        (timedelta(days=400), None),
        (timedelta(days=-1), ["signing_time_differs"]),
        (timedelta(hours=5), ["signing_time_differs"]),
        (timedelta(minutes=-20), []),
    ],
)
def test_a_signing_time_far_from_the_clock_is_refused_or_told(
    world: World, off: timedelta, expected: list[str] | None
) -> None:
    application = world.application()
    signed = world.applicant().sign(application.canonical(), at=world.clock() + off)
    answer = world.file(signed, application.ticket.draft)
    if expected is None:
        assert refusal(answer) == (422, "signing_time_wrong")
        return
    number = taken_in(answer)["number"]
    detail = world.get(f"/v1/officer/applications/{number}", world.officer()).json()
    found = {one["check"]: one["findings"] for one in detail["checks"]}["signing_time"]
    assert [one["code"] for one in found] == expected
