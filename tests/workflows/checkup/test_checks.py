"""What each check says of a computer that has what is needed, and of one that has not."""

import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from desktop_client.api import ServiceClient
from desktop_client.errors import ClientError
from desktop_client.pki.http import chosen_proxy
from desktop_client.pki.judging.installation import Installation
from desktop_client.settings import Settings
from desktop_client.single import Single
from desktop_client.work import Stopped, Work
from desktop_client.workflows.checkup import certificates, computer, connections, texts
from desktop_client.workflows.checkup.check import Check, Checked, Outcome, Result, fine
from desktop_client.workflows.checkup.checkup import Checkup, lines, to_mend
from desktop_client.workflows.mode import Mode, Pin, Trust
from practice.pki import Practice

FINE, MEND, SKIPPED = Outcome.FINE, Outcome.MEND, Outcome.SKIPPED


class Facts(computer.Display):
    """A display of which so much was found out."""

    def __init__(self, own_window: int = 0, /, **facts: Any) -> None:
        super().__init__(Path(), own_window, practice=False)
        self._facts = facts


class FakeMode:
    """A mode with these places and drivers, whose service's clock differs by so much."""

    def __init__(
        self,
        places: list[Path] | None = None,
        drivers: list[Path] | None = None,
        ahead: float | None = 0,
    ) -> None:
        self._places, self._drivers, self._ahead = places or [], drivers or [], ahead

    def places(self, work: Work) -> list[Path]:
        work.check()
        return self._places

    def drivers(self, work: Work) -> list[Path]:
        work.check()
        return self._drivers

    def trust(self, work: Work) -> Trust:
        raise NotImplementedError

    def pin(self, work: Work) -> Pin | None:
        work.check()
        return None

    def issuing_url(self, work: Work, known: str = "") -> str:
        work.check()
        return known

    def stop(self) -> None:
        """Nothing was started."""

    def service(self, work: Work) -> ServiceClient:
        work.check()
        if self._ahead is None:
            raise ClientError("service_not_running")
        clock: ServiceClient = _Clock(self._ahead)
        return clock


class _Clock(ServiceClient):
    def __init__(self, ahead: float) -> None:
        super().__init__("http://127.0.0.1:1")
        self._ahead = ahead

    def clock_ahead(self, work: Work) -> float | None:
        work.check()
        return self._ahead


def look(check: Check) -> Result:
    return check.look(Work())


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [(1920, 1040, FINE), (1024, 740, FINE), (960, 500, FINE), (800, 600, MEND), (1280, 480, MEND)],
)
def test_the_screen_has_room_or_not(width: int, height: int, expected: Outcome) -> None:
    display = Facts(screen={"width": width, "height": height}, scale=200)
    found = look(computer.Screen(display))
    assert found.outcome is expected
    assert f"{width}×{height}" in found.told.ko


def test_without_a_display_what_needs_one_is_not_checked() -> None:
    for check in (computer.Screen, computer.Printers, computer.OneWindow):
        assert look(check(Facts())) == Result(SKIPPED, texts.NO_DISPLAY)


def test_a_print_system_that_does_not_answer_is_told_from_no_printer() -> None:
    silent = look(computer.Printers(Facts(korean_fonts=3)))
    none = look(computer.Printers(Facts(korean_fonts=3, printers=0, default_printer=False)))
    two = look(computer.Printers(Facts(korean_fonts=3, printers=2, default_printer=True)))
    assert (silent.told, none.told) == (texts.PRINTERS_SILENT, texts.NO_PRINTER)
    assert (silent.outcome, none.outcome, two.outcome) == (MEND, MEND, FINE)


def test_letters_are_needed_on_the_screen_and_on_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert look(computer.Fonts(Facts(korean_fonts=2))).outcome is FINE
    assert look(computer.Fonts(Facts(korean_fonts=0))).told == texts.NO_SCREEN_FONT

    def none() -> list[Path]:
        raise ClientError("fonts_missing")

    monkeypatch.setattr(computer, "font_folders", none)
    assert look(computer.Fonts(Facts(korean_fonts=2))).told == texts.NO_PAPER_FONT


