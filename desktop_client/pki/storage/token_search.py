"""Looks for security tokens: what drivers see in their slots, and what they cannot read there."""

import queue
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from desktop_client.pki.certificate import Certificate, Usage
from desktop_client.pki.findings import Cancelled, PkiError, TokenError
from desktop_client.pki.storage.token_process import Closing, DriverProcess, refusal
from desktop_client.pki.storage.tokens import LIST_SECONDS, Stopped, Token, TokenEntry, never

MAX_LOST_SLOTS = 3
"""After so many slots at which a driver hung or crashed it is not started again."""
_POLL_SECONDS = 0.05


class Seen(NamedTuple):
    """What one slot holds."""

    entries: list[TokenEntry]
    token: Token | None = None
    """None where a slot, a token or a driver failed."""


class TokenSearch(Closing):
    """Looks at all drivers at once. Use it with `with`: at the end their processes are gone."""

    def __init__(self, drivers: Sequence[Path]) -> None:
        self._ended = threading.Event()
        self._found: queue.Queue[Seen | None] = queue.Queue()
        self._awaited = len(drivers)
        self._threads = [
            threading.Thread(target=self._look, args=(driver,), daemon=True) for driver in drivers
        ]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Stop looking, and wait for the threads that look."""
        self._ended.set()
        for thread in self._threads:
            thread.join()

    @property
    def awaited(self) -> bool:
        """Whether a driver has still to answer."""
        return self._awaited > 0

    def entries(self, stopped: Stopped = never) -> Iterator[TokenEntry]:
        """Yield what is on the tokens, as drivers answer; end early once `stopped` says so.

        A driver that fails is an entry with a finding.
        """
        for seen in self.seen(stopped):
            yield from seen.entries

    def seen(self, stopped: Stopped = never) -> Iterator[Seen]:
        """Yield what each slot holds, as `entries`."""
        while self._awaited and not stopped():
            try:
                found = self._found.get(timeout=_POLL_SECONDS)
            except queue.Empty:
                continue
            if found is None:
                self._awaited -= 1
            else:
                yield found

    def _look(self, driver: Path) -> None:
        try:
            for found in _seen(driver, self._ended.is_set):
                self._found.put(found)
        except Cancelled:
            return
        except TokenError as error:
            self._found.put(Seen([_failed(driver, {}, error)]))
        finally:
            self._found.put(None)


def list_tokens(*drivers: Path) -> list[TokenEntry]:
    """Return the certificates on every token the drivers see, without login.

    CA certificates are not entries but stand beside them. A driver or token that fails is an
    entry with a finding and hides no other.
    """
    with TokenSearch(drivers) as search:
        return list(search.entries())


def plugged_in(drivers: Sequence[Path], stopped: Stopped = never) -> list[Token]:
    """Return every token that the drivers see, with certificates or without, each once."""
    with TokenSearch(drivers) as search:
        return list(dict.fromkeys(seen.token for seen in search.seen(stopped) if seen.token))


class _SlotLost(Exception):
    """The driver hung or crashed at one slot."""


def _seen(driver: Path, stopped: Stopped) -> Iterator[Seen]:
    """Yield what is in each slot; one at which the driver hangs or crashes hides no other."""
    passed: list[int] = []
    for _ in range(MAX_LOST_SLOTS):
        with DriverProcess(driver) as process:
            try:
                for answer in _slots(process, passed, stopped):
                    yield _read(driver, answer)
            except _SlotLost as lost:
                error = lost.__cause__
                assert isinstance(error, TokenError)  # noqa: S101 - it is raised from one
                yield Seen([_failed(driver, {"slot": passed[-1]}, error)])
            else:
                return


def _slots(process: DriverProcess, passed: list[int], stopped: Stopped) -> Iterator[dict[str, Any]]:
    """Yield what is in the slots not passed yet, and add each to them before it is looked at."""
    answer = process.ask("list", LIST_SECONDS, stopped, skip=passed)
    while "slot" in answer:
        passed.append(answer["slot"])
        try:
            held = process.answer(LIST_SECONDS, stopped)
        except TokenError as error:
            raise _SlotLost from error
        yield held
        answer = process.answer(LIST_SECONDS, stopped)


def _read(driver: Path, answer: dict[str, Any]) -> Seen:
    if "fault" in answer:
        fault = answer["fault"]
        return Seen([_failed(driver, fault, refusal(fault["error"]))])
    if "token" not in answer:
        return Seen([])
    told = answer["token"]
    token = Token(
        driver,
        told["label"],
        told["serial"],
        told["slot"],
        told["longest_key"],
        told["write_protected"],
    )
    return Seen(_entries(token, told["certificates"]), token)


def _entries(token: Token, certificates: Sequence[dict[str, str]]) -> list[TokenEntry]:
    found: list[TokenEntry] = []
    authorities: list[Certificate] = []
    for held in certificates:
        entry = token.entry(bytes.fromhex(held["id"]))
        try:
            certificate = Certificate.from_der(bytes.fromhex(held["value"]))
        except PkiError as error:
            found.append(replace(entry, findings=(error.finding(entry.label),)))
            continue
        if certificate.usage is Usage.CA:
            authorities.append(certificate)
        else:
            found.append(replace(entry, certificate=certificate))
    return [replace(entry, ca_certificates=tuple(authorities)) for entry in found]


def _failed(driver: Path, named: dict[str, Any], error: TokenError) -> TokenEntry:
    label, serial = named.get("label", ""), named.get("serial", "")
    found = error.finding(label or driver.name)
    return TokenEntry(driver, label, serial, b"", findings=(found,), slot=named.get("slot", 0))
