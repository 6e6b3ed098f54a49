"""The practice CA by an independent client: `openssl cmp`."""

import subprocess
from pathlib import Path

import pytest

from desktop_client.pki.certificate import Certificate
from tests.workflows.issuing.conftest import CODE, REFERENCE, Ca, ca, running

__all__ = ["ca", "running"]


def cmp(folder: Path, ca: Ca, *more: str) -> "subprocess.CompletedProcess[str]":
    """Ask the CA as openssl does; secrets go by a file."""
    (folder / "secret").write_text(CODE)
    command = [
        *("openssl", "cmp", "-server", ca.url, "-path", "/"),
        *("-recipient", "/CN=CA", "-unprotected_errors", *more),
    ]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, errors="replace", check=False
    )
    return subprocess.CompletedProcess(command, done.returncode, done.stdout + done.stderr)


def key(folder: Path, name: str) -> str:
    command = ["openssl", "genpkey", "-algorithm", "RSA", "-out", name]
    subprocess.run(command, cwd=folder, capture_output=True, check=True)
    return name


def by_code(reference: str = REFERENCE) -> list[str]:
    return ["-ref", reference, "-secret", "file:secret"]


def asked(folder: Path, out: str = "new.pem") -> list[str]:
    return ["-newkey", key(folder, "new.key"), "-subject", f"/CN={REFERENCE}", "-certout", out]


@pytest.fixture
def issued(tmp_path: Path, ca: Ca) -> Path:
    """A folder with new.key and the certificate openssl was issued."""
    done = cmp(tmp_path, ca, "-cmd", "ir", *by_code(), *asked(tmp_path))
    assert done.returncode == 0, done.stdout
    return tmp_path


def certificate(file: Path) -> Certificate:
    return Certificate.from_der(file.read_bytes())


def test_openssl_is_issued_a_certificate_that_openssl_finds_valid(issued: Path, ca: Ca) -> None:
    command = ["openssl", "verify", "-CAfile", str(ca.pki.root), "-untrusted", str(ca.pki.ca)]
    done = subprocess.run([*command, "new.pem"], cwd=issued, capture_output=True, check=False)
    assert done.stdout == b"new.pem: OK\n"
    assert certificate(issued / "new.pem").holder.startswith("연습군청")


def test_openssl_waits_when_it_is_asked_to(tmp_path: Path, ca: Ca) -> None:
    ca.give("8222", waits=1)
    done = cmp(tmp_path, ca, "-cmd", "ir", *by_code("8222"), *asked(tmp_path))
    assert done.returncode == 0, done.stdout


def test_openssl_is_told_that_the_code_is_wrong(tmp_path: Path, ca: Ca) -> None:
    done = cmp(tmp_path, ca, "-cmd", "ir", *by_code("0000"), *asked(tmp_path))
    assert done.returncode != 0
    assert "reference number or code not accepted" in done.stdout


def test_openssl_renews_and_revokes_what_it_was_issued(issued: Path, ca: Ca) -> None:
    old = ["-cert", "new.pem", "-key", "new.key", "-untrusted", str(ca.pki.ca)]
    trust = ["-trusted", str(ca.pki.root)]
    renewal = ["-newkey", key(issued, "renewed.key"), "-certout", "renewed.pem"]
    done = cmp(issued, ca, "-cmd", "kur", *old, *trust, *renewal)
    assert done.returncode == 0, done.stdout
    renewed = certificate(issued / "renewed.pem")
    assert renewed.subject == certificate(issued / "new.pem").subject
    gone = ["-oldcert", "new.pem", "-revreason", "1"]
    done = cmp(issued, ca, "-cmd", "rr", *old, *trust, *gone)
    assert done.returncode == 0, done.stdout
    listed = subprocess.run(
        ["openssl", "crl", "-inform", "DER", "-in", str(ca.pki.crls[0]), "-noout", "-text"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert f"{certificate(issued / 'new.pem').serial:X}" in listed
    done = cmp(issued, ca, "-cmd", "kur", *old, *trust, *renewal)
    assert done.returncode != 0
    assert "revoked" in done.stdout


def test_openssl_needs_no_confirmation_where_it_asks_for_none(tmp_path: Path, ca: Ca) -> None:
    done = cmp(tmp_path, ca, "-cmd", "ir", *by_code(), *asked(tmp_path), "-implicit_confirm")
    assert done.returncode == 0, done.stdout
    assert "CERTCONF" not in done.stdout


def test_openssl_is_told_that_the_code_was_used(issued: Path, ca: Ca) -> None:
    again = cmp(issued, ca, "-cmd", "ir", *by_code(), *asked(issued, "again.pem"))
    assert again.returncode != 0
    assert "the code was used already" in again.stdout


def test_openssl_asks_for_the_cas_parameters(tmp_path: Path, ca: Ca) -> None:
    asking = ["-cmd", "genm", "-infotype", "caProtEncCert"]
    done = cmp(tmp_path, ca, *asking, *by_code())
    assert done.returncode == 0, done.stdout
