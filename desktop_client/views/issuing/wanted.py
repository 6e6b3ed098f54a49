"""What somebody has entered on the way to a certificate; the password is never among it."""

from dataclasses import dataclass, field

from desktop_client.workflows.issuing.issuing import KEY_BITS
from desktop_client.workflows.issuing.keys import Place
from registration.tables import code_table

OTHER = ""
"""Stands for a CA that opens the standard way, at an address."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The CA, its two numbers, and where the certificate is to be kept."""

    authority: str = OTHER
    """Its code in the table of CAs, or `OTHER`."""
    address: str = ""
    """Where it is asked; "" where the mode knows."""
    reference: str = ""
    """참조번호."""
    code: str = field(default="", repr=False)
    """인가코드."""
    given: bool = False
    """Whether the service gave both, which it does once."""
    target: Place | None = None
    bits: int = KEY_BITS


def code_of(title: str) -> str:
    """Return the code of a CA by its name in the table; `OTHER` for one that is not there."""
    entries = code_table("authorities").entries
    return next((each.code for each in entries if title in (each.title.ko, each.code)), OTHER)
