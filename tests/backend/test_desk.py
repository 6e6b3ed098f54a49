"""업무함: who has an application, what it waits for, and by what it is found."""

from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from datetime import timedelta
from itertools import count
from typing import Any
from urllib.parse import parse_qsl

import pytest
from sqlalchemy import func, select

from backend.refused import Refused
from backend.services.access import officers
from backend.services.applications import finding
from backend.services.officer_rights import OfficerActing
from backend.services.review import assignment, comparing, decisions, kept, notes, papers, queue
from backend.services.review.queue import Filter
from backend.storage.models import QueueCount, Record, Submission
from practice.applicants import applicant, supplier
from registration.enclosures import Enclosure
from registration.kinds import Kind
from registration.korean_time import today
from registration.lifecycle import Action
from registration.likeness import Trait
from registration.roles import OfficerRole
from registration.waiting import PaperWay, Waits
from registration.wire import Decision
from testing.backend.world import World, business_number, refusal, taken_in

A = OfficerActing("officer", frozenset({OfficerRole.OFFICER}))
B = OfficerActing("second", frozenset({OfficerRole.OFFICER}))
ELSEWHERE = OfficerActing("third", frozenset({OfficerRole.OFFICER}), frozenset({"39"}))
READER = OfficerActing("reader", frozenset({OfficerRole.AUDITOR}))
PASSWORD = "Correct-Horse-7"
_ids = count(10)


def _row(world: World, number: str) -> Submission:
    with world.service.database.read() as session:
        found = session.scalar(select(Submission).where(Submission.receipt_number == number))
    assert found is not None
    return found


def _firm(serial: int, name: str, **general: Any) -> dict[str, Any]:
    """A cataloguing firm; no certificate is needed to file for it."""
    form = applicant(Kind.CATALOGUE)
    form["general"] |= {"name": name, "business_number": business_number(serial)} | general
    form["account"]["account_id"] = f"practice{next(_ids)}"
    return form


def _filed(world: World, form: dict[str, Any], kind: Kind = Kind.CATALOGUE) -> str:
    password = PASSWORD if kind is Kind.CATALOGUE else None
    answer = world.file_unsigned(world.application(form, kind=kind), password)
    return str(taken_in(answer)["number"])


def _account(world: World, name: str) -> None:
    service = world.service
    officers.set_password(
        service.database, service.passwords, name, "long enough now", world.clock()
    )


def test_of_two_who_take_at_once_one_gets_it_and_only_they_decide(world: World) -> None:
    number = world.file_form()["number"]

    def take(officer: OfficerActing) -> str:
        try:
            assignment.take(world.service, officer, number)
        except Refused as refused:
            return refused.code
        return "taken"

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(take, (A, B)))
    assert sorted(found) == ["taken", "taken_by_another"]
    holder = _row(world, number).officer
    first, other = (A, B) if holder == A.name else (B, A)
    decision = Decision(action=Action.REJECT, version=1, reason="사유")
    with pytest.raises(Refused, match="taken_by_another"):
        decisions.decide(world.service, other, number, decision)
    with pytest.raises(Refused, match="taken_by_another"):
        assignment.give_back(world.service, other, number)
    decisions.decide(world.service, first, number, decision)
    closed = _row(world, number)
    assert (closed.officer, closed.waits, closed.decided) == (None, None, world.clock())


def test_whoever_decides_first_has_taken_it(world: World) -> None:
    number = world.file_form()["number"]
    hold = Decision(action=Action.HOLD, version=1, reason="사유")
    decisions.decide(world.service, A, number, hold)
    assert (_row(world, number).officer, _row(world, number).version) == (A.name, 2)
    with world.nothing_stored(), pytest.raises(Refused, match="taken_by_another"):
        decisions.decide(world.service, B, number, Decision(action=Action.RESUME, version=2))
    assignment.give_back(world.service, A, number)
    decisions.decide(world.service, B, number, Decision(action=Action.RESUME, version=2))
    assert _row(world, number).officer == B.name


def test_an_application_is_handed_on_with_a_note_and_no_new_version(world: World) -> None:
    world.officer()
    _account(world, B.name)
    number = world.file_form()["number"]
    assignment.take(world.service, A, number)
    with pytest.raises(Refused, match="successor_unfit"):
        assignment.hand_on(world.service, A, number, "nobody", "")
    assignment.hand_on(world.service, A, number, B.name, "면허를 확인해 주십시오.")
    assert (_row(world, number).officer, _row(world, number).version) == (B.name, 1)
    with world.service.database.read() as session:
        (note,) = notes.of(session, _row(world, number))
    assert note.text == "면허를 확인해 주십시오."
    officers.remove(world.service.database, B.name, world.clock())
    assert _row(world, number).officer is None


