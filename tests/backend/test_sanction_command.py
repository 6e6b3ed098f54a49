"""`g2b-server sanction`, as an officer uses it."""

import json
from datetime import timedelta

from registration.korean_time import today
from registration.sanctions.course import last_day
from testing.backend.commands import Done, inside
from testing.backend.world import OFFICER, OFFICER_PASSWORD, World


def sanction(world: World, *arguments: object) -> Done:
    world.officer()
    options = ("--service", world.url, "--officer", OFFICER, "--password-stdin")
    return inside("sanction", *arguments, *options, given=OFFICER_PASSWORD)


def added(world: World, *more: str) -> Done:
    start = today() - timedelta(days=40)
    return sanction(
        world, "add", "--business-number", "111-11-11119", "--name", "연습업체",
        "--agency-name", "한국도로공사", "--basis", "state-27-1-7", "--reason", "뇌물",
        "--start", start, "--end", last_day(start, 6), *more,
    )  # fmt: skip


def test_a_sanction_from_its_notice_to_its_lifting(world: World) -> None:
    done = added(world, "--representative", "홍길동,1970-01-02", "--language", "en")
    assert done.returncode == 0, done.stderr
    assert "111-11-11119-1  In force" in done.stdout
    assert "국가계약법 제27조제1항제7호 (Bribery of an official concerned)" in done.stdout
    assert "Date of birth: 1970-01-02" in done.stdout

    stayed_on = today() - timedelta(days=10)
    stayed = sanction(world, "stay", "1111111119", "--on", stayed_on, "--reason", "결정")
    assert stayed.returncode == 0, stayed.stderr
    assert "오늘 재개하면 새 만료일은" in sanction(world, "show", "1111111119").stdout
    untold = sanction(world, "resume", "1111111119", "--reason", "기각")
    assert untold.returncode == 1
    end = json.loads(sanction(world, "show", "1111111119", "--json").stdout)["end_if_resumed"]
    assert f"새 제재 만료일: 정지된 날수만큼 늦춘 만료일은 {end}" in untold.stderr
    done = sanction(world, "resume", "1111111119", "1", "--reason", "기각", "--end", end)
    assert done.returncode == 0, done.stderr

    amended = sanction(
        world, "amend", "1111111119", "--name", "새 이름", "--why", "상호 변경", "--json"
    )
    assert amended.returncode == 0, amended.stderr
    found = json.loads(amended.stdout)
    assert found["form"]["firm"] == {"business_number": "1111111119", "name": "새 이름"}
    assert found["form"]["representatives"][0]["name"] == "홍길동"
    assert sanction(world, "lift", "1111111119", "--reason", "취소 판결").returncode == 0
    shown = json.loads(sanction(world, "list", "--standing", "lifted", "--json").stdout)
    assert [row["name"] for row in shown["sanctions"]] == ["새 이름"]
    refused = sanction(world, "lift", "1111111119", "--reason", "다시")
    assert (refused.returncode, "이미 해제" in refused.stderr) == (1, True)


def test_which_of_several_is_meant_has_to_be_said(world: World) -> None:
    for _ in range(2):
        assert added(world).returncode == 0
    refused = sanction(world, "show", "1111111119")
    assert (refused.returncode, "순번" in refused.stderr) == (1, True)
    assert sanction(world, "show", "111-11-11119", "2").returncode == 0
    assert sanction(world, "show", "3333333336").returncode == 1
    assert sanction(world, "show", "../x", "1").returncode == 1


def test_what_is_wrong_is_told_by_the_name_of_its_field(world: World) -> None:
    refused = added(world, "--corporate-number", "12", "--representative", "홍길동,어제")
    assert refused.returncode == 1
    assert "업체 / 법인등록번호: 법인등록번호는 숫자 13자리" in refused.stderr
    assert "대표자 / 생년월일: " in refused.stderr
    coded = json.loads(added(world, "--end", "2020-01-01", "--json").stdout)
    assert coded["code"] == "sanction_invalid"


def test_a_wrong_choice_is_misuse(world: World) -> None:
    assert added(world, "--basis", "none").returncode == 2
    assert inside("sanction", "list").returncode == 2
