"""A signed list of CAs counts as a whole, from the signer that was set, and only forwards."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import PkiError, Validity
from desktop_client.pki.judging import trust_list
from desktop_client.pki.judging.chain import Revocation, judge
from desktop_client.pki.judging.installation import ADDRESSES, POLICIES, Installation
from desktop_client.pki.judging.trust_list import AuthorityList
from desktop_client.pki.keyfile import OpenedKey
from desktop_client.pki.revocation.addresses import Accredited, Services
from desktop_client.pki.signing import cms
from practice.pki import Practice
from tests.pki import making, openssl

ISSUED = datetime(2026, 6, 1, tzinfo=UTC)
Sign = Callable[[bytes], bytes]


def described(certificate: Certificate, **services: str) -> Accredited:
    return Accredited(
        certificate.subject.partition("o=")[2].partition(",")[0] or "test",
        certificate.holder,
        "연습",
        "Practice",
        f"{certificate.serial:x}",
        certificate.not_after.date().isoformat(),
        certificate.fingerprint,
        Services(**services),
    )


@pytest.fixture(scope="session")
def practice_cas(practice_pki: Practice) -> list[Certificate]:
    """The practice root and its CA."""
    return [making.of(one) for one in practice_pki.chain()]


@pytest.fixture(scope="session")
def signer(supplier_certificate: Certificate) -> str:
    return supplier_certificate.fingerprint


@pytest.fixture(scope="session")
def sign(supplier_certificate: Certificate, supplier_key: OpenedKey) -> Sign:
    return lambda content: cms.sign(content, supplier_certificate, supplier_key)


@pytest.fixture(scope="session")
def content(practice_cas: list[Certificate]) -> bytes:
    """Version 2, of the practice CAs."""
    root, ca = practice_cas
    listed = [described(root), described(ca, ldap="directory:1389", ocsp="http://responder/")]
    return trust_list.write(2, ISSUED, listed, practice_cas)


def versioned(content: bytes, version: int) -> bytes:
    return json.dumps({**json.loads(content), "version": version}).encode()


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(PkiError) as caught:
        work()
    return caught.value.code


def test_the_shipped_list_is_the_first(tmp_path: Path) -> None:
    shipped = trust_list.shipped()
    assert shipped.version == 1
    assert len(shipped.listed) == len(shipped.trust.anchors) + len(shipped.trust.intermediates)
    assert trust_list.current(tmp_path, "") is shipped


def test_a_newer_signed_list_takes_its_place_and_is_there_at_the_next_start(
    tmp_path: Path, content: bytes, sign: Sign, signer: str, practice_pki: Practice
) -> None:
    own = Installation(tmp_path, signer)
    supplier = practice_pki.sample("supplier").path / "signCert.der"
    certificate = Certificate.from_der(supplier.read_bytes())

    def verdict() -> Validity:
        return judge(certificate, own.trust(), revocation=Revocation.OFF).validity

    assert verdict() is Validity.UNDECIDED
    replaced = trust_list.replace(tmp_path, sign(content), signer.upper())
    assert (replaced.version, replaced.issued) == (2, ISSUED)
    assert verdict() is Validity.VALID
    assert own.authorities() == replaced
    practice_ca = Services(ldap="directory:1389", ocsp="http://responder/")
    assert own.addresses()["practiceca"] == practice_ca
    assert "kica" not in own.addresses()


@pytest.mark.parametrize("version", [1, 2, 3])
def test_only_a_newer_version_is_taken(
    tmp_path: Path, content: bytes, sign: Sign, signer: str, version: int
) -> None:
    kept = sign(versioned(content, 3))
    trust_list.replace(tmp_path, kept, signer)
    older = sign(versioned(content, version))
    assert code_of(lambda: trust_list.replace(tmp_path, older, signer)) == "trust_list_older"
    assert (tmp_path / trust_list.FILE).read_bytes() == kept
    assert trust_list.replace(tmp_path, sign(versioned(content, 4)), signer).version == 4


def test_a_list_counts_only_while_its_signer_is_set(
    tmp_path: Path, content: bytes, sign: Sign, signer: str
) -> None:
    trust_list.replace(tmp_path, sign(content), signer)
    for another in ("", "ab" * 32):
        assert trust_list.current(tmp_path, another) is trust_list.shipped()
    (tmp_path / trust_list.FILE).write_bytes(sign(content)[:-1])
    assert trust_list.current(tmp_path, signer) is trust_list.shipped()


def test_nothing_unsigned_and_nobody_elses_signature_is_taken(
    tmp_path: Path, content: bytes, sign: Sign, signer: str, practice_pki: Practice
) -> None:
    signed = sign(content)

    def refusal(data: bytes, by: str = signer) -> str:
        return code_of(lambda: trust_list.replace(tmp_path, data, by))

    assert refusal(content) == "cms_damaged"
    assert refusal(signed, "") == "trust_list_signer_missing"
    assert refusal(signed, "ab" * 32) == "trust_list_signature_wrong"
    changed = signed.replace(b'"version": 2', b'"version": 9')
    assert changed != signed
    assert refusal(changed) == "trust_list_signature_wrong"
    assert not list(tmp_path.iterdir())


def test_neither_a_detached_nor_a_bare_signature_will_do(
    tmp_path: Path,
    content: bytes,
    signer: str,
    supplier_certificate: Certificate,
    supplier_key: OpenedKey,
) -> None:
    detached = cms.sign(content, supplier_certificate, supplier_key, detached=True)
    key = supplier_key.private_key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (tmp_path / "key").write_bytes(key)
    pem = openssl.output("x509", "-inform", "der", data=supplier_certificate.der)
    (tmp_path / "certificate").write_bytes(pem)
    files = ("-signer", tmp_path / "certificate", "-inkey", tmp_path / "key")
    form = ("-nodetach", "-binary", "-outform", "DER")
    bare = openssl.output("cms", "-sign", *files, "-noattr", *form, data=content)
    for signature in (detached, bare):
        refused = code_of(lambda data=signature: trust_list.read(data, signer))  # type: ignore[misc]
        assert refused == "trust_list_signature_wrong"


def _drop(data: dict[str, Any], at: int, name: str) -> None:
    del data["authorities"][at][name]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.update(version=0),
        lambda data: data.update(version="3"),
        lambda data: data.update(version=True),
        lambda data: data.update(issued="2026-06-01"),
        lambda data: data.pop("issued"),
        lambda data: data.update(authorities=[]),
        lambda data: data.update(authorities=data["authorities"][1:]),
        lambda data: data.update(authorities=data["authorities"] * 40),
        lambda data: data["authorities"].append(5),
        lambda data: _drop(data, 1, "certificate"),
        lambda data: _drop(data, 1, "name_ko"),
        lambda data: data["authorities"][1].update(further="x"),
        lambda data: data["authorities"][1].update(fingerprint="ab" * 32),
        lambda data: data["authorities"][1].update(not_after="2099-12-31"),
        lambda data: data["authorities"][1].update(common_name="another"),
        lambda data: data["authorities"][1].update(serial="1"),
        lambda data: data["authorities"][1].update(ocsp="file:///x"),
        lambda data: data["authorities"][1].update(certificate="AAAA"),
        lambda data: data["authorities"][1].update(
            certificate=data["authorities"][0]["certificate"]
        ),
    ],
)
def test_one_wrong_entry_refuses_the_whole_list(
    content: bytes, sign: Sign, signer: str, spoil: Callable[[dict[str, Any]], object]
) -> None:
    data = json.loads(content)
    spoil(data)
    spoiled = sign(json.dumps(data).encode())
    assert code_of(lambda: trust_list.read(spoiled, signer)) == "trust_list_damaged"


def test_only_cas_that_a_root_of_the_list_has_issued_may_be_in_it(
    practice_cas: list[Certificate], supplier_certificate: Certificate
) -> None:
    root, _ = practice_cas
    (kisa,) = trust_list.shipped().trust.anchors
    strangers = trust_list.shipped().trust.intermediates
    for wrong in (supplier_certificate, strangers[0]):
        listed = [described(one) for one in (root, wrong)]
        known = [root, wrong, kisa]
        refused = code_of(lambda ones=listed, all_=known: trust_list.write(2, ISSUED, ones, all_))  # type: ignore[misc]
        assert refused == "trust_list_damaged"


def test_a_list_lacks_no_certificate(practice_cas: list[Certificate]) -> None:
    listed = [described(one) for one in practice_cas]
    with pytest.raises(PkiError, match="trust_list_damaged") as caught:
        trust_list.write(2, ISSUED, listed, practice_cas[:1])
    assert caught.value.values["entry"] == practice_cas[1].holder


def test_a_full_disk_leaves_the_list_in_force(
    tmp_path: Path, content: bytes, sign: Sign, signer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust_list.replace(tmp_path, sign(content), signer)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="space"):
        trust_list.replace(tmp_path, sign(versioned(content, 3)), signer)
    assert trust_list.current(tmp_path, signer).version == 2


def test_the_shipped_list_comes_back_when_the_program_brings_a_newer_one(
    tmp_path: Path, content: bytes, sign: Sign, signer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust_list.replace(tmp_path, sign(content), signer)
    newer: AuthorityList = replace(trust_list.shipped(), version=3)
    monkeypatch.setattr(trust_list, "shipped", lambda: newer)
    assert trust_list.current(tmp_path, signer) is newer


def test_an_operators_tables_lie_beside_the_settings_and_are_checked(tmp_path: Path) -> None:
    own = Installation(tmp_path)
    kica = own.addresses()["kica"]
    (tmp_path / ADDRESSES).write_text('{"yessign": {"crl": "http://mirror/yessign.crl"}}')
    assert own.addresses()["yessign"] == Services(crl="http://mirror/yessign.crl")
    assert own.addresses()["kica"] == kica
    (tmp_path / POLICIES).write_text('{"policies": {"1.2.410.200005.1.1.5": null}}')
    assert "1.2.410.200005.1.1.5" not in own.policies()
    for name, read in ((ADDRESSES, own.addresses), (POLICIES, own.policies)):
        for wrong in (b'{"KICA": 1, "policies": {"x": 1}}', b"\xff"):
            (tmp_path / name).write_bytes(wrong)
            with pytest.raises(PkiError, match="table_damaged") as caught:
                read()
            assert caught.value.values["file"] == str(tmp_path / name)
