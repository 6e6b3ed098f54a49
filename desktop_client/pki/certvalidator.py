"""What whoever calls pyhanko-certvalidator needs: its errors, and a way to run it.

certvalidator and its dependencies take long to import, so callers import this at their first use.
"""

from collections.abc import Coroutine
from typing import Any

import pyhanko_certvalidator.validate  # noqa: F401 - defines classes of its own

from desktop_client.pki.encoding import asn1

asn1.prepare()

UNEXPECTED = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What certvalidator and asn1crypto let escape over certificates they did not expect."""


class OutOfTime(Exception):
    """The time limit has passed."""


def run(validation: Coroutine[Any, Any, object]) -> None:
    """Run a coroutine that never waits, as without fetching; also inside an event loop."""
    try:
        validation.send(None)
    except StopIteration:
        return
    validation.close()
    raise RuntimeError("certvalidator waits for something")
