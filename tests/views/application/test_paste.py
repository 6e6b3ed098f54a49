"""Rows copied from spreadsheets, as each system puts them on the clipboard."""

import pytest

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
