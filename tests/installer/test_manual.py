import shutil
import subprocess
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

import pytest

from installer.linux.client import MANUALS
from installer.linux.manual import COMMANDS, commands, manual
from installer.linux.server import MANUAL


def test_the_service_tells_its_commands() -> None:
    page, parser = MANUAL
    named = {words for words, _ in commands(parser())}
    assert {"serve", "move", "backup", "restore", "retain", "tables renew", "review issue"} < named
    text = manual(page, parser())
    assert COMMANDS not in text
    assert ".B tables renew\nfetch tables anew\n" in text


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_client_tells_its_commands_in_the_language_of_the_page(language: str) -> None:
    page, parser = MANUALS[language]
    text = manual(page, parser())
    named = {words for words, _ in commands(parser())}
    assert {"cert issue", "cert import-pfx", "trust lists", "sign", "doctor", "sanctions"} < named
    told = dict(commands(parser()))
    assert all(told.values())
    assert ("인증서" in told["cert list"]) == (language == "ko")
    assert ".B cert import\\-pfx\n" in text


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
@pytest.mark.parametrize(("page", "parser"), [MANUAL, *MANUALS.values()])
def test_groff_has_no_complaint(page: Path, parser: Callable[[], ArgumentParser]) -> None:
    command = ["groff", "-man", "-Kutf8", "-Tutf8", "-ww", "-z"]
    done = subprocess.run(
        command, input=manual(page, parser()), check=True, capture_output=True, text=True
    )
    assert done.stderr == ""
