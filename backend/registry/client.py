"""Asks the registry of businesses over HTTP, within limits; leaves it alone while it is down."""

import threading
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import quote

import pybreaker

from backend.registry import protocol
from backend.registry.protocol import Answer, Question, undecided
from desktop_client.pki.http.exchange import Client, Limits, Request
from desktop_client.pki.http.failures import ExchangeFailed, Reason
from desktop_client.pki.http.keyed import silence_addresses
from registration.business_registry import Unsure

PATH = "/api/nts-businessman/v1"
ATTEMPTS = 2
PAUSE_SECONDS = 0.3
FAILURES_TO_PAUSE = 4
REST_SECONDS = 30.0
"""How long the registry is left alone after it failed repeatedly."""
_DIVIDED = frozenset({400, 413, 422})
"""What one odd row of many may cause."""


class _Failed(Exception):
    """The registry gave no answer."""

    def __init__(self, why: Unsure) -> None:
        super().__init__(why.value)
        self.why = why


class _Declined(Exception):
    """The registry would not read what was sent; it works."""


class BusinessRegistry:
    """국세청 API at `url`; the key goes along in the address, which nothing may log."""

    def __init__(
        self, url: str, key: str, seconds: float, *, rest_seconds: float = REST_SECONDS
    ) -> None:
        silence_addresses()
        self._url, self._query = url.rstrip("/") + PATH, f"?serviceKey={quote(key, safe='')}"
        self._limits = Limits(
            connect=min(5.0, seconds),
            silence=seconds,
            whole=seconds,
            body_bytes=protocol.MOST_BYTES,
        )
        self._client = Client()
        self._breaker = pybreaker.CircuitBreaker(
            fail_max=FAILURES_TO_PAUSE,
            reset_timeout=rest_seconds,
            exclude=[_Declined],
            throw_new_error_on_trip=False,
        )

    def ask(self, questions: Sequence[Question]) -> dict[Question, Answer]:
        """Return an answer to every question; where there is none, it is undecided."""
        answers: dict[Question, Answer] = {}
        for whole, path, body, read in (
            (True, "/validate", protocol.validation, protocol.read_validation),
            (False, "/status", protocol.states, protocol.read_states),
        ):
            for call in _calls([asked for asked in questions if asked.is_whole is whole]):
                answers |= self._ask(call, path, body, read)
        return answers

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _ask(
        self,
        call: list[Question],
        path: str,
        body: Callable[[Sequence[Question]], bytes],
        read: Callable[[bytes, Sequence[Question]], list[Answer]],
    ) -> dict[Question, Answer]:
        try:
            content = self._post(path, body(call))
        except _Declined:
            if len(call) == 1:
                return {call[0]: undecided(Unsure.REFUSED)}
            half = len(call) // 2
            return self._ask(call[:half], path, body, read) | self._ask(
                call[half:], path, body, read
            )
        except _Failed as failed:
            return dict.fromkeys(call, undecided(failed.why))
        return dict(zip(call, read(content, call), strict=True))

    def _post(self, path: str, body: bytes) -> bytes:
        """Return the answer's bytes; once more where it failed. Raises _Failed, _Declined."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                content: bytes = self._breaker.call(self._exchange, path, body)
            except pybreaker.CircuitBreakerError:
                raise _Failed(Unsure.PAUSED) from None
            except _Failed as failed:
                if attempt == ATTEMPTS or failed.why is not Unsure.UNREACHABLE:
                    raise
                threading.Event().wait(PAUSE_SECONDS)
            else:
                return content
        raise AssertionError("unreachable")

    def _exchange(self, path: str, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        request = Request("POST", self._url + path + self._query, body, headers)
        try:
            with self._client.exchange(request, self._limits) as answer:
                status, content = answer.head.status, answer.read()
        except ExchangeFailed as failed:
            raise _Failed(_why(failed.reason)) from None
        if status in _DIVIDED:
            raise _Declined
        if status != 200:
            raise _Failed(Unsure.UNREACHABLE if status >= 500 else Unsure.REFUSED)
        return content


def _why(reason: Reason) -> Unsure:
    if reason is Reason.TOO_LARGE:
        return Unsure.UNREADABLE
    return Unsure.TIMEOUT if reason is Reason.TIMEOUT else Unsure.UNREACHABLE


def _calls(questions: Sequence[Question]) -> Iterator[list[Question]]:
    """Yield the questions in calls of a hundred at the most, no number twice in one."""
    waiting = list(dict.fromkeys(questions))
    while waiting:
        call = list({asked.number: asked for asked in reversed(waiting)}.values())
        call = call[: protocol.MOST_AT_ONCE]
        yield call
        taken = set(call)
        waiting = [asked for asked in waiting if asked not in taken]
