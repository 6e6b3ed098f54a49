"""Certificates are judged as RFC 5280 wants it: valid, invalid and undecided are three things."""

import itertools
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import core, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from hypothesis import given
from hypothesis import strategies as st

from desktop_client.pki.certificate import MAX_CERTIFICATE_BYTES, Certificate
from desktop_client.pki.findings import PkiError, Severity, Validity
from desktop_client.pki.judging import _certvalidator, path
from desktop_client.pki.judging.chain import ANY_POLICY, Revocation, Verdict, judge
from desktop_client.pki.judging.policies import Holder, meaning
from desktop_client.pki.judging.trust import TrustList
from practice import authority, profile
from practice.authority import Authority, Revoked
from practice.pki import Practice
from practice.samples import ORGANISATION, PERSON
from testing import asynchronous
from testing.pki import damage, making

ANY = profile.policies(ANY_POLICY)
VALID, INVALID, UNDECIDED = Validity.VALID, Validity.INVALID, Validity.UNDECIDED
MID_2026 = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.fixture(scope="session")
def trust(practice_pki: Practice) -> TrustList:
    return TrustList.from_files([practice_pki.root, practice_pki.ca])


@pytest.fixture(scope="session")
def crls(practice_pki: Practice) -> list[bytes]:
    return [one.read_bytes() for one in practice_pki.crls]


def load(practice: Practice, name: str) -> Certificate:
    return Certificate.from_der((practice.sample(name).path / "signCert.der").read_bytes())


def without_lists(
    certificate: Certificate,
    trust: TrustList,
    *,
    intermediates: Sequence[Certificate] = (),
    at: datetime | None = None,
) -> Verdict:
    return judge(certificate, trust, intermediates=intermediates, at=at, revocation=Revocation.OFF)


def codes(verdict: Verdict) -> list[str]:
    return [one.code for one in verdict.findings if one.severity is not Severity.INFO]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("supplier", []),
        ("supplier_pbes1", []),
        ("no_vid", []),
        ("folder_starts_with_ou", []),
        ("expired", ["certificate_expired"]),
        ("not_yet_valid", ["certificate_not_yet_valid"]),
        ("revoked", ["revoked"]),
        ("personal", ["policy_not_allowed"]),
        ("institution", ["policy_not_allowed"]),
    ],
)
def test_each_practice_sample_gets_its_verdict(
    practice_pki: Practice,
    trust: TrustList,
    crls: list[bytes],
    name: str,
    found: list[str],
) -> None:
    verdict = judge(
        load(practice_pki, name), trust, crls=crls, allowed_policies=frozenset({ORGANISATION})
    )
    assert (verdict.validity, codes(verdict)) == (INVALID if found else VALID, found)
    assert [one.holder for one in verdict.chain[1:]] == ["practiceCA Class 3", "Practice RootCA 4"]
    assert verdict.chain[0] == load(practice_pki, name)


def test_several_faults_are_all_told(practice_pki: Practice, trust: TrustList) -> None:
    verdict = judge(load(practice_pki, "expired"), trust, allowed_policies=frozenset({PERSON}))
    assert codes(verdict) == [
        "certificate_expired",
        "policy_not_allowed",
    ]


def test_a_verdict_can_be_written_down(practice_pki: Practice, trust: TrustList) -> None:
    written = without_lists(load(practice_pki, "expired"), trust).to_json()
    assert written["validity"] == "invalid"
    assert isinstance(written["chain"], list)
    assert len(written["chain"]) == 3


@pytest.mark.parametrize("number", range(6))
def test_the_real_accredited_authorities_are_valid(number: int) -> None:
    trust = TrustList.accredited()
    certificate = (*trust.anchors, *trust.intermediates)[number]
    verdict = without_lists(certificate, trust, at=MID_2026)
    assert (verdict.validity, codes(verdict)) == (VALID, [])
    assert verdict.chain[-1] == trust.anchors[0]


def test_a_real_authority_without_its_list_is_undecided_and_names_the_address() -> None:
    trust = TrustList.accredited()
    verdict = judge(trust.intermediates[0], trust, at=MID_2026)
    assert (verdict.validity, codes(verdict)) == (UNDECIDED, ["revocation_unavailable"])
    assert str(verdict.findings[0].values["url"]).startswith("ldap://dir.crosscert.com:389/")


