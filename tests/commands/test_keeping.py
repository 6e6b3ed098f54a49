"""The `cert` commands that change something, as a person or a script uses them."""

import getpass
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_client.pki.storage.store import load, open_entry
from practice.pki import PASSWORD
from testing.pki import openssl
from tests.commands.conftest import Commands, Outcome

Sample = Callable[[str], Path]
NEW = "새로운 비밀번호 1!"


@pytest.fixture
def folder(sample: Sample, tmp_path: Path) -> Path:
    """A copy of the supplier's folder, to be changed."""
    return Path(shutil.copytree(sample("supplier"), tmp_path / sample("supplier").name))


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Types at the terminal; returns the prompts that came."""

    def prepare(*typed: str) -> list[str]:
        prompts: list[str] = []
        left = iter(typed)

        def answer(prompt: str) -> str:
            prompts.append(prompt)
            return next(left)

        monkeypatch.setattr(getpass, "getpass", answer)
        return prompts

    return prepare


def with_lines(commands: Commands, *arguments: str | Path, lines: tuple[str, ...]) -> Outcome:
    typed = "".join(f"{line}\n" for line in lines).encode()
    return commands.json(*arguments, "--password-stdin", typed=typed)


def opens(folder: Path, password: str) -> bool:
    return open_entry(load(folder), password.encode()).random is not None


def test_a_password_is_changed_by_two_lines(commands: Commands, folder: Path) -> None:
    changed = with_lines(commands, "cert", "password", folder, lines=(PASSWORD, NEW))
    assert (changed.status, changed.data["changed"]) == (0, True)
    assert opens(folder, NEW)
    refused = with_lines(commands, "cert", "password", folder, lines=(PASSWORD, "other"))
    assert (refused.status, refused.codes) == (1, {"wrong_password"})
    assert opens(folder, NEW)


def test_a_new_password_is_typed_twice_at_the_terminal(
    commands: Commands, folder: Path, answers: Callable[..., list[str]]
) -> None:
    prompts = answers(PASSWORD, NEW, NEW)
    changed = commands("cert", "password", folder)
    assert changed.status == 0
    assert f"비밀번호를 바꾸었습니다: {folder}" in changed.out
    assert prompts == ["인증서 비밀번호: ", "새 인증서 비밀번호: ", "한 번 더: "]
    assert opens(folder, NEW)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ((PASSWORD, NEW, NEW + "x"), "passwords_differ"),
        ((PASSWORD, ""), "password_empty"),
        ((PASSWORD, "short-1"), "password_too_short"),
        ((PASSWORD, "practice1234"), "password_too_plain"),
        ((PASSWORD, "practice-1234|"), "password_forbidden"),
    ],
)
def test_a_password_that_was_not_chosen_well_changes_nothing(
    commands: Commands,
    folder: Path,
    answers: Callable[..., list[str]],
    typed: tuple[str, ...],
    code: str,
) -> None:
    answers(*typed)
    refused = commands.json("cert", "password", folder)
    assert (refused.status, refused.codes) == (2, {code})
    assert opens(folder, PASSWORD)


def test_a_certificate_is_copied_to_a_drive(
    commands: Commands, sample: Sample, tmp_path: Path
) -> None:
    copied = commands.json("cert", "copy", sample("supplier"), "--to", tmp_path)
    written = tmp_path / "NPKI" / "practiceCA" / "USER" / sample("supplier").name
    assert (copied.status, copied.data["folder"]) == (0, str(written))
    assert opens(written, PASSWORD)
    listed = commands.json("cert", "list", "--store", tmp_path)
    assert [one["folder"] for one in listed.data["certificates"]] == [str(written)]
    missing = commands.json("cert", "copy", sample("supplier"), "--to", tmp_path / "gone")
    assert (missing.status, missing.codes) == (2, {"file_missing"})
    (written / "signCert.der").write_bytes((sample("revoked") / "signCert.der").read_bytes())
    refused = commands.json("cert", "copy", sample("supplier"), "--to", tmp_path)
    assert (refused.status, refused.codes) == (1, {"certificate_differs"})


def test_what_is_there_is_replaced_only_when_that_is_said(
    commands: Commands, sample: Sample, folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / "drive"
    target.mkdir()
    written = Path(commands.json("cert", "copy", folder, "--to", target).data["folder"])
    again = commands.json("cert", "copy", folder, "--to", target)
    assert (again.status, again.data["keys_stayed"]) == (0, True)
    with_lines(commands, "cert", "password", folder, lines=(PASSWORD, "another-12345"))
    refused = commands.json("cert", "copy", folder, "--to", target)
    assert (refused.status, refused.codes) == (1, {"certificate_there"})
    assert "--replace" in commands("cert", "copy", folder, "--to", target).err
    assert opens(written, PASSWORD)
    replaced = commands.json("cert", "copy", folder, "--to", target, "--replace")
    assert (replaced.status, replaced.data["keys_stayed"]) == (0, False)
    assert opens(written, "another-12345")


def test_a_certificate_in_two_places_is_listed_once(
    commands: Commands, folder: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copytree(folder, tmp_path / "other"))
    (one,) = commands.json("cert", "list", "--store", tmp_path).data["certificates"]
    assert {one["folder"], *one["other_folders"]} == {str(folder), str(other)}
    assert "같은 인증서가 있는 곳" in commands("cert", "list", "--store", tmp_path).out


def test_deleting_has_to_be_confirmed(commands: Commands, folder: Path) -> None:
    asked = commands.json("cert", "delete", folder)
    assert (asked.status, asked.data["deleted"]) == (1, False)
    assert set(asked.data["files"]) == {str(one) for one in folder.iterdir()}
    assert "--yes" in commands("cert", "delete", folder).out
    deleted = commands.json("cert", "delete", folder, "--yes")
    assert (deleted.status, deleted.data["deleted"]) == (0, True)
    assert set(deleted.data["files"]) == set(asked.data["files"])
    assert not folder.exists()
    assert commands.json("cert", "delete", folder, "--yes").codes == {"file_missing"}


def test_pfx_goes_out_and_comes_in_with_r(
    commands: Commands, sample: Sample, tmp_path: Path
) -> None:
    out = tmp_path / "out.pfx"
    export = ("cert", "export-pfx", sample("supplier"), "--out", out)
    assert with_lines(commands, *export, lines=("wrong", "pfx pass 1!")).codes == {"wrong_password"}
    assert not out.exists()
    assert with_lines(commands, *export, lines=(PASSWORD, "pfx pass 1!")).status == 0
    assert out.stat().st_mode & 0o777 == 0o600
    shown = openssl.output(
        *("pkcs12", "-legacy", "-info", "-nodes", "-passin", "pass:pfx pass 1!", "-in", out)
    )
    assert b"1.2.410.200004.10.1.1.3: " in shown
    refused = with_lines(commands, *export, lines=(PASSWORD, "pfx pass 1!"))
    assert (refused.status, refused.codes) == (2, {"output_exists"})
    taking = ("cert", "import-pfx", out, "--to", tmp_path)
    wrong = with_lines(commands, *taking, lines=("pfx", NEW))
    assert (wrong.status, wrong.codes) == (1, {"wrong_password"})
    imported = with_lines(commands, *taking, lines=("pfx pass 1!", NEW))
    assert imported.status == 0
    (folder,) = imported.data["folders"]
    assert opens(Path(folder), NEW)
    proved = commands.unlock("cert", "identity", folder, "--number", "1111111119", password=NEW)
    assert proved.status == 0


def test_what_is_no_pfx_is_told_before_and_after_the_password(
    commands: Commands, tmp_path: Path
) -> None:
    (tmp_path / "text.pfx").write_text("no PFX")
    taking = ("cert", "import-pfx", tmp_path / "none.pfx", "--to", tmp_path)
    missing = with_lines(commands, *taking, lines=("a", NEW))
    assert (missing.status, missing.codes) == (2, {"file_missing"})
    taking = ("cert", "import-pfx", tmp_path / "text.pfx", "--to", tmp_path)
    damaged = with_lines(commands, *taking, lines=("a", NEW))
    assert (damaged.status, damaged.codes) == (1, {"pfx_damaged"})


def test_an_export_that_cannot_be_written_says_why(
    commands: Commands, sample: Sample, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    out = tmp_path / "file" / "out.pfx"
    refused = with_lines(
        commands, "cert", "export-pfx", sample("supplier"), "--out", out, lines=(PASSWORD, NEW)
    )
    assert (refused.status, refused.codes) == (2, {"output_not_written"})
