"""알림: refusals of what administrators ask of messages."""

from registration.refusals.words import NOT_DONE, Refusal, refusal
from registration.text import Text

NOTICES: dict[str, Refusal] = {
    "notice_under_way": refusal(
        409,
        NOT_DONE,
        Text(
            "보낸 알림이거나 아직 보내는 중이어서 다시 보내지 않습니다.",
            "The message was sent or is still under way, so it is not sent again.",
        ),
        Text("목록을 다시 보십시오.", "Look at the list again."),
    ),
}
