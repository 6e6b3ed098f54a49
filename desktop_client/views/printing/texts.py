"""What is said about printed papers."""

from registration.printouts import PrintoutKind
from registration.text import Text

NAMES = {
    PrintoutKind.APPLICATION: Text("신청서 출력", "Print the application"),
    PrintoutKind.CERTIFICATE_APPLICATION: Text(
        "인증서비스 신청서 출력", "Print the certificate application"
    ),
    PrintoutKind.COVER_LETTER: Text("시행문(구비서류 목록) 출력", "Print the cover letter"),
    PrintoutKind.RECEIPT: Text("접수증 출력", "Print the receipt"),
    PrintoutKind.REGISTRATION: Text("등록증 출력", "Print the registration"),
}
PREVIEW = Text("미리 보기", "Preview")
PAGE = Text("{number}쪽 / 전체 {count}쪽", "Page {number} of {count}")
PRINT = Text("인쇄", "Print")
SAVE = Text("PDF로 저장", "Save as PDF")
CLOSE = Text("닫기", "Close")
PDF_KIND = Text("PDF 문서 (*.pdf)", "PDF documents (*.pdf)")
SAVED = Text("{file}에 저장했습니다.", "Saved as {file}.")
PRINTED = Text("인쇄를 요청하였습니다.", "Sent to the printer.")
CODE = Text(
    "문서확인번호 {code}: 이 번호로 누구나 문서가 맞는지 조회할 수 있습니다.",
    "Code {code}: anyone can look up with it whether the paper is genuine.",
)
