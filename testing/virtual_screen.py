"""A screen where there is none: Xvfb, for as long as it is needed."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

SIZE = "1280x1024x24"
STOP_SECONDS = 10


@contextmanager
def virtual_screen() -> Iterator[str]:
    """Give this process a screen while the block runs; yields what kind it is.

    `Xvfb`, or `offscreen` (Qt's own drawing into memory) where Xvfb is missing or does not start.
    """
    before = dict(os.environ)
    server = _start_xvfb()
    try:
        yield "Xvfb" if server else "offscreen"
    finally:
        os.environ.clear()
        os.environ.update(before)
        if server:
            server.terminate()
            server.wait(STOP_SECONDS)


def _start_xvfb() -> "subprocess.Popen[bytes] | None":
    command = shutil.which("Xvfb")
    if command:
        read, write = os.pipe()
        server = subprocess.Popen(
            [command, "-displayfd", str(write), "-screen", "0", SIZE, "-nolisten", "tcp"],
            pass_fds=(write,),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as announced:
            number = announced.readline().strip()
        if number:
            os.environ["DISPLAY"] = f":{number}"
            return server
        server.kill()
        server.wait()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return None
