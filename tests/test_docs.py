"""What the documents name is there: files, folders, links."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
NAMED = re.compile(r"`([\w./-]+(?:\.(?:py|md|json|toml|typ|sh|csv|lock)|/))`")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
OF_A_USER = frozenset(
    {"addresses.json", "settings.json", "trust-list.p7s", "anchors/", "manifest.json"}
)
"""Named in the documents, but made by a user or an operator."""
MADE = ("build/", ".venv/", "/etc/", "/usr/", "/var/")
"""Begin what a build or an installation makes."""


def tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    files = listed.stdout.splitlines()
    folders = {f"{parent.as_posix()}/" for file in files for parent in Path(file).parents}
    return [*files, *folders]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_file_a_document_names_is_there(document: Path) -> None:
    there = tracked()
    named = set(NAMED.findall(document.read_text("utf-8"))) - OF_A_USER
    missing = [
        name
        for name in named
        if not name.startswith(MADE)
        and not any(path == name or path.endswith(f"/{name}") for path in there)
    ]
    assert not missing


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(document: Path) -> None:
    links = LINK.findall(document.read_text("utf-8"))
    assert all((document.parent / link.strip()).exists() for link in links)
