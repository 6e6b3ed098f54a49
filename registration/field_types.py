"""Numbers and short texts of the field as pydantic types: normalised, then checked.

Every type takes what a person types or pastes (full-width digits, hyphens, spaces) and keeps the
one canonical spelling that is signed. A value that does not fit raises `PydanticCustomError`
whose type is a code of `registration.problems`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, NoReturn

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError, PydanticKnownError

from registration.characters import SPELLINGS, composed, folded, unseen_in, with_plain_spaces

MOST_TYPED = 100
"""Characters of a number as typed: more than its digits with any hyphens and blanks."""
CURRENCY_MAX = 9_007_199_254_740_991
"""Largest whole number JSON readers keep exactly (RFC 8785 section 3.2.2.3)."""

_PHONE = re.compile(
    r"(02|03[1-3]|04[1-4]|05[1-5]|06[1-4]|070|080|050\d|01[016-9])\d{7,8}|1[568]\d{6}"
)
_DATE = re.compile(
    r"(\d{4}|\d{2})[-./ ]*(\d{2})[-./ ]*(\d{2})"
    r"|(\d{4}|\d{2})[-./]\s*(\d{1,2})[-./]\s*(\d{1,2})",
    re.ASCII,
)
_FIRST_OF_1900S = 50
"""Years of two digits from here on are of the last century; the whole year is shown at once."""
_MOBILE = re.compile(r"01[016-9]\d{7,8}")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_URL = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?(/[!-~]*)?")


def refuse(code: str, **values: str | int) -> NoReturn:
    """Raise the validation error with this problem code."""
    raise PydanticCustomError(code, "{code}", {"code": code, **values})


def measured(value: str, most: int) -> str:
    """Return text without outer blanks; refuse what is too long before it costs anything more.

    `most`: characters of the kept spelling, each of which may be typed as a few.
    """
    text = value.strip()
    if len(text) > SPELLINGS * most:
        raise PydanticKnownError("string_too_long", {"max_length": most})
    return text


def plain(value: object, most: int) -> object:
    """Return text in NFC without outer blanks; refuse what a screen would not show.

    Bidirectional controls, letters drawn as nothing and control characters would make the signed
    text differ from the text that was read; spaces of other widths are kept as plain ones.
    """
    if not isinstance(value, str):
        return value
    text = composed(with_plain_spaces(measured(value, most)))
    unseen = unseen_in(text)
    if unseen is not None:
        refuse("unprintable", codepoint=f"{ord(unseen):04X}")
    return text


def digits(value: object) -> object:
    """Return a number as typed, folded to ASCII without hyphens and blanks."""
    if not isinstance(value, str):
        return value
    return re.sub(r"[\s-]", "", folded(measured(value, MOST_TYPED)))


def phone_digits(value: object) -> object:
    """Return a phone number's digits, however it is punctuated; +82 is Korea."""
    if not isinstance(value, str):
        return value
    bare_number = re.sub(r"[\s./()-]", "", folded(measured(value, MOST_TYPED)))
    return re.sub(r"\A\+820?", "0", bare_number)


def bare(value: object) -> str:
    """Return what was typed for a number without hyphens and blanks; "" where it can be none."""
    try:
        return str(digits(value)) if isinstance(value, str) else ""
    except ValueError:
        return ""


def _plain(most: int) -> BeforeValidator:
    return BeforeValidator(lambda value: plain(value, most))


def _matching(pattern: str | re.Pattern[str], code: str) -> Callable[[str], str]:
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if not compiled.fullmatch(value) or not value.isascii():
            refuse(code)
        return value

    return check


def _business_number(value: str) -> str:
    value = value.upper()
    if re.fullmatch(r"F[0-9]{9}", value):
        return value
    if not re.fullmatch(r"[1-9][0-9]{9}", value):
        refuse("business_number_form")
    if _business_check_digit(value) != int(value[9]):
        refuse("business_number_check")
    return value


