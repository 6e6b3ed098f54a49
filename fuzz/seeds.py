"""What fuzzing starts from: good inputs of every form, made by the practice PKI."""

from dataclasses import replace

from asn1crypto import cms as asn1_cms
from asn1crypto import core, crl, keys, ocsp, x509

from desktop_client.pki.encoding.der_write import (
    NULL,
    OCTET_STRING,
    SEQUENCE,
    SET,
    context,
    encode,
    encode_integer,
    encode_oid,
)
from desktop_client.pki.issuing import structures as cmp
from desktop_client.pki.issuing.protection import SharedSecret
from desktop_client.pki.keyfile import AES_PBES2, SEED_PBES2, decrypt_key, encrypt_key
from desktop_client.pki.revocation import ocsp as responders
from desktop_client.pki.signing import cms, cms_parts, envelope, timestamp
from desktop_client.pki.signing.signatures import signed_part
from desktop_client.pki.signing.signer import SigningIdentity
from desktop_client.pki.storage.pfx import Identity, Pair
from desktop_client.pki.storage.pfx_writing import write_pfx
from fuzz.context import CONTENT, NONCE, PASSWORD, Context
from practice import keyfile
from testing.pki import making, pfx_making

FEW_ITERATIONS = 16
"""Enough to read a container; a real file has thousands."""
_ENUMERATED = 0x0A
_SHA256 = encode(SEQUENCE, cms_parts.SHA256)
_RSA = encode(SEQUENCE, encode_oid("1.2.840.113549.1.1.1"), NULL)
_LDAP_BIND_RESPONSE, _LDAP_ENTRY, _LDAP_DONE = 0x61, 0x64, 0x65


def key_files(given: Context) -> list[bytes]:
    """Every container, with R and without."""
    plain = private_keys(given)[0]
    old = [
        keyfile.encrypt(plain, PASSWORD, each, iterations=FEW_ITERATIONS)
        for each in keyfile.Container
    ]
    new = [
        encrypt_key(plain, PASSWORD, replace(each, iterations=FEW_ITERATIONS))
        for each in (AES_PBES2, SEED_PBES2)
    ]
    return [*old, *new]


def private_keys(given: Context) -> list[bytes]:
    """With R, without, and of another algorithm."""
    plain, _ = decrypt_key((given.supplier / "signPri.key").read_bytes(), PASSWORD)
    info = keys.PrivateKeyInfo.load(bytes(plain))
    info["attributes"] = None
    return [bytes(plain), info.dump(force=True)]


def pfx(given: Context) -> list[bytes]:
    """As we write it, as NPKI programs do, in the clear, and in indefinite lengths."""
    plain = private_keys(given)[0]
    certificate = pfx_making.certificate_bag(given.certificate.der)
    shrouded = pfx_making.shrouded(
        plain, PASSWORD.decode(), keyfile.Container.PBES1, iterations=FEW_ITERATIONS
    )
    clear = pfx_making.pfx([pfx_making.plain_bag(plain), certificate], None)
    identity = Identity(Pair(given.certificate, bytearray(plain)), None, given.issuers)
    return [
        clear,
        pfx_making.as_ber(clear),
        pfx_making.pfx([shrouded, certificate], None),
        write_pfx(identity, PASSWORD),
    ]


def ca_certificates(given: Context) -> list[bytes]:
    """CaPubs with two certificates, and with none."""
    return [(given.supplier / "CaPubs").read_bytes(), encode(SEQUENCE)]


def certificates(given: Context) -> list[bytes]:
    """A supplier's, the issuers', an OCSP responder's, and PEM."""
    issuers = [issuer.der for issuer in given.issuers]
    return [given.certificate.der, given.km_certificate.der, *issuers, given.chain[0].pem]


def certificate_bodies(given: Context) -> list[bytes]:
    """What is signed of certificates by the issuing CA."""
    alone = [given.certificate.der, given.km_certificate.der, _constrained(given)]
    return [_first(each) for each in alone]


def _constrained(given: Context) -> bytes:
    """A certificate with the extensions a path must obey."""
    ca = given.chain[1]
    excluded = x509.GeneralSubtree(
        {"base": x509.GeneralName("directory_name", x509.Name.build({"country_name": "us"}))}
    )
    extensions = [
        making.extension(
            "name_constraints", x509.NameConstraints({"excluded_subtrees": [excluded]})
        ),
        making.extension(
            "policy_constraints", x509.PolicyConstraints({"inhibit_policy_mapping": 0})
        ),
        making.extension("inhibit_any_policy", core.Integer(0)),
        making.extension("extended_key_usage", x509.ExtKeyUsageSyntax(["ocsp_signing"])),
    ]
    return making.leaf(ca, *extensions).der


