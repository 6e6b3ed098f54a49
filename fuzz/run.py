"""Fuzzes one reader with atheris: `python -m fuzz.run TARGET PRACTICE OUT SECONDS`.

An input that makes the reader raise what it must not, or takes too long, is kept in OUT/findings,
one for each place in the code; fuzzing goes on.
"""

import random
import sys
import time
import traceback
from pathlib import Path

import atheris

with atheris.instrument_imports(
    include=["desktop_client.pki", "asn1crypto", "pyhanko_certvalidator"]
):
    from fuzz.context import Context
    from fuzz.mutating import mutated
    from fuzz.targets import TARGETS, Target

from practice.pki import Practice

SLOW_SECONDS = 3.0
"""Of the processor's time, for one input."""
MAX_BYTES = 64 * 1024


class Watched:
    """A reader whose surprises are kept."""

    def __init__(self, target: Target, context: Context, findings: Path, name: str) -> None:
        self._target, self._context = target, context
        self._findings, self._name = findings, name

    def __call__(self, data: bytes) -> None:
        start = time.process_time()
        try:
            self._target.read(self._context, data)
        except self._target.may_raise:
            pass
        except Exception as error:  # noqa: BLE001 - this is what is looked for
            self._keep(data, _place(error), traceback.format_exc())
        taken = time.process_time() - start
        if taken > SLOW_SECONDS:
            self._keep(data, "slow", f"{taken:.1f} s")

    def _keep(self, data: bytes, place: str, told: str) -> None:
        path = self._findings / f"{self._name}-{place}"
        if not path.exists():
            path.write_bytes(data)
            path.with_name(path.name + ".txt").write_text(told)


def _place(error: Exception) -> str:
    """The error and where it was raised: the same fault again is not told twice."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}-{Path(frame.filename).stem}-{frame.lineno}"


def _mutate(data: bytes, max_size: int, seed: int) -> bytes:
    """Half of the time at the boundaries of the DER, else anywhere."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    if chance.random() < 0.5 and (changed := mutated(data, chance)) is not None:
        return changed[:max_size]
    return bytes(atheris.Mutate(data, max_size))


def main() -> None:
    """Fuzz for the time given; libFuzzer ends the process."""
    name, practice, out, seconds = sys.argv[1:]
    findings, corpus = Path(out) / "findings", Path(out) / "corpus" / name
    for folder in (findings, corpus):
        folder.mkdir(parents=True, exist_ok=True)
    target, context = TARGETS[name], Context(Practice.load(Path(practice)), Path(out) / "tsa")
    for number, seed in enumerate(target.seeds(context)):
        (corpus / f"seed-{number}").write_bytes(seed)
    limits = [f"-max_total_time={seconds}", f"-max_len={MAX_BYTES}", "-timeout=60"]
    options = [*limits, "-print_final_stats=1", f"-artifact_prefix={findings}/{name}-"]
    watched = Watched(target, context, findings, name)
    atheris.Setup([sys.argv[0], *options, str(corpus)], watched, custom_mutator=_mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
