"""What OCSP responders say, and why an answer was not used."""

from registration.text import Explanation, Text

_NOT_USED = Text("실시간 폐지 확인(OCSP) 응답을 쓰지 못했습니다.", "An OCSP answer was not used.")
_AGAIN = Text("잠시 뒤에 다시 확인하십시오.", "Check again in a while.")
_ASK_CA = Text(
    "인증서를 발급한 인증기관에 문의하십시오.", "Ask the CA that issued the certificate."
)
_CLOCK = Text(
    "컴퓨터의 날짜와 시각이 맞는지 확인하십시오.", "Check the date and time of this computer."
)
_BY_LIST = Text(
    "폐지목록으로 확인하거나, 인증기관에 문의하십시오.",
    "Check with a revocation list, or ask the CA.",
)
_LATER_OR_CA = Text(
    "잠시 뒤에 다시 확인하고, 계속되면 인증기관에 문의하십시오.",
    "Check again in a while; if it goes on, ask the CA.",
)


def _not_used(ko: str, en: str, following: Text = _AGAIN) -> Explanation:
    return Explanation(_NOT_USED, Text(ko, en), following)


RESPONDER_TEXTS: dict[str, Explanation] = {
    "ocsp_damaged": _not_used("응답이 손상되었습니다.", "The answer is damaged."),
    "ocsp_refused": _not_used(
        "OCSP 서버가 답하기를 거절했습니다.", "The OCSP server refuses to answer.", _ASK_CA
    ),
    "ocsp_malformed_request": _not_used(
        "OCSP 서버가 이 프로그램의 요청을 읽지 못했습니다.",
        "The OCSP server could not read this program's request.",
        _BY_LIST,
    ),
    "ocsp_internal_error": _not_used(
        "OCSP 서버에 내부 오류가 있습니다.", "The OCSP server has an internal error."
    ),
    "ocsp_try_later": _not_used(
        "OCSP 서버가 붐벼, 나중에 다시 물어 달라고 합니다.",
        "The OCSP server is busy and asks to be asked again later.",
    ),
    "ocsp_sign_required": _not_used(
        "OCSP 서버가 서명한 요청에만 답합니다.",
        "The OCSP server answers signed requests only.",
        _BY_LIST,
    ),
    "ocsp_unauthorized": _not_used(
        "OCSP 서버가 이 인증서에 대해서는 답하지 않습니다.",
        "The OCSP server does not answer about this certificate.",
        _BY_LIST,
    ),
    "ocsp_ambiguous": _not_used(
        "한 응답이 이 인증서에 대해 서로 다른 여러 가지를 말합니다.",
        "One answer says several things of this certificate.",
        _ASK_CA,
    ),
    "ocsp_unsupported": _not_used(
        "이 프로그램이 처리하지 못하는 형식의 응답입니다.",
        "The answer has a form this program does not process.",
        _ASK_CA,
    ),
    "ocsp_signature_wrong": _not_used(
        "응답의 서명이 맞지 않습니다.", "The signature of the answer is wrong."
    ),
    "ocsp_responder_not_allowed": _not_used(
        "인증기관이 위임하지 않은 서버가 답했습니다.",
        "The server that answered was not sent by the CA.",
        _ASK_CA,
    ),
    "ocsp_responder_unchecked": _not_used(
        "답한 서버의 인증서가 폐지되었는지 알 수 없습니다.",
        "Whether the certificate of the server that answered is revoked is not known.",
    ),
    "ocsp_not_covering": _not_used(
        "이 인증서에 대한 응답이 아닙니다.", "The answer is about another certificate."
    ),
    "ocsp_unknown": _not_used(
        "OCSP 서버가 이 인증서를 알지 못합니다.",
        "The OCSP server does not know the certificate.",
        _ASK_CA,
    ),
    "ocsp_expired": _not_used(
        "OCSP 서버가 너무 오래된 응답을 보냈습니다.",
        "The OCSP server has sent an answer that is too old.",
        _LATER_OR_CA,
    ),
    "ocsp_not_yet_valid": _not_used(
        "응답의 발행 시각이 아직 오지 않았습니다.", "The answer is dated in the future.", _CLOCK
    ),
    "ocsp_after_expiry": _not_used(
        "인증서가 만료된 뒤의 응답이라, 만료 전에 폐지되었는지 알 수 없습니다.",
        "The answer was made after the certificate had expired; "
        "it does not say whether it was revoked before.",
        Text(
            "인증서가 만료되기 전에 발행된 폐지목록을 쓰십시오.",
            "Use a revocation list issued before the certificate expired.",
        ),
    ),
    "ocsp_nonce_wrong": _not_used(
        "다른 요청에 대한 응답입니다.", "The answer was made for another request."
    ),
    "ocsp_nonce_missing": Explanation(
        Text("폐지 여부를 OCSP로 확인했습니다.", "Revocation was checked over OCSP."),
        Text(
            "응답에 요청 번호가 없어, 조금 전에 만든 응답일 수 있습니다.",
            "The answer repeats no nonce, so it may have been made a while ago.",
        ),
        Text(
            "중요한 일이면 폐지목록으로도 확인하십시오.",
            "Where it matters, check with a revocation list too.",
        ),
    ),
}