def revocation_lists(given: Context) -> list[bytes]:
    """Every partition of the practice PKI, one with critical entries, one of numbers in a row."""
    kept = [path.read_bytes() for path in given.practice.crls]
    row = b"".join(making.entry(serial) for serial in range(1, 200))
    return [*kept, _listed(given), making.revocation_list(given.chain[1], entries=row)]


def revocation_list_bodies(given: Context) -> list[bytes]:
    """What is signed of them."""
    return [_first(found_list) for found_list in revocation_lists(given)]


def _listed(given: Context) -> bytes:
    reason = ("2.5.29.21", True, crl.CRLReason("key_compromise"))
    entries = [making.entry(serial, reason) for serial in (1, given.certificate.serial, 1 << 70)]
    return making.revocation_list(given.chain[1], entries=b"".join(entries))


def ocsp_answers(given: Context) -> list[bytes]:
    """Answers about the certificate, and refusals."""
    refused = [ocsp.OCSPResponse({"response_status": each}).dump() for each in ("try_later",)]
    return [*(ocsp_response(given, body) for body in ocsp_bodies(given)), *refused]


def ocsp_bodies(given: Context) -> list[bytes]:
    """ResponseData (RFC 6960 section 4.2.1): good, revoked, unknown."""
    revoked = ocsp.RevokedInfo({"revocation_time": given.at, "revocation_reason": "superseded"})
    statuses = [("good", core.Null()), ("revoked", revoked), ("unknown", core.Null())]
    return [_ocsp_body(given, ocsp.CertStatus(*status)) for status in statuses]


def _ocsp_body(given: Context, status: ocsp.CertStatus) -> bytes:
    request = ocsp.OCSPRequest.load(responders.request(given.question, NONCE))
    asked = request["tbs_request"]["request_list"][0]["req_cert"]
    single = {"cert_id": asked, "cert_status": status, "this_update": given.at}
    authority = given.question.authority.asn1.subject
    body = {
        "responder_id": ocsp.ResponderId("by_name", authority),
        "produced_at": given.at,
        "responses": [single],
        "response_extensions": [{"extn_id": "nonce", "extn_value": NONCE}],
    }
    found: bytes = ocsp.ResponseData(body).dump()
    return found


def ocsp_response(given: Context, body: bytes) -> bytes:
    """A successful OCSPResponse around ResponseData, signed by the issuing CA."""
    basic = encode(
        SEQUENCE,
        encode_oid("1.3.6.1.5.5.7.48.1.1"),
        encode(OCTET_STRING, given.signed(body)),
    )
    return encode(SEQUENCE, encode(_ENUMERATED, b"\0"), encode(context(0), basic))


def signatures(given: Context) -> list[bytes]:
    """Attached, detached and bare signatures."""
    ways = [
        cms.sign(
            CONTENT, SigningIdentity(given.certificate, given.key, given.issuers), detached=each
        )
        for each in (False, True)
    ]
    return [*ways, signed_over(given, b"")]


def attributes(given: Context) -> list[bytes]:
    """The members of signedAttrs, as `signed_over` takes them."""
    made = asn1_cms.ContentInfo.load(
        cms.sign(CONTENT, SigningIdentity(given.certificate, given.key), detached=True)
    )
    return [made["content"]["signer_infos"][0]["signed_attrs"].contents]


def signed_over(given: Context, members: bytes) -> bytes:
    """A detached signature over these attributes; over the bare content without any."""
    signed = encode(SET, members) if members else CONTENT
    signer = encode(
        SEQUENCE,
        encode_integer(1),
        cms_parts.issuer_and_serial(given.certificate),
        _SHA256,
        encode(context(0), members) if members else b"",
        _RSA,
        encode(OCTET_STRING, given.key.sign(signed)),
    )
    body = encode(
        SEQUENCE,
        encode_integer(1),
        encode(SET, _SHA256),
        encode(SEQUENCE, cms_parts.DATA),
        encode(context(0), given.certificate.der),
        encode(SET, signer),
    )
    return encode(SEQUENCE, encode_oid("1.2.840.113549.1.7.2"), encode(context(0), body))


def envelopes(given: Context) -> list[bytes]:
    """For the service."""
    return [envelope.seal(b"0123456789", given.km_certificate)]


