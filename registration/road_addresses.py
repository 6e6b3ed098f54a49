"""도로명주소: what is asked of its service (business.juso.go.kr), and what may be read of it.

The bytes are fetched by whoever asks; of answers, what does not fit is refused.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from registration.characters import composed
from registration.field_types import plain
from registration.json_limits import holds_at_most

SERVER = "https://business.juso.go.kr/addrlink/addrLinkApi.do"
PAGE_ROWS = 20
"""Addresses of one answer; the service gives up to 100."""
MOST_BYTES = 1024 * 1024
MOST_VALUES = 20_000
MOST_TYPED = 40
_REFUSED_SIGNS = re.compile(r"[%=><\[\]]")
_FINE = "0"

ERRORS: Mapping[str, str] = {
    "E0001": "key",
    "E0014": "key",
    "E0005": "short",
    "E0008": "short",
    "E0009": "digits",
    "E0011": "digits",
    "E0012": "digits",
    "E0006": "general",
    "E0015": "general",
    "E0010": "long",
    "E0013": "signs",
}
"""Why nothing was found, by the service's own code: `refused` for every other."""


class AddressRefused(Exception):
    """Nothing was looked up; `code` is one of the values of ERRORS, `refused` or `malformed`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Address:
    """An address as it is chosen; `lot` (지번) helps to tell it from others."""

    postcode: str
    road: str
    lot: str = ""


@dataclass(frozen=True, slots=True)
class FoundAddresses:
    """One page (from 1) of what was found; `by_dong` where only names of 법정동 were searched."""

    addresses: tuple[Address, ...]
    total: int
    page: int = 1
    by_dong: bool = False

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE_ROWS))


def query(key: str, typed: str, page: int) -> str:
    """Return what follows the service's address; AddressRefused where it would refuse it anyway."""
    words = " ".join(_REFUSED_SIGNS.sub(" ", composed(typed)).split())
    if len(words) < 2:
        raise AddressRefused("short")
    if words.isdecimal():
        raise AddressRefused("digits")
    if len(words) > MOST_TYPED:
        raise AddressRefused("long")
    asked = {
        "confmKey": key,
        "currentPage": page,
        "countPerPage": PAGE_ROWS,
        "keyword": words,
        "resultType": "json",
    }
    return "?" + urlencode(asked)


def read(answer: bytes, page: int) -> FoundAddresses:
    """Return the addresses of an answer; AddressRefused where there are none to be had."""
    try:
        if len(answer) > MOST_BYTES or not holds_at_most(MOST_VALUES, answer):
            raise ValueError
        results = json.loads(answer)["results"]
        common, rows = results["common"], results.get("juso") or []
        code, total = str(common["errorCode"]), int(common["totalCount"] or 0)
        if code != _FINE:
            raise AddressRefused(ERRORS.get(code, "refused"))
        if not 0 <= total <= 10**7 or len(rows) > PAGE_ROWS:
            raise ValueError
        return FoundAddresses(tuple(_address(row) for row in rows), total, page)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise AddressRefused("malformed") from None


def _address(row: Mapping[str, Any]) -> Address:
    postcode = str(row["zipNo"])
    road = " ".join(str(row.get(part) or "") for part in ("roadAddrPart1", "roadAddrPart2"))
    road = road.strip() or str(row["roadAddr"])
    if not re.fullmatch(r"[0-9]{5}", postcode):
        raise ValueError(postcode)
    return Address(postcode, _line(road), _line(str(row.get("jibunAddr") or "")))


def _line(text: str) -> str:
    """Return text as a form takes it."""
    return str(plain(text, 200))[:200]
