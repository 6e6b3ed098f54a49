"""Tokens of SoftHSM, filled by its own and OpenSC's programs."""

import os
import subprocess
from pathlib import Path

from desktop_client.pki.keyfile import decrypt_key
from desktop_client.pki.storage.store import load
from practice.pki import PASSWORD, Practice
from testing.pki.unpacked import library_path, unpacked

RANDOM_OID = "1.2.410.200004.10.1.1.3"
PIN, SO_PIN = "practice-pin", "12345678"
LIBRARY = "usr/lib/softhsm/libsofthsm2.so"


class SoftHsm:
    """Tokens in a folder of their own; `configure` before the library is loaded."""

    def __init__(self, folder: Path) -> None:
        self.library = unpacked(LIBRARY)
        self._folder = folder
        self._configuration = folder / "softhsm2.conf"
        tokens = folder / "tokens"
        tokens.mkdir()
        self._configuration.write_text(
            f"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n"
        )
        self.environment = {"SOFTHSM2_CONF": str(self._configuration)}

    def make(self, label: str) -> None:
        """An empty token."""
        self._run(
            *("usr/bin/softhsm2-util", "--module", str(self.library), "--init-token", "--free"),
            *("--label", label, "--so-pin", SO_PIN, "--pin", PIN),
        )

    def add_key(self, token: str, plain: bytes, label: str, key_id: str) -> None:
        """A private key, from PKCS #8."""
        pem = subprocess.run(
            ["openssl", "pkey", "-inform", "DER"], input=plain, capture_output=True, check=True
        ).stdout
        path = self._folder / "key.pem"
        path.write_bytes(pem)
        self._run(
            *("usr/bin/softhsm2-util", "--module", str(self.library), "--import", str(path)),
            *("--token", token, "--label", label, "--id", key_id, "--pin", PIN),
        )
        path.unlink()

    def add(self, token: str, kind: str, data: bytes, *options: str) -> None:
        """A public object: a certificate (`cert`) or `data`."""
        path = self._folder / "object"
        path.write_bytes(data)
        self._run(
            *("usr/bin/pkcs11-tool", "--module", str(self.library), "--token-label", token),
            *("--login", "--pin", PIN, "--write-object", str(path), "--type", kind, *options),
        )

    def _run(self, program: str, *arguments: str) -> None:
        environment = {**os.environ, **self.environment, "LD_LIBRARY_PATH": library_path()}
        done = subprocess.run(
            [unpacked(program), *arguments],
            env=environment,
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")


def fill(softhsm: SoftHsm, practice: Practice) -> None:
    """Make a good token with the supplier's certificate (`npki`), an odd and an empty one."""
    folder = practice.sample("supplier").path
    entry = load(folder)
    plain, key = decrypt_key((folder / "signPri.key").read_bytes(), PASSWORD.encode())
    assert entry.certificate is not None
    assert entry.km_certificate is not None
    assert key.random is not None
    softhsm.make("npki")
    softhsm.add_key("npki", bytes(plain), "signkey", "A001")
    softhsm.add("npki", "cert", entry.certificate.der, "--id", "A001", "--label", "signcert")
    softhsm.add("npki", "cert", entry.ca_certificates[1].der, "--label", "ca")
    random = b"\x03\x15\x00" + key.random
    softhsm.add("npki", "data", random, "--application-id", RANDOM_OID, "--label", "R")
    softhsm.add("npki", "data", b"something else", "--label", "other")
    softhsm.make("odd")
    softhsm.add_key("odd", bytes(plain), "signkey", "B001")
    softhsm.add("odd", "cert", entry.km_certificate.der, "--id", "B002", "--label", "no key")
    softhsm.add("odd", "cert", entry.certificate.der, "--id", "B003", "--label", "other id")
    softhsm.make("empty")
