"""알림: what applicants are told, when, and what becomes of it on its way."""

from collections.abc import Callable
from email import message_from_string
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from backend.post.trouble import PutOff
from backend.service import Service
from backend.services import housekeeping
from backend.services.notices import expiry, outbox, sending
from backend.services.officer_rights import OfficerActing
from backend.storage.models import Notice, UserCertificate
from practice.applicants import applicant, supplier
from registration.kinds import Kind
from registration.lifecycle import HOLD_DAYS
from registration.notices import NoticeState
from registration.roles import OfficerRole
from testing.backend.world import USER, World, refusal, taken_in
from tests.backend.test_routing import plain


def notices(world: World) -> list[Notice]:
    with world.service.database.read() as session:
        found = list(session.scalars(select(Notice).order_by(Notice.created, Notice.event)))
        session.expunge_all()
    return found


def told(world: World) -> list[tuple[str, str, str]]:
    """Occasion, channel and recipient of every message."""
    return [(row.occasion.value, row.channel.value, row.recipient) for row in notices(world)]


def send_all(world: World) -> None:
    while sending.send_due(world.service):
        pass


def spooled(world: World, notice: Notice) -> str:
    content = world.service.post.spooled(notice.id, notice.channel)
    assert content is not None
    return content.decode()


def test_a_supplier_is_told_by_e_mail_of_each_step(world: World) -> None:
    filed = world.file_form()
    world.decided(filed["number"], "hold", reason="주소를 확인하십시오")
    world.decided(filed["number"], "resume", version=2)
    world.decided(filed["number"], "approve", version=3)
    to = ("email", "result@practice.example.kr")
    assert told(world) == [("approved", *to), ("held", *to), ("received", *to)]


def test_a_hold_says_what_is_missing_and_until_when(world: World) -> None:
    world.file_form(plain(licences=supplier()["licences"]))
    held = next(row for row in notices(world) if row.occasion == "held")
    assert held.details["papers"] == ["licence", "seal"]
    assert held.details["deadline"]
    world.clock.move(days=HOLD_DAYS + 1)
    housekeeping.tidy(world.service)
    assert [row[0] for row in told(world)] == ["held", "received", "rejected"]


def test_who_uses_stockpiled_goods_is_told_by_sms_and_an_institution_not_at_all(
    world: World,
) -> None:
    application = world.application(applicant(Kind.STOCKPILE), kind=Kind.STOCKPILE)
    signed = world.applicant().sign(application.canonical())
    taken_in(world.file(signed, application.ticket.draft))
    institution = world.application(applicant(Kind.INSTITUTION), kind=Kind.INSTITUTION)
    taken_in(world.file_unsigned(institution))
    assert set(told(world)) == {
        ("received", "sms", "01000000001"),
        ("held", "sms", "01000000001"),
    }
    send_all(world)
    text = spooled(world, notices(world)[-1])
    assert text.startswith("To: 01000000001\n\n[나라장터] ")
    assert "\n[G2B] " in text


def test_an_application_that_is_refused_leaves_no_message(world: World) -> None:
    filed = world.file_form()
    assert refusal(world.decide(filed["number"], "approve", world.officer(), 7))[0] == 409
    assert [row[0] for row in told(world)] == ["received"]


def test_a_message_is_sent_once_and_its_file_is_the_same_again(world: World) -> None:
    world.file_form()
    assert sending.send_due(world.service) == 1
    assert sending.send_due(world.service) == 0
    (notice,) = notices(world)
    assert (notice.state, notice.recipient != "") == (NoticeState.SENT, True)
    assert f"<{notice.id}@" in message_from_string(spooled(world, notice))["Message-ID"]


def test_a_full_disk_puts_a_message_off_until_an_administrator_sends_it_again(
    world: World, tmp_path: Path
) -> None:
    (tmp_path / "spool").write_bytes(b"")  # a file where the folder should be
    world.file_form()
    assert sending.send_due(world.service) == 1
    (notice,) = notices(world)
    assert (notice.state, notice.why, notice.attempts) == (NoticeState.WAITING, "disk", 1)
    assert sending.send_due(world.service) == 0
    for _ in range(40):
        world.clock.move(hours=4)
        sending.send_due(world.service)
    (notice,) = notices(world)
    assert (notice.state, notice.why) == (NoticeState.FAILED, "disk")
    assert notice.attempts < 30
    (tmp_path / "spool").unlink()
    send_again(world)
    send_all(world)
    (notice,) = notices(world)
    assert notice.state is NoticeState.SENT


