"""Bytes that travel as text."""

import base64
import binascii


class NotBase64(ValueError):
    """The text is no base64."""


def from_base64(text: str) -> bytes:
    """Return the bytes of base64 text (RFC 4648 section 4). Raises NotBase64, whatever it is."""
    try:
        return base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise NotBase64 from None
