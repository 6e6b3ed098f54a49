"""Documents of sanctions that another agency signs and sends under its account."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.services.audit import Doer
from backend.services.proofs import signatures
from backend.services.proofs.documents import read_document
from backend.services.sanctions import keeping
from backend.services.sanctions.keeping import Given, Package
from backend.storage.models import Sanction, SanctionEvent
from desktop_client.pki.judging.policies import Holder, meaning
from desktop_client.pki.signing.cms_verify import Signed
from registration.korean_time import today
from registration.lifecycle import Actor
from registration.sanctions.course import standing
from registration.sanctions.messages import SanctionTaken
from registration.sanctions.package import SanctionPackage

OLDEST = timedelta(days=30)
CLOCKS_DIFFER = timedelta(minutes=5)


class Taken(NamedTuple):
    """The answer, and whether this request brought the document."""

    answer: SanctionTaken
    is_new: bool


def take_in(service: Service, agency: str, cms: bytes) -> Taken:
    """Take a signed document in; the same again is the same one.

    Raises Refused with the code of the first thing that is wrong: of the signature, of the
    certificate, `package_elsewhere`, `service_differs`, `package_old`, `package_taken`,
    `draft_already_filed`, `agency_differs`, and as `keeping.notice` and `keeping.follow`.
    """
    signed = signatures.read_signed(cms)
    signatures.check_signature(signed)
    content = signed.content or b""
    sent = read_document(SanctionPackage, content)
    with service.database.read() as session:
        before = _before(service, session, agency, sent, signed)
    if before:
        return before
    _judge(service, cms, signed, sent)
    with service.database.write() as session:
        before = _before(service, session, agency, sent, signed)  # sent twice at once
        if before:
            return before
        given = Given(sent.document, sent.form, Doer(Actor.AGENCY, agency), Package(sent.id, cms))
        return Taken(_answer(service, _take(service, session, agency, sent, given)), is_new=True)


def _judge(service: Service, cms: bytes, signed: Signed, sent: SanctionPackage) -> None:
    if sent.service != service.config.name:
        raise Refused("package_elsewhere", service=sent.service)
    signatures.check_addressed(service, sent.service_certificate)
    age = service.clock() - datetime.fromisoformat(sent.made)
    if not -CLOCKS_DIFFER <= age <= OLDEST:
        raise Refused("package_old", days=OLDEST.days)
    path = signatures.check_chain(service, signed)
    meant = meaning(signed.certificate, service.judge.policies, path.policies)
    if meant.holder is not Holder.INSTITUTION:
        raise Refused("agency_certificate_needed")
    signatures.check_whole(cms, signed, path)
    signatures.check_revocation(service, path)


def _take(
    service: Service, session: Session, agency: str, sent: SanctionPackage, given: Given
) -> Sanction:
    """Keep the document, which must be about the number that the package names."""
    if sent.sequence is None or sent.version is None:
        keeping.require_number(sent.form, sent.business_number)
        return keeping.notice(service, session, given, agency)
    sanction = keeping.find(session, sent.business_number, sent.sequence)
    if sanction.sent_by != agency:
        raise Refused("agency_differs")
    keeping.require_version(sanction, sent.version)
    keeping.follow(service, session, sanction, given)
    return sanction


def _before(
    service: Service, session: Session, agency: str, sent: SanctionPackage, signed: Signed
) -> Taken | None:
    """Return the answer to the same package, if it came before.

    Raises Refused `package_taken` where another agency sent it, `draft_already_filed` where its ID
    came with another document or signer.
    """
    found = session.scalar(select(SanctionEvent).where(SanctionEvent.package == sent.id))
    if found is None or found.signature is None:
        return None
    if found.actor_name != agency:
        raise Refused("package_taken")
    kept = signatures.read_signed(found.signature)
    if (kept.content, kept.certificate.der) != (signed.content, signed.certificate.der):
        raise Refused("draft_already_filed")
    return Taken(_answer(service, session.get_one(Sanction, found.sanction_id)), is_new=False)


def _answer(service: Service, sanction: Sanction) -> SanctionTaken:
    return SanctionTaken(
        business_number=sanction.business_number,
        sequence=sanction.sequence,
        version=sanction.version,
        standing=standing(keeping.course(sanction), today(service.clock())),
    )
