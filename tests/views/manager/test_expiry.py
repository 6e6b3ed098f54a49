"""Certificates that end soon: the right words at 30, 14, 7 and 1 days, and one notice at home."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_client.parts import Parts
from desktop_client.views import routes
from desktop_client.views.home.screen import HomeScreen
from desktop_client.views.manager.screen import ManagerScreen
from desktop_client.views.manager.words import expiry_of
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.window import MainWindow
from desktop_client.work import Work
from desktop_client.workflows import holding
from desktop_client.workflows.certificate_manager import CertificateManager, ManagedCertificate
from practice.pki import Practice
from practice.samples import SAMPLES
from registration.korean_time import end_of_day, today
from testing.views import hands, looks
from testing.views.acting import Stage
from testing.views.places import PracticePlaces
from tests.views.manager.conftest import ManagerParts

Ending = Callable[[int], ManagedCertificate]


@pytest.fixture
def ending(parts: ManagerParts) -> Ending:
    """Returns a certificate that ends with the day so many days ahead, in Korea."""
    found = next(one for one in parts.certificate_manager.find(Work()) if one.fits)

    def end(days: int) -> ManagedCertificate:
        assert found.certificate
        over = end_of_day(today() + timedelta(days=days))
        return replace(found, certificate=replace(found.certificate, not_after=over))

    return end


@pytest.mark.parametrize(
    ("days", "words", "look"),
    [
        (300, "까지", "subtle"),
        (30, "까지", "subtle"),
        (29, "30일 안에 만료됩니다", "warning"),
        (14, "30일 안에 만료됩니다", "warning"),
        (13, "14일 안에 만료됩니다", "warning"),
        (6, "7일 안에 만료됩니다", "danger"),
        (1, "7일 안에 만료됩니다", "danger"),
        (0, "하루 안에 만료됩니다", "danger"),
        (-1, "에 만료됨", "danger"),
    ],
)
def test_the_words_about_the_end(ending: Ending, days: int, words: str, look: str) -> None:
    told, told_look = expiry_of(ending(days))
    assert words in told
    assert told_look == look
    assert "%" not in told


class Expiring(CertificateManager):
    """Certificates that end when the test says."""

    def __init__(self, *kept: ManagedCertificate) -> None:
        self._kept = list(kept)

    def expiring(self, _work: Work) -> list[ManagedCertificate]:
        return self._kept


@pytest.fixture
def home(
    qtbot: QtBot, tmp_path: Path, npki: Path, practice_pki: Practice
) -> Iterator[Callable[..., MainWindow]]:
    """Opens the real window at home, once the certificates have been looked at."""
    built = Parts(practice=False, folder=tmp_path / "real", administrator_file=tmp_path / "none")
    built.settings.set("service_url", "https://g2b.example.kr/")
    shown: list[MainWindow] = []

    def opened(*kept: ManagedCertificate) -> MainWindow:
        built.__dict__["certificate_manager"] = Expiring(*kept)
        window = MainWindow(built)
        shown.append(window)
        window.show()
        screen = window.current
        assert isinstance(screen, HomeScreen)
        qtbot.waitUntil(lambda: screen.saved is not None and not built.jobs.busy)
        screen._look_for_expiring()
        qtbot.waitUntil(lambda: not built.jobs.busy)
        # What the manager finds is the real thing again.
        manager = CertificateManager(PracticePlaces(practice_pki, npki))
        built.__dict__["certificate_manager"] = manager
        return window

    yield opened
    for window in shown:
        window.close()
        window.deleteLater()
    assert built.jobs.drain()


def test_home_warns_once_about_the_next_to_end_and_leads_there(
    home: Callable[..., MainWindow], ending: Ending, qtbot: QtBot
) -> None:
    window = home(ending(2), ending(20))
    notices = [one for one in window.current.findChildren(Notice) if one.kind == "danger"]
    assert len(notices) == 1
    assert "2개" in notices[0].message
    assert "7일 안에 만료됩니다" in notices[0].message
    leading = notices[0].findChild(Button, "home-certificates")
    assert leading is not None
    hands.click(leading)
    assert isinstance(window.current, ManagerScreen)
    qtbot.waitUntil(lambda: window.current.list.total > 0)  # type: ignore[attr-defined]


def test_practice_warns_of_a_certificate_thirty_days_before_its_end(
    qtbot: QtBot, practice_home: Path
) -> None:
    practice = Practice.load(practice_home / "practice" / "pki")
    sample = replace(
        SAMPLES["supplier"], holder="곧 끝나는 상사(Ending)0009", ends=timedelta(days=29)
    )
    practice.issue(sample, practice.npki)
    built = Parts(practice=True, folder=practice_home, administrator_file=practice_home / "none")
    stage = Stage(qtbot, built)
    stage.enter(routes.Manager())
    stage.enter(routes.Home())
    qtbot.waitUntil(lambda: stage.sees("home-renew"))
    assert "곧 끝나는 상사" in stage.words().replace("\u200b", "")
    stage.press("home-renew")
    (renewal,) = stage.went
    assert isinstance(renewal, routes.Renewal)
    built.close()


def test_home_is_silent_without_need(home: Callable[..., MainWindow]) -> None:
    window = home()
    assert window.current.findChildren(Notice) == []


def test_the_notice_is_neither_cut_nor_faint(
    home: Callable[..., MainWindow], ending: Ending
) -> None:
    window = home(ending(20))
    looks.settle()
    looks.picture(window, "home", "expiring")
    assert looks.clipped(window) + looks.unnamed(window) + looks.faint_texts(window) == []


def test_only_what_ends_soon_counts_and_the_next_comes_first(
    parts: ManagerParts, ending: Ending, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = [ending(days).entry for days in (1,)]
    certificates = [ending(days).certificate for days in (20, 300, 3, -5)]
    found = [replace(entries[0], certificate=one) for one in certificates]
    monkeypatch.setattr(holding, "merged", lambda _found: found)
    assert [one.days_left for one in parts.certificate_manager.expiring(Work())] == [3, 20]
