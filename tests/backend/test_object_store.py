"""Attached files in an object store: as in a folder, by several instances, and when it is away."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests

from backend.app import create_app
from backend.commands.practice import settings as practice_settings
from backend.config import Bucket, Config, ConfigError
from backend.place import Place
from backend.refused import Refused
from backend.service import Service
from backend.services import readiness
from backend.services.attachments import uploads
from backend.services.backups import places
from backend.services.backups.manifest import BackupError
from backend.services.backups.restoring import restore
from backend.services.backups.taking import take
from backend.storage.attachments import CHUNK
from backend.storage.object_store import ObjectStore
from practice.pki import Practice
from registration.enclosures import Enclosure
from registration.submission import sha256
from testing.backend import bucket
from testing.backend.world import World, attachment, refusal, taken_in, with_ticket
from tests.backend.conftest import Switch, opened
from tests.backend.test_attachments import PDF, PNG, _application, _file, _sent
from tests.backend.test_serve import settings_file

pytestmark = pytest.mark.database("sqlite")  # which database it is beside makes no difference
LARGE = PDF * 250
assert len(LARGE) > 2 * CHUNK


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with bucket.serving() as url:
        yield url


@pytest.fixture
def stored(
    switch: Switch, place: Place, practice_pki: Practice, tmp_path: Path, url: str
) -> Iterator[World]:
    """A service whose attachments lie in the object store."""
    parts = bucket.settings(url, tmp_path, f"service/{tmp_path.name}")
    with opened(switch, tmp_path, practice_pki, place, **parts) as world:
        yield world


def _contents(world: World) -> set[str]:
    return {name for shelf in world.service.attachments.shelves() for name in shelf}


def _read(world: World, content: bytes) -> bytes:
    size, chunks = world.service.attachments.open(sha256(content))
    read = b"".join(chunks)
    assert len(read) == size
    return read


def test_files_are_filed_and_fetched(stored: World) -> None:
    application = _application(stored)
    for content in (PDF, PNG):
        _sent(stored, application.ticket, content)
    filed = taken_in(_file(stored, application))
    assert _contents(stored) == {sha256(PDF), sha256(PNG)}
    path = f"/v1/submissions/{filed['number']}/attachments/{sha256(PDF)}"
    answer = stored.get(path, filed["key"])
    assert (answer.status_code, answer.content) == (200, PDF)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer.headers["Content-Type"] == "application/pdf"
    stored.service.attachments.remove(sha256(PDF))
    assert refusal(stored.get(path, filed["key"])) == (404, "not_found")


def test_a_large_file_comes_in_parts_and_goes_on_where_it_was(stored: World) -> None:
    ticket = stored.ticket()
    middle = CHUNK + 12345
    assert stored.part(ticket, LARGE, 0, middle).json()["received"] == middle
    assert refusal(stored.part(ticket, LARGE, middle - 1)) == (409, "attachment_gap")
    assert stored.part_state(ticket, sha256(LARGE)).json()["received"] == middle
    assert stored.part(ticket, LARGE, middle).json()["complete"] is True
    assert _read(stored, LARGE) == LARGE
    assert stored.service.attachments.received(ticket.draft, sha256(LARGE)) == 0


def test_other_contents_than_announced_start_over(stored: World) -> None:
    ticket = stored.ticket()
    headers = with_ticket(ticket) | {"Content-Range": f"bytes 0-{len(PDF) - 1}/{len(PDF)}"}
    path = f"{stored.url}/v1/attachments/{sha256(PDF)}"
    answer = stored.http.put(path, data=PDF[:-1] + b"x", headers=headers, timeout=20)
    assert refusal(answer) == (422, "attachment_corrupt")
    _sent(stored, ticket, PDF)


@pytest.fixture
def other(stored: World, switch: Switch, tmp_path: Path) -> Iterator[World]:
    """Another instance of the same service: requests go to whichever `turn_to` named last."""
    config = practice_settings(tmp_path, stored.pki).model_copy(
        update={
            "attachments": stored.service.config.attachments,
            "object_store": stored.service.config.object_store,
        }
    )
    service = Service.open(config, stored.clock)
    yield World(stored.url, service, stored.pki, stored.clock)
    service.close()


def turn_to(switch: Switch, world: World) -> None:
    switch.app = create_app(world.service)


def test_parts_that_come_through_two_instances_come_together(
    stored: World, other: World, switch: Switch
) -> None:
    ticket = stored.ticket()
    for first in range(0, len(LARGE), 700_000):
        turn_to(switch, (stored, other)[first // 700_000 % 2])
        answer = stored.part(ticket, LARGE, first, first + 700_000)
        assert answer.status_code == 200, answer.text
    assert answer.json()["complete"] is True
    assert _read(other, LARGE) == LARGE


def test_of_two_instances_at_one_place_the_slower_one_stops(stored: World, other: World) -> None:
    where = ("draft", sha256(PDF), 0)
    quick, slow = (world.service.attachments.open_part(*where) for world in (stored, other))
    quick.write(PDF[:100])
    slow.write(PDF[:200])
    quick.close()
    with pytest.raises(Refused, match="busy"):
        slow.close()
    assert stored.service.attachments.received("draft", sha256(PDF)) == 100


def test_two_instances_that_finish_at_once_give_the_name_once(
    stored: World, other: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one forgets the parts between this one's hashing and its record."""
    ticket = stored.ticket()
    assert stored.part(ticket, PDF, 0, len(PDF) - 1).status_code == 200
    part = stored.service.attachments.open_part(ticket.draft, sha256(PDF), len(PDF) - 1)
    part.write(PDF[-1:])
    part.close()
    drafts = [uploads.Draft(world.service, ticket.draft, sha256(PDF)) for world in (stored, other)]
    fits = ObjectStore.fits
    once = iter([True])

    def overtaken(store: ObjectStore, draft: str, name: str) -> bool:
        if next(once, False):
            assert drafts[1].state().complete
        return fits(store, draft, name)

    monkeypatch.setattr(ObjectStore, "fits", overtaken)
    assert drafts[0].state().complete
    assert _read(stored, PDF) == PDF


