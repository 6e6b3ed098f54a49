"""The tables."""

from backend.storage.models.access import (
    Agency,
    FailedLogins,
    Officer,
    OfficerLook,
    OfficerSession,
    SpentChallenge,
    UserSession,
)
from backend.storage.models.audit import AuditRecord
from backend.storage.models.base import Table
from backend.storage.models.desk import (
    NAME_SEARCH,
    InternalNote,
    KeptFilter,
    KeptPhrase,
    LineMark,
    QueueCount,
    RefusedItem,
    SubmissionTrait,
)
from backend.storage.models.notices import Chore, Notice
from backend.storage.models.organisations import (
    Account,
    EndedCertificate,
    Organisation,
    Record,
    RecordVersion,
    RegisteredUser,
    UserCertificate,
)
from backend.storage.models.sanctions import (
    Sanction,
    SanctionedPerson,
    SanctionEvent,
)
from backend.storage.models.submissions import (
    Issuance,
    ReceiptYear,
    ReceivedPaper,
    RegistryCheck,
    Revision,
    Submission,
    Upload,
    Verdict,
)

__all__ = [
    "NAME_SEARCH",
    "Account",
    "Agency",
    "AuditRecord",
    "Chore",
    "EndedCertificate",
    "FailedLogins",
    "InternalNote",
    "Issuance",
    "KeptFilter",
    "KeptPhrase",
    "LineMark",
    "Notice",
    "Officer",
    "OfficerLook",
    "OfficerSession",
    "Organisation",
    "QueueCount",
    "ReceiptYear",
    "ReceivedPaper",
    "Record",
    "RecordVersion",
    "RefusedItem",
    "RegisteredUser",
    "RegistryCheck",
    "Revision",
    "Sanction",
    "SanctionEvent",
    "SanctionedPerson",
    "SpentChallenge",
    "Submission",
    "SubmissionTrait",
    "Table",
    "Upload",
    "UserCertificate",
    "UserSession",
    "Verdict",
]
