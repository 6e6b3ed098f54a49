"""NIST's PKI test suite (PKITS): every case whose name says what is expected, judged by us."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.resources import files
from typing import NamedTuple

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import PkiError, Validity
from desktop_client.pki.judging.chain import judge
from desktop_client.pki.judging.trust import TrustList
from desktop_client.pki.revocation.revocation_list import RevocationList

AT = datetime(2015, 1, 1, tzinfo=UTC)
_DSA = "DSA is not an algorithm of NPKI"

LEFT_OUT = {
    "ValidDSAParameterInheritanceTest5EE": _DSA,
    "ValidDSASignaturesTest4EE": _DSA,
}
"""Valid ones that are not called valid, and why."""
Asked = tuple[int, ...]
"""The NIST-test-policies of which one must be valid; none asked for is any policy."""
_OID = "2.16.840.1.101.3.2.1.48."
_ANY: Mapping[Asked, str] = {(): "valid"}
_NONE: Mapping[Asked, str] = {(): "invalid"}

SUBTESTS: Mapping[str, Mapping[Asked, str]] = {
    "ValidCertificatePathTest1EE": {**_ANY, (1,): "valid", (2,): "invalid", (1, 2): "valid"},
    "AllCertificatesNoPoliciesTest2EE": {**_ANY, (1,): "invalid"},
    "DifferentPoliciesTest3EE": {**_ANY, (1, 2): "invalid"},
    **{f"DifferentPoliciesTest{number}EE": _NONE for number in (4, 5, 7, 8, 9, 12)},
    "OverlappingPoliciesTest6EE": {**_ANY, (1,): "valid", (2,): "invalid"},
    "AllCertificatesSamePoliciesTest10EE": {**_ANY, (1,): "valid", (2,): "valid"},
    "AllCertificatesanyPolicyTest11EE": {**_ANY, (1,): "valid"},
    "AllCertificatesSamePoliciesTest13EE": {(1,): "valid", (2,): "valid", (3,): "valid"},
    "AnyPolicyTest14EE": {(1,): "valid", (2,): "invalid"},
    **{f"UserNoticeQualifierTest{number}EE": _ANY for number in (15, 16, 17, 19)},
    "UserNoticeQualifierTest18EE": {(1,): "valid", (2,): "valid"},
    "CPSPointerQualifierTest20EE": _ANY,
    "inhibitAnyPolicyTest3EE": _ANY,
    "ValidPolicyMappingTest1EE": {**_ANY, (1,): "valid", (2,): "invalid"},
    "ValidPolicyMappingTest3EE": {**_ANY, (1,): "invalid", (2,): "valid"},
    "ValidPolicyMappingTest5EE": {**_ANY, (1,): "valid", (6,): "invalid"},
    "ValidPolicyMappingTest6EE": {**_ANY, (1,): "valid", (6,): "invalid"},
}
"""Those of sections 4.8, 4.10 and 4.12 whose settings the judge has: policies asked for."""


class Case(NamedTuple):
    """One end entity certificate under one setting; `got` is "unreadable" where it is not read."""

    name: str
    asked: Asked
    expected: str
    got: str

    @property
    def as_expected(self) -> bool:
        """Valid is valid; what is invalid may also be undecided."""
        return (self.expected == "valid") == (self.got == Validity.VALID)

    @property
    def undecided(self) -> bool:
        """Whether a valid one was given up, rather than refused."""
        return not self.as_expected and self.got == Validity.UNDECIDED


def cases() -> Iterator[Case]:
    """Judge every case, with the limits as they ship."""
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
        by_name: Mapping[Asked, str] = {(): "invalid" if name.startswith("Invalid") else "valid"}
        for asked, expected in SUBTESTS.get(name, by_name).items():
            if one is None:
                yield Case(name, asked, expected, "unreadable")
                continue
            allowed = frozenset(f"{_OID}{number}" for number in asked) or None
            verdict = judge(
                one, trust, intermediates=others, crls=lists, at=AT, allowed_policies=allowed
            )
            yield Case(name, asked, expected, verdict.validity.value)
