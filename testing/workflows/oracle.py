"""openssl's opinion of a signed file."""

import subprocess
from pathlib import Path

from practice.pki import Practice


def signed_content(signed: Path, pki: Practice) -> bytes:
    """Return the content if `openssl cms -verify -cades` accepts signature and chain."""
    done = subprocess.run(
        [
            *("openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER"),
            *("-in", str(signed), "-CAfile", str(pki.root), "-certfile", str(pki.ca)),
            *("-purpose", "any"),
        ],
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout
