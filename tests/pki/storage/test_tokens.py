"""Security tokens, by SoftHSM: what is on them, what they sign, what they refuse."""

from dataclasses import replace
from pathlib import Path

import pkcs11
import pytest
from pkcs11 import exceptions

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import KeyMismatch, TokenError
from desktop_client.pki.keyfile import OpenedKey
from desktop_client.pki.signing import cms, cms_verify
from desktop_client.pki.signing.signer import SigningIdentity
from desktop_client.pki.storage import token_objects, token_process
from desktop_client.pki.storage.store import load
from desktop_client.pki.storage.token_drivers import MAX_LIST_BYTES, read_list, token_drivers
from desktop_client.pki.storage.token_search import list_tokens
from desktop_client.pki.storage.tokens import TokenEntry, open_token
from practice.pki import Practice
from testing.pki import openssl
from testing.pki.softhsm import PIN

SECRET = PIN.encode()
CONTENT = b"what is signed"
RANDOM_OID = "1.2.410.200004.10.1.1.3"


@pytest.fixture(scope="session")
def entries(token_driver: Path) -> list[TokenEntry]:
    return list_tokens(token_driver)


@pytest.fixture
def good(entries: list[TokenEntry]) -> TokenEntry:
    (entry,) = (one for one in entries if one.label == "npki")
    return entry


def test_certificates_are_listed_without_login(
    entries: list[TokenEntry], supplier_certificate: Certificate, good: TokenEntry
) -> None:
    assert sorted(one.label for one in entries) == ["npki", "odd", "odd"]
    assert good.certificate == supplier_certificate
    assert [one.holder for one in good.ca_certificates] == ["practiceCA Class 3"]
    assert good.serial
    assert good.key_id == bytes.fromhex("A001")


def test_a_token_signs_what_openssl_verifies(
    good: TokenEntry, practice_pki: Practice, tmp_path: Path
) -> None:
    assert good.certificate is not None
    with open_token(good, SECRET) as key:
        signature = cms.sign(CONTENT, SigningIdentity(good.certificate, key, good.ca_certificates))
    chain = practice_pki.ca.read_bytes() + practice_pki.root.read_bytes()
    (tmp_path / "chain.pem").write_bytes(chain)
    content = openssl.output(
        *("cms", "-verify", "-cades", "-inform", "DER", "-binary", "-purpose", "any"),
        *("-CAfile", tmp_path / "chain.pem"),
        data=signature,
    )
    assert content == CONTENT
    assert not [one for one in cms_verify.verify(signature).findings if one.severity == "error"]


def test_token_and_file_make_the_same_signature(good: TokenEntry, supplier_key: OpenedKey) -> None:
    with open_token(good, SECRET) as key:
        assert key.sign(CONTENT) == supplier_key.sign(CONTENT)


def test_a_token_that_cannot_hash_is_given_the_digest_info(supplier_key: OpenedKey) -> None:
    token = _WithoutHash(supplier_key)
    assert token_objects.signature_of(token, token, CONTENT) == supplier_key.sign(CONTENT)
    assert token.used == [pkcs11.Mechanism.RSA_PKCS]


class _WithoutHash:
    """A session and key whose token only knows RSA_PKCS."""

    def __init__(self, key: OpenedKey) -> None:
        self._numbers = key.private_key.private_numbers()
        self.token = self.slot = self
        self.used: list[pkcs11.Mechanism] = []

    def get_mechanisms(self) -> set[pkcs11.Mechanism]:
        return {pkcs11.Mechanism.RSA_PKCS}

    def sign(self, data: bytes, mechanism: pkcs11.Mechanism) -> bytes:
        self.used.append(mechanism)
        n = self._numbers.public_numbers.n
        size = (n.bit_length() + 7) // 8
        padded = b"\0\1" + b"\xff" * (size - len(data) - 3) + b"\0" + data
        return pow(int.from_bytes(padded), self._numbers.d, n).to_bytes(size)


def test_r_comes_from_the_data_object(good: TokenEntry, supplier_key: OpenedKey) -> None:
    with open_token(good, SECRET) as key:
        assert key.random == supplier_key.random


def test_a_key_is_found_by_its_modulus_too(
    entries: list[TokenEntry], supplier_certificate: Certificate
) -> None:
    (entry,) = (one for one in entries if one.key_id == bytes.fromhex("B003"))
    with open_token(entry, SECRET) as key:
        assert cms.sign(CONTENT, SigningIdentity(supplier_certificate, key))
        assert key.random is None


