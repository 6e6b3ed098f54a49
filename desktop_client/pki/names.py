"""Distinguished names (RFC 5280 section 4.1.2.4) as people read them, most specific part first."""

import re

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
_ENCODINGS = {
    0x0C: "utf-8",  # UTF8String
    0x12: "latin-1",  # NumericString
    0x13: "latin-1",  # PrintableString
    0x14: "latin-1",  # TeletexString
    0x16: "latin-1",  # IA5String
    0x1C: "utf-32-be",  # UniversalString
    0x1E: "utf-16-be",  # BMPString
}
_SPECIAL, _ESCAPED = re.compile(r'([,+"\\<>;])'), r"\\\1"

Parts = list[tuple[str, str]]
"""(type, text) pairs, such as ("cn", "홍길동"); a type without a short name is its OID."""


def read_name(content: bytes | der.View) -> Parts:
    """Read the contents of an RDNSequence; raises ValueError over damage or an empty name."""
    found: Parts = []
    for tag, relative in der.elements(content):
        if tag != der.SET:
            raise ValueError("no RelativeDistinguishedName")
        for _, pair in der.elements(relative):
            (kind_tag, kind), (text_tag, text) = der.elements(pair)
            if kind_tag != der.OBJECT_IDENTIFIER:
                raise ValueError("no AttributeTypeAndValue")
            name = _SHORT_NAMES.get(bytes(kind)) or der.oid(kind)
            found.append((name, read_text(text_tag, text)))
    if not found:
        raise ValueError("empty name")
    return found[::-1]


def read_text(tag: int, content: der.View) -> str:
    """Return the text of a string type, the hexadecimal digits of another."""
    encoding = _ENCODINGS.get(tag)
    return str(content, encoding) if encoding else content.hex()


def dn(parts: Parts) -> str:
    """Return `cn=…,ou=…,o=…,c=kr`, with separators inside a text escaped."""
    return ",".join(f"{kind}={_SPECIAL.sub(_ESCAPED, text)}" for kind, text in parts)


def first(parts: Parts, kind: str) -> str:
    """Return the most specific text of a type, or an empty one."""
    return next((text for name, text in parts if name == kind), "")
