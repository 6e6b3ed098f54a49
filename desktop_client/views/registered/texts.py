"""What the registered data say, and what is done with them."""

from registration.text import Text

WELCOME = Text("{organisation} · {user}님", "{organisation} · {user}")
LEFT = Text("자동 로그아웃까지 {minutes}분", "{minutes} minutes until you are logged out")
REFRESH = Text("새로 고침 (F5)", "Refresh (F5)")
PASSWORD = Text("비밀번호 변경", "Change the password")
SANCTION = Text(
    "부정당업자 제재 중: {agency}, {start}부터 {end}까지. 사유: {reason}",
    "Debarred by {agency} from {start} until {end}. Reason: {reason}",
)

REGISTRATION = Text("등록 정보", "Registered data")
ORGANISATION = Text("상호·기관명", "Organisation")
STANDING = Text("상태", "State")
REGULAR = Text("정상", "Regular")
SANCTIONED = Text("부정당제재 중", "Sanctioned")
INSTITUTION_CODE = Text("수요기관코드", "Institution code")
RECEIPT_NUMBER = Text("접수번호", "Receipt number")
REGISTERED = Text("등록 시각(한국시간)", "Registered (Korean time)")
RENEWED = Text("마지막 변경(한국시간)", "Last changed (Korean time)")
VERSION = Text("판", "Version")
FORM = Text("등록 내용", "Registered details")
ENDING = Text("유효기간이 있는 항목", "Expiry dates")
EXPIRY = Text("{day} ({days}일 남음)", "{day} ({days} days left)")
EXPIRED = Text("{day} (만료됨)", "{day} (expired)")

DIFFERING = Text(
    "'{first}'과 '{second}'에 다르게 등록된 항목이 있습니다: {titles}. 한쪽을 변경해도 다른 쪽은 "
    "바뀌지 않으므로, 달라진 등록마다 변경 신청하십시오.",
    "'{first}' and '{second}' differ in: {titles}. A change of one does not change the other: "
    "apply for a change of each that is out of date.",
)
CHANGE = Text("변경 신청", "Apply for a change")
OPEN_APPLICATION = Text("진행 중인 신청 보기", "Show the open application")
HISTORY = Text("변경 이력", "History of changes")
HISTORY_OF = Text("변경 이력: {title}", "History of changes: {title}")
HISTORY_VERSION = Text(
    "{version}차 · {time} · 접수번호 {number}", "Version {version} · {time} · No. {number}"
)
FIRST_VERSION = Text("최초 등록입니다.", "This is what was registered first.")
EXPORT = Text("다른 기관에 제출", "Export for another agency")
BACK = Text("등록 정보로 돌아가기", "Back to the registered data")

PARTS = Text("등록 정보의 부분", "Parts of the registered data")
USERS = Text("이용자와 인증서", "Users and certificates")
RECIPIENT = Text("대표수신자", "Primary contact")
SELF = Text("나", "You")
ACCOUNT = Text("아이디", "ID")
CERTIFICATE = Text("인증서 {number}", "Certificate {number}")
NO_CERTIFICATES = Text("등록된 인증서가 없습니다.", "No certificate is registered.")
FINGERPRINT = Text("인증서의 SHA-256", "SHA-256 of the certificate")
ENROLLED_AT = Text("등록 시각(한국시간)", "Registered (Korean time)")
ADD = Text("인증서·이용자 추가", "Add a certificate and its user")
RENEW = Text("새 인증서로 교체", "Replace with a new certificate")
EDIT = Text("이용자 정보 수정", "Edit user details")
NAME_RECIPIENT = Text("대표수신자로 지정", "Make the primary contact")
REMOVE_USER = Text("이용자 삭제", "Remove the user")
REMOVE_CERTIFICATE = Text("인증서 등록 해지", "Deregister this certificate")
TRANSFER = Text("다른 이용자에게 넘기기", "Give it to another user")
ASK_WHICH_CHANGE = Text(
    "이 컴퓨터에 작성하던 변경 신청이 있습니다(저장: {time}). 이어서 작성하시겠습니까? 새로 "
    "작성하면 작성하던 내용은 삭제됩니다.",
    "A change was begun on this computer (saved {time}). Continue with it? Starting again "
    "deletes it.",
)
GO_ON_WITH_CHANGE = Text("이어서 작성", "Go on with it")
CHANGE_ANEW = Text("삭제하고 새로 작성", "Delete it and start again")
SAVE = Text("저장", "Save")
KEEP = Text("취소", "Cancel")
YES_REMOVE = Text("삭제", "Remove")
YES_END = Text("해지", "End it")
YES_NAME = Text("지정", "Do it")
ASK_REMOVE_USER = Text(
    "{name} 이용자와 그 인증서 {count}개의 등록을 삭제합니다. 그 인증서로는 더 이상 로그인할 수 "
    "없습니다.",
    "{name} and the registration of {count} certificates are removed. Those certificates can no "
    "longer log in.",
)
ASK_REMOVE_CERTIFICATE = Text(
    "인증서({holder})의 등록을 해지합니다. 이 인증서로 연 로그인도 끝납니다.",
    "The registration of {holder} is ended, with the logins it opened.",
)
ASK_REMOVE_BARE_USER = Text(
    "{name} 이용자를 삭제합니다. 등록된 인증서는 없습니다.",
    "{name}, who has no certificate, is removed.",
)
ASK_RECIPIENT = Text(
    "{name} 이용자를 대표수신자로 지정합니다. 이후 이용자 관리는 그 이용자만 할 수 있습니다.",
    "{name} becomes the primary contact; from then on only they manage the users.",
)
ASK_TRANSFER = Text(
    "인증서({holder})를 넘겨받을 이용자를 선택하십시오.", "Choose who is to have {holder}."
)