def test_the_accredited_tree_ends_in_2030() -> None:
    trust = TrustList.accredited()
    verdict = without_lists(trust.intermediates[0], trust, at=datetime(2031, 1, 1, tzinfo=UTC))
    assert codes(verdict) == ["certificate_expired", "issuer_expired"]
    assert verdict.validity is INVALID


def test_practice_and_accredited_never_mix(practice_pki: Practice, trust: TrustList) -> None:
    accredited = TrustList.accredited()
    for certificate, other in [
        (load(practice_pki, "supplier"), accredited),
        (accredited.intermediates[0], trust),
    ]:
        verdict = without_lists(
            certificate, other, intermediates=[*trust.anchors, *accredited.anchors], at=None
        )
        assert (verdict.validity, codes(verdict)) == (UNDECIDED, ["issuer_unknown"])


def test_an_unknown_issuer_is_named(practice_pki: Practice) -> None:
    verdict = without_lists(load(practice_pki, "supplier"), TrustList.accredited())
    assert verdict.findings[0].values["issuer"] == (
        "cn=practiceCA Class 3,ou=AccreditedCA,o=practiceCA,c=kr"
    )
    assert len(verdict.chain) == 1


def test_an_issuer_is_found_among_the_offered_ones(
    practice_pki: Practice, trust: TrustList
) -> None:
    only_root = TrustList(trust.anchors)
    supplier = load(practice_pki, "supplier")
    assert codes(without_lists(supplier, only_root)) == ["issuer_unknown"]
    verdict = without_lists(supplier, only_root, intermediates=trust.intermediates)
    assert verdict.validity is VALID


@pytest.mark.parametrize(
    ("written", "expected"),
    [("TEST  ca", VALID), ("test ca", VALID), ("test\ue000ca", UNDECIDED), ("tes ca", UNDECIDED)],
)
def test_names_are_compared_as_rfc_5280_wants(
    root: Authority, written: str, expected: Validity
) -> None:
    middle = making.authority(root, name="Test CA")
    parts = [("c", "KR"), ("o", "test"), ("cn", written)]
    below = making.resigned(
        making.leaf(middle), root.key, lambda tbs: _set_issuer(tbs, profile.name(parts))
    )
    trust = TrustList((making.of(root),))
    assert without_lists(below, trust, intermediates=[making.of(middle)]).validity is expected


def test_an_offered_root_earns_no_trust(practice_pki: Practice, trust: TrustList) -> None:
    verdict = without_lists(
        load(practice_pki, "supplier"),
        TrustList.accredited(),
        intermediates=[*trust.intermediates, *trust.anchors],
    )
    assert (verdict.validity, codes(verdict)) == (UNDECIDED, ["issuer_unknown"])
    assert len(verdict.chain) == 3


def test_a_changed_certificate_is_invalid(practice_pki: Practice, trust: TrustList) -> None:
    der = load(practice_pki, "supplier").der
    changed = Certificate.from_der(der[:-1] + bytes([der[-1] ^ 1]))
    verdict = without_lists(changed, trust)
    assert (verdict.validity, codes(verdict)) == (INVALID, ["certificate_signature_wrong"])


def test_nothing_may_follow_the_signature(practice_pki: Practice, trust: TrustList) -> None:
    """asn1crypto passes over it, so that one certificate would have many fingerprints."""
    whole = damage.tree(load(practice_pki, "supplier").der)
    longer = replace(whole, children=(*whole.children, damage.Node(0x05, b"")))
    verdict = without_lists(Certificate.from_der(longer.encoded), trust)
    assert (verdict.validity, codes(verdict)) == (INVALID, ["certificate_signature_wrong"])


def test_another_key_under_the_same_name_is_an_unknown_issuer(
    ca: Authority, root: Authority, trust: TrustList
) -> None:
    impostor = Authority(ca.certificate, root.key)
    no_identifier = making.resigned(making.leaf(ca), root.key, _drop_key_identifiers)
    assert codes(without_lists(no_identifier, trust)) == ["certificate_signature_wrong"]
    other_ca = making.authority(root, name="practiceCA Class 3")
    renamed = making.resigned(
        making.leaf(other_ca), impostor.key, lambda tbs: _set_issuer(tbs, ca.certificate.subject)
    )
    assert codes(without_lists(renamed, trust)) == ["issuer_unknown"]


def _drop_key_identifiers(tbs: x509.TbsCertificate) -> None:
    tbs["extensions"] = [
        one for one in tbs["extensions"] if one["extn_id"].native != "authority_key_identifier"
    ]


