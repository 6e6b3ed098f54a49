"""The audit record: who did what when and why, and no record changed unnoticed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from backend.services import audit
from backend.services.audit import Verified
from backend.storage.models import (
    AuditRecord,
    Organisation,
    RegisteredUser,
    Submission,
    UserCertificate,
    Verdict,
)
from testing.backend.databases import LOOSELY
from testing.backend.world import OFFICER, World


def _verified(world: World) -> Verified:
    with world.service.database.read() as session:
        return audit.verify(session)


@pytest.fixture
def busy(world: World) -> World:
    """A service where something of every kind happened."""
    filed = world.file_form()
    world.decided(filed["number"], "hold", 1, "서류를 보내 주십시오.")
    world.decided(filed["number"], "resume", 2)
    world.decided(filed["number"], "approve", 3)
    assert world.enrol(world.applicant()).status_code == 201
    return world


def test_every_deed_is_recorded_with_who_when_and_why(busy: World) -> None:
    with busy.service.database.read() as session:
        records = session.query(AuditRecord).order_by(AuditRecord.position).all()
    applicant = busy.applicant().certificate.fingerprint
    told = [
        (one.event, one.actor, one.actor_name, one.source, one.target, one.version, one.reason)
        for one in records
        if not one.event.startswith("officer_")
    ]
    assert told == [
        ("file", "applicant", applicant, None, "pending", 1, ""),
        ("taken", "officer", OFFICER, None, None, None, ""),
        ("hold", "officer", OFFICER, "pending", "on_hold", 2, "서류를 보내 주십시오."),
        ("resume", "officer", OFFICER, "on_hold", "pending", 3, ""),
        ("approve", "officer", OFFICER, "pending", "approved", 4, ""),
        ("enrol", "applicant", applicant, None, None, None, "user 1"),
    ]
    assert {one.at for one in records} == {busy.clock.now}


def test_an_untouched_record_is_whole(busy: World) -> None:
    found = _verified(busy)
    assert found.faults == []
    assert found.records == 7
    assert len(found.head) == 64


def test_an_empty_record_is_whole(world: World) -> None:
    assert _verified(world) == (0, audit.FIRST, [])


def _faults(world: World, tamper: Callable[[Session], None]) -> list[str]:
    """What is found after tampering, which is then undone."""
    with world.service.database.write() as session:
        tamper(session)
        session.flush()
        faults = audit.verify(session).faults
        session.rollback()
    return faults


def test_a_change_of_any_column_is_found(busy: World) -> None:
    values = {"at": busy.clock() - timedelta(days=1), "version": 9, "source": "pending"}
    values |= {"office": "99", "emptied": 99}
    columns = set(AuditRecord.__table__.columns.keys()) - {"position"}
    assert len(columns) == 12
    for column in columns:

        def tamper(session: Session, column: str = column) -> None:
            setattr(session.get_one(AuditRecord, 1), column, values.get(column, "rejected"))

        assert "record 1 was changed" in _faults(busy, tamper), column


def test_a_state_that_there_is_not_is_found(busy: World) -> None:
    def tamper(session: Session) -> None:
        session.execute(text("UPDATE submissions SET state = 'lost'"))

    assert any("differs from its last record" in fault for fault in _faults(busy, tamper))


def test_a_record_forged_with_its_own_hash_breaks_the_next(busy: World) -> None:
    def forge(session: Session) -> None:
        third = session.get_one(AuditRecord, 3)
        third.reason = "다른 사유"
        third.hash = audit._hash(session.get_one(AuditRecord, 2).hash, third)

    assert _faults(busy, forge) == ["record 4 was changed"]


def _remove_first(session: Session) -> None:
    session.execute(text("DELETE FROM audit WHERE position = 1"))


def _remove_between(session: Session) -> None:
    session.execute(text("DELETE FROM audit WHERE position = 3"))


def _swap(session: Session) -> None:
    for old, new in ((3, 100), (4, 3), (100, 4)):
        session.execute(update(AuditRecord).where(AuditRecord.position == old).values(position=new))


def _remove_last_move(session: Session) -> None:
    session.execute(text("DELETE FROM audit WHERE position >= 5"))


def _move_without_record(session: Session) -> None:
    session.execute(text("UPDATE submissions SET state = 'rejected'"))


def _remove_application(session: Session) -> None:
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    loosely = "PRAGMA defer_foreign_keys = ON" if on_sqlite else LOOSELY
    session.execute(text(loosely))
    for table in (UserCertificate, RegisteredUser, Organisation, Verdict, Submission):
        session.execute(delete(table))


def test_tampering_is_found(busy: World) -> None:
    assert _verified(busy).faults == []
    for tamper in (
        _remove_first,
        _remove_between,
        _swap,
        _remove_last_move,
        _move_without_record,
        _remove_application,
    ):
        assert _faults(busy, tamper), tamper


def test_the_applicant_is_told_the_office_and_not_the_name(busy: World) -> None:
    with busy.service.database.read() as session:
        (number,) = session.scalars(select(Submission.receipt_number))
        told = audit.history(session, number)
    assert [entry.office for entry in told] == [None, "25", "25", "25"]
    assert OFFICER not in "".join(entry.model_dump_json(exclude={"actor"}) for entry in told)


def test_records_from_before_offices_keep_their_hashes(busy: World) -> None:
    with busy.service.database.write() as session:
        previous = audit.FIRST
        for record in session.query(AuditRecord).order_by(AuditRecord.position):
            record.office = None
            record.hash = previous = audit._hash(previous, record)
        session.flush()
        assert audit.verify(session).faults == []
        session.rollback()
