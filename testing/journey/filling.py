"""Filling in a form of any kind by clicks and keys, page by page, and attaching files."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from desktop_client.views.application import texts as form_texts
from desktop_client.views.application.controls import (
    CheckControl,
    ChoiceControl,
    ChoicesControl,
    TextControl,
)
from desktop_client.views.application.field_editor import FieldEditor
from desktop_client.views.application.lookup import LookupControl
from desktop_client.views.language import say
from desktop_client.views.papers.files import AttachedFiles
from registration.forms import PageDescription, describe
from registration.kinds import Kind
from testing.journey.player import Player


def fill_in(player: Player, kind: Kind, form: Mapping[str, Any]) -> None:
    """Answer every page of the open form, and go on to the papers."""
    player.wait_for(lambda: player.sees("form-review"), "form")
    for page in describe(kind).pages:
        answers = form[page.key]
        for number, row in enumerate(answers if page.repeats else [answers]):
            _answer(player, page, number, row)
        player.step(f"form-{page.key}", f"{page.page.title.ko}을(를) 채웠습니다 / filled in")
        player.press(form_texts.NEXT)


def attach(player: Player, files: Iterable[Path] = ()) -> None:
    """Attach files on the last page, as if the system's dialog had named them."""
    panel = player.wait_for(lambda: next(player.seen(AttachedFiles), None), "papers")
    wanted = list(files)
    all_of_them = len(panel.attached) + len(wanted)
    panel.add(wanted)
    player.wait_for(lambda: len(panel.attached) == all_of_them and not panel.busy, "attached")
    player.step("form-papers", "구비서류를 확인합니다 / the papers it needs, and attached files")


def _answer(player: Player, page: PageDescription, number: int, answers: dict[str, Any]) -> None:
    if page.repeats and (number or not page.least_rows):
        player.press(say(form_texts.ABOUT_ROW, row=say(page.page.row), action=say(form_texts.ADD)))
    for key, answer in answers.items():
        if answer not in (False, ""):
            fill(player, page, key, answer)


def fill(player: Player, page: PageDescription, key: str, answer: Any) -> None:
    """Answer one question of the page that is open, by clicks and keys."""
    title = say(page.field(key).ask.title)

    def look() -> FieldEditor | None:
        seen = player.seen(FieldEditor)
        return next((editor for editor in seen if editor.field.key == key), None)

    control = player.wait_for(look, f"field {title}").control
    if isinstance(control, TextControl | LookupControl):
        player.write(control.line, str(answer))
    elif isinstance(control, ChoiceControl):
        choices = {choice.value: choice.title for choice in page.field(key).choices}
        player.choose(control.combo, say(choices[answer]))
    elif isinstance(control, ChoicesControl):
        for value in answer:
            player.click(control.boxes[value])
    elif isinstance(control, CheckControl):
        player.tick(control.target())
