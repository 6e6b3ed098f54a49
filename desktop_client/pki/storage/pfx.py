"""Reads PFX files (PKCS #12, RFC 7292) and keeps R, which most programs lose.

NPKI puts R into an attribute of the PKCS #8 inside the shrouded key bag, so the decrypted key is
handed on byte for byte.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from desktop_client.pki.certificate import Certificate, Usage
from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.encoding.ber import Reader, to_der
from desktop_client.pki.findings import (
    DamagedFile,
    KeyMismatch,
    PkiError,
    TooLarge,
    UnsupportedContainer,
    WrongPassword,
)
from desktop_client.pki.keyfile import (
    MAX_ITERATIONS,
    Container,
    OpenedKey,
    decrypt_exactly,
    read_container,
    wipe,
)
from desktop_client.pki.keyfile.encryption import decrypt, read_algorithm, without_padding
from desktop_client.pki.keyfile.passwords import forms
from desktop_client.pki.keyfile.private_key import read_private_key
from desktop_client.pki.storage.pfx_mac import Mac, read_mac

MAX_PFX_BYTES = 256 * 1024
"""Two pairs with their chain take about ten thousand."""
MAX_BAGS = 64

DATA = "1.2.840.113549.1.7.1"
ENCRYPTED_DATA = "1.2.840.113549.1.7.6"
KEY_BAG = "1.2.840.113549.1.12.10.1.1"
SHROUDED_KEY_BAG = "1.2.840.113549.1.12.10.1.2"
CERTIFICATE_BAG = "1.2.840.113549.1.12.10.1.3"
X509_CERTIFICATE = "1.2.840.113549.1.9.22.1"

_IMPLICIT_0 = 0x80
_JAVA_KEY_STORES = (b"\xfe\xed\xfe\xed", b"\xce\xce\xce\xce")
_PEM = b"-----BEGIN "


@dataclass(frozen=True, slots=True)
class Pair:
    """A certificate and its private key, a PrivateKeyInfo byte for byte, with R if it has one."""

    certificate: Certificate
    plain_key: bytearray = field(repr=False)


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes one NPKI folder: the pair for signatures, the one for key management, CAs."""

    sign: Pair
    management: Pair | None = None
    ca_certificates: tuple[Certificate, ...] = ()

    def wipe(self) -> None:
        """Overwrite the private keys."""
        for pair in (self.sign, self.management):
            if pair is not None:
                wipe(pair.plain_key)


@dataclass(slots=True)
class _Contents:
    """What was found inside so far."""

    certificates: list[Certificate] = field(default_factory=list)
    keys: list[tuple[bytearray, OpenedKey]] = field(default_factory=list)
    iterations_left: int = MAX_ITERATIONS
    bags_left: int = MAX_BAGS
    opened: bool = False
    """Whether the password opened some part."""
    closed: bool = False
    """Whether it did not open another."""

    def spend(self, iterations: int) -> None:
        """Count iterations over all parts, so that many parts cost no more than one."""
        self.iterations_left -= iterations
        if iterations <= 0 or self.iterations_left < 0:
            raise DamagedFile("iterations_absurd")

    def wipe(self) -> None:
        for plain, _ in self.keys:
            wipe(plain)


def read_pfx(data: bytes, password: bytes) -> list[Identity]:
    """Return what a PFX holds; the caller wipes each.

    The password is tried in the forms older programs gave it too, and an empty one also as none
    at all. Raises WrongPassword; DamagedFile `pfx_damaged`, `key_damaged`, `certificate_damaged` or
    `iterations_absurd`; UnsupportedContainer (values: oid) `pfx_unsupported`, `container_unknown`
    or `key_algorithm_unknown`, and for files of another kind `pfx_is_jks` or `pfx_is_pem`;
    PkiError `pfx_incomplete` without a certificate and a key, `km_only` without one for
    signatures; KeyMismatch when no key is that of a certificate; TooLarge beyond 256 KiB.
    """
    if len(data) > MAX_PFX_BYTES:
        raise TooLarge(limit=MAX_PFX_BYTES)
    try:
        octets, mac = _outside(data)
    except ValueError:
        raise _no_pfx(data) from None
    refused: PkiError | None = None
    for form in _forms(password):
        try:
            return _read_with(octets, mac, form)
        except (WrongPassword, DamagedFile) as error:  # of another form, or nothing at all
            refused = refused or error
    raise refused or WrongPassword


