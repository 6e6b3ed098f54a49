"""OCSP: openssl answers and reads our questions; only answers that may be believed count."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import ocsp

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import Severity, Validity
from desktop_client.pki.http.limits import Limits
from desktop_client.pki.judging.chain import Revocation, Verdict, judge
from desktop_client.pki.judging.trust import TrustList
from desktop_client.pki.revocation import ocsp as responders
from desktop_client.pki.revocation.addresses import Services
from desktop_client.pki.revocation.answers import Kind
from desktop_client.pki.revocation.online import Online
from desktop_client.pki.revocation.revocation_list import Question
from desktop_client.pki.revocation.when import When
from practice import profile
from practice.authority import Authority, Revoked
from practice.pki import Practice
from testing.pki import making, openssl
from testing.pki.responder import Responder, delegate, no_check
from testing.pki.web import Server, body

HOUR = timedelta(hours=1)
NONCE = b"0123456789abcdef"
OCSP_SIGNING = "ocsp_signing"


@pytest.fixture(scope="session")
def stranger(practice_pki: Practice) -> Authority:
    return practice_pki.chain()[1]


@pytest.fixture(scope="session")
def question(root: Authority, leaf: Certificate) -> Question:
    return Question.about(leaf, making.of(root))


@pytest.fixture
def responder(tmp_path: Path, root: Authority, leaf: Certificate) -> Responder:
    """Signs with the CA's own key and knows the leaf."""
    one = Responder(tmp_path, root, root)
    one.knows(leaf)
    return one


def replied(responder: Responder, question: Question, at: datetime | None = None) -> str | None:
    """The fault of the answer to a question."""
    answer = responder.reply(responders.request(question, NONCE))
    return responders.read(answer, question, NONCE, When.of(at or datetime.now(UTC))).fault


def named(root: Authority, server: Server, path: str = "/ocsp") -> Certificate:
    """A certificate whose only address is an OCSP responder's."""
    return making.certificate(root, making.SIGNS, profile.ocsp(server.address + path))


def judged(
    certificate: Certificate, trust: TrustList, *, responders_first: bool = False
) -> Verdict:
    online = Online(responders=True, responders_first=responders_first)
    return judge(certificate, trust, fetcher=online)


def test_openssl_reads_our_request(tmp_path: Path, question: Question, leaf: Certificate) -> None:
    (tmp_path / "request").write_bytes(responders.request(question, NONCE))
    text = openssl.output("ocsp", "-reqin", tmp_path / "request", "-req_text").decode()
    assert f"Serial Number: {leaf.serial:X}" in text.replace(": 0", ": ")
    assert f"OCSP Nonce: \n{' ' * 12}0410{NONCE.hex().upper()}" in text
    assert "Hash Algorithm: sha1" in text


def test_openssl_says_good_and_revoked(
    responder: Responder, root: Authority, question: Question, leaf: Certificate
) -> None:
    request = responders.request(question, NONCE)
    good = responders.read(responder.reply(request), question, NONCE, When.of(datetime.now(UTC)))
    assert (good.fault, good.revoked, good.unchecked, good.nonce_missing) == (
        None,
        None,
        None,
        False,
    )
    assert good.next_update is not None
    responder.index.clear()
    responder.knows(leaf, making.NOW - HOUR)
    bad = responders.read(responder.reply(request), question, NONCE, When.of(datetime.now(UTC)))
    assert bad.revoked is not None
    assert (bad.revoked.date, bad.revoked.reason) == (making.NOW - HOUR, "key_compromise")


def test_a_certificate_the_responder_does_not_know_is_not_good(
    responder: Responder, question: Question
) -> None:
    responder.index.clear()
    assert replied(responder, question) == "ocsp_unknown"


def test_the_answer_may_name_the_issuer_by_sha256(responder: Responder, question: Question) -> None:
    request = ocsp.OCSPRequest.load(responders.request(question, NONCE))
    identifier = request["tbs_request"]["request_list"][0]["req_cert"]
    for part, value in responders._certificate_id(question, "sha256").items():
        identifier[part] = value
    answer = responder.reply(request.dump(force=True))
    assert b"\x60\x86\x48\x01\x65\x03\x04\x02\x01" in answer
    reply = responders.read(answer, question, NONCE, When.of(datetime.now(UTC)))
    assert (reply.fault, reply.revoked) == (None, None)


def test_an_answer_about_another_certificate_is_not_ours(
    responder: Responder, root: Authority, question: Question
) -> None:
    other = making.leaf(root)
    responder.knows(other)
    about_other = responders.request(Question.about(other, making.of(root)), NONCE)
    reply = responders.read(
        responder.reply(about_other), question, NONCE, When.of(datetime.now(UTC))
    )
    assert reply.fault == "ocsp_not_covering"


