"""The writers' lock is given in the order of asking."""

import threading
import time

from backend.storage.fair_lock import FairLock


def test_who_comes_again_stands_behind_those_who_wait() -> None:
    lock, order = FairLock(), list[int]()
    assert lock.acquire(0)

    def wait(number: int) -> None:
        assert lock.acquire(20)
        order.append(number)
        lock.release()

    threads = []
    for number in range(5):
        threads.append(threading.Thread(target=wait, args=(number,)))
        threads[-1].start()
        while len(lock._waiting) <= number:
            time.sleep(0.001)
    lock.release()
    assert lock.acquire(20)
    lock.release()
    for thread in threads:
        thread.join()
    assert order == list(range(5))


def test_who_waits_too_long_leaves_the_row() -> None:
    lock = FairLock()
    assert lock.acquire(0)
    assert not lock.acquire(0.01)
    lock.release()
    assert lock.acquire(0)
    assert not lock.acquire(0)
    lock.release()
    assert lock.acquire(0)
