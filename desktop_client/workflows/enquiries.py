"""What the service is asked while a form is filled in: institutions, and whether an ID is free."""

from desktop_client.work import Work
from desktop_client.workflows.mode import Mode
from registration.text import Text
from registration.wire import AccountAvailability, Institutions

ACCOUNT = Text("아이디를 쓸 수 있는지 확인하고 있습니다.", "Asking whether the ID is free.")


class Enquiries:
    """Open to everybody: nothing secret is asked, and nothing is changed."""

    def __init__(self, mode: Mode) -> None:
        self._mode = mode

    def institutions(self, work: Work, typed: str) -> Institutions:
        """Search 수요기관코드 by code or name."""
        return self._mode.service(work).institutions(work, typed)

    def account(self, work: Work, account_id: str) -> AccountAvailability:
        """Ask whether an ID (아이디) can still be chosen."""
        work.progress(ACCOUNT)
        return self._mode.service(work).account(work, account_id)
