"""The words in which a form is described: questions, choices, conditions, pages."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic_core import core_schema

from registration.field_types import refuse
from registration.problems import Problem
from registration.tables import code_table
from registration.text import Text

NO_TEXT = Text("", "")

Answers = Mapping[str, Any]
"""One page or row as typed: JSON values by field name."""


def is_empty(value: object) -> bool:
    """Whether an answer counts as not given."""
    return value is None or value is False or (isinstance(value, str | list) and not value)


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on another answer: of the same page or row, or of `page`, which repeats not."""

    field: str
    values: tuple[str | bool, ...]
    page: str = ""

    def holds(self, answers: Answers, form: Answers | None = None) -> bool:
        """Whether the other answer is, or contains, one of the values.

        Without the whole `form` nothing is known of another page.
        """
        place = (form or {}).get(self.page) if self.page else answers
        given = place.get(self.field) if isinstance(place, Mapping) else None
        if isinstance(given, list):
            return any(value in self.values for value in given)
        return given in self.values


@dataclass(frozen=True, slots=True)
class Ask:
    """How a field is asked for.

    `applies`: the field is asked for only then, and must be empty otherwise.
    `needed`: an optional field is required then.
    `past`: a date that lies no later than today.
    `usual`: what stands there before anything is typed.
    `reading`: the text to be read before it is agreed to, by its name in resources/consents.
    `printed`: what papers call the answer, where the title is a sentence to agree to.
    """

    title: Text
    help: Text = NO_TEXT
    applies: Condition | None = None
    needed: Condition | None = None
    past: bool = False
    printed: Text = NO_TEXT
    usual: str | None = None
    reading: str = ""

    @property
    def heading(self) -> Text:
        """What the answer is called on a paper."""
        return self.printed if self.printed.ko else self.title


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the form; `main` names the field that marks exactly one row as 대표.

    `groups`: the titles of the groups its fields stand in, by the field each begins with.
    """

    title: Text
    help: Text = NO_TEXT
    row: Text = NO_TEXT
    main: str | None = None
    groups: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a code table and how it reads."""

    value: str
    title: Text


@dataclass(frozen=True, slots=True)
class Choices:
    """Metadata: the value is one of these choices, or a list of them, each at most once.

    Offering and checking are this one object's, so that nothing offered is refused.
    """

    choices: tuple[Choice, ...]

    def check(self, value: str | list[str] | None) -> str | list[str] | None:
        """Return the value; not_a_choice, repeated_choice where it is not chosen from these."""
        given = value if isinstance(value, list) else [] if value is None else [value]
        if not {choice.value for choice in self.choices}.issuperset(given):
            refuse("not_a_choice")
        if len(set(given)) != len(given):
            refuse("repeated_choice")
        return value

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Check after the type itself (pydantic's protocol for metadata)."""
        return core_schema.no_info_after_validator_function(self.check, handler(source))


@dataclass(frozen=True, slots=True)
class CodeOf:
    """Metadata: the value is a code of `registration.tables`.

    `closed`: only codes of the table are accepted; otherwise the table helps to find them.
    `fills`: fields of the same page or row that choosing an entry fills in, by the column whose
    value they get (`title` for what the code means in Korean).
    """

    name: str
    closed: bool = True
    fills: Mapping[str, str] = field(default_factory=dict)

    def check(self, value: str | None) -> str | None:
        """Return the value; not_a_choice where it is no code of a closed table."""
        if self.closed and value is not None and value not in code_table(self.name).by_code:
            refuse("not_a_choice")
        return value

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Check after the type itself (pydantic's protocol for metadata)."""
        return core_schema.no_info_after_validator_function(self.check, handler(source))


@dataclass(frozen=True, slots=True)
class WithAddress:
    """Metadata: a postcode that is searched for with the address, which goes into this field."""

    field: str


class Section(BaseModel):
    """A page's or a row's answers; unknown fields are refused, nothing is coerced."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


Rule = Callable[[Answers], Iterator[Problem]]
"""A check over more than one field: the form as typed to its problems."""


FieldPath = tuple[str, str]
"""Where an answer stands: page and field."""


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Where a form says who applies.

    `key`: the number an applicant is known by (수요기관코드 or 사업자등록번호); `office` is None
    where the central office receives.
    """

    key: FieldPath
    business_number: FieldPath
    name: FieldPath
    office: FieldPath | None = None


class Form(Section):
    """A whole application form: one attribute a page.

    `VERSION` counts the changes of what a saved form may hold (see `upgrades`).
    """

    RULES: ClassVar[tuple[Rule, ...]] = ()
    LANDMARKS: ClassVar[Landmarks]
    VERSION: ClassVar[int] = 1
