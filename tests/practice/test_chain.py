"""`openssl verify` must see each sample as what it is said to be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import crl

from practice import authority, leaf
from practice.pki import Practice, Revoked
from practice.samples import INSTITUTION, ORGANISATION, PERSON, SAMPLES, STOCKPILE_ONLY
from tests.practice import oracle

NOT_YET_VALID, EXPIRED, REVOKED, CRL_EXPIRED, NO_POLICY = 9, 10, 23, 12, 43
NO_CRL, OTHER_CRL_SCOPE, UNKNOWN_ISSUER = 3, 44, 20


def crls_as_pem(practice: Practice, into: Path, names: tuple[str, ...]) -> Path:
    pem = [
        oracle.openssl("crl", "-inform", "der", "-in", practice.crl_folder / f"{name}.crl")
        for name in names
    ]
    path = into / "crls.pem"
    path.write_bytes(b"".join(pem))
    return path


def verify(
    practice: Practice,
    certificate: Path,
    into: Path,
    *,
    policy: str = ORGANISATION,
    crls: tuple[str, ...] = ("dp1p1", "root"),
) -> list[int]:
    return oracle.verify(
        certificate,
        *("-CAfile", practice.root, "-untrusted", practice.ca),
        *("-crl_check_all", "-CRLfile", crls_as_pem(practice, into, crls)),
        *("-policy_check", "-policy", policy),
    )


@pytest.mark.parametrize(
    ("name", "policy", "errors"),
    [
        ("supplier", ORGANISATION, []),
        ("supplier_pbes1", ORGANISATION, []),
        ("supplier_old_container", ORGANISATION, []),
        ("other_number", ORGANISATION, []),
        ("no_vid", ORGANISATION, []),
        ("no_key", ORGANISATION, []),
        ("foreign_key", ORGANISATION, []),
        ("truncated_key", ORGANISATION, []),
        ("supplier", PERSON, [NO_POLICY]),
        ("personal", ORGANISATION, [NO_POLICY]),
        ("personal", PERSON, []),
        ("stockpile_only", ORGANISATION, [NO_POLICY]),
        ("stockpile_only", STOCKPILE_ONLY, []),
        ("institution", INSTITUTION, []),
        ("expired", ORGANISATION, [EXPIRED]),
        ("not_yet_valid", ORGANISATION, [NOT_YET_VALID]),
        ("revoked", ORGANISATION, [REVOKED]),
    ],
)
def test_each_sample_is_what_it_is_said_to_be(
    practice_pki: Practice, tmp_path: Path, name: str, policy: str, errors: list[int]
) -> None:
    certificate = practice_pki.sample(name).path / "signCert.der"
    assert verify(practice_pki, certificate, tmp_path, policy=policy) == errors


def test_a_list_covers_only_its_own_partition(practice_pki: Practice, tmp_path: Path) -> None:
    certificate = practice_pki.sample("folder_starts_with_ou").path / "signCert.der"
    assert verify(practice_pki, certificate, tmp_path, crls=("dp1p2", "root")) == []
    assert verify(practice_pki, certificate, tmp_path) == [OTHER_CRL_SCOPE]
    assert verify(practice_pki, certificate, tmp_path, crls=("root",)) == [NO_CRL]


def test_km_and_service_certificates_verify(practice_pki: Practice, tmp_path: Path) -> None:
    km = practice_pki.sample("km_only").path / "kmCert.der"
    assert verify(practice_pki, km, tmp_path) == []
    for name in ("sign.der", "km.der"):
        server = practice_pki.service / name
        assert verify(practice_pki, server, tmp_path, policy="1.2.410.200005.1.1.3") == []


def test_a_renewed_certificate_is_issued_and_revoked(own_pki: Practice, tmp_path: Path) -> None:
    renewed = replace(SAMPLES["supplier"], holder="주식회사 연습상사(Practice)0020")
    folder = own_pki.issue(renewed, tmp_path / "NPKI")
    certificate = folder.path / "signCert.der"
    assert folder.business_number == "1111111119"
    assert verify(own_pki, certificate, tmp_path) == []
    serial = oracle.openssl("x509", "-in", certificate, "-noout", "-serial").strip()
    own_pki.revoke(Revoked(int(serial.removeprefix(b"serial="), 16), datetime.now(UTC)))
    assert verify(own_pki, certificate, tmp_path) == [REVOKED]
    first = own_pki.sample("revoked").path / "signCert.der"
    assert verify(Practice.load(own_pki.folder), first, tmp_path) == [REVOKED]


def test_a_certificate_of_another_tree_is_not_trusted(own_pki: Practice, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    root = authority.root([("c", "KR"), ("cn", "Other Root")], leaf.new_key(), now)
    other = [("c", "kr"), ("o", "otherCA"), ("cn", "otherCA Class 1")]
    ca = authority.intermediate(root, other, leaf.new_key(), now, "http://127.0.0.1/arl.crl")
    folder = own_pki.issue(SAMPLES["supplier"], tmp_path, chain=(root, ca)).path
    assert folder.parent == tmp_path / "otherCA" / "USER"
    (tmp_path / "root.pem").write_bytes(root.pem)
    (tmp_path / "ca.pem").write_bytes(ca.pem)
    certificate = folder / "signCert.der"
    trusted = ("-CAfile", tmp_path / "root.pem", "-untrusted", tmp_path / "ca.pem")
    assert oracle.verify(certificate, *trusted) == []
    assert verify(own_pki, certificate, tmp_path) == [UNKNOWN_ISSUER]


def test_an_outdated_list_is_renewed_by_refresh(own_pki: Practice, tmp_path: Path) -> None:
    certificate = own_pki.sample("supplier").path / "signCert.der"
    long_ago = datetime.now(UTC) - timedelta(days=40)
    for path in own_pki.crls:
        own_pki.write_crl(path.stem, long_ago)
    assert set(verify(own_pki, certificate, tmp_path)) == {CRL_EXPIRED}
    before = [path.read_bytes() for path in own_pki.crls]
    own_pki.refresh(long_ago + timedelta(days=28))
    assert [path.read_bytes() for path in own_pki.crls] == before
    own_pki.refresh()
    assert verify(own_pki, certificate, tmp_path) == []


def test_a_list_made_while_the_clock_was_fast_is_renewed_by_refresh(own_pki: Practice) -> None:
    before = [path.read_bytes() for path in own_pki.crls]
    for path in own_pki.crls:
        own_pki.write_crl(path.stem, datetime.now(UTC) + timedelta(days=3))
    own_pki.refresh()
    for path, earlier in zip(own_pki.crls, before, strict=True):
        made = crl.CertificateList.load(path.read_bytes())["tbs_cert_list"]["this_update"].native
        assert made <= datetime.now(UTC)
        assert path.read_bytes() != earlier
