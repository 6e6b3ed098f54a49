"""부정당업자: refusals of documents, of approvals while a sanction is in force, of look-ups."""

from registration.refusals.words import NOT_DONE, Refusal, refusal
from registration.text import Text

_LOOK = Text("제재의 이력을 확인하십시오.", "Look at the history of the sanction.")

SANCTIONS: dict[str, Refusal] = {
    "sanctioned": refusal(
        409,
        NOT_DONE,
        Text(
            "부정당업자 제재 중이어서 승인할 수 없습니다. 대상: {holder}, 통보기관: {agency}, "
            "근거: {basis}, 사유: {reason}, 만료일: {end}",
            "A sanction is in force, so it cannot be approved. Sanctioned: {holder}, agency: "
            "{agency}, basis: {basis}, reason: {reason}, last day: {end}",
        ),
        Text(
            "제재가 끝나거나 정지·해제된 뒤에 승인하거나, 반려하십시오.",
            "Approve it once the sanction has ended, is stayed or lifted, or reject it.",
        ),
    ),
    "sanction_invalid": refusal(
        422,
        NOT_DONE,
        Text("문서의 내용에 잘못된 곳이 있습니다.", "Something in the document is wrong."),
        Text("잘못된 항목을 고쳐 다시 보내십시오.", "Correct the entries and send it again."),
    ),
    "sanction_unknown": refusal(
        404,
        NOT_DONE,
        Text("그런 제재가 없습니다.", "There is no such sanction."),
        Text(
            "사업자등록번호와 순번을 확인하십시오.", "Check the business number and the sequence."
        ),
    ),
    "sanction_over": refusal(
        409,
        NOT_DONE,
        Text(
            "이미 해제되었거나 기간이 끝난 제재입니다.",
            "The sanction has been lifted or has ended already.",
        ),
        _LOOK,
    ),
    "sanction_stayed": refusal(
        409, NOT_DONE, Text("이미 정지 중인 제재입니다.", "The sanction is stayed already."), _LOOK
    ),
    "sanction_not_stayed": refusal(
        409,
        NOT_DONE,
        Text(
            "정지 중인 제재가 아니어서 재개할 수 없습니다.", "It is not stayed, so cannot resume."
        ),
        _LOOK,
    ),
    "sanction_document_out_of_order": refusal(
        409,
        NOT_DONE,
        Text("앞선 문서에 이어질 수 없는 문서입니다.", "It cannot follow the documents before it."),
        _LOOK,
    ),
    "agency_differs": refusal(
        403,
        NOT_DONE,
        Text(
            "다른 기관이 통보한 제재입니다. 통보한 기관만 후속 문서를 보낼 수 있습니다.",
            "Another agency gave notice of it, and it alone may send what follows.",
        ),
        Text("통보한 기관에 문의하십시오.", "Ask the agency that gave notice."),
    ),
    "agency_certificate_needed": refusal(
        422,
        NOT_DONE,
        Text(
            "공공기관의 인증서로 서명한 문서가 아닙니다.",
            "It is not signed with the certificate of a public institution.",
        ),
        Text("기관의 인증서로 다시 서명하십시오.", "Sign it with your agency's certificate."),
    ),
    "business_number_wrong": refusal(
        422,
        NOT_DONE,
        Text("사업자등록번호가 아닙니다.", "This is not a business number."),
        Text(
            "숫자 10자리를 등록증과 비교하십시오.",
            "Compare the 10 digits with the business registration.",
        ),
    ),
}
