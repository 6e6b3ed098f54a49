"""What `cert issue`, `renew`, `revoke` and those for what was broken off say."""

from registration.text import Explanation, Text

AUTHORISATION_CODE = Text("인가코드: ", "Authorisation code: ")
NEW_OR_SAME = Text(
    "새 인증서의 비밀번호(그대로 쓰려면 Enter): ",
    "Password of the new certificate (Enter for the same): ",
)
GOING_ON = Text(
    "이 참조번호로 시작했던 발급을 이어서 합니다. 그때 정한 비밀번호를 입력하십시오.",
    "Continuing what was begun under this number: enter the password chosen then.",
)
RENEWAL_GOING_ON = Text(
    "시작했던 갱신을 이어서 합니다. 그때 정한 새 비밀번호를 입력하십시오.",
    "Going on with the renewal that was begun: enter the new password chosen then.",
)
ISSUED = Text("발급하였습니다: {path}", "Issued: {path}")
RENEWED = Text("갱신하였습니다: {path}", "Renewed: {path}")
REVOKED = Text("폐지하였습니다: {path}", "Revoked: {path}")
MANAGEMENT_NOT_REVOKED = Text(
    "키 관리용 인증서는 인증기관이 함께 폐지하지 않았습니다. 인증기관에 신청하십시오.",
    "The CA has not revoked the certificate for key management beside it: ask the CA for that.",
)
NO_PENDING = Text("시작하고 끝내지 않은 발급이 없습니다.", "Nothing was begun and broken off.")
ABANDONED = Text(
    "포기하였습니다. 만들었던 키를 지웠습니다: {path}",
    "Given up; the keys that were made are deleted: {path}",
)
ABANDONED_WITHOUT = Text(
    "포기하였습니다. 보안토큰 {label}에 이름이 {name}으로 시작하는 키와 발급 정보가 남았습니다.",
    "Given up; a key and data whose names begin with {name} stay on the token {label}.",
)
WOULD_ABANDON = Text(
    "포기하면 만들었던 키가 지워집니다. 이미 발급되었을 수 있는 인증서는 쓸 수 없게 됩니다.",
    "Giving it up deletes its keys: a certificate that may exist already can never be used.",
)
WOULD_ABANDON_UNASKED = Text(
    "포기하면 만들었던 키가 지워집니다. 요청은 아직 보내지 않았습니다.",
    "Giving it up deletes its keys. The request has not left yet.",
)
NOT_ABANDONED = Text(
    "포기하지 않았습니다. 포기하려면 --yes를 붙이십시오.",
    "It was not given up. To give it up, add --yes.",
)

ISSUING_LABELS = {
    "pending": Text("번호", "ID"),
    "reference": Text("참조번호", "Reference number"),
    "url": Text("인증기관의 주소", "CA's address"),
    "begun": Text("시작", "Begun"),
    "stage": Text("상태", "State"),
    "target": Text("저장할 곳", "Place"),
}
STAGES = {
    "unasked": Text("요청하기 전", "not asked for yet"),
    "asked": Text("요청함, 응답을 받지 못함", "asked for, no answer yet"),
    "issued": Text("발급됨, 저장하기 전", "issued, not in its place yet"),
}
RENEWAL_OF = Text("갱신: {holder}", "Renewal: {holder}")
ISSUE_OF = Text("발급: 참조번호 {reference}", "Issue: reference number {reference}")

