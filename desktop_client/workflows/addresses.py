"""Looking up addresses: 도로명주소 by its service, else the names of 법정동 that came along."""

from collections.abc import Callable

from desktop_client.errors import ClientError
from desktop_client.pki.http.keyed import Unfetched, fetch_keyed
from desktop_client.pki.http.limits import Limits
from desktop_client.work import Work
from registration.road_addresses import (
    MOST_BYTES,
    Address,
    AddressRefused,
    FoundAddresses,
    query,
    read,
)
from registration.tables import code_table

LIMITS = Limits(deadline=15.0, max_bytes=MOST_BYTES)
DONG_TABLE = "legal_dong"

Source = tuple[str, str]
"""The service's address and the key to it, which is empty where there is none."""


class Addresses:
    """Looks addresses up; `source` is asked each time, since settings change."""

    def __init__(self, source: Callable[[Work], Source]) -> None:
        self._source = source

    def find(self, work: Work, typed: str, page: int = 1) -> FoundAddresses:
        """Return a page (from 1) of what fits; without a key, names of 법정동 with no postcode.

        Raises ClientError `address_…`, Stopped.
        """
        server, key = self._source(work)
        if not key:
            return find_dong(typed)
        try:
            rest = query(key, typed, page)
            answer = fetch_keyed(server + rest, LIMITS)
            work.check()
            return read(answer, page)
        except AddressRefused as refused:
            raise ClientError(f"address_{refused.code}") from None
        except Unfetched:
            raise ClientError("address_unreached") from None


def find_dong(typed: str) -> FoundAddresses:
    """Return the names of 법정동 that hold every word typed."""
    found = code_table(DONG_TABLE).search(typed) if typed.strip() else []
    names = tuple(Address("", entry.title.ko) for entry in found)
    return FoundAddresses(names, len(names), by_dong=True)
