"""What lies on a token as its driver's process handles it: keys, data objects, certificates.

Only `token_worker` runs this; python-pkcs11 is imported where it is used, so that the rest of the
program never loads it.
"""

from collections.abc import Mapping
from hashlib import sha256
from itertools import islice
from typing import Any

MAX_OBJECTS = 256
"""Of one kind on one token."""
MAX_ATTRIBUTE_BYTES = 64 * 1024
APPLICATION = "g2b-client"

_RANDOM_OID = bytes.fromhex("060a2a831a8c9a440a010103")
"""1.2.410.200004.10.1.1.3 (NPKI), in DER."""
_SHA256_INFO = bytes.fromhex("3031300d060960864801650304020105000420")
"""The DigestInfo of SHA-256 up to the digest (RFC 8017 section 9.2, note 1)."""

Json = dict[str, Any]


class KeyMissing(Exception):
    """The token holds no private key for the certificate."""


class KeyNotMade(Exception):
    """The token makes no RSA key of the length asked for."""


class KeyUnsafe(Exception):
    """The token has made a key that it would give out."""


def seen_in(slot: Any) -> Json:
    """Return what one slot holds; one that fails is a fault, one without a token is empty."""
    from pkcs11 import TokenFlag

    named = {"slot": slot.slot_id, "label": "", "serial": ""}
    try:
        token = token_in(slot)
        if token is None or not token.flags & TokenFlag.TOKEN_INITIALIZED:
            return {"empty": named}
        named |= {"label": token.label, "serial": serial_of(token)}
        return {
            "token": {
                **named,
                "certificates": _certificates(token),
                "longest_key": _longest_key(slot),
                "write_protected": bool(token.flags & TokenFlag.WRITE_PROTECTED),
            }
        }
    except Exception as error:  # noqa: BLE001 - whatever a driver makes of one slot
        return {"fault": {**named, "error": type(error).__name__}}


def token_in(slot: Any) -> Any:
    """Return the token in a slot; None where there is none that can be read."""
    from pkcs11.exceptions import TokenNotPresent, TokenNotRecognised

    try:
        return slot.get_token()
    except (TokenNotPresent, TokenNotRecognised):  # pulled out this moment, or a foreign card
        return None


def serial_of(token: Any) -> str:
    """Return a token's serial number as text."""
    return bytes(token.serial).rstrip(b" \0").decode("ascii", "replace")


def _longest_key(slot: Any) -> int:
    """Return how long an RSA key made in the token may be, in bits; 0 where it makes none."""
    from pkcs11 import Mechanism, PKCS11Error

    try:
        return int(slot.get_mechanism_info(Mechanism.RSA_PKCS_KEY_PAIR_GEN).max_key_length)
    except PKCS11Error:
        return 0


def _certificates(token: Any) -> list[Json]:
    from pkcs11 import Attribute, ObjectClass

    with token.open() as session:
        return [
            {
                "id": _attribute(found, Attribute.ID).hex(),
                "value": _attribute(found, Attribute.VALUE).hex(),
            }
            for found in _objects(session, ObjectClass.CERTIFICATE)
        ]


def _objects(session: Any, kind: Any) -> list[Any]:
    from pkcs11 import Attribute

    return list(islice(session.get_objects({Attribute.CLASS: kind}), MAX_OBJECTS))


def _attribute(found: Any, attribute: Any) -> bytes:
    """Return an attribute, empty where the token does not have it or does not tell."""
    from pkcs11.exceptions import AttributeSensitive, AttributeTypeInvalid

    try:
        value = found[attribute]
    except (AttributeSensitive, AttributeTypeInvalid, KeyError):
        return b""
    octets = value.encode() if isinstance(value, str) else bytes(value or b"")
    return octets[:MAX_ATTRIBUTE_BYTES]


def private_key(session: Any, key_id: bytes, modulus: int) -> Any:
    """Return the key with the certificate's ID, or else with its modulus. Raises KeyMissing."""
    from pkcs11 import Attribute, ObjectClass

    keys = _objects(session, ObjectClass.PRIVATE_KEY)
    by_id = [key for key in keys if key_id and _attribute(key, Attribute.ID) == key_id]
    by_modulus = (
        key
        for key in keys
        if modulus and int.from_bytes(_attribute(key, Attribute.MODULUS)) == modulus
    )
    found = next(iter(by_id), None) or next(by_modulus, None)
    if found is None:
        raise KeyMissing
    return found


def random_of(session: Any, key: Any) -> bytes | None:
    """Return R from the data object with R's OID.

    Of several it is the one labelled as the key is, or else the only one that no other key on the
    token is labelled as: a token of which several certificates are in use holds one R for each.
    """
    from pkcs11 import Attribute, ObjectClass

    named = [
        found
        for found in _objects(session, ObjectClass.DATA)
        if _attribute(found, Attribute.OBJECT_ID) in (_RANDOM_OID, _RANDOM_OID[2:])
    ]
    label = _attribute(key, Attribute.LABEL)
    same = [found for found in named if _attribute(found, Attribute.LABEL) == label]
    if not same and len(named) > 1:
        keys = _objects(session, ObjectClass.PRIVATE_KEY)
        labels = {_attribute(each, Attribute.LABEL) for each in keys}
        same = [found for found in named if _attribute(found, Attribute.LABEL) not in labels]
    chosen = same if len(named) > 1 else named
    return _attribute(chosen[0], Attribute.VALUE) if len(chosen) == 1 else None


