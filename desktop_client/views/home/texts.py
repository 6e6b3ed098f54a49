"""What the first screen says."""

from registration.text import Text

TITLE = Text("처음", "Home")
CHOOSE = Text("무엇을 등록하시겠습니까?", "What do you want to register?")
STEPS = Text("수행절차", "Steps")
STEPS_NAME = Text("{kind}: 수행절차", "{kind}: steps")
STEP = Text("{number}. {title}", "{number}. {title}")
START = Text("신청서 작성 시작", "Start an application")
START_NAME = Text("{kind}: 신청서 작성 시작", "{kind}: start an application")

SANCTIONS = Text("부정당업자 조회", "Look up sanctioned firms")

MINE = Text("내 신청", "My applications")
NO_DRAFTS = Text(
    "아직 신청한 것이 없습니다. 작성하는 내용은 이 컴퓨터에 자동으로 저장됩니다.",
    "There is no application yet. What you write is saved on this computer automatically.",
)
SHOW_ALL = Text("모두 보기({count}건)", "Show all ({count})")
WRITING = Text("작성 중", "In progress")
UNCONFIRMED = Text("접수 확인 필요", "Not confirmed")
FILED = Text("접수 완료", "Filed")
FIRST_DUE = Text("먼저 할 일: {what}", "Due first: {what}")
HELP = Text("점검과 도움말", "Checks and help")
GUIDE = Text("사용 안내", "User's guide")
PRACTISE = Text("연습 창 열기", "Open a practice window")
NO_ADDRESS = Text(
    "서비스 주소가 설정되지 않아 신청서를 보낼 수 없습니다. 기관에서 안내한 주소를 설정에 "
    "입력하거나, 먼저 연습 창에서 처음부터 끝까지 해 보십시오. 연습은 실제로 제출되지 않습니다.",
    "No service address is set, so nothing can be sent. Enter the address your office gave you in "
    "the settings, or try everything from beginning to end in a practice window first. Nothing in "
    "practice is really submitted.",
)
TO_SETTINGS = Text("설정에서 주소 입력", "Enter the address")
CHECKUP = Text("환경 점검", "Check this computer")
VERIFY = Text("조회·문서 확인", "Look up and verify")
FOR_PURPOSE = Text("{title} ({purpose})", "{title} ({purpose})")
PURPOSES = {
    "change": Text("변경", "change"),
    "supplement": Text("보완", "completion"),
}
LOADING = Text("저장된 신청서를 읽고 있습니다.", "Reading the saved applications.")
SAVED = Text("저장: {time}", "Saved {time}")
CONTINUE = Text("이어서 작성", "Continue")
DELETE = Text("삭제", "Delete")
DELETE_QUESTION = Text(
    "이 신청서를 삭제하면 되돌릴 수 없습니다. 삭제하시겠습니까?",
    "A deleted application cannot be restored. Delete it?",
)
DELETE_YES = Text("삭제", "Delete")
DELETE_NO = Text("취소", "Cancel")
DELETED = Text("신청서를 삭제하였습니다.", "The application was deleted.")

SIGNED_NOTE = Text(
    "서명했으나 접수가 확인되지 않았습니다.", "Signed, but its receipt is not confirmed."
)
SEND_AGAIN = Text("접수 확인하기", "Confirm the receipt")
RECEIPT_NUMBER = Text("접수번호 {number}", "Receipt number {number}")
SHOW_STATUS = Text("진행현황 보기", "Show the status")

DAMAGED = Text(
    "저장된 신청서를 읽을 수 없습니다. 파일이 손상되었습니다. 다른 신청서에는 영향이 없습니다.",
    "A saved application cannot be read: its file is damaged. The others are not affected.",
)
NEWER = Text(
    "이 프로그램보다 새 버전에서 작성한 신청서가 있습니다. "
    "프로그램을 새 버전으로 바꾸면 열 수 있습니다.",
    "A newer version of this program wrote a saved application. Update the program to open it.",
)
DAMAGED_FOLDER = Text("보관된 폴더: {folder}", "Kept in: {folder}")
ABOUT = Text("{action}: {draft}", "{action}: {draft}")

UNFINISHED = Text(
    "끝나지 않은 인증서 발급이 {count}건 있습니다. 만든 키가 남아 있어 이어서 마칠 수 있습니다.",
    "{count} certificate(s) were not finished. The keys are kept, and issuing can go on.",
)
GO_ON_ISSUING = Text("이어서 발급", "Go on with it")
