"""Sets a paper in type (typst): a tagged PDF with its fonts inside, and pictures of its pages."""

import io
import json
from dataclasses import dataclass
from importlib.resources import files

from desktop_client.errors import ClientError
from desktop_client.work import Work
from desktop_client.workflows.printouts.fonts import font_folders
from registration.printouts import Printout
from registration.text import Text

SETTING = Text("문서를 만들고 있습니다.", "Setting the paper.")
PICTURE_PPI = 150
"""Dots an inch of the pictures that are shown and printed."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper set in type: the PDF to keep, and a PNG a page to show and to print."""

    paper: Printout
    pdf: bytes
    pages: tuple[bytes, ...]


def typeset(work: Work, paper: Printout) -> Printed:
    """Set a paper; raises `ClientError` with fonts_missing or paper_not_set."""
    import typst

    work.progress(SETTING)
    template = (files("resources") / "papers" / "paper.typ").read_bytes()
    inputs = {"paper": json.dumps(paper.to_json(), ensure_ascii=False), "qr": _qr(paper.address)}
    folders = [str(folder) for folder in font_folders()]
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=folders
    )
    try:
        compiler = typst.Compiler(font_paths=fonts, sys_inputs=inputs)
        pdf = compiler.compile(template, format="pdf", pdf_standards="a-2a")
        work.check()
        pages = compiler.compile(template, format="png", ppi=PICTURE_PPI)
    except typst.TypstError:
        raise ClientError("paper_not_set") from None
    return Printed(paper, b"".join(_each(pdf)), tuple(_each(pages)))


def _each(made: bytes | list[bytes] | None) -> list[bytes]:
    """Return what was made as a list: typst gives one page alone as it is."""
    return made if isinstance(made, list) else [made or b""]


def _qr(address: str) -> str:
    if not address:
        return ""
    import segno

    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", scale=4, border=2)
    return drawn.getvalue().decode()
