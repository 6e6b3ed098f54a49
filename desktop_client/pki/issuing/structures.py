"""CMP messages (RFC 9810 appendix F, explicit tags) and CRMF (RFC 4211 appendix B, implicit tags).

The names are the standards' own, as asn1crypto spells such names.
"""

# asn1crypto is untyped.
# mypy: disable-error-code="misc"

from typing import ClassVar

from desktop_client.pki.encoding.asn1 import algos, core, keys, prepare, x509

PBM = "1.2.840.113533.7.66.13"
PBMAC1 = "1.2.840.113549.1.5.14"
IMPLICIT_CONFIRM = "1.3.6.1.5.5.7.4.13"
CA_ENCRYPTION_CERTIFICATE = "1.3.6.1.5.5.7.4.1"
OLD_CERTIFICATE = "1.3.6.1.5.5.7.5.1.5"

IP, KUP, RP, CONFIRMED, GENP, ERROR, POLL = "ip", "kup", "rp", "pkiconf", "genp", "error", "pollrep"


class FreeText(core.SequenceOf):
    """PKIFreeText."""

    _child_spec = core.UTF8String


class InfoTypeAndValue(core.Sequence):
    """One piece of general information."""

    _fields: ClassVar = [
        ("info_type", core.ObjectIdentifier),
        ("info_value", core.Any, {"optional": True}),
    ]


class GeneralInfo(core.SequenceOf):
    """What goes in a header's generalInfo, in genm and in genp."""

    _child_spec = InfoTypeAndValue


class Algorithm(core.Sequence):
    """AlgorithmIdentifier, its parameters unread: each mechanism reads its own."""

    _fields: ClassVar = [
        ("algorithm", core.ObjectIdentifier),
        ("parameters", core.Any, {"optional": True}),
    ]


class Header(core.Sequence):
    """PKIHeader (RFC 9810 section 5.1.1)."""

    _fields: ClassVar = [
        ("pvno", core.Integer),
        ("sender", x509.GeneralName),
        ("recipient", x509.GeneralName),
        ("message_time", core.GeneralizedTime, {"explicit": 0, "optional": True}),
        ("protection_alg", Algorithm, {"explicit": 1, "optional": True}),
        ("sender_kid", core.OctetString, {"explicit": 2, "optional": True}),
        ("recip_kid", core.OctetString, {"explicit": 3, "optional": True}),
        ("transaction_id", core.OctetString, {"explicit": 4, "optional": True}),
        ("sender_nonce", core.OctetString, {"explicit": 5, "optional": True}),
        ("recip_nonce", core.OctetString, {"explicit": 6, "optional": True}),
        ("free_text", FreeText, {"explicit": 7, "optional": True}),
        ("general_info", GeneralInfo, {"explicit": 8, "optional": True}),
    ]


class OptionalValidity(core.Sequence):
    """A validity of which either end may be left out."""

    _fields: ClassVar = [
        ("not_before", x509.Time, {"explicit": 0, "optional": True}),
        ("not_after", x509.Time, {"explicit": 1, "optional": True}),
    ]


class CertTemplate(core.Sequence):
    """What a certificate is to be, or by what it is known (RFC 4211 section 5)."""

    _fields: ClassVar = [
        ("version", core.Integer, {"implicit": 0, "optional": True}),
        ("serial_number", core.Integer, {"implicit": 1, "optional": True}),
        ("signing_alg", Algorithm, {"implicit": 2, "optional": True}),
        ("issuer", x509.Name, {"explicit": 3, "optional": True}),
        ("validity", OptionalValidity, {"implicit": 4, "optional": True}),
        ("subject", x509.Name, {"explicit": 5, "optional": True}),
        ("public_key", keys.PublicKeyInfo, {"implicit": 6, "optional": True}),
        ("issuer_uid", core.BitString, {"implicit": 7, "optional": True}),
        ("subject_uid", core.BitString, {"implicit": 8, "optional": True}),
        ("extensions", x509.Extensions, {"implicit": 9, "optional": True}),
    ]


class AttributeTypeAndValue(core.Sequence):
    """A control of a request, or registration information beside it."""

    _fields: ClassVar = [("type", core.ObjectIdentifier), ("value", core.Any)]


class Attributes(core.SequenceOf):
    """Controls, or registration information."""

    _child_spec = AttributeTypeAndValue


