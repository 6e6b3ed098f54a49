"""Runs the commands in this process, and prepares what they work on."""

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop_client.commands import run_command
from practice.pki import PASSWORD, Practice


@dataclass(frozen=True)
class Outcome:
    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What --json wrote."""
        return json.loads(self.out)

    @property
    def codes(self) -> set[str]:
        """The codes of the findings, or of the error."""
        error = self.data.get("error")
        found = [error] if error else self.data["findings"]
        return {one["code"] for one in found}


class Commands:
    """Runs commands; `typed` is what arrives on standard input."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def __call__(self, *arguments: str | Path, typed: bytes | None = None) -> Outcome:
        if typed is not None:
            stream = io.TextIOWrapper(io.BytesIO(typed))
            self._monkeypatch.setattr(sys, "stdin", stream)
        status = run_command([str(one) for one in arguments])
        out, err = self._capsys.readouterr()
        return Outcome(status, out, err)

    def json(self, *arguments: str | Path, typed: bytes | None = None) -> Outcome:
        return self(*arguments, "--json", typed=typed)

    def unlock(self, *arguments: str | Path, password: str = PASSWORD) -> Outcome:
        typed = f"{password}\n".encode()
        return self.json(*arguments, "--password-stdin", typed=typed)


@pytest.fixture
def commands(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Commands:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    monkeypatch.delenv("G2B_LANGUAGE", raising=False)
    return Commands(capsys, monkeypatch)


@pytest.fixture(scope="session")
def sample(practice_pki: Practice) -> Callable[[str], Path]:
    """The folder of a practice sample."""
    return lambda name: practice_pki.sample(name).path


@pytest.fixture(scope="session")
def trusting(practice_pki: Practice) -> list[str]:
    """The options under which a practice certificate can be judged."""
    lists = [part for path in practice_pki.crls for part in ("--crl", str(path))]
    return ["--trust", str(practice_pki.root), *lists]
