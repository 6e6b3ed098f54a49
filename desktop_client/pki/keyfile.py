"""Opens the private key files of NPKI: PKCS#8 encrypted with SEED, and R inside.

Three containers exist (RFC 5208 section 6, RFC 8018, KCAC.TS.ENC): PBES1 with SEED, the
old form that names SEED-CBC itself, and PBES2. A wrong password, a damaged file, an unknown
container and the key of another certificate are four different answers.
"""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from cryptography.hazmat.decrepit.ciphers.algorithms import SEED
from cryptography.hazmat.primitives.asymmetric.rsa import (
    RSAPrivateKey,
    RSAPrivateNumbers,
    RSAPublicNumbers,
)
from cryptography.hazmat.primitives.ciphers import Cipher, modes

from desktop_client.pki import der_read as der
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import (
    DamagedFile,
    KeyMismatch,
    TooLarge,
    UnsupportedContainer,
    WrongPassword,
)

MAX_KEY_BYTES = 64 * 1024
MAX_ITERATIONS = 2_000_000
MAX_SALT_BYTES = 64
MIN_RSA_BITS, MAX_RSA_BITS = 1024, 16384

PBE_SHA1_SEED_CBC = "1.2.410.200004.1.15"
SEED_CBC = "1.2.410.200004.1.4"
PBES2 = "1.2.840.113549.1.5.13"
PBKDF2 = "1.2.840.113549.1.5.12"
RSA_ENCRYPTION = "1.2.840.113549.1.1.1"
RANDOM_NUMBER = "1.2.410.200004.10.1.1.3"
PRFS = {
    "1.2.840.113549.2.7": "sha1",
    "1.2.840.113549.2.8": "sha224",
    "1.2.840.113549.2.9": "sha256",
    "1.2.840.113549.2.10": "sha384",
    "1.2.840.113549.2.11": "sha512",
}

_OLD_FIXED_IV = b"0123456789012345"
_BLOCK = 16
_LANDMARKS = (
    bytes.fromhex("06092a864886f70d010101"),  # rsaEncryption
    bytes.fromhex("020301000102"),  # the public exponent 65537, then the private one
    bytes.fromhex("060a2a831a8c9a440a010103"),  # the attribute that holds R
)
"""Bytes that stand in a decrypted key: with them the password was right, whatever else is not."""

Derive = Callable[[bytes], tuple[bytes, bytes]]
"""From a password to the SEED key (16 bytes) and the IV (16 bytes)."""


@dataclass(frozen=True, slots=True)
class Container:
    """How a key file is encrypted, read without its password."""

    oid: str
    """The outer algorithm."""
    iterations: int
    prf: str
    """The hash of the key derivation, such as `sha1`."""
    ciphertext: bytes = field(repr=False)
    derive: Derive = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class OpenedKey:
    """A private key in memory and R, the random number that proves identity (VID)."""

    private_key: RSAPrivateKey
    random: bytes | None

    def __repr__(self) -> str:
        return f"OpenedKey(RSA {self.private_key.key_size})"


def open_key(data: bytes, password: bytes, certificate: Certificate | None = None) -> OpenedKey:
    """Decrypt a signPri.key or kmPri.key.

    Raises WrongPassword; DamagedFile `key_damaged` or `iterations_absurd`;
    UnsupportedContainer (values: oid); KeyMismatch when the key is not that of
    `certificate`; TooLarge beyond 64 KiB. An absurd iteration count is found before it costs time.
    """
    plain = _decrypt(read_container(data), password)
    try:
        key = _read_plain(plain)
    finally:
        _wipe(plain)
    public = key.private_key.public_key().public_numbers()
    if certificate is not None and certificate.rsa_numbers() != (public.n, public.e):
        raise KeyMismatch
    return key


