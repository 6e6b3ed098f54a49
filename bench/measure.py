"""How the benches measure: ours and its peer in turns, in one run, compared by their medians."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; the ratio is ours to the peer's. `met` is None without a target."""

    measure: str
    ours: str
    peer: str = ""
    ratio: str = ""
    target: str = ""
    met: bool | None = None


def seconds(work: Work) -> float:
    """How long one call takes, without clearing up after what ran before it."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def pairs(ours: Work, peer: Work, runs: int) -> tuple[float, float]:
    """Median seconds of ours and of the peer, called in turns after one warm-up each."""
    ours()
    peer()
    times = [(seconds(ours), seconds(peer)) for _ in range(runs)]
    return median(a for a, _ in times), median(b for _, b in times)


def no_slower(measure: str, times: tuple[float, float], peer: str, most: float) -> Row:
    """A row whose target is that ours takes at most `most` times what the peer takes."""
    ratio = times[0] / times[1]
    return Row(
        measure,
        milliseconds(times[0]),
        f"{milliseconds(times[1])} {peer}",
        f"{ratio:.2f}",
        f"at most {most:.3g}x",
        ratio <= most,
    )


def at_least_faster(measure: str, times: tuple[float, float], peer: str, least: float) -> Row:
    """A row whose target is that the peer takes at least `least` times what ours takes."""
    ratio = times[0] / times[1]
    return Row(
        measure,
        milliseconds(times[0]),
        f"{milliseconds(times[1])} {peer}",
        f"1/{1 / ratio:.1f}",
        f"at least {least:g}x faster",
        ratio <= 1 / least,
    )


def compared(measure: str, times: tuple[float, float], peer: str) -> Row:
    """A row without a target."""
    ratio = f"{times[0] / times[1]:.2f}"
    return Row(measure, milliseconds(times[0]), f"{milliseconds(times[1])} {peer}", ratio)


def milliseconds(value: float) -> str:
    """A short time, with the digits that matter."""
    return f"{value * 1000:.3g} ms" if value < 1 else f"{value:.2f} s"
