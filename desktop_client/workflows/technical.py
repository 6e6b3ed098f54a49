"""The technical view of a certificate: what an administrator or a CA's help desk asks for."""

from dataclasses import dataclass

from desktop_client.pki.certificate import Certificate


@dataclass(frozen=True, slots=True)
class Technical:
    """Values as they are shown; names of algorithms and extensions as asn1crypto spells them."""

    subject: str
    issuer: str
    serial: str
    """Hexadecimal."""
    policies: tuple[str, ...]
    key: str
    signature: str
    fingerprint: str
    """SHA-256, hexadecimal, in pairs."""
    extensions: tuple[tuple[str, bool], ...]
    """Name (or OID) and whether it is critical."""


def technical(certificate: Certificate) -> Technical:
    """Return the technical view."""
    body = certificate.asn1["tbs_certificate"]
    key = certificate.asn1.public_key
    return Technical(
        subject=certificate.subject,
        issuer=certificate.issuer,
        serial=f"{certificate.serial:x}",
        policies=certificate.policy_oids,
        key=f"{key.algorithm.upper()} {key.bit_size}",
        signature=certificate.asn1["signature_algorithm"]["algorithm"].native,
        fingerprint=_pairs(certificate.fingerprint),
        extensions=tuple(
            (extension["extn_id"].native, extension["critical"].native)
            for extension in body["extensions"]
        ),
    )


def _pairs(digits: str) -> str:
    return ":".join(digits[at : at + 2] for at in range(0, len(digits), 2))
