"""Kills a process at each stage of sending a message: it arrives once, or a person is asked."""

import socket
import subprocess
import sys
import threading
from pathlib import Path

from sqlalchemy import select

from backend.services.notices import outbox, sending
from backend.services.officer_rights import OfficerActing
from backend.storage.models import Notice
from registration.notices import NoticeState
from registration.roles import OfficerRole
from testing.backend.databases import argument
from testing.backend.mail import scripted_server, speaking
from testing.backend.world import World

LIMIT = 120


class Stage:
    """A mail server at which the process waits: before the message, or when it has it all."""

    def __init__(self, *, after_message: bool) -> None:
        self.after_message = after_message
        self.reached, self.over = threading.Event(), threading.Event()
        self.messages = 0

    def serve(self, line: socket.socket) -> None:
        if not self.after_message:
            self.reached.set()
            self.over.wait(LIMIT)
            return
        speaking(line, None)
        self.messages += 1
        self.reached.set()
        self.over.wait(LIMIT)


def _killed_at(world: World, folder: Path, stage: Stage) -> None:
    """Have another process send, and kill it at the stage."""
    with scripted_server(stage.serve) as port:
        arguments = [str(folder), str(world.pki.folder), str(port)]
        arguments.append(argument(world.service.config.database))
        command = [sys.executable, "-m", "testing.backend.sending_process", *arguments]
        with subprocess.Popen(command) as process:
            assert stage.reached.wait(LIMIT)
            process.kill()
        stage.over.set()


def _notice(world: World) -> Notice:
    with world.service.database.read() as session:
        notice = session.scalars(select(Notice)).one()
        session.expunge_all()
    return notice


def test_killed_before_the_message_went_out_another_sends_it(world: World, tmp_path: Path) -> None:
    world.file_form()
    _killed_at(world, tmp_path, Stage(after_message=False))
    assert _notice(world).state is NoticeState.CLAIMED
    assert sending.send_due(world.service) == 0
    world.clock.move(minutes=20)
    assert sending.send_due(world.service) == 1
    assert _notice(world).state is NoticeState.SENT


def test_killed_while_the_server_had_it_nobody_sends_it_again_unasked(
    world: World, tmp_path: Path
) -> None:
    world.file_form()
    stage = Stage(after_message=True)
    _killed_at(world, tmp_path, stage)
    assert stage.messages == 1
    assert _notice(world).state is NoticeState.SENDING
    world.clock.move(minutes=20)
    assert sending.send_due(world.service) == 0
    notice = _notice(world)
    assert (notice.state, notice.why) == (NoticeState.UNCLEAR, "process_ended")
    world.clock.move(days=3)
    assert sending.send_due(world.service) == 0
    administrator = OfficerActing("김관리", frozenset({OfficerRole.ADMINISTRATOR}))
    outbox.send_again(world.service, administrator, notice.id)
    assert sending.send_due(world.service) == 1
    assert (_notice(world).state, _notice(world).id) == (NoticeState.SENT, notice.id)
