"""Revocation lists fetched over HTTP and LDAP from where the certificates say."""

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from backend.config import Trust
from backend.judge import Judge
from desktop_client.pki.certificate import Certificate
from practice.pki import Practice, Revoked
from practice.samples import SAMPLES
from tests.backend.world import Applicant, SetClock
from tests.pki.slapd import Directory, directory

__all__ = ["directory"]

Elsewhere = Callable[[str], tuple[Practice, Trust, Certificate]]


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


@pytest.fixture
def elsewhere(practice_pki: Practice, tmp_path_factory: pytest.TempPathFactory) -> Elsewhere:
    """Issues a supplier's certificate that says its lists are at another address."""

    def issue(url: str) -> tuple[Practice, Trust, Certificate]:
        folder = tmp_path_factory.mktemp("elsewhere") / "pki"
        shutil.copytree(practice_pki.folder, folder)
        state = json.loads((folder / "practice.json").read_text("utf-8"))
        (folder / "practice.json").write_text(json.dumps(state | {"crl_base_url": url}), "utf-8")
        practice = Practice.load(folder)
        sample = practice.issue(SAMPLES["supplier"], tmp_path_factory.mktemp("NPKI"))
        trust = Trust(
            anchors=(practice.root, practice.ca),
            revocation_lists=(practice.crl_folder / "root.crl",),
        )
        return practice, trust, Applicant.of(sample.path).certificate

    return issue


def test_a_list_no_file_holds_is_fetched(elsewhere: Elsewhere, lists: tuple[Path, str]) -> None:
    served, url = lists
    practice, trust, certificate = elsewhere(url)
    judge = Judge.over(trust, SetClock())
    path = judge.path(certificate, ())

    (undecided,) = judge.revocation(path)
    assert (undecided.code, undecided.values["reason"]) == ("revocation_unavailable", "http_404")

    (served / "dp1p1.crl").write_bytes(practice.crl("dp1p1"))
    assert judge.revocation(path) == []

    one = Revoked(certificate.serial, judge.clock() - timedelta(hours=1))
    (served / "dp1p1.crl").write_bytes(practice.crl("dp1p1", [one]))
    assert [found.code for found in Judge.over(trust, SetClock()).revocation(path)] == ["revoked"]


def test_a_list_is_fetched_from_a_directory(elsewhere: Elsewhere, directory: Directory) -> None:
    practice, trust, certificate = elsewhere(directory.address)
    judge = Judge.over(trust, SetClock())
    path = judge.path(certificate, ())
    (undecided,) = judge.revocation(path)
    assert undecided.values["reason"] == "entry_missing"

    entry = "ou=dp1p1,ou=AccreditedCA,o=practiceCA,c=kr"
    directory.add(entry, "certificateRevocationList", practice.crl("dp1p1"))
    assert judge.revocation(path) == []
