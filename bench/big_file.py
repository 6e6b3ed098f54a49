"""Sign big files, detached; run with FILE and FOLDER, signs once and prints the seconds."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.measure import Row, no_slower, seconds
from practice.pki import PASSWORD, build

RUNS = 5
SIZE = 500_000_000
SPARSE_RUNS = 3
SPARSE_SIZE = 10_000_000_000
BLOCK = 1_000_000
MEMORY_LIMIT_MB = 64


def rows() -> Iterator[Row]:
    """The times against `openssl dgst -sha256`, the memory against signing 1 KB."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        certificate = build(folder / "practice").sample("supplier").path
        big, small = folder / "big", folder / "small"
        _write(big, SIZE)
        _write(small, 1024)
        _digest(big)  # warms the page cache and openssl
        little = min(_sign(small, certificate)[1] for _ in range(RUNS))
        yield from _rows_of(
            *(big, certificate, little), measure="sign 500 MB, detached", runs=RUNS, most=1.15
        )
        with big.open("wb") as file:
            file.truncate(SPARSE_SIZE)
        yield from _rows_of(
            *(big, certificate, little),
            measure="sign a sparse 10 GB file",
            runs=SPARSE_RUNS,
            most=1 / 0.85,
        )


def _rows_of(
    big: Path, certificate: Path, little: float, *, measure: str, runs: int, most: float
) -> Iterator[Row]:
    samples = [(_sign(big, certificate), seconds(lambda: _digest(big))) for _ in range(runs)]
    ours = median(time for (time, _), _ in samples)
    peer = median(time for _, time in samples)
    yield no_slower(measure, (ours, peer), "openssl dgst", most)
    yield _memory_row(max(memory for (_, memory), _ in samples), little)


def _memory_row(large: float, little: float) -> Row:
    more = large - little
    return Row(
        "  memory at most",
        f"{large:.0f} MB",
        f"{little:.0f} MB signing 1 KB",
        f"+{more:.0f} MB",
        f"under {MEMORY_LIMIT_MB} MB more",
        more < MEMORY_LIMIT_MB,
    )


def _write(path: Path, size: int) -> None:
    with path.open("wb") as file:
        for start in range(0, size, BLOCK):
            file.write(os.urandom(min(BLOCK, size - start)))


def _digest(path: Path) -> None:
    subprocess.run(["openssl", "dgst", "-sha256", path], check=True, capture_output=True)


def _sign(file: Path, certificate: Path) -> tuple[float, float]:
    """Seconds from the closed key to the signature, and the most MB the process held."""
    command = [sys.executable, "-m", "bench.big_file", str(file), str(certificate)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        taken = child.stdout.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0
    return float(taken), usage.ru_maxrss / 1024


def _sign_once(file: Path, folder: Path) -> None:
    from desktop_client.pki.certificate import Certificate
    from desktop_client.pki.keyfile import open_key
    from desktop_client.pki.signing.cms import sign
    from desktop_client.pki.signing.signer import SigningIdentity

    def work() -> None:
        certificate = Certificate.from_der((folder / "signCert.der").read_bytes())
        key = open_key((folder / "signPri.key").read_bytes(), PASSWORD.encode(), certificate)
        with file.open("rb") as content:
            sign(content, SigningIdentity(certificate, key), detached=True)

    print(seconds(work))


if __name__ == "__main__":
    _sign_once(Path(sys.argv[1]), Path(sys.argv[2]))
