"""What routes ask of a request: the service, the raw body, and who it is that asks."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from backend.rate import who_asks
from backend.refused import Refused
from backend.service import Service
from backend.services.access import agencies, officer_logins, rights
from backend.services.officer_rights import OfficerActing, require_role
from registration.roles import OfficerRole
from registration.submission import ReceiptNumber

_SCHEME = HTTPBearer(auto_error=False)


async def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


async def _body(request: Request) -> bytes:
    return await request.body()


TheService = Annotated[Service, Depends(_service)]
RawBody = Annotated[bytes, Depends(_body)]


def counted(what: str) -> Any:
    """Return a dependency: one address may ask for this only so often."""

    async def count(request: Request, service: TheService) -> None:
        await service.rate.counted(who_asks(request.scope), what)

    return Depends(count)


Counted = counted("asked")


async def _turn(request: Request, service: TheService) -> AsyncIterator[None]:
    async with service.turns.turn(who_asks(request.scope)):
        yield


InTurn = Depends(_turn)
"""Hashing a password takes much: few at once, the others wait."""


async def _token(
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_SCHEME)],
) -> str:
    if credentials is None:
        raise Refused("not_authorised")
    return credentials.credentials


async def _token_if_any(
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_SCHEME)],
) -> str:
    return credentials.credentials if credentials else ""


async def _address(request: Request) -> str:
    return request.client.host if request.client else ""


Address = Annotated[str, Depends(_address)]
"""Where the request comes from."""
Token = Annotated[str, Depends(_token)]
OptionalToken = Annotated[str, Depends(_token_if_any)]
"""The bearer token, "" where none came."""


def _officer(service: TheService, token: Token) -> OfficerActing:
    return officer_logins.authenticate(service, token)


TheOfficer = Annotated[OfficerActing, Depends(_officer)]


def _reader(officer: TheOfficer) -> OfficerActing:
    require_role(officer, OfficerRole.OFFICER, OfficerRole.AUDITOR)
    return officer


def _agency(service: TheService, token: Token) -> str:
    return agencies.authenticate(service, token)


def _logged_in(service: TheService, token: Token) -> rights.LoggedIn:
    return rights.logged_in(service, token)


def _applicant(service: TheService, token: Token, receipt_number: ReceiptNumber) -> rights.Acting:
    return rights.applicant(service, receipt_number, token)


Reader = Annotated[OfficerActing, Depends(_reader)]
"""An officer who may read what was filed."""
AgencyName = Annotated[str, Depends(_agency)]
LoggedIn = Annotated[rights.LoggedIn, Depends(_logged_in)]
OwnApplication = Annotated[rights.Acting, Depends(_applicant)]
"""Who acts on the application of the path, by what right."""
