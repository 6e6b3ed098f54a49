"""One certificate in full: as a person reads it, its chain, revocation, and the technical view."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_client.jobs import Jobs
from desktop_client.pki.findings import Severity, Validity, validity
from desktop_client.pki.storage.store import Entry
from desktop_client.views.certificates.words import breakable
from desktop_client.views.language import say
from desktop_client.views.manager import texts
from desktop_client.views.manager.chain_tree import ChainTree
from desktop_client.views.manager.words import expiry_of
from desktop_client.views.signing.facts import Facts, Row
from desktop_client.views.times import minute
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import MarkedButton, SecondaryButton
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.swap import Swap
from desktop_client.views.widgets.task import Task
from desktop_client.views.widgets.working import WorkingPanel
from desktop_client.workflows.certificates import reason_text
from registration.korean_time import today

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from desktop_client.workflows.certificate_manager import (
        CertificateManager,
        ManagedCertificate,
        RevocationCheck,
    )


class Details(Card):
    """Shows one certificate; asks about revocation when told to."""

    def __init__(
        self, jobs: Jobs, manager: "CertificateManager", kept: "ManagedCertificate"
    ) -> None:
        super().__init__()
        self._manager, self._kept = manager, kept
        self._task = Task(jobs, self)
        self.setObjectName("manager-details")
        self.column.addWidget(Label(breakable(kept.holder), "title"))
        expiry, look = expiry_of(kept)
        if kept.warning is not None:
            self.column.addWidget(Notice("danger" if look == "danger" else "warning", expiry))
        for reason, kind in _findings(kept).items():
            self.column.addWidget(Notice(kind, reason))
        self.column.addWidget(Facts(_facts(kept), texts.FACTS))
        if kept.chain:
            self._add_judgement()
        if kept.certificate:
            self._add_technical()

    def _add_judgement(self) -> None:
        self._tree = Swap()
        self._tree.show_only(ChainTree(self._kept.chain))
        self._revocation = Swap()
        self._revocation.show_only(Label(say(texts.NOT_CHECKED), "subtle"))
        self._check = SecondaryButton(say(texts.CHECK), self._check_revocation)
        self._check.setObjectName("manager-check")
        for widget in (
            Label(say(texts.CHAIN), "lead"),
            self._tree,
            Label(say(texts.REVOCATION), "lead"),
            self._revocation,
            wrapping_row(self._check),
        ):
            self.column.addWidget(widget)

    def _add_technical(self) -> None:
        self._toggle = MarkedButton(say(texts.TECHNICAL), self._turn_technical)
        self._toggle.setObjectName("manager-technical")
        self._technical = Swap()
        self.column.addWidget(wrapping_row(self._toggle))
        self.column.addWidget(self._technical)

    def _turn_technical(self) -> None:
        if self._toggle.isChecked():
            self._technical.show_only(Facts(_technical(self._kept), texts.TECHNICAL))
        else:
            self._technical.clear()

    def _check_revocation(self) -> None:
        panel = WorkingPanel(stop=self._stop)
        panel.stop_button.setObjectName("manager-check-stop")
        self._revocation.show_only(panel)
        self._check.setDisabled(True)
        kept, manager = self._kept, self._manager
        self._task.run(
            lambda work: manager.check_revocation(work, kept),
            self._checked,
            self._failed,
            progress=panel.report,
        )

    def _stop(self) -> None:
        self._task.stop()
        self._end(Label(say(texts.NOT_CHECKED), "subtle"))

    def _failed(self, failure: "Failure") -> None:
        self._end(FailurePanel(failure))

    def _checked(self, checked: "RevocationCheck") -> None:
        self._tree.show_only(ChainTree(checked.chain))
        kind, words = _outcome(checked)
        shown = QWidget()
        down = column(shown, gap=4)
        down.addWidget(Notice(kind, words))
        for line in _sources(checked):
            down.addWidget(Label(breakable(line), "subtle"))
        self._end(shown)
        announce(self, words)

    def _end(self, shown: QWidget) -> None:
        self._revocation.show_only(shown)
        self._check.setEnabled(True)
        self._check.setFocus()


def _findings(kept: "ManagedCertificate") -> dict[str, str]:
    """Return what was found, each once, with the kind of its notice."""
    return {
        say(reason_text(finding)): "danger" if finding.severity is Severity.ERROR else "warning"
        for finding in kept.findings
    }


def _facts(kept: "ManagedCertificate") -> Iterator[Row]:
    certificate = kept.certificate
    if certificate:
        who = say(texts.WHO_VALUE, holder=certificate.real_name, kind=say(kept.kind_name))
        begin, end = (
            today(moment).isoformat() for moment in (certificate.not_before, certificate.not_after)
        )
        yield texts.WHO, who
        yield texts.ISSUER, certificate.issuer_organisation
        yield texts.PURPOSE, say(kept.purpose)
        yield texts.UNTIL, say(texts.PERIOD, begin=begin, end=end)
    yield texts.WHERE, "\n".join(say(place) for place in kept.places)


def _technical(kept: "ManagedCertificate") -> Iterator[Row]:
    from desktop_client.workflows.technical import technical

    if kept.certificate is None:
        return
    found = technical(kept.certificate)
    yield texts.SUBJECT_DN, found.subject
    yield texts.ISSUER_DN, found.issuer
    yield texts.SERIAL, found.serial
    yield texts.POLICIES, "\n".join(found.policies)
    yield texts.KEY, found.key
    yield texts.SIGNATURE, found.signature
    yield texts.FINGERPRINT, found.fingerprint
    yield texts.EXTENSIONS, "\n".join(_extension(*extension) for extension in found.extensions)
    if isinstance(kept.entry, Entry):
        yield texts.FILES, "\n".join(str(file) for file in kept.entry.files)
    else:
        yield texts.DRIVER, str(kept.entry.driver)


def _extension(name: str, is_critical: bool) -> str:
    return say(texts.CRITICAL, name=name) if is_critical else name


def _outcome(checked: "RevocationCheck") -> tuple[str, str]:
    """Return the kind of notice and what it says: the worst that was found, or that all is well."""
    telling = [finding for finding in checked.findings if finding.severity is not Severity.INFO]
    verdict = validity(telling)
    if telling and verdict is not Validity.VALID:
        order = list(Severity)
        worst = min(telling, key=lambda finding: order.index(finding.severity))
        return "danger" if verdict is Validity.INVALID else "warning", say(reason_text(worst))
    if any(finding.code == "revocation_not_checked" for finding in checked.findings):
        return "info", say(texts.SWITCHED_OFF)
    return "success", say(texts.NOT_REVOKED)


def _sources(checked: "RevocationCheck") -> Iterator[str]:
    names = {link.certificate.subject: link.certificate.holder for link in checked.chain}
    for source in checked.sources:
        yield say(
            texts.SOURCE,
            name=names.get(source.subject, source.subject),
            kind=say(texts.SOURCE_KINDS[source.kind.value]),
            url=source.url or say(texts.AT_HAND),
            time=minute(source.this_update),
        )
    yield say(texts.CHECKED_AT, time=minute(checked.time))
