"""Where in this project's own code a failure arose.

The texts of exceptions are left out: they may hold passwords, keys or personal data.
"""

import traceback
from types import FrameType

PACKAGES = frozenset({"registration", "desktop_client", "backend", "practice", "resources"})
MAX_FRAMES = 8
MAX_CAUSES = 4


def error_location(error: BaseException) -> str:
    """Return the innermost of our own lines an exception passed, as `package.module:12`.

    Where none is ours it is the innermost of all; `?` for an exception that was never raised.
    """
    places = _places(error)
    return places[-1] if places else "?"


def trace(error: BaseException) -> str:
    """Return an exception's type and our own lines it passed, and those of its causes.

    One line of text, the exception itself first, each with the outermost line first:
    `KeyError (errno 2) at backend.app:3 > backend.guard:9; from OSError at …`.
    """
    told: list[str] = []
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen and len(told) < MAX_CAUSES:
        seen.add(id(cause))
        told.append(f"{_kind(cause)} at {' > '.join(_places(cause)[-MAX_FRAMES:]) or '?'}")
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "; from ".join(told)


def _kind(error: BaseException) -> str:
    number = error.errno if isinstance(error, OSError) else None
    return type(error).__name__ + (f" (errno {number})" if number is not None else "")


def _places(error: BaseException) -> list[str]:
    lines = list(traceback.walk_tb(error.__traceback__))
    ours = [(frame, line) for frame, line in lines if _module(frame).split(".")[0] in PACKAGES]
    return [f"{_module(frame)}:{line}" for frame, line in ours or lines[-1:]]


def _module(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", "?"))
