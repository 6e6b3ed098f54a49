"""Our CMP client against `openssl cmp -port`, in a network of their own.

    unshare -r -n python -m testing.pki.cmp_peer FOLDER SECRET [MAC] [-- OPTIONS OF OPENSSL]

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
from desktop_client.pki.issuing.requests import SIGN_USAGE, KeyRequest, common_name
from desktop_client.pki.issuing.transaction import Authority, Transaction

PORT, REFERENCE, SECRET = 8888, "1234567", "pass-word"
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
            print(json.dumps(_asked(folder, secret, Mac[mac])))  # noqa: T201
        finally:
            peer.kill()


def _asked(folder: Path, secret: str, mac: Mac) -> dict[str, Any]:
    key = serialization.load_pem_private_key((folder / "new.key").read_bytes(), None)
    assert isinstance(key, RSAPrivateKey)
    waited: list[float] = []
    transaction = Transaction(
        Authority(f"http://127.0.0.1:{PORT}/"),
        SharedSecret(secret.encode(), mac),
        x509.Name.build({}),
        sender_id=REFERENCE.encode(),
        pause=waited.append,
    )
    try:
        wanted = [KeyRequest(key, SIGN_USAGE, b"sealed")]
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
