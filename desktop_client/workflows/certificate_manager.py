"""인증서 관리: every certificate of this computer, how it stands, and what people do with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from desktop_client.pki import vid
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import Finding, PkiError, Severity, WrongPassword
from desktop_client.pki.judging.policies import PolicyTable, meaning, shipped
from desktop_client.pki.keyfile import passwords
from desktop_client.pki.revocation.answers import Source
from desktop_client.pki.storage import keeping, placing
from desktop_client.pki.storage.placing import Placed
from desktop_client.pki.storage.store import Entry
from desktop_client.results import require_writable, write_result
from desktop_client.work import Work
from desktop_client.workflows import holding
from desktop_client.workflows.certificates import OPENING, SEARCHING, Candidate
from desktop_client.workflows.holding import Holding
from desktop_client.workflows.mode import Mode, Trust
from desktop_client.workflows.verdicts import Verdicts
from registration.text import Text

JUDGING = Text(
    "인증서를 확인하고 있습니다. ({done}/{all})", "Checking the certificates ({done} of {all})."
)
ASKING = Text("폐지 여부를 확인하고 있습니다.", "Checking for revocation.")
WRITING = Text("저장하고 있습니다.", "Saving.")

WARNING_DAYS = (1, 7, 14, 30)
"""A certificate that ends within so many days is warned about, more urgently the fewer."""
_STEP = 16
"""Certificates judged between two reports of progress."""


@dataclass(frozen=True, slots=True)
class Link:
    """One certificate of a chain and what was found about it."""

    certificate: Certificate
    findings: tuple[Finding, ...]
    is_anchor: bool
    """Whether it is trusted by itself (최상위 인증기관)."""


@dataclass(frozen=True, slots=True)
class ManagedCertificate(Candidate):
    """One certificate of this computer, judged without asking about revocation."""

    chain: tuple[Link, ...] = ()
    """From the certificate up, as far as the issuers are known."""

    @property
    def warning(self) -> int | None:
        """The least of `WARNING_DAYS` within which it ends; None where it has long or is over."""
        days = self.days_left
        if days is None or days < 0:
            return None
        return next((limit for limit in WARNING_DAYS if days < limit), None)


@dataclass(frozen=True, slots=True)
class RevocationCheck:
    """What was found out about revocation, from where, and when (UTC)."""

    chain: tuple[Link, ...]
    findings: tuple[Finding, ...]
    sources: tuple[Source, ...]
    time: datetime


@dataclass(frozen=True, slots=True)
class Changed:
    """The folders of a certificate whose password was changed, and those where it was not."""

    folders: tuple[Path, ...]
    others: tuple[Path, ...]


class CertificateManager:
    """All methods run in a job; those that open or write raise `PkiError`.

    Work that writes is committed just before: what is stopped has written nothing.
    """

    def __init__(self, mode: Mode, verdicts: Verdicts | None = None) -> None:
        self._mode = mode
        self._verdicts = verdicts or Verdicts()

    def places(self, work: Work) -> list[Path]:
        """Return the folders `find` looks in, whether they exist or not."""
        return self._mode.places(work)

    def present(self, work: Work) -> frozenset[Path]:
        """Return those of them that are there now, to be asked again for what changes."""
        return holding.present_folders(self._mode, work)

    def find(self, work: Work) -> list[ManagedCertificate]:
        """Return every certificate once, also those that cannot be read.

        On the way it hands over what there is so far: first as found, then as judged.
        """
        work.progress(SEARCHING)
        trust, pace = self._mode.trust(work), holding.Pace()
        held = holding.search_holdings(
            self._mode, work, lambda so_far: work.give(_found(so_far, trust.policies))
        )
        kept = _found(held, trust.policies)
        work.give(list(kept))
        for place, unjudged in enumerate(kept):
            if place % _STEP == 0:
                _report(work, place, len(kept))
            kept[place] = self._judged(unjudged.entry, trust)
            if pace.due():
                work.give(list(kept))
        return kept

    def _judged(self, entry: Holding, trust: Trust) -> ManagedCertificate:
        certificate = entry.certificate
        if certificate is None:
            return ManagedCertificate(entry, None, None, entry.findings)
        verdict = self._verdicts.of(trust, certificate, entry.ca_certificates)
        findings = tuple(_telling((*entry.findings, *verdict.findings)))
        what = meaning(certificate, trust.policies, verdict.policies)
        chain = links(verdict.chain, verdict.findings, trust)
        return ManagedCertificate(entry, certificate, what, findings, chain=chain)

    def expiring(self, work: Work) -> list[ManagedCertificate]:
        """Return the certificates that end soon, the next to end first; nothing is judged.

        On the way it hands over what there is so far.
        """
        work.progress(SEARCHING)
        found = holding.search_holdings(self._mode, work, lambda so_far: work.give(_ending(so_far)))
        return _ending(found)

    def check_revocation(self, work: Work, kept: ManagedCertificate) -> RevocationCheck:
        """Judge one certificate with revocation, asking its CA where needed."""
        work.progress(ASKING)
        certificate = _certificate(kept)
        trust = self._mode.trust(work)
        verdict = trust.judge(certificate, kept.entry.ca_certificates)
        chain = links(verdict.chain, verdict.findings, trust)
        return RevocationCheck(chain, verdict.findings, verdict.sources, datetime.now(UTC))

    def belongs_to(self, work: Work, kept: ManagedCertificate, secret: str, number: str) -> bool:
        """Return whether the certificate was issued for a number (VID); the number is not kept.

        `secret` is its password, or the PIN of a token.
        Raises also random_missing and vid_missing, and ValueError for what is no number.
        """
        work.progress(OPENING)
        certificate = _certificate(kept)
        if not certificate.has_vid:
            raise PkiError("vid_missing")
        key = holding.unlock(kept.entry, secret, work)
        if key.random is None:
            raise PkiError("random_missing")
        return vid.matches(certificate, number.upper(), key.random)

    def change_password(self, work: Work, entry: Entry, old: str, new: str) -> Changed:
        """Put the keys of every copy that the old password opens under a new one; R stays.

        Raises PkiError as `keeping.change_password` for the first where none was changed.
        """
        work.progress(WRITING)
        passwords.require_fit(new.encode())
        changed, stayed, refused = [], [], None
        for copy in (entry, *entry.copies):
            try:
                keeping.change_password(copy, old.encode(), new.encode(), partial(_commit, work))
                changed.append(copy.folder)
            except PkiError as error:
                stayed.append(copy.folder)
                if refused is None or isinstance(refused, WrongPassword):
                    refused = error
        if refused and not changed:
            raise refused
        return Changed(tuple(changed), tuple(stayed))

    def copy(self, work: Work, entry: Entry, target: Path, *, replace: bool = False) -> Placed:
        """Copy it to a drive or folder; with `replace` over the same certificate there."""
        work.progress(WRITING)
        commit = partial(_commit, work)
        return placing.copy(entry, target, replace=replace, before_writing=commit)

    def delete(self, work: Work, entry: Entry) -> tuple[Path, ...]:
        """Delete its files in its own folder, not copies elsewhere; return what was deleted."""
        work.progress(WRITING)
        return keeping.delete(entry, partial(_commit, work))

    def export_pfx(
        self,
        work: Work,
        entry: Entry,
        password: str,
        pfx_password: str,
        file: Path,
        *,
        replace: bool,
    ) -> Path:
        """Write it with keys and R as a PFX file; return that file.

        Raises ResultRefused; without `replace` over any file that is there.
        """
        work.progress(WRITING)
        require_writable(file, (entry.folder,), replace=replace)
        passwords.require_fit(pfx_password.encode())
        data = _exported(entry, password.encode(), pfx_password.encode())
        _commit(work)
        write_result(file, data, (entry.folder,), replace=replace, private=True)
        return file

    def import_pfx(
        self,
        work: Work,
        file: Path,
        pfx_password: str,
        target: Path,
        password: str,
        *,
        replace: bool = False,
    ) -> list[Placed]:
        """Write each certificate of a PFX file below `target`, under a new password."""
        work.progress(WRITING)
        passwords.require_fit(password.encode())
        return placing.import_pfx(
            file,
            pfx_password.encode(),
            target,
            password.encode(),
            replace=replace,
            before_writing=partial(_commit, work),
        )


def _commit(work: Work) -> None:
    work.commit(WRITING)


def _exported(entry: Entry, password: bytes, pfx_password: bytes) -> bytes:
    """Export the first copy that the password opens."""
    refused: PkiError | None = None
    for copy in (entry, *entry.copies):
        try:
            return keeping.export_pfx(copy, password, pfx_password)
        except PkiError as error:
            if refused is None or isinstance(error, WrongPassword):
                refused = error
    raise refused or WrongPassword


def _report(work: Work, done: int, every: int) -> None:
    told = JUDGING.filled(done=done, all=every)
    work.progress(told, done / every)


def _found(held: Iterable[Holding], policies: PolicyTable) -> list[ManagedCertificate]:
    return [_unjudged(entry, policies) for entry in holding.merged(held)]


def _ending(held: Iterable[Holding]) -> list[ManagedCertificate]:
    found = (
        certificate for certificate in _found(held, shipped()) if certificate.warning is not None
    )
    return sorted(found, key=lambda certificate: certificate.days_left or 0)


def _unjudged(entry: Holding, policies: PolicyTable) -> ManagedCertificate:
    certificate = entry.certificate
    what = meaning(certificate, policies) if certificate else None
    return ManagedCertificate(entry, certificate, what, entry.findings, judged=certificate is None)


def _telling(findings: Iterable[Finding]) -> Iterable[Finding]:
    """Leave out what is no news: that nobody was asked about revocation yet."""
    return (finding for finding in findings if finding.severity is not Severity.INFO)


def links(
    chain: Iterable[Certificate], findings: Iterable[Finding], trust: Trust
) -> tuple[Link, ...]:
    """Return each certificate of a chain with what was found about it."""
    telling, anchors = tuple(_telling(findings)), frozenset(trust.trust_list.anchors)
    return tuple(
        Link(
            certificate,
            tuple(found for found in telling if found.subject == certificate.subject),
            certificate in anchors,
        )
        for certificate in chain
    )


def _certificate(kept: ManagedCertificate) -> Certificate:
    if kept.certificate is None:
        raise PkiError("certificate_missing")
    return kept.certificate
