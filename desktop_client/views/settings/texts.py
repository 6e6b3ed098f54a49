"""What the settings screen says."""

from registration.text import Text

TITLE = Text("설정", "Settings")
LEAD = Text("바꾸면 바로 저장됩니다.", "Changes are saved automatically.")
LOCKED = Text("관리자가 정함", "Set by the administrator")
LISTS = Text("신뢰 목록과 폐지목록 보기", "See trust and revocation lists")
NOT_SET = Text("정하지 않음", "Not set")
NOT_CONFIRMED = Text("아직 확인하지 않았습니다.", "Not confirmed yet.")
NOT_IN_PRACTICE = Text(
    "연습 모드에서는 쓰이지 않습니다. 실제 서비스에서만 적용됩니다.",
    "Not used in practice mode; it applies to the real service only.",
)
KEPT = Text("저장했습니다: {title}", "Saved: {title}")
NOT_KEPT = Text(
    "설정을 저장하지 못했습니다. 디스크 공간과 쓰기 권한을 확인하십시오.",
    "The setting could not be kept. Check disk space and permissions.",
)
PROBLEM = Text("{why} {next}", "{why} {next}")
ADDRESS_SHAPE = Text("https://", "https://")

ASK_SERVICE = Text("서비스 확인…", "Check the service…")
ASKING_SERVICE = Text("서비스에 묻고 있습니다.", "Asking the service.")
SERVICE_NAMED = Text("이 주소의 서비스: {name}", "The service at this address: {name}")
SERVICE_HOLDER = Text("인증서의 이름과 발급자: {holder}", "Certificate and its issuer: {holder}")
SERVICE_FINGERPRINT = Text("인증서 지문(SHA-256): {fingerprint}", "Its SHA-256: {fingerprint}")
SERVICE_DIFFERS = Text(
    "앞서 확인한 지문은 {fingerprint}입니다. 바뀐 사유를 관리자에게 확인한 뒤에만 확인하십시오.",
    "The one confirmed before is {fingerprint}. Confirm only after your administrator has told "
    "you why it changed.",
)
CONFIRM_SERVICE = Text("이 서비스가 맞습니다", "This is the right service")

ADD_FOLDER = Text("폴더 추가…", "Add a folder…")
ADD_FOLDER_TITLE = Text("폴더를 선택하십시오", "Choose a folder")
ADD_FILE = Text("파일 추가…", "Add a file…")
ADD_FILE_TITLE = Text("파일을 선택하십시오", "Choose a file")
REMOVE = Text("빼기", "Remove")
REMOVE_NAME = Text("목록에서 빼기: {path}", "Remove from the list: {path}")
NO_FOLDERS = Text("더한 폴더가 없습니다.", "No folder has been added.")
NO_FILES = Text("더한 파일이 없습니다.", "No file has been added.")