def test_another_nonce_is_refused_and_none_is_told(
    responder: Responder, question: Question
) -> None:
    answer = responder.reply(responders.request(question, NONCE))
    now = datetime.now(UTC)
    assert responders.read(answer, question, b"another", When.of(now)).fault == "ocsp_nonce_wrong"
    responder.options = ("-nmin", "60", "-no_nonce")
    request = ocsp.OCSPRequest.load(responders.request(question, NONCE))
    del request["tbs_request"]["request_extensions"]
    reply = responders.read(
        responder.reply(request.dump(force=True)), question, NONCE, When.of(now)
    )
    assert (reply.fault, reply.nonce_missing) == (None, True)


@pytest.mark.parametrize(
    ("purpose", "exempt", "expected"),
    [
        (OCSP_SIGNING, True, (None, False)),
        (OCSP_SIGNING, False, (None, True)),
        ("client_auth", True, ("ocsp_responder_not_allowed", False)),
    ],
)
def test_a_delegate_must_be_sent_by_the_issuer(
    *,
    responder: Responder,
    root: Authority,
    stranger: Authority,
    question: Question,
    purpose: str,
    exempt: bool,
    expected: tuple[str | None, bool],
) -> None:
    responder.signer = delegate(root, stranger.key, purpose, *([no_check()] if exempt else []))
    answer = responder.reply(responders.request(question, NONCE))
    reply = responders.read(answer, question, NONCE, When.of(datetime.now(UTC)))
    assert (reply.fault, reply.unchecked is not None) == expected


@pytest.mark.parametrize("options", [(), ("-resp_key_id",), ("-resp_no_certs",)])
def test_a_delegate_is_known_by_name_or_key_if_its_certificate_came_along(
    *,
    responder: Responder,
    root: Authority,
    stranger: Authority,
    question: Question,
    options: tuple[str, ...],
) -> None:
    responder.signer = delegate(root, stranger.key, OCSP_SIGNING, no_check())
    responder.options = ("-nmin", "60", *options)
    missing = "-resp_no_certs" in options
    assert replied(responder, question) == ("ocsp_responder_not_allowed" if missing else None)


def test_no_stranger_may_answer(
    responder: Responder, stranger: Authority, question: Question
) -> None:
    responder.signer = stranger
    assert replied(responder, question) == "ocsp_responder_not_allowed"
    responder.signer = delegate(stranger, stranger.key, OCSP_SIGNING, no_check())
    assert replied(responder, question) == "ocsp_responder_not_allowed"
    pretender = Authority(responder.ca.certificate, stranger.key)
    responder.signer = delegate(pretender, stranger.key, OCSP_SIGNING, no_check())
    assert replied(responder, question) == "ocsp_responder_not_allowed"


def test_a_delegate_is_believed_while_it_is_valid(
    responder: Responder, root: Authority, stranger: Authority, question: Question
) -> None:
    responder.signer = delegate(root, stranger.key, OCSP_SIGNING, no_check())
    later = making.NOW + 2 * making.YEAR
    assert replied(responder, question, later) == "ocsp_responder_not_allowed"


def test_an_answer_has_its_time(responder: Responder, question: Question) -> None:
    now = datetime.now(UTC)
    assert replied(responder, question, now - HOUR) == "ocsp_not_yet_valid"
    assert replied(responder, question, now + 2 * HOUR) == "ocsp_expired"
    responder.options = ()
    assert replied(responder, question, now + 2 * HOUR) is None
    assert replied(responder, question, now + 25 * HOUR) == "ocsp_expired"


def test_weak_hashes_are_not_believed(responder: Responder, question: Question) -> None:
    responder.options = ("-nmin", "60", "-rmd", "sha1")
    assert replied(responder, question) == "algorithm_weak"


@pytest.mark.parametrize(
    "status", ["malformed_request", "internal_error", "try_later", "sign_required", "unauthorized"]
)
def test_each_refusal_is_told(question: Question, status: str) -> None:
    refusal = ocsp.OCSPResponse({"response_status": status}).dump()
    reply = responders.read(refusal, question, NONCE, When.of(making.NOW))
    assert reply.fault == f"ocsp_{status}"


def test_no_damaged_answer_is_good(responder: Responder, question: Question) -> None:
    answer = responder.reply(responders.request(question, NONCE))
    now = datetime.now(UTC)
    for at in range(len(answer)):
        changed = answer[:at] + bytes([answer[at] ^ 1]) + answer[at + 1 :]
        reply = responders.read(changed, question, NONCE, When.of(now))
        assert reply.fault is not None or _outside_the_signed(answer, changed), at
    for end in range(0, len(answer), 7):
        assert responders.read(answer[:end], question, NONCE, When.of(now)).fault is not None


def _outside_the_signed(answer: bytes, changed: bytes) -> bool:
    """Whether only the certificates that came along, which are not signed, differ."""
    one, other = (ocsp.OCSPResponse.load(data).basic_ocsp_response for data in (answer, changed))
    same = one["tbs_response_data"].dump() == other["tbs_response_data"].dump()
    return same and bool(one["signature"].native == other["signature"].native)


