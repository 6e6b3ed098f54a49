"""NIST's PKI test suite: nothing invalid is valid; what is valid but not so called is known."""

from tests.pki import pkits


def test_nothing_invalid_is_valid_and_little_valid_is_not() -> None:
    judged = list(pkits.cases())
    assert len(judged) > 240
    surprising = {one.name for one in judged if not one.as_expected}
    assert surprising == pkits.LEFT_OUT.keys()
    assert all(one.undecided for one in judged if not one.as_expected)
