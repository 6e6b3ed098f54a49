"""The openssl command as the independent judge of what the practice PKI writes."""

import re
import subprocess
from pathlib import Path

PROVIDERS = ("-provider", "legacy", "-provider", "default")


def openssl(*arguments: str | Path, data: bytes | None = None) -> bytes:
    """Standard output of an openssl command that must succeed."""
    done = subprocess.run(["openssl", *arguments], input=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout


def verify(certificate: Path, *arguments: str | Path) -> list[int]:
    """The error numbers of `openssl verify` for a DER certificate; empty when it accepts."""
    command = ["openssl", "verify", *arguments]
    pem = openssl("x509", "-inform", "der", "-in", certificate)
    done = subprocess.run(command, input=pem, capture_output=True, check=False)
    errors = [int(number) for number in re.findall(rb"^error (\d+) at", done.stderr, re.MULTILINE)]
    assert (done.returncode == 0) == (not errors), done.stderr.decode(errors="replace")
    return errors


def certificate_text(certificate: Path) -> str:
    """`openssl x509 -text` of a DER or PEM certificate."""
    return openssl("x509", "-in", certificate, "-noout", "-text").decode(errors="replace")


def modulus_of_certificate(certificate: Path) -> bytes:
    return openssl("x509", "-in", certificate, "-noout", "-modulus")


def modulus_of_key(pem: bytes) -> bytes:
    return openssl("rsa", "-noout", "-modulus", data=pem)
