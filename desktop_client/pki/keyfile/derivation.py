"""From a password to a key: PBKDF1 as NPKI uses it, and the derivation of PKCS #12."""

import hashlib

KEY, IV, MAC = 1, 2, 3
"""What PKCS #12 derives (RFC 7292 appendix B.3)."""


def pbkdf1(password: bytes, salt: bytes, iterations: int) -> bytes:
    """Return the 20 bytes of PBKDF1 with SHA-1 (RFC 8018 section 5.1)."""
    sha1 = hashlib.sha1
    derived = password + salt
    for _ in range(iterations):
        derived = sha1(derived).digest()
    return derived


def pkcs12(
    purpose: int,
    password: bytes | None,
    salt: bytes,
    iterations: int,
    *,
    size: int,
    prf: str = "sha1",
) -> bytes:
    """Return `size` bytes for KEY, IV or MAC (RFC 7292 appendix B.2).

    No password at all (None) is another than an empty one.
    """
    make = getattr(hashlib, prf)
    block = make().block_size
    filled = bytearray(
        _filled(salt, block) + _filled(b"" if password is None else bmp(password), block)
    )
    derived = b""
    while len(derived) < size:
        digest = make(bytes([purpose]) * block + filled).digest()
        for _ in range(iterations - 1):
            digest = make(digest).digest()
        derived += digest
        _add(filled, (digest * block)[:block])
    return derived[:size]


def bmp(password: bytes) -> bytes:
    """Return a password as PKCS #12 hashes it: UTF-16 and two zeros (RFC 7292 appendix B.1)."""
    try:
        text = password.decode()
    except UnicodeDecodeError:
        text = password.decode("latin-1")
    return text.encode("utf-16-be") + b"\0\0"


def _filled(data: bytes, block: int) -> bytes:
    """Return the data repeated to whole blocks."""
    size = -(-len(data) // block) * block
    return (data * (size // len(data) + 1))[:size] if data else b""


def _add(filled: bytearray, digest: bytes) -> None:
    """Add the digest and one to each block, modulo 256 to the block's size."""
    block = len(digest)
    addend = int.from_bytes(digest) + 1
    for start in range(0, len(filled), block):
        total = int.from_bytes(filled[start : start + block]) + addend
        filled[start : start + block] = (total % (1 << 8 * block)).to_bytes(block)
