"""Has pyhanko-certvalidator validate one given path (RFC 5280 section 6.1).

The anchor stands at the head of the path like a CA that its own key has certified, so that the
constraints in its certificate hold.
"""

import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from pyhanko_certvalidator import name_trees
from pyhanko_certvalidator.authority import NamedKeyAuthority, TrustAnchor
from pyhanko_certvalidator.context import ValidationContext
from pyhanko_certvalidator.errors import ValidationError
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.policy_decl import AcceptAllAlgorithms
from pyhanko_certvalidator.sig_validate import DefaultSignatureValidator
from pyhanko_certvalidator.validate import async_validate_path

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.certvalidator import UNEXPECTED, OutOfTime, run
from desktop_client.pki.encoding.asn1 import x509
from desktop_client.pki.findings import Finding, finding
from desktop_client.pki.judging import name_constraints
from desktop_client.pki.judging._copies import copies
from desktop_client.pki.signing.signatures import signed_part

_CODES = (
    ("policies for", "policy_path_invalid"),
    ("size limit on the policy graph", "path_not_judged"),
    ("namespace", "name_not_permitted"),
    ("is not a CA", "issuer_not_a_ca"),
    ("not allowed to sign certificates", "issuer_not_a_ca"),
    ("maximum path length", "path_too_long"),
    ("unsupported critical extension", "extension_unknown"),
)
"""Words of certvalidator's sentences, which are all that tells its errors apart."""

_OIDS = {"any_policy": "2.5.29.32.0"}
"""What asn1crypto calls a policy by a name."""


class _Signatures(DefaultSignatureValidator):
    """Checks over the bytes as they came, and stops between two certificates when time is up."""

    def __init__(self, below_anchor: Sequence[Certificate], deadline: float) -> None:
        self._deadline = deadline
        self._signed: Iterator[memoryview | None] = iter(
            # The anchor comes first, which is trusted without its own signature.
            [None, *(signed_part(each.der) for each in reversed(below_anchor))]
        )

    def validate_signature(self, *args: Any, **kwargs: Any) -> None:
        if time.thread_time() > self._deadline:
            raise OutOfTime
        signed = next(self._signed)
        if signed is not None:
            super().validate_signature(*args, **{**kwargs, "signed_data": bytes(signed)})


def _opaque(name: x509.AnotherName) -> bytes:
    """Return the encoding of an otherName as its native value.

    asn1crypto fails to decode the VID (a context tag it does not know), and certvalidator asks
    for the native value of every alternative name.
    """
    encoded: bytes = name.dump()
    return encoded


x509.AnotherName.native = property(_opaque)
# certvalidator knows this kind of name but does not compare it.
name_trees._name_type_checkers[name_trees.GeneralNameType.IP_ADDRESS] = (  # noqa: SLF001 - no other
    name_constraints.holds_address
)


def validate(
    certificates: Sequence[Certificate], at: datetime, deadline: float
) -> tuple[frozenset[str] | None, Finding | None]:
    """Validate a path, leaf first and trust anchor last, without revocation.

    Returns the policy OIDs valid for the whole path, or None and what is wrong with it. `at`
    must lie in the validity of all certificates but the anchor's. `deadline` is by this
    thread's processor time.
    """
    leaf = certificates[0]
    try:
        unclear = name_constraints.unclear(certificates)
        if unclear is not None:
            return None, unclear
        anchor, *below = copies(certificates)
        path = ValidationPath(_named_key(anchor), [anchor, *below[:-1]], below[-1])
        context = ValidationContext(
            trust_roots=[path.trust_anchor],
            moment=at,
            revocation_mode="none",
            # Weak ones are found where the path is (`signature_fault`).
            algorithm_usage_policy=AcceptAllAlgorithms(),
            signature_validator=_Signatures(certificates[:-1], deadline),
        )
        run(async_validate_path(context, path))
    except OutOfTime:
        return None, finding("judging_took_too_long", leaf.subject)
    except ValidationError as error:
        return None, _fault(error, leaf.subject)
    except UNEXPECTED as error:
        return None, finding("path_not_judged", leaf.subject, reason=type(error).__name__)
    policies = path.qualified_policies() or frozenset()
    found = frozenset(str(policy.user_domain_policy_id) for policy in policies)
    return frozenset(_OIDS.get(each, each) for each in found), None


def _named_key(anchor: x509.Certificate) -> TrustAnchor:
    return TrustAnchor(NamedKeyAuthority(anchor.subject, anchor.public_key))


def _fault(error: ValidationError, subject: str) -> Finding:
    """Return what certvalidator says in English as a finding."""
    said = error.failure_msg
    code = next((code for words, code in _CODES if words in said), "path_invalid")
    if code == "extension_unknown":
        return finding(code, subject, extensions=said.rpartition(": ")[2])
    return finding(code, subject)