def read_container(data: bytes) -> Container:
    """Read the outside of a key file, for which no password is needed; raises as `open_key`."""
    if len(data) > MAX_KEY_BYTES:
        raise TooLarge(limit=MAX_KEY_BYTES)
    try:
        (outer,) = der.parts(data, der.SEQUENCE)
        algorithm, ciphertext = der.parts(outer, der.SEQUENCE, der.OCTET_STRING)
        container = _container(algorithm, bytes(ciphertext))
        if not ciphertext or len(ciphertext) % _BLOCK:
            raise ValueError("no whole blocks")
        return container
    except ValueError:
        raise DamagedFile("key_damaged") from None


def _container(algorithm: der.View, ciphertext: bytes) -> Container:
    oid, parameters = _algorithm(algorithm, {PBE_SHA1_SEED_CBC, SEED_CBC, PBES2}, der.SEQUENCE)
    if oid == PBES2:
        return _pbes2(parameters, ciphertext)
    salt_view, count = der.parts(parameters, der.OCTET_STRING, der.INTEGER)
    salt, iterations = _salt(salt_view), _iterations(count)
    fixed_iv = _OLD_FIXED_IV if oid == SEED_CBC else None

    def derive(password: bytes) -> tuple[bytes, bytes]:
        return _pbkdf1(password, salt, iterations, fixed_iv)

    return Container(oid, iterations, "sha1", ciphertext, derive)


def _pbes2(parameters: der.View, ciphertext: bytes) -> Container:
    derivation, encryption = der.parts(parameters, der.SEQUENCE, der.SEQUENCE)
    _, kdf = _algorithm(derivation, {PBKDF2}, der.SEQUENCE)
    salt, iterations, prf = _pbkdf2_parameters(kdf)
    _, iv_view = _algorithm(encryption, {SEED_CBC}, der.OCTET_STRING)
    iv = bytes(iv_view)
    if len(iv) != _BLOCK:
        raise ValueError("the IV is not one block")

    def derive(password: bytes) -> tuple[bytes, bytes]:
        return hashlib.pbkdf2_hmac(prf, password, salt, iterations, _BLOCK), iv

    return Container(PBES2, iterations, prf, ciphertext, derive)


def _algorithm(
    identifier: der.View, known: Collection[str], parameter_tag: int
) -> tuple[str, der.View]:
    """Return OID and parameters of an AlgorithmIdentifier, which must be one of the known."""
    oid = der.first_oid(identifier)
    if oid not in known:
        raise UnsupportedContainer(oid=oid)
    _, parameters = der.parts(identifier, der.OBJECT_IDENTIFIER, parameter_tag)
    return oid, parameters


def _pbkdf2_parameters(content: der.View) -> tuple[bytes, int, str]:
    """PBKDF2-params (RFC 8018 appendix A.2): salt, iterations, hash of the PRF."""
    (salt_tag, salt), (count_tag, count), *optional = der.elements(content)
    if (salt_tag, count_tag) != (der.OCTET_STRING, der.INTEGER):
        raise ValueError("unexpected PBKDF2 parameters")
    prf = "sha1"
    if optional and optional[0][0] == der.INTEGER:
        _require_seed_key_length(optional.pop(0)[1])
    if optional:
        (prf_tag, identifier), *rest = optional
        if prf_tag != der.SEQUENCE or rest:
            raise ValueError("unexpected PBKDF2 parameters")
        prf = _prf(identifier)
    return _salt(salt), _iterations(count), prf


def _require_seed_key_length(content: der.View) -> None:
    if der.unsigned(content) != _BLOCK:
        raise ValueError("SEED keys have 16 bytes")


def _prf(identifier: der.View) -> str:
    oid = der.first_oid(identifier)
    if oid not in PRFS:
        raise UnsupportedContainer(oid=oid)
    return PRFS[oid]


def _salt(content: der.View) -> bytes:
    if not 0 < len(content) <= MAX_SALT_BYTES:
        raise ValueError("absurd salt")
    return bytes(content)


def _iterations(content: der.View) -> int:
    if not content:
        raise ValueError("empty integer")
    count = int.from_bytes(content, signed=True)
    if not 0 < count <= MAX_ITERATIONS:
        raise DamagedFile("iterations_absurd")
    return count


