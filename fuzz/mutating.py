"""Changes DER where it hurts: elements taken out, doubled, emptied, moved, or of another tag."""

from dataclasses import replace
from random import Random

from testing.pki.damage import CONSTRUCTED, Node, tree

TAGS = (0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0C, 0x13, 0x17, 0x18, 0x1E, 0x30, 0x31, 0xA0, 0x80)
NUMBERS = (b"", b"\0", b"\x7f", b"\x80", b"\xff" * 9, b"\x7f" + b"\xff" * 63)


def mutated(data: bytes, chance: Random) -> bytes | None:
    """Return the same with one to three elements changed; None where it is no DER."""
    try:
        node = tree(data)
    except (ValueError, IndexError, RecursionError):
        return None
    for _ in range(chance.randint(1, 3)):
        node = _changed(node, chance)
    return node.encoded


def _changed(node: Node, chance: Random) -> Node:
    """Go down at random and change what is there."""
    children = node.children
    if not children or chance.random() < 0.15:
        return _replaced(node, chance)
    at = chance.randrange(len(children))
    each, before, after = children[at], children[:at], children[at + 1 :]
    choice = chance.random()
    if choice < 0.06:
        middle: tuple[Node, ...] = ()
    elif choice < 0.12:
        middle = (each, each)
    elif choice < 0.15:
        middle = (chance.choice(children), each)
    else:
        middle = (_changed(each, chance),)
    return replace(node, children=(*before, *middle, *after))


def _replaced(node: Node, chance: Random) -> Node:
    choice = chance.random()
    if choice < 0.3:
        return replace(node, tag=chance.choice(TAGS))
    if choice < 0.5:
        return Node(node.tag, chance.choice(NUMBERS))
    if choice < 0.6:
        return Node(node.tag | CONSTRUCTED, node.encoded)
    content = bytearray(node.content or b"\0")
    content[chance.randrange(len(content))] = chance.randrange(256)
    return Node(node.tag, bytes(content))
