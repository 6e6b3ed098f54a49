"""How large the body of a request may be, said beside the route that takes it."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from fastapi.routing import APIRoute
from starlette.routing import BaseRoute
from starlette.types import Scope

Endpoint = TypeVar("Endpoint", bound=Callable[..., object])


class Bound(NamedTuple):
    """What the body of a route may be."""

    size: int
    """Bytes."""
    is_json: bool = True
    is_streamed: bool = False
    """Whether the route takes it as it comes; others get it whole."""


SMALL = Bound(64 * 1024)
"""Of every route that says nothing else."""
FORM = SMALL._replace(is_json=False)
"""Of every page that says nothing else."""
_BOUNDS: dict[Callable[..., object], Bound] = {}


def body(
    size: int, *, is_json: bool = False, is_streamed: bool = False
) -> Callable[[Endpoint], Endpoint]:
    """Return a decorator, below the route's, that says what its body may be."""

    def bound(endpoint: Endpoint) -> Endpoint:
        _BOUNDS[endpoint] = Bound(size, is_json, is_streamed)
        return endpoint

    return bound


class Bounds:
    """The bounds of an application's routes."""

    def __init__(self, routes: Iterable[BaseRoute]) -> None:
        self._said = [
            (route, _BOUNDS[route.endpoint])
            for route in routes
            if isinstance(route, APIRoute) and route.endpoint in _BOUNDS
        ]

    def of(self, scope: Scope) -> Bound:
        """Return what the body of a request may be; nothing is known of it but its first line."""
        for route, bound in self._said:
            if scope["method"] in (route.methods or ()) and route.path_regex.match(scope["path"]):
                return bound
        return SMALL if scope["path"].startswith("/v1/") else FORM
