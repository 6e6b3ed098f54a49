"""What `g2b-server review` says besides what `registration` already has words for."""

from registration.refusals import REFUSALS
from registration.text import Language, Text

CHECK_NAMES = {
    "size": Text("크기", "Size"),
    "signature": Text("전자서명", "Signature"),
    "document": Text("문서 형식", "Document"),
    "ticket": Text("접수표", "Ticket"),
    "ticket_time": Text("접수표 유효 시간", "Ticket in time"),
    "provable": Text("신원확인 정보(VID)", "Identity can be proved (VID)"),
    "policy": Text("인증서 용도(정책)", "Certificate policy"),
    "chain": Text("인증서 발급 경로", "Certification path"),
    "evidence": Text("서명 파일의 구성", "Make-up of the signature"),
    "form": Text("신청 내용", "Form"),
    "identity": Text("사업자번호와 인증서의 신원", "Identity against the business number"),
    "revocation": Text("인증서 폐지 여부", "Revocation"),
    "registered": Text("기등록 여부", "Not registered before"),
    "open_application": Text("중복 신청 여부", "No other open application"),
}

PASSED = Text("적합", "passed")
FAILED = Text("부적합", "failed")
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
    "service_not_secure": Text(
        "https 주소이거나 이 컴퓨터의 주소(http://127.0.0.1)여야 합니다.",
        "The address must be https, or http on this computer (http://127.0.0.1).",
    ),
    "answer_unreadable": Text(
        "서비스의 답을 읽을 수 없습니다. 프로그램과 서비스의 판이 다를 수 있습니다.",
        "The answer of the service cannot be read. Its version may differ from this program's.",
    ),
}


def explain(code: str, values: dict[str, object], language: Language) -> str:
    """Return what a person is told of an error."""
    if code in _OWN:
        return _OWN[code].show(language)
    if code not in REFUSALS:
        return code
    try:
        return " ".join(text.show(language, **values) for text in REFUSALS[code].told)
    except (KeyError, IndexError, ValueError):
        return code
