"""Looking up by numbers as people type and paste them."""

from typing import Any, cast

import pytest

from desktop_client.drafts import DraftStore
from desktop_client.errors import ClientError, ServiceRefused
from desktop_client.work import Work
from desktop_client.workflows.following import Following
from registration.wire import Lookup

CODE = "2026000001-ABCDEFGHIJKLMNOP"


class Asked:
    """A service that notes what it is asked, and finds it or not."""

    def __init__(self, refuses: str | None = None) -> None:
        self.refuses = refuses
        self.questions: list[Any] = []

    def service(self, _work: Work) -> "Asked":
        return self

    def lookup(self, _work: Work, asked: Any) -> None:
        self.questions.append(asked)
        if self.refuses:
            raise ServiceRefused(self.refuses)

    paper = lookup


def following(mode: Asked) -> Following:
    return Following(cast(DraftStore, None), cast(Any, mode), lambda: None)


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
    mode = Asked()
    following(mode).lookup(Work(), number, key)
    assert mode.questions == [Lookup(receipt_number=asked[0], key=asked[1])]


@pytest.mark.parametrize(
    ("number", "key"), [("1", "1111111119"), ("2026000001", ""), ("2026000001", "가나다라마바사")]
)
def test_what_is_no_number_is_not_asked(number: str, key: str) -> None:
    mode = Asked()
    with pytest.raises(ClientError, match="lookup_unreadable"):
        following(mode).lookup(Work(), number, key)
    assert mode.questions == []


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
    mode = Asked()
    following(mode).paper(Work(), typed)
    assert mode.questions == [CODE]


@pytest.mark.parametrize(
    "typed", ["", "2026000001", CODE + "A", CODE[:-1] + "1", f"../{CODE}/x", "ftp://x/" + CODE]
)
def test_what_is_no_code_is_not_asked(typed: str) -> None:
    mode = Asked()
    with pytest.raises(ClientError, match="paper_code_unreadable"):
        following(mode).paper(Work(), typed)
    assert mode.questions == []


def test_what_is_not_there_is_told_by_what_was_asked() -> None:
    mode = Asked("not_found")
    with pytest.raises(ClientError, match="lookup_not_found"):
        following(mode).lookup(Work(), "2026000001", "1111111119")
    with pytest.raises(ClientError, match="paper_not_found"):
        following(mode).paper(Work(), CODE)
    mode = Asked("busy")
    with pytest.raises(ServiceRefused, match="busy"):
        following(mode).paper(Work(), CODE)
