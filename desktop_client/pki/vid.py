"""VID (가상식별번호): does a certificate belong to the holder of a number? (KCAC.TS.SIVID)

VID = h(h(DER(SEQUENCE { PrintableString number, BIT STRING R }))). The certificate carries
the VID, the key file carries R, and the service has the number on file.
"""

import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from asn1crypto import algos, core, x509

from desktop_client.pki.findings import DamagedFile

if TYPE_CHECKING:
    from desktop_client.pki.certificate import Certificate

IDENTIFY_DATA_OID = "1.2.410.200004.10.1.1"
VID_OID = "1.2.410.200004.10.1.1.1"
PARSE_ERRORS = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    RecursionError,
)
"""What asn1crypto raises over bytes that are not what they claim to be."""

_HASHES = ("sha1", "sha224", "sha256", "sha384", "sha512")


class _VirtualId(core.Sequence):  # type: ignore[misc]
    _fields: ClassVar = [
        ("hash_algorithm", algos.DigestAlgorithm),
        ("virtual_id", core.OctetString, {"explicit": 0}),
    ]


class _UserInfo(core.Sequence):  # type: ignore[misc]
    _fields: ClassVar = [("type", core.ObjectIdentifier), ("value", core.Any)]


class _UserInfos(core.SequenceOf):  # type: ignore[misc]
    _child_spec = _UserInfo


class IdentifyData(core.Sequence):  # type: ignore[misc]
    """The value of the otherName: the real name (실명), then VIDs and other information."""

    _fields: ClassVar = [
        ("real_name", core.UTF8String),
        ("user_info", _UserInfos, {"optional": True}),
    ]


class _HashContent(core.Sequence):  # type: ignore[misc]
    _fields: ClassVar = [("number", core.PrintableString), ("random", core.OctetBitString)]


@dataclass(frozen=True, slots=True)
class VidClaim:
    """What a certificate says of its holder: the real name (실명) and the VID with its hash."""

    real_name: str
    hash: str
    virtual_id: bytes


def vid(number: str, random: bytes, hash: str = "sha256") -> bytes:  # noqa: A002
    """Return the VID of a business or resident number and R.

    Hyphens and spaces in `number` do not count. Raises ValueError when anything but digits
    is left, or for a hash no certificate may use.
    """
    digits = number.replace("-", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError("a number consists of digits")
    if hash not in _HASHES:
        raise ValueError("unknown hash for a VID")
    content = _HashContent({"number": digits, "random": random}).dump()
    return hashlib.new(hash, hashlib.new(hash, content).digest()).digest()


def claim(certificate: "Certificate") -> VidClaim | None:
    """Return the certificate's VID claim, or None without one (as in every km certificate).

    Raises DamagedFile `vid_damaged` when there is one that cannot be read.
    """
    try:
        data = identify_data(certificate.asn1)
        return claim_in(data) if data is not None else None
    except PARSE_ERRORS:
        raise DamagedFile("vid_damaged") from None


def matches(certificate: "Certificate", number: str, random: bytes) -> bool:
    """Return whether the certificate's VID belongs to this number and R; False without a VID.

    Raises DamagedFile `vid_damaged` as `claim` does, and ValueError as `vid` does.
    """
    claimed = claim(certificate)
    if claimed is None:
        return False
    return hmac.compare_digest(vid(number, random, claimed.hash), claimed.virtual_id)


def identify_data(certificate: x509.Certificate) -> IdentifyData | None:
    """Return IdentifyData of the subjectAltName, unread; other names may stand before it."""
    for name in certificate.subject_alt_name_value or ():
        if name.name == "other_name" and name.chosen["type_id"].dotted == IDENTIFY_DATA_OID:
            return name.chosen["value"].parse(IdentifyData)  # type: ignore[no-any-return]
    return None


def claim_in(data: IdentifyData) -> VidClaim | None:
    """Return the VID claim, or None when only the real name is there, as in a CA certificate.

    Raises one of PARSE_ERRORS over damaged bytes.
    """
    for info in data["user_info"]:
        if info["type"].dotted == VID_OID:
            value = info["value"].parse(_VirtualId)
            algorithm = value["hash_algorithm"]["algorithm"].native
            if algorithm not in _HASHES:
                raise ValueError("unknown hash for a VID")
            return VidClaim(data["real_name"].native, algorithm, value["virtual_id"].native)
    return None
