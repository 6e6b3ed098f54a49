"""Filing: what is accepted, once and only once, with a ticket of this service."""

import base64
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
import requests

from backend.app import create_app
from backend.storage.models import Submission
from practice.applicants import supplier
from registration.korean_time import today
from registration.submission import Application
from testing.backend.openssl_signer import cades
from testing.backend.sending import refused, sent
from testing.backend.world import (
    World,
    business_number,
    judged,
    new_draft,
    opened,
    refusal,
)
from tests.backend.conftest import Switch

pytestmark = pytest.mark.usefixtures("no_route_goes_through_a_table")

# what is taken in


def test_a_signature_made_by_openssl_is_taken_in_and_judged_by_openssl(world: World) -> None:
    application = world.application()
    signed = cades(world.applicant(), application.canonical())

    filed = world.file(signed, application.ticket.draft)

    assert filed.status_code == 201, filed.text
    with world.service.database.read() as session:
        kept = session.query(Submission).one()
        assert kept.signature
        assert judged(kept.signature, world.pki) == kept.document == application.canonical()
        assert json.loads(judged(kept.receipt, world.pki))["applicant"] == "주식회사 연습상사"


@pytest.mark.parametrize("sample", ["supplier", "supplier_pbes1", "supplier_old_container"])
def test_every_key_container_signs_for_the_service(world: World, sample: str) -> None:
    applicant = world.applicant(sample)
    application = world.application(
        supplier(business_number=world.pki.sample(sample).business_number)
    )
    assert sent(world, application.canonical(), application.ticket.draft, applicant).ok


def test_the_officer_sees_a_verdict_of_every_check(world: World) -> None:
    filed = world.file_form()
    detail = world.get(f"/v1/officer/applications/{filed['number']}", world.officer()).json()
    checks = {one["check"]: one for one in detail["checks"]}
    assert list(checks) == [
        "size",
        "signature",
        "document",
        "ticket",
        "ticket_time",
        "addressed",
        "signing_time",
        "way",
        "provable",
        "policy",
        "chain",
        "evidence",
        "form",
        "identity",
        "revocation",
        "registered",
        "open_application",
        "number",
        "account",
        "attachments",
        "sanctions",
        "business_registry",
    ]
    signer = checks["signature"]["findings"][0]
    assert signer["values"]["holder"] == "주식회사 연습상사"
    assert base64.b64decode(detail["signature"]) == filed["signed"]


def test_a_form_warning_is_filed_and_shown_to_the_officer(world: World) -> None:
    filed = world.file_form(supplier(corporate_number="110111-1234560"))
    detail = world.get(f"/v1/officer/applications/{filed['number']}", world.officer()).json()
    (form,) = (one for one in detail["checks"] if one["check"] == "form")
    assert [one["code"] for one in form["findings"]] == ["corporate_number_unusual"]


def test_receipt_numbers_count_within_the_korean_year(world: World) -> None:
    year = today(world.clock()).year
    numbers = [
        world.file_form(supplier(business_number=business_number(one)))["number"]
        for one in range(2)
    ]
    assert numbers == [f"{year}000001", f"{year}000002"]
    world.clock.now = world.clock.now.replace(month=12, day=31, hour=15)  # midnight in Korea
    # The practice certificates and lists may have ended by then: only the counter is asked.
    from backend.services.filing.receipts import next_number

    with world.service.database.write() as session:
        assert next_number(world.service, session) == f"{year + 1}000001"


# once and only once


def test_the_same_document_again_is_the_same_filing(world: World) -> None:
    application, applicant = world.application(), world.applicant()
    draft = application.ticket.draft
    first = world.file(applicant.sign(application.canonical()), draft)
    world.clock.move(minutes=31)  # the ticket is over by now
    later = world.clock.now + timedelta(seconds=5)
    with world.nothing_stored():
        again = world.file(applicant.sign(application.canonical(), at=later), draft)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()


def test_two_posts_at_once_file_once(world: World) -> None:
    for serial in range(5):
        number = business_number(serial)
        application = world.application(supplier(business_number=number))
        signed = world.firm(number).sign(application.canonical())
        with ThreadPoolExecutor(4) as pool:
            sent = [
                pool.submit(
                    requests.post,
                    world.url + "/v1/submissions",
                    data=signed,
                    timeout=20,
                    headers=world.filing(signed, application.ticket.draft),
                )
                for _ in range(4)
            ]
        answers = [one.result() for one in sent]
        assert sorted(one.status_code for one in answers) == [200, 200, 200, 201]
        assert len({one.text for one in answers}) == 1
    assert world.rows()["submissions"] == 5


