"""Has certificates issued and renewed: keys first and safe in their place, then the request.

Whatever breaks it off, the keys stay, and going on asks for the same certificate again: the same
transaction, the same keys. What a renewal follows stays usable until the new one is in its place,
and beside it afterwards.
"""

import os
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import FileUnreadable, Finding, PkiError, TokenError, finding
from desktop_client.pki.issuing.requests import RevocationReason
from desktop_client.pki.issuing.transaction import Transaction
from desktop_client.pki.keyfile.private_key import OpenedKey
from desktop_client.pki.signing.signer import SigningIdentity
from desktop_client.pki.storage import disk
from desktop_client.pki.storage.lock import owned
from desktop_client.pki.storage.tokens import Token, TokenSigner
from desktop_client.work import Work
from desktop_client.workflows.holding import Holding
from desktop_client.workflows.issuing import asking, disk_keys, token_keys
from desktop_client.workflows.issuing import pending as kept
from desktop_client.workflows.issuing.addresses import remember_address
from desktop_client.workflows.issuing.asking import Asker
from desktop_client.workflows.issuing.keys import Drivers, Keys, Place, keys_of
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
_NOT_REVOKED = frozenset(
    f"issuing_{cause}"
    for cause in ("refused", "not_authorized", "signature_refused", "unknown_certificate")
)
KEY_BITS = 2048
KEY_ID_BYTES = 20
TOKEN = "token:"  # noqa: S105 - a name
"""Begins the name of a token where a place is written down."""


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
    """Of the new certificate; the PIN where it is to lie on a token."""
    target: Place
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
    """Of the new certificate; it may be that of the old one. The PIN for one on a token."""
    target: Place
    """For a certificate on a token this very token."""
    management: Certificate | None = None
    """The old one's for key management: with it the new one gets such a pair as well."""
    bits: int = KEY_BITS


@dataclass(frozen=True, slots=True)
class NewCertificate:
    """What was issued, where it lies, and what is missing of it."""

    certificate: Certificate
    holding: Holding
    findings: tuple[Finding, ...] = ()
    """`vid_missing`: it proves no business number."""


