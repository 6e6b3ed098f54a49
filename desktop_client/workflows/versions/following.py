"""Follows the versions of this program: asks once a day, and says what this one is."""

import hashlib
import json
import logging
import sys
from base64 import b64decode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

from desktop_client.errors import ClientError
from desktop_client.pki.findings import Unreachable
from desktop_client.pki.http.limits import Limits
from desktop_client.pki.http.web import fetch
from desktop_client.work import Work
from desktop_client.workflows.versions.kept import KeptNotice
from desktop_client.workflows.versions.notice import (
    MOST_BYTES,
    Installer,
    NoticeRefused,
    Standing,
    Version,
    VersionNotice,
    read_notice,
    standing,
)
from registration import program
from registration.text import Text

log = logging.getLogger(__name__)

ASKING = Text("새 버전이 있는지 확인하고 있습니다.", "Asking for newer versions.")
LIMITS = Limits(connect_timeout=5, read_timeout=5, deadline=15, max_bytes=MOST_BYTES)
PLATFORMS = {"win32": "windows", "linux": "debian", "darwin": "macos"}


@dataclass(frozen=True, slots=True)
class Source:
    """Where notices come from, and the raw public keys whose signature counts."""

    url: str
    """"" where none are published; then nothing is asked and nothing said."""
    keys: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class OwnVersion:
    """What this version is by the notice in force."""

    version: str
    standing: Standing
    notice: VersionNotice

    @property
    def installer(self) -> Installer | None:
        """The latest version's installer for this system, if the notice names one."""
        platform = PLATFORMS.get(sys.platform)
        named = (each for each in self.notice.installers if each.platform == platform)
        return next(named, None)


@cache
def shipped_source() -> Source:
    """Return the source that the publisher has built in."""
    table = json.loads((files("resources") / "versions.json").read_text("utf-8"))
    return Source(table["url"], [b64decode(key, validate=True) for key in table["keys"]])


def _now() -> datetime:
    return datetime.now(UTC)


class Versions:
    """What the publisher says of this version, as far as it is known on this computer.

    `source` returns where to ask; None where the administrator has switched it off.
    """

    def __init__(
        self,
        folder: Path,
        source: Callable[[], Source | None],
        *,
        version: Callable[[], str] = program.version,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._kept = KeptNotice(folder)
        self._source, self._version, self._clock = source, version, clock

    def ask(self, work: Work) -> OwnVersion | None:
        """Ask for a notice where a day has passed; return what this version is, None if unknown.

        A notice that cannot be had or does not count changes nothing: it is logged.
        """
        source, now = self._source(), self._clock()
        if source is not None and source.url and self._kept.memory().is_due(now):
            work.progress(ASKING)
            self._kept.asked(now)
            try:
                self._take(fetch(source.url, LIMITS), source, now)
            except Unreachable as error:
                log.info("no version notice: %s", error.values.get("reason"))
            except NoticeRefused as refused:
                log.warning("a version notice does not count: %s", refused.reason)
            except OSError as error:
                log.info("a version notice is not kept: errno %s", error.errno)
        return self.own()

    def own(self) -> OwnVersion | None:
        """Return what this version is by the notice that is kept; None where none is in force."""
        source, data = self._source(), self._kept.data()
        if source is None or data is None:
            return None
        try:
            notice = read_notice(data, source.keys, self._clock())
            own = Version.read(self._version())
        except NoticeRefused as refused:
            log.info("the version notice kept does not count: %s", refused.reason)
            return None
        except ValueError:  # the version of a trial
            return None
        if notice.sequence < self._kept.memory().sequence:
            log.warning("the version notice kept was put back to an older one")
            return None
        return OwnVersion(own.text, standing(notice, own), notice)

    def require_supported(self) -> None:
        """Raise ClientError `version_unsupported` where this version may not submit."""
        own = self.own()
        if own is not None and own.standing is Standing.UNSUPPORTED:
            raise ClientError("version_unsupported", version=own.version, latest=own.notice.latest)

    def _take(self, data: bytes, source: Source, now: datetime) -> None:
        notice = read_notice(data, source.keys, now)
        self._kept.keep(data, notice.sequence, now)


def is_the_installer(file: Path, installer: Installer) -> bool:
    """Whether a file is the very installer that the notice names. Raises OSError."""
    if file.stat().st_size != installer.size:
        return False
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == installer.sha256
