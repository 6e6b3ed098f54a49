"""What a document to be signed is called on the screen, part by part."""

from registration.submission import Purpose
from registration.text import Text

READABLE = Text("읽기 쉽게", "Readable")
ORIGINAL = Text("원문", "Original")
ORIGINAL_NOTE = Text(
    "서명되는 바이트 그대로입니다(JSON, {size}바이트). 한 글자라도 바뀌면 서명이 맞지 않습니다.",
    "These are the very bytes that are signed (JSON, {size} bytes). "
    "The signature fails if a single one changes.",
)
ORIGINAL_NAME = Text("서명할 문서의 원문", "Original of the document to sign")
DOCUMENT_NAME = Text("서명할 문서", "Document to sign")
DIGEST = Text("원문의 SHA-256", "SHA-256 of the original")

FORMAT = Text("문서 형식", "Format")
PURPOSE = Text("목적", "Purpose")
PURPOSES = {
    "new": Text("신규 등록 신청", "New registration"),
    Purpose.ENROL: Text("이용자(인증서) 등록", "Registration of a certificate and its user"),
    Purpose.LOGIN: Text("로그인", "Log in"),
}
KIND = Text("등록 종류", "Kind of registration")
SERVICE = Text("받는 서비스", "Service")
DRAFT = Text("신청서 ID", "Draft ID")
TICKET = Text("접수표", "Ticket")
CHALLENGE = Text("확인값 ID", "Challenge ID")
NONCE = Text("일회용 값", "Nonce")
EXPIRES = Text("유효 시각(한국시간)", "Valid until (Korean time)")
ATTACHMENTS = Text("첨부 파일", "Attachments")
ATTACHMENT = Text(
    "{name} ({size}바이트), SHA-256 {sha256}", "{name} ({size} bytes), SHA-256 {sha256}"
)
NONE = Text("없음", "None")
BUSINESS_NUMBER = Text("사업자등록번호", "Business number")
CERTIFICATE_DIGEST = Text("인증서의 SHA-256", "SHA-256 of the certificate")
USER = Text("이용자 {field}", "User: {field}")
ENVELOPE = Text(
    "신원확인값(R): 서비스만 열 수 있게 암호화됨",
    "Identity value (R), encrypted for the service only",
)
FORM = Text("신청 내용", "Contents")

FACTS = Text("항목과 값", "Facts")
HOLDER = Text("소유자", "Holder")
ISSUER = Text("발급 기관", "Issuer")
EXPIRY = Text("만료일", "Expires")
SERIAL = Text("일련번호", "Serial number")
SIGNER = Text("서명할 인증서", "Certificate that signs")
EXPIRY_WITH_DAYS = Text("{day} ({days}일 남음)", "{day} ({days} days left)")

STAY = Text(
    "보내는 중에는 화면을 떠날 수 없습니다. 떠나려면 먼저 '그만두기'를 누르십시오.",
    "You cannot leave while it is being sent. Press 'Stop' first.",
)
