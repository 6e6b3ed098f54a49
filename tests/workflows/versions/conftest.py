"""A web server of the test's own."""

from testing.pki.web import server

__all__ = ["server"]
