"""Names are shown right whatever bytes older programs wrote, and compared as RFC 5280 wants."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop_client.pki import names
from practice import profile
from testing.pki.damage import Node

CN = bytes.fromhex("550403")
UTF8, PRINTABLE, T61, IA5, BMP = 0x0C, 0x13, 0x14, 0x16, 0x1E
EUC_KR, IN_UTF8 = "홍길동".encode("cp949"), "홍길동".encode()


def attribute(tag: int, value: bytes, kind: bytes = CN) -> Node:
    return Node(0x30, b"", (Node(0x06, kind), Node(tag, value)))


def name(tag: int, value: bytes) -> bytes:
    """The contents of a name of one attribute."""
    return Node(0x31, b"", (attribute(tag, value),)).encoded


@pytest.mark.parametrize(
    ("tag", "value", "text"),
    [
        *((tag, EUC_KR, "홍길동") for tag in (UTF8, PRINTABLE, T61, IA5)),
        *((tag, IN_UTF8, "홍길동") for tag in (UTF8, PRINTABLE, T61, IA5)),
        (UTF8, "똠방".encode("cp949"), "똠방"),  # CP949 alone has it, EUC-KR does not
        (BMP, "홍길동".encode("utf-16-be"), "홍길동"),
        (BMP, EUC_KR + b"a", "홍길동a"),  # an odd number of bytes
        (T61, "Müller".encode("latin-1"), "Müller"),
        (IA5, b"\xff\xfe", "ÿþ"),
        (0x02, b"\x05", "05"),
    ],
)
def test_a_text_is_read_whatever_its_type_declares(tag: int, value: bytes, text: str) -> None:
    content = name(tag, value)
    assert names.dn(names.read_name(content)) == f"cn={text}"
    assert names.is_text(content) == (tag != 0x02)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (name(UTF8, IN_UTF8), name(T61, EUC_KR), True),
        (name(PRINTABLE, b"Test  CA "), name(UTF8, b"test ca"), True),
        (name(UTF8, "ＴＥＳＴ".encode()), name(PRINTABLE, b"test"), True),
        (name(UTF8, unicodedata.normalize("NFD", "홍길동").encode()), name(UTF8, IN_UTF8), True),
        (name(PRINTABLE, b"Test CA"), name(PRINTABLE, b"TestCA"), False),
        (name(UTF8, "te\u00adst".encode()), name(UTF8, b"test"), True),
        (name(UTF8, "te\ue000st".encode()), name(UTF8, b"test"), False),
        (name(UTF8, "te\ue000st".encode()), name(UTF8, "te\ue000st".encode()), True),
        (name(UTF8, "te\ue000st".encode()), name(UTF8, "TE\ue000ST".encode()), False),
        (name(0x02, b"\x05"), name(0x02, b"\x05"), True),
        (name(0x02, b"\x05"), name(UTF8, b"05"), False),
        (name(0x02, b"\x05"), name(UTF8, b"\x1d0205"), False),
    ],
)
def test_names_are_compared(one: bytes, other: bytes, same: bool) -> None:
    assert (names.comparable(one) == names.comparable(other)) is same


def test_parts_count_in_order_and_the_attributes_of_one_in_any() -> None:
    first, second = attribute(UTF8, b"a"), attribute(UTF8, b"b", bytes.fromhex("55040b"))

    def both(*sets: tuple[Node, ...]) -> str:
        return names.comparable(b"".join(Node(0x31, b"", one).encoded for one in sets))

    assert both((first, second)) == both((second, first))
    assert both((first,), (second,)) != both((second,), (first,))
    assert both((first, second)) != both((first,), (second,))
    # What separates parts of a name cannot be written into a text.
    inside = attribute(UTF8, b"a\x1f55040b=b")
    assert both((inside,)) != both((first, second))


@given(text=st.text(max_size=40))
@example(text="Straße 100 %")
def test_the_types_of_strings_make_no_difference(text: str) -> None:
    wide = text.encode("utf-16-be", "surrogatepass")
    try:
        narrow = text.encode()
    except UnicodeEncodeError:
        return
    as_bytes = "\x1d" in names.comparable(name(UTF8, narrow))
    same = names.comparable(name(UTF8, narrow)) == names.comparable(name(BMP, wide))
    assert same or as_bytes


@given(texts=st.lists(st.text("aB ,=0", min_size=1, max_size=6), min_size=1, max_size=4))
def test_asn1crypto_compares_usual_names_alike(texts: list[str]) -> None:
    made = [profile.name([("cn", one)]) for one in texts]
    for one in made:
        for other in made:
            ours = [names.comparable(each.chosen.contents) for each in (one, other)]
            assert (ours[0] == ours[1]) == (one == other)


@given(value=st.binary(max_size=30), tag=st.sampled_from([UTF8, PRINTABLE, T61, IA5, BMP, 0x1C]))
def test_no_bytes_of_a_text_are_too_odd(value: bytes, tag: int) -> None:
    content = name(tag, value)
    assert names.comparable(content) == names.comparable(memoryview(content))
    names.read_name(content)


def test_a_name_of_piled_marks_is_compared_by_its_bytes() -> None:
    """Normal forms take the square of the time for marks in a row."""
    marks = ("\u0300\u0316" * 200_000).encode()
    assert marks.hex() in names.comparable(name(UTF8, marks))
