"""A certificate whose key is made in a security token (SoftHSM): nothing of it is on the disk."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop_client.pki import vid
from desktop_client.pki.findings import Cancelled, PkiError, TokenError
from desktop_client.pki.issuing.requests import RevocationReason
from desktop_client.pki.issuing.transaction import Transaction
from desktop_client.pki.signing.signer import SigningIdentity
from desktop_client.pki.storage.token_search import list_tokens, plugged_in
from desktop_client.pki.storage.token_writing import TokenSession, open_to_write
from desktop_client.pki.storage.tokens import Token, TokenEntry, unlock_token
from desktop_client.work import Work
from desktop_client.workflows.issuing import pending as kept
from desktop_client.workflows.issuing import token_keys
from desktop_client.workflows.issuing.issuing import Issuing, NewCertificate, Order, Renewal
from desktop_client.workflows.issuing.token_keys import label_of
from testing.pki.softhsm import PIN
from tests.workflows.issuing.conftest import CODE, NUMBER, REFERENCE, Ca
from tests.workflows.issuing.judging import is_listed_as_revoked, require_openssl_accepts
from tests.workflows.issuing.test_issuing import Cut, cutting

SECRET = PIN.encode()


@dataclass
class Desk:
    """Who issues onto a token."""

    ca: Ca
    token: Token
    place: Path
    drivers: list[Path]

    @property
    def issuing(self) -> Issuing:
        """As after a new start."""
        return Issuing(self.place, drivers=lambda _work: self.drivers)

    def order(self, code: str = CODE, pin: bytes = SECRET) -> Order:
        return Order(self.ca.url, REFERENCE, code.encode(), pin, self.token)

    def made(self) -> int:
        """How many transactions the CA has issued certificates in."""
        return len(list((self.ca.pki.folder / "issuing" / "transactions").glob("*")))

    def check(self, issued: NewCertificate, folder: Path) -> TokenEntry:
        """One whole certificate that openssl accepts; nothing else of the issuance is left."""
        entry = issued.holding
        assert isinstance(entry, TokenEntry)
        assert entry in list_tokens(*self.drivers)
        key = unlock_token(entry, SECRET)
        assert vid.matches(issued.certificate, NUMBER, key.random or b"")
        require_openssl_accepts(issued.certificate, key, self.ca, folder)
        assert self.issuing.unfinished() == []
        return entry


@pytest.fixture
def desk(ca: Ca, tmp_path: Path, token_driver: Path) -> Iterator[Desk]:
    """An issuer with the token that is empty before and after."""
    (token,) = (each for each in plugged_in([token_driver]) if each.label == "empty")
    desk = Desk(ca, token, tmp_path / "issuing", [token_driver])
    yield desk
    empty(token)


def empty(token: Token) -> None:
    """Take everything off a token, as its maker's program does."""
    import pkcs11

    library = pkcs11.lib(str(token.driver))
    with library.get_token(token_label=token.label).open(rw=True, user_pin=PIN) as session:
        for found in list(session.get_objects()):
            found.destroy()


def on_token(token: Token) -> int:
    """How many objects another program finds on it, by the PIN."""
    import pkcs11

    library = pkcs11.lib(str(token.driver))
    with library.get_token(token_label=token.label).open(user_pin=PIN) as session:
        return len(list(session.get_objects()))


def test_a_certificate_is_issued_into_a_token_renewed_and_revoked_there(
    desk: Desk, tmp_path: Path
) -> None:
    issued = desk.issuing.issue(Work(), desk.order())
    first = desk.check(issued, tmp_path)
    assert on_token(desk.token) == 5  # key pair, R, its certificate and that of the CA
    identity = SigningIdentity(
        issued.certificate, unlock_token(first, SECRET), first.ca_certificates
    )
    renewal = Renewal(desk.ca.url, identity, SECRET, desk.token)
    renewed = desk.issuing.renew(Work(), renewal)
    second = desk.check(renewed, tmp_path)
    assert second.key_id != first.key_id
    assert renewed.certificate.public_key_der != issued.certificate.public_key_der
    old = unlock_token(first, SECRET)
    assert vid.matches(issued.certificate, NUMBER, old.random or b"")
    assert desk.made() == 2
    by_itself = SigningIdentity(
        renewed.certificate, unlock_token(second, SECRET), second.ca_certificates
    )
    desk.issuing.revoke(Work(), desk.ca.url, by_itself, RevocationReason.SUPERSEDED)
    assert is_listed_as_revoked(renewed.certificate, desk.ca)
    assert not is_listed_as_revoked(issued.certificate, desk.ca)


