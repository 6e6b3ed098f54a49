"""One signature of a document: who signed, when, how it stands, and the chain of issuers."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from desktop_client.pki.findings import Severity, Validity
from desktop_client.views.documents import texts
from desktop_client.views.language import say
from desktop_client.views.manager.chain_tree import ChainTree
from desktop_client.views.signing import texts as signing_texts
from desktop_client.views.signing.facts import Facts, Row
from desktop_client.views.times import minute
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.notice import Notice
from desktop_client.workflows.certificates import reason_text

if TYPE_CHECKING:
    from desktop_client.pki.findings import Finding
    from desktop_client.pki.judging.signers import JudgedSigner
    from desktop_client.workflows.certificate_manager import Link


class SignerCard(Card):
    """The signature with this number, of several."""

    def __init__(self, number: int, judged: "JudgedSigner", chain: Sequence["Link"]) -> None:
        super().__init__()
        self.setObjectName(f"documents-signer-{number}")
        self.column.addWidget(Label(say(texts.SIGNER_NUMBER, number=number), "lead"))
        if judged.validity is Validity.VALID:
            self.column.addWidget(Notice("success", say(texts.GOOD)))
        stamp = judged.stamp.findings if judged.stamp else ()
        for words, kind in _told((*judged.findings, *stamp)).items():
            self.column.addWidget(Notice(kind, words))
        self.column.addWidget(Facts(_facts(judged), texts.SIGNER))
        if chain:
            self.column.addWidget(Label(say(texts.CHAIN), "strong"))
            self.column.addWidget(ChainTree(chain))


def _told(findings: Sequence["Finding"]) -> dict[str, str]:
    """Return what was found, each once, with the kind of its notice."""
    return {
        say(reason_text(finding)): "danger" if finding.severity is Severity.ERROR else "warning"
        for finding in findings
        if finding.severity is not Severity.INFO
    }


def _facts(judged: "JudgedSigner") -> Iterator[Row]:
    signer, stamp = judged.signer, judged.stamp
    yield signing_texts.HOLDER, signer.certificate.holder
    yield signing_texts.ISSUER, signer.certificate.issuer_organisation
    yield signing_texts.SERIAL, f"{signer.certificate.serial:x}"
    if signer.signing_time:
        yield texts.SIGNED_AT, minute(signer.signing_time)
    if stamp and stamp.time and stamp.authority:
        words = texts.STAMP_VALUE if stamp.validity is Validity.VALID else texts.UNPROVED
        yield (
            texts.STAMPED_AT,
            say(words, time=minute(stamp.time), authority=stamp.authority.holder),
        )
