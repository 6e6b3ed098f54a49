"""The documents that are signed, read part by part: every value of each is among the rows."""

from collections.abc import Iterator

from desktop_client.views.language import language, say
from desktop_client.views.signing import texts
from desktop_client.views.signing.facts import Row
from registration.enclosures import ENCLOSURE_NAMES
from registration.field_types import show_business_number
from registration.forms.user import USER_FIELDS
from registration.korean_time import show_time
from registration.procedures import PROCEDURES
from registration.submission import (
    Application,
    Attachment,
    Challenge,
    Enrolment,
    Login,
    Package,
    User,
)


def application_rows(application: Application) -> list[Row]:
    """Return all of an application but its form."""
    ticket = application.ticket
    return [
        (texts.PURPOSE, say(texts.PURPOSES[application.purpose])),
        (texts.KIND, say(PROCEDURES[application.kind].title)),
        (texts.SERVICE, ticket.service),
        (texts.DRAFT, ticket.draft),
        (texts.TICKET, ticket.id),
        (texts.NONCE, ticket.nonce),
        (texts.EXPIRES, show_time(ticket.expires)),
        (texts.ATTACHMENTS, _attachments(application.attachments)),
        (texts.SUPPLEMENTS, application.supplements or say(texts.NONE)),
        (texts.RECORD_VERSION, str(application.record_version or say(texts.NONE))),
        (texts.SERVICE_CERTIFICATE, application.service_certificate or say(texts.NONE)),
        (texts.FORMAT, application.format),
    ]


def enrolment_rows(enrolment: Enrolment) -> list[Row]:
    """Return all of an enrolment."""
    return [
        *_challenge_rows(enrolment.challenge),
        (texts.KEY, show_business_number(enrolment.key)),
        *user_rows(enrolment.user),
        (texts.SERVICE_CERTIFICATE, enrolment.service_certificate),
        (texts.CERTIFICATE_DIGEST, enrolment.certificate_sha256),
        (texts.ENVELOPE, enrolment.random_envelope or say(texts.NONE)),
        (texts.VOUCHER, enrolment.voucher or say(texts.NONE)),
        (texts.REPLACES, enrolment.replaces or say(texts.NONE)),
        (texts.FORMAT, enrolment.format),
    ]


def login_rows(login: Login) -> list[Row]:
    """Return all of a login."""
    return [
        *_challenge_rows(login.challenge),
        (texts.SERVICE_CERTIFICATE, login.service_certificate),
        (texts.CERTIFICATE_DIGEST, login.certificate_sha256),
        (texts.FORMAT, login.format),
    ]


def package_rows(package: Package) -> list[Row]:
    """Return all of a package but its form."""
    return [
        (texts.PURPOSE, say(texts.PACKAGE)),
        (texts.KIND, say(PROCEDURES[package.kind].title)),
        (texts.SOURCE, package.source),
        (texts.SERVICE, package.service),
        (texts.SERVICE_CERTIFICATE, package.service_certificate or say(texts.NONE)),
        (texts.EXPORTED, show_time(package.exported)),
        (texts.PACKAGE_ID, package.id),
        (texts.ENVELOPE, package.random_envelope or say(texts.NONE)),
        (texts.FORMAT, package.format),
    ]


def user_rows(user: User) -> list[Row]:
    """Return all of a user."""
    answers = user.model_dump(mode="json")
    rows = []
    for field in USER_FIELDS:
        words = texts.USER.filled(field=field.ask.title)
        rows.append((words, field.show(answers[field.key], language()) or say(texts.NONE)))
    return rows


def _challenge_rows(challenge: Challenge) -> Iterator[Row]:
    yield texts.PURPOSE, say(texts.PURPOSES[challenge.purpose])
    yield texts.SERVICE, challenge.service
    yield texts.CHALLENGE, challenge.id
    yield texts.NONCE, challenge.nonce
    yield texts.EXPIRES, show_time(challenge.expires)


def _attachments(attachments: list[Attachment]) -> str:
    lines = (
        say(
            texts.ATTACHMENT,
            paper=say(ENCLOSURE_NAMES[file.document]),
            name=file.name,
            size=file.size,
            sha256=file.sha256,
        )
        for file in attachments
    )
    return "\n".join(lines) or say(texts.NONE)
