"""`cert list`, `show`, `open`, `verify`, `identity`, as a person or a script uses them."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from practice.pki import PASSWORD, Practice
from practice.samples import SAMPLES
from tests.commands.conftest import Commands

Sample = Callable[[str], Path]


def test_every_certificate_is_listed_with_what_is_wrong(
    commands: Commands, practice_pki: Practice, sample: Sample
) -> None:
    listed = commands.json("cert", "list", "--store", practice_pki.npki)
    assert listed.status == 0
    by_folder = {one["folder"]: one for one in listed.data["certificates"]}
    assert by_folder.keys() == {str(sample(name)) for name in SAMPLES}
    supplier = by_folder[str(sample("supplier"))]
    assert supplier["certificate"]["policy"]["holder"] == "organisation"
    assert supplier["certificate"]["days_left"] in {334, 335}
    assert supplier["findings"] == []
    assert by_folder[str(sample("damaged_certificate"))]["certificate"] is None
    for name, code in (
        ("expired", "certificate_expired"),
        ("not_yet_valid", "certificate_not_yet_valid"),
        ("no_key", "key_missing"),
        ("km_only", "km_only"),
    ):
        assert [one["code"] for one in by_folder[str(sample(name))]["findings"]] == [code]


def test_without_a_store_the_npki_folders_of_the_system_are_searched(
    commands: Commands, sample: Sample, tmp_path: Path
) -> None:
    assert "찾지 못했습니다" in commands("cert", "list").out
    folder = tmp_path / "home" / "NPKI" / "practiceCA" / "USER" / sample("supplier").name
    shutil.copytree(sample("supplier"), folder)
    listed = commands("cert", "list")
    assert listed.status == 0
    assert "주식회사 연습상사(Practice)0001" in listed.out


def test_a_store_that_is_not_there_is_said_so(commands: Commands, tmp_path: Path) -> None:
    refused = commands.json("cert", "list", "--store", tmp_path / "nowhere")
    assert (refused.status, refused.codes) == (2, {"file_missing"})


def test_show_tells_people_what_they_ask(commands: Commands, sample: Sample) -> None:
    shown = commands("cert", "show", sample("supplier") / "signCert.der", "--language", "en")
    assert shown.status == 0
    assert "Real name: 주식회사 연습상사" in shown.out
    assert "Identity (VID): present" in shown.out
    assert "days left" in shown.out


def test_show_says_why_and_what_to_do(commands: Commands, sample: Sample) -> None:
    shown = commands("cert", "show", sample("expired"))
    assert shown.status == 1
    assert "[오류] 인증서의 유효기간이 지났습니다. (certificate_expired)" in shown.out
    assert "→ 인증기관에서 갱신하거나 새로 발급받으십시오." in shown.out
    days = commands.json("cert", "show", sample("expired")).data["certificate"]["days_left"]
    assert days in {-36, -35}
    assert f"{-days}일 지남" in shown.out


def test_a_name_cannot_steer_the_terminal(
    commands: Commands, sample: Sample, tmp_path: Path
) -> None:
    folder = tmp_path / "cn=\x1b[2J\u202egnp"
    shutil.copytree(sample("damaged_certificate"), folder)
    shown = commands("cert", "show", folder)
    assert "cn=\\u001b[2J\\u202egnp" in shown.out
    assert "\x1b" not in shown.out


def test_open_says_what_it_found(commands: Commands, sample: Sample) -> None:
    opened = commands.unlock("cert", "open", sample("supplier"))
    assert opened.status == 0
    assert opened.data["opened"]
    assert opened.data["random_present"]
    assert opened.data["key_bits"] == 2048


def test_open_a_key_without_r(commands: Commands, sample: Sample) -> None:
    opened = commands.unlock("cert", "open", sample("supplier") / "kmCert.der")
    assert (opened.status, opened.data["random_present"]) == (0, False)
    assert opened.codes == {"random_missing"}


@pytest.mark.parametrize(
    ("name", "password", "code"),
    [
        ("supplier", "wrong", "wrong_password"),
        ("supplier", "", "wrong_password"),
        ("foreign_key", PASSWORD, "key_mismatch"),
        ("truncated_key", PASSWORD, "key_damaged"),
        ("no_key", PASSWORD, "key_missing"),
        ("damaged_certificate", PASSWORD, "certificate_damaged"),
        ("km_only", PASSWORD, "km_only"),
    ],
)
def test_open_names_each_failure(
    commands: Commands, sample: Sample, name: str, password: str, code: str
) -> None:
    refused = commands.unlock("cert", "open", sample(name), password=password)
    assert (refused.status, refused.codes) == (1, {code})


def test_what_cannot_be_read_is_told_from_what_is_wrong(commands: Commands, tmp_path: Path) -> None:
    assert commands.json("cert", "show", tmp_path / "nothing").codes == {"file_missing"}
    assert commands.json("cert", "verify", tmp_path).codes == {"certificate_missing"}
    (tmp_path / "signCert.der").mkdir()
    refused = commands.json("cert", "verify", tmp_path)
    assert (refused.status, refused.codes) == (2, {"not_a_file"})


def test_a_good_certificate_verifies(
    commands: Commands, sample: Sample, trusting: list[str]
) -> None:
    valid = commands.json("cert", "verify", sample("supplier"), *trusting)
    assert (valid.status, valid.data["validity"], valid.codes) == (0, "valid", set())
    assert [one["holder"] for one in valid.data["chain"]][1:] == [
        "practiceCA Class 3",
        "Practice RootCA 4",
    ]


@pytest.mark.parametrize(
    ("name", "code"), [("expired", "certificate_expired"), ("revoked", "revoked")]
)
def test_a_bad_certificate_does_not(
    commands: Commands, sample: Sample, trusting: list[str], name: str, code: str
) -> None:
    invalid = commands.json("cert", "verify", sample(name), *trusting)
    assert (invalid.status, invalid.data["validity"]) == (1, "invalid")
    assert code in invalid.codes


def test_the_time_can_be_chosen(commands: Commands, sample: Sample, practice_pki: Practice) -> None:
    options = ("--trust", practice_pki.root, "--revocation", "off", "--at")
    then = (datetime.now(UTC) - timedelta(days=60)).isoformat()
    assert commands.json("cert", "verify", sample("expired"), *options, then).status == 0
    assert commands.json("cert", "verify", sample("supplier"), *options, "2020-01-31").codes >= {
        "certificate_not_yet_valid"
    }


def test_practice_certificates_are_nothing_to_the_accredited_list(
    commands: Commands, sample: Sample
) -> None:
    undecided = commands.json("cert", "verify", sample("supplier"))
    assert (undecided.status, undecided.data["validity"]) == (3, "undecided")
    assert undecided.codes == {"issuer_unknown"}


def test_without_trust_the_accredited_authorities_are_trusted(
    commands: Commands, tmp_path: Path
) -> None:
    shipped = files("resources") / "trust"
    authority = tmp_path / "authority.pem"
    authority.write_bytes((shipped / "yessignCA_Class_3.pem").read_bytes())
    options = ("--at", "2026-06-01", "--revocation", "off")
    valid = commands.json("cert", "verify", authority, *options)
    assert (valid.status, valid.data["validity"]) == (0, "valid")
    assert valid.data["chain"][-1]["holder"] == "KISA RootCA 4"


@pytest.mark.parametrize(("mode", "status"), [("require", 3), ("prefer", 0), ("off", 0)])
def test_what_a_missing_revocation_list_means_is_chosen(
    commands: Commands, sample: Sample, practice_pki: Practice, mode: str, status: int
) -> None:
    options = ("--trust", practice_pki.root, "--revocation", mode)
    verdict = commands.json("cert", "verify", sample("supplier"), *options)
    assert verdict.status == status
    expected = {"off": {"revocation_not_checked"}}.get(mode, {"revocation_unavailable"})
    assert verdict.codes == expected


def test_intermediates_may_be_named(
    commands: Commands, sample: Sample, practice_pki: Practice, tmp_path: Path
) -> None:
    (tmp_path / "alone.der").write_bytes((sample("supplier") / "signCert.der").read_bytes())
    options = ["--trust", str(practice_pki.root), "--revocation", "off"]
    alone = tmp_path / "alone.der"
    assert commands.json("cert", "verify", alone, *options).codes == {"issuer_unknown"}
    options += ["--intermediate", str(practice_pki.ca)]
    assert commands.json("cert", "verify", alone, *options).status == 0


def test_files_named_by_options_must_be_readable(
    commands: Commands, sample: Sample, practice_pki: Practice, tmp_path: Path
) -> None:
    (tmp_path / "text").write_text("no certificate")
    for option, path, code in (
        ("--trust", tmp_path / "text", "certificate_damaged"),
        ("--trust", practice_pki.ca, "trust_anchor_missing"),
        ("--intermediate", tmp_path / "none", "file_missing"),
        ("--crl", tmp_path, "not_a_file"),
    ):
        refused = commands.json("cert", "verify", sample("supplier"), option, path)
        assert (refused.status, refused.codes) == (2, {code})
        assert refused.data["error"]["subject"] == str(path)


def test_identity_is_proved_by_number_and_password(commands: Commands, sample: Sample) -> None:
    supplier = sample("supplier")
    proved = commands.unlock("cert", "identity", supplier, "--number", "111-11-11119")
    assert (proved.status, proved.data["identified"]) == (0, True)
    other = commands.unlock("cert", "identity", supplier, "--number", "2222222227")
    assert (other.status, other.codes) == (1, {"identity_mismatch"})
    wrong = commands.unlock("cert", "identity", supplier, "--number", "1111111119", password="x")
    assert (wrong.status, wrong.codes) == (1, {"wrong_password"})


def test_identity_takes_a_foreign_firms_number(commands: Commands, sample: Sample) -> None:
    other = commands.unlock("cert", "identity", sample("supplier"), "--number", "a1234567")
    assert (other.status, other.codes) == (1, {"identity_mismatch"})
    assert commands("cert", "identity", sample("supplier"), "--number", "1A").status == 2


def test_identity_needs_a_vid(commands: Commands, sample: Sample) -> None:
    refused = commands.json("cert", "identity", sample("no_vid"), "--number", "1", typed=b"")
    assert (refused.status, refused.codes) == (1, {"vid_missing"})


@pytest.mark.parametrize("number", ["FF11111119", "111.11", "１１", ""])
def test_a_number_is_digits_and_hyphens(commands: Commands, sample: Sample, number: str) -> None:
    refused = commands("cert", "identity", sample("supplier"), "--number", number)
    assert refused.status == 2
    assert "digits and hyphens only" in refused.err
