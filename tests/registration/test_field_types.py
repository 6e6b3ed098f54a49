"""Numbers of the field, as people type and paste them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from registration import field_types


def read(type_: Any, value: object) -> object:
    return TypeAdapter(type_).validate_python(value, strict=True)


def refused(type_: Any, value: object) -> str:
    with pytest.raises(ValidationError) as caught:
        read(type_, value)
    return caught.value.errors()[0]["type"]


@pytest.mark.parametrize(
    "typed",
    ["111-11-11119", "1111111119", " 111 11 11119 ", "１１１-１１-１１１１９", "111–11–11119"],
)
def test_a_pasted_business_number_is_kept_as_ten_digits(typed: str) -> None:
    assert read(field_types.BusinessNumber, typed) == "1111111119"


@pytest.mark.parametrize("valid", ["2222222227", "3333333336", "1234567891", "F123456789"])
def test_valid_business_numbers(valid: str) -> None:
    assert read(field_types.BusinessNumber, valid) == valid


@pytest.mark.parametrize("last", [d for d in "0123456789" if d != "9"])
def test_every_other_check_digit_is_refused(last: str) -> None:
    assert refused(field_types.BusinessNumber, "111111111" + last) == "business_number_check"


@pytest.mark.parametrize("wrong", ["", "111111111", "F12345678", "G123456789", "١١١١١١١١١٩"])
def test_other_forms_are_refused(wrong: str) -> None:
    assert refused(field_types.BusinessNumber, wrong) == "business_number_form"


def test_an_industry_code_keeps_its_leading_zero() -> None:
    assert read(field_types.IndustryCode, "0002") == "0002"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("02-123-4567", "02-123-4567"),
        ("0212345678", "02-1234-5678"),
        ("042 481 7000", "042-481-7000"),
        ("010-1234-5678", "010-1234-5678"),
        ("010 1234 5678", "010-1234-5678"),
        ("02)123-4567", "02-123-4567"),
        ("(02) 123.4567", "02-123-4567"),
        ("+82-10-1234-5678", "010-1234-5678"),
        ("+82 (0)2 123 4567", "02-123-4567"),
        ("0505-123-4567", "0505-123-4567"),
        ("1588-0800", "1588-0800"),
    ],
)
def test_phones_are_kept_as_digits_and_shown_with_hyphens(typed: str, shown: str) -> None:
    kept = read(field_types.Phone, typed)
    assert isinstance(kept, str)
    assert kept.isdecimal()
    assert field_types.show_phone(kept) == shown


@pytest.mark.parametrize(
    "wrong", ["0000-0000", "1234", "099-123-4567", "010-12-34", "+1-212-555-0100", "82101234567"]
)
def test_what_is_no_phone_is_refused(wrong: str) -> None:
    assert refused(field_types.Phone, wrong) == "phone_form"


@pytest.mark.parametrize(
    "typed", ["2026-01-31", "20260131", "2026.1.31", "2026. 1. 31.", "2026/01/31", "２０２６-01-31"]
)
def test_dates_as_people_write_them(typed: str) -> None:
    assert str(read(field_types.Day, typed)) == "2026-01-31"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("700101", "1970-01-01"),
        ("500101", "1950-01-01"),
        ("491231", "2049-12-31"),
        ("26.1.31", "2026-01-31"),
        ("99-12-31", "1999-12-31"),
        ("000229", "2000-02-29"),
    ],
)
def test_a_year_of_two_digits_is_of_the_nearer_century(typed: str, meant: str) -> None:
    assert str(read(field_types.Day, typed)) == meant


@pytest.mark.parametrize(
    "wrong",
    ["2026-02-30", "701301", "70010", "7001011", "31-01-2026", "yesterday", "2026-1", 20260131],
)
def test_what_is_no_date_is_refused(wrong: object) -> None:
    assert refused(field_types.Day, wrong) in ("not_a_date", "date_type")


def test_amounts_take_separators_and_refuse_signs_and_booleans() -> None:
    assert read(field_types.Won, "1,000,000") == 1_000_000
    assert refused(field_types.Won, "-1") == "not_a_number"
    assert refused(field_types.Won, "120.5") == "not_whole"
    assert refused(field_types.Won, "1.2.3") == "not_a_number"
    assert refused(field_types.Won, True) == "int_type"
    assert refused(field_types.Won, "9007199254740992") == "out_of_range"


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "\x00", "\ufeff", "\u2066", "\ud800"])
def test_text_that_would_read_differently_than_it_is_signed_is_refused(hidden: str) -> None:
    assert refused(field_types.Name, f"연습{hidden}상사") == "unprintable"


def test_names_are_composed_so_that_equal_looks_are_equal_bytes() -> None:
    assert read(field_types.Name, "한국") == "한국"


@given(st.text())
def test_no_text_is_kept_with_an_invisible_character(text: str) -> None:
    try:
        kept = read(field_types.LongText, text)
    except ValidationError:
        return
    assert isinstance(kept, str)
    assert kept == kept.strip()
    assert kept.isprintable() or "\xa0" in kept or any(c.isspace() for c in kept)


def test_corporate_number_check_digit() -> None:
    assert field_types.corporate_number_fits("1101111234569")
    assert not field_types.corporate_number_fits("1101111234568")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("www.example.kr", "https://www.example.kr"),
        ("example.kr/a?b=1", "https://example.kr/a?b=1"),
        ("http://example.kr", "http://example.kr"),
    ],
)
def test_a_web_address_is_taken_without_its_scheme(typed: str, kept: str) -> None:
    assert read(field_types.HomePage, typed) == kept


@pytest.mark.parametrize(
    "wrong", ["ftp://example.kr", "홈페이지 없음", "javascript:alert(1)", "https://"]
)
def test_what_is_no_web_address_is_refused(wrong: str) -> None:
    assert refused(field_types.HomePage, wrong) == "url_form"
