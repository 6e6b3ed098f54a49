"""What following a filed application says."""

from registration.text import Text

TITLE = Text("진행현황", "Status")
READING = Text("접수한 신청을 읽고 있습니다.", "Reading the filed applications.")
NONE_FILED = Text(
    "이 컴퓨터에서 접수한 신청이 없습니다. 신청서를 작성하여 보내면 여기에서 진행현황을 볼 수 "
    "있습니다.",
    "Nothing has been filed from this computer. Once an application is sent, it is followed here.",
)
HOME = Text("신청서 작성하러 가기", "Go and write an application")
LIST = Text("접수한 신청", "Filed applications")
FILED_ROW = Text("접수번호 {number} · {applicant}", "No. {number} · {applicant}")
SIGNED_ROW = Text("접수 확인 필요 · {applicant}", "Not confirmed · {applicant}")
STOPPED = Text("조회를 그만두었습니다.", "The enquiry was stopped.")
UNCONFIRMED = Text(
    "서명했으나 접수가 확인되지 않은 신청입니다. 같은 문서를 다시 보내 확인할 수 있습니다.",
    "This was signed, but its receipt is not confirmed. Sending the same document again tells.",
)
CONFIRM = Text("접수 확인하기", "Confirm the receipt")

STATE = Text("상태: {state}", "State: {state}")
MEANINGS = {
    "pending": Text("담당자의 확인을 기다리고 있습니다.", "It waits for the officer to check it."),
    "approved": Text(
        "등록이 승인되었습니다. 인증서를 등록하면 로그인할 수 있습니다.",
        "It is approved. Register the certificate to be able to log in.",
    ),
    "enrolled": Text(
        "등록이 승인되었고 인증서도 등록되었습니다. 로그인할 수 있습니다.",
        "It is approved and a certificate is registered. You can log in.",
    ),
    "on_hold": Text(
        "보완이 필요하여 멈추어 있습니다. 사유를 보고 조달청 담당자에게 보완하십시오.",
        "It is on hold until something is made good. See the reason and turn to the officer.",
    ),
    "rejected": Text(
        "등록이 반려되었습니다. 사유를 바로잡아 새로 신청할 수 있습니다.",
        "It was rejected. Put the reason right and apply anew.",
    ),
    "cancelled": Text(
        "신청이 취소되었습니다. 다시 하려면 새로 신청하십시오.",
        "It was cancelled. To go on, apply anew.",
    ),
}
REASON = Text("사유: {reason}", "Reason: {reason}")
APPLICANT = Text("상호", "Firm name")
RECEIPT_NUMBER = Text("접수번호", "Receipt number")

HISTORY = Text("처리 이력", "History")
AT = Text("시각(한국시간)", "Time (Korean)")
ACTOR = Text("처리자", "By")
CHANGE = Text("상태 변화", "Change")
WHY = Text("사유", "Reason")
FILED = Text("접수 → {target}", "Filed → {target}")
MOVED = Text("{source} → {target}", "{source} → {target}")
NO_REASON = Text("–", "–")

REFRESH = Text("새로 고침 (F5)", "Refresh (F5)")
ENROL = Text("인증서 등록하기", "Register the certificate")
LOGIN = Text("로그인하기", "Log in")
CANCEL = Text("신청 취소", "Cancel the application")
CANCEL_QUESTION = Text(
    "이 신청을 취소하면 되돌릴 수 없고 다시 신청해야 합니다. 취소하시겠습니까?",
    "A cancelled application cannot be restored; you would have to apply anew. Cancel it?",
)
CANCEL_YES = Text("신청을 취소합니다", "Cancel it")
CANCEL_NO = Text("그대로 둡니다", "Keep it")
CANCELLING = Text("신청을 취소하고 있습니다.", "Cancelling the application.")
UPDATED = Text("{time}에 조회한 상태입니다.", "As of {time}.")
