"""Where one can go: for each screen a route, which says what it is to show.

A route may also hold where somebody was, as far as memory does: a screen that is built anew, in
another language or size of text, comes back to that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_client.views.application.form_page import Spot
    from desktop_client.views.application.opening import Open
    from desktop_client.views.certificates.rows import Arrangement
    from desktop_client.views.issuing.wanted import Wanted
    from desktop_client.views.registered.acting import Again
    from desktop_client.views.review.begin import Reviewed
    from desktop_client.views.review.sent import Sent
    from desktop_client.workflows.certificates import Opened
    from desktop_client.workflows.holding import Holding
    from desktop_client.workflows.issuing.judged import Expected
    from desktop_client.workflows.issuing.keys import Place
    from desktop_client.workflows.issuing.obtaining import Obtained
    from registration.kinds import Kind
    from registration.text import Text
    from registration.wire import Enrolled


@dataclass(frozen=True, slots=True)
class Home:
    """The first screen."""


@dataclass(frozen=True, slots=True)
class NewApplication:
    """A form of a kind, to be begun."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form that is still in memory, and where on its page somebody was."""

    opened: Open
    spot: Spot
    visited: frozenset[str]
    listing: bool
    """Whether the list of what has to be corrected is shown."""


@dataclass(frozen=True, slots=True)
class Application:
    """The form of a draft, at a page of it; `why` says what it was opened for."""

    draft_id: str
    page: str | None = None
    why: str = ""
    open_form: OpenForm | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """What of a draft is signed and sent; the rest is how far somebody has come."""

    draft_id: str
    reviewed: Reviewed | None = None
    opened: Opened | None = None
    filed: Sent | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """How an application stands: of a draft here, or known by its number; else the latest."""

    draft_id: str | None = None
    receipt_number: str | None = None

    @property
    def which(self) -> str | None:
        """What names the application to `workflows.following`."""
        return self.draft_id or self.receipt_number

    @classmethod
    def of(cls, which: str | None) -> Status:
        """Return the route for what names an application to `workflows.following`."""
        from desktop_client.workflows.following import is_receipt_number

        is_number = which is not None and is_receipt_number(which)
        return cls(receipt_number=which) if is_number else cls(which)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Registering a certificate for the organisation of an application, if one is given.

    `replaces`: the fingerprint of the registered certificate that the new one follows, and
    `replaced` its holder; its user stays as `answers` say. `from_session`: only the organisation
    that is logged in is meant.
    """

    of: Status = Status()
    answers: dict[str, Any] = field(default_factory=dict)
    replaces: str | None = None
    replaced: str = ""
    from_session: bool = False
    done: Enrolled | None = None
    opened: Opened | None = None
    """The certificate to register, where it is known and open already."""


@dataclass(frozen=True, slots=True)
class Issuing:
    """인증서 발급, for an application if it is given: with what is entered, or that all is done.

    `expected`: for whom the certificate is. `unfinished`: begins with what was broken off.
    """

    of: Status = Status()
    expected: Expected | None = None
    wanted: Wanted | None = field(default=None, repr=False)
    unfinished: bool = False
    obtained: Obtained | None = None


@dataclass(frozen=True, slots=True)
class Renewal:
    """갱신 of a certificate: with where the new one is to lie, or that all is done."""

    entry: Holding
    target: Place | None = None
    obtained: Obtained | None = None


@dataclass(frozen=True, slots=True)
class Login:
    """The login, or what is registered; `again` shows what was being typed there.

    `log_out`: ends the session first.
    """

    again: Again | None = None
    log_out: bool = False


@dataclass(frozen=True, slots=True)
class Manager:
    """The certificates of this computer; `current` is the place of the one that is shown."""

    arrangement: Arrangement | None = None
    current: Text | None = None


@dataclass(frozen=True, slots=True)
class Lookup:
    """What anyone may ask, with what was typed."""

    application: tuple[str, ...] = ()
    paper: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sanctions:
    """Whether a firm is sanctioned now (부정당업자), with the number that was typed."""

    number: str = ""


@dataclass(frozen=True, slots=True)
class Documents:
    """Signing documents, or verifying them, with the files that were named.

    `file`: a signature that is verified at once.
    """

    verify: bool = False
    typed: tuple[str, ...] = ()
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings, at the one that was changed last."""

    last: str = ""


@dataclass(frozen=True, slots=True)
class Trust:
    """Whom this installation trusts."""


@dataclass(frozen=True, slots=True)
class Checkup:
    """What this computer has of what filing needs (환경 점검)."""


@dataclass(frozen=True, slots=True)
class About:
    """The program's version and licences."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a help desk needs to find a failure (오류 보고서)."""


Route: TypeAlias = (
    Home
    | NewApplication
    | Application
    | Review
    | Status
    | Enrolment
    | Issuing
    | Renewal
    | Login
    | Manager
    | Lookup
    | Sanctions
    | Documents
    | Settings
    | Trust
    | Checkup
    | About
    | Report
)
