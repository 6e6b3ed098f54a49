"""What following a filed application says."""

from registration.text import Text

TITLE = Text("진행현황", "Status")
READING = Text("접수한 신청을 읽고 있습니다.", "Reading the filed applications.")
OPEN_HANDOVER = Text("기관에서 받은 접수 파일 열기…", "Open a receipt from an agency…")
OPEN_HANDOVER_TITLE = Text(
    "기관에서 받은 접수 파일을 선택하십시오", "Choose the file that the agency gave you"
)
NONE_FILED = Text(
    "이 컴퓨터에서 접수한 신청이 없습니다. 신청서를 작성하여 보내면 여기에서 진행현황을 볼 수 "
    "있습니다.",
    "Nothing has been filed from this computer. Once an application is sent, it is followed here.",
)
HOME = Text("신청서 작성하러 가기", "Go and write an application")
LIST = Text("접수한 신청", "Filed applications")
FILED_ROW = Text("{number} · {kind} · {applicant}", "{number} · {kind} · {applicant}")
SIGNED_ROW = Text("접수 확인 필요 · {kind} · {applicant}", "Not confirmed · {kind} · {applicant}")
STOPPED = Text("조회를 중지하였습니다.", "The enquiry was stopped.")
UNCONFIRMED = Text(
    "서명했으나 접수가 확인되지 않은 신청입니다. 같은 문서를 다시 보내 확인할 수 있습니다.",
    "This was signed, but its receipt is not confirmed. Sending the same document again tells.",
)
CONFIRM = Text("접수 확인하기", "Confirm the receipt")

