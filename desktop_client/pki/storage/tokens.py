"""Security tokens (보안토큰, PKCS #11): certificates without login, signatures with the PIN.

The private key never leaves the token. A wrong PIN, a locked one, a token that is not there and
one that is in use are four different answers.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from desktop_client.pki.certificate import Certificate, Usage
from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.encoding.der_write import NULL, encode, encode_oid
from desktop_client.pki.findings import Finding, PkiError, TokenError
from desktop_client.pki.keyfile.private_key import RANDOM_NUMBER

MAX_OBJECTS = 256
"""Of one kind on one token."""

_CODES = {
    "PinIncorrect": "token_pin_wrong",
    "PinInvalid": "token_pin_wrong",
    "PinLenRange": "token_pin_wrong",
    "PinLocked": "token_pin_locked",
    "UserAlreadyLoggedIn": "token_in_use",
    "AnotherUserAlreadyLoggedIn": "token_in_use",
    "TokenNotPresent": "token_missing",
    "TokenNotRecognised": "token_missing",
    "DeviceRemoved": "token_missing",
    "SlotIDInvalid": "token_missing",
    "SessionHandleInvalid": "token_missing",
    "SessionClosed": "token_missing",
}
"""By the name of python-pkcs11's exception."""

_RANDOM_OID = encode_oid(RANDOM_NUMBER)
_SHA256_INFO = encode(der.SEQUENCE, encode_oid("2.16.840.1.101.3.4.2.1"), NULL)


@dataclass(frozen=True, slots=True)
class TokenEntry:
    """A certificate on a token, or one that could not be read, with what is wrong."""

    driver: Path
    label: str
    """The token's name."""
    serial: str
    """The token's serial number."""
    key_id: bytes = field(repr=False)
    certificate: Certificate | None = None
    ca_certificates: tuple[Certificate, ...] = ()
    findings: tuple[Finding, ...] = ()


class TokenKey:
    """A private key on a token somebody has logged in to; a `signer.Signer`.

    Use it with `with`, or close it: as long as it is open nobody else can log in.
    """

    def __init__(self, session: Any, key: Any, random: bytes | None) -> None:
        self._session = session
        self._key = key
        self.random = random
        """R, where the token gives it out."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def sign(self, content: bytes, /) -> bytes:
        """Return the RSA PKCS #1 v1.5 signature with SHA-256 (RFC 8017 section 8.2).

        Raises TokenError. Some tokens cannot hash: those are given the DigestInfo.
        """
        from pkcs11 import Mechanism

        with _telling():
            slot = self._session.token.slot
            if Mechanism.SHA256_RSA_PKCS in slot.get_mechanisms():
                return bytes(self._key.sign(content, mechanism=Mechanism.SHA256_RSA_PKCS))
            digest = encode(der.OCTET_STRING, sha256(content).digest())
            info = encode(der.SEQUENCE, _SHA256_INFO, digest)
            return bytes(self._key.sign(info, mechanism=Mechanism.RSA_PKCS))

    def close(self) -> None:
        """Log out. A token that has been pulled out is no error here."""
        from pkcs11.exceptions import PKCS11Error

        try:
            self._session.close()
        except PKCS11Error:
            return


@dataclass(frozen=True, slots=True)
class TokenSigner:
    """A `signer.Signer` that logs in for each signature, so that others can use the token too."""

    entry: TokenEntry
    random: bytes | None = field(repr=False)
    """R, where the token gives it out."""
    pin: bytes = field(repr=False)

    def sign(self, content: bytes, /) -> bytes:
        """Return the signature, as `TokenKey.sign`; raises as `open_token`."""
        with open_token(self.entry, self.pin) as key:
            return key.sign(content)


def list_tokens(driver: Path) -> list[TokenEntry]:
    """Return the certificates on every token a driver sees, without login.

    CA certificates are not entries but stand beside them. Raises TokenError
    `token_driver_unusable`, or another when a token fails.
    """
    with _telling():
        return [entry for token in _tokens(driver) for entry in _entries(driver, token)]


def open_token(entry: TokenEntry, pin: bytes) -> TokenKey:
    """Log in to the entry's token and find its private key.

    Raises TokenError: `token_pin_wrong`, `token_pin_locked`, `token_missing`, `token_in_use`,
    `token_key_missing`, `token_driver_unusable`, `token_failed` (values: error).
    """
    with _telling():
        session = _token(entry).open(user_pin=_text(pin))
    try:
        with _telling():
            key = _private_key(session, entry)
            return TokenKey(session, key, _random(session, key))
    except TokenError:
        session.close()
        raise


def unlock_token(entry: TokenEntry, pin: bytes) -> TokenSigner:
    """Log in, read R, and log out; raises as `open_token`."""
    with open_token(entry, pin) as key:
        return TokenSigner(entry, key.random, pin)


@contextmanager
def _telling() -> Iterator[None]:
    """Turn python-pkcs11's exceptions, whose texts may say anything, into codes."""
    from pkcs11.exceptions import PKCS11Error

    try:
        yield
    except PKCS11Error as error:
        name = type(error).__name__
        if name in _CODES:
            raise TokenError(_CODES[name]) from None
        raise TokenError(error=name) from None


