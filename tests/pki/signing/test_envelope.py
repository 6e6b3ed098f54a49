"""What is sealed opens with openssl and the other way round; nothing else opens, nor says why."""

import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from hypothesis import given
from hypothesis import strategies as st

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import DamagedFile, PkiError, TooLarge
from desktop_client.pki.keyfile import OpenedKey
from desktop_client.pki.signing import envelope, old_envelope
from desktop_client.pki.signing.envelope import seal, unseal
from practice.pki import Practice
from testing.pki import damage, making, openssl

SECRET = bytes(range(20))
OAEP = ("rsa_padding_mode:oaep", "rsa_oaep_md:sha256", "rsa_mgf1_md:sha256")


@pytest.fixture(scope="session")
def recipient(practice_pki: Practice) -> Certificate:
    return Certificate.from_der((practice_pki.service / "km.der").read_bytes())


@pytest.fixture(scope="session")
def private_key(practice_pki: Practice) -> rsa.RSAPrivateKey:
    key = load_pem_private_key((practice_pki.service / "km.key").read_bytes(), None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


@pytest.fixture(scope="session")
def sealed(recipient: Certificate) -> bytes:
    return seal(SECRET, recipient)


def by_openssl(
    data: bytes, recipient: Certificate, folder: Path, cipher: str, options: tuple[str, ...] = OAEP
) -> bytes:
    pem = folder / "recipient.pem"
    pem.write_bytes(openssl.output("x509", "-inform", "der", data=recipient.der))
    (folder / "data").write_bytes(data)
    return openssl.output(
        *("cms", "-encrypt", "-binary", cipher, "-in", folder / "data", "-outform", "der"),
        *("-recip", pem),
        *(word for option in options for word in ("-keyopt", option)),
    )


@pytest.mark.parametrize("size", [0, 1, 20, 4096, envelope.MAX_DATA_BYTES])
def test_openssl_opens_what_we_seal(
    practice_pki: Practice, recipient: Certificate, tmp_path: Path, size: int
) -> None:
    data = os.urandom(size)
    pem = tmp_path / "recipient.pem"
    pem.write_bytes(openssl.output("x509", "-inform", "der", data=recipient.der))
    opened = openssl.output(
        *("cms", "-decrypt", "-binary", "-inform", "der"),
        *("-recip", pem, "-inkey", practice_pki.service / "km.key"),
        data=seal(data, recipient),
    )
    assert opened == data


@pytest.mark.parametrize("size", [0, 1, 20, 4096])
def test_we_open_what_openssl_seals(
    recipient: Certificate, private_key: rsa.RSAPrivateKey, tmp_path: Path, size: int
) -> None:
    data = os.urandom(size)
    encoded = by_openssl(data, recipient, tmp_path, "-aes-256-gcm")
    assert unseal(encoded, private_key, recipient) == data


def test_we_open_what_we_seal(
    sealed: bytes, recipient: Certificate, private_key: rsa.RSAPrivateKey
) -> None:
    assert unseal(sealed, private_key, recipient) == SECRET
    assert unseal(sealed, OpenedKey(private_key, None), recipient) == SECRET
    assert SECRET not in sealed
    assert seal(SECRET, recipient) != sealed


@pytest.mark.parametrize(
    ("cipher", "options"),
    [
        ("-aes-256-cbc", OAEP),
        ("-aes-128-gcm", OAEP),
        ("-aes-256-gcm", ()),
        ("-aes-256-gcm", ("rsa_padding_mode:oaep",)),
    ],
    ids=["CBC", "128 bits", "PKCS#1 v1.5", "OAEP with SHA-1"],
)
def test_weaker_envelopes_stay_closed(
    recipient: Certificate,
    private_key: rsa.RSAPrivateKey,
    tmp_path: Path,
    cipher: str,
    options: tuple[str, ...],
) -> None:
    with pytest.raises(DamagedFile, match=r"^envelope_unreadable$"):
        unseal(by_openssl(SECRET, recipient, tmp_path, cipher, options), private_key, recipient)


@pytest.fixture(params=["another key", "another certificate", "another pair"])
def strangers(
    request: pytest.FixtureRequest,
    recipient: Certificate,
    private_key: rsa.RSAPrivateKey,
    supplier_key: OpenedKey,
    supplier_certificate: Certificate,
) -> tuple[OpenedKey, Certificate]:
    if request.param == "another key":
        return supplier_key, recipient
    if request.param == "another certificate":
        return OpenedKey(private_key, None), supplier_certificate
    return supplier_key, supplier_certificate


def test_an_envelope_for_another_stays_closed(
    sealed: bytes, strangers: tuple[OpenedKey, Certificate]
) -> None:
    with pytest.raises(DamagedFile, match=r"^envelope_unreadable$"):
        unseal(sealed, *strangers)


def test_a_damaged_envelope_stays_closed(
    sealed: bytes, recipient: Certificate, private_key: rsa.RSAPrivateKey
) -> None:
    huge = bytes(envelope.MAX_ENVELOPE_BYTES + 1)
    variants = [one.encoded for one in damage.variants(damage.tree(sealed))]
    for encoded in (b"", sealed + b"\0", huge, *damage.truncations(sealed)):
        with pytest.raises(DamagedFile, match=r"^envelope_unreadable$"):
            unseal(encoded, private_key, recipient)
    for encoded in variants:
        try:
            assert unseal(encoded, private_key, recipient) == SECRET
        except DamagedFile as error:
            assert str(error) == "envelope_unreadable"  # noqa: PT017


@given(data=st.data())
def test_no_flipped_bit_opens_to_something_else(
    sealed: bytes, recipient: Certificate, private_key: rsa.RSAPrivateKey, data: st.DataObject
) -> None:
    encoded = bytearray(sealed)
    bit = data.draw(st.integers(0, len(encoded) * 8 - 1))
    encoded[bit // 8] ^= 1 << bit % 8
    try:
        assert unseal(bytes(encoded), private_key, recipient) == SECRET
    except DamagedFile as error:
        assert error.code == "envelope_unreadable"  # noqa: PT017


@given(encoded=st.binary(max_size=300))
def test_arbitrary_bytes_are_no_envelope(
    recipient: Certificate, private_key: rsa.RSAPrivateKey, encoded: bytes
) -> None:
    with pytest.raises(DamagedFile, match=r"^envelope_unreadable$"):
        unseal(encoded, private_key, recipient)


def test_too_much_is_not_sealed(recipient: Certificate) -> None:
    with pytest.raises(TooLarge):
        seal(bytes(envelope.MAX_DATA_BYTES + 1), recipient)


def test_nothing_is_sealed_for_a_weak_or_unknown_key(practice_pki: Practice) -> None:
    ca = practice_pki.chain()[1]
    short = rsa.generate_private_key(65537, 1024).public_key()  # noqa: S505
    with pytest.raises(PkiError, match="algorithm_weak"):
        seal(SECRET, making.certificate(ca, making.ENCIPHERS, key=short))
    curve = ec.generate_private_key(ec.SECP256R1()).public_key()
    with pytest.raises(PkiError, match="seal_needs_rsa"):
        seal(SECRET, making.certificate(ca, making.ENCIPHERS, key=curve))  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [0, 15, 16, 20, 4096])
def test_openssl_opens_what_we_seal_for_old_services(
    practice_pki: Practice, recipient: Certificate, tmp_path: Path, size: int
) -> None:
    data = os.urandom(size)
    pem = tmp_path / "recipient.pem"
    pem.write_bytes(openssl.output("x509", "-inform", "der", data=recipient.der))
    encoded = old_envelope.seal(data, recipient)
    opened = openssl.output(
        *("cms", "-decrypt", "-binary", "-inform", "der"),
        *("-provider", "legacy", "-provider", "default"),
        *("-recip", pem, "-inkey", practice_pki.service / "km.key"),
        data=encoded,
    )
    assert opened == data
    printed = openssl.output("cms", "-cmsout", "-print", "-inform", "der", data=encoded)
    assert b"pkcs7-envelopedData" in printed
    assert b"seed-cbc" in printed
    assert b"rsaEncryption" in printed


def test_an_old_envelope_is_not_opened_as_a_modern_one(
    recipient: Certificate, private_key: rsa.RSAPrivateKey
) -> None:
    with pytest.raises(DamagedFile, match="envelope_unreadable"):
        unseal(old_envelope.seal(SECRET, recipient), private_key, recipient)
    with pytest.raises(TooLarge):
        old_envelope.seal(bytes(envelope.MAX_DATA_BYTES + 1), recipient)
