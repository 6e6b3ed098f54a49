"""전달된 신청: an application that an agency forwarded, handed over to its applicant."""

from base64 import b64decode
from pathlib import Path

from pydantic import ValidationError

from desktop_client.drafts import Draft, DraftStore, FilingReference
from desktop_client.errors import ClientError
from desktop_client.pki.findings import PkiError
from desktop_client.work import Work
from desktop_client.workflows.mode import Mode
from desktop_client.workflows.receipts import verified_handed_over
from desktop_client.workflows.service_identity import own_service
from registration.text import Text
from registration.wire import HandedOver

LIMIT = 64 * 1024
"""Bytes of the file."""
READING = Text("접수한 신청서를 받고 있습니다.", "Fetching what was filed.")


def take_over(work: Work, drafts: DraftStore, mode: Mode, file: Path) -> Draft:
    """Keep the application as if it had been filed from this computer.

    `file` is what the agency saved (`HandedOver`). Raises `ClientError` with
    handover_unreadable, receipt_wrong.
    """
    handed = _read(file)
    work.progress(READING)
    identity = own_service(work, mode)
    try:
        encoded = b64decode(handed.receipt, validate=True)
        receipt = verified_handed_over(encoded, identity)
    except (ValueError, PkiError):
        raise ClientError("receipt_wrong") from None
    number, key = receipt.receipt_number, handed.status_key
    present = drafts.filed_as(number)
    if present:
        return present
    form = mode.service(work).document(work, number, key).form
    return drafts.take_over(receipt.kind, form, encoded, FilingReference(number, key))


def _read(file: Path) -> HandedOver:
    try:
        with file.open("rb") as opened:
            return HandedOver.model_validate_json(opened.read(LIMIT))
    except (OSError, ValidationError):
        raise ClientError("handover_unreadable", file=str(file)) from None
