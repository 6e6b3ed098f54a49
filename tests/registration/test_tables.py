"""The tables: every text complete, every state reachable, no move beside the table."""

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module

import pytest

import registration
from registration.kinds import Kind, StepId
from registration.lifecycle import STATE_NAMES, TRANSITIONS, Action, Actor, State, transition
from registration.procedures import PROCEDURES
from registration.text import Text

HANGUL = re.compile("[가-힣]")


def texts(value: object, depth: int = 0) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif depth < 6:
        if isinstance(value, dict):
            value = list(value.values())
        elif hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
            value = [getattr(value, name) for name in value.__dataclass_fields__]
        if isinstance(value, list | tuple | frozenset):
            for one in value:
                yield from texts(one, depth + 1)


def all_texts() -> list[Text]:
    modules = [
        import_module(info.name)
        for info in pkgutil.walk_packages(registration.__path__, "registration.")
    ]
    return [text for module in modules for value in vars(module).values() for text in texts(value)]


def test_every_text_is_complete_in_both_languages() -> None:
    found = all_texts()
    assert len(found) > 100
    for text in found:
        assert bool(text.ko) == bool(text.en), text
        assert not HANGUL.search(text.en), text


def test_values_to_fill_in_are_the_same_in_both_languages() -> None:
    for text in all_texts():
        assert set(re.findall(r"\{(\w+)\}", text.ko)) == set(re.findall(r"\{(\w+)\}", text.en))


def test_every_state_has_a_name_and_only_open_ones_have_a_way_out() -> None:
    assert set(STATE_NAMES) == set(State)
    assert {row.source for row in TRANSITIONS} == {one for one in State if one.is_open}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("action", Action)
def test_an_applicant_can_only_complete_and_withdraw(state: State, action: Action) -> None:
    move = transition(state, action, Actor.APPLICANT)
    own = {
        (State.PENDING, Action.CANCEL),
        (State.ON_HOLD, Action.CANCEL),
        (State.ON_HOLD, Action.SUPPLEMENT),
    }
    assert (move is not None) == ((state, action) in own)


def test_the_system_holds_for_papers_and_ends_what_was_not_answered() -> None:
    own = {(row.source, row.action) for row in TRANSITIONS if Actor.SYSTEM in row.actors}
    assert own == {
        (State.PENDING, Action.HOLD),
        (State.ON_HOLD, Action.REJECT),
        (State.PENDING, Action.REJECT),  # what nobody signed gives way to what is signed
    }


def test_hold_and_rejection_need_a_reason() -> None:
    needing = {row.action for row in TRANSITIONS if row.reason_required}
    assert needing == {Action.HOLD, Action.REJECT}


def test_the_step_reached_follows_the_state() -> None:
    procedure = PROCEDURES[Kind.SUPPLIER]
    reached = procedure.step_after_filing
    assert reached(State.PENDING, enrolled=False) is StepId.BUSINESS_CHECK
    assert reached(State.ON_HOLD, enrolled=False) is StepId.BUSINESS_CHECK
    assert reached(State.REJECTED, enrolled=False) is StepId.APPROVAL
    assert reached(State.CANCELLED, enrolled=False) is StepId.APPLY
    assert reached(State.APPROVED, enrolled=False) is StepId.ENROL
    assert reached(State.APPROVED, enrolled=True) is StepId.LOGIN


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("state", State)
def test_every_state_is_a_step_of_every_procedure(kind: Kind, state: State) -> None:
    procedure = PROCEDURES[kind]
    steps = [step.id for step in procedure.steps]
    assert steps == sorted(set(steps), key=steps.index)
    assert procedure.step_after_filing(state, enrolled=False) in steps
