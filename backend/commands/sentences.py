"""What `g2b-server review` says besides what `registration` already has words for."""

from desktop_client.connection_texts import CONNECTIONS_TOLD
from registration.refusals import REFUSALS, told
from registration.text import Language, Text

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
    "New password of {account}: {password}\nGive it to nobody but the applicant, who should "
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
        "{file} 파일이 이미 있고 내용이 다릅니다. 다른 폴더를 고르거나 --force로 덮어쓰십시오.",
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
        known = CONNECTIONS_TOLD[code]
        return f"{known.why.show(language)} {known.next.show(language)}"
    if code not in REFUSALS:
        return code
    try:
        return " ".join(text.show(language) for text in told(code, values))
    except (KeyError, IndexError, ValueError):
        return code
