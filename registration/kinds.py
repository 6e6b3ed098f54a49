"""The kinds of registration, and what a procedure is made of; the four stand in `procedures`."""

from enum import StrEnum
from typing import NamedTuple

from registration.lifecycle import Actor, State
from registration.text import Text


class Kind(StrEnum):
    """A registration one can apply for."""

    INSTITUTION = "institution"
    SUPPLIER = "supplier"
    CATALOGUE = "catalogue"
    STOCKPILE = "stockpile"


class FilingPurpose(StrEnum):
    """신규 신청, 변경 신청, 보완: what an application is filed for."""

    NEW = "new"
    CHANGE = "change"
    SUPPLEMENT = "supplement"


FILING_PURPOSE_NAMES = {
    FilingPurpose.NEW: Text("신규 등록", "New registration"),
    FilingPurpose.CHANGE: Text("등록 정보 변경", "Change of the record"),
    FilingPurpose.SUPPLEMENT: Text("보완", "Completion"),
}


class StepId(StrEnum):
    """The steps a screen can be at."""

    CERTIFICATE = "certificate"
    APPLY = "apply"
    SEND_PAPERS = "send_papers"
    BUSINESS_CHECK = "business_check"
    DOCUMENT_CHECK = "document_check"
    APPROVAL = "approval"
    STATUS = "status"
    INSTALL = "install"
    ENROL = "enrol"
    LOGIN = "login"


class Key(StrEnum):
    """What opens the system to the users of a kind."""

    CERTIFICATE = "certificate"
    PASSWORD = "password"  # noqa: S105 - the name of a way, not a secret


class Step(NamedTuple):
    """One step of a procedure: who does it and what is done."""

    id: StepId
    actor: Actor
    title: Text
    detail: Text


class Procedure(NamedTuple):
    """A kind of registration as its applicant meets it.

    `signed`: the applicant has a certificate before applying, and signs the application with it.
    `key`: what its users log in with once it is approved.
    """

    kind: Kind
    title: Text
    summary: Text
    steps: tuple[Step, ...]
    signed: bool = True
    key: Key = Key.CERTIFICATE

    def has(self, step: StepId) -> bool:
        """Whether it has a step: 목록화요청업체 need not register a certificate."""
        return any(own.id is step for own in self.steps)

    def step_after_filing(self, state: State, *, enrolled: bool) -> StepId:
        """Return the step an application in `state` has reached."""
        if state is State.APPROVED and enrolled:
            return StepId.LOGIN
        return next(step for step in _REACHED[state] if self.has(step))


_REACHED = {
    State.PENDING: (StepId.SEND_PAPERS, StepId.BUSINESS_CHECK),
    State.ON_HOLD: (StepId.SEND_PAPERS, StepId.BUSINESS_CHECK),
    State.REJECTED: (StepId.APPROVAL,),
    State.CANCELLED: (StepId.APPLY,),
    State.APPROVED: (StepId.INSTALL, StepId.ENROL, StepId.LOGIN),
}
"""The first of these that a procedure has is where an application in the state stands."""
