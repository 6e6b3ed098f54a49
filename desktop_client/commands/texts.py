"""What the commands say: words, help, and what only they can refuse."""

from desktop_client.commands.issuing_texts import ISSUING_HELP, ISSUING_REFUSALS
from desktop_client.pki.findings import Severity, Validity
from registration.text import Explanation, Text

SEVERITIES = {
    Severity.ERROR: Text("오류", "error"),
    Severity.UNDECIDED: Text("판정 불가", "undecided"),
    Severity.WARNING: Text("주의", "warning"),
    Severity.INFO: Text("참고", "note"),
}
VALIDITIES = {
    Validity.VALID: Text("유효합니다.", "Valid."),
    Validity.INVALID: Text("유효하지 않습니다.", "Not valid."),
    Validity.UNDECIDED: Text("판정할 수 없습니다.", "It cannot be decided."),
}
LABELS = {
    "holder": Text("소유자", "Holder"),
    "real_name": Text("실명", "Real name"),
    "policy": Text("용도", "Policy"),
    "usage": Text("키 용도", "Key usage"),
    "issuer": Text("발급기관", "Issuer"),
    "serial": Text("일련번호", "Serial number"),
    "validity": Text("유효기간", "Validity"),
    "vid": Text("신원확인 정보(VID)", "Identity (VID)"),
    "fingerprint": Text("지문(SHA-256)", "Fingerprint (SHA-256)"),
    "folder": Text("폴더", "Folder"),
    "other_folders": Text("같은 인증서가 있는 곳", "Also in"),
    "token": Text("보안토큰", "Security token"),
    "driver": Text("구동프로그램", "Driver"),
    "chain": Text("인증 경로", "Path"),
    "source": Text("폐지 확인", "Revocation"),
    "signer": Text("서명자", "Signer"),
    "signing_time": Text("서명 시각(서명자 주장)", "Signing time (claimed)"),
    "timestamp": Text("시점확인", "Time stamp"),
}
PASSWORD = Text("인증서 비밀번호: ", "Certificate password: ")
NEW_PASSWORD = Text("새 인증서 비밀번호: ", "New certificate password: ")
API_KEY = Text("서비스 인증키: ", "Service key: ")
TABLE_LINE = Text(
    "{name}: {count}개, 기준일 {day}, 출처 {source}",
    "{name}: {count} codes of {day}, from {source}",
)
NO_SOURCE = Text("이 프로그램", "this program")
TABLE_RENEWED = Text(
    "{name}: {count}개로 갱신하였습니다(기준일 {day}).", "{name}: renewed, {count} codes of {day}."
)
PFX_PASSWORD = Text("PFX 비밀번호: ", "PFX password: ")
NEW_PFX_PASSWORD = Text("새 PFX 비밀번호: ", "New PFX password: ")
PIN = Text("보안토큰 비밀번호(PIN): ", "PIN of the token: ")
AGAIN = Text("한 번 더: ", "Once more: ")
DAYS_LEFT = Text("{days}일 남음", "{days} days left")
DAYS_PAST = Text("{days}일 지남", "{days} days ago")
PRESENT = Text("있음", "present")
ABSENT = Text("없음", "absent")
NONE_FOUND = Text("인증서를 찾지 못했습니다.", "No certificate was found.")
OPENED = Text(
    "비밀번호가 맞고 개인키가 인증서와 맞습니다(RSA {bits}비트). 신원확인 값(R): {random}",
    "The password is right and the key is the certificate's (RSA {bits} bits). R: {random}",
)
IDENTIFIED = Text("이 번호로 발급된 인증서입니다.", "The certificate was issued for this number.")
UNSTAMPED = Text(
    "시점확인을 받지 못해서 서명 파일을 쓰지 않았습니다. 다시 시도하거나, 시점확인 없이 "
    "서명하려면 --allow-unstamped를 붙이십시오.",
    "Nothing was written: no server gave a time stamp. Try again, or add --allow-unstamped "
    "to sign without one.",
)
SEALED = Text("R을 봉하여 저장했습니다: {path}", "R was sealed and saved: {path}")
NOT_SEALED = Text(
    "받는 서비스의 인증서가 유효하다고 확인되지 않아 R을 봉하지 않았습니다.",
    "R was not sealed: the recipient's certificate is not known to be valid.",
)
SIGNED = Text("서명했습니다: {path}", "Signed: {path}")
PASSWORD_CHANGED = Text("비밀번호를 바꾸었습니다: {path}", "The password has been changed: {path}")
COPIED = Text("복사했습니다: {path}", "Copied: {path}")
HARD_TO_TYPE = Text(
    "이 비밀번호는 한글 등이나 앞뒤 빈칸 때문에 다른 프로그램에서 열리지 않을 수 있습니다.",
    "Other programs may not open this password: it is not plain ASCII, or blanks are at its ends.",
)
KEYS_STAYED = Text(
    "같은 인증서가 이미 있어 그대로 두었습니다. 그곳의 비밀번호가 그대로 쓰입니다: {path}",
    "The same certificate is there and stays, under the password it has there: {path}",
)
DELETED = Text("지웠습니다: {path}", "Deleted: {path}")
WOULD_DELETE = Text("지울 파일: {path}", "Would delete: {path}")
NOT_DELETED = Text(
    "아직 지우지 않았습니다. 지우려면 --yes를 붙이십시오.",
    "Nothing has been deleted. Add --yes to delete.",
)
EXPORTED = Text("내보냈습니다: {path}", "Exported: {path}")
IMPORTED = Text("가져왔습니다: {path}", "Imported: {path}")
NO_TOKEN_CERTIFICATE = Text(
    "보안토큰에서 인증서를 찾지 못했습니다.", "No certificate was found on a security token."
)
ADDED = Text("신뢰 목록에 추가했습니다: {name}", "Trusted from now on: {name}")
REMOVED = Text("신뢰 목록에서 뺐습니다: {name}", "No longer trusted: {name}")
ORPHANED = Text(
    "[주의] 이 최상위 인증서 아래에서 발급되어 더는 판정할 수 없는 인증서: {name}",
    "[warning] A certificate issued under this root can be judged no more: {name}",
)
LIST_IN_FORCE = Text(
    "인증기관 목록 {version}판, {issued} 발행", "List of CAs, version {version}, issued {issued}"
)
LIST_MADE = Text(
    "인증기관 목록을 썼습니다: {path}. 이제 서명하십시오: g2b-client sign {path} --cert …",
    "The list of CAs is written: {path}. Sign it now: g2b-client sign {path} --cert …",
)
LIST_REPLACED = Text(
    "인증기관 목록을 {version}판으로 바꾸었습니다.", "The list of CAs is now version {version}."
)
LIST_ADDED = Text("  더해진 인증기관: {name}", "  CA added: {name}")
LIST_REMOVED = Text("  빠진 인증기관: {name}", "  CA removed: {name}")
LIST_NOT_NEWER = Text(
    "[주의] 이미 받은 {present}판보다 새 것이 아니어서, 이 컴퓨터는 {version}판을 받지 않습니다.",
    "[warning] Version {version} is not newer than version {present}: this computer will not "
    "accept it.",
)
NOTHING_KEPT = Text("보관 중인 폐지목록이 없습니다.", "No revocation list is kept.")
KEPT_UPDATES = Text("{this} 발행, {next}까지 유효", "made {this}, in force until {next}")
KEPT_FETCHED = Text(
    "{fetched} 받음({hours}시간 전), {size}바이트",
    "fetched {fetched} ({hours} hours ago), {size} bytes",
)
FORGOTTEN = Text("지운 폐지목록: {count}개", "Revocation lists removed: {count}")
SOURCE_LIST = Text("폐지목록", "revocation list")
SOURCE_RESPONDER = Text("OCSP 응답", "OCSP answer")
SOURCE_AGE = Text("{hours}시간 전 발행", "made {hours} hours ago")
REFUSED = Text(
    "유효하다고 확인되지 않은 인증서라서 서명하지 않았습니다(그래도 서명하려면 --allow-invalid).",
    "Not signed: the certificate is not known to be valid (--allow-invalid signs anyway).",
)
UNREADABLE = frozenset(
    {
        "file_missing",
        "file_unreadable",
        "not_a_file",
        "too_large",
        "folder_unreadable",
        "certificate_missing",
    }
)
"""Codes that end a command with status 2: what was named cannot be read."""

