"""Code tables: what is shipped, how it is searched, and what a renewed file may be."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration import tables
from registration.tables import CodeEntry, code_table, read_code_table, use_folder
from registration.text import Text

SHIPPED = sorted(
    file.stem for file in (Path(tables.__file__).parents[1] / "resources/tables").glob("*.csv")
)
WORD = st.text(alphabet="가나다01 a\tB\n", min_size=0, max_size=4)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    use_folder(tmp_path)
    yield tmp_path
    use_folder(None)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_table_can_be_read(name: str) -> None:
    table = code_table(name)
    assert table.entries
    assert all(entry.code and entry.title.ko and entry.title.en for entry in table.entries)


@pytest.mark.parametrize("name", ["industries", "institutions", "countries"])
def test_what_comes_from_outside_names_source_and_date(name: str) -> None:
    assert code_table(name).source
    assert code_table(name).as_of >= "2026"


def test_a_closed_code_is_readable_and_not_offered() -> None:
    text = "code,ko,en,closed\n1,옛 군청,,Y\n2,새 군청,,\n"
    table = read_code_table("x", text)
    assert table.by_code["1"].title == Text("옛 군청", "옛 군청")
    assert [entry.code for entry in table.search("군청")] == ["2"]
    assert table.named("옛 군청") is None
    assert table.named("1") is table.entries[0]


def test_what_begins_with_a_word_comes_before_what_holds_it() -> None:
    table = read_code_table("x", "code,ko,en\n9,서울 시청,\n8,시청,\n시,도청,\n")
    assert [entry.code for entry in table.search("시")] == ["시", "8", "9"]
    assert [entry.code for entry in table.search("시", 1)] == ["시"]


@given(
    rows=st.lists(st.tuples(WORD, WORD, WORD), max_size=8, unique_by=lambda row: row[0]),
    typed=st.text(alphabet="가나다01 aB", max_size=5),
)
def test_a_search_finds_what_a_plain_look_at_each_row_finds(
    rows: list[tuple[str, str, str]], typed: str
) -> None:
    entries = tuple(CodeEntry(code, Text(ko, en)) for code, ko, en in rows)
    found = tables._Offered(entries).search(typed.casefold().split(), 50)
    words = typed.casefold().split()
    plain = [
        entry
        for entry in entries
        if all(
            entry.code.strip().casefold().startswith(word)
            or any(word in title.casefold() for title in (entry.title.ko, entry.title.en))
            for word in words
        )
    ]
    assert sorted(map(id, found)) == sorted(map(id, plain))


@pytest.mark.parametrize(
    "text",
    [
        "code,ko\n1,가\n",
        "code,ko,en\n1,가\n",
        "code,ko,en\n1,가,a,b\n",
        "code,ko,en\n1,가,\n1,나,\n",
    ],
)
def test_a_damaged_table_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"code|row"):
        read_code_table("x", text)


def test_a_renewed_table_goes_before_the_one_that_came_along(folder: Path) -> None:
    (folder / "products.csv").write_text("#as_of: 2027-01-01\ncode,ko,en\n1234567890,새 물품,\n")
    assert [entry.code for entry in code_table("products").entries] == ["1234567890"]
    assert code_table("products").as_of == "2027-01-01"
    assert code_table("industries").by_code["0001"].title.ko == "토목공사업"


@pytest.mark.expects_warnings
@pytest.mark.parametrize("data", [b"\xff", b"code,ko\n1,x\n", b"x" * (tables.MAX_BYTES + 1)])
def test_a_damaged_renewed_table_is_passed_by(folder: Path, data: bytes) -> None:
    (folder / "products.csv").write_bytes(data)
    assert "4321150102" in code_table("products").by_code
