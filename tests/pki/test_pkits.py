"""NIST's PKI test suite: its names say which certificates are valid, and nothing invalid is."""

import re
from datetime import UTC, datetime
from importlib.resources import files

import pytest

from desktop_client.pki import path
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.chain import judge
from desktop_client.pki.findings import PkiError, Validity
from desktop_client.pki.revocation_list import RevocationList
from desktop_client.pki.trust import TrustList

AT = datetime(2015, 1, 1, tzinfo=UTC)
DELTA_LISTS_IGNORED = {"InvaliddeltaCRLTest4EE", "ValiddeltaCRLTest5EE"}
NOT_SUPPORTED = {
    # DSA
    "ValidDSAParameterInheritanceTest5EE",
    "ValidDSASignaturesTest4EE",
    # an empty subject
    "ValidDNnameConstraintsTest14EE",
    # the list is signed by another key than the certificate
    "ValidBasicSelfIssuedCRLSigningKeyTest6EE",
    "ValidBasicSelfIssuedNewWithOldTest4EE",
    "ValidBasicSelfIssuedOldWithNewTest1EE",
    "ValidDNnameConstraintsTest19EE",
    "ValidSelfIssuedinhibitAnyPolicyTest9EE",
    "ValidSelfIssuedpathLenConstraintTest15EE",
    "ValidSelfIssuedpathLenConstraintTest17EE",
    "ValidSelfIssuedrequireExplicitPolicyTest6EE",
    "ValidSeparateCertificateandCRLKeysTest19EE",
    # indirect lists, lists for some reasons, points relative to the issuer's name
    "ValidIDPwithindirectCRLTest22EE",
    "ValidIDPwithindirectCRLTest24EE",
    "ValidIDPwithindirectCRLTest25EE",
    "ValidcRLIssuerTest28EE",
    "ValidcRLIssuerTest29EE",
    "ValidcRLIssuerTest30EE",
    "ValidcRLIssuerTest33EE",
    "ValiddistributionPointTest4EE",
    "ValiddistributionPointTest5EE",
    "ValiddistributionPointTest7EE",
    "ValidonlySomeReasonsTest18EE",
    "ValidonlySomeReasonsTest19EE",
}


def test_nothing_invalid_is_valid_and_little_valid_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(path, "MAX_INTERMEDIATES", 1000)
    monkeypatch.setattr(path, "MAX_PATH", 12)
    data = files("cryptography_vectors") / "x509" / "PKITS_data"
    certificates: dict[str, Certificate] = {}
    surprising: dict[str, Validity | None] = {}
    for file in (data / "certs").iterdir():
        name = file.name.removesuffix(".crt")
        try:
            certificates[name] = Certificate.from_der(file.read_bytes())
        except PkiError:
            surprising[name] = None
    lists = [RevocationList.from_bytes(file.read_bytes()) for file in (data / "crls").iterdir()]
    trust = TrustList((certificates["TrustAnchorRootCertificate"],))
    tests = {name: one for name, one in certificates.items() if re.match("Valid|Invalid", name)}
    others = [one for name, one in certificates.items() if name not in tests]
    for name, one in tests.items():
        found = judge(one, trust, intermediates=others, crls=lists, at=AT).validity
        if name.startswith("Valid") != (found is Validity.VALID):
            surprising[name] = found
    assert len(tests) > 200
    assert {name for name in surprising if name not in NOT_SUPPORTED} == DELTA_LISTS_IGNORED
    assert Validity.INVALID not in {surprising[name] for name in NOT_SUPPORTED}
