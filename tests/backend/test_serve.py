"""The service as processes: `serve` until a signal, `practice` until its parent is gone."""

import contextlib
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from backend.clock import utc_now
from backend.commands import practice
from backend.config import ConfigError
from practice.pki import Practice
from practice.place import practice_folder
from testing.backend.commands import inside, server
from testing.backend.forked import Forked, Forks
from testing.backend.world import World

PIPE = subprocess.PIPE


@pytest.fixture
def folder(practice_pki: Practice, tmp_path: Path) -> Path:
    """A practice folder whose PKI exists already."""
    shutil.copytree(practice_pki.folder, tmp_path / "practice" / "pki")
    return tmp_path / "practice"


@pytest.fixture
def prepared(practice_home: Path) -> Path:
    """A practice folder whose service was started before."""
    return practice_home / "practice"


def _command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "backend", *map(str, arguments)]


@contextlib.contextmanager
def _practice(
    folder: Path, *more: object
) -> Iterator[tuple["subprocess.Popen[str]", dict[str, Any]]]:
    """A practice service as its parent starts it."""
    command = _command("practice", "--folder", folder, *more)
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        yield process, json.loads(process.stdout.readline())
        process.stdin.close()
        process.wait(30)  # while it can still write


@contextlib.contextmanager
def _forked(forks: Forks, folder: Path) -> Iterator[dict[str, Any]]:
    """A practice service that starts quicker."""
    with (folder / "service.log").open("ab") as log:
        service = Forked(forks, _command("practice", "--folder", folder), log)
    with service.stdin, service.stdout:
        yield json.loads(service.stdout.readline())
    assert service.wait(30) == 0


