"""What `g2b-server review` says besides what `registration` already has words for."""

from desktop_client.connection_texts import CONNECTIONS_TOLD
from registration.refusals import REFUSALS
from registration.text import Language, Text

CHECK_NAMES = {
    "size": Text("크기", "Size"),
    "signature": Text("전자서명", "Signature"),
    "document": Text("문서 형식", "Document"),
    "ticket": Text("접수표", "Ticket"),
    "ticket_time": Text("접수표 유효 시간", "Ticket in time"),
    "addressed": Text("받을 서비스", "Addressed to this service"),
    "exported": Text("내보낸 때", "Exported recently"),
    "signing_time": Text("서명한 시각", "Time of signing"),
    "way": Text("서명 여부", "Signed where it has to be"),
    "permitted": Text("신청 권한", "Right to file it"),
    "often": Text("같은 번호의 신청 횟수", "Filings for the number"),
    "password": Text("비밀번호 규칙", "Password rules"),
    "provable": Text("신원확인 정보(VID)", "Identity can be proved (VID)"),
    "policy": Text("인증서 용도(정책)", "Certificate policy"),
    "chain": Text("인증서 발급 경로", "Certification path"),
    "evidence": Text("서명 파일의 구성", "Make-up of the signature"),
    "form": Text("신청 내용", "Form"),
    "identity": Text("사업자번호와 인증서의 신원", "Identity against the business number"),
    "revocation": Text("인증서 폐지 여부", "Revocation"),
    "registered": Text("기등록 여부", "Not registered before"),
    "open_application": Text("중복 신청 여부", "No other open application"),
    "number": Text("같은 번호의 등록과 신청", "Others of the same number"),
    "number_now": Text("같은 번호의 등록과 신청(지금)", "Others of the same number, now"),
    "account": Text("아이디 중복 여부", "ID not taken"),
    "attachments": Text("첨부파일", "Attached files"),
    "record": Text("등록 정보와의 비교", "Against the registered record"),
    "signer_now": Text("승인할 때의 인증서 폐지 여부", "Revocation at the approval"),
    "sanctions": Text("부정당업자 제재 여부", "Sanctions in force"),
    "supplemented": Text("보완할 신청", "The application it completes"),
    "business_registry": Text("사업자등록 확인(국세청)", "Business registration (tax office)"),
}

FINDINGS = {
    "number_registered": Text(
        "이 번호는 이미 등록되어 있습니다. 등록된 인증서 {certificates}개, 등록 종류: {kinds}",
        "This number is registered already, with {certificates} certificates, as: {kinds}",
    ),
    "number_by_account": Text(
        "이 번호로 인증서 없이 아이디로 등록된 것이 있습니다. 등록 종류: {kinds}",
        "This number is registered by an ID, without a certificate, as: {kinds}",
    ),
    "signing_time_differs": Text(
        "신청인 컴퓨터의 시계가 다릅니다. 서명한 시각: {signed}",
        "The applicant's clock differs. Signed: {signed}",
    ),
    "sanctioned": Text(
        "부정당업자 제재 중입니다. 승인할 수 없습니다. 대상: {holder}, 통보기관: {agency}, 근거: "
        "{basis}, 사유: {reason}, 만료일: {end}",
        "A sanction is in force, so it cannot be approved. Sanctioned: {holder}, agency: {agency}, "
        "basis: {basis}, reason: {reason}, last day: {end}",
    ),
    "sanction_same_name": Text(
        "제재 중인 대표자와 이름이 같습니다. 같은 사람인지 확인하십시오. 성명: {holder}, 통보기관: "
        "{agency}, 만료일: {end}",
        "A sanctioned representative has the same name. Find out whether it is the same person. "
        "Name: {holder}, agency: {agency}, last day: {end}",
    ),
    "others_open": Text(
        "같은 번호로 서명 없이 접수된 다른 신청이 있습니다: {receipt_numbers}",
        "Other unsigned applications are open for this number: {receipt_numbers}",
    ),
}
"""What the officer has to look at before deciding."""

PURPOSE = Text("구분", "Purpose")
DEADLINE = Text("보완 기한", "To be completed by")
FORWARDED = Text("전달한 기관", "Forwarded by")
MISSING = Text("아직 오지 않은 구비서류", "Papers still to come")
ATTACHMENTS = Text("첨부파일", "Attached files")
CHANGES = Text("달라진 내용", "What changes")
CHANGE = Text("{field}: {before} → {after}", "{field}: {before} → {after}")
NOTHING = Text("(없음)", "(none)")
SAVED = Text("저장: {file}  (SHA-256 {sha256})", "Saved: {file}  (SHA-256 {sha256})")
NO_ATTACHMENTS = Text("첨부파일이 없습니다.", "There are no attached files.")
CODE_PROMPT = Text("인가코드: ", "Authorisation code: ")
CODES_NOTED = Text(
    "{number}: 참조번호와 인가코드를 넘겼습니다. 신청인이 한 번 받을 수 있습니다.",
    "{number}: the codes are handed in; the applicant can fetch them once.",
)

