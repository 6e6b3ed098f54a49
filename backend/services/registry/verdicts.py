"""What an officer is shown of the registry's answer, and whether it permits an approval."""

from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.storage.models import RegistryCheck, Submission
from registration.business_registry import CHECK, Standing, Unasked, Unsure
from registration.submission import moment
from registration.wire import CheckVerdict


def verdict(service: Service, session: Session, application: Submission) -> CheckVerdict:
    """Return what the registry says, as a check beside those of the intake.

    One finding `registry_…` with the standing; one for each paper that was looked up elsewhere.
    """
    row = session.get(RegistryCheck, application.id)
    if row is None:
        return CheckVerdict(check=CHECK, findings=[_without_row(service)])
    found = _finding(row.standing, row.why, moment(row.asked) if row.asked else "")
    seen = [
        {"code": f"paper_{paper['seen']}", "values": {"document": paper["document"]}}
        for paper in row.papers
    ]
    return CheckVerdict(check=CHECK, findings=[found, *seen])


def require(service: Service, session: Session, application: Submission, reason: str) -> None:
    """Refuse an approval on a guess.

    Raises Refused `registry_undecided`, `registry_closed`, `registry_mismatch`, and
    `registry_suspended` where a 휴업 is to be approved without a reason.
    """
    if service.registry is None:
        return
    row = session.get(RegistryCheck, application.id)
    if row is None or row.standing is Standing.UNDECIDED:
        raise Refused("registry_undecided", why=row.why if row else Unsure.WAITING)
    if row.standing is Standing.CLOSED:
        raise Refused("registry_closed")
    if row.standing is Standing.MISMATCH:
        raise Refused("registry_mismatch")
    if row.standing is Standing.SUSPENDED and not reason.strip():
        raise Refused("registry_suspended")


def _without_row(service: Service) -> dict[str, object]:
    """Of what was filed before a registry was set up."""
    if service.registry is None:
        return _finding(Standing.NOT_ASKED, Unasked.SWITCHED_OFF)
    return _finding(Standing.UNDECIDED, Unsure.WAITING)


def _finding(standing: Standing, why: str, asked: str = "") -> dict[str, object]:
    values = {name: value for name, value in (("why", why), ("asked", asked)) if value}
    return {"code": f"registry_{standing}", "values": values}
