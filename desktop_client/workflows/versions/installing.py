"""새 버전의 설치: fetches the installer that a notice names, checks it, and starts it (Windows)."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from desktop_client.errors import ClientError
from desktop_client.files import PRIVATE, replacing
from desktop_client.pki.http import exchange
from desktop_client.pki.http.failures import ExchangeFailed
from desktop_client.work import Work
from desktop_client.workflows.versions.following import is_the_installer
from desktop_client.workflows.versions.notice import Installer
from registration.text import Text

FETCHING = Text("새 버전의 설치 프로그램을 받고 있습니다.", "Fetching the new version's installer.")
CHECKING = Text("설치 프로그램을 확인하고 있습니다.", "Checking the installer.")
CONNECT, SILENCE, WHOLE = 10.0, 30.0, 3600.0


def can_install() -> bool:
    """Whether this program starts installers here; elsewhere a package manager updates it."""
    return sys.platform == "win32"


def fetch_installer(work: Work, installer: Installer, folder: Path) -> Path:
    """Return the checked installer in `folder`; one that is there already is not fetched again.

    Raises ClientError `installer_not_fetched`, `installer_wrong`; OSError. Nothing is left of one
    that is not the very file that the notice names.
    """
    file = folder / installer.file
    if file.is_file() and is_the_installer(file, installer):
        return file
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = folder / f"{installer.file}.part"
    try:
        _fetch(work, installer, part)
        work.progress(CHECKING)
        if not is_the_installer(part, installer):
            raise ClientError("installer_wrong", file=installer.file)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return file


def start_installer(
    file: Path,
    installer: Installer,
    start: Callable[[list[str]], object] = subprocess.Popen,
) -> None:
    """Start an installer once more checked: it may have lain there for a while.

    Raises ClientError `installer_wrong`; OSError.
    """
    if not is_the_installer(file, installer):
        raise ClientError("installer_wrong", file=installer.file)
    start([str(file)])


def _fetch(work: Work, installer: Installer, part: Path) -> None:
    client = exchange.Client()
    limits = exchange.Limits(CONNECT, SILENCE, WHOLE, installer.size)
    got = 0
    try:
        request = exchange.Request("GET", installer.url)
        with (
            client.exchange(request, limits, work.check) as answer,
            replacing(part, PRIVATE) as out,
        ):
            if answer.head.status != 200:
                raise ClientError("installer_not_fetched", status=answer.head.status)
            for piece in answer.body:
                out.write(piece)
                got += len(piece)
                work.progress(FETCHING, got / installer.size)
    except ExchangeFailed:
        raise ClientError("installer_not_fetched", status=0) from None
    finally:
        client.close()
