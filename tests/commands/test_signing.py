"""`sign` and `verify`, judged by openssl."""

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from asn1crypto import cms as asn1_cms

from desktop_client.folders import data_folder
from desktop_client.pki.encoding.der_write import SET, encode
from desktop_client.settings import USER_FILE, Settings
from practice.pki import PASSWORD, Practice
from testing.pki.tsa import Authority, authority, stamping
from testing.pki.web import server
from tests.commands.conftest import Commands, Outcome

__all__ = ["authority", "server", "stamping"]

Sample = Callable[[str], Path]
CONTENT = "입찰참가자격 등록 신청\r\n\x00\xff".encode("utf-8", "surrogateescape")


@dataclass
class Desk:
    """A file to sign, a place for its signature, and the practice PKI to sign with."""

    commands: Commands
    practice: Practice
    trusting: list[str]
    file: Path
    out: Path

    def command(self, name: str, *options: str) -> list[str | Path]:
        certificate = self.practice.sample(name).path
        where: list[str | Path] = ["--cert", certificate, "--out", self.out]
        return ["sign", self.file, *where, *self.trusting, *options]

    def sign(self, name: str, *options: str, password: str = PASSWORD) -> Outcome:
        return self.commands.unlock(*self.command(name, *options), password=password)

    def verify(self, *options: str | Path) -> Outcome:
        return self.commands.json("verify", self.out, *options, *self.trusting)

    def openssl_verify(self, *options: str | Path) -> bytes:
        """The content, once openssl has accepted a CAdES signature over it."""
        command = ["openssl", "cms", "-verify", "-cades", "-binary", "-purpose", "any"]
        files = ["-inform", "DER", "-in", str(self.out), "-CAfile", str(self.practice.root)]
        done = subprocess.run([*command, *files, *options], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        return done.stdout


@pytest.fixture
def desk(commands: Commands, practice_pki: Practice, trusting: list[str], tmp_path: Path) -> Desk:
    file = tmp_path / "신청서.txt"
    file.write_bytes(CONTENT)
    return Desk(commands, practice_pki, trusting, file, tmp_path / "signed.p7s")


def test_an_attached_signature_verifies_under_openssl_and_here(desk: Desk) -> None:
    signed = desk.sign("supplier")
    assert (signed.status, signed.data["signed"], signed.codes) == (0, True, set())
    assert desk.openssl_verify() == CONTENT
    verified = desk.verify()
    assert (verified.status, verified.data["validity"], verified.codes) == (0, "valid", set())
    assert verified.data["attached"]
    assert verified.data["signer"]["real_name"] == "주식회사 연습상사"


def test_people_read_who_signed_and_when(desk: Desk) -> None:
    desk.sign("supplier")
    verified = desk.commands("verify", desk.out, *desk.trusting)
    lines = verified.out.splitlines()
    assert lines[:2] == ["유효합니다.", "서명자: 주식회사 연습상사(Practice)0001"]
    assert lines[2].startswith("서명 시각(서명자 주장): ")


def test_a_detached_signature_of_a_larger_file(desk: Desk) -> None:
    with desk.file.open("wb") as file:
        file.truncate(70 * 1024 * 1024)
    attached = desk.sign("supplier_pbes1")
    assert (attached.status, attached.codes) == (2, {"too_large_to_attach"})
    assert desk.sign("supplier_pbes1", "--detached").status == 0
    assert desk.out.stat().st_size < 10_000
    desk.openssl_verify("-content", desk.file)
    assert desk.verify("--content", desk.file).status == 0
    missing = desk.verify()
    assert (missing.status, missing.codes) == (3, {"content_missing"})


def test_a_changed_file_does_not_verify(desk: Desk) -> None:
    assert desk.sign("supplier", "--detached").status == 0
    desk.file.write_bytes(CONTENT + b" ")
    changed = desk.verify("--content", desk.file)
    assert (changed.status, changed.codes) == (1, {"content_changed"})


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("expired", "certificate_expired"),
        ("revoked", "revoked"),
        ("not_yet_valid", "certificate_not_yet_valid"),
    ],
)
def test_a_certificate_that_is_not_valid_signs_only_when_asked(
    desk: Desk, name: str, code: str
) -> None:
    refused = desk.commands.json(*desk.command(name))  # before any password is asked for
    assert (refused.status, refused.data["signed"]) == (1, False)
    assert code in refused.codes
    assert not desk.out.exists()
    signed = desk.sign(name, "--allow-invalid")
    assert (signed.status, signed.data["signed"]) == (0, True)
    verified = desk.verify()
    assert verified.status == 1
    assert code in verified.codes


