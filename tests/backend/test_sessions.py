"""Logging in with a registered certificate, and what a session may see."""

import json
from typing import Any

import pytest
import rfc8785

from practice.applicants import supplier
from practice.pki import Revoked
from registration.kinds import Kind
from registration.submission import Application, ChallengePurpose, Login
from testing.backend.databases import contents
from testing.backend.openssl_signer import cades
from testing.backend.world import World, refusal


def _bearer_only(world: World, path: str, header: str) -> tuple[int, str]:
    answer = world.http.get(world.url + path, headers={"Authorization": header}, timeout=20)
    return refusal(answer)


def test_a_login_signed_by_openssl_opens_a_session(world: World) -> None:
    applicant = world.applicant()
    world.registered(applicant)
    login = Login(
        service_certificate=world.fingerprint,
        challenge=world.challenge(ChallengePurpose.LOGIN),
        certificate_sha256=applicant.certificate.fingerprint,
    )
    answer = world.post("/v1/sessions", cades(applicant, login.canonical()))
    assert answer.status_code == 201, answer.text
    assert answer.json()["user"] == "김이용"
    assert world.get("/v1/registration", answer.json()["token"]).status_code == 200


def test_an_unregistered_certificate_does_not_log_in(world: World) -> None:
    with world.nothing_stored("spent_challenges"):
        assert refusal(world.login(world.applicant())) == (401, "certificate_not_registered")


def test_a_login_is_good_once(world: World) -> None:
    applicant = world.applicant()
    world.registered(applicant)
    login = Login(
        service_certificate=world.fingerprint,
        challenge=world.challenge(ChallengePurpose.LOGIN),
        certificate_sha256=applicant.certificate.fingerprint,
    )
    signed = applicant.sign(login.canonical())
    assert world.post("/v1/sessions", signed).status_code == 201
    assert refusal(world.post("/v1/sessions", signed)) == (409, "challenge_unknown")


def test_a_wrong_signature_does_not_log_in_and_spends_the_challenge(world: World) -> None:
    applicant = world.applicant()
    world.registered(applicant)
    login = Login(
        service_certificate=world.fingerprint,
        challenge=world.challenge(ChallengePurpose.LOGIN),
        certificate_sha256=applicant.certificate.fingerprint,
    )
    signed = applicant.sign(login.canonical())
    wrong = signed[:-1] + bytes([signed[-1] ^ 1])
    assert refusal(world.post("/v1/sessions", wrong)) == (422, "signature_wrong")
    assert refusal(world.post("/v1/sessions", signed)) == (409, "challenge_unknown")
    assert world.rows()["sessions"] == 0


def test_an_enrolments_challenge_does_not_log_in(world: World) -> None:
    applicant = world.applicant()
    world.registered(applicant)
    login = Login(
        service_certificate=world.fingerprint,
        challenge=world.challenge(ChallengePurpose.ENROL),
        certificate_sha256=applicant.certificate.fingerprint,
    )
    answer = world.post("/v1/sessions", applicant.sign(login.canonical()))
    assert refusal(answer) == (409, "challenge_unknown")


def test_a_login_names_its_certificate(world: World) -> None:
    applicant = world.applicant()
    world.registered(applicant)
    login = Login(
        service_certificate=world.fingerprint,
        challenge=world.challenge(ChallengePurpose.LOGIN),
        certificate_sha256="0" * 64,
    )
    answer = world.post("/v1/sessions", applicant.sign(login.canonical()))
    assert refusal(answer) == (422, "signature_wrong")


def test_an_enrolment_is_no_login(world: World) -> None:
    applicant = world.applicant()
    world.registered(applicant)
    answer = world.post("/v1/sessions", applicant.sign(world.enrolment(applicant).canonical()))
    assert refusal(answer) == (422, "document_not_canonical")