def _pbkdf1(
    password: bytes, salt: bytes, iterations: int, fixed_iv: bytes | None
) -> tuple[bytes, bytes]:
    """PBKDF1 with SHA-1 (RFC 8018 section 5.1) and the IV that KCAC.TS.ENC derives from it."""
    sha1 = hashlib.sha1
    derived = password + salt
    for _ in range(iterations):
        derived = sha1(derived).digest()
    iv = fixed_iv or sha1(derived[16:20]).digest()[:_BLOCK]
    return derived[:_BLOCK], iv


def _decrypt(container: Container, password: bytes) -> bytearray:
    """Return the plain bytes with their padding; the caller wipes them."""
    key, iv = container.derive(password)
    decryptor = Cipher(SEED(key), modes.CBC(iv)).decryptor()
    plain = bytearray(len(container.ciphertext) + _BLOCK - 1)
    length = decryptor.update_into(container.ciphertext, plain)
    del plain[length:]
    return plain


def _read_plain(plain: bytearray) -> OpenedKey:
    try:
        return _private_key_info(_without_padding(plain))
    except ValueError:
        if any(landmark in plain for landmark in _LANDMARKS):
            raise DamagedFile("key_damaged") from None
        raise WrongPassword from None


def _without_padding(plain: bytearray) -> der.View:
    count = plain[-1]
    if not 1 <= count <= _BLOCK or not plain.endswith(bytes([count]) * count):
        raise ValueError("no PKCS #7 padding")
    return memoryview(plain)[:-count]


def _private_key_info(plain: der.View) -> OpenedKey:
    """Read PrivateKeyInfo (RFC 5208 section 5) with the attribute R (KCAC.TS.SIVID)."""
    (body,) = der.parts(plain, der.SEQUENCE)
    found = list(der.elements(body))
    if [tag for tag, _ in found[:3]] != [der.INTEGER, der.SEQUENCE, der.OCTET_STRING]:
        raise ValueError("no PrivateKeyInfo")
    oid = der.first_oid(found[1][1])
    if oid != RSA_ENCRYPTION:
        raise UnsupportedContainer("key_algorithm_unknown", oid=oid)
    attributes = next((content for tag, content in found[3:] if tag == der.CONTEXT_0), None)
    return OpenedKey(_rsa_key(found[2][1]), _random(attributes))


def _rsa_key(content: der.View) -> RSAPrivateKey:
    """Read RSAPrivateKey (RFC 8017 appendix A.1.2) and check that its numbers fit together.

    The check finds every changed bit at next to no cost. Whether p and q are prime is left
    open: the modulus is compared with the certificate's, and each signature is verified.
    """
    (body,) = der.parts(content, der.SEQUENCE)
    _, n, e, d, p, q, dp, dq, qi = map(der.unsigned, der.parts(body, *[der.INTEGER] * 9))
    if not (MIN_RSA_BITS <= n.bit_length() <= MAX_RSA_BITS and 1 < e < n and p > 1 and q > 1):
        raise ValueError("no RSA key of a usable size")
    fits = (n == p * q, d % (p - 1) == dp, d % (q - 1) == dq, q * qi % p == 1)
    if not all(fits) or e * dp % (p - 1) != 1 or e * dq % (q - 1) != 1:
        raise ValueError("the RSA numbers do not fit together")
    numbers = RSAPrivateNumbers(p, q, d, dp, dq, qi, RSAPublicNumbers(e, n))
    return numbers.private_key(unsafe_skip_rsa_key_validation=True)


def _random(attributes: der.View | None) -> bytes | None:
    for tag, attribute in der.elements(attributes or b""):
        if tag == der.SEQUENCE and der.first_oid(attribute) == RANDOM_NUMBER:
            _, values = der.parts(attribute, der.OBJECT_IDENTIFIER, der.SET)
            (bits,) = der.parts(values, der.BIT_STRING)
            if len(bits) < 2 or bits[0]:
                raise ValueError("R is no string of whole bytes")
            return bytes(bits[1:])
    return None


def _wipe(secret: bytearray) -> None:
    secret[:] = bytes(len(secret))
