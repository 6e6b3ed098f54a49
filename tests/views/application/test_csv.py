"""Rows from a CSV file: encodings, quotes, columns in any order; faults told by row and column."""

from datetime import date
from pathlib import Path

import pytest

from desktop_client.views.application.csv_rows import MOST_BYTES, read_csv, read_file, template
from registration.forms import describe
from registration.kinds import Kind
from tests.views.application.conftest import Desk

LICENCES = describe(Kind.SUPPLIER).page("licences")
FACTORIES = describe(Kind.SUPPLIER).page("factories")
TODAY = date(2026, 11, 28)
HEAD = "업종코드,업종명,면허번호\r\n"


def told(text: str | bytes, room: int = 200) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    read = read_csv(LICENCES, data, room, TODAY)
    assert not read.rows or not read.faults
    return [fault.ko for fault in read.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_it_reads_what_spreadsheet_programs_write(encoding: str) -> None:
    text = HEAD + '1468,"소프트웨어, ""가""사업자",제-1호\r\n\r\n1470,디지털\r\n'.replace(
        "1470,디지털", "1470,디지털,"
    )
    read = read_csv(LICENCES, text.encode(encoding), 200, TODAY)
    assert not read.faults
    assert read.rows == [
        {
            "industry_code": "1468",
            "name": '소프트웨어, "가"사업자',
            "licence_number": "제-1호",
        },
        {"industry_code": "1470", "name": "디지털"},
    ]


def test_columns_stand_in_any_order_and_either_language() -> None:
    read = read_csv(LICENCES, "Industry,업종코드\n가,1468\n".encode(), 200, TODAY)
    assert read.rows == [{"name": "가", "industry_code": "1468"}]


def test_choices_ticks_and_dates_are_read_as_they_read() -> None:
    head = "공장명,우편번호,주소,자가/임대,임대 시작일,임대 만료일"
    text = f"{head}\n가,35208,대전,임대,20260101,2027.1.31\n"
    (row,) = read_csv(FACTORIES, text.encode(), 200, TODAY).rows
    assert row["tenure"] == "leased"
    assert row["lease_end"] == "2027.1.31"


def test_its_own_template_is_read_again() -> None:
    heads = template(LICENCES, "ko")
    assert heads.startswith(b"\xef\xbb\xbf")
    assert told(heads) == ["가져올 행이 없습니다."]
    commas = "," * (len(LICENCES.fields) - 2)
    assert told(heads + f"1468,가{commas}\n".encode()) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (HEAD + "14,가,\n", "2행 '업종코드': 업종코드는 숫자 4자리입니다"),
        (HEAD + "1468,가\n", "2행: 칸이 2개입니다. 첫 행과 같이 3개여야 합니다."),
        (HEAD + "1468,가,,\n", "2행: 칸이 4개입니다"),
        ("업종코드,이름,업종명\n1468,가,나\n", "1행 2열: '이름'"),
        ("업종코드,업종명,업종명\n1468,가,나\n", "1행 3열: '업종명'"),
        ("업종코드\n1468\n", "1행: '업종명'"),
        ("업종코드,업종명,대표 업종\n1468,가,아마\n", "2행 '대표 업종'"),
        (HEAD + '1468,"가,\n', "따옴표"),
        (b"\xff\xfe1\x004\x00", "UTF-8"),
        (HEAD.encode("utf-16"), "UTF-8"),
        ("", "가져올 행이 없습니다."),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column(text: str | bytes, fault: str) -> None:
    assert any(fault in words for words in told(text)), told(text)


def test_nothing_is_taken_of_a_file_with_one_wrong_row_or_too_many() -> None:
    assert told(HEAD + "1468,가,\n" * 3 + "x,나,\n")
    (words,) = told(HEAD + "1468,가,\n" * 3, room=2)
    assert words == "3개 행이 있으나 2개까지만 더 넣을 수 있습니다."


def test_a_file_that_is_too_large_or_away_is_told(tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    large.write_bytes(b"a" * (MOST_BYTES + 1))
    assert "2 MB" in read_file(LICENCES, large, 200, TODAY).faults[0].ko
    assert "읽을 수 없" in read_file(LICENCES, tmp_path / "none.csv", 200, TODAY).faults[0].ko


def test_a_file_is_imported_into_the_page_or_refused_whole(desk: Desk, tmp_path: Path) -> None:
    desk.form.show_page("licences")
    right, wrong = tmp_path / "right.csv", tmp_path / "wrong.csv"
    right.write_bytes((HEAD + "1468,가,\n1470,나,\n").encode("cp949"))
    wrong.write_bytes((HEAD + "1468,가,\n14,나,\n").encode())
    desk.rows.csv.take(str(wrong))
    desk.qtbot.waitUntil(lambda: desk.rows._notice is not None)
    assert "3행 '업종코드'" in desk.rows._notice.message  # type: ignore[union-attr]
    assert desk.form.editing.rows("licences") == []
    desk.rows.csv.take(str(right))
    desk.qtbot.waitUntil(lambda: len(desk.form.editing.rows("licences")) == 2)
    assert desk.form.editing.rows("licences")[0]["is_main"] is True
    desk.rows.csv.save(str(tmp_path / "template.csv"))
    desk.qtbot.waitUntil((tmp_path / "template.csv").exists)


def test_a_no_is_an_answer_and_an_empty_cell_is_none() -> None:
    head = "업종코드,업종명,대표 업종\n"
    read = read_csv(LICENCES, f"{head}1468,가,예\n1470,나,아니요\n1471,다,\n".encode(), 200, TODAY)
    assert [row.get("is_main") for row in read.rows] == [True, False, None]
