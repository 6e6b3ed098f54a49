"""What having a certificate issued says."""

from desktop_client.pki.issuing.requests import RevocationReason
from desktop_client.workflows.issuing.judged import Question
from desktop_client.workflows.issuing.pending import Stage
from registration.text import Text

TITLE = Text("인증서 발급", "Get a certificate issued")
PREPARING = Text("발급을 준비하고 있습니다.", "Getting ready.")
NEXT = Text("다음", "Next")
BACK = Text("이전", "Back")
LATER = Text("나중에", "Later")
HOME = Text("처음으로", "Home")

CODES_STEP = Text("번호 입력", "Numbers")
PLACE_STEP = Text("저장 위치", "Where to keep it")
PASSWORD_STEP = Text("비밀번호", "Password")
DONE_STEP = Text("발급", "Certificate")

CODES_LEAD = Text(
    "인증기관에서 받은 참조번호와 인가코드를 입력하십시오.",
    "Enter the reference number and the authorisation code that the CA gave.",
)
CODES_FROM_APPLICATION = Text(
    "승인된 신청의 참조번호와 인가코드입니다. 이대로 '다음'을 누르십시오.",
    "These are the numbers of the approved application. Press 'Next'.",
)
CODES_FORMAT = Text(
    "자릿수는 인증기관마다 다릅니다. 받은 그대로 입력하십시오. 빈칸은 없어도 되고, 하이픈(-)은 "
    "넣은 그대로 보냅니다.",
    "Their length differs from CA to CA: enter them as given. Blanks do not matter; hyphens are "
    "sent as they are typed.",
)
CODES_ONCE = Text(
    "인가코드는 한 번만 쓸 수 있고 유효기간이 있습니다.",
    "The authorisation code can be used once, and for a limited time.",
)
AUTHORITY = Text("인증기관", "CA")
OTHER_AUTHORITY = Text("표준 방식(CMP)을 여는 인증기관", "A CA that opens the standard way (CMP)")
PRACTICE_AUTHORITY = Text("연습 인증기관", "Practice CA")
ADDRESS = Text("발급 주소", "Address")
ADDRESS_HELP = Text(
    "인증기관이나 관리자에게 받은 주소(http://…)입니다.",
    "As the CA or an administrator gave it (http://…).",
)
REFERENCE = Text("참조번호", "Reference number")
CODE = Text("인가코드", "Authorisation code")
PASTE = Text("붙여넣기", "Paste both")
PASTED = Text("참조번호와 인가코드를 붙여넣었습니다.", "Both numbers were pasted.")
NOTHING_TO_PASTE = Text(
    "복사한 내용에서 참조번호와 인가코드를 찾지 못했습니다.",
    "The copied text contains no reference number and code.",
)
MISSING = Text("필수 항목입니다.", "This is needed.")
TOLD = Text("{why} {next}", "{why} {next}")

CLOSED = Text(
    "{authority}: 발급 방식을 공개하지 않는 인증기관이어서 이 프로그램에서 바로 발급받을 수 "
    "없습니다.",
    "{authority} keeps its way of issuing to itself: this program cannot ask it.",
)
CLOSED_NUMBERS = Text(
    "참조번호 {reference} · 인가코드 {code}",
    "Reference number {reference} · authorisation code {code}",
)
CLOSED_WAY = Text(
    "① {authority} 누리집에서 참조번호와 인가코드로 인증서를 발급받으십시오. ② 인증서를 이 "
    "컴퓨터의 디스크나 이동식 디스크에 저장하면 바로 목록에 나타납니다. PFX 파일로 받았으면 "
    "'인증서 관리'에서 가져오십시오. ③ 인증서를 등록하십시오.",
    "1. Get the certificate at the website of {authority} with both numbers. 2. Keep it on this "
    "computer or a removable drive, and it is listed at once; a PFX file is imported under "
    "'Certificates'. 3. Register the certificate.",
)
TO_MANAGER = Text("인증서 관리 열기", "Open the certificates")
TO_ENROL = Text("인증서 등록하기", "Register the certificate")

