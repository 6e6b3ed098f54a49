"""An OCSP responder: the openssl command answers, a loopback web server carries."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from asn1crypto import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from desktop_client.pki.certificate import Certificate
from practice.authority import Authority
from testing.pki import making, openssl
from testing.pki.web import Answer

Change = Callable[[bytes], bytes]


@dataclass
class Responder:
    """Answers for the certificates of `ca`, signing as `signer`."""

    folder: Path
    ca: Authority
    signer: Authority
    options: tuple[str, ...] = ("-nmin", "60")
    index: list[str] = field(default_factory=list)
    asked: list[bytes] = field(default_factory=list)

    def knows(self, certificate: Certificate, revoked: datetime | None = None) -> None:
        """Add a certificate to what the CA has issued."""
        status = "R" if revoked else "V"
        since = f"{revoked:%y%m%d%H%M%SZ},keyCompromise" if revoked else ""
        expires = f"{certificate.not_after:%y%m%d%H%M%SZ}"
        serial = f"{certificate.serial:x}"
        serial = "0" * (len(serial) % 2) + serial.upper()
        self.index.append(f"{status}\t{expires}\t{since}\t{serial}\tunknown\t/CN=x")

    def reply(self, request: bytes) -> bytes:
        """What openssl answers to a request in DER."""
        place = self.folder
        (place / "index").write_text("".join(f"{line}\n" for line in self.index))
        (place / "index.attr").write_text("unique_subject = no\n")
        (place / "ca.pem").write_bytes(self.ca.pem)
        (place / "signer.pem").write_bytes(self.signer.pem)
        (place / "signer.key").write_bytes(_pem(self.signer))
        (place / "request").write_bytes(request)
        openssl.output(
            *("ocsp", "-index", place / "index", "-CA", place / "ca.pem"),
            *("-rsigner", place / "signer.pem", "-rkey", place / "signer.key"),
            *("-reqin", place / "request", "-respout", place / "answer"),
            *self.options,
        )
        return (place / "answer").read_bytes()

    def over_http(self, change: Change = lambda answer: answer) -> Answer:
        """The same as a web server's answer, changed on the way."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            data = request.rfile.read(int(request.headers["Content-Length"]))
            self.asked.append(data)
            changed = change(self.reply(data))
            request.send_response(200)
            request.send_header("Content-Type", "application/ocsp-response")
            request.send_header("Content-Length", str(len(changed)))
            request.end_headers()
            request.wfile.write(changed)

        return answer


def delegate(
    ca: Authority, key: rsa.RSAPrivateKey, purpose: str, *extensions: x509.Extension
) -> Authority:
    """A certificate by `ca` for signing answers with `key`."""
    purposes = x509.ExtKeyUsageSyntax([purpose])
    made = making.certificate(
        ca,
        making.SIGNS,
        making.extension("extended_key_usage", purposes, critical=False),
        *extensions,
        name="responder",
        key=key.public_key(),
    )
    return Authority(made.asn1, key)


def no_check() -> x509.Extension:
    """The extension with which a CA exempts its responder from revocation."""
    return making.extension("ocsp_no_check", making.NULL, critical=False)


def _pem(authority: Authority) -> bytes:
    return authority.key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
