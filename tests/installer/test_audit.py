import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from installer import audit
from installer.audit import affected
from installer.pins import Pin

PINS = {"some-package": Pin("some-package", "2.5.1")}


def _entry(*events: dict[str, str], **more: Any) -> dict[str, Any]:
    part: dict[str, Any] = {"package": {"ecosystem": "PyPI", "name": "Some.Package"}}
    if events:
        part["ranges"] = [{"type": "ECOSYSTEM", "events": list(events)}]
    return {"id": "PYSEC-2026-1", "affected": [part | more]}


@pytest.mark.parametrize(
    ("events", "applies"),
    [
        ([{"introduced": "0"}], True),
        ([{"introduced": "0"}, {"fixed": "2.5.1"}], False),
        ([{"introduced": "0"}, {"fixed": "2.10"}], True),
        ([{"introduced": "2.5.1"}, {"fixed": "2.5.2"}], True),
        ([{"introduced": "2.6"}], False),
        ([{"introduced": "1"}, {"last_affected": "2.5.1"}], True),
        ([{"introduced": "1"}, {"last_affected": "2.5.0"}], False),
        ([{"introduced": "0"}, {"fixed": "1.0"}, {"introduced": "2.0"}, {"fixed": "3"}], True),
        ([{"fixed": "1.0"}, {"introduced": "0"}], False),
        ([{"introduced": "0"}, {"fixed": "whenever"}], True),
    ],
)
def test_a_version_between_two_events_is_affected(
    events: list[dict[str, str]], applies: bool
) -> None:
    assert bool(affected(_entry(*events), PINS)) == applies


def test_versions_may_be_named_one_by_one() -> None:
    assert affected(_entry(versions=["2.5.1"]), PINS)
    assert not affected(_entry(versions=["2.5"]), PINS)
    assert affected(_entry({"introduced": "3"}, versions=["2.5.1"]), PINS)


def test_an_entry_without_versions_means_all() -> None:
    assert affected(_entry(), PINS)


def test_withdrawn_entries_and_other_registries_count_for_nothing() -> None:
    assert not affected(_entry() | {"withdrawn": "2026-01-01T00:00:00Z"}, PINS)
    other = _entry()
    other["affected"][0]["package"]["ecosystem"] = "npm"
    assert not affected(other, PINS)


def _run(monkeypatch: pytest.MonkeyPatch, file: Path, lock: Path) -> int:
    monkeypatch.setattr("sys.argv", ["audit", str(file), "--lock", str(lock)])
    return audit.main()


@pytest.mark.parametrize("packed", [True, False])
def test_the_command_tells_what_applies(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    packed: bool,
) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text(f"some-package==2.5.1 \\\n    --hash=sha256:{'0' * 64}\n")
    file = tmp_path / "advisories"
    for events, status in (([{"introduced": "0"}], 1), ([{"introduced": "3"}], 0)):
        told = json.dumps(_entry(*events))
        if packed:
            with zipfile.ZipFile(file, "w") as archive:
                archive.writestr("PYSEC-2026-1.json", told)
        else:
            file.write_text(f"[{told}]")
        assert _run(monkeypatch, file, lock) == status
    assert "some-package 2.5.1: PYSEC-2026-1\n" in capsys.readouterr().out


def test_a_file_without_advisories_is_no_proof(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "advisories.json"
    file.write_text("[]")
    assert _run(monkeypatch, file, audit.LOCKS[0]) == 2
