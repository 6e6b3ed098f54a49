import hashlib
import json
from importlib.metadata import Distribution
from pathlib import Path

import pytest

from desktop_client.work import Work
from desktop_client.workflows import components
from installer.bundle import name_program
from installer.product import product
from installer.sbom import interpreter, licences, write_sbom
from registration import program


def _package(site: Path, name: str, told: str, licence: str | None) -> None:
    folder = site / f"{name}-1.0.dist-info"
    (folder / "licenses").mkdir(parents=True)
    (folder / "METADATA").write_text(f"Name: {name}\nVersion: 1.0\n{told}\n\nLicense: no\n")
    if licence:
        (folder / "licenses" / licence).write_text(f"terms of {name}")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A bundle of two libraries, with its bill of materials and a Python."""
    site = tmp_path / "site"
    (site / "resources").mkdir(parents=True)
    _package(site, "Some_Package", "License-Expression: MIT", "LICENSE")
    _package(site, "other", "Classifier: License :: OSI Approved :: BSD License", None)
    wheel = tmp_path / "some_package-1.0-py3-none-any.whl"
    wheel.write_bytes(b"wheel")
    write_sbom(site, product(), "g2b-client", [wheel], [interpreter("3.13.2", "terms of Python")])
    return site


def test_every_package_is_in_the_bill_with_licence_and_hash(site: Path) -> None:
    bill = json.loads((site / "resources/sbom.cdx.json").read_text("utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    assert bill["metadata"]["component"]["version"] == product().version
    python, first, second = bill["components"]
    assert python["purl"] == "pkg:generic/python@3.13.2"
    assert first["purl"] == "pkg:pypi/some-package@1.0"
    assert first["licenses"][0]["license"]["name"] == "MIT"
    assert first["hashes"] == [{"alg": "SHA-256", "content": hashlib.sha256(b"wheel").hexdigest()}]
    assert second["licenses"] == [{"license": {"name": "BSD License"}}]


def test_the_installed_program_shows_the_licences_of_its_bill(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(components, "files", lambda package: site / package)
    shown = components.components(Work())
    assert [(each.name, each.licence, each.text) for each in shown[:1] + shown[2:]] == [
        ("CPython", "PSF-2.0", "terms of Python"),
        ("other", "BSD License", ""),
        ("Some_Package", "MIT", "terms of Some_Package"),
    ]
    assert (shown[1].name, shown[1].version) == ("g2b-client", product().version)
    assert "Apache License" in shown[1].text


def test_the_installed_program_knows_its_version(tmp_path: Path) -> None:
    """Nothing of pip's is there to tell it: no window would start that asks for the version."""
    name_program(tmp_path, product())
    (found,) = Distribution.discover(name=program.NAME, path=[str(tmp_path)])
    assert found.version == product().version
    assert found.metadata["License-Expression"] == product().licence


def test_licence_texts_that_are_packed_are_found(tmp_path: Path) -> None:
    _package(tmp_path, "some", "License: MIT", "COPYING")
    ((name, licence, files),) = licences(tmp_path)
    assert (name, licence) == ("some", "MIT")
    assert [file.name for file in files] == ["COPYING"]
