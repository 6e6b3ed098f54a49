"""A lock that is given in the order of asking."""

import threading
from collections import deque


class FairLock:
    """Python's own goes to whoever comes by when it is free, and may pass by who waits longest."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._is_held = False
        self._waiting: deque[threading.Lock] = deque()
        """Of each who waits, what it waits on."""

    def acquire(self, timeout: float) -> bool:
        """Wait for it, so many seconds at the most; return whether it was got."""
        with self._guard:
            if not self._is_held:
                self._is_held = True
                return True
            called = threading.Lock()
            called.acquire()
            self._waiting.append(called)
        if called.acquire(timeout=timeout):
            return True
        with self._guard:
            if called not in self._waiting:  # it was handed over just now
                return True
            self._waiting.remove(called)
            return False

    def release(self) -> None:
        """Hand it to who has waited longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_held = False
