"""Puts keys and certificates on a security token: a key is made in it and never leaves it."""

from typing import NamedTuple

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding import der_write as der
from desktop_client.pki.encoding.der_read import BIT_STRING
from desktop_client.pki.findings import Cancelled, TokenError
from desktop_client.pki.storage.token_process import Closing, DriverProcess, Json
from desktop_client.pki.storage.tokens import LIST_SECONDS, Stopped, Token, logged_in, never

WRITE_SECONDS = 60
MAKE_SECONDS = 600
"""A slow card takes minutes for a long key."""


class DataObject(NamedTuple):
    """Octets that are read with the PIN alone."""

    label: str
    value: bytes
    is_random: bool = False
    """Whether it is R, which other programs find by its OID."""


class TokenSession(Closing):
    """Somebody logged in to change what is on a token. Use it with `with`, and for a short time.

    Each method raises TokenError as `open_token`, `token_full`, `token_read_only`; Cancelled.
    """

    def __init__(self, process: DriverProcess, stopped: Stopped) -> None:
        self._process, self._stopped = process, stopped

    def make_key(self, key_id: bytes, label: str, bits: int) -> None:
        """Make an RSA key in the token.

        Raises TokenError also `token_key_not_made` where it makes none of this length, and
        `token_key_unsafe` where it would give the key out.
        """
        named = {"key_id": key_id.hex(), "label": label}
        self._process.ask("generate", MAKE_SECONDS, self._stopped, **named, bits=bits)

    def keep(self, *objects: DataObject) -> None:
        """Put data on the token; what is there already stays as it is."""
        named = [{**each._asdict(), "value": each.value.hex()} for each in objects]
        self._put([{"kind": "data", **each} for each in named])

    def keep_certificate(self, label: str, key_id: bytes, certificate: Certificate) -> None:
        """Put a certificate beside its key; a CA's, which has no key there, has no ID either."""
        self._put([_certificate(label, key_id, certificate)])

    def data(self, label: str) -> bytes | None:
        """Return a data object's content; None where there is none of this label."""
        answer = self._process.ask("read", WRITE_SECONDS, self._stopped, label=label)
        return bytes.fromhex(answer["value"]) if answer["value"] is not None else None

    def remove(self, *labels: str, key_id: bytes = b"") -> None:
        """Take away data objects of these labels, and the key pair of an ID where one is given."""
        named = {"labels": labels, "key_id": key_id.hex()}
        self._process.ask("remove", WRITE_SECONDS, self._stopped, **named)

    def close(self) -> None:
        """Log out and end the driver. A token that has been pulled out is no error here."""
        try:
            self._process.ask("close", LIST_SECONDS, self._stopped)
        except (TokenError, Cancelled):
            return
        finally:
            self._process.close()

    def _put(self, objects: list[Json]) -> None:
        self._process.ask("keep", WRITE_SECONDS, self._stopped, objects=objects)


def open_to_write(token: Token, pin: bytes, stopped: Stopped = never) -> TokenSession:
    """Log in to change what is on a token; raises as `open_token`, and `token_read_only`."""
    process, _ = logged_in(token, pin, stopped, writing=True)
    return TokenSession(process, stopped)


def random_object(label: str, random: bytes) -> DataObject:
    """Return R as it lies on a token, a BIT STRING, beside the key of the same label."""
    return DataObject(label, der.encode(BIT_STRING, b"\0", random), is_random=True)


def _certificate(label: str, key_id: bytes, certificate: Certificate) -> Json:
    named = certificate.asn1
    return {
        "kind": "certificate",
        "label": label,
        "id": key_id.hex(),
        "value": certificate.der.hex(),
        "subject": named.subject.dump().hex(),
        "issuer": named.issuer.dump().hex(),
        "serial": der.encode_integer(certificate.serial).hex(),
    }