class CertId(core.Sequence):
    """A certificate by issuer and serial number."""

    _fields: ClassVar = [("issuer", x509.GeneralName), ("serial_number", core.Integer)]


class CertRequest(core.Sequence):
    """What is asked for; its encoding is what the key to be certified signs."""

    _fields: ClassVar = [
        ("cert_req_id", core.Integer),
        ("cert_template", CertTemplate),
        ("controls", Attributes, {"optional": True}),
    ]


class PopoSigningKey(core.Sequence):
    """Proof of possession by a signature over the request (RFC 4211 section 4.1)."""

    _fields: ClassVar = [
        ("poposk_input", core.Sequence, {"implicit": 0, "optional": True}),
        ("algorithm_identifier", algos.SignedDigestAlgorithm),
        ("signature", core.OctetBitString),
    ]


class ProofOfPossession(core.Choice):
    """The ways of proof that are read here; one by a key that cannot sign is not."""

    _alternatives: ClassVar = [
        ("ra_verified", core.Null, {"implicit": 0}),
        ("signature", PopoSigningKey, {"implicit": 1}),
    ]


class CertReqMsg(core.Sequence):
    """A request with its proof."""

    _fields: ClassVar = [
        ("cert_req", CertRequest),
        ("popo", ProofOfPossession, {"optional": True}),
        ("reg_info", Attributes, {"optional": True}),
    ]


class CertReqMessages(core.SequenceOf):
    """The requests of one message."""

    _child_spec = CertReqMsg


class Status(core.Integer):
    """PKIStatus."""

    _map: ClassVar = {
        0: "accepted",
        1: "granted_with_mods",
        2: "rejection",
        3: "waiting",
        4: "revocation_warning",
        5: "revocation_notification",
        6: "key_update_warning",
    }


class Failure(core.BitString):
    """PKIFailureInfo."""

    _map: ClassVar = {
        0: "bad_alg",
        1: "bad_message_check",
        2: "bad_request",
        3: "bad_time",
        4: "bad_cert_id",
        5: "bad_data_format",
        6: "wrong_authority",
        7: "incorrect_data",
        8: "missing_time_stamp",
        9: "bad_pop",
        10: "cert_revoked",
        11: "cert_confirmed",
        12: "wrong_integrity",
        13: "bad_recipient_nonce",
        14: "time_not_available",
        15: "unaccepted_policy",
        16: "unaccepted_extension",
        17: "add_info_not_available",
        18: "bad_sender_nonce",
        19: "bad_cert_template",
        20: "signer_not_trusted",
        21: "transaction_id_in_use",
        22: "unsupported_version",
        23: "not_authorized",
        24: "system_unavail",
        25: "system_failure",
        26: "duplicate_cert_req",
    }


class StatusInfo(core.Sequence):
    """PKIStatusInfo."""

    _fields: ClassVar = [
        ("status", Status),
        ("status_string", FreeText, {"optional": True}),
        ("fail_info", Failure, {"optional": True}),
    ]


class EncryptedKey(core.Choice):
    """Something encrypted, which is not read here."""

    _alternatives: ClassVar = [
        ("encrypted_value", core.Sequence),
        ("enveloped_data", core.Sequence, {"implicit": 0}),
    ]


class CertOrEncCert(core.Choice):
    """A certificate; an encrypted one is not read here."""

    _alternatives: ClassVar = [
        ("certificate", x509.Certificate, {"explicit": 0}),
        ("encrypted_cert", EncryptedKey, {"explicit": 1}),
    ]


class CertifiedKeyPair(core.Sequence):
    """What was issued; keys come from here, never from the CA."""

    _fields: ClassVar = [
        ("cert_or_enc_cert", CertOrEncCert),
        ("private_key", EncryptedKey, {"explicit": 0, "optional": True}),
        ("publication_info", core.Sequence, {"explicit": 1, "optional": True}),
    ]


class CertResponse(core.Sequence):
    """The answer to one request."""

    _fields: ClassVar = [
        ("cert_req_id", core.Integer),
        ("status", StatusInfo),
        ("certified_key_pair", CertifiedKeyPair, {"optional": True}),
        ("rsp_info", core.OctetString, {"optional": True}),
    ]


class CertResponses(core.SequenceOf):
    """The answers of one message."""

    _child_spec = CertResponse


class Certificates(core.SequenceOf):
    """Certificates that come along."""

    _child_spec = x509.Certificate