def test_an_undecided_certificate_is_refused_with_its_own_status(desk: Desk) -> None:
    desk.trusting = []
    refused = desk.commands(*desk.command("supplier"))
    assert refused.status == 3
    assert "--allow-invalid" in refused.out
    assert not desk.out.exists()


def test_a_key_management_certificate_is_refused(desk: Desk) -> None:
    certificate = desk.practice.sample("supplier").path / "kmCert.der"
    refused = desk.commands.json(*desk.command("supplier", "--cert", str(certificate)))
    assert (refused.status, refused.codes) == (1, {"not_for_signing"})


@pytest.mark.parametrize(
    ("name", "password", "code"),
    [("supplier", "wrong", "wrong_password"), ("foreign_key", PASSWORD, "key_mismatch")],
)
def test_what_stood_at_out_stays_when_signing_fails(
    desk: Desk, name: str, password: str, code: str
) -> None:
    desk.out.write_bytes(b"before")
    refused = desk.sign(name, "--force", password=password)
    assert (refused.status, refused.codes) == (1, {code})
    assert desk.out.read_bytes() == b"before"
    assert len(list(desk.out.parent.iterdir())) == 2


def test_a_full_disk_leaves_the_old_file(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    desk.out.write_bytes(b"before")
    monkeypatch.setattr(os, "fsync", fail)
    refused = desk.sign("supplier", "--force")
    assert (refused.status, refused.codes) == (2, {"output_not_written"})
    assert desk.out.read_bytes() == b"before"
    assert len(list(desk.out.parent.iterdir())) == 2


def test_out_must_be_a_place_for_a_file(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(desk.file)
    for out, code in (
        (desk.file, "output_is_input"),
        (tmp_path / "link", "output_is_input"),
        (tmp_path, "output_not_written"),
        (tmp_path / "no" / "such" / "folder", "output_not_written"),
        (Path("/dev/null"), "output_not_written"),
    ):
        desk.out = out
        refused = desk.sign("supplier")
        assert (refused.status, refused.codes) == (2, {code})
    assert desk.file.read_bytes() == CONTENT


def test_what_is_signed_must_be_a_file(desk: Desk, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, code in (
        (tmp_path / "nothing", "file_missing"),
        (tmp_path, "not_a_file"),
        (tmp_path / "pipe", "not_a_file"),
    ):
        desk.file = path
        refused = desk.sign("supplier")
        assert (refused.status, refused.codes) == (2, {code})


def test_a_link_at_out_is_followed(desk: Desk, tmp_path: Path) -> None:
    desk.out.symlink_to(tmp_path / "target")
    assert desk.sign("supplier").status == 0
    assert desk.out.is_symlink()
    assert (tmp_path / "target").stat().st_size > 1000


def test_other_files_are_no_signatures(commands: Commands, sample: Sample, tmp_path: Path) -> None:
    for content in (b"", CONTENT, (sample("supplier") / "signCert.der").read_bytes()):
        (tmp_path / "file").write_bytes(content)
        damaged = commands.json("verify", tmp_path / "file")
        assert (damaged.status, damaged.codes) == (1, {"cms_damaged"})
    for options in ((tmp_path / "none",), (tmp_path / "file", "--content", tmp_path / "none")):
        missing = commands.json("verify", *options)
        assert (missing.status, missing.codes) == (2, {"file_missing"})


def test_a_time_stamp_from_the_command_line(
    desk: Desk, authority: Authority, stamping: str
) -> None:
    trusting = ("--trust", authority.root, "--revocation", "prefer")
    assert desk.sign("supplier", "--timestamp", stamping, *map(str, trusting)).status == 0
    assert desk.openssl_verify() == CONTENT
    verified = desk.verify(*trusting)
    stamp = verified.data["timestamp"]
    assert (verified.status, stamp["validity"]) == (0, "valid"), verified.out
    lines = desk.commands("verify", desk.out, *desk.trusting, *trusting).out
    assert "시점확인: " in lines


def test_without_a_time_stamp_nothing_is_written_unless_that_is_wanted(desk: Desk) -> None:
    dead = ("--timestamp", "http://127.0.0.1:9/")
    failed = desk.sign("supplier", *dead)
    assert (failed.status, failed.data["signed"]) == (4, False)
    assert failed.codes == {"unreachable", "timestamp_missing"}
    assert not desk.out.exists()
    signed = desk.sign("supplier", *dead, "--allow-unstamped")
    assert (signed.status, signed.codes) == (0, {"unreachable", "timestamp_missing"})
    assert desk.verify().data["timestamp"] is None


def test_the_servers_of_the_settings_are_asked_in_turn(
    desk: Desk, stamping: str, tmp_path: Path
) -> None:
    assert desk.sign("supplier", "--timestamp").codes == {"no_timestamp_servers"}
    settings = Settings(data_folder() / USER_FILE, tmp_path / "none.json")
    settings.set("timestamp_servers", f"http://127.0.0.1:9/ {stamping}")
    signed = desk.sign("supplier", "--timestamp")
    assert (signed.status, signed.codes) == (0, {"unreachable", "timestamp_unproved"})
    assert desk.verify().data["timestamp"]["time"]


def test_time_goes_on_and_the_stamped_time_stays(
    desk: Desk, authority: Authority, stamping: str
) -> None:
    trusting = ("--trust", str(authority.root), "--revocation", "off")
    assert desk.sign("supplier", "--timestamp", stamping, *trusting).status == 0
    assert desk.verify(*trusting, "--at", "2045-01-01").status == 0
    assert desk.verify(*trusting, "--at", "2001-01-01").status == 1
    assert desk.sign("supplier", "--force").status == 0
    assert desk.verify(*trusting, "--at", "2045-01-01").codes >= {"certificate_expired"}


def test_a_stamp_of_another_time_is_not_taken(
    desk: Desk, authority: Authority, stamping: str
) -> None:
    trusting = ("--trust", str(authority.root), "--revocation", "off")
    with time_machine.travel(datetime.now(UTC) - timedelta(hours=1)):
        refused = desk.sign("supplier", "--timestamp", stamping, *trusting)
    assert (refused.status, refused.data["signed"]) == (4, False)
    assert refused.codes >= {"timestamp_unusable", "timestamp_missing"}
    assert not desk.out.exists()


def test_one_more_signature_is_added(desk: Desk) -> None:
    desk.sign("supplier")
    desk.file = desk.out.rename(desk.out.with_suffix(".one"))
    assert desk.sign("supplier_pbes1", "--add").status == 0
    assert desk.openssl_verify() == CONTENT
    verified = desk.verify()
    assert verified.status == 0
    assert [one["validity"] for one in verified.data["signers"]] == ["valid", "valid"]
    names = {one["signer"]["serial"] for one in verified.data["signers"]}
    assert len(names) == 2


def test_a_bare_signature_for_old_services(desk: Desk) -> None:
    assert desk.sign("supplier", "--bare").status == 0
    command = ["openssl", "cms", "-verify", "-binary", "-purpose", "any", "-inform", "DER"]
    files = ["-in", str(desk.out), "-CAfile", str(desk.practice.root)]
    done = subprocess.run([*command, *files], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, CONTENT)
    verified = desk.verify()
    assert (verified.status, verified.codes) == (0, {"signed_attributes_missing"})
    assert desk.sign("supplier", "--bare", "--detached", "--force").status == 0
    assert desk.verify("--content", desk.file).status == 0


def test_what_could_pass_for_signed_attributes_is_not_signed_bare(desk: Desk) -> None:
    desk.sign("supplier")
    info = asn1_cms.ContentInfo.load(desk.out.read_bytes())
    (signer,) = info["content"]["signer_infos"]
    desk.file.write_bytes(encode(SET, signer["signed_attrs"].contents))
    refused = desk.sign("supplier", "--bare", "--force")
    assert (refused.status, refused.codes) == (1, {"content_may_be_attributes"})
