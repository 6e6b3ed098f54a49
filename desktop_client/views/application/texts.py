"""What the application form says besides its questions, which come with the form."""

from registration.kinds import FilingPurpose
from registration.text import Text

TITLE = Text("등록 신청", "Application")
TITLES = {
    FilingPurpose.NEW: Text("{title}", "{title}"),
    FilingPurpose.CHANGE: Text("{title} 변경 신청", "{title}: change"),
    FilingPurpose.SUPPLEMENT: Text(
        "{title} 보완 (접수번호 {number})", "{title}: completion (No. {number})"
    ),
}
HOME = Text("처음 화면으로", "Go to the first screen")
OPENING = Text("신청서를 여는 중입니다.", "Opening the application.")
CLOSED = Text(
    "이 신청서는 이미 서명했으므로 고칠 수 없습니다.",
    "This application has been signed and can no longer be changed.",
)
SHOW_STATUS = Text("진행현황 보기", "Show the status")

KNOWN = {
    "record": Text(
        "{name}의 등록 정보({title})가 있습니다. 같은 항목을 이 신청서에 채우겠습니까?",
        "There is a record of {name} ({title}). Fill in the same entries from it?",
    ),
    "draft": Text(
        "이 컴퓨터에 {name}의 신청서({title})가 있습니다. 같은 항목을 이 신청서에 채우겠습니까?",
        "This computer has an application of {name} ({title}). Fill in the same entries from it?",
    ),
}
FILL_IN = Text("채우기", "Fill in")
FILL_IN_NOT = Text("새로 입력", "Type it again")

SAVED_AT = Text("{time} 자동 저장됨", "Saved at {time}")
SAVE_FAILED = Text("저장되지 않음", "Not saved")
SAVE_NOW = Text("지금 저장", "Save now")
KEEP_MINE = Text("내 것을 새 신청서로 보관", "Keep mine as another application")
TAKE_THEIRS = Text("다른 창의 것을 불러오기", "Load what the other window has")
LEAVE_UNSAVED = Text("저장하지 않고 나가기", "Leave without saving")

PAGES = Text("신청서 항목", "Pages")
PAGE_STATE_PAPERS = Text("첨부하지 않은 서류 {count}", "{count} papers not attached")
PAGE_STATE_DONE = Text("고칠 항목 없음", "nothing to correct")
PAGE_STATE_PROBLEMS = Text("고칠 항목 {count}개", "{count} to correct")
PAGE_STATE_NEW = Text("아직 보지 않음", "not visited")
PAGE_STATE_PRESENT = Text("지금 쪽", "present page")
COUNT = Text("{count}", "{count}")
PREVIOUS = Text("이전", "Previous")
NEXT = Text("다음", "Next")
TO_REVIEW = Text("신청서 검토", "Review the application")

PROBLEMS_LEFT = Text(
    "고칠 항목이 {count}개 있습니다. 선택하면 그 항목으로 이동합니다.",
    "{count} entries have to be corrected. Choose one to go there.",
)
PROBLEM_LIST = Text("고칠 항목", "Entries to correct")
PLACE = Text("{page} › {field}", "{page} › {field}")
PLACE_IN_ROW = Text("{page} {row} › {field}", "{page} {row} › {field}")
PROBLEM_IN_LIST = Text("{place}: {problem}", "{place}: {problem}")

REQUIRED = Text("필수", "required")
REQUIRED_MARK = Text("●", "●")
REQUIRED_LEGEND = Text("표시는 필수 항목입니다.", "marks what is required.")
ERROR = Text("오류: {problem}", "Error: {problem}")
WARNING = Text("확인: {problem}", "Please check: {problem}")
CHOICE_REQUIRED = Text("선택하여 주십시오.", "Please choose.")
CHOOSE = Text("선택하십시오", "Choose")
READ_CONSENT = Text("내용 보기", "Read the text")
READ_CONSENT_OF = Text("{title}: 내용 보기", "{title}: read the text")
AGREE = Text("읽었으며 동의합니다", "I have read it and agree")
CLOSE = Text("닫기", "Close")
OPEN_CALENDAR = Text("{field}: 달력에서 선택", "{field}: choose from a calendar")
CALENDAR = Text("달력", "Calendar")
PREVIOUS_MONTH = Text("이전 달", "Previous month")
NEXT_MONTH = Text("다음 달", "Next month")
YEAR = Text("년", "Year")
DAYS = Text("날짜", "Days")

