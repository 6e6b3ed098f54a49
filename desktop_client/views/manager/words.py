"""When a certificate ends, in words."""

from typing import TYPE_CHECKING

from desktop_client.views.language import say
from desktop_client.views.manager import texts
from registration.korean_time import today

if TYPE_CHECKING:
    from desktop_client.workflows.certificate_manager import ManagedCertificate


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
