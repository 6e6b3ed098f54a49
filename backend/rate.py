"""How often one address may ask for what costs the service work and needs no proof of who asks."""

import threading
import time
from ipaddress import IPv6Address, ip_address

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


class RateLimit:
    """Counts requests by what is asked and by whom, afresh each time.

    Of one `what` it forgets all when too many ask.
    """

    def __init__(self, most: int, seconds: int = MINUTE) -> None:
        self._most, self._seconds = most, seconds
        self._window = 0
        self._counts: dict[str, dict[str, int]] = {}
        self._lock = threading.Lock()

    def count(self, who: str, what: str = "", amount: int = 1) -> None:
        """Count a request, or so much of something. Raises Refused `busy` beyond the limit."""
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
