"""A new form begins with what the applicant has given before, if they say so."""

from collections.abc import Callable
from unittest.mock import create_autospec

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_client.errors import ClientError
from desktop_client.parts import Parts
from desktop_client.views import routes
from desktop_client.views.application import texts
from desktop_client.views.language import say
from desktop_client.views.window import MainWindow
from desktop_client.work import Work
from practice.applicants import STOCKPILE, applicant, supplier
from registration.forms import describe
from registration.forms.carrying import CARRIED, carried, user_in
from registration.forms.check import canonical, check_form
from registration.kinds import Key, Kind
from registration.korean_time import today
from registration.wire import Record, Registration, Session
from testing.views import hands
from testing.views.patience import is_built
from tests.views.application.conftest import Desk


def test_what_is_carried_leaves_only_the_kind_s_own_questions() -> None:
    form = carried(Kind.STOCKPILE, Kind.SUPPLIER, supplier())
    assert form["general"]["name"] == "주식회사 연습상사"
    assert form["representatives"][0]["is_main"] is True
    assert "sharing_consent" not in form["reception"]
    assert "business_areas" not in form["general"]
    left = {one.path[0] for one in check_form(Kind.STOCKPILE, form, today())}
    assert left == {"items", "reception"}
    form["items"], form["reception"]["terms"] = STOCKPILE["items"], True
    assert check_form(Kind.STOCKPILE, form, today()) == []


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_carried_to_any_kind_is_right_there(kind: Kind) -> None:
    for source in CARRIED[kind]:
        form = carried(kind, source, canonical(source, applicant(source)))
        wrong = [one for one in check_form(kind, form, today()) if one.code != "required"]
        assert {one.code for one in wrong} <= {"too_few", "exactly_one_main"}


def test_the_user_of_a_certificate_is_known_from_the_application() -> None:
    clerk = applicant(Kind.INSTITUTION)["clerk"]
    known = user_in(applicant(Kind.INSTITUTION))
    assert known == {key: clerk[key] for key in ("name", "department", "email", "mobile")}
    reception = supplier()["reception"]
    assert user_in(supplier())["email"] == reception["email"]
    assert user_in({}) == {}


@pytest.fixture
def desk(qtbot: QtBot, parts: Parts, window: MainWindow, settle: Callable[[], None]) -> Desk:
    return Desk(qtbot, parts, window)


def offered(desk: Desk) -> QPushButton | None:
    desk.qtbot.waitUntil(lambda: not desk.parts.jobs.busy)
    hands.texts(desk.screen)
    button = desk.screen.findChild(QPushButton, "known-fill")
    return button if button and button.isVisible() else None


def test_an_earlier_application_of_a_supplier_fills_the_form_after_asking(desk: Desk) -> None:
    desk.parts.drafts.create(Kind.SUPPLIER, form=supplier())
    desk.open(routes.NewApplication(kind=Kind.STOCKPILE))
    draft_id = desk.draft_id
    button = offered(desk)
    assert button
    assert desk.form.editing.answers("general") == {}
    desk.fill("name", "다른 이름")
    hands.click(button)
    desk.qtbot.waitUntil(lambda: desk.screen.form is not None and is_built())
    assert desk.draft_id == draft_id
    answers = desk.form.editing.answers("general")
    assert answers["business_number"] == "111-11-11119"
    assert answers["name"] == "다른 이름"
    assert len(desk.form.editing.rows("representatives")) == 1
    assert offered(desk) is None


def test_nothing_is_offered_where_nothing_is_known_or_to_other_kinds(desk: Desk) -> None:
    desk.open(routes.NewApplication(kind=Kind.STOCKPILE))
    assert offered(desk) is None
    desk.parts.drafts.create(Kind.SUPPLIER, form=supplier())
    desk.open(routes.NewApplication(kind=Kind.INSTITUTION))
    assert offered(desk) is None


def test_an_offer_can_be_refused(desk: Desk) -> None:
    desk.parts.drafts.create(Kind.SUPPLIER, form=supplier())
    desk.open(routes.NewApplication(kind=Kind.STOCKPILE))
    assert offered(desk)
    hands.click(hands.find(desk.screen, QPushButton, say(texts.FILL_IN_NOT)))
    assert offered(desk) is None
    assert desk.form.editing.answers("general") == {}


def test_the_registered_record_goes_before_an_application_here(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts.drafts.create(Kind.SUPPLIER, form=supplier(name="이 컴퓨터의 상사"))
    session = Session(
        token="t" * 43, expires="2099-01-01T00:00:00Z", organisation="연습", user="김",
        by=Key.CERTIFICATE, kinds=[Kind.SUPPLIER],
    )  # fmt: skip
    record = Record(
        kind=Kind.SUPPLIER, version=1, receipt_number="2026000001", registered=session.expires,
        renewed=session.expires, form=canonical(Kind.SUPPLIER, supplier()), paper_code="x",
    )  # fmt: skip
    registration = Registration(
        key="1111111119", business_number="1111111119", organisation="연습", records=[record],
        users=[],
    )  # fmt: skip
    monkeypatch.setattr(parts.sessions, "_current", session)
    asked = create_autospec(parts.sessions.registration, return_value=registration)
    monkeypatch.setattr(parts.sessions, "registration", asked)
    found = parts.known.find(Work(), Kind.STOCKPILE)
    assert found
    assert (found.source, found.name) == ("record", "주식회사 연습상사")
    asked.side_effect = ClientError("service_unreachable")
    found = parts.known.find(Work(), Kind.STOCKPILE)
    assert found
    assert (found.source, found.name) == ("draft", "이 컴퓨터의 상사")


def test_every_kind_that_carries_shares_pages_with_its_source() -> None:
    pages = {page.key for page in describe(Kind.STOCKPILE).pages}
    assert {"general", "representatives", "reception"} <= pages