def test_what_lies_on_the_disk_meanwhile_is_no_secret(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    cutting(Transaction, "ask_for_certificates", monkeypatch, after=False)
    with pytest.raises(Cut):
        desk.issuing.issue(Work(), desk.order())
    (pending,) = desk.issuing.unfinished()
    assert [file.name for file in pending.folder.iterdir()] == [kept.STATE]
    state = json.loads((pending.folder / kept.STATE).read_bytes())
    known = {"token": "empty", "serial": desk.token.serial, "target": "token:empty"}
    assert state.items() >= known.items()
    text = (pending.folder / kept.STATE).read_text()
    assert CODE not in text
    assert PIN not in text
    with open_to_write(desk.token, SECRET) as session:
        assert session.data(f"{label_of(pending)}-code") == CODE.encode()


@pytest.mark.parametrize(
    "where",
    [
        (Transaction, "ask_for_certificates", True),
        (TokenSession, "keep_certificate", True),
        (kept.Pending, "remove", False),
    ],
)
def test_wherever_it_breaks_off_the_same_certificate_comes_of_the_same_key(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, where: tuple[Any, str, bool]
) -> None:
    what, name, after = where
    with monkeypatch.context() as patch:
        cutting(what, name, patch, after=after)
        with pytest.raises(Cut):
            desk.issuing.issue(Work(), desk.order())
    (pending,) = desk.issuing.unfinished()
    key_id = pending.state.key_id
    with pytest.raises(TokenError, match="token_pin_wrong"):
        desk.issuing.go_on(Work(), pending, b"another")
    holding = desk.issuing.go_on(Work(), pending, SECRET).holding
    assert isinstance(holding, TokenEntry)
    assert holding.key_id.hex() == key_id
    assert desk.issuing.unfinished() == []
    assert desk.made() == 1
    assert on_token(desk.token) == 5


def test_what_was_not_whole_is_asked_for_by_nobody_and_given_up_with_all_that_was_made(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        cutting(TokenSession, "keep", patch, after=True)
        with pytest.raises(Cut):
            desk.issuing.issue(Work(), desk.order())
    (pending,) = desk.issuing.unfinished()
    with pytest.raises(TokenError, match="token_issuance_incomplete"):
        desk.issuing.go_on(Work(), pending, SECRET)
    assert desk.made() == 0
    desk.issuing.give_up(Work(), pending, SECRET)
    assert on_token(desk.token) == 0
    assert desk.issuing.unfinished() == []


@pytest.mark.parametrize("refusal", [TokenError("token_full"), Cancelled()])
def test_a_token_that_fails_on_the_way_is_left_as_it_was(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, refusal: PkiError
) -> None:
    def fail(*_: object) -> None:
        raise refusal

    with monkeypatch.context() as patch:
        patch.setattr(TokenSession, "keep", fail)
        with pytest.raises(type(refusal), match=refusal.code):
            desk.issuing.issue(Work(), desk.order())
    assert on_token(desk.token) == 0
    assert desk.issuing.unfinished() == []


def test_a_wrong_pin_begins_nothing(desk: Desk) -> None:
    with pytest.raises(TokenError, match="token_pin_wrong"):
        desk.issuing.issue(Work(), desk.order(pin=b"wrong"))
    assert desk.issuing.unfinished() == []
    assert on_token(desk.token) == 0


def test_a_refused_code_leaves_nothing_on_the_token(desk: Desk) -> None:
    with pytest.raises(PkiError, match="issuing_code_refused"):
        desk.issuing.issue(Work(), desk.order("000-000"))
    assert desk.issuing.unfinished() == []
    assert on_token(desk.token) == 0


def test_a_token_pulled_out_half_way_is_gone_on_with_or_given_up_without_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pulled(*_: object) -> None:
        raise TokenError("token_missing")

    with monkeypatch.context() as patch:
        patch.setattr(token_keys, "open_token", pulled)
        with pytest.raises(TokenError, match="token_missing"):
            desk.issuing.issue(Work(), desk.order())
    (pending,) = desk.issuing.unfinished()
    drivers, desk.drivers = desk.drivers, []
    with pytest.raises(TokenError, match="token_missing"):
        desk.issuing.go_on(Work(), pending, SECRET)
    with pytest.raises(TokenError, match="token_missing"):
        desk.issuing.give_up(Work(), pending, SECRET)
    assert desk.issuing.unfinished()
    desk.drivers = drivers
    assert desk.issuing.go_on(Work(), pending, SECRET).certificate.has_vid


def test_giving_up_without_the_token_leaves_its_key_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    cutting(Issuing, "go_on", monkeypatch, after=False)
    with pytest.raises(Cut):
        desk.issuing.issue(Work(), desk.order())
    (pending,) = desk.issuing.unfinished()
    desk.issuing.give_up(Work(), pending, None)
    assert desk.issuing.unfinished() == []
    assert on_token(desk.token) == 4  # key pair, R and the code


def test_a_certificate_in_its_place_keeps_its_key_though_what_is_left_is_given_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        cutting(kept.Pending, "remove", patch, after=False)
        with pytest.raises(Cut):
            desk.issuing.issue(Work(), desk.order())
    (pending,) = desk.issuing.unfinished()
    desk.issuing.give_up(Work(), pending, SECRET)
    (entry,) = (each for each in list_tokens(*desk.drivers) if each.label == "empty")
    assert unlock_token(entry, SECRET).random is not None
    assert on_token(desk.token) == 5
