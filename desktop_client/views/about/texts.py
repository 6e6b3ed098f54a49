"""What the screen about the program says."""

from registration.text import Text

TITLE = Text("프로그램 정보", "About the program")
VERSIONS = Text("버전", "Versions")
DATA = Text("자료 폴더", "Folder of drafts, receipts and settings")
LOG = Text("기록 파일(로그)", "Log")
NO_LOG = Text("기록하지 않습니다.", "None is kept.")
LICENCES = Text("라이선스", "Licences")
LICENCES_LEAD = Text(
    "이 프로그램과, 함께 쓰는 라이브러리 {count}개입니다. 이름을 고르면 라이선스 전문이 보입니다.",
    "This program and the {count} libraries it uses. Choose a name to read its licence.",
)
COMPONENTS_NAME = Text("라이브러리 목록", "List of libraries")
LICENCE_NAME = Text("{name}의 라이선스", "Licence of {name}")
COMPONENT = Text("{name} {version} – {licence}", "{name} {version} – {licence}")
UNNAMED = Text("라이선스 이름 없음", "licence not named")
NO_TEXT = Text(
    "이 라이브러리에는 라이선스 전문이 들어 있지 않습니다. 라이선스: {licence}",
    "This library comes without the text of its licence, which is: {licence}",
)
OPEN_DATA = Text("자료 폴더 열기", "Open the folder")
OPEN_LOG = Text("기록 폴더 열기", "Open the log's folder")
FOLDER_NOT_OPENED = Text(
    "폴더를 열 프로그램이 없습니다. 이 경로를 복사하여 여십시오: {folder}",
    "No program here opens folders. Copy this path and open it: {folder}",
)
REPORT = Text("오류 보고서 만들기", "Make an error report")
COPY = Text("정보 복사", "Copy this")
COPIED = Text("복사하였습니다.", "Copied.")
TABLES = Text("부호표", "Code tables")
TABLE_NAMES = {
    "industries": Text("업종", "Industries"),
    "products": Text("품목", "Products"),
    "institutions": Text("수요기관", "Institutions"),
    "countries": Text("국가", "Countries"),
    "banks": Text("은행", "Banks"),
    "legal_dong": Text("법정동", "Legal dong"),
}
TABLE = Text(
    "{name} {count}개 · {day} 기준 · 출처: {source}", "{name}: {count}, as of {day} · from {source}"
)
