"""What looking an application or a paper up says."""

from registration.text import Text

TITLE = Text("조회·문서 확인", "Look up")

APPLICATION = Text("접수한 신청의 진행현황", "Application status")
APPLICATION_HELP = Text(
    "로그인하지 않아도 됩니다. 접수번호와 함께 수요기관은 수요기관코드, 업체는 사업자등록번호를 "
    "입력하십시오.",
    "No login is needed. Enter the receipt number on your receipt, and the institution code or, "
    "for all others, the business number.",
)
RECEIPT_NUMBER = Text("접수번호", "Receipt number")
KEY = Text("수요기관코드 또는 사업자등록번호", "Institution code or business number")
LOOK_UP = Text("진행현황 조회", "Check status")

PAPER = Text("문서 진위 확인", "Verify a document")
PAPER_HELP = Text(
    "신청서, 시행문, 접수증, 등록증에 인쇄된 문서확인번호 또는 QR 코드의 주소를 입력하십시오.",
    "Enter the verification code printed on an application, letter, receipt or certificate of "
    "registration, or the address in its QR code.",
)
CODE = Text("문서확인번호", "Verification code")
CODE_EXAMPLE = Text("예: 2026000001-ABCDEFGHIJKLMNOP", "e.g. 2026000001-ABCDEFGHIJKLMNOP")
CHECK = Text("문서 확인", "Verify")

STOPPED = Text("조회를 중지하였습니다.", "The enquiry was stopped.")
FOUND = Text("조회 결과", "What was found")
STATE = Text("상태: {state}", "State: {state}")
APPLICANT = Text("신청인", "Applicant")
RECEIVED = Text("접수일시", "Received")

GENUINE = Text(
    "이 서비스가 낸 문서입니다. 아래 내용이 문서와 같은지 견주어 보십시오.",
    "The service issued this document. Compare what follows with it.",
)
OUTDATED = Text(
    "이 서비스가 낸 문서이지만, 그 뒤에 보완하거나 변경하여 지금은 유효하지 않습니다.",
    "The service issued this document, but it was completed or changed since and is not valid.",
)
NEWER = Text("대신하는 문서", "Replaced by")
NEWER_IS = Text("접수번호 {number}, {issued} 발급", "receipt number {number}, issued {issued}")
PAPER_KIND = Text("문서", "Document")
ISSUED = Text("발급일시", "Issued")
CONTENTS = Text("문서 내용의 SHA-256", "SHA-256 of the contents")