class CertRepMessage(core.Sequence):
    """The content of ip and kup."""

    _fields: ClassVar = [
        ("ca_pubs", Certificates, {"explicit": 1, "optional": True}),
        ("response", CertResponses),
    ]


class RevDetails(core.Sequence):
    """A certificate to be revoked, and why."""

    _fields: ClassVar = [
        ("cert_details", CertTemplate),
        ("crl_entry_details", x509.Extensions, {"optional": True}),
    ]


class RevReqContent(core.SequenceOf):
    """The content of rr."""

    _child_spec = RevDetails


class StatusInfos(core.SequenceOf):
    """An answer for each certificate."""

    _child_spec = StatusInfo


class RevRepContent(core.Sequence):
    """The content of rp."""

    _fields: ClassVar = [
        ("status", StatusInfos),
        ("rev_certs", core.Sequence, {"explicit": 0, "optional": True}),
        ("crls", core.Sequence, {"explicit": 1, "optional": True}),
    ]


class ErrorMsgContent(core.Sequence):
    """The content of error."""

    _fields: ClassVar = [
        ("pki_status_info", StatusInfo),
        ("error_code", core.Integer, {"optional": True}),
        ("error_details", FreeText, {"optional": True}),
    ]


class CertStatus(core.Sequence):
    """Whether a certificate was taken."""

    _fields: ClassVar = [
        ("cert_hash", core.OctetString),
        ("cert_req_id", core.Integer),
        ("status_info", StatusInfo, {"optional": True}),
        ("hash_alg", Algorithm, {"explicit": 0, "optional": True}),
    ]


class CertConfirmContent(core.SequenceOf):
    """The content of certConf."""

    _child_spec = CertStatus


class PollReq(core.Sequence):
    """The request asked about."""

    _fields: ClassVar = [("cert_req_id", core.Integer)]


class PollReqContent(core.SequenceOf):
    """The content of pollReq."""

    _child_spec = PollReq


class PollRep(core.Sequence):
    """After how many seconds to ask again."""

    _fields: ClassVar = [
        ("cert_req_id", core.Integer),
        ("check_after", core.Integer),
        ("reason", FreeText, {"optional": True}),
    ]


class PollRepContent(core.SequenceOf):
    """The content of pollRep."""

    _child_spec = PollRep


class Body(core.Choice):
    """PKIBody (RFC 9810 section 5.1.2); bodies that no one sends here are left out."""

    _alternatives: ClassVar = [
        ("ir", CertReqMessages, {"explicit": 0}),
        ("ip", CertRepMessage, {"explicit": 1}),
        ("kur", CertReqMessages, {"explicit": 7}),
        ("kup", CertRepMessage, {"explicit": 8}),
        ("rr", RevReqContent, {"explicit": 11}),
        ("rp", RevRepContent, {"explicit": 12}),
        ("pkiconf", core.Null, {"explicit": 19}),
        ("genm", GeneralInfo, {"explicit": 21}),
        ("genp", GeneralInfo, {"explicit": 22}),
        ("error", ErrorMsgContent, {"explicit": 23}),
        ("certconf", CertConfirmContent, {"explicit": 24}),
        ("pollreq", PollReqContent, {"explicit": 25}),
        ("pollrep", PollRepContent, {"explicit": 26}),
    ]


class ProtectedPart(core.Sequence):
    """What a message's protection is over."""

    _fields: ClassVar = [("header", Header), ("body", Body)]


class Message(core.Sequence):
    """PKIMessage."""

    _fields: ClassVar = [
        ("header", Header),
        ("body", Body),
        ("protection", core.OctetBitString, {"explicit": 0, "optional": True}),
        ("extra_certs", Certificates, {"explicit": 1, "optional": True}),
    ]


class PbmParameter(core.Sequence):
    """PBMParameter (RFC 9810 section 5.1.3.1)."""

    _fields: ClassVar = [
        ("salt", core.OctetString),
        ("owf", Algorithm),
        ("iteration_count", core.Integer),
        ("mac", Algorithm),
    ]


class Pbmac1Parameter(core.Sequence):
    """PBMAC1-params (RFC 8018 appendix A.5)."""

    _fields: ClassVar = [
        ("key_derivation_func", algos.KdfAlgorithm),
        ("message_auth_scheme", Algorithm),
    ]


prepare()