def _business_check_digit(value: str) -> int:
    weighted = sum(
        int(digit) * weight
        for digit, weight in zip(value, (1, 3, 7, 1, 3, 7, 1, 3, 5), strict=False)
    )
    return (10 - (weighted + int(value[8]) * 5 // 10) % 10) % 10


def identity_number_fits(value: str) -> bool:
    """Return whether bare digits may be somebody's: a firm's of 10 digits by its check digit, a
    resident's of 13, whose last digit no longer checks, or a foreign firm's with a letter.
    """
    if len(value) == 10 and value.isdigit():
        return _business_check_digit(value) == int(value[-1])
    return re.fullmatch("[0-9]{13}|[A-Z][0-9]{7,9}", value) is not None


def corporate_number_fits(value: str) -> bool:
    """Whether the check digit of a 법인등록번호 fits; newer numbers may carry none."""
    weighted = sum(int(digit) * weight for digit, weight in zip(value, (1, 2) * 6, strict=False))
    return (10 - weighted % 10) % 10 == int(value[12])


def _date(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = folded(measured(value, MOST_TYPED)).rstrip(".")
    parts = _DATE.fullmatch(text)
    if not parts:
        refuse("not_a_date")
    given = [part for part in parts.groups() if part is not None]
    year, month, day = (int(part) for part in given)
    if len(given[0]) == 2:
        year += 1900 if year >= _FIRST_OF_1900S else 2000
    try:
        return date(year, month, day)
    except ValueError:
        refuse("not_a_date")


def _web_address(value: object) -> object:
    """Return an address with its scheme, which people leave out."""
    text = plain(value, 200)
    if isinstance(text, str) and text and "://" not in text:
        return f"https://{text}"
    return text


def _amount(least: int, most: int) -> Callable[[object], object]:
    def read(value: object) -> object:
        if isinstance(value, str):
            text = folded(measured(value, MOST_TYPED)).replace(",", "")
            if re.fullmatch(r"[0-9]{1,16}\.[0-9]{1,16}", text):
                refuse("not_whole")
            if not re.fullmatch(r"[0-9]{1,16}", text):
                refuse("not_a_number")
            value = int(text)
        if isinstance(value, int) and not isinstance(value, bool) and not least <= value <= most:
            refuse("out_of_range", least=least, most=most)
        return value

    return read


@dataclass(frozen=True, slots=True)
class Shown:
    """Metadata: how a canonical value is spelled for reading."""

    spelling: Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Typical:
    """Metadata: how many characters an answer has at most in practice; a Korean letter is two.

    It says how wide its box is, and refuses nothing.
    """

    characters: int


def hyphenated(value: str, groups: tuple[int, ...]) -> str:
    """Return digits split by hyphens into groups of these lengths; anything else as it is."""
    if not value.isdecimal() or len(value) != sum(groups):
        return value
    parts, start = [], 0
    for length in groups:
        parts.append(value[start : start + length])
        start += length
    return "-".join(parts)


def show_business_number(value: str) -> str:
    """Return 000-00-00000; a foreign number as it is."""
    return hyphenated(value, (3, 2, 5))


def show_phone(value: str) -> str:
    """Return a phone number with the hyphens Koreans read it by."""
    if re.fullmatch(r"1[568]\d{6}", value):
        return hyphenated(value, (4, 4))
    area = 2 if value.startswith("02") else 4 if value.startswith("050") else 3
    return hyphenated(value, (area, len(value) - area - 4, 4))


def show_amount(value: int) -> str:
    """Return a whole number with thousands separated."""
    return f"{value:,}"


ShortText = Annotated[str, StringConstraints(min_length=1, max_length=50), _plain(50), Typical(24)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=100), _plain(100), Typical(40)]
FullName = Annotated[str, StringConstraints(min_length=1, max_length=200), _plain(200), Typical(72)]
LongText = Annotated[str, StringConstraints(min_length=1, max_length=200), _plain(200), Typical(72)]
BusinessNumber = Annotated[
    str,
    BeforeValidator(digits),
    AfterValidator(_business_number),
    Shown(show_business_number),
    Typical(12),
]
CorporateNumber = Annotated[
    str,
    BeforeValidator(digits),
    AfterValidator(_matching(r"[0-9]{13}", "corporate_number_form")),
    Shown(lambda value: hyphenated(value, (6, 7))),
    Typical(14),
]
InstitutionCode = Annotated[
    str,
    BeforeValidator(digits),
    AfterValidator(str.upper),
    AfterValidator(_matching(r"[0-9]{7}|[A-Z][0-9]{6}", "institution_code_form")),
    Typical(7),
]
AccountId = Annotated[
    str,
    _plain(MOST_TYPED),
    AfterValidator(_matching(r"[a-z][a-z0-9]{4,19}", "account_id_form")),
    Typical(20),
]
RequestId = Annotated[
    str,
    _plain(MOST_TYPED),
    AfterValidator(_matching(r"[A-Za-z0-9]{1,8}", "request_id_form")),
    Typical(8),
]
ProductNumber = Annotated[
    str,
    BeforeValidator(digits),
    AfterValidator(_matching(r"[0-9]{10}", "product_number_form")),
    Typical(10),
]
IndustryCode = Annotated[
    str,
    BeforeValidator(digits),
    AfterValidator(_matching(r"[0-9]{4}", "industry_code_form")),
    Typical(4),
]
Postcode = Annotated[
    str,
    BeforeValidator(digits),
    AfterValidator(_matching(r"[0-9]{5}", "postcode_form")),
    Typical(5),
]
Phone = Annotated[
    str,
    BeforeValidator(phone_digits),
    AfterValidator(_matching(_PHONE, "phone_form")),
    Shown(show_phone),
    Typical(13),
]
Mobile = Annotated[
    str,
    BeforeValidator(phone_digits),
    AfterValidator(_matching(_MOBILE, "mobile_form")),
    Shown(show_phone),
    Typical(13),
]
Email = Annotated[
    str,
    StringConstraints(max_length=100),
    _plain(100),
    AfterValidator(_matching(_EMAIL, "email_form")),
    Typical(40),
]
HomePage = Annotated[
    str,
    StringConstraints(max_length=200),
    BeforeValidator(_web_address),
    AfterValidator(_matching(_URL, "url_form")),
    Typical(40),
]
Paragraph = Annotated[
    str, StringConstraints(min_length=1, max_length=1000), _plain(1000), Typical(72)
]
Quantity = Annotated[int, BeforeValidator(_amount(1, 999_999_999)), Shown(show_amount), Typical(11)]
Day = Annotated[date, BeforeValidator(_date)]
Won = Annotated[int, BeforeValidator(_amount(0, CURRENCY_MAX)), Shown(show_amount), Typical(20)]
Count = Annotated[int, BeforeValidator(_amount(0, 9_999_999)), Shown(show_amount), Typical(9)]
Year = Annotated[int, BeforeValidator(_amount(1900, 2100)), Typical(4)]
Month = Annotated[int, BeforeValidator(_amount(1, 12)), Typical(2)]
