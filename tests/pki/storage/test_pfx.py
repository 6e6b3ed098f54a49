"""PFX in and out with R kept: openssl is the judge, and NPKI-like files are made independently."""

from dataclasses import replace
from pathlib import Path

import pytest
from asn1crypto import algos, cms, keys, pkcs12
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_client.pki.encoding.ber import to_der
from desktop_client.pki.findings import (
    DamagedFile,
    KeyMismatch,
    PkiError,
    TooLarge,
    UnsupportedContainer,
    WrongPassword,
)
from desktop_client.pki.keyfile import (
    AES_PBES2,
    MAX_ITERATIONS,
    Scheme,
    decrypt_key,
    encrypt_key,
)
from desktop_client.pki.keyfile.ciphers import PBE_SHA1_3DES, PKCS12_CIPHERS
from desktop_client.pki.keyfile.private_key import read_private_key
from desktop_client.pki.storage import pfx_writing
from desktop_client.pki.storage.pfx import MAX_PFX_BYTES, Identity, Pair, read_pfx
from desktop_client.pki.storage.pfx_writing import write_pfx
from desktop_client.pki.storage.store import load
from practice.keyfile import Container
from practice.pki import Practice
from testing.pki import openssl, pfx_making
from testing.pki.damage import tree, truncations, variants

PASSWORD = "내보내기 1!"
SECRET = PASSWORD.encode()
LEGACY = ("-provider", "legacy", "-provider", "default")


@pytest.fixture(scope="session")
def identity(supplier: Path, password: bytes) -> Identity:
    """The supplier's folder as a PFX holds it."""
    entry = load(supplier)
    assert entry.certificate is not None
    assert entry.km_certificate is not None
    pairs = [
        Pair(certificate, decrypt_key((supplier / name).read_bytes(), password)[0])
        for certificate, name in (
            (entry.certificate, "signPri.key"),
            (entry.km_certificate, "kmPri.key"),
        )
    ]
    return Identity(pairs[0], pairs[1], entry.ca_certificates)


@pytest.fixture(scope="session")
def written(identity: Identity) -> bytes:
    return write_pfx(identity, SECRET)


@pytest.fixture(scope="session")
def npki(identity: Identity) -> bytes:
    """As an NPKI program exports it: SEED keys with R, certificates in the clear, SHA-1 MAC."""
    assert identity.management is not None
    return pfx_making.pfx(
        [
            pfx_making.shrouded(bytes(identity.sign.plain_key), PASSWORD, Container.PBES1),
            pfx_making.shrouded(
                bytes(identity.management.plain_key), PASSWORD, Container.PBES2_SHA256
            ),
            pfx_making.certificate_bag(identity.management.certificate.der),
            pfx_making.certificate_bag(identity.sign.certificate.der),
        ],
        PASSWORD,
    )


def random_of(identity: Identity) -> bytes:
    random = read_private_key(identity.sign.plain_key).random
    assert random is not None
    return random


def by_openssl(identity: Identity, folder: Path, *options: str) -> bytes:
    """The signature pair and the CA certificates as openssl exports them, without R."""
    (folder / "key.der").write_bytes(identity.sign.plain_key)
    key = openssl.output("pkey", "-inform", "DER", "-in", folder / "key.der")
    (folder / "key.pem").write_bytes(key)
    certificates = [identity.sign.certificate, *identity.ca_certificates]
    pem = [openssl.output("x509", "-inform", "DER", data=one.der) for one in certificates]
    (folder / "certificate.pem").write_bytes(pem[0])
    (folder / "others.pem").write_bytes(b"".join(pem[1:]))
    (folder / "password").write_bytes(SECRET)
    return openssl.output(
        *("pkcs12", "-export", "-inkey", folder / "key.pem", "-in", folder / "certificate.pem"),
        *("-certfile", folder / "others.pem", "-passout", f"file:{folder / 'password'}"),
        *(*LEGACY, *options),
    )


