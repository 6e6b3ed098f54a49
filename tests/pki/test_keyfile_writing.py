"""Writing key files: openssl and the practice PKI's own writer are the judges."""

import os
import warnings
from pathlib import Path

import pytest
from asn1crypto import keys

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import DamagedFile, KeyMismatch, WrongPassword
from desktop_client.pki.keyfile import (
    AES_PBES2,
    SEED_PBES2,
    Scheme,
    change_password,
    decrypt_key,
    encrypt_key,
    open_key,
    read_container,
    wipe,
)
from practice import keyfile as practice_writer
from practice.pki import Practice
from testing.pki import openssl

OLD, NEW = b"open sesame 1!", "새 비밀번호 2@".encode()
LEGACY = ("-provider", "legacy", "-provider", "default")


@pytest.fixture(scope="session")
def plain(supplier_key_file: bytes, password: bytes) -> bytes:
    """A PKCS#8 with R."""
    return bytes(decrypt_key(supplier_key_file, password)[0])


def locked(plain: bytes, container: practice_writer.Container) -> bytes:
    return practice_writer.encrypt(plain, OLD, container, iterations=2048)


def unlocked_by_openssl(data: bytes, password: bytes, folder: Path) -> bytes:
    (folder / "password").write_bytes(password + b"\n")
    command = ("pkcs8", "-inform", "DER", "-outform", "DER", "-nocrypt", "-topk8")
    opened = ("pkey", "-inform", "DER", "-passin", f"file:{folder / 'password'}", *LEGACY)
    pem = openssl.output(*opened, data=data)
    return openssl.output(*command, "-inform", "PEM", data=pem)


@pytest.mark.parametrize("container", practice_writer.Container)
def test_a_changed_password_keeps_the_container_and_every_byte_inside(
    plain: bytes, container: practice_writer.Container
) -> None:
    before = locked(plain, container)
    after = change_password(before, OLD, NEW)
    assert read_container(after).scheme == read_container(before).scheme
    assert bytes(decrypt_key(after, NEW)[0]) == plain
    with pytest.raises(WrongPassword):
        open_key(after, OLD)


@pytest.mark.parametrize("container", practice_writer.Container)
def test_what_is_written_is_what_an_npki_program_writes(
    plain: bytes, container: practice_writer.Container, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = change_password(locked(plain, container), OLD, NEW)
    again = read_container(written)
    fixed = {len(again.salt): again.salt, len(again.iv): again.iv}
    monkeypatch.setattr(os, "urandom", fixed.__getitem__)
    assert written == practice_writer.encrypt(plain, NEW, container, iterations=2048)


@pytest.mark.parametrize("scheme", [SEED_PBES2, AES_PBES2], ids=["SEED", "AES"])
def test_openssl_opens_what_is_written(plain: bytes, tmp_path: Path, scheme: Scheme) -> None:
    written = encrypt_key(plain, NEW, scheme)
    modulus = open_key(written, NEW).private_key.public_key().public_numbers().n
    opened = keys.PrivateKeyInfo.load(unlocked_by_openssl(written, NEW, tmp_path))
    assert opened["private_key"].parsed["modulus"].native == modulus


@pytest.mark.parametrize(
    "options",
    [
        ("-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA384"),
        ("-v2", "aes-256-cbc"),
        ("-v2", "des3", "-v2prf", "hmacWithSHA1"),
        ("-v2", "seed"),
        ("-v1", "PBE-SHA1-3DES"),
    ],
    ids=" ".join,
)
def test_containers_of_other_programs_are_kept(
    plain: bytes, tmp_path: Path, options: tuple[str, ...]
) -> None:
    command = ("pkcs8", "-topk8", "-inform", "DER", "-outform", "DER", *LEGACY, *options)
    before = openssl.output(*command, "-passout", f"pass:{OLD.decode()}", data=plain)
    after = change_password(before, OLD, NEW)
    assert read_container(after).scheme == read_container(before).scheme
    opened = keys.PrivateKeyInfo.load(unlocked_by_openssl(after, NEW, tmp_path))
    assert opened["private_key"].native == keys.PrivateKeyInfo.load(plain)["private_key"].native


@pytest.mark.parametrize("name", ["supplier", "supplier_pbes1", "supplier_old_container"])
def test_another_npki_program_opens_what_is_written(
    practice_pki: Practice, tmp_path: Path, password: bytes, name: str
) -> None:
    folder = practice_pki.sample(name).path
    written = tmp_path / "signPri.key"
    written.write_bytes(change_password((folder / "signPri.key").read_bytes(), password, NEW))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pypinksign import PinkSign

        certificate = str(folder / "signCert.der")
        opened = PinkSign(certificate, None, str(written), prikey_password=NEW)
    assert opened.verify(opened.sign(b"content"), b"content")


def test_few_iterations_become_more_and_many_stay(plain: bytes) -> None:
    for before, after in ((1, 2048), (5000, 5000)):
        data = practice_writer.encrypt(
            plain, OLD, practice_writer.Container.PBES1, iterations=before
        )
        changed = change_password(data, OLD, NEW)
        assert read_container(changed).scheme.iterations == after


def test_salt_and_iv_are_never_used_again(plain: bytes) -> None:
    files = [encrypt_key(plain, NEW) for _ in range(3)]
    assert len({read_container(one).salt for one in files}) == 3
    assert len({read_container(one).iv for one in files}) == 3


def test_only_the_right_key_is_written_again(practice_pki: Practice, password: bytes) -> None:
    folder = practice_pki.sample("foreign_key").path
    certificate = Certificate.from_der((folder / "signCert.der").read_bytes())
    data = (folder / "signPri.key").read_bytes()
    with pytest.raises(KeyMismatch):
        change_password(data, password, NEW, certificate)
    with pytest.raises(WrongPassword):
        change_password(data, b"wrong", NEW, certificate)
    with pytest.raises(DamagedFile):
        change_password(data[:-1], password, NEW, certificate)


def test_wiping_leaves_nothing() -> None:
    secret = bytearray(b"secret")
    wipe(secret)
    assert secret == bytes(6)
