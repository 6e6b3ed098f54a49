"""Our CMP client against `openssl cmp -port`, in a network of their own.

    unshare -r -n python -m testing.pki.cmp_peer FOLDER SECRET MAC [OPTIONS OF OPENSSL]

With RENEWAL or REVOCATION in the place of MAC the certificate itself signs: the server knows no
other one, so that its renewal is the same again.

openssl's server listens on every address, so both run where there is none but loopback. FOLDER
holds new.key (PEM, of the certificate that the server issues), new.pem and ca.pem. Prints what
came of it as JSON.
"""

import fcntl
import json
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from asn1crypto import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from desktop_client.pki.findings import PkiError
from desktop_client.pki.issuing.protection import Mac, SharedSecret
from desktop_client.pki.issuing.requests import (
    SIGN_USAGE,
    KeyRequest,
    RevocationReason,
    common_name,
)
from desktop_client.pki.issuing.transaction import Authority, Transaction
from desktop_client.pki.judging.trust import read_certificates
from desktop_client.pki.keyfile.private_key import OpenedKey
from desktop_client.pki.signing.signer import SigningIdentity
from desktop_client.work import Work
from desktop_client.workflows.issuing.asking import by_certificate

PORT, REFERENCE, SECRET = 8888, "1234567", "pass-word"
URL = f"http://127.0.0.1:{PORT}/"
RENEWAL, REVOCATION = "RENEWAL", "REVOCATION"
_SET_FLAGS, _UP = 0x8914, 0x1


def main(folder: Path, secret: str, mac: str, more: list[str]) -> None:
    """Ask openssl's server for a certificate, and confirm it."""
    _loopback_up()
    server = ["openssl", "cmp", "-port", str(PORT), "-srv_ref", REFERENCE]
    server += ["-srv_secret", f"pass:{SECRET}", "-rsp_cert", "new.pem"]
    server += ["-rsp_extracerts", "ca.pem", "-rsp_capubs", "ca.pem", *more]
    with subprocess.Popen(
        server, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as peer:
        try:
            _wait()
            told = _signed(folder, mac) if mac in (RENEWAL, REVOCATION) else None
            print(json.dumps(told or _asked(folder, secret, Mac[mac])))  # noqa: T201
        finally:
            peer.kill()


def _signed(folder: Path, what: str) -> dict[str, Any]:
    (ca,), (old,) = (read_certificates(folder / name) for name in ("ca.pem", "new.pem"))
    opened = OpenedKey(_key(folder / "new.key"), None)
    identity = SigningIdentity(old, opened, (ca,))
    transaction = by_certificate(URL, identity, ()).transaction(Work())
    try:
        if what == REVOCATION:
            transaction.revoke(old, RevocationReason.SUPERSEDED)
            return {"revoked": True}
        wanted = [KeyRequest(opened, opened.public_key_der, SIGN_USAGE, replaces=old)]
        issued = transaction.ask_for_certificates(wanted, old.asn1.subject, renewal=True)
        transaction.confirm(issued)
    except PkiError as refused:
        return {"code": refused.code, **refused.values}
    finally:
        transaction.close()
    return {"holders": [each.certificate.holder for each in issued]}


def _key(file: Path) -> RSAPrivateKey:
    key = serialization.load_pem_private_key(file.read_bytes(), None)
    assert isinstance(key, RSAPrivateKey)
    return key


def _asked(folder: Path, secret: str, mac: Mac) -> dict[str, Any]:
    waited: list[float] = []
    transaction = Transaction(
        Authority(URL),
        SharedSecret(secret.encode(), mac),
        x509.Name.build({}),
        sender_id=REFERENCE.encode(),
        pause=waited.append,
    )
    try:
        opened = OpenedKey(_key(folder / "new.key"), None)
        wanted = [KeyRequest(opened, opened.public_key_der, SIGN_USAGE, b"sealed")]
        issued = transaction.ask_for_certificates(wanted, common_name(REFERENCE))
        transaction.confirm(issued)
    except PkiError as refused:
        return {"code": refused.code, **refused.values}
    finally:
        transaction.close()
    holders = [each.certificate.holder for each in issued]
    others = sorted({each.holder for each in transaction.others})
    return {"holders": holders, "others": others, "waited": waited}


def _loopback_up() -> None:
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sh14x", b"lo", _UP))


def _wait() -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", PORT)).close()
        except OSError:
            time.sleep(0.02)
        else:
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4:])
