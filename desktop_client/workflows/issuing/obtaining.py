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
from desktop_client.pki.storage.store import Entry
from desktop_client.pki.storage.token_search import plugged_in
from desktop_client.pki.storage.tokens import Token, TokenEntry
from desktop_client.work import Work
from desktop_client.workflows.certificates import OPENING
from desktop_client.workflows.holding import ON_TOKEN, Holding, stoppable, unlock
from desktop_client.workflows.issuing.addresses import address_of
from desktop_client.workflows.issuing.issuing import (
    KEY_BITS,
    Issuing,
    NewCertificate,
    Order,
    Renewal,
)
from desktop_client.workflows.issuing.judged import Answer, Expected, judge
from desktop_client.workflows.issuing.keys import Place
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
    place: Place


@dataclass(frozen=True, slots=True)
class Obtained:
    """A certificate that was issued, where it lies, and how it was judged."""

    certificate: "Certificate"
    holding: Holding
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
    """A certificate that is to be followed by another one."""

    entry: Holding
    secret: str = field(repr=False)
    """The password it has now, or the PIN of its token."""
    password: str = field(repr=False)
    """That of the new one, maybe the same."""
    target: Place
    """For a certificate on a token this very token."""
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
        """Return where a certificate may be kept: this computer first, then what is plugged in."""
        first = self._mode.places(work)[0]
        here = Target(THIS_DISK, first.parent if first.name == "NPKI" else first)
        tokens = plugged_in(self._mode.drivers(work), lambda: work.stopped)
        return [
            here,
            *(Target(REMOVABLE, drive) for drive in self._drives()),
            *(Target(ON_TOKEN.filled(label=token.label), token) for token in tokens),
        ]

    def unfinished(self, work: Work) -> list[Begun]:
        """Return what was begun and broken off, once nothing is under way here any more."""
        with self._turn(work):
            return [_looked_at(each) for each in Issuing(self._place).unfinished()]

    def count_unfinished(self, _work: Work) -> int:
        """Return how many were begun and broken off, without waiting for anything."""
        return len(Issuing(self._place).unfinished())

    def issue(self, work: Work, order: Order, expected: Expected) -> Obtained:
        """Have a certificate issued and judge it. Raises as `Issuing.issue`."""
        with self._turn(work):
            wanted = replace(order, number=expected.number)
            new = self._issuing(work).issue(work, wanted)
            return self._judged(work, new, order.password, expected)

    def address_for(self, work: Work, entry: Holding) -> str:
        """Return where the CA of a certificate is asked.

        Raises ClientError `issuing_way_unknown` where it was never reached from here; PkiError for
        a certificate that cannot be read.
        """
        certificate = _whole(entry)
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
                entry.km_certificate if isinstance(entry, Entry) else None,
                renewing.bits,
            )
            new = self._issuing(work).renew(work, order)
            holder = identity.certificate.real_name
            return self._judged(work, new, password, Expected(holder=holder))

    def revoke(self, work: Work, entry: Holding, secret: str, reason: RevocationReason) -> bool:
        """Have the CA revoke a certificate for good, and that for key management beside it.

        False where the CA leaves the latter as it is. Raises as `Issuing.revoke`.
        """
        with self._turn(work):
            address = self.address_for(work, entry)
            identity = self._identity(work, entry, secret)
            management = entry.km_certificate if isinstance(entry, Entry) else None
            return self._issuing(work).revoke(work, address, identity, reason, management)

    def go_on(
        self,
        work: Work,
        pending: Pending,
        password: str,
        expected: Expected,
        target: Path | None = None,
    ) -> Obtained:
        """Go on with what was begun, to another folder where one is given. As `Issuing.go_on`."""
        with self._turn(work):
            url = self._mode.issuing_url(work, pending.state.url)
            pending.remember(url=url, target=str(target) if target else pending.state.target)
            issuing = self._issuing(work)
            new = issuing.go_on(work, pending, password.encode(), expected.number)
            return self._judged(work, new, password.encode(), expected)

    def give_up(self, work: Work, pending: Pending, secret: str | None) -> None:
        """Throw away the keys of what was begun, and all that was kept of it.

        `secret`: the PIN where they are in a token; without it what lies on the token stays there.
        Raises TokenError.
        """
        with self._turn(work):
            pin = None if secret is None else secret.encode()
            self._issuing(work).give_up(work, pending, pin)

    def _issuing(self, work: Work) -> Issuing:
        listed = self._mode.trust(work).trust_list
        trusted = (*listed.anchors, *listed.intermediates)
        return Issuing(self._place, trusted, self._mode.drivers)

    def _identity(self, work: Work, entry: Holding, secret: str) -> SigningIdentity:
        """Open a certificate to ask its CA with; whether it is valid the CA decides."""
        certificate = _whole(entry)
        work.progress(OPENING)
        key = stoppable(unlock(entry, secret, work), work)
        verdict = self._mode.trust(work).judge(certificate, entry.ca_certificates, offline=True)
        return SigningIdentity(certificate, key, (*verdict.chain[1:], *entry.ca_certificates))

    def _judged(
        self, work: Work, new: NewCertificate, password: bytes, expected: Expected
    ) -> Obtained:
        work.progress(JUDGING)
        entry = new.holding
        key = unlock(entry, password.decode(), work)
        verdict = self._mode.trust(work).judge(new.certificate, entry.ca_certificates)
        judged = judge(new.certificate, key, verdict, expected)
        return Obtained(new.certificate, entry, judged.answers, judged.opened)

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


def place_of(entry: Holding) -> Place:
    """Return its token, or where the NPKI folder of a certificate lies.

    Without such a folder it is the one around it.
    """
    if isinstance(entry, TokenEntry):
        return Token(entry.driver, entry.label, entry.serial, entry.slot)
    above = entry.folder.absolute().parents
    return next((each.parent for each in above if each.name.casefold() == "npki"), above[0])


def _whole(entry: Holding) -> "Certificate":
    """Return the certificate of what can ask a CA; raises PkiError for what is wrong with it."""
    if isinstance(entry, Entry):
        return require_whole(entry)[0]
    if entry.certificate is None:
        raise PkiError("certificate_missing")
    return entry.certificate


def _looked_at(pending: Pending) -> Begun:
    renewed = pending.renewed()
    return Begun(pending, pending.state, renewed.holder if renewed else "")
