"""What a person is told when a CA does not issue, renew or revoke."""

from registration.text import Explanation, Text

_NOT_ISSUED = Text(
    "인증기관이 요청을 처리하지 않았습니다.", "The CA did not carry out the request."
)
_NOT_TAKEN = Text("인증기관의 응답을 받아들이지 않았습니다.", "The CA's answer was not accepted.")
_ASK_CA = Text(
    "인증기관에 문의하십시오. 만든 키는 남아 있습니다.",
    "Ask the CA. The keys that were made are kept.",
)
_LATER = Text(
    "잠시 뒤에 다시 시도하십시오. 만든 키는 남아 있어 이어서 발급받을 수 있습니다.",
    "Try again later. The keys that were made are kept, and issuing goes on with them.",
)

ISSUING_TEXTS: dict[str, Explanation] = {
    "issuing_code_refused": Explanation(
        Text(
            "참조번호나 인가코드가 받아들여지지 않았습니다.",
            "The reference number or authorisation code was not accepted.",
        ),
        Text(
            "잘못 입력하였거나, 이미 사용하였거나, 유효기간이 지났을 수 있습니다.",
            "It may be mistyped, used already, or out of date.",
        ),
        Text(
            "두 번호를 다시 확인하여 입력하십시오. 그래도 안 되면 다시 발급받으십시오.",
            "Check both numbers and enter them again. If that does not help, ask for new ones.",
        ),
    ),
    "issuing_code_used": Explanation(
        Text("이미 사용한 인가코드입니다.", "The authorisation code was used already."),
        Text(
            "이 참조번호와 인가코드로 인증서가 이미 발급되었습니다.",
            "A certificate has been issued by this reference number and code.",
        ),
        Text(
            "인증서 목록에서 그 인증서를 찾고, 없으면 인증기관에서 새 번호를 받으십시오.",
            "Look for it in the list of certificates; if it is not there, ask the CA for a new "
            "number.",
        ),
    ),
    "issuing_code_void": Explanation(
        Text("인가코드를 더는 쓸 수 없습니다.", "The authorisation code can be used no more."),
        Text(
            "번호는 맞지만 유효기간이 지났거나 인증기관이 취소하였습니다.",
            "The numbers are right, but out of date, or the CA has cancelled them.",
        ),
        Text(
            "인증기관에서 새 참조번호와 인가코드를 받으십시오.",
            "Ask the CA for a new reference number and code.",
        ),
    ),
    "issuing_not_authorized": Explanation(
        _NOT_ISSUED,
        Text("인증기관이 이 요청을 허용하지 않습니다.", "The CA does not allow this request."),
        _ASK_CA,
    ),
    "issuing_signature_refused": Explanation(
        _NOT_ISSUED,
        Text(
            "인증기관이 이 인증서로 한 요청을 받아들이지 않습니다.",
            "The CA does not accept a request by this certificate.",
        ),
        Text(
            "인증서를 발급한 인증기관의 주소인지 확인하고, 맞으면 새 인증서를 발급받으십시오.",
            "Check that the address is that of the CA which issued it; if so, have a new "
            "certificate issued.",
        ),
    ),
    "issuing_refused": Explanation(
        _NOT_ISSUED, Text("인증기관이 요청을 거절하였습니다.", "The CA has refused."), _ASK_CA
    ),
    "issuing_used": Explanation(
        _NOT_ISSUED,
        Text(
            "인증기관에 이미 발급된 인증서가 있습니다.",
            "The CA has issued such a certificate before.",
        ),
        Text(
            "인증서 목록에서 그 인증서를 찾고, 없으면 인증기관에 문의하십시오.",
            "Look for it in the list of certificates; if it is not there, ask the CA.",
        ),
    ),
    "issuing_duplicate": Explanation(
        _NOT_ISSUED,
        Text(
            "같은 요청이 이미 처리되었습니다.",
            "The same request was answered before.",
        ),
        Text(
            "인증서 목록에서 새 인증서가 있는지 확인하고, 없으면 인증기관에 문의하십시오.",
            "Look whether the new certificate is in the list; if it is not, ask the CA.",
        ),
    ),
    "issuing_busy": Explanation(
        _NOT_ISSUED,
        Text("인증기관의 시스템이 지금 응답할 수 없습니다.", "The CA's system cannot answer now."),
        _LATER,
    ),
    "issuing_clock": Explanation(
        _NOT_ISSUED,
        Text(
            "이 컴퓨터의 시계가 인증기관의 시계와 다릅니다.",
            "The clock of this computer differs from the CA's.",
        ),
        Text("날짜와 시각을 맞춘 뒤 다시 시도하십시오.", "Set date and time right, and try again."),
    ),
    "issuing_revoked": Explanation(
        _NOT_ISSUED,
        Text("이 인증서는 이미 폐지되었습니다.", "This certificate is revoked already."),
        Text("새 인증서를 발급받으십시오.", "Have a new certificate issued."),
    ),
    "issuing_unknown_certificate": Explanation(
        _NOT_ISSUED,
        Text(
            "인증기관이 이 인증서를 알지 못합니다.",
            "The CA does not know this certificate.",
        ),
        Text(
            "인증서를 발급한 인증기관의 주소인지 확인하십시오.",
            "Check that the address is that of the CA which issued the certificate.",
        ),
    ),
    "issuing_key_refused": Explanation(
        _NOT_ISSUED,
        Text(
            "인증기관이 이런 종류나 길이의 키를 받지 않습니다.",
            "The CA does not certify a key of this kind or length.",
        ),
        Text("다른 키 길이를 선택하십시오.", "Choose another key length."),
    ),
    "issuing_another_key": Explanation(
        _NOT_TAKEN,
        Text(
            "발급된 인증서가 이 컴퓨터에서 만든 키의 인증서가 아닙니다.",
            "The certificate issued is not for the key made on this computer.",
        ),
        _ASK_CA,
    ),
    "issuing_weaker_key": Explanation(
        _NOT_TAKEN,
        Text(
            "요청한 것보다 약한 키의 인증서가 발급되었습니다.",
            "The certificate issued is for a weaker key than the one asked for.",
        ),
        _ASK_CA,
    ),
    "issuing_answer_foreign": Explanation(
        _NOT_TAKEN,
        Text(
            "다른 요청에 대한 응답이 왔습니다.",
            "It answers another request.",
        ),
        _LATER,
    ),
    "issuing_answer_unprotected": Explanation(
        _NOT_TAKEN,
        Text(
            "인증기관이 보낸 응답이라는 증명이 없습니다.",
            "Nothing proves that it came from the CA.",
        ),
        Text(
            "인증기관의 주소를 확인하고, 되풀이되면 인증기관에 문의하십시오.",
            "Check the CA's address; if it happens again, ask the CA.",
        ),
    ),
    "issuing_answer_damaged": Explanation(
        _NOT_TAKEN,
        Text(
            "응답이 표준(CMP) 형식이 아니거나 손상되었습니다.",
            "It is not in the standard's form (CMP), or damaged.",
        ),
        _LATER,
    ),
    "issuance_damaged": Explanation(
        Text("이어서 발급받을 수 없습니다.", "Issuing cannot be continued."),
        Text(
            "시작했던 발급의 파일이 없거나 손상되었습니다.",
            "The files of what was begun are missing or damaged.",
        ),
        Text("인증기관에 문의하십시오.", "Ask the CA."),
    ),
    "issuing_begun": Explanation(
        Text("이미 시작한 발급이 있습니다.", "It was begun before."),
        Text(
            "같은 인증서의 발급이 끝나지 않은 채 남아 있습니다.",
            "The issuing of this certificate is not finished.",
        ),
        Text(
            "그때 정한 비밀번호로 이어서 발급받거나, 시작한 발급을 포기하십시오.",
            "Continue with the password chosen then, or give it up.",
        ),
    ),
    "issuing_other_holder": Explanation(
        _NOT_TAKEN,
        Text(
            "갱신된 인증서의 소유자가 다릅니다.",
            "The renewed certificate is for another holder.",
        ),
        _ASK_CA,
    ),
    "issuing_other_number": Explanation(
        _NOT_TAKEN,
        Text(
            "발급된 인증서가 다른 사업자등록번호의 인증서입니다.",
            "The certificate was issued for another business number.",
        ),
        Text(
            "참조번호가 누구의 것인지 인증기관에 확인하고 다시 발급받으십시오.",
            "Ask the CA whose reference number it is, and have a certificate issued again.",
        ),
    ),
    "holder_differs": Explanation(
        Text("신청한 이름과 다른 인증서입니다.", "The certificate names somebody else."),
        Text(
            "인증서의 소유자가 신청서의 이름과 다릅니다.",
            "Its holder is not the name of the application.",
        ),
        Text(
            "같은 기관·업체의 다른 표기인지 확인하고, 아니면 인증기관에 문의하십시오.",
            "See whether it is the same under another spelling; if it is not, ask the CA.",
        ),
    ),
    "issuing_never_decided": Explanation(
        _NOT_ISSUED,
        Text("인증기관이 아직 결정하지 않았습니다.", "The CA has not decided yet."),
        _LATER,
    ),
}
