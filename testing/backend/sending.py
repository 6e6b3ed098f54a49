"""What the tests of filing share: send a signed document, be refused with nothing stored."""

from collections.abc import Callable

import requests

from testing.backend.world import Applicant, World, refusal


def sent(
    world: World, content: bytes, draft: str, by: Applicant | None = None
) -> requests.Response:
    return world.file((by or world.applicant()).sign(content), draft)


def refused(world: World, answer: Callable[[], requests.Response]) -> tuple[int, str]:
    with world.nothing_stored():
        return refusal(answer())
