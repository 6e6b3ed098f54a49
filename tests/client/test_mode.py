"""The real mode asks about revocation as the settings say, and keeps what it fetched."""

from pathlib import Path

import pytest

from desktop_client.mode import RealMode
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import Validity
from desktop_client.pki.judging.anchors import add_anchor
from desktop_client.settings import Settings
from desktop_client.work import Work
from practice.pki import Practice
from testing.pki import making
from testing.pki.web import Server, body, server

__all__ = ["server"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json", tmp_path / "none.json")


def test_lists_are_fetched_kept_and_used_by_the_next_start(
    tmp_path: Path, settings: Settings, practice_pki: Practice, server: Server
) -> None:
    root = practice_pki.chain()[0]
    own = Certificate.from_der(root.pem)
    add_anchor(tmp_path / "anchors", root.pem, own.fingerprint)
    url = server.address + "/list"
    server.url("/list", body(making.revocation_list(root, url=url)))
    leaf = making.leaf(root, url=url)
    for _ in range(2):
        mode = RealMode(settings, tmp_path)
        assert mode.trust(Work()).judge(leaf, ()).validity is Validity.VALID
    assert server.requests == ["/list"]
    assert len(list((tmp_path / "revocation").iterdir())) == 1


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [("after", (True, False)), ("first", (True, True)), ("off", (False, False))],
)
def test_whether_responders_are_asked_is_a_setting(
    tmp_path: Path, settings: Settings, chosen: str, expected: tuple[bool, bool]
) -> None:
    mode = RealMode(settings, tmp_path)
    settings.set("ocsp", chosen)
    online = mode.trust(Work()).fetcher
    assert online is not None
    assert (online.responders, online.responders_first) == expected
