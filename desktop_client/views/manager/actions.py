"""What can be done with a certificate: what each action asks for, does, and says afterwards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_client.pki.findings import Finding, Severity
from desktop_client.pki.storage.store import Entry
from desktop_client.views.certificates.words import breakable
from desktop_client.views.language import say
from desktop_client.views.manager import texts
from desktop_client.views.manager.fields import Ask
from desktop_client.workflows.certificates import reason_text
from desktop_client.workflows.holding import SecretKind
from registration.text import Text

if TYPE_CHECKING:
    from desktop_client.pki.storage.placing import Placed
    from desktop_client.work import Work
    from desktop_client.workflows.certificate_manager import (
        CertificateManager,
        Changed,
        ManagedCertificate,
    )

Paths = tuple[Path, ...]
Answers = Mapping[Ask, str]
Run = Callable[["Work", Answers], Any]
PFX_ENDINGS = (".pfx", ".p12")
Told = tuple[str, str]
"""The kind of a notice, and what it says."""


THERE = "certificate.certificate_there"
"""The code of a failure: it was refused to replace the same certificate."""
TAKEN = "certificate.output_exists"
"""The code of a failure: it was refused to write over another file."""


@dataclass(frozen=True, slots=True)
class Action:
    """`run` is done in a job; `told` says what came of it."""

    title: Text
    lead: str
    ok: Text
    asks: tuple[Ask, ...]
    run: Run
    told: Callable[[Any], Told]
    changes: bool = True
    """Whether the list is another one afterwards; otherwise the dialog stays to tell."""
    destroys: bool = False
    begin: Answers = field(default_factory=dict)
    """Answers to begin with."""
    after_question: Mapping[str, Run] = field(default_factory=dict)
    """What is done instead when it fails with this code, and a person wants it all the same."""


def identity(manager: "CertificateManager", kept: "ManagedCertificate") -> Action:
    """내 인증서인지 확인: the VID against a number."""

    def run(work: "Work", told: Answers) -> tuple[bool, tuple[Finding, ...]]:
        mine = manager.belongs_to(work, kept, told[secret], told[Ask.NUMBER])
        return mine, manager.check_revocation(work, kept).findings if mine else ()

    secret = Ask.PIN if kept.secret is SecretKind.PIN else Ask.PASSWORD
    return Action(
        texts.IDENTITY_TITLE,
        say(texts.IDENTITY_LEAD),
        texts.IDENTITY_OK,
        (Ask.NUMBER, secret),
        run,
        _whose,
        changes=False,
    )


def _whose(found: tuple[bool, tuple[Finding, ...]]) -> Told:
    """Say whose it is, and what makes it useless all the same, such as revocation."""
    mine, findings = found
    if not mine:
        return "danger", say(texts.NOT_MINE)
    wrong = [reason_text(finding) for finding in findings if finding.severity is Severity.ERROR]
    if wrong:
        return "warning", say(texts.MINE_BUT, mine=say(texts.MINE), why=say(wrong[0]))
    return "success", say(texts.MINE)


def change_password(manager: "CertificateManager", entry: Entry, others: Paths = ()) -> Action:
    """비밀번호 변경; `others` are copies that are left alone."""
    lead = say(texts.CHANGE_LEAD, folders=_listed([entry.folder, *entry.other_folders]))
    if others:
        lead = f"{lead}\n{say(texts.CHANGE_OTHERS, folders=_listed(others))}"
    return Action(
        texts.CHANGE_TITLE,
        lead,
        texts.CHANGE_OK,
        (Ask.PASSWORD, Ask.NEW_PASSWORD, Ask.REPEAT),
        lambda work, told: manager.change_password(
            work, entry, told[Ask.PASSWORD], told[Ask.NEW_PASSWORD]
        ),
        _changed,
    )


def _changed(changed: "Changed") -> Told:
    told = say(texts.CHANGED, folders=_listed(changed.folders))
    if not changed.others:
        return "success", told
    stayed = say(texts.NOT_CHANGED, folders=_listed(changed.others))
    return "warning", f"{told}\n{stayed}"


def copy(manager: "CertificateManager", entry: Entry) -> Action:
    """복사, to a drive or folder."""

    def run(work: "Work", told: Answers, *, replace: bool = False) -> "Placed":
        return manager.copy(work, entry, Path(told[Ask.FOLDER]), replace=replace)

    return Action(
        texts.COPY_TITLE,
        say(texts.COPY_LEAD, folder=breakable(str(entry.folder))),
        texts.COPY_OK,
        (Ask.FOLDER,),
        run,
        lambda placed: _placed([placed], texts.COPIED),
        after_question={THERE: partial(run, replace=True)},
    )


def export_pfx(manager: "CertificateManager", entry: Entry) -> Action:
    """PFX로 내보내기: of several copies the first that the password opens."""
    folders = [entry.folder, *entry.other_folders]
    which = texts.EXPORT_FIRST if entry.copies else texts.EXPORT_FROM

    def run(work: "Work", told: Answers, *, replace: bool) -> Path:
        return manager.export_pfx(
            work,
            entry,
            told[Ask.PASSWORD],
            told[Ask.NEW_PASSWORD],
            _pfx_file(told[Ask.SAVE_FILE]),
            replace=replace,
        )

    return Action(
        texts.EXPORT_TITLE,
        f"{say(texts.EXPORT_LEAD)}\n{say(which, folders=_listed(folders))}",
        texts.EXPORT_OK,
        (Ask.SAVE_FILE, Ask.PASSWORD, Ask.NEW_PASSWORD, Ask.REPEAT),
        partial(run, replace=False),
        lambda path: ("success", say(texts.EXPORTED, path=breakable(str(path)))),
        after_question={TAKEN: partial(run, replace=True)},
    )


def _pfx_file(typed: str) -> Path:
    """Return the file that was typed, by an ending programs know."""
    file = Path(typed)
    known = file.suffix.lower() in PFX_ENDINGS or not file.name
    return file if known else file.with_name(f"{file.name}{PFX_ENDINGS[0]}")


def import_pfx(manager: "CertificateManager", target: Path | None) -> Action:
    """PFX 파일 가져오기; `target` is the folder proposed."""

    def run(work: "Work", told: Answers, *, replace: bool = False) -> list["Placed"]:
        return manager.import_pfx(
            work,
            Path(told[Ask.OPEN_FILE]),
            told[Ask.PFX_PASSWORD],
            Path(told[Ask.FOLDER]),
            told[Ask.NEW_PASSWORD],
            replace=replace,
        )

    return Action(
        texts.IMPORT_TITLE,
        say(texts.IMPORT_LEAD),
        texts.IMPORT_OK,
        (Ask.OPEN_FILE, Ask.PFX_PASSWORD, Ask.FOLDER, Ask.NEW_PASSWORD, Ask.REPEAT),
        run,
        lambda placed: _placed(placed, texts.IMPORTED),
        begin={Ask.FOLDER: str(target)} if target else {},
        after_question={THERE: partial(run, replace=True)},
    )


def delete(manager: "CertificateManager", entry: Entry) -> Action:
    """삭제: asks, and says where."""
    files = ", ".join(file.name for file in entry.files)
    folder = breakable(str(entry.folder))
    holder = entry.certificate.holder if entry.certificate else entry.folder.name
    lead = say(texts.DELETE_LEAD, holder=breakable(holder), folder=folder, files=files)
    if entry.other_folders:
        others = say(texts.DELETE_OTHERS, folders=_listed(entry.other_folders))
        lead = f"{lead}\n{others}"
    return Action(
        texts.DELETE_TITLE,
        lead,
        texts.DELETE_OK,
        (),
        lambda work, _told: manager.delete(work, entry),
        lambda _paths: ("success", say(texts.DELETED, path=breakable(str(entry.folder)))),
        destroys=True,
    )


def _placed(placed: list["Placed"], done: Text) -> Told:
    """Say where certificates lie now, which keys count there, and whether R is missing."""
    stayed = [certificate.folder for certificate in placed if certificate.keys_stayed]
    new = [certificate.folder for certificate in placed if not certificate.keys_stayed]
    lacking = any(certificate.has_random is False for certificate in placed)
    told = [say(done, path=_listed(new))] if new else []
    told += [say(texts.STAYED, path=_listed(stayed))] if stayed else []
    told += [say(texts.NO_RANDOM)] if lacking else []
    return "warning" if lacking or stayed else "success", "\n".join(told)


def _listed(paths: Paths | list[Path]) -> str:
    return ", ".join(breakable(str(path)) for path in paths)