def _set_issuer(tbs: x509.TbsCertificate, name: x509.Name) -> None:
    tbs["issuer"] = name


def test_a_weak_hash_is_refused(ca: Authority, trust: TrustList) -> None:
    weak = making.resigned(making.leaf(ca), ca.key, algorithm="sha1_rsa")
    verdict = without_lists(weak, trust)
    assert (verdict.validity, codes(verdict)) == (INVALID, ["algorithm_weak"])


def test_a_short_key_is_refused(ca: Authority, trust: TrustList) -> None:
    short = rsa.generate_private_key(65537, 1024)  # noqa: S505
    weak_leaf = making.certificate(ca, making.SIGNS, key=short.public_key())
    assert "algorithm_weak" in codes(without_lists(weak_leaf, trust))
    weak_ca = making.authority(ca, key=short)
    below = making.leaf(weak_ca)
    verdict = without_lists(below, trust, intermediates=[making.of(weak_ca)])
    assert (verdict.validity, set(codes(verdict))) == (INVALID, {"algorithm_weak"})


def test_a_signature_is_checked_over_the_bytes_as_they_came(
    root: Authority,
) -> None:
    """asn1crypto encodes anew what is 128 bytes long modulo 256, and leaves out defaults."""
    tbs = damage.tree(making.leaf(root).der).children[0]
    wrapped = tbs.children[-1]
    explicit_false = damage.Node(0x01, b"\x00")

    def padded(size: int) -> damage.Node:
        oid, value = damage.Node(0x06, b"\x2a\x03"), damage.Node(0x04, bytes(size))
        extra = damage.Node(0x30, b"", (oid, explicit_false, value))
        inner = replace(wrapped.children[0], children=(*wrapped.children[0].children, extra))
        return replace(tbs, children=(*tbs.children[:-1], replace(wrapped, children=(inner,))))

    body = next(one for one in map(padded, range(100, 400)) if one.encoded[3] == 0x80)
    signature = root.key.sign(body.encoded, padding.PKCS1v15(), hashes.SHA256())
    algorithm = damage.tree(making.leaf(root).der).children[1]
    value = damage.Node(0x03, b"\x00" + signature)
    whole = damage.Node(0x30, b"", (body, algorithm, value))
    certificate = Certificate.from_der(whole.encoded)
    assert certificate.asn1["tbs_certificate"].dump() != body.encoded
    verdict = without_lists(certificate, TrustList((making.of(root),)))
    assert (verdict.validity, codes(verdict)) == (VALID, [])


def test_an_unknown_signature_algorithm_is_undecided(ca: Authority, trust: TrustList) -> None:
    strange = making.resigned(making.leaf(ca), ca.key, algorithm="1.2.3.4")
    verdict = without_lists(strange, trust)
    assert (verdict.validity, codes(verdict)) == (UNDECIDED, ["algorithm_unknown"])


NEVER = x509.GeneralSubtrees(
    [{"base": x509.GeneralName("directory_name", profile.name([("c", "us")]))}]
)


@pytest.mark.parametrize(
    ("ca_extensions", "leaf_extensions", "found"),
    [
        ([profile.key_usage("digital_signature")], [], "issuer_not_a_ca"),
        (
            [
                making.extension(
                    "name_constraints", x509.NameConstraints({"permitted_subtrees": NEVER})
                )
            ],
            [],
            "name_not_permitted",
        ),
        ([making.extension("1.2.3.4.5", core.Null())], [], "extension_unknown"),
        ([], [making.extension("1.2.3.4.5", core.Null())], "extension_unknown"),
        ([profile.policies("1.2.3"), profile.require_explicit_policy()], [], "policy_path_invalid"),
    ],
    ids=["keyUsage", "name constraints", "critical in CA", "critical in leaf", "policies"],
)
def test_what_rfc_5280_forbids_has_its_code(
    root: Authority,
    ca_extensions: list[x509.Extension],
    leaf_extensions: list[x509.Extension],
    found: str,
) -> None:
    middle = making.authority(root, *ca_extensions)
    verdict = without_lists(
        making.leaf(middle, *leaf_extensions),
        TrustList((making.of(root),)),
        intermediates=[making.of(middle)],
    )
    assert (verdict.validity, codes(verdict)) == (INVALID, [found])


