"""Kills the service among its commits: what was acknowledged is there, once, with its number."""

import base64
import contextlib
import itertools
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest
import requests
from sqlalchemy import text

from backend.services import audit
from backend.storage.models import Submission
from practice.applicants import supplier
from testing.backend.databases import argument
from testing.backend.world import World, business_number, opened

KILLS = 10
AT_ONCE = 3
EACH = 6
"""Applications that are under way when the service is killed."""


class Sent(NamedTuple):
    """What is posted for one draft."""

    cms: bytes
    headers: dict[str, str]


@pytest.fixture
def forks(world: World, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    folders = [str(tmp_path), str(world.pki.folder), argument(world.service.config.database)]
    command = [sys.executable, "-m", "testing.backend.forked_service", *folders]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdin is not None
        yield process
        process.stdin.close()


def _start(forks: "subprocess.Popen[str]") -> tuple[str, int]:
    assert forks.stdin is not None
    assert forks.stdout is not None
    forks.stdin.write("\n")
    forks.stdin.flush()
    about = json.loads(forks.stdout.readline())
    return about["url"], about["pid"]


def test_a_killed_service_loses_and_doubles_nothing(
    world: World, forks: "subprocess.Popen[str]"
) -> None:
    signed: dict[str, Sent] = {}
    acknowledged: dict[str, str] = {}
    for kill in range(KILLS):
        for serial in range(EACH):
            number = business_number(kill * EACH + serial)
            application = world.application(supplier(business_number=number))
            draft = application.ticket.draft
            cms = world.firm(number).sign(application.canonical())
            signed[draft] = Sent(cms, world.filing(cms, draft))
        _file_until_killed(*_start(forks), signed, acknowledged)
    url, pid = _start(forks)
    for draft in signed.keys() - acknowledged.keys():
        acknowledged[draft] = _file(url, signed[draft])
    os.kill(pid, signal.SIGKILL)

    with world.service.database.read() as session:
        kept = {one.draft: one.receipt_number for one in session.query(Submission)}
        if isinstance(world.service.config.database, Path):
            assert session.scalar(text("PRAGMA integrity_check")) == "ok"
        assert audit.verify(session).faults == []
    assert kept == acknowledged
    assert sorted(int(one[4:]) for one in kept.values()) == list(range(1, len(signed) + 1))


def _file_until_killed(
    url: str, pid: int, signed: dict[str, Sent], acknowledged: dict[str, str]
) -> None:
    """File what has no receipt yet; kill the service after some of the answers."""
    fatal = random.randrange(1, EACH + 1)  # noqa: S311 - any moment will do
    attempts = itertools.count(1)  # next() of it is atomic

    def attempt(draft: str) -> None:
        with contextlib.suppress(requests.RequestException):
            acknowledged[draft] = _file(url, signed[draft])
        if next(attempts) == fatal:
            os.kill(pid, signal.SIGKILL)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(attempt, signed.keys() - acknowledged.keys()))


def _file(url: str, signed: Sent) -> str:
    answer = requests.post(
        url + "/v1/submissions", data=signed.cms, headers=signed.headers, timeout=20
    )
    assert answer.status_code in (200, 201), answer.text
    return str(opened(base64.b64decode(answer.json()["receipt"]))["receipt_number"])
