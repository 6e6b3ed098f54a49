"""The block ciphers of key containers, in CBC mode with the padding of PKCS #7."""

from collections.abc import Callable
from dataclasses import dataclass, field

from cryptography.hazmat.decrepit.ciphers.algorithms import SEED, TripleDES
from cryptography.hazmat.primitives.ciphers import BlockCipherAlgorithm, modes
from cryptography.hazmat.primitives.ciphers import Cipher as Crypt
from cryptography.hazmat.primitives.ciphers.algorithms import AES

from desktop_client.pki.keyfile import rc2

SEED_CBC = "1.2.410.200004.1.4"
AES_256_CBC = "2.16.840.1.101.3.4.1.42"
PBE_SHA1_3DES = "1.2.840.113549.1.12.1.3"


@dataclass(frozen=True, slots=True)
class Cipher:
    """A block cipher with keys of one size."""

    oid: str
    """As PBES2 names it in CBC mode, or as PKCS #12 names it with its key derivation."""
    key_bytes: int
    block_bytes: int
    algorithm: Callable[[bytes], BlockCipherAlgorithm] | None = field(repr=False)
    """None for RC2, which is only ever decrypted."""

    def decrypt(self, key: bytes, iv: bytes, ciphertext: bytes) -> bytearray:
        """Return the plain bytes with their padding; the caller wipes them."""
        if self.algorithm is None:
            return rc2.decrypt_cbc(key, iv, ciphertext)
        decryptor = Crypt(self.algorithm(key), modes.CBC(iv)).decryptor()
        plain = bytearray(len(ciphertext) + self.block_bytes - 1)
        length = decryptor.update_into(ciphertext, plain)
        del plain[length:]
        return plain

    def encrypt(self, key: bytes, iv: bytes, plain: bytes | bytearray) -> bytes:
        """Return the encrypted bytes with padding. Raises NotImplementedError for RC2."""
        if self.algorithm is None:
            raise NotImplementedError("RC2 is no longer written")
        count = self.block_bytes - len(plain) % self.block_bytes
        encryptor = Crypt(self.algorithm(key), modes.CBC(iv)).encryptor()
        return encryptor.update(plain) + encryptor.update(bytes([count]) * count)


PBES2_CIPHERS = {
    cipher.oid: cipher
    for cipher in (
        Cipher(SEED_CBC, 16, 16, SEED),
        Cipher("2.16.840.1.101.3.4.1.2", 16, 16, AES),
        Cipher("2.16.840.1.101.3.4.1.22", 24, 16, AES),
        Cipher(AES_256_CBC, 32, 16, AES),
        Cipher("1.2.840.113549.3.7", 24, 8, TripleDES),
    )
}
"""By the OID of the encryption scheme in PBES2. ARIA is missing: no library here has it."""

PKCS12_CIPHERS = {
    cipher.oid: cipher
    for cipher in (
        Cipher(PBE_SHA1_3DES, 24, 8, TripleDES),
        Cipher("1.2.840.113549.1.12.1.5", 16, 8, None),
        Cipher("1.2.840.113549.1.12.1.6", 5, 8, None),
    )
}
"""By the OID of the whole (RFC 7292 appendix C): with SHA-1, and 3DES, RC2-128 or RC2-40."""
