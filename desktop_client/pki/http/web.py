"""Speaks HTTP within limits of time and size: lists are fetched, responders are asked."""

from time import monotonic
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from desktop_client.pki.http.address import parse
from desktop_client.pki.http.limits import Limits, unreachable

if TYPE_CHECKING:
    from desktop_client.pki.http.exchange import Answer, Client

MAX_REDIRECTS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Posted(NamedTuple):
    """What is sent along with a request."""

    body: bytes
    media_type: str


def fetch(url: str, limits: Limits, posted: Posted | None = None) -> bytes:
    """Return what a URL gives to GET, or to POST, redirects included, until the deadline.

    Raises Unreachable; reasons: scheme_unsupported, redirects_too_many, http_404, …, and those
    of `http.failures.Reason`.
    """
    from desktop_client.pki.http.exchange import Client
    from desktop_client.pki.http.failures import ExchangeFailed

    # Asked once in hours: a connection kept from the last time may be closed by now.
    client = Client()
    try:
        return _follow(client, url, limits, posted)
    except ExchangeFailed as failed:
        raise unreachable(url, failed.reason.value) from None
    finally:
        client.close()


def _follow(client: "Client", url: str, limits: Limits, posted: Posted | None) -> bytes:
    """Follow redirects by hand, so that none leads from HTTP to another scheme."""
    from desktop_client.pki.http import exchange

    target, end = url, monotonic() + limits.deadline
    for _ in range(1 + MAX_REDIRECTS):
        if parse(target) is None:
            raise unreachable(url, "scheme_unsupported")
        request = exchange.Request(
            "POST" if posted else "GET",
            target,
            posted.body if posted else None,
            {"Content-Type": posted.media_type} if posted else {},
        )
        within = exchange.Limits(
            limits.connect_timeout, limits.read_timeout, end - monotonic(), limits.max_bytes
        )
        with client.exchange(request, within) as answer:
            if answer.head.status == 200:
                return answer.read()
            target = _next(url, target, answer)
    raise unreachable(url, "redirects_too_many")


def _next(url: str, target: str, answer: "Answer") -> str:
    location = answer.head.headers.get("Location")
    if answer.head.status not in _REDIRECTS or location is None:
        raise unreachable(url, f"http_{answer.head.status}")
    try:
        return urljoin(target, location)
    except ValueError:
        raise unreachable(url, "no_answer") from None
