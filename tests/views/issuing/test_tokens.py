"""인증서 발급 and 갱신 with a security token (SoftHSM): the PIN in place of a password."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListWidget

from desktop_client.pki.findings import TokenError, Unreachable
from desktop_client.pki.issuing.transaction import Transaction
from desktop_client.pki.storage.token_search import list_tokens, plugged_in
from desktop_client.pki.storage.token_writing import TokenSession
from desktop_client.pki.storage.tokens import Token, TokenEntry, unlock_token
from desktop_client.views import routes
from desktop_client.views.issuing.place import PlacePage
from desktop_client.workflows.issuing import token_keys
from desktop_client.workflows.issuing.obtaining import Target
from registration.text import Text
from testing.pki.softhsm import PIN
from tests.views.issuing.conftest import Hall
from tests.views.issuing.test_issuing import refuse
from tests.workflows.issuing.test_on_token import empty, on_token

SECRET = PIN.encode()


@pytest.fixture
def token(hall: Hall, token_driver: Path) -> Iterator[Token]:
    """An empty token, plugged in."""
    hall.places.token_drivers = [token_driver]
    (token,) = (each for each in plugged_in([token_driver]) if each.label == "empty")
    yield token
    empty(token)


def choose(hall: Hall) -> None:
    """Go on with the numbers, and choose the empty token among the places."""
    hall.stage.press("issuing-next")
    places = hall.stage.find(QListWidget, "issuing-places")
    (found,) = (row for row in range(places.count()) if "empty" in places.item(row).text())
    places.setCurrentRow(found)
    assert "서명용 인증서만 저장합니다" in hall.stage.words()
    hall.stage.press("issuing-next")


def type_pin(hall: Hall, pin: str = PIN, button: str = "issuing-issue") -> None:
    hall.write("ask-pin", pin)
    hall.stage.click(button)
    # Each login starts a driver's process, and a key of a card takes its time.
    hall.stage.qtbot.waitUntil(lambda: not hall.parts.jobs.busy, timeout=120_000)
    hall.stage.settle()


def held(token: Token) -> list[TokenEntry]:
    return [each for each in list_tokens(token.driver) if each.label == token.label]


def test_a_certificate_is_issued_into_a_token_and_renewed_there(hall: Hall, token: Token) -> None:
    stage = hall.stage
    hall.enter()
    choose(hall)
    assert not stage.sees("ask-new-password")
    assert "보안토큰 empty의 비밀번호(PIN)" in stage.words()
    type_pin(hall, "wrong")
    assert "PIN" in stage.find(QLineEdit, "ask-pin").accessibleDescription()
    type_pin(hall)
    assert "인증서가 발급되어 저장되었습니다." in stage.words()
    assert stage.words().count("이상 없음") == 3
    assert hall.issued() == []
    (entry,) = held(token)
    assert f"보안토큰 empty ({token.serial})" in stage.words().replace("\u200b", "")
    stage.press("issuing-enrol")
    assert isinstance(stage.went[0], routes.Enrolment)
    stage.enter(routes.Renewal(entry))
    places = stage.find(QListWidget, "issuing-places")
    assert places.count() == 1
    stage.press("issuing-next")
    type_pin(hall)
    assert "인증서가 발급되어 저장되었습니다." in stage.words()
    new = [each for each in held(token) if each != entry]
    assert [unlock_token(each, SECRET).random is not None for each in new] == [True]


def test_what_broke_off_asks_for_the_pin_and_is_given_up_with_what_is_on_the_token(
    hall: Hall, token: Token, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = hall.stage
    with monkeypatch.context() as patch:
        patch.setattr(Transaction, "ask_for_certificates", refuse(Unreachable()))
        hall.enter()
        choose(hall)
        type_pin(hall)
    assert on_token(token) == 4  # key pair, R and the code
    hall.enter(unfinished=True)
    assert "보안토큰 empty의 비밀번호(PIN)" in stage.words()
    stage.press("issuing-give-up")
    with monkeypatch.context() as patch:
        patch.setattr(token_keys, "open_to_write", refuse(TokenError("token_missing")))
        type_pin(hall, button="issuing-give-up-yes")
    assert "연결되어 있지 않습니다" in stage.words()
    assert "보안토큰 empty에 이름이 g2b-" in stage.words()
    assert stage.sees("issuing-give-up-without")
    type_pin(hall, button="issuing-give-up-yes")
    assert "발급을 포기하고 키를 지웠습니다." in stage.words()
    assert on_token(token) == 0


def test_a_token_without_room_leads_to_another_place(
    hall: Hall, token: Token, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(TokenSession, "keep", refuse(TokenError("token_full")))
        hall.enter()
        choose(hall)
        type_pin(hall)
    assert "보안토큰에 빈 공간이 없습니다." in hall.stage.words()
    assert on_token(token) == 0
    hall.stage.press("issuing-place")
    hall.stage.find(QListWidget, "issuing-places").setCurrentRow(0)
    hall.stage.press("issuing-next")
    hall.issue()
    assert len(hall.issued()) == 1


def test_a_token_that_cannot_be_used_is_no_choice(look: None, tmp_path: Path) -> None:
    driver = tmp_path / "driver.so"
    tokens = [
        Token(driver, "short", "1", longest_key=2048),
        Token(driver, "protected", "2", longest_key=4096, write_protected=True),
        Token(driver, "old", "3", longest_key=1024),
    ]
    targets = [Target(Text(each.label, each.label), each) for each in tokens]
    page = PlacePage(targets, None, 4096, go_on=lambda: None, back=None, free_choice=False)
    shown = [page.list.item(row) for row in range(page.list.count())]
    assert [item.text() for item in shown] == [
        "short",
        "protected · 쓰기 금지",
        "old · 키를 만들 수 없음",
    ]
    assert [bool(item.flags()) for item in shown] == [True, False, False]
    (lengths,) = page.findChildren(QComboBox, "issuing-bits")
    assert lengths.count() == 1
    assert page.bits == 2048
    assert any("일련번호: 1" in each.text() for each in page.findChildren(QLabel))
    page.deleteLater()
