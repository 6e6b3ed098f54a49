"""A form model read back as pages and fields, for screens, papers and comparisons."""

import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from registration.field_types import Shown, Typical
from registration.forms.field import Ask, Choice, Choices, CodeOf, Form, Page, Section, WithAddress
from registration.tables import code_table
from registration.text import Language, Text

YES_NO = (Text("예", "Yes"), Text("아니요", "No"))

SHORT_TABLE = 20
"""Entries up to which a closed table is a list to choose from, without a search."""

USUAL_LENGTH = 40
"""Characters of an answer whose type says nothing of its length."""

Control = Literal["text", "number", "date", "check", "choice", "choices", "lookup"]


@dataclass(frozen=True, slots=True)
class FieldDescription:
    """One question: how it is asked, answered, checked and read."""

    key: str
    ask: Ask
    control: Control
    required: bool
    choices: tuple[Choice, ...]
    table: CodeOf | None
    adapter: TypeAdapter[Any]
    spelling: Callable[[Any], str]
    length: int
    """Characters an answer has at most in practice; a Korean letter is two."""
    address: str = ""
    """Of a postcode: the field of the address it is searched for with."""

    def show(self, value: object, language: Language) -> str:
        """Return an answer as a person reads it, however it was typed; empty where none was given.

        What is no right answer is returned as it stands.
        """
        if value is None or value in ([], ""):
            return ""
        try:
            return self._show(self.canonical(value), language, self.spelling)
        except ValueError:
            return self._show(value, language, str)

    def canonical(self, value: object) -> object:
        """Return the one spelling of a right answer (JSON value); ValueError over a wrong one."""
        return self.adapter.dump_python(self.adapter.validate_python(value), mode="json")

    def _show(self, value: object, language: Language, spelling: Callable[[Any], str]) -> str:
        if isinstance(value, bool):
            return YES_NO[0 if value else 1].show(language)
        if isinstance(value, list):
            return ", ".join(self._show(item, language, spelling) for item in value)
        for choice in self.choices:
            if choice.value == value:
                return choice.title.show(language)
        if self.table and isinstance(value, str):
            return _entry_words(self.table, value, language)
        return spelling(value)


@dataclass(frozen=True, slots=True)
class PageDescription:
    """One page: its fields, and whether it is a list of rows."""

    key: str
    page: Page
    repeats: bool
    least_rows: int
    most_rows: int
    fields: tuple[FieldDescription, ...]

    def field(self, key: str) -> FieldDescription:
        """Return the field with this key; KeyError where there is none."""
        for field in self.fields:
            if field.key == key:
                return field
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class FormDescription:
    """A kind's pages in the order they are filled in."""

    pages: tuple[PageDescription, ...]

    def page(self, key: str) -> PageDescription:
        """Return the page with this key; KeyError where there is none."""
        for page in self.pages:
            if page.key == key:
                return page
        raise KeyError(key)


def _entry_words(of: CodeOf, code: str, language: Language) -> str:
    """Return what a code means; an open table's code stands beside it, since it is typed."""
    found = code_table(of.name).by_code.get(code)
    if found is None:
        return code
    title = found.title.show(language)
    return title if of.closed else f"{code} {title}"


def _parts(annotation: object) -> Iterator[object]:
    """Yield the plain types and the metadata inside an annotation, unions unpacked."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = get_args(annotation)
        yield from _parts(inner)
        yield from metadata
    elif origin in (Union, types.UnionType):
        for member in get_args(annotation):
            yield from _parts(member)
    elif annotation is not types.NoneType:
        yield annotation


def _code_of(parts: list[object]) -> CodeOf | None:
    return next((part for part in parts if isinstance(part, CodeOf)), None)


def _choices(parts: list[object]) -> tuple[Choice, ...]:
    """Return what is chosen from: named in the form, or a closed table that is short enough."""
    of = _code_of(parts)
    if of and of.closed and len(entries := code_table(of.name).entries) <= SHORT_TABLE:
        return tuple(Choice(entry.code, entry.title) for entry in entries)
    return next((part.choices for part in parts if isinstance(part, Choices)), ())


def _control(parts: list[object]) -> Control:
    if any(isinstance(part, Choices) for part in parts):
        return "choices" if any(get_origin(part) is list for part in parts) else "choice"
    if _code_of(parts):
        return "choice" if _choices(parts) else "lookup"
    by_type: dict[object, Control] = {bool: "check", int: "number", date: "date"}
    return next((by_type[part] for part in parts if part in by_type), "text")


def _describe_field(key: str, info: FieldInfo) -> FieldDescription:
    parts = [*_parts(info.annotation), *info.metadata]
    annotated = Annotated[info.annotation, *info.metadata]  # type: ignore[name-defined]
    return FieldDescription(
        key=key,
        ask=next(part for part in parts if isinstance(part, Ask)),
        control=_control(parts),
        required=info.is_required(),
        choices=_choices(parts),
        table=_code_of(parts),
        adapter=TypeAdapter(annotated),
        spelling=next((part.spelling for part in parts if isinstance(part, Shown)), str),
        length=next((part.characters for part in parts if isinstance(part, Typical)), USUAL_LENGTH),
        address=next((part.field for part in parts if isinstance(part, WithAddress)), ""),
    )


def describe_section(section: type[Section]) -> tuple[FieldDescription, ...]:
    """Return the fields of one page or row model."""
    return tuple(_describe_field(key, info) for key, info in section.model_fields.items())


def _describe_page(key: str, info: FieldInfo) -> PageDescription:
    repeats = get_origin(info.annotation) is list
    section: Any = get_args(info.annotation)[0] if repeats else info.annotation
    limits = {
        name: getattr(part, name)
        for part in info.metadata
        for name in ("min_length", "max_length")
        if hasattr(part, name)
    }
    return PageDescription(
        key=key,
        page=next(part for part in info.metadata if isinstance(part, Page)),
        repeats=repeats,
        least_rows=limits.get("min_length", 0) if repeats else 1,
        most_rows=limits.get("max_length", 1),
        fields=describe_section(section),
    )


@cache
def describe_model(form: type[Form]) -> FormDescription:
    """Return the pages and fields of a form model."""
    return FormDescription(
        tuple(_describe_page(key, info) for key, info in form.model_fields.items())
    )
