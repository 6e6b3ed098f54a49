"""Has certificates issued and renewed: keys first and safe on disk, then the request.

Whatever breaks it off, the keys stay, and going on asks for the same certificate again: the same
transaction, the same keys. What a renewal follows stays usable until the new one is in its place,
and beside it afterwards.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import FileUnreadable, Finding, NotWritten, PkiError, finding
from desktop_client.pki.issuing.requests import RevocationReason
from desktop_client.pki.keyfile.private_key import OpenedKey
from desktop_client.pki.signing.signer import SigningIdentity
from desktop_client.pki.storage import disk, placing
from desktop_client.pki.storage.keeping import require_whole
from desktop_client.pki.storage.lock import owned
from desktop_client.pki.storage.store import load
from desktop_client.work import Work
from desktop_client.workflows.issuing import asking
from desktop_client.workflows.issuing import pending as kept
from desktop_client.workflows.issuing.addresses import remember_address
from desktop_client.workflows.issuing.asking import Asker
from desktop_client.workflows.issuing.new_keys import locked, new_keys
from desktop_client.workflows.issuing.pending import Pending, Stage, State
from desktop_client.workflows.issuing.requesting import (
    kept_certificates,
    request,
    wanted_keys,
)
from registration.text import Text

MAKING = Text("키를 만들고 있습니다.", "Making the keys.")
ASKING = Text("인증기관에 발급을 요청하고 있습니다.", "Asking the CA for the certificate.")
CONFIRMING = Text("인증기관에 받았음을 알리고 있습니다.", "Telling the CA that it has arrived.")
PLACING = Text("인증서를 저장하고 있습니다.", "Putting the certificate in its place.")
REVOKING = Text("인증기관에 폐지를 요청하고 있습니다.", "Asking the CA to revoke the certificate.")
KEY_BITS = 2048


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be issued, and where it is to lie."""

    url: str
    """The CA's address for CMP."""
    reference: str
    """참조번호."""
    code: bytes = field(repr=False)
    """인가코드."""
    password: bytes = field(repr=False)
    """Of the new certificate."""
    target: Path
    """A drive or folder, as `placing.copy` takes it."""
    bits: int = KEY_BITS
    number: str = field(default="", repr=False)
    """Which the certificate must be for (VID), where it is known."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """A certificate that is to be followed by another one, and where that is to lie."""

    url: str
    """The CA's address for CMP."""
    identity: SigningIdentity = field(repr=False)
    """The certificate with its opened key."""
    password: bytes = field(repr=False)
    """Of the new certificate; it may be that of the old one."""
    target: Path
    """A drive or folder, as `placing.copy` takes it."""
    management: Certificate | None = None
    """The old one's for key management: with it the new one gets such a pair as well."""
    bits: int = KEY_BITS


@dataclass(frozen=True, slots=True)
class NewCertificate:
    """What was issued, where it lies, and what is missing of it."""

    certificate: Certificate
    folder: Path
    findings: tuple[Finding, ...] = ()
    """`vid_missing`: it proves no business number."""


