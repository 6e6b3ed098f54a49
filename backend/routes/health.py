"""What a load balancer and a watchdog ask: whether the process answers, and whether it can serve.

Both are asked all the time and by anybody: they count for nobody's share, take no place among the
requests at work, and name no address and no failure's own words.
"""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel

from backend.bounds import body
from backend.services.readiness import OK, Readiness

router = APIRouter()


class Alive(BaseModel):
    """The process answers."""

    alive: Literal[True] = True


class Ready(BaseModel):
    """Whether requests are to be sent here, and what each part says: "ok" or what is wrong."""

    ready: bool
    parts: dict[str, str]


async def _readiness(request: Request) -> Readiness:
    readiness: Readiness = request.app.state.readiness
    return readiness


@router.get("/healthz")
@body(0, is_streamed=True)
async def is_it_alive() -> Alive:
    """Answer; nothing else is asked."""
    return Alive()


@router.get("/readyz", responses={503: {"model": Ready, "description": "Not to be used now"}})
@body(0, is_streamed=True)
async def is_it_ready(
    readiness: Annotated[Readiness, Depends(_readiness)], response: Response
) -> Ready:
    """Ask database, attachments and keys; 503 where one of them cannot serve, or at the end."""
    parts = await readiness.parts()
    ready = all(said == OK for said in parts.values())
    response.status_code = 200 if ready else 503
    return Ready(ready=ready, parts=parts)
