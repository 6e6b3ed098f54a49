"""What the screen of checks says."""

from registration.text import Text

TITLE = Text("환경 점검", "Computer check")
LEAD = Text(
    "신청에 필요한 것이 이 컴퓨터에 갖추어져 있는지 확인합니다. 아무것도 바꾸지 않습니다.",
    "Looks whether this computer has what filing needs. Nothing is changed.",
)
AGAIN = Text("다시 점검", "Check again")
COPY = Text("결과 복사", "Copy the results")
COPIED = Text(
    "복사하였습니다. 개인정보는 들어 있지 않습니다.", "Copied. Nothing in it is personal."
)
RESULTS_NAME = Text("점검 결과", "Results")
STOPPED = Text(
    "점검을 멈추었습니다. 아래는 멈추기 전까지의 결과입니다.",
    "The check was stopped. Below is what was found so far.",
)
RESULT_NAME = Text("{outcome}: {title}. {told} {remedy}", "{outcome}: {title}. {told} {remedy}")
