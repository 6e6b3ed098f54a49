"""What choosing and opening a certificate says."""

from desktop_client.views.certificates.columns import Column
from desktop_client.workflows.holding import Medium
from registration.text import Text

LIST_NAME = Text("인증서 목록", "Certificates")
COLUMNS = (
    Text("구분", "Type"),
    Text("사용자", "Holder"),
    Text("만료일", "Expires"),
    Text("발급자", "Issuer"),
    Text("상태", "State"),
)
MEDIA_NAME = Text("저장매체", "Kept on")
MEDIA: dict[Medium | None, Text] = {
    None: Text("전체", "All"),
    Medium.DISK: Text("하드디스크", "Hard disk"),
    Medium.DRIVE: Text("이동식", "Removable"),
    Medium.TOKEN: Text("보안토큰", "Token"),
    Medium.FILE: Text("파일", "File"),
}
TAB = Text("{title} {count}", "{title} {count}")
SEARCH_NAME = Text("인증서 검색", "Search the certificates")
SEARCH_HINT = Text("이름, 발급자, 저장 위치", "Name, issuer or place")
SHOWN_NAME = Text("보기", "Show")
FILTERS = {
    "all": Text("모두 보기", "Show all"),
    "usable": Text("사용 가능한 인증서", "Usable"),
    "problems": Text("문제가 있는 인증서", "With problems"),
    "expiring": Text("곧 만료되는 인증서", "Expiring soon"),
}
SORT_NAME = Text("정렬", "Sort by")
SORTS = {
    "usual": Text("최근 사용한 순", "Last used first"),
    "holder": Text("사용자 순", "By holder"),
    "expiry": Text("만료일 순", "By expiry"),
    "issuer": Text("발급자 순", "By issuer"),
    "kind": Text("구분 순", "By type"),
    "state": Text("상태 순", "By state"),
}
WIDEST = {
    Column.KIND: ("법인·사업자", "PFX 파일", "Key management"),
    Column.EXPIRY: ("2026-11-30 (만료됨)", "2026-11-30 (30일 남음)", "2026-11-30 (expired)"),
    Column.ISSUER: ("practiceCA", "SignKorea"),
}
"""What is usually the widest of a column: it is made so wide."""
USABLE = Text("사용 가능", "Usable")
USED_LAST = Text("사용 가능 (최근 사용)", "Usable (used last)")
UNUSABLE = Text("사용 불가: {reasons}", "Not usable: {reasons}")
UNDECIDED = Text("확인 필요: {reasons}", "Undecided: {reasons}")
NOT_YET_JUDGED = Text("확인 중", "Being checked")
PFX_KIND = Text("PFX 파일", "PFX file")
EXPIRES_SOON = Text("{day} ({days}일 남음)", "{day} ({days} days)")
EXPIRED = Text("{day} (만료됨)", "{day} (expired)")
FITS_COUNT = Text(
    "사용 가능한 인증서 {fit}개(전체 {all}개)", "{fit} of {all} certificates can be used"
)
NONE_MATCHES = Text(
    "조건에 맞는 인증서가 없습니다. 다른 저장매체를 선택하거나 검색어를 지우십시오.",
    "No certificate matches. Choose another place above, or clear the search.",
)

SELECT = Text("선택한 인증서로 서명", "Sign with this certificate")
GO_ON = Text("선택한 인증서로 진행", "Continue with this certificate")
SEARCH = Text("새로 고침", "Refresh")
ADD_FOLDER = Text("폴더 추가…", "Add a folder…")
OPEN_PFX = Text("PFX 파일 사용…", "Use a PFX file…")
OPEN_PFX_TITLE = Text("PFX 파일 선택", "Choose a PFX file")
PFX_FILTER = Text("PFX 파일 (*.pfx *.p12)", "PFX files (*.pfx *.p12)")
IMPORT = Text("가져오기…", "Import…")
ADD_FOLDER_TITLE = Text(
    "인증서가 들어 있는 폴더를 선택하십시오", "Choose a folder that contains certificates"
)
FOLDER_NOT_KEPT = Text(
    "폴더를 설정에 저장하지 못했습니다. 디스크 공간과 쓰기 권한을 확인하십시오.",
    "The folder could not be kept in the settings. Check disk space and permissions.",
)
ASKED_OF = Text("{asked} – {name}", "{asked} – {name}")
DETAILS = Text("상세 정보", "Details")
PURPOSE = Text("용도", "Purpose")
LOCATION = Text("저장 위치", "Location")
REASONS = Text("선택할 수 없는 사유", "Why it cannot be chosen")
LOOKED_IN = Text("검색 위치", "Looked in")
STOPPED = Text(
    "검색을 중지했습니다. '새로 고침'을 누르면 다시 검색합니다.",
    "The search was stopped. Press 'Refresh' to search again.",
)
NONE_FOUND = Text(
    "인증서를 찾지 못했습니다. 인증서가 든 이동식 디스크나 보안토큰을 연결하면 바로 나타납니다. "
    "스마트폰이나 다른 컴퓨터의 인증서는 인증기관의 '인증서 내보내기'로 만든 PFX 파일을 "
    "가져올 수 있고, 인증서가 없으면 인증기관에서 사업자용 공동인증서를 발급받습니다.",
    "No certificate was found. Connect the disk or token it is on, and it appears here. "
    "A certificate on a phone or another computer can be imported as a PFX file that the export "
    "function of its CA makes; if there is none yet, an accredited CA issues one for businesses.",
)
NONE_FITS = Text(
    "사용 가능한 인증서가 없습니다. 목록의 상태에서 사유를 확인하십시오.",
    "None of these certificates can be used. The state of each says why.",
)

CAPS_LOCK = Text(
    "Caps Lock이 켜져 있습니다. 대문자로 입력됩니다.", "Caps Lock is on: capitals are being typed."
)
HANGUL = Text(
    "한글이 입력되고 있습니다. 한/영 키를 확인하십시오.",
    "Hangul is being typed. Check the Han/Eng key.",
)
