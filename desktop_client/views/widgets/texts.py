"""What the small shared widgets say."""

from registration.text import Text

KINDS = {
    "info": Text("안내", "Note"),
    "success": Text("완료", "Done"),
    "warning": Text("주의", "Attention"),
    "danger": Text("오류", "Error"),
}
ERROR_CODE = Text("오류 코드: {code}", "Error code: {code}")
LOG_FILE = Text(
    "오류 번호 {reference} · 기록 파일: {file}", "Reference {reference} · log file: {file}"
)
COPY_DETAILS = Text("오류 내용 복사", "Copy details")
DETAILS_COPIED = Text("오류 내용을 복사하였습니다.", "The details were copied.")
RETRY = Text("다시 시도", "Try again")
TO_SETTINGS = Text("설정 열기", "Open the settings")
STOP = Text("그만두기", "Stop")
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
