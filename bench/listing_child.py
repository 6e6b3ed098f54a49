"""Lists the certificates of a store once and prints how many processor seconds that took.

`python -m bench.listing_child ours|cryptography STORE`: the best of a few runs.
"""

import sys
import time
from pathlib import Path

from cryptography import x509

from desktop_client.pki.storage.store import merge, scan

RUNS = 3


def _ours(store: Path) -> int:
    return len(merge(scan([store])))


def _cryptography(store: Path) -> int:
    """Read every file, and of each certificate the values a list shows."""
    listed = 0
    for path in store.rglob("*"):
        if not path.is_file():
            continue
        data = path.read_bytes()
        if path.suffix == ".der":
            found = x509.load_der_x509_certificate(data)
            shown = [
                *(found.subject.rfc4514_string(), found.issuer.rfc4514_string()),
                *(found.serial_number, found.not_valid_before_utc, found.not_valid_after_utc),
                *(found.public_key(), list(found.extensions)),
            ]
            listed += len(shown)
    return listed


def main() -> None:
    """Measure one of them."""
    read = {"ours": _ours, "cryptography": _cryptography}[sys.argv[1]]
    store, taken = Path(sys.argv[2]), list[float]()
    for _ in range(RUNS):
        start = time.process_time()
        assert read(store)
        taken.append(time.process_time() - start)
    print(min(taken))


if __name__ == "__main__":
    main()
