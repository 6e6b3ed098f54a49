"""What the certificate manager says."""

from desktop_client.pki.keyfile.passwords import Strength
from registration.text import Text

TITLE = Text("인증서 관리", "Certificates")
LOOK_AGAIN = Text("새로 고침", "Refresh")
IMPORT = Text("PFX 파일 가져오기…", "Import a PFX file…")

ISSUE = Text("인증서 발급받기…", "Get a certificate issued…")
NONE_FOUND = Text(
    "인증서를 찾지 못했습니다. 인증서가 든 이동식 디스크나 보안토큰을 연결하면 바로 "
    "나타납니다. PFX 파일은 가져올 수 있습니다. 검색 위치: {places}",
    "No certificate was found. Connect the disk or token it is on, and it appears here; a PFX "
    "file can be imported. Looked in: {places}",
)
STOPPED = Text("검색을 중지했습니다.", "The search was stopped.")
EXPIRES = Text("{day}까지", "Until {day}")
EXPIRES_TODAY = Text("하루 안에 만료됩니다 ({day})", "Expires within a day ({day})")
EXPIRES_WITHIN = Text(
    "{within}일 안에 만료됩니다 ({day}, {days}일 남음)",
    "Expires within {within} days ({day}, {days} left)",
)
EXPIRED = Text("{day}에 만료됨", "Expired on {day}")

WHO = Text("소유자", "Holder")
WHO_VALUE = Text("{holder} ({kind})", "{holder} ({kind})")
ISSUER = Text("발급기관", "Issuer")
PURPOSE = Text("용도", "Purpose")
UNTIL = Text("유효기간", "Validity")
PERIOD = Text("{begin}부터 {end}까지", "{begin} to {end}")
WHERE = Text("저장 위치", "Location")
FACTS = Text("인증서 내용", "About the certificate")

CHAIN = Text("발급 경로", "Certificate chain")
BRANCH = Text("└ ", "└ ")
LINK = Text("{name}: {state}", "{name}: {state}")
ANCHOR = Text("신뢰하는 최상위 인증기관", "trusted root")
LINK_GOOD = Text("이상 없음", "valid")
ISSUER_MISSING = Text(
    "상위 인증기관({issuer})의 인증서가 없습니다", "the certificate of {issuer} is missing"
)

REVOCATION = Text("폐지 여부", "Revocation")
NOT_CHECKED = Text("아직 확인하지 않았습니다.", "Not checked yet.")
CHECK = Text("폐지 여부 확인", "Check for revocation")
NOT_REVOKED = Text("폐지되지 않았습니다.", "Not revoked.")
SWITCHED_OFF = Text(
    "설정에서 폐지 확인을 꺼 두었습니다.", "Checking is switched off in the settings."
)
SOURCE = Text("{name}: {kind} {url} · {time} 발행", "{name}: {kind} {url} · issued {time}")
SOURCE_KINDS = {"crl": Text("폐지목록", "Revocation list"), "ocsp": Text("OCSP", "OCSP")}
AT_HAND = Text("(이 컴퓨터의 파일)", "(a file on this computer)")
CHECKED_AT = Text("확인한 때: {time}", "Checked {time}")

TECHNICAL = Text("기술 정보", "Technical details")
SUBJECT_DN = Text("주체 DN", "Subject DN")
ISSUER_DN = Text("발급자 DN", "Issuer DN")
SERIAL = Text("일련번호", "Serial number")
POLICIES = Text("인증서 정책", "Policies")
KEY = Text("공개키", "Public key")
SIGNATURE = Text("서명 알고리즘", "Signed with")
FINGERPRINT = Text("SHA-256 지문", "SHA-256 fingerprint")
EXTENSIONS = Text("확장 필드", "Extensions")
CRITICAL = Text("{name} (필수)", "{name} (critical)")
FILES = Text("파일", "Files")
DRIVER = Text("구동프로그램", "Driver")

