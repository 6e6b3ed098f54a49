"""A filled-in form to be read: everything that was answered, worded by the description."""

from collections.abc import Callable
from typing import Any

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from desktop_client.views.widgets.summary import COMPACT_FROM, FormSummary
from registration.forms import describe
from registration.kinds import Kind
from registration.text import Language

FORM: dict[str, Any] = {
    "general": {
        "business_number": "1234567891",
        "name": "<b>가나</b> & 상사",
        "entity": "corporation",
        "business_areas": ["goods", "works"],
        "capital": 100000000,
        "venture": False,
    },
    "representatives": [{"name": "홍길동", "is_main": True}, {"name": "김철수"}],
}


@pytest.fixture
def summary(qtbot: QtBot, dress: Callable[..., None]) -> Any:
    def build(form: dict[str, Any], language: Language = "ko") -> FormSummary:
        dress(language)
        made = FormSummary(describe(Kind.SUPPLIER), form)
        qtbot.addWidget(made)
        made.resize(900, 100)
        made.show()
        return made

    return build


def test_every_page_question_and_answer_is_there(summary: Any) -> None:
    text = summary(FORM).toPlainText()
    for page in describe(Kind.SUPPLIER).pages:
        assert page.page.title.ko in text
    for shown in ("123-45-67891", "<b>가나</b> & 상사", "법인사업자", "물품, 공사", "100,000,000"):
        assert shown in text
    assert "대표자 1" in text
    assert "김철수" in text


def test_what_does_not_apply_is_not_asked(summary: Any) -> None:
    form = {"general": {"entity": "individual"}}
    assert "법인등록번호" not in summary(form).toPlainText()
    assert "법인등록번호" in summary(FORM).toPlainText()


def test_it_speaks_english(summary: Any) -> None:
    text = summary(FORM, "en").toPlainText()
    assert "Business number" in text
    assert "Goods, Works" in text


def test_it_shows_itself_in_full(summary: Any) -> None:
    shown = summary(FORM)
    assert shown.verticalScrollBar().maximum() == 0
    assert shown.height() >= shown.document().size().height()


def test_many_rows_are_each_there_in_full(summary: Any) -> None:
    rows = [
        {"product_number": f"{number:010}", "name": f"품명 {number}", "is_main": number == 3}
        for number in range(COMPACT_FROM)
    ]
    text = summary({"supplied": rows}).toPlainText()
    for row in rows:
        assert row["product_number"] in text
        assert str(row["name"]) in text


def test_it_follows_the_theme(summary: Any, dress: Callable[..., None]) -> None:
    shown = summary(FORM)
    light = shown.html()
    dress("ko", "dark")
    assert shown.html() != light
    assert shown.toHtml().count("#1e2124") > 0
    shiboken6.delete(shown)
