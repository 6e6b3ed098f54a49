"""Filing: what is taken in, and every way of being refused with nothing stored."""

import base64
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from backend.app import create_app
from backend.storage.models import Submission
from desktop_client.pki import cms
from practice.applicants import supplier
from registration.korean_time import today
from registration.messages import IDENTITY_HEADER
from registration.submission import Application, Ticket
from tests.backend.conftest import Switch
from tests.backend.openssl_signer import cades
from tests.backend.world import (
    Applicant,
    World,
    business_number,
    judged,
    new_draft,
    opened,
    refusal,
)


def _sent(
    world: World, content: bytes, draft: str, by: Applicant | None = None
) -> requests.Response:
    return world.file((by or world.applicant()).sign(content), draft)


def _refused(world: World, answer: Callable[[], requests.Response]) -> tuple[int, str]:
    with world.nothing_stored():
        return refusal(answer())


# what is taken in


def test_a_signature_made_by_openssl_is_taken_in_and_judged_by_openssl(world: World) -> None:
    application = world.application()
    signed = cades(world.applicant(), application.canonical())

    filed = world.file(signed, application.ticket.draft)

    assert filed.status_code == 201, filed.text
    with world.service.database.read() as session:
        kept = session.query(Submission).one()
        assert judged(kept.signature, world.pki) == kept.document == application.canonical()
        assert json.loads(judged(kept.receipt, world.pki))["applicant"] == "주식회사 연습상사"


@pytest.mark.parametrize("sample", ["supplier", "supplier_pbes1", "supplier_old_container"])
def test_every_key_container_signs_for_the_service(world: World, sample: str) -> None:
    applicant = world.applicant(sample)
    application = world.application(
        supplier(business_number=world.pki.sample(sample).business_number)
    )
    assert _sent(world, application.canonical(), application.ticket.draft, applicant).ok


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
        "provable",
        "policy",
        "chain",
        "evidence",
        "form",
        "identity",
        "revocation",
        "registered",
        "open_application",
    ]
    assert all(one["passed"] for one in checks.values())
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
    from backend.services.receipts import next_number

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
    assert _sent(world, application.canonical(), draft).status_code == 201

    changed = world.application(supplier(employees="13"), draft)
    answer = _refused(world, lambda: _sent(world, changed.canonical(), draft))
    assert answer == (409, "draft_already_filed")

    same_ticket = Application(ticket=application.ticket, form=changed.form)
    answer = _refused(world, lambda: _sent(world, same_ticket.canonical(), draft))
    assert answer == (409, "ticket_used")


def test_another_signer_does_not_get_the_receipt(world: World) -> None:
    application = world.application()
    draft = application.ticket.draft
    assert _sent(world, application.canonical(), draft).status_code == 201
    stranger = world.applicant("other_number")
    answer = _refused(world, lambda: _sent(world, application.canonical(), draft, stranger))
    assert answer == (409, "ticket_used")


# the ticket


def _with_ticket(application: Application, **changed: object) -> bytes:
    ticket = application.ticket.model_copy(update=changed)
    return Application(ticket=ticket, form=application.form).canonical()


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
    answer = _refused(world, lambda: _sent(world, content, application.ticket.draft))
    assert answer == (409, "ticket_unknown")


def test_a_ticket_from_before_the_service_was_renamed_is_unknown(
    world: World, switch: Switch
) -> None:
    application = world.application()
    renamed = world.service.config.model_copy(update={"name": "renamed"})
    switch.app = create_app(replace(world.service, config=renamed))
    answer = _refused(
        world, lambda: _sent(world, application.canonical(), application.ticket.draft)
    )
    assert answer == (409, "ticket_unknown")


def test_a_ticket_of_another_draft_is_foreign(world: World) -> None:
    application = world.application()
    answer = _refused(world, lambda: _sent(world, application.canonical(), new_draft()))
    assert answer == (409, "ticket_foreign")


def test_a_ticket_ends(world: World) -> None:
    application = world.application()
    world.clock.move(minutes=30)
    answer = _refused(
        world, lambda: _sent(world, application.canonical(), application.ticket.draft)
    )
    assert answer == (409, "ticket_expired")


def test_a_draft_must_be_named(world: World) -> None:
    application = world.application()
    signed = world.applicant().sign(application.canonical())
    with world.nothing_stored():
        assert refusal(world.post("/v1/submissions", signed)) == (400, "malformed")


