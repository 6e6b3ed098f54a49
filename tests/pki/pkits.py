"""NIST's PKI test suite (PKITS): every case whose name says what is expected, judged by us."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from typing import NamedTuple

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import PkiError, Validity
from desktop_client.pki.judging.chain import judge
from desktop_client.pki.judging.trust import TrustList
from desktop_client.pki.revocation.revocation_list import RevocationList

AT = datetime(2015, 1, 1, tzinfo=UTC)
_OTHER_KEY = "the list is signed by another key of the issuer than the certificate"
_RELATIVE = "the distribution point is named relative to the issuer"
_INDIRECT = "indirect lists are not processed"
_REASONS = "lists for some reasons only are not processed"
_DSA = "DSA is not an algorithm of NPKI"

LEFT_OUT = {
    "ValidDSAParameterInheritanceTest5EE": _DSA,
    "ValidDSASignaturesTest4EE": _DSA,
    "ValiddeltaCRLTest5EE": "delta lists only add: a hold that one lifts still counts",
    "ValidBasicSelfIssuedCRLSigningKeyTest6EE": _OTHER_KEY,
    "ValidBasicSelfIssuedNewWithOldTest4EE": _OTHER_KEY,
    "ValidBasicSelfIssuedOldWithNewTest1EE": _OTHER_KEY,
    "ValidDNnameConstraintsTest19EE": _OTHER_KEY,
    "ValidSelfIssuedinhibitAnyPolicyTest9EE": _OTHER_KEY,
    "ValidSelfIssuedpathLenConstraintTest15EE": _OTHER_KEY,
    "ValidSelfIssuedpathLenConstraintTest17EE": _OTHER_KEY,
    "ValidSelfIssuedrequireExplicitPolicyTest6EE": _OTHER_KEY,
    "ValidSeparateCertificateandCRLKeysTest19EE": _OTHER_KEY,
    "ValidIDPwithindirectCRLTest22EE": _INDIRECT,
    "ValidIDPwithindirectCRLTest24EE": _INDIRECT,
    "ValidIDPwithindirectCRLTest25EE": _INDIRECT,
    "ValidcRLIssuerTest28EE": _INDIRECT,
    "ValidcRLIssuerTest29EE": _INDIRECT,
    "ValidcRLIssuerTest30EE": _INDIRECT,
    "ValidcRLIssuerTest33EE": _INDIRECT,
    "ValiddistributionPointTest4EE": _RELATIVE,
    "ValiddistributionPointTest5EE": _RELATIVE,
    "ValiddistributionPointTest7EE": _RELATIVE,
    "ValidonlySomeReasonsTest18EE": _REASONS,
    "ValidonlySomeReasonsTest19EE": _REASONS,
}
"""Valid ones that are not called valid, and why."""
BY_SETTINGS = "what is expected depends on the policies asked for, in several subtests"


class Case(NamedTuple):
    """One end entity certificate; `got` is "unreadable" where it could not be read."""

    name: str
    expected: str
    got: str

    @property
    def as_expected(self) -> bool:
        """Valid is valid; what is invalid may also be undecided."""
        return (self.expected == "valid") == (self.got == Validity.VALID)


def cases() -> Iterator[Case]:
    """Judge every case; those of BY_SETTINGS have nothing expected and are not judged."""
    data = files("cryptography_vectors") / "x509" / "PKITS_data"
    certificates: dict[str, Certificate | None] = {}
    for file in (data / "certs").iterdir():
        try:
            certificate = Certificate.from_der(file.read_bytes())
        except PkiError:
            certificate = None
        certificates[file.name.removesuffix(".crt")] = certificate
    lists = [RevocationList.from_bytes(file.read_bytes()) for file in (data / "crls").iterdir()]
    root = certificates["TrustAnchorRootCertificate"]
    assert root is not None
    trust = TrustList((root,))
    others = [
        one for name, one in certificates.items() if one is not None and not name.endswith("EE")
    ]
    for name, one in sorted(certificates.items()):
        if not name.endswith("EE"):
            continue
        expected = re.match("Valid|Invalid", name)
        if expected is None:
            yield Case(name, "", "")
        elif one is None:
            yield Case(name, expected[0].lower(), "unreadable")
        else:
            found = judge(one, trust, intermediates=others, crls=lists, at=AT).validity
            yield Case(name, expected[0].lower(), found.value)
