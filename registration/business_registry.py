"""사업자등록 확인: what the registry of businesses (국세청) says of one, and why it may not say."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from registration.enclosures import ENCLOSURE_NAMES, Enclosure
from registration.korean_time import show_time
from registration.text import Text


class Standing(StrEnum):
    """What is known of a business."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    MISMATCH = "mismatch"
    """The registry knows no such business: number, opening date and representative differ."""
    UNDECIDED = "undecided"
    """It was not asked yet, gave no answer, or none that can be relied on."""
    NOT_ASKED = "not_asked"


STANDING_NAMES = {
    Standing.ACTIVE: Text("계속사업자", "Active"),
    Standing.SUSPENDED: Text("휴업자", "Suspended"),
    Standing.CLOSED: Text("폐업자", "Closed"),
    Standing.MISMATCH: Text("불일치", "No match"),
    Standing.UNDECIDED: Text("미확인", "Undecided"),
    Standing.NOT_ASKED: Text("조회하지 않음", "Not asked"),
}


class Unsure(StrEnum):
    """Why the registry's answer is none, or nothing to rely on."""

    WAITING = "waiting"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    PAUSED = "paused"
    REFUSED = "refused"
    UNREADABLE = "unreadable"
    MISSING = "missing"
    REPEATED = "repeated"
    CONTRADICTORY = "contradictory"


class Unasked(StrEnum):
    """Why the registry is not asked."""

    SWITCHED_OFF = "switched_off"
    NO_NUMBER = "no_number"
    FOREIGN = "foreign"
    NO_CONSENT = "no_consent"


WHY_NAMES: dict[str, Text] = {
    Unsure.WAITING: Text("아직 조회하지 않았습니다", "it has not been asked yet"),
    Unsure.TIMEOUT: Text("국세청이 제때 답하지 않았습니다", "the registry did not answer in time"),
    Unsure.UNREACHABLE: Text(
        "국세청에 연결할 수 없습니다", "the registry cannot be reached or broke off"
    ),
    Unsure.PAUSED: Text(
        "국세청 연결에 거듭 실패하여 잠시 쉬고 있습니다",
        "the registry failed repeatedly and is not asked for a moment",
    ),
    Unsure.REFUSED: Text("국세청이 조회를 거절했습니다", "the registry refused to answer"),
    Unsure.UNREADABLE: Text("국세청의 답을 읽을 수 없습니다", "the answer cannot be read"),
    Unsure.MISSING: Text("답에 이 번호가 없습니다", "the answer does not contain this number"),
    Unsure.REPEATED: Text("답에 이 번호가 두 번 있습니다", "the answer has this number twice"),
    Unsure.CONTRADICTORY: Text("답이 서로 맞지 않습니다", "the answer contradicts itself"),
    Unasked.SWITCHED_OFF: Text(
        "국세청 연계를 쓰지 않습니다", "no registry is set up for this service"
    ),
    Unasked.NO_NUMBER: Text("사업자등록번호가 없습니다", "there is no business number"),
    Unasked.FOREIGN: Text("외국업체입니다", "it is a foreign firm"),
    Unasked.NO_CONSENT: Text(
        "행정정보 공동이용에 동의하지 않아 서류로 확인합니다",
        "the applicant did not agree to the sharing of records; the paper counts",
    ),
}


class PaperSeen(StrEnum):
    """What the source of public records says of a paper that is checked online."""

    CONFIRMED = "confirmed"
    ABSENT = "absent"
    UNDECIDED = "undecided"


PAPER_NAMES = {
    PaperSeen.CONFIRMED: Text("온라인으로 확인됨", "seen online"),
    PaperSeen.ABSENT: Text("온라인에 없음", "not found online"),
    PaperSeen.UNDECIDED: Text("온라인 확인 못 함", "could not be looked up"),
}

CHECK = "business_registry"
"""What the registry says stands under this name beside the checks of the intake."""

_FINE = frozenset({f"registry_{Standing.ACTIVE}", f"paper_{PaperSeen.CONFIRMED}"})


def finding_text(code: str, values: Mapping[str, Any]) -> Text | None:
    """Return a finding of `CHECK` as a sentence: `registry_…` by standing, `paper_…` by paper.

    None of another code. `values`: `why` and `asked` (UTC), or `document`.
    """
    kind, _, word = code.partition("_")
    if kind == "registry" and word in STANDING_NAMES:
        return _standing_text(STANDING_NAMES[Standing(word)], values)
    if kind == "paper" and word in PAPER_NAMES:
        name = ENCLOSURE_NAMES[Enclosure(values["document"])]
        return Text("{name}: {seen}", "{name}: {seen}").filled(
            name=name, seen=PAPER_NAMES[PaperSeen(word)]
        )
    return None


def needs_a_look(code: str) -> bool:
    """Whether an officer has to look at a finding of `CHECK` before deciding."""
    return code.startswith(("registry_", "paper_")) and code not in _FINE


def _standing_text(name: Text, values: Mapping[str, Any]) -> Text:
    why, asked = WHY_NAMES.get(str(values.get("why"))), values.get("asked")
    if why:
        name = Text("{name}: {why}", "{name}: {why}").filled(name=name, why=why)
    if asked:
        name = Text("{said} (조회 {at})", "{said} (asked {at})").filled(
            said=name, at=show_time(str(asked))
        )
    return name
