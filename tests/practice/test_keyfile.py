"""The key files open in programs that share no code with their writer."""

import hashlib
import re
import warnings
from pathlib import Path

import pytest

from practice.authority import virtual_id
from practice.pki import PASSWORD, Practice
from practice.samples import SAMPLES, SIGN_FILES
from tests.practice import oracle

OUTER_ALGORITHMS = {
    "supplier": "PBES2",
    "supplier_pbes1": "1.2.410.200004.1.15",
    "supplier_old_container": "seed-cbc",
    "folder_starts_with_ou": "PBES2",
}


@pytest.mark.parametrize(("name", "algorithm"), OUTER_ALGORITHMS.items())
def test_each_container_says_what_it_is(practice_pki: Practice, name: str, algorithm: str) -> None:
    key = practice_pki.sample(name).path / "signPri.key"
    structure = oracle.openssl("asn1parse", "-inform", "der", "-in", key).decode()
    first = re.search(r"OBJECT +:(\S+)", structure)
    assert first is not None
    assert first[1] == algorithm


@pytest.mark.parametrize("name", ["supplier", "folder_starts_with_ou"])
@pytest.mark.parametrize("kind", ["sign", "km"])
def test_pbes2_keys_open_in_openssl(
    practice_pki: Practice, tmp_path: Path, name: str, kind: str
) -> None:
    folder = practice_pki.sample(name).path
    password = tmp_path / "password"
    password.write_text(PASSWORD)
    opened = oracle.openssl(
        *("pkcs8", *oracle.PROVIDERS, "-inform", "der", "-in", folder / f"{kind}Pri.key"),
        *("-passin", f"file:{password}"),
    )
    modulus = oracle.modulus_of_certificate(folder / f"{kind}Cert.der")
    assert oracle.modulus_of_key(opened) == modulus


@pytest.mark.parametrize("name", ["supplier", "supplier_pbes1", "supplier_old_container"])
def test_keys_open_in_another_npki_program(practice_pki: Practice, name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pypinksign import PinkSign

        certificate, key = (practice_pki.sample(name).path / file for file in SIGN_FILES)
        opened = PinkSign(str(certificate), None, str(key), prikey_password=PASSWORD.encode())
    assert opened.verify(opened.sign(b"content"), b"content")


def test_r_in_the_key_gives_the_vid_in_the_certificate(
    practice_pki: Practice, tmp_path: Path
) -> None:
    sample = practice_pki.sample("supplier_old_container")
    structure = oracle.openssl("asn1parse", "-inform", "der", "-in", sample.path / "signPri.key")
    salt, data = (bytes.fromhex(x) for x in re.findall(r"DUMP\]:(\w+)", structure.decode()))
    key = PASSWORD.encode() + salt
    for _ in range(2048):
        key = hashlib.sha1(key).digest()  # noqa: S324 - the container fixes it
    plain = oracle.openssl(
        *("enc", "-d", "-seed-cbc", *oracle.PROVIDERS),
        *("-K", key[:16].hex(), "-iv", b"0123456789012345".hex()),
        data=data,
    )
    modulus = oracle.modulus_of_certificate(sample.path / "signCert.der")
    assert oracle.openssl("rsa", "-inform", "der", "-noout", "-modulus", data=plain) == modulus
    attributes = oracle.openssl("asn1parse", "-inform", "der", "-dump", data=plain).decode()
    assert re.search(r"cont \[ 0 \]", attributes)
    assert "OBJECT            :1.2.410.200004.10.1.1.3" in attributes
    random = plain[-20:]
    assert plain[-23:-20] == b"\x03\x15\x00"  # BIT STRING of 20 bytes, no unused bits
    vid = virtual_id(sample.business_number, random)
    assert vid in (sample.path / "signCert.der").read_bytes()


def modulus_of_sign_key(practice: Practice, name: str, into: Path) -> bytes:
    password = into / "password"
    password.write_text(PASSWORD)
    key = practice.sample(name).path / "signPri.key"
    opened = oracle.openssl(
        *("pkcs8", *oracle.PROVIDERS, "-inform", "der", "-in", key),
        *("-passin", f"file:{password}"),
    )
    return oracle.modulus_of_key(opened)


def test_the_foreign_key_belongs_to_another_certificate(
    practice_pki: Practice, tmp_path: Path
) -> None:
    written = modulus_of_sign_key(practice_pki, "foreign_key", tmp_path)
    own = practice_pki.sample("foreign_key").path / "signCert.der"
    other = practice_pki.sample(SAMPLES["foreign_key"].key_of).path / "signCert.der"
    assert written != oracle.modulus_of_certificate(own)
    assert written == oracle.modulus_of_certificate(other)


@pytest.mark.parametrize(
    ("name", "file"), [("damaged_certificate", "signCert.der"), ("truncated_key", "signPri.key")]
)
def test_damaged_files_are_no_whole_structures(
    practice_pki: Practice, name: str, file: str
) -> None:
    damaged = (practice_pki.sample(name).path / file).read_bytes()
    with pytest.raises(AssertionError, match=r"(?i)error|too long"):
        oracle.openssl("asn1parse", "-inform", "der", data=damaged)


def test_empty_files_are_empty(practice_pki: Practice) -> None:
    folder = practice_pki.sample("empty_files").path
    assert [(folder / file).stat().st_size for file in SIGN_FILES] == [0, 0]