def test_a_leaf_cannot_issue(ca: Authority, trust: TrustList) -> None:
    no_ca = making.leaf(ca)
    below = making.leaf(Authority(no_ca.asn1, ca.key))
    verdict = without_lists(below, trust, intermediates=[no_ca])
    assert (verdict.validity, codes(verdict)) == (INVALID, ["issuer_not_a_ca"])


def test_path_length_zero_allows_no_further_authority(ca: Authority, trust: TrustList) -> None:
    further = making.authority(ca, making.ISSUES, profile.policies("2.5.29.32.0"))
    verdict = without_lists(making.leaf(further), trust, intermediates=[making.of(further)])
    assert (verdict.validity, codes(verdict)) == (INVALID, ["path_too_long"])


def test_a_leaf_without_policy_fails_where_the_authority_requires_one(
    ca: Authority, trust: TrustList
) -> None:
    bare = making.certificate(ca, making.SIGNS)
    verdict = without_lists(bare, trust)
    assert (verdict.validity, codes(verdict)) == (INVALID, ["policy_path_invalid"])


def test_any_policy_along_the_path_is_each_policy_that_is_asked_for(
    ca: Authority, trust: TrustList
) -> None:
    """RFC 5280 section 6.1.5 g; what it means by itself is another question, see `meaning`."""
    sweeping = making.certificate(ca, making.SIGNS, ANY)
    verdict = judge(
        sweeping, trust, revocation=Revocation.OFF, allowed_policies=frozenset({ORGANISATION})
    )
    assert (verdict.validity, codes(verdict)) == (VALID, [])
    assert verdict.policies == frozenset({ANY_POLICY})
    assert meaning(sweeping, valid=verdict.policies).holder is Holder.UNKNOWN


@pytest.mark.parametrize(
    ("ca_says", "leaf_says", "found"),
    [
        ([ORGANISATION], [ORGANISATION], {ORGANISATION}),
        ([PERSON], [ORGANISATION], set()),
        ([PERSON], [ORGANISATION, PERSON], {PERSON}),
        ([ANY_POLICY], [ORGANISATION], {ORGANISATION}),
        ([ORGANISATION], [ANY_POLICY], {ORGANISATION}),
        ([], [ORGANISATION], set()),
    ],
)
def test_a_policy_counts_only_where_the_path_allows_it(
    root: Authority, ca_says: list[str], leaf_says: list[str], found: set[str]
) -> None:
    def policies(*oids: str) -> list[x509.Extension]:
        value = x509.CertificatePolicies([{"policy_identifier": one} for one in oids])
        return [making.extension("certificate_policies", value)] if oids else []

    middle = making.authority(root, *policies(*ca_says))
    below = making.certificate(middle, making.SIGNS, *policies(*leaf_says))
    trust = TrustList((making.of(root),), (making.of(middle),))
    verdict = without_lists(below, trust)
    assert (verdict.validity, verdict.policies) == (VALID, frozenset(found))
    what = meaning(below, valid=verdict.policies)
    expected = {ORGANISATION: Holder.ORGANISATION, PERSON: Holder.PERSON}
    assert what.holder is expected.get(next(iter(found), ""), Holder.UNKNOWN)
    assert bool(what.serves) == (ORGANISATION in found)
    allowed = frozenset({ORGANISATION})
    asked = judge(below, trust, revocation=Revocation.OFF, allowed_policies=allowed)
    assert asked.validity is (VALID if ORGANISATION in found else INVALID)


def test_an_expired_authority_is_told_apart(root: Authority) -> None:
    old = making.certificate(
        root,
        profile.basic_constraints(None),
        making.ISSUES,
        name="CA",
        valid=(making.NOW - 2 * making.YEAR, making.NOW - making.DAY),
    )
    below = making.leaf(Authority(old.asn1, root.key))
    verdict = without_lists(below, TrustList((making.of(root),)), intermediates=[old])
    assert (verdict.validity, codes(verdict)) == (INVALID, ["issuer_expired"])


def test_certificates_that_were_never_valid_together_are_invalid(root: Authority) -> None:
    old = making.certificate(
        root,
        profile.basic_constraints(None),
        name="CA",
        valid=(making.NOW - 3 * making.YEAR, making.NOW - 2 * making.YEAR),
    )
    below = making.leaf(Authority(old.asn1, root.key))
    verdict = without_lists(below, TrustList((making.of(root),)), intermediates=[old])
    assert verdict.validity is INVALID
    assert "issuer_expired" in codes(verdict)


