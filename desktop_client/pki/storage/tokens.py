"""Security tokens (보안토큰, PKCS #11): certificates without login, signatures with the PIN.

The private key never leaves the token. A wrong PIN, a locked one, a token that is not there, one
that is in use, and a driver that hangs or crashes are different answers. Drivers run in
processes of their own (`token_worker`); whatever one does, this program goes on.
"""

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from desktop_client.pki.certificate import Certificate, Usage
from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.findings import Cancelled, Finding, PkiError, TokenError
from desktop_client.pki.storage.token_process import Closing, DriverProcess, refusal

LIST_SECONDS = 15
"""For a driver to start, and again for each slot."""
OPEN_SECONDS = 60
SIGN_SECONDS = 60
MAX_LOST_SLOTS = 3
"""After so many slots at which a driver hung or crashed it is not started again."""
_POLL_SECONDS = 0.05

Stopped = Callable[[], bool]


def never() -> bool:
    """Say that nobody stops the work."""
    return False


@dataclass(frozen=True, slots=True)
class TokenEntry:
    """A certificate on a token, or what could not be read: a certificate, a token, a driver."""

    driver: Path
    label: str
    """The token's name; empty where the driver itself failed."""
    serial: str
    """The token's serial number."""
    key_id: bytes = field(repr=False)
    certificate: Certificate | None = None
    ca_certificates: tuple[Certificate, ...] = ()
    findings: tuple[Finding, ...] = ()
    slot: int = 0
    """Where the token was seen; tells tokens of one name and serial number apart."""

    @property
    def is_driver(self) -> bool:
        """Whether it stands for a driver or reader that failed, not for anything on a token."""
        return not self.label and not self.serial and self.certificate is None


class TokenKey(Closing):
    """A private key on a token somebody has logged in to; a `signer.Signer`.

    Use it with `with`, or close it: as long as it is open others may not be able to log in.
    """

    def __init__(self, process: DriverProcess, random: bytes | None, stopped: Stopped) -> None:
        self._process = process
        self._stopped = stopped
        self.random = random
        """R, where the token gives it out."""

    def sign(self, content: bytes, /) -> bytes:
        """Return the RSA PKCS #1 v1.5 signature with SHA-256 (RFC 8017 section 8.2).

        Raises TokenError as `open_token`, and Cancelled.
        """
        answer = self._process.ask("sign", SIGN_SECONDS, self._stopped, content=content.hex())
        return bytes.fromhex(answer["signature"])

    def close(self) -> None:
        """Log out and end the driver. A token that has been pulled out is no error here."""
        try:
            self._process.ask("close", LIST_SECONDS, self._stopped)
        except (TokenError, Cancelled):
            return
        finally:
            self._process.close()


@dataclass(frozen=True, slots=True)
class TokenSigner:
    """A `signer.Signer` that logs in for each signature, so that others can use the token too."""

    entry: TokenEntry
    random: bytes | None = field(repr=False)
    """R, where the token gives it out."""
    pin: bytes = field(repr=False)
    stopped: Stopped = never

    def sign(self, content: bytes, /) -> bytes:
        """Return the signature, as `TokenKey.sign`; raises as `open_token`."""
        with open_token(self.entry, self.pin, self.stopped) as key:
            return key.sign(content)


class TokenSearch(Closing):
    """Looks at all drivers at once. Use it with `with`: at the end their processes are gone."""

    def __init__(self, drivers: Sequence[Path]) -> None:
        self._ended = threading.Event()
        self._found: queue.Queue[list[TokenEntry] | None] = queue.Queue()
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
        while self._awaited and not stopped():
            try:
                found = self._found.get(timeout=_POLL_SECONDS)
            except queue.Empty:
                continue
            if found is None:
                self._awaited -= 1
            else:
                yield from found

    def _look(self, driver: Path) -> None:
        try:
            for found in _seen(driver, self._ended.is_set):
                self._found.put(found)
        except Cancelled:
            return
        except TokenError as error:
            self._found.put([_failed(driver, {}, error)])
        finally:
            self._found.put(None)


def list_tokens(*drivers: Path) -> list[TokenEntry]:
    """Return the certificates on every token the drivers see, without login.

    CA certificates are not entries but stand beside them. A driver or token that fails is an
    entry with a finding and hides no other.
    """
    with TokenSearch(drivers) as search:
        return list(search.entries())


def open_token(entry: TokenEntry, pin: bytes, stopped: Stopped = never) -> TokenKey:
    """Log in to the entry's token and find its private key.

    Raises TokenError: `token_pin_wrong`, `token_pin_locked`, `token_missing`, `token_in_use`,
    `token_key_missing`, `token_driver_unusable`, `token_driver_hangs`, `token_driver_crashed`,
    `token_failed` (values: error); Cancelled once `stopped` says so.
    """
    numbers = entry.certificate.rsa_numbers() if entry.certificate else None
    process = DriverProcess(entry.driver)
    try:
        answer = process.ask(
            "open",
            OPEN_SECONDS,
            stopped,
            label=entry.label,
            serial=entry.serial,
            slot=entry.slot,
            key_id=entry.key_id.hex(),
            modulus=f"{numbers[0] if numbers else 0:x}",
            pin=_text(pin),
        )
        random = answer["random"]
        return TokenKey(process, _bits(bytes.fromhex(random)) if random else None, stopped)
    except PkiError:
        process.close()
        raise


def unlock_token(entry: TokenEntry, pin: bytes, stopped: Stopped = never) -> TokenSigner:
    """Log in, read R, and log out; raises as `open_token`."""
    with open_token(entry, pin, stopped) as key:
        return TokenSigner(entry, key.random, pin)


def _text(pin: bytes) -> str:
    try:
        return pin.decode()
    except UnicodeDecodeError:
        raise TokenError("token_pin_wrong") from None


class _SlotLost(Exception):
    """The driver hung or crashed at one slot."""


def _seen(driver: Path, stopped: Stopped) -> Iterator[list[TokenEntry]]:
    """Yield what is in each slot; one at which the driver hangs or crashes hides no other."""
    passed: list[int] = []
    for _ in range(MAX_LOST_SLOTS):
        with DriverProcess(driver) as process:
            try:
                for answer in _slots(process, passed, stopped):
                    yield _entries(driver, answer)
            except _SlotLost as lost:
                error = lost.__cause__
                assert isinstance(error, TokenError)  # noqa: S101 - it is raised from one
                yield [_failed(driver, {"slot": passed[-1]}, error)]
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


def _entries(driver: Path, answer: dict[str, Any]) -> list[TokenEntry]:
    if "fault" in answer:
        fault = answer["fault"]
        return [_failed(driver, fault, refusal(fault["error"]))]
    if "token" not in answer:
        return []
    token = answer["token"]
    found: list[TokenEntry] = []
    authorities: list[Certificate] = []
    for held in token["certificates"]:
        entry = TokenEntry(
            driver, token["label"], token["serial"], bytes.fromhex(held["id"]), slot=token["slot"]
        )
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


def _bits(value: bytes) -> bytes | None:
    """Return R from a BIT STRING, or from the bare bytes."""
    try:
        (bits,) = der.parts(value, der.BIT_STRING)
    except ValueError:
        return value or None
    return bytes(bits[1:]) or None
