"""What lists and responders say about one certificate, and which of them counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from desktop_client.pki.findings import DamagedFile
from desktop_client.pki.revocation.revocation_list import Question, RevocationList, Revoked
from desktop_client.pki.revocation.when import When

HOLD, LIFTED = "certificate_hold", "remove_from_crl"
_RARE = frozenset({"crl_signature_wrong", "crl_unsupported", "crl_issuer_not_allowed"})


class Kind(StrEnum):
    """What kind of source it is."""

    LIST = "crl"
    RESPONDER = "ocsp"


@dataclass(frozen=True, slots=True)
class Source:
    """What said that a certificate is, or is not, revoked."""

    subject: str
    kind: Kind
    url: str
    """Empty for a list or an answer at hand."""
    this_update: datetime
    next_update: datetime | None
    fetched: datetime | None = None
    """When it came over the network; None for what was at hand."""

    def age(self, at: datetime) -> timedelta:
        """How long before `at` the source was made."""
        return at - self.this_update

    def to_json(self) -> dict[str, object]:
        """Return the same as JSON-ready data."""
        return {
            "subject": self.subject,
            "kind": self.kind.value,
            "url": self.url,
            "this_update": self.this_update.isoformat(),
            "next_update": self.next_update.isoformat() if self.next_update else None,
            "fetched": self.fetched.isoformat() if self.fetched else None,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What one source says of a certificate."""

    source: Source
    revoked: Revoked | None = None
    """A revocation that holds; an outdated source still proves it."""
    later: Revoked | None = None
    """A revocation that does not hold yet at the time asked about."""
    fault: str | None = None
    """Why the source does not tell that the certificate stands, a finding's code."""
    read: RevocationList | None = None
    """The list itself."""
    lifts: bool = False
    """It is a delta list that takes a hold back (removeFromCRL, section 5.3.1)."""

    @property
    def clears(self) -> bool:
        """Whether it says that the certificate was not revoked."""
        return self.revoked is None and self.fault is None

    @property
    def decides(self) -> bool:
        """Whether it says anything."""
        return self.revoked is not None or self.clears

    @property
    def is_rare(self) -> bool:
        """Whether it is a list of a shape that may serve, but is not known here."""
        relative = self.read is not None and self.read.scope.relative
        return self.fault in _RARE or (self.fault == "crl_not_covering" and relative)

    @property
    def holds(self) -> bool:
        """Whether it says that the certificate is on hold, which may have been taken back."""
        return self.revoked is not None and self.revoked.reason == HOLD


def ask(found_list: RevocationList, question: Question, when: When) -> Answer:
    """Return what one list says. A delta list (section 5.2.4) says only what has changed."""
    made, until = found_list.this_update, found_list.next_update
    source = Source(question.subject, Kind.LIST, "", made, until)
    fault = found_list.fault(question)
    if fault is not None:
        return Answer(source, fault=fault, read=found_list)
    try:
        entry = found_list.entry(question.serial)
    except DamagedFile as error:
        return Answer(source, fault=error.code, read=found_list)
    lifts = entry is not None and entry.reason == LIFTED
    if found_list.base is not None and (entry is None or lifts):
        in_time = when.list_fault(made, until, made) is None
        return Answer(source, fault="crl_delta", read=found_list, lifts=lifts and in_time)
    if entry is None:
        fault = when.list_fault(made, until, question.not_after)
        return Answer(source, fault=fault, read=found_list)
    # It is listed, so it was not left out for its age.
    fault = "crl_delta" if found_list.base is not None else when.list_fault(made, until, made)
    counts = when.counts(entry, made, question)
    revoked, later = (entry, None) if counts else (None, entry)
    return Answer(source, revoked, later, fault, found_list)


class Decision(NamedTuple):
    """The answer that counts, and one that says otherwise."""

    answer: Answer
    against: Answer | None = None
    """A newer one that clears what `answer` calls revoked, or the hold that `answer` lifts."""


def weigh(answers: Iterable[Answer]) -> Decision | None:
    """Return what counts of all answers; None where none decides.

    A revocation stands whatever else is said. Only a hold is lifted, and only by a newer word: a
    list or answer that clears, or a delta list that takes it back. Of several the newest counts.
    """
    newest = sorted(answers, key=lambda answer: answer.source.this_update, reverse=True)
    clearing = next((each for each in newest if each.clears), None)
    final = next((each for each in newest if each.revoked and not each.holds), None)
    if final is not None:
        return Decision(final, _newer(clearing, final))
    hold = next((each for each in newest if each.holds), None)
    if hold is None:
        return Decision(clearing) if clearing is not None else None
    lifting = _newer(clearing, hold) or _lifting(hold, newest)
    return Decision(hold) if lifting is None else Decision(lifting, hold)


def _newer(each: Answer | None, than: Answer) -> Answer | None:
    return each if each and each.source.this_update > than.source.this_update else None


def _lifting(hold: Answer, answers: Iterable[Answer]) -> Answer | None:
    """Return the delta list that takes a hold back from the very list that has it.

    The list must be current otherwise, and the delta list must go with it: they are of one scope,
    and its base is not newer (section 5.2.4).
    """
    held = hold.read
    if held is None or hold.fault is not None:
        return None
    for answer in answers:
        delta = answer.read
        if answer.lifts and delta is not None and delta.base is not None:
            fits = delta.scope == held.scope and delta.base <= held.number < delta.number
            if fits and delta.version > held.version:
                return Answer(answer.source, read=delta)
    return None
