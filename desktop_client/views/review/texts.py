"""What reviewing, signing and sending an application says."""

from registration.kinds import FilingPurpose
from registration.text import Text

TITLE = Text("검토하고 보내기", "Review and send")
INTRODUCTION = Text(
    "아래 문서가 서명되는 내용의 전부입니다. 끝까지 읽고 확인하십시오. "
    "'원문'에서 서명 대상 원문을 그대로 볼 수 있습니다.",
    "The document below is all that is signed. Please read it to its end. "
    "'Original' shows the very bytes that are signed.",
)
INTRODUCTION_UNSIGNED = Text(
    "아래 문서가 보내는 내용의 전부입니다. 끝까지 읽고 확인하십시오. "
    "이 신청은 인증서 없이 보냅니다.",
    "The document below is all that is sent. Please read it to its end. "
    "This application is sent without a certificate.",
)
TITLES = {
    FilingPurpose.NEW: TITLE,
    FilingPurpose.CHANGE: Text("변경 신청 검토", "Review the change"),
    FilingPurpose.SUPPLEMENT: Text("보완 내용 검토", "Review the completion"),
}
INTRODUCTION_OF = {
    FilingPurpose.CHANGE: Text(
        "등록된 내용과 달라지는 것을 먼저 확인하십시오. 그 밖의 항목은 등록된 그대로입니다.",
        "Check first what differs from what is registered. Everything else stays as it is.",
    ),
    FilingPurpose.SUPPLEMENT: Text(
        "보류된 신청에서 고치거나 더하는 것을 먼저 확인하십시오. 접수번호는 바뀌지 않습니다.",
        "Check first what is changed or added to the application on hold. Its number stays.",
    ),
}
WHOLE_DOCUMENT = Text("문서 전체", "The whole document")
ADDED_PAPERS = Text("추가하는 구비서류", "Papers that are added")
CHANGES = Text("변경 내용", "What changes")
NO_CHANGES = Text("신청서의 항목은 바뀌지 않았습니다.", "No entry of the form has changed.")
CHANGED_FIELD = Text("항목", "Entry")
BEFORE = Text("변경 전", "Before")
AFTER = Text("변경 후", "After")
CHANGE_PLACE = Text("{page} › {field}", "{page} › {field}")
CHANGE_ROWS = {
    "changed": Text("{page} {row} › {field}", "{page} {row} › {field}"),
    "added": Text("{page} {row} (추가) › {field}", "{page} {row} (added) › {field}"),
    "removed": Text("{page} {row} (삭제) › {field}", "{page} {row} (removed) › {field}"),
}
NOTHING_CHANGED = Text(
    "등록 정보와 달라진 것이 없어 보낼 수 없습니다. 신청서로 돌아가 바꿀 항목을 고치십시오.",
    "Nothing differs from the registered data, so it cannot be sent. Go back and change an entry.",
)
LOGIN = Text("로그인하기", "Log in")
SHOW_OPEN = Text("진행 중인 신청 보기", "Show the open application")
LOAD_PRESENT = Text("지금의 등록 정보로 다시 작성", "Begin again from what is registered now")
GO_ON = Text("다음", "Next")
PAPERS_MISSING_HELD = Text(
    "첨부하지 않은 구비서류가 있습니다: {names}. 이대로 보내면 신청이 보류되고, {days}일 안에 "
    "파일·우편·방문으로 내지 않으면 자동으로 반려됩니다.",
    "Papers are not attached: {names}. Sent like this, the application is put on hold, and is "
    "rejected by the system unless they come within {days} days as files, by post or by hand.",
)
PAPERS_MISSING = Text(
    "첨부하지 않은 구비서류가 있습니다: {names}. 이대로 보내면 우편·방문으로 따로 내야 합니다.",
    "Papers are not attached: {names}. Sent like this, they have to be posted or taken there.",
)
TO_PAPERS = Text("구비서류 첨부하러 가기", "Go and attach the papers")
LETTER_FOLLOWS = Text(
    "보낸 뒤에 신청서를 출력하여 기관장 직인을 받아 공문이나 팩스로 보내야 합니다.",
    "Once it is sent, print the application, have the head seal it, and send it by official "
    "letter or fax.",
)

WARNINGS = Text(
    "신청은 할 수 있지만 확인이 필요한 항목이 있습니다.",
    "You may file, but please check these entries.",
)
PROBLEM = Text("{place}: {words}", "{place}: {words}")

BACK = Text("신청서로 돌아가기", "Back to the form")
CHOOSE = Text("인증서 선택", "Select a certificate")
CHOOSE_TITLE = Text("서명할 인증서를 선택하십시오", "Select the certificate to sign with")
SEE_AGAIN = Text("문서 다시 보기", "See the document again")

