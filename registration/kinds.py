"""The kinds of registration and their procedures, step by step (수행절차)."""

from dataclasses import dataclass
from enum import StrEnum

from registration.lifecycle import State
from registration.text import Text


class Kind(StrEnum):
    """A registration one can apply for."""

    SUPPLIER = "supplier"


class Actor(StrEnum):
    """Who acts in a step or a transition."""

    APPLICANT = "applicant"
    OFFICER = "officer"
    SYSTEM = "system"


ACTOR_NAMES = {
    Actor.APPLICANT: Text("신청인", "Applicant"),
    Actor.OFFICER: Text("조달청 담당자", "Procurement officer"),
    Actor.SYSTEM: Text("시스템", "System"),
}


class StepId(StrEnum):
    """The steps a screen can be at."""

    CERTIFICATE = "certificate"
    APPLY = "apply"
    BUSINESS_CHECK = "business_check"
    DOCUMENT_CHECK = "document_check"
    APPROVAL = "approval"
    STATUS = "status"
    ENROL = "enrol"
    LOGIN = "login"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a procedure: who does it and what is done."""

    id: StepId
    actor: Actor
    title: Text
    detail: Text


@dataclass(frozen=True, slots=True)
class Procedure:
    """A kind of registration as its applicant meets it."""

    kind: Kind
    title: Text
    summary: Text
    steps: tuple[Step, ...]

    def step_after_filing(self, state: State, *, enrolled: bool) -> StepId:
        """Return the step an application in `state` has reached."""
        if state is State.APPROVED:
            return StepId.LOGIN if enrolled else StepId.ENROL
        return _REACHED[state]


_REACHED = {
    State.PENDING: StepId.BUSINESS_CHECK,
    State.ON_HOLD: StepId.DOCUMENT_CHECK,
    State.REJECTED: StepId.APPROVAL,
    State.CANCELLED: StepId.APPLY,
}

SUPPLIER = Procedure(
    Kind.SUPPLIER,
    Text("조달업체 경쟁입찰참가자격 등록", "Supplier registration for competitive bidding"),
    Text(
        "물품·용역·공사 입찰에 참가하려는 업체가 자격을 등록하고, "
        "공동인증서(구 공인인증서)로 이용자가 됩니다.",
        "A firm that wants to bid for goods, services or works registers its qualification "
        "and becomes a user with its joint certificate (formerly accredited certificate).",
    ),
    (
        Step(
            StepId.CERTIFICATE,
            Actor.APPLICANT,
            Text("인증서 준비", "Have a certificate"),
            Text(
                "인증기관에서 사업자용 공동인증서를 발급받아 "
                "이 컴퓨터나 이동식 디스크에 둡니다. (유료)",
                "Get a business certificate from an accredited CA and keep it on this computer "
                "or a removable disk. The CA charges a fee.",
            ),
        ),
        Step(
            StepId.APPLY,
            Actor.APPLICANT,
            Text("등록 신청", "Apply"),
            Text(
                "신청서를 작성하고 인증서로 서명하여 보냅니다.",
                "Fill in the application, sign it with the certificate and send it.",
            ),
        ),
        Step(
            StepId.BUSINESS_CHECK,
            Actor.OFFICER,
            Text("사업자등록 확인", "Business registration checked"),
            Text(
                "승인 담당자가 사업자등록 사항을 확인합니다.",
                "The officer checks the business registration.",
            ),
        ),
        Step(
            StepId.DOCUMENT_CHECK,
            Actor.OFFICER,
            Text("구비서류 확인", "Papers checked"),
            Text(
                "승인 담당자가 신청 내용을 구비서류와 비교합니다.",
                "The officer compares the application with the required papers.",
            ),
        ),
        Step(
            StepId.APPROVAL,
            Actor.OFFICER,
            Text("등록 승인", "Approval"),
            Text(
                "확인이 끝나면 담당자가 승인합니다.",
                "When everything agrees, the officer approves.",
            ),
        ),
        Step(
            StepId.STATUS,
            Actor.APPLICANT,
            Text("진행현황 조회", "Follow the status"),
            Text(
                "대기·승인·보류·반려 상태와 사유를 확인합니다.",
                "See whether the application is pending, approved, on hold or rejected, and why.",
            ),
        ),
        Step(
            StepId.ENROL,
            Actor.APPLICANT,
            Text("인증서 등록", "Register the certificate"),
            Text(
                "승인 후 인증서를 등록하여 이용자가 됩니다.",
                "After approval, register the certificate and become a user.",
            ),
        ),
        Step(
            StepId.LOGIN,
            Actor.APPLICANT,
            Text("로그인", "Log in"),
            Text(
                "등록한 인증서로 로그인하여 업무를 봅니다.",
                "Log in with the registered certificate and work.",
            ),
        ),
    ),
)

PROCEDURES: dict[Kind, Procedure] = {Kind.SUPPLIER: SUPPLIER}
