"""The process in which one driver of security tokens (PKCS #11 module) lives.

A driver is foreign code: it may hang, crash, or print. So it is loaded here and nowhere else, by
a program of its own that needs nothing but python-pkcs11 and holds nothing but this one driver.

Requests and answers are lines of JSON on standard input and output, `call` says what is asked:

- `list` (skip: slots not to look at) answers `slot` before each slot is looked at, then `token`
  (slot, label, serial, certificates: id, value), `fault` (slot, label, serial, error) or `empty`,
  and at last `done`;
- `open` (slot, label, serial, key_id, modulus, pin) answers `random`: R, or null;
- `sign` (content) answers `signature`;
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
from hashlib import sha256
from itertools import islice
from typing import IO, Any

MAX_SLOTS = 64
MAX_OBJECTS = 256
"""Of one kind on one token."""
MAX_ATTRIBUTE_BYTES = 64 * 1024

_RANDOM_OID = bytes.fromhex("060a2a831a8c9a440a010103")
"""1.2.410.200004.10.1.1.3 (NPKI), in DER."""
_SHA256_INFO = bytes.fromhex("3031300d060960864801650304020105000420")
"""The DigestInfo of SHA-256 up to the digest (RFC 8017 section 9.2, note 1)."""

Json = dict[str, Any]
Tell = Callable[[Json], None]


class KeyMissing(Exception):
    """The token holds no private key for the certificate."""


class DriverUnusable(Exception):
    """The driver cannot be loaded or does not start."""


class Driver:
    """One driver, and the session somebody has logged in to."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._session: Any = None
        self._key: Any = None

    def answer(self, request: Json, tell: Tell) -> Json:
        """Return the last answer to a request, after telling those before it.

        Raises whatever the driver makes python-pkcs11 raise.
        """
        call = request["call"]
        if call == "list":
            self._list(frozenset(request["skip"]), tell)
        elif call == "open":
            return {"random": self._open(request)}
        elif call == "sign":
            return {"signature": self._sign(bytes.fromhex(request["content"])).hex()}
        elif self._session is not None:
            self._session.close()
        return {"done": True}

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
                tell(seen_in(slot))

    def _open(self, wanted: Json) -> str | None:
        same = []
        for slot in self._slots():
            token = _token_in(slot)
            if token and (token.label, serial_of(token)) == (wanted["label"], wanted["serial"]):
                same.append(token)
        if not same:
            raise LookupError
        at_place = [token for token in same if token.slot.slot_id == wanted["slot"]]
        self._session = (at_place or same)[0].open(user_pin=wanted["pin"])
        self._key = private_key(
            self._session, bytes.fromhex(wanted["key_id"]), int(wanted["modulus"], 16)
        )
        random = random_of(self._session, self._key)
        return random.hex() if random else None

    def _sign(self, content: bytes) -> bytes:
        return signature_of(self._session, self._key, content)


def seen_in(slot: Any) -> Json:
    """Return what one slot holds; one that fails is a fault, one without a token is empty."""
    from pkcs11 import TokenFlag

    named = {"slot": slot.slot_id, "label": "", "serial": ""}
    try:
        token = _token_in(slot)
        if token is None or not token.flags & TokenFlag.TOKEN_INITIALIZED:
            return {"empty": named}
        named |= {"label": token.label, "serial": serial_of(token)}
        return {"token": {**named, "certificates": _certificates(token)}}
    except Exception as error:  # noqa: BLE001 - whatever a driver makes of one slot
        return {"fault": {**named, "error": type(error).__name__}}


def _token_in(slot: Any) -> Any:
    from pkcs11.exceptions import TokenNotPresent, TokenNotRecognised

    try:
        return slot.get_token()
    except (TokenNotPresent, TokenNotRecognised):  # pulled out this moment, or a foreign card
        return None


def serial_of(token: Any) -> str:
    """Return a token's serial number as text."""
    return bytes(token.serial).rstrip(b" \0").decode("ascii", "replace")


def _certificates(token: Any) -> list[Json]:
    from pkcs11 import Attribute, ObjectClass

    with token.open() as session:
        return [
            {
                "id": _attribute(found, Attribute.ID).hex(),
                "value": _attribute(found, Attribute.VALUE).hex(),
            }
            for found in _objects(session, ObjectClass.CERTIFICATE)
        ]


def _objects(session: Any, kind: Any) -> list[Any]:
    from pkcs11 import Attribute

    return list(islice(session.get_objects({Attribute.CLASS: kind}), MAX_OBJECTS))


def _attribute(found: Any, attribute: Any) -> bytes:
    """Return an attribute, empty where the token does not have it or does not tell."""
    from pkcs11.exceptions import AttributeSensitive, AttributeTypeInvalid

    try:
        value = found[attribute]
    except (AttributeSensitive, AttributeTypeInvalid, KeyError):
        return b""
    octets = value.encode() if isinstance(value, str) else bytes(value or b"")
    return octets[:MAX_ATTRIBUTE_BYTES]


def private_key(session: Any, key_id: bytes, modulus: int) -> Any:
    """Return the key with the certificate's ID, or else with its modulus. Raises KeyMissing."""
    from pkcs11 import Attribute, ObjectClass

    keys = _objects(session, ObjectClass.PRIVATE_KEY)
    by_id = [key for key in keys if key_id and _attribute(key, Attribute.ID) == key_id]
    by_modulus = (
        key
        for key in keys
        if modulus and int.from_bytes(_attribute(key, Attribute.MODULUS)) == modulus
    )
    found = next(iter(by_id), None) or next(by_modulus, None)
    if found is None:
        raise KeyMissing
    return found


def random_of(session: Any, key: Any) -> bytes | None:
    """Return R from the data object with R's OID; of several, the one labelled as the key is."""
    from pkcs11 import Attribute, ObjectClass

    named = [
        found
        for found in _objects(session, ObjectClass.DATA)
        if _attribute(found, Attribute.OBJECT_ID) in (_RANDOM_OID, _RANDOM_OID[2:])
    ]
    label = _attribute(key, Attribute.LABEL)
    same = [found for found in named if _attribute(found, Attribute.LABEL) == label]
    chosen = same if len(named) > 1 else named
    return _attribute(chosen[0], Attribute.VALUE) if len(chosen) == 1 else None


def signature_of(session: Any, key: Any, content: bytes) -> bytes:
    """Return the RSA PKCS #1 v1.5 signature with SHA-256.

    Some tokens cannot hash: those are given the DigestInfo.
    """
    from pkcs11 import Mechanism

    if Mechanism.SHA256_RSA_PKCS in session.token.slot.get_mechanisms():
        return bytes(key.sign(content, mechanism=Mechanism.SHA256_RSA_PKCS))
    info = _SHA256_INFO + sha256(content).digest()
    return bytes(key.sign(info, mechanism=Mechanism.RSA_PKCS))


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
