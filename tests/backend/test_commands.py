"""`g2b-server` as an operator and an officer use it: a process, its output and exit status."""

import io
import json
import logging
import re
import sys
from importlib import metadata
from pathlib import Path

import pytest

from backend.commands.output import say
from testing.backend.commands import inside, review, server
from testing.backend.databases import argument
from testing.backend.world import OFFICER, OFFICER_PASSWORD, World

PASSWORD = "a long password"


def test_an_operator_sets_a_service_up(tmp_path: Path) -> None:
    database = tmp_path / "new.sqlite"
    missing = inside("officer", "list", "--database", database)
    assert (missing.returncode, "migrate" in missing.stderr) == (1, True)
    assert inside("migrate", "--database", database).returncode == 0
    assert inside("migrate", "--database", database).returncode == 0

    added = inside(
        "officer", "add", "김주무관", "--password-stdin", "--database", database, given=PASSWORD
    )
    assert (added.returncode, added.stdout) == (0, "김주무관: added\n")
    again = inside(
        "officer", "add", "김주무관", "--password-stdin", "--database", database, given=PASSWORD
    )
    assert "new password" in again.stdout
    listed = inside("officer", "list", "--json", "--database", database)
    assert json.loads(listed.stdout) == ["김주무관"]
    verified = inside("audit", "verify", "--json", "--database", database)
    assert (verified.returncode, json.loads(verified.stdout)["records"]) == (0, 2)
    assert PASSWORD.encode() not in database.read_bytes()


@pytest.mark.parametrize(
    ("name", "password"), [("김", "short"), ("", PASSWORD), ("가\u202e나", PASSWORD), ("김", "")]
)
def test_accounts_that_would_be_weak_or_unreadable_are_refused(
    tmp_path: Path, name: str, password: str
) -> None:
    database = tmp_path / "new.sqlite"
    inside("migrate", "--database", database)
    added = inside(
        "officer", "add", name, "--password-stdin", "--database", database, given=password
    )
    assert (added.returncode, added.stdout) == (1, "")
    assert json.loads(inside("officer", "list", "--json", "--database", database).stdout) == []


def test_tampering_is_told(world: World) -> None:
    world.file_form()
    path = argument(world.service.config.database)
    assert inside("audit", "verify", "--database", path).returncode == 0
    with world.service.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE submissions SET state = 'approved'")
    verified = inside("audit", "verify", "--database", path)
    assert verified.returncode == 1
    assert "differs from its last record" in verified.stderr


def test_an_officer_reviews_from_the_command_line(world: World) -> None:
    world.officer()
    number = world.file_form()["number"]
    listed = review(world, "list")
    assert listed.returncode == 0, listed.stderr
    assert re.search(
        rf"^{number}\s+대기\s+111-11-11119\s+대전지방조달청\s+.*주식회사 연습상사$",
        listed.stdout,
        re.MULTILINE,
    )

    shown = review(world, "show", number)
    for line in (
        "  사업자등록번호: 111-11-11119",
        "  업무구분: 물품, 일반용역",
        "[대표자 1]",
        "  성명: 홍연습",
        "[업종·면허 1]",
        "  전자서명: 적합",
        "  인증서 폐지 여부: 적합",
    ):
        assert line in shown.stdout.splitlines()

    held = review(world, "hold", number, "--reason", "임대차계약서 누락")
    assert (held.returncode, held.stdout) == (0, f"{number}: 보류\n")
    assert "보류 (임대차계약서 누락)" in review(world, "show", number).stdout
    resumed = review(world, "resume", number, "--language", "en")
    assert resumed.stdout == f"{number}: Pending\n"
    stale = review(world, "approve", number, "--version", "1")
    assert (stale.returncode, stale.stdout) == (1, "")
    assert "그 사이 다른 처리가 있었습니다." in stale.stderr
    approved = review(world, "approve", number, "--json")
    assert json.loads(approved.stdout)["summary"]["state"] == "approved"
    impossible = review(world, "reject", number, "--reason", "늦음", "--json")
    assert impossible.returncode == 1
    assert json.loads(impossible.stdout)["code"] == "transition_invalid"
    listed = review(world, "list", "--state", "pending", "--language", "en")
    assert listed.stdout == "There are no applications.\n"


def test_a_refused_command_names_its_request_as_the_log_of_the_service_does(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "backend")
    world.officer()
    refused = review(world, "show", "0000000000")
    last = refused.stderr.splitlines()[-1]
    request = last.removeprefix("서비스 요청 번호: ")
    assert any(record.getMessage().startswith(f"{request} GET ") for record in caplog.records)
    told = review(world, "show", "0000000000", "--json")
    assert json.loads(told.stdout)["request_id"] not in ("", request)