def cmp_messages(given: Context) -> list[bytes]:
    """Every answer of a CA: certificates, to wait, a revocation, a parameter, an error."""
    issued = {
        "cert_or_enc_cert": cmp.CertOrEncCert("certificate", given.certificate.asn1),
    }
    responses = [
        {"cert_req_id": 0, "status": {"status": "accepted"}, "certified_key_pair": issued},
        {"cert_req_id": 1, "status": {"status": "waiting"}},
    ]
    authorities = [each.asn1 for each in given.issuers]
    refused = {"status": "rejection", "status_string": ["no"], "fail_info": {"bad_pop"}}
    parameter = {
        "info_type": cmp.CA_ENCRYPTION_CERTIFICATE,
        "info_value": given.km_certificate.asn1,
    }
    bodies = [
        ("ip", cmp.CertRepMessage({"ca_pubs": authorities, "response": responses[:1]})),
        ("kup", cmp.CertRepMessage({"response": responses})),
        ("pollrep", cmp.PollRepContent([{"cert_req_id": 0, "check_after": 3}])),
        ("rp", cmp.RevRepContent({"status": [{"status": "accepted"}]})),
        ("genp", cmp.GeneralInfo([parameter])),
        ("error", cmp.ErrorMsgContent({"pki_status_info": refused})),
        ("pkiconf", core.Null()),
    ]
    return [_cmp_message(given, cmp.Body(*body)) for body in bodies]


def _cmp_message(given: Context, body: cmp.Body) -> bytes:
    secret = SharedSecret(PASSWORD, iterations=FEW_ITERATIONS)
    header = {
        "pvno": 2,
        "sender": x509.GeneralName("directory_name", given.certificate.asn1.issuer),
        "recipient": x509.GeneralName("directory_name", x509.Name.build({})),
        "message_time": given.at.replace(microsecond=0),
        "protection_alg": secret.algorithm(),
        "transaction_id": bytes(16),
        "recip_nonce": NONCE,
        "general_info": [{"info_type": cmp.IMPLICIT_CONFIRM}],
    }
    part = cmp.ProtectedPart({"header": header, "body": body})
    protection = secret.protect(header["protection_alg"], part.dump())
    along = [each.asn1 for each in given.issuers]
    made = {"header": part["header"], "body": part["body"], "protection": protection}
    encoded: bytes = cmp.Message({**made, "extra_certs": along}).dump()
    return encoded


def time_stamp_answers(given: Context) -> list[bytes]:
    """One that grants, one that refuses."""
    authority = given.stamping
    return [authority.reply(each) for each in (authority.query(CONTENT), b"\x30\x00")]


def time_stamps(given: Context) -> list[bytes]:
    """The token of one that grants."""
    return [timestamp.granted(time_stamp_answers(given)[0], "")]


def ldap_answers(given: Context) -> list[bytes]:
    """To a bind and a search: a list, no attribute, no entry, a referral."""
    bound = ldap_message(1, _LDAP_BIND_RESPONSE, ldap_result(0))
    values = encode(SET, encode(OCTET_STRING, revocation_lists(given)[0]))
    attribute = encode(SEQUENCE, encode(OCTET_STRING, b"certificateRevocationList;binary"), values)
    name = encode(OCTET_STRING, b"ou=dp1p1,o=practiceCA,c=kr")
    found = ldap_message(2, _LDAP_ENTRY, name, encode(SEQUENCE, attribute))
    empty = ldap_message(2, _LDAP_ENTRY, name, encode(SEQUENCE))
    referral = encode(context(3), encode(OCTET_STRING, b"ldap://127.0.0.1/c=kr"))
    done, missing = (ldap_message(2, _LDAP_DONE, ldap_result(code)) for code in (0, 32))
    referred = ldap_message(2, _LDAP_DONE, ldap_result(10), referral)
    return [
        b"".join((bound, *rest)) for rest in ((found, done), (empty, done), (missing,), (referred,))
    ]


def ldap_message(number: int, operation: int, *parts: bytes) -> bytes:
    """An LDAPMessage (RFC 4511 section 4.1.1)."""
    return encode(SEQUENCE, encode_integer(number), encode(operation, *parts))


def ldap_result(code: int) -> bytes:
    """The members of an LDAPResult (section 4.1.9)."""
    empty = encode(OCTET_STRING)
    return encode(_ENUMERATED, bytes([code])) + empty + empty


def ldap_urls(_: Context) -> list[bytes]:
    """As certificates name them."""
    entry = "ou=dp5p1,ou=AccreditedCA,o=yessign,c=kr"
    return [
        f"ldap://ds.yessign.or.kr:389/{entry}?certificateRevocationList?base?(objectClass=*)".encode(),
        f"ldap:///{entry.replace(',', '%2c')}".encode(),
        b"ldap://[::1]:1389/c=kr??sub??!bindname=cn=x",
    ]


def _first(encoded: bytes) -> bytes:
    """The first element of a certificate or list, as it came: what is signed."""
    return bytes(signed_part(encoded))
