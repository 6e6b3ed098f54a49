"""인증서 발급 as a person goes through it: where to, the issuance itself, and what came of it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_client.errors import ClientError
from desktop_client.pki.findings import Finding, PkiError
from desktop_client.pki.issuing.requests import RevocationReason
from desktop_client.pki.signing.signer import SigningIdentity
from desktop_client.pki.storage.drives import removable_drives
from desktop_client.pki.storage.keeping import require_whole
from desktop_client.pki.storage.store import Entry, load
from desktop_client.work import Work
from desktop_client.workflows import holding
from desktop_client.workflows.certificates import OPENING
from desktop_client.workflows.issuing.addresses import address_of
from desktop_client.workflows.issuing.issuing import (
    KEY_BITS,
    Issuing,
    NewCertificate,
    Order,
    Renewal,
)
from desktop_client.workflows.issuing.judged import Answer, Expected, judge
from desktop_client.workflows.issuing.pending import Pending, State
from registration.text import Text

if TYPE_CHECKING:
    from desktop_client.pki.certificate import Certificate
    from desktop_client.workflows.certificates import Opened
    from desktop_client.workflows.mode import Mode

JUDGING = Text("발급된 인증서를 확인하고 있습니다.", "Checking the new certificate.")
ENDING = Text("앞선 요청이 끝나기를 기다리고 있습니다.", "Waiting for the request before to end.")
POLL_SECONDS = 0.05
THIS_DISK = Text("이 컴퓨터의 디스크", "The disk of this computer")
REMOVABLE = Text("이동식 디스크", "Removable drive")


@dataclass(frozen=True, slots=True)
class Target:
    """A place where a certificate may be kept."""

    name: Text
    folder: Path
    """A drive or folder, as `placing.copy` takes it."""


@dataclass(frozen=True, slots=True)
class Obtained:
    """A certificate that was issued, where it lies, and how it was judged."""

    certificate: "Certificate"
    folder: Path
    answers: tuple[Answer, ...]
    opened: "Opened | None"
    """Ready to sign; None where something stands in the way."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that was found, whatever it weighs."""
        return tuple(found for answer in self.answers for found in answer.findings or ())


@dataclass(frozen=True, slots=True)
class Begun:
    """An issuance that was broken off, and how far it had come when it was looked at."""

    pending: Pending
    state: State
    renewed: str = ""
    """The holder of the certificate that a renewal follows."""


@dataclass(frozen=True, slots=True)
class Renewing:
    """A certificate in a folder that is to be followed by another one."""

    entry: Entry
    secret: str = field(repr=False)
    """The password it has now."""
    password: str = field(repr=False)
    """That of the new one, maybe the same."""
    target: Path
    bits: int = KEY_BITS