def _text(pin: bytes) -> str:
    try:
        return pin.decode()
    except UnicodeDecodeError:
        raise TokenError("token_pin_wrong") from None


def _tokens(driver: Path) -> list[Any]:
    import pkcs11

    try:
        library = pkcs11.lib(str(driver))
    except (pkcs11.PKCS11Error, OSError):
        raise TokenError("token_driver_unusable") from None
    wanted = pkcs11.TokenFlag.TOKEN_INITIALIZED
    slots = library.get_slots(token_present=True)
    return [token for token in map(_token_in, slots) if token is not None and token.flags & wanted]


def _token_in(slot: Any) -> Any:
    from pkcs11.exceptions import TokenNotPresent, TokenNotRecognised

    try:
        return slot.get_token()
    except (TokenNotPresent, TokenNotRecognised):  # pulled out this moment, or a foreign card
        return None


def _token(entry: TokenEntry) -> Any:
    for token in _tokens(entry.driver):
        if (token.label, _serial(token)) == (entry.label, entry.serial):
            return token
    raise TokenError("token_missing")


def _serial(token: Any) -> str:
    serial = token.serial
    return serial.decode("ascii", "replace") if isinstance(serial, bytes) else str(serial)


def _entries(driver: Path, token: Any) -> list[TokenEntry]:
    from pkcs11 import Attribute, ObjectClass

    found: list[TokenEntry] = []
    authorities: list[Certificate] = []
    with token.open() as session:
        for one in _objects(session, ObjectClass.CERTIFICATE):
            where = (driver, token.label, _serial(token), _attribute(one, Attribute.ID))
            try:
                certificate = Certificate.from_der(_attribute(one, Attribute.VALUE))
            except PkiError as error:
                found.append(TokenEntry(*where, findings=(error.finding(token.label),)))
                continue
            if certificate.usage is Usage.CA:
                authorities.append(certificate)
            else:
                found.append(TokenEntry(*where, certificate))
    return [replace(one, ca_certificates=tuple(authorities)) for one in found]


def _objects(session: Any, kind: Any) -> list[Any]:
    from pkcs11 import Attribute

    return list(islice(session.get_objects({Attribute.CLASS: kind}), MAX_OBJECTS))


def _attribute(one: Any, attribute: Any) -> bytes:
    """Return an attribute, empty where the token does not have it or does not tell."""
    from pkcs11.exceptions import AttributeSensitive, AttributeTypeInvalid

    try:
        value = one[attribute]
    except (AttributeSensitive, AttributeTypeInvalid, KeyError):
        return b""
    return value.encode() if isinstance(value, str) else bytes(value or b"")


def _private_key(session: Any, entry: TokenEntry) -> Any:
    """Return the key with the certificate's ID, or else with its modulus."""
    from pkcs11 import Attribute, ObjectClass

    keys = _objects(session, ObjectClass.PRIVATE_KEY)
    by_id = [key for key in keys if entry.key_id and _attribute(key, Attribute.ID) == entry.key_id]
    numbers = entry.certificate.rsa_numbers() if entry.certificate else None
    modulus = numbers[0] if numbers else 0
    found = by_id or [
        key for key in keys if modulus and _integer(_attribute(key, Attribute.MODULUS)) == modulus
    ]
    if not found:
        raise TokenError("token_key_missing")
    return found[0]


def _integer(octets: bytes) -> int:
    return int.from_bytes(octets)


def _random(session: Any, key: Any) -> bytes | None:
    """Return R from the data object with R's OID; of several, the one labelled as the key is."""
    from pkcs11 import Attribute, ObjectClass

    named = [
        one
        for one in _objects(session, ObjectClass.DATA)
        if _attribute(one, Attribute.OBJECT_ID) in (_RANDOM_OID, _RANDOM_OID[2:])
    ]
    label = _attribute(key, Attribute.LABEL)
    same = [one for one in named if _attribute(one, Attribute.LABEL) == label]
    found = same if len(named) > 1 else named
    return _bits(_attribute(found[0], Attribute.VALUE)) if len(found) == 1 else None


def _bits(value: bytes) -> bytes | None:
    """Return R from a BIT STRING, or from the bare bytes."""
    try:
        (bits,) = der.parts(value, der.BIT_STRING)
    except ValueError:
        return value or None
    return bytes(bits[1:]) or None