def test_the_queue_goes_on_after_a_page(world: World) -> None:
    from practice.applicants import supplier

    world.officer()
    older = world.file_form()["number"]
    newer = world.file_form(supplier(business_number="2222222227"))["number"]
    first = review(world, "list", "--limit", "1")
    assert newer in first.stdout
    assert f"--after {newer}" in first.stdout
    second = json.loads(review(world, "list", "--after", newer, "--json").stdout)
    assert [one["receipt_number"] for one in second["applications"]] == [older]


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["show", "2020000001"], 1, "접수번호"),
        (["show", "../../service"], 1, "접수번호"),
        (["hold", "2020000001"], 2, "--reason"),
        (["reject", "2020000001"], 2, "--reason"),
        (["hold", "2020000001", "--reason", "가" * 151], 1, "150"),
        (["hold", "2020000001", "--reason", " "], 1, "접수번호"),
        (["list", "--state", "nowhere"], 2, "invalid choice"),
        (["list", "--limit", "0"], 2, "--limit"),
        (["list", "--after", "x"], 1, "읽을 수 없습니다"),
        ([], 2, "ACTION"),
    ],
)
def test_misuse_is_told_plainly(world: World, arguments: list[str], status: int, told: str) -> None:
    world.officer()
    done = review(world, *arguments) if arguments else inside("review")
    assert (done.returncode, done.stdout) == (status, "")
    assert told in done.stderr


def test_a_reason_is_obligatory_even_when_blank(world: World) -> None:
    world.officer()
    number = world.file_form()["number"]
    done = review(world, "hold", number, "--reason", " ")
    assert done.returncode == 1
    assert "사유가 있어야 합니다" in done.stderr


def test_a_wrong_password_is_told_and_not_shown(world: World) -> None:
    world.officer()
    done = review(world, "list", given="wrong secret")
    assert done.returncode == 1
    assert "비밀번호가 맞지 않습니다" in done.stderr
    assert "wrong secret" not in done.stdout + done.stderr
    assert review(world, "list", given="").returncode == 1


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("http://127.0.0.1:1", 3, "no service runs on it"),
        ("http://example.kr", 1, "https"),
        ("ftp://127.0.0.1", 1, "https"),
        ("nonsense", 1, "https"),
        ("http://127.0.0.1:99999", 1, "https"),
        ("https://[", 1, "https"),
    ],
)
def test_a_service_that_is_not_there_is_told(address: str, status: int, told: str) -> None:
    done = inside(
        "review", "list", "--service", address, "--officer", "a", "--password-stdin",
        "--language", "en", given="x",
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (status, "")
    assert told in done.stderr


def test_an_address_is_needed() -> None:
    done = inside("review", "list", "--officer", "a")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--service" in done.stderr


def test_without_a_running_practice_service_it_says_so(tmp_path: Path) -> None:
    done = inside("review", "list", "--practice", "--folder", tmp_path)
    assert done.returncode == 3
    assert "연결할 수 없습니다" in done.stderr


@pytest.mark.parametrize("arguments", [[], ["--help"], ["serve", "--help"], ["nonsense"]])
def test_help_and_misuse(arguments: list[str]) -> None:
    done = server(*arguments)
    assert done.returncode == (0 if "--help" in arguments else 2)
    assert "usage: g2b-server" in done.stdout + done.stderr


def test_its_version_is_told() -> None:
    done = inside("--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"g2b-server {metadata.version('g2b-registration')}\n"


def test_officers_processes_act_and_say_so_in_korean_and_english(world: World) -> None:
    world.officer()
    number = world.file_form()["number"]
    service = ("--service", world.url, "--officer", OFFICER, "--password-stdin")
    held = server(
        "review", "hold", number, "--reason", "서류 누락", *service, given=OFFICER_PASSWORD + "\n"
    )
    assert (held.returncode, held.stdout, held.stderr) == (0, f"{number}: 보류\n", "")
    approved = server(
        "review", "approve", number, "--language", "en", *service, given=OFFICER_PASSWORD
    )
    assert (approved.returncode, approved.stdout) == (1, "")
    assert "not possible in the present state" in approved.stderr


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "C"}, "ko"),
        ({"LC_ALL": "en_GB", "LANG": "ko_KR"}, "en"),
        ({}, "ko"),
    ],
)
def test_the_language_follows_the_environment(
    environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, environment.get(name, ""))
    done = inside("review", "list", "--officer", "a")
    assert ("Give" in done.stderr) == (language == "en")


def test_what_could_steer_the_terminal_is_not_shown(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(stream := io.BytesIO(), "utf-8"))
    say("가\x1b[2J\u202e나\n다")
    assert stream.getvalue().decode() == "가\ufffd[2J\ufffd나\n다\n"
