"""Who signs an application, and whose certificate may sign it: the rules of both sides.

The client asks before it offers a certificate, the service after the document has come; what one
of them accepts and the other refuses would be lost work.
"""

from collections.abc import Collection
from typing import Literal

from registration.kinds import FilingPurpose, Key, Kind
from registration.procedures import PROCEDURES

Unfit = Literal["holder_not_allowed", "policy_not_allowed"]
"""Why a certificate does not serve a kind: whose it is, or what its policy is for."""

# A table may know what a policy is for and not whose it is: "unknown" is decided by `serves`.
_FIRMS = frozenset({"organisation", "unknown"})
_INSTITUTIONS = _FIRMS | {"institution"}


def is_signed(kind: Kind, purpose: FilingPurpose, completed: bool | None = None) -> bool:
    """Whether an application is signed with a certificate.

    A change (변경) is signed by what opens the system to its users; a completion (보완) is filed
    the way that was chosen for what it completes: `completed` says whether that was signed, None
    where it is not known.
    """
    procedure = PROCEDURES[kind]
    if purpose is FilingPurpose.CHANGE:
        return procedure.key is Key.CERTIFICATE
    if purpose is FilingPurpose.SUPPLEMENT and completed is not None:
        return completed
    return procedure.signed


def asks_password(kind: Kind, purpose: FilingPurpose) -> bool:
    """Whether an application opens an account (목록화요청업체), whose password goes with it."""
    return purpose is FilingPurpose.NEW and PROCEDURES[kind].key is Key.PASSWORD


def unfit_for(kinds: Collection[Kind], holder: str, serves: Collection[str]) -> Unfit | None:
    """Return why a certificate serves none of these kinds; None where it serves one of them.

    `holder`: a value of `pki.judging.policies.Holder`. `serves`: the kinds that its policy is for.
    A person's and a server's certificate sign for nobody else, whatever their policy is for, and
    an institution's (GPKI too) for institutions alone.
    """
    if holder not in (_INSTITUTIONS if Kind.INSTITUTION in kinds else _FIRMS):
        return "holder_not_allowed"
    return "policy_not_allowed" if set(kinds).isdisjoint(serves) else None