APPLICATIONS = Text("신청 ({count})", "Applications ({count})")
APPLICATION = Text(
    "{number} · {title} · {purpose} · {state}", "{number} · {title} · {purpose} · {state}"
)
SHOW_STATUS = Text("진행현황 보기", "Show the status")
NO_APPLICATIONS = Text("신청한 내역이 없습니다.", "There are no applications.")

PRESENT_PASSWORD = Text("지금 비밀번호", "Present password")
USER_CHANGED = Text("이용자 정보를 저장하였습니다.", "The particulars are saved.")
RECIPIENT_NAMED = Text(
    "{name} 이용자를 대표수신자로 지정하였습니다.", "{name} is the primary contact now."
)
USER_REMOVED = Text("{name} 이용자를 삭제하였습니다.", "{name} is removed.")
CERTIFICATE_ENDED = Text(
    "인증서({holder})의 등록을 해지하였습니다.", "The registration of {holder} is ended."
)
TRANSFERRED = Text(
    "인증서({holder})를 {name} 이용자에게 넘겼습니다.", "{holder} was given to {name}."
)
LAST_CERTIFICATE = Text(
    "이 이용자의 마지막 인증서입니다. 해지하면 이 이용자는 더 이상 로그인할 수 없습니다.",
    "This is the last certificate of its user, who can no longer log in without it.",
)
LAST_GIVEN = Text(
    "{name} 이용자의 마지막 인증서입니다. 넘기면 그 이용자는 더 이상 로그인할 수 없습니다.",
    "It is the last certificate of {name}, who can no longer log in without it.",
)
YES_GIVE = Text("넘기기", "Give it")
ASK_GIVE = Text(
    "인증서({holder})를 {name} 이용자에게 넘깁니다. 이후 이 인증서로 로그인하면 {name} 이용자로 "
    "로그인됩니다.",
    "{holder} is given to {name}: from then on whoever logs in with it is {name}.",
)
PASSWORD_CHANGED = Text(
    "비밀번호를 바꾸었습니다. 다른 곳의 로그인은 끝났습니다.",
    "The password is changed. Logins elsewhere have ended.",
)

EXPORT_INTRODUCTION = Text(
    "등록 정보를 다른 기관의 등록 서비스에 낼 파일로 만듭니다. 받을 서비스의 주소를 입력하십시오. "
    "그 서비스만 읽을 수 있게 신원확인값을 암호화하고, 인증서로 서명합니다.",
    "This makes a file of the registered data for another agency's service. Enter the address of "
    "the service that is to receive it: the proof of identity is sealed for it alone, and your "
    "certificate signs the file.",
)
ADDRESS = Text("받을 서비스의 주소", "Address of the receiving service")
ADDRESS_EXAMPLE = Text("예: https://reg.example.go.kr", "Example: https://reg.example.go.kr")
ASK_SERVICE = Text("서비스 확인", "Ask the service")
TARGET = Text("받을 서비스: {name}", "Receiving service: {name}")
EXPORT_REVIEW = Text(
    "아래 문서에 이 인증서로 서명하여 파일로 저장합니다. 끝까지 읽고 확인하십시오.",
    "This certificate signs the document below, which is saved as a file. Read it to its end.",
)
SIGN_AND_SAVE = Text("서명하고 저장", "Sign and save")
PACKAGE_KIND = Text("서명된 등록 정보 (*.g2b)", "Signed registered data (*.g2b)")
EXPORTED = Text(
    "{file}에 저장했습니다. 이 파일을 받을 기관에 보내십시오.",
    "Saved as {file}. Send this file to the agency.",
)
EXPORT_AGAIN = Text("처음부터 다시", "Begin again")
