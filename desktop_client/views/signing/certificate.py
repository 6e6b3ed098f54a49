"""The certificate that signs, as it is shown before it does."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desktop_client.views.language import say
from desktop_client.views.signing import texts
from desktop_client.views.signing.facts import Row
from registration.korean_time import today

if TYPE_CHECKING:
    from desktop_client.workflows.certificates import Opened


def certificate_rows(opened: "Opened") -> list[Row]:
    """Return whose certificate it is, who issued it and how long it lasts."""
    certificate = opened.certificate
    days = certificate.days_left(datetime.now(UTC))
    day = today(certificate.not_after).isoformat()
    return [
        (texts.HOLDER, certificate.holder),
        (texts.ISSUER, certificate.issuer_organisation),
        (texts.EXPIRY, say(texts.EXPIRY_WITH_DAYS, day=day, days=days)),
        (texts.SERIAL, f"{certificate.serial:x}"),
    ]
