"""No command writes over what it reads, over a protected file, or unasked over any other."""

import os
import shutil
from pathlib import Path

import pytest

from desktop_client.folders import data_folder
from practice.pki import PASSWORD, Practice
from tests.commands.conftest import Commands, Outcome


@pytest.fixture
def folder(practice_pki: Practice, tmp_path: Path) -> Path:
    """A certificate folder the test may lose."""
    return Path(shutil.copytree(practice_pki.sample("supplier").path, tmp_path / "certificate"))


@pytest.fixture
def document(tmp_path: Path) -> Path:
    file = tmp_path / "계약서.txt"
    file.write_bytes(b"the only copy of a contract\n")
    return file


class Writing:
    """The commands that write, each to wherever is wanted."""

    def __init__(
        self,
        commands: Commands,
        practice: Practice,
        trusting: list[str],
        folder: Path,
        document: Path,
    ) -> None:
        self.commands, self.folder, self.document = commands, folder, document
        self.trusting = trusting
        self.recipient = practice.service / "km.der"

    def run(self, name: str, out: Path, *options: str | Path) -> Outcome:
        ways: dict[str, tuple[str | Path, ...]] = {
            "sign": ("sign", self.document, "--cert", self.folder, *self.trusting),
            "seal": ("cert", "seal", self.folder, "--for", self.recipient, *self.trusting),
            "export": ("cert", "export-pfx", self.folder),
            "make": ("trust", "make", "--version", "2"),
        }
        command = [*ways[name], "--out", out, *options, "--json"]
        if name != "make":
            command.append("--password-stdin")
        return self.commands(*command, typed=f"{PASSWORD}\npfx-pass-12\n".encode())


@pytest.fixture
def writing(
    commands: Commands,
    practice_pki: Practice,
    trusting: list[str],
    folder: Path,
    document: Path,
) -> Writing:
    return Writing(commands, practice_pki, trusting, folder, document)


NAMES = ["sign", "seal", "export", "make"]


@pytest.mark.parametrize("name", NAMES)
def test_a_result_is_as_readable_as_the_umask_says_and_a_key_is_not(
    writing: Writing, tmp_path: Path, name: str
) -> None:
    out = tmp_path / ("가" * 80 + ".결과.12")
    assert len(out.name.encode()) == 250
    old = os.umask(0o022)
    try:
        assert writing.run(name, out).status == 0
    finally:
        os.umask(old)
    assert out.stat().st_mode & 0o777 == (0o600 if name == "export" else 0o644)
    assert sorted(tmp_path.glob(".*.part")) == []


@pytest.mark.parametrize("name", NAMES)
def test_another_file_is_replaced_only_when_asked(
    writing: Writing, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "earlier result"
    out.write_bytes(b"earlier")
    out.chmod(0o640)
    refused = writing.run(name, out)
    assert (refused.status, refused.codes) == (2, {"output_exists"})
    assert out.read_bytes() == b"earlier"
    assert writing.run(name, out, "--force").status == 0
    assert out.read_bytes() != b"earlier"
    assert out.stat().st_mode & 0o777 == (0o600 if name == "export" else 0o640)


@pytest.mark.parametrize("name", NAMES)
def test_a_protected_file_is_never_replaced(writing: Writing, tmp_path: Path, name: str) -> None:
    out = tmp_path / "protected"
    out.write_bytes(b"by its owner")
    out.chmod(0o444)
    refused = writing.run(name, out, "--force")
    assert (refused.status, refused.codes) == (2, {"output_protected"})
    assert out.read_bytes() == b"by its owner"


@pytest.mark.parametrize("name", ["sign", "seal", "export"])
@pytest.mark.parametrize("file", ["signCert.der", "signPri.key", "kmPri.key"])
@pytest.mark.parametrize("kind", ["itself", "link", "hard link"])
def test_nothing_of_a_certificate_is_written_over(
    writing: Writing, tmp_path: Path, name: str, file: str, kind: str
) -> None:
    folder = writing.folder
    read = folder / file
    before = read.read_bytes()
    out = read if kind == "itself" else tmp_path / "other name"
    if kind == "link":
        out.symlink_to(read)
    elif kind == "hard link":
        out.hardlink_to(read)
    for named in (folder, folder / "signCert.der"):
        writing.folder = named
        refused = writing.run(name, out, "--force")
        assert (refused.status, refused.codes) == (2, {"output_is_input"})
    assert read.read_bytes() == before


def test_nothing_else_that_signing_reads_is_written_over(
    writing: Writing, tmp_path: Path, document: Path, trusting: list[str]
) -> None:
    signature = tmp_path / "계약서.p7s"
    assert writing.run("sign", signature, "--detached").status == 0
    other = tmp_path / "list.crl"
    other.write_bytes(b"")
    writing.document = signature
    roots = [Path(one) for one in trusting if Path(one).is_file()]
    assert roots
    kept = {one: one.read_bytes() for one in (document, signature, other, *roots)}
    for out in kept:
        refused = writing.run(
            "sign", out, "--add", "--content", document, "--crl", other, "--force"
        )
        assert (refused.status, refused.codes) == (2, {"output_is_input"})
    assert {one: one.read_bytes() for one in kept} == kept


def test_the_programs_own_data_is_not_written_over(writing: Writing) -> None:
    own = data_folder() / "settings.json"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_bytes(b"{}")
    refused = writing.run("sign", own, "--force")
    assert (refused.status, refused.codes) == (2, {"output_is_input"})
    assert own.read_bytes() == b"{}"


def test_what_a_link_leads_to_is_written_and_the_link_stays(
    writing: Writing, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    assert writing.run("sign", tmp_path / "link").status == 0
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "elsewhere").stat().st_size > 1000
