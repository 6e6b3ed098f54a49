"""How much one client may ask for, and what stays for the others."""

import asyncio
import logging
import shutil
from collections import namedtuple
from dataclasses import replace
from pathlib import Path

import pytest

from backend.app import create_app
from backend.rate import RateLimit, network
from backend.refused import Refused
from backend.storage import folder_store
from backend.storage.folder_store import RESERVE, FolderStore
from backend.turns import PAUSE_SECONDS, REFUSALS_A_SECOND, Pauses, Turns
from registration.kinds import Kind
from testing import asynchronous
from testing.backend.world import World, refusal
from tests.backend.conftest import Switch
from tests.backend.test_unsigned import PASSWORD

MEGABYTE = 1024**2
Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize(
    ("address", "known_by"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8::1", "2001:db8::"),
        ("2001:db8::ffff:1", "2001:db8::"),
        ("2001:db8:0:1::1", "2001:db8:0:1::"),
        ("fe80::1%eth0", "fe80::"),
        ("testclient", "testclient"),
    ],
)
def test_a_client_is_known_by_what_it_cannot_choose(address: str, known_by: str) -> None:
    assert network(address) == known_by


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v1/submissions"),
        ("POST", "/v1/submissions/unsigned"),
        ("POST", "/v1/enrolments"),
        ("POST", "/v1/sessions"),
        ("POST", "/v1/password-sessions"),
        ("POST", "/v1/officer/sessions"),
        ("POST", "/v1/tickets"),
        ("POST", "/v1/challenges"),
        ("POST", "/v1/lookups"),
        ("GET", f"/v1/attachments/{'a' * 64}"),
        ("PUT", f"/v1/attachments/{'a' * 64}"),
        ("GET", "/v1/papers/x"),
        ("GET", "/v1/institutions"),
        ("GET", "/v1/accounts/abcde1"),
    ],
)
def test_what_needs_no_proof_of_who_asks_is_counted(
    world: World, monkeypatch: pytest.MonkeyPatch, method: str, path: str
) -> None:
    monkeypatch.setattr(world.service.rate, "_most", 0)
    answer = world.http.request(method, world.url + path, data=b"{}", timeout=20)
    assert refusal(answer) == (503, "busy")


def test_numbers_are_not_found_by_trying(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world.service.lookups, "_most", 3)

    def look_up(receipt: int, key: str) -> int:
        asked = {"receipt_number": f"2026{receipt:06d}", "key": key}
        return world.post("/v1/lookups", asked).status_code

    assert [look_up(number, "1111111119") for number in range(4)] == [404] * 3 + [503]
    assert [look_up(99, f"999000{number}") for number in range(4)] == [404] * 3 + [503]
    assert look_up(100, "2222222227") == 404


def test_many_askers_of_one_thing_do_not_clear_the_count_of_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("backend.rate.MAX_COUNTED", 10)
    rate = RateLimit(1)
    rate.count("firm", "applicant")
    for number in range(100):
        rate.count(str(number), "receipt")
    with pytest.raises(Refused, match="busy"):
        rate.count("firm", "applicant")


def test_a_crowd_at_one_address_keeps_another_waiting_for_one_turn_of_it() -> None:
    async def crowd() -> None:
        given, served = Turns(at_once=1, most_of_one=8, wait_seconds=20), list[str]()

        async def ask(who: str) -> None:
            async with given.turn(who):
                served.append(who)
                await asyncio.sleep(0)

        async with given.turn("crowd"):
            waiting = [asyncio.create_task(ask("crowd")) for _ in range(7)]
            await asyncio.sleep(0)
            with pytest.raises(Refused, match="busy"):
                await ask("crowd")
            other = asyncio.create_task(ask("other"))
            await asyncio.sleep(0)
        await asyncio.gather(*waiting, other)
        assert "other" in served[:2]
        assert len(served) == 8
        await ask("crowd")

    asynchronous.run(crowd())


def test_who_waits_too_long_for_a_turn_is_told() -> None:
    async def wait() -> None:
        given = Turns(wait_seconds=0.01)
        for busy in (("a", "b", "c"), ("a", "b", "a")):
            async with given.turn(busy[0]), given.turn(busy[1]):
                with pytest.raises(Refused, match="busy"):
                    await given.turn(busy[2]).__aenter__()
            async with given.turn("c"), given.turn("a"):
                pass

    asynchronous.run(wait())


def test_a_crowd_that_is_refused_comes_again_less_often_and_others_as_before() -> None:
    async def crowd() -> None:
        pauses = Pauses()
        waiting = [asyncio.create_task(pauses.pause("crowd")) for _ in range(100)]
        await asyncio.sleep(0)
        assert pauses.seconds("crowd") == 100 / REFUSALS_A_SECOND
        assert pauses.seconds("other") == PAUSE_SECONDS
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        assert pauses.seconds("crowd") == PAUSE_SECONDS

    asynchronous.run(crowd())


@pytest.mark.expects_warnings
def test_room_is_promised_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts that come side by side see the same free disk."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, RESERVE + 10 * MEGABYTE))
    store = FolderStore(tmp_path)
    with store.room(8 * MEGABYTE):
        with store.room(2 * MEGABYTE):
            pass
        with pytest.raises(Refused, match="storage_full"), store.room(3 * MEGABYTE):
            pass
    with store.room(10 * MEGABYTE):
        pass


@pytest.mark.expects_warnings
def test_a_disk_without_room_for_another_file_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(folder_store, "_free_files", lambda _: 5)
    assert refusal(world.part(world.ticket(), b"%PDF-1.4")) == (507, "storage_full")
    assert "inodes" in caplog.text


def test_one_address_sends_so_much_an_hour(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file counts as a megabyte: it takes a place on the disk too."""
    monkeypatch.setattr(world.service.received, "_most", 2 * MEGABYTE)
    ticket = world.ticket()
    answers = [world.part(ticket, b"%PDF-" + bytes([number])) for number in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 503]


def test_a_password_is_hashed_only_for_what_is_taken_in(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert world.file_unsigned(world.application(kind=Kind.CATALOGUE), PASSWORD).status_code == 201
    monkeypatch.setattr(world.service.passwords, "hash", None)  # not called
    again = world.application(kind=Kind.CATALOGUE)
    assert refusal(world.file_unsigned(again, PASSWORD))[0] == 409


def test_larger_bodies_share_some_memory(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.guard.MEMORY_OF_ONE", 128 * 1024)
    assert refusal(world.post("/v1/submissions", bytes(256 * 1024))) == (503, "busy")
    draft = {"Idempotency-Key": "d" * 20}
    for _ in range(3):  # what was held is given back
        assert refusal(world.post("/v1/submissions", bytes(100 * 1024), **draft))[0] == 400


def test_a_long_path_is_cut_in_the_log(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    assert world.get("/v1/papers/" + "A" * 50_000 + "%0A2026").status_code == 404
    assert all(len(one.getMessage()) < 300 for one in caplog.records if one.name.startswith("back"))
    assert "\n2026" not in caplog.text


def test_only_a_practice_service_describes_itself(world: World, switch: Switch) -> None:
    assert world.get("/openapi.json").status_code == 200
    config = world.service.config.model_copy(update={"practice": False})
    switch.app = create_app(replace(world.service, config=config))
    assert refusal(world.get("/openapi.json")) == (404, "not_found")
