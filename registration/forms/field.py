"""The words in which a form is described: questions, choices, conditions, pages."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict

from registration.numbers import refuse
from registration.problems import Problem
from registration.tables import table
from registration.text import Text

NO_TEXT = Text("", "")

Answers = Mapping[str, Any]
"""One page or row as typed: JSON values by field name."""


def is_empty(value: object) -> bool:
    """Whether an answer counts as not given."""
    return value is None or value is False or (isinstance(value, str | list) and not value)


@dataclass(frozen=True, slots=True)
class When:
    """A condition on another answer of the same page or row."""

    field: str
    values: tuple[str | bool, ...]

    def holds(self, answers: Answers) -> bool:
        """Whether the other answer is, or contains, one of the values."""
        given = answers.get(self.field)
        if isinstance(given, list):
            return any(value in self.values for value in given)
        return given in self.values


@dataclass(frozen=True, slots=True)
class Ask:
    """How a field is asked for.

    `applies`: the field is asked for only then, and must be empty otherwise.
    `needed`: an optional field is required then.
    `past`: a date that lies no later than today.
    """

    title: Text
    help: Text = NO_TEXT
    applies: When | None = None
    needed: When | None = None
    past: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the form; `main` names the field that marks exactly one row as 대표."""

    title: Text
    help: Text = NO_TEXT
    row: Text = NO_TEXT
    main: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a code table and how it reads."""

    value: str
    title: Text


@dataclass(frozen=True, slots=True)
class OneOf:
    """Metadata: the value is one of these choices."""

    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ManyOf:
    """Metadata: the value is a list of these choices, each at most once."""

    choices: tuple[Choice, ...]


def choice_check(choices: tuple[Choice, ...]) -> AfterValidator:
    """Return the validator that holds a value, or each of a list, to its table."""
    known = frozenset(choice.value for choice in choices)

    def check(value: str | list[str]) -> str | list[str]:
        given = [value] if isinstance(value, str) else value
        if not known.issuperset(given):
            refuse("not_a_choice")
        if len(set(given)) != len(given):
            refuse("repeated_choice")
        return value

    return AfterValidator(check)


@dataclass(frozen=True, slots=True)
class InTable:
    """Metadata: the value is a code of `registration.tables`.

    `closed`: only codes of the table are taken; otherwise the table helps to find them.
    `fills`: fields of the same page or row that choosing an entry fills in, by the column whose
    value they get (`title` for what the code means in Korean).
    """

    name: str
    closed: bool = True
    fills: Mapping[str, str] = field(default_factory=dict)


def table_check(name: str) -> AfterValidator:
    """Return the validator that holds a value to a closed table."""

    def check(value: str) -> str:
        if value not in table(name).by_code:
            refuse("not_a_choice")
        return value

    return AfterValidator(check)


class Section(BaseModel):
    """A page's or a row's answers; unknown fields are refused, nothing is coerced."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


Rule = Callable[[Answers], Iterator[Problem]]
"""A check over more than one field: the form as typed to its problems."""


Place = tuple[str, str]
"""Where an answer stands: page and field."""


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Where a form says who applies.

    `key`: the number an applicant is known by (수요기관코드 or 사업자등록번호); `office` is None
    where the central office receives.
    """

    key: Place
    business_number: Place
    name: Place
    office: Place | None = None


class Form(Section):
    """A whole application form: one attribute a page.

    `VERSION` counts the changes of what a saved form may hold (see `upgrades`).
    """

    RULES: ClassVar[tuple[Rule, ...]] = ()
    LANDMARKS: ClassVar[Landmarks]
    VERSION: ClassVar[int] = 1
