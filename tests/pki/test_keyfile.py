"""Opening key files: three containers, right and wrong passwords, and every kind of damage."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from cryptography.hazmat.decrepit.ciphers.algorithms import SEED
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import (
    DamagedFile,
    KeyMismatch,
    PkiError,
    TooLarge,
    UnsupportedContainer,
    WrongPassword,
)
from desktop_client.pki.keyfile import MAX_ITERATIONS, OpenedKey, open_key, read_container
from desktop_client.pki.keyfile.ciphers import PBES2_CIPHERS, SEED_CBC
from practice import keyfile as writer
from practice.pki import Practice
from testing.pki.damage import Node, tree, truncations, variants

PRFS = ("hmacWithSHA1", "hmacWithSHA224", "hmacWithSHA256", "hmacWithSHA384", "hmacWithSHA512")
SECRET = b"open sesame 1!"
RANDOM = bytes(range(20))
SEED_VECTORS = [  # RFC 4269 appendix B
    ("00" * 16, "000102030405060708090A0B0C0D0E0F", "5EBAC6E0054E166819AFF1CC6D346CDB"),
    ("000102030405060708090A0B0C0D0E0F", "00" * 16, "C11F22F20140505084483597E4370F43"),
    (
        "4706480851E61BE85D74BFB3FD956185",
        "83A2F8A288641FB9A4E9A5CC2F131C7D",
        "EE54D13EBCAE706D226BC3142CD40D4A",
    ),
    (
        "28DBC3BC49FFD87DCFA509B11D422BE7",
        "B41E6BE2EBA84A148E2EED84593C5EC7",
        "9B9B7BFCD1813CB95D0B3618F40F5122",
    ),
]


def openssl(*arguments: str | Path, data: bytes | None = None) -> bytes:
    done = subprocess.run(["openssl", *arguments], input=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout


def lock(pem: Path, *options: str) -> bytes:
    """The key as openssl encrypts it with SEED."""
    legacy = ("-provider", "legacy", "-provider", "default")
    password = ("-passout", f"pass:{SECRET.decode()}")
    command = ("pkcs8", "-topk8", "-v2", "seed", "-outform", "DER")
    return openssl(*command, *legacy, *password, *options, "-in", pem)


def integer(value: int) -> Node:
    return Node(0x02, value.to_bytes(value.bit_length() // 8 + 1, signed=True))


@pytest.fixture(scope="session")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An RSA key as openssl makes it."""
    path = tmp_path_factory.mktemp("key") / "key.pem"
    openssl("genrsa", "-out", path, "2048")
    return path


