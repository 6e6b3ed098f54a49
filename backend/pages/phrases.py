"""자주 쓰는 사유: the phrases that an officer keeps for themselves or for an office."""

from starlette.responses import Response

from backend.pages.access import pages, role
from backend.pages.application_view import office_title
from backend.pages.application_words import ACTIONS
from backend.pages.desk import Desk, TheDesk
from backend.pages.rendering import redirect, render
from backend.refused import Refused
from backend.services.officer_rights import require_role
from backend.services.review import kept
from registration.lifecycle import Action
from registration.phrases import SHIPPED
from registration.roles import OfficerRole
from registration.tables import code_table
from registration.text import Text

router = pages("/officer/phrases")

HERE = "/officer/phrases"


class Words:
    """What the page says."""

    title = Text("자주 쓰는 사유", "Saved phrases")
    own = Text("내 문구와 접수청 문구", "Mine and those of my offices")
    nothing = Text("저장한 문구가 없습니다.", "No phrases saved.")
    shipped = Text("함께 제공되는 문구", "Standard phrases")
    text = Text("문구", "Phrase")
    action = Text("쓰는 곳", "Used for")
    office = Text("함께 쓰는 접수청", "Shared with the office")
    only_me = Text("나만", "Only me")
    keep = Text("저장", "Save")
    remove = Text("지우기", "Delete")
    kept_done = Text("문구를 저장했습니다.", "The phrase is saved.")
    removed_done = Text("문구를 지웠습니다.", "The phrase is deleted.")
    by = Text("저장한 담당자", "Saved by")


@router.get("")
def show_phrases(desk: TheDesk) -> Response:
    """Show the phrases."""
    require_role(desk.officer, OfficerRole.OFFICER)
    return _page(desk)


def _page(desk: Desk, refused: Refused | None = None) -> Response:
    with desk.service.database.read() as session:
        phrases = kept.phrases(session, desk.officer)
        return render(
            desk.request,
            "phrases.html",
            refused.status if refused else 200,
            problems={"text": refused.told.why} if refused else None,
            words=Words,
            phrases=[
                (
                    row,
                    ACTIONS[row.action],
                    office_title(row.office) if row.office else Words.only_me,
                )
                for row in phrases
            ],
            actions=[(action.value, ACTIONS[action]) for action in SHIPPED],
            shipped=[(ACTIONS[action], texts) for action, texts in SHIPPED.items()],
            offices=[
                ("", Words.only_me),
                *(
                    (entry.code, entry.title)
                    for entry in code_table("offices").entries
                    if desk.officer.offices is None or entry.code in desk.officer.offices
                ),
            ],
        )


@router.post("", dependencies=[role(OfficerRole.OFFICER)])
def keep_phrase(desk: TheDesk) -> Response:
    """Keep a phrase."""
    try:
        action = Action(desk.form.text("action"))
        kept.keep_phrase(
            desk.service,
            desk.officer,
            action,
            desk.form.text("text"),
            desk.form.text("office") or None,
        )
    except ValueError:
        raise Refused("malformed") from None
    except Refused as refused:
        return _page(desk, refused)
    return redirect(desk.request, HERE, Words.kept_done)


@router.post("/{number}/remove", dependencies=[role(OfficerRole.OFFICER)])
def drop_phrase(
    desk: TheDesk,
    number: int,
) -> Response:
    """Remove a phrase of one's own."""
    kept.drop_phrase(desk.service, desk.officer, number)
    return redirect(desk.request, HERE, Words.removed_done)