def test_a_crowd_of_look_alike_issuers_costs_little(root: Authority) -> None:
    crowd = [making.of(making.authority(root, name="CA")) for _ in range(path.MAX_CANDIDATES)]
    below = making.leaf(Authority(crowd[0].asn1, root.key))
    trust = TrustList((making.of(root),))
    assert without_lists(below, trust, intermediates=crowd).validity is VALID
    verdict = without_lists(below, trust, intermediates=[*crowd, making.leaf(root)])
    assert (verdict.validity, codes(verdict)) == (UNDECIDED, ["path_candidates_too_many"])


def test_a_crowd_that_leads_nowhere_is_given_up_and_undecided(
    root: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of the layers multiplies the ways; the only anchor forbids all of them."""
    monkeypatch.setattr(path, "MAX_STEPS", 300)
    layer, crowd = [root], []
    for level in range(8):
        layer = [making.authority(layer[0], name=f"CA {level}") for _ in range(4)]
        crowd += [making.of(one) for one in layer]
    trust = TrustList((making.of(making.authority(root, path_length=0)),))
    verdict = without_lists(making.leaf(layer[0]), trust, intermediates=crowd)
    assert (verdict.validity, codes(verdict)) == (UNDECIDED, ["path_candidates_too_many"])


def test_a_crowd_that_came_along_does_not_keep_the_path_of_the_list_from_being_found(
    root: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(path, "MAX_STEPS", 100)
    real = making.authority(root)
    nowhere = making.authority(root, name="Nowhere")
    above = [making.authority(nowhere, name="X") for _ in range(30)]
    fakes = [making.authority(above[0]) for _ in range(20)]
    trust = TrustList((making.of(root),), (making.of(real),))
    crowd = [making.of(one) for one in (*fakes, *above)]
    assert without_lists(making.leaf(real), trust, intermediates=crowd).validity is VALID


def test_what_holds_on_every_path_is_told_even_when_not_all_were_tried(
    root: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(path, "MAX_PATHS", 2)
    crowd = [making.of(making.authority(root, name="CA")) for _ in range(3)]
    past = (making.NOW - making.YEAR, making.NOW - making.DAY)
    below = making.certificate(Authority(crowd[0].asn1, root.key), making.SIGNS, valid=past)
    verdict = without_lists(below, TrustList((making.of(root),)), intermediates=crowd)
    assert verdict.validity is INVALID
    assert codes(verdict) == ["path_candidates_too_many", "certificate_expired"]


def test_authorities_that_certify_each_other_end(root: Authority) -> None:
    first = making.authority(root, name="A")
    second = making.authority(first, name="B")
    circle = making.authority(second, name="A")
    verdict = without_lists(
        making.leaf(second),
        TrustList.accredited(),
        intermediates=[making.of(one) for one in (first, second, circle)],
    )
    assert (verdict.validity, codes(verdict)) == (UNDECIDED, ["issuer_unknown"])


def tower(root: Authority, levels: int) -> list[Authority]:
    """Authorities, each below the one before."""
    found = [root]
    for level in range(levels):
        found.append(making.authority(found[-1], name=f"CA {level}"))
    return found[1:]


@pytest.mark.parametrize(
    ("levels", "validity", "found"),
    [
        (path.MAX_PATH - 2, VALID, []),
        (path.MAX_PATH - 1, UNDECIDED, ["path_beyond_limit"]),
    ],
)
def test_a_path_beyond_our_limit_is_undecided(
    root: Authority, levels: int, validity: Validity, found: list[str]
) -> None:
    above = tower(root, levels)
    verdict = without_lists(
        making.leaf(above[-1]),
        TrustList((making.of(root),)),
        intermediates=[making.of(one) for one in above],
    )
    assert (verdict.validity, codes(verdict)) == (validity, found)


def test_a_certificate_as_large_as_can_be_read_is_judged(ca: Authority, trust: TrustList) -> None:
    names = [x509.GeneralName("dns_name", f"host{number}.example") for number in range(3500)]
    huge = making.leaf(ca, profile.alternative_names(*names))
    assert len(huge.der) > 0.9 * MAX_CERTIFICATE_BYTES
    assert without_lists(huge, trust).validity is VALID


EARLIER = (making.NOW - 2 * making.YEAR, making.NOW - making.DAY)


def issuing(
    issuer: Authority, *extensions: x509.Extension, valid: tuple[datetime, datetime] = making.VALID
) -> Certificate:
    """A certificate of the CA `CA`, always of the same key."""
    constraints = profile.basic_constraints(None)
    return making.certificate(issuer, constraints, *extensions, name="CA", valid=valid)


def never() -> x509.Extension:
    subtrees = x509.NameConstraints({"permitted_subtrees": NEVER})
    return making.extension("name_constraints", subtrees)


def cross_root(root: Authority) -> tuple[Authority, TrustList]:
    """Another root of the same key, and the list that trusts both."""
    made = authority.root([("c", "kr"), ("cn", "Another root")], root.key, making.NOW)
    return made, TrustList((making.of(root), making.of(made)))


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("listed", [False, True])
@pytest.mark.parametrize("fault", ["expired", "constrained", "no CA", "unknown extension"])
def test_another_certificate_of_the_same_ca_is_tried(
    root: Authority, fault: str, listed: bool, turned: bool
) -> None:
    bad = {
        "expired": lambda: issuing(root, valid=EARLIER),
        "constrained": lambda: issuing(root, never()),
        "no CA": lambda: making.certificate(root, name="CA"),
        "unknown extension": lambda: issuing(root, making.extension("1.2.3.4.5", core.Null())),
    }[fault]()
    good = issuing(root)
    below = making.leaf(Authority(good.asn1, root.key))
    first, second = (good, bad) if turned else (bad, good)
    trust = TrustList((making.of(root),), (first,) if listed else ())
    verdict = without_lists(below, trust, intermediates=[first, second])
    assert (verdict.validity, codes(verdict)) == (VALID, [])
    assert verdict.chain == (below, good, making.of(root))
    alone = without_lists(below, TrustList((making.of(root),)), intermediates=[bad])
    assert alone.validity is INVALID


def test_a_ca_that_several_roots_have_certified_is_good_by_any_of_them(root: Authority) -> None:
    other, trust = cross_root(root)
    for issuers in ((root, other), (other, root)):
        bad, good = issuing(issuers[0], never()), issuing(issuers[1])
        below = making.leaf(Authority(good.asn1, root.key))
        verdict = without_lists(below, trust, intermediates=[bad, good])
        assert verdict.validity is VALID
        assert verdict.chain[1:] == (good, making.of(issuers[1]))


def test_a_revoked_path_does_not_hide_a_good_one(root: Authority) -> None:
    first, second = issuing(root), issuing(root)
    below = making.leaf(Authority(first.asn1, root.key))
    own = making.revocation_list(Authority(first.asn1, root.key))

    def judged(*revoked: Certificate, leaf: bool = False) -> Verdict:
        by_root = making.revocation_list(
            root, *(Revoked(one.serial, making.NOW - making.DAY) for one in revoked), url=None
        )
        of_leaf = making.revocation_list(
            Authority(first.asn1, root.key), Revoked(below.serial, making.NOW - making.DAY)
        )
        lists = [by_root, of_leaf if leaf else own]
        trust = TrustList((making.of(root),))
        return judge(below, trust, intermediates=[first, second], crls=lists)

    assert judged().validity is VALID
    for gone, left in ((first, second), (second, first)):
        verdict = judged(gone)
        assert (verdict.validity, verdict.chain[1]) == (VALID, left)
    verdict = judged(first, second)
    assert (verdict.validity, codes(verdict)) == (INVALID, ["issuer_revoked"])
    verdict = judged(first, leaf=True)
    assert (verdict.validity, codes(verdict)[0]) == (INVALID, "revoked")


def test_undecided_is_better_than_invalid_and_a_missing_anchor_worse(root: Authority) -> None:
    """Of two paths one is invalid and of the other no list is at hand."""
    other, trust = cross_root(root)
    bad = issuing(root, valid=EARLIER)
    point = profile.distribution_points("http://127.0.0.1:1/arl.crl")
    unlisted = issuing(other, point)
    below = making.leaf(Authority(bad.asn1, root.key))
    own = making.revocation_list(Authority(bad.asn1, root.key))
    verdict = judge(below, trust, intermediates=[bad, unlisted], crls=[own])
    assert (verdict.validity, verdict.chain[1]) == (UNDECIDED, unlisted)
    only_root = TrustList((making.of(root),))
    verdict = judge(below, only_root, intermediates=[unlisted, bad], crls=[own])
    assert (verdict.validity, codes(verdict)[0]) == (INVALID, "issuer_expired")


NO_LIMIT = profile.basic_constraints(None)
EXPLICIT = profile.require_explicit_policy()


@pytest.mark.parametrize(
    ("anchor_extensions", "ca_extensions", "found"),
    [
        ([NO_LIMIT, never()], [], "name_not_permitted"),
        ([profile.basic_constraints(0)], [], "path_too_long"),
        ([NO_LIMIT, EXPLICIT], [], "policy_path_invalid"),
        (
            [NO_LIMIT, EXPLICIT, making.extension("inhibit_any_policy", core.Integer(0))],
            [ANY],
            "policy_path_invalid",
        ),
        ([NO_LIMIT, profile.key_usage("crl_sign")], [], "issuer_not_a_ca"),
        ([NO_LIMIT, making.extension("1.2.3.4.5", core.Null())], [], "extension_unknown"),
        ([NO_LIMIT], [], None),
        ([NO_LIMIT, EXPLICIT], [ANY], None),
    ],
)
def test_what_the_anchors_certificate_says_holds_below_it(
    root: Authority,
    anchor_extensions: list[x509.Extension],
    ca_extensions: list[x509.Extension],
    found: str | None,
) -> None:
    anchor = making.certificate(root, *anchor_extensions, name="Anchor")
    middle = making.authority(Authority(anchor.asn1, root.key), *ca_extensions, name="A")
    further = making.authority(middle, *ca_extensions, name="B")
    extra = [making.of(one) for one in (middle, further)]
    verdict = without_lists(making.leaf(further), TrustList((anchor,)), intermediates=extra)
    assert codes(verdict) == ([found] if found else [])
    assert verdict.validity is (INVALID if found else VALID)


def test_an_anchor_counts_whatever_its_dates_signature_version_and_policies(
    root: Authority,
) -> None:
    anchor = making.certificate(root, profile.policies("1.2.3"), name="Anchor", valid=EARLIER)
    above = Authority(anchor.asn1, root.key)
    verdict = without_lists(making.leaf(above), TrustList((anchor,)))
    assert codes(verdict) == ["issuer_expired"]
    assert verdict.policies == frozenset({making.POLICY})
    bare = making.resigned(anchor, root.key, _drop_extensions)
    assert without_lists(making.leaf(above), TrustList((bare,)), at=MIDWAY).validity is VALID


MIDWAY = making.NOW - making.YEAR / 2


def _drop_extensions(tbs: x509.TbsCertificate) -> None:
    tbs["extensions"] = []


def test_a_validation_stops_when_its_time_is_up(practice_pki: Practice, trust: TrustList) -> None:
    chain = without_lists(load(practice_pki, "supplier"), trust).chain
    policies, fault = _certvalidator.validate(chain, making.NOW, time.thread_time() - 1)
    assert fault is not None
    assert (policies, fault.code) == (None, "judging_took_too_long")


def test_a_busy_computer_changes_no_verdict(
    practice_pki: Practice, trust: TrustList, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = itertools.count(step=60.0)
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    assert without_lists(load(practice_pki, "supplier"), trust).validity is VALID


def test_certvalidator_still_stumbles_over_a_vid(
    practice_pki: Practice, trust: TrustList, monkeypatch: pytest.MonkeyPatch
) -> None:
    chain = without_lists(load(practice_pki, "supplier"), trust).chain
    later = time.thread_time() + 60
    with monkeypatch.context() as context:
        context.delattr(x509.AnotherName, "native")
        _, fault = _certvalidator.validate(chain, making.NOW, later)
    # When this fails, asn1crypto or certvalidator copes with the VID by itself, and the
    # AnotherName.native of _certvalidator can go.
    assert fault is not None
    assert (fault.code, fault.values["reason"]) == ("path_not_judged", "ValueError")
    _, fault = _certvalidator.validate(chain, making.NOW, later)
    assert fault is None


def test_a_verdict_can_be_had_inside_an_event_loop(
    practice_pki: Practice, trust: TrustList
) -> None:
    async def handler() -> Verdict:
        return without_lists(load(practice_pki, "supplier"), trust)

    assert asynchronous.run(handler()).validity is VALID


def test_threads_may_share_a_trust_list(practice_pki: Practice, crls: list[bytes]) -> None:
    fresh = TrustList.from_files([practice_pki.root, practice_pki.ca])
    certificates = [load(practice_pki, "supplier") for _ in range(40)]
    with ThreadPoolExecutor(8) as pool:
        verdicts = list(pool.map(lambda one: judge(one, fresh, crls=crls), certificates))
    assert {one.validity for one in verdicts} == {VALID}


@given(data=st.data())
def test_no_flipped_bit_is_ever_valid(
    practice_pki: Practice, trust: TrustList, data: st.DataObject
) -> None:
    der = bytearray(load(practice_pki, "supplier").der)
    for _ in range(data.draw(st.integers(1, 3))):
        bit = data.draw(st.integers(0, len(der) * 8 - 1))
        der[bit // 8] ^= 1 << bit % 8
    if bytes(der) == load(practice_pki, "supplier").der:
        return
    try:
        certificate = Certificate.from_der(bytes(der))
    except PkiError:
        return
    assert without_lists(certificate, trust).validity is not VALID
    offered = without_lists(load(practice_pki, "supplier"), trust, intermediates=[certificate])
    assert offered.validity is VALID


def test_a_time_before_everything_is_invalid(practice_pki: Practice, trust: TrustList) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=50 * 365)
    verdict = without_lists(load(practice_pki, "supplier"), trust, at=long_ago)
    assert verdict.validity is INVALID


EUC_KR = "홍길동 인증".encode("cp949")


def written(tag: int, text: bytes) -> damage.Node:
    """A name of one CN whose bytes are not what the tag says."""
    pair = damage.Node(0x30, b"", (damage.Node(0x06, b"\x55\x04\x03"), damage.Node(tag, text)))
    return damage.Node(0x30, b"", (damage.Node(0x31, b"", (pair,)),))


ISSUER, SUBJECT = 3, 5


def renamed(made: Certificate, key: rsa.RSAPrivateKey, at: int, name: damage.Node) -> Certificate:
    """The certificate with another name, byte for byte, signed again."""
    tbs, algorithm, _ = damage.tree(made.der).children
    body = replace(tbs, children=(*tbs.children[:at], name, *tbs.children[at + 1 :]))
    signature = key.sign(body.encoded, padding.PKCS1v15(), hashes.SHA256())
    whole = damage.Node(0x30, b"", (body, algorithm, damage.Node(0x03, b"\x00" + signature)))
    return Certificate.from_der(whole.encoded)


@pytest.mark.parametrize("tag", [0x0C, 0x13, 0x14, 0x16, 0x1E, 0x02])
@pytest.mark.parametrize("same_bytes", [False, True])
def test_a_ca_is_found_whatever_bytes_name_it(root: Authority, tag: int, same_bytes: bool) -> None:
    """Also where the certificate below writes the name right, and with a list by that CA."""
    odd = written(tag, EUC_KR)
    usual = odd if same_bytes or tag == 0x02 else written(0x0C, "홍길동 인증".encode())
    made = renamed(making.of(making.authority(root)), root.key, SUBJECT, odd)
    below = renamed(making.leaf(root), root.key, ISSUER, usual)
    by_ca = Authority(made.asn1, root.key)
    lists = [
        making.revocation_list(by_ca, entries=making.entry(below.serial + more)) for more in (1, 0)
    ]
    trust = TrustList((making.of(root),))
    good, revoked = (judge(below, trust, intermediates=[made], crls=[one]) for one in lists)
    hint = ["name_not_text"] if tag == 0x02 else []
    assert (good.validity, codes(good)) == (VALID, hint)
    assert (revoked.validity, codes(revoked)) == (INVALID, [*hint, "revoked"])


def test_an_empty_subject_is_called_by_its_alternative_name(root: Authority) -> None:
    def nobody(tbs: x509.TbsCertificate) -> None:
        tbs["subject"] = x509.Name("", x509.RDNSequence([]))

    names = profile.alternative_names(profile.mail_name("hong@example.com"))
    below = making.resigned(making.leaf(root, names), root.key, nobody)
    assert (below.subject, below.holder) == ("", "hong@example.com")
    verdict = without_lists(below, TrustList((making.of(root),)))
    assert (verdict.validity, codes(verdict)) == (VALID, [])
    with pytest.raises(PkiError, match="certificate_damaged"):
        making.resigned(making.leaf(root), root.key, nobody)


def test_padding_after_a_certificate_is_told(practice_pki: Practice, trust: TrustList) -> None:
    padded = Certificate.from_der(load(practice_pki, "supplier").der + b"\n")
    verdict = without_lists(padded, trust)
    assert verdict.validity is VALID
    assert "certificate_padded" in [one.code for one in verdict.findings]
