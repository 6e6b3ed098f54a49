"""Builds the HTTP application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread
from anyio import CapacityLimiter
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from backend.answers import refusal, refused_as
from backend.bounds import Bounds
from backend.guard import Guard, Seen, nobody_looks
from backend.pages import (
    accounts,
    application,
    application_work,
    certificate_login,
    export,
    figures,
    files,
    issuance,
    login,
    notices,
    organisations,
    phrases,
    queue,
    record,
    security,
    static,
)
from backend.pages import public as public_pages
from backend.pages import sanctions as sanction_pages
from backend.pages.access import Elsewhere
from backend.pages.errors import FOR_PEOPLE
from backend.refused import Refused
from backend.routes import (
    agency,
    applicant,
    attachments,
    filing,
    health,
    lookups,
    officer,
    organisation,
    public,
    sanctions,
)
from backend.service import Service
from backend.services.errands import run_errands
from backend.services.housekeeping import keep_house
from backend.services.readiness import Readiness
from backend.storage.engines import POOL_SIZE
from registration.wire import RefusalBody

UPLOADS_AT_ONCE = 4
"""Threads that write and hash parts of files: the disk is no quicker with more, and all else that
is asked for finds its own."""

_ROUTERS = (
    health.router,
    public.router,
    lookups.router,
    filing.router,
    attachments.router,
    applicant.router,
    organisation.router,
    officer.router,
    agency.router,
    sanctions.router,
    login.router,
    certificate_login.router,
    security.router,
    accounts.router,
    record.router,
    queue.router,
    application.router,
    application_work.router,
    issuance.router,
    files.router,
    phrases.router,
    organisations.router,
    figures.router,
    notices.router,
    static.router,
    sanction_pages.router,
    public_pages.router,
    export.router,
)


def create_app(service: Service, seen: Seen = nobody_looks) -> FastAPI:
    """Return the application over a service; one for practice describes itself at /openapi.json.

    `seen` is told of each request.
    """
    app = FastAPI(
        title="G2B registration",
        version="1",
        docs_url=None,
        openapi_url="/openapi.json" if service.config.practice else None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan,
        responses={"default": {"model": RefusalBody, "description": "Refused"}},
    )
    app.state.service = service
    app.state.readiness = Readiness(service)
    app.state.uploading = CapacityLimiter(UPLOADS_AT_ONCE)
    for router in _ROUTERS:
        app.include_router(router)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Elsewhere, _elsewhere)
    bounds = Bounds(route for router in _ROUTERS for route in router.routes)
    limits = service.config.limits
    app.add_middleware(Guard, limits=limits, bounds=bounds, pages=FOR_PEOPLE, seen=seen)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """No more requests at work than there are connections to the database; the house is kept."""
    anyio.to_thread.current_default_thread_limiter().total_tokens = POOL_SIZE
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(keep_house, app.state.service)
        tasks.start_soon(run_errands, app.state.service)
        yield
        tasks.cancel_scope.cancel()
    app.state.service.close()


async def _invalid(request: Request, error: Exception) -> Response:  # noqa: ARG001
    """A body or parameter of another form; what was sent is not repeated."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it
    too_long = any(
        (error["loc"], error["type"]) == (("body", "reason"), "string_too_long")
        for error in error.errors()
    )
    raise Refused("reason_too_long" if too_long else "malformed")


async def _elsewhere(request: Request, error: Exception) -> Response:  # noqa: ARG001
    """A page that another one answers for."""
    assert isinstance(error, Elsewhere)  # noqa: S101 - registered for it
    return RedirectResponse(error.path, 303)


async def _http(request: Request, error: Exception) -> Response:  # noqa: ARG001
    """No such path, no such method, or an unreadable body; a header may say what is possible."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it
    answer = refusal(refused_as(error.status_code))
    answer.headers.update(error.headers or {})
    return answer