IDENTITY = Text("신원확인…", "Check identity…")
CHANGE = Text("비밀번호 변경…", "Change password…")
COPY = Text("복사…", "Copy…")
EXPORT = Text("PFX로 내보내기…", "Export as PFX…")
RENEW = Text("갱신…", "Renew…")
REVOKE = Text("폐지 신청…", "Revoke…")
DELETE = Text("삭제…", "Delete…")

WHICH_COPY = Text("대상 사본", "Which copy")
EVERY_COPY = Text("지금 비밀번호로 열리는 사본 모두", "Every copy that the password opens")
FITTING_COPY = Text("비밀번호가 맞는 사본", "The first copy that the password opens")
CANCEL = Text("취소", "Cancel")
PIN = Text("보안토큰 비밀번호(PIN)", "PIN of the security token")
PASSWORD = Text("인증서 비밀번호", "Certificate password")
NEW_PASSWORD = Text("새 비밀번호", "New password")
REPEAT = Text("새 비밀번호 다시 입력", "Repeat the new password")
PFX_PASSWORD = Text("PFX 파일 비밀번호", "Password of the PFX file")
NUMBER = Text("사업자등록번호 또는 주민등록번호", "Business or resident number")
FOLDER = Text("폴더", "Folder")
PFX_FILE = Text("PFX 파일", "PFX file")
SHOW_PASSWORDS = Text("비밀번호 보기", "Show the passwords")
PASSWORD_RULE = Text(
    "문자와 숫자와 특수문자를 섞어 10자 이상 ( ' \" \\ | 제외)",
    "10 characters or more, of letters, digits and signs (without ' \" \\ |)",
)
STRENGTHS = {
    Strength.UNFIT: PASSWORD_RULE,
    Strength.FAIR: Text("안전도: 보통", "Strength: fair"),
    Strength.GOOD: Text("안전도: 좋음", "Strength: good"),
}
HARD_TO_TYPE = Text(
    "한글 등이나 앞뒤 빈칸이 들어 있어 다른 프로그램에서는 열리지 않을 수 있습니다.",
    "Other programs may not open it: it is not plain ASCII, or blanks are at its ends.",
)
DIFFERENT = Text("두 비밀번호가 서로 다릅니다.", "The two passwords differ.")
BAD_NUMBER = Text(
    "번호가 잘못되었습니다. 사업자등록번호 10자리나 주민등록번호 13자리인지 확인하십시오.",
    "This is not a valid number. Check the 10 digits of a business, or 13 of a resident number.",
)
TOLD = Text("{why} {next}", "{why} {next}")

