"""Has a certificate issued: keys first and safe on disk, then the request, then its place.

Whatever breaks it off, the keys stay, and going on asks for the same certificate again: the same
transaction, the same keys.
"""

import os
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from desktop_client.pki import keyfile
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import FileUnreadable, Finding, PkiError, finding
from desktop_client.pki.issuing.answers import Issued
from desktop_client.pki.issuing.protection import SharedSecret
from desktop_client.pki.issuing.requests import (
    KEY_MANAGEMENT_USAGE,
    SIGN_USAGE,
    KeyRequest,
    common_name,
)
from desktop_client.pki.issuing.transaction import Authority, Transaction
from desktop_client.pki.keyfile.new_key import new_key, new_random, private_key_info
from desktop_client.pki.keyfile.private_key import OpenedKey
from desktop_client.pki.signing import envelope
from desktop_client.pki.storage import placing
from desktop_client.pki.storage.keeping import require_whole
from desktop_client.pki.storage.store import (
    KM_CERTIFICATE,
    KM_KEY,
    SIGN_CERTIFICATE,
    SIGN_KEY,
    load,
)
from desktop_client.work import Work
from desktop_client.workflows.issuing import pending as kept
from desktop_client.workflows.issuing.pending import Pending, Stage, State
from registration.text import Text

MAKING = Text("키를 만들고 있습니다.", "Making the keys.")
ASKING = Text("인증기관에 발급을 요청하고 있습니다.", "Asking the CA for the certificate.")
CONFIRMING = Text("인증기관에 받았음을 알리고 있습니다.", "Telling the CA that it has arrived.")
PLACING = Text("인증서를 저장하고 있습니다.", "Putting the certificate in its place.")
KEY_BITS = 2048
_SIGN, _MANAGEMENT = 0, 1


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
        """Have a certificate issued. Raises PkiError as `Transaction` and `placing.copy`; OSError.

        What was begun is found by `unfinished` then, unless the CA has refused the code
        before it was sent the request.
        """
        if not os.path.isdir(order.target):
            raise FileUnreadable("file_missing")
        work.progress(MAKING)
        random = new_random()
        keys = {
            SIGN_KEY: _locked(order, random),
            KM_KEY: _locked(order, None),
        }
        transaction, target = os.urandom(16).hex(), str(order.target.absolute())
        state = State(order.url, order.reference, transaction, target, kept.now())
        pending = kept.begin(self._place, state, keys, order.code, order.password)
        try:
            return self.go_on(work, pending, order.password)
        except PkiError as refused:
            # Before the request itself has left no certificate can have come of it.
            if refused.code == "issuing_code_refused" and not pending.state.asked:
                pending.remove()
            raise

    def unfinished(self) -> list[Pending]:
        """Return what was begun and broken off."""
        return list(kept.unfinished(self._place))

    def go_on(self, work: Work, pending: Pending, password: bytes) -> NewCertificate:
        """Go on with what was begun. Raises WrongPassword, and as `issue`."""
        state, code = pending.state, SharedSecret(pending.code(password))
        with closing(self._transaction(work, state, code)) as transaction:
            if state.stage is Stage.BEGUN:
                work.progress(ASKING)
                sign = keyfile.open_key((pending.folder / SIGN_KEY).read_bytes(), password)
                with closing(self._transaction(work, state, code)) as asking:
                    asking.begin_anew()
                    sealed = _sealed_random(asking, sign)
                wanted = [KeyRequest(sign.private_key, SIGN_USAGE, sealed)]
                self._request(work, pending, transaction, wanted, password)
            if pending.state.stage is Stage.ISSUED:
                work.progress(CONFIRMING)
                transaction.confirm(_issued(pending))
                pending.remember(stage=Stage.CONFIRMED)
        work.progress(PLACING)
        return self._put_in_place(pending)

    def _transaction(self, work: Work, state: State, code: SharedSecret) -> Transaction:
        return Transaction(
            Authority(state.url, trusted=self._trusted),
            code,
            common_name(state.reference),
            sender_id=state.reference.encode(),
            identifier=bytes.fromhex(state.transaction),
            last_nonce=bytes.fromhex(state.nonce) or None,
            pause=work.pause,
        )

    def _request(
        self,
        work: Work,
        pending: Pending,
        transaction: Transaction,
        wanted: list[KeyRequest],
        password: bytes,
    ) -> None:
        if (pending.folder / KM_KEY).is_file():
            management = keyfile.open_key((pending.folder / KM_KEY).read_bytes(), password)
            wanted.append(KeyRequest(management.private_key, KEY_MANAGEMENT_USAGE))
        work.check()
        subject = common_name(pending.state.reference)
        pending.remember(asked=True)
        try:
            issued = transaction.ask_for_certificates(wanted, subject)
        except PkiError as refused:
            # Some CAs certify one key in a message: the one for signatures is what is needed.
            if len(wanted) == 1 or "bad_request" not in str(refused.values.get("failure", "")):
                raise
            if refused.code != "issuing_refused":
                raise
            (pending.folder / KM_KEY).unlink()
            transaction.begin_anew()
            pending.remember(transaction=transaction.identifier.hex())
            issued = transaction.ask_for_certificates(wanted[:1], subject)
        by_number = {each.number: each.certificate for each in issued}
        pending.keep_certificates(
            by_number[_SIGN],
            by_number.get(_MANAGEMENT),
            list(dict.fromkeys(transaction.others)),
            transaction.last_nonce or b"",
        )

    def _put_in_place(self, pending: Pending) -> NewCertificate:
        entry = load(pending.folder)
        certificate, _ = require_whole(entry)
        placed = placing.copy(entry, Path(pending.state.target), replace=True)
        pending.remove()
        lacking = () if certificate.has_vid else (finding("vid_missing"),)
        return NewCertificate(certificate, placed.folder, lacking)


def _locked(order: Order, random: bytes | None) -> bytes:
    plain = private_key_info(new_key(order.bits), random)
    try:
        return keyfile.encrypt_key(plain, order.password)
    finally:
        keyfile.wipe(plain)


def _sealed_random(transaction: Transaction, key: OpenedKey) -> bytes | None:
    """Return R for the CA, which makes the VID of it; None where it names no key to seal for."""
    if key.random is None:
        return None
    try:
        recipient = transaction.encryption_certificate()
    except PkiError as refused:
        if refused.code != "issuing_refused":  # a CA that answers no such question
            raise
        return None
    return envelope.seal(key.random, recipient) if recipient else None


def _issued(pending: Pending) -> list[Issued]:
    files = ((_SIGN, SIGN_CERTIFICATE), (_MANAGEMENT, KM_CERTIFICATE))
    present = [(number, pending.folder / name) for number, name in files]
    return [
        Issued(number, Certificate.from_der(file.read_bytes()))
        for number, file in present
        if file.is_file()
    ]