INTERRUPTED = Text("중단했습니다.", "Interrupted.")

REFUSALS: dict[str, Explanation] = {
    **ISSUING_REFUSALS,
    "list_needs_yes": Explanation(
        Text("인증기관 목록을 바꾸지 않았습니다.", "The list of CAs was not replaced."),
        Text("{reason}", "{reason}"),
        Text("내용이 맞으면 --yes를 붙여 다시 하십시오.", "If it is meant, repeat with --yes."),
    ),
    "token_ambiguous": Explanation(
        Text("서명하지 않았습니다.", "Nothing was signed."),
        Text(
            "이름이 같은 보안토큰이 여럿입니다: {choices}",
            "Several tokens have this name: {choices}.",
        ),
        Text(
            "괄호 안의 일련번호를 --token으로 지정하십시오.",
            "Name one by its serial number, in brackets, with --token.",
        ),
    ),
    "no_timestamp_servers": Explanation(
        Text("아무것도 쓰지 않았습니다.", "Nothing was written."),
        Text("시점확인 서버가 정해져 있지 않습니다.", "No time stamp server is set."),
        Text(
            "--timestamp 뒤에 주소를 적거나 설정에 시점확인 서버를 넣으십시오.",
            "Name an address after --timestamp, or set the time stamp servers.",
        ),
    ),
    "password_empty": Explanation(
        Text("아무것도 바꾸지 않았습니다.", "Nothing was changed."),
        Text("새 비밀번호가 비어 있습니다.", "The new password is empty."),
        Text("비밀번호를 정하여 다시 하십시오.", "Choose a password and start again."),
    ),
    "passwords_differ": Explanation(
        Text("아무것도 바꾸지 않았습니다.", "Nothing was changed."),
        Text(
            "두 번 입력한 새 비밀번호가 서로 다릅니다.",
            "The new password was not the same both times.",
        ),
        Text("다시 하십시오.", "Start again."),
    ),
    "too_large_to_attach": Explanation(
        Text("아무것도 쓰지 않았습니다.", "Nothing was written."),
        Text(
            "서명 안에 넣기에는 파일이 너무 큽니다({limit}바이트까지).",
            "It is too large to be put into the signature (at most {limit} bytes).",
        ),
        Text("--detached를 붙이십시오.", "Add --detached."),
    ),
    "unexpected": Explanation(
        Text("예기치 않은 오류가 발생하였습니다.", "Something unexpected failed."),
        Text(
            "프로그램 안의 오류입니다({error}, {place}).",
            "It is a fault inside the program ({error}, {place}).",
        ),
        Text("이 내용을 알려 주십시오.", "Please report this."),
    ),
    "anchor_missing": Explanation(
        Text("신뢰 목록에서 빼지 못했습니다.", "Nothing was removed."),
        Text("추가한 적이 없는 지문입니다.", "No root with this fingerprint was added."),
        Text("trust list로 지문을 확인하십시오.", "See the fingerprints with trust list."),
    ),
    "table_unknown": Explanation(
        Text("갱신할 수 있는 부호표가 아닙니다.", "This code table cannot be renewed."),
        Text("갱신할 수 있는 것: {tables}", "These can: {tables}."),
        Text("이름을 확인하십시오.", "Check the name."),
    ),
    "table_not_renewed": Explanation(
        Text("부호표를 갱신하지 않았습니다.", "The code table was not renewed."),
        Text("{reason}", "{reason}"),
        Text("지금 표는 그대로 있습니다.", "The present one stays as it is."),
    ),
    "tables_unreachable": Explanation(
        Text("부호표를 갱신하지 않았습니다.", "The code table was not renewed."),
        Text("공개 API에 연결할 수 없습니다({reason}).", "The open API is not reached ({reason})."),
        Text(
            "인터넷 연결과 프록시를 확인한 뒤 다시 하십시오. 지금 표는 그대로 있습니다.",
            "Check the Internet connection and the proxy, then try again. The present table stays.",
        ),
    ),
    "list_not_kept": Explanation(
        Text("아무것도 지우지 않았습니다.", "Nothing was removed."),
        Text("그 주소의 폐지목록은 없습니다.", "No list from that address is kept."),
        Text("trust lists로 주소를 확인하십시오.", "See the addresses with trust lists."),
    ),
    "lookup_failed": Explanation(
        Text("조회하지 못했습니다.", "The search failed."),
        Text("{why}", "{why}"),
        Text("{next}", "{next}"),
    ),
    "no_terminal": Explanation(
        Text("비밀번호를 물을 수 없습니다.", "The password cannot be asked for."),
        Text("터미널이 없습니다.", "There is no terminal."),
        Text(
            "--password-stdin을 붙이고 비밀번호를 표준 입력으로 보내십시오.",
            "Add --password-stdin and send the password on standard input.",
        ),
    ),
}