# signature and document


def test_a_document_changed_after_signing_is_refused(world: World) -> None:
    application = world.application()
    signed = world.applicant().sign(application.canonical())
    changed = signed.replace(
        '주식회사 연습상사","nationality'.encode(), '주식회사 둔갑상사","nationality'.encode()
    )
    assert changed != signed
    answer = _refused(world, lambda: world.file(changed, application.ticket.draft))
    assert answer == (422, "document_changed")


def test_a_wrong_signature_is_refused(world: World) -> None:
    application = world.application()
    signed = bytearray(world.applicant().sign(application.canonical()))
    signed[-1] ^= 1
    answer = _refused(world, lambda: world.file(bytes(signed), application.ticket.draft))
    assert answer == (422, "signature_wrong")


def test_a_bare_signature_without_attributes_is_refused(world: World) -> None:
    application = world.application()
    bare = cades(world.applicant(), application.canonical(), "-noattr")
    answer = _refused(world, lambda: world.file(bare, application.ticket.draft))
    assert answer == (422, "signature_wrong")


def test_two_signers_are_refused(world: World) -> None:
    application = world.application()
    signed = cades(world.applicant(), application.canonical(), also=world.applicant("other_number"))
    answer = _refused(world, lambda: world.file(signed, application.ticket.draft))
    assert answer == (422, "signature_wrong")


def test_a_detached_signature_is_refused(world: World) -> None:
    application = world.application()
    signed = world.applicant().sign(application.canonical(), detached=True)
    answer = _refused(world, lambda: world.file(signed, application.ticket.draft))
    assert answer == (400, "malformed")


@pytest.mark.parametrize(
    "body",
    [b"", b"\x00", b"{}", b"\x30\x80", b"\x30\x84\xff\xff\xff\xff", b"\xff" * 500],
    ids=["empty", "nul", "json", "indefinite", "endless", "noise"],
)
def test_what_is_no_cms_is_malformed(world: World, body: bytes) -> None:
    assert _refused(world, lambda: world.file(body, new_draft())) == (400, "malformed")


def test_a_cms_cut_anywhere_is_malformed(world: World) -> None:
    application = world.application()
    signed = world.applicant().sign(application.canonical())
    with world.nothing_stored():
        for length in range(1, len(signed), len(signed) // 40):
            answer = world.file(signed[:length], application.ticket.draft)
            assert refusal(answer) == (400, "malformed"), length


def test_a_certificate_that_does_not_belong_to_the_path_is_not_kept(world: World) -> None:
    application, applicant = world.application(), world.applicant()
    foreign = world.applicant("other_number").certificate
    signed = cms.sign(
        application.canonical(), applicant.certificate, applicant.key, certificates=[foreign]
    )
    answer = _refused(world, lambda: world.file(signed, application.ticket.draft))
    assert answer == (400, "malformed")


def test_a_damaged_ca_certificate_that_came_along_is_not_kept(world: World) -> None:
    application, applicant = world.application(), world.applicant()
    signed = applicant.sign(application.canonical())
    (ca,) = (one for one in applicant.issuers if one.holder == "practiceCA Class 3")
    at = signed.index(ca.der) + 5  # the outermost length of what is inside
    damaged = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
    answer = _refused(world, lambda: world.file(damaged, application.ticket.draft))
    assert answer == (400, "malformed")


def test_a_flipped_bit_is_refused_or_leaves_a_signature_openssl_accepts(world: World) -> None:
    application = world.application()
    signed = world.applicant().sign(application.canonical())
    for at in range(7, len(signed), 61):
        flipped = signed[:at] + bytes([signed[at] ^ 1 << at % 8]) + signed[at + 1 :]
        answer = world.file(flipped, application.ticket.draft)
        if answer.status_code == 201:
            assert judged(flipped, world.pki) == application.canonical()
            break
        assert refusal(answer)[0] < 500, at
    else:
        assert world.rows()["submissions"] == 0


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", (400, "malformed")),
        (b"\xff\xfe{}", (400, "malformed")),
        (b'{"form":', (400, "malformed")),
        (b"[" * 100_000, (400, "malformed")),
        (b"{}", (422, "document_not_canonical")),
        (b'"\\ud800"', (422, "document_not_canonical")),
        (b'{"a":1,"a":1}', (422, "document_not_canonical")),
    ],
    ids=["empty", "not utf-8", "cut", "deep", "other", "surrogate", "repeated"],
)
def test_a_signed_document_that_is_none_is_refused(
    world: World, content: bytes, expected: tuple[int, str]
) -> None:
    assert _refused(world, lambda: _sent(world, content, new_draft())) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'{"attachments"', b'{ "attachments"'),
        (b'"employees":12,', b'"employees":12.0,'),
        (b'"purpose":"new"', b'"purpose":"new","pyrpose":1'),
        ("연습상사".encode(), "연습상사\\ud800".encode()),
        (b'"form":{', b'"form":{"":1e400,'),
    ],
    ids=["blank", "float", "unknown", "surrogate", "infinity"],
)
def test_another_spelling_of_the_document_is_refused(world: World, old: bytes, new: bytes) -> None:
    application = world.application()
    content = application.canonical().replace(old, new)
    assert content != application.canonical()
    answer = _refused(world, lambda: _sent(world, content, application.ticket.draft))
    assert answer == (422, "document_not_canonical")


