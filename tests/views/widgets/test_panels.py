"""The shared panels: what they say, what they read out, what their buttons do."""

from collections.abc import Callable, Iterator
from threading import Event

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from desktop_client.errors import ClientError, Failure, ServiceRefused, explain
from desktop_client.jobs import Jobs
from desktop_client.views.language import say
from desktop_client.views.theme import LIGHT
from desktop_client.views.widgets import texts
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.state_page import StatePage
from desktop_client.views.widgets.step_bar import StepBar
from desktop_client.views.widgets.working import WorkingPanel
from desktop_client.work import Work
from registration.kinds import StepId
from registration.problems import Problem
from registration.procedures import SUPPLIER
from registration.text import Language, Text
from testing.views import hands, looks

Dress = Callable[..., None]


@pytest.fixture
def shown(qtbot: QtBot, dress: Dress) -> Iterator[Callable[[QWidget], None]]:
    """Shows a widget in a window 1024 pixels wide, which is not low."""
    dress("ko")
    frames = []

    def show(widget: QWidget, width: int = 1024) -> None:
        frame = QWidget()
        frames.append(frame)
        column(frame, margin=16).addWidget(widget)
        frame.resize(width, 800)
        frame.show()
        frame.activateWindow()
        qtbot.waitUntil(frame.isActiveWindow)

    yield show
    for frame in frames:
        shiboken6.delete(frame)


def test_a_failure_says_what_why_next_and_its_code(shown: Callable[[QWidget], None]) -> None:
    failure = explain(ClientError("draft_not_saved", folder="/home/kim/드래프트"))
    panel = FailurePanel(failure)
    shown(panel)
    said = hands.texts(panel)
    assert said[:3] == [failure.what.ko, failure.why.ko, failure.next.ko]
    assert "/home/kim/드래프트" in said[1]
    assert "오류 코드: draft_not_saved" in said
    assert panel.accessibleName() == f"오류: {failure.what.ko}"
    assert failure.next.ko in panel.accessibleDescription()


