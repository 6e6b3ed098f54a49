"""What the screen of trust and revocation lists says."""

from registration.text import Text

TITLE = Text("신뢰 목록과 폐지목록", "Trust and revocation lists")
LEAD = Text(
    "인증서를 판정할 때 믿는 인증기관과, 이 컴퓨터에 보관한 폐지목록입니다.",
    "The CAs by which certificates are judged, and the revocation lists kept on this computer.",
)
IN_PRACTICE = Text(
    "연습에서는 연습용 인증기관만 믿으며 폐지목록을 보관하지 않습니다. 아래는 실제 서비스의 "
    "처음 목록입니다.",
    "In practice only the practice CA is trusted, and no lists are kept. Below is the list the "
    "real service starts with.",
)
AUTHORITIES = Text("믿는 인증기관", "Trusted CAs")
IN_FORCE = Text(
    "{version}판, {issued} 발행, 인증기관 {count}곳",
    "Version {version}, issued {issued}, {count} CAs",
)
AUTHORITY = Text("{name} · {common_name} · {ends}까지", "{name} · {common_name} · until {ends}")
ADDED = Text("관리자가 추가: {name} · {ends}까지", "Added here: {name} · until {ends}")
FINGERPRINT = Text("SHA-256 {fingerprint}", "SHA-256 {fingerprint}")
REPLACE = Text("서명된 새 목록 가져오기…", "Take over a newer signed list…")
REPLACE_TITLE = Text("서명된 인증기관 목록을 선택하십시오", "Choose the signed list of CAs")
NO_SIGNER = Text(
    "목록에 서명할 인증서를 관리자가 정하지 않아 목록을 바꿀 수 없습니다.",
    "The list cannot be replaced: the administrator has not said who signs lists.",
)
REPLACED = Text(
    "인증기관 목록을 {version}판으로 바꾸었습니다.", "The list of CAs is now version {version}."
)
ASK_REPLACE = Text(
    "인증기관 목록을 {version}판({issued} 발행)으로 바꾸시겠습니까?",
    "Replace the list of CAs by version {version}, issued {issued}?",
)
ASK_ADDED = Text("더해지는 인증기관: {names}", "CAs that are added: {names}")
ASK_REMOVED = Text("빠지는 인증기관: {names}", "CAs that are removed: {names}")
ASK_SAME = Text("믿는 인증기관은 그대로입니다.", "The trusted CAs stay the same.")
TAKE = Text("바꾸기", "Replace it")
LEAVE = Text("바꾸지 않기", "Do not replace it")

KEPT = Text("보관 중인 폐지목록", "Revocation lists kept")
KEPT_LEAD = Text(
    "지워도 필요할 때 다시 받습니다.", "A list that is removed is fetched again when it is needed."
)
NONE_KEPT = Text("보관 중인 폐지목록이 없습니다.", "No revocation list is kept.")
KEPT_NAME = Text("{issuer} · {partition}", "{issuer} · {partition}")
KEPT_UPDATES = Text("{this} 발행 · {next}까지 유효", "made {this} · in force until {next}")
KEPT_FETCHED = Text(
    "{fetched}에 받음({hours}시간 전) · {size} KB",
    "fetched {fetched} ({hours} hours ago) · {size} KB",
)
NO_END = Text("정하지 않음", "no date")
REMOVE = Text("지우기", "Remove")
REMOVE_NAME = Text("폐지목록 지우기: {name}", "Remove the revocation list: {name}")
REMOVE_ALL = Text("모두 지우기", "Remove all")
REMOVED = Text("폐지목록 {count}개를 지웠습니다.", "Revocation lists removed: {count}.")
BACK = Text("설정으로 돌아가기", "Back to the settings")