# the form


@pytest.mark.parametrize(
    ("general", "path", "code"),
    [
        (
            {"business_number": "1111111118"},
            ["general", "business_number"],
            "business_number_check",
        ),
        ({"name": "가\x00나"}, ["general", "name"], "unprintable"),
        ({"name": "가" * 101}, ["general", "name"], "too_long"),
        ({"phone": 1}, ["general", "phone"], "wrong_type"),
        ({"secret": 1}, ["general", "secret"], "unknown_field"),
        ({"integrity_pledge": False}, ["general", "integrity_pledge"], "pledge_required"),
    ],
)
def test_a_form_with_problems_is_refused_and_each_is_named(
    world: World, general: dict[str, object], path: list[str], code: str
) -> None:
    application = world.application()
    form = application.form | {"general": application.form["general"] | general}
    content = json.loads(application.canonical()) | {"form": form}
    import rfc8785

    with world.nothing_stored():
        answer = _sent(world, rfc8785.dumps(content), application.ticket.draft)
    assert refusal(answer) == (422, "form_invalid")
    assert (path, code) in [
        (one["path"], one["code"]) for one in answer.json()["values"]["problems"]
    ]


def test_a_page_of_endless_rows_is_refused_without_looking_at_each(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.services.intake.check", None)  # not called
    application = world.application()
    form = application.form | {"supplied": [{}] * 200_000}
    content = Application(ticket=application.ticket, form=form).canonical()
    with world.nothing_stored():
        answer = _sent(world, content, application.ticket.draft)
    assert refusal(answer) == (422, "form_invalid")
    (problem,) = answer.json()["values"]["problems"]
    assert problem == {"path": ["supplied"], "code": "too_many", "values": {"max_length": 500}}


@pytest.mark.parametrize("rows", [7, "x", True, {}, [[]], [None], [1]])
def test_rows_of_another_type_are_refused(world: World, rows: object) -> None:
    application = world.application()
    form = application.form | {"supplied": rows, "general": rows}
    content = Application(ticket=application.ticket, form=form).canonical()
    answer = _refused(world, lambda: _sent(world, content, application.ticket.draft))
    assert answer == (422, "form_invalid")


def test_a_form_as_typed_is_refused_though_it_means_the_same(world: World) -> None:
    ticket: Ticket = world.ticket()
    content = Application(ticket=ticket, form=supplier()).canonical()
    answer = _refused(world, lambda: _sent(world, content, ticket.draft))
    assert answer == (422, "document_not_canonical")


# the certificate


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        ("expired", (422, "certificate_rejected")),
        ("not_yet_valid", (422, "certificate_rejected")),
        ("km_only", (422, "certificate_rejected")),
        ("revoked", (422, "certificate_revoked")),
        ("personal", (422, "policy_not_allowed")),
        ("stockpile_only", (422, "policy_not_allowed")),
        ("institution", (422, "institution_certificate")),
    ],
)
def test_a_certificate_that_does_not_serve_is_refused(
    world: World, sample: str, expected: tuple[int, str]
) -> None:
    application, applicant = world.application(), world.applicant(sample)
    answer = _refused(
        world,
        lambda: _sent(world, application.canonical(), application.ticket.draft, applicant),
    )
    assert answer == expected


