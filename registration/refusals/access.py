"""이용자 등록과 로그인: refusals on the way in."""

from registration.refusals.words import NO_LOGIN, NOT_DONE, NOT_ENROLLED, Refusal, refusal
from registration.text import Text

ACCESS: dict[str, Refusal] = {
    "organisation_not_approved": refusal(
        409,
        NOT_ENROLLED,
        Text("승인된 등록이 없는 사업자입니다.", "This business has no approved registration."),
        Text(
            "진행현황에서 승인 여부를 확인하십시오.", "Check under status whether it is approved."
        ),
    ),
    "certificate_registered": refusal(
        409,
        NOT_ENROLLED,
        Text("이미 등록된 인증서입니다.", "This certificate is registered already."),
        Text("이 인증서로 로그인하십시오.", "Log in with this certificate."),
    ),
    "certificate_not_registered": refusal(
        401,
        NO_LOGIN,
        Text("등록되지 않은 인증서입니다.", "This certificate is not registered."),
        Text("먼저 인증서 등록을 하십시오.", "Register the certificate first."),
    ),
    "challenge_unknown": refusal(
        409,
        NOT_DONE,
        Text("서비스가 내지 않았거나 이미 쓴 확인값입니다.", "The challenge is unknown or used."),
        Text("처음부터 다시 하십시오.", "Start over."),
    ),
    "challenge_expired": refusal(
        409,
        NOT_DONE,
        Text("확인값의 유효 시간이 지났습니다.", "The challenge has expired."),
        Text("처음부터 다시 하십시오.", "Start over."),
    ),
    "voucher_refused": refusal(
        422,
        NOT_ENROLLED,
        Text(
            "기존 인증서의 서명으로 새 인증서를 확인하지 못했습니다.",
            "The present certificate's signature does not vouch for the new one.",
        ),
        Text(
            "이 조직에 등록된 유효한 인증서로 다시 서명하거나, 새 인증서로 신원을 확인하십시오.",
            "Sign again with a valid certificate registered for this organisation, or prove "
            "identity with the new one.",
        ),
    ),
    "replaced_unknown": refusal(
        409,
        NOT_ENROLLED,
        Text(
            "바꾸려는 인증서가 이 조직에 등록되어 있지 않습니다.",
            "The certificate to be replaced is not registered for this organisation.",
        ),
        Text("등록 정보에서 인증서를 확인하십시오.", "Check the registered certificates."),
    ),
    "account_pending": refusal(
        409,
        NO_LOGIN,
        Text("아직 승인되지 않은 아이디입니다.", "This ID is not approved yet."),
        Text(
            "진행현황에서 승인 여부를 확인하십시오.", "Check under status whether it is approved."
        ),
    ),
    "account_ended": refusal(
        409,
        NO_LOGIN,
        Text("더는 쓰지 않는 아이디입니다.", "This ID is no longer in use."),
        Text("등록한 인증서로 로그인하십시오.", "Log in with the registered certificate."),
    ),
    "password_wrong": refusal(
        422,
        Text("비밀번호가 바뀌지 않았습니다.", "The password was not changed."),
        Text("지금 비밀번호가 맞지 않습니다.", "The present password is not right."),
        Text("다시 입력하십시오. 5번 틀리면 잠깁니다.", "Try again; it locks after 5 failures."),
    ),
    "recipient_only": refusal(
        403,
        NOT_DONE,
        Text("대표수신자만 할 수 있습니다.", "Only the representative recipient may do this."),
        Text("대표수신자에게 요청하십시오.", "Ask the representative recipient."),
    ),
    "recipient_stays": refusal(
        409,
        NOT_DONE,
        Text("대표수신자는 삭제할 수 없습니다.", "The representative recipient cannot be removed."),
        Text("먼저 다른 대표수신자를 지정하십시오.", "Name another one first."),
    ),
    "last_key": refusal(
        409,
        NOT_DONE,
        Text(
            "대표수신자에게 로그인할 인증서나 아이디가 남지 않습니다.",
            "The representative recipient would have nothing left to log in with.",
        ),
        Text(
            "먼저 다른 인증서를 등록하거나, 인증서가 있는 다른 이용자를 대표수신자로 지정하십시오.",
            "Register another certificate first, or name another recipient who has one.",
        ),
    ),
    "login_failed": refusal(
        401,
        NO_LOGIN,
        Text("아이디 또는 비밀번호가 맞지 않습니다.", "The ID or the password is not right."),
        Text("다시 입력하십시오. 5번 틀리면 잠깁니다.", "Try again; it locks after 5 failures."),
    ),
}
