"""Time stamps by `openssl ts`: asked for, kept in the signature, judged; and what goes wrong."""

from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from asn1crypto import cms as asn1_cms

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import Finding, PkiError, Severity, Validity, finding
from desktop_client.pki.judging.chain import Revocation, Verdict, judge
from desktop_client.pki.judging.signers import Along, JudgedSigner, judge_signer
from desktop_client.pki.judging.trust import TrustList, read_certificates
from desktop_client.pki.keyfile import OpenedKey
from desktop_client.pki.signing import cms, timestamp
from desktop_client.pki.signing.cms_verify import verify
from desktop_client.pki.signing.document import Stamping
from desktop_client.pki.signing.signer import SigningIdentity
from practice.pki import Practice
from testing.pki import openssl
from testing.pki.tsa import Authority, authority, stamping
from testing.pki.web import Answer, Server, body

__all__ = ["authority", "stamping"]
DOCUMENT = "견적서\n".encode()


@pytest.fixture
def stamped(supplier_certificate: Certificate, supplier_key: OpenedKey, stamping: str) -> bytes:
    return cms.sign(
        DOCUMENT,
        SigningIdentity(supplier_certificate, supplier_key),
        stamper=lambda value: timestamp.ask(stamping, value),
    )


def judged(encoded: bytes, *trusted: Path) -> JudgedSigner:
    trust = TrustList.of([one for path in trusted for one in read_certificates(path)])

    def by_chain(
        certificate: Certificate, along: Along, at: datetime | None, *, self_stated: bool = False
    ) -> Verdict:
        others = along.certificates
        return judge(
            certificate,
            trust,
            intermediates=others,
            at=at,
            self_stated=self_stated,
            revocation=Revocation.OFF,
        )

    signed = verify(encoded)
    along, _ = Along.of(signed.certificates)
    return judge_signer(signed.signers[0], along, by_chain, datetime.now(UTC))


def codes(one: JudgedSigner) -> set[str]:
    return {found.code for found in one.findings} - {"revocation_not_checked"}


def test_openssl_accepts_signature_and_stamp(
    stamped: bytes, practice_pki: Practice, authority: Authority, tmp_path: Path
) -> None:
    trusted = tmp_path / "trusted.pem"
    trusted.write_bytes(practice_pki.root.read_bytes() + practice_pki.ca.read_bytes())
    command = ("cms", "-verify", "-cades", "-binary", "-inform", "der", "-purpose", "any")
    assert openssl.output(*command, "-CAfile", trusted, data=stamped) == DOCUMENT
    (signer,) = asn1_cms.ContentInfo.load(stamped)["content"]["signer_infos"]
    (tmp_path / "value").write_bytes(signer["signature"].native)
    signed = verify(stamped).signers[0]
    (tmp_path / "token").write_bytes(*signed.timestamps)
    openssl.output(
        *("ts", "-verify", "-data", tmp_path / "value", "-in", tmp_path / "token"),
        *("-token_in", "-CAfile", authority.root),
    )


def test_a_good_stamp_proves_the_time(
    stamped: bytes, practice_pki: Practice, authority: Authority
) -> None:
    found = judged(stamped, practice_pki.root, practice_pki.ca, authority.root)
    assert (found.validity, codes(found)) == (Validity.VALID, set())
    assert found.stamp is not None
    assert found.stamp.validity is Validity.VALID
    assert found.stamp.authority == authority.certificate("tsa")


def test_a_stamp_of_a_stranger_proves_nothing_and_harms_nothing(
    stamped: bytes, practice_pki: Practice
) -> None:
    found = judged(stamped, practice_pki.root, practice_pki.ca)
    assert (found.validity, codes(found)) == (Validity.VALID, {"timestamp_unproved"})
    assert found.stamp is not None
    assert found.stamp.validity is Validity.UNDECIDED


def test_a_stamp_of_another_signature(
    supplier_certificate: Certificate,
    supplier_key: OpenedKey,
    practice_pki: Practice,
    authority: Authority,
    stamping: str,
) -> None:
    other = timestamp.ask(stamping, b"another value")
    encoded = cms.sign(
        DOCUMENT, SigningIdentity(supplier_certificate, supplier_key), stamper=lambda _: other
    )
    found = judged(encoded, practice_pki.root, practice_pki.ca, authority.root)
    assert (found.validity, codes(found)) == (Validity.VALID, {"timestamp_unproved"})
    assert found.stamp is not None
    assert "timestamp_imprint_wrong" in {one.code for one in found.stamp.findings}