@pytest.mark.parametrize(
    ("window", "own", "expected"),
    [
        ("none", 0, FINE),
        ("own", 7, FINE),
        ("another", 0, FINE),
        ("another", 7, MEND),
        ("silent", 0, MEND),
    ],
)
def test_another_window_matters_to_a_window(window: str, own: int, expected: Outcome) -> None:
    assert look(computer.OneWindow(Facts(own, window=window))).outcome is expected


def test_qt_is_asked_in_a_process_of_its_own(tmp_path: Path) -> None:
    single = Single(tmp_path, practice=True)
    display = computer.Display(tmp_path, os.getpid(), practice=True)
    facts = display.facts(Work())
    single.close()
    assert facts["window"] == "own"
    assert facts["screen"]["width"] > 0
    assert {"scale", "korean_fonts", "printers", "default_printer"} <= set(facts)


def test_what_was_told_before_qt_died_or_hung_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(computer, "DISPLAY_SECONDS", 3.0)
    display = computer.Display(tmp_path, 0, practice=False)
    script = """print('{"window": "none"}', flush=True); print('{"scr', end='', flush=True)\n"""
    display._command = [sys.executable, "-c", script + "import os; os.abort()"]
    assert display.facts(Work()) == {"window": "none"}


def test_a_stop_ends_the_process_that_is_asked(tmp_path: Path) -> None:
    display = computer.Display(tmp_path, 0, practice=False)
    display._command = [sys.executable, "-c", "import time; time.sleep(60)"]
    work = Work()
    work.stop()
    with pytest.raises(Stopped):
        display.facts(work)


def test_a_folder_that_is_not_there_yet_is_checked_above(tmp_path: Path) -> None:
    assert look(computer.Disk(tmp_path / "data" / "deep")).outcome is FINE
    assert not (tmp_path / "data").exists()


def test_little_room_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(computer, "LEAST_FREE", 1 << 60)
    assert look(computer.Disk(tmp_path)).remedy == texts.MAKE_ROOM


def test_a_folder_nobody_may_write_to_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    found = look(computer.Disk(tmp_path))
    assert found.told == texts.NOT_WRITABLE
    assert str(tmp_path) not in f"{found}"


def test_certificates_are_counted(practice_pki: Practice, tmp_path: Path) -> None:
    there = practice_pki.sample("supplier").path.parent
    found = look(certificates.Folders(FakeMode([there, tmp_path / "missing"])))
    assert found.outcome is FINE
    assert found.facts["folders"] == 1
    assert int(found.facts["certificates"]) > 0
    assert int(found.facts["damaged"]) > 0
    assert look(certificates.Folders(FakeMode([tmp_path]))).remedy == texts.BRING_CERTIFICATE


def test_a_certificate_that_cannot_be_read_is_no_certificate(tmp_path: Path) -> None:
    user = tmp_path / "practice" / "USER" / "cn=damaged"
    user.mkdir(parents=True)
    (user / "signCert.der").write_bytes(b"\x30\x03\x02\x01")
    (user / "signPri.key").write_bytes(b"no key")
    found = look(certificates.Folders(FakeMode([tmp_path])))
    assert found.facts["damaged"] == 1
    assert found.remedy == texts.LOOK_AT_DAMAGED


def test_a_driver_that_cannot_be_loaded_is_named_by_its_file_alone(tmp_path: Path) -> None:
    driver = tmp_path / "libtoken.so"
    driver.write_bytes(b"no library")
    found = look(certificates.Tokens(FakeMode(drivers=[driver])))
    assert found.outcome is MEND
    assert "libtoken.so" in found.told.ko
    assert str(tmp_path) not in f"{found}"
    assert look(certificates.Tokens(FakeMode())).outcome is FINE


