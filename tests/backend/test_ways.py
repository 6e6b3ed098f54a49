"""The lists of checks: none is written and not asked, none is lost on one way of filing."""

from inspect import isfunction
from types import ModuleType

from backend.services.filing import checks, registry_checks
from backend.services.filing.intake import AGAINST_REGISTRY, PACKAGED, SIGNED, UNSIGNED
from backend.services.review.verdict_words import CHECK_NAMES


def _written(module: ModuleType) -> set[object]:
    return {
        found
        for name, found in vars(module).items()
        if isfunction(found) and found.__module__ == module.__name__ and not name.startswith("_")
    }


def test_every_check_that_is_written_is_asked() -> None:
    ways = {
        check for way in (SIGNED, PACKAGED, UNSIGNED) for _, check in (*way.recognise, *way.judge)
    }
    assert _written(checks) == ways
    against = {check for asked in AGAINST_REGISTRY.values() for _, check in asked}
    assert _written(registry_checks) == against


def test_a_package_is_judged_as_strictly_as_what_is_signed() -> None:
    signed, packaged = dict(SIGNED.judge), dict(PACKAGED.judge)
    assert signed.keys() - packaged.keys() == {"ticket_time"}
    differ = {name for name in signed.keys() & packaged.keys() if signed[name] != packaged[name]}
    assert differ == {"addressed", "way"}


def test_officers_read_every_check_by_a_name() -> None:
    ways = [
        name for way in (SIGNED, PACKAGED, UNSIGNED) for name, _ in (*way.recognise, *way.judge)
    ]
    against = [name for asked in AGAINST_REGISTRY.values() for name, _ in asked]
    assert {*ways, *against} <= CHECK_NAMES.keys()
