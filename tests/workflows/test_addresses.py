"""도로명주소: what is asked and read; a stand-in on this computer, odd answers, no key."""

import json
from collections.abc import Iterator

import pytest

from desktop_client.errors import ClientError, explain
from desktop_client.work import Work
from desktop_client.workflows.addresses import Addresses
from practice.addresses import KEY, ODD, serving
from registration.road_addresses import PAGE_ROWS, AddressRefused, FoundAddresses, query, read


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serving() as url:
        yield url


def find(server: str, typed: str, page: int = 1, key: str = KEY) -> FoundAddresses:
    return Addresses(lambda _work: (server, key)).find(Work(), typed, page)


def test_addresses_come_page_by_page(server: str) -> None:
    first, last = find(server, "연습로"), find(server, "연습로", 3)
    assert (first.total, first.pages, len(first.addresses)) == (60, 3, PAGE_ROWS)
    assert first.addresses[0].postcode == "35208"
    assert first.addresses[0].road == "대전광역시 서구 연습로 1 (연습동)"
    assert first.addresses[0].lot == "대전광역시 서구 연습동 1"
    assert last.addresses[-1].road.startswith("대전광역시 서구 연습로 60")
    assert find(server, "없는길") == FoundAddresses((), 0)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("가", "short"),
        ("12345", "digits"),
        ("가" * 41, "long"),
        ("너무많이", "general"),
        ("점검중", "refused"),
    ],
)
def test_what_the_service_would_not_or_does_not_answer_is_told(
    server: str, typed: str, code: str
) -> None:
    with pytest.raises(ClientError) as refused:
        find(server, typed)
    assert refused.value.code == f"address_{code}"
    assert explain(refused.value).code == f"address_{code}"
    assert set(ODD) == {"너무많이", "점검중"}


def test_a_wrong_key_and_a_silent_service_are_told(server: str) -> None:
    with pytest.raises(ClientError, match="address_key"):
        find(server, "연습로", key="wrong")
    with pytest.raises(ClientError, match="address_unreached") as refused:
        find("http://127.0.0.1:9/", "연습로", key="secret-key")
    assert "secret-key" not in repr(refused.value)


def test_without_a_key_names_of_dong_are_found() -> None:
    found = find("http://127.0.0.1:9/", "종로구 청운동", key="")
    assert found.by_dong
    assert [address.road for address in found.addresses] == ["서울특별시 종로구 청운동"]
    assert not find("", "  ", key="").addresses


def test_signs_the_service_refuses_are_not_sent() -> None:
    assert "%3D" not in query("k", "청사로=189 [가]", 1).split("keyword")[1].replace("=", "", 1)
    assert query("a+b/=", "청사로", 2).startswith("?confmKey=a%2Bb%2F%3D&currentPage=2&")


def answer(**row: object) -> bytes:
    common = {"errorCode": "0", "totalCount": "1"}
    whole = {"zipNo": "35208", "roadAddr": "가", "roadAddrPart1": "가"} | row
    return json.dumps({"results": {"common": common, "juso": [whole]}}).encode()


@pytest.mark.parametrize(
    "odd",
    [
        b"",
        b"<html>",
        b"[]",
        b'{"results": null}',
        b'{"results": {"common": {"errorCode": "0", "totalCount": "-1"}, "juso": []}}',
        b'{"results": {"common": {"errorCode": "0", "totalCount": "1"}, "juso": [1]}}',
        b"[" * 100_000,
        answer(zipNo="3520"),
        answer(roadAddrPart1="\u202e가"),
        answer(roadAddrPart1="가" * 2000),
    ],
)
def test_an_odd_answer_is_no_answer(odd: bytes) -> None:
    with pytest.raises(AddressRefused, match="malformed"):
        read(odd, 1)
