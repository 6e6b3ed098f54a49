import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from desktop_client.workflows.documents import ENDINGS
from desktop_client.workflows.exported import ENDING
from installer.linux import desktop
from installer.product import ROOT, product

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def test_whatever_people_read_is_in_korean_and_english() -> None:
    told = tomllib.loads((ROOT / "installer/product.toml").read_text("utf-8"))

    def check(place: str, value: Any) -> None:
        if isinstance(value, dict):
            if value.keys() & {"ko", "en"}:
                assert value.keys() == {"ko", "en"}, place
                assert all(value.values()), place
            for name, inner in value.items():
                check(f"{place}.{name}", inner)

    check("client", told["client"])
    for kind in told["files"]:
        check(kind["ending"], kind)


def test_the_menu_entry_names_the_program_in_both_languages() -> None:
    lines = desktop.menu_entry(product()).splitlines()
    entry = dict(line.split("=", 1) for line in lines[1:])
    assert lines[0] == "[Desktop Entry]"
    assert entry["Name[ko]"] == "나라장터 이용자등록"
    assert entry["Exec"] == "g2b-client %f"
    assert entry["Terminal"] == "false"


def test_signed_documents_and_exported_records_are_opened_with_it() -> None:
    endings = {kind.ending for kind in product().files}
    assert {ending.removeprefix(".") for ending in (*ENDINGS.values(), ENDING)} == endings
    kinds = ElementTree.fromstring(desktop.file_kinds(product()))
    assert {glob.attrib["pattern"] for glob in kinds.iter() if glob.tag.endswith("glob")} == {
        f"*.{ending}" for ending in endings
    }


def test_appstream_data_tells_the_same_in_both_languages() -> None:
    told = ElementTree.fromstring(desktop.appstream(product(), "2026-11-27"))
    for tag in ("name", "summary"):
        assert {found.get(LANGUAGE) for found in told.iter(tag)} == {None, "ko"}
    paragraphs = [found.get(LANGUAGE) for found in told.iter("p")]
    assert paragraphs.count("ko") == paragraphs.count(None) > 0


@pytest.mark.skipif(shutil.which("appstreamcli") is None, reason="appstreamcli is not installed")
def test_appstreamcli_has_no_complaint(tmp_path: Path) -> None:
    file = tmp_path / "g2b-client.metainfo.xml"
    file.write_text(desktop.appstream(product(), "2026-11-27"), "utf-8")
    command = ["appstreamcli", "validate", "--no-net", str(file)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