STATE = Text("상태: {state}", "State: {state}")
HEADLINES = {
    "wait": Text("담당자가 확인하고 있습니다.", "The officer is checking it."),
    "post_papers": Text("구비서류를 보내십시오.", "Send the papers."),
    "send_letter": Text(
        "신청서를 출력하여 기관장 직인을 받아 보내십시오.",
        "Print the application, have the head seal it, and send it.",
    ),
    "attach": Text("구비서류를 내십시오.", "Hand in the papers."),
    "complete": Text("신청서를 보완하십시오.", "Complete the application."),
    "get_codes": Text("참조번호와 인가코드를 받으십시오.", "Get the issuance codes."),
    "enrol": Text("인증서를 등록하십시오.", "Register the certificate."),
    "login": Text("로그인할 수 있습니다.", "You can log in."),
    "change_again": Text("변경을 다시 신청할 수 있습니다.", "You can apply for the change again."),
    "apply_anew": Text("새로 신청할 수 있습니다.", "You can apply again."),
    "nothing": Text("변경이 반영되었습니다.", "The change has been applied."),
}
"""By `registration.next_steps.Next`."""
MEANINGS = {
    "wait": Text(
        "하실 일이 없습니다. 조달청 담당자가 신청 내용을 확인한 뒤 승인합니다. 처리되면 이 화면에 "
        "바로 나타납니다.",
        "There is nothing for you to do. An officer checks and approves it; the result appears on "
        "this screen.",
    ),
    "post_papers": Text(
        "접수번호를 적어 우편·팩스로 접수청에 보내거나 방문하여 내십시오. 담당자는 이 서류를 받은 "
        "뒤에 승인합니다.",
        "Post, fax or take them to the receiving office with the receipt number on them. The "
        "officer approves once they have come.",
    ),
    "send_letter": Text(
        "공문이나 팩스로 보내십시오. 접수번호는 인쇄되어 있습니다. 담당자는 직인이 찍힌 신청서를 "
        "받은 뒤에 확인을 시작합니다.",
        "Send it by official letter or fax; the receipt number is printed on it. The officer "
        "begins to check once the sealed application has come.",
    ),
    "attach": Text(
        "구비서류가 모두 올 때까지 신청이 보류됩니다. 기한까지 내지 않으면 자동으로 반려됩니다.",
        "It is on hold until all papers have come. After the last day it is rejected by the "
        "system.",
    ),
    "complete": Text(
        "보완이 필요하여 보류되었습니다. 사유를 확인하고 기한까지 보완하십시오. 기한이 지나면 "
        "자동으로 반려됩니다.",
        "It is on hold until something is corrected. See the reason and complete it in time; "
        "after the last day it is rejected by the system.",
    ),
    "get_codes": Text(
        "등록이 승인되었습니다. 참조번호와 인가코드를 받아 인증서를 발급받은 뒤, 그 인증서를 "
        "등록하십시오.",
        "It is approved. Fetch the reference number and the authorisation code, get the "
        "certificate with them, then register it here.",
    ),
    "enrol": Text(
        "등록이 승인되었습니다. 인증서를 등록하면 로그인할 수 있습니다.",
        "It is approved. Register the certificate to be able to log in.",
    ),
    "login": Text(
        "등록이 승인되었고 인증서도 등록되었습니다.",
        "It is approved and a certificate is registered.",
    ),
    "login_password": Text(
        "등록이 승인되었습니다. 신청할 때 정한 아이디와 비밀번호로 로그인하십시오.",
        "It is approved. Log in with the ID and the password you chose.",
    ),
    "nothing": Text(
        "변경 신청이 승인되어 등록 정보에 반영되었습니다.",
        "The change is approved and has been applied to your registration.",
    ),
    "apply_anew": Text(
        "등록이 반려되었습니다. 사유를 확인하고 바로잡아 새로 신청하십시오.",
        "It was rejected. See the reason, correct it and apply again.",
    ),
    "apply_anew_cancelled": Text(
        "신청이 취소되었습니다. 등록하려면 새로 신청하십시오.",
        "It was cancelled. To register, apply again.",
    ),
    "change_again": Text(
        "변경 신청이 반려되었습니다. 등록은 그대로 유효하며 바뀐 것이 없습니다.",
        "The change was rejected. The registration is unchanged.",
    ),
    "change_again_cancelled": Text(
        "변경 신청이 취소되었습니다. 등록은 그대로 유효하며 바뀐 것이 없습니다.",
        "The change was cancelled. The registration is unchanged.",
    ),
}
WHO = Text("할 사람: {who}", "To be done by: {who}")
REASON = Text("사유: {reason}", "Reason: {reason}")
REFUSED_ITEMS = Text("승인되지 않은 이용품목", "Items that were not approved")
REFUSED_ITEM = Text("{item}: {reason}", "{item}: {reason}")
PURPOSE = Text("신청 구분", "Purpose")
SIGNED_IN_ROW = Text("접수번호 {number}", "No. {number}")
APPLY_ANEW = Text("새로 신청", "Apply again")
CHANGE_AGAIN = Text("고쳐서 변경 다시 신청", "Correct it and apply again")
SUPPLEMENT = Text("보완하기", "Complete it")
DEADLINE = Text("기한: {day} ({days}일 남음)", "Due by {day} ({days} days left)")
LAST_DAY = Text("기한: {day} (오늘까지)", "Due by {day} (today)")
PAST_DEADLINE = Text(
    "기한({day})이 지났습니다. 곧 자동으로 반려됩니다.",
    "The last day ({day}) is over. It will be rejected by the system.",
)
MISSING = Text("아직 받지 못한 서류", "Papers not received yet")
ATTACH_ONE = Text("첨부", "Attach")
POST_ONE = Text("우편·팩스로 보내기", "By post or fax")
ABOUT_PAPER = Text("{paper}: {action}", "{action}: {paper}")
POST_HELP = Text(
    "서류에 접수번호 {number}를 적어 아래로 보내십시오. 도착하면 담당자가 받은 것으로 표시합니다.",
    "Write the receipt number {number} on the papers and send them there. The officer notes them "
    "as received once they have come.",
)
TO_DO = Text("다음에 할 일", "What to do next")
SEND_TO = Text("보내는 곳: {office}", "Send it to: {office}")
CONTACT = Text("{title}: {value}", "{title}: {value}")
AS_OF = Text("출처: {source} ({day})", "Source: {source} ({day})")
ATTACH = Text("구비서류 첨부하기", "Attach the papers")

