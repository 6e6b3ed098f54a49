"""`cert issue --to token:NAME` and what follows it, on a token of SoftHSM."""

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from desktop_client.pki.storage.token_search import list_tokens
from testing.pki.softhsm import PIN
from tests.commands.conftest import Commands, Outcome
from tests.commands.test_renewing import broken_off, by_lines
from tests.workflows.issuing.conftest import CODE, REFERENCE, Ca, ca, running
from tests.workflows.issuing.test_on_token import Desk, desk, on_token

__all__ = ["broken_off", "ca", "desk", "running"]


@pytest.fixture
def module(desk: Desk) -> tuple[str | Path, ...]:
    """The options that name the driver, which is in no list of this computer."""
    return "--module", desk.drivers[0]


def issue(commands: Commands, ca: Ca, module: tuple[str | Path, ...]) -> Outcome:
    asked = ("--server", ca.url, "--reference", REFERENCE, "--to", "token:empty", *module)
    return by_lines(commands, "cert", "issue", *asked, lines=(CODE, PIN))


def test_a_certificate_is_issued_renewed_and_revoked_on_a_token(
    commands: Commands, ca: Ca, desk: Desk, module: tuple[str | Path, ...]
) -> None:
    asked = ("--server", ca.url, "--reference", REFERENCE, "--to", "token:empty", *module)
    issued = by_lines(commands, "cert", "issue", *asked, lines=(CODE, PIN))
    assert issued.status == 0, issued.err
    assert (issued.data["folder"], issued.data["token"]) == (None, "empty")
    revoke = partial(by_lines, commands, "cert", "revoke", "token:empty", "--reason", "superseded")
    renewed = by_lines(commands, "cert", "renew", "token:empty", *module, lines=(PIN,))
    assert renewed.status == 0, renewed.err
    assert len([each for each in list_tokens(*desk.drivers) if each.label == "empty"]) == 2
    elsewhere = ("--to", desk.place.parent, *module)
    refused = by_lines(commands, "cert", "renew", "token:empty", *elsewhere, lines=(PIN,))
    assert refused.codes == {"key_on_token"}
    assert revoke(*module, lines=(PIN,)).codes == {"token_certificates"}
    assert PIN not in issued.out + issued.err + renewed.out + renewed.err


def test_what_broke_off_is_told_gone_on_with_and_given_up_by_the_pin(
    commands: Commands,
    ca: Ca,
    desk: Desk,
    module: tuple[str | Path, ...],
    broken_off: Callable[[Callable[[], object]], None],
) -> None:
    broken_off(lambda: issue(commands, ca, module))
    (pending,) = commands.json("cert", "pending").data["pending"]
    assert (pending["token"], pending["target"]) == ("empty", "token:empty")
    asked = commands("cert", "abandon", pending["id"])
    assert asked.status == 1
    abandon = partial(by_lines, commands, "cert", "abandon", pending["id"], "--yes", *module)
    assert abandon(lines=("wrong",)).codes == {"token_pin_wrong"}
    assert on_token(desk.token) == 4
    assert abandon(lines=(PIN,)).status == 0
    assert on_token(desk.token) == 0
    broken_off(lambda: issue(commands, ca, module))
    (pending,) = commands.json("cert", "pending").data["pending"]
    resumed = by_lines(commands, "cert", "resume", pending["id"], *module, lines=(PIN,))
    assert resumed.status == 0, resumed.err


@pytest.mark.parametrize("told", [1, 2])
def test_a_client_killed_while_it_issues_into_a_token_loses_no_key(
    commands: Commands,
    ca: Ca,
    desk: Desk,
    module: tuple[str | Path, ...],
    told: int,
) -> None:
    """The program itself, ended by the system as it tells this step; the next start goes on."""
    asked = ("--server", ca.url, "--reference", REFERENCE, "--to", "token:empty", *module)
    command = [sys.executable, "-m", "desktop_client", "cert", "issue", *map(str, asked)]
    with subprocess.Popen(
        [*command, "--json", "--password-stdin"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as client:
        assert client.stdin
        assert client.stderr
        client.stdin.write(f"{CODE}\n{PIN}\n".encode())
        client.stdin.close()
        for _ in range(told):
            assert client.stderr.readline()
        client.kill()
    again = issue(commands, ca, module)
    if again.codes & {"token_issuance_incomplete"}:
        (pending,) = commands.json("cert", "pending").data["pending"]
        assert desk.made() == 0
        abandon = ("cert", "abandon", pending["id"], "--yes", *module)
        assert by_lines(commands, *abandon, lines=(PIN,)).status == 0
        again = issue(commands, ca, module)
    assert again.status == 0, again.err
    assert desk.made() == 1
    assert on_token(desk.token) == 5
    assert commands.json("cert", "pending").data["pending"] == []


def test_a_token_that_is_not_there_is_told(
    commands: Commands, ca: Ca, module: tuple[str | Path, ...]
) -> None:
    asked = ("--server", ca.url, "--reference", REFERENCE, "--to", "token:none", *module)
    told = by_lines(commands, "cert", "issue", *asked, lines=(CODE, PIN))
    assert told.codes == {"token_missing"}
