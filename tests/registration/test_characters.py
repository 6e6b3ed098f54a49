"""Text from outside: measured before it is normalised, and nothing unseen in it."""

import ast
import inspect
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from registration import characters, field_types, submission, wire
from registration.characters import MOST_MARKS, SPELLINGS, composed, folded, seen, unseen_in
from registration.forms import FORMS, describe

ROOT = Path(characters.__file__).parent.parent
TEXTS = ("\u0300\u0316" * 50_000, "가" * 100_000, "é" * 100_000, "９" * 100_000)
TOO_LONG: list[object] = [*TEXTS, *([text] for text in TEXTS)]
LONGEST = SPELLINGS * 1000
UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u180b\u200b\u202e\u2066\u2800\u3164\ufe0f\ufeff\uffa0"
)
UNSEEN += "\U000e0100\U0001d173\U00016fe4\ufff9\x00"

FIELDS = [
    (f"{kind.value}.{page.key}.{field.key}", field)
    for kind in FORMS
    for page in describe(kind).pages
    for field in page.fields
]
MODELS = [
    model
    for module in (wire, submission)
    for _, model in inspect.getmembers(module, inspect.isclass)
    if issubclass(model, BaseModel) and model.__module__ == module.__name__
]


def _adapter(info: FieldInfo) -> TypeAdapter[Any]:
    whole: Any = Annotated[info.annotation, *info.metadata, None]
    return TypeAdapter(whole)


