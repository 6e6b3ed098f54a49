"""One whole registration by what an assistive program sees and does alone (AT-SPI)."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_client.drafts import DraftStore
from desktop_client.views import texts as window_texts
from desktop_client.views.application import texts as form_texts
from desktop_client.views.home import texts as home_texts
from desktop_client.views.review import texts as review_texts
from practice.applicants import APPLICANTS
from registration.forms import FieldDescription, describe
from registration.kinds import Kind
from registration.procedures import PROCEDURES
from testing.atspi.desktop import desktop, missing, program, wait
from testing.atspi.reader import CHECKED, Node, announcements
from testing.journey.kinds import ACCOUNT_PASSWORD

KIND = Kind.CATALOGUE


@pytest.fixture
def home(tmp_path: Path, prepared_practice: Path) -> Path:
    """A user's folder where practice was prepared already."""
    shutil.copytree(prepared_practice, tmp_path / "home" / "practice")
    return tmp_path / "home"


@pytest.fixture
def window(tmp_path: Path, home: Path) -> Iterator[Node]:
    """The program as an assistive program sees it."""
    assert not missing()
    command = [sys.executable, "-m", "desktop_client", "--practice", "--folder", str(home)]
    with desktop(tmp_path) as (bus, environment), program(bus, environment, command) as root:
        yield Node(bus, *root)


def test_a_registration_is_filed_by_screen_reader(window: Node, home: Path) -> None:
    started = home_texts.START_NAME.show("ko", kind=PROCEDURES[KIND].title.ko)
    window.wait_for("push button", started)
    menu = window.wait_for("menu bar", window_texts.NAVIGATION_NAME.ko)
    assert [entry.role for entry in menu.children] == ["menu item"] * 7
    assert menu.children[0].has(CHECKED)
    assert window.find("heading", home_texts.CHOOSE.ko)

    window.wait_for("push button", started).press()
    pages = window.wait_for("list", form_texts.PAGES.ko)
    assert {entry.role for entry in pages.children} == {"list item"}
    assert form_texts.TITLE.ko in announcements(window.bus)
    for page in describe(KIND).pages:
        for key, answer in APPLICANTS[KIND][page.key].items():
            if answer not in (False, ""):
                _answer(window, page.field(key), answer)
        window.wait_for("push button", form_texts.NEXT.ko).press()

    window.wait_for("push button", form_texts.TO_REVIEW.ko).press()
    name = APPLICANTS[KIND]["general"]["name"]
    row = window.wait_for("row", f"상호: {name}")
    assert [cell.role for cell in row.children] == ["cell"] * 2
    assert review_texts.TITLE.ko in announcements(window.bus)
    window.wait_for("push button", review_texts.GO_ON.ko).press()
    window.wait_for("push button", review_texts.CHECK_ACCOUNT.ko).press()
    for field in ("새 비밀번호 다시 입력", "새 비밀번호"):
        window.wait_for("text", field).write(ACCOUNT_PASSWORD)
    window.wait_for("push button", review_texts.SEND_UNSIGNED.ko).press()
    window.wait_for("label", "접수번호")

    filed = DraftStore(home / "practice-drafts").all()
    assert [getattr(draft, "filing", None) is not None for draft in filed] == [True]


def _answer(window: Node, field: FieldDescription, answer: Any) -> None:
    title = field.ask.title.ko
    if field.control == "choice":
        box = window.wait_for("combo box", title)
        wanted = next(each.title.ko for each in field.choices if each.value == answer)
        wait(lambda: _goes_down_to(box, wanted), wanted)
    elif field.control == "check":
        window.wait_for("check box", title).press()
    else:
        window.wait_for("text", title).write(str(answer))


def _goes_down_to(box: Node, wanted: str) -> bool:
    if not box.name.endswith(f": {wanted}"):
        box.do("Increase")
    return box.name.endswith(f": {wanted}")