def test_what_is_exported_comes_back_the_same(identity: Identity, written: bytes) -> None:
    assert read_pfx(written, SECRET) == [identity]


def test_openssl_reads_the_export_and_sees_r(
    identity: Identity, written: bytes, tmp_path: Path
) -> None:
    (tmp_path / "password").write_bytes(SECRET)
    shown = openssl.output(
        *("pkcs12", "-legacy", "-info", "-nodes", "-passin", f"file:{tmp_path / 'password'}"),
        data=written,
    ).decode(errors="replace")
    random = " ".join(f"{octet:02X}" for octet in random_of(identity))
    assert f"1.2.410.200004.10.1.1.3: {random}" in shown
    assert shown.count("BEGIN PRIVATE KEY") == 2
    assert shown.count("BEGIN CERTIFICATE") == 4
    assert "friendlyName: " in shown
    assert (
        "PBES2, PBKDF2, AES-256-CBC"
        in openssl.run(
            *("pkcs12", "-info", "-noout", "-passin", f"file:{tmp_path / 'password'}"), data=written
        ).stderr.decode()
    )


def test_another_library_reads_the_export(identity: Identity, written: bytes) -> None:
    read = load_pkcs12(written, SECRET)
    assert read.cert is not None
    found = [read.cert, *read.additional_certs]
    management = identity.management
    assert management is not None
    assert {one.certificate.public_bytes(Encoding.DER) for one in found} == {
        one.der
        for one in (
            identity.sign.certificate,
            management.certificate,
            *identity.ca_certificates,
        )
    }


def test_an_npki_export_opens_with_r(identity: Identity, npki: bytes) -> None:
    (opened,) = read_pfx(npki, SECRET)
    assert opened.sign == identity.sign
    assert opened.management == identity.management
    assert random_of(opened) == random_of(identity)


@pytest.mark.parametrize("hash_name", ["sha1", "sha224", "sha256", "sha384", "sha512"])
def test_every_mac_is_checked(identity: Identity, hash_name: str) -> None:
    bags = [
        pfx_making.plain_bag(bytes(identity.sign.plain_key)),
        pfx_making.certificate_bag(identity.sign.certificate.der),
    ]
    made = pfx_making.pfx(bags, PASSWORD, hash_name)
    assert read_pfx(made, SECRET)[0].sign == identity.sign
    with pytest.raises(WrongPassword):
        read_pfx(made, b"wrong")


def test_what_has_neither_key_nor_mac_is_incomplete_under_any_password(identity: Identity) -> None:
    """Nothing in it depends on the password, so none can be wrong."""
    certificate = pfx_making.certificate_bag(identity.sign.certificate.der)
    for bags in ([certificate], []):
        for password in (SECRET, b"wrong", b""):
            with pytest.raises(PkiError, match="pfx_incomplete"):
                read_pfx(pfx_making.pfx(bags, None), password)
        with pytest.raises(PkiError, match="pfx_incomplete"):
            read_pfx(pfx_making.pfx(bags, PASSWORD), SECRET)
        with pytest.raises(WrongPassword):
            read_pfx(pfx_making.pfx(bags, PASSWORD), b"wrong")


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("-legacy",),
        ("-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-RC2-128", "-macalg", "sha1"),
        ("-keypbe", "PBE-SHA1-RC2-40", "-certpbe", "NONE"),
        ("-keypbe", "seed-cbc", "-certpbe", "seed-cbc"),
        ("-keypbe", "aes-128-cbc", "-certpbe", "des-ede3-cbc", "-macalg", "sha512"),
        ("-nomac",),
        ("-iter", "1", "-nomaciter"),
    ],
    ids=" ".join,
)
def test_files_of_openssl_open(
    identity: Identity, tmp_path: Path, options: tuple[str, ...]
) -> None:
    made = by_openssl(identity, tmp_path, *options)
    (opened,) = read_pfx(made, SECRET)
    assert opened.sign.certificate == identity.sign.certificate
    assert set(opened.ca_certificates) == set(identity.ca_certificates)
    original, again = map(read_private_key, (identity.sign.plain_key, opened.sign.plain_key))
    assert (
        again.private_key.public_key().public_numbers()
        == original.private_key.public_key().public_numbers()
    )
    assert again.random is None
    with pytest.raises(WrongPassword):
        read_pfx(made, SECRET + b" ")


