"""Lists of rare shapes: signed by another key of the CA, indirect, of a relative name."""

from datetime import timedelta

import pytest
from asn1crypto import x509
from cryptography.hazmat.primitives.asymmetric import rsa

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import Validity
from desktop_client.pki.judging.chain import judge
from desktop_client.pki.judging.trust import TrustList
from practice import profile
from practice.authority import Authority, Revoked
from practice.leaf import new_key
from testing.pki import making

VALID, INVALID, UNDECIDED = Validity.VALID, Validity.INVALID, Validity.UNDECIDED
HOUR = timedelta(hours=1)
SIGNER_URL = "http://127.0.0.1:1/signer.crl"
SIGNS_LISTS = profile.key_usage("crl_sign")


@pytest.fixture(scope="module")
def other_key() -> rsa.RSAPrivateKey:
    return new_key()


class Case:
    """A CA whose lists another key signs, for which it has issued a certificate."""

    def __init__(self, root: Authority, key: rsa.RSAPrivateKey, *usage: x509.Extension) -> None:
        self.trust = TrustList((making.of(root),))
        self.key = key
        self.ca = making.authority(root, name="separate keys")
        self.signer = making.certificate(
            self.ca,
            *(usage or (SIGNS_LISTS,)),
            profile.distribution_points(SIGNER_URL),
            name="separate keys",
            key=key.public_key(),
        )
        self.leaf = making.leaf(self.ca)
        self.of_ca = making.revocation_list(root, url=None)

    def list(
        self, *revoked: Certificate, key: rsa.RSAPrivateKey | None = None, ahead: bool = False
    ) -> bytes:
        date = making.NOW + HOUR if ahead else making.NOW - 50 * HOUR
        entries = [Revoked(one.serial, date) for one in revoked]
        return making.revocation_list(self.ca, *entries, key=key or self.key)

    def of_signer(self, *revoked: Revoked) -> bytes:
        """What the CA's own key says of the certificate of the other."""
        return making.revocation_list(self.ca, *revoked, url=SIGNER_URL)

    def judged(self, *lists: bytes, signer: Certificate | None = None) -> Validity:
        offered = [making.of(self.ca), signer or self.signer]
        every = [*lists, self.of_ca]
        return judge(self.leaf, self.trust, intermediates=offered, crls=every).validity


def test_another_key_of_the_ca_may_sign_its_lists(
    root: Authority, other_key: rsa.RSAPrivateKey
) -> None:
    case = Case(root, other_key)
    about_signer = case.of_signer()
    assert case.judged(case.list(), about_signer) is VALID
    assert case.judged(case.list(case.leaf), about_signer) is INVALID
    assert case.judged(case.list(), case.list(case.leaf), about_signer) is INVALID
    assert case.judged(case.list(case.leaf, ahead=True), about_signer) is UNDECIDED
    by_ca = case.list(key=case.ca.key)
    assert case.judged(by_ca, about_signer) is VALID
    assert case.judged(by_ca, case.list(case.leaf), about_signer) is INVALID


def test_a_key_that_is_revoked_or_unchecked_signs_no_lists(
    root: Authority, other_key: rsa.RSAPrivateKey
) -> None:
    case = Case(root, other_key)
    assert case.judged(case.list()) is UNDECIDED
    revoked = case.of_signer(Revoked(case.signer.serial, making.NOW - HOUR))
    assert case.judged(case.list(), revoked) is UNDECIDED


def test_a_key_must_be_meant_for_lists(root: Authority, other_key: rsa.RSAPrivateKey) -> None:
    case = Case(root, other_key, making.SIGNS)
    assert case.judged(case.list(), case.of_signer()) is UNDECIDED


def test_no_strangers_key_signs_lists(root: Authority, other_key: rsa.RSAPrivateKey) -> None:
    case = Case(root, other_key)
    stranger = Case(making.authority(root, name="stranger", key=new_key()), other_key)
    for about_signer in (case.of_signer(), stranger.of_signer()):
        assert case.judged(case.list(), about_signer, signer=stranger.signer) is UNDECIDED
    assert case.judged(case.list(key=new_key()), case.of_signer()) is UNDECIDED


def with_point(ca: Authority, point: dict[str, object]) -> Certificate:
    points = x509.CRLDistributionPoints([point])
    extension = making.extension("crl_distribution_points", points, critical=False)
    return making.certificate(ca, making.SIGNS, extension)


def test_a_point_named_relative_to_the_issuer(root: Authority) -> None:
    relative = x509.RelativeDistinguishedName(
        [
            x509.NameTypeAndValue(
                {
                    "type": "common_name",
                    "value": x509.DirectoryString("utf8_string", x509.UTF8String("dp1")),
                }
            )
        ]
    )
    name = x509.DistributionPointName("name_relative_to_crl_issuer", relative)
    asked, trust = with_point(root, {"distribution_point": name}), TrustList((making.of(root),))
    for revoked, expected in (((), VALID), ((Revoked(asked.serial, making.NOW - HOUR),), INVALID)):
        made = making.revocation_list(
            root, *revoked, change=making.replace_scope(distribution_point=name)
        )
        assert judge(asked, trust, crls=[made]).validity is expected


def test_lists_for_some_reasons_count_only_together(root: Authority) -> None:
    asked, trust = making.leaf(root), TrustList((making.of(root),))
    some = {"key_compromise", "ca_compromise"}
    rest = {
        "affiliation_changed",
        "superseded",
        "cessation_of_operation",
        "certificate_hold",
        "privilege_withdrawn",
        "aa_compromise",
    }
    first, second = (
        making.revocation_list(root, change=making.replace_scope(only_some_reasons=one))
        for one in (some, rest)
    )
    assert judge(asked, trust, crls=[first]).validity is UNDECIDED
    assert judge(asked, trust, crls=[first, second]).validity is VALID
    revoking = making.revocation_list(
        root,
        Revoked(asked.serial, making.NOW - HOUR),
        change=making.replace_scope(only_some_reasons=some),
    )
    assert judge(asked, trust, crls=[revoking, second]).validity is INVALID
