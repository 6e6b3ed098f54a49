"""Our CMP client by an independent server: `openssl cmp -port`."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from testing.pki.cmp_peer import RENEWAL, REVOCATION, SECRET

ROOT = Path(__file__).resolve().parents[3]


def openssl(folder: Path, command: str) -> None:
    subprocess.run(["openssl", *command.split()], cwd=folder, capture_output=True, check=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What openssl's server answers with, made by openssl."""
    folder = tmp_path_factory.mktemp("cmp")
    openssl(folder, "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=CA")
    openssl(folder, "req -newkey rsa:2048 -nodes -keyout new.key -out new.csr -subj /CN=new")
    openssl(folder, "x509 -req -in new.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out new.pem")
    openssl(folder, "genpkey -algorithm RSA -out other.key")
    openssl(folder, "req -x509 -key other.key -out other.pem -subj /CN=CA")
    return folder


def ask(folder: Path, *more: str, secret: str = SECRET, mac: str = "PBM") -> dict[str, Any]:
    command = ["unshare", "-r", "-n", sys.executable, "-m", "testing.pki.cmp_peer"]
    done = subprocess.run(
        [*command, str(folder), secret, mac, *more],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_it_is_issued_a_certificate_and_confirms_it(folder: Path) -> None:
    assert ask(folder) == {"holders": ["new"], "others": ["CA"], "waited": []}


def test_it_waits_as_often_as_it_is_asked_to(folder: Path) -> None:
    told = ask(folder, "-poll_count", "2", "-check_after", "7")
    assert told["holders"] == ["new"]
    assert [seconds for seconds in told["waited"] if seconds] == [7]


def test_a_wrong_code_is_told_as_such(folder: Path) -> None:
    assert ask(folder, secret="another")["code"] == "issuing_code_refused"


def test_a_refusal_is_told_with_the_servers_words(folder: Path) -> None:
    told = ask(folder, "-pkistatus", "2", "-failure", "9", "-statusstring", "no way")
    assert told == {"code": "issuing_key_refused", "reason": "no way", "failure": "bad_pop"}


def test_an_unprotected_answer_is_not_believed(folder: Path) -> None:
    assert ask(folder, "-send_unprotected")["code"] == "issuing_answer_unprotected"


def test_a_certificate_for_another_key_is_not_taken(folder: Path, tmp_path: Path) -> None:
    for name in ("ca.pem", "new.pem"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    (tmp_path / "new.key").write_bytes((folder / "other.key").read_bytes())
    assert ask(tmp_path)["code"] == "issuing_another_key"


SIGNING = ("-srv_cert", "ca.pem", "-srv_key", "ca.key", "-srv_trusted", "ca.pem")


def test_a_certificate_is_renewed_by_the_old_ones_signature(folder: Path) -> None:
    assert ask(folder, *SIGNING, mac=RENEWAL) == {"holders": ["new"]}


def test_a_certificate_is_revoked_by_its_own_signature(folder: Path) -> None:
    told = ask(folder, *SIGNING, mac=REVOCATION)
    assert told == {"revoked": True}


def test_an_answer_signed_by_another_ca_is_not_believed(folder: Path) -> None:
    other = ("-srv_cert", "other.pem", "-srv_key", "other.key", "-srv_trusted", "ca.pem")
    assert ask(folder, *other, mac=REVOCATION)["code"] == "issuing_answer_unprotected"
