"""NIST's PKI test suite: nothing invalid is valid; what is valid but not so called is known."""

import pytest

from desktop_client.pki.findings import Validity
from desktop_client.pki.judging import path
from tests.pki import pkits


def test_nothing_invalid_is_valid_and_little_valid_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(path, "MAX_INTERMEDIATES", pkits.MOST_INTERMEDIATES)
    monkeypatch.setattr(path, "MAX_PATH", pkits.LONGEST_PATH)
    judged = [one for one in pkits.cases() if one.expected]
    assert len(judged) > 200
    surprising = {one.name: one.got for one in judged if not one.as_expected}
    assert surprising.keys() == pkits.LEFT_OUT.keys()
    assert {name for name, got in surprising.items() if got == Validity.INVALID} == {
        "ValiddeltaCRLTest5EE"
    }
