"""`cert renew` and `revoke`, and what is done about an issue or renewal that broke off."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_client.pki.storage.store import load, open_entry, scan
from desktop_client.workflows.issuing.issuing import Issuing
from practice.pki import PASSWORD
from tests.commands.conftest import Commands, Outcome
from tests.workflows.issuing.conftest import (
    CODE,
    REFERENCE,
    Ca,
    ca,
    keys_at_hand,
    made_keys,
    running,
)
from tests.workflows.issuing.judging import is_listed_as_revoked

__all__ = ["ca", "keys_at_hand", "made_keys", "running"]
pytestmark = pytest.mark.usefixtures("keys_at_hand")
NEW = "renewed-password-1"


@pytest.fixture
def folder(sample: Callable[[str], Path], tmp_path: Path) -> Path:
    """A copy of the supplier's certificate in an NPKI folder."""
    source = sample("supplier")
    place = tmp_path / "NPKI" / "practiceCA" / "USER" / source.name
    return Path(shutil.copytree(source, place))


@pytest.fixture
def broken_off(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Has a command end when its keys lie on the disk."""

    def break_off(run: Callable[[], object]) -> None:
        def cut(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(Issuing, "go_on", cut)
            run()

    return break_off


def by_lines(commands: Commands, *arguments: str | Path, lines: tuple[str, ...]) -> Outcome:
    typed = "".join(f"{line}\n" for line in lines).encode()
    return commands.json(*arguments, "--password-stdin", typed=typed)


def test_a_certificate_is_renewed_where_it_lies(
    commands: Commands, ca: Ca, folder: Path, tmp_path: Path
) -> None:
    old = load(folder).certificate
    ask = ("cert", "renew", folder)
    unknown = by_lines(commands, *ask, lines=(PASSWORD, NEW))
    assert (unknown.status, unknown.codes) == (2, {"issuing_server_unknown"})
    wrong = by_lines(commands, *ask, "--server", ca.url, lines=("wrong-password-1", NEW))
    assert (wrong.status, wrong.codes) == (1, {"wrong_password"})
    renewed = by_lines(commands, *ask, "--server", ca.url, lines=(PASSWORD, NEW))
    assert renewed.status == 0, renewed.out
    assert renewed.data["renewed"] is True
    assert renewed.data["findings"] == []
    assert renewed.data["judged"]["validity"] == "undecided"  # under a root not trusted here
    assert Path(renewed.data["folder"]) == folder
    assert open_entry(load(folder), NEW.encode()).random is not None
    again = by_lines(commands, *ask, lines=(NEW,))
    assert again.status == 0, again.out
    assert open_entry(load(folder), NEW.encode()).random is not None
    held = list(scan([tmp_path / "NPKI"]))
    assert len(held) == 3
    assert old in [each.certificate for each in held]


def test_a_certificate_under_an_unknown_root_is_told_as_such(
    commands: Commands, ca: Ca, tmp_path: Path
) -> None:
    ask = ("cert", "issue", "--server", ca.url, "--reference", REFERENCE, "--to", tmp_path)
    issued = by_lines(commands, *ask, lines=(CODE, NEW))
    (found,) = issued.data["judged"]["findings"]
    assert (issued.status, found["code"]) == (0, "issuer_unknown")
    assert found["next"]


def test_a_certificate_is_revoked(
    commands: Commands, ca: Ca, sample: Callable[[str], Path]
) -> None:
    folder = sample("supplier_pbes1")
    certificate = load(folder).certificate
    assert certificate
    ask = ("cert", "revoke", folder, "--server", ca.url)
    assert by_lines(commands, *ask, "--reason", "boredom", lines=(PASSWORD,)).status == 2
    assert not is_listed_as_revoked(certificate, ca)
    revoked = by_lines(commands, *ask, "--reason", "keyCompromise", lines=(PASSWORD,))
    assert revoked.status == 0, revoked.out
    assert (revoked.data["revoked"], revoked.data["reason"]) == (True, "key_compromise")
    assert is_listed_as_revoked(certificate, ca)
    again = by_lines(commands, *ask, "--reason", "superseded", lines=(PASSWORD,))
    assert (again.status, again.codes) == (1, {"issuing_revoked"})


def test_what_broke_off_is_listed_and_gone_on_with(
    commands: Commands, ca: Ca, tmp_path: Path, broken_off: Callable[..., None]
) -> None:
    assert commands.json("cert", "pending").data["pending"] == []
    ask = ("cert", "issue", "--server", ca.url, "--reference", REFERENCE, "--to", tmp_path)
    broken_off(lambda: by_lines(commands, *ask, lines=(CODE, NEW)))
    (begun,) = commands.json("cert", "pending").data["pending"]
    assert (begun["reference"], begun["stage"], begun["kind"]) == (REFERENCE, "unasked", "issue")
    assert REFERENCE in commands("cert", "pending").out
    longer = by_lines(commands, *ask, "--key-bits", "3072", lines=(CODE, NEW))
    assert (longer.status, longer.codes) == (1, {"issuing_begun_weaker"})
    wrong = by_lines(commands, "cert", "resume", begun["id"], lines=("wrong-password-1",))
    assert (wrong.status, wrong.codes) == (1, {"wrong_password"})
    assert by_lines(commands, "cert", "resume", "nothing", lines=(NEW,)).codes == {
        "pending_unknown"
    }
    resumed = by_lines(commands, "cert", "resume", begun["id"], lines=(NEW,))
    assert (resumed.status, resumed.data["issued"]) == (0, True)
    assert commands.json("cert", "pending").data["pending"] == []


def test_a_renewal_that_broke_off_goes_on_by_the_same_command_or_is_given_up(
    commands: Commands, ca: Ca, folder: Path, broken_off: Callable[..., None]
) -> None:
    ask = ("cert", "renew", folder, "--server", ca.url)
    broken_off(lambda: by_lines(commands, *ask, lines=(PASSWORD, NEW)))
    (begun,) = commands.json("cert", "pending").data["pending"]
    certificate = load(folder).certificate
    assert certificate
    assert (begun["kind"], begun["renews"]) == ("renewal", certificate.holder)
    kept = commands.json("cert", "abandon", begun["id"])
    assert (kept.status, kept.data["abandoned"]) == (1, False)
    given_up = commands.json("cert", "abandon", begun["id"], "--yes")
    assert (given_up.status, given_up.data["abandoned"]) == (0, True)
    assert not Path(begun["folder"]).exists()
    broken_off(lambda: by_lines(commands, *ask, lines=(PASSWORD, NEW)))
    renewed = by_lines(commands, *ask, lines=(PASSWORD, NEW))
    assert (renewed.status, renewed.data["renewed"]) == (0, True)
    assert open_entry(load(folder), NEW.encode()).random is not None
