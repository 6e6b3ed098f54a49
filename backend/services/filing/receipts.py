"""접수번호와 접수증: receipt numbers, and receipts signed by the service."""

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.storage import new_rows
from backend.storage.models import ReceiptYear
from desktop_client.pki.signing import cms
from desktop_client.pki.signing.signer import SigningIdentity
from registration.korean_time import today
from registration.submission import Receipt, ReceiptNumber

LAST_OF_YEAR = 999_999

_COUNT = (
    update(ReceiptYear)
    .where(ReceiptYear.year == bindparam("this_year"))
    .values(last=ReceiptYear.last + 1)
    .returning(ReceiptYear.last)
)


def next_number(service: Service, session: Session) -> ReceiptNumber:
    """Return the next receipt number of the year in Korea; the session must be a writing one.

    Raises Refused `numbers_used_up`.
    """
    year = today(service.clock()).year
    counted = session.connection().scalar(_COUNT, {"this_year": year})
    if counted is not None and counted > LAST_OF_YEAR:
        raise Refused("numbers_used_up")
    if counted is None:
        new_rows.write(session, ReceiptYear, [{"year": year, "last": 1}])
    return f"{year}{counted or 1:06d}"


def sign(service: Service, receipt: Receipt) -> bytes:
    """Return the receipt in CMS SignedData with the chain of the service's certificate inside."""
    pair = service.keys.signing
    return cms.sign(
        receipt.canonical(),
        SigningIdentity(pair.certificate, pair.key, service.keys.issuers),
        at=service.clock(),
    )