PLACE_LEAD = Text("인증서를 어디에 저장합니까?", "Where is the certificate to be kept?")
PLACES = Text("저장 위치", "Places")
PLACE_FOLDER = Text("폴더: {folder}", "Folder: {folder}")
OTHER_FOLDER = Text("다른 폴더…", "Another folder…")
OTHER_FOLDER_TITLE = Text(
    "인증서를 저장할 폴더를 선택하십시오", "Choose a folder for the certificate"
)
CHOSEN_FOLDER = Text("고른 폴더 ({name})", "The chosen folder ({name})")
PLACE_HELP = Text(
    "그 아래의 NPKI 폴더에 저장합니다. 이동식 디스크는 발급이 끝날 때까지 빼지 마십시오.",
    "It is kept in the NPKI folder there. Leave a removable drive connected until all is done.",
)
PLACE_TOKEN = Text("일련번호: {serial}", "Serial number: {serial}")
PLACE_TOKEN_HELP = Text(
    "키를 보안토큰 안에서 만들며 밖으로 나오지 않습니다. 보안토큰에는 서명용 인증서만 저장합니다. "
    "로그인과 신청에는 이것으로 충분합니다. 발급이 끝날 때까지 빼지 마십시오.",
    "The key is made in the token and never leaves it. Only the certificate for signatures is kept "
    "there, without that for encryption: it is all that logging in and filing need. Leave the "
    "token connected until all is done.",
)
PLACE_UNUSABLE = Text("{name} · {why}", "{name} · {why}")
WRITE_PROTECTED = Text("쓰기 금지", "write-protected")
NO_KEYS_MADE = Text("키를 만들 수 없음", "makes no keys")
KEY_LENGTH = Text("키 길이", "Key length")
KEY_LENGTH_VALUE = Text("RSA {bits}비트", "RSA, {bits} bits")

PASSWORD_LEAD = Text(
    "새 인증서의 비밀번호를 정하십시오. 로그인하고 서명할 때마다 입력합니다.",
    "Choose the password of the new certificate. It is asked for at every login and signature.",
)
PIN_LEAD = Text(
    "보안토큰 {label}의 비밀번호(PIN)를 입력하십시오. 새 인증서의 비밀번호는 따로 정하지 않습니다.",
    "Enter the PIN of the token {label}. The new certificate has no password of its own.",
)
PIN_RENEWAL_LEAD = Text(
    "{holder}의 인증서를 같은 보안토큰 안에서 갱신합니다. 보안토큰 {label}의 비밀번호(PIN)를 "
    "입력하십시오.",
    "The certificate of {holder} is renewed in the same token. Enter the PIN of the token {label}.",
)
PASSWORD_LOST = Text(
    "비밀번호는 어디에도 저장되지 않아, 잊으면 되찾을 수 없습니다.",
    "The password is kept nowhere: once forgotten, it cannot be found again.",
)
SHOW_PASSWORDS = Text("비밀번호 보기", "Show the passwords")
ISSUE = Text("인증서 발급받기", "Get the certificate")
DIFFERENT = Text("두 비밀번호가 서로 다릅니다.", "The two passwords differ.")

SAFE_TO_STOP = Text(
    "중지해도 만든 키는 남아 있어 나중에 이어서 발급받을 수 있습니다.",
    "If you stop, the keys are kept, and issuing goes on with them later.",
)
STOPPED = Text("발급을 중지하였습니다.", "Issuing was stopped.")
ENDED_MEANWHILE = Text(
    "그 사이에 발급이 끝났습니다. 인증서 관리에서 새 인증서를 확인하십시오.",
    "Meanwhile it has ended. See the new certificate under 'Certificates'.",
)
NOTHING_BEGUN = Text("시작한 발급이 없습니다.", "Nothing was begun.")
WITHOUT_HYPHENS = Text("하이픈(-) 빼고 다시 보내기", "Send again without hyphens")
CODES_AGAIN = Text("번호 다시 입력", "Enter the numbers again")
PLACE_AGAIN = Text("저장 위치 변경", "Choose another place")
ANEW = Text("새로 발급받기", "Begin anew")
LEAVING = Text(
    "지금 나가면 인가코드를 다시 볼 수 없을 수 있습니다. 적어 두지 않았으면 먼저 발급을 "
    "마치십시오.",
    "The code may not be shown again. Unless you have noted it, finish first.",
)
LEAVE = Text("나가기", "Leave")

