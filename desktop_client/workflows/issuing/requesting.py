"""The request for what is pending: its keys, and whether what comes back is what was asked for."""

from contextlib import closing

from desktop_client.pki import vid
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding.asn1 import x509
from desktop_client.pki.findings import PkiError
from desktop_client.pki.issuing.answers import Issued
from desktop_client.pki.issuing.requests import KEY_MANAGEMENT_USAGE, SIGN_USAGE, KeyRequest
from desktop_client.pki.issuing.transaction import Transaction
from desktop_client.pki.storage.store import KM_CERTIFICATE, SIGN_CERTIFICATE
from desktop_client.work import Work
from desktop_client.workflows.issuing import asking
from desktop_client.workflows.issuing.asking import Asker
from desktop_client.workflows.issuing.keys import Keys
from desktop_client.workflows.issuing.pending import Pending, Stage

_SIGN, _MANAGEMENT = 0, 1


def wanted_keys(work: Work, pending: Pending, asker: Asker, keys: Keys) -> list[KeyRequest]:
    """Return what is asked for: the key for signatures, then that for key management.

    R is sealed for the CA on the way, which is asked for whom. Raises as `Transaction`.
    """
    sign, management = keys.sign(), keys.management()
    with closing(asker.transaction(work)) as transaction:
        sealed = asking.sealed_random(transaction, sign)
    first = KeyRequest(sign, sign.public_key_der, SIGN_USAGE, sealed, pending.renewed())
    if management is None:
        return [first]
    old, public_key = pending.renewed_management(), management.public_key_der
    return [first, KeyRequest(management, public_key, KEY_MANAGEMENT_USAGE, None, old)]


def request(
    pending: Pending,
    keys: Keys,
    transaction: Transaction,
    wanted: list[KeyRequest],
    *,
    subject: x509.Name,
    number: str,
) -> None:
    """Ask for the certificates, and keep those that are what was asked for.

    Raises PkiError as `Transaction`, `issuing_other_holder`, `issuing_other_number`; OSError.
    """
    state, renewal = pending.state, bool(pending.state.renews)
    pending.remember(asked=True)

    def waits(waiting: int) -> None:
        pending.remember(waiting=waiting, nonce=(transaction.last_nonce or b"").hex())

    try:
        issued = transaction.ask_for_certificates(
            wanted, subject, renewal=renewal, waiting=state.waiting, waits=waits
        )
    except PkiError as refused:
        if len(wanted) == 1 or not _too_many(refused):
            raise
        transaction.begin_anew()
        pending.remember(transaction=transaction.identifier.hex(), waiting=None)
        keys.drop_management()
        issued = transaction.ask_for_certificates(wanted[:1], subject, renewal=renewal, waits=waits)
    by_number = {each.number: each.certificate for each in issued}
    sign = by_number[_SIGN]
    _require_right_holder(sign, pending.renewed(), number, wanted[_SIGN].key.random)
    others = list(dict.fromkeys(transaction.others))
    nonce = transaction.last_nonce or b""
    stage = Stage.CONFIRMED if transaction.is_confirmed else Stage.ISSUED
    pending.keep_certificates(sign, by_number.get(_MANAGEMENT), others)
    pending.remember(stage=stage, nonce=nonce.hex())


def kept_certificates(pending: Pending) -> list[Issued]:
    """Return the certificates that were issued and have still to be confirmed."""
    files = ((_SIGN, SIGN_CERTIFICATE), (_MANAGEMENT, KM_CERTIFICATE))
    present = [(number, pending.folder / name) for number, name in files]
    return [
        Issued(number, Certificate.from_der(pending.content(file.name)))
        for number, file in present
        if file.is_file()
    ]


def _too_many(refused: PkiError) -> bool:
    """Some CAs certify one key in a message: the one for signatures is what is needed."""
    failure = str(refused.values.get("failure", ""))
    return refused.code == "issuing_refused" and "bad_request" in failure


def _require_right_holder(
    certificate: Certificate, renewed: Certificate | None, number: str, random: bytes | None
) -> None:
    """Take no certificate of somebody else: it is not confirmed, and the CA takes it back."""
    if renewed is not None and certificate.holder != renewed.holder:
        raise PkiError("issuing_other_holder", holder=certificate.holder)
    if number and certificate.has_vid and not vid.matches(certificate, number, random or b""):
        raise PkiError("issuing_other_number", holder=certificate.holder)
