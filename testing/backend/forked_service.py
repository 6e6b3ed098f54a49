"""Serves a folder's practice service in a forked child for each line of the standard input.

Run as a program by the test that kills those children: forking is quicker than starting anew.
"""

import json
import os
import sys
from pathlib import Path

from backend.commands.practice import settings
from backend.place import Place, read_place
from backend.server import Server, listen_here
from backend.service import Service
from practice.pki import Practice


def main(folder: Path, pki: Path, place: Place) -> None:
    """Fork, tell where the child serves, and wait until it was killed."""
    while sys.stdin.readline():
        child = os.fork()
        if not child:
            _serve(folder, pki, place)
        os.waitpid(child, 0)


def _serve(folder: Path, pki: Path, place: Place) -> None:
    with listen_here() as listener:
        about = {
            "url": f"http://127.0.0.1:{listener.getsockname()[1]}",
            "pid": os.getpid(),
        }
        config = settings(folder, Practice.load(pki)).model_copy(update={"database": place})
        service = Service.open(config)
        ready = json.dumps(about)
        Server(service, ready=lambda: print(ready, flush=True)).run(sockets=[listener])  # noqa: T201
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), read_place(sys.argv[3]))
