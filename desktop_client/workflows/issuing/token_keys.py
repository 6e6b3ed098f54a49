"""The keys of an issuance in a security token: made there, and never anywhere else.

What is needed to go on, the code and R, lies there as private data too. Sealed on the disk under
the PIN it would be open to whoever has the disk: a PIN is short, and nothing would count the tries.
In the open stands which token it is, and the key's ID.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from desktop_client.pki.certificate import Certificate, Usage
from desktop_client.pki.findings import PkiError, TokenError
from desktop_client.pki.keyfile.new_key import new_random
from desktop_client.pki.signing.signer import SigningIdentity
from desktop_client.pki.storage.token_search import plugged_in
from desktop_client.pki.storage.token_writing import (
    DataObject,
    TokenSession,
    open_to_write,
    random_object,
)
from desktop_client.pki.storage.tokens import (
    Stopped,
    Token,
    TokenEntry,
    TokenSigner,
    never,
    open_token,
    unlock_token,
)
from desktop_client.workflows.issuing import pending as kept
from desktop_client.workflows.issuing.pending import Pending, State


class TokenKeys:
    """What lies on a token for an issuance, opened by the PIN.

    Methods raise TokenError as `open_token`; `token_issuance_incomplete` where the keys were never
    whole there, or are no more.
    """

    def __init__(
        self, pending: Pending, pin: bytes, token: Token, stopped: Stopped = never
    ) -> None:
        self._pending, self._pin, self._token, self._stopped = pending, pin, token, stopped
        self._key_id = bytes.fromhex(pending.state.key_id)
        self._label = label_of(pending)

    def code(self) -> bytes:
        """Return the CA's code (인가코드)."""
        _, code = self._opened
        if code is None:
            raise TokenError("token_issuance_incomplete")
        return code

    def take_code(self, code: bytes) -> None:
        """Go on by another code than before, which was mistyped."""
        with self._open() as session:
            if session.data(_code_label(self._label)) != code:
                session.remove(_code_label(self._label))
                session.keep(DataObject(_code_label(self._label), code))

    def old_identity(self) -> SigningIdentity:
        """Return who asks for a renewal. Raises also DamagedFile `issuance_damaged`."""
        certificate, issuers = self._pending.renewed_chain()
        old = self._token.entry(bytes.fromhex(self._pending.state.old_key_id), certificate)
        key = unlock_token(old, self._pin, self._stopped)
        return SigningIdentity(certificate, replace(key, stopped=self._stopped), issuers)

    def sign(self) -> TokenSigner:
        """Return the new key for signatures, with R."""
        key, _ = self._opened
        if key.random is None:
            raise TokenError("token_issuance_incomplete")
        return key

    @cached_property
    def _opened(self) -> tuple[TokenSigner, bytes | None]:
        """The new key and the code, read by one login."""
        entry = self._token.entry(self._key_id)
        try:
            with open_token(entry, self._pin, self._stopped) as key:
                code, public_key = key.data(_code_label(self._label)), key.public_key_der
                return TokenSigner(entry, key.random, self._pin, self._stopped, public_key), code
        except TokenError as refused:
            if refused.code != "token_key_missing":
                raise
            raise TokenError("token_issuance_incomplete") from None

    def management(self) -> None:
        """Return None: a token is given no pair for key management."""

    def drop_management(self) -> None:
        """Do nothing: there is no such pair."""

    def put_in_place(self) -> TokenEntry:
        """Return the certificate beside its key on the token, and take away what was for the way.

        CA certificates only help to find a path: those for which there is no room are left out.
        """
        certificate, others = self._pending.issued()
        issuers = [each for each in others if _is_between(each)]
        with self._open() as session:
            session.keep_certificate(self._label, self._key_id, certificate)
            session.remove(_code_label(self._label))
            for each in issuers:
                try:
                    session.keep_certificate(each.holder, b"", each)
                except TokenError as refused:
                    if refused.code != "token_full":
                        raise
        entry = self._token.entry(self._key_id, certificate)
        return replace(entry, ca_certificates=tuple(issuers))

    def remove(self) -> None:
        """Take the key off the token, and all that was kept for it."""
        with self._open() as session:
            session.remove(_code_label(self._label), self._label, key_id=self._key_id)

    def _open(self) -> TokenSession:
        return open_to_write(self._token, self._pin, self._stopped)


def begin(
    place: Path,
    state: State,
    files: Mapping[str, bytes],
    *,
    token: Token,
    pin: bytes,
    code: bytes = b"",
    stopped: Stopped = never,
) -> Pending:
    """Make the key in the token, with all that going on will need; returns the issuance.

    Its folder comes first, so that whatever breaks off can be taken off the token again; R comes
    last, so that what has R is whole. Raises as `TokenSession.make_key`; OSError.
    """
    pending = None
    try:
        with open_to_write(token, pin, stopped) as session:
            pending = kept.begin(place, state, files)
            label = label_of(pending)
            session.make_key(bytes.fromhex(state.key_id), label, state.bits)
            if code:
                session.keep(DataObject(_code_label(label), code))
            session.keep(random_object(label, new_random()))
    except PkiError:
        if pending is not None:
            with suppress(TokenError):  # what cannot be taken away now is given up later
                TokenKeys(pending, pin, token).remove()
                pending.remove()
        raise
    return pending


def token_of(state: State, drivers: Sequence[Path], stopped: Stopped = never) -> Token:
    """Return the token of an issuance. Raises TokenError `token_missing`, Cancelled."""
    for token in plugged_in(drivers, stopped):
        if (token.label, token.serial) == (state.token, state.serial):
            return token
    raise TokenError("token_missing")


def label_of(pending: Pending) -> str:
    """Return the label of what lies on the token for an issuance."""
    return f"g2b-{pending.folder.name}"


def _code_label(label: str) -> str:
    return f"{label}-code"


def _is_between(certificate: Certificate) -> bool:
    """Whether it is a CA's, and no root: nobody trusts a root for lying on a token."""
    named = certificate.asn1
    return certificate.usage is Usage.CA and named.subject != named.issuer
