"""Code tables out of the open API's answers: whole or not at all, whatever the answers are."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration import open_data
from registration.open_data import NotRenewed, korean_day, read_page, renew
from registration.tables import CodeTable, read_code_table

EMPTY = read_code_table("industries", "code,ko,en\n")
TODAY = date(2026, 11, 28)
KEY = "abc+/=="


def item(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "indstrytyCd": f"{number:04d}",
        "indstrytyNm": f"{number}번 공사업",
        "baseLawordNm": "건설산업기본법",
        "indstrytyClsfcNm": "건설업",
        "indstrytyUseYn": "Y",
        **changes,
    }


def answer(items: Any, total: object, code: str = "00") -> bytes:
    body = {"items": items, "totalCount": total, "numOfRows": 999, "pageNo": 1}
    header = {"resultCode": code, "resultMsg": "x"}
    return json.dumps({"response": {"header": header, "body": body}}).encode()


class Api:
    """Answers page by page, and remembers what was asked."""

    def __init__(self, *pages: bytes) -> None:
        self.pages, self.asked = list(pages), list[str]()

    def __call__(self, address: str) -> bytes:
        self.asked.append(address)
        return self.pages[len(self.asked) - 1]

    def renew(self, present: CodeTable = EMPTY, **options: Any) -> CodeTable:
        return renew("industries", self, KEY, TODAY, present, **options)[1]


def refused(asked: Callable[[], object]) -> str:
    with pytest.raises(NotRenewed) as raised:
        asked()
    assert open_data.REASONS[raised.value.code].show("ko", **raised.value.values)
    return raised.value.code


def test_every_page_is_asked_for_with_the_key_encoded_once() -> None:
    first = [item(number) for number in range(999)]
    api = Api(answer(first, 1001), answer([item(1000), item(1001)], "1001"))
    table = api.renew()
    assert len(table.entries) == 1001
    assert table.as_of == "2026-11-28"
    assert table.is_complete
    assert table.by_code["0007"].more == {"law": "건설산업기본법", "class": "건설업"}
    asked = [parse_qs(urlsplit(address).query) for address in api.asked]
    assert [query["pageNo"] for query in asked] == [["1"], ["2"]]
    assert asked[0]["ServiceKey"] == [KEY]


def test_a_key_that_is_encoded_already_is_left_alone() -> None:
    api = Api(answer([item(1)], 1))
    renew("industries", api, "abc%2B%2F%3D%3D", TODAY, EMPTY)
    assert "ServiceKey=abc%2B%2F%3D%3D&" in api.asked[0]


def test_institutions_are_asked_for_from_the_beginning_to_this_day() -> None:
    told = {"dminsttCd": "1230000", "dminsttNm": "조달청", "dltYn": "N", "toplvlInsttNm": "정부"}
    api = Api(answer([told], 1))
    _, table = renew("institutions", api, KEY, TODAY, EMPTY)
    assert table.by_code["1230000"].more["top"] == "정부"
    asked = parse_qs(urlsplit(api.asked[0]).query)
    assert asked["inqryEndDt"] == ["202611282359"]
    assert not table.is_complete


@pytest.mark.parametrize(
    ("items", "count"),
    [([item(1), item(2)], 2), ({"item": [item(1)]}, 1), ({"item": item(1)}, 1), (item(1), 1)],
)
def test_items_come_in_several_shapes(items: Any, count: int) -> None:
    assert len(read_page(answer(items, count)).items) == count


def test_no_items_are_none() -> None:
    assert read_page(answer("", 0)).items == []
    assert read_page(answer("", 0, code="03")) == ([], 0)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<x><returnReasonCode>30</returnReasonCode></x>", "key_refused"),
        (b"<x><returnReasonCode> 22 </returnReasonCode></x>", "quota_used"),
        (b"<html>gateway</html>", "answer_unreadable"),
        (b"", "answer_unreadable"),
        (b"[1]", "answer_unreadable"),
        (b'{"response": 1}', "answer_unreadable"),
        (b'{"response": {"header": {"resultCode": 0}}}', "answer_unreadable"),
        (answer([], None), "answer_unreadable"),
        (answer([], -1), "answer_unreadable"),
        (answer([], True), "answer_unreadable"),
        (answer([], 1, code="31"), "key_refused"),
        (answer([], 1, code="12"), "service_failed"),
        (
            b'{"nkoneps.com.response.ResponseError": {"header": {"resultCode": "07"}}}',
            "service_failed",
        ),
        (b"[" * 100_000, "answer_unreadable"),
        (b'{"response":' + b" " * open_data.MOST_BYTES + b"{}}", "answer_unreadable"),
    ],
)
def test_what_is_no_page_is_told(data: bytes, code: str) -> None:
    assert refused(lambda: read_page(data)) == code


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    refused(lambda: read_page(data))


def test_a_table_that_does_not_come_whole_is_not_taken() -> None:
    assert refused(Api(answer([item(1)], 2), answer([], 2)).renew) == "incomplete"


def test_a_few_odd_rows_are_left_out_and_many_are_a_failure() -> None:
    good = [item(number) for number in range(200)]
    odd = [item(0, indstrytyCd="12345"), item(0, indstrytyNm="\u202e뒤집힘")]
    assert len(Api(answer(good + odd, 202)).renew().entries) == 200
    assert refused(Api(answer(good[:50] + odd, 52)).renew) == "rows_wrong"
    assert refused(Api(answer([], 0)).renew) == "rows_wrong"


def test_a_table_that_has_shrunk_is_taken_only_when_that_is_meant() -> None:
    present = read_code_table("x", "code,ko,en\n" + "".join(f"{n},x,\n" for n in range(10)))
    pages = answer([item(number) for number in range(4)], 4)
    assert refused(lambda: Api(pages).renew(present)) == "shrunk"
    assert len(Api(pages).renew(present, may_shrink=True).entries) == 4


def test_a_code_that_is_no_longer_given_is_kept_closed() -> None:
    table = Api(answer([item(1), item(2, indstrytyUseYn="N")], 2)).renew()
    assert table.by_code["0002"].is_closed
    assert [entry.code for entry in table.search("공사업")] == ["0001"]


def test_a_name_with_commas_and_breaks_stays_one_cell() -> None:
    table = Api(answer([item(1, indstrytyNm='가,"나"\r\n다 ')], 1)).renew()
    assert table.by_code["0001"].title.ko == '가,"나" 다'


def test_a_line_that_begins_with_a_hash_is_no_remark_below_the_header() -> None:
    table = read_code_table("x", "#as_of: 2026\ncode,ko,en\n#1,이름,\n")
    assert table.by_code["#1"].title.ko == "이름"


def test_the_day_is_that_of_korea() -> None:
    assert korean_day(datetime(2026, 11, 27, 15, 0, tzinfo=UTC)) == TODAY
    assert korean_day(datetime(2026, 11, 27, 14, 59, tzinfo=UTC)) == date(2026, 11, 27)