def test_a_certificate_of_an_unknown_ca_is_refused(world: World, stranger: Applicant) -> None:
    application = world.application()
    answer = _refused(
        world, lambda: _sent(world, application.canonical(), application.ticket.draft, stranger)
    )
    assert answer == (422, "certificate_untrusted")


def test_a_certificate_registered_to_another_business_is_refused(world: World) -> None:
    applicant = world.applicant()
    world.registered(applicant)
    application = world.application(supplier(business_number="2222222227"))
    answer = _refused(
        world, lambda: _sent(world, application.canonical(), application.ticket.draft, applicant)
    )
    assert answer == (422, "identity_mismatch")


def test_another_business_number_than_the_certificates_own_is_refused(world: World) -> None:
    application = world.application(supplier(business_number="2222222227"))
    answer = _refused(
        world, lambda: _sent(world, application.canonical(), application.ticket.draft)
    )
    assert answer == (422, "identity_mismatch")


def test_the_r_of_another_certificate_proves_nothing(world: World) -> None:
    application = world.application()
    signed = world.applicant().sign(application.canonical())
    sealed = world.sealed(world.applicant("other_number"))
    answer = _refused(
        world,
        lambda: world.file(signed, application.ticket.draft, **{IDENTITY_HEADER: sealed}),
    )
    assert answer == (422, "identity_mismatch")


@pytest.mark.parametrize("sealed", ["", "nonsense", "AAAA", base64.b64encode(bytes(900)).decode()])
def test_an_unreadable_proof_of_identity_is_refused(world: World, sealed: str) -> None:
    application = world.application()
    signed = world.applicant().sign(application.canonical())
    answer = _refused(
        world,
        lambda: world.file(signed, application.ticket.draft, **{IDENTITY_HEADER: sealed}),
    )
    assert answer == (400, "malformed")


def test_r_is_kept_nowhere(world: World, tmp_path: Path) -> None:
    world.file_form()
    random = world.applicant().key.random
    assert random
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("service.sqlite*"))
    for spelled in (random, random.hex().encode(), base64.b64encode(random)):
        assert spelled not in kept


# duplicates


def test_a_second_open_application_is_refused_and_named(world: World) -> None:
    filed = world.file_form()
    for action, version in (("hold", 1), ("resume", 2)):
        application = world.application()
        with world.nothing_stored():
            answer = _sent(world, application.canonical(), application.ticket.draft)
        assert refusal(answer) == (409, "application_open")
        assert answer.json()["values"]["receipt_number"] == filed["number"]
        world.decided(filed["number"], action, version, "사유" if action == "hold" else "")


def test_after_a_rejection_one_may_apply_again(world: World) -> None:
    filed = world.file_form()
    world.decided(filed["number"], "reject", reason="서류 미비")
    assert world.file_form()["number"] != filed["number"]


def test_a_registered_business_need_not_apply(world: World) -> None:
    filed = world.file_form()
    world.decided(filed["number"], "approve")
    application = world.application()
    answer = _refused(
        world, lambda: _sent(world, application.canonical(), application.ticket.draft)
    )
    assert answer == (409, "already_registered")


# revocation lists


def test_without_a_current_list_nothing_is_decided(world: World, tmp_path: Path) -> None:
    application, applicant = world.application(), world.applicant()
    signed = applicant.sign(application.canonical())
    world.service.judge.files._places = (tmp_path / "nothing",)
    answer = _refused(world, lambda: world.file(signed, application.ticket.draft))
    assert answer == (503, "certificate_undecided")
    world.service.judge.files._places = (world.pki.crl_folder,)
    assert world.file(signed, application.ticket.draft).status_code == 201


def test_a_new_list_counts_at_once_although_the_path_is_remembered(
    world: World, tmp_path: Path
) -> None:
    from practice.pki import Revoked

    lists = tmp_path / "crl"
    lists.mkdir()
    for path in world.pki.crls:
        (lists / path.name).write_bytes(path.read_bytes())
    world.service.judge.files._places = (lists,)
    applicant: Applicant = world.applicant()
    world.file_form(by=applicant)

    one = Revoked(applicant.certificate.serial, world.clock.now - timedelta(minutes=1))
    (lists / "dp1p1.crl").write_bytes(world.pki.crl("dp1p1", [one]))
    application = world.application()
    answer = _refused(
        world, lambda: _sent(world, application.canonical(), application.ticket.draft, applicant)
    )
    assert answer == (422, "certificate_revoked")
