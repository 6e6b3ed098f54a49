"""사업자등록 확인 of what was filed: what the officer sees, and what may be approved."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.config import Registry
from backend.place import Place
from backend.service import Service
from backend.services.registry import asking
from practice import registry
from practice.applicants import applicant, supplier
from practice.pki import Practice
from practice.registry import StandIn
from registration.kinds import FilingPurpose, Kind
from testing.backend.commands import review
from testing.backend.world import World, business_number, refusal, taken_in
from tests.backend.conftest import Switch, opened

KEY = "AbC+/=key-of-the-tests"
OWN = "1111111119"


@pytest.fixture(scope="module")
def running() -> Iterator[StandIn]:
    with registry.serving(KEY, {}) as stand_in:
        yield stand_in


@pytest.fixture
def stand_in(running: StandIn) -> StandIn:
    running.table.clear()
    running.asked.clear()
    running.forge = bytes
    return running


@pytest.fixture
def asking_world(
    switch: Switch,
    place: Place,
    practice_pki: Practice,
    tmp_path: Path,
    stand_in: StandIn,
) -> Iterator[World]:
    """A service with a registry of businesses."""
    (tmp_path / "registry.key").write_text(KEY + "\n")
    asked = Registry(url=stand_in.url, service_key=tmp_path / "registry.key", seconds=1)
    with opened(switch, tmp_path, practice_pki, place, registry=asked) as world:
        yield world


def findings(world: World, number: str) -> list[tuple[str, str]]:
    """Code and reason of what the registry says, as the officer gets it."""
    detail = world.get(f"/v1/officer/applications/{number}", world.officer()).json()
    (told,) = [check for check in detail["checks"] if check["check"] == "business_registry"]
    return [(one["code"], one["values"].get("why", "")) for one in told["findings"]]


def filed_without_certificate(world: World, number: str = OWN) -> str:
    form = applicant(Kind.CATALOGUE)
    form["general"]["business_number"] = number
    form["account"]["account_id"] = f"firm{number[-6:]}"
    application = world.application(form, kind=Kind.CATALOGUE)
    return str(taken_in(world.file_unsigned(application, "Correct-Horse-7"))["number"])


def test_the_applicant_does_not_wait_and_the_officer_sees_the_answer(
    asking_world: World, stand_in: StandIn
) -> None:
    number = asking_world.file_form()["number"]
    assert stand_in.asked == []
    assert findings(asking_world, number) == [("registry_undecided", "waiting")]
    assert asking.ask_due(asking_world.service) == 1
    assert stand_in.asked == [[OWN]]
    assert findings(asking_world, number)[0] == ("registry_active", "")
    asking_world.decided(number, "approve")
    assert stand_in.asked == [[OWN]]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("03", "registry_closed"),
        ("mismatch", "registry_mismatch"),
        ("failing", "registry_undecided"),
        ("slow", "registry_undecided"),
    ],
)
def test_nobody_is_approved_whom_the_registry_does_not_confirm(
    asking_world: World, stand_in: StandIn, answer: str, code: str
) -> None:
    stand_in.table[OWN] = answer
    number = asking_world.file_form()["number"]
    told = asking_world.decide(number, "approve", asking_world.officer())
    assert refusal(told) == (409, code)
    assert findings(asking_world, number)[0][0] == code
    asking_world.decided(number, "hold", reason="사업자등록 확인")


def test_a_suspended_business_is_approved_with_a_reason_only(
    asking_world: World, stand_in: StandIn
) -> None:
    stand_in.table[OWN] = "02"
    number = asking_world.file_form()["number"]
    told = asking_world.decide(number, "approve", asking_world.officer())
    assert refusal(told) == (422, "registry_suspended")
    asking_world.decided(number, "approve", reason="영업 재개 예정 확인")


def test_while_the_registry_is_down_an_application_waits_and_is_asked_again(
    asking_world: World, stand_in: StandIn
) -> None:
    stand_in.table[OWN] = "failing"
    number = asking_world.file_form()["number"]
    assert asking.ask_due(asking_world.service) == 0
    assert findings(asking_world, number)[0] == ("registry_undecided", "unreachable")
    stand_in.table.clear()
    stand_in.asked.clear()
    assert asking.ask_due(asking_world.service) == 0
    assert stand_in.asked == []  # a minute is let pass
    asking_world.clock.move(minutes=1)
    assert asking.ask_due(asking_world.service) == 1
    assert findings(asking_world, number)[0] == ("registry_active", "")


def test_an_old_answer_is_no_answer_at_the_approval(asking_world: World, stand_in: StandIn) -> None:
    number = asking_world.file_form()["number"]
    asking.ask_due(asking_world.service)
    asking_world.clock.move(days=2)
    stand_in.table[OWN] = "03"
    told = asking_world.decide(number, "approve", asking_world.officer())
    assert refusal(told) == (409, "registry_closed")


def test_a_lie_decides_nothing(asking_world: World, stand_in: StandIn) -> None:
    stand_in.forge = lambda content: content.replace(OWN.encode(), b"3333333336")
    number = asking_world.file_form()["number"]
    told = asking_world.decide(number, "approve", asking_world.officer())
    assert refusal(told) == (409, "registry_undecided")
    assert findings(asking_world, number)[0] == ("registry_undecided", "unreadable")


def test_many_applications_are_one_call_and_equal_questions_are_asked_once(
    asking_world: World, stand_in: StandIn
) -> None:
    numbers = [business_number(serial) for serial in range(3)]
    for number in numbers:
        filed_without_certificate(asking_world, number)
    assert asking.ask_due(asking_world.service) == 3
    assert [sorted(call) for call in stand_in.asked] == [sorted(numbers)]
    asking_world.clock.move(minutes=30)
    form = applicant(Kind.CATALOGUE)
    form["general"]["business_number"], form["account"]["account_id"] = numbers[0], "another9"
    application = asking_world.application(form, kind=Kind.CATALOGUE)
    taken_in(asking_world.file_unsigned(application, "Correct-Horse-7"))
    assert asking.ask_due(asking_world.service) == 1
    assert len(stand_in.asked) == 1


def test_of_two_processes_one_asks(asking_world: World, stand_in: StandIn) -> None:
    asking_world.file_form()
    second = Service.open(asking_world.service.config, asking_world.clock)
    try:
        taken = asking._take(asking_world.service, "first")
        assert len(taken) == 1
        assert asking.ask_due(second) == 0
        asking_world.clock.move(minutes=6)  # the first was killed
        assert asking.ask_due(second) == 1
        assert asking._settle(asking_world.service, taken, "first") == 0  # it comes too late
    finally:
        second.close()


def test_what_was_completed_is_asked_about_anew(asking_world: World, stand_in: StandIn) -> None:
    stand_in.table[OWN] = "mismatch"
    filed = asking_world.file_form()
    asking.ask_due(asking_world.service)
    asking_world.decided(filed["number"], "hold", reason="대표자 확인")
    stand_in.table.clear()
    form = supplier()
    form["representatives"][0]["name"] = "다른대표"
    application = asking_world.application(
        form, purpose=FilingPurpose.SUPPLEMENT, supplements=filed["number"]
    )
    signed = asking_world.applicant().sign(application.canonical())
    taken_in(asking_world.file(signed, application.ticket.draft))
    assert findings(asking_world, filed["number"]) == [("registry_undecided", "waiting")]
    assert asking.ask_due(asking_world.service) == 1
    assert findings(asking_world, filed["number"])[0] == ("registry_active", "")


def test_papers_checked_online_are_looked_up_too(asking_world: World) -> None:
    form = supplier()
    form["general"]["trade"] = "manufacture"
    number = asking_world.file_form(form)["number"]
    asking.ask_due(asking_world.service)
    assert findings(asking_world, number) == [
        ("registry_active", ""),
        ("paper_confirmed", ""),
    ]


def test_without_consent_the_paper_counts(asking_world: World, stand_in: StandIn) -> None:
    form = supplier()
    form["reception"]["sharing_consent"] = False
    number = asking_world.file_form(form)["number"]
    assert asking.ask_due(asking_world.service) == 0
    assert findings(asking_world, number) == [("registry_not_asked", "no_consent")]
    assert stand_in.asked == []


def test_without_a_registry_nothing_is_asked_and_all_is_as_before(world: World) -> None:
    number = world.file_form()["number"]
    assert asking.ask_due(world.service) == 0
    assert findings(world, number) == [("registry_not_asked", "switched_off")]
    world.decided(number, "approve")


def test_the_officers_command_says_it_in_words(asking_world: World, stand_in: StandIn) -> None:
    stand_in.table[OWN] = "03"
    number = asking_world.file_form()["number"]
    asking_world.officer()
    asking.ask_due(asking_world.service)
    shown = review(asking_world, "show", number).stdout
    assert "사업자등록 확인(국세청): 확인 필요" in shown
    assert "폐업자 (조회 20" in shown
    refused = review(asking_world, "approve", number)
    assert (refused.returncode, "폐업자로 되어 있어" in refused.stderr) == (1, True)
