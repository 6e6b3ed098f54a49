"""Distinguished names (RFC 5280 section 4.1.2.4) as people read them, most specific part first.

The bytes of a text are not always of the type it declares: older Korean programs wrote EUC-KR
(CP949) or UTF-8 into any type of string. `read_text` is the one place that sorts this out.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

from desktop_client.pki.encoding import der_read as der

_SHORT_NAMES = {
    bytes.fromhex(oid): name
    for oid, name in (
        ("550403", "cn"),
        ("550405", "serialNumber"),
        ("550406", "c"),
        ("550407", "l"),
        ("550408", "st"),
        ("550409", "street"),
        ("55040a", "o"),
        ("55040b", "ou"),
        ("0992268993f22c640101", "uid"),
        ("0992268993f22c640119", "dc"),
        ("2a864886f70d010901", "email"),
    )
}
_WIDE = {0x1C: "utf-32-be", 0x1E: "utf-16-be"}
"""UniversalString and BMPString."""
_NARROW = frozenset({0x0C, 0x12, 0x13, 0x14, 0x16, 0x1A})
"""UTF8String, NumericString, PrintableString, TeletexString, IA5String, VisibleString."""
_IGNORED, _PROHIBITED = frozenset({"Cc", "Cf"}), frozenset({"Cn", "Co", "Cs"})
"""General categories of characters, as RFC 4518 sections 2.2 and 2.4 treat them."""
MAX_COMPOSED = 4096
"""Characters; a normal form takes the square of the time for marks in a row."""
_SPECIAL, _ESCAPED = re.compile(r'([,+"\\<>;])'), r"\\\1"

Parts = list[tuple[str, str]]
"""(type, text) pairs, such as ("cn", "홍길동"); a type without a short name is its OID."""


def read_name(content: bytes | der.View) -> Parts:
    """Read the contents of an RDNSequence, which may be empty; raises ValueError over damage."""
    parts = (part for relative in _attributes(content) for part in relative)
    found = [
        (_SHORT_NAMES.get(bytes(kind)) or der.oid(kind), read_text(tag, text))
        for kind, tag, text in parts
    ]
    return found[::-1]


def read_text(tag: int, content: der.View) -> str:
    """Return the text of a string type, the hexadecimal digits of another.

    Bytes that cannot be of the type declared are read as UTF-8, else as CP949, else as Latin-1,
    which every byte is. Beyond ASCII the narrow types are never believed: a TeletexString means
    one thing in the standard and another in each program that writes one.
    """
    if tag not in _WIDE and tag not in _NARROW:
        return content.hex()
    for encoding in (*([_WIDE[tag]] if tag in _WIDE else []), "utf-8", "cp949"):
        try:
            return str(content, encoding)
        except UnicodeDecodeError:
            continue
    return str(content, "latin-1")


def is_text(content: bytes | der.View) -> bool:
    """Whether every value of an RDNSequence's contents has a type of string known here."""
    return all(
        tag in _WIDE or tag in _NARROW
        for relative in _attributes(content)
        for _, tag, _ in relative
    )


def comparable(content: bytes | der.View) -> str:
    """Return what is equal for two names that are the same (RFC 5280 section 7.1).

    Types of strings, case, spaces, invisible characters and the order within one part make no
    difference (RFC 4518). A value that is no text, or that holds a character names must not
    have, is the same only byte for byte. Raises ValueError over damage.
    """
    relatives = (
        sorted(f"{kind.hex()}={_prepared(tag, value)}" for kind, tag, value in relative)
        for relative in _attributes(content)
    )
    return "\x1e".join("\x1f".join(each) for each in relatives)


def _prepared(tag: int, content: der.View) -> str:
    """Return a value as it is compared; control characters stand in no prepared text."""
    as_bytes = f"\x1d{tag:02x}{content.hex()}"
    if tag not in _WIDE and tag not in _NARROW:
        return as_bytes
    text = read_text(tag, content)
    if not text.isascii() or not text.isprintable():
        spaced = "".join(" " if each.isspace() else each for each in text)
        kept = (each for each in spaced if unicodedata.category(each) not in _IGNORED)
        text = composed("".join(kept), "NFKC")
        if len(text) > MAX_COMPOSED or any(
            unicodedata.category(each) in _PROHIBITED for each in text
        ):
            return as_bytes
    return " ".join(text.casefold().split())


def composed(text: str, form: Literal["NFC", "NFKC"] = "NFC") -> str:
    """Return the text in a normal form; as it is beyond `MAX_COMPOSED` characters."""
    return unicodedata.normalize(form, text) if len(text) <= MAX_COMPOSED else text


def _attributes(content: bytes | der.View) -> Iterator[list[tuple[der.View, int, der.View]]]:
    """Yield (type, tag, value) of the attributes of each RelativeDistinguishedName."""
    for set_tag, relative in der.elements(content):
        if set_tag != der.SET:
            raise ValueError("no RelativeDistinguishedName")
        pairs = []
        for _, pair in der.elements(relative):
            (kind_tag, kind), (tag, value) = der.elements(pair)
            if kind_tag != der.OBJECT_IDENTIFIER:
                raise ValueError("no AttributeTypeAndValue")
            pairs.append((kind, tag, value))
        yield pairs


def dn(parts: Parts) -> str:
    """Return `cn=…,ou=…,o=…,c=kr`, with separators inside a text escaped."""
    return ",".join(f"{kind}={_SPECIAL.sub(_ESCAPED, text)}" for kind, text in parts)


def first(parts: Parts, kind: str) -> str:
    """Return the most specific text of a type, or an empty one."""
    return next((text for name, text in parts if name == kind), "")