def test_ber_as_firefox_writes_it_opens(identity: Identity, npki: bytes) -> None:
    ber = pfx_making.as_ber(npki)
    assert ber != npki
    assert to_der(ber) == npki
    assert read_pfx(ber, SECRET)[0].sign == identity.sign


@pytest.fixture(scope="session")
def by_kind(
    identity: Identity, npki: bytes, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    """One PFX of each kind, with few iterations: these are opened many times."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pfx_writing, "MAC_ITERATIONS", 2048)
        patch.setattr(pfx_writing, "AES_PBES2", replace(AES_PBES2, iterations=2048))
        ours = write_pfx(identity, SECRET)
    openssl = by_openssl(identity, tmp_path_factory.mktemp("pfx"), "-legacy")
    return {"ours": ours, "npki": npki, "openssl": openssl}


@pytest.fixture(params=["ours", "npki", "openssl"])
def made(request: pytest.FixtureRequest, by_kind: dict[str, bytes]) -> bytes:
    return by_kind[request.param]


def test_a_wrong_password_is_called_so(made: bytes) -> None:
    for wrong in (b"", b"wrong", SECRET[:-1], SECRET.upper() + b"x", "비밀".encode("cp949")):
        with pytest.raises(WrongPassword):
            read_pfx(made, wrong)


@pytest.mark.parametrize("hash_name", ["sha256", "sha512"])
def test_a_code_by_pbkdf2_is_read(written: bytes, hash_name: str) -> None:
    made = pfx_making.pbmac1(written, PASSWORD, hash_name)
    assert load_pkcs12(made, SECRET).key
    assert read_pfx(made, SECRET) == read_pfx(written, SECRET)
    with pytest.raises(WrongPassword):
        read_pfx(made, b"wrong")
    with pytest.raises((DamagedFile, UnsupportedContainer)):
        read_pfx(pfx_making.pbmac1(written, PASSWORD, hash_name, size=16), SECRET)


@pytest.mark.parametrize(
    "as_written",
    [
        PASSWORD,
        PASSWORD.encode("cp949").decode("latin-1"),
        SECRET.decode("latin-1"),
        PASSWORD + "\0",
    ],
)
def test_a_password_is_tried_as_older_programs_wrote_it(
    identity: Identity, as_written: str
) -> None:
    plain = bytes(identity.sign.plain_key)
    scheme = Scheme("1.2.840.113549.1.12.1.3", PKCS12_CIPHERS[PBE_SHA1_3DES], "sha1", 2048)
    value = encrypt_key(plain, as_written.encode(), scheme)
    bag = pkcs12.SafeBag(
        {
            "bag_id": "pkcs8_shrouded_key_bag",
            "bag_value": keys.EncryptedPrivateKeyInfo.load(value),
        }
    )
    bags = [bag, pfx_making.certificate_bag(identity.sign.certificate.der)]
    made = pfx_making.pfx(bags, as_written)
    assert read_pfx(made, SECRET)[0].sign == identity.sign
    with pytest.raises(WrongPassword):
        read_pfx(made, SECRET[:-1])


def test_no_password_at_all_is_opened_by_an_empty_one(
    identity: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    bags = [
        pfx_making.plain_bag(bytes(identity.sign.plain_key)),
        pfx_making.certificate_bag(identity.sign.certificate.der),
    ]
    without = pfx_making.mac_key(None, "sha1", 1024, 20)
    monkeypatch.setattr(pfx_making, "mac_key", lambda *_: without)
    made = pfx_making.pfx(bags, "")
    assert read_pfx(made, b"")[0].sign == identity.sign


@pytest.mark.parametrize("padding", [b"\n", b"\r\n", b"\0" * 7])
def test_what_fills_up_the_end_of_a_file_is_passed_over(made: bytes, padding: bytes) -> None:
    assert read_pfx(made + padding, SECRET) == read_pfx(made, SECRET)
    with pytest.raises(DamagedFile):
        read_pfx(made + padding + b"x", SECRET)


def test_files_of_other_kinds_are_called_what_they_are(made: bytes) -> None:
    for data, code in (
        (b"\xfe\xed\xfe\xed\0\0\0\2", "pfx_is_jks"),
        (b"\xce\xce\xce\xce\0\0\0\2", "pfx_is_jks"),
        (b"Bag Attributes\n-----BEGIN PRIVATE KEY-----\nMII\n", "pfx_is_pem"),
    ):
        with pytest.raises(UnsupportedContainer, match=code):
            read_pfx(data, SECRET)


def test_damage_is_not_taken_for_a_wrong_password(made: bytes) -> None:
    for place in range(60, len(made) - 100, len(made) // 12):
        changed = made[:place] + bytes([made[place] ^ 0x10]) + made[place + 1 :]
        with pytest.raises((DamagedFile, UnsupportedContainer)):
            read_pfx(changed, SECRET)


def test_a_cut_file_is_damaged(npki: bytes) -> None:
    for data in truncations(npki):
        with pytest.raises(DamagedFile, match="pfx_damaged"):
            read_pfx(data, SECRET)


def test_a_broken_structure_raises_nothing_else(identity: Identity) -> None:
    bags = [
        pfx_making.shrouded(bytes(identity.sign.plain_key), PASSWORD, Container.PBES1, 1),
        pfx_making.certificate_bag(identity.sign.certificate.der),
    ]
    refused = accepted = 0
    for variant in variants(tree(pfx_making.pfx(bags, None))):
        try:
            found = read_pfx(variant.encoded, SECRET)
        except PkiError:
            refused += 1
            continue
        accepted += 1
        assert all(read.sign.certificate.der in variant.encoded for read in found)
    assert refused > 200
    assert accepted > 0


def test_a_file_without_a_pair_says_so(identity: Identity) -> None:
    management = identity.management
    assert management is not None
    key = pfx_making.plain_bag(bytes(identity.sign.plain_key))
    certificate = pfx_making.certificate_bag(identity.sign.certificate.der)
    km_key = pfx_making.plain_bag(bytes(management.plain_key))
    km_certificate = pfx_making.certificate_bag(management.certificate.der)
    for bags, code in (
        ([certificate], "pfx_incomplete"),
        ([key], "pfx_incomplete"),
        ([], "pfx_incomplete"),
        ([km_key, km_certificate], "km_only"),
    ):
        with pytest.raises(PkiError, match=code):
            read_pfx(pfx_making.pfx(bags, None), SECRET)
    with pytest.raises(KeyMismatch):
        read_pfx(pfx_making.pfx([km_key, certificate], None), SECRET)


def test_a_key_under_another_password_is_not_damage(identity: Identity) -> None:
    bags = [
        pfx_making.shrouded(bytes(identity.sign.plain_key), "another", Container.PBES1, 1),
        pfx_making.certificate_bag(identity.sign.certificate.der),
    ]
    with pytest.raises(WrongPassword):
        read_pfx(pfx_making.pfx(bags, PASSWORD), SECRET)


def test_two_certificates_for_signing_are_two_identities(
    identity: Identity, practice_pki: Practice, password: bytes
) -> None:
    folder = practice_pki.sample("supplier_pbes1").path
    certificate = load(folder).certificate
    assert certificate is not None
    plain = bytes(decrypt_key((folder / "signPri.key").read_bytes(), password)[0])
    both = [
        pfx_making.plain_bag(bytes(identity.sign.plain_key)),
        pfx_making.plain_bag(plain),
        pfx_making.certificate_bag(certificate.der),
        pfx_making.certificate_bag(identity.sign.certificate.der),
    ]
    opened = read_pfx(pfx_making.pfx(both, PASSWORD), SECRET)
    assert [one.sign.certificate for one in opened] == [identity.sign.certificate, certificate]
    assert [one.management for one in opened] == [None, None]


@pytest.mark.parametrize("count", [0, 2_000_001, 2**40])
def test_absurd_iterations_cost_no_time(identity: Identity, count: int) -> None:
    certificate = pfx_making.certificate_bag(identity.sign.certificate.der)
    made = pfx_making.pfx([certificate], PASSWORD, claimed_iterations=count)
    with pytest.raises(DamagedFile, match="iterations_absurd"):
        read_pfx(made, SECRET)


def encrypted_part(iterations: int) -> cms.ContentInfo:
    """Return noise that claims to be encrypted under a key of so many iterations."""
    derivation = {
        "algorithm": "pbkdf2",
        "parameters": {
            "salt": algos.Pbkdf2Salt("specified", bytes(8)),
            "iteration_count": iterations,
            "prf": {"algorithm": "sha1"},
        },
    }
    cipher = {"algorithm": "aes256_cbc", "parameters": bytes(16)}
    parameters = {"key_derivation_func": derivation, "encryption_scheme": cipher}
    info = {
        "content_type": "data",
        "content_encryption_algorithm": {"algorithm": "pbes2", "parameters": parameters},
        "encrypted_content": bytes(16),
    }
    return cms.ContentInfo(
        {
            "content_type": "encrypted_data",
            "content": {"version": "v0", "encrypted_content_info": info},
        }
    )


def test_many_parts_together_may_not_cost_more_than_one() -> None:
    most = pfx_making.pfx([], None, extra=[encrypted_part(MAX_ITERATIONS)])
    with pytest.raises(WrongPassword):
        read_pfx(most, b"wrong")
    for counts in ((1, MAX_ITERATIONS), (1, 1, MAX_ITERATIONS - 1)):
        parts = [encrypted_part(count) for count in counts]
        with pytest.raises(DamagedFile, match="iterations_absurd"):
            read_pfx(pfx_making.pfx([], None, extra=parts), b"wrong")


def test_other_protection_is_named(identity: Identity, npki: bytes) -> None:
    signed = npki.replace(
        bytes.fromhex("06092a864886f70d010701"), bytes.fromhex("06092a864886f70d010702"), 1
    )
    with pytest.raises(UnsupportedContainer, match="pfx_unsupported"):
        read_pfx(signed, SECRET)


def test_a_file_too_large_is_not_read() -> None:
    with pytest.raises(TooLarge):
        read_pfx(bytes(MAX_PFX_BYTES + 1), SECRET)


def test_keys_are_not_shown_and_can_be_wiped(npki: bytes) -> None:
    (opened,) = read_pfx(npki, SECRET)
    assert "plain_key" not in repr(opened)
    opened.wipe()
    assert not any(opened.sign.plain_key)
    assert opened.management is not None
    assert not any(opened.management.plain_key)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_changed_bytes_raise_nothing_else(npki: bytes, data: st.DataObject) -> None:
    changed = bytearray(npki)
    for place in data.draw(st.lists(st.integers(0, len(npki) - 1), min_size=1, max_size=4)):
        changed[place] ^= data.draw(st.integers(1, 255))
    try:
        opened = read_pfx(bytes(changed), SECRET)
    except PkiError:
        return
    assert opened


STREAMED = st.recursive(
    st.binary(max_size=9).map(lambda octets: bytes([0x04, len(octets)]) + octets),
    lambda inner: st.builds(
        lambda tag, members: bytes([tag, 0x80, *b"".join(members), 0, 0]),
        st.sampled_from([0x24, 0x30]),
        st.lists(inner, max_size=3),
    ),
)
"""OCTET STRINGs, also in segments, and SEQUENCEs, of indefinite lengths."""


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200) | STREAMED)
def test_random_ber_raises_nothing_else(data: bytes) -> None:
    try:
        encoded = to_der(data)
    except ValueError:
        return
    assert to_der(encoded) == encoded
