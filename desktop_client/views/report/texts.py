"""What the screen of the error report says."""

from registration.text import Text

TITLE = Text("오류 보고서", "Error report")
LEAD = Text(
    "문제를 알릴 때 담당자에게 줄 내용입니다. 저장하기 전에 모두 읽을 수 있으며, 프로그램이 "
    "스스로 보내지 않습니다.",
    "What a help desk needs to find a failure. Read it before you save it; the program never "
    "sends it.",
)
CONTENTS = Text(
    "버전과 시스템, 환경 점검 결과, 기록(로그)의 마지막 부분이 들어 있습니다. 개인정보와 사용자 "
    "폴더의 이름은 넣지 않습니다.",
    "It contains versions and system, the computer check and the end of the log. Personal data and "
    "names of user folders are left out.",
)
MAKING = Text("오류 보고서를 만들고 있습니다.", "Making the error report.")
REPORT_NAME = Text("오류 보고서 내용", "Contents of the error report")
SAVE = Text("파일로 저장…", "Save to a file…")
SAVE_TITLE = Text("오류 보고서를 저장할 파일", "Where to save the error report")
KIND = Text("텍스트 파일 (*.txt)", "Text files (*.txt)")
COPY = Text("보고서 복사", "Copy the report")
COPIED = Text("복사하였습니다.", "Copied.")
SAVED = Text("저장하였습니다: {file}", "Saved as {file}")
STOPPED = Text("오류 보고서를 만들지 않았습니다.", "The error report was not made.")
AGAIN = Text("다시 만들기", "Make it again")
TO_ABOUT = Text("프로그램 정보로", "Back to 'About'")
