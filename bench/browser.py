"""An officer's page in Chromium, from the click until it is painted, against the same as a file.

The service has 100 000 applications; the file is served beside it with the same style sheet.
"""

import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

import uvicorn
from playwright.sync_api import Page

from backend.app import create_app
from backend.commands.practice import practice_pki, set_up_officer, settings
from backend.pages.styles import STYLESHEET
from backend.secret import Secret
from backend.server import listen_here
from backend.service import Service
from bench.many import made
from bench.measure import Row, no_slower
from testing import browser

COUNT = 100_000
RUNS = 15
MOST = 2.0
PAGES = {
    f"officer's queue of {COUNT:,}: click to painted": "/officer/?state=all",
    "  a search for two syllables": "/officer/?q=한빛",
}
_NOTE_CLICK = """() => addEventListener("click", () => {
  sessionStorage.clicked = performance.timeOrigin + performance.now();
}, true)"""
_PAINTED = """() => {
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  return paint ? performance.timeOrigin + paint.startTime - Number(sessionStorage.clicked) : 0;
}"""


def rows() -> Iterator[Row]:
    """Each page by the service and as a file, in turns."""
    with (
        tempfile.TemporaryDirectory() as name,
        _service(Path(name)) as (service, url),
        browser.running() as chromium,
        browser.without_cookies(chromium) as context,
    ):
        page = context.new_page()
        page.goto(f"{url}/officer/practice/{service.practice_key}")
        for measure, path in PAGES.items():
            page.goto(url + path)
            with _file(page.content()) as file:
                links = (url + path, file)
                for link in links:
                    _painted(page, link)  # once for caches and compiled code
                times = [[_painted(page, link) for link in links] for _ in range(RUNS)]
            ours, peer = (median(values) for values in zip(*times, strict=True))
            yield no_slower(measure, (ours, peer), "the same as a file", MOST)


def _painted(page: Page, link: str) -> float:
    """Return the seconds from a click on a link to what it leads to being seen."""
    page.goto(link)
    page.evaluate(_NOTE_CLICK)
    page.evaluate(
        "link => { const a = document.createElement('a'); a.href = link; a.id = 'go';"
        " a.textContent = 'go'; document.querySelector('main').prepend(a); }",
        link,
    )
    page.click("#go")
    page.wait_for_load_state()
    return float(page.wait_for_function(_PAINTED).json_value()) / 1000


@contextmanager
def _service(folder: Path) -> Iterator[tuple[Service, str]]:
    config = settings(folder, practice_pki(folder / "pki"))
    Secret.make(config.secret)
    made(folder / "service.sqlite", COUNT).close()
    service = Service.open(config)
    set_up_officer(service, folder)
    server = uvicorn.Server(uvicorn.Config(create_app(service), log_config=None, lifespan="off"))
    with listen_here() as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield service, f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()
    service.close()


@contextmanager
def _file(html: str) -> Iterator[str]:
    """Serve a page and the style sheet as a plain server of files does."""
    files = {STYLESHEET.path: ("text/css", STYLESHEET.content), "/": ("text/html", html.encode())}

    class Files(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, content = files.get(self.path, ("", b""))
            self.send_response(200 if kind else 404)
            self.send_header("Content-Type", kind or "text/plain")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Files) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()
