"""Every refusal of the service: its code, HTTP status, and what a person is told."""

from dataclasses import dataclass

from registration.text import Explanation, Text


@dataclass(frozen=True, slots=True)
class Refusal:
    """One way the service says no."""

    status: int
    told: Explanation


def _refusal(status: int, what: Text, why: Text, do: Text) -> Refusal:
    return Refusal(status, Explanation(what, why, do))


_NOT_FILED = Text("신청서가 접수되지 않았습니다.", "The application was not taken in.")
_NOT_ENROLLED = Text("인증서가 등록되지 않았습니다.", "The certificate was not registered.")
_NO_LOGIN = Text("로그인하지 못했습니다.", "You are not logged in.")
_NOT_DONE = Text("요청이 처리되지 않았습니다.", "The request was not carried out.")
_ASK_DESK = Text(
    "같은 일이 되풀이되면 오류 코드와 함께 조달청 콜센터에 문의하십시오.",
    "If it happens again, tell the procurement call centre the error code.",
)
_AGAIN = Text("다시 검토하고 서명하여 보내십시오.", "Review, sign and send it again.")
_OTHER_CERTIFICATE = Text("맞는 인증서를 골라 다시 하십시오.", "Choose a certificate that fits.")

REFUSALS: dict[str, Refusal] = {
    "malformed": _refusal(
        400,
        _NOT_DONE,
        Text("보낸 내용을 읽을 수 없습니다.", "What was sent cannot be read."),
        _ASK_DESK,
    ),
    "too_large": _refusal(
        413,
        _NOT_FILED,
        Text("보낸 내용이 허용 크기를 넘었습니다.", "What was sent is larger than permitted."),
        Text("행의 수를 줄여 다시 보내십시오.", "Send it again with fewer rows."),
    ),
    "not_found": _refusal(
        404,
        Text("찾을 수 없습니다.", "It was not found."),
        Text("그런 접수 건이 없습니다.", "There is no such application."),
        Text("접수번호를 확인하십시오.", "Check the receipt number."),
    ),
    "not_authorised": _refusal(
        401,
        _NOT_DONE,
        Text("이 정보를 볼 권한이 확인되지 않았습니다.", "Your right to this was not shown."),
        Text("다시 로그인하십시오.", "Log in again."),
    ),
    "session_expired": _refusal(
        401,
        Text("로그인 시간이 끝났습니다.", "The session has ended."),
        Text(
            "일정 시간이 지나면 안전을 위해 자동으로 로그아웃됩니다.",
            "Sessions end by themselves after a while, for safety.",
        ),
        Text("인증서로 다시 로그인하십시오.", "Log in again with the certificate."),
    ),
    "signature_wrong": _refusal(
        422,
        _NOT_DONE,
        Text("전자서명이 문서와 맞지 않습니다.", "The signature does not fit the document."),
        _AGAIN,
    ),
    "document_changed": _refusal(
        422,
        _NOT_DONE,
        Text("서명한 뒤에 문서가 바뀌었습니다.", "The document was changed after it was signed."),
        _AGAIN,
    ),
    "document_not_canonical": _refusal(
        422,
        _NOT_FILED,
        Text("서명된 문서가 정해진 형식이 아닙니다.", "The signed document has another form."),
        Text(
            "프로그램을 최신판으로 바꾸고 다시 보내십시오.", "Update the program and send it again."
        ),
    ),
    "form_invalid": _refusal(
        422,
        _NOT_FILED,
        Text("신청서에 고칠 항목이 있습니다.", "The form has entries to correct."),
        Text("표시된 항목을 고쳐 다시 보내십시오.", "Correct the marked entries and send again."),
    ),
    "ticket_unknown": _refusal(
        409,
        _NOT_FILED,
        Text("이 서비스가 발급하지 않은 접수표입니다.", "The ticket is not of this service."),
        _AGAIN,
    ),
    "ticket_foreign": _refusal(
        409,
        _NOT_FILED,
        Text("다른 신청서에 발급된 접수표입니다.", "The ticket is for another application."),
        _AGAIN,
    ),
    "ticket_used": _refusal(
        409,
        _NOT_FILED,
        Text("이미 쓰인 접수표입니다.", "The ticket has been used."),
        Text(
            "진행현황에서 앞서 보낸 신청을 확인하십시오.",
            "Look at the status of the application sent before.",
        ),
    ),
    "ticket_expired": _refusal(
        409,
        _NOT_FILED,
        Text("접수표의 유효 시간이 지났습니다.", "The ticket has expired."),
        _AGAIN,
    ),
    "draft_already_filed": _refusal(
        409,
        _NOT_FILED,
        Text(
            "이 신청서는 다른 내용으로 이미 접수되었습니다.",
            "This draft has already been filed with other contents.",
        ),
        Text("진행현황에서 접수된 건을 확인하십시오.", "Look at the filed one under status."),
    ),
    "application_open": _refusal(
        409,
        _NOT_FILED,
        Text(
            "같은 사업자의 처리 중인 신청이 있습니다(접수번호 {receipt_number}).",
            "This business has an open application (receipt number {receipt_number}).",
        ),
        Text(
            "그 신청의 결과를 기다리거나 취소한 뒤 다시 신청하십시오.",
            "Wait for its result, or cancel it and apply again.",
        ),
    ),
    "already_registered": _refusal(
        409,
        _NOT_FILED,
        Text("이미 등록된 사업자입니다.", "This business is registered already."),
        Text("인증서로 로그인하십시오.", "Log in with the certificate."),
    ),
    "certificate_rejected": _refusal(
        422,
        _NOT_DONE,
        Text("유효하지 않은 인증서입니다.", "The certificate is not valid."),
        _OTHER_CERTIFICATE,
    ),
    "certificate_untrusted": _refusal(
        422,
        _NOT_DONE,
        Text(
            "이 서비스가 신뢰하는 인증기관에서 발급한 인증서가 아닙니다.",
            "No CA that this service trusts issued the certificate.",
        ),
        _OTHER_CERTIFICATE,
    ),
    "certificate_revoked": _refusal(
        422,
        _NOT_DONE,
        Text("폐지된 인증서입니다.", "The certificate has been revoked."),
        Text(
            "인증기관에서 새 인증서를 발급받아 다시 하십시오.",
            "Get a new certificate from the CA and start over.",
        ),
    ),
    "certificate_undecided": _refusal(
        503,
        _NOT_DONE,
        Text(
            "인증기관의 폐지 목록을 지금 확인할 수 없습니다.",
            "The CA's revocation list cannot be checked now.",
        ),
        Text("잠시 뒤 다시 하십시오. 작성한 내용은 남아 있습니다.", "Try later. Nothing is lost."),
    ),
    "policy_not_allowed": _refusal(
        422,
        _NOT_DONE,
        Text(
            "이 업무에 쓸 수 없는 용도의 인증서입니다.",
            "This certificate's policy does not permit this use.",
        ),
        _OTHER_CERTIFICATE,
    ),
    "identity_mismatch": _refusal(
        422,
        _NOT_DONE,
        Text(
            "인증서의 신원이 사업자등록번호와 다릅니다.",
            "The certificate belongs to another business number.",
        ),
        _OTHER_CERTIFICATE,
    ),
    "identity_unprovable": _refusal(
        422,
        _NOT_DONE,
        Text(
            "신원확인 정보(VID)가 없는 인증서입니다.",
            "The certificate cannot prove identity (it has no VID).",
        ),
        _OTHER_CERTIFICATE,
    ),
    "institution_certificate": _refusal(
        422,
        _NOT_DONE,
        Text(
            "공공기관용(GPKI 포함) 인증서로는 업체를 등록할 수 없습니다.",
            "An institution's certificate (or GPKI) cannot serve a firm.",
        ),
        _OTHER_CERTIFICATE,
    ),
    "organisation_not_approved": _refusal(
        409,
        _NOT_ENROLLED,
        Text("승인된 등록이 없는 사업자입니다.", "This business has no approved registration."),
        Text(
            "진행현황에서 승인 여부를 확인하십시오.", "Check under status whether it is approved."
        ),
    ),
    "certificate_registered": _refusal(
        409,
        _NOT_ENROLLED,
        Text("이미 등록된 인증서입니다.", "This certificate is registered already."),
        Text("이 인증서로 로그인하십시오.", "Log in with this certificate."),
    ),
    "certificate_not_registered": _refusal(
        401,
        _NO_LOGIN,
        Text("등록되지 않은 인증서입니다.", "This certificate is not registered."),
        Text("먼저 인증서 등록을 하십시오.", "Register the certificate first."),
    ),
    "challenge_unknown": _refusal(
        409,
        _NOT_DONE,
        Text("서비스가 내지 않았거나 이미 쓴 확인값입니다.", "The challenge is unknown or used."),
        Text("처음부터 다시 하십시오.", "Start over."),
    ),
    "challenge_expired": _refusal(
        409,
        _NOT_DONE,
        Text("확인값의 유효 시간이 지났습니다.", "The challenge has expired."),
        Text("처음부터 다시 하십시오.", "Start over."),
    ),
    "transition_invalid": _refusal(
        409,
        _NOT_DONE,
        Text(
            "지금 상태에서는 할 수 없는 처리입니다.", "This is not possible in the present state."
        ),
        Text("상태를 다시 조회하십시오.", "Look at the state again."),
    ),
    "version_stale": _refusal(
        409,
        _NOT_DONE,
        Text("그 사이 다른 처리가 있었습니다.", "It has been changed meanwhile."),
        Text("다시 조회한 뒤 결정하십시오.", "Look at it again before deciding."),
    ),
    "reason_required": _refusal(
        422,
        _NOT_DONE,
        Text("보류와 반려에는 사유가 있어야 합니다.", "Hold and rejection need a reason."),
        Text("사유를 150자 안에서 적으십시오.", "Give a reason of at most 150 characters."),
    ),
    "reason_too_long": _refusal(
        422,
        _NOT_DONE,
        Text("사유가 150자를 넘었습니다.", "The reason is longer than 150 characters."),
        Text("사유를 줄이십시오.", "Shorten the reason."),
    ),
    "login_failed": _refusal(
        401,
        _NO_LOGIN,
        Text("아이디 또는 비밀번호가 맞지 않습니다.", "The ID or the password is not right."),
        Text("다시 입력하십시오. 5번 틀리면 잠깁니다.", "Try again; it locks after 5 failures."),
    ),
    "busy": _refusal(
        503,
        _NOT_DONE,
        Text("서비스가 지금 바쁩니다.", "The service is busy."),
        Text("잠시 뒤 다시 하십시오.", "Try again in a moment."),
    ),
    "internal": _refusal(
        500,
        _NOT_DONE,
        Text("서비스 안에서 오류가 났습니다.", "Something failed inside the service."),
        _ASK_DESK,
    ),
}
