"""What choosing and opening a certificate says."""

from registration.text import Text

LIST_NAME = Text("찾은 인증서", "Certificates found")
CHOOSE = Text("이 인증서로", "Use this certificate")
SEARCH = Text("다시 찾기", "Refresh list")
ADD_FOLDER = Text("폴더 추가…", "Add a folder…")
OPEN_PFX = Text("PFX 파일 쓰기…", "Use a PFX file…")
OPEN_PFX_TITLE = Text("PFX 파일을 고르십시오", "Choose a PFX file")
PFX_FILTER = Text("PFX 파일 (*.pfx *.p12)", "PFX files (*.pfx *.p12)")
ADD_FOLDER_TITLE = Text(
    "인증서가 들어 있는 폴더를 고르십시오", "Choose a folder that holds certificates"
)
FOLDER_NOT_KEPT = Text(
    "폴더를 설정에 저장하지 못했습니다. 디스크 공간과 쓰기 권한을 확인하십시오.",
    "The folder could not be kept in the settings. Check disk space and permissions.",
)
LOOKED_IN = Text("찾아본 곳: {places}", "Looked in: {places}")
STOPPED = Text(
    "찾기를 그만두었습니다. '다시 찾기'를 누르십시오.",
    "The search was stopped. Press 'Refresh list'.",
)
NONE_FOUND = Text(
    "인증서를 찾지 못했습니다. 인증서가 든 NPKI 폴더를 아래 '찾아본 곳' 가운데 한 곳에 두거나 "
    "인증서가 든 이동식 디스크를 연결한 뒤 '다시 찾기'를 누르십시오. 스마트폰이나 다른 컴퓨터의 "
    "인증서는 인증기관의 '인증서 내보내기'로 옮길 수 있고, 인증서가 없으면 인증기관에서 "
    "사업자용 공동인증서를 발급받습니다.",
    "No certificate was found. Put the NPKI folder that holds it into one of the places below, or "
    "connect the removable disk it is on, and search again. A certificate on a phone or another "
    "computer can be moved with the export function of its CA; if there is none yet, an "
    "accredited CA issues one for businesses.",
)
NONE_FITS = Text(
    "쓸 수 있는 인증서가 없습니다. 각 인증서에 까닭이 적혀 있습니다.",
    "None of these certificates can be used. Each says why.",
)
FITS_COUNT = Text("쓸 수 있는 인증서 {fit}개, 모두 {all}개", "{fit} of {all} can be used")
UNFIT = Text("선택할 수 없음: {reasons}", "Cannot be chosen: {reasons}")
ISSUED_BY = Text("발급 {issuer} · 용도 {purpose}", "Issued by {issuer} · for {purpose}")
EXPIRES = Text("만료일 {day} · {days}일 남음", "Expires {day} · {days} days left")
EXPIRES_SOON = Text(
    "만료일 {day} · {days}일 남음 – 갱신하십시오", "Expires {day} · {days} days left – renew it"
)
EXPIRED = Text("만료일 {day} · 만료됨", "Expired on {day}")
KEPT_IN = Text("보관: {places}", "Kept in: {places}")

CAPS_LOCK = Text(
    "Caps Lock이 켜져 있습니다. 대문자로 입력됩니다.", "Caps Lock is on: capitals are being typed."
)
HANGUL = Text(
    "한글이 입력되고 있습니다. 한/영 키를 확인하십시오.",
    "Hangul is being typed. Check the Han/Eng key.",
)
OPEN = Text("확인", "OK")
CANCEL = Text("취소", "Cancel")
OTHER_CERTIFICATE = Text("다른 인증서 고르기", "Choose another certificate")
