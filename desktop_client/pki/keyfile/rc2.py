"""Decrypts RC2 in CBC mode (RFC 2268): old PFX files hide their certificates with it.

`cryptography` has no RC2 with keys of 40 bits. Nothing is ever encrypted with it here.
"""

_PI = bytes.fromhex(
    "d978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2"
    "179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82"
    "54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626"
    "6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7"
    "08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec"
    "c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731"
    "2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9"
    "0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad"
)
_BLOCK = 8
_SHIFTS = (1, 2, 3, 5)
_MASHED = frozenset({11, 5})
"""The mixing rounds, counted from 0, that a mashing round came before."""


def decrypt_cbc(key: bytes, iv: bytes, ciphertext: bytes) -> bytearray:
    """Return the plain bytes with their padding; every bit of the key counts."""
    words = _expand(key)
    plain = bytearray()
    previous = iv
    for start in range(0, len(ciphertext), _BLOCK):
        block = ciphertext[start : start + _BLOCK]
        opened = _decrypt_block(block, words)
        plain += bytes(a ^ b for a, b in zip(opened, previous, strict=True))
        previous = block
    return plain


def _expand(key: bytes) -> list[int]:
    """Return the 64 words of the expanded key (section 2)."""
    size = len(key)
    octets = bytearray(key) + bytes(128 - size)
    for i in range(size, 128):
        octets[i] = _PI[(octets[i - 1] + octets[i - size]) & 0xFF]
    octets[128 - size] = _PI[octets[128 - size]]
    for i in range(127 - size, -1, -1):
        octets[i] = _PI[octets[i + 1] ^ octets[i + size]]
    return [int.from_bytes(octets[i : i + 2], "little") for i in range(0, 128, 2)]


def _decrypt_block(block: bytes, words: list[int]) -> bytes:
    """Undo sixteen mixing and two mashing rounds (section 4)."""
    r = [int.from_bytes(block[i : i + 2], "little") for i in range(0, _BLOCK, 2)]
    for left in range(15, -1, -1):
        for i in (3, 2, 1, 0):
            turned = (r[i] >> _SHIFTS[i] | r[i] << 16 - _SHIFTS[i]) & 0xFFFF
            mixed = (r[i - 1] & r[i - 2]) + (~r[i - 1] & r[i - 3])
            r[i] = (turned - words[4 * left + i] - mixed) & 0xFFFF
        if left in _MASHED:
            for i in (3, 2, 1, 0):
                r[i] = (r[i] - words[r[i - 1] & 63]) & 0xFFFF
    return b"".join(word.to_bytes(2, "little") for word in r)
