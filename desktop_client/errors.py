"""What a person is told when something failed: code, what happened, why, what to do next."""

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from desktop_client.error_texts import TOLD
from registration.problems import Problem
from registration.text import Explanation, Text
from registration.traces import trace

if TYPE_CHECKING:
    from desktop_client.pki.findings import PkiError

log = logging.getLogger(__name__)

Values = Mapping[str, str | int]


class ClientError(Exception):
    """A failure with a code of `TOLD` and harmless values; never holds a secret."""

    def __init__(
        self, code: str, problems: tuple[Problem, ...] = (), /, **values: str | int
    ) -> None:
        super().__init__(code)
        self.code = code
        self.problems = problems
        self.values = values


class ServiceRefused(ClientError):
    """The service said no, with a code of `registration.refusals`."""

    request_id = ""
    """What the service's log calls the request; "" where the answer did not say."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure as it is shown."""

    code: str
    what: Text
    why: Text
    next: Text
    problems: tuple[Problem, ...] = ()
    reference: str = ""
    """What an unexpected failure is found by in the log."""
    request_id: str = ""
    """What a request that the service refused is found by in its log."""
    trace: str = ""
    """Where in the program an unexpected failure arose; holds no text of an exception."""
    values: Values = field(default_factory=dict)
    """The harmless values its words were filled in with."""

    @property
    def retriable(self) -> bool:
        """Whether doing the same again may succeed without changing anything."""
        return self.code in RETRIABLE


RETRIABLE = frozenset(
    {
        "service_unreachable",
        "service_name_unknown",
        "service_not_running",
        "proxy_unreachable",
        "answer_unreadable",
        "service.busy",
        "service.internal",
        "service.certificate_undecided",
    }
)


def explain(error: BaseException) -> Failure:
    """Return how any exception is told; its own text is never shown or logged."""
    from desktop_client.pki.findings import PkiError

    if isinstance(error, ServiceRefused):
        from registration.refusals import REFUSALS

        refusal = REFUSALS.get(error.code)
        told = _failure(refusal.told if refusal else None, error, "service.")
        log.info("refused in request %s", error.request_id or "unknown")
        return replace(told, request_id=error.request_id)
    if isinstance(error, PkiError):
        from desktop_client.finding_texts import FINDING_TEXTS, detail

        told = _failure(FINDING_TEXTS.get(error.code), error, "certificate.")
        which = detail(error.code, error.values)
        return replace(told, why=_joined(told.why, which)) if which.ko else told
    if isinstance(error, ClientError):
        return _failure(TOLD.get(error.code), error, "")
    reference, where = os.urandom(4).hex().upper(), trace(error)
    log.error("unexpected %s: %s", reference, where)
    return Failure("unexpected", *TOLD["unexpected"], reference=reference, trace=where)


def _failure(told: Explanation | None, error: "ClientError | PkiError", family: str) -> Failure:
    log.info("told %s%s: %s", family, error.code, trace(error))
    if told is None:
        log.error("no explanation for %s%s", family, error.code)
        told = TOLD["unexpected"]
    what, why, do = (_fill(text, error.values) for text in told)
    problems = error.problems if isinstance(error, ClientError) else ()
    return Failure(family + error.code, what, why, do, problems, values=error.values)


def _joined(first: Text, second: Text) -> Text:
    return Text(f"{first.ko} {second.ko}", f"{first.en} {second.en}")


def _fill(text: Text, values: Values) -> Text:
    try:
        return Text(text.ko.format(**values), text.en.format(**values))
    except (KeyError, IndexError):
        return text