UNFINISHED_LEAD = Text(
    "끝나지 않은 인증서 발급이 있습니다.", "The issuing of a certificate was not finished."
)
UNFINISHED_WHY = Text(
    "전원이 꺼지거나 중지되어 끝나지 않았습니다. 만든 키가 남아 있어, 같은 요청을 "
    "이어서 마칠 수 있습니다. 인증서가 두 번 발급되지 않습니다.",
    "It was interrupted. The keys are kept, and the same request can be continued: no second "
    "certificate is made.",
)
UNFINISHED_LIST = Text("끝나지 않은 발급", "Not finished")
UNFINISHED_ROW = Text("{what} · {day}", "{what} · {day}")
UNFINISHED_STAGE = Text("{begun} 시작 · {stage}", "Begun {begun} · {stage}")
ISSUE_OF = Text("참조번호 {reference}", "No. {reference}")
RENEWAL_OF = Text("갱신: {holder}", "Renewal: {holder}")
STAGES = {
    Stage.BEGUN: Text("인증기관의 답을 받지 못함", "no answer of the CA yet"),
    Stage.ISSUED: Text("발급됨, 수령 통지 전", "issued, not yet acknowledged"),
    Stage.CONFIRMED: Text("발급됨, 저장 전", "issued, not yet in its place"),
}
NOT_ASKED = Text("요청을 보내기 전", "not asked for yet")
UNFINISHED_PASSWORD = Text(
    "발급을 시작할 때 정한 비밀번호", "The password chosen when it was begun"
)
UNFINISHED_PIN = Text("보안토큰 {label}의 비밀번호(PIN)", "The PIN of the token {label}")
TOKEN_NEEDED = Text(
    "키가 보안토큰 안에 있습니다. 보안토큰을 꽂고 PIN을 입력하십시오. 포기할 때에도 필요합니다.",
    "The key is in the token: plug it in and enter its PIN. Giving up needs both as well.",
)
FORGOTTEN = Text(
    "이 비밀번호를 잊었으면 이어서 발급받을 수 없습니다. 발급을 포기하고 인증기관에 재발급을 "
    "신청하십시오.",
    "Without this password it cannot be continued: give it up, and ask the CA for new numbers.",
)
GO_ON = Text("이어서 발급", "Go on")
GIVE_UP = Text("발급 포기…", "Give up…")
GIVE_UP_YES = Text("키를 지우고 포기합니다", "Give up and delete the keys")
GIVE_UP_PIN_NEEDED = Text(
    "새 키를 보안토큰에서 지우려면 보안토큰을 꽂고 PIN을 입력하십시오.",
    "To delete the new key from the token, plug it in and enter its PIN.",
)
GIVE_UP_WITHOUT = Text("보안토큰 없이 포기합니다", "Give up without the token")
LEFT_ON_TOKEN = Text(
    "보안토큰 없이 포기하면 보안토큰 {label}에 이름이 {name}으로 시작하는 키와 발급 정보가 "
    "남습니다. 나중에 제조사의 관리 프로그램에서 지울 수 있습니다.",
    "Without it, a key and data whose names begin with {name} stay on the token {label}. The "
    "program of the token's maker can delete them later.",
)
GIVEN_UP_WITHOUT = Text(
    "발급을 포기했습니다. 만든 키는 보안토큰에 남아 있습니다.",
    "It was given up. The key that was made stays on the token.",
)
GIVE_UP_NO = Text("그대로 둡니다", "Keep them")
GIVE_UP_NOT_ASKED = Text(
    "인증기관에 아직 발급을 요청하지 않았습니다. 포기하면 새로 만든 키만 지워지고, "
    "참조번호와 인가코드는 그대로 쓸 수 있습니다.",
    "The CA has not been asked yet. Only the new keys are deleted; both numbers can still be used.",
)
GIVE_UP_ASKED = Text(
    "인증기관에 요청을 보냈으므로 인증서가 이미 발급되었을 수 있습니다. 포기하면 그 개인키가 "
    "지워져 인증서를 영영 쓸 수 없고, 같은 번호로 다시 발급받지 못할 수 있습니다. 포기한 뒤에는 "
    "인증기관에 폐지와 재발급을 신청하십시오.",
    "The request was sent, and a certificate may exist at the CA. Its private key is deleted: it "
    "can never be used, and the same numbers may not work again. Afterwards ask the CA to revoke "
    "it and to give new numbers.",
)
GIVE_UP_ISSUED = Text(
    "인증서가 이미 발급되었습니다. 포기하면 그 개인키가 지워져 인증서를 영영 쓸 수 없습니다. "
    "포기한 뒤에는 인증기관에 폐지와 재발급을 신청하십시오.",
    "The certificate has been issued. Its private key is deleted: it can never be used. Afterwards "
    "ask the CA to revoke it and to give new numbers.",
)
GIVE_UP_RENEWAL_NOT_ASKED = Text(
    "인증기관에 아직 갱신을 요청하지 않았습니다. 새로 만든 키만 지워지고, 지금 인증서는 "
    "그대로입니다.",
    "The CA has not been asked yet. Only the new keys are deleted; the present certificate stays.",
)
GIVE_UP_RENEWAL = Text(
    "인증기관에서 인증서가 이미 갱신되었을 수 있습니다. 포기하면 새 개인키가 지워져 새 인증서를 "
    "쓸 수 없고, 지금 인증서는 유효기간까지만 쓸 수 있습니다. 다시 갱신할 수 있는지는 인증기관에 "
    "문의하십시오.",
    "The CA may have renewed the certificate already. Its new key is deleted and the new "
    "certificate can never be used; the present one can be used until it expires. Ask the CA "
    "whether it can be renewed again.",
)
GIVEN_UP = Text("발급을 포기하고 키를 지웠습니다.", "It was given up, and the keys were deleted.")

