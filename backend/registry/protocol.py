"""국세청 사업자등록정보 진위확인·상태조회: what is sent, and what may be read out of an answer.

An answer is bytes from outside. Whatever lacks a number, has it twice, is of another, or does not
fit together is undecided; nothing is filled in.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from registration.business_registry import Standing, Unsure
from registration.canonical_json import canonical_json
from registration.json_limits import holds_at_most

MOST_AT_ONCE = 100
"""Numbers of one call, as documented."""
MOST_BYTES = 1024 * 1024
MOST_VALUES = 10_000

_STANDINGS = {"01": Standing.ACTIVE, "02": Standing.SUSPENDED, "03": Standing.CLOSED}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of one business.

    `number`: ten digits. `opened` (개업일자, YYYYMMDD) and `representative` are compared by the
    registry; without them it is asked for the state of the number alone.
    """

    number: str
    opened: str | None = None
    representative: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether there is something to compare besides the number."""
        return self.opened is not None and self.representative is not None

    @property
    def digest(self) -> str:
        """Return what tells equal questions: SHA-256, hexadecimal."""
        asked = [self.number, self.opened or "", self.representative or ""]
        return hashlib.sha256(canonical_json(asked)).hexdigest()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the registry says; `why` where that is undecided."""

    standing: Standing
    why: Unsure | None = None


def undecided(why: Unsure) -> Answer:
    """Return the answer that is none."""
    return Answer(Standing.UNDECIDED, why)


def validation(questions: Sequence[Question]) -> bytes:
    """Return the body of /validate (진위확인)."""
    rows = [
        {"b_no": asked.number, "start_dt": asked.opened, "p_nm": asked.representative}
        for asked in questions
    ]
    return json.dumps({"businesses": rows}, ensure_ascii=False).encode()


def states(questions: Sequence[Question]) -> bytes:
    """Return the body of /status (상태조회)."""
    return json.dumps({"b_no": [asked.number for asked in questions]}).encode()


def read_validation(content: bytes, questions: Sequence[Question]) -> list[Answer]:
    """Return the answer to each question, none of which may have another's number."""
    rows = _rows(content, questions)
    return [_found(rows, asked, _validated) for asked in questions]


def read_states(content: bytes, questions: Sequence[Question]) -> list[Answer]:
    """Return the answer to each question, none of which may have another's number."""
    rows = _rows(content, questions)
    return [_found(rows, asked, _stated) for asked in questions]


def _rows(content: bytes, questions: Sequence[Question]) -> list[dict[str, Any]] | None:
    """Return the rows of an answer; None where it is none to these questions."""
    if len(content) > MOST_BYTES or not holds_at_most(MOST_VALUES, content):
        return None
    try:
        body = json.loads(content, object_pairs_hook=_said_once)
    except (ValueError, RecursionError):
        return None
    rows = body.get("data") if isinstance(body, dict) else None
    numbers = [asked.number for asked in questions]
    if not isinstance(rows, list) or not all(
        isinstance(row, dict) and row.get("b_no") in numbers for row in rows
    ):
        return None
    return rows


def _said_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    said = dict(pairs)
    if len(said) != len(pairs):
        raise ValueError("a name appears twice in one object")
    return said


def _found(
    rows: list[dict[str, Any]] | None,
    asked: Question,
    read: Callable[[dict[str, Any], Question], Answer],
) -> Answer:
    if rows is None:
        return undecided(Unsure.UNREADABLE)
    own = [row for row in rows if row["b_no"] == asked.number]
    if len(own) != 1:
        return undecided(Unsure.REPEATED if own else Unsure.MISSING)
    return read(own[0], asked)


def _validated(row: dict[str, Any], asked: Question) -> Answer:
    """Read a row of /validate: `valid` 01 comes with the state, 02 with none but an empty one."""
    status, echo = row.get("status"), row.get("request_param")
    if echo is not None and not _is_echo(echo, asked):
        return undecided(Unsure.CONTRADICTORY)
    if row.get("valid") == "02":
        code = status.get("b_stt_cd") if isinstance(status, dict) else None
        return undecided(Unsure.CONTRADICTORY) if code else Answer(Standing.MISMATCH)
    if row.get("valid") != "01":
        return undecided(Unsure.UNREADABLE)
    if not isinstance(status, dict) or status.get("b_no", asked.number) != asked.number:
        return undecided(Unsure.CONTRADICTORY)
    standing = _standing(status)
    return Answer(standing) if standing else undecided(Unsure.CONTRADICTORY)


def _stated(row: dict[str, Any], _asked: Question) -> Answer:
    """Read a row of /status, whose state is empty where the number is not registered."""
    if row.get("b_stt_cd") == "":
        return Answer(Standing.MISMATCH)
    standing = _standing(row)
    return Answer(standing) if standing else undecided(Unsure.UNREADABLE)


def _standing(row: dict[str, Any]) -> Standing | None:
    code = row.get("b_stt_cd")
    return _STANDINGS.get(code) if isinstance(code, str) else None


def _is_echo(echo: object, asked: Question) -> bool:
    sent = {"b_no": asked.number, "start_dt": asked.opened, "p_nm": asked.representative}
    return isinstance(echo, dict) and all(
        echo.get(name, value) == value for name, value in sent.items()
    )
