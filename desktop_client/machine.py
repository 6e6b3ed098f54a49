"""What programs read from commands: JSON in UTF-8, whatever the terminal's code page is."""

import json
from typing import TextIO


def write_json(value: object, stream: TextIO, indent: int | None = None) -> None:
    """Write a value as JSON and a line end.

    What cannot be shown is escaped as JSON has it: control and invisible characters, which could
    steer a terminal, and the halves of file names that are no UTF-8.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    shown = "".join(
        char if char.isprintable() or char == "\n" else json.dumps(char)[1:-1] for char in text
    )
    binary = getattr(stream, "buffer", None)
    if binary is None:  # a stream that has no code page
        stream.write(f"{shown}\n")
    else:
        stream.flush()
        binary.write(f"{shown}\n".encode())
    stream.flush()
