"""Signed documents: one spelling, and nothing else is read."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from practice.applicants import supplier
from registration.forms.check import canonical
from registration.kinds import Kind
from registration.submission import (
    Application,
    Challenge,
    ChallengePurpose,
    Login,
    Moment,
    NotCanonical,
    Ticket,
    moment,
)


def ticket(**changes: Any) -> Ticket:
    return Ticket(
        **{
            "id": "t" * 22,
            "nonce": "n" * 22,
            "service": "practice",
            "kind": Kind.SUPPLIER,
            "draft": "d" * 22,
            "expires": "2026-06-01T00:30:00Z",
        }
        | changes
    )


def application() -> Application:
    return Application(
        service_certificate="0" * 64,
        ticket=ticket(),
        form=canonical(Kind.SUPPLIER, supplier()),
    )


def test_a_document_reads_back_as_itself() -> None:
    content = application().canonical()
    assert Application.parse(content) == application()
    assert content.startswith(b'{"attachments":[],"form":{')


def respelled(**changes: Any) -> bytes:
    document = json.loads(application().canonical())
    return json.dumps(document | changes).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{",
        b"\xff",
        b"[" * 100_000,
        respelled(),
        respelled(format="g2b-registration/application/3"),
        respelled(format="g2b-registration/application/1"),
        respelled(extra=1),
        application().canonical() + b" ",
        application().canonical().replace(b'"form":', b'"attachments":[],"form":'),
        b'{"x":"\\ud800"}',
        b'{"x":' + b"9" * 400 + b"}",
    ],
)  # fmt: skip
def test_any_other_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(NotCanonical):
        Application.parse(data)


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    with pytest.raises(NotCanonical):
        Login.parse(data)


@given(st.data())
def test_no_changed_byte_reads_as_the_same_document(data: st.DataObject) -> None:
    content = bytearray(application().canonical())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    try:
        changed = Application.parse(bytes(content))
    except NotCanonical:
        return
    assert changed != application()


def test_a_login_says_what_for_where_and_until_when() -> None:
    challenge = Challenge(
        id="c" * 22,
        nonce="n" * 22,
        service="practice",
        purpose=ChallengePurpose.LOGIN,
        expires=moment(datetime(2026, 6, 1, tzinfo=UTC)),
    )
    document = json.loads(
        Login(
            service_certificate="0" * 64, challenge=challenge, certificate_sha256="0" * 64
        ).canonical()
    )
    assert document["challenge"]["purpose"] == "login"
    assert document["challenge"]["expires"] == "2026-06-01T00:00:00Z"


@pytest.mark.parametrize(
    "wrong",
    ["2026-13-45T99:99:99Z", "9999-99-99T00:00:00Z", "２０２６-01-31T09:00:00Z",
     "2026-02-30T09:00:00Z", "2026-01-31T09:00:00+00:00", "2026-01-31T09:00:00Z\n"],
)  # fmt: skip
def test_a_moment_is_a_time_of_the_calendar(wrong: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Moment).validate_python(wrong)
    assert TypeAdapter(Moment).validate_python("2026-01-31T09:00:00Z") == "2026-01-31T09:00:00Z"
