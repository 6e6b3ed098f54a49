"""Cells from a spreadsheet, and how answers are spelled once a field is left."""

import unicodedata

import pytest

from desktop_client.views.application.paste import is_table, read_table
from desktop_client.views.application.spelling import spelled
from registration.forms import PageDescription, describe
from registration.kinds import Kind

FORM = describe(Kind.SUPPLIER)


def page(key: str) -> PageDescription:
    return FORM.page(key)


def test_cells_become_rows_in_the_order_of_the_fields() -> None:
    text = '4321\t"볼펜, 검정\n(0.5 mm)"\t1,000\t예\n\n0001\t공책\t\t아니요\n'
    pasted = read_table(page("supplied"), text, 10)
    assert pasted.rows == [
        {
            "product_number": "4321",
            "name": "볼펜, 검정\n(0.5 mm)",
            "sales": "1,000",
            "is_main": True,
        },
        {"product_number": "0001", "name": "공책", "is_main": False},
    ]
    assert (pasted.unread_cells, pasted.lines_too_many) == (0, 0)


@pytest.mark.parametrize("title", ["세부품명번호", "Detailed product number"])
def test_a_line_of_titles_is_left_out(title: str) -> None:
    pasted = read_table(page("supplied"), f"{title}\t품명\n1\t볼펜", 10)
    assert pasted.rows == [{"product_number": "1", "name": "볼펜"}]


def test_choices_are_known_by_title_or_value() -> None:
    cells = "1\ta\t\t\t{}\n"
    for written in ("공장등록증", "Factory registration", "factory"):
        pasted = read_table(page("manufactured"), cells.format(written), 10)
        assert pasted.rows[0]["proof"] == "factory"
        assert pasted.unread_cells == 0


def test_what_cannot_be_read_is_counted_and_left_empty() -> None:
    pasted = read_table(page("manufactured"), "1\ta\t\t\t공장?\t\t\t글쎄\t남는 칸\t", 10)
    assert pasted.rows == [{"product_number": "1", "name": "a"}]
    assert pasted.unread_cells == 3


def test_no_more_rows_than_there_is_room_for() -> None:
    pasted = read_table(page("branches"), "a\nb\nc\n", 2)
    assert [row["name"] for row in pasted.rows] == ["a", "b"]
    assert pasted.lines_too_many == 1


def test_decomposed_korean_is_composed() -> None:
    cells = unicodedata.normalize("NFD", "부산\t")
    assert read_table(page("branches"), cells, 1).rows == [{"name": "부산"}]


@pytest.mark.parametrize(
    ("text", "table"), [("a\tb", True), ("a\nb", True), ("a", False), ("a\r\n", False), ("", False)]
)
def test_a_table_is_more_than_one_cell(text: str, table: bool) -> None:
    assert is_table(text) is table


@pytest.mark.parametrize(
    ("field", "typed", "shown"),
    [
        ("business_number", " 1234567891 ", "123-45-67891"),
        ("business_number", "１２３４５６７８９１", "123-45-67891"),
        ("business_number", "123456789", "123456789"),
        ("phone", "0212345678", "02-1234-5678"),
        ("capital", "100000000", "100,000,000"),
        ("capital", "억", "억"),
        ("opening_date", "20200131", "2020-01-31"),
        ("opening_date", "2020. 1. 31.", "2020-01-31"),
        ("opening_date", "2020년 1월 31일", "2020-01-31"),
        ("opening_date", "2020년1월31", "2020-01-31"),
        ("opening_date", "2020-02-30", "2020-02-30"),
        ("name", "가나 ", "가나"),
        ("name", "", ""),
        ("venture_year", "2024", "2024"),
    ],
)
def test_answers_are_spelled_the_way_they_are_read(field: str, typed: str, shown: str) -> None:
    assert spelled(page("general").field(field), typed, "ko") == shown
