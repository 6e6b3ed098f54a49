"""VID (가상식별번호): does a certificate belong to the holder of a number? (KCAC.TS.SIVID)

VID = h(h(DER(SEQUENCE { PrintableString number, BIT STRING R }))). The certificate carries
the VID, the key file carries R, and the service has the number on file.
"""

import hashlib
import hmac
import re

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.encoding.der_write import encode
from desktop_client.pki.findings import DamagedFile
from desktop_client.pki.identify_data import HASHES, VidClaim, identify_data

_PRINTABLE_STRING = 0x13
_NUMBER = re.compile("[A-Z]?[0-9]+")


def bare(number: str) -> str:
    """Return a number as VIDs are made of it: without hyphens and blanks.

    Raises ValueError when anything but digits (a foreign firm's number has a letter before them)
    is left.
    """
    left = number.replace("-", "").replace(" ", "")
    if not _NUMBER.fullmatch(left):
        raise ValueError("a number consists of digits")
    return left


def vid(number: str, random: bytes, hash: str = "sha256") -> bytes:  # noqa: A002
    """Return the VID of a business or resident number and R.

    Raises ValueError as `bare`, or for a hash no certificate may use.
    """
    digits = bare(number)
    if hash not in HASHES.values():
        raise ValueError("unknown hash for a VID")
    printable = encode(_PRINTABLE_STRING, digits.encode())
    content = encode(der.SEQUENCE, printable, encode(der.BIT_STRING, b"\0", random))
    return hashlib.new(hash, hashlib.new(hash, content).digest()).digest()


def claim(certificate: Certificate) -> VidClaim | None:
    """Return the certificate's VID claim, or None without one (as in every km certificate).

    Raises DamagedFile `vid_damaged` when there is one that cannot be read.
    """
    try:
        data = identify_data(certificate.alternative_names)
        return data.claim() if data is not None else None
    except ValueError:
        raise DamagedFile("vid_damaged") from None


def matches(certificate: Certificate, number: str, random: bytes) -> bool:
    """Return whether the certificate's VID belongs to this number and R; False without a VID.

    Raises DamagedFile `vid_damaged` as `claim` does, and ValueError as `vid` does.
    """
    claimed = claim(certificate)
    if claimed is None:
        return False
    return hmac.compare_digest(vid(number, random, claimed.hash), claimed.virtual_id)
