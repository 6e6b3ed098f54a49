"""NIST's PKI test suite: nothing invalid is valid; what is valid but not so called is known."""

from desktop_client.pki.findings import Validity
from tests.pki import pkits


def test_nothing_invalid_is_valid_and_little_valid_is_not() -> None:
    judged = [one for one in pkits.cases() if one.expected]
    assert len(judged) > 200
    surprising = {one.name: one.got for one in judged if not one.as_expected}
    assert surprising.keys() == pkits.LEFT_OUT.keys()
    assert {name for name, got in surprising.items() if got == Validity.INVALID} == {
        "ValiddeltaCRLTest5EE"
    }
