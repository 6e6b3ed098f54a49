"""Whom a verdict trusts: the shipped accredited CAs, or a list of one's own; never both."""

import base64
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.files import read_file
from desktop_client.pki.findings import DamagedFile, Finding, PkiError
from desktop_client.pki.signing import cms_data

MAX_FILE_BYTES = 1024 * 1024
"""Of one trust file; the whole accredited tree takes ten thousand."""

_PEM_BUNDLE = re.compile(
    rb"-----BEGIN (?:PKCS7|CMS)-----\s(.*?)-----END (?:PKCS7|CMS)-----", re.DOTALL
)
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", re.DOTALL)


@dataclass(frozen=True, slots=True)
class TrustList:
    """Trust anchors, and the CA certificates known to stand under them.

    An intermediate earns no trust by being here: its path to an anchor is validated too.
    """

    anchors: tuple[Certificate, ...]
    intermediates: tuple[Certificate, ...] = ()
    fault: Finding | None = None
    """Why nothing that is judged by this list is certain."""

    @classmethod
    def of(cls, certificates: Iterable[Certificate]) -> Self:
        """Return the list in which the self-issued certificates are the anchors.

        Raises DamagedFile `trust_anchor_missing` when none is.
        """
        unique = tuple(dict.fromkeys(certificates))
        anchors = tuple(each for each in unique if each.self_issued)
        if not anchors:
            raise DamagedFile("trust_anchor_missing")
        return cls(anchors, tuple(each for each in unique if each not in anchors))

    @classmethod
    def accredited(cls) -> Self:
        """Return the accredited CAs (공인인증기관 tree of KISA) shipped in `resources/trust`."""
        from importlib.resources import files

        folder = files("resources") / "trust"
        shipped = sorted(
            (each for each in folder.iterdir() if each.name.endswith(".pem")),
            key=lambda each: each.name,
        )
        return cls.of(Certificate.from_der(each.read_bytes()) for each in shipped)

    @classmethod
    def from_files(cls, paths: Iterable[Path]) -> Self:
        """Return the list in these files: DER, or PEM with one or more certificates.

        Raises FileUnreadable, TooLarge, DamagedFile.
        """
        return cls.of(certificate for path in paths for certificate in read_certificates(path))


def read_certificates(path: Path) -> list[Certificate]:
    """Return the certificates in a file, as `certificates_in`; raises FileUnreadable too."""
    return certificates_in(read_file(path, MAX_FILE_BYTES))


def certificates_in(data: bytes) -> list[Certificate]:
    """Return the certificates in DER, PEM (one or more) or a .p7b (CMS without a signature).

    Raises TooLarge; DamagedFile `certificate_damaged`.
    """
    blocks = _PEM.findall(data)
    if blocks:
        return [Certificate.from_der(block) for block in blocks]
    bundled = _bundled(data)
    return (
        [Certificate.from_der(each) for each in bundled]
        if bundled
        else [Certificate.from_der(data)]
    )


def _bundled(data: bytes) -> Sequence[bytes]:
    """Return the certificates of CMS SignedData (RFC 5652 section 5.1), none of other bytes."""
    armoured = _PEM_BUNDLE.search(data)
    try:
        return cms_data.read(base64.b64decode(armoured[1]) if armoured else data).certificates
    except (PkiError, ValueError):
        return ()
