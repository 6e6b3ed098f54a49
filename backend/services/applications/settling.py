"""접수 후: an application that lacks papers is put on hold at once."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from backend.service import Service
from backend.services.applications import transitions
from backend.storage.models import Submission
from registration.enclosures import ENCLOSURE_NAMES, RequiredEnclosure
from registration.lifecycle import REASON_LIMIT, Action, State
from registration.routing import Route

_WHY = "내지 않은 구비서류가 있습니다: "


def settle(service: Service, session: Session, application: Submission, found: Route) -> None:
    """Put a pending application on hold where papers are missing; the session must be writing."""
    if found.state is State.ON_HOLD:
        reason = _reason(found.missing)
        transitions.move(
            service, session, application, Action.HOLD, transitions.SYSTEM, reason=reason
        )


def _reason(missing: Iterable[RequiredEnclosure]) -> str:
    """Name the papers, as many as a reason has room for."""
    names = list(dict.fromkeys(ENCLOSURE_NAMES[need.document].ko for need in missing))
    shown, rest = names, 0
    while len(text := _WHY + ", ".join(shown) + (f" 외 {rest}건" if rest else "")) > REASON_LIMIT:
        shown, rest = shown[:-1], rest + 1
    return text
