"""Every reader of bytes from outside takes its good inputs, and no damaged one surprises it."""

from random import Random

import pytest

from desktop_client.pki.findings import PkiError
from fuzz.context import Context
from fuzz.mutating import mutated
from fuzz.targets import TARGETS
from practice.pki import Practice

RUNS = 150
REFUSED_SEEDS = {"ldap": 3, "ldap_url": 2, "timestamp_answer": 1}
"""How many of a reader's first inputs it rightly refuses."""


@pytest.fixture(scope="module")
def context(practice_pki: Practice, tmp_path_factory: pytest.TempPathFactory) -> Context:
    return Context(practice_pki, tmp_path_factory.mktemp("tsa"))


@pytest.mark.parametrize("name", TARGETS)
def test_a_reader_takes_what_is_good_and_only_says_no_to_the_rest(
    name: str, context: Context
) -> None:
    read, seeds, may_raise = TARGETS[name]
    inputs = seeds(context)
    refused = 0
    for good in inputs:
        try:
            read(context, good)
        except PkiError:
            refused += 1
    assert refused == REFUSED_SEEDS.get(name, 0)
    chance = Random(name)  # noqa: S311 - no secret
    for _ in range(RUNS):
        good = chance.choice(inputs)
        damaged = mutated(good, chance) or good[: chance.randrange(len(good))]
        try:
            read(context, damaged)
        except may_raise:
            continue
