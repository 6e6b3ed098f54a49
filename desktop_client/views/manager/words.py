"""A kept certificate in words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_client.pki.findings import Severity
from desktop_client.views.language import say
from desktop_client.views.manager import texts
from registration.korean_time import today

if TYPE_CHECKING:
    from desktop_client.workflows.certificate_manager import ManagedCertificate


@dataclass(frozen=True, slots=True)
class KeptWords:
    """What the list says of a certificate; the looks are those of labels."""

    holder: str
    state: str
    state_look: str
    issued: str
    expiry: str
    expiry_look: str

    @classmethod
    def about(cls, kept: "ManagedCertificate") -> "KeptWords":
        """Describe a certificate in the language of the screens."""
        state, look = _state(kept)
        expiry, expiry_look = expiry_of(kept)
        return cls(kept.holder, state, look, _issued(kept), expiry, expiry_look)

    @property
    def spoken(self) -> str:
        """All of it, as a screen reader says it."""
        parts = (self.holder, self.state, self.expiry, self.issued)
        return ", ".join(part for part in parts if part)


def expiry_of(kept: "ManagedCertificate") -> tuple[str, str]:
    """Return when a certificate ends, in words, and the look of a label that says so."""
    certificate, days = kept.certificate, kept.days_left
    if certificate is None or days is None:
        return "", "subtle"
    day = today(certificate.not_after).isoformat()
    if days < 0:
        return say(texts.EXPIRED, day=day), "danger"
    if kept.warning is None:
        return say(texts.EXPIRES, day=day), "subtle"
    if kept.warning == 1:
        return say(texts.EXPIRES_TODAY, day=day), "danger"
    words = say(texts.EXPIRES_WITHIN, within=kept.warning, day=day, days=days)
    return words, "danger" if kept.warning <= 7 else "warning"


def _state(kept: "ManagedCertificate") -> tuple[str, str]:
    if not kept.judged:
        return say(texts.NOT_YET_JUDGED), "subtle"
    severities = {finding.severity for finding in kept.findings}
    if Severity.ERROR in severities:
        return say(texts.PROBLEM), "danger"
    if Severity.UNDECIDED in severities:
        return say(texts.UNDECIDED), "warning"
    return say(texts.USABLE), "success"


def _issued(kept: "ManagedCertificate") -> str:
    if kept.certificate is None:
        return say(texts.UNREADABLE)
    issuer = kept.certificate.issuer_organisation
    return say(texts.ISSUED, issuer=issuer, purpose=say(kept.purpose))