CONFIRM_TITLE = Text("서명하고 보내기", "Sign and send")
CONFIRM = Text(
    "이 인증서로 이 문서에 서명하여 보냅니다. 보낸 뒤에는 고칠 수 없고 취소만 할 수 있습니다.",
    "This certificate signs this document. Once sent it cannot be changed, only cancelled.",
)
DOCUMENT = Text("서명할 문서", "Document to sign")
APPLICANT = Text("기관·업체", "Organisation")
SEND = Text("서명하고 보내기", "Sign and send")
UNSIGNED_TITLE = Text("보내기", "Send")
CONFIRM_UNSIGNED = Text(
    "이 문서를 보냅니다. 보낸 뒤에는 고칠 수 없고 취소만 할 수 있습니다.",
    "This document is sent. After that it cannot be changed, only cancelled.",
)
SEND_UNSIGNED = Text("보내기", "Send")
ACCOUNT = Text("아이디: {account}", "ID: {account}")
CHECK_ACCOUNT = Text("아이디 중복 확인", "Is the ID free?")
ACCOUNT_FREE = Text("{account}: 쓸 수 있는 아이디입니다.", "{account}: this ID is free.")
ACCOUNT_TAKEN = Text(
    "{account}: 이미 쓰는 아이디입니다. 신청서로 돌아가 다른 아이디를 입력하십시오.",
    "{account}: this ID is taken. Go back to the form and choose another.",
)
PASSWORD_NOTE = Text(
    "비밀번호는 이 컴퓨터에 저장하지 않습니다. 승인된 뒤 이 아이디와 비밀번호로 로그인합니다.",
    "The password is not kept on this computer. Once approved, you log in with ID and password.",
)
OTHER = Text("다른 인증서", "Another certificate")
STOPPING = Text(
    "중지하는 중입니다. 어디까지 보냈는지 확인합니다.",
    "Stopping. Finding out how far the sending came.",
)

INTERRUPTED = Text(
    "서명한 신청서를 보내는 중에 끊겨 접수되었는지 확인되지 않았습니다. 서명한 문서는 이 컴퓨터에 "
    "보관되어 있습니다. 다시 보내면 같은 문서가 그대로 가고, 두 번 접수되지 않습니다.",
    "Sending was interrupted, so it is not certain whether the application was received. What you "
    "signed is kept on this computer. Sending again sends the same document; it is never filed "
    "twice.",
)
INTERRUPTED_UNSIGNED = Text(
    "신청서를 보내는 중에 끊겨 접수되었는지 확인되지 않았습니다. 보낸 문서는 이 컴퓨터에 "
    "보관되어 있습니다. 다시 보내면 같은 문서가 그대로 가고, 두 번 접수되지 않습니다.",
    "Sending was interrupted, so it is not certain whether the application was received. What was "
    "sent is kept on this computer. Sending again sends the same document; it is never filed "
    "twice.",
)
SEND_AGAIN = Text("다시 보내기", "Send again")
KEPT_SIGNED = Text(
    "서명한 신청서는 이 컴퓨터에 보관되어 있습니다. 다시 보내면 같은 문서가 그대로 가고, "
    "두 번 접수되지 않습니다.",
    "What you signed is kept on this computer. Sending again sends the same document; "
    "it is never filed twice.",
)
KEPT_FORM = Text(
    "작성한 신청서는 이 컴퓨터에 그대로 저장되어 있습니다.",
    "What you wrote is kept on this computer as it was.",
)
KEPT_ANSWER = Text(
    "보낸 문서와 서비스의 응답은 이 컴퓨터에 그대로 보관되어 있습니다.",
    "What was sent and what the service answered are kept on this computer.",
)
REVIEW_AGAIN = Text("다시 검토하기", "Review again")
HOME = Text("처음으로", "Home")

SENT = Text("신청서가 접수되었습니다.", "The application has been received.")
SENT_HELD = Text(
    "신청서가 접수되었으나, 내지 않은 구비서류가 있어 보류되었습니다. 기한까지 내지 않으면 "
    "자동으로 반려됩니다.",
    "The application has been received, but is on hold: papers are missing. It is rejected by the "
    "system if they do not come in time.",
)
SENT_TO_PRINT = Text(
    "신청서가 접수되었습니다. 이제 신청서를 출력하여 기관장 직인을 받아 보내야 합니다.",
    "The application has been received. Now print it, have the head seal it, and send it.",
)
ATTACH = Text("구비서류 첨부하기", "Attach the papers")
FOLDER_NOT_OPENED = Text(
    "폴더를 열 프로그램이 없습니다. 접수증은 이 폴더에 있습니다: {folder}",
    "There is no program to open folders. The receipt is in this folder: {folder}",
)
VERIFIED = Text(
    "접수증의 전자서명과, 보낸 문서·서명과의 일치 여부를 확인하였습니다.",
    "The receipt is signed by the service, and its digests are those of the document and the "
    "signature that were sent. Both were verified.",
)
VERIFIED_UNSIGNED = Text(
    "접수증의 전자서명과 문서 일치 여부를 확인하였습니다.",
    "The receipt is signed by the service, and its digest is that of the document that was sent. "
    "Both were verified.",
)
RECEIPT_NUMBER = Text("접수번호 {number}", "Receipt number {number}")
RECEIVED = Text("접수 시각(한국시간)", "Received (Korean time)")
DIGEST = Text("신청서의 SHA-256", "SHA-256 of the application")
SIGNATURE_DIGEST = Text("서명 파일의 SHA-256", "SHA-256 of the signature file")
RECEIPT_FILE = Text("접수증 파일", "Receipt file")
FOLLOW = Text("진행현황 보기", "Track status")
OPEN_FOLDER = Text("폴더 열기", "Open the folder")
SAVE_COPY = Text("접수증 사본 저장…", "Save a copy of the receipt…")
COPY_SAVED = Text("사본을 저장했습니다: {file}", "The copy was saved: {file}")
RECEIPT_KIND = Text("서명된 접수증 (*.p7s)", "Signed receipt (*.p7s)")
NEXT = Text(
    "조달청 담당자가 확인한 뒤 승인합니다. 결과는 진행현황에서 볼 수 있습니다.",
    "An officer checks and approves it. The result appears under status.",
)
