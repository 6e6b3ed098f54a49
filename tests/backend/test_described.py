"""What the service describes of itself, tried with whatever fits the description and does not."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
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
SIGNED = "application/pkcs7-mime"
"""Bodies of this type are tried by the tests of each document."""


@pytest.mark.parametrize("who", ["nobody", "officer"])
def test_no_operation_fails_whatever_is_sent(world: World, who: str) -> None:
    headers = {"Authorization": f"Bearer {world.officer()}"} if who == "officer" else {}
    schema = schemathesis.openapi.from_url(f"{world.url}/openapi.json")
    tried = 0
    for described in schema.get_all_operations():
        assert isinstance(described, Ok)
        operation = described.ok()
        is_officers = operation.path.startswith("/v1/officer/")
        is_signed = SIGNED in operation.get_request_payload_content_types()
        if is_signed or is_officers != (who == "officer"):
            continue

        @TRIED
        @given(case=operation.as_strategy())
        def send(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate(headers=headers, checks=[not_a_server_error])

        send()
        tried += 1
    assert tried > 10
