"""Why an exchange failed, by what the libraries raise."""

import ssl
from collections.abc import Iterator
from enum import StrEnum

import requests
from urllib3 import exceptions as urllib3


class Reason(StrEnum):
    """Why there is no answer."""

    TIMEOUT = "timeout"
    NO_ANSWER = "no_answer"
    """The connection broke, or what came is no HTTP."""
    NAME_UNKNOWN = "name_unknown"
    PORT_CLOSED = "port_closed"
    TOO_LARGE = "too_large"
    ADDRESS_WRONG = "address_wrong"
    CERTIFICATE_UNTRUSTED = "certificate_untrusted"
    CERTIFICATE_EXPIRED = "certificate_expired"
    CERTIFICATE_OF_ANOTHER = "certificate_of_another"
    TLS_FAILED = "tls_failed"
    PROXY_LOGIN = "proxy_login"
    PROXY_REFUSED = "proxy_refused"
    PROXY_UNREACHABLE = "proxy_unreachable"
    PROXY_WRONG = "proxy_wrong"
    PROXY_UNSUPPORTED = "proxy_unsupported"
    """SOCKS, or a script (PAC)."""


PASSING = frozenset({Reason.TIMEOUT, Reason.NO_ANSWER, Reason.PORT_CLOSED})
"""What the same request may not meet again a moment later."""


class ExchangeFailed(Exception):
    """There is no answer, or not a whole one."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


_EXPIRED, _NOT_YET, _WRONG_HOST, _WRONG_NUMBER = 10, 9, 62, 64
"""X509_V_ERR_… of OpenSSL."""


def reason_of(error: BaseException) -> Reason:
    """Return what an exception of requests, urllib3 or ssl comes down to."""
    causes = tuple(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _of_certificate(cause.verify_code)
    kinds = tuple(type(cause) for cause in causes)

    def any_of(*wanted: type[BaseException]) -> bool:
        return any(issubclass(kind, wanted) for kind in kinds)

    if any_of(requests.exceptions.InvalidProxyURL, urllib3.ProxySchemeUnknown):
        return Reason.PROXY_WRONG
    if any_of(requests.exceptions.ProxyError, urllib3.ProxyError):
        return _of_proxy(causes)
    for wanted, reason in (
        ((requests.exceptions.InvalidURL, urllib3.LocationParseError), Reason.ADDRESS_WRONG),
        ((urllib3.NameResolutionError,), Reason.NAME_UNKNOWN),
        ((ConnectionRefusedError,), Reason.PORT_CLOSED),
        ((requests.Timeout, TimeoutError, urllib3.TimeoutError), Reason.TIMEOUT),
        ((ssl.SSLError, requests.exceptions.SSLError), Reason.TLS_FAILED),
    ):
        if any_of(*wanted):
            return reason
    return Reason.NO_ANSWER


def _of_certificate(code: int) -> Reason:
    if code in (_EXPIRED, _NOT_YET):
        return Reason.CERTIFICATE_EXPIRED
    if code in (_WRONG_HOST, _WRONG_NUMBER):
        return Reason.CERTIFICATE_OF_ANOTHER
    return Reason.CERTIFICATE_UNTRUSTED


def _of_proxy(causes: tuple[BaseException, ...]) -> Reason:
    for cause in causes:
        told = str(cause) if isinstance(cause, OSError) else ""
        if "Tunnel connection failed: 407" in told:
            return Reason.PROXY_LOGIN
        if "Tunnel connection failed" in told:
            return Reason.PROXY_REFUSED
    return Reason.PROXY_UNREACHABLE


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and those it wraps, wherever a library puts them."""
    waiting, seen = [error], set[int]()
    while waiting:
        cause = waiting.pop(0)
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        inside = (
            *cause.args,
            getattr(cause, "reason", None),
            cause.__cause__,
            cause.__context__,
        )
        waiting += [each for each in inside if isinstance(each, BaseException)]
