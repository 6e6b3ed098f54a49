"""Findings are named, weighed and harmless."""

import json
import pickle

import pytest

from desktop_client.pki.findings import (
    CODES,
    DamagedFile,
    Finding,
    PkiError,
    Severity,
    TooLarge,
    UnsupportedContainer,
    Validity,
    WrongPassword,
    finding,
    validity,
)


def test_a_finding_takes_the_usual_severity_of_its_code() -> None:
    assert finding("certificate_expired").severity is Severity.ERROR
    assert finding("issuer_unknown").severity is Severity.UNDECIDED
    assert finding("crl_expired", severity=Severity.ERROR).severity is Severity.ERROR


def test_an_unknown_code_is_refused_everywhere() -> None:
    with pytest.raises(ValueError, match="certificate_tired"):
        Finding("certificate_tired", Severity.ERROR)
    with pytest.raises(ValueError, match="certificate_tired"):
        finding("certificate_tired")
    with pytest.raises(ValueError, match="certificate_tired"):
        PkiError("certificate_tired")
    with pytest.raises(ValueError, match="unknown finding code"):
        PkiError()


@pytest.mark.parametrize(
    ("severities", "verdict"),
    [
        ((), Validity.VALID),
        ((Severity.INFO, Severity.WARNING), Validity.VALID),
        ((Severity.WARNING, Severity.UNDECIDED), Validity.UNDECIDED),
        ((Severity.UNDECIDED, Severity.ERROR, Severity.INFO), Validity.INVALID),
    ],
)
def test_the_worst_finding_decides(severities: tuple[Severity, ...], verdict: Validity) -> None:
    findings = [finding("crl_expired", severity=severity) for severity in severities]
    assert validity(findings) is verdict


def test_a_finding_becomes_json() -> None:
    found = finding("too_large", "CaPubs", limit=10)
    assert json.loads(json.dumps(found.to_json())) == {
        "code": "too_large",
        "severity": "error",
        "subject": "CaPubs",
        "values": {"limit": 10},
    }


def test_findings_can_be_collected_in_a_set() -> None:
    assert len({finding("revoked", "a"), finding("revoked", "a"), finding("revoked", "b")}) == 2


def test_an_error_says_its_code_and_values_only() -> None:
    assert str(WrongPassword()) == "wrong_password"
    assert str(UnsupportedContainer(oid="1.2.3")) == "container_unknown (oid=1.2.3)"
    assert TooLarge(limit=5).finding("x").values == {"limit": 5}


def test_an_error_survives_the_way_to_another_process() -> None:
    error = pickle.loads(pickle.dumps(DamagedFile("key_damaged", part=3)))  # noqa: S301
    assert (error.code, error.values) == ("key_damaged", {"part": 3})


def test_every_code_has_a_meaning_that_is_a_sentence() -> None:
    for code, (severity, meaning) in CODES.items():
        assert code == code.lower(), code
        assert isinstance(severity, Severity)
        assert meaning.endswith("."), code
