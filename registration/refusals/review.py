"""심사: refusals of moves from state to state."""

from registration.refusals.words import NOT_DONE, Refusal, refusal
from registration.text import Text

REVIEW: dict[str, Refusal] = {
    "transition_invalid": refusal(
        409,
        NOT_DONE,
        Text(
            "지금 상태에서는 할 수 없는 처리입니다.", "This is not possible in the present state."
        ),
        Text("상태를 다시 조회하십시오.", "Look at the state again."),
    ),
    "signer_revoked": refusal(
        409,
        NOT_DONE,
        Text(
            "신청에 서명한 인증서가 접수 뒤에 폐지되어 승인할 수 없습니다.",
            "The certificate that signed the application has been revoked since, so it cannot be "
            "approved.",
        ),
        Text(
            "신청인에게 확인하고, 보류하거나 반려하십시오.",
            "Ask the applicant; put it on hold or reject it.",
        ),
    ),
    "signer_rejected": refusal(
        409,
        NOT_DONE,
        Text(
            "신청에 서명한 인증서가 지금은 유효하지 않아 승인할 수 없습니다.",
            "The certificate that signed the application is not valid now, so it cannot be "
            "approved.",
        ),
        Text(
            "신청인에게 확인하고, 보류하거나 반려하십시오.",
            "Ask the applicant; put it on hold or reject it.",
        ),
    ),
    "office_differs": refusal(
        403,
        NOT_DONE,
        Text(
            "다른 접수청({office})의 신청은 결정할 수 없습니다.",
            "Only officers of the office {office} decide on this application.",
        ),
        Text("그 접수청의 담당자에게 넘기십시오.", "Hand it to an officer of that office."),
    ),
    "role_missing": refusal(
        403,
        NOT_DONE,
        Text(
            "이 계정의 역할로는 할 수 없는 일입니다.",
            "The roles of this account do not include this.",
        ),
        Text(
            "필요하면 관리자에게 역할을 요청하십시오.",
            "Ask an administrator for the role where you need it.",
        ),
    ),
    "own_application": refusal(
        403,
        NOT_DONE,
        Text(
            "자신이 속한 조직의 신청이나 자신이 낸 신청은 결정할 수 없습니다. {tie}",
            "Nobody decides on an application of their own organisation, or one they filed: {tie}.",
        ),
        Text("다른 담당자에게 넘기십시오.", "Hand it to another officer."),
    ),
    "registered_meanwhile": refusal(
        409,
        NOT_DONE,
        Text(
            "이 번호로 같은 종류가 이미 등록되어 있어 승인할 수 없습니다.",
            "The same kind is registered under this number already, so it cannot be approved.",
        ),
        Text(
            "등록된 내용을 확인하고 반려하십시오.", "Look at what is registered, and reject this."
        ),
    ),
    "version_stale": refusal(
        409,
        NOT_DONE,
        Text("그 사이 다른 처리가 있었습니다.", "It has been changed meanwhile."),
        Text("다시 조회한 뒤 결정하십시오.", "Look at it again before deciding."),
    ),
    "reason_required": refusal(
        422,
        NOT_DONE,
        Text("보류와 반려에는 사유가 있어야 합니다.", "Hold and rejection need a reason."),
        Text("사유를 150자 안에서 적으십시오.", "Give a reason of at most 150 characters."),
    ),
    "reason_too_long": refusal(
        422,
        NOT_DONE,
        Text("사유가 150자를 넘었습니다.", "The reason is longer than 150 characters."),
        Text("사유를 줄이십시오.", "Shorten the reason."),
    ),
    "issuance_not_ready": refusal(
        409,
        NOT_DONE,
        Text(
            "받을 참조번호와 인가코드가 없습니다. 아직 나오지 않았거나 이미 받았습니다.",
            "There are no codes to fetch: none yet, or they were fetched already.",
        ),
        Text(
            "이미 받았는데 잃어버렸으면 담당자에게 다시 발급을 요청하십시오.",
            "If they were fetched and lost, ask the officer to have them issued again.",
        ),
    ),
    "request_id_wrong": refusal(
        422,
        NOT_DONE,
        Text(
            "인증서요청ID가 신청서와 다릅니다. {left}번 더 입력할 수 있습니다.",
            "The request ID differs from the application's; {left} attempts are left.",
        ),
        Text("신청서에 적은 인증서요청ID를 확인하십시오.", "Look it up on the application."),
    ),
    "issuance_not_asked": refusal(
        409,
        NOT_DONE,
        Text(
            "인증서 발급을 함께 신청한 건이 아닙니다.",
            "This application does not ask for a certificate.",
        ),
        Text("접수번호를 확인하십시오.", "Check the receipt number."),
    ),
}
