"""업무함: refusals of what officers do with an application before and while they decide."""

from registration.refusals.words import NOT_DONE, Refusal, refusal
from registration.text import Text

DESK: dict[str, Refusal] = {
    "taken_by_another": refusal(
        409,
        NOT_DONE,
        Text(
            "다른 담당자({officer})에게 배정된 신청입니다.",
            "Another officer, {officer}, has taken this application.",
        ),
        Text(
            "그 담당자가 내려놓거나 넘기면 맡을 수 있습니다.",
            "It can be taken once it is given back or handed on.",
        ),
    ),
    "closed_already": refusal(
        409,
        NOT_DONE,
        Text("처리가 끝난 신청입니다.", "This application is closed."),
        Text("상태와 이력을 확인하십시오.", "Look at its state and history."),
    ),
    "successor_unfit": refusal(
        422,
        NOT_DONE,
        Text(
            "그 접수청의 신청을 심사하는 담당자가 아닙니다.",
            "That officer does not decide on the applications of this office.",
        ),
        Text("그 접수청의 담당자를 선택하십시오.", "Choose an officer of the office."),
    ),
    "not_taken_by": refusal(
        409,
        NOT_DONE,
        Text(
            "신청 {number} 건은 더는 {officer} 담당자가 맡고 있지 않습니다.",
            "{officer} no longer has application {number}.",
        ),
        Text("목록을 다시 확인하십시오.", "Look at the list again."),
    ),
    "none_chosen": refusal(
        422,
        NOT_DONE,
        Text("고른 신청이 없습니다.", "No application is chosen."),
        Text("다시 배정할 신청을 선택하십시오.", "Choose those to be reassigned."),
    ),
    "paper_day_wrong": refusal(
        422,
        NOT_DONE,
        Text(
            "서류를 받은 날은 접수한 날부터 오늘까지의 날짜여야 합니다.",
            "A paper comes between the day of the filing and today.",
        ),
        Text("받은 날을 확인하십시오.", "Check the day."),
    ),
    "paper_noted": refusal(
        409,
        NOT_DONE,
        Text("이미 받은 것으로 적힌 서류입니다.", "This paper is noted as received already."),
        Text("구비서류 목록을 확인하십시오.", "Look at the list of papers."),
    ),
    "lines_differ": refusal(
        409,
        NOT_DONE,
        Text(
            "불일치로 표시한 항목이 있어 승인할 수 없습니다.",
            "Lines are marked as differing from the paper, so it cannot be approved.",
        ),
        Text(
            "다시 견주어 표시를 고치거나, 사유를 적어 보류하십시오.",
            "Compare them again and correct the marks, or put it on hold with the reason.",
        ),
    ),
    "line_unknown": refusal(
        422,
        NOT_DONE,
        Text("신청서에 없는 항목입니다.", "The application has no such line."),
        Text("화면을 다시 여십시오.", "Open the page again."),
    ),
    "items_undecided": refusal(
        422,
        NOT_DONE,
        Text(
            "이용품목마다 승인인지 불승인인지 정하고, 불승인에는 사유를 적어야 합니다.",
            "Each item is approved or refused, and a refusal needs a reason.",
        ),
        Text("이용품목을 모두 정하십시오.", "Decide on every item."),
    ),
    "no_item_approved": refusal(
        422,
        NOT_DONE,
        Text("승인하는 이용품목이 하나도 없습니다.", "No item would be approved."),
        Text("신청을 반려하십시오.", "Reject the application."),
    ),
    "name_taken": refusal(
        409,
        NOT_DONE,
        Text("같은 이름으로 저장한 것이 있습니다.", "Something is kept by this name already."),
        Text("다른 이름을 적으십시오.", "Give another name."),
    ),
    "too_many_kept": refusal(
        409,
        NOT_DONE,
        Text("더 저장할 수 없습니다.", "No more can be kept."),
        Text("쓰지 않는 것을 지우십시오.", "Remove what is not used."),
    ),
    "text_required": refusal(
        422,
        NOT_DONE,
        Text("내용이 비어 있거나 너무 깁니다.", "The text is empty or too long."),
        Text("내용을 적어 다시 보내십시오.", "Type it and send it again."),
    ),
}
