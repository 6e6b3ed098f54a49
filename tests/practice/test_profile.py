"""The certificates have the quirks of the Korean profile, as openssl reads them."""

import re

import pytest

from practice.authority import virtual_id
from practice.pki import Practice
from practice.samples import SAMPLES
from tests.practice import oracle


def extensions(text: str) -> dict[str, str]:
    """Name (with "critical") -> content, from `openssl x509 -text`."""
    block = text.partition("X509v3 extensions:\n")[2].partition("    Signature Algorithm")[0]
    parts = re.split(r"^ {12}(?=\S)", block, flags=re.MULTILINE)[1:]
    return {
        name.strip(): " ".join(content.split())
        for name, _, content in (part.partition("\n") for part in parts)
    }


def of(practice: Practice, name: str, file: str = "signCert.der") -> dict[str, str]:
    return extensions(oracle.certificate_text(practice.sample(name).path / file))


def test_the_root_has_no_key_usage(practice_pki: Practice) -> None:
    root = extensions(oracle.certificate_text(practice_pki.root))
    assert set(root) == {"X509v3 Subject Key Identifier:", "X509v3 Basic Constraints: critical"}


def test_the_ca_asks_for_explicit_policies(practice_pki: Practice) -> None:
    ca = extensions(oracle.certificate_text(practice_pki.ca))
    assert ca["X509v3 Certificate Policies: critical"].startswith("Policy: X509v3 Any Policy CPS:")
    assert ca["X509v3 Policy Constraints: critical"] == "Require Explicit Policy:0"
    assert ca["X509v3 Basic Constraints: critical"] == "CA:TRUE, pathlen:0"
    assert ca["X509v3 Key Usage: critical"] == "Certificate Sign, CRL Sign"
    assert "DirName:/C=KR/O=practiceROOT" in ca["X509v3 Authority Key Identifier:"]


def test_a_leaf_has_every_quirk(practice_pki: Practice) -> None:
    leaf = of(practice_pki, "supplier")
    assert leaf["X509v3 Key Usage: critical"] == "Digital Signature, Non Repudiation"
    policies = leaf["X509v3 Certificate Policies: critical"]
    assert policies.startswith("Policy: 1.2.410.200005.1.1.5 CPS: http://")
    assert "User Notice: Explicit Text:" in policies
    authority = leaf["X509v3 Authority Key Identifier:"]
    assert all(part in authority for part in ("keyid:", "DirName:", "serial:"))
    names = leaf["X509v3 Subject Alternative Name:"]
    assert names.startswith("othername: 1.2.410.200004.10.1.1:")
    assert leaf["Authority Information Access:"].startswith("OCSP - URI:http://127.0.0.1")
    assert leaf["X509v3 CRL Distribution Points:"] == (
        "Full Name: URI:ldap://127.0.0.1:389/"
        "ou=dp1p1,ou=AccreditedCA,o=practiceCA,c=kr?certificateRevocationList"
    )
    assert not {name for name in leaf if "Basic" in name or "Extended" in name}


def test_a_km_certificate_has_no_vid(practice_pki: Practice) -> None:
    km = of(practice_pki, "supplier", "kmCert.der")
    assert km["X509v3 Key Usage: critical"] == "Key Encipherment"
    assert not {name for name in km if "Alternative" in name}


def test_an_address_may_come_before_the_vid(practice_pki: Practice) -> None:
    names = of(practice_pki, "supplier_pbes1")["X509v3 Subject Alternative Name:"]
    assert names.startswith("email:hanbit@practice.example, othername: 1.2.410.200004.10.1.1:")
    assert "X509v3 Subject Alternative Name:" not in of(practice_pki, "no_vid")


def test_the_list_names_the_distribution_point_of_the_certificate(practice_pki: Practice) -> None:
    for name, sample in (("dp1p1", "supplier"), ("dp1p2", "folder_starts_with_ou")):
        crl = practice_pki.crl_folder / f"{name}.crl"
        text = oracle.openssl("crl", "-inform", "der", "-in", crl, "-noout", "-text").decode()
        url = of(practice_pki, sample)["X509v3 CRL Distribution Points:"].removeprefix("Full Name:")
        assert "X509v3 Issuing Distribution Point: critical" in text
        assert url.strip() in text


def test_the_notice_is_a_bmp_string(practice_pki: Practice) -> None:
    certificate = practice_pki.sample("supplier").path / "signCert.der"
    structure = oracle.openssl("asn1parse", "-inform", "der", "-in", certificate).decode()
    policies = structure.partition(":X509v3 Certificate Policies\n")[2]
    critical, octets = policies.splitlines()[:2]
    assert critical.endswith("BOOLEAN           :255")
    value = bytes.fromhex(octets.rpartition(":")[2])
    parsed = oracle.openssl("asn1parse", "-inform", "der", data=value).decode(errors="replace")
    assert "prim: BMPSTRING" in parsed
    assert "prim: IA5STRING" in parsed


def test_the_vid_vector_holds() -> None:
    random = bytes.fromhex("79EA7568A2D3776604E18BCD3A1B1B85B7DA0872")
    expected = "17692c8dd00ead33791de0a64a937c60799634c64ac56fa57570c0e05252ab35"
    assert virtual_id("1234561234567", random).hex() == expected


def test_capubs_holds_the_root_and_the_ca(practice_pki: Practice) -> None:
    capubs = practice_pki.sample("supplier").path / "CaPubs"
    structure = oracle.openssl("asn1parse", "-inform", "der", "-in", capubs).decode()
    certificates = [
        oracle.openssl("x509", "-in", pem, "-outform", "der")
        for pem in (practice_pki.root, practice_pki.ca)
    ]
    whole = b"".join(certificates)
    assert re.match(rf" +0:d=0 +hl=4 l= *{len(whole)} cons: SEQUENCE", structure)
    assert capubs.read_bytes()[4:] == whole


def test_folders_are_named_by_the_dn_most_specific_part_first(practice_pki: Practice) -> None:
    folders = {path.name for path in (practice_pki.npki / "practiceCA" / "USER").iterdir()}
    assert len(folders) == len(SAMPLES)
    ca = "ou=practice,ou=AccreditedCA,o=practiceCA,c=kr"
    assert f"cn=주식회사 연습상사(Practice)0001,{ca}" in folders
    assert f"ou=입찰담당,cn=주식회사 연습상사(Practice)0012,{ca}" in folders


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_holds_the_files_it_says(practice_pki: Practice, name: str) -> None:
    sample = SAMPLES[name]
    written = {path.name for path in practice_pki.sample(name).path.iterdir()}
    expected = {file.lower() if sample.lower_case else file for file in sample.files}
    assert written == expected
