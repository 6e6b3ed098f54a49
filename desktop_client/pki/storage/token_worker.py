"""The process in which one driver of security tokens (PKCS #11 module) lives.

A driver is foreign code: it may hang, crash, or print. So it is loaded here and nowhere else, by
a program of its own that needs nothing but python-pkcs11 and holds nothing but this one driver.

Requests and answers are lines of JSON on standard input and output, `call` says what is asked:

- `list` (skip: slots not to look at) answers `slot` before each slot is looked at, then `token`
  (slot, label, serial, certificates: id, value, longest_key, write_protected), `fault` (slot,
  label, serial, error) or `empty`, and at last `done`;
- `open` (slot, label, serial, key_id, modulus, pin, writing) answers `random`: R, or null, and of
  the key `modulus` and `exponent`; with `writing` it logs in to write, and looks for no key;
- `sign` (content) answers `signature`;
- `generate` (key_id, label, bits) makes a key that stays in the token and answers `done`;
- `keep` (objects, see `token_objects.keep`) and `remove` (key_id, labels) answer `done`;
- `read` (label) answers `value` of the data object, or null;
- `close` logs out and answers `done`.

Octets are hexadecimal. Any call may answer `error`: the name of the exception, never its text.
`limit` is the number of seconds a call may take; the system ends a process that takes longer.
"""

import faulthandler
import json
import os
import select
import sys
from collections.abc import Callable
from itertools import islice
from typing import IO, Any

from desktop_client.pki.storage import token_objects

MAX_SLOTS = 64

Json = dict[str, Any]
Tell = Callable[[Json], None]


class DriverUnusable(Exception):
    """The driver cannot be loaded or does not start."""


class PinLastTry(Exception):
    """The PIN is wrong, and the token locks itself after the next wrong one."""


