"""The other side of the desk: the practice officer decides by the service's own command."""

import json
from pathlib import Path
from typing import Any

from testing.backend.commands import inside


class OfficerFailed(Exception):
    """The command said no; its message is the text."""


def decide(folder: Path, action: str, receipt_number: str, reason: str = "") -> dict[str, Any]:
    """Let the officer of the practice service in `folder` act on one application.

    Returns the application as the command prints it (JSON); raises `OfficerFailed`.
    """
    options = ["--practice", "--folder", folder, "--json"]
    given = ["--reason", reason] if reason else []
    done = inside("review", action, receipt_number, *options, *given)
    if done.returncode:
        raise OfficerFailed(done.stderr.strip())
    application: dict[str, Any] = json.loads(done.stdout)
    return application
