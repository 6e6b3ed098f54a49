"""Code signing of the installer with osslsigncode."""

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, and who says when."""

    certificate: Path
    """PEM: the certificate and those between it and its root."""
    key: Path
    """PEM or DER."""
    password: Path | None = None
    """A file that holds the key's password; `-` asks standard input for it. Never an argument:
    others could read those."""
    timestamps: str = ""
    """Address of a time stamping authority (RFC 3161); without, the signature ends with the
    certificate."""


def sign(made: Path, signer: Signer, title: str) -> None:
    """Sign an installer in place. Raises subprocess.CalledProcessError, leaving it unsigned."""
    signed = made.with_suffix(".signed")
    command = ["osslsigncode", "sign", "-certs", str(signer.certificate), "-key", str(signer.key)]
    command += ["-h", "sha256", "-n", title]
    if signer.password:
        command += ["-readpass", str(signer.password)]
    if signer.timestamps:
        command += ["-ts", signer.timestamps]
    try:
        subprocess.run([*command, "-in", str(made), "-out", str(signed)], check=True)
        signed.replace(made)
    finally:
        signed.unlink(missing_ok=True)
