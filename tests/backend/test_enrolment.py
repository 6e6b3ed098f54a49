"""Registering a certificate: each check of the procedure, in its order, with its own refusal."""

import base64
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.signing import envelope
from practice.applicants import supplier
from practice.samples import SAMPLES
from registration.submission import ChallengePurpose
from testing.backend.databases import contents
from testing.backend.openssl_signer import cades
from testing.backend.world import Applicant, World, openssl, refusal


def _refused(world: World, by: Applicant, **changed: Any) -> tuple[int, str]:
    """The refusal of an enrolment that leaves nothing but, at most, the spent challenge."""
    with world.nothing_stored("spent_challenges"):
        return refusal(world.enrol(by, **changed))


def test_an_enrolment_signed_and_sealed_by_openssl_is_accepted(approved: World) -> None:
    applicant = approved.applicant()
    keys = approved.service.keys
    recipient = approved.pki.service / "km.der"
    assert recipient.read_bytes() == keys.encryption.certificate.der
    pem = approved.service.config.secret.parent / "km.pem"
    pem.write_bytes(openssl("x509", "-inform", "DER", "-in", recipient))
    sealed = openssl(
        "cms", "-encrypt", "-binary", "-outform", "DER", "-aes-256-gcm",
        "-recip", pem, "-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha256",
        data=applicant.key.random or b"",
    )  # fmt: skip
    document = approved.enrolment(
        applicant, random_envelope=base64.b64encode(sealed).decode()
    ).canonical()
    answer = approved.post("/v1/enrolments", cades(applicant, document))
    assert answer.status_code == 201, answer.text


def test_before_approval_nothing_can_be_registered(world: World) -> None:
    world.file_form()
    assert _refused(world, world.applicant()) == (409, "organisation_not_approved")


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        ("no_vid", (422, "identity_unprovable")),
        ("institution", (422, "institution_certificate")),
        ("personal", (422, "policy_not_allowed")),
        ("stockpile_only", (422, "policy_not_allowed")),
        ("expired", (422, "certificate_rejected")),
        ("not_yet_valid", (422, "certificate_rejected")),
        ("revoked", (422, "certificate_revoked")),
        ("other_number", (422, "identity_mismatch")),
    ],
)
def test_each_certificate_that_does_not_fit_has_its_own_refusal(
    approved: World, sample: str, expected: tuple[int, str]
) -> None:
    assert _refused(approved, approved.applicant(sample)) == expected


def test_a_certificate_of_an_unknown_ca_is_refused(approved: World, stranger: Applicant) -> None:
    assert _refused(approved, stranger) == (422, "certificate_untrusted")


def test_another_r_does_not_prove_identity(approved: World) -> None:
    applicant = approved.applicant()
    wrong = envelope.seal(bytes(20), approved.service.keys.encryption.certificate)
    answer = _refused(approved, applicant, random_envelope=base64.b64encode(wrong).decode())
    assert answer == (422, "identity_mismatch")


@pytest.mark.parametrize("sealed", ["", "????", base64.b64encode(b"\x30\x00").decode()])
def test_an_envelope_that_does_not_open_is_malformed(approved: World, sealed: str) -> None:
    assert _refused(approved, approved.applicant(), random_envelope=sealed) == (400, "malformed")


def test_an_envelope_for_another_certificate_is_malformed(approved: World) -> None:
    applicant = approved.applicant()
    other = Certificate.from_der(applicant.folder.joinpath("kmCert.der").read_bytes())
    sealed = envelope.seal(applicant.key.random or b"", other)
    answer = _refused(approved, applicant, random_envelope=base64.b64encode(sealed).decode())
    assert answer == (400, "malformed")


def test_a_challenge_is_good_once(approved: World) -> None:
    applicant = approved.applicant()
    document = approved.enrolment(applicant).canonical()
    assert approved.post("/v1/enrolments", applicant.sign(document)).status_code == 201
    again = approved.post("/v1/enrolments", applicant.sign(document))
    assert refusal(again) == (409, "challenge_unknown")


def test_a_wrong_signature_spends_the_challenge(approved: World) -> None:
    applicant = approved.applicant()
    document = approved.enrolment(applicant).canonical()
    signed = applicant.sign(document)
    wrong = signed[:-1] + bytes([signed[-1] ^ 1])
    assert refusal(approved.post("/v1/enrolments", wrong)) == (422, "signature_wrong")
    assert refusal(approved.post("/v1/enrolments", signed)) == (409, "challenge_unknown")
    assert approved.rows()["certificates"] == 0


def test_a_changed_enrolment_is_refused(approved: World) -> None:
    applicant = approved.applicant()
    signed = applicant.sign(approved.enrolment(applicant).canonical())
    changed = signed.replace("김이용".encode(), "박이용".encode())
    assert refusal(approved.post("/v1/enrolments", changed)) == (422, "document_changed")


def test_a_challenge_ends(approved: World) -> None:
    applicant = approved.applicant()
    document = approved.enrolment(applicant).canonical()
    approved.clock.move(minutes=5)
    answer = approved.post("/v1/enrolments", applicant.sign(document))
    assert refusal(answer) == (409, "challenge_expired")


