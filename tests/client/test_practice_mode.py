"""The practice service as a child: there when needed, gone when its parent is gone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_client.app import window_folder
from desktop_client.errors import ClientError
from desktop_client.folders import data_folder
from desktop_client.parts import Parts
from desktop_client.work import Work
from practice.place import practice_folder
from testing.journey import play_without_display

PARENT = """
import sys
from pathlib import Path
from desktop_client.practice_mode import PracticeMode
from desktop_client.work import Work
from practice.place import practice_folder
mode = PracticeMode(Path(sys.argv[1]))
mode.service(Work())
print(mode._child.process.pid, flush=True)
sys.stdin.read()
"""


def is_alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    try:
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_a_killed_client_leaves_no_service_behind(practice_home: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, str(practice_home / "practice")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        assert is_alive(pid)
        parent.kill()
        parent.wait()
        # The child holds our pipe's other end open no longer than it lives.
        subprocess.run(["tail", f"--pid={pid}", "-f", "/dev/null"], check=True, timeout=30)
    assert not is_alive(pid)


def test_a_service_that_cannot_start_is_told(tmp_path: Path) -> None:
    (tmp_path / "practice").mkdir()
    (tmp_path / "practice" / "pki").write_text("a file where the PKI's folder belongs")
    parts = Parts(practice=True, folder=tmp_path)
    with pytest.raises(ClientError) as caught:
        parts.mode.service(Work())
    assert caught.value.code == "practice_unavailable"
    parts.close()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    parts = Parts(practice=True, folder=tmp_path / "file")
    with pytest.raises(ClientError) as caught:
        parts.mode.service(Work())
    assert caught.value.code == "practice_folder_unwritable"
    parts.close()


def test_without_a_display_a_folder_that_cannot_be_used_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    for folder in (tmp_path, tmp_path / "thesis.txt" / "journey"):
        assert play_without_display(folder) == 2
        assert str(folder) in capsys.readouterr().out
    assert [one.name for one in tmp_path.iterdir()] == ["thesis.txt"]


def test_practice_and_real_life_share_nothing(tmp_path: Path, practice_home: Path) -> None:
    practice = Parts(practice=True, folder=practice_home)
    real = Parts(practice=False, folder=practice_home, administrator_file=tmp_path / "none")
    believed = {one.fingerprint for one in practice.mode.trust(Work()).trust_list.anchors}
    accredited = {one.fingerprint for one in real.mode.trust(Work()).trust_list.anchors}
    assert not believed & accredited
    assert practice.drafts._folder != real.drafts._folder
    npki = practice.mode.places(Work())[0]
    assert npki not in real.mode.places(Work())
    practice.close()
    real.close()


def test_the_real_mode_uses_the_address_of_the_settings(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text(json.dumps({"service_url": "http://example.kr"}))
    parts = Parts(practice=False, folder=tmp_path, administrator_file=tmp_path / "none")
    with pytest.raises(ClientError) as caught:
        parts.mode.service(Work()).info(Work())
    assert caught.value.code == "service_not_secure"
    parts.close()


def test_window_commands_and_service_use_the_same_folder() -> None:
    assert window_folder() == data_folder()
    assert window_folder() / "practice" == practice_folder()
