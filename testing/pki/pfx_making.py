"""PFX files as NPKI programs and hostile hands make them; shares no code with the reader.

The structure is asn1crypto's, the key containers the practice PKI's, the MAC openssl's.
"""

import hmac
from collections.abc import Iterable

from asn1crypto import cms, core, keys, pkcs12, x509

from practice import keyfile
from testing.pki import making, openssl

SALT = bytes(range(8))
HMACS = {"sha256": "1.2.840.113549.2.9", "sha512": "1.2.840.113549.2.11"}


def pbmac1(made: bytes, password: str, hash_name: str = "sha256", size: int = 32) -> bytes:
    """The same PFX under PBMAC1 (RFC 9579); openssl derives the key."""
    loaded = pkcs12.Pfx.load(made)
    content = loaded["auth_safe"]["content"].native
    options = [f"digest:{hash_name}", f"hexpass:{password.encode().hex()}", f"hexsalt:{SALT.hex()}"]
    chosen = [part for each in [*options, "iter:2048"] for part in ("-kdfopt", each)]
    printed = openssl.output("kdf", "-keylen", str(size), *chosen, "PBKDF2")
    key = bytes.fromhex(printed.decode().strip().replace(":", ""))
    prf = making.sequence(
        core.ObjectIdentifier(HMACS[hash_name]).dump(),
        core.Null().dump(),
    )
    derived = making.sequence(
        core.ObjectIdentifier("1.2.840.113549.1.5.12").dump(),
        making.sequence(
            core.OctetString(SALT).dump(), core.Integer(2048).dump(), core.Integer(size).dump(), prf
        ),
    )
    algorithm = making.sequence(
        core.ObjectIdentifier("1.2.840.113549.1.5.14").dump(), making.sequence(derived, prf)
    )
    digest = core.OctetString(hmac.digest(key, content, hash_name)).dump()
    mac = making.sequence(
        making.sequence(algorithm, digest),
        core.OctetString(b"NOT USED").dump(),
        core.Integer(2).dump(),
    )
    return making.sequence(core.Integer(3).dump(), loaded["auth_safe"].dump(), mac)


def mac_key(password: str | None, hash_name: str, iterations: int, size: int) -> bytes:
    """The key of the MAC as openssl derives it; None is no password at all."""
    secret = "" if password is None else (password.encode("utf-16-be") + b"\0\0").hex()
    options = [f"digest:{hash_name}", f"hexpass:{secret}", f"hexsalt:{SALT.hex()}", "id:3"]
    options.append(f"iter:{iterations}")
    chosen = [part for option in options for part in ("-kdfopt", option)]
    printed = openssl.output("kdf", "-keylen", str(size), *chosen, "PKCS12KDF")
    return bytes.fromhex(printed.decode().strip().replace(":", ""))


def certificate_bag(encoded: bytes) -> pkcs12.SafeBag:
    value = core.ParsableOctetString(x509.Certificate.load(encoded).dump())
    bag = pkcs12.CertBag({"cert_id": "x509", "cert_value": value})
    return pkcs12.SafeBag({"bag_id": "cert_bag", "bag_value": bag})


def shrouded(
    plain: bytes, password: str, container: keyfile.Container, iterations: int = 2048
) -> pkcs12.SafeBag:
    """A key in a container of NPKI."""
    locked = keyfile.encrypt(plain, password.encode(), container, iterations=iterations)
    value = keys.EncryptedPrivateKeyInfo.load(locked)
    return pkcs12.SafeBag({"bag_id": "pkcs8_shrouded_key_bag", "bag_value": value})


def plain_bag(plain: bytes) -> pkcs12.SafeBag:
    value = keys.PrivateKeyInfo.load(plain)
    return pkcs12.SafeBag({"bag_id": "key_bag", "bag_value": value})


def data(content: bytes) -> cms.ContentInfo:
    return cms.ContentInfo({"content_type": "data", "content": core.OctetString(content)})


def pfx(
    bags: Iterable[pkcs12.SafeBag],
    password: str | None,
    hash_name: str = "sha1",
    iterations: int = 1024,
    *,
    claimed_iterations: int | None = None,
    extra: Iterable[cms.ContentInfo] = (),
) -> bytes:
    """A PFX with these bags, and a MAC unless there is no password."""
    safes = [data(pkcs12.SafeContents(list(bags)).dump()), *extra]
    content = pkcs12.AuthenticatedSafe(safes).dump()
    parts: dict[str, object] = {"version": "v3", "auth_safe": data(content)}
    if password is not None:
        size = hmac.new(b"", b"", hash_name).digest_size
        key = mac_key(password, hash_name, iterations, size)
        info = {
            "digest_algorithm": {"algorithm": hash_name},
            "digest": hmac.digest(key, content, hash_name),
        }
        count = iterations if claimed_iterations is None else claimed_iterations
        parts["mac_data"] = {"mac": info, "mac_salt": SALT, "iterations": count}
    encoded: bytes = pkcs12.Pfx(parts).dump()
    return encoded


def as_ber(encoded: bytes) -> bytes:
    """The same in indefinite lengths, OCTET STRINGs in pieces, as Firefox writes it."""
    tag, header = encoded[0], 2 + (encoded[1] & 0x7F if encoded[1] & 0x80 else 0)
    content = encoded[header:]
    if tag == 0x04 and len(content) > 40:
        pieces = [content[start : start + 100] for start in range(0, len(content), 100)]
        inside = b"".join(bytes([0x04, len(piece)]) + piece for piece in pieces)
        return b"\x24\x80" + inside + b"\0\0"
    if not tag & 0x20:
        return encoded
    children = b""
    while content:
        head = 2 + (content[1] & 0x7F if content[1] & 0x80 else 0)
        length = int.from_bytes(content[2:head]) if content[1] & 0x80 else content[1]
        children += as_ber(content[: head + length])
        content = content[head + length :]
    return bytes([tag, 0x80]) + children + b"\0\0"
