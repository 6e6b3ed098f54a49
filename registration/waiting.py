"""기다리는 것: what an open application waits for, as the officers' queues tell it."""

from enum import StrEnum

from registration.text import Text

DECISION_DAYS = 7
"""Days after which an application that waits for an officer is late."""


class Waits(StrEnum):
    """What has to come before an open application moves on."""

    OFFICER = "officer"
    REGISTRY = "registry"
    PAPERS = "papers"
    APPLICANT = "applicant"


WAITS_NAMES = {
    Waits.OFFICER: Text("담당자 심사", "Officer's decision"),
    Waits.REGISTRY: Text("사업자등록 확인", "Business registration check"),
    Waits.PAPERS: Text("구비서류 도착", "Required documents"),
    Waits.APPLICANT: Text("신청인 보완", "Applicant"),
}


class PaperWay(StrEnum):
    """How a paper (구비서류) came."""

    POST = "post"
    VISIT = "visit"
    FAX = "fax"


PAPER_WAY_NAMES = {
    PaperWay.POST: Text("우편", "Post"),
    PaperWay.VISIT: Text("방문", "Visit"),
    PaperWay.FAX: Text("팩스", "Fax"),
}
