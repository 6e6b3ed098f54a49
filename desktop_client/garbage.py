"""Looking for garbage on the screen's thread alone."""

import gc

OLDEST = 2
GROWTH = 1 / 4
"""The oldest objects are looked through once they grew by this part, as Python has it."""


class Garbage:
    """Takes the search for unreachable cycles from Python, which does it on whichever thread is at
    work: a widget in such a cycle would be destroyed under the feet of the screen's thread.
    """

    def __init__(self, growth: float = GROWTH) -> None:
        gc.disable()
        self._growth = growth
        self._oldest = 0
        self._began = False

    def collect(self) -> None:
        """Do what Python would have done by now; called often, on the screen's thread."""
        due = zip(gc.get_count(), gc.get_threshold(), strict=True)
        generations = [number for number, (count, limit) in enumerate(due) if count > limit]
        if OLDEST in generations and not self._began:
            self._began = True
            gc.freeze()  # what the program consists of stays: looking through it would take long
            return
        if OLDEST in generations and not self._grown():
            generations.remove(OLDEST)
        if generations:
            gc.collect(generations[-1])
        if OLDEST in generations:
            self._oldest = _count_oldest()

    def _grown(self) -> bool:
        return _count_oldest() - self._oldest > self._oldest * self._growth


def _count_oldest() -> int:
    return len(gc.get_objects(OLDEST))