def test_what_nobody_filed_is_swept(stored: World) -> None:
    _sent(stored, stored.ticket(), PDF)
    stored.part(stored.ticket(), PNG, 0, 10)
    assert uploads.sweep(stored.service) == 0
    stored.clock.move(days=1, seconds=5)
    assert uploads.sweep(stored.service) == 2
    assert _contents(stored) == set()
    assert uploads.sweep(stored.service) == 0


def test_a_backup_takes_the_store_along_to_a_folder(stored: World, tmp_path: Path) -> None:
    application = _application(stored)
    for content in (PDF, PNG):
        _sent(stored, application.ticket, content)
    taken_in(_file(stored, application))
    config = stored.service.config
    note = tmp_path / "service.toml"
    note.write_text("")
    made = take(config, note, tmp_path / "backup", with_keys=False)
    names = {Path(file.path).name for file in made.below(places.ATTACHMENTS)}
    assert names == {sha256(PDF), sha256(PNG)}
    there = {"database": tmp_path / "new.sqlite", "anchors": tmp_path / "new"}
    place = Bucket(bucket.NAME, f"restored/{tmp_path.name}")
    again = config.model_copy(update=there | {"attachments": place})
    assert restore(again, tmp_path / "backup").faults == []
    store = ObjectStore(place, config.object_store)
    assert b"".join(store.open(sha256(PNG)).chunks) == PNG


@pytest.mark.expects_warnings
def test_a_store_that_is_away_is_a_refusal_that_can_be_tried_again(
    stored: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(readiness, "KEPT_SECONDS", 0)
    ticket = stored.ticket()
    assert stored.part(ticket, PDF, 0, 5000).status_code == 200
    application = _application(stored, attachments=[attachment(PDF, Enclosure.LICENCE)])
    _sent(stored, application.ticket, PDF)
    signed = stored.applicant().sign(application.canonical())
    with ExitStack() as stack:
        away = stack.enter_context(bucket.silent())
        parts = bucket.settings(away, tmp_path, "x", seconds=1)
        late = ObjectStore(parts["attachments"], parts["object_store"])
        own = stored.service.attachments
        object.__setattr__(stored.service, "attachments", late)
        assert refusal(stored.part(ticket, PDF, 5000)) == (503, "storage_away")
        with stored.nothing_stored():
            answer = stored.file(signed, application.ticket.draft)
        assert refusal(answer) == (503, "storage_away")
        config = stored.service.config.model_copy(update=parts)
        with pytest.raises(BackupError, match="storage_away"):
            take(config, tmp_path / "store.key", tmp_path / "backup", with_keys=False)
        assert not list(tmp_path.glob("*backup*"))
        ready = requests.get(stored.url + "/readyz", timeout=20)
        assert ready.status_code == 503
        assert ready.json()["parts"]["attachments"] in ("late", "storage_away")
        object.__setattr__(stored.service, "attachments", own)
    assert stored.part(ticket, PDF, 5000).json()["complete"] is True
    assert taken_in(stored.file(signed, application.ticket.draft))
    assert bucket.SECRET_KEY not in caplog.text
    assert "127.0.0.1" not in ready.text


def test_the_settings_name_a_bucket(practice_pki: Practice, tmp_path: Path) -> None:
    path = settings_file(tmp_path, practice_pki, attachments="s3://files/g2b/a")
    with path.open("a") as file:
        file.write('\n[object_store]\naccess_key = "A"\nsecret_key = "store.key"\n')
    config = Config.read(path)
    assert config.attachments == Bucket("files", "g2b/a")
    assert str(config.attachments) == "s3://files/g2b/a"
    assert config.object_store.secret_key == tmp_path / "store.key"
    for wrong in ("s3://", "s3://UPPER/x", "https://bucket", "s3://files/a b"):
        with pytest.raises(ConfigError, match="attachments"):
            Config.read(settings_file(tmp_path, practice_pki, attachments=wrong))
    path = settings_file(tmp_path, practice_pki)
    with path.open("a") as file:
        file.write('\n[object_store]\nendpoint = "http://store.example"\n')
    with pytest.raises(ConfigError, match="https"):
        Config.read(path)