class Issuing:
    """Issues certificates; those under way lie in `place`.

    `trusted`: the CA certificates whose signature on an answer counts beside the shared code.
    """

    def __init__(
        self,
        place: Path,
        trusted: Sequence[Certificate] = (),
        drivers: Drivers = lambda _work: (),
    ) -> None:
        self._place, self._trusted, self._drivers = place, trusted, drivers

    def issue(self, work: Work, order: Order) -> NewCertificate:
        """Have a certificate issued. Raises PkiError as `Transaction`, `placing.copy`, `TokenKeys`.

        `issuing_begun` where one was begun for this number before. What was begun is found by
        `unfinished` then, unless nothing can come of it.
        """
        self._require_new(self.begun(order.url, order.reference), order.target)
        work.progress(MAKING)
        state = _state(order.url, order.target, order.bits, reference=order.reference)
        if isinstance(order.target, Token):
            pin = order.password
            pending = self._begin_on(order.target, work, state, pin=pin, code=order.code)
        else:
            keys = disk_keys.new_keys(order.bits, order.password, management=True)
            pending = self._begin(
                state, {**keys, **disk_keys.sealed_code(order.code, order.password)}
            )
        try:
            token = order.target if isinstance(order.target, Token) else None
            return self.go_on(work, pending, order.password, order.number, token=token)
        except PkiError as refused:
            if _is_hopeless(refused, pending):
                with suppress(TokenError):  # what cannot be taken away now is given up later
                    self.give_up(work, pending, order.password)
            raise

    def renew(self, work: Work, renewal: Renewal) -> NewCertificate:
        """Have a certificate followed by a new one; raises as `issue`."""
        old, password, target = renewal.identity, renewal.password, renewal.target
        self._require_new(self.begun_renewal(old.certificate), target)
        work.progress(MAKING)
        state = _state(renewal.url, target, renewal.bits, renews=old.certificate.fingerprint)
        files = kept.old_certificates(old, renewal.management)
        if isinstance(old.key, TokenSigner) and isinstance(target, Token):
            state = replace(state, old_key_id=old.key.entry.key_id.hex())
            pending = self._begin_on(target, work, state, pin=password, files=files)
        elif isinstance(old.key, OpenedKey) and isinstance(target, Path):
            files[disk_keys.OLD_KEY] = disk_keys.locked(old.key, password)
            has_management = renewal.management is not None
            files |= disk_keys.new_keys(renewal.bits, password, management=has_management)
            pending = self._begin(state, files)
        else:
            raise FileUnreadable("key_missing")
        token = target if isinstance(target, Token) else None
        return self.go_on(work, pending, password, token=token)

    def revoke(
        self,
        work: Work,
        url: str,
        identity: SigningIdentity,
        reason: RevocationReason,
        management: Certificate | None = None,
    ) -> bool:
        """Have a certificate revoked, which its own key asks for. Raises PkiError as `issue`.

        Its certificate for key management goes first, while the key still counts; returns False
        where the CA leaves that one as it is.
        """
        work.progress(REVOKING)
        asker, both = asking.by_certificate(url, identity, self._trusted), True
        if management is not None:
            with closing(asker.transaction(work)) as transaction:
                both = _is_revoked(transaction, management, reason)
        with closing(asker.transaction(work)) as transaction:
            transaction.revoke(identity.certificate, reason)
        with _telling():
            remember_address(self._place, identity.certificate, url)
        return both

    def unfinished(self) -> list[Pending]:
        """Return what was begun and broken off, and sweep away what was not even whole."""
        kept.sweep(self._place)
        return list(kept.unfinished(self._place))

    def begun(self, url: str, reference: str) -> Pending | None:
        """Return what was begun for a reference number and broken off."""
        return self._found(lambda state: (state.url, state.reference) == (url, reference))

    def begun_renewal(self, certificate: Certificate) -> Pending | None:
        """Return the renewal of a certificate that was begun and broken off."""
        return self._found(lambda state: state.renews == certificate.fingerprint)

    def give_up(self, work: Work, pending: Pending, secret: bytes | None) -> None:
        """Throw away the keys of what was begun, and all that was kept of it.

        `secret`: the PIN where they are in a token; without it what lies on the token stays there.
        Raises TokenError.
        """
        if secret is not None and pending.state.on_token:
            self.keys(work, pending, secret).remove()
        pending.remove()

    def keys(self, work: Work, pending: Pending, secret: bytes, token: Token | None = None) -> Keys:
        """Return the keys of what was begun, by its password or PIN; raises as `keys_of`."""
        return keys_of(pending, secret, self._drivers, work, token)

    def go_on(
        self,
        work: Work,
        pending: Pending,
        password: bytes,
        number: str = "",
        *,
        token: Token | None = None,
    ) -> NewCertificate:
        """Go on with what was begun, for a number (VID) and on a token where these are known.

        Raises WrongPassword, and as `issue`.
        """
        with _telling(), owned(pending.folder, wait=0):
            keys = self.keys(work, pending, password, token)
            if pending.state.stage is Stage.CONFIRMED:
                keys.sign()  # as everywhere, who goes on knows what opens the key
            else:
                self._have_certified(work, pending, keys, number)
        work.progress(PLACING)
        with _telling():
            return self._put_in_place(pending, keys)

    def _have_certified(self, work: Work, pending: Pending, keys: Keys, number: str) -> None:
        asker, state = self._asker(pending, keys), pending.state
        identifier, nonce = bytes.fromhex(state.transaction), bytes.fromhex(state.nonce)
        with closing(asker.transaction(work, identifier, nonce or None)) as transaction:
            if state.stage is Stage.BEGUN:
                work.progress(ASKING)
                wanted = wanted_keys(work, pending, asker, keys)
                work.check()
                request(pending, keys, transaction, wanted, subject=asker.name, number=number)
            if pending.state.stage is Stage.ISSUED:
                work.progress(CONFIRMING)
                transaction.confirm(kept_certificates(pending))
                pending.remember(stage=Stage.CONFIRMED)

    def _begin(self, state: State, files: dict[str, bytes]) -> Pending:
        with _telling():
            return kept.begin(self._place, state, files)

    def _begin_on(
        self,
        token: Token,
        work: Work,
        state: State,
        *,
        pin: bytes,
        files: Mapping[str, bytes] = MappingProxyType({}),
        code: bytes = b"",
    ) -> Pending:
        stopped = _stopping(work)
        with _telling():
            return token_keys.begin(
                self._place, state, files, token=token, pin=pin, code=code, stopped=stopped
            )

    def _asker(self, pending: Pending, keys: Keys) -> Asker:
        state = pending.state
        if state.renews:
            return asking.by_certificate(state.url, keys.old_identity(), self._trusted)
        code = keys.code()
        return asking.by_code(state.url, state.reference, code, self._trusted)

    def _require_new(self, begun: Pending | None, target: Place) -> None:
        """A second one would make the CA issue a second certificate, or refuse the code."""
        if begun is not None:
            raise PkiError("issuing_begun")
        if isinstance(target, Path) and not os.path.isdir(target):
            raise FileUnreadable("file_missing")

    def _found(self, fits: Callable[[State], bool]) -> Pending | None:
        return next((each for each in self.unfinished() if fits(each.state)), None)

    def _put_in_place(self, pending: Pending, keys: Keys) -> NewCertificate:
        certificate, _ = pending.issued()
        holding = keys.put_in_place()
        remember_address(self._place, certificate, pending.state.url)
        pending.remove()
        lacking = () if certificate.has_vid else (finding("vid_missing"),)
        return NewCertificate(certificate, holding, lacking)


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


def _is_revoked(
    transaction: Transaction, certificate: Certificate, reason: RevocationReason
) -> bool:
    """Have a certificate revoked by another key; False where the CA refuses it."""
    try:
        transaction.revoke(certificate, reason)
    except PkiError as refused:
        if refused.code == "issuing_revoked":  # before, when the answer did not arrive
            return True
        if refused.code not in _NOT_REVOKED:
            raise
        return False
    return True


def _state(url: str, target: Place, bits: int, *, reference: str = "", renews: str = "") -> State:
    transaction, begun = os.urandom(16).hex(), kept.now()
    if isinstance(target, Path):
        place = str(target.absolute())
        return State(url, reference, transaction, place, begun, bits=bits, renews=renews)
    state = State(url, reference, transaction, f"{TOKEN}{target.label}", begun, bits=bits)
    token, key_id = target.label, secrets.token_hex(KEY_ID_BYTES)
    return replace(state, renews=renews, token=token, serial=target.serial, key_id=key_id)


def _stopping(work: Work) -> Callable[[], bool]:
    return lambda: work.stopped
