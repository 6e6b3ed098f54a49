"""Makes the keys of a new certificate, as they lie in its folder: encrypted, R in the first."""

from desktop_client.pki import keyfile
from desktop_client.pki.keyfile.new_key import new_key, new_random, private_key_info
from desktop_client.pki.keyfile.private_key import OpenedKey
from desktop_client.pki.storage.store import KM_KEY, SIGN_KEY


def new_keys(bits: int, password: bytes, *, management: bool) -> dict[str, bytes]:
    """Return the files of a new pair for signatures and, where wanted, of one for key management.

    Takes up to some seconds.
    """
    files = {SIGN_KEY: locked(OpenedKey(new_key(bits), new_random()), password)}
    return (
        {**files, KM_KEY: locked(OpenedKey(new_key(bits), None), password)} if management else files
    )


def locked(key: OpenedKey, password: bytes) -> bytes:
    """Return a key as a file under a password."""
    plain = private_key_info(key.private_key, key.random)
    try:
        return keyfile.encrypt_key(plain, password)
    finally:
        keyfile.wipe(plain)