ISSUING_HELP = {
    "issue": Text(
        "참조번호와 인가코드로 인증서를 발급받습니다",
        "have a certificate issued by reference number and authorisation code",
    ),
    "renew": Text(
        "인증서를 갱신합니다. 지금 인증서는 새 인증서 옆에 남습니다",
        "have a certificate renewed; the present one stays beside the new one",
    ),
    "revoke": Text(
        "인증서의 폐지를 인증기관에 신청합니다. 되돌릴 수 없습니다",
        "have the CA revoke a certificate, which cannot be undone",
    ),
    "pending": Text(
        "시작하고 끝내지 않은 발급과 갱신을 보여 줍니다",
        "list what was begun and interrupted: issues and renewals",
    ),
    "resume": Text(
        "시작했던 발급이나 갱신을 이어서 합니다", "continue an issue or renewal that was begun"
    ),
    "abandon": Text(
        "시작했던 발급이나 갱신을 포기하고 만들었던 키를 지웁니다",
        "give up an issue or renewal that was begun, and delete its keys",
    ),
    "pending_id": Text(
        "cert pending이 보여 주는 번호", "the ID of what was begun, as cert pending shows it"
    ),
    "abandon_lines": Text(
        "키가 보안토큰 안에 있으면 그 PIN을 표준 입력에서 읽음",
        "where the key is in a security token, read its PIN from standard input",
    ),
    "without_token": Text(
        "보안토큰이 없을 때: 만든 키를 보안토큰에 남겨 두고 포기함",
        "give it up without its security token: the key that was made stays there",
    ),
    "issue_to": Text(
        "NPKI 폴더를 둘 디스크나 폴더, 또는 token:이름(보안토큰의 이름이나 일련번호)",
        "the drive or folder that contains the NPKI folder, or token:NAME for a security token by "
        "its name or serial number",
    ),
    "token_path": Text(
        "인증서 폴더나 파일, 또는 보안토큰의 인증서는 token:이름",
        "a certificate's folder or file, or token:NAME for that on a security token",
    ),
    "abandon_yes": Text("묻지 않고 포기함", "give it up without asking"),
    "server": Text("인증기관의 발급 서버 주소(CMP)", "the address of the CA's server (CMP)"),
    "known_server": Text(
        "인증기관의 발급 서버 주소(CMP, 기본: 이 인증기관에 마지막으로 연결한 주소)",
        "the address of the CA's server (CMP; default: where this CA was reached last)",
    ),
    "reference": Text("참조번호", "the reference number"),
    "reason": Text("폐지 사유: {words}", "why it is revoked: {words}"),
    "key_bits": Text("RSA 키 길이", "the length of the RSA keys"),
    "renew_to": Text(
        "NPKI 폴더를 둘 디스크나 폴더(기본: 지금 인증서가 있는 곳)",
        "the drive or folder that contains the NPKI folder (default: where the present one is)",
    ),
    "resume_to": Text(
        "NPKI 폴더를 둘 다른 디스크나 폴더(기본: 시작할 때 정한 곳)",
        "another drive or folder for the NPKI folder (default: the one chosen when it was begun)",
    ),
    "issue_lines": Text(
        "표준 입력에서 한 줄씩 읽음: 인가코드, 새 인증서의 비밀번호(보안토큰이면 그 PIN)",
        "read from standard input, a line each: the authorisation code, the new password (for a "
        "security token its PIN)",
    ),
    "renew_lines": Text(
        "비밀번호를 표준 입력에서 한 줄씩 읽음: 지금 비밀번호, 새 비밀번호(없으면 지금 비밀번호). "
        "보안토큰이면 PIN 한 줄",
        "read passwords from standard input, a line each: the present one, the new one (none: "
        "the same); for a security token one line, its PIN",
    ),
}

ISSUING_REFUSALS = {
    "issuing_server_unknown": Explanation(
        Text("인증기관의 주소를 알 수 없습니다.", "The CA's address is not known."),
        Text(
            "이 인증서의 인증기관과 연결한 적이 없습니다.",
            "The CA of this certificate was never reached from here.",
        ),
        Text(
            "인증기관이 알려 준 주소를 --server로 지정하십시오.",
            "Give the address that the CA has named, by --server.",
        ),
    ),
    "pending_unknown": Explanation(
        Text("아무것도 하지 않았습니다.", "Nothing was done."),
        Text("그런 번호로 시작한 발급이 없습니다.", "Nothing of this ID was begun and broken off."),
        Text("cert pending으로 번호를 확인하십시오.", "Look for the ID with cert pending."),
    ),
    "token_certificates": Explanation(
        Text("아무것도 하지 않았습니다.", "Nothing was done."),
        Text(
            "이 보안토큰에 인증서가 여럿 있어 어느 것인지 알 수 없습니다.",
            "The token has several certificates, and it is not clear which is meant.",
        ),
        Text(
            "g2b-client를 창으로 열어 '인증서 관리'에서 선택하십시오.",
            "Choose it in the window, under 'Certificates'.",
        ),
    ),
    "key_on_token": Explanation(
        Text("아무것도 하지 않았습니다.", "Nothing was done."),
        Text(
            "키가 보안토큰 {token} 안에 있어 다른 곳에 저장할 수 없습니다.",
            "The key is in the token {token}: it can be kept nowhere else.",
        ),
        Text("--to를 빼고 다시 하십시오.", "Try again without --to."),
    ),
    "issuing_begun_weaker": Explanation(
        Text("발급을 요청하지 않았습니다.", "The certificate was not asked for."),
        Text(
            "이 참조번호로 시작했던 발급의 키는 {bits}비트로, 지정한 길이보다 짧습니다.",
            "The keys begun under this number have {bits} bits, fewer than asked for now.",
        ),
        Text(
            "그 길이로 이어서 받으려면 --key-bits를 빼고, 아니면 cert abandon으로 포기하십시오.",
            "Leave out --key-bits to continue with them, or give them up with cert abandon.",
        ),
    ),
}
