"""Signatures made by the openssl command, which knows nothing of this program."""

import tempfile
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from testing.backend.world import Applicant, openssl


def cades(by: Applicant, content: bytes, *options: str, also: Applicant | None = None) -> bytes:
    """An attached CMS signature in DER; CAdES unless the options say otherwise."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        signers = [by, also] if also else [by]
        arguments: list[str | Path] = []
        for index, each in enumerate(signers):
            arguments += ["-signer", *_files(folder, index, each)]
        return openssl(
            "cms", "-sign", "-binary", "-nodetach", "-outform", "DER", "-md", "sha256",
            *(options or ("-cades",)), *arguments,
            data=content,
        )  # fmt: skip


def _files(folder: Path, index: int, applicant: Applicant) -> list[str | Path]:
    certificate, key = folder / f"{index}.pem", folder / f"{index}.key"
    certificate.write_bytes(openssl("x509", "-inform", "DER", data=applicant.certificate.der))
    key.write_bytes(
        applicant.key.private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    return [certificate, "-inkey", key]