def test_a_certificate_without_its_key_says_so_and_logs_out(
    entries: list[TokenEntry],
) -> None:
    (entry,) = (one for one in entries if one.key_id == bytes.fromhex("B002"))
    for _ in range(2):
        with pytest.raises(TokenError, match="token_key_missing"):
            open_token(entry, SECRET)


def test_the_key_of_another_certificate_is_noticed(
    good: TokenEntry, practice_pki: Practice
) -> None:
    other = load(practice_pki.sample("other_number").path).certificate
    assert other is not None
    with open_token(good, SECRET) as key, pytest.raises(KeyMismatch):
        cms.sign(CONTENT, SigningIdentity(other, key))


@pytest.mark.parametrize("pin", [b"wrong", b"", b"1", b"1" * 300, b"\xff\xfe"])
def test_a_wrong_pin_is_called_so(good: TokenEntry, pin: bytes) -> None:
    with pytest.raises(TokenError, match="token_pin_wrong") as refused:
        open_token(good, pin)
    assert refused.value.values == {}
    open_token(good, SECRET).close()


def test_a_token_that_is_not_there_is_called_so(good: TokenEntry) -> None:
    for gone in (replace(good, serial="0"), replace(good, label="another")):
        with pytest.raises(TokenError, match="token_missing"):
            open_token(gone, SECRET)


def test_what_is_no_driver_is_called_so(tmp_path: Path) -> None:
    (tmp_path / "text.so").write_text("no library")
    for path in (tmp_path / "none.so", tmp_path / "text.so", tmp_path):
        (entry,) = list_tokens(path)
        assert entry.is_driver
        assert [found.code for found in entry.findings] == ["token_driver_unusable"]


def test_closing_twice_or_without_a_token_is_no_error(good: TokenEntry) -> None:
    key = open_token(good, SECRET)
    key.close()
    key.close()
    with pytest.raises(TokenError):
        key.sign(CONTENT)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (exceptions.PinLocked, "token_pin_locked"),
        (exceptions.PinIncorrect, "token_pin_wrong"),
        (exceptions.DeviceRemoved, "token_missing"),
        (exceptions.UserAlreadyLoggedIn, "token_in_use"),
        (exceptions.AnotherUserAlreadyLoggedIn, "token_in_use"),
        (exceptions.PinExpired, "token_failed"),
        (exceptions.DeviceError, "token_failed"),
    ],
)
def test_every_refusal_of_a_token_has_its_answer(error: type[Exception], code: str) -> None:
    refused = token_process.refusal(error.__name__)
    assert refused.code == code
    if code == "token_failed":
        assert refused.values == {"error": error.__name__}


def test_drivers_are_found_in_the_lists(tmp_path: Path, token_driver: Path) -> None:
    (tmp_path / ".npki_pkcs11.cnf").write_text(
        f"# a comment naming /x/old.so\n[token]\nname=Token\ndll={token_driver}\n\n"
        f'driver = "{token_driver}"\nother=/nowhere/lib.so\n'
    )
    assert token_drivers("linux", tmp_path, {}) == [token_driver]
    assert token_drivers("linux", tmp_path / "nowhere", {}) == []


def test_windows_lists_lie_in_the_system_folder(tmp_path: Path) -> None:
    system = tmp_path / "Windows" / "System32"
    system.mkdir(parents=True)
    (system / "maker.dll").write_bytes(b"")
    (system / "npki_pkcs11.cnf").write_bytes("[보안토큰]\r\nfile=maker.dll\r\n".encode("cp949"))
    environ = {"SystemRoot": str(tmp_path / "Windows")}
    assert token_drivers("win32", tmp_path, environ) == [system / "maker.dll"]


def test_a_long_line_is_read_as_quickly_as_any() -> None:
    assert read_list("a" * MAX_LIST_BYTES, Path("/etc")) == []
    assert len(read_list("a.so" * 10 + ".so x.so", Path("/etc"))) == 2


def test_paths_are_found_however_they_are_written() -> None:
    text = (
        "# /old/a.so\n; /old/b.so\na=C:\\Program Files\\Maker\\p11.dll\n"
        '"/opt/x/lib.so.2.1"|x\n/usr/lib/a.dylib;b.socket'
    )
    found = [str(path) for path in read_list(text, Path("/etc"))]
    assert found[1:] == ["/opt/x/lib.so.2.1", "/usr/lib/a.dylib"]
    assert found[0].endswith("C:\\Program Files\\Maker\\p11.dll")
