"""What was kept for its time is destroyed, and nothing else; the record tells what it was."""

import json
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from backend.config import Retention
from backend.service import Service
from backend.services import audit
from backend.services.retention import destroying, rules
from backend.services.retention.destroying import destroy, look
from backend.storage.models import (
    Account,
    AuditRecord,
    Notice,
    OfficerSession,
    RecordVersion,
    Submission,
)
from practice.applicants import applicant, supplier
from registration.kinds import FilingPurpose, Kind
from registration.notices import NoticeState
from registration.roles import OfficerRole
from registration.submission import sha256
from testing.backend.commands import inside
from testing.backend.databases import argument, contents, loosely
from testing.backend.sanctions import entered, notice
from testing.backend.world import World, business_number, taken_in
from tests.backend.test_attachments import PDF, PNG, _application, _file, _sent
from tests.backend.test_serve import settings_file

YEARS = 5 * 365
OWN = "1111111119"


def _filed_with_files(world: World) -> str:
    application = _application(world)
    for content in (PDF, PNG):
        _sent(world, application.ticket, content)
    answer = _file(world, application)
    assert answer.status_code == 201, answer.text
    with world.service.database.read() as session:
        draft = Submission.draft == application.ticket.draft
        return str(session.scalar(select(Submission.receipt_number).where(draft)))


def _rejected(world: World) -> str:
    number = _filed_with_files(world)
    world.decided(number, "reject", reason="위조된 서류")
    return number


def _gone(world: World, run: Any = destroy) -> list[str]:
    return [number for kind in run(world.service) for number in kind.applications]


def _everything(world: World) -> bytes:
    return contents(world.service.config.database)


def _contents(world: World) -> set[str]:
    return {name for shelf in world.service.attachments.shelves() for name in shelf}


def _record(world: World) -> list[tuple[str, str, str]]:
    with world.service.database.read() as session:
        assert audit.verify(session).faults == []
        rows = session.scalars(select(AuditRecord).where(AuditRecord.event == audit.DESTROYED))
        return [(row.subject, row.reason, row.actor) for row in rows]


def test_a_rejected_application_goes_after_its_time_and_leaves_its_number_only(
    world: World,
) -> None:
    number = _rejected(world)
    other = world.file_form(supplier(business_number=business_number(3)))["number"]
    firm = supplier()["general"]["name"].encode()
    before = world.rows()
    assert firm in _everything(world)
    world.clock.move(days=YEARS)
    assert _gone(world, look) == _gone(world) == []
    world.clock.move(seconds=1)
    assert _gone(world, look) == [number]
    assert world.rows()["submissions"] == before["submissions"]
    assert _gone(world) == [number]
    assert _gone(world) == _gone(world, look) == []
    with world.service.database.read() as session:
        assert list(session.scalars(select(Submission.receipt_number))) == [other]
        assert not session.scalars(select(Notice).where(Notice.subject == number)).all()
    assert (number, "rejected", "system") in _record(world)
    assert _contents(world) == set()
    assert not world.post("/v1/officer/search", {}, world.officer()).ok


def test_nothing_of_it_can_be_read_in_the_database(world: World) -> None:
    firm = business_number(3)
    form = supplier(business_number=firm)
    form["general"]["english_name"] = "Zqxj Trading"
    filed = world.file_form(form, world.firm(firm))
    world.decided(filed["number"], "reject", reason="중복")
    searched_for = [firm.encode(), b"Zqxj Trading"]
    assert all(word in _everything(world) for word in searched_for)
    world.clock.move(days=YEARS + 1)
    assert _gone(world) == [filed["number"]]
    left = _everything(world)
    assert [word for word in searched_for if word in left] == []


def test_files_that_another_application_has_stay(world: World) -> None:
    rejected = _rejected(world)
    again = _filed_with_files(world)
    world.decided(again, "approve")
    world.clock.move(days=YEARS + 1)
    assert _gone(world) == [rejected]
    assert _contents(world) == {sha256(PDF), sha256(PNG)}


def test_an_open_procedure_a_sanction_or_a_dispute_keeps_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    rejected = _rejected(world)
    again = _filed_with_files(world)
    world.clock.move(days=YEARS + 1)
    assert _gone(world) == []  # another application of the firm is open
    world.decided(again, "reject", reason="다시")
    for held in (rejected, OWN):
        retention = world.service.config.retention.model_copy(update={"hold": (held,)})
        with monkeypatch.context() as patch:
            patch.setitem(vars(world.service.config), "retention", retention)
            assert _gone(world, look) == _gone(world) == []
    sanction = notice(world)
    entered(world, sanction)
    assert _gone(world, look) == _gone(world) == []
    world.clock.move(days=200)
    assert _gone(world) == [rejected]