def test_a_registered_certificate_that_was_revoked_does_not_log_in(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    applicant = world.applicant()
    world.registered(applicant)
    lists = tmp_path_factory.mktemp("crl")
    one = Revoked(applicant.certificate.serial, world.clock.now)
    (lists / "dp1p1.crl").write_bytes(world.pki.crl("dp1p1", [one]))
    (lists / "root.crl").write_bytes((world.pki.crl_folder / "root.crl").read_bytes())
    monkeypatch.setattr(world.service.judge.files, "_places", (lists,))
    assert refusal(world.login(applicant)) == (422, "certificate_revoked")


def test_a_session_ends_by_time(world: World) -> None:
    applicant = world.applicant()
    world.registered(applicant)
    token = world.login(applicant).json()["token"]
    world.clock.move(minutes=30, seconds=-1)
    assert world.get("/v1/registration", token).status_code == 200
    world.clock.move(seconds=1)
    assert refusal(world.get("/v1/registration", token)) == (401, "session_expired")
    world.clock.move(hours=25)
    assert world.login(applicant).status_code == 201  # which forgets those that ended long ago
    assert refusal(world.get("/v1/registration", token)) == (401, "not_authorised")


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic eDp5", "Bearer x y", "bearer \xff"]
)
def test_what_is_no_token_opens_nothing(world: World, header: str) -> None:
    number = world.file_form()["number"]
    assert _bearer_only(world, "/v1/registration", header) == (401, "not_authorised")
    assert _bearer_only(world, f"/v1/submissions/{number}", header) == (401, "not_authorised")


def test_a_status_key_opens_its_own_application_only(world: World) -> None:
    one = world.file_form()
    other = world.file_form(supplier(business_number="2222222227"))
    assert world.get(f"/v1/submissions/{one['number']}", one["key"]).status_code == 200
    for number in (other["number"], "2020999999"):
        answer = world.get(f"/v1/submissions/{number}", one["key"])
        assert refusal(answer) == (401, "not_authorised")


def test_a_session_opens_the_applications_of_its_organisation_only(world: World) -> None:
    applicant = world.applicant()
    own = world.registered(applicant)
    other = world.file_form(supplier(business_number="2222222227"), world.applicant("other_number"))
    token = world.login(applicant).json()["token"]
    assert world.get(f"/v1/submissions/{own['number']}", token).status_code == 200
    answer = world.get(f"/v1/submissions/{other['number']}", token)
    assert refusal(answer) == (401, "not_authorised")


def test_tokens_are_kept_as_hashes_only(world: World) -> None:
    applicant = world.applicant()
    filed = world.registered(applicant)
    tokens = [world.login(applicant).json()["token"], world.officer(), filed["key"]]
    kept = contents(world.service.config.database)
    assert not [token for token in tokens if token.encode() in kept]


def test_what_names_another_service_is_refused(world: World) -> None:
    applicant = world.applicant()
    world.registered(applicant)
    other: dict[str, Any] = {"service_certificate": "0" * 64}
    login = Login(
        **other,
        challenge=world.challenge(ChallengePurpose.LOGIN),
        certificate_sha256=applicant.certificate.fingerprint,
    )
    application = world.application(**other)
    unsigned = world.application(kind=Kind.INSTITUTION, **other)
    for answer in (
        world.post("/v1/sessions", applicant.sign(login.canonical())),
        world.enrol(applicant, **other),
        world.file(applicant.sign(application.canonical()), application.ticket.draft),
        world.file_unsigned(unsigned),
    ):
        assert refusal(answer) == (422, "service_differs")


def test_a_document_of_the_first_version_names_no_service_and_is_only_read(world: World) -> None:
    application = world.application()
    document = json.loads(application.canonical()) | {"format": "g2b-registration/application/1"}
    del document["service_certificate"]
    content = rfc8785.dumps(document)
    assert Application.parse(content).form == application.form
    answer = world.file(world.applicant().sign(content), application.ticket.draft)
    assert refusal(answer) == (422, "service_differs")
