"""`tables list` and `renew`, against a stand-in of the open API on this computer."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from backend.__main__ import main as server
from registration.tables import RENEWED, names, use_folder
from tests.commands.conftest import Commands, Outcome

KEY = "practice+key/=="
ROWS = {
    "getIndstrytyBaseLawrgltInfoList": [
        {"indstrytyCd": f"{number:04d}", "indstrytyNm": f"{number}번 업", "indstrytyUseYn": "Y"}
        for number in range(1500)
    ],
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        query = parse_qs(asked.query)
        rows = ROWS.get(asked.path.rpartition("/")[2])
        first = (int(query["pageNo"][0]) - 1) * int(query["numOfRows"][0])
        if query["ServiceKey"] != [KEY]:
            content = b"<r><returnReasonCode>30</returnReasonCode></r>"
        elif rows is None:
            content = b'{"nkoneps.com.response.ResponseError":{"header":{"resultCode":"12"}}}'
        else:
            body = {"items": rows[first : first + 999], "totalCount": len(rows)}
            told = {"response": {"header": {"resultCode": "00"}, "body": body}}
            content = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as api:
        threading.Thread(target=api.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{api.server_address[1]}/1230000"
        api.shutdown()


@pytest.fixture(autouse=True)
def shipped() -> Iterator[None]:
    """Other tests see what came along."""
    yield
    use_folder(None)


def renew(commands: Commands, address: str, name: str, key: str = KEY) -> Outcome:
    arguments = ("tables", "renew", name, "--server", address, "--key-stdin")
    return commands.json(*arguments, typed=f"{key}\n".encode())


def test_source_and_day_of_every_table_are_shown(commands: Commands) -> None:
    shown = commands("tables", "list")
    assert shown.status == 0
    assert len(shown.out.splitlines()) == len(names())
    assert "industries: 2770개, 기준일 2026-09-05" in shown.out


def test_a_table_is_renewed_and_used(commands: Commands, address: str, tmp_path: Path) -> None:
    renew(commands, address, "industries")
    file = next((tmp_path / "home").rglob(f"{RENEWED}/industries.csv"))
    assert file.read_text("utf-8").startswith("#source: ")
    listed = commands.json("tables", "list").data["tables"]
    assert next(each for each in listed if each["name"] == "industries")["count"] == 1500


@pytest.mark.parametrize(
    ("name", "key", "code"),
    [
        ("industries", "wrong", "table_not_renewed"),
        ("products", KEY, "table_not_renewed"),
        ("offices", KEY, "table_unknown"),
    ],
)
def test_what_is_not_renewed_is_told_without_the_key(
    commands: Commands, address: str, name: str, key: str, code: str
) -> None:
    told = renew(commands, address, name, key)
    assert told.status
    assert told.codes == {code}
    assert "wrong" not in told.out + told.err
    assert not list(Path.home().rglob("industries.csv"))


def test_a_server_that_is_not_there_is_told_without_the_key(commands: Commands) -> None:
    told = renew(commands, "http://127.0.0.1:1", "industries")
    assert told.codes == {"tables_unreachable"}
    assert "practice" not in told.out + told.err


def test_the_service_renews_its_own(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n")
    config = tmp_path / "service.toml"
    config.write_text(
        f'name = "연습"\n[open_data]\nurl = "{address}"\nservice_key = "key"\n[keys]\n'
        'signing_certificate = "x"\nsigning_key = "x"\n'
        'encryption_certificate = "x"\nencryption_key = "x"\n'
    )
    assert server(["tables", "renew", "industries", "--config", str(config)]) == 0
    assert server(["tables", "renew", "products", "--config", str(config)]) == 1
    assert server(["tables", "list", "--config", str(config)]) == 0
    said = capsys.readouterr()
    assert "industries: 1500 codes of " in said.out
    assert "error (code 12)" in said.err
    assert KEY not in said.out + said.err
    assert (tmp_path / RENEWED / "industries.csv").is_file()
