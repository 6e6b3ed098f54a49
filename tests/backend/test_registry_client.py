"""The registry of businesses over HTTP: what may be read out of an answer, how long it may take."""

import json
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from backend.registry.client import BusinessRegistry
from backend.registry.protocol import Answer, Question
from practice import registry
from practice.registry import StandIn
from registration.business_registry import Standing, Unsure
from testing.backend.world import business_number

KEY = "AbC+/=key-of-the-tests"
OWN = "1111111119"
ASKED = Question(OWN, "20150302", "홍연습")


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


@contextmanager
def client(url: str, key: str = KEY, **options: Any) -> Iterator[BusinessRegistry]:
    client = BusinessRegistry(url, key, 1.0, **options)
    yield client
    client.close()


def ask(url: str, asked: Question = ASKED, **options: Any) -> Answer:
    with client(url, **options) as registry:
        return registry.ask([asked])[asked]


@pytest.mark.parametrize(
    ("word", "standing"),
    [
        ("01", Standing.ACTIVE),
        ("02", Standing.SUSPENDED),
        ("03", Standing.CLOSED),
        ("mismatch", Standing.MISMATCH),
    ],
)
@pytest.mark.parametrize("asked", [ASKED, Question(OWN)])
def test_each_answer_is_understood(
    stand_in: StandIn, asked: Question, word: str, standing: Standing
) -> None:
    stand_in.table[OWN] = word
    assert ask(stand_in.url, asked) == Answer(standing)


def _changed(**values: Any) -> Callable[[bytes], bytes]:
    """What replaces parts of the one row of an answer."""

    def forge(content: bytes) -> bytes:
        body = json.loads(content)
        body["data"][0] |= values
        return json.dumps(body).encode()

    return forge


@pytest.mark.parametrize(
    ("forge", "why"),
    [
        (lambda _: b"<html>", Unsure.UNREADABLE),
        (lambda _: b"[" * 100_000, Unsure.UNREADABLE),
        (lambda _: b"", Unsure.UNREADABLE),
        (lambda content: content + b" " * 2**21, Unsure.UNREADABLE),
        (lambda content: content.replace(b'"valid"', b'"valid":"02","valid"'), Unsure.UNREADABLE),
        (lambda _: b'{"data": []}', Unsure.MISSING),
        (_changed(b_no="3333333336"), Unsure.UNREADABLE),
        (_changed(b_no=1111111119), Unsure.UNREADABLE),
        (
            lambda content: json.dumps({"data": json.loads(content)["data"] * 2}).encode(),
            Unsure.REPEATED,
        ),
        (_changed(status=None), Unsure.CONTRADICTORY),
        (_changed(status={"b_no": "3333333336", "b_stt_cd": "01"}), Unsure.CONTRADICTORY),
        (_changed(status={"b_no": OWN, "b_stt_cd": ["01"]}), Unsure.CONTRADICTORY),
        (_changed(valid="02"), Unsure.CONTRADICTORY),
        (_changed(valid=True), Unsure.UNREADABLE),
        (_changed(request_param={"p_nm": "다른사람"}), Unsure.CONTRADICTORY),
    ],
)
def test_an_answer_that_does_not_fit_decides_nothing(
    stand_in: StandIn, forge: Callable[[bytes], bytes], why: Unsure
) -> None:
    stand_in.forge = forge
    assert ask(stand_in.url) == Answer(Standing.UNDECIDED, why)


def test_a_hundred_numbers_are_one_call_and_no_number_stands_twice_in_one(
    stand_in: StandIn,
) -> None:
    numbers = [business_number(serial) for serial in range(101)]
    asked = [Question(number, "20200101", "홍길동") for number in numbers]
    asked.append(Question(numbers[0], "20200102", "임꺽정"))
    with client(stand_in.url) as registry:
        answers = registry.ask(asked)
    assert set(answers.values()) == {Answer(Standing.ACTIVE)}
    assert len(answers) == 102
    assert [len(call) for call in stand_in.asked] == [100, 2]
    assert all(len(set(call)) == len(call) for call in stand_in.asked)


def test_a_row_that_is_declined_takes_no_other_along(stand_in: StandIn) -> None:
    asked = [Question(business_number(serial), "20200101", "홍길동") for serial in range(5)]
    odd = Question(OWN, "20150302", "")
    with client(stand_in.url) as registry:
        answers = registry.ask([*asked[:3], odd, *asked[3:]])
    assert answers.pop(odd) == Answer(Standing.UNDECIDED, Unsure.REFUSED)
    assert set(answers.values()) == {Answer(Standing.ACTIVE)}


def test_the_key_is_in_no_log_and_in_no_answer(
    stand_in: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    assert ask(stand_in.url).standing is Standing.ACTIVE
    wrong = "another-key/+"
    assert ask(stand_in.url, key=wrong) == Answer(Standing.UNDECIDED, Unsure.REFUSED)
    for hidden in (KEY, "AbC%2B%2F%3Dkey", wrong, "another-key"):
        assert hidden not in caplog.text


def test_what_fails_repeatedly_is_left_alone_for_a_while(stand_in: StandIn) -> None:
    stand_in.table[OWN] = "failing"
    with client(stand_in.url, rest_seconds=0.2) as registry:
        told = [registry.ask([ASKED])[ASKED].why for _ in range(3)]
        assert told == [Unsure.UNREACHABLE, Unsure.UNREACHABLE, Unsure.PAUSED]
        assert len(stand_in.asked) == 4
        stand_in.table.clear()
        end = time.monotonic() + 10
        while registry.ask([ASKED])[ASKED].standing is not Standing.ACTIVE:
            assert time.monotonic() < end


def test_nobody_there_is_no_answer() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        assert ask(url) == Answer(Standing.UNDECIDED, Unsure.UNREACHABLE)


def test_an_answer_that_drips_is_waited_for_no_longer_than_a_silent_one() -> None:
    over = threading.Event()

    def drip(listener: socket.socket) -> None:
        line, _ = listener.accept()
        with line:
            line.recv(65536)
            line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n")
            while not over.wait(0.05):
                try:
                    line.sendall(b" ")
                except OSError:
                    return

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=drip, args=(listener,))
        thread.start()
        began = time.monotonic()
        answer = ask(f"http://127.0.0.1:{listener.getsockname()[1]}")
        took = time.monotonic() - began
        over.set()
        thread.join()
    assert answer == Answer(Standing.UNDECIDED, Unsure.TIMEOUT)
    assert took < 10
