"""A second opinion: lists and OCSP answers made by certomancer are judged as it means them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import ocsp
from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig, ServiceLabel
from cryptography.hazmat.primitives import serialization

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import Validity
from desktop_client.pki.judging.chain import Verdict, judge
from desktop_client.pki.judging.trust import TrustList
from desktop_client.pki.revocation import ocsp as responders
from desktop_client.pki.revocation.revocation_list import Question
from desktop_client.pki.revocation.when import When
from practice.leaf import new_key

NOW = datetime.now(UTC).replace(microsecond=0)
NONCE = bytes(range(16))
ENTITIES = ("root", "ca", "good", "revoked", "responder")
CONFIGURATION = """
external-url-prefix: "http://127.0.0.1:1"
keysets:
  keys:
    path-prefix: keys
    keys: {{ {keys} }}
pki-architectures:
  test:
    keyset: keys
    entity-defaults: {{ country-name: kr, organization-name: certomancer }}
    entities: {{ {entities} }}
    certs:
      root:
        subject: root
        issuer: root
        validity: {validity}
        profiles: [{{ id: simple-ca, params: {{ crl-repo: root }} }}]
      ca:
        issuer: root
        validity: {validity}
        profiles:
          - {{ id: simple-ca, params: {{ max-path-len: 0, crl-repo: root }} }}
      good:
        issuer: ca
        validity: {validity}
        extensions:
          - id: key_usage
            critical: true
            smart-value: {{ schema: key-usage, params: [digital_signature] }}
          - id: crl_distribution_points
            smart-value: {{ schema: crl-dist-url, params: {{ crl-repo-names: [ca] }} }}
          - id: authority_information_access
            smart-value: {{ schema: aia-urls, params: {{ ocsp-responder-names: [ca] }} }}
      revoked:
        template: good
        revocation: {{ revoked-since: "{yesterday}", reason: key_compromise }}
      responder:
        issuer: ca
        validity: {validity}
        profiles: [ocsp-responder]
    services:
      crl-repo:
        root: {{ for-issuer: root, signing-key: root, simulated-update-schedule: P1D }}
        ca: {{ for-issuer: ca, signing-key: ca, simulated-update-schedule: P1D }}
      ocsp:
        ca: {{ for-issuer: ca, responder-cert: responder, signing-key: responder }}
"""


class Certomancer:
    """A PKI of certomancer's."""

    def __init__(self, folder: Path) -> None:
        (folder / "keys").mkdir()
        for name in ENTITIES:
            encoded = new_key().private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            (folder / "keys" / f"{name}.pem").write_bytes(encoded)
        first, last = ((NOW + timedelta(days=days)).isoformat() for days in (-365, 365))
        validity = f'{{ valid-from: "{first}", valid-to: "{last}" }}'
        text = CONFIGURATION.format(
            keys=", ".join(f"{name}: {{ path: {name}.pem }}" for name in ENTITIES),
            entities=", ".join(f"{name}: {{ common-name: {name} }}" for name in ENTITIES),
            validity=validity,
            yesterday=(NOW - timedelta(days=1)).isoformat(),
        )
        config = CertomancerConfig.from_yaml(text, key_search_dir=str(folder))
        self.pki = config.get_pki_arch(ArchLabel("test"))

    def certificate(self, name: str) -> Certificate:
        return Certificate.from_der(self.pki.get_cert(CertLabel(name)).dump())

    def lists(self) -> list[bytes]:
        services = self.pki.service_registry
        return [services.get_crl(ServiceLabel(one), at_time=NOW).dump() for one in ("root", "ca")]

    def answer(self, question: Question) -> bytes:
        request = ocsp.OCSPRequest.load(responders.request(question, NONCE))
        responder = self.pki.service_registry.summon_responder(ServiceLabel("ca"), at_time=NOW)
        encoded: bytes = responder.build_ocsp_response(request).dump()
        return encoded


@pytest.fixture(scope="module")
def certomancer(tmp_path_factory: pytest.TempPathFactory) -> Certomancer:
    return Certomancer(tmp_path_factory.mktemp("certomancer"))


def judged(certomancer: Certomancer, name: str, lists: list[bytes]) -> Verdict:
    trust = TrustList((certomancer.certificate("root"),))
    issuers = [certomancer.certificate("ca")]
    return judge(certomancer.certificate(name), trust, intermediates=issuers, crls=lists, at=NOW)


def test_lists_of_certomancer_decide(certomancer: Certomancer) -> None:
    lists = certomancer.lists()
    good = judged(certomancer, "good", lists)
    assert (good.validity, good.findings) == (Validity.VALID, ())
    revoked = judged(certomancer, "revoked", lists)
    assert revoked.validity is Validity.INVALID
    (found,) = revoked.findings
    assert (found.code, found.values["reason"]) == ("revoked", "key_compromise")
    assert judged(certomancer, "good", lists[:1]).validity is Validity.UNDECIDED


@pytest.mark.parametrize("name", ["good", "revoked"])
def test_answers_of_certomancer_are_read(certomancer: Certomancer, name: str) -> None:
    question = Question.about(certomancer.certificate(name), certomancer.certificate("ca"))
    reply = responders.read(certomancer.answer(question), question, NONCE, When.of(NOW))
    assert reply.fault is None
    assert (reply.revoked is not None) is (name == "revoked")
    assert not reply.nonce_missing
    other = responders.read(certomancer.answer(question), question, bytes(16), When.of(NOW))
    assert other.fault == "ocsp_nonce_wrong"
