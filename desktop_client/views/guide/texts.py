"""What the guide's window says around its pages."""

from registration.text import Text

TITLE = Text("사용 안내", "User's guide")
INDEX = Text("목차", "Contents")
BACK = Text("뒤로", "Back")
SEARCH_NAME = Text("이 쪽에서 찾기", "Find on this page")
PREVIOUS = Text("이전 찾기", "Find previous")
NEXT = Text("다음 찾기", "Find next")
NOT_FOUND = Text("이 쪽에 없습니다: {words}", "Not on this page: {words}")
CLOSE = Text("닫기", "Close")
