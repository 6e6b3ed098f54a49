"""Whatever comes from outside, the service says what is wrong with it, and does not fail."""

import base64
import json
from typing import Any

import pytest
import rfc8785
from sqlalchemy import update

from backend.guard import MOST_VALUES
from backend.services.access import agencies
from backend.services.filing import receipts
from backend.storage.models import ReceiptYear
from practice.applicants import applicant
from registration.json_limits import DEEPEST, holds_at_most
from registration.kinds import Kind
from registration.korean_time import today
from registration.wire import DRAFT_HEADER, IDENTITY_HEADER, TICKET_HEADER
from testing.backend.world import World, new_draft, refusal
from tests.backend.test_agency import PATH, package

ODD = ["é==", "가", "\ud800", "\x00", "A", "====", "eA", "e A=="]
FAR = [2**63, 2**64, 10**40, -1]


def _is_refused(answer: Any) -> None:
    assert 400 <= answer.status_code < 500, answer.text
    assert set(answer.json()) == {"code", "values"}


@pytest.mark.parametrize("odd", ODD)
def test_what_is_no_base64_is_told(world: World, odd: str) -> None:
    draft = {DRAFT_HEADER: new_draft()}
    with world.nothing_stored():
        _is_refused(world.post("/v1/submissions/unsigned", {"document": odd}, **draft))


@pytest.mark.parametrize("odd", [one for one in ODD if one.isprintable()])
def test_what_is_no_base64_in_a_header_is_told(world: World, odd: str) -> None:
    given = odd.encode("utf-8").decode("latin-1")
    headers = {TICKET_HEADER: given}
    _is_refused(
        world.http.get(f"{world.url}/v1/attachments/{'a' * 64}", headers=headers, timeout=20)
    )
    application = world.application()
    signed = world.applicant().sign(application.canonical())
    with world.nothing_stored():
        _is_refused(world.file(signed, application.ticket.draft, **{IDENTITY_HEADER: given}))


@pytest.mark.parametrize("odd", ["é==", "가"])
def test_what_is_no_base64_in_a_signed_document_is_told(world: World, odd: str) -> None:
    token = agencies.add(world.service.database, "agency", world.clock())
    with world.nothing_stored("spent_challenges"):
        content = package(world).model_copy(update={"random_envelope": odd})
        _is_refused(world.post(PATH, world.applicant().sign(content.canonical()), token))
        for name in ("random_envelope", "voucher"):
            proof: dict[str, Any] = {"random_envelope": None, name: odd}
            _is_refused(world.enrol(world.applicant(), **proof))


@pytest.mark.parametrize(
    "odd", ["2026-13-45T99:99:99Z", "２０２６-01-31T09:00:00Z", "0000-01-01T00:00:00Z"]
)
def test_an_odd_date_in_a_signed_document_is_told(world: World, odd: str) -> None:
    token = agencies.add(world.service.database, "agency", world.clock())
    values = package(world).model_dump(mode="json") | {"exported": odd}
    with world.nothing_stored():
        _is_refused(world.post(PATH, world.applicant().sign(rfc8785.dumps(values)), token))


@pytest.mark.parametrize("number", FAR)
def test_a_number_no_row_can_have_is_told(world: World, number: int) -> None:
    world.registered()
    token = world.login(world.applicant()).json()["token"]
    user = {"user": {"name": "가", "email": "a@b.kr", "mobile": "01012345678"}}
    path = f"/v1/users/{number}"
    certificate = f"/v1/certificates/{world.applicant().certificate.fingerprint}/user"
    for answer in (
        world.put(path, user, token),
        world.delete(path, token),
        world.post(f"{path}/recipient", None, token),
        world.put(certificate, {"user": number}, token),
        world.decide("2026000001", "approve", world.officer(), number),
        world.post("/v1/submissions/2026000001/cancel", {"version": number}, token),
    ):
        _is_refused(answer)


@pytest.mark.parametrize("kind", [Kind.INSTITUTION, Kind.CATALOGUE])
@pytest.mark.parametrize("given", ["left out", None, [], "x", {"": {}}])
def test_a_form_without_a_page_is_told(world: World, kind: Kind, given: object) -> None:
    whole = world.application(kind=kind).model_dump(mode="json", exclude_none=True)
    for page in applicant(kind):
        form = {key: value for key, value in whole["form"].items() if key != page}
        if given != "left out":
            form[page] = given
        document = rfc8785.dumps(whole | {"form": form})
        body = {"document": base64.b64encode(document).decode(), "password": "Correct-Horse-7"}
        draft = whole["ticket"]["draft"]
        with world.nothing_stored():
            _is_refused(world.post("/v1/submissions/unsigned", body, **{DRAFT_HEADER: draft}))


@pytest.mark.expects_warnings
def test_the_receipt_numbers_of_a_year_end(world: World) -> None:
    world.file_form()
    year = today(world.clock()).year
    with world.service.database.write() as session:
        session.execute(update(ReceiptYear).values(last=receipts.LAST_OF_YEAR))
    application = world.application(kind=Kind.INSTITUTION)
    with world.nothing_stored():
        assert refusal(world.file_unsigned(application)) == (409, "numbers_used_up")
    assert year


@pytest.mark.parametrize(
    ("method", "path", "permitted"),
    [
        ("PUT", "/v1/tickets", "POST"),
        ("DELETE", "/v1/service", "GET"),
        ("POST", "/v1/registration", "GET"),
        ("PATCH", "/v1/users/1", "PUT"),
    ],
)
def test_another_method_is_told_with_those_that_are_possible(
    world: World, method: str, path: str, permitted: str
) -> None:
    answer = world.http.request(method, world.url + path, timeout=20)
    assert refusal(answer) == (405, "method_not_allowed")
    assert permitted in answer.headers["Allow"]


def test_an_answer_to_many_names_is_short(world: World) -> None:
    whole = world.application(kind=Kind.INSTITUTION).model_dump(mode="json", exclude_none=True)
    forms: list[dict[str, Any]] = [
        {f"page{number}": {} for number in range(5_000)},
        whole["form"] | {"general": {"가" * 100_000: 1}},
        whole["form"] | {"accounts": [{f"field{number}": 1 for number in range(5_000)}]},
    ]
    for form in forms:
        document = rfc8785.dumps(whole | {"form": form})
        body = {"document": base64.b64encode(document).decode()}
        draft = {DRAFT_HEADER: whole["ticket"]["draft"]}
        answer = world.post("/v1/submissions/unsigned", body, **draft)
        assert refusal(answer) == (422, "form_invalid")
        assert len(answer.content) < 64 * 1024


def test_how_much_a_text_holds_is_counted_outside_its_strings() -> None:
    assert holds_at_most(2, b'{"a": ",[{,,,\\",,"}')
    assert holds_at_most(MOST_VALUES, json.dumps({"a": list(range(MOST_VALUES - 2))}).encode())
    assert not holds_at_most(MOST_VALUES, json.dumps({"a": list(range(MOST_VALUES))}).encode())
    assert holds_at_most(1000, b"[" * DEEPEST + b"]" * DEEPEST)
    assert not holds_at_most(1000, b"[" * (DEEPEST + 1))
