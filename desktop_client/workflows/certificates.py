"""Finding the certificate to sign with, saying why others do not fit, and opening it."""

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop_client.errors import ClientError
from desktop_client.finding_texts import explanation
from desktop_client.pki import vid
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import Finding, PkiError, Severity, Validity, finding
from desktop_client.pki.judging.policies import Holder, Meaning, meaning
from desktop_client.pki.purposes import may_sign
from desktop_client.pki.signing.signer import Signer, SigningIdentity
from desktop_client.remembered import LAST_CERTIFICATE, Remembered
from desktop_client.work import Work
from desktop_client.workflows import holding
from desktop_client.workflows.holding import Holding, Medium, SecretKind
from desktop_client.workflows.mode import Mode, Trust
from desktop_client.workflows.verdicts import Verdicts
from registration.kinds import Kind
from registration.signing_rules import unfit_for
from registration.text import Text

SEARCHING = Text("인증서를 찾고 있습니다.", "Looking for certificates.")
OPENING = Text("인증서를 여는 중입니다.", "Opening the certificate.")
JUDGING = Text("인증서의 유효성을 확인하고 있습니다.", "Checking the certificate.")

HOLDER_NAMES = {
    Holder.PERSON: Text("개인", "Person"),
    Holder.ORGANISATION: Text("법인·사업자", "Business"),
    Holder.INSTITUTION: Text("공공기관", "Institution"),
    Holder.SERVER: Text("서버", "Server"),
    Holder.KEY_MANAGEMENT: Text("암호용", "Key management"),
    Holder.UNKNOWN: Text("알 수 없음", "Unknown"),
}
_IN_THE_WAY = frozenset({Severity.ERROR, Severity.UNDECIDED})


