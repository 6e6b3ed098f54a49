"""Garbage: found when it is looked for, of any age, and the oldest not without reason."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from desktop_client.garbage import OLDEST, Garbage


class Cycle:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def garbage() -> Iterator[Garbage]:
    gc.collect()  # no garbage of other tests is set aside with the rest
    before = gc.get_threshold()
    gc.set_threshold(1, 0, 0)
    made = Garbage()
    look(made)  # what is there at first is set aside for good
    yield made
    gc.set_threshold(*before)


def old_cycle() -> "weakref.ref[Cycle]":
    """A cycle that is garbage, among the oldest objects."""
    made = Cycle()
    for generation in range(OLDEST):
        gc.collect(generation)
    return weakref.ref(made)


def look(garbage: Garbage) -> None:
    """Allocate and look, often enough for every generation to be due."""
    for _ in range(6):
        some: list[list[object]] = [[] for _ in range(10)]
        garbage.collect()
        del some


def test_old_garbage_is_found(garbage: Garbage) -> None:
    made = old_cycle()
    look(garbage)
    assert made() is None
    assert not gc.isenabled()


def test_the_oldest_are_not_looked_through_before_they_grew(garbage: Garbage) -> None:
    look(garbage)
    made = old_cycle()
    look(garbage)
    assert made() is not None
    grown = [[] for _ in range(len(gc.get_objects(OLDEST)))]  # type: ignore[var-annotated]
    look(garbage)
    assert made() is None
    assert grown
