"""Open a key from the disk and sign a 4 KB document."""

import hashlib
import os
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

from asn1crypto import core, keys
from cryptography.hazmat.decrepit.ciphers.algorithms import SEED
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.ciphers import Cipher, modes

from bench.measure import Row, at_least_faster, no_slower, pairs
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.keyfile import open_key
from desktop_client.pki.signing.cms import sign
from desktop_client.pki.signing.signer import SigningIdentity
from practice.keyfile import OLD_FIXED_IV, PBES2, SEED_CBC
from practice.pki import PASSWORD, build

Derive = Callable[[bytes], tuple[bytes, bytes]]
RUNS = 25
DOCUMENT = os.urandom(4096)
SAMPLES = ("supplier", "supplier_pbes1", "supplier_old_container")


def rows() -> Iterator[Row]:
    """Against pypinksign from the files on, and against the calls nobody can avoid."""
    with tempfile.TemporaryDirectory() as folder:
        practice = build(Path(folder) / "practice")
        for name in SAMPLES:
            yield from _rows_of(name, practice.sample(name).path)


def _rows_of(name: str, folder: Path) -> Iterator[Row]:
    def ours() -> bytes:
        certificate = Certificate.from_der((folder / "signCert.der").read_bytes())
        key = open_key((folder / "signPri.key").read_bytes(), PASSWORD.encode(), certificate)
        return sign(DOCUMENT, SigningIdentity(certificate, key))

    times = pairs(ours, _pypinksign(folder), RUNS)
    yield at_least_faster(f"open key, sign 4 KB: {name}", times, "pypinksign", 15)
    certificate = Certificate.from_der((folder / "signCert.der").read_bytes())
    data = (folder / "signPri.key").read_bytes()

    def ours_chosen() -> bytes:
        return sign(
            DOCUMENT, SigningIdentity(certificate, open_key(data, PASSWORD.encode(), certificate))
        )

    times = pairs(ours_chosen, _floor(data), RUNS)
    yield no_slower("  the certificate already read", times, "bare calls", 1.5)


def _pypinksign(folder: Path) -> Callable[[], bytes]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pypinksign import PinkSign

    def peer() -> bytes:
        opened = PinkSign(
            pubkey_path=str(folder / "signCert.der"),
            prikey_path=str(folder / "signPri.key"),
            prikey_password=PASSWORD.encode(),
        )
        signed: bytes = opened.pkcs7_signed_msg(DOCUMENT)
        return signed

    return peer


def _floor(data: bytes) -> Callable[[], bytes]:
    """Derive, decrypt with SEED, load the RSA key and sign: nothing parsed, nothing checked."""
    info = keys.EncryptedPrivateKeyInfo.load(data)
    algorithm, encrypted = info["encryption_algorithm"], info["encrypted_data"].native
    derive = _derivation(algorithm["algorithm"].dotted, algorithm["parameters"])

    def floor() -> bytes:
        key, iv = derive(PASSWORD.encode())
        decryptor = Cipher(SEED(key), modes.CBC(iv)).decryptor()
        plain = decryptor.update(encrypted) + decryptor.finalize()
        loaded = serialization.load_der_private_key(
            plain[: -plain[-1]], None, unsafe_skip_rsa_key_validation=True
        )
        assert isinstance(loaded, RSAPrivateKey)
        return loaded.sign(DOCUMENT, padding.PKCS1v15(), hashes.SHA256())

    return floor


def _derivation(oid: str, parameters: core.Asn1Value) -> Derive:
    if oid == PBES2:
        pbkdf2 = parameters["key_derivation_func"]["parameters"].native
        iv = parameters["encryption_scheme"]["parameters"].native
        prf, salt, count = pbkdf2["prf"]["algorithm"], pbkdf2["salt"], pbkdf2["iteration_count"]
        return lambda password: (hashlib.pbkdf2_hmac(prf, password, salt, count, 16), iv)
    salt, count = parameters.native.values()
    return lambda password: _pbkdf1(oid, password, salt, count)


def _pbkdf1(oid: str, password: bytes, salt: bytes, count: int) -> tuple[bytes, bytes]:
    derived = password + salt
    for _ in range(count):
        derived = hashlib.sha1(derived).digest()  # noqa: S324 - the container fixes it
    if oid == SEED_CBC:
        return derived[:16], OLD_FIXED_IV
    return derived[:16], hashlib.sha1(derived[16:20]).digest()[:16]  # noqa: S324
