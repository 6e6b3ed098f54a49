"""Keys made in a security token, by SoftHSM: they never leave it, and all goes again by the PIN."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pkcs11
import pytest
from pkcs11 import Attribute, ObjectClass, TokenFlag, exceptions

from desktop_client.finding_texts import FINDING_TEXTS
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import TokenError
from desktop_client.pki.judging.trust import read_certificates
from desktop_client.pki.keyfile import OpenedKey
from desktop_client.pki.storage import token_objects, token_process, token_worker
from desktop_client.pki.storage.token_search import list_tokens, plugged_in
from desktop_client.pki.storage.token_writing import (
    DataObject,
    TokenSession,
    open_to_write,
    random_object,
)
from desktop_client.pki.storage.tokens import Token, open_token
from practice.pki import Practice
from testing.pki import openssl
from testing.pki.softhsm import PIN

SECRET, KEY_ID, LABEL, R = PIN.encode(), b"\x17\x42", "g2b-test", bytes(range(20))


@pytest.fixture(scope="module")
def token(token_driver: Path) -> Token:
    (token,) = (each for each in plugged_in([token_driver]) if each.label == "empty")
    return token


@pytest.fixture(scope="module")
def made(token: Token) -> Iterator[Token]:
    """The token with a key and R on it; afterwards it is empty again."""
    with open_to_write(token, SECRET) as session:
        session.make_key(KEY_ID, LABEL, 2048)
        session.keep(random_object(LABEL, R), DataObject("code", b"481-902"))
    yield token
    with open_to_write(token, SECRET) as session:
        session.remove("code", LABEL, key_id=KEY_ID)
        assert session.data(LABEL) is None
    with pytest.raises(TokenError, match="token_key_missing"):
        open_token(token.entry(KEY_ID), SECRET)
    assert objects(token) == []


def objects(token: Token, pin: str | None = PIN) -> list[dict[Any, Any]]:
    """What another program sees on the token."""
    library = pkcs11.lib(str(token.driver))
    with library.get_token(token_label=token.label).open(user_pin=pin) as session:
        wanted = [Attribute.CLASS, Attribute.LABEL]
        return [found.get_attributes(wanted) for found in session.get_objects()]


def test_every_token_is_told_with_what_it_can_make(token_driver: Path) -> None:
    tokens = {each.label: each for each in plugged_in([token_driver])}
    assert sorted(tokens) == ["empty", "npki", "odd"]
    assert all(each.longest_key >= 4096 and not each.write_protected for each in tokens.values())


def test_a_key_made_in_the_token_signs_and_is_given_out_to_nobody(
    made: Token, tmp_path: Path
) -> None:
    with open_token(made.entry(KEY_ID), SECRET) as key:
        signature, public = key.sign(b"content"), key.public_key_der
        assert key.random == R
    (tmp_path / "public").write_bytes(public)
    (tmp_path / "signature").write_bytes(signature)
    verify = ("dgst", "-sha256", "-verify", tmp_path / "public", "-keyform", "DER")
    told = openssl.output(*verify, "-signature", tmp_path / "signature", data=b"content")
    assert told == b"Verified OK\n"
    library = pkcs11.lib(str(made.driver))
    with library.get_token(token_label=made.label).open(user_pin=PIN) as session:
        (held,) = session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})
        assert held[Attribute.SENSITIVE]
        assert not held[Attribute.EXTRACTABLE]
        with pytest.raises(exceptions.AttributeSensitive):
            held[Attribute.PRIVATE_EXPONENT]


def test_what_is_kept_is_read_with_the_pin_alone(made: Token) -> None:
    kinds = [each[Attribute.CLASS] for each in objects(made, pin=None)]
    assert kinds == [ObjectClass.PUBLIC_KEY]
    with open_to_write(made, SECRET) as session:
        assert session.data("code") == b"481-902"
        assert session.data("another") is None


def test_a_certificate_is_put_beside_its_key_once(
    made: Token, supplier_certificate: Certificate, practice_pki: Practice
) -> None:
    (issuer,) = read_certificates(practice_pki.ca)
    with open_to_write(made, SECRET) as session:
        for _ in range(2):
            session.keep_certificate(LABEL, KEY_ID, supplier_certificate)
            session.keep_certificate("CA", b"", issuer)
    (entry,) = (each for each in list_tokens(made.driver) if each.label == made.label)
    assert (entry.certificate, entry.key_id) == (supplier_certificate, KEY_ID)
    assert entry.ca_certificates == (issuer,)
    library = pkcs11.lib(str(made.driver))
    with library.get_token(token_label=made.label).open(rw=True, user_pin=PIN) as session:
        kept = list(session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}))
        assert len(kept) == 2
        for each in kept:
            each.destroy()


def test_another_r_on_the_token_does_not_hide_that_of_a_key_with_another_label(
    token_driver: Path, supplier_key: OpenedKey
) -> None:
    (token,) = (each for each in plugged_in([token_driver]) if each.label == "npki")
    with open_to_write(token, SECRET) as session:
        session.make_key(KEY_ID, LABEL, 2048)
        session.keep(random_object(LABEL, R))
    try:
        with open_token(token.entry(bytes.fromhex("A001")), SECRET) as old:
            assert old.random == supplier_key.random
        with open_token(token.entry(KEY_ID), SECRET) as new:
            assert new.random == R
    finally:
        with open_to_write(token, SECRET) as session:
            session.remove(LABEL, key_id=KEY_ID)


def test_a_length_that_the_token_does_not_make_is_told(token: Token) -> None:
    with (
        open_to_write(token, SECRET) as session,
        pytest.raises(TokenError, match="token_key_not_made"),
    ):
        session.make_key(b"long", "long", 1 << 20)


def test_a_session_that_may_only_read_is_told(token: Token) -> None:
    session = pkcs11.lib(str(token.driver)).get_token(token_label=token.label).open(user_pin=PIN)
    with session, pytest.raises(exceptions.SessionReadOnly):
        token_objects.keep(
            session, {"kind": "data", "label": "x", "value": "00", "is_random": False}
        )


def test_a_token_that_is_not_there_is_told(token: Token) -> None:
    with pytest.raises(TokenError, match="token_missing"):
        open_to_write(replace(token, serial="0"), SECRET)
    with open_to_write(token, SECRET) as session:
        assert isinstance(session, TokenSession)


@pytest.mark.parametrize(
    ("flags", "code"),
    [
        (TokenFlag(0), "token_pin_wrong"),
        (TokenFlag.USER_PIN_COUNT_LOW, "token_pin_wrong"),
        (TokenFlag.USER_PIN_FINAL_TRY, "token_pin_last_try"),
        (TokenFlag.USER_PIN_LOCKED, "token_pin_locked"),
    ],
)
def test_a_wrong_pin_is_told_with_what_the_token_says_of_the_tries_left(
    flags: TokenFlag, code: str
) -> None:
    class Wrong:
        slot = SimpleNamespace(get_token=lambda: SimpleNamespace(flags=flags))

        def open(self, **_: object) -> None:
            raise exceptions.PinIncorrect

    with pytest.raises(Exception, match=r"^$") as refused:
        token_worker._logged_in(Wrong(), "0000", writing=True)
    assert token_process.refusal(type(refused.value).__name__).code == code


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (exceptions.DeviceMemory, "token_full"),
        (exceptions.TokenWriteProtected, "token_read_only"),
        (exceptions.SessionReadOnly, "token_read_only"),
        (token_objects.KeyUnsafe, "token_key_unsafe"),
    ],
)
def test_every_refusal_to_write_has_words_of_its_own(error: type[Exception], code: str) -> None:
    assert token_process.refusal(error.__name__).code == code
    assert FINDING_TEXTS[code].next


def test_a_key_that_the_token_would_give_out_is_refused() -> None:
    key = {Attribute.MODULUS: b"\xff" * 256, Attribute.SENSITIVE: True, Attribute.EXTRACTABLE: True}
    slot = SimpleNamespace(get_mechanism_info=lambda _: SimpleNamespace(max_key_length=4096))
    token = SimpleNamespace(slot=slot)
    session = SimpleNamespace(token=token, generate_keypair=lambda *_, **__: (None, key))
    with pytest.raises(token_objects.KeyUnsafe):
        token_objects.make_key(session, KEY_ID, LABEL, 2048)