HELP = {
    **ISSUING_HELP,
    "program": Text(
        "인증서로 하는 일을 창 없이 합니다.",
        "Certificates and signatures, without a window.",
    ),
    "exit": Text(
        "종료 코드: 0 유효함·성공, 1 유효하지 않음·실패, 2 사용법이 틀렸거나 읽을 수 없음, "
        "3 판정할 수 없음, 4 시점확인을 받지 못함, 130 중단",
        "Exit status: 0 valid or done, 1 not valid or failed, 2 wrong use or unreadable, "
        "3 cannot be decided, 4 no time stamp to be had, 130 interrupted",
    ),
    "cert": Text(
        "인증서를 찾고 보고 확인하고 관리합니다", "find, show, check and keep certificates"
    ),
    "list": Text("이 컴퓨터의 인증서를 모두 보여 줍니다", "list every certificate found"),
    "show": Text("인증서 하나를 보여 줍니다", "show one certificate"),
    "open": Text(
        "비밀번호가 맞는지, 개인키가 인증서와 맞는지, R이 있는지 봅니다",
        "is the password right, does the key belong to the certificate, is R there?",
    ),
    "cert_verify": Text("인증서가 유효한지 확인합니다", "check whether a certificate is valid"),
    "identity": Text(
        "그 번호로 발급된 인증서인지 확인합니다(VID)",
        "check whether the certificate was issued for a number (VID)",
    ),
    "password": Text("인증서 비밀번호를 바꿉니다", "change the password of a certificate"),
    "copy": Text(
        "인증서를 이동식 디스크나 폴더에 복사합니다", "copy a certificate to a drive or folder"
    ),
    "delete": Text("인증서를 지웁니다", "delete a certificate"),
    "export_pfx": Text(
        "인증서를 PFX 파일로 내보냅니다(R 포함)", "export a certificate as PFX, with R"
    ),
    "import_pfx": Text(
        "PFX 파일의 인증서를 NPKI 폴더로 가져옵니다",
        "import the certificates of a PFX as NPKI folders",
    ),
    "tokens": Text("보안토큰의 인증서를 보여 줍니다", "list the certificates on security tokens"),
    "to": Text("NPKI 폴더를 둘 디스크나 폴더", "the drive or folder that contains the NPKI folder"),
    "replace": Text(
        "같은 인증서가 이미 있으면 바꿈(그곳의 비밀번호도 바뀜)",
        "replace the same certificate there, and so its password",
    ),
    "yes": Text("묻지 않고 지움", "delete without asking"),
    "pfx": Text("PFX 또는 P12 파일", "a PFX or P12 file"),
    "pfx_out": Text("PFX를 쓸 파일", "where to write the PFX"),
    "force": Text(
        "그 자리에 있는 파일을 덮어씀(읽는 파일과 쓰기 금지된 파일은 빼고)",
        "replace a file that is there, unless it is read or protected",
    ),
    "token": Text(
        "보안토큰의 이름이나 일련번호(cert tokens가 보여 줌)",
        "the name or serial number of a token, as cert tokens shows them",
    ),
    "module": Text(
        "보안토큰 구동프로그램(PKCS#11, 기본: 이 컴퓨터에 등록된 것과 설정의 것)",
        "a driver (PKCS #11 module; default: those this computer lists and those set)",
    ),
    "password_lines": Text(
        "비밀번호를 표준 입력에서 한 줄씩 읽음: 지금 비밀번호, 새 비밀번호",
        "read passwords from standard input, a line each: the present one, the new one",
    ),
    "export_lines": Text(
        "비밀번호를 표준 입력에서 한 줄씩 읽음: 인증서 비밀번호, 새 PFX 비밀번호",
        "read passwords from standard input, a line each: the certificate's, the new PFX's",
    ),
    "import_lines": Text(
        "비밀번호를 표준 입력에서 한 줄씩 읽음: PFX 비밀번호, 새 인증서 비밀번호",
        "read passwords from standard input, a line each: the PFX's, the new certificate's",
    ),
    "doctor": Text(
        "이 컴퓨터에 신청에 필요한 것이 있는지 점검합니다(끝 상태 0 정상, 1 조치 필요)",
        "check whether this computer has what filing needs (exit status 0 fine, 1 to mend)",
    ),
    "sanctions": Text(
        "사업자등록번호로 지금 효력이 있는 부정당업자 제재를 조회합니다",
        "the sanctions of a business number that are in force now",
    ),
    "business_number": Text("사업자등록번호", "the business number"),
    "tables": Text("부호표를 보여 주고 갱신합니다", "show and renew the code tables"),
    "tables_list": Text(
        "부호표마다 출처와 기준일을 보여 줍니다", "show source and date of every code table"
    ),
    "tables_renew": Text(
        "조달청 공개 API에서 부호표를 새로 받습니다", "fetch code tables from the open API again"
    ),
    "tables_named": Text(
        "industries, products, institutions 가운데 고름(기본: 모두)",
        "which of industries, products, institutions (default: all)",
    ),
    "tables_server": Text("공개 API의 주소", "the address of the open API"),
    "key_stdin": Text(
        "공공데이터포털의 서비스 인증키를 표준 입력에서 읽음",
        "read the service key of data.go.kr from standard input",
    ),
    "allow_smaller": Text(
        "새 표의 행 수가 절반 아래로 줄어도 바꿈", "take a table of less than half the rows too"
    ),
    "roots": Text("신뢰하는 최상위 인증서를 관리합니다", "the roots that are trusted"),
    "trust_list": Text("신뢰하는 인증서를 모두 보여 줍니다", "list every root and CA trusted"),
    "trust_add": Text(
        "지문을 확인한 최상위 인증서를 추가합니다", "trust a root whose fingerprint you confirmed"
    ),
    "trust_remove": Text("추가한 최상위 인증서를 뺍니다", "trust an added root no longer"),
    "trust_make": Text(
        "서명할 새 인증기관 목록을 만듭니다", "write a new list of CAs, to be signed"
    ),
    "trust_replace": Text(
        "서명된 새 인증기관 목록으로 바꿉니다", "take over a newer, signed list of CAs"
    ),
    "list_version": Text("목록의 판(늘 커져야 함)", "its version, greater than any before"),
    "table": Text(
        "인증기관 표(JSON, 없으면 지금 쓰는 목록)", "table of CAs (JSON; default: the one in force)"
    ),
    "listed": Text(
        "표에 있는 인증기관 인증서(DER, PEM; 여러 번)",
        "certificates of CAs in the table (DER or PEM; repeatable)",
    ),
    "list_out": Text("목록을 쓸 파일", "where the list is written"),
    "list_yes": Text(
        "판이 크게 건너뛰거나 발급 인증기관이 모두 빠지는 목록도 받습니다",
        "take a list even when its version jumps or it has no issuing CA left",
    ),
    "signed_list": Text("서명된 목록(CMS)", "the signed list (CMS)"),
    "kept_lists": Text("보관 중인 폐지목록을 보여 줍니다", "show the revocation lists kept"),
    "forget_lists": Text("보관 중인 폐지목록을 지웁니다", "remove kept revocation lists"),
    "kept_url": Text("지울 폐지목록의 주소", "the address of the list to be removed"),
    "forget_all": Text("모두 지움", "remove all"),
    "root_file": Text("최상위 인증서 파일(DER, PEM)", "the root certificate (DER or PEM)"),
    "fingerprint": Text(
        "인증기관이 알린 SHA-256 지문", "the SHA-256 fingerprint as its CA has published it"
    ),
    "fetch": Text(
        "폐지목록과 OCSP(설정대로)를 네트워크에서 받음(없으면 보관한 것만 씀)",
        "fetch revocation lists and, as set, OCSP answers (without it only kept ones are used)",
    ),
    "sign": Text("파일에 서명합니다(CMS, CAdES-BES)", "sign a file (CMS, CAdES-BES)"),
    "verify": Text("서명을 확인합니다", "verify a signature"),
    "path": Text("인증서 폴더 또는 signCert.der", "a certificate folder, or a signCert.der"),
    "store": Text(
        "찾을 폴더(기본: NPKI와 설정의 폴더)", "where to look (default: NPKI folders and those set)"
    ),
    "number": Text(
        "사업자등록번호 등(숫자와 붙임표)", "a business number or the like (digits and hyphens)"
    ),
    "file": Text("서명할 파일", "the file to sign"),
    "detached": Text("파일을 서명 안에 넣지 않음", "leave the file out of the signature"),
    "allow_invalid": Text(
        "유효하다고 확인되지 않은 인증서로도 서명함",
        "sign even when the certificate is not known to be valid",
    ),
    "add": Text(
        "FILE은 서명 파일이며, 여기에 서명을 하나 더함",
        "FILE is a signature, to which one more is added",
    ),
    "bare": Text(
        "서명 속성 없이 서명함(옛 서비스와의 호환용)", "without signed attributes, for old services"
    ),
    "timestamp": Text(
        "시점확인(RFC 3161)을 함께 받음(URL이 없으면 설정의 서버)",
        "with a time stamp (RFC 3161); without URL from the servers in the settings",
    ),
    "allow_unstamped": Text(
        "시점확인을 받지 못해도 서명함", "sign even when no server gives a time stamp"
    ),
    "out": Text("서명을 쓸 파일", "where to write the signature"),
    "seal": Text(
        "신원확인에 쓰는 R을 서비스만 열 수 있게 봉합니다",
        "seal R, which proves identity, so that only a service can open it",
    ),
    "recipient": Text("받는 서비스의 암호용 인증서", "the service's certificate for encryption"),
    "old": Text("옛 서비스가 읽는 방식으로(SEED)", "as old services read it (SEED)"),
    "seal_out": Text("봉한 것을 쓸 파일", "where to write the envelope"),
    "signature": Text("서명 파일(CMS)", "the signature (CMS)"),
    "content": Text(
        "서명한 파일(서명 안에 없을 때)", "the file that was signed, when it is not inside"
    ),
    "trust": Text(
        "신뢰할 최상위 인증서(기본: 공인된 인증기관)",
        "a root to trust, in place of the accredited CAs",
    ),
    "intermediate": Text("중간 인증기관 인증서", "a CA certificate below the root"),
    "crl": Text("폐지목록", "a revocation list"),
    "at": Text(
        "판정할 시각(ISO 8601, 기본: 지금)", "the time to judge at (ISO 8601, default: now)"
    ),
    "revocation": Text(
        "폐지 확인: 반드시, 되면, 안 함(기본: 설정대로)",
        "revocation: required, preferred or not looked at (default: as set)",
    ),
    "password_stdin": Text(
        "비밀번호를 표준 입력의 첫 줄에서 읽음",
        "read the password from standard input",
    ),
    "json": Text("결과를 JSON으로 씀", "write the result as JSON"),
    "language": Text("표시 언어", "language of messages"),
}