def test_only_officers_of_the_office_take_note_and_decide(world: World) -> None:
    number = world.file_form()["number"]
    hold = Decision(action=Action.HOLD, version=1, reason="사유")
    for officer, code in ((ELSEWHERE, "office_differs"), (READER, "role_missing")):
        with world.nothing_stored():
            with pytest.raises(Refused, match=code):
                assignment.take(world.service, officer, number)
            with pytest.raises(Refused, match=code):
                comparing.mark(world.service, officer, number, {})
            with pytest.raises(Refused, match=code):
                decisions.decide(world.service, officer, number, hold)


def test_papers_come_by_a_way_on_a_day_and_what_is_waited_for_follows(world: World) -> None:
    form = deepcopy(supplier())
    for page in ("factories", "manufactured", "branches", "agents"):
        form[page] = []
    number = world.file_form(form)["number"]
    row = _row(world, number)
    assert row.waits is Waits.PAPERS
    day = today(world.clock())

    def came(paper: Enclosure, on: int = 0) -> None:
        arrival = papers.Arrival(paper, PaperWay.FAX, day + timedelta(days=on))
        papers.receive(world.service, A, number, arrival)

    for on in (-1, 1):
        with pytest.raises(Refused, match="paper_day_wrong"):
            came(Enclosure.LICENCE, on)
    needed = world.get(f"/v1/officer/applications/{number}", world.officer()).json()["missing"]
    for paper in needed:
        came(Enclosure(paper))
    with pytest.raises(Refused, match="paper_noted"):
        came(Enclosure(needed[0]))
    row = _row(world, number)
    assert (row.waits, row.version) == (Waits.APPLICANT, 2)
    decisions.decide(world.service, A, number, Decision(action=Action.RESUME, version=2))
    row = _row(world, number)
    with world.service.database.read() as session:
        kept_papers = session.merge(row, load=False).papers
        assert {(paper.way, paper.received) for paper in kept_papers} == {(PaperWay.FAX, day)}
    assert row.waits is Waits.OFFICER


def test_a_line_that_differs_from_the_paper_keeps_an_institution_from_approval(
    world: World,
) -> None:
    number = _filed(world, applicant(Kind.INSTITUTION), Kind.INSTITUTION)
    approve = Decision(action=Action.APPROVE, version=1)
    with pytest.raises(Refused, match="line_unknown"):
        comparing.mark(world.service, A, number, {"general..nothing": True})
    comparing.mark(world.service, A, number, {"general..name": False, "general..phone": True})
    with pytest.raises(Refused, match="lines_differ"):
        decisions.decide(world.service, A, number, approve)
    comparing.mark(world.service, B, number, {"general..name": True, "general..phone": True})
    with world.service.database.read() as session:
        marks = comparing.marks_of(session, _row(world, number))
    assert {line: mark.officer for line, mark in marks.items()} == {
        "general..name": B.name,
        "general..phone": A.name,
    }
    decisions.decide(world.service, A, number, approve)


def _stockpile(world: World) -> tuple[str, str, list[str]]:
    form = applicant(Kind.STOCKPILE)
    form["items"] = [form["items"][0] | {"item": item} for item in ("AL", "CU", "ZN")]
    application = world.application(form, kind=Kind.STOCKPILE)
    answer = world.file(world.applicant().sign(application.canonical()), application.ticket.draft)
    filed = taken_in(answer)
    came = Decision(
        action=Action.RESUME, version=2, received_on_paper=[Enclosure.MANUFACTURING_PROOF]
    )
    decisions.decide(world.service, A, filed["number"], came)
    return filed["number"], filed["key"], [row["item"] for row in application.form["items"]]


def test_items_are_approved_each_by_itself_and_the_applicant_is_told(world: World) -> None:
    number, key, applied = _stockpile(world)
    every = dict.fromkeys(applied, "사유")
    for refused, code in (
        (every, "no_item_approved"),
        ({"XX": "사유"}, "items_undecided"),
        ({applied[0]: " "}, "items_undecided"),
    ):
        decision = Decision(action=Action.APPROVE, version=3, refused_items=refused)
        with world.nothing_stored(), pytest.raises(Refused, match=code):
            decisions.decide(world.service, A, number, decision)
    why = "제조 사실을 확인할 수 없습니다."
    decision = Decision(action=Action.APPROVE, version=3, refused_items={applied[1]: why})
    decisions.decide(world.service, A, number, decision)
    status = world.get(f"/v1/submissions/{number}", key).json()
    assert status["refused_items"] == [{"item": applied[1], "reason": why}]
    with world.service.database.read() as session:
        record = session.scalars(select(Record)).one()
        (version,) = record.versions
        for form in (record.form, version.form):
            assert [row["item"] for row in form["items"]] == [applied[0], applied[2]]


