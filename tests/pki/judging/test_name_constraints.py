"""Names under a constraint: what is well formed as openssl has it, what is not is not judged."""

import ipaddress
from collections.abc import Iterator
from pathlib import Path

import pytest
from asn1crypto import core, x509

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import Validity
from desktop_client.pki.judging import name_constraints
from desktop_client.pki.judging.chain import Revocation, Verdict, judge
from desktop_client.pki.judging.trust import TrustList
from practice import profile
from practice.authority import Authority
from testing.pki import damage, making, openssl

EMAIL, DNS, URI, IP, DIRECTORY = 0x81, 0x82, 0x86, 0x87, 0xA4


def directory(*parts: tuple[str, str]) -> bytes:
    encoded: bytes = profile.name(list(parts)).dump()
    return encoded


def address(written: str) -> bytes:
    return ipaddress.ip_address(written).packed


def network(written: str) -> bytes:
    found = ipaddress.ip_network(written)
    return found.network_address.packed + found.netmask.packed


def raw(oid: str, *parts: damage.Node, critical: bool = False) -> x509.Extension:
    """An extension byte for byte, for what asn1crypto would not write."""
    value = core.ParsableOctetString(damage.Node(0x30, b"", parts).encoded)
    return x509.Extension({"extn_id": oid, "critical": critical, "extn_value": value})


def alternative(*found: tuple[int, bytes]) -> x509.Extension:
    return raw("subject_alt_name", *(damage.Node(tag, content) for tag, content in found))


def constrained(kind: int, tag: int, base: bytes) -> x509.Extension:
    """nameConstraints with one subtree; `kind` 0 permits, 1 excludes."""
    subtree = damage.Node(0x30, b"", (damage.Node(tag, base),))
    return raw("name_constraints", damage.Node(0xA0 | kind, b"", (subtree,)), critical=True)


WELL_FORMED = {
    DNS: [b"example.com", b"a.example.com", b"aexample.com", b"EXAMPLE.com", b"example.kr"],
    EMAIL: [b"hong@example.com", b"hong@a.example.com", b"kim@example.com", b"hong@example.kr"],
    URI: [
        b"http://example.com/",
        b"http://a.example.com:80/x?y",
        b"ldap://example.kr",
        b"http://aexample.com",
    ],
    IP: [
        *(address("10.1.2.3"), address("10.2.2.3"), address("11.1.2.3")),
        *(address("2001:db8::1"), address("2001:db9::1")),
    ],
    DIRECTORY: [
        directory(("c", "kr"), ("o", "test")),
        directory(("c", "kr"), ("o", "Test")),
        directory(("c", "kr"), ("o", "other")),
        directory(("o", "test")),
    ],
}
BASES = {
    DNS: [b"example.com", b"com", b"a.example.com"],
    EMAIL: [b"example.com", b".example.com", b"hong@example.com"],
    URI: [b"example.com", b".example.com"],
    IP: [
        *(network("10.0.0.0/8"), network("10.1.0.0/16"), network("10.1.2.3/32")),
        *(network("0.0.0.0/0"), network("2001:db8::/32"), address("10.1.2.3") + b"\xff\0\0\0"),
    ],
    DIRECTORY: [directory(("c", "kr")), directory(("c", "kr"), ("o", "test"))],
}
MALFORMED = {
    DNS: [b"*.example.com", b"*", b"", b".example.com", b"a..example.com", b"a b", b"a.com\0.kr"],
    EMAIL: [b"example.com", b"", b"@example.com", b'"a@b"@example.com', b"a@b@example.com", b"a@"],
    URI: [b"example.com", b"http:///x", b"mailto:a@example.com", b"http://127.0.0.1/", b"http://"],
    IP: [b"", b"\x7f\0\0", b"\x7f\0\0\1\0", bytes(8), bytes(17)],
}
MALFORMED_BASES = {
    DNS: [b"", b"*.example.com", b".example.com", b"a..b"],
    EMAIL: [b"*.example.com", b"@example.com", b"a@"],
    URI: [b"", b"http://example.com", b"*.example.com"],
    IP: [b"", bytes(4), bytes(16), b"\x7f\0\0\0\xff\0\xff\0", b"\x7f\0\0\0\0\0\0\xff"],
}


def below(root: Authority, *found: tuple[int, bytes]) -> Certificate:
    """A leaf with these alternative names, of a CA `CA` with the root's key."""
    return making.leaf(making.authority(root), alternative(*found))


def unbound(leaf: Certificate, root: Authority) -> Certificate:
    """The leaf without the serial number of its CA, of which openssl will know another."""

    def without_identifier(tbs: x509.TbsCertificate) -> None:
        tbs["extensions"] = [
            one for one in tbs["extensions"] if one["extn_id"].native != "authority_key_identifier"
        ]

    return making.resigned(leaf, root.key, without_identifier)


def verdict(root: Authority, constraint: x509.Extension, leaf: Certificate) -> Verdict:
    middle = making.authority(root, constraint)
    trust = TrustList((making.of(root),), (making.of(middle),))
    return judge(leaf, trust, revocation=Revocation.OFF)


def by_openssl(root: Authority, middle: Authority, leaves: list[Path], folder: Path) -> set[Path]:
    """Those openssl finds valid."""
    (folder / "root.pem").write_bytes(root.pem)
    (folder / "middle.pem").write_bytes(middle.pem)
    trusted = ("-CAfile", folder / "root.pem", "-untrusted", folder / "middle.pem")
    told = openssl.run("verify", *trusted, *leaves).stdout.decode().splitlines()
    return {file for file in leaves if f"{file}: OK" in told}


