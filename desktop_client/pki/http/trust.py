"""Whom TLS believes: the roots of this computer, as an office sets them, and certifi's."""

import os
import ssl
from contextlib import suppress
from functools import lru_cache

NAMED = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
"""Environment variables that name a file of further roots."""


def tls_context() -> ssl.SSLContext:
    """Return how servers are judged now; only these roots are added to those of the system."""
    return _context(tuple(os.environ.get(name, "") for name in NAMED))


@lru_cache(4)
def _context(named: tuple[str, ...]) -> ssl.SSLContext:
    import certifi
    import truststore

    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    for roots in (certifi.where(), *filter(None, named)):
        with suppress(OSError):  # a file that is not there, or holds no roots, adds none
            context.load_verify_locations(roots)
    return context
