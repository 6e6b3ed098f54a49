"""A signed list of CAs counts as a whole, from the signer that was set, and only forwards."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization

from desktop_client import files
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import PkiError, Validity
from desktop_client.pki.judging import trust_list
from desktop_client.pki.judging.anchors import add_anchor
from desktop_client.pki.judging.chain import Revocation, judge
from desktop_client.pki.judging.installation import (
    ADDRESSES,
    MAX_TABLE_BYTES,
    POLICIES,
    Installation,
)
from desktop_client.pki.judging.trust_list import AuthorityList
from desktop_client.pki.keyfile import OpenedKey
from desktop_client.pki.revocation.addresses import Accredited, Services
from desktop_client.pki.signing import cms
from desktop_client.pki.signing.signer import SigningIdentity
from practice.pki import Practice
from testing.pki import making, openssl

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
    return lambda content: cms.sign(content, SigningIdentity(supplier_certificate, supplier_key))


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


def test_of_two_lists_taken_at_once_the_newer_counts(
    tmp_path: Path, content: bytes, sign: Sign, signer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newer comes in another window just when the older is written."""
    older, newer = (sign(versioned(content, version)) for version in (2, 3))
    other = threading.Thread(target=trust_list.replace, args=(tmp_path, newer, signer))
    real = files.write_atomically

    def write(file: Path, data: bytes) -> None:
        if not other.ident:
            other.start()
            other.join(0.2)  # it would be over by now if it did not wait
        real(file, data)

    monkeypatch.setattr("desktop_client.pki.judging.trust_list.write_atomically", write)
    trust_list.replace(tmp_path, older, signer)
    other.join(30)
    present = trust_list.current(tmp_path, signer)
    assert (present.version, present.fault) == (3, None)


def spoil_cut(folder: Path) -> None:
    file = folder / trust_list.FILE
    file.write_bytes(file.read_bytes()[:3000])


def spoil_deleted(folder: Path) -> None:
    (folder / trust_list.FILE).unlink()


def spoil_nothing(_folder: Path) -> None:
    """Another signer is set instead."""


def spoil_folder(folder: Path) -> None:
    (folder / trust_list.FILE).unlink()
    (folder / trust_list.FILE).mkdir()


@dataclass(frozen=True)
class Taking:
    """A folder in which version 9 was taken, and what makes further lists."""

    folder: Path
    content: bytes
    sign: Sign
    signer: str

    def version(self, number: int) -> bytes:
        return self.sign(versioned(self.content, number))


@pytest.fixture
def taken(tmp_path: Path, content: bytes, sign: Sign, signer: str) -> Taking:
    trust_list.replace(tmp_path, sign(versioned(content, 9)), signer)
    return Taking(tmp_path, content, sign, signer)


@pytest.mark.parametrize(
    ("spoil", "now", "reason"),
    [
        (spoil_cut, None, "cms_damaged"),
        (spoil_deleted, None, "file_missing"),
        (spoil_folder, None, "not_a_file"),
        (spoil_nothing, "", "trust_list_signer_missing"),
        (spoil_nothing, "ab" * 32, "trust_list_signature_wrong"),
    ],
)
def test_a_list_that_was_taken_and_counts_no_more_is_missed(
    taken: Taking, spoil: Callable[[Path], None], now: str | None, reason: str
) -> None:
    folder, signer = taken.folder, taken.signer
    own = Installation(folder, signer if now is None else now)
    assert Installation(folder, signer).authorities().fault is None
    spoil(folder)
    present = own.authorities()
    assert present.version == trust_list.shipped().version
    assert present.fault is not None
    file = str(folder / trust_list.FILE)
    assert present.fault.values == {"reason": reason, "version": 9, "file": file}
    accredited = trust_list.shipped().trust.intermediates[0]
    verdict = judge(accredited, own.trust(), revocation=Revocation.OFF)
    assert verdict.validity is Validity.UNDECIDED
    assert verdict.findings[0].code == "trust_list_not_used"
    older = taken.version(8)
    assert code_of(lambda: trust_list.replace(folder, older, signer)) == "trust_list_older"
    if reason in {"cms_damaged", "file_missing"}:
        assert trust_list.replace(folder, taken.version(9), signer).version == 9
        assert Installation(folder, signer).authorities().fault is None


def test_an_older_list_that_was_put_there_by_hand_does_not_count(
    tmp_path: Path, content: bytes, sign: Sign, signer: str
) -> None:
    trust_list.replace(tmp_path, sign(versioned(content, 9)), signer)
    (tmp_path / trust_list.FILE).write_bytes(sign(versioned(content, 8)))
    fault = trust_list.current(tmp_path, signer).fault
    assert fault is not None
    assert fault.values["reason"] == "trust_list_older"


@pytest.mark.parametrize("memory", [b"", b"5", b"{}", b'{"version": 0}', b"\xff"])
def test_a_damaged_memory_of_what_was_taken_is_told(
    tmp_path: Path, content: bytes, sign: Sign, signer: str, memory: bytes
) -> None:
    trust_list.replace(tmp_path, sign(versioned(content, 9)), signer)
    (tmp_path / trust_list.TAKEN).write_bytes(memory)
    present = trust_list.current(tmp_path, signer)
    assert present.fault is not None
    assert present.fault.values["reason"] == "trust_list_memory_damaged"
    assert trust_list.replace(tmp_path, sign(versioned(content, 10)), signer).fault is None
    assert trust_list.current(tmp_path, signer).fault is None


