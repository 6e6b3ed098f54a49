"""The publisher makes keys and signs notices that the client believes."""

import base64
import hashlib
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_client.workflows.versions.notice import read_notice
from installer import notice
from installer.product import product


def test_a_notice_names_the_packages_by_their_sum(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, package = tmp_path / "key.pem", tmp_path / "g2b-client_1_amd64.deb"
    package.write_bytes(b"a package")
    notice.main(["key", str(key)])
    public = base64.b64decode(capsys.readouterr().out)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    options = ["--sequence", "3", "--supported", "0.0.2", "--required", "0.0.1"]
    texts = ["--reason-ko", "규격이 바뀌었습니다.", "--reason-en", "Formats have changed."]
    where = ["--from", "https://updates.example/g2b/", str(package)]
    notice.main(["sign", "--key", str(key), *options, *texts, *where])
    read = read_notice(capsys.readouterr().out.encode(), [public], datetime.now(UTC))
    assert (read.sequence, read.latest) == (3, product().version)
    (installer,) = read.installers
    assert installer.platform == "debian"
    assert installer.url == "https://updates.example/g2b/g2b-client_1_amd64.deb"
    assert (installer.size, installer.sha256) == (9, hashlib.sha256(b"a package").hexdigest())


def test_a_key_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_text("another key")
    with pytest.raises(FileExistsError):
        notice.main(["key", str(tmp_path / "key.pem")])
