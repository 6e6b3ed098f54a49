"""Filing: signatures, documents and forms that are refused with nothing stored."""

import json
from typing import Any

import pytest

from desktop_client.pki.signing import cms
from desktop_client.pki.signing.signer import SigningIdentity
from practice.applicants import supplier
from registration.submission import Application, Ticket
from testing.backend.openssl_signer import cades
from testing.backend.sending import refused, sent
from testing.backend.world import (
    World,
    judged,
    new_draft,
    refusal,
)

# signature and document


def test_a_document_changed_after_signing_is_refused(world: World) -> None:
    application = world.application()
    signed = world.applicant().sign(application.canonical())
    changed = signed.replace(
        '주식회사 연습상사","nationality'.encode(), '주식회사 둔갑상사","nationality'.encode()
    )
    assert changed != signed
    answer = refused(world, lambda: world.file(changed, application.ticket.draft))
    assert answer == (422, "document_changed")


def test_a_wrong_signature_is_refused(world: World) -> None:
    application = world.application()
    signed = bytearray(world.applicant().sign(application.canonical()))
    signed[-1] ^= 1
    answer = refused(world, lambda: world.file(bytes(signed), application.ticket.draft))
    assert answer == (422, "signature_wrong")


def test_a_bare_signature_without_attributes_is_refused(world: World) -> None:
    application = world.application()
    bare = cades(world.applicant(), application.canonical(), "-noattr")
    answer = refused(world, lambda: world.file(bare, application.ticket.draft))
    assert answer == (422, "signature_wrong")


def test_two_signers_are_refused(world: World) -> None:
    application = world.application()
    signed = cades(world.applicant(), application.canonical(), also=world.applicant("other_number"))
    answer = refused(world, lambda: world.file(signed, application.ticket.draft))
    assert answer == (422, "signature_wrong")


def test_a_detached_signature_is_refused(world: World) -> None:
    application = world.application()
    signed = world.applicant().sign(application.canonical(), detached=True)
    answer = refused(world, lambda: world.file(signed, application.ticket.draft))
    assert answer == (400, "malformed")


@pytest.mark.parametrize(
    "body",
    [b"", b"\x00", b"{}", b"\x30\x80", b"\x30\x84\xff\xff\xff\xff", b"\xff" * 500],
    ids=["empty", "nul", "json", "indefinite", "endless", "noise"],
)
def test_what_is_no_cms_is_malformed(world: World, body: bytes) -> None:
    assert refused(world, lambda: world.file(body, new_draft())) == (400, "malformed")


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
        application.canonical(), SigningIdentity(applicant.certificate, applicant.key, [foreign])
    )
    answer = refused(world, lambda: world.file(signed, application.ticket.draft))
    assert answer == (400, "malformed")


def test_a_damaged_ca_certificate_that_came_along_is_not_kept(world: World) -> None:
    application, applicant = world.application(), world.applicant()
    signed = applicant.sign(application.canonical())
    (ca,) = (one for one in applicant.issuers if one.holder == "practiceCA Class 3")
    at = signed.index(ca.der) + 5  # the outermost length of what is inside
    damaged = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
    answer = refused(world, lambda: world.file(damaged, application.ticket.draft))
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
    assert refused(world, lambda: sent(world, content, new_draft())) == expected


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
    answer = refused(world, lambda: sent(world, content, application.ticket.draft))
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
        answer = sent(world, rfc8785.dumps(content), application.ticket.draft)
    assert refusal(answer) == (422, "form_invalid")
    assert (path, code) in [
        (one["path"], one["code"]) for one in answer.json()["values"]["problems"]
    ]


def test_a_page_of_endless_rows_is_refused_without_looking_at_each(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.services.filing.checks.check_whole", None)  # not called
    application = world.application()
    form = application.form | {"supplied": [{}] * 5_000}
    content = _document(world, application.ticket, form)
    with world.nothing_stored():
        answer = sent(world, content, application.ticket.draft)
    assert refusal(answer) == (422, "form_invalid")
    (problem,) = answer.json()["values"]["problems"]
    assert problem == {"path": ["supplied"], "code": "too_many", "values": {"max_length": 500}}


def test_a_document_of_more_than_any_form_has_is_refused_unread(world: World) -> None:
    application = world.application()
    form = application.form | {"supplied": [{}] * 200_000}
    content = _document(world, application.ticket, form)
    answer = refused(world, lambda: sent(world, content, application.ticket.draft))
    assert answer == (413, "too_large")


@pytest.mark.parametrize("rows", [7, "x", True, {}, [[]], [None], [1]])
def test_rows_of_another_type_are_refused(world: World, rows: object) -> None:
    application = world.application()
    form = application.form | {"supplied": rows, "general": rows}
    content = _document(world, application.ticket, form)
    answer = refused(world, lambda: sent(world, content, application.ticket.draft))
    assert answer == (422, "form_invalid")


def test_a_form_as_typed_is_refused_though_it_means_the_same(world: World) -> None:
    ticket: Ticket = world.ticket()
    content = _document(world, ticket, supplier())
    answer = refused(world, lambda: sent(world, content, ticket.draft))
    assert answer == (422, "document_not_canonical")


def _document(world: World, ticket: Ticket, form: dict[str, Any]) -> bytes:
    """A document as a program that checks nothing would spell it."""
    return Application(service_certificate=world.fingerprint, ticket=ticket, form=form).canonical()