def test_practice_opens_the_officers_pages_on_the_port_that_is_asked_for(prepared: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with _practice(prepared, "--port", port) as (_, about):
        assert about["url"] == f"http://127.0.0.1:{port}"
        assert about["officer_url"].startswith(f"http://127.0.0.1:{port}/officer/")
        assert list(Path(about["officer_npki"]).rglob("signPri.key"))
        for _ in range(2):
            page = requests.get(about["officer_url"], timeout=20)
            assert page.status_code == 200
            assert "로그아웃" in page.text
        other = _command("practice", "--folder", prepared.parent / "other", "--port", port)
        with subprocess.Popen(other, stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True) as taken:
            assert taken.stderr is not None
            assert f"port {port}" in taken.stderr.read()
            assert taken.wait(30) == 1
    wrong = subprocess.run(
        _command("practice", "--port", 99999), capture_output=True, check=False, stdin=PIPE
    )
    assert wrong.returncode == 2


def test_the_practice_service_says_where_it_is_and_ends_with_its_input(folder: Path) -> None:
    with _practice(folder) as (process, about):
        info = requests.get(about["url"] + "/v1/service", timeout=20)
        assert info.json()["practice"] is True
        assert "server" not in info.headers
        assert json.loads((folder / "service.json").read_text())["pid"] == process.pid
        assert Path(about["npki"]).is_dir()
        assert all(Path(one).is_file() for one in about["trust"])
        assert list(Path(about["crls"]).glob("*.crl"))
        for secret in ("officer.password", "service.secret", "service.sqlite", "service.json"):
            assert (folder / secret).stat().st_mode & 0o777 == 0o600, secret
    assert process.returncode == 0
    assert not (folder / "service.json").exists()


def test_a_newcomer_acts_as_the_practice_officer(prepared: Path, forks: Forks) -> None:
    with _forked(forks, prepared) as about:
        world = World(about["url"], None, Practice.load(prepared / "pki"), None)  # type: ignore[arg-type]
        number = world.file_form()["number"]
        listed = inside("review", "list", "--practice", "--folder", prepared)
        assert number in listed.stdout
        approved = inside("review", "approve", number, "--practice", "--folder", prepared)
        assert (approved.returncode, approved.stdout) == (0, f"{number}: 승인\n")
        world.http.close()
    with _forked(forks, prepared):  # the password and what was filed are still there
        listed = inside("review", "list", "--practice", "--folder", prepared, "--json")
        assert json.loads(listed.stdout)["applications"][0]["state"] == "approved"


def test_a_running_service_rejects_what_was_not_completed_in_time(
    prepared: Path, forks: Forks
) -> None:
    with _forked(forks, prepared) as about:
        world = World(about["url"], None, Practice.load(prepared / "pki"), None)  # type: ignore[arg-type]
        filed = world.file_form()
        world.http.close()
        reason = ("--reason", "인감 누락", "--practice", "--folder", prepared)
        assert inside("review", "hold", filed["number"], *reason).returncode == 0
    with sqlite3.connect(prepared / "service.sqlite") as database:
        database.execute("UPDATE submissions SET deadline = '2026-01-01 00:00:00'")
    database.close()
    with _forked(forks, prepared) as about:
        path = f"{about['url']}/v1/submissions/{filed['number']}"
        headers = {"Authorization": f"Bearer {filed['key']}"}
        end = time.monotonic() + 30
        while time.monotonic() < end:
            status = requests.get(path, headers=headers, timeout=20).json()
            if status["state"] == "rejected":
                break
        assert (status["state"], status["history"][-1]["actor"]) == ("rejected", "system")


def test_two_practice_services_of_one_folder_do_not_disturb_each_other(
    prepared: Path, forks: Forks
) -> None:
    with _forked(forks, prepared) as first, _forked(forks, prepared) as second:
        assert first["url"] != second["url"]
        for about in (first, second):
            assert requests.get(about["url"] + "/v1/service", timeout=20).ok


def test_two_practice_services_that_begin_at_once_prepare_one_folder(folder: Path) -> None:
    command = _command("practice", "--folder", folder)
    with contextlib.ExitStack() as both:
        services = [
            both.enter_context(
                subprocess.Popen(command, stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True)
            )
            for _ in range(2)
        ]
        for service in services:
            assert service.stdout
            about = json.loads(service.stdout.readline())
            assert requests.get(about["url"] + "/v1/service", timeout=20).ok
        for service in services:
            assert service.stdin
            service.stdin.close()
            assert service.wait(30) == 0


def test_a_practice_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with (
        pytest.raises(ConfigError, match="Not a directory"),
        contextlib.ExitStack() as running,
    ):
        practice._prepared(tmp_path / "file" / "folder", running)


def test_a_killed_parent_takes_the_practice_service_with_it(prepared: Path) -> None:
    """The parent here is a process that starts the service and is then killed."""
    program = (
        "import subprocess, sys\n"
        "service = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE)\n"
        "service.wait()\n"
    )
    command = [sys.executable, "-c", program, *_command("practice", "--folder", prepared)]
    with subprocess.Popen(command, stdout=PIPE, stderr=subprocess.DEVNULL, text=True) as parent:
        assert parent.stdout is not None
        about = json.loads(parent.stdout.readline())
        parent.kill()
        assert parent.stdout.read() == ""  # ends when the last holder of the pipe has ended
    assert not (prepared / "service.json").exists()
    with pytest.raises(requests.ConnectionError):
        requests.get(about["url"] + "/v1/service", timeout=20)


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_the_practice_service_ends_when_told_to(prepared: Path, told: signal.Signals) -> None:
    with _practice(prepared) as (process, _):
        process.send_signal(told)
        assert process.wait(20) in (0, 128 + told, -told)
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
    assert not (prepared / "service.json").exists()


@pytest.mark.parametrize("days", [335, -335])
def test_a_practice_pki_of_another_year_is_made_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    built: list[Path] = []

    def build(place: Path) -> Practice:
        assert not place.exists()
        built.append(place)
        return Practice(practice_copy)

    practice_copy = folder / "copy"
    shutil.copytree(folder / "pki", practice_copy)
    monkeypatch.setattr(practice, "build", build)
    assert practice.practice_pki(folder / "pki").folder == folder / "pki"
    assert built == []
    another = utc_now() + timedelta(days=days)
    monkeypatch.setattr(practice, "utc_now", lambda: another)
    assert practice.practice_pki(folder / "pki").folder == practice_copy
    assert built == [folder / "pki"]


def settings_file(folder: Path, pki: Practice, **more: object) -> Path:
    lines = [f"{name} = {json.dumps(value)}" for name, value in more.items()]
    service = pki.service
    lines += [
        'name = "test"',
        "[keys]",
        f'signing_certificate = "{service / "sign.der"}"',
        f'signing_key = "{service / "sign.key"}"',
        f'encryption_certificate = "{service / "km.der"}"',
        f'encryption_key = "{service / "km.key"}"',
        "[trust]",
        f'anchors = ["{pki.root}", "{pki.ca}"]',
        f'revocation_lists = ["{pki.crl_folder}"]',
    ]
    path = folder / "service.toml"
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_serve_runs_until_it_is_told_to_stop(practice_pki: Practice, tmp_path: Path) -> None:
    config = settings_file(tmp_path, practice_pki)
    assert server("serve", "--config", config).returncode == 1  # no tables yet
    assert inside("migrate", "--config", config).returncode == 0
    with subprocess.Popen(
        _command("serve", "--config", config, "--port", "0"), stderr=PIPE, text=True
    ) as process:
        assert process.stderr is not None
        url = next(
            line.split("running on ")[1].split()[0]
            for line in process.stderr
            if "running on " in line
        )
        assert requests.get(url + "/v1/service", timeout=20).json()["name"] == "test"
        process.send_signal(signal.SIGTERM)
        rest = process.stderr.read()
    assert process.returncode in (0, -signal.SIGTERM, 128 + signal.SIGTERM)
    assert "Traceback" not in rest


def test_serve_tells_what_is_wrong_with_itssettings_file(tmp_path: Path) -> None:
    for arguments in (["--config", tmp_path / "none.toml"], []):
        assert inside("serve", *arguments).returncode in (1, 2)


def test_something_else_in_the_way_stops_the_practice_pki(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(ConfigError, match="something else"):
        practice.practice_pki(tmp_path)
    assert os.listdir(tmp_path) == ["thesis.txt"]


def test_the_practice_folder_is_in_the_users_own_data(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("platformdirs.user_data_path", lambda name, **_: tmp_path / name)
    assert practice_folder() == tmp_path / "g2b-registration" / "practice"
