"""Filing without a certificate: institutions and cataloguing firms."""

from typing import Any

import pytest
from sqlalchemy import select

from backend.storage.models import Account, RegisteredUser
from practice.applicants import applicant
from registration.kinds import FilingPurpose, Kind
from testing.backend.world import World, refusal, taken_in

PASSWORD = "Correct-Horse-7"


def _catalogue(account_id: str = "practice1", number: str = "333-33-33336") -> dict[str, Any]:
    form = applicant(Kind.CATALOGUE)
    form["general"]["business_number"] = number
    form["account"]["account_id"] = account_id
    return form


def _accounts(world: World) -> list[tuple[str, bool]]:
    with world.service.database.read() as session:
        return [
            (one.account_id, one.user_id is not None) for one in session.scalars(select(Account))
        ]


def test_an_institution_files_and_waits_for_its_letter(world: World) -> None:
    application = world.application(kind=Kind.INSTITUTION)
    filed = taken_in(world.file_unsigned(application))
    status = world.get(f"/v1/submissions/{filed['number']}", filed["key"]).json()
    assert (status["state"], status["office"], status["key"]) == ("pending", "25", "9990001")
    assert status["missing"] == ["institution_application", "certificate_application"]
    shown = world.get(f"/v1/submissions/{filed['number']}/document", filed["key"]).json()
    assert shown["form"] == application.form
    detail = world.get(f"/v1/officer/applications/{filed['number']}", world.officer()).json()
    assert detail["signature"] is None
    assert [one["check"] for one in detail["checks"]][:4] == [
        "size",
        "document",
        "ticket",
        "ticket_time",
    ]


def test_the_same_again_is_the_same_filing_and_another_is_refused(world: World) -> None:
    application = world.application(kind=Kind.INSTITUTION)
    first = world.file_unsigned(application)
    with world.nothing_stored():
        again = world.file_unsigned(application)
        assert (again.status_code, again.json()) == (200, first.json())
        other = world.application(_institution(fax="042-000-9999"), application.ticket.draft, KIND)
        assert refusal(world.file_unsigned(other)) == (409, "draft_already_filed")


KIND = Kind.INSTITUTION


def _institution(**general: Any) -> dict[str, Any]:
    form = applicant(Kind.INSTITUTION)
    form["general"].update(general)
    return form


def test_an_unsigned_application_keeps_nobody_out(world: World) -> None:
    """Nor does it tell strangers that there is another; the officer sees them all."""
    first = taken_in(world.file_unsigned(world.application(kind=KIND)))
    answer = world.file_unsigned(world.application(kind=KIND))
    second = taken_in(answer)
    assert first["number"] not in answer.text
    detail = world.get(f"/v1/officer/applications/{second['number']}", world.officer()).json()
    (found,) = next(one["findings"] for one in detail["checks"] if one["check"] == "number")
    assert (found["code"], found["severity"]) == ("others_open", "warning")
    assert found["values"] == {"receipt_numbers": [first["number"]]}
    world.decided(second["number"], "approve")
    status = world.get(f"/v1/submissions/{first['number']}", first["key"]).json()
    assert (status["state"], status["history"][-1]["actor"]) == ("rejected", "system")
    assert second["number"] in status["history"][-1]["reason"]


def test_an_institution_registers_once(world: World) -> None:
    filed = taken_in(world.file_unsigned(world.application(kind=KIND)))
    world.decided(filed["number"], "approve")
    with world.nothing_stored():
        again = world.file_unsigned(world.application(kind=KIND))
        assert refusal(again) == (409, "already_registered")


def test_a_supplier_does_not_file_unsigned_nor_an_institution_signed(world: World) -> None:
    with world.nothing_stored():
        answer = world.file_unsigned(world.application())
        assert refusal(answer) == (422, "signature_needed")
        application = world.application(kind=KIND)
        signed = world.applicant().sign(application.canonical())
        answer = world.file(signed, application.ticket.draft)
        assert refusal(answer) == (422, "signature_unexpected")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        (None, "required"),
        ("short1", "password_short"),
        ("aaa-Bbb-ccc-7", "password_run"),
        ("practice1-Xy", "password_guessable"),
        ("x-0420002000-Y", "password_guessable"),
    ],
)
def test_an_unfit_password_is_refused(world: World, password: str | None, code: str) -> None:
    with world.nothing_stored():
        answer = world.file_unsigned(world.application(_catalogue(), kind=Kind.CATALOGUE), password)
    assert refusal(answer) == (422, "password_unfit")
    assert code in [one["code"] for one in answer.json()["values"]["problems"]]


