"""Who is let in where: every route of the service against every role, as one table.

A route that the table does not name fails the test, so that none is forgotten.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import requests

from backend.app import create_app
from backend.pages.access import SESSION_COOKIE
from backend.services.access import agencies, officer_logins
from backend.services.applications.status import submission
from backend.services.review import assignment
from backend.storage.models import Officer, Organisation, RegisteredUser, Submission
from practice.applicants import supplier
from registration.kinds import FilingPurpose
from registration.roles import OfficerRole
from testing.backend.world import World, taken_in
from tests.backend.test_access import PUBLIC, _flat

NOBODY, APPLICANT, AGENCY = "nobody", "applicant", "agency"
HERE, ELSEWHERE, ADMINISTRATOR, AUDITOR = "officer", "elsewhere", "administrator", "auditor"
"""담당자 of the application's office and of another; 관리자; 감사."""

OFFICERS = frozenset({HERE, ELSEWHERE, ADMINISTRATOR, AUDITOR})
READERS = frozenset({HERE, ELSEWHERE, AUDITOR})
DESK = frozenset({HERE, ELSEWHERE})
DECIDER = frozenset({HERE})
AUDIT = frozenset({ADMINISTRATOR, AUDITOR})
ADMIN = frozenset({ADMINISTRATOR})
EVERYONE = OFFICERS | {NOBODY, APPLICANT, AGENCY}

