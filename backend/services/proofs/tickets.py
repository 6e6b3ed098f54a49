"""접수표와 확인값: tickets to file, challenges to answer; each carries the service's own seal."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from backend.refused import Refused
from backend.secret import new_token
from backend.service import Service
from backend.storage.models import SpentChallenge
from registration.submission import Challenge, ChallengePurpose, Ticket, moment
from registration.wire import TicketRequest


def issue_ticket(service: Service, request: TicketRequest) -> Ticket:
    """Return the permission to file this draft, once, for a while."""
    ticket = Ticket(
        id=new_token(),
        nonce=new_token(),
        service=service.config.name,
        kind=request.kind,
        draft=request.draft,
        expires=moment(service.clock() + timedelta(minutes=service.config.times.ticket)),
    )
    return ticket.model_copy(update={"nonce": _seal(service, ticket)})


def check_ticket(service: Service, ticket: Ticket, draft: str) -> None:
    """Refuse `ticket_unknown` or `ticket_foreign` unless it was issued here for this draft."""
    if not _is_ours(service, ticket):
        raise Refused("ticket_unknown")
    if ticket.draft != draft:
        raise Refused("ticket_foreign")


def issue_challenge(service: Service, purpose: ChallengePurpose) -> Challenge:
    """Return a challenge for one answer with this purpose."""
    challenge = Challenge(
        id=new_token(),
        nonce=new_token(),
        service=service.config.name,
        purpose=purpose,
        expires=moment(service.clock() + timedelta(minutes=service.config.times.challenge)),
    )
    return challenge.model_copy(update={"nonce": _seal(service, challenge)})


def answer_challenge(service: Service, challenge: Challenge, purpose: ChallengePurpose) -> None:
    """Use a challenge up, whatever else is wrong with the answer.

    Raises Refused `challenge_unknown` (also when it is spent or for another purpose),
    `challenge_expired`.
    """
    if not _is_ours(service, challenge) or challenge.purpose is not purpose:
        raise Refused("challenge_unknown")
    now, expires = service.clock(), datetime.fromisoformat(challenge.expires)
    if expires <= now:
        raise Refused("challenge_expired")
    with service.database.write() as session:
        session.execute(delete(SpentChallenge).where(SpentChallenge.expires <= now))
        if session.get(SpentChallenge, challenge.id):
            raise Refused("challenge_unknown")
        session.add(SpentChallenge(id=challenge.id, expires=expires))


def _seal(service: Service, sealed: Ticket | Challenge) -> str:
    """Return the nonce that only this service can give to what else the document says."""
    return service.secret.mac(type(sealed).__name__, *_parts(sealed))


def _is_ours(service: Service, sealed: Ticket | Challenge) -> bool:
    return sealed.service == service.config.name and service.secret.made(
        sealed.nonce, type(sealed).__name__, *_parts(sealed)
    )


def _parts(sealed: Ticket | Challenge) -> list[str]:
    return list(sealed.model_dump(mode="json", exclude={"nonce"}).values())
