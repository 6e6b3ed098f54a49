"""Where the keys of an issuance are: on disk or in a token, the same to whoever issues."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from desktop_client.pki.signing.signer import Signer, SigningIdentity
from desktop_client.pki.storage.tokens import Token
from desktop_client.work import Work
from desktop_client.workflows.holding import Holding
from desktop_client.workflows.issuing.disk_keys import DiskKeys
from desktop_client.workflows.issuing.pending import Pending
from desktop_client.workflows.issuing.token_keys import TokenKeys, token_of

Place = Path | Token
"""Where a certificate is kept: a drive or folder, as `placing.copy` takes it, or a token."""
Drivers = Callable[[Work], Sequence[Path]]
"""Gives the drivers (PKCS #11 modules) among which a token is looked for."""


class NewKey(Signer, Protocol):
    """A key that a certificate is asked for."""

    @property
    def public_key_der(self) -> bytes:
        """Its SubjectPublicKeyInfo."""


class Keys(Protocol):
    """The keys of one issuance, opened by the password or the PIN; see `DiskKeys`, `TokenKeys`."""

    def code(self) -> bytes:
        """Return the CA's code (인가코드)."""

    def take_code(self, code: bytes) -> None:
        """Go on by another code than before, which was mistyped."""

    def old_identity(self) -> SigningIdentity:
        """Return who asks for a renewal."""

    def sign(self) -> NewKey:
        """Return the new key for signatures, with R."""

    def management(self) -> NewKey | None:
        """Return the new key for key management, where there is one."""

    def drop_management(self) -> None:
        """Do without a key for key management."""

    def put_in_place(self) -> Holding:
        """Return what was issued in its own place, whole."""

    def remove(self) -> None:
        """Take away what lies outside the folder of the issuance."""


def keys_of(
    pending: Pending, secret: bytes, drivers: Drivers, work: Work, token: Token | None = None
) -> Keys:
    """Return the keys of an issuance, whose token is looked for unless it is known.

    Raises TokenError `token_missing`, Cancelled.
    """
    state = pending.state
    if not state.on_token:
        return DiskKeys(pending, secret)

    def stopped() -> bool:
        return work.stopped

    found = token or token_of(state, drivers(work), stopped)
    return TokenKeys(pending, secret, found, stopped)
