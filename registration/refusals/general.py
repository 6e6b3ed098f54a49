"""Refusals of any request."""

from registration.refusals.words import ASK_DESK, NOT_DONE, NOT_FILED, Refusal, refusal
from registration.text import Text

GENERAL: dict[str, Refusal] = {
    "malformed": refusal(
        400,
        NOT_DONE,
        Text("보낸 내용을 읽을 수 없습니다.", "What was sent cannot be read."),
        ASK_DESK,
    ),
    "too_large": refusal(
        413,
        NOT_FILED,
        Text("보낸 내용이 허용 크기를 넘었습니다.", "What was sent is larger than permitted."),
        Text("행의 수를 줄여 다시 보내십시오.", "Send it again with fewer rows."),
    ),
    "not_found": refusal(
        404,
        Text("찾을 수 없습니다.", "It was not found."),
        Text("그런 접수 건이 없습니다.", "There is no such application."),
        Text("접수번호를 확인하십시오.", "Check the receipt number."),
    ),
    "method_not_allowed": refusal(
        405,
        NOT_DONE,
        Text("이 주소에서 할 수 없는 요청입니다.", "This address does not do that."),
        ASK_DESK,
    ),
    "range_unsatisfiable": refusal(
        416,
        NOT_DONE,
        Text("파일에 그런 부분이 없습니다.", "The file has no such part."),
        Text("파일 전체를 다시 받으십시오.", "Fetch the whole file again."),
    ),
    "head_too_large": refusal(
        431,
        NOT_DONE,
        Text("요청의 주소나 머리글이 너무 깁니다.", "The request's address or header is too long."),
        ASK_DESK,
    ),
    "not_authorised": refusal(
        401,
        NOT_DONE,
        Text("이 정보를 볼 권한이 확인되지 않았습니다.", "Your right to this was not shown."),
        Text("다시 로그인하십시오.", "Log in again."),
    ),
    "session_expired": refusal(
        401,
        Text("로그인 시간이 끝났습니다.", "The session has ended."),
        Text(
            "일정 시간이 지나면 안전을 위해 자동으로 로그아웃됩니다.",
            "Sessions end automatically after a while, for safety.",
        ),
        Text("다시 로그인하십시오.", "Log in again."),
    ),
    "busy": refusal(
        503,
        NOT_DONE,
        Text("서비스가 지금 바쁩니다.", "The service is busy."),
        Text("잠시 뒤 다시 하십시오.", "Try again in a moment."),
    ),
    "internal": refusal(
        500,
        NOT_DONE,
        Text("서비스 안에서 오류가 났습니다.", "Something failed inside the service."),
        ASK_DESK,
    ),
}
