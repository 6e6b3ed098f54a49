"""Looking up by numbers as people type and paste them."""

from typing import Any
from unittest.mock import DEFAULT, create_autospec

import pytest

from desktop_client.api import ServiceClient
from desktop_client.drafts import DraftStore
from desktop_client.errors import ClientError, ServiceRefused
from desktop_client.work import Work
from desktop_client.workflows.following import Following
from desktop_client.workflows.mode import Mode
from registration.wire import Lookup

CODE = "2026000001-ABCDEFGHIJKLMNOP"


class Asked:
    """A service that notes what it is asked, and finds it or not."""

    def __init__(self, refuses: str | None = None) -> None:
        self.refuses = refuses
        self.questions: list[Any] = []
        self.service = create_autospec(ServiceClient, instance=True)
        self.service.lookup.side_effect = self.service.paper.side_effect = self._note

    def _note(self, _work: Work, asked: Any) -> Any:
        self.questions.append(asked)
        if self.refuses:
            raise ServiceRefused(self.refuses)
        return DEFAULT


def following(asked: Asked) -> Following:
    mode = create_autospec(Mode, instance=True)
    mode.service.return_value = asked.service
    return Following(create_autospec(DraftStore, instance=True), mode, lambda: None)


@pytest.mark.parametrize(
    ("number", "key", "asked"),
    [
        ("2026000001", "111-11-11119", ("2026000001", "1111111119")),
        (" 2026-000001 ", "１１１－１１－１１１１９", ("2026000001", "1111111119")),
        ("２０２６０００００１", "b552 461", ("2026000001", "B552461")),
        ("2026000001", "f123456789", ("2026000001", "F123456789")),
    ],
)
def test_numbers_are_taken_as_people_type_them(
    number: str, key: str, asked: tuple[str, str]
) -> None:
    service = Asked()
    following(service).lookup(Work(), number, key)
    assert service.questions == [Lookup(receipt_number=asked[0], key=asked[1])]


@pytest.mark.parametrize(
    ("number", "key"), [("1", "1111111119"), ("2026000001", ""), ("2026000001", "가나다라마바사")]
)
def test_what_is_no_number_is_not_asked(number: str, key: str) -> None:
    service = Asked()
    with pytest.raises(ClientError, match="lookup_unreadable"):
        following(service).lookup(Work(), number, key)
    assert service.questions == []


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        f"  {CODE}\n",
        CODE.replace("-", " – "),
        CODE.replace("-", ""),
        f"https://service.example.kr/v1/papers/{CODE}",
        f"http://127.0.0.1:8443/v1/papers/{CODE}",
    ],
)
def test_a_code_is_taken_as_it_is_printed_or_scanned(typed: str) -> None:
    service = Asked()
    following(service).paper(Work(), typed)
    assert service.questions == [CODE]


@pytest.mark.parametrize(
    "typed", ["", "2026000001", CODE + "A", CODE[:-1] + "1", f"../{CODE}/x", "ftp://x/" + CODE]
)
def test_what_is_no_code_is_not_asked(typed: str) -> None:
    service = Asked()
    with pytest.raises(ClientError, match="paper_code_unreadable"):
        following(service).paper(Work(), typed)
    assert service.questions == []


def test_what_is_not_there_is_told_by_what_was_asked() -> None:
    service = Asked("not_found")
    with pytest.raises(ClientError, match="lookup_not_found"):
        following(service).lookup(Work(), "2026000001", "1111111119")
    with pytest.raises(ClientError, match="paper_not_found"):
        following(service).paper(Work(), CODE)
    service = Asked("busy")
    with pytest.raises(ServiceRefused, match="busy"):
        following(service).paper(Work(), CODE)
