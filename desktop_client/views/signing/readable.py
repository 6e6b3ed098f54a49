"""The documents that are signed, read part by part: every value of each is among the rows."""

from collections.abc import Iterator
from typing import NamedTuple

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


class Rows(NamedTuple):
    """All of a document but its form: what a person reads first, and what only programs read."""

    first: list[Row]
    technical: list[Row]


def application_rows(application: Application) -> Rows:
    """Return all of an application but its form."""
    ticket = application.ticket
    first = [
        (texts.PURPOSE, say(texts.PURPOSES[application.purpose])),
        (texts.KIND, say(PROCEDURES[application.kind].title)),
        (texts.ATTACHMENTS, attachment_names(application.attachments)),
    ]
    if application.supplements:
        first.insert(2, (texts.SUPPLEMENTS, application.supplements))
    technical = [
        (texts.SERVICE, ticket.service),
        (texts.DRAFT, ticket.draft),
        (texts.TICKET, ticket.id),
        (texts.NONCE, ticket.nonce),
        (texts.EXPIRES, show_time(ticket.expires)),
        (texts.ATTACHMENT_DIGESTS, _digests(application.attachments)),
        (texts.RECORD_VERSION, str(application.record_version or say(texts.NONE))),
        (texts.SERVICE_CERTIFICATE, application.service_certificate or say(texts.NONE)),
        (texts.FORMAT, application.format),
    ]
    return Rows(first, technical)


def enrolment_rows(enrolment: Enrolment) -> Rows:
    """Return all of an enrolment."""
    return Rows(
        [
            (texts.PURPOSE, say(texts.PURPOSES[enrolment.challenge.purpose])),
            (texts.KEY, show_business_number(enrolment.key)),
            *user_rows(enrolment.user),
        ],
        [
            *_challenge_rows(enrolment.challenge),
            (texts.SERVICE_CERTIFICATE, enrolment.service_certificate),
            (texts.CERTIFICATE_DIGEST, enrolment.certificate_sha256),
            (texts.ENVELOPE, enrolment.random_envelope or say(texts.NONE)),
            (texts.VOUCHER, enrolment.voucher or say(texts.NONE)),
            (texts.REPLACES, enrolment.replaces or say(texts.NONE)),
            (texts.FORMAT, enrolment.format),
        ],
    )


def login_rows(login: Login) -> Rows:
    """Return all of a login."""
    return Rows(
        [(texts.PURPOSE, say(texts.PURPOSES[login.challenge.purpose]))],
        [
            *_challenge_rows(login.challenge),
            (texts.SERVICE_CERTIFICATE, login.service_certificate),
            (texts.CERTIFICATE_DIGEST, login.certificate_sha256),
            (texts.FORMAT, login.format),
        ],
    )


def package_rows(package: Package) -> Rows:
    """Return all of a package but its form."""
    return Rows(
        [
            (texts.PURPOSE, say(texts.PACKAGE)),
            (texts.KIND, say(PROCEDURES[package.kind].title)),
            (texts.SOURCE, package.source),
            (texts.SERVICE, package.service),
            (texts.EXPORTED, show_time(package.exported)),
        ],
        [
            (texts.SERVICE_CERTIFICATE, package.service_certificate or say(texts.NONE)),
            (texts.PACKAGE_ID, package.id),
            (texts.ENVELOPE, package.random_envelope or say(texts.NONE)),
            (texts.FORMAT, package.format),
        ],
    )


def user_rows(user: User) -> list[Row]:
    """Return all of a user."""
    answers = user.model_dump(mode="json")
    rows = []
    for field in USER_FIELDS:
        words = texts.USER.filled(field=field.ask.title)
        rows.append((words, field.show(answers[field.key], language()) or say(texts.NONE)))
    return rows


def _challenge_rows(challenge: Challenge) -> Iterator[Row]:
    yield texts.SERVICE, challenge.service
    yield texts.CHALLENGE, challenge.id
    yield texts.NONCE, challenge.nonce
    yield texts.EXPIRES, show_time(challenge.expires)


def attachment_names(attachments: list[Attachment]) -> str:
    """Return a line for each file: which paper, its name and size."""
    lines = (
        say(
            texts.ATTACHMENT,
            paper=say(ENCLOSURE_NAMES[file.document]),
            name=file.name,
            size=f"{file.size:,}",
        )
        for file in attachments
    )
    return "\n".join(lines) or say(texts.NONE)


def _digests(attachments: list[Attachment]) -> str:
    return "\n".join(f"{file.name}: {file.sha256}" for file in attachments) or say(texts.NONE)
