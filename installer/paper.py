"""Sets a paper of several pages with the program that runs this, and tells what came of it as JSON.

`paper.py FILE` writes the PDF there. The Python of an installed program runs it on each system: the
same paper must have the same letters on the same pages everywhere.
"""

import hashlib
import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from desktop_client.work import Work
from desktop_client.workflows.printouts.typeset import typeset
from practice.applicants import applicant
from registration.kinds import Kind
from registration.printouts import Registered, registration_certificate

FONTS = (b"PretendardGOV-Regular", b"PretendardGOV-Bold", b"NotoSans", b"Malgun")

of = Registered(
    Kind.SUPPLIER,
    applicant(Kind.SUPPLIER),
    "2026000123",
    "2026-01-01T00:00:00Z",
    "2026-02-01T00:00:00Z",
    "A" * 16,
)
paper = registration_certificate(of, date(2026, 11, 26))
printed = typeset(Work(), replace(paper, parts=paper.parts * 4))
Path(sys.argv[1]).write_bytes(printed.pdf)
told = {
    "fonts": [font.decode() for font in FONTS if font in printed.pdf],
    "pages": [hashlib.sha256(page).hexdigest() for page in printed.pages],
}
print(json.dumps(told))
