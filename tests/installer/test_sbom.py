import hashlib
import json
from pathlib import Path

from installer.product import product
from installer.sbom import licences, write_sbom


def _package(site: Path, name: str, told: str, licence: str | None) -> None:
    folder = site / f"{name}-1.0.dist-info"
    (folder / "licenses").mkdir(parents=True)
    (folder / "METADATA").write_text(f"Name: {name}\nVersion: 1.0\n{told}\n\nLicense: no\n")
    if licence:
        (folder / "licenses" / licence).write_text("text")


def test_every_package_is_in_the_bill_with_licence_and_hash(tmp_path: Path) -> None:
    site = tmp_path / "site"
    _package(site, "Some_Package", "License-Expression: MIT", "LICENSE")
    _package(site, "other", "Classifier: License :: OSI Approved :: BSD License", None)
    wheel = tmp_path / "some_package-1.0-py3-none-any.whl"
    wheel.write_bytes(b"wheel")
    write_sbom(tmp_path / "sbom.json", product(), "g2b-client", site, [wheel])
    bill = json.loads((tmp_path / "sbom.json").read_text("utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    assert bill["metadata"]["component"]["version"] == product().version
    first, second = bill["components"]
    assert first["purl"] == "pkg:pypi/some-package@1.0"
    assert first["licenses"] == [{"license": {"name": "MIT"}}]
    assert first["hashes"] == [{"alg": "SHA-256", "content": hashlib.sha256(b"wheel").hexdigest()}]
    assert second["licenses"] == [{"license": {"name": "BSD License"}}]


def test_licence_texts_that_are_packed_are_found(tmp_path: Path) -> None:
    _package(tmp_path, "some", "License: MIT", "COPYING")
    ((name, licence, files),) = licences(tmp_path)
    assert (name, licence) == ("some", "MIT")
    assert [file.name for file in files] == ["COPYING"]
