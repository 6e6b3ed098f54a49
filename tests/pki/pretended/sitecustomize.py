"""Drivers that hang, crash, print or fail, by the name of their file; see `_BEHAVIOURS`.

Each file NAME.so answers as the function NAME here. What C code would do to the process is done
to it: the interpreter is kept while it hangs, memory that is not there is read.
"""

import ctypes
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import pkcs11
from pkcs11 import exceptions

CERTIFICATE = "PRETENDED_CERTIFICATE"
"""The environment's name for the file of the certificate on the tokens."""


def hang() -> None:
    """Never return, nor let another thread of Python run."""
    ctypes.PyDLL(None).sleep(3600)


def crash() -> None:
    """Read where nothing is."""
    ctypes.string_at(0)


class Session:
    """A token's objects."""

    def __init__(self, token: "Token") -> None:
        self.token = token

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is open."""

    def get_objects(self, wanted: dict[Any, Any]) -> list[dict[Any, Any]]:
        """One certificate."""
        if wanted[pkcs11.Attribute.CLASS] != pkcs11.ObjectClass.CERTIFICATE:
            return []
        value = Path(os.environ[CERTIFICATE]).read_bytes()
        return [{pkcs11.Attribute.ID: b"\1", pkcs11.Attribute.VALUE: value}]


class Token:
    """One token with one certificate."""

    flags = pkcs11.TokenFlag.TOKEN_INITIALIZED

    def __init__(self, slot: "Slot", label: str, serial: str, at_open: Callable[[], None]) -> None:
        self.slot, self.label, self.serial = slot, label, serial.encode()
        self._at_open = at_open

    def open(self, *, rw: bool = False, user_pin: str | None = None) -> Session:
        """Do what this driver does; any PIN is right, and none may write."""
        assert not rw
        self._at_open()
        if user_pin is not None:
            Path(os.environ[CERTIFICATE] + ".pin").touch()
        return Session(self)


class Slot:
    """One slot."""

    def __init__(
        self,
        slot_id: int,
        label: str = "npki",
        *,
        at_look: Callable[[], None] = lambda: None,
        at_open: Callable[[], None] = lambda: None,
    ) -> None:
        self.slot_id = slot_id
        self._at_look = at_look
        self._token = Token(self, label, f"serial{slot_id}", at_open)

    def get_mechanism_info(self, _mechanism: object) -> object:
        """None of its keys are made in it."""
        raise exceptions.MechanismInvalid

    def get_token(self) -> Token:
        """Do what this driver does."""
        self._at_look()
        return self._token


def _fail() -> None:
    raise exceptions.DeviceError("a text nobody should see")


def _print() -> None:
    os.write(1, b'{"done": true}\n')
    os.write(2, b"noise\n")


_BEHAVIOURS: dict[str, Callable[[], list[Slot]]] = {
    "good": lambda: [Slot(1)],
    "twins": lambda: [Slot(1), Slot(2)],
    "bad_slots": lambda: [
        Slot(1, at_look=_fail),
        Slot(2, "broken", at_open=_fail),
        Slot(3, "good"),
    ],
    "crashing_slot": lambda: [Slot(1, at_look=crash), Slot(2, "good")],
    "hanging_slot": lambda: [Slot(1, at_look=hang), Slot(2, "good")],
    "printing": lambda: [Slot(1, at_look=_print)],
}
_AT_LOAD: dict[str, Callable[[], object]] = {
    "hangs": hang,
    "crashes": crash,
    "aborts": os.abort,
    "leaves": lambda: os._exit(0),
}


class Library:
    """A loaded driver."""

    def __init__(self, path: str) -> None:
        self._name = Path(path).stem
        if self._name in _AT_LOAD:
            _AT_LOAD[self._name]()

    def get_slots(self, *, token_present: bool) -> list[Slot]:
        """The slots of this driver."""
        assert token_present
        return _BEHAVIOURS[self._name]()


vars(pkcs11)["lib"] = Library
