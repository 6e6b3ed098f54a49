"""비밀번호: what a password of a 목록화요청업체 must be like."""

from collections.abc import Iterable

from registration.field_types import bare
from registration.forms.field import Answers
from registration.problems import Problem

LEAST_OF_TWO_KINDS, LEAST_OF_THREE_KINDS = 10, 8
RUN = 3
"""As many equal or consecutive characters are too many."""

_NUMBERS = ("business_number", "phone", "mobile", "fax")


def check_password(password: str, account_id: str, numbers: Iterable[str]) -> list[Problem]:
    """Return what is wrong with a password; paths are ("password",).

    `numbers`: the business number and phones, digits only, none of which it may hold.
    """
    codes = []
    if not _is_long_enough(password):
        codes.append("password_short")
    if _has_run(password):
        codes.append("password_run")
    guessable = (part for part in (account_id, *numbers) if part)
    if any(part.casefold() in password.casefold() for part in guessable):
        codes.append("password_guessable")
    return [Problem(("password",), code) for code in codes]


def guessable_numbers(form: Answers) -> list[str]:
    """Return the numbers of a firm's form that its password may not hold."""
    pages = [page for page in (form.get("general"), form.get("account")) if isinstance(page, dict)]
    return [bare(page[name]) for page in pages for name in _NUMBERS if page.get(name)]


def _is_long_enough(password: str) -> bool:
    kinds = sum(
        any(test(character) for character in password)
        for test in (
            str.islower,
            str.isupper,
            str.isdigit,
            lambda character: not character.isalnum(),
        )
    )
    if kinds >= 3:
        return len(password) >= LEAST_OF_THREE_KINDS
    return kinds == 2 and len(password) >= LEAST_OF_TWO_KINDS


def _has_run(password: str) -> bool:
    codes = [ord(character) for character in password]
    for start in range(len(codes) - RUN + 1):
        steps = {codes[start + i + 1] - codes[start + i] for i in range(RUN - 1)}
        if steps in ({0}, {1}, {-1}):
            return True
    return False