def test_what_the_applicant_withdrew_has_a_time_of_its_own(world: World) -> None:
    filed = world.file_form()
    path = f"/v1/submissions/{filed['number']}/cancel"
    answer = world.post(path, {"version": 1}, filed["key"])
    assert answer.status_code == 200, answer.text
    world.clock.move(days=365)
    assert _gone(world) == []
    world.clock.move(days=1)
    assert _gone(world) == [filed["number"]]


TEN_YEARS = 10 * 365


def _changed(world: World) -> tuple[str, str]:
    """Register a firm of an account, and a change of it; return both receipt numbers."""
    first = taken_in(
        world.file_unsigned(world.application(kind=Kind.CATALOGUE), "Correct-Horse-7")
    )["number"]
    world.decided(first, "approve")
    login = {"account_id": "practice1", "password": "Correct-Horse-7"}
    token = world.post("/v1/password-sessions", login).json()["token"]
    form = deepcopy(applicant(Kind.CATALOGUE))
    form["general"]["phone"] = "0299998888"
    change = world.application(
        form, kind=Kind.CATALOGUE, purpose=FilingPurpose.CHANGE, record_version=1
    )
    second = taken_in(world.file_unsigned(change, token=token))["number"]
    world.decided(second, "approve")
    return first, second


def test_an_approved_application_goes_after_a_change_has_taken_its_place(world: World) -> None:
    first, second = _changed(world)
    world.clock.move(days=TEN_YEARS)
    assert _gone(world) == []
    world.clock.move(seconds=1)
    assert _gone(world, look) == _gone(world) == [first]
    assert (first, "approved", "system") in _record(world)
    with world.service.database.read() as session:
        assert [row.version for row in session.scalars(select(RecordVersion))] == [2]
        of = select(Submission.receipt_number).join(Account, Account.submission_id == Submission.id)
        assert session.scalars(of).all() == [second]
    shown = world.get(f"/v1/officer/applications/{second}", world.officer())
    assert (shown.status_code, shown.json()["before"]) == (200, None)
    world.clock.move(days=TEN_YEARS)
    assert _gone(world) == []  # what it is registered as stays


def _emptied(world: World) -> int:
    return sum(kind.number for kind in destroy(world.service) if kind.name == "audit")


