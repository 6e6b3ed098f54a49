"""`doctor`: every check, for a person and for a program."""

from pathlib import Path

import pytest

from desktop_client.workflows.checkup import computer, connections
from tests.commands.conftest import Commands

NAMES = {
    *("system", "screen", "fonts", "printer", "window", "disk"),
    *("certificates", "tokens", "trust_list", "proxy", "service", "clock", "directories"),
}


@pytest.fixture(autouse=True)
def unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test asks the real CAs."""
    monkeypatch.setattr(connections, "_is_reached", lambda _url, _work: False)


def test_a_program_reads_every_check(commands: Commands, tmp_path: Path) -> None:
    checked = commands.json("doctor")
    assert checked.status == 1
    found = {check["name"]: check for check in checked.data["checks"]}
    assert set(found) == NAMES
    assert found["service"]["outcome"] == "mend"
    assert found["service"]["facts"]["code"] == "service_address_missing"
    assert all(check["remedy"] for check in found.values() if check["outcome"] == "mend")
    assert str(tmp_path) not in checked.out


def test_a_person_reads_what_to_do(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(computer.Display, "facts", lambda _display, _work: {})
    checked = commands("doctor", "--language", "en")
    assert checked.status == 1
    assert "[Needs attention] Registration service: " in checked.out
    assert checked.out.splitlines()[-1].startswith("Items that need")
