"""The installer for Windows: the program laid out as one folder, packed by NSIS."""

import re
import shutil
import subprocess
from pathlib import Path

from desktop_client.folders import PROGRAM
from installer import policy
from installer.bundle import build_site
from installer.pins import Target
from installer.product import ROOT, FileKind, Product
from installer.sbom import interpreter
from installer.windows.icon import write_ico
from installer.windows.python import unpack_python

HERE = Path(__file__).parent
CACHE = ROOT / "build" / "installer" / "wheels"
TARGET = Target(
    "windows-x86_64",
    ("3.13",),
    ("win_amd64",),
    {
        "sys_platform": "win32",
        "platform_system": "Windows",
        "platform_machine": "AMD64",
        "os_name": "nt",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    },
)
COMMAND = '@"%~dp0python\\python.exe" -m desktop_client %*\r\n'
"""For a terminal. The window is started by pythonw.exe, which opens no terminal."""
MEGABYTE = 1_000_000


def file_name(product: Product) -> str:
    """Return the installer's file name."""
    return f"{product.client.package}-{product.version}-setup.exe"


def lay_out(product: Product, tree: Path, archive: Path) -> None:
    """Fill `tree` with what is installed; `archive` is the embeddable Python.

    Raises WrongPython; subprocess.CalledProcessError where a wheel is not had or not the pinned.
    """
    version = unpack_python(archive, tree / "python")
    licence = (tree / "python/LICENSE.txt").read_text("utf-8")
    build_site("client", TARGET, tree / "Lib", CACHE, [interpreter(version, licence)])
    complete(product, tree)


def complete(product: Product, tree: Path) -> None:
    """Add to Python and packages what goes with them: command, icon, licence, policies."""
    name = product.client.package
    (tree / f"{name}.cmd").write_bytes(COMMAND.encode("ascii"))
    write_ico(ROOT / "resources/icons/g2b-client.svg", tree / f"{name}.ico")
    shutil.copy(ROOT / "LICENSE", tree / "LICENSE.txt")
    policy.write_templates(tree / "policy")


def pack(product: Product, tree: Path, made: Path, *, quick: bool) -> Path:
    """Pack `tree` into the installer `made`; `quick` compresses little. Returns it."""
    made_script = tree.with_suffix(".nsh")
    made_script.write_text("\n".join(script(product, tree)) + "\n", "utf-8")
    made.parent.mkdir(parents=True, exist_ok=True)
    defines = _defines(product, tree) | {
        "TREE": str(tree),
        "MADE": str(made_script),
        "OUTPUT": str(made.resolve()),
        "COMPRESSOR": "zlib" if quick else "lzma",
    }
    command = ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8"]
    command += [f"-D{name}={value}" for name, value in defines.items()]
    subprocess.run([*command, str(HERE / "setup.nsi")], check=True)
    return made


def numbers(version: str) -> str:
    """Return a version as Windows wants it in a file's properties."""
    return ".".join([*re.findall(r"\d+", version), "0", "0", "0"][:4])


def _defines(product: Product, tree: Path) -> dict[str, str]:
    told = product.client.more
    size = sum(file.stat().st_size for file in tree.rglob("*") if file.is_file())
    return {
        "PACKAGE": product.client.package,
        "VERSION": product.version,
        "NUMBERS": numbers(product.version),
        "TITLE_KO": told["title"]["ko"],
        "TITLE_EN": told["title"]["en"],
        "SUMMARY_KO": told["summary"]["ko"],
        "SUMMARY_EN": told["summary"]["en"],
        "PUBLISHER": re.sub(r" *<.*>", "", product.maintainer),
        "LICENCE": product.licence,
        "DATA_FOLDER": PROGRAM,
        "NEEDED_MB": str(int(size * 1.5 / MEGABYTE) + 1),  # and what Python compiles
    }


def script(product: Product, tree: Path) -> list[str]:
    """Return what setup.nsi includes: each file, in an order that is the same everywhere."""
    return [
        "!macro Files",
        *_files(tree),
        "!macroend",
        "!macro Associate",
        *(line for kind in product.files for line in _associate(product, kind)),
        "!macroend",
        "!macro Dissociate",
        *(line for kind in product.files for line in _dissociate(product, kind)),
        "!macroend",
    ]


def _files(tree: Path) -> list[str]:
    """Return the lines that write every file: like ones together, which packs better."""
    files = [file.relative_to(tree) for file in tree.rglob("*") if file.is_file()]
    lines, folder = [], None
    for file in sorted(files, key=lambda file: (file.suffix, file.as_posix())):
        if file.parent != folder:
            folder = file.parent
            place = "\\".join(("$INSTDIR", "program.new", *folder.parts))
            lines.append(f'    SetOutPath "{place}"')
        lines.append(f'    File "{tree / file}"')
    return lines


def _associate(product: Product, kind: FileKind) -> list[str]:
    of = _class(product, kind)
    start = """'"$INSTDIR\\program\\${WINDOW}" ${ARGUMENTS} "%1"'"""
    return [
        f'    WriteRegStr SHCTX "{of}" "" "{kind.en}"',
        "    ${If} $LANGUAGE == ${LANG_KOREAN}",
        f'        WriteRegStr SHCTX "{of}" "" "{kind.ko}"',
        "    ${EndIf}",
        f'    WriteRegStr SHCTX "{of}\\DefaultIcon" "" "$INSTDIR\\program\\${{PACKAGE}}.ico"',
        f'    WriteRegStr SHCTX "{of}\\shell\\open\\command" "" {start}',
        f'    WriteRegStr SHCTX "{_ending(kind)}" "{_class_name(product, kind)}" ""',
    ]


def _dissociate(product: Product, kind: FileKind) -> list[str]:
    return [
        f'    DeleteRegKey SHCTX "{_class(product, kind)}"',
        f'    DeleteRegValue SHCTX "{_ending(kind)}" "{_class_name(product, kind)}"',
        f'    DeleteRegKey /ifempty SHCTX "{_ending(kind)}"',
        f'    DeleteRegKey /ifempty SHCTX "Software\\Classes\\.{kind.ending}"',
    ]


def _class_name(product: Product, kind: FileKind) -> str:
    return f"{product.client.package}.{kind.ending}"


def _class(product: Product, kind: FileKind) -> str:
    return f"Software\\Classes\\{_class_name(product, kind)}"


def _ending(kind: FileKind) -> str:
    return f"Software\\Classes\\.{kind.ending}\\OpenWithProgids"
