"""What the service reports, on the standard error: lines of text, or of JSON for programs.

Who it is about never stands there: an exception is told by its kind and place, not by its text.
"""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal

from registration.traces import trace

REQUEST: ContextVar[str] = ContextVar("request", default="")
"""The id of the request that is worked on, "" outside of any."""
Form = Literal["text", "json"]


class _Lines(logging.Formatter):
    """A line of text; under it the kinds and places of an exception."""

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's name
        """Tell an exception without its text."""
        error = ei[1] if isinstance(ei, tuple) else None
        return trace(error) if isinstance(error, BaseException) else ""


class _Json(_Lines):
    """A line of JSON: time, level, logger, event, and the request's id where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        if request := REQUEST.get():
            told["request_id"] = request
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def log_to_stderr(form: Form = "text") -> None:
    """Send what the service reports to the standard error."""
    handler = logging.StreamHandler()
    text = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    handler.setFormatter(_Json() if form == "json" else _Lines(text))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
