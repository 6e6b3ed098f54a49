"""The words of a screen: all of one language, but for data and a few terms that are named here."""

import re
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from desktop_client.views.widgets.action_bar import without_letter
from practice.applicants import applicant
from registration.kinds import Kind
from registration.text import Language
from testing.gallery.terms import AS_THEY_ARE, DATA, IN_ENGLISH, IN_KOREAN

PAIR = re.compile(r"[을를이가은는과와]\([을를이가은는과와]\)|\((?:이|으)\)(?:로|라|나|며)?")
VALUE = re.compile(r"\{[a-z_]+\}")
HANGUL = re.compile(r"[가-힣ㄱ-ㆎ]+")
LATIN = re.compile(r"[A-Za-z]{2,}")
NOT_WORDS = re.compile(
    r"https?://\S+|ldap://\S+|\S+@\S+|(?:[A-Z]:)?[/\\]\S*|\b\S*\.(?:txt|p7s|png|pdf|der|key|cnf)\b"
    r"|오류 코드: \S+|\b[a-z0-9]+(?:[_/.-][a-z0-9]+)+\b|[\w-]*\d[\w-]{7,}"
    r"|\b(?:[0-9a-f]{2}[: ]?){4,}|[A-Z0-9]*\d[A-Z0-9-]*|\b[A-Z]{3}-\d\b|\b\w+=[^,]+"
)
"""Addresses, paths, digests, numbers with letters, keys: the same in every language."""


def words_of(root: QWidget) -> Iterator[str]:
    """Return every text that is shown inside a widget, except what a user has typed."""
    for widget in (root, *root.findChildren(QWidget)):
        if widget.isVisible() and widget.objectName() not in AS_THEY_ARE:
            yield from filter(None, _texts(widget))
            yield widget.accessibleName()
            yield widget.toolTip()
    yield root.windowTitle()


def _texts(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel):
        yield widget.text()
    elif isinstance(widget, QAbstractButton):
        yield without_letter(widget.text())
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QTextEdit | QPlainTextEdit):
        yield from widget.toPlainText().splitlines()
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(at) for at in range(widget.count()))
    elif isinstance(widget, QMenu):
        yield from (action.text().split("\t")[0] for action in widget.actions())
    elif isinstance(widget, QListWidget):
        yield from (widget.item(at).text() for at in range(widget.count()))
    elif isinstance(widget, QHeaderView) and widget.orientation() is Qt.Orientation.Horizontal:
        role, model = Qt.ItemDataRole.DisplayRole, widget.model()
        for at in range(widget.count()):
            yield str(model.headerData(at, widget.orientation(), role) or "")


def pairs(root: QWidget) -> list[str]:
    """Return the texts in which a particle stands as a pair, such as 을(를)."""
    return sorted({f"a pair of particles: {text}" for text in words_of(root) if PAIR.search(text)})


def unfilled(root: QWidget) -> list[str]:
    """Return the texts that show the name of a value in its place."""
    return sorted({f"a value is missing: {text}" for text in words_of(root) if VALUE.search(text)})


def foreign(root: QWidget, language: Language) -> list[str]:
    """Return the words of the other language, apart from data and the terms that stand for all."""
    found: dict[str, str] = {}
    for text in words_of(root):
        for word in foreign_words(text, language):
            found.setdefault(word, text)
    return [f"{word!r} in {text!r}" for word, text in found.items()]


def foreign_words(text: str, language: Language) -> list[str]:
    """Return the words of a text that are neither of this language nor permitted in it."""
    left = text.replace("\u200b", "")
    for known in _DATA:
        left = left.replace(known, " ")
    left = NOT_WORDS.sub(" ", left)
    if language == "ko":
        return [word for word in LATIN.findall(left) if word not in IN_KOREAN]
    for term in IN_ENGLISH:
        left = left.replace(term, " ")
    return HANGUL.findall(left)


def _values(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _values(each)
    elif isinstance(value, list):
        for each in value:
            yield from _values(each)
    elif isinstance(value, str) and len(value) > 1:
        yield value


_DATA = sorted(
    {value for kind in Kind for value in _values(applicant(kind))} | set(DATA),
    key=len,
    reverse=True,
)
"""What applicants and the service have written, the longest first: it is shown as it is."""