def test_the_audit_loses_names_and_reasons_and_stays_verifiable(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(destroying, "AT_ONCE", 2)
    number = world.file_form()["number"]
    world.decided(number, "approve", reason="나전칠기 확인")
    with world.service.database.write() as session:
        session.execute(update(Notice).values(state=NoticeState.SENT))  # it says the reason too
    world.clock.move(days=TEN_YEARS + 1)
    world.account("late", OfficerRole.OFFICER)
    told = {kind.name: kind.number for kind in look(world.service)}["audit"]
    assert (told > 2, _emptied(world), _emptied(world)) == (True, told, 0)
    assert "나전칠기".encode() not in _everything(world)
    with world.service.database.read() as session:
        assert audit.verify(session).faults == []
        (filed,) = session.scalars(select(AuditRecord).where(AuditRecord.event == "file"))
        assert (filed.subject, filed.target, filed.actor_name) == (number, "pending", "")
        late = session.scalars(select(AuditRecord).where(AuditRecord.subject == "late")).all()
        assert all(row.actor_name for row in late)
    emptied, noted = AuditRecord.emptied.is_not(None), AuditRecord.event == audit.DESTROYED
    for change in (
        update(AuditRecord).where(emptied).values(subject="2020000001"),
        update(AuditRecord).where(emptied).values(reason="다른 사유"),
        update(AuditRecord).where(emptied).values(emptied=10_000),
        update(AuditRecord).where(AuditRecord.event == "file").values(emptied=10_000),
        delete(AuditRecord).where(noted),
    ):
        with world.service.database.locked() as session:  # what is changed there is undone
            session.execute(change)
            assert audit.verify(session).faults


def test_the_audit_keeps_what_is_in_dispute_or_under_way(world: World) -> None:
    firms = [supplier(business_number=business_number(serial)) for serial in (3, 4)]
    under_way, closed = (world.file_form(firm)["number"] for firm in firms)
    world.decided(closed, "approve")
    world.clock.move(days=TEN_YEARS + 1)
    settings = world.service.config.retention
    with world.service.database.read() as session:
        for held, kept in (((), {under_way}), ((closed,), {under_way, closed})):
            due = rules.told(settings.model_copy(update={"hold": held}), world.clock())
            subjects = set(session.scalars(select(AuditRecord.subject).where(*due)))
            assert subjects & {under_way, closed} == {under_way, closed} - kept


def test_a_period_of_nought_destroys_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _rejected(world)
    retention = world.service.config.retention.model_copy(update={"rejected_days": 0})
    monkeypatch.setitem(vars(world.service.config), "retention", retention)
    world.clock.move(days=100 * 365)
    assert _gone(world, look) == _gone(world) == []


def test_what_was_interrupted_goes_on_the_next_time(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = []
    for serial in (3, 4, 5):
        firm = business_number(serial)
        filed = world.file_form(supplier(business_number=firm), world.firm(firm))
        world.decided(filed["number"], "reject", reason="중복")
        numbers.append(filed["number"])
    with_files = _rejected(world)
    world.clock.move(days=YEARS + 1)
    times = iter(range(10))
    note = destroying._note

    def interrupted(*arguments: Any) -> None:
        if next(times) == 2:
            raise KeyboardInterrupt
        note(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(destroying, "_note", interrupted)
        with pytest.raises(KeyboardInterrupt):
            destroy(world.service)
        patch.setattr(destroying, "_note", note)
    assert [subject for subject, *_ in _record(world)] == numbers[:2]
    with monkeypatch.context() as patch:
        patch.setattr(type(world.service.attachments), "remove", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            destroy(world.service)
    assert _contents(world) == {sha256(PDF), sha256(PNG)}
    assert _gone(world) == []
    assert _contents(world) == set()
    destroyed = [subject for subject, *_ in _record(world)]
    assert destroyed[:4] == [*numbers, with_files]


def _interrupt(*_arguments: object) -> None:
    raise KeyboardInterrupt


def test_rows_go_by_their_age(world: World) -> None:
    world.file_form()
    world.officer()
    with world.service.database.write() as session:
        session.execute(update(Notice).values(state=NoticeState.SENT))
    world.clock.move(days=89)
    kinds = {kind.name: kind.number for kind in look(world.service)}
    assert (kinds["notices"], kinds["logins"]) == (0, 1)
    world.clock.move(days=2)
    told = {kind.name: kind.number for kind in look(world.service)}
    assert told["notices"] > 0
    assert {kind.name: kind.number for kind in destroy(world.service)} == told
    with world.service.database.read() as session:
        assert {notice.recipient for notice in session.scalars(select(Notice))} == {""}
        assert not session.scalars(select(OfficerSession)).all()
    assert {subject for subject, *_ in _record(world)} == {"notices", "logins"}


def test_every_rule_has_a_period_and_says_what_it_rests_on() -> None:
    all_rules, others = (*rules.APPLICATIONS, *rules.ROWS), [rules.UNFILED, rules.AUDIT]
    for name, basis in [(rule.name, rule.basis) for rule in all_rules] + others:
        assert f"{name}_days" in Retention.model_fields
        assert basis
    assert len(all_rules) + len(others) == sum(
        name.endswith("_days") for name in Retention.model_fields
    )


def test_what_went_without_a_record_is_still_missed(world: World) -> None:
    filed = world.file_form()
    with loosely(world.service.config.database) as connection:
        connection.exec_driver_sql("DELETE FROM submissions")
    with world.service.database.read() as session:
        assert audit.verify(session).faults == [f"application {filed['number']} is missing"]


def test_the_command_tells_first_and_then_does_it(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = settings_file(tmp_path, world.pki, database=argument(world.service.config.database))
    with config.open("a") as file:
        file.write("\n[retention]\nrejected_days = 1\n")
    number = _rejected(world)
    world.clock.move(days=2)
    now = partial(Service.open, clock=world.clock)
    monkeypatch.setattr("backend.commands.retain.Service.open", now)
    dry = inside("retain", "--config", config, "--dry-run")
    assert f"rejected: 1 would go: {number}\n" in dry.stdout
    told = json.loads(inside("retain", "--config", config, "--dry-run", "--json").stdout)
    assert told["dry_run"] is True
    assert {"name": "rejected", "number": 1, "applications": [number]} in told["kinds"]
    assert f"rejected: 1 destroyed: {number}\n" in inside("retain", "--config", config).stdout
    assert "rejected: 0 destroyed\n" in inside("retain", "--config", config).stdout
