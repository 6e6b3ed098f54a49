"""What the window itself says, around every screen."""

from registration.text import Text

PRODUCT = Text("나라장터 이용자등록", "KONEPS Registration")
STATE_CHANGED = Text("신청 상태가 바뀌었습니다: {state}", "Your application is now: {state}")
WINDOW_TITLE = Text("{screen} - 나라장터 이용자등록", "{screen} - KONEPS Registration")
WINDOW_TITLE_PRACTICE = Text(
    "{screen} - 나라장터 이용자등록 (연습)", "{screen} - KONEPS Registration (practice)"
)
PRACTICE = Text(
    "연습 모드 – 실제로 제출되지 않습니다.", "Practice mode – nothing is really submitted."
)
OPEN_OFFICERS = Text("담당자 화면 열기", "Open the officers' pages")
OPEN_OFFICERS_NAME = Text(
    "담당자 화면을 브라우저에서 열기", "Open the officers' pages in the browser"
)
BROWSER_NOT_OPENED = Text(
    "브라우저를 열지 못했습니다. 이 주소를 브라우저에 붙여 넣으십시오: {address}",
    "The browser could not be opened. Paste this address into it: {address}",
)
REAL = Text("실제 서비스에 연결됩니다: {address}", "Connected to the real service: {address}")
REAL_WITHOUT_ADDRESS = Text(
    "실제 서비스 모드이지만 서비스 주소가 설정되지 않았습니다.",
    "Real service mode, but no service address is set.",
)

NAVIGATION_NAME = Text("주 메뉴", "Main menu")
MENU = Text("메뉴 ▾", "Menu ▾")
HOME = Text("처음", "Home")
STATUS = Text("진행현황", "Status")
ENROL = Text("인증서 등록", "Register certificate")
LOGIN = Text("로그인", "Log in")
REGISTERED = Text("등록 정보", "Registered data")
WHO = Text("{user} · {organisation}", "{user} · {organisation}")
LOG_OUT = Text("로그아웃", "Log out")
MANAGER = Text("인증서 관리", "Certificates")
LOOKUP = Text("조회·문서 확인", "Look up")
DOCUMENTS = Text("문서 서명", "Sign documents")

OTHER_LANGUAGE = Text("English", "한국어")
OTHER_LANGUAGE_NAME = Text("화면을 영어로 (English)", "Korean screens (한국어)")
VIEW = Text("보기 ▾", "View ▾")
VIEW_NAME = Text(
    "보기: 밝기, 글자 크기, 설정, 사용 안내, 정보",
    "View: light or dark, text size, settings, guide, about",
)
TEXT_SCALE = Text("글자 크기 {percent}%", "Text size {percent} %")
SETTINGS = Text("설정", "Settings")
GUIDE = Text("사용 안내", "User's guide")
PRACTISE = Text("연습 창 열기", "Open a practice window")
PRACTICE_OPENING = Text(
    "연습 창을 열고 있습니다. 실제로 제출되지 않으며, 이 창은 그대로 있습니다.",
    "A practice window is opening. Nothing in it is really submitted; this window stays.",
)
REPORT = Text("오류 보고서", "Error report")
SHORTCUTS = Text("단축키", "Keyboard shortcuts")
CHECKUP = Text("환경 점검", "Computer check")
ABOUT = Text("프로그램 정보와 라이선스", "About and licences")
CLOSE = Text("닫기", "Close")
SETTINGS_UNREADABLE = Text(
    "설정 파일을 읽을 수 없어 기본 설정으로 시작하였습니다: {files}",
    "Settings could not be read, so the defaults are used: {files}",
)
SETTINGS_KEPT_ASIDE = Text(
    "읽을 수 없던 설정 파일은 다음 이름으로 보관하였습니다: {file}",
    "The settings that could not be read were kept as {file}",
)
WAIT = Text(
    "처리 중인 작업이 끝난 뒤에 바꿀 수 있습니다.", "This can be changed once the work is done."
)

SHORTCUT_LIST: tuple[tuple[str, Text], ...] = (
    ("Alt+1 … Alt+7", Text("주 메뉴의 화면으로 이동", "Go to a screen of the main menu")),
    ("F1", Text("이 화면의 사용 안내", "The guide's page for this screen")),
    (
        "Alt",
        Text(
            "누르고 있으면 버튼마다 글자 표시, Alt+글자로 버튼 누르기",
            "Held: each button shows its letter, and Alt with it presses the button",
        ),
    ),
    (
        "F6, Shift+F6",
        Text(
            "화면의 다음·이전 부분으로 이동(내용, 아래쪽 버튼, 메뉴)",
            "Next or previous part of the window (contents, buttons at the foot, menu)",
        ),
    ),
    (
        "F5",
        Text(
            "진행현황, 등록 정보, 인증서 목록을 새로 고침",
            "Refresh the status, the registered data or the certificates",
        ),
    ),
    (
        "Ctrl+PgUp, Ctrl+PgDn",
        Text("신청서의 이전·다음 단계", "Previous or next page of the application"),
    ),
    ("F4, Alt+↓", Text("날짜를 달력에서 선택", "Choose a date from the calendar")),
    ("Ctrl+Enter", Text("행 추가", "Add a row")),
    ("Ctrl+D", Text("행 복제", "Duplicate the row")),
    ("Del", Text("행 삭제 (행 목록에서)", "Remove the row (in the list of rows)")),
    ("Ctrl+Z", Text("행 삭제 되돌리기 (행 목록에서)", "Undo removing a row (in the list of rows)")),
    ("Alt+↑, Alt+↓", Text("행을 위아래로 옮기기 (행 목록에서)", "Move the row (in the list)")),
    (
        "Ctrl+V",
        Text(
            "스프레드시트 내용을 행으로 붙여넣기 (행 목록에서)", "Paste spreadsheet cells as rows"
        ),
    ),
)