@pytest.mark.expects_warnings
def test_an_unexpected_failure_can_be_found_in_the_log_and_copied(
    shown: Callable[[QWidget], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    failure = explain(ValueError("secret"))
    panel = FailurePanel(failure)
    shown(panel)
    assert failure.reference in caplog.text
    hands.click(panel.copy_button)
    copied = QApplication.clipboard().text()
    assert failure.reference in copied
    assert "ValueError" in copied
    assert "secret" not in copied + caplog.text


def test_what_the_service_refused_names_the_request(shown: Callable[[QWidget], None]) -> None:
    refused = ServiceRefused("busy")
    refused.request_id = "ab12cd34ef56"
    panel = FailurePanel(explain(refused))
    shown(panel)
    assert "서비스 요청 번호: ab12cd34ef56" in hands.texts(panel)


def test_a_failure_lists_the_problems_it_came_with(shown: Callable[[QWidget], None]) -> None:
    problem = Problem(("general", "name"), "too_long", {"max_length": 100})
    panel = FailurePanel(Failure("x", Text("a", "a"), Text("b", "b"), Text("c", "c"), (problem,)))
    shown(panel)
    assert "100자까지 입력할 수 있습니다." in hands.texts(panel)


def test_a_failure_can_be_tried_again(shown: Callable[[QWidget], None]) -> None:
    tried: list[int] = []
    panel = FailurePanel(explain(ClientError("service_unreachable")), lambda: tried.append(1))
    shown(panel)
    hands.click(panel.retry_button)
    assert tried == [1]


def test_work_shows_how_far_it_is_and_can_be_stopped(shown: Callable[[QWidget], None]) -> None:
    stopped: list[int] = []
    panel = WorkingPanel(stop=lambda: stopped.append(1))
    shown(panel)
    bar = hands.find(panel, QProgressBar)
    assert (bar.minimum(), bar.maximum()) == (0, 0)
    panel.report(Text("서명하고 있습니다.", "Signing."), 0.25)
    assert bar.value() / bar.maximum() == 0.25
    assert "서명하고 있습니다." in hands.texts(panel)
    hands.click(panel.stop_button)
    assert stopped == [1]


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    assert made.drain()


def test_a_page_shows_one_state_at_a_time(shown: Callable[[QWidget], None], jobs: Jobs) -> None:
    content = Label("내용")
    page = StatePage(content, jobs, "test")
    shown(page)
    page.run(lambda work: work.pause(60), never)
    assert not content.isVisible()
    page.stop()
    page.show_empty("비어 있습니다.", Button("A"))
    assert hands.texts(page) == ["비어 있습니다."]
    page.show_failure(explain(ClientError("draft_missing")))
    assert isinstance(page.panel, FailurePanel)
    page.show_content()
    assert hands.texts(page) == ["내용"]


def test_a_page_does_one_piece_of_work_at_a_time(
    shown: Callable[[QWidget], None], jobs: Jobs, qtbot: QtBot
) -> None:
    page = StatePage(Label("내용"), jobs, "test")
    shown(page)
    stopped = Event()
    done: list[tuple[int, bool]] = []

    def wait(work: Work) -> None:
        try:
            work.pause(60)
        finally:
            stopped.set()

    page.run(wait, never)
    page.run(lambda _work: 1, lambda result: done.append((result, page.is_working)))
    assert page.is_working
    qtbot.waitUntil(lambda: done == [(1, False)])
    assert stopped.wait(10)


def test_a_page_stops_its_work_and_tries_what_failed_again(
    shown: Callable[[QWidget], None], jobs: Jobs, qtbot: QtBot
) -> None:
    page = StatePage(Label("내용"), jobs, "test")
    shown(page)
    stopped: list[int] = []
    done: list[int] = []
    panel = page.run(lambda work: work.pause(60), never, stopped=lambda: stopped.append(1))
    assert panel.stop_button.objectName() == "test-stop"
    hands.click(panel.stop_button)
    assert (stopped, page.is_working) == ([1], False)

    def fail_once(_work: Work) -> int:
        if not fallen:
            fallen.append(1)
            raise ClientError("draft_missing")
        return 5

    fallen: list[int] = []
    page.run(fail_once, done.append)
    qtbot.waitUntil(lambda: isinstance(page.panel, FailurePanel))
    retry = hands.find(page, Button, say(texts.RETRY))
    assert (retry.objectName(), retry.hasFocus()) == ("test-retry", True)
    hands.click(retry)
    qtbot.waitUntil(lambda: done == [5])


def never(_value: object) -> None:
    raise AssertionError


def test_a_notice_names_its_kind_in_words(shown: Callable[[QWidget], None]) -> None:
    notice = Notice("warning", "디스크가 곧 가득 찹니다.")
    shown(notice)
    notice.set_message("디스크가 가득 찼습니다.")
    assert notice.accessibleName() == "주의: 디스크가 가득 찼습니다."
    assert notice.message == "디스크가 가득 찼습니다."


@pytest.mark.parametrize("pressed", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_buttons_are_pressed_by_return_and_space(
    shown: Callable[[QWidget], None], pressed: Qt.Key
) -> None:
    done: list[int] = []
    button = PrimaryButton("보내기", lambda: done.append(1))
    shown(button)
    button.setFocus()
    hands.key(pressed)
    assert done == [1]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_steps_fit_a_small_window(
    shown: Callable[[QWidget], None], dress: Dress, language: Language
) -> None:
    dress(language)
    bar = StepBar(SUPPLIER.steps, StepId.APPROVAL)
    shown(bar)
    titles = [step.title.show(language) for step in SUPPLIER.steps]
    assert hands.texts(bar) == titles
    assert looks.clipped(bar.window()) == []


def test_the_steps_say_which_is_present(shown: Callable[[QWidget], None]) -> None:
    bar = StepBar(SUPPLIER.steps, StepId.APPLY)
    shown(bar)
    assert bar.accessibleName() == "수행절차. 전체 8단계 중 2단계: 등록 신청"
    names = [label.accessibleName() for label in bar.findChildren(Label) if label.isVisible()]
    assert names[:3] == [
        "1단계 인증서 준비: 마침",
        "2단계 등록 신청: 지금 단계",
        "3단계 사업자등록 확인",
    ]


def test_where_the_steps_do_not_fit_the_present_and_the_next_are_told(
    shown: Callable[..., None],
) -> None:
    bar = StepBar(SUPPLIER.steps, StepId.APPLY)
    shown(bar, width=640)
    assert hands.texts(bar) == ["전체 8단계 중 2단계: 등록 신청", "다음 단계: 사업자등록 확인"]


def test_the_present_step_is_painted_in_the_primary_colour(
    shown: Callable[[QWidget], None],
) -> None:
    bar = StepBar(SUPPLIER.steps, StepId.APPLY)
    shown(bar)
    image = bar.grab().toImage()
    step = bar.width() / len(SUPPLIER.steps)

    def disc(number: int) -> str:
        return image.pixelColor(int(step * (number - 0.5)) - 9, 13).name()

    assert disc(1) == disc(2) == LIGHT.primary
    assert disc(3) == LIGHT.background
