"""How often one address may ask for what costs the service work and needs no proof of who asks."""

import threading
import time
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from anyio import to_thread
from starlette.types import Scope

from backend.refused import Refused

MINUTE, HOUR = 60, 60 * 60
MAX_COUNTED = 10_000


def network(address: str) -> str:
    """Return what one client is known by: an IPv4 address, or the /64 that an IPv6 host has."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(IPv6Address(int(known) >> 64 << 64))


def who_asks(scope: Scope) -> str:
    """Return what the client of a request is counted by; "" where none is known."""
    return network(scope["client"][0]) if scope.get("client") else ""


class RateLimit:
    """Counts requests by what is asked and by whom, afresh each time.

    Of one `what` this instance forgets all when too many ask. `shared`: what adds to a count of all
    instances (of limit, what and who, so much, for so many seconds) and returns it.
    """

    def __init__(
        self,
        most: int,
        seconds: int = MINUTE,
        shared: Callable[[str, str, int, int], int] | None = None,
    ) -> None:
        self._most, self._seconds, self._shared = most, seconds, shared
        self._window = 0
        self._counts: dict[str, dict[str, int]] = {}
        self._lock = threading.Lock()

    def count(self, who: str, what: str = "", amount: int = 1) -> None:
        """Count a request, or so much of something. Raises Refused `busy` beyond the limit."""
        self._count_here(who, what, amount)
        self._count_with_all(who, what, amount)

    async def counted(self, who: str, what: str = "", amount: int = 1) -> None:
        """Count without holding up the event loop; see `count`."""
        self._count_here(who, what, amount)
        if self._shared:
            await to_thread.run_sync(self._count_with_all, who, what, amount)

    def _count_here(self, who: str, what: str, amount: int) -> None:
        window = int(time.monotonic()) // self._seconds
        with self._lock:
            if window != self._window:
                self._window, self._counts = window, {}
            counts = self._counts.setdefault(what, {})
            if len(counts) >= MAX_COUNTED:
                counts.clear()
            counts[who] = count = counts.get(who, 0) + amount
        if count > self._most:
            raise Refused("busy")

    def _count_with_all(self, who: str, what: str, amount: int) -> None:
        if self._shared and self._shared(what, who, amount, self._seconds) > self._most:
            raise Refused("busy")
