"""Serves the practice CA over HTTP on this computer (RFC 6712)."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from practice.issuing.book import Book, Code
from practice.pki import Practice

if TYPE_CHECKING:
    from practice.issuing.answering import Answering

MEDIA_TYPE = "application/pkixcmp"
MOST_BYTES = 1024 * 1024
SECONDS = 30
BOOK = "issuing"


class PracticeCa:
    """The practice CA of a PKI's folder: its address, and its book of codes."""

    def __init__(self, pki: Path) -> None:
        self._pki = pki
        self._alone = threading.Lock()
        self.book = Book(pki / BOOK)
        self.url = ""

    def give(self, code: Code) -> None:
        """Note a code that somebody was given."""
        with self._alone:
            self.book.give(code)

    def answer(self, data: bytes) -> bytes:
        """Return the answer to a message; the book and the lists are written by one at a time."""
        with self._alone:
            return self._answering.answer(data)

    @cached_property
    def _answering(self) -> "Answering":
        """What answers; its keys are read when somebody asks for the first time."""
        from practice.issuing.answering import Answering

        return Answering(Practice.load(self._pki), self.book)


@contextmanager
def serving(pki: Path) -> Iterator[PracticeCa]:
    """Serve the practice CA of a PKI's folder on a free port of this computer."""
    ca = PracticeCa(pki)

    class Handler(_Handler):
        practice_ca = ca

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    ca.url = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield ca
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    practice_ca: PracticeCa
    protocol_version = "HTTP/1.1"
    timeout = SECONDS

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        if not 0 < size <= MOST_BYTES:
            self.close_connection = True
            self.send_error(413)
            return
        answer = self.practice_ca.answer(self.rfile.read(size))
        with suppress(ConnectionError):  # whoever asked may have gone
            self.send_response(200)
            self.send_header("Content-Type", MEDIA_TYPE)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

    def log_message(self, format: str, *values: object) -> None:  # noqa: A002 - the library's name
        logging.getLogger(__name__).debug(format, *values)
