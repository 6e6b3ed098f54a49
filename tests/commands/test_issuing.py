"""`g2b-client cert issue` against the practice CA."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_client.pki.storage.store import load, open_entry
from tests.workflows.issuing.conftest import CODE, PASSWORD, REFERENCE, Ca, ca, running

__all__ = ["ca", "running"]


def issue(ca: Ca, home: Path, code: str = CODE, *more: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "desktop_client", "cert", "issue", "--server", ca.url]
    command += ["--reference", REFERENCE, "--to", str(home), "--password-stdin", *more]
    return subprocess.run(
        command,
        input=f"{code}\n{PASSWORD.decode()}\n",
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "XDG_DATA_HOME": str(home / "data")},
    )


def test_a_wrong_code_is_told_and_the_right_one_serves_then(ca: Ca, tmp_path: Path) -> None:
    refused = issue(ca, tmp_path, "000-000", "--json")
    assert refused.returncode == 1
    assert json.loads(refused.stdout)["error"]["code"] == "issuing_code_refused"
    assert "Traceback" not in refused.stderr
    assert CODE not in refused.stdout + refused.stderr
    assert issue(ca, tmp_path).returncode == 0


def test_a_certificate_is_issued_by_one_command(ca: Ca, tmp_path: Path) -> None:
    done = issue(ca, tmp_path, CODE, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    entry = load(Path(told["folder"]))
    assert open_entry(entry, PASSWORD).private_key.key_size == 2048
    assert told["findings"] == []
    assert told["certificate"]["policy"]["oid"]


@pytest.mark.parametrize("bits", ["1024", "2049"])
def test_other_key_lengths_are_no_choice(ca: Ca, tmp_path: Path, bits: str) -> None:
    assert issue(ca, tmp_path, CODE, "--key-bits", bits).returncode == 2
