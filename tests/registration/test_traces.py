"""A failure is told by its type and our own lines, never by its text."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_client.files import write_atomically
from registration.tables import code_table
from registration.traces import error_location, trace


def raised(fail: Callable[[], object]) -> BaseException:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - each test says which it is
        fail()
    return caught.value


def test_the_place_is_our_line_and_not_the_librarys(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    error = raised(lambda: write_atomically(tmp_path / "file" / "below", b"x"))
    assert re.fullmatch(r"desktop_client\.files:\d+", error_location(error))


def test_a_failure_of_a_library_alone_names_its_line() -> None:
    error = raised(lambda: json.loads("{"))
    assert re.fullmatch(r"json\.decoder:\d+", error_location(error))


def test_what_was_never_raised_has_no_place() -> None:
    assert error_location(ValueError("x")) == "?"
    assert trace(ValueError("x")) == "ValueError at ?"


def test_causes_are_told_and_no_text_is(tmp_path: Path) -> None:
    def fail() -> None:
        try:
            write_atomically(tmp_path / "secret" / ("n" * 300), b"x")
        except OSError as cause:
            raise ValueError("password secret") from cause

    told = trace(raised(fail))
    assert told.startswith("ValueError at ")
    assert re.search(r"; from OSError \(errno 36\) at desktop_client\.files:\d+", told)
    assert "secret" not in told
    assert "\n" not in told


def test_a_suppressed_context_is_not_told() -> None:
    def fail() -> None:
        try:
            code_table("no such table")
        except (OSError, KeyError):
            raise ValueError("x") from None

    assert "from" not in trace(raised(fail))


def test_causes_that_go_round_in_a_circle_end() -> None:
    first, second = ValueError("a"), KeyError("b")
    first.__cause__, second.__cause__ = second, first
    assert trace(first) == "ValueError at ?; from KeyError at ?"