def test_of_many_applications_of_one_business_at_once_one_is_filed(world: World) -> None:
    applicant = world.applicant()
    applications = [world.application() for _ in range(6)]
    signed = [(applicant.sign(one.canonical()), one.ticket.draft) for one in applications]
    with ThreadPoolExecutor(6) as pool:
        sent = [
            pool.submit(
                requests.post,
                world.url + "/v1/submissions",
                data=cms,
                timeout=20,
                headers=world.filing(cms, draft),
            )
            for cms, draft in signed
        ]
    codes = sorted(one.result().status_code for one in sent)
    assert codes == [201, 409, 409, 409, 409, 409]
    assert world.rows()["submissions"] == 1


def test_many_businesses_at_once_get_numbers_without_gap_or_double(world: World) -> None:
    signed = []
    for number in map(business_number, range(8)):
        application = world.application(supplier(business_number=number))
        draft = application.ticket.draft
        signed.append((world.firm(number).sign(application.canonical()), draft))
    with ThreadPoolExecutor(8) as pool:
        sent = [
            pool.submit(
                requests.post,
                world.url + "/v1/submissions",
                data=cms,
                timeout=20,
                headers=world.filing(cms, draft),
            )
            for cms, draft in signed
        ]
    receipts = [opened(base64.b64decode(one.result().json()["receipt"])) for one in sent]
    assert sorted(int(one["receipt_number"][4:]) for one in receipts) == list(range(1, 9))


def test_a_draft_is_filed_with_one_content_only(world: World) -> None:
    application = world.application()
    draft = application.ticket.draft
    assert sent(world, application.canonical(), draft).status_code == 201

    changed = world.application(supplier(employees="13"), draft)
    answer = refused(world, lambda: sent(world, changed.canonical(), draft))
    assert answer == (409, "draft_already_filed")

    same_ticket = Application(
        service_certificate=world.fingerprint, ticket=application.ticket, form=changed.form
    )
    answer = refused(world, lambda: sent(world, same_ticket.canonical(), draft))
    assert answer == (409, "ticket_used")


def test_another_signer_does_not_get_the_receipt(world: World) -> None:
    application = world.application()
    draft = application.ticket.draft
    assert sent(world, application.canonical(), draft).status_code == 201
    stranger = world.applicant("other_number")
    answer = refused(world, lambda: sent(world, application.canonical(), draft, stranger))
    assert answer == (409, "ticket_used")


# the ticket


def _with_ticket(application: Application, **changed: object) -> bytes:
    ticket = application.ticket.model_copy(update=changed)
    return application.model_copy(update={"ticket": ticket}).canonical()


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "x" * 43},
        {"nonce": "x" * 43},
        {"service": "another"},
        {"expires": "2099-01-01T00:00:00Z"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_ticket_of_another_service_or_altered_is_unknown(
    world: World, changed: dict[str, object]
) -> None:
    application = world.application()
    content = _with_ticket(application, **changed)
    answer = refused(world, lambda: sent(world, content, application.ticket.draft))
    assert answer == (409, "ticket_unknown")


def test_a_ticket_from_before_the_service_was_renamed_is_unknown(
    world: World, switch: Switch
) -> None:
    application = world.application()
    renamed = world.service.config.model_copy(update={"name": "renamed"})
    switch.app = create_app(replace(world.service, config=renamed))
    answer = refused(world, lambda: sent(world, application.canonical(), application.ticket.draft))
    assert answer == (409, "ticket_unknown")


def test_a_ticket_of_another_draft_is_foreign(world: World) -> None:
    application = world.application()
    answer = refused(world, lambda: sent(world, application.canonical(), new_draft()))
    assert answer == (409, "ticket_foreign")


def test_a_ticket_ends(world: World) -> None:
    application = world.application()
    world.clock.move(minutes=30)
    answer = refused(world, lambda: sent(world, application.canonical(), application.ticket.draft))
    assert answer == (409, "ticket_expired")


def test_a_draft_must_be_named(world: World) -> None:
    application = world.application()
    signed = world.applicant().sign(application.canonical())
    with world.nothing_stored():
        assert refusal(world.post("/v1/submissions", signed)) == (400, "malformed")