@pytest.fixture(scope="session")
def plain(pem: Path) -> bytes:
    """The same as PKCS#8 with R."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    key = load_pem_private_key(pem.read_bytes(), None)
    assert isinstance(key, RSAPrivateKey)
    return writer.private_key_info(key, RANDOM)


@pytest.fixture(scope="session")
def key_files(plain: bytes) -> dict[writer.Container, bytes]:
    """The same key in each container."""
    return {one: writer.encrypt(plain, SECRET, one, iterations=64) for one in writer.Container}


def assert_works(key: OpenedKey, pem: Path, folder: Path) -> None:
    """A signature with the opened key verifies under openssl with the original."""
    signature = key.private_key.sign(b"content", padding.PKCS1v15(), hashes.SHA256())
    (folder / "signature").write_bytes(signature)
    command = ("dgst", "-sha256", "-prverify", pem, "-signature", folder / "signature")
    assert openssl(*command, data=b"content") == b"Verified OK\n"


@pytest.mark.parametrize(("key", "block", "expected"), SEED_VECTORS)
def test_the_seed_vectors_hold(key: str, block: str, expected: str) -> None:
    encryptor = Cipher(SEED(bytes.fromhex(key)), modes.ECB()).encryptor()  # noqa: S305
    assert encryptor.update(bytes.fromhex(block)).hex() == expected.lower()


@pytest.mark.parametrize("prf", PRFS)
def test_keys_written_by_openssl_open(pem: Path, tmp_path: Path, prf: str) -> None:
    data = lock(pem, "-v2prf", prf)
    opened = open_key(data, SECRET)
    assert opened.random is None
    assert_works(opened, pem, tmp_path)
    assert read_container(data).scheme.prf == prf.removeprefix("hmacWith").lower()


@pytest.mark.parametrize("container", writer.Container)
def test_every_container_opens(
    key_files: dict[writer.Container, bytes], pem: Path, tmp_path: Path, container: writer.Container
) -> None:
    opened = open_key(key_files[container], SECRET)
    assert opened.random == RANDOM
    assert_works(opened, pem, tmp_path)


@pytest.mark.parametrize("name", ["supplier", "supplier_pbes1", "supplier_old_container"])
def test_practice_keys_open_with_their_certificate(
    practice_pki: Practice, password: bytes, name: str
) -> None:
    folder = practice_pki.sample(name).path
    certificate = Certificate.from_der((folder / "signCert.der").read_bytes())
    opened = open_key((folder / "signPri.key").read_bytes(), password, certificate)
    assert opened.random is not None
    assert len(opened.random) == 20


def test_a_key_management_key_opens_and_has_no_r(supplier: Path, password: bytes) -> None:
    certificate = Certificate.from_der((supplier / "kmCert.der").read_bytes())
    assert open_key((supplier / "kmPri.key").read_bytes(), password, certificate).random is None


@pytest.mark.parametrize("container", writer.Container)
def test_a_wrong_password_is_called_so(
    key_files: dict[writer.Container, bytes], container: writer.Container
) -> None:
    # Among so many, padding that looks right by chance must occur (once in 256).
    wrong = [b"", SECRET + b" ", SECRET.upper(), *(str(n).encode() for n in range(1500))]
    for password in wrong:
        with pytest.raises(WrongPassword):
            open_key(key_files[container], password)


def test_the_key_of_another_certificate_is_called_so(
    practice_pki: Practice, password: bytes
) -> None:
    folder = practice_pki.sample("foreign_key").path
    certificate = Certificate.from_der((folder / "signCert.der").read_bytes())
    with pytest.raises(KeyMismatch):
        open_key((folder / "signPri.key").read_bytes(), password, certificate)
    with pytest.raises(WrongPassword):
        open_key((folder / "signPri.key").read_bytes(), b"wrong", certificate)


def blocks(data: bytes, size: int = 16) -> Iterator[bytes]:
    """The file with one bit changed in each block of its ciphertext."""
    length = len(tree(data).children[1].content)
    start = len(data) - length
    for place in range(start, len(data), size):
        yield data[:place] + bytes([data[place] ^ 0x10]) + data[place + 1 :]


@pytest.mark.parametrize("container", writer.Container)
def test_damage_in_any_block_is_not_taken_for_a_wrong_password(
    key_files: dict[writer.Container, bytes], container: writer.Container
) -> None:
    changed = list(blocks(key_files[container]))
    opened = []
    for data in changed:
        try:
            opened.append(open_key(data, SECRET))
        except DamagedFile as error:
            assert error.code == "key_damaged"  # noqa: PT017
    # Nothing but the VID shows that bytes of R have changed.
    assert all(key.random != RANDOM for key in opened)
    assert len(opened) <= 3 < len(changed)


@pytest.mark.parametrize("container", writer.Container)
def test_a_file_cut_at_any_boundary_is_damaged(
    key_files: dict[writer.Container, bytes], container: writer.Container
) -> None:
    for data in truncations(key_files[container]):
        with pytest.raises(DamagedFile, match="key_damaged"):
            read_container(data)


@pytest.mark.parametrize("container", writer.Container)
def test_a_broken_structure_has_its_own_answer(
    key_files: dict[writer.Container, bytes], container: writer.Container
) -> None:
    codes = set()
    for variant in variants(tree(key_files[container])):
        try:
            open_key(variant.encoded, SECRET)
        except PkiError as error:
            codes.add(error.code)
    assert {"key_damaged", "container_unknown"} <= codes
    assert codes <= {"key_damaged", "container_unknown", "iterations_absurd", "wrong_password"}


def test_a_broken_plain_key_is_damage_and_not_a_wrong_password(plain: bytes) -> None:
    for variant in variants(tree(plain)):
        data = writer.encrypt(variant.encoded, SECRET, writer.Container.PBES1, iterations=1)
        try:
            open_key(data, SECRET)
        except (DamagedFile, UnsupportedContainer) as error:
            assert error.code in {"key_damaged", "key_algorithm_unknown"}  # noqa: PT017


@pytest.mark.parametrize("index", range(1, 9))
def test_a_changed_number_of_the_key_is_damage(plain: bytes, index: int) -> None:
    info = tree(plain)
    version, algorithm, octets, *attributes = info.children
    (key,) = octets.children
    numbers = list(key.children)
    content = bytearray(numbers[index].content)
    content[-2 if len(content) > 2 else -1] ^= 0x04
    numbers[index] = Node(0x02, bytes(content))
    octets = replace(octets, children=(replace(key, children=tuple(numbers)),))
    changed = replace(info, children=(version, algorithm, octets, *attributes)).encoded
    data = writer.encrypt(changed, SECRET, writer.Container.PBES1, iterations=1)
    with pytest.raises(DamagedFile, match="key_damaged"):
        open_key(data, SECRET)


@pytest.mark.parametrize(
    "options",
    [
        ("-v2", "aes-128-cbc"),
        ("-v2", "aes-192-cbc", "-v2prf", "hmacWithSHA512"),
        ("-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA1"),
        ("-v2", "des3"),
        ("-v1", "PBE-SHA1-3DES"),
        ("-v1", "PBE-SHA1-RC2-128"),
        ("-v1", "PBE-SHA1-RC2-40"),
    ],
    ids=" ".join,
)
def test_containers_of_other_programs_open(
    pem: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    legacy = ("-provider", "legacy", "-provider", "default")
    secret = ("-passout", f"pass:{SECRET.decode()}")
    data = openssl("pkcs8", "-topk8", "-outform", "DER", *legacy, *secret, *options, "-in", pem)
    assert_works(open_key(data, SECRET), pem, tmp_path)
    for wrong in (b"", SECRET + b"x"):
        with pytest.raises(WrongPassword):
            open_key(data, wrong)
    for changed in blocks(data, 8):
        try:
            open_key(changed, SECRET)
        except DamagedFile as error:
            assert error.code == "key_damaged"  # noqa: PT017


def test_unknown_containers_are_named(pem: Path) -> None:
    secret = ("-passout", f"pass:{SECRET.decode()}")
    command = ("pkcs8", "-topk8", "-outform", "DER", "-in", pem, *secret)
    for options, oid in (
        (("-v2", "aria-128-cbc"), "1.2.410.200046.1.1.2"),
        (("-v2", "aria-192-cbc"), "1.2.410.200046.1.1.7"),
        (("-v2", "aria-256-cbc"), "1.2.410.200046.1.1.12"),
        (("-v2", "camellia-128-cbc"), "1.2.392.200011.61.1.1.1.2"),
        (("-scrypt",), "1.3.6.1.4.1.11591.4.11"),
    ):
        with pytest.raises(UnsupportedContainer) as refused:
            open_key(openssl(*command, *options), SECRET)
        assert (refused.value.code, refused.value.values) == ("container_unknown", {"oid": oid})


def test_a_key_that_is_not_rsa_is_named(tmp_path: Path) -> None:
    pem = tmp_path / "ec.pem"
    openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", pem)
    with pytest.raises(UnsupportedContainer, match="key_algorithm_unknown"):
        open_key(lock(pem), SECRET)


def with_parameter(data: bytes, index: int, parameter: Node) -> bytes:
    """A PBES1 file with another salt (0) or iteration count (1)."""
    outer = tree(data)
    algorithm, ciphertext = outer.children
    oid, parameters = algorithm.children
    changed = list(parameters.children)
    changed[index] = parameter
    parameters = replace(parameters, children=tuple(changed))
    algorithm = replace(algorithm, children=(oid, parameters))
    return replace(outer, children=(algorithm, ciphertext)).encoded


@pytest.mark.parametrize("count", [0, -1, MAX_ITERATIONS + 1, 2**31, 2**63, 2**400])
@pytest.mark.parametrize("container", [writer.Container.PBES1, writer.Container.OLD])
def test_an_absurd_iteration_count_costs_no_time(
    key_files: dict[writer.Container, bytes], container: writer.Container, count: int
) -> None:
    data = with_parameter(key_files[container], 1, integer(count))
    with pytest.raises(DamagedFile, match="iterations_absurd"):
        open_key(data, SECRET)


@pytest.mark.parametrize("salt", [b"", bytes(65)])
def test_an_absurd_salt_is_damage(key_files: dict[writer.Container, bytes], salt: bytes) -> None:
    data = with_parameter(key_files[writer.Container.PBES1], 0, Node(0x04, salt))
    with pytest.raises(DamagedFile, match="key_damaged"):
        open_key(data, SECRET)


def with_key_length(data: bytes, length: int, iterations: int | None = None) -> bytes:
    """A PBES2 file whose PBKDF2 parameters name the key length."""
    outer = tree(data)
    algorithm, ciphertext = outer.children
    pbes2, parameters = algorithm.children
    derivation, cipher = parameters.children
    pbkdf2, kdf = derivation.children
    salt, count, *prf = kdf.children
    count = integer(iterations) if iterations is not None else count
    kdf = replace(kdf, children=(salt, count, integer(length), *prf))
    derivation = replace(derivation, children=(pbkdf2, kdf))
    parameters = replace(parameters, children=(derivation, cipher))
    algorithm = replace(algorithm, children=(pbes2, parameters))
    return replace(outer, children=(algorithm, ciphertext)).encoded


@pytest.mark.parametrize("container", [writer.Container.PBES2_SHA1, writer.Container.PBES2_SHA256])
def test_the_key_length_of_pbes2_is_respected(
    key_files: dict[writer.Container, bytes], container: writer.Container
) -> None:
    assert open_key(with_key_length(key_files[container], 16), SECRET).random == RANDOM
    with pytest.raises(DamagedFile, match="key_damaged"):
        open_key(with_key_length(key_files[container], 32), SECRET)
    with pytest.raises(DamagedFile, match="iterations_absurd"):
        open_key(with_key_length(key_files[container], 16, 2**40), SECRET)


@pytest.mark.parametrize("size", [1, 16, 100, 4000])
def test_a_file_too_large_is_not_read(supplier_key_file: bytes, size: int) -> None:
    with pytest.raises(TooLarge):
        open_key(supplier_key_file + bytes(64 * 1024 - len(supplier_key_file) + size), SECRET)


def test_neither_keys_nor_errors_show_secrets(supplier_key_file: bytes, password: bytes) -> None:
    opened = open_key(supplier_key_file, password)
    assert repr(opened) == "OpenedKey(RSA 2048)"
    assert "derive" not in repr(read_container(supplier_key_file))
    with pytest.raises(WrongPassword) as refused:
        open_key(supplier_key_file, b"tell nobody")
    assert "tell nobody" not in repr(refused.value)
    assert refused.value.__suppress_context__


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_random_bytes_raise_nothing_else(data: bytes) -> None:
    with pytest.raises(PkiError):
        open_key(data, SECRET)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_changed_bytes_raise_nothing_else(
    key_files: dict[writer.Container, bytes], data: st.DataObject
) -> None:
    changed = bytearray(key_files[data.draw(st.sampled_from(list(writer.Container)))])
    head = st.integers(0, 130) | st.integers(0, len(changed) - 1)
    for place in data.draw(st.lists(head, min_size=1, max_size=4)):
        changed[place] ^= data.draw(st.integers(1, 255))
    try:
        opened = open_key(bytes(changed), SECRET)
    except PkiError:
        return
    assert opened.private_key.key_size == 2048


def _cbc_vectors() -> list[dict[str, bytes]]:
    """The vectors of RFC 4196, which cryptography's own tests carry."""
    file = files("cryptography_vectors") / "ciphers" / "SEED" / "rfc-4196.txt"
    blocks = file.read_text("ascii").split("COUNT")[1:]
    lines = [block.splitlines()[1:] for block in blocks]
    return [
        {name: bytes.fromhex(value) for name, value in (one.split(" = ") for one in each if one)}
        for each in lines
    ]


@pytest.mark.parametrize("vector", _cbc_vectors())
def test_seed_in_cbc_mode_is_that_of_rfc_4196(vector: dict[str, bytes]) -> None:
    cipher = PBES2_CIPHERS[SEED_CBC]
    key, iv = vector["KEY"], vector["IV"]
    plain, encrypted = vector["PLAINTEXT"], vector["CIPHERTEXT"]
    assert cipher.decrypt(key, iv, encrypted) == plain
    assert cipher.encrypt(key, iv, plain)[: len(encrypted)] == encrypted