MEMBERS = [
    (f"{model.__name__}.{name}", _adapter(info))
    for model in MODELS
    for name, info in model.model_fields.items()
]


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lengths of what was normalised."""
    lengths: list[int] = []

    class Recorder:
        category = staticmethod(unicodedata.category)

        @staticmethod
        def normalize(form: Any, text: str) -> str:
            lengths.append(len(text))
            return unicodedata.normalize(form, text)

    monkeypatch.setattr(characters, "unicodedata", Recorder)
    return lengths


def test_no_field_normalises_what_is_too_long(measured: list[int]) -> None:
    for name, field in FIELDS:
        for text in TOO_LONG:
            with pytest.raises(ValidationError):
                field.adapter.validate_python(text)
        assert all(length <= LONGEST for length in measured), name


def test_no_message_normalises_what_is_too_long(measured: list[int]) -> None:
    for name, adapter in MEMBERS:
        for text in TOO_LONG:
            with suppress(ValidationError):
                adapter.validate_python(text)
        assert all(length <= LONGEST for length in measured), name


def test_text_is_normalised_in_one_place_only() -> None:
    """Wherever else it were, it could be done before the length is looked at.

    The names in certificates have a place of their own, since pki knows nothing of registration.
    """
    found = [
        path
        for room in ("registration", "backend", "desktop_client", "practice")
        for path in (ROOT / room).rglob("*.py")
        if "normalize" in (source := path.read_text("utf-8"))
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.Attribute) and node.attr == "normalize")
        or (isinstance(node, ast.alias) and node.name == "normalize")
    ]
    assert set(found) == {
        ROOT / "registration" / "characters.py",
        ROOT / "desktop_client" / "pki" / "names.py",
    }


@pytest.mark.parametrize("mark", ["\u0300\u0316", "\u0f73", "\u0344"])
def test_piled_marks_are_never_normalised(mark: str, measured: list[int]) -> None:
    """U+0F73 is of class 0 and yet falls apart into two marks."""
    pile = mark * 20_000
    assert composed(pile) == pile
    assert folded(pile) == pile
    assert measured == []
    assert len(seen("가" + pile)) <= 2 * MOST_MARKS + 1


def test_marks_as_scripts_need_them_are_composed() -> None:
    assert composed("한국") == "한국"
    assert composed("e\u0323\u0302") == "ệ"


@pytest.mark.parametrize("around", ["{}", "가{}", "{}가", "가{}나"])
def test_a_name_with_a_letter_drawn_as_nothing_is_refused(around: str) -> None:
    for hidden in UNSEEN:
        _is_refused(around, hidden)


def _is_refused(around: str, hidden: str) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(field_types.Name).validate_python(around.format(hidden))
    error = caught.value.errors()[0]
    assert (error["type"], error["ctx"]["codepoint"]) == ("unprintable", f"{ord(hidden):04X}")


def test_every_space_in_a_name_is_a_plain_one() -> None:
    for space in "\u00a0\u2002\u2003\u2007\u202f\u3000":
        assert TypeAdapter(field_types.Name).validate_python(f"가{space}나") == "가 나"
    with pytest.raises(ValidationError, match="unprintable"):
        TypeAdapter(field_types.Name).validate_python("가\u1680나")


@given(st.text())
def test_what_is_seen_passes_as_a_name(text: str) -> None:
    shown = seen(text)
    assert unseen_in(shown) is None
    assert seen(shown) == shown
    assert field_types.plain(shown, 1000) == shown


AROUND = ("{}", "\u200b{}", "{}\u200b", "\ufeff{}", "\u202d{}\u202c", "{}\u2060", "\u00a0{}\u3000")
NUMBERS: dict[Any, tuple[str, str]] = {
    field_types.BusinessNumber: ("111-11-11119", "1111111119"),
    field_types.CorporateNumber: ("110111-1234569", "1101111234569"),
    field_types.Phone: ("02-123-4567", "021234567"),
    field_types.Mobile: ("010-1234-5678", "01012345678"),
    field_types.Won: ("1,000,000", "1000000"),
}
HYPHENS = "-‐‑‒–—―−－ㅡ"


@pytest.mark.parametrize("around", AROUND)
def test_numbers_are_read_whatever_came_along(around: str) -> None:
    for hyphen in (*HYPHENS, "\u00ad-", " ", "\u00a0", "\u200b"):
        for type_, (typed, kept) in NUMBERS.items():
            given = around.format(typed.replace("-", hyphen))
            assert str(TypeAdapter(type_).validate_python(given)) == kept, ascii(given)


@pytest.mark.parametrize("around", AROUND)
def test_dates_are_read_whatever_came_along(around: str) -> None:
    for hyphen in (*HYPHENS, "\u00ad-", ".", "/"):
        given = around.format(f"2024{hyphen}01{hyphen}05")
        assert str(TypeAdapter(field_types.Day).validate_python(given)) == "2024-01-05", ascii(
            given
        )


@pytest.mark.parametrize("typed", ["11\u200b1-11-1111", "111-11-111199", "111-11〜11119"])
def test_a_number_is_no_other_number(typed: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(field_types.BusinessNumber).validate_python(typed)


SPELLED: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "blanks": lambda text: f"\u200b {text}\u00a0",
    "full width": lambda text: "".join(
        chr(ord(one) + 0xFEE0) if one.isascii() and one.isdigit() else one for one in text
    ),
    "bare": lambda text: text.replace("-", "").replace(",", ""),
    "dashes": lambda text: text.replace("-", "–"),
}
RIGHT = ("042-000-1000", "02-123-4567", "010-0000-1002", "1588-0800", "0505-123-4567",
         "111-11-11119", "F123456789", "110111-1234569", "2026-01-31", "1,000,000", "12", "2024",
         "a@b.kr", "https://b.kr/a", "1234567", "12345", "0002", "1010101010", "KR", "예", "abcde1",
         "individual", "가나 다")  # fmt: skip


@pytest.mark.parametrize("text", RIGHT)
def test_an_answer_is_shown_the_same_however_it_was_typed(text: str) -> None:
    """On screen and on paper, from the draft as typed and from what was filed."""
    for name, field in FIELDS:
        for spell in SPELLED.values():
            try:
                kept = field.canonical(spell(text))
            except ValueError:
                kept = spell(text)
            shown = field.show(kept, "ko")
            assert field.show(spell(text), "ko") == shown, name
            if field.table is None:
                assert field.show(shown, "ko") == shown, name


def test_a_phone_is_shown_with_hyphens_once() -> None:
    phone = describe(next(iter(FORMS))).page("general").field("phone")
    assert phone.show("042-000-1000", "ko") == phone.show("0420001000", "ko") == "042-000-1000"


def test_nearly_every_text_has_nothing_to_normalise() -> None:
    usual = [chr(code) for code in (*range(0x20, 0x7F), *range(0xAC00, 0xD7A4))]
    assert all(map(characters._USUAL.fullmatch, usual))
    assert not any(map(characters._is_unseen, usual))
    assert {unicodedata.category(each)[0] for each in usual}.isdisjoint("MC")
    text = "".join(usual)
    assert unicodedata.normalize("NFC", text) == unicodedata.normalize("NFKC", text) == text
    assert text.translate(characters._TO_HYPHEN) == text
    assert all(not each.isspace() for each in usual[1:])
