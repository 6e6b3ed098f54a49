"""Stands in for 도로명주소 (business.juso.go.kr), in the documented protocol.

It knows the addresses of a few invented streets. What is asked decides how it answers: see
`ODD`.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY = "practice"
ODD = {"너무많이": "E0015", "점검중": "-999"}
"""Words by which practice shows how the service refuses."""

_STREETS = (
    ("대전광역시 서구 연습로", "35208", "대전광역시 서구 연습동"),
    ("서울특별시 서초구 모의길", "06579", "서울특별시 서초구 모의동"),
    ("부산광역시 동래구 시험대로", "47727", "부산광역시 동래구 시험동"),
)
_NUMBERS = 60
_ROWS: tuple[dict[str, str], ...] = tuple(
    {
        "roadAddr": f"{street} {number} ({lot.split()[-1]})",
        "roadAddrPart1": f"{street} {number}",
        "roadAddrPart2": f"({lot.split()[-1]})",
        "jibunAddr": f"{lot} {number}",
        "zipNo": postcode,
    }
    for street, postcode, lot in _STREETS
    for number in range(1, _NUMBERS + 1)
)


@contextmanager
def serving(key: str = KEY) -> Iterator[str]:
    """Serve on a free port of this computer for whoever has the key; yields the address."""

    class Handler(_Handler):
        service_key = key

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/addrlink/addrLinkApi.do"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    service_key: str
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer one question."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        content = json.dumps({"results": self._answer(asked)}, ensure_ascii=False).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _answer(self, asked: dict[str, str]) -> dict[str, Any]:
        if asked.get("confmKey") != self.service_key:
            return _refused("E0001")
        typed = asked.get("keyword", "")
        if typed in ODD:
            return _refused(ODD[typed])
        found = [row for row in _ROWS if all(word in _line(row) for word in typed.split())]
        count, page = int(asked.get("countPerPage", "10")), int(asked.get("currentPage", "1"))
        common = {"errorCode": "0", "errorMessage": "정상", "totalCount": str(len(found))}
        return {"common": common, "juso": found[count * (page - 1) : count * page]}

    def log_message(self, format: str, *_: object) -> None:  # noqa: A002
        """Say nothing."""


def _line(row: dict[str, str]) -> str:
    return f"{row['roadAddr']} {row['jibunAddr']}"


def _refused(code: str) -> dict[str, Any]:
    return {"common": {"errorCode": code, "errorMessage": code, "totalCount": "0"}, "juso": None}
