"""A sanction as another agency's clerk writes, signs and sends it."""

import json
from pathlib import Path

from backend.services.access import agencies
from testing.backend.commands import Done, inside
from testing.backend.sanctions import notice
from testing.backend.world import World

AGENCY = "한국도로공사"


def written(world: World, tmp_path: Path, *more: object) -> Done:
    form = tmp_path / "form.json"
    form.write_text(json.dumps(notice(world)), "utf-8")
    return inside(
        "agency", "sanction-document", "notice", "1111111119",
        "--form", form, "--service", world.url, "--out", tmp_path / "notice.json", *more,
    )  # fmt: skip


def test_a_notice_is_written_signed_and_sent(world: World, tmp_path: Path) -> None:
    token = agencies.add(world.service.database, AGENCY, world.clock())
    done = written(world, tmp_path)
    assert done.returncode == 0, done.stderr
    assert written(world, tmp_path).returncode == 1  # a file is there
    signed = tmp_path / "notice.p7s"
    document = (tmp_path / "notice.json").read_bytes()
    signed.write_bytes(world.applicant("institution").sign(document))
    send = ("agency", "sanction", signed, "--service", world.url, "--token-stdin")
    done = inside(*send, given=token)
    assert (done.returncode, "1111111119-1, 제재 중" in done.stdout) == (0, True), done.stderr
    again = json.loads(inside(*send, "--json", given=token).stdout)
    assert (again["new"], again["sequence"]) == (False, 1)
    refused = inside(*send, given="x" * 43)
    assert (refused.returncode, "not_authorised" in refused.stderr) == (1, True)
    signed.write_bytes(world.applicant().sign(document))
    refused = inside(*send, "--language", "en", given=token)
    assert "draft_already_filed" in refused.stderr
    signed.write_bytes(b"x")
    assert inside(*send, given=token).returncode == 1


def test_what_does_not_fit_is_not_written(world: World, tmp_path: Path) -> None:
    refused = written(world, tmp_path, "--sequence", 1)
    assert (refused.returncode, "제재통보에는 순번과 판이" in refused.stderr) == (1, True)
    assert not (tmp_path / "notice.json").exists()