def test_a_responder_decides_where_there_is_no_list(
    root: Authority, trust: TrustList, server: Server, tmp_path: Path
) -> None:
    asked = named(root, server)
    one = Responder(tmp_path, root, root)
    one.knows(asked)
    server.url("/ocsp", one.over_http())
    verdict = judged(asked, trust)
    assert (verdict.validity, verdict.findings) == (Validity.VALID, ())
    (source,) = verdict.sources
    assert (source.kind, source.url) == (Kind.RESPONDER, server.address + "/ocsp")
    one.index.clear()
    one.knows(asked, making.NOW - HOUR)
    verdict = judged(asked, trust)
    assert [found.code for found in verdict.findings] == ["revoked"]
    assert one.asked[0] != one.asked[1], "the nonce must differ"


@pytest.mark.parametrize(("first", "asked"), [(False, ["/list"]), (True, ["/ocsp", "/list"])])
def test_the_order_is_a_setting_and_a_list_saves_the_responder(
    *,
    root: Authority,
    trust: TrustList,
    server: Server,
    tmp_path: Path,
    first: bool,
    asked: list[str],
) -> None:
    url = server.address + "/list"
    certificate = making.leaf(root, profile.ocsp(server.address + "/ocsp"), url=url)
    one = Responder(tmp_path, root, root)
    one.knows(certificate)
    server.url("/ocsp", one.over_http())
    server.url("/list", body(making.revocation_list(root, url=url)))
    assert judged(certificate, trust, responders_first=first).validity is Validity.VALID
    assert server.requests == asked


def test_where_the_first_fails_the_other_is_asked(
    root: Authority, trust: TrustList, server: Server, tmp_path: Path
) -> None:
    url = server.address + "/list"
    certificate = making.leaf(root, profile.ocsp(server.address + "/ocsp"), url=url)
    one = Responder(tmp_path, root, root)
    one.knows(certificate)
    server.url("/ocsp", one.over_http())
    server.url("/list", body(b"no list"))
    assert judged(certificate, trust).validity is Validity.VALID
    server.url("/list", body(making.revocation_list(root, url=url)))
    server.url("/ocsp", body(b"no answer"))
    assert judged(certificate, trust, responders_first=True).validity is Validity.VALID


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (Revocation.REQUIRE, (Validity.UNDECIDED, Severity.UNDECIDED)),
        (Revocation.PREFER, (Validity.VALID, Severity.WARNING)),
    ],
)
def test_with_neither_it_is_undecided_and_told_why(
    root: Authority,
    trust: TrustList,
    server: Server,
    mode: Revocation,
    expected: tuple[Validity, Severity],
) -> None:
    url = server.address + "/list"
    certificate = making.leaf(root, profile.ocsp(server.address + "/ocsp"), url=url)
    for path in ("/list", "/ocsp"):
        server.url(path, body(b"nonsense"))
    verdict = judge(certificate, trust, fetcher=Online(responders=True), revocation=mode)
    assert [found.code for found in verdict.findings] == ["ocsp_damaged", "revocation_unavailable"]
    assert (verdict.validity, verdict.findings[1].severity) == expected


@pytest.mark.parametrize(
    ("responder_revoked", "expected"),
    [(False, Validity.VALID), (True, Validity.UNDECIDED), (None, Validity.UNDECIDED)],
)
def test_a_delegate_without_exemption_must_stand_itself(
    *,
    root: Authority,
    stranger: Authority,
    trust: TrustList,
    server: Server,
    tmp_path: Path,
    responder_revoked: bool | None,
    expected: Validity,
) -> None:
    points = profile.distribution_points(server.address + "/list")
    sent = delegate(root, stranger.key, OCSP_SIGNING, points)
    entries = [Revoked(sent.certificate.serial_number, making.NOW - HOUR)]
    data = making.revocation_list(
        root, *(entries if responder_revoked else []), url=server.address + "/list"
    )
    server.url("/list", body(b"" if responder_revoked is None else data))
    asked = named(root, server)
    one = Responder(tmp_path, root, sent)
    one.knows(asked)
    server.url("/ocsp", one.over_http())
    verdict = judged(asked, trust)
    assert verdict.validity is expected
    if expected is Validity.UNDECIDED:
        assert verdict.findings[0].code == "ocsp_responder_unchecked"


def test_responders_are_asked_only_when_wanted(
    root: Authority, trust: TrustList, server: Server
) -> None:
    verdict = judge(named(root, server), trust, fetcher=Online())
    assert (verdict.validity, server.requests) == (Validity.UNDECIDED, [])


def test_the_table_helps_out(
    root: Authority, trust: TrustList, server: Server, tmp_path: Path
) -> None:
    asked = making.certificate(root, making.SIGNS)
    one = Responder(tmp_path, root, root)
    one.knows(asked)
    url = server.url("/ocsp", one.over_http())
    table = {root.organisation.lower(): Services(ocsp=url)}
    verdict = judge(asked, trust, fetcher=Online(table=table, responders=True))
    assert verdict.validity is Validity.VALID


def test_an_answer_beyond_all_sizes_is_given_up(question: Question, server: Server) -> None:
    url = server.url("/ocsp", body(b"\x30" * 1000))
    with pytest.raises(Exception, match="too_large"):
        responders.ask(url, question, When.of(making.NOW), Limits(max_bytes=999))