CODES = Text("참조번호·인가코드", "Reference number and authorisation code")
GET_CODES = Text("참조번호·인가코드 받기", "Fetch the issuance codes")
CODES_ONCE = Text(
    "참조번호와 인가코드는 이 컴퓨터에 저장되지 않습니다. 바로 적거나 인쇄할 수 있을 때 "
    "받으십시오.",
    "The codes are not kept on this computer. Fetch them when you can write or print them.",
)
REQUEST_ID = Text("인증서요청ID", "Certificate request ID")
REQUEST_ID_HELP = Text(
    "신청서에 적은 인증서요청ID(영문·숫자 8자 이내)입니다.",
    "The request ID of the application (up to 8 letters and digits).",
)
FETCH_CODES = Text("받기", "Fetch them")
TYPE_AGAIN = Text("다시 입력", "Type it again")
NOT_NOW = Text("나중에", "Not now")
AUTHORITY = Text("인증기관", "CA")
REFERENCE_NUMBER = Text("참조번호", "Reference number")
AUTHORISATION_CODE = Text("인가코드", "Authorisation code")
CODES_SHOWN = Text(
    "잠시 뒤에는 다시 볼 수 없고, 이 컴퓨터에도 저장되지 않습니다. 바로 인증서를 발급받거나, "
    "나중에 쓸 수 있게 적어 두십시오.",
    "After a while they cannot be seen again, and nothing is kept on this computer. Get the "
    "certificate now, or note them for later.",
)
ISSUE = Text("인증서 발급받기", "Get the certificate")
COPY_CODES = Text("복사", "Copy")
PRINT_CODES = Text("인쇄", "Print")
CODES_PRINTED = Text("인쇄를 요청하였습니다.", "Sent to the printer.")
CODES_NOTED = Text("적어 두었습니다", "I have noted them")
CODES_COPIED = Text(
    "복사했습니다. 붙여넣은 뒤에는 다른 것을 복사하여 클립보드에서 지우십시오.",
    "Copied. After pasting, copy something else to take them off the clipboard.",
)
CODES_LEAVING = Text(
    "잠시 뒤에는 인가코드를 다시 볼 수 없습니다. 인증서를 발급받거나, 적은 뒤 '적어 두었습니다'를 "
    "누르십시오.",
    "After a while the code cannot be seen again. Get the certificate, or note it and press "
    "'I have noted them'.",
)

APPLICANT = Text("기관·업체", "Organisation")
RECEIPT_NUMBER = Text("접수번호", "Receipt number")

HISTORY = Text("처리 이력", "History")
AT = Text("시각(한국시간)", "Time (Korean)")
ACTOR = Text("처리자", "By")
CHANGE = Text("상태 변화", "Change")
WHY = Text("사유", "Reason")
FILED = Text("접수 → {target}", "Filed → {target}")
MOVED = Text("{source} → {target}", "{source} → {target}")
NO_REASON = Text("–", "–")

REFRESH = Text("새로 고침", "Refresh")
ENROL = Text("인증서 등록하기", "Register the certificate")
LOGIN = Text("로그인하기", "Log in")
CANCEL = Text("신청 취소", "Cancel the application")
CANCEL_QUESTION = Text(
    "이 신청을 취소하면 되돌릴 수 없고 다시 신청해야 합니다. 취소하시겠습니까?",
    "A cancelled application cannot be restored; you would have to apply again. Cancel it?",
)
CANCEL_YES = Text("신청 취소", "Cancel the application")
CANCEL_NO = Text("돌아가기", "Back")
CANCELLING = Text("신청을 취소하고 있습니다.", "Cancelling the application.")
UPDATED = Text("{time}에 조회한 상태입니다.", "As of {time}.")

HOME_AGAIN = Text("처음으로", "Home")
PAPERS = Text("출력·보관", "Print and keep")