def test_applications_of_one_firm_are_told_to_be_alike(world: World) -> None:
    same = {"address": "서울특별시 중구 세종대로 1", "address_detail": "2층"}
    first = _filed(world, _firm(1, "주식회사 한빛", **same))
    again = _filed(world, _firm(1, "다른 이름"))
    named = _filed(world, _firm(2, "㈜ 한빛", **same))
    other = _filed(world, _firm(3, "주식회사 한빛"))
    with world.service.database.read() as session:
        row = session.scalars(select(Submission).where(Submission.receipt_number == first)).one()
        found = {
            alike.application.receipt_number: alike.traits for alike in finding.alike(session, row)
        }
    assert found == {again: (Trait.NUMBER,), named: (Trait.NAME_ADDRESS,)}
    assert other not in found
    people = [
        world.file_form(supplier(business_number=business_number(n)))["number"] for n in (7, 8)
    ]
    with world.service.database.read() as session:
        row = session.scalars(
            select(Submission).where(Submission.receipt_number == people[0])
        ).one()
        (alike,) = finding.alike(session, row)
    assert (alike.application.receipt_number, set(alike.traits)) == (
        people[1],
        {Trait.NAME_ADDRESS, Trait.REPRESENTATIVE},
    )


def test_the_counts_follow_every_move(world: World) -> None:
    held, taken, gone = (_filed(world, _firm(serial, "한빛")) for serial in (1, 2, 3))
    decisions.decide(world.service, A, held, Decision(action=Action.HOLD, version=1, reason="사유"))
    assignment.take(world.service, B, taken)
    decisions.decide(
        world.service, A, gone, Decision(action=Action.REJECT, version=1, reason="사유")
    )
    with world.service.database.read() as session:
        counts = queue.counts(session, A, Filter())
        kept_number = session.scalar(select(func.sum(QueueCount.number)))
        least = session.scalar(select(func.min(QueueCount.number)))
    assert (kept_number, least) == (3, 0)
    assert (counts.total, counts.of("whose", "mine"), counts.of("whose", "free")) == (2, 1, 0)
    assert (counts.of("waits", "applicant"), counts.of("waits", "officer")) == (1, 1)
    assert (counts.of("state", "rejected"), counts.of("state", "open")) == (1, 2)
    assert counts.of("kind", "supplier") == 0


def test_views_and_phrases_are_kept_by_an_officer_for_themselves_or_an_office(
    world: World,
) -> None:
    service, view = world.service, Filter(office="all", state="all", q="한빛")
    kept.keep_filter(service, A, "한빛 신청", view)
    with pytest.raises(Refused, match="name_taken"):
        kept.keep_filter(service, A, "한빛 신청", Filter())
    kept.keep_phrase(service, A, Action.HOLD, "나만 쓰는 문구", None)
    kept.keep_phrase(service, ELSEWHERE, Action.HOLD, "제주에서 쓰는 문구", "39")
    with pytest.raises(Refused, match="office_differs"):
        kept.keep_phrase(service, ELSEWHERE, Action.HOLD, "문구", "12")
    with pytest.raises(Refused, match="text_required"):
        kept.keep_phrase(service, A, Action.HOLD, " ", None)
    with service.database.read() as session:
        (row,) = kept.filters(session, A)
        assert Filter.read(dict(parse_qsl(row.query))) == view
        assert kept.filters(session, B) == []
        said = {officer.name: kept.phrases(session, officer) for officer in (A, B, ELSEWHERE)}
    texts = {name: [phrase.text for phrase in found] for name, found in said.items()}
    assert texts[A.name] == ["나만 쓰는 문구", "제주에서 쓰는 문구"]
    assert texts[B.name] == texts[ELSEWHERE.name] == ["제주에서 쓰는 문구"]
    kept.drop_filter(service, B, row.id)
    kept.drop_phrase(service, B, said[A.name][0].id)
    kept.drop_filter(service, A, row.id)
    with service.database.read() as session:
        assert kept.filters(session, A) == []
        assert len(kept.phrases(session, A)) == 2


def test_json_decisions_keep_the_same_rules(world: World) -> None:
    number = world.file_form()["number"]
    assignment.take(world.service, B, number)
    token = world.officer()
    answer = world.decide(number, "reject", token, reason="사유")
    assert refusal(answer) == (409, "taken_by_another")
    assert answer.json()["values"] == {"officer": B.name}
    summary = world.get(f"/v1/officer/applications/{number}", token).json()["summary"]
    assert (summary["officer"], summary["waits"]) == (B.name, "papers")
