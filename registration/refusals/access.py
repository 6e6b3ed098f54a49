"""이용자 등록과 로그인: refusals on the way in."""

from registration.refusals.words import NO_LOGIN, NOT_DONE, NOT_ENROLLED, Refusal, refusal
from registration.text import Text

LOCKS = Text(
    "다시 입력하십시오. 한 곳에서 {failures}번 틀리면 {minutes}분 동안 그곳에서는 맞는 비밀번호도 "
    "거절되고, 그 뒤에 또 틀리면 그 시간이 두 배씩 최대 "
    "{most_minutes}분까지 늘어납니다. 잊었으면 조달청 담당자에게 새 비밀번호를 요청하십시오.",
    "Try again. After {failures} failures from one place, even the right password is refused there "
    "for {minutes} minutes, and twice as long after each that follows, up to "
    "{most_minutes}. If it is forgotten, ask the procurement office for a new one.",
)
BY_RECIPIENT = Text(
    "다시 쓰려면 대표수신자가 로그인하여 이 인증서를 등록해야 합니다.",
    "To be used again, it has to be registered by the representative recipient, logged in.",
)
_OVER = Text("로그인이 끝났습니다.", "You have been logged out.")


def _over(why: Text, do: Text) -> Refusal:
    return refusal(401, _OVER, why, do)