IDENTITY_TITLE = Text("신원확인(사업자등록번호 대조)", "Identity check (by business number)")
IDENTITY_LEAD = Text(
    "입력한 번호로 발급된 인증서인지 확인합니다. 번호와 비밀번호는 저장되거나 전송되지 않습니다.",
    "Finds out whether it was issued for a number. Number and password are neither kept nor sent.",
)
IDENTITY_OK = Text("확인", "Check")
MINE = Text("이 번호로 발급된 인증서입니다.", "It was issued for this number.")
MINE_BUT = Text("{mine} 그러나 쓸 수 없습니다: {why}", "{mine} But it cannot be used: {why}")
NOT_MINE = Text("다른 번호로 발급된 인증서입니다.", "It was issued for another number.")
CHANGE_TITLE = Text("비밀번호 변경", "Change the password")
CHANGE_LEAD = Text(
    "지금 비밀번호로 열리는 사본의 비밀번호가 모두 바뀝니다: {folders}",
    "Every copy that the present password opens gets the new one: {folders}",
)
CHANGE_OTHERS = Text(
    "다른 곳에 있는 사본의 비밀번호는 그대로입니다: {folders}",
    "Copies elsewhere keep their password: {folders}",
)
CHANGE_OK = Text("변경", "Change")
CHANGED = Text("비밀번호를 변경했습니다: {folders}", "The password was changed: {folders}")
NOT_CHANGED = Text(
    "비밀번호가 다르거나 쓸 수 없어 그대로인 사본: {folders}",
    "Copies that stay as they were, with another password or not writable: {folders}",
)
COPY_TITLE = Text("인증서 복사", "Copy the certificate")
COPY_LEAD = Text(
    "고른 드라이브나 폴더 아래 NPKI 폴더에 복사합니다. 비밀번호는 그대로입니다. "
    "복사할 것: {folder}",
    "It is copied into an NPKI folder there; the password stays the same. From {folder}",
)
COPY_OK = Text("복사", "Copy")
COPIED = Text("복사했습니다: {path}", "Copied to {path}")
REPLACE = Text("바꾸기", "Replace")
STAYED = Text(
    "같은 인증서가 이미 있어 그대로 두었습니다. 그곳의 비밀번호가 그대로 쓰입니다: {path}",
    "The same certificate is there and stays, under the password it has there: {path}",
)
NO_RANDOM = Text(
    "이 PFX 파일에는 신원확인 값(R)이 없어, 이 인증서로는 처음 등록할 때의 본인 확인을 할 수 "
    "없습니다. 원래 인증서 폴더나 R이 든 PFX 파일을 쓰십시오.",
    "The PFX file does not contain the value that proves identity (R), so this copy cannot be "
    "used for the first registration. Use the original folder, or a PFX file with R.",
)
EXPORT_TITLE = Text("PFX로 내보내기", "Export as PFX")
EXPORT_LEAD = Text(
    "개인키와 신원확인 정보까지 한 파일로 저장합니다. 파일의 비밀번호를 새로 정하십시오.",
    "One file with the private key and what proves identity. Choose a password for the file.",
)
EXPORT_FROM = Text("내보낼 것: {folders}", "From {folders}")
EXPORT_FIRST = Text(
    "다음 가운데 비밀번호가 맞는 것을 내보냅니다: {folders}",
    "Of these, the first that the password opens: {folders}",
)
EXPORT_OK = Text("내보내기", "Export")
OVERWRITE_QUESTION = Text(
    "이미 있는 파일입니다. 덮어쓰시겠습니까?", "The file exists already. Overwrite it?"
)
EXPORTED = Text("내보냈습니다: {path}", "Exported to {path}")
IMPORT_TITLE = Text("PFX 파일 가져오기", "Import a PFX file")
IMPORT_LEAD = Text(
    "PFX 파일의 인증서를 NPKI 폴더로 저장합니다. 쓸 비밀번호를 새로 정하십시오.",
    "Its certificates are saved as NPKI folders. Choose the password for them.",
)
IMPORT_OK = Text("가져오기", "Import")
IMPORTED = Text("가져왔습니다: {path}", "Imported to {path}")
DELETE_TITLE = Text("인증서 삭제", "Delete the certificate")
DELETE_LEAD = Text(
    "{holder}의 인증서를 삭제하면 되돌릴 수 없습니다.\n폴더: {folder}\n삭제할 파일: {files}",
    "Deleting the certificate of {holder} cannot be undone.\nFolder: {folder}\nFiles: {files}",
)
DELETE_OTHERS = Text("다른 곳의 사본은 남습니다: {folders}", "Copies elsewhere stay: {folders}")
DELETE_OK = Text("삭제", "Delete")
DELETED = Text("인증서를 삭제했습니다: {path}", "The certificate was deleted: {path}")

HOME_NOTICE = Text(
    "곧 만료되는 인증서가 {count}개 있습니다. 가장 먼저: {holder}, {expiry}",
    "{count} certificate(s) will expire soon. The next: {holder}, {expiry}",
)
HOME_RENEW = Text("갱신하기", "Renew it")
HOME_OPEN = Text("인증서 관리 열기", "Open the certificates")
