"""The embeddable CPython that is packed: an input of the build, checked against python.toml."""

import hashlib
import re
import shutil
import subprocess
import tempfile
import tomllib
import zipfile
from datetime import UTC, date, datetime, time
from pathlib import Path, PurePosixPath
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import load_der_pkcs7_certificates

PINS = Path(__file__).with_name("python.toml")
SEARCHED = "python313.zip\n.\n..\\Lib\n"
"""Where this Python looks for modules (python313._pth): here alone, whatever is set elsewhere."""
CATALOGUE = "python.cat"
"""Signs what is in other packages of Python; nothing here reads it."""
CHECKER = "osslsigncode"
UNUSED_MODULES = re.compile(
    r"(?:pydoc_data|curses|wsgiref)/.*"
    r"|(?:pydoc|doctest|mailbox|imaplib|poplib|pickletools|modulefinder|trace"
    r"|_(?:aix|android|apple|ios|osx)_support)\.pyc"
)
"""Of the standard library: for developers, for other systems, or protocols nobody speaks here."""


class WrongPython(Exception):
    """The archive is not one of the pinned, or a signature in it does not hold."""


def unpack_python(archive: Path, folder: Path) -> str:
    """Unpack the archive into `folder`, checked, to search `..\\Lib` for modules.

    Returns its version. Where osslsigncode is installed, the signature of each program file is
    verified as well.
    Raises WrongPython; OSError and zipfile.BadZipFile for what is no archive.
    """
    pins = tomllib.loads(PINS.read_text("utf-8"))
    _unpack(archive, folder)
    found = contents(folder)
    known = {entry["contents"]: entry for entry in pins["python"]}
    if found not in known:
        raise WrongPython(
            f"{archive}: its contents are not pinned in {PINS.name} (contents = {found})"
        )
    if shutil.which(CHECKER):
        verify_signatures(folder, pins["signatures"], known[found]["signed_on"])
    (folder / CATALOGUE).unlink(missing_ok=True)
    _store(folder / "python313.zip")
    (folder / "python313._pth").write_text(SEARCHED, "ascii")
    return str(known[found]["version"])


def contents(folder: Path) -> str:
    """Return the SHA-256 (hex) of the list that `sha256sum *` gives of a folder."""
    lines = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n"
        for file in sorted(folder.iterdir())
    ]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def verify_signatures(folder: Path, told: dict[str, Any], day: date) -> None:
    """Verify that each program file was signed by Python's makers. Raises WrongPython."""
    at = datetime.combine(day, time(20), UTC).timestamp()
    for file in sorted(folder.iterdir()):
        if file.name in told["unsigned"] or file.name in told["others"]:
            continue
        with tempfile.TemporaryDirectory() as work:
            root = _root(file, Path(work), told["root_sha256"])
            command = [CHECKER, "verify", "-ignore-cdp", "-ignore-crl", "-ignore-timestamp"]
            command += ["-time", str(int(at)), "-CAfile", str(root), "-in", str(file)]
            ran = subprocess.run(command, check=False, capture_output=True, text=True)
        if ran.returncode or told["signer"] not in ran.stdout:
            raise WrongPython(f"{file.name}: not signed by {told['signer']}")


def _unpack(archive: Path, folder: Path) -> None:
    """Unpack the files of the archive; the folder they may lie in there is left out."""
    folder.mkdir(parents=True)
    with zipfile.ZipFile(archive) as packed:
        for member in packed.infolist():
            if not member.is_dir():
                (folder / PurePosixPath(member.filename).name).write_bytes(packed.read(member))


def _store(file: Path) -> None:
    """Write an archive anew without UNUSED_MODULES, its members not compressed: the installer packs
    them better."""
    with zipfile.ZipFile(file) as old:
        members = [
            (zipfile.ZipInfo(member.filename), old.read(member))
            for member in old.infolist()
            if not UNUSED_MODULES.fullmatch(member.filename)
        ]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as new:
        for entry, data in members:
            new.writestr(entry, data)


def _root(file: Path, work: Path, pinned: str) -> Path:
    """Return the pinned root, which a signature carries along, as a file that is trusted."""
    signature, root = work / "signature", work / "root.pem"
    command = [CHECKER, "extract-signature", "-in", str(file), "-out", str(signature)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        raise WrongPython(f"{file.name}: not signed")
    for certificate in _certificates(signature):
        if certificate.fingerprint(SHA256()).hex() == pinned:
            root.write_bytes(certificate.public_bytes(Encoding.PEM))
            return root
    raise WrongPython(f"{file.name}: its signature does not lead to the pinned root")


def _certificates(signature: Path) -> list[x509.Certificate]:
    return load_der_pkcs7_certificates(signature.read_bytes())
