"""Opens and writes the private key files of NPKI: encrypted PKCS#8 with R inside.

A wrong password, a damaged file, an unknown container and the key of another certificate are
four different answers. How keys are encrypted is in `encryption`, what is inside in
`private_key`.
"""

from dataclasses import replace

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.encoding.der_write import OCTET_STRING, SEQUENCE, encode
from desktop_client.pki.findings import DamagedFile, KeyMismatch, PkiError, TooLarge, WrongPassword
from desktop_client.pki.keyfile import passwords
from desktop_client.pki.keyfile.encryption import (
    AES_PBES2,
    MAX_ITERATIONS,
    SEED_PBES2,
    Container,
    Scheme,
    decrypt,
    encrypt,
    read_algorithm,
    without_padding,
)
from desktop_client.pki.keyfile.private_key import LANDMARKS, OpenedKey, read_private_key

__all__ = [
    "AES_PBES2",
    "MAX_ITERATIONS",
    "MAX_KEY_BYTES",
    "SEED_PBES2",
    "Container",
    "OpenedKey",
    "Scheme",
    "change_password",
    "decrypt_exactly",
    "decrypt_key",
    "encrypt_key",
    "open_key",
    "read_container",
    "wipe",
]

MAX_KEY_BYTES = 64 * 1024
MIN_ITERATIONS_WRITTEN = 2048
"""An old file with fewer gets this many when its password changes."""


def open_key(data: bytes, password: bytes, certificate: Certificate | None = None) -> OpenedKey:
    """Decrypt a signPri.key or kmPri.key.

    Raises WrongPassword; DamagedFile `key_damaged` or `iterations_absurd`;
    UnsupportedContainer (values: oid); KeyMismatch when the key is not that of
    `certificate`; TooLarge beyond 64 KiB. An absurd iteration count is found before it costs time.
    """
    plain, key = decrypt_key(data, password, certificate)
    wipe(plain)
    return key


def decrypt_key(
    data: bytes, password: bytes, certificate: Certificate | None = None
) -> tuple[bytearray, OpenedKey]:
    """Return PrivateKeyInfo byte for byte, which the caller wipes, and the key in it.

    The password is tried in the forms older programs gave it too. Raises as `open_key`.
    """
    for form in passwords.forms(password):
        try:
            return decrypt_exactly(data, form, certificate)
        except WrongPassword:
            continue
    raise WrongPassword from None


def decrypt_exactly(
    data: bytes, password: bytes | None, certificate: Certificate | None = None
) -> tuple[bytearray, OpenedKey]:
    """Do the same with these bytes for a password alone; None is a PFX without any."""
    container = read_container(data)
    plain = decrypt(container, password)
    try:
        with without_padding(plain, container.scheme.cipher.block_bytes) as inside:
            key = read_private_key(inside)
    except ValueError:
        damaged = any(landmark in plain for landmark in LANDMARKS)
        wipe(plain)
        raise DamagedFile("key_damaged") if damaged else WrongPassword from None
    except PkiError:
        wipe(plain)
        raise
    if certificate is not None and not key.belongs_to(certificate):
        wipe(plain)
        raise KeyMismatch
    del plain[-plain[-1] :]
    return plain, key


def read_container(data: bytes) -> Container:
    """Read the outside of a key file, for which no password is needed; raises as `open_key`.

    Line ends and zeros after it are passed over.
    """
    if len(data) > MAX_KEY_BYTES:
        raise TooLarge(limit=MAX_KEY_BYTES)
    try:
        (outer,) = der.parts(der.unpadded(data)[0], der.SEQUENCE)
        algorithm, ciphertext = der.parts(outer, der.SEQUENCE, der.OCTET_STRING)
        return read_algorithm(algorithm, bytes(ciphertext))
    except ValueError:
        raise DamagedFile("key_damaged") from None


def encrypt_key(plain: bytes | bytearray, password: bytes, scheme: Scheme = SEED_PBES2) -> bytes:
    """Return EncryptedPrivateKeyInfo (RFC 5208 section 6) around a PrivateKeyInfo."""
    algorithm, ciphertext = encrypt(plain, password, scheme)
    return encode(SEQUENCE, algorithm, encode(OCTET_STRING, ciphertext))


def change_password(
    data: bytes, old: bytes, new: bytes, certificate: Certificate | None = None
) -> bytes:
    """Return the key file under a new password, in the kind of container it had.

    The PKCS#8 inside, with R and any other attribute, stays byte for byte. Raises as `open_key`.
    """
    scheme = read_container(data).scheme
    plain, _ = decrypt_key(data, old, certificate)
    try:
        iterations = max(scheme.iterations, MIN_ITERATIONS_WRITTEN)
        return encrypt_key(plain, new, replace(scheme, iterations=iterations))
    finally:
        wipe(plain)


def wipe(secret: bytearray) -> None:
    """Overwrite a secret with zeros."""
    secret[:] = bytes(len(secret))