DONE = Text("인증서가 발급되어 저장되었습니다.", "The certificate was issued and is in its place.")
DONE_BUT = Text(
    "인증서가 발급되어 저장되었지만 그대로 쓸 수 없습니다. 아래의 내용을 확인하십시오.",
    "The certificate was issued and is in its place, but cannot be used as it is. See below.",
)
CHECKS = Text("확인 결과", "What was checked")
QUESTIONS = {
    Question.CHAIN: Text("발급기관의 서명과 폐지 여부", "Signature of its CA, and revocation"),
    Question.HOLDER: Text("소유자 이름", "Name of the holder"),
    Question.NUMBER: Text("신원확인(사업자등록번호 대조)", "Identity (business number)"),
}
GOOD = Text("{question}: 이상 없음", "{question}: good")
NOT_ASKED_YET = Text(
    "{question}: 등록할 때 확인합니다", "{question}: checked when it is registered"
)
BAD = Text("{question}: {why} {next}", "{question}: {why} {next}")
HOLDER = Text("소유자", "Holder")
ISSUER = Text("발급기관", "Issuer")
UNTIL = Text("유효기간", "Validity")
PERIOD = Text("{begin}부터 {end}까지", "{begin} to {end}")
WHERE = Text("저장 위치", "Location")
FACTS = Text("인증서 내용", "About the certificate")

RENEWAL_TITLE = Text("인증서 갱신", "Renew a certificate")
RENEWAL_LEAD = Text(
    "{holder}의 인증서를 갱신합니다. 지금 인증서는 새 인증서 옆에 그대로 남습니다.",
    "The certificate of {holder} is renewed. The present one stays beside the new one.",
)
SAME_PASSWORD = Text(
    "새 인증서에도 지금 비밀번호를 씁니다", "Use the present password for the new certificate too"
)
RENEW = Text("갱신", "Renew it")
PASSWORD_AGAIN = Text("비밀번호 다시 입력", "Enter the password again")
REPLACE = Text("새 인증서로 바꾸어 등록하기", "Register it in place of the present one")
LOGIN = Text("로그인하기", "Log in")
RENEWED_NEXT = Text(
    "새 인증서를 등록해야 로그인할 수 있습니다. 이용자 정보는 그대로이며, 서류를 다시 내지 "
    "않습니다.",
    "Register the new certificate to log in with it. The user stays, and no papers are needed.",
)
RENEWED_LOGIN = Text(
    "새 인증서를 등록해야 로그인할 수 있습니다. 지금까지 쓰던 인증서로 로그인한 뒤 '이용자'에서 "
    "'새 인증서로 교체'를 누르면 서류 없이 바꿀 수 있습니다.",
    "Register the new certificate to log in with it: log in with the present one, and press "
    "'Replace with a new certificate' beside its user. No papers are needed.",
)

REVOCATION_TITLE = Text("인증서 폐지 신청", "Have the certificate revoked")
REVOCATION_OF = Text("{holder}의 인증서", "The certificate of {holder}")
REVOCATION_WARNING = Text(
    "폐지하면 되돌릴 수 없습니다. 이 인증서로 더는 로그인하거나 서명할 수 없고, 다시 쓰려면 새로 "
    "발급받아 등록해야 합니다. 다른 곳에 있는 사본도 함께 쓸 수 없게 됩니다.",
    "This cannot be undone. The certificate no longer logs in or signs, nor do its copies "
    "elsewhere: a new one has to be issued and registered.",
)
REASON = Text("폐지 사유", "Reason")
CHOOSE_REASON = Text("사유를 선택하십시오", "Choose a reason")
REASONS = {
    RevocationReason.KEY_COMPROMISE: Text(
        "개인키나 비밀번호 유출·분실", "Key or password lost or disclosed"
    ),
    RevocationReason.AFFILIATION_CHANGED: Text("상호·소속 변경", "Name or affiliation has changed"),
    RevocationReason.SUPERSEDED: Text(
        "새 인증서로 교체", "Another certificate has taken its place"
    ),
    RevocationReason.CESSATION_OF_OPERATION: Text("더 쓰지 않음", "No longer used"),
    RevocationReason.UNSPECIFIED: Text("그 밖의 사유", "Another reason"),
}
REVOKE = Text("폐지를 신청합니다", "Revoke it")
REVOKE_NOT = Text("그대로 둡니다", "Keep it")
MANAGEMENT_NOT_REVOKED = Text(
    "키 관리용(암호화용) 인증서는 인증기관이 함께 폐지하지 않았습니다. 그 폐지는 인증기관에 "
    "신청하십시오.",
    "The CA has not revoked the certificate for encryption beside it: ask the CA for that.",
)
REVOKED = Text(
    "{holder}의 인증서가 폐지되었습니다. 파일은 남아 있으니 필요하지 않으면 삭제하십시오.",
    "The certificate of {holder} is revoked. Its files are still there: delete them if not needed.",
)
