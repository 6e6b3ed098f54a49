"""The stage of the signing screens."""

from tests.views.signing.conftest import look, parts, stage  # noqa: F401
