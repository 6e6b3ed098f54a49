"""Every way to break a DER structure at its own boundaries; shares no code with the readers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

OBJECT_IDENTIFIER = 0x06
OCTET_STRING = 0x04
SEQUENCE = 0x30
CONSTRUCTED = 0x20


@dataclass(frozen=True)
class Node:
    tag: int
    content: bytes
    children: tuple["Node", ...] = ()

    @property
    def encoded(self) -> bytes:
        content = b"".join(child.encoded for child in self.children) or self.content
        return bytes([self.tag]) + _length(len(content)) + content


def _length(count: int) -> bytes:
    if count < 0x80:
        return bytes([count])
    octets = count.to_bytes((count.bit_length() + 7) // 8)
    return bytes([0x80 | len(octets)]) + octets


def _split(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(start, start of the content, end) of each element in a row."""
    start = 0
    while start < len(data):
        length, content = data[start + 1], start + 2
        if length & 0x80:
            content += length & 0x7F
            length = int.from_bytes(data[start + 2 : content])
        yield start, content, content + length
        start = content + length


def tree(data: bytes) -> Node:
    """The structure of one DER element, also of what its OCTET STRINGs hold."""
    ((start, content, end),) = _split(data)
    tag, inner = data[start], data[content:end]
    if tag == OCTET_STRING and (held := _held(inner)):
        return Node(tag, inner, (held,))
    if not tag & CONSTRUCTED:
        return Node(tag, inner)
    children = tuple(tree(inner[first:last]) for first, _, last in _split(inner))
    return Node(tag, b"", children)


def _held(octets: bytes) -> Node | None:
    """Return the structure that octets are, if they are exactly one SEQUENCE."""
    if octets[:1] != bytes([SEQUENCE]):
        return None
    try:
        node = tree(octets)
    except (ValueError, IndexError):
        return None
    return node if node.encoded == octets else None


def truncations(data: bytes) -> list[bytes]:
    """The data cut before, within the head of, and after each element, at every depth."""
    cuts = set(_boundaries(data, 0))
    return [data[:cut] for cut in sorted(cuts) if cut < len(data)]


def _boundaries(data: bytes, offset: int) -> Iterator[int]:
    for start, content, end in _split(data):
        yield from (offset + start, offset + start + 1, offset + content, offset + end)
        if data[start] & CONSTRUCTED:
            yield from _boundaries(data[content:end], offset + content)


def variants(node: Node) -> Iterator[Node]:
    """The structure with one element taken out, emptied, doubled or (an OID) changed."""
    for index, child in enumerate(node.children):
        before, after = node.children[:index], node.children[index + 1 :]
        emptied = Node(child.tag, b"")
        changed = [
            (),
            (emptied,),
            (child, child),
            *((variant,) for variant in variants(child)),
        ]
        if child.tag == OBJECT_IDENTIFIER:
            last = bytes([child.content[-1] ^ 0x20])
            changed.append((Node(child.tag, child.content[:-1] + last),))
        for middle in changed:
            yield replace(node, content=b"", children=(*before, *middle, *after))
