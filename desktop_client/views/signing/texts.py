"""What a document to be signed is called on the screen, part by part."""

from registration.kinds import FilingPurpose
from registration.submission import ChallengePurpose
from registration.text import Text

READABLE = Text("읽기 쉽게", "Readable")
ORIGINAL = Text("원문", "Original")
ORIGINAL_NOTE = Text(
    "서명 대상 원문입니다(JSON, {size}바이트). 한 글자라도 바뀌면 서명이 유효하지 않습니다.",
    "These are the very bytes that are signed (JSON, {size} bytes). "
    "The signature fails if a single one changes.",
)
ORIGINAL_NAME = Text("서명할 문서의 원문", "Original of the document to sign")
DOCUMENT_NAME = Text("서명할 문서", "Document to sign")
DIGEST = Text("원문의 SHA-256", "SHA-256 of the original")

FORMAT = Text("문서 형식", "Format")
PURPOSE = Text("목적", "Purpose")
PURPOSES = {
    FilingPurpose.NEW: Text("신규 등록 신청", "New registration"),
    FilingPurpose.CHANGE: Text("등록 정보 변경 신청", "Change of registered data"),
    FilingPurpose.SUPPLEMENT: Text(
        "보완(보류된 신청을 고쳐 다시 보냄)", "Completion of an application on hold"
    ),
    ChallengePurpose.ENROL: Text(
        "이용자(인증서) 등록", "Registration of a certificate and its user"
    ),
    ChallengePurpose.LOGIN: Text("로그인", "Log in"),
}
KIND = Text("등록 종류", "Kind of registration")
SERVICE = Text("받는 서비스", "Service")
DRAFT = Text("신청서 ID", "Draft ID")
PACKAGE = Text("등록 정보를 다른 기관에 제출", "Registered data for another agency")
PACKAGE_ID = Text("문서 ID", "Document ID")
SOURCE = Text("등록된 서비스", "Service of the record")
EXPORTED = Text("만든 시각(한국시간)", "Made (Korean time)")
TICKET = Text("접수 토큰", "Ticket")
CHALLENGE = Text("인증 요청 번호", "Challenge ID")
NONCE = Text("일회용 난수", "Nonce")
EXPIRES = Text("유효 시각(한국시간)", "Valid until (Korean time)")
ATTACHMENTS = Text("첨부 파일", "Attachments")
ATTACHMENT = Text(
    "{paper}: {name} ({size}바이트)",
    "{paper}: {name} ({size} bytes)",
)
ATTACHMENT_DIGESTS = Text("첨부 파일의 SHA-256", "SHA-256 of the attachments")
NONE = Text("없음", "None")
SUPPLEMENTS = Text("보완하는 신청의 접수번호", "Receipt number of the application completed")
RECORD_VERSION = Text("변경 대상 차수", "Version of the record being changed")
KEY = Text("사업자등록번호(수요기관코드)", "Business number (institution code)")
VOUCHER = Text("등록된 인증서의 확인 서명", "Voucher signed with a certificate registered already")
REPLACES = Text("대신할 인증서의 SHA-256", "SHA-256 of the certificate it replaces")
BUSINESS_NUMBER = Text("사업자등록번호", "Business number")
CERTIFICATE_DIGEST = Text("인증서의 SHA-256", "SHA-256 of the certificate")
USER = Text("이용자 {field}", "User: {field}")
SERVICE_CERTIFICATE = Text("서비스 인증서의 지문(SHA-256)", "Certificate of the service (SHA-256)")
ENVELOPE = Text(
    "신원확인값(R): 서비스만 열 수 있게 암호화됨",
    "Identity value (R), encrypted for the service only",
)
FORM = Text("신청 내용", "Contents")

TECHNICAL = Text("기술 정보", "Technical details")
TECHNICAL_NOTE = Text(
    "프로그램이 사용하는 값입니다. 위의 내용과 함께 서명됩니다.",
    "Values that programs use. They are signed together with the text above.",
)
FIND = Text("찾기 (Ctrl+F)", "Find (Ctrl+F)")
FIND_NEXT = Text("다음 찾기", "Find next")
FIND_BEFORE = Text("이전 찾기", "Find previous")
FIND_NONE = Text("찾는 말이 없습니다.", "Not found.")
FIND_PLACE = Text("{number} / {count}", "{number} of {count}")

FACTS = Text("항목과 값", "Details")
HOLDER = Text("소유자", "Holder")
ISSUER = Text("발급기관", "Issuer")
EXPIRY = Text("만료일", "Expires")
SERIAL = Text("일련번호", "Serial number")
SIGNER = Text("서명할 인증서", "Certificate that signs")
EXPIRY_WITH_DAYS = Text("{day} ({days}일 남음)", "{day} ({days} days left)")

STAY = Text(
    "보내는 중에는 화면을 떠날 수 없습니다. 떠나려면 먼저 '중지'를 누르십시오.",
    "You cannot leave while it is being sent. Press 'Stop' first.",
)