def pairs() -> Iterator[tuple[int, int, bytes]]:
    for tag, bases in BASES.items():
        for base in bases:
            yield 0, tag, base
            yield 1, tag, base


def test_openssl_finds_the_same_of_well_formed_names(root: Authority, tmp_path: Path) -> None:
    leaves = {}
    for tag, found in WELL_FORMED.items():
        for number, name in enumerate(found):
            file = tmp_path / f"{tag}-{number}.pem"
            leaves[file] = unbound(below(root, (tag, name)), root)
            file.write_bytes(Authority(leaves[file].asn1, root.key).pem)
    for kind, tag, base in pairs():
        middle = making.authority(root, constrained(kind, tag, base))
        trust = TrustList((making.of(root),), (making.of(middle),))
        ours = {
            file
            for file, leaf in leaves.items()
            if judge(leaf, trust, revocation=Revocation.OFF).validity is Validity.VALID
        }
        assert ours == by_openssl(root, middle, list(leaves), tmp_path), (kind, tag, base)


@pytest.mark.parametrize("kind", [0, 1])
@pytest.mark.parametrize("tag", MALFORMED)
def test_a_malformed_name_is_never_valid_under_a_constraint(
    root: Authority, tag: int, kind: int
) -> None:
    base = {**{tag: bases[0] for tag, bases in BASES.items()}, IP: bytes(8)}[tag]
    for name in MALFORMED[tag]:
        found = verdict(root, constrained(kind, tag, base), below(root, (tag, name)))
        assert found.validity is not Validity.VALID, name
        # Where names of its kind are not constrained, it is nobody's concern.
        elsewhere = constrained(1, DIRECTORY, directory(("c", "us")))
        other = verdict(root, elsewhere, below(root, (tag, name)))
        assert other.validity is Validity.VALID, name


@pytest.mark.parametrize("kind", [0, 1])
@pytest.mark.parametrize("tag", MALFORMED_BASES)
def test_nothing_is_valid_under_a_malformed_constraint_of_its_kind(
    root: Authority, tag: int, kind: int
) -> None:
    name = {**{tag: found[0] for tag, found in WELL_FORMED.items()}, IP: b"\x7f\0\0\1"}[tag]
    for base in MALFORMED_BASES[tag]:
        found = verdict(root, constrained(kind, tag, base), below(root, (tag, name)))
        assert found.validity is not Validity.VALID, base
        other = verdict(root, constrained(kind, tag, base), below(root))
        assert other.validity is Validity.VALID, base


def test_an_address_in_the_subject_is_not_passed_over(root: Authority) -> None:
    subject = [("c", "kr"), ("cn", "시험")]

    def leaf(address: str, *found: tuple[int, bytes]) -> Certificate:
        name = damage.tree(profile.name(subject).dump())
        pair = (
            damage.Node(0x06, bytes.fromhex("2a864886f70d010901")),
            damage.Node(0x16, address.encode()),
        )
        more = damage.Node(0x31, b"", (damage.Node(0x30, b"", pair),))
        whole = damage.Node(0x30, b"", (*name.children, more))
        made = below(root, *found) if found else making.leaf(making.authority(root))

        def addressed(tbs: x509.TbsCertificate) -> None:
            tbs["subject"] = x509.Name.load(whole.encoded)

        return making.resigned(made, root.key, addressed)

    permitted = constrained(0, EMAIL, b"example.com")
    inside, outside = "hong@example.com", "hong@example.kr"
    for made, validity in (
        (leaf(inside), Validity.VALID),
        (leaf(outside), Validity.INVALID),
        (leaf(inside, (EMAIL, inside.encode())), Validity.VALID),
        (leaf(outside, (DNS, b"example.com")), Validity.UNDECIDED),
        (leaf(outside, (EMAIL, inside.encode())), Validity.UNDECIDED),
    ):
        assert verdict(root, permitted, made).validity is validity


def test_many_names_under_many_constraints_are_given_up(
    root: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name_constraints, "MAX_COMPARISONS", 5)
    leaf = below(root, *((DNS, f"host{number}.kr".encode()) for number in range(6)))
    found = verdict(root, constrained(1, DNS, b"com"), leaf)
    assert found.validity is Validity.UNDECIDED
    assert "judging_took_too_long" in [one.code for one in found.findings]


@pytest.mark.parametrize("tag", [EMAIL, DNS, URI])
def test_an_alternative_name_in_euc_kr_stands_in_nobodys_way(root: Authority, tag: int) -> None:
    odd = below(root, (tag, "홍길동@example.com".encode("cp949")), (EMAIL, b"hong@example.com"))
    trust = TrustList((making.of(root),), (making.of(making.authority(root)),))
    assert judge(odd, trust, revocation=Revocation.OFF).validity is Validity.VALID
    base = {EMAIL: b"example.com", DNS: b"example.com", URI: b"example.com"}[tag]
    for kind in (0, 1):
        found = verdict(root, constrained(kind, tag, base), odd)
        assert found.validity is Validity.UNDECIDED
    elsewhere = {EMAIL: DNS, DNS: EMAIL, URI: EMAIL}[tag]
    assert verdict(root, constrained(0, elsewhere, base), odd).validity is Validity.VALID
