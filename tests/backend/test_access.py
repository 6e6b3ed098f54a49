"""Who may call what: every route is public by name, or closed."""

import re
from typing import Any

from fastapi.routing import APIRoute

from backend.app import create_app
from practice.applicants import supplier
from registration.refusals import REFUSALS
from testing.backend.world import World, refusal

PUBLIC = {
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/v1/service"),
    ("POST", "/v1/tickets"),
    ("POST", "/v1/challenges"),
    ("POST", "/v1/submissions"),
    ("POST", "/v1/enrolments"),
    ("POST", "/v1/sessions"),
    ("POST", "/v1/officer/sessions"),
    ("POST", "/v1/submissions/unsigned"),
    ("POST", "/v1/lookups"),
    ("GET", "/v1/attachments/{sha256}"),
    ("PUT", "/v1/attachments/{sha256}"),
    ("POST", "/v1/password-sessions"),
    ("GET", "/v1/accounts/{account_id}"),
    ("GET", "/v1/institutions"),
    ("GET", "/v1/papers/{code}"),
    ("GET", "/v1/sanctions"),
}
OFFICER_ONLY = re.compile(r"/v1/officer/(applications|accounts|sessions/current).*")


def _routes(world: World) -> list[tuple[str, str]]:
    """Method and path of every operation, from the description the service gives of itself."""
    paths = world.get("/openapi.json").json()["paths"]
    return [(method.upper(), path) for path, methods in paths.items() for method in methods]


def _call(world: World, method: str, path: str, token: str) -> tuple[int, str]:
    number = "2026000001"
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer = world.http.request(
        method,
        world.url
        + path.replace("{receipt_number}", number)
        .replace("{sha256}", "0" * 64)
        .replace("{account_id}", "practice1"),
        headers=headers,
        json={"version": 1, "action": "approve"} if method == "POST" else None,
        timeout=20,
    )
    return refusal(answer)


def test_every_route_is_described(world: World) -> None:
    described = set(_routes(world))
    built = {
        (method, route.path)
        for route in _flat(create_app(world.service).routes)
        if route.include_in_schema
        for method in route.methods or ()
    }
    assert built == described
    assert described > PUBLIC


def _flat(routes: Any) -> list[APIRoute]:
    found = []
    for route in routes:
        if isinstance(route, APIRoute):
            found.append(route)
        elif hasattr(route, "original_router"):
            found += _flat(route.original_router.routes)
    return found


def test_every_route_that_is_not_public_is_closed_without_a_token(world: World) -> None:
    closed = [one for one in _routes(world) if one not in PUBLIC]
    assert closed
    for method, path in closed:
        assert _call(world, method, path, "") == (401, "not_authorised"), path
        assert _call(world, method, path, "x" * 43) == (401, "not_authorised"), path


def test_an_applicants_tokens_do_not_open_the_officers_routes(world: World) -> None:
    applicant = world.applicant()
    filed = world.registered(applicant)
    session = world.login(applicant).json()["token"]
    for method, path in _routes(world):
        if OFFICER_ONLY.fullmatch(path):
            for token in (filed["key"], session):
                assert _call(world, method, path, token) == (401, "not_authorised")


def test_an_officers_token_does_not_open_the_applicants_routes(world: World) -> None:
    token, filed = world.officer(), world.file_form(supplier())
    assert refusal(world.get("/v1/registration", token)) == (401, "not_authorised")
    answer = world.get(f"/v1/submissions/{filed['number']}", token)
    assert refusal(answer) == (401, "not_authorised")


def test_no_documentation_pages_of_foreign_origin(world: World) -> None:
    for path in ("/docs", "/redoc", "/", "/v1", "/v1/service/"):
        assert refusal(world.get(path)) == (404, "not_found")


def test_the_description_names_the_refusals_body(world: World) -> None:
    described = world.get("/openapi.json").json()
    assert "RefusalBody" in described["components"]["schemas"]
    assert "HTTPValidationError" not in described["components"]["schemas"]
    for methods in described["paths"].values():
        for operation in methods.values():
            assert "default" in operation["responses"]


def test_every_code_the_service_can_answer_is_known_to_clients() -> None:
    """`Refused` looks its code up when it is raised, so no other code can be answered."""
    from pathlib import Path

    import backend

    folder = Path(backend.__file__).parent
    used = {
        code
        for path in folder.rglob("*.py")
        for code in re.findall(r'Refused\(\s*"(\w+)"', path.read_text("utf-8"))
    }
    assert used <= set(REFUSALS)
    assert len(used) > 15
