"""The chain of issuers, root first, each with its state in words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_client.pki.findings import Severity
from desktop_client.views.certificates.words import breakable
from desktop_client.views.language import say
from desktop_client.views.manager import texts
from desktop_client.views.theme import px
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, row
from desktop_client.views.widgets.mark import Mark
from desktop_client.workflows.certificates import reason_text

if TYPE_CHECKING:
    from desktop_client.workflows.certificate_manager import Link

INDENT = 24


class ChainTree(QWidget):
    """One line a certificate, further in the further it is from the root."""

    def __init__(self, chain: Sequence["Link"]) -> None:
        super().__init__()
        self.setObjectName("manager-chain")
        self._lines = column(self, gap=4)
        self._depth = 0
        if not chain[-1].is_anchor:
            issuer = chain[-1].certificate.issuer
            self._add("warning", say(texts.ISSUER_MISSING, issuer=breakable(issuer)))
        for link in reversed(chain):
            self._add(*_told(link))

    def _add(self, kind: str, words: str) -> None:
        line = QWidget()
        across = row(line, gap=6)
        across.setContentsMargins(px(INDENT) * max(0, self._depth - 1), 0, 0, 0)
        if self._depth:
            branch = Label(say(texts.BRANCH), "subtle")
            branch.setWordWrap(False)
            across.addWidget(branch, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(Mark(kind), 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(Label(words), 1)
        self._lines.addWidget(line)
        self._depth += 1


def _told(link: "Link") -> tuple[str, str]:
    """Return the sign and the words of a link."""
    name = breakable(link.certificate.holder)
    severities = {finding.severity for finding in link.findings}
    if not link.findings:
        state = say(texts.ANCHOR if link.is_anchor else texts.LINK_GOOD)
        return "success", say(texts.LINK, name=name, state=state)
    state = " ".join(say(reason_text(finding)) for finding in link.findings)
    kind = "danger" if Severity.ERROR in severities else "warning"
    return kind, say(texts.LINK, name=name, state=state)
