"""Routes that answer anyone's questions: papers, institutions, IDs."""

from typing import Annotated

from fastapi import APIRouter, Query

from backend.routes.access import Counted, TheService
from backend.services.access import accounts
from backend.services.applications import printout_codes
from backend.services.organisations import institutions
from registration import wire
from registration.field_types import AccountId

router = APIRouter(dependencies=[Counted])


@router.get("/v1/papers/{code}")
def look_up_paper(service: TheService, code: str) -> wire.PrintoutVerdict:
    """Return what the service knows of a printed paper, by the code on it (진위확인)."""
    return printout_codes.verdict(service, code)


@router.get("/v1/institutions")
def search_institutions(
    service: TheService, query: Annotated[str, Query(max_length=100)] = ""
) -> wire.Institutions:
    """Return institutions by code or name (수요기관코드 찾기)."""
    return institutions.search(service, query)


@router.get("/v1/accounts/{account_id}")
def ask_for_account(service: TheService, account_id: AccountId) -> wire.AccountAvailability:
    """Return whether an ID can still be chosen (아이디 중복확인)."""
    return accounts.availability(service, account_id)