PROGRAMS: dict[tuple[str, str], frozenset[str]] = {
    **dict.fromkeys(PUBLIC, EVERYONE),
    ("POST", "/v1/enrolments"): frozenset({NOBODY, APPLICANT}),
    ("POST", "/v1/agency/submissions"): frozenset({AGENCY}),
    ("POST", "/v1/agency/sanctions"): frozenset({AGENCY}),
    ("GET", "/v1/officer/applications"): READERS,
    ("GET", "/v1/officer/applications/{receipt_number}"): READERS,
    ("GET", "/v1/officer/applications/{receipt_number}/attachments/{sha256}"): READERS,
    ("POST", "/v1/officer/applications/{receipt_number}/decision"): DECIDER,
    ("PUT", "/v1/officer/applications/{receipt_number}/issuance"): DECIDER,
    ("POST", "/v1/officer/accounts/{account_id}/password"): DESK | ADMIN,
    ("GET", "/v1/officer/parties"): ADMIN,
    ("GET", "/v1/officer/sanctions"): OFFICERS,
    ("POST", "/v1/officer/sanctions"): DESK,
    ("GET", "/v1/officer/sanctions/{business_number}/{sequence}"): OFFICERS,
    ("POST", "/v1/officer/sanctions/{business_number}/{sequence}/{document}"): DESK,
    ("DELETE", "/v1/officer/sessions/current"): OFFICERS,
    **dict.fromkeys(
        (
            ("DELETE", "/v1/sessions/current"),
            ("PUT", "/v1/password"),
            ("GET", "/v1/registration"),
            ("GET", "/v1/registration/{kind}/history"),
            ("PUT", "/v1/users/{user_id}"),
            ("DELETE", "/v1/users/{user_id}"),
            ("POST", "/v1/users/{user_id}/recipient"),
            ("DELETE", "/v1/certificates/{fingerprint}"),
            ("PUT", "/v1/certificates/{fingerprint}/user"),
            ("GET", "/v1/submissions/{receipt_number}"),
            ("GET", "/v1/submissions/{receipt_number}/attachments/{sha256}"),
            ("GET", "/v1/submissions/{receipt_number}/document"),
            ("POST", "/v1/submissions/{receipt_number}/cancel"),
            ("POST", "/v1/submissions/{receipt_number}/issuance"),
        ),
        frozenset({APPLICANT}),
    ),
}
APPLICATION = "/officer/applications/{receipt_number}"
ORGANISATION = "/officer/organisations/{organisation}"
PAGES: dict[tuple[str, str], frozenset[str]] = {
    ("GET", "/officer/login"): EVERYONE,
    ("POST", "/officer/login"): frozenset(),  # its own tests: what lets in is a password
    ("GET", "/officer/login/certificate"): EVERYONE,
    ("POST", "/officer/login/certificate"): EVERYONE,
    ("GET", "/officer/login/file"): EVERYONE,
    ("GET", "/officer/practice/{key}"): EVERYONE,
    ("GET", "/officer/static/{name}"): EVERYONE,
    ("POST", "/officer/language"): EVERYONE,
    ("GET", "/papers"): EVERYONE,
    ("GET", "/sanctions"): EVERYONE,
    ("GET", "/officer/"): OFFICERS,
    ("POST", "/officer/logout"): OFFICERS,
    ("GET", "/officer/security"): OFFICERS,
    ("POST", "/officer/security"): OFFICERS,
    ("POST", "/officer/security/password"): OFFICERS,
    ("GET", "/officer/accounts"): AUDIT,
    ("GET", "/officer/accounts/new"): ADMIN,
    ("POST", "/officer/accounts/new"): ADMIN,
    ("GET", "/officer/accounts/{account_id}"): ADMIN,
    ("POST", "/officer/accounts/{account_id}"): ADMIN,
    ("POST", "/officer/accounts/{account_id}/end"): ADMIN,
    ("POST", "/officer/accounts/{account_id}/reassign"): ADMIN,
    ("POST", "/officer/accounts/{account_id}/reset"): ADMIN,
    ("GET", "/officer/record"): AUDIT,
    ("GET", "/officer/record/chain"): AUDIT,
    ("GET", "/officer/export"): ADMIN,
    ("GET", "/officer/export/parties.json"): ADMIN,
    ("GET", "/officer/notices"): AUDIT,
    ("POST", "/officer/notices/{identity}/again"): ADMIN,
    ("GET", "/officer/notices/sent"): OFFICERS,
    ("GET", "/officer/sanctions"): OFFICERS,
    ("GET", "/officer/sanctions/new"): DESK,
    ("POST", "/officer/sanctions/new"): DESK,
    ("GET", "/officer/sanctions/{business_number}/{sequence}"): OFFICERS,
    ("GET", "/officer/sanctions/{business_number}/{sequence}/{document}"): DESK,
    ("POST", "/officer/sanctions/{business_number}/{sequence}/{document}"): DESK,
    ("GET", APPLICATION): READERS,
    ("GET", f"{APPLICATION}/files/{{sha256}}"): READERS,
    ("POST", f"{APPLICATION}/decision"): DECIDER,
    ("POST", f"{APPLICATION}/issuance"): DECIDER,
    ("GET", "/officer/issuances"): READERS,
    ("POST", f"{APPLICATION}/take"): DECIDER,
    ("POST", f"{APPLICATION}/give-back"): DECIDER,
    ("POST", f"{APPLICATION}/hand-on"): DECIDER,
    ("POST", f"{APPLICATION}/marks"): DECIDER,
    ("POST", f"{APPLICATION}/papers"): DECIDER,
    ("POST", f"{APPLICATION}/notes"): DESK,
    ("GET", "/officer/figures"): OFFICERS,
    ("GET", "/officer/figures/table.csv"): OFFICERS,
    ("POST", "/officer/filters"): READERS,
    ("POST", "/officer/filters/{number}/remove"): READERS,
    ("GET", "/officer/phrases"): DESK,
    ("POST", "/officer/phrases"): DESK,
    ("POST", "/officer/phrases/{number}/remove"): DESK,
    ("GET", "/officer/organisations"): READERS,
    ("GET", ORGANISATION): READERS,
    ("GET", f"{ORGANISATION}/records/{{record}}/versions"): READERS,
    ("POST", f"{ORGANISATION}/certificates/{{fingerprint}}/end"): DECIDER,
    ("POST", f"{ORGANISATION}/users/{{user}}/end"): DECIDER,
}
"""Who is let in; the same may still be told that what they sent is wrong."""
ENDS_THE_LOGIN = {("DELETE", "/v1/officer/sessions/current"), ("DELETE", "/v1/sessions/current")}
ENDS_THE_LOGIN |= {("POST", "/officer/logout")}

FORM = {"page": "/officer/security", "version": "99", "reason": "까닭", "action": "approve"}
FORM |= {"paper": "other", "way": "post", "day": "2026-01-31", "text": "까닭", "name": "이름"}
FORM |= {"reference_number": "123456", "authorisation_code": "123456"}
"""Whatever forms ask for."""


