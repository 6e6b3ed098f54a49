"""Every reader of outside bytes with its worst input: twice the bytes take twice the time.

The time is the processor's, without what the system takes to find memory, and the growth that of
two doublings: one alone also tells where a cache of the processor ends.

`python -m bench.readers NAME FOLDER` measures one reader in a process of its own and prints, for
each shape of input, the seconds at each size as JSON; FOLDER holds a practice PKI.
"""

import gc
import json
import resource
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.x509 import ocsp

from bench.measure import Row, milliseconds
from bench.shapes import DER, JSON, TEXTS, Shape
from desktop_client.pki.encoding.der_write import SEQUENCE, encode
from desktop_client.pki.judging import trust_list
from desktop_client.pki.storage.token_drivers import read_list
from desktop_client.views.application.paste import read_table
from fuzz.context import Context
from fuzz.targets import TARGETS
from practice.pki import Practice, build
from registration import field_types
from registration.forms import describe
from registration.json_limits import holds_at_most
from registration.kinds import Kind
from registration.submission import MOST_VALUES, Application
from registration.wire import RefusalBody

SIZES = tuple(64 * 1024 << doublings for doublings in range(7))
"""From 64 KiB, which every reader takes, to 4 MiB, beyond the bound of some."""
MOST_PER_DOUBLING = 2.2
TOO_SHORT = 0.02
"""Seconds below which growth says nothing, and need not."""
PAGE = describe(Kind.SUPPLIER).page("licences")
PATIENCE_SECONDS = 600
LEAST = 0.001
"""Seconds: what took less is taken for so much."""
RUNS, LONG = 3, 0.5
"""How often a size is read, once where that takes long."""
AGAIN = 3
"""How often sizes are tried again."""

Read = Callable[[Context, bytes], object]


class Reader(NamedTuple):
    """One reader, the shapes it is given, and what else reads the same."""

    read: Read
    shapes: Mapping[str, Shape]
    peer: Callable[[bytes], object] | None = None


def _text(read: Callable[[str], object]) -> Read:
    return lambda _, data: read(data.decode())


def _bytes(read: Callable[[bytes], object]) -> Read:
    return lambda _, data: read(data)


PEERS: dict[str, Callable[[bytes], object]] = {
    "certificate": x509.load_der_x509_certificate,
    "crl": x509.load_der_x509_crl,
    "ocsp": ocsp.load_der_ocsp_response,
}
READERS: dict[str, Reader] = {
    **{name: Reader(target.read, DER, PEERS.get(name)) for name, target in TARGETS.items()},
    "form text": Reader(
        _text(lambda text: field_types.plain(text, 200)),
        TEXTS,
        lambda data: unicodedata.normalize("NFC", data.decode()[:800]),
    ),
    "pasted rows": Reader(_text(lambda text: read_table(PAGE, text, 10)), TEXTS),
    "list of token drivers": Reader(_text(lambda text: read_list(text, Path())), TEXTS),
    "trust list": Reader(_bytes(trust_list.read_unsigned), JSON, json.loads),
    "table of addresses": Reader(_bytes(trust_list.read_table), JSON, json.loads),
    "refusal of the service": Reader(_bytes(RefusalBody.model_validate_json), JSON, json.loads),
    "values of a JSON text": Reader(_bytes(lambda data: holds_at_most(MOST_VALUES, data)), JSON),
    "signed document": Reader(_bytes(Application.parse), JSON, json.loads),
}


def rows() -> Iterator[Row]:
    """One row a reader: its slowest shape at the largest size."""
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
        for name in READERS:
            yield _row(name, folder)


def _row(name: str, folder: str) -> Row:
    target = f"at most {MOST_PER_DOUBLING} a doubling"
    command = [sys.executable, "-m", "bench.readers", name, folder]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        return Row(f"reads: {name}", f"> {PATIENCE_SECONDS} s", target=target, met=False)
    except subprocess.CalledProcessError as error:
        return Row(f"reads: {name}", f"ended by {error.returncode}", target=target, met=False)
    times: dict[str, list[list[float]]] = json.loads(done.stdout)
    shape = max(times, key=lambda each: _growth(times[each][0]) or times[each][0][-1] / 1000)
    ours, peer = times[shape]
    growth = _growth(ours)
    return Row(
        f"reads: {name} ({shape})",
        milliseconds(ours[-1]),
        f"{milliseconds(peer[-1])} peer" if peer else "",
        f"{growth:.2f}" if growth else "too short",
        target,
        growth <= MOST_PER_DOUBLING,
    )


def _growth(times: list[float]) -> float:
    """Return the largest growth for a doubling, over two; 0 where it is too short to tell."""
    apart = zip(times, times[2:], strict=False)
    grown = [(more / max(less, LEAST)) ** 0.5 for less, more in apart if more > TOO_SHORT]
    return max(grown, default=0)


def _measure(name: str, folder: Path) -> dict[str, list[list[float]]]:
    reader = READERS[name]
    context = Context(Practice.load(folder), folder)
    seed = TARGETS[name].seeds(context)[0] if name in TARGETS else b""
    made = dict(reader.shapes)
    if seed[:1] == b"\x30":
        made |= {f"with {kind}": _beside(seed, shape) for kind, shape in reader.shapes.items()}
    gc.disable()  # else a search for garbage falls to whichever size is being read
    measured = {}
    for kind, shape in made.items():
        inputs = [shape(size) for size in SIZES]
        ours = _times(lambda data: reader.read(context, data), inputs)
        peer = [_time(reader.peer, data) for data in inputs] if reader.peer else []
        measured[kind] = [ours, peer]
        gc.collect()
    return measured


def _beside(seed: bytes, shape: Shape) -> Shape:
    """Return a good input with the shape as a last part more."""
    begin = 2 + (seed[1] & 127 if seed[1] & 128 else 0)
    return lambda size: encode(SEQUENCE, seed[begin:] + shape(size))


def _times(read: Callable[[bytes], object], inputs: list[bytes]) -> list[float]:
    """Return the seconds for each input; where one seems to grow too much, it is tried again.

    What else the computer does falls to one size now and then; a reader that is slow by itself
    stays so.
    """
    times = [_time(read, data) for data in inputs]
    for place in range(2, len(times)):
        for _ in range(AGAIN):
            if _growth(times[place - 2 : place + 1]) <= MOST_PER_DOUBLING:
                break
            times[place] = min(times[place], _time(read, inputs[place]))
    return times


def _time(read: Callable[[bytes], object], data: bytes) -> float:
    """Return the processor's seconds for one input, the best of a few."""

    def attempt() -> float:
        start = _used()
        with suppress(Exception):
            read(data)
        return _used() - start

    first = attempt()
    again = RUNS - 1 if first < LONG else 0
    return min([first, *(attempt() for _ in range(again))])


def _used() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1], Path(sys.argv[2]))))
