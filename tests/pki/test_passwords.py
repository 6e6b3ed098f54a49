"""The rule for new passwords, and old ones in the forms other programs gave them."""

import pytest

from desktop_client.pki.findings import PkiError, WrongPassword
from desktop_client.pki.keyfile import SEED_PBES2, decrypt_key, encrypt_key, passwords
from desktop_client.pki.keyfile.passwords import Strength

KOREAN = "연습용암호-2026"


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "password_too_short"),
        ("x", "password_too_short"),
        ("practice1", "password_too_short"),
        ("practice123", "password_too_plain"),
        ("practice-one", "password_too_plain"),
        ("1234567-890", "password_too_plain"),
        ("practice 1234", "password_too_plain"),
        ("practice-1234\\", "password_forbidden"),
        ("practice-1234'", "password_forbidden"),
        ('practice-1234"', "password_forbidden"),
        ("practice-1234|", "password_forbidden"),
        ("practice-1234", None),
        (KOREAN, None),
    ],
)
def test_new_passwords_follow_the_rule_of_the_cas(password: str, code: str | None) -> None:
    assert passwords.fault(password) == code
    assert (passwords.strength(password) is Strength.UNFIT) == (code is not None)
    if code is None:
        passwords.require_fit(password.encode())
        return
    with pytest.raises(PkiError, match=code) as refused:
        passwords.require_fit(password.encode())
    assert not refused.value.values


def test_what_other_programs_may_not_open_is_told() -> None:
    for password, hard in ((KOREAN, True), (" x", True), ("x\t", True), ("p-1 2", False)):
        assert passwords.hard_to_type(password) == hard


def test_longer_and_more_varied_is_stronger() -> None:
    assert passwords.strength("practice-1") is Strength.FAIR
    assert passwords.strength("aaaaaaaaaaaaaaaaa-1") is Strength.FAIR
    assert passwords.strength("correct-horse-2026") is Strength.GOOD


@pytest.mark.parametrize(
    "written",
    [
        KOREAN.encode(),
        KOREAN.encode("cp949"),
        KOREAN.encode().decode("latin-1").encode(),
        KOREAN.encode("cp949").decode("latin-1").encode(),
    ],
)
def test_a_korean_password_opens_keys_of_older_programs(
    supplier_key_file: bytes, password: bytes, written: bytes
) -> None:
    plain = decrypt_key(supplier_key_file, password)[0]
    made = encrypt_key(plain, written, SEED_PBES2)
    assert decrypt_key(made, KOREAN.encode())[0] == plain
    with pytest.raises(WrongPassword):
        decrypt_key(made, KOREAN[:-1].encode())


@pytest.mark.parametrize("padding", [b"\n", b"\0\0"])
def test_padding_after_a_key_file_is_passed_over(
    supplier_key_file: bytes, password: bytes, padding: bytes
) -> None:
    padded = supplier_key_file + padding
    assert decrypt_key(padded, password)[0] == decrypt_key(supplier_key_file, password)[0]
    with pytest.raises(PkiError, match="key_damaged"):
        decrypt_key(padded + b"x", password)