def _forms(password: bytes) -> Iterator[bytes | None]:
    """Yield what programs made of a password: also with a zero at its end, or none at all."""
    yield from forms(password)
    if password:
        yield password + b"\0"
    else:
        yield None


def _no_pfx(data: bytes) -> PkiError:
    """Return what the file is instead, as far as its beginning tells."""
    if data.startswith(_JAVA_KEY_STORES):
        return UnsupportedContainer("pfx_is_jks")
    if _PEM in data[:4096]:
        return UnsupportedContainer("pfx_is_pem")
    return DamagedFile("pfx_damaged")


def _read_with(octets: bytes, mac: Mac | None, password: bytes | None) -> list[Identity]:
    contents = _Contents()
    try:
        _read(octets, mac, password, contents)
        return _identities(contents)
    except ValueError:
        contents.wipe()
        raise DamagedFile("pfx_damaged") from None
    except PkiError:
        contents.wipe()
        raise


def _read(octets: bytes, mac: Mac | None, password: bytes | None, contents: _Contents) -> None:
    """Read everything the password opens, and tell a wrong password from damage.

    A code over the contents (MAC) that does not fit means either. But what a wrong password
    decrypts is noise, so one part that opens shows that the password was right.
    """
    if mac is not None:
        contents.spend(mac.iterations)
    intact = mac is None or mac.fits(octets, password)
    try:
        for safe in _all_parts(to_der(octets)):
            _read_safe(safe, password, contents)
    except DamagedFile as error:
        raise error if intact else DamagedFile("pfx_damaged") from None
    if intact and not contents.closed:
        return
    if contents.opened and not (intact and mac):
        raise DamagedFile("pfx_damaged")
    raise WrongPassword


def _outside(data: bytes) -> tuple[bytes, Mac | None]:
    """Read PFX (section 4): the bytes the MAC is over, and the MAC unless there is none."""
    reader = Reader(data)
    (body,) = der.parts(bytes(reader.rebuilt()), der.SEQUENCE)
    if reader.rest and not der.is_padding(reader.rest):
        raise ValueError("bytes after the PFX")
    (version_tag, _), (safe_tag, safe), *rest = der.elements(body)
    if (version_tag, safe_tag) != (der.INTEGER, der.SEQUENCE) or len(rest) > 1:
        raise ValueError("no PFX")
    oid, content = _content_info(safe)
    if oid != DATA:
        raise UnsupportedContainer("pfx_unsupported", oid=oid)
    (octets,) = der.parts(content, der.OCTET_STRING)
    return bytes(octets), read_mac(rest[0][1]) if rest else None


def _content_info(content: der.View) -> tuple[str, der.View]:
    oid = der.first_oid(content)
    _, explicit = der.parts(content, der.OBJECT_IDENTIFIER, der.CONTEXT_0)
    return oid, explicit


def _all_parts(encoded: bytes) -> Iterator[der.View]:
    """Yield the contents of the SEQUENCEs in a SEQUENCE; raises ValueError for anything else."""
    (content,) = der.parts(encoded, der.SEQUENCE)
    for tag, part in der.elements(content):
        if tag != der.SEQUENCE:
            raise ValueError("no SEQUENCE OF SEQUENCE")
        yield part


def _read_safe(safe: der.View, password: bytes | None, contents: _Contents) -> None:
    """Read the bags of one ContentInfo, plain or encrypted (section 4.1)."""
    oid, content = _content_info(safe)
    if oid == DATA:
        (bags,) = der.parts(content, der.OCTET_STRING)
        _read_bags(bytes(bags), password, contents)
    elif oid == ENCRYPTED_DATA:
        container = _encrypted(content)
        contents.spend(container.scheme.iterations)
        plain = decrypt(container, password)
        if _looks_opened(plain):
            contents.opened = True
            block = container.scheme.cipher.block_bytes
            _read_bags(bytes(without_padding(plain, block)), password, contents)
        else:
            contents.closed = True
        wipe(plain)
    else:
        raise UnsupportedContainer("pfx_unsupported", oid=oid)


