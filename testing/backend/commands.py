"""`g2b-server` run as a process, or inside this one."""

import contextlib
import io
import os
import subprocess
import sys
from unittest import mock

from backend.__main__ import main
from testing.backend.world import OFFICER, OFFICER_PASSWORD, World

Done = subprocess.CompletedProcess[str]


def server(*arguments: object, given: str = "") -> Done:
    """Run `g2b-server` as a process; whatever happens, no traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "backend", *map(str, arguments)],
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=os.environ | {"LANG": "C.UTF-8", "LC_ALL": ""},
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done


def inside(*arguments: object, given: str = "") -> Done:
    """Run `g2b-server` in this process, which is quicker; an exception fails the test."""
    command = [str(argument) for argument in arguments]
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2)]
    entered = io.TextIOWrapper(io.BytesIO(given.encode()), "utf-8")
    with (
        contextlib.redirect_stdout(streams[0]),
        contextlib.redirect_stderr(streams[1]),
        mock.patch.object(sys, "stdin", entered),
    ):
        try:
            status = main(command)
        except SystemExit as ended:
            status = int(ended.code or 0)
    out, err = (_written(stream) for stream in streams)
    assert "unexpected" not in err
    return Done(command, status, out, err)


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


def review(world: World, *arguments: object, given: str = OFFICER_PASSWORD) -> Done:
    """Act as the officer of a test's service."""
    options = ("--service", world.url, "--officer", OFFICER, "--password-stdin")
    return inside("review", *arguments, *options, given=given)
