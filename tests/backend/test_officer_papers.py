"""Papers and changes as an officer sees them on the command line."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from practice.applicants import supplier
from registration.enclosures import Enclosure
from registration.kinds import FilingPurpose
from registration.submission import sha256
from testing.backend.commands import review
from testing.backend.world import World, attachment, taken_in

PDF = b"%PDF-1.7\n" + bytes(3000)


def filed_with_paper(world: World, name: str = "면허.pdf") -> str:
    """An application whose 인감 is still to come."""
    file = attachment(PDF, Enclosure.LICENCE, name)
    application = world.application(attachments=[file])
    assert world.part(application.ticket, PDF).json()["complete"] is True
    signed = world.applicant().sign(application.canonical())
    return str(taken_in(world.file(signed, application.ticket.draft))["number"])


def test_what_came_and_what_is_missing_is_shown(world: World) -> None:
    world.officer()
    number = filed_with_paper(world)
    review(world, "hold", number, "--reason", "인감 누락")
    lines = review(world, "show", number).stdout.splitlines()
    assert "  구분: 신규 등록" in lines
    assert any(one.startswith("  보완 기한: ") for one in lines)
    missing = next(one for one in lines if one.startswith("  아직 오지 않은 구비서류: "))
    assert "면허" not in missing
    assert any("면허.pdf (3,009 B)" in one for one in lines)


def test_papers_that_came_by_letter_are_noted_with_the_decision(world: World) -> None:
    world.officer()
    number = filed_with_paper(world)
    shown = json.loads(review(world, "show", number, "--json").stdout)
    received = [part for one in shown["missing"] for part in ("--received", one)]
    assert received
    done = review(world, "hold", number, "--reason", "확인 중", *received)
    assert done.returncode == 0, done.stderr
    again = json.loads(review(world, "show", number, "--json").stdout)
    assert (again["summary"]["state"], again["missing"]) == ("on_hold", [])


@pytest.mark.parametrize(
    "name", ["면허.pdf", "../../면허.pdf", 'C:\\면허?".pdf', "긴" * 195 + ".pdf"]
)
def test_attached_files_are_saved_where_the_officer_says(
    world: World, tmp_path: Path, name: str
) -> None:
    world.officer()
    number = filed_with_paper(world, name)
    out = tmp_path / "saved" / number
    done = review(world, "attachments", number, "--out", out)
    assert done.returncode == 0, done.stderr
    assert sha256(PDF) in done.stdout
    (file,) = out.iterdir()
    assert file.name.startswith("01-")
    assert file.name.endswith(".pdf")
    assert len(file.name.encode()) <= 143
    assert file.read_bytes() == PDF
    again = review(world, "attachments", number, "--out", out, "--json")
    assert json.loads(again.stdout) == [str(file)]
    file.write_bytes(b"notes of the officer's own")
    refused = review(world, "attachments", number, "--out", out)
    assert refused.returncode == 1
    assert "이미 있고" in refused.stderr
    assert file.read_bytes() == b"notes of the officer's own"
    assert review(world, "attachments", number, "--out", out, "--force").returncode == 0
    assert file.read_bytes() == PDF


def test_a_folder_that_takes_no_file_is_told(world: World, tmp_path: Path) -> None:
    world.officer()
    number = filed_with_paper(world)
    blocked = tmp_path / "blocked"
    blocked.write_text("no folder")
    done = review(world, "attachments", number, "--out", blocked)
    assert done.returncode == 1
    assert "저장할 수 없습니다" in done.stderr


def test_without_files_it_says_so(world: World, tmp_path: Path) -> None:
    world.officer()
    number = world.file_form()["number"]
    done = review(world, "attachments", number, "--out", tmp_path, "--language", "en")
    assert (done.returncode, done.stdout) == (0, "There are no attached files.\n")


def test_a_change_is_shown_field_by_field(world: World) -> None:
    world.registered()
    form = deepcopy(supplier())
    form["general"]["phone"] = "0299998888"
    form["representatives"][0]["name"] = "홍새로"
    change = world.application(form, purpose=FilingPurpose.CHANGE, record_version=1)
    signed = world.applicant().sign(change.canonical())
    number = taken_in(world.file(signed, change.ticket.draft))["number"]
    shown = review(world, "show", number).stdout
    assert "  구분: 등록 정보 변경" in shown
    assert shown.index("[달라진 내용]") < shown.index("  구분: ")
    part = shown.split("[달라진 내용]")[1].split("\n[")[0].splitlines()
    assert any("홍연습 → 홍새로" in one for one in part)
    assert any("02-9999-8888" in one for one in part)
    assert len([one for one in part if "→" in one]) == 2


@pytest.mark.parametrize(
    ("changed", "asked"),
    [
        (lambda form: form["general"].update(phone="0299998888"), []),
        (lambda form: form["licences"][0].update(licence_number="9999"), ["licence", "seal"]),
    ],
)
def test_a_change_asks_for_the_papers_of_what_it_changes(
    world: World, changed: Callable[[dict[str, Any]], object], asked: list[str]
) -> None:
    world.registered()
    form = deepcopy(supplier())
    changed(form)
    change = world.application(form, purpose=FilingPurpose.CHANGE, record_version=1)
    signed = world.applicant().sign(change.canonical())
    filed = taken_in(world.file(signed, change.ticket.draft))
    missing = world.get(f"/v1/submissions/{filed['number']}", filed["key"]).json()["missing"]
    assert missing == asked
