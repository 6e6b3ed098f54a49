"""The form of each kind, page by page; with faults, without a draft, and what opens beside it."""

from functools import partial
from typing import Any

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from desktop_client.views import routes
from desktop_client.views.application.date_control import DateControl
from desktop_client.views.application.form_page import FormPage
from desktop_client.views.application.form_view import FormView
from desktop_client.views.application.lookup.control import LookupControl
from desktop_client.views.application.screen import ApplicationScreen
from desktop_client.views.papers.page import PapersPage
from registration.forms import describe
from registration.kinds import Kind
from testing.gallery.scene import add, scene
from testing.gallery.studio import Studio
from testing.views import hands
from testing.views.patience import is_built

FAULTY: dict[str, Any] = {
    "general": {
        "business_number": "123-45-67891",
        "name": "가나상사 주식회사",
        "entity": "corporation",
        "corporate_number": "1101111234567",
        "enterprise_size": "middle",
        "venture": True,
        "phone": "1",
    },
    "representatives": [{"name": "홍길동", "is_main": True}, {"name": "Kim", "email": "x"}],
    "factories": [{"name": "제1공장", "tenure": "leased", "lease_start": "2024-01-01"}],
    "manufactured": [{"product_number": "4412170401", "name": "볼펜", "proof": "certificate"}],
    "agents": [{"name": "이영희", "employed": True}],
}


def form(studio: Studio, route: routes.Route) -> FormView:
    """Open a form and wait until it is there."""
    studio.begin(route)
    screen = studio.window.current
    assert isinstance(screen, ApplicationScreen)
    studio.qtbot.waitUntil(lambda: screen.form is not None and is_built())
    studio.settle()
    assert screen.form is not None
    return screen.form


def page(studio: Studio, kind: Kind, key: str) -> None:
    """Show a page of the finished form of a kind."""
    form(studio, routes.Application(studio.draft(kind).id)).show_page(key)
    studio.settle()


def faulty(studio: Studio, key: str) -> None:
    """Show a page of a supplier's form with everything that is wrong."""
    shown = form(studio, routes.Application(studio.draft(form=FAULTY).id))
    shown.show_all_problems()
    shown.show_page(key)
    studio.settle()


for each in Kind:
    for described in describe(each).pages:
        add(f"form-{each.value}", described.key, partial(page, kind=each, key=described.key))
for faulty_page in ("general", "representatives", "manufactured", "papers"):
    add("form-faulty", faulty_page, partial(faulty, key=faulty_page))


@scene("form", "new")
def new(studio: Studio) -> None:
    form(studio, routes.NewApplication(Kind.SUPPLIER))


@scene("form", "missing")
def missing(studio: Studio) -> None:
    studio.enter(routes.Application("no-such-draft"))


@scene("form", "papers-attached")
def attached(studio: Studio) -> None:
    shown = form(studio, routes.Application(studio.draft().id))
    shown.show_page("papers")
    panel = shown.page
    assert isinstance(panel, PapersPage)
    picture, memo = studio.folder / "인감증명서.png", studio.folder / "메모.txt"
    image = QImage(900, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("#88aacc"))
    image.save(str(picture))
    memo.write_text("x")
    panel.files.add([picture, memo])
    studio.qtbot.waitUntil(lambda: not panel.files.busy)
    studio.settle()


@scene("form", "calendar")
def calendar(studio: Studio) -> None:
    shown = form(studio, routes.Application(studio.draft().id))
    assert isinstance(shown.page, FormPage)
    control = shown.page.section.fields["opening_date"].findChild(DateControl)
    assert control
    control.open_calendar()
    studio.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)


@scene("form", "codes-found")
def codes(studio: Studio) -> None:
    shown = form(studio, routes.Application(studio.draft().id))
    shown.show_page("licences")
    control = next(each for each in shown.findChildren(LookupControl) if each.isVisible())
    control.line.setFocus()
    studio.qtbot.waitUntil(control.line.hasFocus)
    control.line.selectAll()
    hands.type_text("정보")
    studio.qtbot.waitUntil(control.popup.isVisible)