FINDINGS = Text("{field}: 찾은 항목", "{field}: what was found")
NOTHING_FOUND = Text("찾은 항목이 없습니다.", "Nothing was found.")
NOTHING_FOUND_OPEN = Text(
    "찾은 항목이 없습니다. 코드를 알면 그대로 입력해도 됩니다.",
    "Nothing was found. If you know the code, just type it.",
)
NAME_UNCONFIRMED = Text(
    "이름 확인 안 됨 – 이름을 직접 입력하십시오.", "Name not confirmed; please type it."
)
NAME_IN_DOUBT = Text("{title} (이름 확인 안 됨)", "{title} (name not confirmed)")
CODE_CLOSED = Text("{title} (폐지된 코드)", "{title} (code no longer given)")
MORE_FOUND = Text(
    "더 있습니다. 이름을 더 길게 입력하십시오.", "There are more. Type more of the name."
)
INSTITUTION_REGISTERED = Text(
    "이미 등록된 기관이어서 신청할 수 없습니다.", "registered already, cannot apply again"
)
SERVICE_NOT_ASKED = Text(
    "서비스에 연결하지 못하여 이 프로그램의 목록에서 찾았습니다. 코드를 알면 그대로 입력하십시오.",
    "The service could not be reached; this is from the program's own list. "
    "If you know the code, just type it.",
)

ROWS = Text("{page} 목록", "List of {page}")
NO_ROWS = Text(
    "입력한 {row} 항목이 없습니다. 해당하는 것이 없으면 다음 단계로 넘어가십시오.",
    "{row}: nothing entered. If there is none, continue to the next page.",
)
NO_ROWS_NEEDED = Text("{row} 항목을 {count}개 이상 입력하십시오.", "Enter at least {count}: {row}.")
ADD = Text("추가", "Add")
DUPLICATE = Text("복제", "Duplicate")
REMOVE = Text("삭제", "Remove")
MOVE_UP = Text("위로", "Up")
MOVE_DOWN = Text("아래로", "Down")
PASTE = Text("표 붙여넣기", "Paste a table")
ABOUT_ROW = Text("{row} {action}", "{action}: {row}")
EDITED_ROW = Text("{row} {number} / {count}", "{row} {number} of {count}")
ROW_NUMBER = Text("번호", "No.")
ROW_STATE = Text("상태", "State")
ROW_STATE_DONE = Text("이상 없음", "complete")
ROW_STATE_PROBLEMS = Text("고칠 항목 {count}", "{count} to correct")
MAIN_MARK = Text("●", "●")
REMOVED = Text("{number}번째 {row} 항목을 삭제하였습니다.", "{row} {number} was removed.")
UNDO = Text("되돌리기", "Undo")
FULL = Text("{count}개까지만 입력할 수 있습니다.", "There can be {count} at the most.")
PASTED = Text("{count}개 행을 붙여넣었습니다.", "{count} rows were pasted.")
PASTED_UNREAD = Text(
    "읽을 수 없는 칸 {count}개는 비워 두었습니다.", "{count} cells could not be read and are empty."
)
PASTED_TOO_MANY = Text(
    "자리가 없어 {count}개 행은 넣지 못했습니다.", "There was no room for {count} rows."
)
PASTE_TOO_LARGE = Text(
    "복사한 내용이 너무 커서({count}자 초과) 붙여넣지 않았습니다. 필요한 행만 복사하십시오.",
    "What was copied is too large (over {count} characters) and was not pasted. "
    "Copy only the rows you need.",
)
NO_TABLE = Text(
    "복사한 표가 없습니다. 스프레드시트에서 다음 순서의 열을 복사하십시오: {columns}",
    "No table has been copied. In a spreadsheet, copy columns in this order: {columns}",
)
