"""A certificate that follows another: by a voucher or by its own VID, with or without its user."""

import base64
from typing import Any

import pytest

from practice.pki import Revoked
from registration.submission import Challenge, ChallengePurpose, Voucher
from testing.backend.world import Applicant, World, refusal

RENEWED = "folder_starts_with_ou"


@pytest.fixture
def firm(approved: World) -> World:
    """A supplier whose first certificate is registered."""
    assert approved.enrol(approved.applicant()).status_code == 201
    return approved


def _vouched(
    world: World, old: Applicant, new: Applicant, challenge: Challenge | None = None
) -> str:
    voucher = Voucher(
        service_certificate=world.fingerprint,
        challenge=challenge or world.challenge(ChallengePurpose.ENROL),
        certificate_sha256=new.certificate.fingerprint,
    )
    return base64.b64encode(old.sign(voucher.canonical())).decode()


def _enrol(world: World, old: Applicant, new: Applicant, **changed: Any) -> Any:
    challenge = world.challenge(ChallengePurpose.ENROL)
    values: dict[str, Any] = {
        "challenge": challenge,
        "voucher": _vouched(world, old, new, challenge),
        "random_envelope": None,
    }
    return world.enrol(new, **(values | changed))


def test_the_old_certificate_vouches_and_its_user_goes_on(firm: World) -> None:
    old, new = firm.applicant(), firm.applicant(RENEWED)
    before = firm.login(old).json()["token"]
    answer = _enrol(firm, old, new, replaces=old.certificate.fingerprint)
    assert answer.status_code == 201, answer.text
    ended = (401, "session_certificate_replaced")
    assert refusal(firm.get("/v1/registration", before)) == ended
    assert refusal(firm.login(old)) == (401, "certificate_replaced")
    token = firm.login(new).json()["token"]
    (user,) = firm.get("/v1/registration", token).json()["users"]
    assert user["is_recipient"]
    assert [one["fingerprint"] for one in user["certificates"]] == [new.certificate.fingerprint]


def test_the_vid_of_the_new_certificate_is_enough_too(firm: World) -> None:
    old, new = firm.applicant(), firm.applicant(RENEWED)
    answer = firm.enrol(new, replaces=old.certificate.fingerprint)
    assert answer.status_code == 201, answer.text
    token = firm.login(new).json()["token"]
    assert len(firm.get("/v1/registration", token).json()["users"]) == 1


def test_a_certificate_without_vid_is_registered_by_a_voucher(firm: World) -> None:
    assert _enrol(firm, firm.applicant(), firm.applicant("no_vid")).status_code == 201


@pytest.mark.parametrize("sample", ["supplier_pbes1", "revoked", "expired"])
def test_who_is_not_registered_vouches_for_nobody(firm: World, sample: str) -> None:
    answer = _enrol(firm, firm.applicant(sample), firm.applicant(RENEWED))
    assert refusal(answer) == (422, "voucher_refused")


def test_a_voucher_is_good_for_its_challenge_and_certificate_only(firm: World) -> None:
    old, new = firm.applicant(), firm.applicant(RENEWED)
    for voucher, cause in (
        (_vouched(firm, old, new), "challenge_unknown"),
        ("????", "malformed"),
    ):
        answer = _enrol(firm, old, new, voucher=voucher)
        assert refusal(answer) == (422, "voucher_refused")
        assert answer.json()["values"] == {"cause": cause}
    challenge = firm.challenge(ChallengePurpose.ENROL)
    anothers = _vouched(firm, old, firm.applicant("no_vid"), challenge)
    answer = _enrol(firm, old, new, challenge=challenge, voucher=anothers)
    assert answer.json()["values"] == {"cause": "signature_wrong"}


def test_a_certificate_revoked_since_vouches_for_nobody(
    firm: World, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    old, lists = firm.applicant(), tmp_path_factory.mktemp("crl")
    for name in ("dp1p2", "root"):
        kept = (firm.pki.crl_folder / f"{name}.crl").read_bytes()
        (lists / f"{name}.crl").write_bytes(kept)
    one = Revoked(old.certificate.serial, firm.clock.now)
    (lists / "dp1p1.crl").write_bytes(firm.pki.crl("dp1p1", [one]))
    monkeypatch.setattr(firm.service.judge.files, "_places", (lists,))
    answer = _enrol(firm, old, firm.applicant(RENEWED))
    assert answer.json()["values"] == {"cause": "certificate_revoked"}


def test_a_voucher_moves_only_the_user_of_its_signer(firm: World) -> None:
    old, second = firm.applicant(), firm.applicant("no_vid")
    assert _enrol(firm, old, second).status_code == 201
    fingerprint = old.certificate.fingerprint
    answer = _enrol(firm, second, firm.applicant(RENEWED), replaces=fingerprint)
    assert answer.json()["values"] == {"cause": "replaced_unknown"}


def test_what_is_replaced_must_be_registered_here(firm: World) -> None:
    answer = firm.enrol(firm.applicant(RENEWED), replaces="0" * 64)
    assert refusal(answer) == (409, "replaced_unknown")
    assert firm.rows()["certificates"] == 1


def test_neither_envelope_nor_voucher_is_malformed(firm: World) -> None:
    answer = firm.enrol(firm.applicant(RENEWED), random_envelope=None)
    assert refusal(answer) == (400, "malformed")