class Driver:
    """One driver, and the session somebody has logged in to."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._session: Any = None
        self._key: Any = None
        self._calls: dict[str, Callable[[Json], Json | None]] = {
            "open": self._open,
            "sign": self._sign,
            "generate": self._generate,
            "keep": self._keep,
            "remove": self._remove,
            "read": self._read,
            "close": self._close,
        }

    def answer(self, request: Json, tell: Tell) -> Json:
        """Return the last answer to a request, after telling those before it.

        Raises whatever the driver makes python-pkcs11 raise.
        """
        call = request["call"]
        if call == "list":
            self._list(frozenset(request["skip"]), tell)
            return {"done": True}
        return self._calls[call](request) or {"done": True}

    def _slots(self) -> list[Any]:
        import pkcs11

        try:
            library = pkcs11.lib(self._path)
        except (pkcs11.PKCS11Error, OSError):
            raise DriverUnusable from None
        return list(islice(library.get_slots(token_present=True), MAX_SLOTS))

    def _list(self, skip: frozenset[int], tell: Tell) -> None:
        for slot in self._slots():
            if slot.slot_id not in skip:
                tell({"slot": slot.slot_id})
                tell(token_objects.seen_in(slot))

    def _open(self, wanted: Json) -> Json:
        self._session = _logged_in(self._token(wanted), wanted["pin"], writing=wanted["writing"])
        if wanted["writing"]:
            return {"done": True}
        key_id, modulus = bytes.fromhex(wanted["key_id"]), int(wanted["modulus"], 16)
        self._key = token_objects.private_key(self._session, key_id, modulus)
        random = token_objects.random_of(self._session, self._key)
        return {
            "random": random.hex() if random else None,
            **token_objects.public_numbers(self._session, self._key),
        }

    def _token(self, wanted: Json) -> Any:
        same = []
        for slot in self._slots():
            token = token_objects.token_in(slot)
            named = token and (token.label, token_objects.serial_of(token))
            if named == (wanted["label"], wanted["serial"]):
                same.append(token)
        if not same:
            raise LookupError
        at_place = [token for token in same if token.slot.slot_id == wanted["slot"]]
        return (at_place or same)[0]

    def _sign(self, wanted: Json) -> Json:
        content = bytes.fromhex(wanted["content"])
        return {"signature": token_objects.signature_of(self._session, self._key, content).hex()}

    def _generate(self, wanted: Json) -> None:
        key_id = bytes.fromhex(wanted["key_id"])
        token_objects.make_key(self._session, key_id, wanted["label"], wanted["bits"])

    def _keep(self, wanted: Json) -> None:
        for each in wanted["objects"]:
            token_objects.keep(self._session, each)

    def _remove(self, wanted: Json) -> None:
        labels = frozenset(wanted["labels"])
        token_objects.remove(self._session, bytes.fromhex(wanted["key_id"]), labels)

    def _read(self, wanted: Json) -> Json:
        value = token_objects.data_labelled(self._session, wanted["label"])
        return {"value": value.hex() if value is not None else None}

    def _close(self, _: Json) -> None:
        if self._session is not None:
            self._session.close()


def _logged_in(token: Any, pin: str, *, writing: bool) -> Any:
    """Log in; a wrong PIN is told with what the token says of the tries left.

    It says no number (PKCS #11 v2.40 section 3.2, CK_TOKEN_INFO): only that the next is the last.
    """
    from pkcs11 import TokenFlag
    from pkcs11.exceptions import PinIncorrect, PinLocked

    try:
        return token.open(rw=writing, user_pin=pin)
    except PinIncorrect:
        flags = token.slot.get_token().flags
        if flags & TokenFlag.USER_PIN_LOCKED:
            raise PinLocked from None
        if flags & TokenFlag.USER_PIN_FINAL_TRY:
            raise PinLastTry from None
        raise


def main() -> None:
    """Answer requests until standard input ends, that is, until the program is gone."""
    requests, answers = _pipes()
    _leave_no_trace()
    driver: Driver | None = None
    while line := requests.readline():
        request = json.loads(line)
        limit = request["limit"]

        def tell(answer: Json, limit: float = limit) -> None:
            _write(answers, answer)
            _end_after(limit, requests)

        driver = driver or Driver(request["driver"])
        _end_after(limit, requests)
        try:
            last = driver.answer(request, tell)
        except Exception as error:  # noqa: BLE001 - a driver may answer anything
            last = {"error": type(error).__name__}
        _end_no_more(requests)
        _write(answers, last)
    os._exit(0)  # without C_Finalize, in which some drivers hang


def _write(answers: IO[bytes], answer: Json) -> None:
    answers.write(json.dumps(answer).encode() + b"\n")
    answers.flush()


def _pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Take standard input and output away from the driver, which may read or print there."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    return requests, answers


def _leave_no_trace() -> None:
    """Let a crash write no memory, which holds the PIN, and open no window that waits."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetErrorMode(0x0001 | 0x0002)
    else:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_after(limit: float, requests: IO[bytes]) -> None:
    """Have this process ended after so many seconds, and with the program.

    A driver may keep the interpreter, so neither is left to Python: a timer in C ends the
    process, and on Linux the system does when the other side of the pipe is closed.
    """
    faulthandler.dump_traceback_later(limit, exit=True, file=2)
    if sys.platform == "linux":
        _tell_of_hangup(requests, wanted=True)
        poll = select.poll()
        poll.register(requests, 0)
        if poll.poll(0):
            os._exit(0)


def _end_no_more(requests: IO[bytes]) -> None:
    faulthandler.cancel_dump_traceback_later()
    if sys.platform == "linux":
        _tell_of_hangup(requests, wanted=False)


def _tell_of_hangup(requests: IO[bytes], *, wanted: bool) -> None:
    """Ask for SIGIO, whose default is to end the process; nothing is sent while a call runs."""
    import fcntl

    fcntl.fcntl(requests, fcntl.F_SETOWN, os.getpid())
    flags = fcntl.fcntl(requests, fcntl.F_GETFL)
    asked = flags | os.O_ASYNC if wanted else flags & ~os.O_ASYNC
    fcntl.fcntl(requests, fcntl.F_SETFL, asked)


if __name__ == "__main__":
    main()