@dataclass(frozen=True)
class Callers:
    """The roles' tokens and browsers, and what they ask about."""

    world: World
    tokens: dict[str, str]
    values: dict[str, str]
    browsers: dict[str, tuple[requests.Session, str]] = field(default_factory=dict)

    def path(self, path: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda found: self.values.get(found[1], "1"), path)

    def call(self, who: str, method: str, path: str) -> requests.Response:
        """Ask as a program, with the token of the role."""
        headers = {"Authorization": f"Bearer {self.tokens[who]}"} if self.tokens[who] else {}
        body: dict[str, object] = {"action": "approve", "version": 99}
        if "sanctions" in path:
            body = {"form": {}, "version": 1} if "sequence" in path else {"form": {}}
        if path.endswith("issuance"):
            body = {"reference_number": "123456", "authorisation_code": "123456-123456"}
        of_firms = path.replace("{account_id}", "practice1")
        return self.world.http.request(
            method, self.world.url + self.path(of_firms), headers=headers, json=body, timeout=20
        )

    def browse(self, who: str, method: str, path: str) -> requests.Response:
        """Ask as a browser in which an officer of the role is logged in, with their form's proof.

        Who is no officer comes with the token that they have elsewhere.
        """
        if who not in self.browsers:
            self.browsers[who] = self._browser(who)
        browser, proof = self.browsers[who]
        url, given = self.world.url + self.path(path), FORM | {"csrf": proof}
        return browser.request(method, url, data=given, timeout=20, allow_redirects=False)

    def _browser(self, who: str) -> tuple[requests.Session, str]:
        browser, cookie = requests.Session(), self.tokens[who]
        if who in OFFICERS:
            cookie = officer_logins.open_for(self.world.service, who)
        browser.cookies.set(SESSION_COOKIE, cookie, path="/officer")
        shown = browser.get(f"{self.world.url}/officer/security", timeout=20).text
        return browser, re.findall(r'name="csrf" value="([^"]+)"', shown)[0]


@pytest.fixture
def callers(world: World) -> Iterator[Callers]:
    """Every role, an approved firm and its application."""
    world.registered()
    applicant = str(world.login(world.applicant()).json()["token"])
    with world.service.database.read() as session:
        organisation = session.query(Organisation).one()
        submission = session.query(Submission).one()
        office, number = submission.office, submission.receipt_number
        ids = {"organisation": str(organisation.id), "user": str(organisation.users[0].id)}
    other = "39" if office != "39" else "38"
    world.account("spare")
    with world.service.database.read() as session:
        spare = session.query(Officer).filter_by(name="spare").one().id
    tokens = {
        NOBODY: "",
        APPLICANT: applicant,
        AGENCY: agencies.add(world.service.database, "한국도로공사", world.clock()),
        HERE: world.account(HERE, OfficerRole.OFFICER, offices=[office]),
        ELSEWHERE: world.account(ELSEWHERE, OfficerRole.OFFICER, offices=[other]),
        ADMINISTRATOR: world.account(ADMINISTRATOR, OfficerRole.ADMINISTRATOR),
        AUDITOR: world.account(AUDITOR, OfficerRole.AUDITOR),
    }
    fingerprint = world.applicant().certificate.fingerprint
    values = ids | {
        "receipt_number": number,
        "account_id": str(spare),
        "sha256": "0" * 64,
        "fingerprint": fingerprint,
        "business_number": "1111111119",
        "document": "stay",
        "kind": "supplier",
        "user_id": ids["user"],
        "key": "x" * 43,
        "name": "icon.svg",
    }
    callers = Callers(world, tokens, values)
    yield callers
    for browser, _proof in callers.browsers.values():
        browser.close()


def routes(world: World, *, described: bool) -> list[tuple[str, str]]:
    return [
        (method, route.path)
        for route in _flat(create_app(world.service).routes)
        if route.include_in_schema is described
        for method in sorted(route.methods or ())
    ]


def is_wrong(answer: requests.Response, *, may: bool) -> bool:
    """Whether somebody was let in who may not be, or kept out who may.

    Who may not be let in may also hear that there is no such thing, and nothing of it.
    """
    status = answer.status_code
    to_login = status == 303 and "/officer/login" in answer.headers["location"]
    is_closed = to_login or status in (401, 403)
    return is_closed if may else not (is_closed or status == 404)


