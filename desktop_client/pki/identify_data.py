"""What a certificate says of its holder (KCAC.TS.SIVID): real name (실명), VID (가상식별번호)."""

from dataclasses import dataclass

from desktop_client.pki import names
from desktop_client.pki.encoding import der_read as der

IDENTIFY_DATA_OID = "1.2.410.200004.10.1.1"
VID_OID = "1.2.410.200004.10.1.1.1"

HASHES = {
    "1.3.14.3.2.26": "sha1",
    "2.16.840.1.101.3.4.2.4": "sha224",
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
"""By OID, those a VID may be made with."""


@dataclass(frozen=True, slots=True)
class VidClaim:
    """What a certificate says of its holder: the real name (실명) and the VID with its hash."""

    real_name: str
    hash: str
    virtual_id: bytes


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
            return IdentifyData(names.read_text(name_tag, real_name), rest[0][1] if rest else None)
    return None


def _hash(algorithm: der.View) -> str:
    oid = der.first_oid(algorithm)
    if oid not in HASHES:
        raise ValueError("unknown hash for a VID")
    return HASHES[oid]