def _encrypted(content: der.View) -> Container:
    """Read EncryptedData (RFC 5652 section 8); long content may come in pieces."""
    (data,) = der.parts(content, der.SEQUENCE)
    (_, _), (_, info), *_ = der.elements(data)
    (_, _), (algorithm_tag, algorithm), (tag, ciphertext) = der.elements(info)
    if algorithm_tag != der.SEQUENCE or tag not in (_IMPLICIT_0, der.CONTEXT_0):
        raise ValueError("no EncryptedContentInfo")
    if tag == der.CONTEXT_0:
        joined = b"".join(piece for _, piece in der.elements(ciphertext))
        return read_algorithm(algorithm, joined)
    return read_algorithm(algorithm, bytes(ciphertext))


def _looks_opened(plain: bytearray) -> bool:
    """Return whether this begins as a SEQUENCE of about this length, as noise hardly does."""
    if plain[0] != der.SEQUENCE:
        return False
    if plain[1] == 0x80:  # of indefinite length: up to its end and the padding
        return plain[-plain[-1] - 2 : -plain[-1]] == b"\0\0"
    octets = plain[1] & 0x7F if plain[1] & 0x80 else 0
    length = int.from_bytes(plain[2 : 2 + octets]) if octets else plain[1]
    return len(plain) - 16 <= 2 + octets + length < len(plain)


def _read_bags(encoded: bytes, password: bytes | None, contents: _Contents) -> None:
    """Read SafeContents (section 4.2); bags of other kinds do not matter here."""
    for bag in _all_parts(to_der(encoded)):
        contents.bags_left -= 1
        if contents.bags_left < 0:
            raise ValueError("too many bags")
        oid = der.first_oid(bag)
        _, (_, value), *_ = der.elements(bag)
        if oid == CERTIFICATE_BAG:
            contents.certificates += _certificates(value)
        elif oid == KEY_BAG:
            contents.keys.append((bytearray(value), read_private_key(value)))
        elif oid == SHROUDED_KEY_BAG:
            _read_shrouded(bytes(value), password, contents)


def _read_shrouded(bag: bytes, password: bytes | None, contents: _Contents) -> None:
    contents.spend(read_container(bag).scheme.iterations)
    try:
        contents.keys.append(decrypt_exactly(bag, password))
    except WrongPassword:
        contents.closed = True
        return
    except DamagedFile:
        contents.opened = True
        raise
    contents.opened = True


def _certificates(value: der.View) -> list[Certificate]:
    (bag,) = der.parts(value, der.SEQUENCE)
    if der.first_oid(bag) != X509_CERTIFICATE:
        return []
    _, explicit = der.parts(bag, der.OBJECT_IDENTIFIER, der.CONTEXT_0)
    (encoded,) = der.parts(explicit, der.OCTET_STRING)
    return [Certificate.from_der(bytes(encoded))]


def _identities(contents: _Contents) -> list[Identity]:
    """Put keys to their certificates, and key management pairs to those for signatures."""
    if not contents.certificates or not contents.keys:
        raise PkiError("pfx_incomplete")
    certificates = list(dict.fromkeys(contents.certificates))
    pairs = [
        Pair(certificate, plain)
        for plain, key in contents.keys
        for certificate in certificates
        if key.belongs_to(certificate)
    ]
    if not pairs:
        raise KeyMismatch
    mine = {pair.certificate for pair in pairs}
    others = tuple(certificate for certificate in certificates if certificate not in mine)
    management = [each for each in pairs if each.certificate.usage is Usage.KEY_MANAGEMENT]
    signing = [each for each in pairs if each.certificate.usage is not Usage.KEY_MANAGEMENT]
    if not signing:
        raise PkiError("km_only")
    return [Identity(each, _partner(each, management), others) for each in signing]


def _partner(pair: Pair, management: Iterable[Pair]) -> Pair | None:
    holder = pair.certificate.subject
    return next((each for each in management if each.certificate.subject == holder), None)
