"""Sets a paper of a practice firm with the installed program and tells each page's SHA-256."""

import hashlib
from datetime import date

from desktop_client.work import Work
from desktop_client.workflows.printouts.typeset import typeset
from practice.applicants import applicant
from registration.kinds import Kind
from registration.printouts import Registered, registration_certificate

of = Registered(
    Kind.SUPPLIER,
    applicant(Kind.SUPPLIER),
    "2026000123",
    "2026-01-01T00:00:00Z",
    "2026-02-01T00:00:00Z",
    "A" * 16,
)
printed = typeset(Work(), registration_certificate(of, date(2026, 11, 26)))
fonts = sorted(name for name in (b"PretendardGOV-Regular", b"NotoSans") if name in printed.pdf)
print(fonts, [hashlib.sha256(page).hexdigest() for page in printed.pages])
