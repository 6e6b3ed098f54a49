"""등록 정보 내보내기: a registered record, signed for another registration service.

R leaves this computer only inside an envelope for that service's own, judged certificate.
"""

import secrets
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop_client.api import ServiceClient
from desktop_client.errors import ClientError
from desktop_client.pki.findings import PkiError
from desktop_client.pki.signing import cms, envelope
from desktop_client.results import require_writable, write_result
from desktop_client.work import Work
from desktop_client.workflows.certificates import Opened
from desktop_client.workflows.mode import Mode
from desktop_client.workflows.service_identity import ServiceIdentity, identify, own_service
from registration.submission import Canonical, Package, moment
from registration.text import Text
from registration.wire import PackageFile, Record

ASKING = Text("받을 서비스를 확인하고 있습니다.", "Asking the service that is to receive it.")
SAVING = Text("서명하여 저장하고 있습니다.", "Signing and saving.")


@dataclass(frozen=True, slots=True)
class PackageReview:
    """What is about to be signed: `content` is shown, and `content` is signed."""

    package: Package
    content: Canonical
    identity: bytes
    """R in CMS EnvelopedData for the receiving service."""


class Exporting:
    """Hands records of one service on to others."""

    def __init__(self, mode: Mode) -> None:
        self._mode = mode

    def identify(self, work: Work, address: str) -> ServiceIdentity:
        """Ask another service who it is, judged as this one is."""
        work.progress(ASKING)
        target = ServiceClient(address)
        try:
            return identify(work, target, self._mode.trust(work))
        finally:
            target.close()

    def prepare(
        self, work: Work, record: Record, target: ServiceIdentity, opened: Opened
    ) -> PackageReview:
        """Build the document to sign; raises `PkiError("random_missing")` where there is no R."""
        if opened.key.random is None:
            raise PkiError("random_missing")
        work.progress(ASKING)
        source = own_service(work, self._mode)
        if source.address == target.address:
            raise ClientError("export_to_itself", name=target.name)
        package = Package(
            id=secrets.token_urlsafe(24),
            service=target.name,
            service_certificate=target.signing.fingerprint,
            source=source.name,
            kind=record.kind,
            form=record.form,
            exported=moment(datetime.now(UTC)),
        )
        sealed = envelope.seal(opened.key.random, target.encryption)
        return PackageReview(package, package.canonical(), sealed)

    def save(self, work: Work, review: PackageReview, opened: Opened, file: Path) -> Path:
        """Sign the reviewed bytes into a file (`PackageFile`); raises ResultRefused."""
        work.progress(SAVING)
        require_writable(file, replace=True)
        signed = cms.sign(review.content, opened.identity(work))
        content = PackageFile(
            package=b64encode(signed).decode(), identity=b64encode(review.identity).decode()
        )
        write_result(file, content.model_dump_json().encode(), replace=True)
        return file
