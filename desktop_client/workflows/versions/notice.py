"""The version notice: read, its signature checked, and what it says of this version.

It is JSON of two members: `notice` (base64 of JSON, the bytes that are signed) and `signatures`
(base64 of Ed25519 signatures, RFC 8032, by the key's name). While a key is being replaced it is
signed with both; one that fits a key of this program is enough.
"""

import hashlib
import json
import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import Enum, auto
from typing import Annotated, Literal, NamedTuple, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from desktop_client.addresses import fault

PRODUCT = "g2b-client"
MOST_BYTES = 64 * 1024
MOST_SIGNATURES = 4
MOST_INSTALLER_BYTES = 1024**3
_VERSION = re.compile(r"(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5})){1,3}")


class NoticeRefused(Exception):
    """The notice does not count; `reason` is one word for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Version(NamedTuple):
    """A version of two to four numbers, compared as such; those left out are 0."""

    parts: tuple[int, int, int, int]
    text: str

    @classmethod
    def read(cls, text: str) -> Self:
        """Return a version. Raises ValueError where it is none, as that of a trial is."""
        if not _VERSION.fullmatch(text):
            raise ValueError("no version of two to four numbers")
        numbers = [int(part) for part in text.split(".")]
        first, second, third, fourth = (*numbers, 0, 0, 0)[:4]
        return cls((first, second, third, fourth), text)


def _a_version(text: str) -> str:
    Version.read(text)
    return text


def _secure(url: str) -> str:
    if fault(url):
        raise ValueError("no address, or one that is not secure")
    return url


VersionText = Annotated[str, StringConstraints(max_length=40), AfterValidator(_a_version)]
Said = Annotated[str, StringConstraints(min_length=1, max_length=500)]
FileName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._+~-]{0,120}$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class Installer(_Part):
    """One installer of the latest version."""

    platform: Literal["windows", "debian", "macos"]
    file: FileName
    url: Annotated[str, StringConstraints(max_length=500), AfterValidator(_secure)]
    size: Annotated[int, Field(gt=0, le=MOST_INSTALLER_BYTES)]
    """In bytes."""
    sha256: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]


class Reason(_Part):
    """Why versions below `required` may not submit, for people."""

    ko: Said
    en: Said


class VersionNotice(_Part):
    """What the publisher says; members this version does not know are left aside."""

    product: Literal["g2b-client"]
    sequence: Annotated[int, Field(gt=0, le=10**9)]
    """Grows with each notice: an older one never follows a newer one."""
    issued: Annotated[AwareDatetime, Field(strict=False)]
    expires: Annotated[AwareDatetime, Field(strict=False)]
    """From then on it says nothing any more."""
    latest: VersionText
    supported: VersionText
    """Those below are old: an update is asked for."""
    required: VersionText
    """Those below are no longer supported: they submit nothing."""
    reason: Reason
    installers: Annotated[tuple[Installer, ...], Field(max_length=16, strict=False)] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        versions = [Version.read(each).parts for each in self._thresholds]
        if versions != sorted(versions) or self.issued >= self.expires:
            raise ValueError("versions or times out of order")
        return self

    @property
    def _thresholds(self) -> tuple[str, str, str]:
        return self.required, self.supported, self.latest


class Standing(Enum):
    """What a version is, by a notice."""

    LATEST = auto()
    OLDER = auto()
    """There is a newer one, and nothing is wrong with this one."""
    OLD = auto()
    """Supported still; an update is asked for."""
    UNSUPPORTED = auto()
    """May not submit."""


def standing(notice: VersionNotice, version: Version) -> Standing:
    """Return what a version is by a notice in force."""
    if version.parts < Version.read(notice.required).parts:
        return Standing.UNSUPPORTED
    if version.parts < Version.read(notice.supported).parts:
        return Standing.OLD
    return Standing.OLDER if version.parts < Version.read(notice.latest).parts else Standing.LATEST


def read_notice(data: bytes, keys: Iterable[bytes], now: datetime) -> VersionNotice:
    """Return what a signed notice says.

    `keys`: the raw public keys (32 bytes) whose signature counts. Raises NoticeRefused: `damaged`,
    `signature` (of none of these keys, or wrong), `expired`, `not_yet` (issued after `now`).
    """
    content = _signed_content(data, {key_name(key): key for key in keys})
    try:
        notice = VersionNotice.model_validate_json(content)
    except ValidationError:
        raise NoticeRefused("damaged") from None
    if now >= notice.expires:
        raise NoticeRefused("expired")
    if now < notice.issued:
        raise NoticeRefused("not_yet")
    return notice


def sign_notice(content: bytes, keys: Iterable[Ed25519PrivateKey]) -> bytes:
    """Return a notice's JSON, signed with each of the keys.

    Raises ValidationError where it says nothing that this program could read.
    """
    VersionNotice.model_validate_json(content)
    signatures = {
        key_name(key.public_key().public_bytes_raw()): b64encode(key.sign(content)).decode()
        for key in keys
    }
    return json.dumps(
        {"notice": b64encode(content).decode(), "signatures": signatures}, indent=1
    ).encode()


def key_name(key: bytes) -> str:
    """Return what a signature calls the raw public key it is of."""
    return hashlib.sha256(key).hexdigest()[:16]


def _signed_content(data: bytes, keys: Mapping[str, bytes]) -> bytes:
    """Return the bytes that a key has signed; nothing of them is read before."""
    if len(data) > MOST_BYTES:
        raise NoticeRefused("damaged")
    try:
        envelope = json.loads(data)
        content = b64decode(envelope["notice"], validate=True)
        signatures = envelope["signatures"]
        named = [(str(name), b64decode(text, validate=True)) for name, text in signatures.items()]
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError, NotBase64):
        raise NoticeRefused("damaged") from None
    if len(named) > MOST_SIGNATURES:
        raise NoticeRefused("damaged")
    if not any(_fits(keys[name], signature, content) for name, signature in named if name in keys):
        raise NoticeRefused("signature")
    return content


def _fits(key: bytes, signature: bytes, content: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True
