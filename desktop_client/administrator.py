"""What an administrator has set for this computer: one file, on Windows group policy besides."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop_client.folders import PROGRAM

FILE = "settings.json"
POLICY_KEY = rf"SOFTWARE\Policies\{PROGRAM}"
"""In HKEY_LOCAL_MACHINE, which only administrators write: a value for each setting."""


def administrator_file() -> Path:
    """Return where this system's administrator puts settings that users cannot change.

    On Windows not below ProgramData: there the first to come may make a folder.
    """
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMFILES", r"C:\Program Files")) / PROGRAM / FILE
    if sys.platform == "darwin":
        return Path("/Library/Application Support") / PROGRAM / FILE
    return Path("/etc") / PROGRAM / FILE


def group_policy() -> Mapping[str, Any]:
    """Return the values of the policy key, by the settings' names; nothing but on Windows.

    A list is REG_MULTI_SZ, a number REG_DWORD, everything else REG_SZ. What cannot be read is as
    if it were not set.
    """
    if sys.platform != "win32":
        return {}
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, POLICY_KEY) as key:
            count = winreg.QueryInfoKey(key)[1]
            values = [winreg.EnumValue(key, number) for number in range(count)]
    except OSError:
        return {}
    return {name: value for name, value, _kind in values}
