"""참조번호 and 인가코드 as they are typed and pasted."""

import pytest

from registration.issuance_codes import as_issued, found_in


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("730215", "730215"),
        (" 7302 15\t", "730215"),
        ("７３０２１５", "730215"),
        ("481–902", "481-902"),
        ("481\u200b-902\u00a0", "481-902"),
        ("AbC-9", "AbC-9"),
        ("", ""),
    ],
)
def test_blanks_and_what_nobody_sees_are_left_out(typed: str, meant: str) -> None:
    assert as_issued(typed) == meant


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("인증기관: 연습\n참조번호: 730215\n인가코드: 481-902", ("730215", "481-902")),
        ("인가코드 : 481-902 / 참조번호 : 730215", ("730215", "481-902")),
        ("CA: x1\nReference number: 730215\nAuthorisation code: a1-b2", ("730215", "a1-b2")),
        ("730215\n481-902\n", ("730215", "481-902")),
        ("730215", None),
        ("안녕하세요 여러분", None),
        ("730215 481 902", None),
        ("", None),
    ],
)
def test_both_are_found_in_what_was_copied(text: str, found: tuple[str, str] | None) -> None:
    assert found_in(text) == found
