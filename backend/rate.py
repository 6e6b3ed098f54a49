"""How often one address may ask for what costs the service work and needs no proof of who asks."""

import threading
import time

from backend.refused import Refused

WINDOW_SECONDS = 60
MAX_ADDRESSES = 10_000


class RateLimit:
    """Counts requests by address, afresh each minute; forgets all when too many addresses come."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._window = 0
        self._counts: dict[str, int] = {}
        self._lock = threading.Lock()

    def count(self, address: str) -> None:
        """Count one request. Raises Refused `busy` beyond the limit."""
        window = int(time.monotonic()) // WINDOW_SECONDS
        with self._lock:
            if window != self._window or len(self._counts) >= MAX_ADDRESSES:
                self._window, self._counts = window, {}
            self._counts[address] = count = self._counts.get(address, 0) + 1
        if count > self._most:
            raise Refused("busy")
