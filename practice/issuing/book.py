"""What the practice CA knows: the codes it gave out, and what it has issued for which request."""

import hmac
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from practice import files

CODES, TRANSACTIONS = "codes", "transactions"


@dataclass(frozen=True, slots=True)
class Code:
    """참조번호와 인가코드, and for whom."""

    reference: str
    code: str
    holder: str
    number: str
    """The number that the VID is made from."""
    policy: str
    waits: int = 0
    """How often the CA asks to come again before it decides."""
    until: str = ""
    """Until when it serves, in ISO 8601; without an end where it is empty."""

    @property
    def is_over(self) -> bool:
        """Whether its time is over."""
        return bool(self.until) and datetime.fromisoformat(self.until) < datetime.now(UTC)


class Book:
    """A folder of small files: one for each code, one for each transaction."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def give(self, code: Code) -> None:
        """Note a code; a later one for the same reference number takes its place."""
        files.write(self._file(CODES, code.reference), json.dumps(asdict(code)).encode())

    def code(self, reference: str) -> Code | None:
        """Return what was given under a reference number; None where nothing was."""
        found = self._read(CODES, reference)
        return Code(**found) if found else None

    def transaction(self, identifier: bytes) -> dict[str, Any] | None:
        """Return what was issued in a transaction; None where it is a new one."""
        return self._read(TRANSACTIONS, identifier.hex())

    def keep_transaction(self, identifier: bytes, content: dict[str, Any]) -> None:
        """Remember what was issued in a transaction."""
        files.write(self._file(TRANSACTIONS, identifier.hex()), json.dumps(content).encode())

    def holder(self, name: str) -> dict[str, str] | None:
        """Return whom a certificate issued here is for, by its common name."""
        for file in sorted((self._folder / TRANSACTIONS).glob("*.json")):
            known: dict[str, dict[str, str]] = json.loads(file.read_bytes())
            if known["holder"]["name"] == name:
                return known["holder"]
        return None

    def certificates(self, name: str) -> Iterator[bytes]:
        """Yield the certificates issued here for a holder, by its common name."""
        for file in sorted((self._folder / TRANSACTIONS).glob("*.json")):
            known = json.loads(file.read_bytes())
            if known["holder"]["name"] == name:
                yield from (bytes.fromhex(encoded) for encoded in known["certificates"])

    def is_used(self, reference: str, identifier: bytes) -> bool:
        """Whether another transaction has had a certificate by this code."""
        used = self._read("used", reference)
        return used is not None and not hmac.compare_digest(used["transaction"], identifier.hex())

    def use(self, reference: str, identifier: bytes) -> None:
        """Have the code serve this transaction and no other from now on."""
        content = json.dumps({"transaction": identifier.hex()}).encode()
        files.write(self._file("used", reference), content)

    def _read(self, kind: str, name: str) -> dict[str, Any] | None:
        try:
            found: dict[str, Any] = json.loads(self._file(kind, name).read_bytes())
        except FileNotFoundError:
            return None
        return found

    def _file(self, kind: str, name: str) -> Path:
        if not name.replace("-", "").isalnum():
            raise ValueError("no name of the book")
        return self._folder / kind / f"{name}.json"
