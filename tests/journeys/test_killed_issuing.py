"""A client killed while a certificate is issued: no key is lost, no second certificate comes."""

import subprocess
import sys

from practice.pki import Practice

MOMENTS = 5


def test_a_client_killed_while_issuing_loses_no_key(practice_pki: Practice) -> None:
    command = [sys.executable, "-m", "bench.killed_issuing", str(MOMENTS)]
    command.append(str(practice_pki.folder))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{MOMENTS} moments")
