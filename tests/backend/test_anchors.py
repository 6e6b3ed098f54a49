"""The audit's head in signed files: what is cut off, altered or exchanged is noticed."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from backend.services import anchors, audit, housekeeping
from registration.lifecycle import Actor
from testing.backend.commands import inside
from testing.backend.world import World, judged


def found(world: World) -> list[str]:
    service = world.service
    signer = service.keys.signing.certificate
    with service.database.read() as session:
        return list(
            anchors.faults(
                session, service.config.anchors, service.config.name, signer, world.clock()
            )
        )


def names(world: World) -> list[Path]:
    return sorted(world.service.config.anchors.iterdir())


@pytest.fixture
def anchored(world: World) -> World:
    """Something happened on each of three days, and each was anchored in its night."""
    for number in range(3):
        with world.service.database.write() as session:
            doer = audit.Doer(Actor.SYSTEM, "test")
            audit.append(session, world.clock(), doer, "event", f"subject {number}")
        world.clock.move(days=1)
        assert anchors.drop(world.service) == 1
    return world


def alter(world: World, *statements: str) -> Iterator[str]:
    with world.service.database.write() as session:
        for statement in statements:
            session.execute(text(statement))
    return iter(found(world))


def test_the_house_anchors_once_a_day(world: World) -> None:
    for _ in range(2):
        housekeeping.tidy(world.service)
    assert len(names(world)) == 1
    world.clock.move(days=1)
    housekeeping.tidy(world.service)
    assert len(names(world)) == 2
    assert found(world) == []


def test_an_anchor_verifies_with_openssl_and_says_the_head(anchored: World) -> None:
    told = json.loads(judged(names(anchored)[-1].read_bytes(), anchored.pki))
    with anchored.service.database.read() as session:
        assert told["head"] == audit.verify(session).head
    assert (told["records"], told["service"]) == (3, "practice")
    assert told["before"]["file"] == names(anchored)[-2].name


def test_what_is_untouched_is_whole(anchored: World) -> None:
    assert found(anchored) == []


def test_a_tail_that_was_cut_off_is_noticed(anchored: World) -> None:
    (fault,) = alter(anchored, "DELETE FROM audit WHERE position = 3")
    assert fault.startswith("records 3 to 3 are cut off")
    with anchored.service.database.read() as session:
        assert audit.verify(session).faults == []


def test_a_record_made_anew_is_noticed(anchored: World) -> None:
    faults = alter(anchored, "UPDATE audit SET hash = 'made anew' WHERE position = 2")
    assert next(faults).startswith("record 2 is another one than on ")


def test_an_anchor_in_the_middle_that_was_removed_is_noticed(anchored: World) -> None:
    middle = names(anchored)[1]
    middle.unlink()
    assert f"anchor {middle.name} is missing" in found(anchored)


def test_newest_anchors_that_were_removed_are_noticed_the_day_after(anchored: World) -> None:
    for path in names(anchored)[1:]:
        path.unlink()
    (fault,) = found(anchored)
    assert fault.endswith("anchors are missing")
    names(anchored)[0].unlink()
    assert len(found(anchored)) == 1


@pytest.mark.parametrize("which", [0, 1, 2])
def test_an_altered_anchor_is_noticed(anchored: World, which: int) -> None:
    path = names(anchored)[which]
    data = path.read_bytes()
    assert b'"records":' in data
    path.write_bytes(data.replace(b'"records":', b'"recordz":'))
    assert f"anchor {path.name} was altered" in found(anchored)
    path.write_bytes(b"")
    assert f"anchor {path.name} was altered" in found(anchored)


def test_an_anchor_that_another_key_signed_is_noticed(anchored: World) -> None:
    newest = names(anchored)[-1]
    content = judged(newest.read_bytes(), anchored.pki)
    newest.write_bytes(anchored.applicant().sign(content))
    assert f"anchor {newest.name} is of another service" in found(anchored)


def test_an_anchor_put_in_between_is_noticed(anchored: World) -> None:
    first = names(anchored)[0]
    strange = first.with_name("audit-2020-01-01T000000Z.p7s")
    shutil.copy(first, strange)
    assert found(anchored) == [f"anchor {strange.name} is named by no later one"]


def test_the_command_says_what_is_wrong(anchored: World, tmp_path: Path) -> None:
    folder = tmp_path / "practice"
    folder.mkdir()
    (folder / "pki").symlink_to(anchored.pki.folder)
    anchored.service.database.close()
    database = anchored.service.config.database
    if not isinstance(database, Path):
        pytest.skip("practice keeps a file of SQLite")
    shutil.copy(database, folder / "service.sqlite")
    shutil.copytree(anchored.service.config.anchors, folder / "anchors")
    verify = ("audit", "verify", "--practice", "--folder", folder)
    done = inside(*verify)
    assert (done.returncode, done.stderr) == (0, "")
    (folder / "anchors" / names(anchored)[1].name).write_bytes(b"x")
    done = inside(*verify, "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["anchors"], len(told["faults"])) == (1, True, 1)
    nowhere = inside("audit", "verify", "--practice", "--folder", tmp_path / "none")
    assert nowhere.returncode == 1
