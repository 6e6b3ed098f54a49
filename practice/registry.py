"""Stands in for 국세청 사업자등록정보 진위확인·상태조회, in the documented protocol.

What it says depends on the business number alone, so that practice can show each answer: see
`TABLE`. Every other number is 계속사업자 whoever the representative is said to be.
"""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

SUSPENDED = "1000000014"
CLOSED = "1000000028"
MISMATCH = "1000000033"
SLOW = "1000000047"
FAILING = "1000000052"

TABLE: dict[str, str] = {
    SUSPENDED: "02",
    CLOSED: "03",
    MISMATCH: "mismatch",
    SLOW: "slow",
    FAILING: "failing",
}
"""How the numbers that are not 계속사업자 are answered."""

_NAMES = {"01": "계속사업자", "02": "휴업자", "03": "폐업자"}
_MOST = 100
_MOST_BYTES = 1024 * 1024


class StandIn:
    """One that runs: where it is, how it answers by number, and what it was asked.

    `forge`: what takes the place of the next answers' bytes, for tests of odd ones.
    """

    def __init__(self, table: dict[str, str] | None = None) -> None:
        self.table = dict(TABLE if table is None else table)
        self.asked: list[list[str]] = []
        self.forge: Callable[[bytes], bytes] = bytes
        self.stop = threading.Event()
        self.url = ""


@contextmanager
def serving(key: str, table: dict[str, str] | None = None) -> Iterator[StandIn]:
    """Serve on a free port of this computer for whoever has the key."""
    stand_in = StandIn(table)

    class Handler(_Handler):
        registry, service_key = stand_in, key

    server = _Server(("127.0.0.1", 0), Handler)
    stand_in.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield stand_in
    finally:
        stand_in.stop.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a caller that left."""


class _Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    registry: StandIn
    service_key: str
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Answer /validate and /status."""
        length = min(int(self.headers.get("Content-Length") or 0), _MOST_BYTES)
        content = self.rfile.read(length)
        parts = urlsplit(self.path)
        if parse_qs(parts.query).get("serviceKey") != [self.service_key]:
            self._answer(401, {"code": -401, "msg": "유효하지 않은 인증키 입니다."})
            return
        try:
            rows = _asked(parts.path, json.loads(content))
        except (ValueError, KeyError, TypeError):
            self._answer(400, {"status_code": "BAD_JSON_REQUEST"})
            return
        if len(rows) > _MOST:
            self._answer(413, {"status_code": "TOO_LARGE_REQUEST"})
            return
        numbers = [row["b_no"] for row in rows]
        self.registry.asked.append(numbers)
        words = {self.registry.table.get(number) for number in numbers}
        if "slow" in words:
            self.registry.stop.wait()
        if words & {"slow", "failing"}:
            self._answer(500, {"code": -500})
            return
        whole = parts.path.endswith("/validate")
        data = [(_validated if whole else _stated)(row, self.registry.table) for row in rows]
        self._answer(200, {"request_cnt": len(rows), "status_code": "OK", "data": data})

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        content = self.registry.forge(json.dumps(body, ensure_ascii=False).encode())
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's
        """Say nothing: the key stands in the path."""


def _asked(path: str, body: Any) -> list[dict[str, Any]]:
    if path.endswith("/validate"):
        rows = [dict(row) for row in body["businesses"]]
        if not all(row["b_no"] and row["start_dt"] and row["p_nm"] for row in rows):
            raise ValueError("b_no, start_dt and p_nm are needed")
        return rows
    if path.endswith("/status"):
        return [{"b_no": str(number)} for number in body["b_no"]]
    raise KeyError(path)


def _validated(row: dict[str, Any], table: dict[str, str]) -> dict[str, Any]:
    number = row["b_no"]
    if table.get(number) == "mismatch":
        return {
            "b_no": number,
            "valid": "02",
            "valid_msg": "확인할 수 없습니다.",
            "request_param": row,
        }
    stated = _stated(row, table)
    return {"b_no": number, "valid": "01", "request_param": row, "status": stated}


def _stated(row: dict[str, Any], table: dict[str, str]) -> dict[str, Any]:
    number = row["b_no"]
    code = table.get(number, "01")
    if code not in _NAMES:
        return {
            "b_no": number,
            "b_stt": "",
            "b_stt_cd": "",
            "tax_type": "국세청에 등록되지 않은 사업자등록번호입니다.",
        }
    return {"b_no": number, "b_stt": _NAMES[code], "b_stt_cd": code}
