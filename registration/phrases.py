"""자주 쓰는 사유: reasons that come along for 보류 and 반려; officers keep further ones."""

from registration.lifecycle import Action
from registration.text import Text

SHIPPED: dict[Action, tuple[Text, ...]] = {
    Action.HOLD: (
        Text("구비서류가 도착하지 않았습니다.", "The papers have not arrived."),
        Text(
            "제출한 서류의 내용이 신청서와 다릅니다.",
            "What the papers say differs from the application.",
        ),
        Text(
            "사업자등록 상태를 확인할 수 없습니다.",
            "The state of the business registration cannot be confirmed.",
        ),
        Text("면허·등록증 사본이 필요합니다.", "A copy of the licence is needed."),
        Text(
            "첨부한 파일을 읽을 수 없습니다. 다시 내십시오.",
            "An attached file cannot be read. Send it again.",
        ),
    ),
    Action.REJECT: (
        Text("휴업 또는 폐업한 사업자입니다.", "The business is suspended or closed."),
        Text("이미 등록된 업체입니다.", "The firm is registered already."),
        Text("신청 내용이 사실과 다릅니다.", "The application is not true."),
        Text("신청인이 취소를 요청하였습니다.", "The applicant asked to withdraw it."),
    ),
}
"""By what is decided; they may be completed before they are sent."""
