"""접수: refusals of what is filed."""

from registration.refusals.words import AGAIN, ASK_DESK, NOT_FILED, Refusal, refusal
from registration.text import Text

FILING: dict[str, Refusal] = {
    "document_not_canonical": refusal(
        422,
        NOT_FILED,
        Text("서명된 문서가 정해진 형식이 아닙니다.", "The signed document has another form."),
        Text(
            "프로그램을 최신판으로 바꾸고 다시 보내십시오.", "Update the program and send it again."
        ),
    ),
    "form_invalid": refusal(
        422,
        NOT_FILED,
        Text("신청서에 고칠 항목이 있습니다.", "The form has entries to correct."),
        Text("표시된 항목을 고쳐 다시 보내십시오.", "Correct the marked entries and send again."),
    ),
    "ticket_unknown": refusal(
        409,
        NOT_FILED,
        Text("이 서비스가 발급하지 않은 접수표입니다.", "The ticket is not of this service."),
        AGAIN,
    ),
    "ticket_foreign": refusal(
        409,
        NOT_FILED,
        Text("다른 신청서에 발급된 접수표입니다.", "The ticket is for another application."),
        AGAIN,
    ),
    "ticket_used": refusal(
        409,
        NOT_FILED,
        Text("이미 쓰인 접수표입니다.", "The ticket has been used."),
        Text(
            "진행현황에서 앞서 보낸 신청을 확인하십시오.",
            "Look at the status of the application sent before.",
        ),
    ),
    "ticket_expired": refusal(
        409,
        NOT_FILED,
        Text("접수표의 유효 시간이 지났습니다.", "The ticket has expired."),
        AGAIN,
    ),
    "draft_already_filed": refusal(
        409,
        NOT_FILED,
        Text(
            "이 신청서는 다른 내용으로 이미 접수되었습니다.",
            "This draft has already been filed with other contents.",
        ),
        Text("진행현황에서 접수된 건을 확인하십시오.", "Look at the filed one under status."),
    ),
    "numbers_used_up": refusal(
        409,
        NOT_FILED,
        Text(
            "올해 접수번호가 모두 쓰여 더 접수할 수 없습니다.",
            "All receipt numbers of this year have been given.",
        ),
        ASK_DESK,
    ),
    "package_elsewhere": refusal(
        422,
        NOT_FILED,
        Text("다른 서비스({service})에 낼 자료입니다.", "It is for the service {service}."),
        Text(
            "이 서비스의 주소로 다시 내보내도록 신청인에게 요청하십시오.",
            "Ask the applicant to export it for this service.",
        ),
    ),
    "package_old": refusal(
        422,
        NOT_FILED,
        Text(
            "내보낸 지 {days}일이 지났거나, 시각이 맞지 않는 자료입니다.",
            "The package is older than {days} days, or its time is wrong.",
        ),
        Text("다시 내보내도록 신청인에게 요청하십시오.", "Ask the applicant to export it again."),
    ),
    "application_open": refusal(
        409,
        NOT_FILED,
        Text(
            "같은 사업자의 처리 중인 신청이 있습니다(접수번호 {receipt_number}).",
            "This business has an open application (receipt number {receipt_number}).",
        ),
        Text(
            "그 신청의 결과를 기다리거나 취소한 뒤 다시 신청하십시오.",
            "Wait for its result, or cancel it and apply again.",
        ),
    ),
    "already_registered": refusal(
        409,
        NOT_FILED,
        Text("이미 등록된 사업자 또는 기관입니다.", "This applicant is registered already."),
        Text(
            "로그인하여 등록 정보를 보거나 변경을 신청하십시오.",
            "Log in to see the registration, or apply to change it.",
        ),
    ),
    "signature_needed": refusal(
        422,
        NOT_FILED,
        Text(
            "인증서로 서명하여 보내야 하는 신청입니다.",
            "This application has to be signed with a certificate.",
        ),
        AGAIN,
    ),
    "signature_unexpected": refusal(
        422,
        NOT_FILED,
        Text(
            "인증서 없이 보내는 신청입니다.",
            "This application is sent without a certificate.",
        ),
        Text("서명하지 않고 다시 보내십시오.", "Send it again without a signature."),
    ),
    "account_taken": refusal(
        409,
        NOT_FILED,
        Text("이미 쓰이고 있는 아이디입니다.", "The ID is taken."),
        Text("다른 아이디를 정하여 다시 보내십시오.", "Choose another ID and send it again."),
    ),
    "password_unfit": refusal(
        422,
        NOT_FILED,
        Text(
            "비밀번호가 정해진 규칙에 맞지 않습니다.",
            "The password does not follow the rules.",
        ),
        Text(
            "2종류 10자 또는 3종류 8자 이상으로, 아이디·전화번호·이어지는 문자 없이 정하십시오.",
            "Take 10 characters of 2 kinds or 8 of 3, without the ID, phone numbers or runs.",
        ),
    ),
    "record_missing": refusal(
        409,
        NOT_FILED,
        Text(
            "변경할 등록 정보가 없거나, 이 인증서의 것이 아닙니다.",
            "There is no registration to change, or it is not this certificate's.",
        ),
        Text(
            "인증서를 확인하십시오. 등록한 적이 없으면 먼저 신규 등록을 신청하십시오.",
            "Check the certificate; without a registration, apply for that first.",
        ),
    ),
    "record_version_stale": refusal(
        409,
        NOT_FILED,
        Text(
            "그 사이 등록 정보가 바뀌었습니다.",
            "The registration has been changed meanwhile.",
        ),
        Text(
            "지금의 등록 정보를 다시 불러와 고치십시오.",
            "Start the change again from the present registration.",
        ),
    ),
    "key_changed": refusal(
        422,
        NOT_FILED,
        Text(
            "사업자등록번호, 수요기관코드, 등록된 아이디는 바꿀 수 없습니다.",
            "The business number, the institution code and a registered ID stay as they are.",
        ),
        Text(
            "번호를 되돌리거나, 새 번호로 신규 등록을 신청하십시오.",
            "Put the number back, or apply again with the other number.",
        ),
    ),
    "nothing_changed": refusal(
        422,
        NOT_FILED,
        Text("등록 정보와 달라진 것이 없습니다.", "Nothing differs from the registration."),
        Text("바꿀 항목을 고친 뒤 보내십시오.", "Make your changes, then send it."),
    ),
    "not_supplementable": refusal(
        409,
        NOT_FILED,
        Text(
            "지금은 보완할 수 없는 신청입니다. 보류 중이고 기한 안이어야 합니다.",
            "The application cannot be completed now: it must be on hold and within its term.",
        ),
        Text("진행현황을 다시 조회하십시오.", "Look at its status again."),
    ),
    "package_taken": refusal(
        409,
        NOT_FILED,
        Text(
            "다른 기관이 먼저 전달하여 이미 접수된 자료입니다.",
            "Another agency has forwarded this package, and it was accepted.",
        ),
        Text("신청인에게 확인하십시오.", "Ask the applicant."),
    ),
}
