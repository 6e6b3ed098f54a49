"""Whom this installation trusts, and which revocation lists it keeps."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_client.finding_texts import FINDING_TEXTS
from desktop_client.jobs import Jobs
from desktop_client.views import routes
from desktop_client.views.certificates.words import breakable
from desktop_client.views.language import language, say
from desktop_client.views.screen import Navigate, Screen
from desktop_client.views.times import minute
from desktop_client.views.trust import texts
from desktop_client.views.widgets.action_bar import stand_in_bar, ways_in_bar
from desktop_client.views.widgets.buttons import Button, DangerButton
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.file_dialog import FileDialog
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import clear, column, row, wrapping_row
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.state_page import StatePage
from desktop_client.views.widgets.swap import Swap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop_client.errors import Failure
    from desktop_client.pki.certificate import Certificate
    from desktop_client.pki.judging.trust_list import AuthorityList, Change
    from desktop_client.pki.revocation.addresses import Accredited
    from desktop_client.pki.revocation.list_cache import KeptList
    from desktop_client.work import Work
    from desktop_client.workflows.trusting import Believed, Trusting


class TrustScreen(Screen):
    """A card of CAs, a card of kept lists; what was done is told above them."""

    title = texts.TITLE

    def __init__(
        self, jobs: Jobs, trusting: Trusting, navigate: Navigate, *, practice: bool
    ) -> None:
        super().__init__(navigate)
        self._trusting = trusting
        self._told = Swap()
        content = QWidget()
        self._cards = column(content)
        self.page = StatePage(content, jobs, "trust")
        down = column(self.body, margin=24)
        down.addWidget(Label(say(texts.TITLE), "heading"))
        down.addWidget(Label(say(texts.LEAD), "subtle"))
        if practice:
            down.addWidget(Notice("info", say(texts.IN_PRACTICE)))
        down.addWidget(self._told)
        down.addWidget(self.page)
        self.back = Button(say(texts.BACK), lambda: navigate(routes.Settings()))
        down.addStretch(1)
        stand_in_bar(self.body, None, back=self.back)

    def place(self) -> routes.Route:
        """Come back here."""
        return routes.Trust()

    def enter(self) -> None:
        """Look at what is in force and what is kept."""
        self._run(self._trusting.look, self._show)

    def start_focus(self) -> QWidget | None:
        """Begin at the way back until the lists are read."""
        return self.back

    def _run(self, work: Callable[[Work], Any], done: Callable[[Any], None]) -> None:
        self.page.run(work, done, self._failed)

    def _failed(self, failure: Failure) -> None:
        self.page.show_failure(failure, self.enter)

    def _show(self, believed: Believed) -> None:
        clear(self._cards)
        self._cards.addWidget(self._authorities(believed))
        self._cards.addWidget(self._kept(believed.kept))
        self.page.show_content()

    def _authorities(self, believed: Believed) -> Card:
        card, listed = Card(), believed.authorities
        card.column.addWidget(Label(say(texts.AUTHORITIES), "lead"))
        if listed.fault is not None:
            told = FINDING_TEXTS[listed.fault.code]
            words = f"{say(told.why)} {say(told.next)}"
            card.column.addWidget(
                Notice("warning", breakable(f"{words} {listed.fault.values['file']}"))
            )
        values = {
            "version": listed.version,
            "issued": listed.issued.date().isoformat(),
            "count": len(listed.listed),
        }
        card.column.addWidget(Label(say(texts.IN_FORCE, **values), "subtle"))
        for authority in listed.listed:
            _add_pair(card, _authority(authority), authority.fingerprint)
        for root in believed.added:
            _add_pair(card, _added(root), root.fingerprint)
        if not believed.may_replace:
            card.column.addWidget(Label(say(texts.NO_SIGNER), "subtle"))
            return card
        replace = Button(say(texts.REPLACE), self._ask)
        replace.setObjectName("trust-replace")
        card.column.addWidget(wrapping_row(replace))
        return card

    def _kept(self, kept: Sequence[KeptList]) -> Card:
        card, now = Card(), datetime.now(UTC)
        card.column.addWidget(Label(say(texts.KEPT), "lead"))
        if not kept:
            card.column.addWidget(Label(say(texts.NONE_KEPT), "subtle"))
            return card
        card.column.addWidget(Label(say(texts.KEPT_LEAD), "subtle"))
        for kept_list in kept:
            card.column.addWidget(self._kept_row(kept_list, now))
        remove_all = DangerButton(say(texts.REMOVE_ALL), partial(self._forget, None))
        remove_all.setObjectName("trust-forget-all")
        card.column.addWidget(wrapping_row(remove_all))
        return card

    def _kept_row(self, kept: KeptList, now: datetime) -> QWidget:
        name = say(texts.KEPT_NAME, issuer=kept.issuer, partition=kept.partition)
        line = QWidget()
        across, words = row(line, gap=8), column(gap=2)
        across.addLayout(words, 1)
        words.addWidget(Label(breakable(name)))
        for told in (*_times(kept, now), breakable(kept.url)):
            words.addWidget(Label(told, "subtle"))
        remove = Button(say(texts.REMOVE), partial(self._forget, kept.url))
        remove.setAccessibleName(say(texts.REMOVE_NAME, name=name))
        remove.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        across.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _ask(self) -> None:
        dialog = FileDialog(self, say(texts.REPLACE_TITLE))
        dialog.setFileMode(FileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._replace)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _replace(self, file: str) -> None:
        asked = partial(self._ask_to_take, Path(file))
        self._run(lambda work: self._trusting.compare(work, Path(file)), asked)

    def _ask_to_take(self, file: Path, change: Change) -> None:
        """Show what would change; nothing is taken over without a word."""
        card = Card()
        issued = change.new.issued.date().isoformat()
        question = say(texts.ASK_REPLACE, version=change.new.version, issued=issued)
        card.column.addWidget(Label(question, "lead"))
        for words in _changes(change):
            card.column.addWidget(Label(breakable(words)))
        for doubt in change.doubts:
            told = FINDING_TEXTS[doubt.code]
            card.column.addWidget(Notice("warning", f"{say(told.what)} {say(told.why)}"))
        leave = Button(say(texts.LEAVE), self._leave)
        take = Button(say(texts.TAKE), partial(self._take, file))
        leave.setObjectName("trust-leave")
        take.setObjectName("trust-take")
        ways_in_bar(card, take, back=leave)
        self._told.show_only(card)
        self.page.show_content()
        leave.setFocus()

    def _leave(self) -> None:
        self._told.clear()
        self.back.setFocus()

    def _take(self, file: Path) -> None:
        self._told.clear()
        self._run(lambda work: self._trusting.replace(work, file), self._replaced)

    def _replaced(self, listed: AuthorityList) -> None:
        self._tell(say(texts.REPLACED, version=listed.version))

    def _forget(self, url: str | None) -> None:
        self._run(lambda work: self._trusting.forget(work, url), self._forgotten)

    def _forgotten(self, count: int) -> None:
        self._tell(say(texts.REMOVED, count=count))

    def _tell(self, words: str) -> None:
        notice = Notice("success", words)
        self._told.show_only(notice)
        notice.tell()
        self.enter()
        self.back.setFocus()


def _add_pair(card: Card, words: str, fingerprint: str) -> None:
    """Show a CA and its fingerprint, in groups that can be compared and wrapped."""
    pair = column(gap=2)
    pair.addWidget(Label(breakable(words)))
    groups = " ".join(fingerprint[at : at + 8] for at in range(0, len(fingerprint), 8))
    pair.addWidget(Label(say(texts.FINGERPRINT, fingerprint=groups), "subtle"))
    card.column.addLayout(pair)


def _changes(change: Change) -> Iterator[str]:
    """Yield which CAs come and go."""
    for text, listed in ((texts.ASK_ADDED, change.added), (texts.ASK_REMOVED, change.removed)):
        if listed:
            yield say(text, names=", ".join(certificate.common_name for certificate in listed))
    if not change.added and not change.removed:
        yield say(texts.ASK_SAME)


def _authority(authority: Accredited) -> str:
    name = authority.name_ko if language() == "ko" else authority.name_en
    return say(
        texts.AUTHORITY, name=name, common_name=authority.common_name, ends=authority.not_after
    )


def _added(root: Certificate) -> str:
    return say(texts.ADDED, name=root.holder, ends=root.not_after.date().isoformat())


def _times(kept: KeptList, now: datetime) -> tuple[str, str]:
    ends = minute(kept.next_update) if kept.next_update else say(texts.NO_END)
    hours = int((now - kept.fetched).total_seconds() // 3600)
    size = -(-kept.size // 1024)
    return (
        say(texts.KEPT_UPDATES, this=minute(kept.this_update), next=ends),
        say(texts.KEPT_FETCHED, fetched=minute(kept.fetched), hours=hours, size=size),
    )