@pytest.mark.parametrize("damage", [b"", b"\x30\x00", b"\x04\x01x"])
def test_a_damaged_stamp(
    supplier_certificate: Certificate,
    supplier_key: OpenedKey,
    practice_pki: Practice,
    damage: bytes,
) -> None:
    encoded = cms.sign(
        DOCUMENT, SigningIdentity(supplier_certificate, supplier_key), stamper=lambda _: damage
    )
    found = judged(encoded, practice_pki.root, practice_pki.ca)
    assert (found.validity, codes(found)) == (Validity.VALID, {"timestamp_unproved"})
    assert found.stamp is not None
    assert [one.code for one in found.stamp.findings] == ["timestamp_damaged"]


def test_a_changed_stamp_is_wrong(authority: Authority, stamping: str) -> None:
    token = timestamp.ask(stamping, b"value")
    changed = token[:-1] + bytes([token[-1] ^ 1])
    assert [one.code for one in timestamp.read(changed, b"value").findings] == ["signature_wrong"]


@pytest.mark.parametrize("name", ["other", "loose"])
def test_a_certificate_that_must_not_stamp(name: str, authority: Authority, stamping: str) -> None:
    """`openssl ts` makes no such stamp: the certificate is put in place of the one it used."""
    other = authority.certificate(name)
    token = asn1_cms.ContentInfo.load(timestamp.ask(stamping, b"value"))
    signed = token["content"]
    signed["certificates"] = [other.asn1]
    signed["signer_infos"][0]["sid"] = asn1_cms.SignerIdentifier(
        {"issuer_and_serial_number": {"issuer": other.asn1.issuer, "serial_number": other.serial}}
    )
    found = {one.code for one in timestamp.read(token.dump(force=True), b"value").findings}
    assert found == {"signing_certificate_mismatch", "timestamp_not_allowed"}


def test_the_next_server_is_asked(server: Server, stamping: str) -> None:
    dead = "http://127.0.0.1:9/"
    nonsense = server.url("/nonsense", body(b"<html>"))
    asked = Stamping([dead, nonsense, server.url("/gone", status(404)), stamping], nothing_found)
    assert asked(b"value") is not None
    told = [one.code for one in asked.findings]
    assert told == ["unreachable", "timestamp_damaged", "timestamp_server_error"]
    assert asked.findings[-1].values["reason"] == "http_404"
    assert Stamping([dead], nothing_found, required=False)(b"value") is None


def nothing_found(_token: bytes, _signature: bytes) -> list[Finding]:
    return []


def status(code: int) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(code)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return answer


def test_a_stamp_that_would_never_count_is_not_used(server: Server, authority: Authority) -> None:
    first, second = (server.url(path, authority.answer()) for path in ("/first", "/second"))
    found = iter([[finding("certificate_expired")], []])
    asked = Stamping([first, second], lambda *_: next(found))
    assert asked(b"value") is not None
    (told,) = asked.findings
    assert (told.code, told.values) == (
        "timestamp_unusable",
        {"url": first, "reason": "certificate_expired"},
    )
    asked = Stamping([first], lambda *_: [finding("certificate_expired")])
    with pytest.raises(PkiError, match="timestamp_missing"):
        asked(b"value")


def test_a_doubtful_stamp_is_taken_when_no_better_one_comes(
    server: Server, authority: Authority
) -> None:
    first, second = (server.url(path, authority.answer()) for path in ("/first", "/second"))
    found = iter([[finding("revocation_unavailable")], []])
    asked = Stamping([first, second], lambda *_: next(found))
    assert asked(b"value") is not None
    assert asked.findings == []
    asked = Stamping([first], lambda *_: [finding("revocation_unavailable")])
    assert asked(b"value") is not None
    assert [(one.code, one.severity) for one in asked.findings] == [
        ("timestamp_unproved", Severity.WARNING)
    ]


def test_a_refusal_and_an_answer_to_another_query(server: Server, authority: Authority) -> None:
    refusing = server.url("/refusing", body(authority.reply(b"\x30\x00")))
    with pytest.raises(PkiError, match="timestamp_refused"):
        timestamp.ask(refusing, b"value")
    query = openssl.output("ts", "-query", "-digest", "00" * 32, "-sha256", "-cert")
    older = server.url("/older", body(authority.reply(query)))
    with pytest.raises(PkiError, match="timestamp_answer_wrong") as wrong:
        timestamp.ask(older, b"value")
    assert wrong.value.values["reason"] == "timestamp_imprint_wrong"
    (authority.folder / "data").write_bytes(b"value")
    query = openssl.output("ts", "-query", "-data", authority.folder / "data", "-sha256", "-cert")
    replayed = server.url("/replayed", body(authority.reply(query)))
    with pytest.raises(PkiError, match="timestamp_answer_wrong") as wrong:
        timestamp.ask(replayed, b"value")
    assert wrong.value.values["reason"] == "nonce"
