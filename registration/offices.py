"""접수청: where papers are sent, and how to reach it where the service has that on file.

The offices' codes and names are in resources/tables/offices.csv. Telephone, fax and address stand
in no public source that could be checked; whoever operates the service sets them, with where they
were taken from and when. Nothing is made up: what is not set is to be asked of the office.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from registration.field_types import ShortText
from registration.lifecycle import ACTOR_NAMES, Actor
from registration.tables import code_table
from registration.text import Text

UNKNOWN = Text("조달청", "Public Procurement Service")
ASK = Text(
    "팩스 번호와 주소는 담당 지방조달청에 문의하십시오.",
    "Ask the regional office in charge for its fax number and address.",
)
TITLES = (
    ("fax", Text("팩스", "Fax")),
    ("phone", Text("전화", "Telephone")),
    ("address", Text("주소", "Address")),
)
_Number = Annotated[str, Field(pattern=r"^[0-9-]{0,20}$")]


class OfficeContact(BaseModel):
    """How an office is reached, as its service says: "" for what is not known.

    `source`, `as_of`: where it was taken from, and on which day.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    phone: _Number = ""
    fax: _Number = ""
    postcode: Annotated[str, Field(pattern=r"^([0-9]{5})?$")] = ""
    address: Annotated[str, Field(max_length=200)] = ""
    source: ShortText
    as_of: date


OFFICER_OF = Text("{office} 담당자", "Officer, {office}")


@dataclass(frozen=True, slots=True)
class Office:
    """An office: what it is called, and how it is reached if that is known."""

    title: Text
    contact: OfficeContact | None = None

    def contacts(self) -> Iterator[tuple[Text, str]]:
        """Yield what is known of how to reach it: title and value."""
        known = self.contact
        if known is None:
            return
        for name, title in TITLES:
            value = getattr(known, name)
            if value:
                is_address = name == "address" and known.postcode
                yield title, f"({known.postcode}) {value}" if is_address else value


def office(code: str, contact: OfficeContact | None = None) -> Office:
    """Return an office by its code."""
    found = code_table("offices").by_code.get(code)
    return Office(found.title if found else UNKNOWN, contact)


def who(actor: Actor, code: str | None) -> Text:
    """Return who acted by office and role, as an applicant is told it."""
    if actor is not Actor.OFFICER or code is None:
        return ACTOR_NAMES[actor]
    return OFFICER_OF.filled(office=office(code).title)
