"""A certificate of the list, in words."""

from dataclasses import dataclass

from desktop_client.pki.findings import Severity
from desktop_client.views.certificates import texts
from desktop_client.views.language import say
from desktop_client.workflows.certificates import Candidate, PfxFile
from registration.korean_time import today

SOON_DAYS = 30
_BREAK = "\u200b"
"""Zero-width space: where a long path may go on in the next line."""


@dataclass(frozen=True, slots=True)
class CertificateWords:
    """What the columns say of a certificate, and what is told of it on demand.

    `expiry_look` and `state_look` are looks of labels; `reasons` is empty where it may be chosen.
    """

    kind: str
    holder: str
    expiry: str
    issuer: str
    state: str
    places: str
    purpose: str = ""
    reasons: str = ""
    expiry_look: str = "body"
    state_look: str = "subtle"

    @classmethod
    def about(cls, subject: Candidate | PfxFile, *, is_last: bool = False) -> "CertificateWords":
        """Describe a certificate in the language of the screens; `is_last`: it was used last."""
        places = ", ".join(say(place) for place in subject.places)
        if isinstance(subject, PfxFile):
            return cls(say(texts.PFX_KIND), subject.path.name, "", "", "", places)
        expiry, expiry_look = _expiry(subject)
        state, state_look = _state(subject, is_last=is_last)
        certificate = subject.certificate
        return cls(
            kind=say(subject.kind_name),
            holder=subject.holder,
            expiry=expiry,
            issuer=certificate.issuer_organisation if certificate else "",
            state=state,
            places=places,
            purpose=say(subject.purpose),
            reasons=" ".join(say(reason) for reason in subject.reasons),
            expiry_look=expiry_look,
            state_look=state_look,
        )

    @property
    def spoken(self) -> str:
        """All of it, as a screen reader says it and a tooltip shows it."""
        told = (self.holder, self.kind, self.state, self.expiry, self.issuer, self.purpose)
        return ", ".join(part for part in (*told, self.places) if part)


def _expiry(candidate: Candidate) -> tuple[str, str]:
    certificate, days = candidate.certificate, candidate.days_left
    if certificate is None or days is None:
        return "", "body"
    day = today(certificate.not_after).isoformat()
    if days < 0:
        return say(texts.EXPIRED, day=day), "danger"
    if days <= SOON_DAYS:
        return say(texts.EXPIRES_SOON, day=day, days=days), "warning"
    return day, "body"


def _state(candidate: Candidate, *, is_last: bool) -> tuple[str, str]:
    if not candidate.judged:
        return say(texts.NOT_YET_JUDGED), "subtle"
    reasons = " ".join(say(reason) for reason in candidate.reasons)
    if not reasons:
        return say(texts.USED_LAST if is_last else texts.USABLE), "success"
    is_wrong = any(found.severity is Severity.ERROR for found in candidate.findings)
    told = texts.UNUSABLE if is_wrong else texts.UNDECIDED
    return say(told, reasons=reasons), "danger" if is_wrong else "warning"


def breakable(text: str) -> str:
    """Return a path or a name that a label can wrap after its separators."""
    for mark in "/\\,":
        text = text.replace(mark, mark + _BREAK)
    return text