SESSIONS: dict[str, Refusal] = {
    "session_logged_out": _over(
        Text("로그아웃하였습니다.", "You logged out."),
        Text("다시 로그인하십시오.", "Log in again."),
    ),
    "session_certificate_ended": _over(
        Text(
            "로그인한 인증서의 등록이 해지되었습니다.",
            "The registration of the certificate you logged in with has been ended.",
        ),
        Text(
            "등록된 다른 인증서로 로그인하십시오. 없으면 대표수신자에게 요청하십시오.",
            "Log in with another registered certificate, or ask the representative recipient.",
        ),
    ),
    "session_certificate_replaced": _over(
        Text(
            "로그인한 인증서가 새 인증서로 교체되었습니다.",
            "A new certificate has taken the place of the one you logged in with.",
        ),
        Text("새 인증서로 다시 로그인하십시오.", "Log in again with the new certificate."),
    ),
    "session_certificate_given": _over(
        Text(
            "로그인한 인증서가 다른 이용자에게 넘어갔습니다.",
            "The certificate you logged in with was given to another user.",
        ),
        Text("자신의 다른 인증서로 로그인하십시오.", "Log in with another certificate of yours."),
    ),
    "session_user_removed": _over(
        Text(
            "대표수신자가 이용자 등록을 삭제하였습니다.",
            "The representative recipient has removed you as a user.",
        ),
        Text("대표수신자에게 문의하십시오.", "Ask the representative recipient."),
    ),
    "session_account_ended": _over(
        Text(
            "인증서를 등록하여 아이디 사용이 끝났습니다.",
            "A certificate was registered, which ends the ID.",
        ),
        Text("등록한 인증서로 다시 로그인하십시오.", "Log in again with the certificate."),
    ),
    "session_account_closed": _over(
        Text("관리자가 계정을 끝냈습니다.", "An administrator has ended the account."),
        Text("관리자에게 문의하십시오.", "Ask an administrator."),
    ),
    "session_ended_by_office": _over(
        Text(
            "조달청 담당자가 이용자 또는 인증서의 등록을 해지하였습니다.",
            "The procurement office has ended the registration of the user or certificate.",
        ),
        Text("다시 로그인하면 해지 사유를 볼 수 있습니다.", "Log in again to be told the reason."),
    ),
    "session_password_changed": _over(
        Text("비밀번호가 바뀌었습니다.", "The password was changed."),
        Text("새 비밀번호로 다시 로그인하십시오.", "Log in again with the new password."),
    ),
}
"""How a session ended before its time; `session_expired` is among the general ones."""

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
    "certificate_ended": refusal(
        401,
        NO_LOGIN,
        Text("등록이 해지된 인증서입니다.", "The registration of this certificate has been ended."),
        BY_RECIPIENT,
    ),
    "certificate_ended_by_office": refusal(
        401,
        NO_LOGIN,
        Text(
            "조달청 담당자가 등록을 해지한 인증서입니다. 사유: {reason}",
            "The procurement office has ended the registration of this certificate: {reason}",
        ),
        Text("조달청 담당자에게 문의하십시오.", "Ask the procurement office."),
    ),
    "account_ended_by_office": refusal(
        409,
        NO_LOGIN,
        Text(
            "조달청 담당자가 사용을 끝낸 아이디입니다. 사유: {reason}",
            "The procurement office has ended this ID: {reason}",
        ),
        Text("조달청 담당자에게 문의하십시오.", "Ask the procurement office."),
    ),
    "certificate_replaced": refusal(
        401,
        NO_LOGIN,
        Text(
            "새 인증서로 교체되어 등록이 끝난 인증서입니다.",
            "A new certificate has taken the place of this one.",
        ),
        Text("교체한 새 인증서로 로그인하십시오.", "Log in with the new certificate."),
    ),
    "certificate_user_removed": refusal(
        401,
        NO_LOGIN,
        Text(
            "대표수신자가 이용자를 삭제하여 등록이 끝난 인증서입니다.",
            "The representative recipient has removed the user of this certificate.",
        ),
        BY_RECIPIENT,
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
        LOCKS,
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
        LOCKS,
    ),
    "form_stale": refusal(
        403,
        NOT_DONE,
        Text(
            "이 화면에서 보낸 양식인지 확인하지 못했습니다.",
            "The form was not shown to have come from this page.",
        ),
        Text(
            "앞 화면으로 돌아가 새로 고친 뒤 다시 보내십시오.",
            "Go back, reload the page, and send it again.",
        ),
    ),
    "code_required": refusal(
        401,
        NO_LOGIN,
        Text("이 계정은 인증번호도 필요합니다.", "This account asks for a code as well."),
        Text(
            "인증 앱이 보여 주는 여섯 자리 숫자나 복구 코드를 입력하십시오.",
            "Enter the six digits your authenticator app shows, or a recovery code.",
        ),
    ),
    "code_wrong": refusal(
        401,
        NO_LOGIN,
        Text(
            "인증번호가 맞지 않거나 이미 쓴 것입니다.", "The code is not right, or was used before."
        ),
        LOCKS,
    ),
    "code_wrong_yet": refusal(
        422,
        NOT_DONE,
        Text("인증번호가 맞지 않습니다.", "The code is not right."),
        Text(
            "휴대전화의 시각이 맞는지 확인하고 새 인증번호를 입력하십시오.",
            "Check that the phone's clock is right, and enter a new code.",
        ),
    ),
    "totp_known": refusal(
        409,
        NOT_DONE,
        Text("2단계 인증이 이미 설정되어 있습니다.", "The second factor is set up already."),
        Text(
            "바꾸려면 관리자에게 초기화를 요청하십시오.",
            "To change it, ask an administrator to reset it.",
        ),
    ),
    "account_exists": refusal(
        409,
        NOT_DONE,
        Text("이미 있는 이름입니다.", "There is an account of this name already."),
        Text(
            "다른 이름을 쓰거나, 끝난 계정이면 초기화하십시오.",
            "Choose another name, or reset the account where it has ended.",
        ),
    ),
    "certificate_taken": refusal(
        409,
        NOT_DONE,
        Text(
            "다른 계정에 등록된 인증서입니다.", "The certificate is registered for another account."
        ),
        Text("인증서의 지문을 확인하십시오.", "Check the certificate's fingerprint."),
    ),
    "own_account": refusal(
        403,
        NOT_DONE,
        Text("자신의 계정은 바꿀 수 없습니다.", "Nobody changes their own account."),
        Text("다른 관리자에게 요청하십시오.", "Ask another administrator."),
    ),
    "present_wrong": refusal(
        422,
        Text("비밀번호가 바뀌지 않았습니다.", "The password was not changed."),
        Text("지금 비밀번호가 맞지 않습니다.", "The present password is not right."),
        Text("다시 입력하십시오.", "Enter it again."),
    ),
    "officer_certificate_unknown": refusal(
        401,
        NO_LOGIN,
        Text(
            "담당자 계정에 등록되지 않은 인증서입니다.",
            "No officer's account has this certificate.",
        ),
        Text(
            "관리자에게 인증서의 지문을 알려 등록을 요청하십시오.",
            "Tell an administrator the certificate's fingerprint to have it registered.",
        ),
    ),
}
