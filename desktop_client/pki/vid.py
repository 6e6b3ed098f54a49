"""VID (가상식별번호): does a certificate belong to the holder of a number? (KCAC.TS.SIVID)

VID = h(h(DER(SEQUENCE { PrintableString number, BIT STRING R }))). The certificate carries
the VID, the key file carries R, and the service has the number on file.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.encoding.der_write import encode
from desktop_client.pki.findings import DamagedFile

if TYPE_CHECKING:
    from desktop_client.pki.certificate import Certificate

IDENTIFY_DATA_OID = "1.2.410.200004.10.1.1"
VID_OID = "1.2.410.200004.10.1.1.1"

_PRINTABLE_STRING = 0x13
_NUMBER = re.compile("[A-Z]?[0-9]+")
_HASHES = {
    "1.3.14.3.2.26": "sha1",
    "2.16.840.1.101.3.4.2.4": "sha224",
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}


@dataclass(frozen=True, slots=True)
class VidClaim:
    """What a certificate says of its holder: the real name (실명) and the VID with its hash."""

    real_name: str
    hash: str
    virtual_id: bytes


def vid(number: str, random: bytes, hash: str = "sha256") -> bytes:  # noqa: A002
    """Return the VID of a business or resident number and R.

    Hyphens and spaces in `number` do not count. Raises ValueError when anything but digits (a
    foreign firm's number has a letter before them) is left, or for a hash no certificate may use.
    """
    digits = number.replace("-", "").replace(" ", "")
    if not _NUMBER.fullmatch(digits):
        raise ValueError("a number consists of digits")
    if hash not in _HASHES.values():
        raise ValueError("unknown hash for a VID")
    printable = encode(_PRINTABLE_STRING, digits.encode())
    content = encode(der.SEQUENCE, printable, encode(der.BIT_STRING, b"\0", random))
    return hashlib.new(hash, hashlib.new(hash, content).digest()).digest()


def claim(certificate: "Certificate") -> VidClaim | None:
    """Return the certificate's VID claim, or None without one (as in every km certificate).

    Raises DamagedFile `vid_damaged` when there is one that cannot be read.
    """
    try:
        data = identify_data(certificate.alternative_names)
        return data.claim() if data is not None else None
    except ValueError:
        raise DamagedFile("vid_damaged") from None


def matches(certificate: "Certificate", number: str, random: bytes) -> bool:
    """Return whether the certificate's VID belongs to this number and R; False without a VID.

    Raises DamagedFile `vid_damaged` as `claim` does, and ValueError as `vid` does.
    """
    claimed = claim(certificate)
    if claimed is None:
        return False
    return hmac.compare_digest(vid(number, random, claimed.hash), claimed.virtual_id)


@dataclass(frozen=True, slots=True)
class IdentifyData:
    """The Korean otherName: the real name, then user information, unread."""

    real_name: str
    user_info: der.View | None

    def claim(self) -> VidClaim | None:
        """Return the VID claim, or None when only a name is there, as in a CA certificate.

        Raises ValueError over damaged bytes.
        """
        for _, info in der.elements(self.user_info or b""):
            if der.first_oid(info) == VID_OID:
                _, value = der.parts(info, der.OBJECT_IDENTIFIER, der.SEQUENCE)
                algorithm, explicit = der.parts(value, der.SEQUENCE, der.CONTEXT_0)
                (virtual_id,) = der.parts(explicit, der.OCTET_STRING)
                return VidClaim(self.real_name, _hash(algorithm), bytes(virtual_id))
        return None


def identify_data(alternative_names: bytes) -> IdentifyData | None:
    """Return IdentifyData of a subjectAltName (GeneralNames); other names may stand before it.

    Raises ValueError over damaged bytes.
    """
    for tag, name in der.elements(alternative_names):
        if tag == der.CONTEXT_0 and der.first_oid(name) == IDENTIFY_DATA_OID:
            _, explicit = der.parts(name, der.OBJECT_IDENTIFIER, der.CONTEXT_0)
            (content,) = der.parts(explicit, der.SEQUENCE)
            (name_tag, real_name), *rest = der.elements(content)
            if name_tag != der.UTF8_STRING or len(rest) > 1:
                raise ValueError("no IdentifyData")
            return IdentifyData(str(real_name, "utf-8"), rest[0][1] if rest else None)
    return None


def _hash(algorithm: der.View) -> str:
    oid = der.first_oid(algorithm)
    if oid not in _HASHES:
        raise ValueError("unknown hash for a VID")
    return _HASHES[oid]