class Obtaining:
    """All methods run in a job; of those that issue, one at a time.

    What was begun lies in `place` until its end.
    """

    def __init__(
        self, mode: "Mode", place: Path, drives: Callable[[], list[Path]] = removable_drives
    ) -> None:
        self._mode, self._place, self._drives = mode, place, drives
        self._alone = threading.Lock()

    def address(self, work: Work) -> str:
        """Return where the CA of this mode is asked; "" where none is known."""
        return self._mode.issuing_url(work)

    def targets(self, work: Work) -> list[Target]:
        """Return where a certificate may be kept: this computer first, then removable drives."""
        first = self._mode.places(work)[0]
        here = Target(THIS_DISK, first.parent if first.name == "NPKI" else first)
        return [here, *(Target(REMOVABLE, drive) for drive in self._drives())]

    def unfinished(self, work: Work) -> list[Begun]:
        """Return what was begun and broken off, once nothing is under way here any more."""
        with self._turn(work):
            return [_looked_at(each) for each in Issuing(self._place).unfinished()]

    def count_unfinished(self, _work: Work) -> int:
        """Return how many were begun and broken off, without waiting for anything."""
        return len(Issuing(self._place).unfinished())

    def issue(self, work: Work, order: Order, expected: Expected) -> Obtained:
        """Have a certificate issued and judge it.

        A code that is refused before the request itself has left is tried once more without its
        hyphens: some CAs print them for the eye alone. Raises as `Issuing.issue`.
        """
        with self._turn(work):
            wanted = replace(order, number=expected.number)
            new = _issued(self._issuing(work), work, wanted)
            return self._judged(work, new, order.password, expected)

    def address_for(self, work: Work, entry: Entry) -> str:
        """Return where the CA of a certificate is asked.

        Raises ClientError `issuing_way_unknown` where it was never reached from here; PkiError for
        a certificate that cannot be read.
        """
        certificate, _ = require_whole(entry)
        known = self._mode.issuing_url(work, address_of(self._place, certificate))
        if not known:
            raise ClientError("issuing_way_unknown", authority=certificate.issuer_organisation)
        return known

    def renew(self, work: Work, renewing: Renewing) -> Obtained:
        """Have a certificate followed by a new one and judge it. Raises as `Issuing.renew`."""
        with self._turn(work):
            entry, password = renewing.entry, renewing.password.encode()
            identity = self._identity(work, entry, renewing.secret)
            order = Renewal(
                self.address_for(work, entry),
                identity,
                password,
                renewing.target,
                entry.km_certificate,
                renewing.bits,
            )
            new = self._issuing(work).renew(work, order)
            holder = identity.certificate.real_name
            return self._judged(work, new, password, Expected(holder=holder))

    def revoke(self, work: Work, entry: Entry, secret: str, reason: RevocationReason) -> None:
        """Have the CA revoke a certificate for good. Raises as `Issuing.revoke`."""
        with self._turn(work):
            address = self.address_for(work, entry)
            identity = self._identity(work, entry, secret)
            self._issuing(work).revoke(work, address, identity, reason)

    def go_on(
        self,
        work: Work,
        pending: Pending,
        password: str,
        expected: Expected,
        target: Path | None = None,
    ) -> Obtained:
        """Go on with what was begun, to another place where one is given. As `Issuing.go_on`."""
        with self._turn(work):
            url = self._mode.issuing_url(work, pending.state.url)
            pending.remember(url=url, target=str(target) if target else pending.state.target)
            issuing = self._issuing(work)
            new = issuing.go_on(work, pending, password.encode(), expected.number)
            return self._judged(work, new, password.encode(), expected)

    def give_up(self, work: Work, pending: Pending) -> None:
        """Throw away the keys of what was begun, and all that was kept of it."""
        with self._turn(work):
            pending.remove()

    def _issuing(self, work: Work) -> Issuing:
        listed = self._mode.trust(work).trust_list
        return Issuing(self._place, (*listed.anchors, *listed.intermediates))

    def _identity(self, work: Work, entry: Entry, secret: str) -> SigningIdentity:
        """Open a certificate to ask its CA with; whether it is valid the CA decides."""
        certificate, _ = require_whole(entry)
        work.progress(OPENING)
        key = holding.unlock(entry, secret, work)
        verdict = self._mode.trust(work).judge(certificate, entry.ca_certificates, offline=True)
        return SigningIdentity(certificate, key, (*verdict.chain[1:], *entry.ca_certificates))

    def _judged(
        self, work: Work, new: NewCertificate, password: bytes, expected: Expected
    ) -> Obtained:
        work.progress(JUDGING)
        entry = load(new.folder)
        key = holding.unlock(entry, password.decode(), work)
        verdict = self._mode.trust(work).judge(new.certificate, entry.ca_certificates)
        judged = judge(new.certificate, key, verdict, expected)
        return Obtained(new.certificate, new.folder, judged.answers, judged.opened)

    @contextmanager
    def _turn(self, work: Work) -> Iterator[None]:
        """Wait until what was stopped has really ended: it may be in the middle of a request."""
        while not self._alone.acquire(blocking=False):
            work.progress(ENDING)
            work.pause(POLL_SECONDS)
        try:
            yield
        finally:
            self._alone.release()


def drive_of(entry: Entry) -> Path:
    """Return where the NPKI folder of a certificate lies; without one the folder around it."""
    above = entry.folder.absolute().parents
    return next((each.parent for each in above if each.name.casefold() == "npki"), above[0])


def _looked_at(pending: Pending) -> Begun:
    renewed = pending.renewed()
    return Begun(pending, pending.state, renewed.holder if renewed else "")


def _issued(issuing: Issuing, work: Work, order: Order) -> NewCertificate:
    """Have it issued, with the hyphens of the codes if the CA takes them so, or else without."""
    bare = replace(
        order, reference=order.reference.replace("-", ""), code=order.code.replace(b"-", b"")
    )
    begun = len(issuing.unfinished())
    try:
        return issuing.issue(work, order)
    except PkiError as refused:
        was_asked = len(issuing.unfinished()) > begun
        if refused.code != "issuing_code_refused" or was_asked or bare == order:
            raise
    return issuing.issue(work, bare)
