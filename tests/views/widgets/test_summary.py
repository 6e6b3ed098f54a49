"""A filled-in form to be read: everything that was answered, worded by the description."""

from collections.abc import Callable
from typing import Any

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from desktop_client.views.widgets.summary import AT_ONCE, CHUNK, COMPACT_FROM, FormSummary
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
        qtbot.waitUntil(lambda: made.is_complete)
        return made

    return build


def read(summary: FormSummary) -> str:
    """All that can be read."""
    return "\n".join(part.toPlainText() for part in summary.parts)


def test_every_page_question_and_answer_is_there(summary: Any) -> None:
    text = read(summary(FORM))
    for page in describe(Kind.SUPPLIER).pages:
        assert page.page.title.ko in text
    for shown in ("123-45-67891", "<b>가나</b> & 상사", "법인사업자", "물품, 공사", "100,000,000"):
        assert shown in text
    assert "대표자 1" in text
    assert "김철수" in text


def test_what_does_not_apply_is_not_asked(summary: Any) -> None:
    form = {"general": {"entity": "individual"}}
    assert "법인등록번호" not in read(summary(form))
    assert "법인등록번호" in read(summary(FORM))


def test_it_speaks_english(summary: Any) -> None:
    text = read(summary(FORM, "en"))
    assert "Business number" in text
    assert "Goods, Works" in text


def test_it_shows_itself_in_full(summary: Any) -> None:
    shown = summary(FORM)
    for part in shown.parts:
        assert part.verticalScrollBar().maximum() == 0
        assert part.height() >= part.document().size().height()


@pytest.mark.parametrize("rows_count", [COMPACT_FROM, CHUNK * AT_ONCE + 1])
def test_many_rows_are_each_there_in_full(summary: Any, rows_count: int) -> None:
    rows: list[dict[str, Any]] = [
        {"product_number": f"{number:010}", "name": f"품명 {number}", "is_main": number == 3}
        for number in range(rows_count)
    ]
    text = read(summary({"supplied": rows}))
    for row in rows:
        assert row["product_number"] in text
        assert str(row["name"]) in text
    assert f"{rows_count}. " in text


def test_it_follows_the_theme(summary: Any, dress: Callable[..., None]) -> None:
    shown = summary(FORM)
    part = shown.parts[0]
    light = part.html()
    dress("ko", "dark")
    assert part.html() != light
    assert part.toHtml().count("#1e2124") > 0
    shiboken6.delete(shown)