def test_an_old_list_of_authorities_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation = Installation(tmp_path)
    monkeypatch.setattr(certificates, "OLD_LIST", timedelta(days=36_500))
    assert look(certificates.TrustListAge(installation)).outcome is FINE
    monkeypatch.setattr(certificates, "OLD_LIST", timedelta(days=-1))
    assert look(certificates.TrustListAge(installation)).remedy == texts.RENEW_LIST
    assert look(certificates.TrustListAge(None)).outcome is SKIPPED


@pytest.mark.parametrize(
    ("ahead", "expected", "told"),
    [
        (0, FINE, texts.CLOCK_FINE),
        (-299.6, FINE, texts.CLOCK_FINE),
        (720, MEND, texts.CLOCK_AHEAD.filled(minutes=12)),
        (-720, MEND, texts.CLOCK_BEHIND.filled(minutes=12)),
        (None, SKIPPED, texts.NO_CLOCK),
    ],
)
def test_the_clock_is_compared(ahead: float | None, expected: Outcome, told: object) -> None:
    found = look(connections.Clock(FakeMode(ahead=ahead)))
    assert (found.outcome, found.told) == (expected, told)


def test_a_proxy_is_told_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chosen_proxy.CHOSEN, "address", "http://kim:secret@proxy.example.kr:8080")
    found = look(connections.Proxy("https://g2b.example.kr"))
    assert found.facts == {"proxy": "proxy.example.kr:8080"}
    assert "secret" not in f"{found}"
    assert "kim" not in f"{found}"
    assert look(connections.Proxy("")).outcome is SKIPPED


@contextmanager
def listening() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def closed_port() -> int:
    with listening() as port:
        return port


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """One whose CAs' services are all on this computer."""
    own = Installation(tmp_path)
    with listening() as port:
        pass
    table = ", ".join(
        f'"{name}": {{"ldap": "127.0.0.1:{port}", "crl": "", "ocsp": ""}}'
        for name in own.addresses()
    )
    (tmp_path / "addresses.json").write_text(f"{{{table}}}")
    return own


def test_authorities_that_cannot_be_reached_are_named_as_people_know_them(
    installation: Installation,
) -> None:
    found = look(connections.Directories(installation))
    assert found.outcome is MEND
    assert "금융결제원" in found.told.ko
    assert found.facts["reached"] == 0


def test_one_service_of_an_authority_suffices(installation: Installation) -> None:
    file = installation.folder / "addresses.json"
    with listening() as port:
        text = file.read_text().replace('"ocsp": ""', f'"ocsp": "http://127.0.0.1:{closed_port()}"')
        old = text.split('"ldap": "127.0.0.1:')[1].split('"')[0]
        file.write_text(text.replace(f"127.0.0.1:{old}", f"127.0.0.1:{port}"))
        found = look(connections.Directories(installation))
    assert found.outcome is FINE
    assert found.facts["reached"] == len(installation.addresses())


class Broken:
    """A check that fails in a way nobody foresaw."""

    name, title = "broken", texts.DISK

    def look(self, work: Work) -> Result:
        work.check()
        raise ZeroDivisionError("kim's secret")


class Good:
    """A check that finds all well."""

    name, title = "good", texts.DISK

    def look(self, work: Work) -> Result:
        work.check()
        return fine(texts.CLOCK_FINE)


@pytest.fixture
def checkup(tmp_path: Path) -> Checkup:
    mode = cast(Mode, FakeMode())
    return Checkup(mode, Settings(tmp_path / "none", tmp_path / "none"), tmp_path, None)


@pytest.mark.expects_warnings
def test_a_check_that_fails_is_a_result_and_hides_no_other(checkup: Checkup) -> None:
    checkup.checks = (Broken(), Good())
    given: list[Checked] = []
    found = checkup.run(Work(give=given.append))
    assert [checked.name for checked in found] == ["broken", "good"]
    assert found == given
    assert to_mend(found) == 1
    assert found[0].result.facts["code"] == "unexpected"
    assert "secret" not in "\n".join(lines(found, "ko"))


def test_names_of_checks_are_words_of_their_own(checkup: Checkup) -> None:
    names = [check.name for check in checkup.checks]
    assert len(set(names)) == len(names) == 13