def public_numbers(session: Any, key: Any) -> Json:
    """Return the numbers of a private key's public half; empty where the token does not tell.

    Some tell them of the public key alone.
    """
    from pkcs11 import Attribute, ObjectClass

    key_id = _attribute(key, Attribute.ID)
    publics = _objects(session, ObjectClass.PUBLIC_KEY)
    for each in (key, *(found for found in publics if _attribute(found, Attribute.ID) == key_id)):
        modulus, exponent = (
            _attribute(each, name).hex() for name in (Attribute.MODULUS, Attribute.PUBLIC_EXPONENT)
        )
        if modulus and exponent:
            return {"modulus": modulus, "exponent": exponent}
    return {"modulus": "", "exponent": ""}


def signature_of(session: Any, key: Any, content: bytes) -> bytes:
    """Return the RSA PKCS #1 v1.5 signature with SHA-256.

    Some tokens cannot hash: those are given the DigestInfo.
    """
    from pkcs11 import Mechanism

    if Mechanism.SHA256_RSA_PKCS in session.token.slot.get_mechanisms():
        return bytes(key.sign(content, mechanism=Mechanism.SHA256_RSA_PKCS))
    info = _SHA256_INFO + sha256(content).digest()
    return bytes(key.sign(info, mechanism=Mechanism.RSA_PKCS))


def make_key(session: Any, key_id: bytes, label: str, bits: int) -> None:
    """Make an RSA key that the token never gives out. Raises KeyNotMade, KeyUnsafe."""
    from pkcs11 import Attribute, KeyType, MechanismFlag, exceptions

    if bits > _longest_key(session.token.slot):
        raise KeyNotMade
    try:
        _, key = session.generate_keypair(
            KeyType.RSA,
            bits,
            id=key_id,
            label=label,
            store=True,
            capabilities=MechanismFlag.SIGN | MechanismFlag.VERIFY,
            private_template={
                Attribute.PRIVATE: True,
                Attribute.SENSITIVE: True,
                Attribute.EXTRACTABLE: False,
            },
        )
    except (
        exceptions.AttributeValueInvalid,
        exceptions.FunctionNotSupported,
        exceptions.KeySizeRange,
        exceptions.MechanismInvalid,
    ):
        raise KeyNotMade from None
    if int.from_bytes(_attribute(key, Attribute.MODULUS)).bit_length() != bits:
        raise KeyNotMade
    if not key[Attribute.SENSITIVE] or key[Attribute.EXTRACTABLE]:
        raise KeyUnsafe


def keep(session: Any, wanted: Mapping[str, Any]) -> None:
    """Put an object on the token, unless it is there: asking a second time changes nothing.

    A `data` object is private: `label`, `value`, and `is_random` where it is R. A `certificate` is
    public: `label`, `id` (empty for a CA's), `value`, `subject`, `issuer`, `serial`.
    """
    from pkcs11 import Attribute, CertificateType, ObjectClass

    value, label = bytes.fromhex(wanted["value"]), wanted["label"]
    attributes: dict[Any, Any] = {
        Attribute.LABEL: label,
        Attribute.VALUE: value,
    }
    if wanted["kind"] == "data":
        kind, known_by, mark = ObjectClass.DATA, Attribute.LABEL, label.encode()
        attributes |= {Attribute.PRIVATE: True, Attribute.APPLICATION: APPLICATION}
        if wanted["is_random"]:
            attributes[Attribute.OBJECT_ID] = _RANDOM_OID
    else:
        kind, known_by, mark = ObjectClass.CERTIFICATE, Attribute.ID, bytes.fromhex(wanted["id"])
        attributes |= {
            Attribute.PRIVATE: False,
            Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
            Attribute.ID: mark,
            Attribute.SUBJECT: bytes.fromhex(wanted["subject"]),
            Attribute.ISSUER: bytes.fromhex(wanted["issuer"]),
            Attribute.SERIAL_NUMBER: bytes.fromhex(wanted["serial"]),
        }
    for found in _objects(session, kind):
        is_known = not mark or _attribute(found, known_by) == mark
        if is_known and _attribute(found, Attribute.VALUE) == value:
            return
    session.create_object({Attribute.CLASS: kind, Attribute.TOKEN: True, **attributes})


def data_labelled(session: Any, label: str) -> bytes | None:
    """Return the content of a data object; None where there is none of this label."""
    from pkcs11 import Attribute, ObjectClass

    for found in _objects(session, ObjectClass.DATA):
        if _attribute(found, Attribute.LABEL) == label.encode():
            return _attribute(found, Attribute.VALUE)
    return None


def remove(session: Any, key_id: bytes, labels: frozenset[str]) -> None:
    """Take away data objects by their labels, and where there is an ID the key pair with it.

    A key beside which a certificate lies stays, and so does its R: it is in use.
    """
    from pkcs11 import Attribute, ObjectClass

    named = {label.encode() for label in labels}
    certificates = _objects(session, ObjectClass.CERTIFICATE)
    is_used = any(_attribute(found, Attribute.ID) == key_id for found in certificates if key_id)
    for found in _objects(session, ObjectClass.DATA):
        is_random = bool(_attribute(found, Attribute.OBJECT_ID))
        if _attribute(found, Attribute.LABEL) in named and not (is_used and is_random):
            found.destroy()
    for kind in (ObjectClass.PRIVATE_KEY, ObjectClass.PUBLIC_KEY) if key_id and not is_used else ():
        for found in _objects(session, kind):
            if _attribute(found, Attribute.ID) == key_id:
                found.destroy()
