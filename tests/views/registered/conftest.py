"""The stage and the certificates of the signing screens."""

from tests.views.signing.conftest import (  # noqa: F401
    candidates,
    certificates,
    look,
    opened,
    parts,
    ready,
    stage,
)
