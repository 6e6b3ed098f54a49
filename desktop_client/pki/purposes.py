"""What a certificate may be used for, by keyUsage and extendedKeyUsage (RFC 5280 4.2.1.3, .12).

Korean certificates carry keyUsage alone. One with extendedKeyUsage, critical or not, serves only
for what that lists: a web server's certificate signs no documents and receives no secrets.
"""

from desktop_client.pki.certificate import Certificate, Usage

_ANY = "2.5.29.37.0"
_MAIL = "1.3.6.1.5.5.7.3.4"
"""emailProtection: signed and sealed messages, which CMS is."""
_DOCUMENTS = frozenset(
    {
        "1.3.6.1.5.5.7.3.36",  # documentSigning, RFC 9336
        "1.3.6.1.4.1.311.10.3.12",  # Microsoft's before that
        "1.2.840.113583.1.1.5",  # Adobe's before that
    }
)
_SIGNING = frozenset({_ANY, _MAIL}) | _DOCUMENTS
_RECEIVING = frozenset({_ANY, _MAIL})

_DIGITAL_SIGNATURE, _NON_REPUDIATION, _KEY_ENCIPHERMENT = 0x80, 0x40, 0x20


def key_signs(certificate: Certificate) -> bool:
    """Whether keyUsage lets the key make signatures other than a CA's."""
    if certificate.key_usage is None:
        return certificate.usage is not Usage.CA
    return bool(certificate.key_usage & (_DIGITAL_SIGNATURE | _NON_REPUDIATION))


def may_sign(certificate: Certificate) -> bool:
    """Whether it may sign documents."""
    purposes = certificate.extended_usages
    return key_signs(certificate) and (purposes is None or not purposes.isdisjoint(_SIGNING))


def may_receive(certificate: Certificate) -> bool:
    """Whether a secret may be sealed for it."""
    if certificate.key_usage is None:
        allowed = certificate.usage is not Usage.CA
    else:
        allowed = bool(certificate.key_usage & _KEY_ENCIPHERMENT)
    purposes = certificate.extended_usages
    return allowed and (purposes is None or not purposes.isdisjoint(_RECEIVING))
