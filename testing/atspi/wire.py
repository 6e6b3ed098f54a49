"""As much of D-Bus as an assistive program needs (D-Bus Specification 0.42, little-endian).

Qt's own module cannot read structures in Python, and the system's libraries are not ours to ask.
"""

import os
import socket
import struct
from collections import deque
from dataclasses import dataclass
from typing import Any

CALL, REPLY, ERROR, SIGNAL = 1, 2, 3, 4
PATH, INTERFACE, MEMBER, ERROR_NAME, REPLY_TO, DESTINATION, SENDER, SIGNATURE = range(1, 9)
FIXED = {"y": "B", "b": "I", "n": "h", "q": "H", "i": "i", "u": "I", "x": "q", "t": "Q", "d": "d"}
ALIGN = {"y": 1, "n": 2, "q": 2, "x": 8, "t": 8, "d": 8, "g": 1, "v": 1, "(": 8, "{": 8}
SECONDS = 20


class CallFailed(Exception):
    """The other side answered with an error."""


@dataclass(frozen=True, slots=True)
class Signal:
    """Something that was told to everybody."""

    sender: str
    path: str
    interface: str
    member: str
    body: list[Any]


class Connection:
    """One connection to a bus; used by one thread."""

    def __init__(self, address: str) -> None:
        self.signals: deque[Signal] = deque()
        self._serial = 0
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(SECONDS)
        self._socket.connect(_path_of(address))
        uid = str(os.getuid()).encode().hex()
        self._socket.sendall(f"\0AUTH EXTERNAL {uid}\r\n".encode())
        self._line()
        self._socket.sendall(b"BEGIN\r\n")
        bus = "org.freedesktop.DBus"
        self.call(bus, "/org/freedesktop/DBus", bus, "Hello")

    def close(self) -> None:
        """Leave the bus."""
        self._socket.close()

    def listen(self, rule: str) -> None:
        """Have signals that match a rule put into `signals`."""
        bus = "org.freedesktop.DBus"
        self.call(bus, "/org/freedesktop/DBus", bus, "AddMatch", "s", rule)

    def call(
        self, to: str, path: str, interface: str, member: str, signature: str = "", *values: Any
    ) -> list[Any]:
        """Call a method and return what it answers; values are numbers, texts and lists of them.

        Raises CallFailed, and TimeoutError where no answer comes.
        """
        self._serial += 1
        body = _Writer()
        for kind, value in zip(_split(signature), values, strict=True):
            body.put(kind, value)
        fields = [(PATH, "o", path), (DESTINATION, "s", to), (INTERFACE, "s", interface)]
        fields += [(MEMBER, "s", member), *([(SIGNATURE, "g", signature)] if signature else [])]
        self._socket.sendall(_header(self._serial, len(body.data), fields) + bytes(body.data))
        while True:
            came, told, answer = self._receive()
            if told.get(REPLY_TO) == self._serial and came == REPLY:
                return answer
            if told.get(REPLY_TO) == self._serial and came == ERROR:
                raise CallFailed(told[ERROR_NAME], *answer)

    def hear(self) -> None:
        """Take in what has come meanwhile."""
        self.call("org.freedesktop.DBus", "/", "org.freedesktop.DBus.Peer", "Ping")

    def _receive(self) -> tuple[int, dict[int, Any], list[Any]]:
        start = self._read(16)
        _order, kind, _flags, _version, length, _serial, size = struct.unpack("<BBBBIII", start)
        rest = self._read((size + 7) // 8 * 8)
        reader = _Reader(start[12:] + b"\0" * 4 + rest, 0)
        reader.data = start + rest
        reader.at = 12
        told = dict(reader.take("a(yv)"))
        body = _Reader(self._read(length), 0)
        signature = str(told.get(SIGNATURE, ""))
        values = [body.take(each) for each in _split(signature)]
        if kind == SIGNAL:
            named = [str(told.get(name, "")) for name in (SENDER, PATH, INTERFACE, MEMBER)]
            self.signals.append(Signal(named[0], named[1], named[2], named[3], values))
        return kind, told, values

    def _read(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            more = self._socket.recv(size - len(data))
            if not more:
                raise ConnectionError
            data += more
        return data

    def _line(self) -> bytes:
        line = b""
        while not line.endswith(b"\r\n"):
            line += self._read(1)
        return line


class _Writer:
    def __init__(self) -> None:
        self.data = bytearray()

    def put(self, kind: str, value: Any) -> None:
        self.align(ALIGN.get(kind, 4))
        if kind == "as":
            inside = _Writer()
            for each in value:
                inside.put("s", each)
            self.data += struct.pack("<I", len(inside.data)) + inside.data
        elif kind in FIXED:
            self.data += struct.pack(f"<{FIXED[kind]}", value)
        else:
            text = str(value).encode()
            self.data += struct.pack("<B" if kind == "g" else "<I", len(text)) + text + b"\0"

    def align(self, size: int) -> None:
        self.data += bytes(-len(self.data) % size)


class _Reader:
    def __init__(self, data: bytes, at: int) -> None:
        self.data, self.at = data, at

    def take(self, signature: str) -> Any:
        kind = signature[0]
        self._align(ALIGN.get(kind, 4))
        if kind in FIXED:
            value = self._number(FIXED[kind])
            return bool(value) if kind == "b" else value
        if kind == "a":
            return self._array(signature[1:])
        if kind in "({":
            return tuple(self.take(each) for each in _split(signature[1:-1]))
        if kind == "v":
            return self.take(self.take("g"))
        length = int(self._number("B" if kind == "g" else "I"))
        text = self.data[self.at : self.at + length].decode()
        self.at += length + 1
        return text

    def _array(self, inside: str) -> list[Any]:
        length = int(self._number("I"))
        self._align(ALIGN.get(inside[0], 4))
        end, values = self.at + length, []
        while self.at < end:
            values.append(self.take(inside))
        return values

    def _number(self, shape: str) -> Any:
        size = struct.calcsize(f"<{shape}")
        (value,) = struct.unpack_from(f"<{shape}", self.data, self.at)
        self.at += size
        return value

    def _align(self, size: int) -> None:
        self.at += -self.at % size


def _header(serial: int, length: int, fields: list[tuple[int, str, str]]) -> bytes:
    inside = _Writer()
    inside.data += bytes(16)  # what stands before, so that all is aligned alike
    for code, kind, value in fields:
        inside.align(8)
        inside.put("y", code)
        inside.put("g", kind)
        inside.put(kind, value)
    size = len(inside.data) - 16
    start = struct.pack("<BBBBIII", ord("l"), CALL, 0, 1, length, serial, size)
    inside.align(8)
    return start + bytes(inside.data[16:])


def _split(signature: str) -> list[str]:
    """Return the complete types a signature is made of."""
    found, depth, start = [], 0, 0
    for place, each in enumerate(signature):
        depth += (each in "({") - (each in ")}")
        if depth == 0 and each != "a":
            found.append(signature[start : place + 1])
            start = place + 1
    return found


def _path_of(address: str) -> str:
    named = dict(each.split("=", 1) for each in address.removeprefix("unix:").split(","))
    return named["path"]
