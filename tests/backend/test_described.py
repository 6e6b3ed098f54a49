"""What the service describes of itself, tried with whatever fits the description and does not."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok

from testing.backend.world import World

TRIED = settings(
    max_examples=2,
    database=None,
    derandomize=True,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
TRIED_SIGNED = settings(TRIED, max_examples=12)
SIGNED = "application/pkcs7-mime"


def signed_bodies(world: World) -> st.SearchStrategy[bytes]:
    """Documents signed by an applicant, changed before they are signed, after it, or not at all."""
    by = world.applicant()
    documents = [
        world.application().canonical(),
        world.enrolment(by).canonical(),
        b"{}",
        b"[]",
        b"null",
    ]
    contents = st.sampled_from(documents) | st.sampled_from(documents).flatmap(changed)
    wrapped = contents.map(by.sign)
    return wrapped | wrapped.flatmap(changed)


def changed(content: bytes) -> st.SearchStrategy[bytes]:
    """Other bytes at some place, as many or fewer, or nothing from there on."""

    def at(place: int, put: bytes, taken: int) -> bytes:
        return content[:place] + put + content[place + taken :]

    places = st.integers(0, len(content) - 1)
    return st.builds(at, places, st.binary(max_size=4), st.sampled_from((0, 1, 4, len(content))))


@pytest.mark.parametrize("who", ["nobody", "officer"])
def test_no_operation_fails_whatever_is_sent(world: World, who: str) -> None:
    headers = {"Authorization": f"Bearer {world.officer()}"} if who == "officer" else {}
    schema = schemathesis.openapi.from_url(f"{world.url}/openapi.json", timeout=60)
    schemathesis.openapi.media_type(SIGNED, signed_bodies(world))
    tried, signed = 0, 0
    for described in schema.get_all_operations():
        assert isinstance(described, Ok)
        operation = described.ok()
        is_officers = operation.path.startswith("/v1/officer/")
        if is_officers != (who == "officer"):
            continue
        is_signed = SIGNED in operation.get_request_payload_content_types()

        @(TRIED_SIGNED if is_signed else TRIED)
        @given(case=operation.as_strategy())
        def send(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate(headers=headers, checks=[not_a_server_error])

        send()
        tried, signed = tried + 1, signed + is_signed
    assert tried > 10
    assert signed > 2 or who == "officer"
