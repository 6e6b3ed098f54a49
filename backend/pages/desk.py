"""What the desk's pages work with, taken together."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from backend.pages.access import Form, TheOfficer, TheService
from backend.pages.forms import Posted
from backend.pages.rendering import language_of
from backend.service import Service
from backend.services.officer_rights import OfficerActing, require_role
from registration.roles import OfficerRole
from registration.text import Language


@dataclass(frozen=True, slots=True)
class Desk:
    """The request of an officer, and the form that it brought, if it did."""

    request: Request
    service: Service
    officer: OfficerActing
    form: Posted

    @property
    def language(self) -> Language:
        """The language of the page."""
        return language_of(self.request)

    def require_reader(self) -> None:
        """Refuse `role_missing` unless the officer may read what was filed."""
        require_role(self.officer, OfficerRole.OFFICER, OfficerRole.AUDITOR)


def _desk(request: Request, service: TheService, officer: TheOfficer, form: Form) -> Desk:
    return Desk(request, service, officer, form)


TheDesk = Annotated[Desk, Depends(_desk)]
