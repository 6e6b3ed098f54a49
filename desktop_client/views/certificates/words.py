"""A certificate that was found, in words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_client.views.certificates import texts
from desktop_client.views.language import say
from registration.korean_time import today

if TYPE_CHECKING:
    from desktop_client.workflows.certificates import Candidate

SOON_DAYS = 30
_BREAK = "\u200b"
"""Zero-width space: where a long path may go on in the next line."""


@dataclass(frozen=True, slots=True)
class CandidateWords:
    """The lines a certificate is described by.

    `unfit` is empty where it may be chosen; `issued` and `expiry` where it cannot be read.
    """

    holder: str
    kind: str
    issued: str
    expiry: str
    expiry_look: str
    places: str
    unfit: str

    @classmethod
    def about(cls, candidate: "Candidate") -> "CandidateWords":
        """Describe a candidate in the language of the screens."""
        expiry, look = _expiry(candidate)
        reasons = " ".join(say(reason) for reason in candidate.reasons)
        return cls(
            holder=candidate.holder,
            kind=say(candidate.kind_name),
            issued=_issued(candidate),
            expiry=expiry,
            expiry_look=look,
            places=say(texts.KEPT_IN, places=", ".join(say(place) for place in candidate.places)),
            unfit=say(texts.UNFIT, reasons=reasons) if reasons else "",
        )

    @property
    def spoken(self) -> str:
        """All of it, as a screen reader says it."""
        parts = (self.holder, self.kind, self.unfit, self.issued, self.expiry, self.places)
        return ", ".join(part for part in parts if part)


def _issued(candidate: "Candidate") -> str:
    if candidate.certificate is None:
        return ""
    issuer = candidate.certificate.issuer_organisation
    return say(texts.ISSUED_BY, issuer=issuer, purpose=say(candidate.purpose))


def _expiry(candidate: "Candidate") -> tuple[str, str]:
    certificate, days = candidate.certificate, candidate.days_left
    if certificate is None or days is None:
        return "", "subtle"
    day = today(certificate.not_after).isoformat()
    if days < 0:
        return say(texts.EXPIRED, day=day), "danger"
    if days <= SOON_DAYS:
        return say(texts.EXPIRES_SOON, day=day, days=days), "warning"
    return say(texts.EXPIRES, day=day, days=days), "subtle"


def breakable(text: str) -> str:
    """Return a path or a name that a label can wrap after its separators."""
    for mark in "/\\,":
        text = text.replace(mark, mark + _BREAK)
    return text
