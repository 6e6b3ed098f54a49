"""Practice services forked from a process that has served once: to begin anew takes seconds.

Run as a program over a folder it is that process: it leaves that folder prepared. Its standard
input is a socket, and each message on it names the arguments of one `g2b-server` to fork, whose
streams come along as descriptors.
"""

import gc
import json
import os
import select
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from subprocess import Popen, TimeoutExpired
from typing import IO, Any

import requests

from backend.__main__ import main
from backend.commands import practice
from backend.server import Server, listen_here

MESSAGE_BYTES = 4096
DESCRIPTORS = 4
"""Standard input, output and error, and where the process id and the exit status are told."""


class Forks:
    """The process that forks; `folder`, which may hold a practice PKI, is prepared by it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._socket, theirs = socket.socketpair()
        command = [sys.executable, "-m", __name__, str(folder)]
        with theirs:
            self._process = Popen(command, stdin=theirs.fileno())
        assert self._socket.recv(1), "the process that forks did not begin"

    def fork(self, arguments: Sequence[str], descriptors: Sequence[int]) -> None:
        """Have `g2b-server` forked with these arguments."""
        socket.send_fds(self._socket, [json.dumps(arguments).encode()], descriptors)

    def close(self) -> None:
        """End it; what it has forked goes on."""
        self._socket.close()
        self._process.wait()


class Forked:
    """To practice mode it is what `subprocess.Popen` is."""

    def __init__(self, forks: Forks, command: Sequence[str], stderr: IO[bytes], **_: Any) -> None:
        program = [sys.executable, "-m", "backend"]
        assert command[:3] == program
        self.args = command
        given, giving = os.pipe()
        said, saying = os.pipe()
        told, telling = os.pipe()
        forks.fork(command[3:], [given, saying, stderr.fileno(), telling])
        for descriptor in (given, saying, telling):
            os.close(descriptor)
        self.stdin, self.stdout = os.fdopen(giving, "wb"), os.fdopen(said, "rb")
        self._told = os.fdopen(told, "rb", buffering=0)
        self.pid = int(self._told.readline())
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return its exit status, None while it runs."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended; return its exit status. Raises TimeoutExpired."""
        status = self._ended(timeout)
        if status is None:
            raise TimeoutExpired(self.args, timeout or 0)
        return status

    def kill(self) -> None:
        """Kill it unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)

    def _ended(self, seconds: float | None) -> int | None:
        if self.returncode is None and select.select([self._told], [], [], seconds)[0]:
            self.returncode = int(self._told.readline())
            self._told.close()
        return self.returncode


def serve(orders: socket.socket, folder: Path) -> None:
    """Fork for each message, until the test process has ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who look after them
    _serve_once(folder)
    assert threading.active_count() == 1, "no other thread would live on in what is forked"
    gc.freeze()
    orders.send(b"!")
    while True:
        message, descriptors, *_ = socket.recv_fds(orders, MESSAGE_BYTES, DESCRIPTORS)
        if not message:
            return
        if not os.fork():
            orders.close()
            _look_after(json.loads(message), descriptors)
        for descriptor in descriptors:
            os.close(descriptor)


def _serve_once(folder: Path) -> None:
    """Import and work out here what each fork would by itself, up to its first answer."""
    ready = threading.Event()
    with ExitStack() as running:
        _, service, *_ = practice._prepared(folder, running)
        listener = running.enter_context(listen_here())
        server = Server(service, ready=ready.set)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        ready.wait()
        port = listener.getsockname()[1]
        requests.get(f"http://127.0.0.1:{port}/v1/service", timeout=60).raise_for_status()
        server.should_exit = True
        thread.join()


def _look_after(arguments: list[str], descriptors: list[int]) -> None:
    """Run the command in a child, and tell of its beginning and its end."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    *streams, telling = descriptors
    child = os.fork()
    if not child:
        os.close(telling)
        _run(arguments, streams)
    for stream in streams:
        os.close(stream)
    os.write(telling, f"{child}\n".encode())
    _, status = os.waitpid(child, 0)
    os.write(telling, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _run(arguments: list[str], streams: list[int]) -> None:
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    # Those of the process that forks may be files, which are written to in another way.
    sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
    status = main(arguments)
    sys.stdout.flush()
    os._exit(status)


if __name__ == "__main__":
    with socket.socket(fileno=sys.stdin.fileno()) as own:
        serve(own, Path(sys.argv[1]))
