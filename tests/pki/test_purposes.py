"""What a certificate may be used for, as openssl sees it where it has a word for it."""

import pytest
from asn1crypto import x509

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import PkiError
from desktop_client.pki.keyfile import OpenedKey
from desktop_client.pki.purposes import key_signs, may_receive, may_sign
from desktop_client.pki.signing import cms, envelope, old_envelope
from desktop_client.pki.signing.cms_verify import verify
from desktop_client.pki.signing.signer import SigningIdentity
from practice.pki import Practice
from testing.pki import making


def purposes(*names: str, critical: bool = False) -> x509.Extension:
    value = x509.ExtKeyUsageSyntax(list(names))
    return making.extension("extended_key_usage", value, critical=critical)


DOCUMENTS = "1.3.6.1.5.5.7.3.36"


@pytest.mark.parametrize(
    ("extensions", "signs", "receives"),
    [
        ((making.SIGNS,), True, False),
        ((making.ENCIPHERS,), False, True),
        ((), True, True),
        ((making.ISSUES,), False, False),
        ((making.SIGNS, purposes("server_auth")), False, False),
        ((making.SIGNS, purposes("server_auth", critical=True)), False, False),
        ((making.SIGNS, purposes("client_auth", "code_signing")), False, False),
        ((making.SIGNS, purposes("client_auth", "email_protection")), True, False),
        ((making.SIGNS, purposes(DOCUMENTS, critical=True)), True, False),
        ((making.SIGNS, purposes("any_extended_key_usage")), True, False),
        ((making.ENCIPHERS, purposes("server_auth")), False, False),
        ((making.ENCIPHERS, purposes("email_protection")), False, True),
        ((purposes("email_protection"),), True, True),
        ((purposes("time_stamping", critical=True),), False, False),
    ],
)
def test_key_usage_and_extended_key_usage_must_both_allow_it(
    practice_pki: Practice, extensions: tuple[x509.Extension, ...], signs: bool, receives: bool
) -> None:
    ca = practice_pki.chain()[1]
    certificate = making.certificate(ca, *extensions)
    assert (may_sign(certificate), may_receive(certificate)) == (signs, receives)
    signed = verify(cms.sign(b"document", SigningIdentity(certificate, OpenedKey(ca.key, None))))
    assert [one.code for one in signed.findings] == ([] if signs else ["not_for_signing"])
    for seal in (envelope.seal, old_envelope.seal):
        if receives:
            assert seal(b"secret", certificate)
        else:
            with pytest.raises(PkiError, match="not_for_sealing"):
                seal(b"secret", certificate)


def test_a_time_stamp_servers_key_signs_though_no_documents(practice_pki: Practice) -> None:
    stamps = purposes("time_stamping", critical=True)
    certificate = making.certificate(practice_pki.chain()[1], making.SIGNS, stamps)
    assert (key_signs(certificate), may_sign(certificate)) == (True, False)


def test_a_ca_signs_documents_only_where_its_key_usage_says_so(practice_pki: Practice) -> None:
    ca = practice_pki.chain()[1]
    silent = making.of(making.authority(ca))
    told = making.of(making.authority(ca, making.SIGNS))
    assert (may_sign(silent), may_sign(told), may_receive(silent)) == (False, True, False)


def test_the_certificates_of_the_practice_pki_serve(
    practice_pki: Practice, supplier_certificate: Certificate
) -> None:
    assert may_sign(supplier_certificate)
    service = Certificate.from_der((practice_pki.service / "sign.der").read_bytes())
    management = Certificate.from_der((practice_pki.service / "km.der").read_bytes())
    assert (may_sign(service), may_receive(management)) == (True, True)