def test_a_list_from_before_anything_was_remembered_is_missed_when_damaged(
    tmp_path: Path, content: bytes, sign: Sign, signer: str
) -> None:
    (tmp_path / trust_list.FILE).write_bytes(sign(content))
    assert trust_list.current(tmp_path, signer).version == 2
    (tmp_path / trust_list.FILE).write_bytes(sign(content)[:-1])
    fault = trust_list.current(tmp_path, signer).fault
    assert fault is not None
    assert fault.values["reason"] == "cms_damaged"


def test_a_damaged_list_is_not_missed_once_the_program_brings_a_newer_one(
    tmp_path: Path, content: bytes, sign: Sign, signer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust_list.replace(tmp_path, sign(content), signer)
    spoil_cut(tmp_path)
    newer = replace(trust_list.shipped(), version=2)
    monkeypatch.setattr(trust_list, "shipped", lambda: newer)
    assert trust_list.current(tmp_path, signer) is newer


def test_what_a_new_list_adds_and_takes_away_is_known_before(
    tmp_path: Path, content: bytes, sign: Sign, signer: str, practice_cas: list[Certificate]
) -> None:
    change = trust_list.compare(tmp_path, sign(content), signer)
    assert [one.common_name for one in change.added] == [one.holder for one in practice_cas]
    assert change.removed == trust_list.shipped().listed
    assert change.doubts == ()
    assert not list(tmp_path.iterdir())
    far = trust_list.compare(tmp_path, sign(versioned(content, 102)), signer)
    assert [one.code for one in far.doubts] == ["trust_list_jumps"]
    root = practice_cas[0]
    roots_only = trust_list.write(2, ISSUED, [described(root)], [root])
    change = trust_list.compare(tmp_path, sign(roots_only), signer)
    assert [one.code for one in change.doubts] == ["trust_list_without_cas"]


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
    detached = cms.sign(content, SigningIdentity(supplier_certificate, supplier_key), detached=True)
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
    ("spoil", "entry"),
    [
        (lambda data: data.update(version=0), "version"),
        (lambda data: data.update(version="3"), "version"),
        (lambda data: data.update(version=True), "version"),
        (lambda data: data.update(version=2**31 - 1), "version"),
        (lambda data: data.update(issued="2026-06-01"), "issued"),
        (lambda data: data.pop("issued"), "issued"),
        (lambda data: data.update(authorities=[]), "authorities"),
        (lambda data: data.update(authorities=data["authorities"][1:]), "trust_anchor_missing"),
        (lambda data: data.update(authorities=data["authorities"] * 40), "authorities"),
        (lambda data: data["authorities"].append(5), "authorities 3"),
        (lambda data: _drop(data, 1, "certificate"), "practiceCA Class 3: certificate"),
        (lambda data: _drop(data, 1, "name_ko"), "practiceCA Class 3: name_ko"),
        (lambda data: data["authorities"][1].update(further="x"), "practiceCA Class 3: further"),
        (
            lambda data: data["authorities"][1].update(fingerprint="ab" * 32),
            "practiceCA Class 3: fingerprint",
        ),
        (
            lambda data: data["authorities"][1].update(not_after="2099-12-31"),
            "practiceCA Class 3: not_after",
        ),
        (
            lambda data: data["authorities"][1].update(common_name="another"),
            "another: common_name",
        ),
        (lambda data: data["authorities"][1].update(serial="1"), "practiceCA Class 3: serial"),
        (lambda data: data["authorities"][1].update(ocsp="file:///x"), "practiceCA Class 3: ocsp"),
        (
            lambda data: data["authorities"][1].update(certificate="AAAA"),
            "practiceCA Class 3: certificate",
        ),
        (
            lambda data: data["authorities"][1].update(
                certificate=data["authorities"][0]["certificate"]
            ),
            "practiceCA Class 3: fingerprint",
        ),
    ],
)
def test_one_wrong_entry_refuses_the_whole_list_and_is_named(
    content: bytes,
    sign: Sign,
    signer: str,
    spoil: Callable[[dict[str, Any]], object],
    entry: str,
) -> None:
    data = json.loads(content)
    spoil(data)
    spoiled = sign(json.dumps(data).encode())
    with pytest.raises(PkiError, match="trust_list_damaged") as caught:
        trust_list.read(spoiled, signer)
    assert caught.value.values["entry"] == entry


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


def test_a_table_that_is_no_file_is_named(tmp_path: Path) -> None:
    own = Installation(tmp_path)
    for name, read in ((ADDRESSES, own.addresses), (POLICIES, own.policies)):
        file = tmp_path / name

        def refused(read: Callable[[], object] = read, file: Path = file) -> str:
            with pytest.raises(PkiError) as caught:
                read()
            assert caught.value.values == {"file": str(file)}
            return caught.value.code

        file.mkdir()
        assert refused() == "table_unreadable"
        file.rmdir()
        file.symlink_to(tmp_path / "gone")
        assert refused() == "table_unreadable"
        file.unlink()
        with file.open("wb") as large:
            large.truncate(MAX_TABLE_BYTES + 1)
        assert refused() == "table_too_large"
        file.unlink()


def test_with_roots_of_its_own_an_installation_may_name_other_cas(
    tmp_path: Path, practice_cas: list[Certificate]
) -> None:
    own = Installation(tmp_path)
    (tmp_path / ADDRESSES).write_text('{"practiceCA": {"ldap": "directory"}}')
    assert code_of(own.addresses) == "table_damaged"
    add_anchor(own.anchors, practice_cas[0].der, practice_cas[0].fingerprint)
    assert own.addresses()["practiceca"] == Services(ldap="directory")
