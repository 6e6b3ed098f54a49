"""Security tokens (보안토큰, PKCS #11): certificates without login, signatures with the PIN.

The private key never leaves the token. A wrong PIN, a locked one, a token that is not there, one
that is in use, and a driver that hangs or crashes are different answers. Drivers run in
processes of their own (`token_worker`); whatever one does, this program goes on.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.findings import Cancelled, Finding, PkiError, TokenError
from desktop_client.pki.storage.token_process import Closing, DriverProcess, Json

LIST_SECONDS = 15
"""For a driver to start, and again for each slot."""
OPEN_SECONDS = 60
SIGN_SECONDS = 60

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


@dataclass(frozen=True, slots=True)
class Token:
    """A token that is plugged in, whatever is on it."""

    driver: Path
    label: str
    serial: str
    slot: int = field(default=0, compare=False)
    longest_key: int = field(default=0, compare=False)
    """Of the RSA keys that are made in it, in bits; 0 where it makes none."""
    write_protected: bool = field(default=False, compare=False)

    def entry(self, key_id: bytes, certificate: Certificate | None = None) -> TokenEntry:
        """Return what stands for a key on it."""
        return TokenEntry(self.driver, self.label, self.serial, key_id, certificate, slot=self.slot)


class TokenKey(Closing):
    """A private key on a token somebody has logged in to; a `signer.Signer`.

    Use it with `with`, or close it: as long as it is open others may not be able to log in.
    """

    def __init__(self, process: DriverProcess, opened: Json, stopped: Stopped) -> None:
        self._process = process
        self._stopped = stopped
        self.random = _bits(bytes.fromhex(opened["random"])) if opened["random"] else None
        """R, where the token gives it out."""
        self.public_key_der = _public_key(opened)
        """SubjectPublicKeyInfo; empty where the token does not tell."""

    def sign(self, content: bytes, /) -> bytes:
        """Return the RSA PKCS #1 v1.5 signature with SHA-256 (RFC 8017 section 8.2).

        Raises TokenError as `open_token`, and Cancelled.
        """
        answer = self._process.ask("sign", SIGN_SECONDS, self._stopped, content=content.hex())
        return bytes.fromhex(answer["signature"])

    def data(self, label: str) -> bytes | None:
        """Return a data object's content; None where there is none of this label.

        Raises TokenError as `open_token`, and Cancelled.
        """
        answer = self._process.ask("read", SIGN_SECONDS, self._stopped, label=label)
        return bytes.fromhex(answer["value"]) if answer["value"] is not None else None

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
    public_key_der: bytes = b""
    """SubjectPublicKeyInfo; empty where the token does not tell."""

    def sign(self, content: bytes, /) -> bytes:
        """Return the signature, as `TokenKey.sign`; raises as `open_token`."""
        with open_token(self.entry, self.pin, self.stopped) as key:
            return key.sign(content)


def open_token(entry: TokenEntry, pin: bytes, stopped: Stopped = never) -> TokenKey:
    """Log in to the entry's token and find its private key.

    Raises TokenError: `token_pin_wrong`, `token_pin_last_try`, `token_pin_locked`, `token_missing`,
    `token_in_use`, `token_key_missing`, `token_driver_unusable`, `token_driver_hangs`,
    `token_driver_crashed`, `token_failed` (values: error); Cancelled once `stopped` says so.
    """
    numbers = entry.certificate.rsa_numbers() if entry.certificate else None
    modulus = f"{numbers[0] if numbers else 0:x}"
    process, opened = logged_in(entry, pin, stopped, key_id=entry.key_id.hex(), modulus=modulus)
    return TokenKey(process, opened, stopped)


def unlock_token(entry: TokenEntry, pin: bytes, stopped: Stopped = never) -> TokenSigner:
    """Log in, read R, and log out; raises as `open_token`."""
    with open_token(entry, pin, stopped) as key:
        return TokenSigner(entry, key.random, pin, public_key_der=key.public_key_der)


def logged_in(
    place: TokenEntry | Token,
    pin: bytes,
    stopped: Stopped,
    *,
    key_id: str = "",
    modulus: str = "0",
    writing: bool = False,
) -> tuple[DriverProcess, Json]:
    """Return a driver logged in to a token, and its answer; raises as `open_token`.

    `key_id` and `modulus`, in hexadecimal, say which key is opened; `writing` opens none.
    """
    process = DriverProcess(place.driver)
    try:
        return process, process.ask(
            "open",
            OPEN_SECONDS,
            stopped,
            label=place.label,
            serial=place.serial,
            slot=place.slot,
            key_id=key_id,
            modulus=modulus,
            pin=_text(pin),
            writing=writing,
        )
    except PkiError:
        process.close()
        raise


def _text(pin: bytes) -> str:
    try:
        return pin.decode()
    except UnicodeDecodeError:
        raise TokenError("token_pin_wrong") from None


def _bits(value: bytes) -> bytes | None:
    """Return R from a BIT STRING, or from the bare bytes."""
    try:
        (bits,) = der.parts(value, der.BIT_STRING)
    except ValueError:
        return value or None
    return bytes(bits[1:]) or None


def _public_key(opened: Json) -> bytes:
    """Return the SubjectPublicKeyInfo of the numbers that a driver told."""
    numbers = (int.from_bytes(bytes.fromhex(opened[name])) for name in ("exponent", "modulus"))
    try:
        key = RSAPublicNumbers(*numbers).public_key()
    except ValueError:
        return b""
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