def send_again(world: World) -> None:
    (notice,) = notices(world)
    roles = frozenset({OfficerRole.ADMINISTRATOR})
    outbox.send_again(world.service, OfficerActing("김관리", roles), notice.id)


def test_of_two_processes_one_sends(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.file_form()
    second = Service.open(world.service.config, world.clock)
    seen: list[int] = []

    def deliver(outgoing: Any, on_the_point: Callable[[], None]) -> None:
        seen.append(sending.send_due(second))
        on_the_point()
        seen.append(sending.send_due(second))

    monkeypatch.setattr(world.service.post, "deliver", deliver)
    try:
        assert sending.send_due(world.service) == 1
    finally:
        second.close()
    assert seen == [0, 0]
    assert notices(world)[0].state is NoticeState.SENT


def test_who_lost_the_lease_hands_nothing_over(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.file_form()
    second = Service.open(world.service.config, world.clock)
    sent: list[str] = []

    def deliver(outgoing: Any, on_the_point: Callable[[], None]) -> None:
        world.clock.move(minutes=16)  # this process stood still
        assert sending.send_due(second) == 1
        on_the_point()
        sent.append(outgoing.identity)

    monkeypatch.setattr(world.service.post, "deliver", deliver)
    try:
        assert sending.send_due(world.service) == 1
    finally:
        second.close()
    assert sent == []
    assert notices(world)[0].state is NoticeState.SENT


def test_what_is_under_way_is_not_sent_again_by_the_button(world: World) -> None:
    world.file_form()
    with pytest.raises(Exception, match="notice_under_way"):
        send_again(world)


def test_back_off_grows_and_a_later_success_counts(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.file_form()
    deliver, calls = world.service.post.deliver, []

    def put_off(*arguments: Any) -> None:
        calls.append(world.clock.now)
        if len(calls) < 4:
            raise PutOff("put_off")
        deliver(*arguments)

    monkeypatch.setattr(world.service.post, "deliver", put_off)
    began = world.clock.now
    for _ in range(10):
        sending.send_due(world.service)
        world.clock.move(minutes=1)
    assert [(at - began).seconds // 60 for at in calls] == [0, 1, 3, 7]
    assert notices(world)[0].state is NoticeState.SENT


def test_expiry_is_told_on_four_days_once_each(world: World) -> None:
    world.registered()
    with world.service.database.read() as session:
        ends = session.scalars(select(UserCertificate.expires)).one()
    world.clock.now = ends
    world.clock.move(days=-40)
    for _ in range(45):
        for _ in range(2):
            expiry.write_due(world.service)
        world.clock.move(days=1)
    about = [row for row in notices(world) if row.occasion == "certificate_ends"]
    assert [row.details["days"] for row in about] == [30, 14, 7, 1]
    assert {row.recipient for row in about} == {USER.email}


def test_what_was_missed_is_told_once_not_in_a_heap(world: World) -> None:
    world.registered()
    with world.service.database.read() as session:
        ends = session.scalars(select(UserCertificate.expires)).one()
    world.clock.now = ends
    world.clock.move(days=-5)
    expiry.write_due(world.service)
    world.clock.move(days=1)
    expiry.write_due(world.service)
    about = [row for row in notices(world) if row.occasion == "certificate_ends"]
    assert [row.details["days"] for row in about] == [5]


def test_a_licence_and_a_product_that_end_are_told(world: World) -> None:
    day = world.clock.now.date()
    form = supplier()
    del form["manufactured"][0]["valid_until"]
    form["licences"][0]["expires"] = day.replace(year=day.year + 1).isoformat()
    filed = world.file_form(form)
    status = world.get(f"/v1/submissions/{filed['number']}", filed["key"]).json()
    world.decided(filed["number"], "approve", version=status["version"])
    world.clock.now = world.clock.now.replace(year=day.year + 1)
    world.clock.move(days=-7)
    assert expiry.write_due(world.service) == 1
    world.clock.now = world.clock.now.replace(year=day.year + 3)
    assert expiry.write_due(world.service) == 1
    about = {row.occasion.value: row.details for row in notices(world)}
    assert (about["licence_ends"]["code"], about["licence_ends"]["days"]) == (
        form["licences"][0]["industry_code"],
        7,
    )
    assert about["product_ends"]["code"]


def test_addresses_are_forgotten_after_a_while(world: World) -> None:
    world.file_form()
    send_all(world)
    world.clock.move(days=91)
    assert outbox.forget_old(world.service) == 1
    (notice,) = notices(world)
    assert (notice.recipient, notice.details) == ("", {})
