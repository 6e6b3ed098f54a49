"""Calls about applications that were filed; `key` is the status key or a session's token."""

from urllib.parse import quote, urlencode

from desktop_client.api.calling import ClientCalls
from desktop_client.api.transport import Call
from desktop_client.work import Work
from registration.sanctions.messages import PublicSanctions
from registration.wire import (
    FiledDocument,
    Issuance,
    IssuanceRequest,
    LookedUp,
    Lookup,
    PrintoutVerdict,
    Status,
)


class ApplicationCalls(ClientCalls):
    """Following applications, and what anyone may look up."""

    def status(self, work: Work, receipt_number: str, key: str) -> Status:
        """Return where an application stands."""
        call = Call("GET", f"/v1/submissions/{receipt_number}", token=key, repeatable=True)
        return self._call(work, Status, call)

    def cancel(self, work: Work, receipt_number: str, key: str, version: int) -> Status:
        """Withdraw an open application in the version that was seen."""
        path = f"/v1/submissions/{receipt_number}/cancel"
        return self._call(work, Status, Call("POST", path, json={"version": version}, token=key))

    def document(self, work: Work, receipt_number: str, key: str) -> FiledDocument:
        """Return what was filed, to complete it or to print it again."""
        path = f"/v1/submissions/{receipt_number}/document"
        return self._call(work, FiledDocument, Call("GET", path, token=key, repeatable=True))

    def issuance(self, work: Work, receipt_number: str, key: str, request_id: str) -> Issuance:
        """Fetch 참조번호와 인가코드, which are given out once: never repeated by itself."""
        path = f"/v1/submissions/{receipt_number}/issuance"
        body = IssuanceRequest(request_id=request_id).model_dump()
        return self._call(work, Issuance, Call("POST", path, json=body, token=key))

    def lookup(self, work: Work, asked: Lookup) -> LookedUp:
        """Return where an application stands, for whoever knows both of its numbers."""
        body = asked.model_dump()
        return self._call(work, LookedUp, Call("POST", "/v1/lookups", json=body, repeatable=True))

    def sanctions(self, work: Work, number: str) -> PublicSanctions:
        """Return the sanctions of a business number that are in force now."""
        path = f"/v1/sanctions?{urlencode({'business_number': number})}"
        return self._call(work, PublicSanctions, Call("GET", path, repeatable=True))

    def paper(self, work: Work, code: str) -> PrintoutVerdict:
        """Return what the service says of a printed paper by its code."""
        path = f"/v1/papers/{quote(code, safe='')}"
        return self._call(work, PrintoutVerdict, Call("GET", path, repeatable=True))
