"""Speaks HTTP within limits of time and size: lists are fetched, responders are asked."""

import time
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

from desktop_client.pki.revocation.limits import Limits, unreachable

if TYPE_CHECKING:
    import requests

MAX_REDIRECTS = 3
_CHUNK = 64 * 1024


class Posted(NamedTuple):
    """What is sent along with a request."""

    body: bytes
    media_type: str


def fetch(url: str, limits: Limits, end: float, posted: Posted | None = None) -> bytes:
    """Return what a URL gives to GET, or to POST, until `end` (time.monotonic).

    Raises Unreachable; reasons: scheme_unsupported, timeout, too_large, no_answer,
    redirects_too_many, http_404, …
    """
    import requests

    try:
        with requests.Session() as session:
            session.headers["Accept-Encoding"] = "identity"
            return _follow(session, url, limits, end, posted)
    except requests.Timeout:
        raise unreachable(url, "timeout") from None
    except (requests.RequestException, OSError, ValueError):
        raise unreachable(url, "no_answer") from None


def _follow(
    session: "requests.Session", url: str, limits: Limits, end: float, posted: Posted | None
) -> bytes:
    """Follow redirects by hand, so that none leads from HTTP to another scheme."""
    target = url
    for _ in range(1 + MAX_REDIRECTS):
        if urlsplit(target).scheme not in {"http", "https"}:
            raise unreachable(url, "scheme_unsupported")
        with session.request(
            "POST" if posted else "GET",
            target,
            data=posted.body if posted else None,
            headers={"Content-Type": posted.media_type} if posted else None,
            timeout=(limits.connect_timeout, limits.read_timeout),
            allow_redirects=False,
            stream=True,
        ) as response:
            if response.status_code == 200:
                return _body(url, response, limits, end)
            if not response.is_redirect:
                raise unreachable(url, f"http_{response.status_code}")
            target = urljoin(target, response.headers["Location"])
    raise unreachable(url, "redirects_too_many")


def _body(url: str, response: "requests.Response", limits: Limits, end: float) -> bytes:
    """Read as bytes arrive, so that a dripping server is noticed and left alone."""
    body = bytearray()
    while chunk := response.raw.read1(_CHUNK, decode_content=False):
        body += chunk
        if len(body) > limits.max_bytes:
            raise unreachable(url, "too_large")
        if time.monotonic() > end:
            raise unreachable(url, "timeout")
    return bytes(body)
