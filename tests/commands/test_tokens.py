"""`cert tokens` and `sign --token`: each in a process of its own, with a token of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop_client import mode
from desktop_client.pki.keyfile import decrypt_key
from practice.pki import PASSWORD, Practice
from testing.pki import openssl
from testing.pki.softhsm import PIN, SoftHsm
from tests.commands.conftest import Commands, Outcome
from tests.pki.storage.test_token_drivers import pretending

Sample = Callable[[str], Path]
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="session")
def run(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs a command where one token is connected and its driver is listed."""
    folder = tmp_path_factory.mktemp("token")
    softhsm = SoftHsm(folder)
    softhsm.make("내 토큰")
    certificate = (sample("supplier") / "signCert.der").read_bytes()
    plain, _ = decrypt_key((sample("supplier") / "signPri.key").read_bytes(), PASSWORD.encode())
    softhsm.add_key("내 토큰", bytes(plain), "signkey", "A001")
    softhsm.add("내 토큰", "cert", certificate, "--id", "A001", "--label", "signcert")
    (folder / ".npki_pkcs11.cnf").write_text(f"lib={softhsm.library}\n")
    environment = {**os.environ, **softhsm.environment, "HOME": str(folder), "LANG": "ko_KR.UTF-8"}

    def running(*arguments: str | Path, typed: str = "") -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [sys.executable, "-m", "desktop_client", *arguments],
            env=environment,
            input=typed.encode(),
            capture_output=True,
            check=False,
            timeout=60,
        )

    return running


def test_tokens_are_listed_without_a_pin(run: Run) -> None:
    done = run("cert", "tokens")
    assert done.returncode == 0, done.stderr.decode()
    assert "주식회사 연습상사(Practice)0001" in done.stdout.decode()
    assert "보안토큰: 내 토큰 (" in done.stdout.decode()


def test_a_token_signs_a_file(
    run: Run, practice_pki: Practice, trusting: list[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"what is signed")
    out = tmp_path / "out.p7s"
    sign = ("sign", tmp_path / "file", "--token", "내 토큰", "--out", out, "--password-stdin")
    options = [*trusting, "--intermediate", str(practice_pki.ca), "--json"]
    wrong = run(*sign, *options, typed="wrong\n")
    assert (wrong.returncode, code(wrong)) == (1, "token_pin_wrong")
    assert not out.exists()
    signed = run(*sign, *options, typed=f"{PIN}\n")
    assert signed.returncode == 0, signed.stdout.decode()
    (tmp_path / "chain.pem").write_bytes(
        practice_pki.ca.read_bytes() + practice_pki.root.read_bytes()
    )
    content = openssl.output(
        *("cms", "-verify", "-cades", "-inform", "DER", "-in", out, "-binary"),
        *("-purpose", "any", "-CAfile", tmp_path / "chain.pem"),
    )
    assert content == b"what is signed"


def test_a_token_of_another_name_is_missing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    out = tmp_path / "out.p7s"
    refused = run("sign", tmp_path / "file", "--token", "남의 토큰", "--out", out, "--json")
    assert (refused.returncode, code(refused)) == (1, "token_missing")


def code(done: "subprocess.CompletedProcess[bytes]") -> str:
    answer: dict[str, Any] = json.loads(done.stdout)
    return str(answer["error"]["code"])


def test_without_a_driver_or_with_a_bad_one_it_is_said_so(
    commands: Commands, tmp_path: Path
) -> None:
    none = commands.json("cert", "tokens")
    assert (none.status, none.codes) == (1, {"token_driver_unusable"})
    (tmp_path / "bad.so").write_text("no library")
    bad = commands.json("cert", "tokens", "--module", tmp_path / "bad.so")
    assert bad.status == 1
    (driver,) = bad.data["drivers"]
    assert [one["code"] for one in driver["findings"]] == ["token_driver_unusable"]


@pytest.fixture
def driver(
    tmp_path: Path, practice_pki: Practice, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Path]:
    """Drivers by what they do."""
    return pretending(tmp_path, practice_pki, monkeypatch)


def sign(commands: Commands, tmp_path: Path, token: str) -> Outcome:
    """Sign with a token, without a list of revoked certificates: no PIN is ever asked for."""
    (tmp_path / "file").write_bytes(b"")
    out = tmp_path / "out.p7s"
    return commands.json("sign", tmp_path / "file", "--token", token, "--out", out)


def test_tokens_of_one_name_are_told_by_their_serial_numbers(
    commands: Commands,
    driver: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    installed = [driver("crashes"), driver("twins")]
    monkeypatch.setattr(mode, "token_drivers", lambda: installed)
    refused = sign(commands, tmp_path, "npki")
    assert refused.codes == {"token_ambiguous"}
    assert refused.data["error"]["values"] == {"choices": "npki (serial1), npki (serial2)"}
    assert not (tmp_path / "certificate.pin").exists()
    assert sign(commands, tmp_path, "serial2").data["chain"]
    assert sign(commands, tmp_path, "other").codes == {"token_missing"}


def test_a_bad_driver_is_told_beside_the_good_ones(
    commands: Commands, driver: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = [driver("crashes"), driver("bad_slots")]
    monkeypatch.setattr(mode, "token_drivers", lambda: installed)
    listed = commands.json("cert", "tokens")
    bad, mixed = listed.data["drivers"]
    assert [found["code"] for found in bad["findings"]] == ["token_driver_crashed"]
    assert [held["token"] for held in mixed["certificates"]] == ["broken", "good"]
    assert [found["code"] for found in mixed["findings"]] == ["token_failed"]


def test_where_no_driver_works_that_is_said(
    commands: Commands,
    driver: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mode, "token_drivers", lambda: [driver("crashes")])
    assert sign(commands, tmp_path, "npki").codes == {"token_driver_crashed"}
