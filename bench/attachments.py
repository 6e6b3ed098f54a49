"""Two gigabytes of attached files: read, sent to the practice service, kept there, and filed."""

import hashlib
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.killed import open_certificate
from bench.measure import Row, milliseconds
from bench.revocation_child import memory
from desktop_client.drafts import Stage
from desktop_client.parts import Parts
from desktop_client.work import Work
from desktop_client.workflows.certificates import Opened
from practice.applicants import supplier
from registration.enclosures import Enclosure
from registration.kinds import Kind

FILES = {Enclosure.SEAL: 1023, Enclosure.LICENCE: 1024}
"""Megabytes of each; two gigabytes are what one application may have."""
MEGABYTE = 1024 * 1024
MOST_MEMORY = 32 * MEGABYTE
HEAD = b"%PDF-1.7\n"


def rows() -> Iterator[Row]:
    """Time beside that of hashing the same bytes once; memory of both sides."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = Parts(practice=True, folder=folder, administrator_file=folder / "none")
        try:
            yield from _rows(parts, folder)
        finally:
            parts.close()


def _rows(parts: Parts, folder: Path) -> Iterator[Row]:
    work = Work()
    parts.mode.service(work).info(work)
    opened = open_certificate(parts, folder)
    child = parts.mode._child.process.pid  # type: ignore[attr-defined]
    _file(parts, opened, {Enclosure.SEAL: _made(folder / "small.pdf", 1)})
    before = memory(), memory(child)
    files = {each: _made(folder / f"{each}.pdf", size) for each, size in FILES.items()}
    start = time.perf_counter()
    for path in files.values():
        with path.open("rb") as file:
            hashlib.file_digest(file, "sha256")
    hashed = time.perf_counter() - start
    start = time.perf_counter()
    _file(parts, opened, files)
    taken = time.perf_counter() - start
    size = sum(FILES.values()) / 1024
    yield Row(
        f"{size:.1f} GB attached, sent and filed",
        milliseconds(taken),
        f"{milliseconds(hashed)} hashing it once",
        f"{taken / hashed:.1f}",
    )
    for side, used, had in zip(
        ("client", "service"), (memory(), memory(child)), before, strict=True
    ):
        more = used - had
        yield Row(
            f"  more memory of the {side}",
            f"{more / MEGABYTE:.0f} MB",
            target=f"at most {MOST_MEMORY // MEGABYTE} MB",
            met=more <= MOST_MEMORY,
        )


def _made(path: Path, megabytes: int) -> Path:
    """A file of this size; all but its beginning are zeros."""
    with path.open("wb") as file:
        file.write(HEAD + path.name.encode())
        file.truncate(megabytes * MEGABYTE)
    return path


def _file(parts: Parts, opened: Opened, files: dict[Enclosure, Path]) -> None:
    """File one application with these files, and cancel it."""
    work = Work()
    draft = parts.drafts.create(Kind.SUPPLIER, form=supplier())
    for document, path in files.items():
        parts.attaching.add(work, draft.id, [path], document)
    review = parts.filing.prepare(work, draft.id)
    parts.filing.sign_and_send(work, review, opened)
    assert parts.drafts.load(draft.id).stage is Stage.FILED
    status = parts.following.status(work, draft.id)
    parts.following.cancel(work, draft.id, status.version)
