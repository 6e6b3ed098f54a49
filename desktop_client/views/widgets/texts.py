"""What the small shared widgets say."""

from registration.text import Text

KINDS = {
    "info": Text("안내", "Note"),
    "success": Text("완료", "Done"),
    "warning": Text("주의", "Attention"),
    "danger": Text("오류", "Error"),
}
ERROR_CODE = Text("오류 코드: {code}", "Error code: {code}")
REQUEST_ID = Text("서비스 요청 번호: {request}", "Number of the request: {request}")
LOG_FILE = Text(
    "오류 번호 {reference} · 기록 파일: {file}", "Reference {reference} · log file: {file}"
)
REPORT = Text("오류 보고서 보기", "See an error report")
COPY_DETAILS = Text("오류 내용 복사", "Copy details")
DETAILS_COPIED = Text("오류 내용을 복사하였습니다.", "The details were copied.")
RETRY = Text("다시 시도", "Try again")
TO_SETTINGS = Text("설정 열기", "Open the settings")
STOP = Text("중지", "Stop")
TOO_LATE = Text(
    "이제 멈출 수 없습니다. 끝날 때까지 기다려 주십시오.",
    "It cannot be stopped any more. Please wait until it has ended.",
)
WORKING = Text("처리하고 있습니다.", "Working.")
BROWSE = Text("찾아보기…", "Browse…")
BROWSE_NAME = Text("{field}: 찾아보기", "{field}: browse")
PROGRESS = Text("진행 정도", "Progress")

PROCEDURE = Text("수행절차", "Procedure")
STEPS_AT = Text("전체 {count}단계 중 {number}단계: {title}", "Step {number} of {count}: {title}")
STEP_DONE = Text("{number}단계 {title}: 마침", "Step {number}, {title}: done")
STEP_PRESENT = Text("{number}단계 {title}: 지금 단계", "Step {number}, {title}: present step")
STEP_AHEAD = Text("{number}단계 {title}", "Step {number}, {title}")
NEXT_STEP = Text("다음 단계: {title}", "Next: {title}")

ROW = Text("{row} {number}", "{row} {number}")
NO_ROWS = Text("없음", "None")
NO_ANSWER = Text("–", "–")
FORM_CONTENTS = Text("신청서 내용", "Contents of the application")

NEW_PASSWORD = Text("새 비밀번호", "New password")
NEW_PASSWORD_AGAIN = Text("새 비밀번호 다시 입력", "New password again")
PASSWORD_RULES = Text(
    "두 종류 문자로 10자 이상, 또는 세 종류로 8자 이상(영문 대·소문자, 숫자, 기호). 같은 문자나 "
    "연속된 문자를 3자 이상 이어서 쓸 수 없고, 아이디·사업자등록번호·전화번호를 넣을 수 없습니다.",
    "At least 10 characters of two kinds, or 8 of three (large, small, digits, signs); no three "
    "equal or consecutive ones, and not the ID, the business number or a phone number.",
)
PASSWORD_GOOD = Text("쓸 수 있는 비밀번호입니다.", "The password is good.")
PASSWORD_TWICE = Text("같은 비밀번호를 한 번 더 입력하십시오.", "Type the same password again.")
PASSWORDS_DIFFER = Text("두 비밀번호가 서로 다릅니다.", "The two passwords differ.")
PASSWORDS_AGREE = Text("두 비밀번호가 같습니다.", "The two passwords agree.")
SHOW_PASSWORD = Text("비밀번호 보기", "Show the password")
PASSWORD_SAME = Text(
    "지금 비밀번호와 다른 비밀번호를 입력하십시오.", "Choose another than the present password."
)
