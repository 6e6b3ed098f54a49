"""사업자등록 확인: refusals of approvals on a guess."""

from registration.refusals.words import NOT_DONE, Refusal, refusal
from registration.text import Text

REGISTRY: dict[str, Refusal] = {
    "registry_undecided": refusal(
        409,
        NOT_DONE,
        Text(
            "사업자등록을 아직 확인하지 못하여 승인할 수 없습니다.",
            "The business registration has not been confirmed yet, so it cannot be approved.",
        ),
        Text(
            "국세청에 다시 묻고 있습니다. 잠시 뒤 다시 승인하십시오.",
            "The registry is being asked again. Approve it a while later.",
        ),
    ),
    "registry_closed": refusal(
        409,
        NOT_DONE,
        Text("국세청에 폐업자로 되어 있어 승인할 수 없습니다.", "The business is closed."),
        Text(
            "신청인에게 확인하고, 보류하거나 반려하십시오.",
            "Ask the applicant; put it on hold or reject it.",
        ),
    ),
    "registry_mismatch": refusal(
        409,
        NOT_DONE,
        Text(
            "사업자등록번호, 개업일자, 대표자가 국세청의 사업자등록과 달라 승인할 수 없습니다.",
            "Number, opening date and representative differ from the business registration.",
        ),
        Text(
            "보류하고 신청인에게 보완을 요청하십시오.",
            "Put it on hold and ask the applicant to correct it.",
        ),
    ),
    "registry_suspended": refusal(
        422,
        NOT_DONE,
        Text(
            "휴업 중인 사업자는 사유를 적어야 승인할 수 있습니다.",
            "A suspended business can be approved with a reason only.",
        ),
        Text("승인하는 사유를 적으십시오.", "Say why it is approved."),
    ),
}
