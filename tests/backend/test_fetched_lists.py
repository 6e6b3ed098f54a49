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
from backend.judge import Judge, JudgedPath
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import Finding
from desktop_client.pki.revocation.list_cache import ListCache
from practice.pki import Practice, Revoked
from practice.samples import SAMPLES
from testing.backend.world import Applicant, SetClock
from testing.pki.responder import Responder
from testing.pki.slapd import Directory, directory
from testing.pki.web import Server, server

__all__ = ["directory", "server"]

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
            kept_lists=folder / "kept",
            installation=folder / "trust-of-service",
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
    assert [found.code for found in judged_anew(trust, path)] == ["revoked"]


def judged_anew(trust: Trust, path: JudgedPath) -> list[Finding]:
    """By a service that has kept nothing."""
    anew = trust.model_copy(update={"kept_lists": trust.kept_lists / "new"})
    return Judge.over(anew, SetClock()).revocation(path)


def test_a_fetched_list_is_kept_for_the_next_start(
    elsewhere: Elsewhere, lists: tuple[Path, str]
) -> None:
    served, url = lists
    practice, trust, certificate = elsewhere(url)
    (served / "dp1p1.crl").write_bytes(practice.crl("dp1p1"))
    judge = Judge.over(trust, SetClock())
    path = judge.path(certificate, ())
    assert judge.revocation(path) == []
    (kept,) = ListCache(trust.kept_lists).entries()
    assert kept.url == f"{url}/dp1p1.crl"
    (served / "dp1p1.crl").unlink()
    assert Judge.over(trust, SetClock()).revocation(path) == []


def test_a_responder_is_asked_where_no_list_can_be_had(
    elsewhere: Elsewhere, lists: tuple[Path, str], server: Server, tmp_path: Path
) -> None:
    _, url = lists
    practice, trust, certificate = elsewhere(url)
    ca = practice.chain()[1]
    responder = Responder(tmp_path, ca, ca)
    responder.knows(certificate)
    address = server.url("/ocsp", responder.over_http())
    folder = trust.installation
    folder.mkdir()
    table = {"practiceCA": {"ocsp": address}}
    (folder / "addresses.json").write_text(json.dumps(table))
    judge = Judge.over(trust, SetClock())
    path = judge.path(certificate, ())
    assert judge.revocation(path) == []
    assert server.requests == ["/ocsp"]
    without = trust.model_copy(update={"ocsp": "off"})
    (undecided,) = Judge.over(without, SetClock()).revocation(path)
    assert undecided.code == "revocation_unavailable"
    assert server.requests == ["/ocsp"]


def test_a_list_is_fetched_from_a_directory(elsewhere: Elsewhere, directory: Directory) -> None:
    practice, trust, certificate = elsewhere(directory.address)
    judge = Judge.over(trust, SetClock())
    path = judge.path(certificate, ())
    (undecided,) = judge.revocation(path)
    assert undecided.values["reason"] == "entry_missing"

    entry = "ou=dp1p1,ou=AccreditedCA,o=practiceCA,c=kr"
    directory.add(entry, "certificateRevocationList", practice.crl("dp1p1"))
    assert judge.revocation(path) == []
