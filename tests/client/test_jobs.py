"""Jobs: results on the screen's thread, failures told, nothing after a stop."""

import threading
from typing import Any

import pytest
from PySide6.QtCore import SIGNAL, QObject, QThread
from pytestqt.qtbot import QtBot

from desktop_client.errors import ClientError, Failure
from desktop_client.jobs import Jobs
from desktop_client.work import Work
from registration.text import Text

STEP = Text("일", "work")


def never(failure: object) -> None:
    raise AssertionError(failure)


@pytest.fixture
def jobs(qtbot: QtBot) -> Jobs:
    return Jobs()


def test_the_result_arrives_on_the_thread_of_the_screen(qtbot: QtBot, jobs: Jobs) -> None:
    here, got = QThread.currentThread(), []

    def task(work: Work) -> threading.Thread:
        work.progress(STEP, 0.5)
        return threading.current_thread()

    reports: list[tuple[Text, float | None]] = []
    with qtbot.waitSignal(jobs.idle):
        jobs.run(
            task,
            done=lambda thread: got.append((thread, QThread.currentThread())),
            failed=never,
            progress=lambda what, how_far: reports.append((what, how_far)),
        )
    assert got[0][0] is not threading.main_thread()
    assert got[0][1] is here
    assert reports == [(STEP, 0.5)]


def test_a_failure_is_told_and_never_raised(qtbot: QtBot, jobs: Jobs) -> None:
    told: list[Failure] = []

    def task(work: Work) -> None:
        raise ClientError("service_unreachable")

    with qtbot.waitSignal(jobs.idle):
        jobs.run(task, done=never, failed=told.append)
    assert [one.code for one in told] == ["service_unreachable"]
    assert told[0].retriable


@pytest.mark.expects_warnings
@pytest.mark.parametrize("where", ["done", "progress", "given"])
def test_a_callback_that_fails_ends_the_job_as_failed(qtbot: QtBot, jobs: Jobs, where: str) -> None:
    told: list[Failure] = []
    done: list[object] = []

    def fall(*_values: object) -> None:
        raise KeyError(where)

    def task(work: Work) -> None:
        work.progress(STEP, 0.5)
        work.give(STEP)

    callbacks: dict[str, Any] = {"done": done.append, where: fall}
    with qtbot.captureExceptions() as raised, qtbot.waitSignal(jobs.idle):
        jobs.run(task, failed=told.append, **callbacks)
    assert [one.code for one in told] == ["unexpected"]
    assert [type(error) for _kind, error, _trace in raised] == [KeyError]
    assert not done


@pytest.mark.expects_warnings
def test_an_unexpected_failure_shows_and_logs_nothing_of_its_text(
    qtbot: QtBot, jobs: Jobs, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[Failure] = []

    def task(work: Work) -> None:
        raise RuntimeError("password hunter2")

    with qtbot.waitSignal(jobs.idle):
        jobs.run(task, done=never, failed=told.append)
    assert told[0].code == "unexpected"
    assert "hunter2" not in str(told[0]) + caplog.text
    assert "RuntimeError at" in caplog.text


def test_nothing_arrives_after_a_stop(qtbot: QtBot, jobs: Jobs) -> None:
    started, go_on = threading.Event(), threading.Event()

    def task(work: Work) -> str:
        started.set()
        go_on.wait(10)
        return "late"

    job = jobs.run(task, done=never, failed=never)
    assert started.wait(10)
    with qtbot.waitSignal(jobs.idle):
        job.stop()
        go_on.set()


def test_nothing_reaches_a_screen_that_is_gone(qtbot: QtBot, jobs: Jobs) -> None:
    screen, go_on = QObject(), threading.Event()

    def task(work: Work) -> None:
        go_on.wait(10)

    job = jobs.run(task, done=never, failed=never, owner=screen)
    with qtbot.waitSignal(jobs.idle):
        screen.deleteLater()
        qtbot.waitUntil(lambda: job.work.stopped)
        go_on.set()


def test_a_screen_that_lives_on_forgets_its_jobs(qtbot: QtBot, jobs: Jobs) -> None:
    screen = QObject()

    def receivers() -> int:
        return screen.receivers(SIGNAL("destroyed(QObject*)"))

    seen = []
    for _ in range(3):
        with qtbot.waitSignal(jobs.idle):
            jobs.run(lambda _: None, done=lambda _: None, failed=never, owner=screen)
        seen.append(receivers())
    assert len(set(seen)) == 1


def test_drain_ends_everything(qtbot: QtBot, jobs: Jobs) -> None:
    def task(work: Work) -> None:
        while True:
            work.pause(0.01)

    for _ in range(8):
        jobs.run(task, done=never, failed=never)
    assert jobs.drain(10)
