"""What openssl makes of certificates that were issued."""

import subprocess
from pathlib import Path

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.judging.trust import read_certificates
from desktop_client.pki.signing.cms import sign
from desktop_client.pki.signing.signer import Signer, SigningIdentity
from desktop_client.pki.storage.store import Entry, load
from desktop_client.workflows.holding import Holding
from tests.workflows.issuing.conftest import Ca


def require_openssl_accepts(certificate: Certificate, key: Signer, ca: Ca, folder: Path) -> None:
    """`openssl verify` finds the chain, `openssl cms -verify` a signature by the key."""
    pem = subprocess.run(
        ["openssl", "x509", "-inform", "DER"],
        input=certificate.der,
        capture_output=True,
        check=True,
    ).stdout
    (folder / "new.pem").write_bytes(pem)
    trust = ["-CAfile", str(ca.pki.root)]
    chain = ["openssl", "verify", *trust, "-untrusted", str(ca.pki.ca), "new.pem"]
    assert _said(chain, folder) == b"new.pem: OK\n"
    content = b"a document"
    issuers = read_certificates(ca.pki.ca)
    identity = SigningIdentity(certificate, key, issuers)
    (folder / "signature").write_bytes(sign(content, identity))
    check = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "signature", *trust]
    assert _said([*check, "-purpose", "any"], folder) == content


def on_disk(holding: Holding) -> Entry:
    """What was issued, read again from its folder."""
    assert isinstance(holding, Entry)
    entry = load(holding.folder)
    assert entry == holding
    return entry


def is_listed_as_revoked(certificate: Certificate, ca: Ca) -> bool:
    """Whether openssl reads the certificate's number in the CA's list."""
    told = ["openssl", "crl", "-inform", "DER", "-in", str(ca.pki.crls[0]), "-noout", "-text"]
    return f"{certificate.serial:X}".encode() in _said(told, ca.pki.folder)


def _said(command: list[str], folder: Path) -> bytes:
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
