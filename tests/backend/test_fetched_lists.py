"""Revocation lists fetched over HTTP from where the certificates say."""

import json
import shutil
import threading
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from backend.config import Trust
from backend.judge import Judge
from practice.pki import Practice, Revoked
from practice.samples import SAMPLES
from tests.backend.world import Applicant, SetClock


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Says nothing."""


@pytest.fixture
def lists(practice_pki: Practice, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder served over HTTP, and its URL."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever).start()
    yield tmp_path, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_list_no_file_holds_is_fetched(
    practice_pki: Practice, lists: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    served, url = lists
    folder = tmp_path_factory.mktemp("elsewhere") / "pki"
    shutil.copytree(practice_pki.folder, folder)
    state = json.loads((folder / "practice.json").read_text("utf-8"))
    (folder / "practice.json").write_text(json.dumps(state | {"crl_base_url": url}), "utf-8")
    practice = Practice.load(folder)
    sample = practice.issue(SAMPLES["supplier"], tmp_path_factory.mktemp("NPKI"))
    certificate = Applicant.of(sample.path).certificate
    trust = Trust(
        anchors=(practice.root, practice.ca),
        revocation_lists=(practice.crl_folder / "root.crl",),
    )
    judge = Judge.over(trust, SetClock())
    path = judge.path(certificate, ())

    (undecided,) = judge.revocation(path)
    assert (undecided.code, undecided.values["reason"]) == ("revocation_unavailable", "http_404")

    (served / "dp1p1.crl").write_bytes(practice.crl("dp1p1"))
    assert judge.revocation(path) == []

    one = Revoked(certificate.serial, judge.clock() - timedelta(hours=1))
    (served / "dp1p1.crl").write_bytes(practice.crl("dp1p1", [one]))
    assert [found.code for found in Judge.over(trust, SetClock()).revocation(path)] == ["revoked"]
