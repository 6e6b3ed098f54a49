"""인증서: refusals of a signature, or of the certificate behind it."""

from registration import reasons
from registration.refusals.words import AGAIN, NOT_DONE, OTHER_CERTIFICATE, Refusal, refusal
from registration.text import Text

CERTIFICATES: dict[str, Refusal] = {
    "signature_wrong": refusal(
        422,
        NOT_DONE,
        Text("전자서명이 문서와 맞지 않습니다.", "The signature does not match the document."),
        AGAIN,
    ),
    "service_differs": refusal(
        422,
        NOT_DONE,
        Text(
            "다른 서비스에 내려고 서명한 문서입니다(서비스의 인증서가 다릅니다).",
            "The document was signed for another service (its certificate is not this one's).",
        ),
        Text(
            "설정에서 서비스를 확인하고, 프로그램을 최신판으로 바꾼 뒤 다시 서명하십시오.",
            "Check the service in the settings, update the program, and sign again.",
        ),
    ),
    "signing_time_wrong": refusal(
        422,
        NOT_DONE,
        Text(
            "서명한 시각({signed})이 지금과 크게 다릅니다.",
            "The time of signing ({signed}) is far from the present.",
        ),
        Text(
            "컴퓨터의 날짜와 시각을 맞춘 뒤 다시 서명하여 보내십시오.",
            "Set the computer's clock, then sign and send it again.",
        ),
    ),
    "document_changed": refusal(
        422,
        NOT_DONE,
        Text("서명한 뒤에 문서가 바뀌었습니다.", "The document was changed after it was signed."),
        AGAIN,
    ),
    "certificate_rejected": refusal(
        422,
        NOT_DONE,
        Text("유효하지 않은 인증서입니다.", "The certificate is not valid."),
        OTHER_CERTIFICATE,
    ),
    "certificate_untrusted": refusal(
        422,
        NOT_DONE,
        Text(
            "이 서비스가 신뢰하는 인증기관에서 발급한 인증서가 아닙니다.",
            "No CA that this service trusts issued the certificate.",
        ),
        OTHER_CERTIFICATE,
    ),
    "certificate_revoked": refusal(
        422,
        NOT_DONE,
        reasons.REVOKED,
        Text(
            "인증기관에서 새 인증서를 발급받아 다시 하십시오.",
            "Get a new certificate from the CA and start over.",
        ),
    ),
    "certificate_undecided": refusal(
        503,
        NOT_DONE,
        Text(
            "인증기관의 폐지 목록을 지금 확인할 수 없습니다.",
            "The CA's revocation list cannot be checked now.",
        ),
        Text("잠시 뒤 다시 하십시오. 작성한 내용은 남아 있습니다.", "Try later. Nothing is lost."),
    ),
    "policy_not_allowed": refusal(
        422,
        NOT_DONE,
        reasons.POLICY_NOT_ALLOWED,
        OTHER_CERTIFICATE,
    ),
    "identity_mismatch": refusal(
        422,
        NOT_DONE,
        Text(
            "인증서의 신원이 사업자등록번호와 다릅니다.",
            "The certificate belongs to another business number.",
        ),
        OTHER_CERTIFICATE,
    ),
    "identity_unprovable": refusal(
        422,
        NOT_DONE,
        reasons.VID_MISSING,
        OTHER_CERTIFICATE,
    ),
    "institution_certificate": refusal(
        422,
        NOT_DONE,
        Text(
            "공공기관용(GPKI 포함) 인증서로는 업체를 등록할 수 없습니다.",
            "An institution's certificate (or GPKI) cannot be used for a firm.",
        ),
        OTHER_CERTIFICATE,
    ),
}
