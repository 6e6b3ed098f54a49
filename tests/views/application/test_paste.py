"""Rows copied from spreadsheets, as each system puts them on the clipboard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_client.views.application.paste import is_table, read_table
from registration.forms import describe
from registration.kinds import Kind

PAGE = describe(Kind.SUPPLIER).page("licences")


def read(text: str) -> list[list[str]]:
    """The cells that were read, by row; the fields are named for their place."""
    return [list(row.values()) for row in read_table(PAGE, text, 10).rows]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_rows_end_as_the_system_ends_lines(end: str) -> None:
    assert read(f"0001\tb{end}0002\td{end}") == [["0001", "b"], ["0002", "d"]]
    assert is_table(f"a{end}b")
    assert not is_table(f"a{end}")


def test_cells_in_quotes_may_hold_breaks_tabs_and_quotes() -> None:
    assert read('0001\t"x\ty\nz ""q"""\r\n0002\td\r\n') == [["0001", 'x\ty\nz "q"'], ["0002", "d"]]


@pytest.mark.parametrize("cell", ['"open', 'in"side', '"a" and "b"', '"', "x" * 200_000])
def test_a_cell_is_read_as_it_stands_otherwise(cell: str) -> None:
    assert read(f"0001\t{cell}\n0002\td") == [["0001", cell], ["0002", "d"]]


def test_many_open_quotes_take_no_time() -> None:
    text = '0001\t"a""b\n' * 20_000
    assert read_table(PAGE, text, 10).lines_too_many == 20_000 - 10


@given(st.text("a1 \t\t\r\n\v\u2028"))
def test_text_without_quotes_is_read_as_in_quotes(text: str) -> None:
    """Cells that need no quotes give the same rows with them."""
    ended = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    quoted = "\n".join("\t".join(f'"{cell}"' for cell in line.split("\t")) for line in ended)
    for room in (1, len(ended)):
        assert read_table(PAGE, quoted, room) == read_table(PAGE, text, room)


@pytest.mark.parametrize("left_out", ["b\t\tc", '"b\nc"\t', '"open', '""""', "x" * 200_000])
def test_lines_beyond_the_room_are_counted(left_out: str) -> None:
    empty = ["", "\t\t", '""\t""', "\r"]
    text = "\n".join(["0001\ta", *empty, left_out, *empty, left_out, *empty])
    pasted = read_table(PAGE, text, 1)
    assert (len(pasted.rows), pasted.lines_too_many) == (1, 2)
