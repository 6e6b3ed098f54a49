"""One verdict by a kept list, in a process of its own: its time, memory, and other threads' wait.

Arguments: the folder of the kept lists, the root, the certificate. Writes one JSON object.
"""

import json
import sys
import threading
import time
from pathlib import Path

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.judging.chain import Revocation, judge
from desktop_client.pki.judging.trust import TrustList
from desktop_client.pki.revocation.crl import CrlFetcher
from desktop_client.pki.revocation.list_cache import ListCache
from desktop_client.pki.revocation.online import Online

TICK = 0.001


class Ticker(threading.Thread):
    """Another thread that wants to run every millisecond, and its longest wait in seconds."""

    def __init__(self) -> None:
        super().__init__()
        self._ended = threading.Event()
        self.longest = 0.0

    def run(self) -> None:
        last = time.perf_counter()
        while not self._ended.is_set():
            time.sleep(TICK)
            now = time.perf_counter()
            self.longest = max(self.longest, now - last - TICK)
            last = now

    def end(self) -> None:
        self._ended.set()
        self.join()


def memory(process: int | str = "self") -> int:
    """The most memory a process has used, in bytes (Linux).

    Not getrusage: its figure is also that of the process this one was started from.
    """
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def main() -> None:
    """Judge once without the list, so that everything is loaded, then by it."""
    folder, root, leaf = (Path(each) for each in sys.argv[1:])
    trust = TrustList.from_files([root])
    certificate = Certificate.from_der(leaf.read_bytes())
    judge(certificate, trust, revocation=Revocation.OFF)
    fetcher = Online(CrlFetcher(cache=ListCache(folder), online=False))
    judge(certificate, trust, fetcher=Online(CrlFetcher(online=False)))
    before = memory()
    start = time.perf_counter()
    verdict = judge(certificate, trust, fetcher=fetcher)
    taken = time.perf_counter() - start
    used = memory() - before
    ticker = Ticker()
    ticker.start()
    again = Online(CrlFetcher(cache=ListCache(folder), online=False))
    judge(certificate, trust, fetcher=again)
    ticker.end()
    said = {
        "validity": verdict.validity,
        "seconds": taken,
        "memory": used,
        "longest_wait": ticker.longest,
    }
    print(json.dumps(said))


if __name__ == "__main__":
    main()
