"""What the search for an address says."""

from registration.text import Text

OPEN = Text("주소 검색…", "Find the address…")
TITLE = Text("주소 검색", "Find an address")
LEAD = Text(
    "도로명과 건물번호, 건물 이름 또는 동 이름과 지번을 입력하십시오. 찾지 못하면 창을 닫고 "
    "주소를 직접 입력할 수 있습니다.",
    "Type, in Korean letters, a road name and building number, the name of a building, or a "
    "neighbourhood (dong) and its lot number. If it is not found, close this "
    "and type the address.",
)
TYPED = Text("찾을 주소", "Address to find")
EXAMPLE = Text("예: 청사로 189", "Type in Korean letters")
SEARCH = Text("검색", "Search")
LIST = Text("찾은 주소", "Addresses found")
LOT = Text("지번 {lot}", "Lot: {lot}")
BEFORE = Text("이전 쪽", "Previous page")
AFTER = Text("다음 쪽", "Next page")
PLACE = Text("전체 {total}건 · {page} / {pages}쪽", "{total} in all · page {page} of {pages}")
NOTHING = Text(
    "해당하는 주소가 없습니다. 다른 말로 찾거나 창을 닫고 직접 입력하십시오.",
    "No address was found. Try other words, or close this and type the address.",
)
BY_DONG = Text(
    "도로명주소 승인키가 설정되지 않아 법정동 이름에서만 찾았습니다. 선택한 이름 뒤에 나머지 "
    "주소와 우편번호를 직접 입력하십시오.",
    "No key for the address service is set: only names of neighbourhoods (legal dong) were "
    "searched. Type the rest of the address and the postcode yourself.",
)
USE = Text("이 주소 사용", "Use this address")
CLOSE = Text("닫고 직접 입력", "Close and type it")