@dataclass(frozen=True, slots=True)
class Sought:
    """What a certificate is wanted for: by itself, for any kind of registration."""

    kind: Kind | None = None
    """For this kind alone."""
    business_number: str | None = None
    """It must have been issued for this number (VID)."""
    may_be_vouched: bool = False
    """Where it cannot prove the number itself (no VID, no R), a registered one may vouch for it."""
    for_document: bool = False
    """To sign a document of one's own, whatever the certificate is otherwise good for."""

    def missing(self, certificate: Certificate, what: Meaning) -> Iterator[Finding]:
        """Yield what a certificate lacks for this."""
        if not may_sign(certificate):
            yield finding("not_for_signing")
        if self.for_document:
            return
        kinds = [self.kind] if self.kind else list(Kind)
        if unfit := unfit_for(kinds, what.holder, what.serves):
            yield finding(unfit)
        if not (certificate.has_vid or self.may_be_vouched):
            yield finding("vid_missing")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One certificate found on disk or on a token, as a person chooses among them."""

    entry: Holding
    certificate: Certificate | None
    meaning: Meaning | None
    findings: tuple[Finding, ...]
    judged: bool = True
    """False as long as it has only been found."""

    @property
    def fits(self) -> bool:
        """Whether it may be chosen."""
        return not any(found.severity in _IN_THE_WAY for found in self.findings)

    @property
    def places(self) -> tuple[Text, ...]:
        """Where it is, first the place it is opened at."""
        return holding.holding_locations(self.entry)

    @property
    def medium(self) -> Medium:
        """What it is kept on."""
        return holding.medium_of(self.entry)

    @property
    def secret(self) -> SecretKind:
        """What opens it."""
        return holding.secret_of(self.entry)

    @property
    def holder(self) -> str:
        """Whose it is; the folder's or token's name where the certificate cannot be read."""
        return self.certificate.holder if self.certificate else holding.holding_name(self.entry)

    @property
    def kind_name(self) -> Text:
        """개인, 법인 and so on."""
        return HOLDER_NAMES[self.meaning.holder if self.meaning else Holder.UNKNOWN]

    @property
    def purpose(self) -> Text:
        """What its policy is for."""
        if self.meaning is None:
            return Text("-", "-")
        return Text(self.meaning.label_ko, self.meaning.label_en)

    @property
    def days_left(self) -> int | None:
        """Days until it expires; negative afterwards."""
        return self.certificate.days_left(datetime.now(UTC)) if self.certificate else None

    @property
    def reasons(self) -> tuple[Text, ...]:
        """Why it may not be chosen; empty where it fits."""
        return tuple(reason_text(found) for found in self.findings if found.severity in _IN_THE_WAY)


@dataclass(frozen=True, slots=True)
class PfxFile:
    """A PFX file to be opened for this once; what is in it only its password tells."""

    path: Path

    @property
    def fits(self) -> bool:
        """Whether it may be chosen."""
        return True

    @property
    def places(self) -> tuple[Text, ...]:
        """Where it is."""
        return (Text(str(self.path), str(self.path)),)

    @property
    def medium(self) -> Medium:
        """What it is kept on."""
        return Medium.FILE

    @property
    def secret(self) -> SecretKind:
        """What opens it."""
        return SecretKind.PFX_PASSWORD


@dataclass(frozen=True, slots=True)
class Opened:
    """A certificate with its key open, judged and ready to sign."""

    certificate: Certificate
    key: Signer
    issuers: tuple[Certificate, ...]

    def identity(self, work: Work) -> SigningIdentity:
        """Return who signs while this work runs."""
        key = holding.stoppable(self.key, work)
        return SigningIdentity(self.certificate, key, self.issuers)


class Certificates:
    """The certificates of this computer, judged for what is sought."""

    def __init__(
        self,
        mode: Mode,
        verdicts: Verdicts | None = None,
        remembered: Remembered | None = None,
    ) -> None:
        self._mode = mode
        self._verdicts = verdicts or Verdicts()
        self._remembered = remembered or Remembered()
        self._lock = threading.Lock()
        self._found_out: dict[tuple[str, str | None], Finding] = {}

    def places(self, work: Work) -> list[Path]:
        """Return the folders `find` looks in, whether they exist or not."""
        return self._mode.places(work)

    def present(self, work: Work) -> frozenset[Path]:
        """Return those of them that are there now, to be asked again for what changes."""
        return holding.present_folders(self._mode, work)

    @property
    def last_used(self) -> str:
        """The fingerprint of the certificate that was used last; "" where none is remembered."""
        return self._remembered.get(LAST_CERTIFICATE)

    def use(self, certificate: Certificate) -> None:
        """Remember this one as used last."""
        self._remembered.put(LAST_CERTIFICATE, certificate.fingerprint)

    def find(self, work: Work, sought: Sought) -> list[Candidate]:
        """Return every certificate found, those that fit first, the longest valid before others.

        On the way it hands over what there is so far.
        """
        work.progress(SEARCHING)
        trust = self._mode.trust(work)
        judged: dict[Holding, Candidate] = {}

        def candidates(held: list[Holding]) -> list[Candidate]:
            for entry in (merged := holding.merged(held)):
                if entry not in judged:
                    judged[entry] = self._candidate(entry, trust, sought)
            found = (judged[entry] for entry in merged)
            return sorted(
                found,
                key=lambda candidate: (
                    not candidate.fits,
                    -(candidate.days_left or 0),
                    candidate.holder,
                ),
            )

        return candidates(
            holding.search_holdings(self._mode, work, lambda so_far: work.give(candidates(so_far)))
        )

    def open(self, work: Work, candidate: Candidate, secret: str, sought: Sought) -> Opened:
        """Open the key, prove whose it is, and judge the certificate with revocation.

        `secret` is the password, or the PIN of a token. Raises `PkiError` (wrong password,
        damaged and so on), `ClientError` with identity_mismatch_here or certificate_unfit.
        """
        if not holding.can_sign(candidate.entry):
            raise PkiError("certificate_missing")
        work.progress(OPENING)
        key = holding.unlock(candidate.entry, secret, work)
        return self._opened(work, candidate, key, sought)

    def open_pfx(self, work: Work, file: Path, password: str, sought: Sought) -> Opened:
        """Open a PFX file for this once; of several certificates the first that fits.

        Raises as `open`, and certificate_unfit where none fits.
        """
        work.progress(OPENING)
        keys = holding.unlock_pfx(file, password)
        trust = self._mode.trust(work)
        found = [(self._candidate(entry, trust, sought), key) for entry, key in keys]
        candidate, key = max(found, key=lambda pair: (pair[0].fits, pair[0].days_left or 0))
        if not candidate.fits:
            raise _unfit(candidate.reasons[0])
        return self._opened(work, candidate, key, sought)

    def _opened(self, work: Work, candidate: Candidate, key: Signer, sought: Sought) -> Opened:
        certificate = candidate.certificate
        if certificate is None:
            raise PkiError("certificate_missing")
        unprovable = key.random is None or not certificate.has_vid
        if sought.business_number is not None and not (sought.may_be_vouched and unprovable):
            self._prove(certificate, key, sought.business_number)
        work.progress(JUDGING)
        verdict = self._mode.trust(work).judge(certificate, candidate.entry.ca_certificates)
        if verdict.validity is not Validity.VALID:
            worst = _worst(verdict.findings)
            if verdict.validity is Validity.INVALID:
                self._remember(certificate, None, worst)
            raise _unfit(reason_text(worst))
        self.use(certificate)
        return Opened(certificate, key, verdict.chain[1:])

    def _prove(self, certificate: Certificate, key: Signer, business_number: str) -> None:
        if key.random is None:
            raise PkiError("random_missing")
        if not vid.matches(certificate, business_number, key.random):
            self._remember(certificate, business_number, finding("identity_mismatch"))
            raise ClientError("identity_mismatch_here", business_number=business_number)

    def _remember(self, certificate: Certificate, number: str | None, found: Finding) -> None:
        """Keep what opening brought to light, for one business number or for all (None)."""
        with self._lock:
            self._found_out[certificate.fingerprint, number] = found

    def _candidate(self, entry: Holding, trust: Trust, sought: Sought) -> Candidate:
        certificate = entry.certificate
        if certificate is None:
            return Candidate(entry, None, None, entry.findings)
        verdict = self._verdicts.of(trust, certificate, entry.ca_certificates)
        what = meaning(certificate, trust.policies, verdict.policies)
        findings = [*entry.findings, *verdict.findings]
        findings += sought.missing(certificate, what)
        with self._lock:
            for number in {None, sought.business_number}:
                known = self._found_out.get((certificate.fingerprint, number))
                findings += [known] if known and known not in findings else []
        return Candidate(entry, certificate, what, tuple(findings))


def reason_text(found: Finding) -> Text:
    """Return why a finding stands in the way, with its values filled in."""
    return explanation(found.code, found.values).why.filled(**found.values)


def _unfit(reason: Text) -> ClientError:
    return ClientError("certificate_unfit", reason_ko=reason.ko, reason_en=reason.en)


def _worst(findings: Iterable[Finding]) -> Finding:
    order = list(Severity)
    return min(findings, key=lambda found: order.index(found.severity))
