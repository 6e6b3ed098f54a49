"""The one place that talks to pyhanko-certvalidator: RFC 5280 section 6 over one given path."""

import time
from collections.abc import Coroutine, Sequence
from datetime import datetime
from typing import Any

from asn1crypto import x509
from pyhanko_certvalidator.authority import CertTrustAnchor
from pyhanko_certvalidator.context import ValidationContext
from pyhanko_certvalidator.errors import DisallowedAlgorithmError, ValidationError
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.sig_validate import DefaultSignatureValidator
from pyhanko_certvalidator.validate import async_validate_path

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import Finding, finding
from desktop_client.pki.signing.signatures import signed_part

TIME_LIMIT = 5.0
"""Seconds for one path; an NPKI path takes about a millisecond."""

_CODES = (
    ("policies for", "policy_path_invalid"),
    ("policy graph", "policy_path_invalid"),
    ("namespace", "name_not_permitted"),
    ("is not a CA", "issuer_not_a_ca"),
    ("not allowed to sign certificates", "issuer_not_a_ca"),
    ("maximum path length", "path_too_long"),
    ("unsupported critical extension", "extension_unknown"),
)
"""Words of certvalidator's sentences, which are all that tells its errors apart."""

_UNEXPECTED = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What certvalidator and asn1crypto let escape over certificates they did not expect."""


class _OutOfTime(Exception):
    """The time limit has passed."""


class _Signatures(DefaultSignatureValidator):
    """Checks over the bytes as they came, and stops between two certificates when time is up."""

    def __init__(self, certificates: Sequence[Certificate], deadline: float) -> None:
        self._deadline = deadline
        self._signed = {
            one.asn1["signature_value"].native: bytes(signed_part(one.der)) for one in certificates
        }

    def validate_signature(
        self, signature: bytes, signed_data: bytes, *args: Any, **kwargs: Any
    ) -> None:
        if time.monotonic() > self._deadline:
            raise _OutOfTime
        super().validate_signature(
            signature, self._signed.get(signature, signed_data), *args, **kwargs
        )


def _opaque(name: x509.AnotherName) -> bytes:
    """Return the encoding of an otherName as its native value.

    asn1crypto fails to decode the VID (a context tag it does not know), and certvalidator asks
    for the native value of every alternative name.
    """
    encoded: bytes = name.dump()
    return encoded


x509.AnotherName.native = property(_opaque)


def validate(
    certificates: Sequence[Certificate], at: datetime, time_limit: float = TIME_LIMIT
) -> tuple[frozenset[str], Finding | None]:
    """Validate a path, leaf first and trust anchor last, without revocation.

    Returns the policy OIDs valid for the whole path and what is wrong with it. `at` must lie in
    the validity of all certificates but the anchor's.
    """
    leaf = certificates[0]
    *middle, anchor = (one.asn1 for one in certificates[1:])
    path = ValidationPath(CertTrustAnchor(anchor), middle[::-1], leaf.asn1)
    context = ValidationContext(
        trust_roots=[anchor],
        moment=at,
        revocation_mode="none",
        signature_validator=_Signatures(certificates, time.monotonic() + time_limit),
    )
    try:
        _run(async_validate_path(context, path))
    except _OutOfTime:
        return frozenset(), finding("judging_took_too_long", leaf.subject)
    except ValidationError as error:
        return frozenset(), finding(_code(error), leaf.subject, reason=error.failure_msg)
    except _UNEXPECTED as error:
        return frozenset(), finding("path_not_judged", leaf.subject, reason=type(error).__name__)
    policies = path.qualified_policies() or frozenset()
    return frozenset(one.user_domain_policy_id for one in policies), None


def _run(validation: Coroutine[Any, Any, object]) -> None:
    """Run a coroutine that never waits, as without fetching; also inside an event loop."""
    try:
        validation.send(None)
    except StopIteration:
        return
    validation.close()
    raise RuntimeError("certvalidator waits for something")


def _code(error: ValidationError) -> str:
    if isinstance(error, DisallowedAlgorithmError):
        return "algorithm_weak"
    return next((code for words, code in _CODES if words in error.failure_msg), "path_invalid")
