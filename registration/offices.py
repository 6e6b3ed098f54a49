"""접수청: where papers are sent, as far as resources/tables/offices.csv says.

Telephone, fax and address come from no public source that could be checked, so they are empty
until an operator fills them in, with the source and the day they were taken from.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from registration.lifecycle import ACTOR_NAMES, Actor
from registration.tables import code_table
from registration.text import Text

UNKNOWN = Text("조달청", "Public Procurement Service")
NOT_LISTED = Text(
    "팩스 번호와 주소는 이 프로그램에 실려 있지 않습니다. 조달청 누리집에서 확인하십시오.",
    "This program does not hold its fax number and address. Find them on the website of the "
    "Public Procurement Service.",
)
TITLES = (
    ("fax", Text("팩스", "Fax")),
    ("phone", Text("전화", "Telephone")),
    ("address", Text("주소", "Address")),
)


OFFICER_OF = Text("{office} 담당자", "Officer, {office}")


@dataclass(frozen=True, slots=True)
class Office:
    """An office; what is not known of it is empty. `as_of`: the day its `source` was read."""

    title: Text
    fax: str = ""
    phone: str = ""
    address: str = ""
    source: str = ""
    as_of: str = ""

    def contacts(self) -> Iterator[tuple[Text, str]]:
        """Yield what is known of how to reach it: title and value."""
        for name, title in TITLES:
            value = getattr(self, name)
            if value:
                yield title, value


def office(code: str) -> Office:
    """Return an office by its code."""
    found = code_table("offices").by_code.get(code)
    if found is None:
        return Office(UNKNOWN)
    more = found.more
    address = f"({more['postcode']}) {more['address']}" if more["postcode"] else more["address"]
    return Office(found.title, more["fax"], more["phone"], address, more["source"], more["as_of"])


def who(actor: Actor, code: str | None) -> Text:
    """Return who acted by office and role, as an applicant is told it."""
    if actor is not Actor.OFFICER or code is None:
        return ACTOR_NAMES[actor]
    return OFFICER_OF.filled(office=office(code).title)
