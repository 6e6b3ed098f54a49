"""Somebody who signs code, for tests: a key with a password in a file, and a certificate."""

from pathlib import Path

from installer.windows.signing import Signer
from testing.pki import openssl


def publisher(folder: Path) -> Signer:
    """Make a signer whose certificate nobody trusts."""
    signer = Signer(folder / "publisher.pem", folder / "publisher.key", folder / "password")
    assert signer.password
    signer.password.write_text("practice-1234", "ascii")
    openssl.output(
        *("req", "-x509", "-newkey", "rsa:2048", "-days", "2", "-subj", "/CN=Publisher"),
        *("-addext", "extendedKeyUsage=codeSigning", "-keyout", signer.key),
        *("-out", signer.certificate, "-passout", f"file:{signer.password}"),
    )
    return signer
