"""Adds a signature to a document that is signed already (RFC 5652 section 5.1: SignerInfos)."""

import io
from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.encoding.ber import Reader
from desktop_client.pki.encoding.der_write import SEQUENCE, SET, context, encode, encode_set
from desktop_client.pki.findings import PkiError
from desktop_client.pki.signing import cms, cms_data, cms_verify, signer_verify
from desktop_client.pki.signing.cms import Stamper
from desktop_client.pki.signing.signer import SigningIdentity


def add_signature(
    encoded: bytes,
    identity: SigningIdentity,
    content: BinaryIO | None = None,
    *,
    expected: bytes | None = None,
    at: datetime | None = None,
    stamper: Stamper | None = None,
) -> bytes:
    """Return the signature file with one signer more; those before keep their bytes.

    `content` is the file that was signed where the signature is detached; it is read twice, once
    to be sure that it is the one signed. Raises what `cms_verify.verify` and `cms.sign` raise;
    PkiError `content_missing`, `content_changed`, `document_changed`, `signers_too_many`, and
    `cms_not_data` for a file that signs another type of content than plain data. What comes back
    can be read here.
    """
    start = content.tell() if content is not None else 0
    signed = cms_verify.verify(encoded, content)
    require_room(signed)
    if signed.content is not None:
        source: BinaryIO = io.BytesIO(signed.content)
    elif content is not None:
        content.seek(start)
        source = content
    else:
        raise PkiError("content_missing")
    digest = cms.digest(source)
    cms.require_expected(digest, expected)
    if any(finding.code == "content_changed" for finding in signed.findings):
        raise PkiError("content_changed")
    info = cms.signer_info(digest, identity, at, stamper)
    whole = _with(encoded, identity.chain, info)
    cms_data.read(whole)
    return whole


def require_room(signed: cms_verify.Signed) -> None:
    """Raise PkiError for a file no signature can be added to.

    `signers_too_many` (values: limit); `cms_not_data`.
    """
    if len(signed.signers) >= cms_data.MAX_SIGNERS:
        raise PkiError("signers_too_many", limit=cms_data.MAX_SIGNERS)
    if signed.content_type != signer_verify.DATA:
        raise PkiError("cms_not_data")


def _with(encoded: bytes, certificates: Iterable[Certificate], signer: bytes) -> bytes:
    """Put the certificates and the signer into SignedData."""
    (outer,) = der.parts(Reader(encoded).rebuilt(), der.SEQUENCE)
    kind, wrapped = der.parts(outer, der.OBJECT_IDENTIFIER, context(0))
    (body,) = der.parts(wrapped, der.SEQUENCE)
    version, hashes, encapsulated, *optional, signers = list(der.elements(body))
    lists = [each for each in optional if each[0] == context(1)]
    known = [each for each in optional if each[0] == context(0)]
    inside = {_encoded(element) for tag in known for element in der.elements(tag[1])}
    inside |= {certificate.der for certificate in certificates}
    whole = encode(
        SEQUENCE,
        _encoded(version),
        encode_set(SET, *_members(hashes), cms.SHA256_ALGORITHM)
        if cms.SHA256_ALGORITHM not in _members(hashes)
        else _encoded(hashes),
        _encoded(encapsulated),
        encode_set(context(0), *inside),
        *map(_encoded, lists),
        encode_set(SET, *_members(signers), signer),
    )
    return encode(SEQUENCE, encode(der.OBJECT_IDENTIFIER, kind), encode(context(0), whole))


def _members(element: tuple[int, memoryview]) -> list[bytes]:
    return [_encoded(each) for each in der.elements(element[1])]


def _encoded(element: tuple[int, memoryview]) -> bytes:
    return encode(element[0], element[1])
