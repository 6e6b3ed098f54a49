"""A sanction from its notice to its end: the officer in the browser, the firm at its window."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_client.api import ServiceClient
from desktop_client.parts import Parts
from desktop_client.views import routes, theme
from desktop_client.views.language import set_language
from desktop_client.views.session.screen import SessionScreen
from desktop_client.work import Work
from desktop_client.workflows.mode import Pin, Trust
from practice.applicants import supplier
from practice.pki import PASSWORD
from registration.kinds import FilingPurpose
from registration.korean_time import today
from registration.sanctions.course import last_day
from testing.backend.commands import review
from testing.backend.world import World, taken_in
from testing.views.acting import Stage
from testing.views.certificates import open_certificate
from testing.views.places import PracticePlaces
from tests.backend.pages.conftest import enter
from tests.backend.pages.test_sanctions import confirm, fill_notice


class AtThisService(PracticePlaces):
    """A client's mode whose service, and clock, are those of the test."""

    def __init__(self, world: World) -> None:
        super().__init__(world.pki)
        self._world, self._client = world, ServiceClient(world.url)

    def service(self, _work: Work) -> ServiceClient:
        return self._client

    def pin(self, _work: Work) -> Pin:
        return Pin(self._world.fingerprint)

    def trust(self, work: Work) -> Trust:
        return replace(super().trust(work), clock=self._world.clock)

    def stop(self) -> None:
        self._client.close()


@pytest.fixture
def stage(world: World, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Stage]:
    """The firm's program, at the test's service."""
    set_language("ko")
    theme.apply(qapp, "light", 100)
    parts = Parts(practice=True, folder=tmp_path / "home", administrator_file=tmp_path / "none")
    parts.__dict__["mode"] = AtThisService(world)
    yield Stage(qtbot, parts)
    parts.close()
    parts.mode.stop()


def log_in(stage: Stage, world: World) -> str:
    """Log in with the firm's certificate; what the window says then."""
    stage.enter(routes.Login())
    open_certificate(stage, world.pki.sample("supplier").path, PASSWORD)
    return stage.words()


def filed_change(world: World) -> str:
    """A change of the firm's record waits for a decision."""
    form = deepcopy(supplier())
    form["general"]["phone"] = "0299998888"
    change = world.application(form, purpose=FilingPurpose.CHANGE, record_version=1)
    signed = world.applicant().sign(change.canonical())
    return str(taken_in(world.file(signed, change.ticket.draft))["number"])


def test_a_sanction_from_its_notice_to_its_end(world: World, page: Page, stage: Stage) -> None:
    world.registered()
    number = filed_change(world)
    start = today(world.clock()) - timedelta(days=25)
    end = last_day(start, 1)

    enter(world, page)
    page.goto(f"{world.url}/officer/sanctions/new")
    fill_notice(page, world)
    page.get_by_label("제재 시작일 (필수)").fill(str(start))
    page.get_by_label("제재 만료일 (필수)").fill(str(end))
    confirm(page)
    expect(page.get_by_text("제재 중", exact=True)).to_be_visible()

    world.officer()
    blocked = review(world, "approve", number)
    assert blocked.returncode == 1
    for told in ("뇌물 제공", str(end), "국가계약법 제27조제1항제7호"):
        assert told in blocked.stderr
    words = log_in(stage, world)
    assert f"부정당업자 제재 중: 한국도로공사, {start}부터 {end}까지" in words

    world.clock.move(days=(end - today(world.clock())).days + 1)
    enter(world, page)
    page.goto(f"{world.url}/officer/sanctions/1111111119/1")
    expect(page.get_by_text("기간 만료", exact=True)).to_be_visible()
    approved = review(world, "approve", number)
    assert approved.returncode == 0, approved.stderr
    stage.top.findChild(SessionScreen).log_out()  # type: ignore[union-attr]
    stage.settle()
    assert "부정당업자 제재 중" not in log_in(stage, world)