def test_a_password_where_none_is_asked_for_is_refused(world: World) -> None:
    with world.nothing_stored():
        answer = world.file_unsigned(world.application(kind=KIND), PASSWORD)
    assert refusal(answer) == (400, "malformed")


def test_an_id_is_reserved_and_given_back_when_the_application_ends(world: World) -> None:
    filed = taken_in(
        world.file_unsigned(world.application(_catalogue(), kind=Kind.CATALOGUE), PASSWORD)
    )
    assert _accounts(world) == [("practice1", False)]
    other = _catalogue(number="222-22-22227")
    with world.nothing_stored():
        answer = world.file_unsigned(world.application(other, kind=Kind.CATALOGUE), PASSWORD)
        assert refusal(answer) == (409, "account_taken")
    world.post(f"/v1/submissions/{filed['number']}/cancel", {"version": 1}, filed["key"])
    assert _accounts(world) == []
    taken_in(world.file_unsigned(world.application(other, kind=Kind.CATALOGUE), PASSWORD))


def test_a_rejected_application_gives_its_id_back(world: World) -> None:
    filed = taken_in(
        world.file_unsigned(world.application(_catalogue(), kind=Kind.CATALOGUE), PASSWORD)
    )
    world.decided(filed["number"], "reject", reason="휴업 중입니다.")
    assert _accounts(world) == []


def test_an_approved_firm_has_its_account_and_user(world: World) -> None:
    filed = taken_in(
        world.file_unsigned(world.application(_catalogue(), kind=Kind.CATALOGUE), PASSWORD)
    )
    world.decided(filed["number"], "approve")
    assert _accounts(world) == [("practice1", True)]
    with world.service.database.read() as session:
        account = session.get_one(Account, "practice1")
        assert world.service.passwords.fits(account.password_hash, PASSWORD)
        (user,) = session.scalars(select(RegisteredUser))
        assert (user.name, user.is_recipient, user.account) == ("정이용", True, account)


def test_what_was_typed_as_password_is_kept_nowhere(
    world: World, tmp_path: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    world.file_unsigned(world.application(_catalogue(), kind=Kind.CATALOGUE), PASSWORD)
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert PASSWORD.encode() not in kept
    assert PASSWORD not in caplog.text


@pytest.mark.parametrize("document", ["", "%%%", "AAAA"])
def test_what_is_no_document_is_malformed(world: World, document: str) -> None:
    answer = world.post(
        "/v1/submissions/unsigned", {"document": document}, **{"Idempotency-Key": "d" * 16}
    )
    assert refusal(answer) == (400, "malformed")


def test_an_unsigned_supplement_needs_the_status_key(world: World) -> None:
    filed = taken_in(world.file_unsigned(world.application(kind=KIND)))
    world.decided(filed["number"], "hold", reason="계좌를 확인해 주십시오.")
    completed = world.application(
        _institution(fax="042-000-9999"),
        kind=KIND,
        purpose=FilingPurpose.SUPPLEMENT,
        supplements=filed["number"],
    )
    with world.nothing_stored():
        assert refusal(world.file_unsigned(completed)) == (401, "not_authorised")
    answer = world.file_unsigned(completed, token=filed["key"])
    assert taken_in(answer) == filed
    status = world.get(f"/v1/submissions/{filed['number']}", filed["key"]).json()
    assert (status["state"], status["version"]) == ("pending", 3)
    shown = world.get(f"/v1/submissions/{filed['number']}/document", filed["key"]).json()
    assert shown["form"]["general"]["fax"] == "0420009999"


def test_one_address_files_for_one_number_only_so_often(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world.service.lookups, "_most", 2)
    answers = [world.file_unsigned(world.application(kind=KIND)).status_code for _ in range(3)]
    assert answers == [201, 201, 503]
    form = _institution(institution_code="9990002")
    assert world.file_unsigned(world.application(form, kind=KIND)).status_code == 201
