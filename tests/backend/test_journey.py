"""The main way: file, have it decided, register the certificate, log in."""

import base64

import pytest

from registration.korean_time import today
from registration.submission import Receipt, sha256
from testing.backend.world import OFFICER_PASSWORD, World, judged, refusal


def test_a_supplier_files_is_approved_registers_and_logs_in(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    applicant = world.applicant()
    application = world.application()
    signed = applicant.sign(application.canonical())

    answer = world.file(signed, application.ticket.draft)
    assert answer.status_code == 201, answer.text
    filed = answer.json()
    receipt = Receipt.parse(judged(base64.b64decode(filed["receipt"]), world.pki))
    assert receipt.service == "practice"
    assert receipt.business_number == "1111111119"
    assert receipt.document_sha256 == sha256(application.canonical())
    assert receipt.signature_sha256 == sha256(signed)
    assert receipt.receipt_number == f"{today(world.clock()).year}000001"

    number, key = receipt.receipt_number, filed["status_key"]
    status = world.get(f"/v1/submissions/{number}", key).json()
    assert (status["state"], status["version"], status["enrolled"]) == ("pending", 1, False)

    world.decided(number, "hold", 1, "임대차계약서를 보내 주십시오.")
    world.decided(number, "resume", 2)
    world.decided(number, "approve", 3)
    status = world.get(f"/v1/submissions/{number}", key).json()
    assert (status["state"], status["version"]) == ("approved", 4)
    assert [(one["source"], one["target"]) for one in status["history"]] == [
        (None, "pending"),
        ("pending", "on_hold"),
        ("on_hold", "pending"),
        ("pending", "approved"),
    ]
    assert status["history"][1]["reason"] == "임대차계약서를 보내 주십시오."

    enrolled = world.enrol(applicant)
    assert enrolled.status_code == 201, enrolled.text
    assert enrolled.json()["organisation"] == "주식회사 연습상사"
    assert world.get(f"/v1/submissions/{number}", key).json()["enrolled"] is True

    session = world.login(applicant)
    assert session.status_code == 201, session.text
    token = session.json()["token"]
    registration = world.get("/v1/registration", token).json()
    (record,), (user,) = registration["records"], registration["users"]
    assert (record["kind"], record["version"], record["form"]) == ("supplier", 1, application.form)
    assert record["receipt_number"] == number
    assert user["is_recipient"]
    assert user["is_self"]
    assert [one["fingerprint"] for one in user["certificates"]] == [
        applicant.certificate.fingerprint
    ]
    assert world.get(f"/v1/submissions/{number}", token).json()["state"] == "approved"

    ended = world.http.delete(
        world.url + "/v1/sessions/current", headers={"Authorization": f"Bearer {token}"}, timeout=20
    )
    assert ended.status_code == 204
    assert refusal(world.get("/v1/registration", token)) == (401, "session_logged_out")
    for private in (key, token, OFFICER_PASSWORD, "1111111119", "연습상사", "홍연습", "김이용"):
        assert private not in caplog.text