def test_programs_are_let_in_where_the_table_says(callers: Callers) -> None:
    found = routes(callers.world, described=True)
    assert set(found) - PROGRAMS.keys() == set(), "who is let in there?"
    wrong = []
    for method, path in sorted(found, key=lambda route: route in ENDS_THE_LOGIN):
        for who in callers.tokens:
            answer = callers.call(who, method, path)
            assert answer.status_code < 500, (method, path, who)
            is_password = path.endswith("sessions")
            if is_wrong(answer, may=who in PROGRAMS[method, path]) and not is_password:
                wrong.append((method, path, who, answer.status_code, answer.text[:80]))
    assert not wrong, "\n".join(map(str, wrong))


def test_browsers_are_let_in_where_the_table_says(callers: Callers) -> None:
    found = routes(callers.world, described=False)
    assert set(found) - PAGES.keys() == set(), "who is let in there?"
    wrong = []
    for method, path in sorted(found, key=lambda route: route in ENDS_THE_LOGIN):
        if path == "/officer/login":
            continue
        for who in callers.tokens:
            answer = callers.browse(who, method, path)
            assert answer.status_code < 500, (method, path, who)
            if who not in READERS and path.startswith(APPLICATION):
                assert "연습상사" not in answer.text, (method, path, who)
            leaves = (method, path) in ENDS_THE_LOGIN and who in OFFICERS
            if is_wrong(answer, may=who in PAGES[method, path]) and not leaves:
                wrong.append(
                    (method, path, who, answer.status_code, answer.headers.get("location"))
                )
    assert not wrong, "\n".join(map(str, wrong))


def test_nobody_decides_in_their_own_matter(world: World) -> None:
    """Neither on an application of their organisation nor on one they filed themselves."""
    number = world.file_form()["number"]
    token = world.account("김담당", OfficerRole.OFFICER)
    user = supplier()["reception"]
    signer = world.applicant().certificate
    for tie, column, value in (
        ("organisation", "organisation", "1111111119"),
        ("certificate", "fingerprint", signer.fingerprint),
        ("holder", "holder", str(signer.subject)),
        ("email", "email", user["email"].upper()),
        ("phone", "mobile", user["mobile"]),
    ):
        with world.service.database.write() as session:
            officer = session.query(Officer).filter_by(name="김담당").one()
            officer.organisation = officer.fingerprint = officer.holder = None
            officer.email = officer.mobile = None
            setattr(officer, column, value)
        answer = world.decide(number, "approve", token)
        assert (answer.status_code, answer.json()["code"]) == (403, "own_application"), tie
        assert answer.json()["values"] == {"tie": tie}
        assert not any(name == "김담당" for name in successors(world, number))
    with world.service.database.write() as session:
        officer = session.query(Officer).filter_by(name="김담당").one()
        officer.organisation, officer.fingerprint, officer.holder = "2222222227", "0" * 64, "cn=x"
        officer.email, officer.mobile = "kim@office.example.kr", "01099998888"
    assert "김담당" in successors(world, number)
    assert world.decide(number, "approve", token).status_code == 200


def successors(world: World, number: str) -> list[str]:
    with world.service.database.read() as session:
        return assignment.successors(session, submission(session, number))


def test_nobody_decides_for_an_organisation_whose_user_they_are(world: World) -> None:
    """What the service knows since the registration counts, whatever a new application says."""
    world.registered()
    with world.service.database.write() as session:
        session.query(RegisteredUser).one().email = "kim@office.example.kr"
    changed = supplier()
    changed["general"]["phone"] = "0299998888"
    change = world.application(changed, purpose=FilingPurpose.CHANGE, record_version=1)
    signed = world.applicant().sign(change.canonical())
    number = taken_in(world.file(signed, change.ticket.draft))["number"]
    token = world.account("김담당", OfficerRole.OFFICER)
    with world.service.database.write() as session:
        session.query(Officer).filter_by(name="김담당").one().email = "Kim@office.example.kr"
    answer = world.decide(number, "approve", token)
    assert answer.json() == answer.json() | {"code": "own_application", "values": {"tie": "email"}}