class Issuing:
    """Issues certificates; those under way lie in `place`.

    `trusted`: the CA certificates whose signature on an answer counts beside the shared code.
    """

    def __init__(self, place: Path, trusted: Sequence[Certificate] = ()) -> None:
        self._place, self._trusted = place, trusted

    def issue(self, work: Work, order: Order) -> NewCertificate:
        """Have a certificate issued. Raises PkiError as `Transaction` and `placing.copy`.

        `issuing_begun` where one was begun for this number before. What was begun is found by
        `unfinished` then, unless nothing can come of it.
        """
        self._require_new(self.begun(order.url, order.reference), order.target)
        work.progress(MAKING)
        keys = new_keys(order.bits, order.password, management=True)
        code = kept.sealed_code(order.code, order.password)
        state = _state(order.url, order.target, order.bits, reference=order.reference)
        pending = self._begin(state, {**keys, **code})
        try:
            return self.go_on(work, pending, order.password, order.number)
        except PkiError as refused:
            if _is_hopeless(refused, pending):
                pending.remove()
            raise

    def renew(self, work: Work, renewal: Renewal) -> NewCertificate:
        """Have a certificate followed by a new one; raises as `issue`."""
        old, password = renewal.identity, renewal.password
        self._require_new(self.begun_renewal(old.certificate), renewal.target)
        if not isinstance(old.key, OpenedKey):
            raise FileUnreadable("key_missing")
        work.progress(MAKING)
        files = {
            **new_keys(renewal.bits, password, management=renewal.management is not None),
            **kept.old_pair(old, locked(old.key, password), renewal.management),
        }
        renews = old.certificate.fingerprint
        state = _state(renewal.url, renewal.target, renewal.bits, renews=renews)
        return self.go_on(work, self._begin(state, files), password)

    def revoke(
        self, work: Work, url: str, identity: SigningIdentity, reason: RevocationReason
    ) -> None:
        """Have a certificate revoked, which its own key asks for. Raises PkiError as `issue`."""
        work.progress(REVOKING)
        asker = asking.by_certificate(url, identity, self._trusted)
        with closing(asker.transaction(work)) as transaction:
            transaction.revoke(identity.certificate, reason)
        with _telling():
            remember_address(self._place, identity.certificate, url)

    def unfinished(self) -> list[Pending]:
        """Return what was begun and broken off."""
        return list(kept.unfinished(self._place))

    def begun(self, url: str, reference: str) -> Pending | None:
        """Return what was begun for a reference number and broken off."""
        return self._found(lambda state: (state.url, state.reference) == (url, reference))

    def begun_renewal(self, certificate: Certificate) -> Pending | None:
        """Return the renewal of a certificate that was begun and broken off."""
        return self._found(lambda state: state.renews == certificate.fingerprint)

    def go_on(
        self, work: Work, pending: Pending, password: bytes, number: str = ""
    ) -> NewCertificate:
        """Go on with what was begun, for a number (VID) where it is known.

        Raises WrongPassword, and as `issue`.
        """
        with _telling(), owned(pending.folder, wait=0):
            asker = self._asker(pending, password)
            state = pending.state
            identifier, nonce = bytes.fromhex(state.transaction), bytes.fromhex(state.nonce)
            with closing(asker.transaction(work, identifier, nonce or None)) as transaction:
                if state.stage is Stage.BEGUN:
                    work.progress(ASKING)
                    wanted = wanted_keys(work, pending, asker, password)
                    work.check()
                    request(pending, transaction, wanted, asker.name, number)
                if pending.state.stage is Stage.ISSUED:
                    work.progress(CONFIRMING)
                    transaction.confirm(kept_certificates(pending))
                    pending.remember(stage=Stage.CONFIRMED)
        work.progress(PLACING)
        with _telling():
            return self._put_in_place(pending)

    def _begin(self, state: State, files: dict[str, bytes]) -> Pending:
        with _telling():
            return kept.begin(self._place, state, files)

    def _asker(self, pending: Pending, password: bytes) -> Asker:
        state = pending.state
        if state.renews:
            old = pending.old_identity(password)
            return asking.by_certificate(state.url, old, self._trusted)
        code = pending.code(password)
        return asking.by_code(state.url, state.reference, code, self._trusted)

    def _require_new(self, begun: Pending | None, target: Path) -> None:
        """A second one would make the CA issue a second certificate, or refuse the code."""
        if begun is not None:
            raise PkiError("issuing_begun")
        if not os.path.isdir(target):
            raise FileUnreadable("file_missing")

    def _found(self, fits: Callable[[State], bool]) -> Pending | None:
        return next((each for each in self.unfinished() if fits(each.state)), None)

    def _put_in_place(self, pending: Pending) -> NewCertificate:
        entry = load(pending.folder)
        certificate, _ = require_whole(entry)
        target = Path(pending.state.target)
        if not os.path.isdir(target):
            raise NotWritten("drive_vanished")
        placed = placing.copy(entry, target, replace=True, follows=pending.renewed())
        remember_address(self._place, certificate, pending.state.url)
        pending.remove()
        lacking = () if certificate.has_vid else (finding("vid_missing"),)
        return NewCertificate(certificate, placed.folder, lacking)


@contextmanager
def _telling() -> Iterator[None]:
    """Raise NotWritten where the disk fails."""
    try:
        yield
    except OSError as error:
        raise disk.refusal(error) from None


def _is_hopeless(refused: PkiError, pending: Pending) -> bool:
    """Return whether no certificate can have come of a first attempt.

    Either the request itself has not left, or the CA has refused it by the code itself.
    """
    by_the_code = refused.code in ("issuing_code_used", "issuing_code_void")
    return by_the_code or (refused.code == "issuing_code_refused" and not pending.state.asked)


def _state(url: str, target: Path, bits: int, *, reference: str = "", renews: str = "") -> State:
    transaction, place = os.urandom(16).hex(), str(target.absolute())
    begun = kept.now()
    return State(url, reference, transaction, place, begun, bits=bits, renews=renews)
