"""What the look-up of sanctioned firms says."""

from registration.text import Text

TITLE = Text("부정당업자 조회", "Sanctions search")
HELP = Text(
    "입찰 참가자격이 제한된 업체인지 사업자등록번호로 확인합니다. 로그인하지 않아도 됩니다.",
    "Enter a business number to check whether the firm is barred from bidding. No login is needed.",
)
NUMBER = Text("사업자등록번호", "Business number")
EXAMPLE = Text("예: 123-45-67891", "e.g. 123-45-67891")
LOOK_UP = Text("조회", "Search")
STOPPED = Text("조회를 중지했습니다.", "The search was stopped.")
SANCTION = Text("제재 {number}", "Sanction {number}")
