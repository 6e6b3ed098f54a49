"""What the pages' header leads to: a line a page."""

from typing import NamedTuple

from backend.services.access.record import READERS
from backend.services.officer_rights import OfficerActing
from registration.roles import OfficerRole
from registration.text import Text

ALL = tuple(OfficerRole)
WEIGHERS = (OfficerRole.OFFICER, OfficerRole.AUDITOR)
"""Who reads what was filed."""


class Entry(NamedTuple):
    """A page of the header."""

    path: str
    title: Text
    roles: tuple[OfficerRole, ...] = ALL
    """Who is led there."""

    def is_for(self, officer: OfficerActing | None) -> bool:
        """Return whether the officer is led there."""
        return officer is not None and not officer.must_enrol and officer.has(*self.roles)


NAVIGATION: tuple[Entry, ...] = (
    Entry("/officer/", Text("업무함", "My work")),
    Entry("/officer/organisations", Text("조직", "Organisations"), WEIGHERS),
    Entry("/officer/figures", Text("통계", "Figures")),
    Entry("/officer/phrases", Text("자주 쓰는 사유", "Phrases"), (OfficerRole.OFFICER,)),
    Entry("/officer/sanctions", Text("부정당업자", "Sanctions")),
    Entry("/officer/notices", Text("알림 발송", "Messages"), READERS),
    Entry("/officer/accounts", Text("담당자 계정", "Accounts"), READERS),
    Entry("/officer/record", Text("감사 기록", "Audit record"), READERS),
    Entry(
        "/officer/export",
        Text("내보내기", "Export"),
        (OfficerRole.ADMINISTRATOR,),
    ),
    Entry("/officer/security", Text("보안", "Security")),
)
"""In the order of the header."""
