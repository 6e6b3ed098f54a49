"""Takes a signature out of the texts it travels in: PEM, base64, and S/MIME (RFC 8551)."""

import base64
import re
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesHeaderParser

from desktop_client.pki.findings import DamagedFile

MAX_HEADER_BYTES = 16 * 1024

_SEQUENCE = b"\x30"
_BLANKS = b" \t\r\n"
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=" + _BLANKS
_PEM = re.compile(
    rb"-----BEGIN (CMS|PKCS7|PKCS #7 SIGNED DATA)-----([A-Za-z0-9+/=\s]*)-----END \1-----"
)
_END_OF_HEADER = re.compile(rb"\r?\n\r?\n")
_OPAQUE = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_CLEAR = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature"})


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """A signature in BER or DER, and what it signs where that came beside it."""

    encoded: bytes = field(repr=False)
    content: bytes | None = field(default=None, repr=False)
    """The signed part of multipart/signed, with line ends as they were signed."""


def unwrapped(data: bytes) -> Unwrapped:
    """Return the signature in a file; bytes that are no such text come back as they are.

    Raises DamagedFile `cms_damaged` for a text that breaks off or holds something else.
    """
    if data[:1] == _SEQUENCE:
        return Unwrapped(data)
    text = data.removeprefix(b"\xef\xbb\xbf").lstrip(_BLANKS)
    try:
        if text.startswith(b"-----BEGIN "):
            armoured = _PEM.match(text)
            return Unwrapped(_decoded(armoured[2] if armoured else b""))
        if text.startswith(b"MI") and not text.translate(None, _BASE64):
            return Unwrapped(_decoded(text))
        header, body = _split(text)
        if header.get_content_type() in _OPAQUE:
            return Unwrapped(_body(header, body))
        if header.get_content_type() == "multipart/signed":
            return _signed_parts(header, body)
    except ValueError:
        raise DamagedFile("cms_damaged") from None
    return Unwrapped(data)


def _decoded(text: bytes) -> bytes:
    data = base64.b64decode(text.translate(None, _BLANKS), validate=True)
    if not data:
        raise ValueError("nothing inside")
    return data


def _split(text: bytes) -> tuple[Message, bytes]:
    """Return the header of a MIME entity, and what follows; without one an empty header."""
    end = _END_OF_HEADER.search(text, 0, MAX_HEADER_BYTES)
    if end is None or b":" not in text[: end.start()]:
        return Message(), text
    return BytesHeaderParser().parsebytes(text[: end.end()]), text[end.end() :]


def _body(header: Message, body: bytes) -> bytes:
    if str(header.get("Content-Transfer-Encoding", "")).strip().lower() == "base64":
        return _decoded(body)
    return body


def _signed_parts(header: Message, body: bytes) -> Unwrapped:
    """Read multipart/signed (RFC 1847 section 2.1): the content, then the signature."""
    boundary = header.get_boundary()
    if not boundary:
        raise ValueError("no boundary")
    line = rb"(?:\A|\r?\n)--" + re.escape(boundary.encode()) + rb"(?:--)?[ \t]*(?:\r?\n|\Z)"
    parts = re.split(line, body, maxsplit=3)
    if len(parts) < 4:
        raise ValueError("not two parts")
    of_signature, signature = _split(parts[2])
    if of_signature.get_content_type() not in _CLEAR:
        raise ValueError("another kind of signature")
    content = parts[1].replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return Unwrapped(_body(of_signature, signature), content)
