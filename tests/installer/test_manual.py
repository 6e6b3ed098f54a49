import shutil
import subprocess

import pytest

from backend.__main__ import command_line
from desktop_client.commands.options import every_command
from desktop_client.settings import SETTINGS
from installer.linux.client import MANUALS, client_manual
from installer.linux.manual import commands, manual
from installer.linux.server import MANUAL
from registration.text import LANGUAGES, Language


def _of_the_service() -> str:
    return manual(MANUAL, commands=commands(command_line()))


def test_the_service_tells_its_commands() -> None:
    named = {words for words, _ in commands(command_line())}
    assert {"serve", "move", "backup", "restore", "retain", "tables renew", "review issue"} < named
    assert ".B tables renew\nfetch tables anew\n" in _of_the_service()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_client_tells_commands_and_settings_in_its_language(language: Language) -> None:
    told = dict(commands(every_command(language)))
    assert all(told.values())
    assert {"cert issue", "cert import-pfx", "trust lists", "doctor", "sanctions"} < told.keys()
    assert ("인증서" in told["cert list"]) == (language == "ko")
    page = client_manual(MANUALS[language], language)
    assert ".B cert import\\-pfx\n" in page
    assert all(f".B {name}\n" in page for name in SETTINGS)
    assert ("값: daily, off." in page) == (language == "ko")


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_groff_has_no_complaint() -> None:
    for page in (_of_the_service(), *(client_manual(file, of) for of, file in MANUALS.items())):
        assert "@" not in page
        command = ["groff", "-man", "-Kutf8", "-Tutf8", "-ww", "-z"]
        done = subprocess.run(command, input=page, check=True, capture_output=True, text=True)
        assert done.stderr == ""
