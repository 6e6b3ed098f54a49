"""A time stamp server on the loopback: `openssl ts` behind a real web server."""

import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from desktop_client.pki.certificate import Certificate
from testing.pki import openssl
from testing.pki.web import Answer, Server, body

CONFIG = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/{name}.pem
signer_key = {folder}/tsa.key
certs = {folder}/root.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
"""
USES = {"tsa": "critical,timeStamping", "other": "critical,codeSigning", "loose": "timeStamping"}


@dataclass
class Authority:
    """Its root and its certificates: `tsa`, and `other` and `loose` that must not stamp."""

    folder: Path

    @property
    def root(self) -> Path:
        return self.folder / "root.pem"

    def certificate(self, name: str) -> Certificate:
        pem = self.folder / f"{name}.pem"
        return Certificate.from_der(openssl.output("x509", "-in", pem, "-outform", "der"))

    def reply(self, query: bytes, name: str = "tsa") -> bytes:
        """A TimeStampResp; `other` and `loose` are what openssl itself refuses to use."""
        (self.folder / f"{name}.cnf").write_text(CONFIG.format(folder=self.folder, name=name))
        (self.folder / "query").write_bytes(query)
        return openssl.output(
            *("ts", "-reply", "-config", self.folder / f"{name}.cnf"),
            *("-queryfile", self.folder / "query"),
        )

    def query(self, data: bytes) -> bytes:
        """A TimeStampReq for `data`, asking for the certificates."""
        (self.folder / "data").write_bytes(data)
        return openssl.output("ts", "-query", "-data", self.folder / "data", "-sha256", "-cert")

    def answer(self) -> Answer:
        """What the server answers with to a query that is posted."""
        lock = threading.Lock()

        def answer(request: BaseHTTPRequestHandler) -> None:
            query = request.rfile.read(int(request.headers["Content-Length"]))
            with lock:
                body(self.reply(query))(request)

        return answer


def make(folder: Path) -> Authority:
    """Make an authority's root and certificates in an empty folder."""
    openssl.output(
        *("req", "-x509", "-nodes", "-newkey", "rsa:2048", "-subj", "/C=KR/O=TSA/CN=TSA Root"),
        *("-addext", "keyUsage=critical,keyCertSign,cRLSign", "-days", "30"),
        *("-keyout", folder / "root.key", "-out", folder / "root.pem"),
    )
    openssl.output("genrsa", "-out", folder / "tsa.key", "2048")
    for name, use in USES.items():
        openssl.output(
            *("req", "-x509", "-key", folder / "tsa.key", "-subj", f"/C=KR/O=TSA/CN={name}"),
            *("-CA", folder / "root.pem", "-CAkey", folder / "root.key", "-days", "20"),
            *("-addext", "basicConstraints=critical,CA:FALSE"),
            *("-addext", "keyUsage=critical,digitalSignature"),
            *("-addext", f"extendedKeyUsage={use}", "-out", folder / f"{name}.pem"),
        )
    (folder / "serial").write_text("01")
    return Authority(folder)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make(tmp_path_factory.mktemp("tsa"))


@pytest.fixture
def stamping(server: Server, authority: Authority) -> str:
    """The address of a server that gives time stamps."""
    return server.url("/tsa", authority.answer())
