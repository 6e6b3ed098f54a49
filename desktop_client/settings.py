"""The settings: one typed table with default, check, description and the administrator's lock.

A user's choices live in one JSON file; an administrator's file sets values users cannot change.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_client.files import write_atomically
from registration.text import LANGUAGES, Text

log = logging.getLogger(__name__)

ADMINISTRATOR_FILE = Path("/etc/g2b-registration/settings.json")


def _one_of(*values: object) -> Callable[[object], bool]:
    return lambda value: value in values


def _address(value: object) -> bool:
    return isinstance(value, str) and (value == "" or value.startswith(("https://", "http://")))


def _folders(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one for one in value)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: what it means, what it is when nothing is set, what it may be."""

    default: Any
    check: Callable[[object], bool]
    description: Text


SETTINGS: dict[str, Setting] = {
    "language": Setting("ko", _one_of(*LANGUAGES), Text("화면 언어", "Language of the screen")),
    "theme": Setting(
        "system", _one_of("system", "light", "dark"), Text("화면 밝기", "Light or dark screen")
    ),
    "text_scale": Setting(
        100, _one_of(100, 125, 150, 175, 200), Text("글자 크기(%)", "Size of text (%)")
    ),
    "service_url": Setting("", _address, Text("서비스 주소", "Address of the service")),
    "certificate_folders": Setting(
        [],
        _folders,
        Text("인증서를 더 찾을 폴더", "Further folders to look for certificates in"),
    ),
    "revocation": Setting(
        "require",
        _one_of("require", "prefer", "off"),
        Text("폐지 여부 확인", "Whether revocation must be checked"),
    ),
}


class Settings:
    """The values in force; unknown, damaged or forbidden ones fall back to the default."""

    def __init__(self, file: Path, administrator_file: Path = ADMINISTRATOR_FILE) -> None:
        self._file = file
        self._chosen = _read(file)
        self._fixed = _read(administrator_file)
        self._listeners: list[Callable[[str], None]] = []

    def get(self, name: str) -> Any:
        """Return a setting's value; KeyError for a name not in SETTINGS."""
        default = SETTINGS[name].default
        return self._fixed.get(name, self._chosen.get(name, default))

    def is_fixed(self, name: str) -> bool:
        """Whether the administrator has set it."""
        return name in self._fixed

    def set(self, name: str, value: object) -> None:
        """Choose a value and keep it; ValueError where it is not permitted."""
        if not SETTINGS[name].check(value) or self.is_fixed(name):
            raise ValueError(name)
        self._chosen[name] = value
        write_atomically(self._file, json.dumps(self._chosen, ensure_ascii=False).encode())
        for listener in self._listeners:
            listener(name)

    def on_change(self, listener: Callable[[str], None]) -> None:
        """Call `listener` with the name of every setting that is changed."""
        self._listeners.append(listener)


def _read(file: Path) -> dict[str, Any]:
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        log.info("settings in %s cannot be read; defaults are used", file)
        return {}
    if not isinstance(stored, dict):
        return {}
    return {
        name: value
        for name, value in stored.items()
        if name in SETTINGS and SETTINGS[name].check(value)
    }