PASSWORD_RESET = Text(
    "{account}의 새 비밀번호: {password}\n본인인지 확인한 신청인에게만 알려 주고, 로그인하여 "
    "바꾸게 하십시오. 다시 볼 수 없습니다.",
    "New password of {account}: {password}\nTell it to nobody but the applicant, who should "
    "change it after logging in. It is not shown again.",
)
NAME_UNFIT = Text(
    "이름은 1~50자이며, 보이지 않는 글자가 없어야 합니다.",
    "A name has 1 to 50 characters, all of them visible.",
)
NO_AGENCIES = Text("유효한 기관 계정이 없습니다.", "No account is in force.")
NO_SUCH_AGENCY = Text("{name}: 유효한 계정이 없습니다.", "{name}: no such account is in force")
AGENCY_ENDED = Text("{name}: 끝냈습니다.", "{name}: ended")
CODE = Text("오류 코드: {code}", "Error code: {code}")
LOGIN_CODE = Text("인증번호: ", "Code: ")
REQUEST = Text("서비스 요청 번호: {request}", "Number of the request: {request}")

PASSED = Text("적합", "passed")
LOOK = Text("확인 필요", "to be looked at")
CHECKS = Text("접수 검사", "Checks at intake")
HISTORY = Text("처리 이력", "History")
NO_APPLICATIONS = Text("신청이 없습니다.", "There are no applications.")
MORE = Text("이어서 보기: --after {number}", "More with: --after {number}")
COLUMNS = (
    Text("접수번호", "Receipt no."),
    Text("상태", "State"),
    Text("사업자등록번호", "Business no."),
    Text("접수청", "Office"),
    Text("접수일시", "Received"),
    Text("상호", "Applicant"),
)
ADDRESS_NEEDED = Text(
    "--service와 --officer를 함께 주거나 --practice를 쓰십시오.",
    "Give --service and --officer, or --practice.",
)
DONE = Text("{number}: {state}", "{number}: {state}")

_OWN = {
    "service_unreachable": Text(
        "서비스에 연결할 수 없습니다. 실행 중인지, 주소가 맞는지 확인하십시오.",
        "The service cannot be reached. Is it running, and is the address right?",
    ),
    "service_address_missing": Text("서비스 주소가 없습니다.", "No address of a service is given."),
    "service_address_wrong": Text(
        "서비스 주소를 읽을 수 없습니다. https://서버이름 꼴이어야 합니다.",
        "The address of the service cannot be read. It has to look like https://name.",
    ),
    "service_not_secure": Text(
        "https 주소이거나 이 컴퓨터의 주소(http://127.0.0.1)여야 합니다.",
        "The address must be https, or http on this computer (http://127.0.0.1).",
    ),
    "attachment_differs": Text(
        "받은 파일이 신청서에 적힌 파일과 다릅니다. 다시 받으십시오.",
        "What came is not the file that the application names. Fetch it again.",
    ),
    "file_not_saved": Text(
        "{file}에 저장할 수 없습니다. 폴더와 남은 공간을 확인하십시오.",
        "{file} cannot be saved. Check the folder and its free space.",
    ),
    "file_exists": Text(
        "{file}이(가) 이미 있고 내용이 다릅니다. 다른 폴더를 고르거나 --force로 덮어쓰십시오.",
        "{file} exists already with other contents. Choose another folder, or use --force.",
    ),
    "codes_unreadable": Text(
        "참조번호와 인가코드는 영문자·숫자·붙임표로 20자까지입니다.",
        "The codes are up to 20 letters, digits and hyphens.",
    ),
    "sanction_sequence_needed": Text(
        "이 번호의 제재가 여러 건입니다. 순번을 함께 적으십시오.",
        "The number has several sanctions. Give the sequence too.",
    ),
    "answer_unreadable": Text(
        "서비스의 답을 읽을 수 없습니다. 프로그램과 서비스의 판이 다를 수 있습니다.",
        "The answer of the service cannot be read. Its version may differ from this program's.",
    ),
}


def explain(code: str, values: dict[str, object], language: Language) -> str:
    """Return what a person is told of an error."""
    if code in _OWN:
        return _OWN[code].show(language, **values)
    if code in CONNECTIONS_TOLD:
        told = CONNECTIONS_TOLD[code]
        return f"{told.why.show(language)} {told.next.show(language)}"
    if code not in REFUSALS:
        return code
    try:
        return " ".join(text.show(language, **values) for text in REFUSALS[code].told)
    except (KeyError, IndexError, ValueError):
        return code