@pytest.mark.parametrize(
    "alter",
    [
        lambda world: world.challenge(ChallengePurpose.LOGIN),
        lambda world: world.challenge(ChallengePurpose.ENROL).model_copy(
            update={"nonce": "x" * 43}
        ),
        lambda world: world.challenge(ChallengePurpose.ENROL).model_copy(
            update={"service": "another"}
        ),
        lambda world: world.challenge(ChallengePurpose.LOGIN).model_copy(
            update={"purpose": ChallengePurpose.ENROL}
        ),
        lambda world: world.challenge(ChallengePurpose.ENROL).model_copy(
            update={"expires": "2099-01-01T00:00:00Z"}
        ),
    ],
    ids=["for login", "nonce", "another service", "purpose altered", "longer"],
)
def test_a_challenge_for_something_else_or_altered_is_unknown(
    approved: World, alter: Callable[[World], object]
) -> None:
    answer = _refused(approved, approved.applicant(), challenge=alter(approved))
    assert answer == (409, "challenge_unknown")


def test_the_document_must_name_the_certificate_that_signs(approved: World) -> None:
    answer = _refused(approved, approved.applicant(), certificate_sha256="0" * 64)
    assert answer == (422, "signature_wrong")


def test_a_certificate_is_registered_once(approved: World) -> None:
    applicant = approved.applicant()
    assert approved.enrol(applicant).status_code == 201
    assert _refused(approved, applicant) == (409, "certificate_registered")


def test_a_second_certificate_of_the_same_firm_is_registered_beside_the_first(
    approved: World,
) -> None:
    first, second = approved.applicant(), approved.applicant("folder_starts_with_ou")
    assert approved.enrol(first).status_code == 201
    assert approved.enrol(second).status_code == 201
    token = approved.login(second).json()["token"]
    users = approved.get("/v1/registration", token).json()["users"]
    assert [[one["fingerprint"] for one in user["certificates"]] for user in users] == [
        [first.certificate.fingerprint],
        [second.certificate.fingerprint],
    ]
    assert [user["is_recipient"] for user in users] == [True, False]


def test_a_foreign_firm_proves_its_number_with_the_letter(world: World) -> None:
    foreign = supplier(business_number="F123456789", nationality="US", entity="association")
    for given in ("incorporation_date", "corporate_number"):
        del foreign["general"][given]
    firm = world.firm("F123456789")
    filed = world.file_form(foreign, by=firm)
    world.decided(filed["number"], "approve")
    assert refusal(world.enrol(world.applicant(), "F123456789")) == (422, "identity_mismatch")
    assert world.enrol(firm, "F123456789").status_code == 201


@pytest.mark.parametrize(
    ("sample", "number", "changed", "expected"),
    [
        # Each fails its own check and every later one that can be made to fail with it.
        ("no_vid", "1111111119", {"random_envelope": "?"}, "identity_unprovable"),
        ("institution", "1111111119", {"random_envelope": "?"}, "institution_certificate"),
        ("revoked", "1111111119", {"random_envelope": "?"}, "certificate_revoked"),
        ("other_number", "1111111119", {"certificate_sha256": "0" * 64}, "identity_mismatch"),
        (
            "supplier_pbes1",
            "3333333336",
            {"certificate_sha256": "0" * 64},
            "organisation_not_approved",
        ),
        ("stockpile_only", "1111111119", {"certificate_sha256": "0" * 64}, "policy_not_allowed"),
        ("supplier", "1111111119", {"certificate_sha256": "0" * 64}, "signature_wrong"),
    ],
)
def test_the_first_failed_check_is_the_one_told(
    approved: World, sample: str, number: str, changed: dict[str, str], expected: str
) -> None:
    applicant = approved.applicant(sample)
    signed = applicant.sign(approved.enrolment(applicant, number, **changed).canonical())
    wrong = signed[:-1] + bytes([signed[-1] ^ 1])
    assert refusal(approved.post("/v1/enrolments", wrong))[1] == expected


@pytest.mark.parametrize("number", ["1111111119", "2222222227"])
def test_a_stranger_does_not_learn_which_firms_are_registered(approved: World, number: str) -> None:
    stranger = approved.applicant("supplier_pbes1")
    assert _refused(approved, stranger, key=number) == (422, "identity_mismatch")


def test_that_identity_cannot_be_proved_is_told_before_whose_certificate_it_is(
    approved: World, tmp_path: Path
) -> None:
    sample = replace(SAMPLES["institution"], with_vid=False)
    nobodys = Applicant.of(approved.pki.issue(sample, tmp_path / "NPKI").path)
    assert _refused(approved, nobodys) == (422, "identity_unprovable")


def test_r_is_neither_kept_nor_logged(
    approved: World, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("DEBUG")
    applicant = approved.applicant()
    random = applicant.key.random
    assert random
    assert approved.enrol(applicant).status_code == 201
    assert refusal(approved.enrol(approved.applicant("other_number"))) == (422, "identity_mismatch")
    kept = contents(approved.service.config.database)
    said = caplog.text + "".join(capfd.readouterr())
    for secret in (random, random.hex().encode(), base64.b64encode(random)):
        assert secret not in kept
        assert secret.decode("latin-1") not in said
