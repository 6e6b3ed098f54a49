"""Users and certificates of an organisation: who may change whom, and what follows."""

from typing import Any

import pytest
from sqlalchemy import select

from backend.services import audit
from backend.storage.models import AuditRecord
from practice.applicants import supplier
from testing.backend.world import World, refusal

PARTICULARS = {
    "user": {
        "name": "박이용",
        "department": "총무팀",
        "email": "park@practice.example.kr",
        "mobile": "01000000009",
    }
}
SECOND = "folder_starts_with_ou"


@pytest.fixture
def firm(approved: World) -> World:
    """A supplier with two users; the first is the 대표수신자."""
    for sample in ("supplier", SECOND):
        assert approved.enrol(approved.applicant(sample)).status_code == 201
    return approved


def _token(world: World, sample: str = "supplier") -> str:
    answer = world.login(world.applicant(sample))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["token"])


def _users(world: World, token: str) -> list[dict[str, Any]]:
    return list(world.get("/v1/registration", token).json()["users"])


def _events(world: World) -> list[str]:
    with world.service.database.read() as session:
        assert audit.verify(session).faults == []
        query = select(AuditRecord.event).order_by(AuditRecord.position)
        return list(session.scalars(query))


def test_everyone_changes_their_own_particulars_and_the_recipient_all(firm: World) -> None:
    recipient, other = _token(firm), _token(firm, SECOND)
    first, second = (one["id"] for one in _users(firm, recipient))
    refused = firm.put(f"/v1/users/{first}", PARTICULARS, other)
    assert refusal(refused) == (403, "recipient_only")
    for changed, token in ((second, other), (first, recipient), (second, recipient)):
        assert firm.put(f"/v1/users/{changed}", PARTICULARS, token).status_code == 204
    assert [one["user"] for one in _users(firm, other)] == [PARTICULARS["user"]] * 2
    assert _events(firm)[-3:] == ["user_changed"] * 3


def test_the_recipient_removes_others_with_their_certificates_and_sessions(firm: World) -> None:
    recipient, other = _token(firm), _token(firm, SECOND)
    first, second = (one["id"] for one in _users(firm, recipient))
    assert refusal(firm.delete(f"/v1/users/{second}", other)) == (403, "recipient_only")
    assert refusal(firm.delete(f"/v1/users/{first}", recipient)) == (409, "recipient_stays")
    assert firm.delete(f"/v1/users/{second}", recipient).status_code == 204
    assert refusal(firm.get("/v1/registration", other)) == (401, "session_user_removed")
    assert refusal(firm.login(firm.applicant(SECOND))) == (401, "certificate_user_removed")
    assert [one["id"] for one in _users(firm, recipient)] == [first]
    assert _events(firm)[-1] == "user_removed"


def test_another_recipient_is_named_before_the_first_is_removed(firm: World) -> None:
    recipient, other = _token(firm), _token(firm, SECOND)
    first, second = (one["id"] for one in _users(firm, recipient))
    path = f"/v1/users/{second}/recipient"
    assert refusal(firm.post(path, token=other)) == (403, "recipient_only")
    assert firm.post(path, token=recipient).status_code == 204
    assert [one["is_recipient"] for one in _users(firm, other)] == [False, True]
    assert firm.delete(f"/v1/users/{first}", other).status_code == 204
    assert [one["id"] for one in _users(firm, other)] == [second]


def test_the_last_key_stays(firm: World) -> None:
    recipient = _token(firm)
    first, second = _users(firm, recipient)
    own, others = (one["certificates"][0]["fingerprint"] for one in (first, second))
    give = {"user": second["id"]}
    assert refusal(firm.delete(f"/v1/certificates/{own}", recipient)) == (409, "last_key")
    given = firm.put(f"/v1/certificates/{own}/user", give, recipient)
    assert refusal(given) == (409, "last_key")
    assert firm.delete(f"/v1/certificates/{others}", recipient).status_code == 204
    without = firm.post(f"/v1/users/{second['id']}/recipient", token=recipient)
    assert refusal(without) == (409, "last_key")
    assert [one["is_recipient"] for one in _users(firm, recipient)] == [True, False]


def test_a_certificate_given_to_another_user_ends_its_sessions(firm: World) -> None:
    recipient, other = _token(firm), _token(firm, SECOND)
    first, second = _users(firm, recipient)
    fingerprint = second["certificates"][0]["fingerprint"]
    path, give = f"/v1/certificates/{fingerprint}/user", {"user": first["id"]}
    assert refusal(firm.put(path, give, other)) == (403, "recipient_only")
    assert firm.put(path, give, recipient).status_code == 204
    assert refusal(firm.get("/v1/registration", other)) == (401, "session_certificate_given")
    assert [len(one["certificates"]) for one in _users(firm, recipient)] == [2, 0]
    assert _users(firm, _token(firm, SECOND))[0]["is_self"]


def test_a_removed_certificate_ends_its_sessions(firm: World) -> None:
    recipient, other = _token(firm), _token(firm, SECOND)
    first, second = (one["certificates"][0]["fingerprint"] for one in _users(firm, recipient))
    assert refusal(firm.delete(f"/v1/certificates/{first}", other)) == (403, "recipient_only")
    assert firm.delete(f"/v1/certificates/{second}", other).status_code == 204
    assert refusal(firm.get("/v1/registration", other)) == (401, "session_certificate_ended")
    assert refusal(firm.login(firm.applicant(SECOND))) == (401, "certificate_ended")
    assert _events(firm)[-1] == "certificate_ended"


def test_what_was_ended_comes_back_by_the_recipient_alone(firm: World) -> None:
    recipient, other = _token(firm), _token(firm, SECOND)
    second = _users(firm, recipient)[1]["id"]
    assert firm.delete(f"/v1/users/{second}", recipient).status_code == 204
    removed = firm.applicant(SECOND)
    with firm.nothing_stored("spent_challenges"):
        assert refusal(firm.enrol(removed)) == (401, "certificate_user_removed")
        assert refusal(firm.enrol(removed, token=other)) == (401, "session_user_removed")
    assert firm.enrol(removed, token=recipient).status_code == 201
    assert firm.login(removed).status_code == 201


def test_what_belongs_to_another_organisation_is_not_found(firm: World) -> None:
    stranger = firm.applicant("supplier_pbes1")
    filed = firm.file_form(supplier(business_number="333-33-33336"), by=stranger)
    firm.decided(filed["number"], "approve")
    assert firm.enrol(stranger, "3333333336").status_code == 201
    theirs, recipient = _token(firm, "supplier_pbes1"), _token(firm)
    (user,) = _users(firm, theirs)
    fingerprint = user["certificates"][0]["fingerprint"]
    for answer in (
        firm.put(f"/v1/users/{user['id']}", PARTICULARS, recipient),
        firm.delete(f"/v1/users/{user['id']}", recipient),
        firm.post(f"/v1/users/{user['id']}/recipient", token=recipient),
        firm.delete(f"/v1/certificates/{fingerprint}", recipient),
    ):
        assert refusal(answer) == (404, "not_found")
