"""Where sources differ a revocation stands, and only a newer word lifts a hold."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TypedDict

import pytest
from asn1crypto import core, crl, ocsp

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding.der_write import encode, encode_oid
from desktop_client.pki.findings import Validity
from desktop_client.pki.judging.chain import Verdict, judge
from desktop_client.pki.judging.trust import TrustList
from desktop_client.pki.revocation import ocsp as responders
from desktop_client.pki.revocation.at_hand import AtHand
from desktop_client.pki.revocation.crl import CrlFetcher
from desktop_client.pki.revocation.online import Online
from desktop_client.pki.revocation.revocation_list import Question, RevocationList
from desktop_client.pki.revocation.when import When
from practice import profile
from practice.authority import Authority, Revoked
from testing.pki import making
from testing.pki.responder import Responder
from testing.pki.web import Server, body

VALID, INVALID, UNDECIDED = Validity.VALID, Validity.INVALID, Validity.UNDECIDED
HOUR = timedelta(hours=1)
HOLD, SUPERSEDED = "certificate_hold", "superseded"
LIFTED = ("2.5.29.21", False, crl.CRLReason("remove_from_crl"))


def codes(verdict: Verdict) -> list[str]:
    return [one.code for one in verdict.findings]


def made(root: Authority, hours: float, *revoked: Revoked, until: float = 24) -> bytes:
    """A list issued so many hours ago."""
    valid = (making.NOW - hours * HOUR, making.NOW + until * HOUR)
    return making.revocation_list(root, *revoked, valid=valid)


def entry(certificate: Certificate, reason: str) -> Revoked:
    return Revoked(certificate.serial, making.NOW - 90 * HOUR, reason)


@pytest.mark.parametrize(
    ("reason", "older", "newer", "expected", "told"),
    [
        (SUPERSEDED, True, False, INVALID, ["revoked", "revocation_contradicted"]),
        (SUPERSEDED, False, True, INVALID, ["revoked"]),
        (HOLD, True, False, VALID, ["hold_lifted"]),
        (HOLD, False, True, INVALID, ["revoked"]),
    ],
)
@pytest.mark.parametrize("reversed_", [False, True])
@pytest.mark.parametrize("until", [24, -2])
def test_two_lists_that_differ(
    root: Authority,
    trust: TrustList,
    *,
    reason: str,
    older: bool,
    newer: bool,
    expected: Validity,
    told: list[str],
    reversed_: bool,
    until: float,
) -> None:
    leaf = making.leaf(root)
    entries = [entry(leaf, reason)]
    lists = [
        made(root, 20, *(entries if older else ()), until=until),
        made(root, 1, *(entries if newer else ())),
    ]
    verdict = judge(leaf, trust, crls=lists[::-1] if reversed_ else lists)
    assert (verdict.validity, codes(verdict)) == (expected, told)


def test_a_list_of_the_same_time_does_not_lift_a_hold(
    root: Authority, trust: TrustList, leaf: Certificate
) -> None:
    lists = [made(root, 1, entry(leaf, HOLD)), made(root, 1)]
    assert judge(leaf, trust, crls=lists).validity is INVALID


def delta(root: Authority, number: int, base: int, *entries: bytes, hours: float = 1) -> bytes:
    def change(tbs: crl.TbsCertList) -> None:
        kept = [one for one in tbs["crl_extensions"] if one["extn_id"].native != "crl_number"]
        tbs["crl_extensions"] = [
            *kept,
            making.list_extension("crl_number", core.Integer(number), critical=False),
            making.list_extension("delta_crl_indicator", core.Integer(base)),
        ]

    valid = (making.NOW - hours * HOUR, making.NOW + making.DAY)
    return making.revocation_list(root, entries=b"".join(entries), change=change, valid=valid)


@pytest.mark.parametrize(
    ("number", "base", "hours", "expected"),
    [
        (2, 1, 1, VALID),
        (1, 1, 1, INVALID),  # not newer than the complete list, whose number is 1
        (3, 2, 1, INVALID),  # its base is newer than the complete list
        (2, 1, 30, INVALID),  # older than the complete list
    ],
)
def test_a_delta_list_lifts_a_hold_of_the_list_it_goes_with(
    root: Authority, trust: TrustList, *, number: int, base: int, hours: float, expected: Validity
) -> None:
    leaf = making.leaf(root)
    lifting = delta(root, number, base, making.entry(leaf.serial, LIFTED), hours=hours)
    on_hold = made(root, 20, entry(leaf, HOLD))
    verdict = judge(leaf, trust, crls=[on_hold, lifting])
    assert verdict.validity is expected
    assert ("hold_lifted" in codes(verdict)) is (expected is VALID)


def test_a_delta_list_lifts_nothing_but_a_hold(
    root: Authority, trust: TrustList, leaf: Certificate
) -> None:
    lifting = delta(root, 2, 1, making.entry(leaf.serial, LIFTED))
    revoked = made(root, 20, entry(leaf, SUPERSEDED))
    outdated = made(root, 20, entry(leaf, HOLD), until=-2)
    for one in (revoked, outdated):
        assert judge(leaf, trust, crls=[one, lifting]).validity is INVALID
    assert judge(leaf, trust, crls=[lifting]).validity is UNDECIDED


def test_a_delta_list_that_revokes_counts_over_an_older_list(
    root: Authority, trust: TrustList, leaf: Certificate
) -> None:
    revoking = delta(root, 2, 1, making.entry(leaf.serial))
    assert judge(leaf, trust, crls=[made(root, 20), revoking]).validity is INVALID


class Both:
    """A certificate with a list and a responder on the loopback."""

    def __init__(self, root: Authority, server: Server, folder: Path) -> None:
        self.root, self.server = root, server
        self.url = server.address + "/list"
        self.asked = making.leaf(root, profile.ocsp(server.address + "/ocsp"), url=self.url)
        self.responder = Responder(folder, root, root)

    def says(self, hours: float, *revoked: Revoked, by_responder: bool) -> None:
        valid = (making.NOW - hours * HOUR, making.NOW + making.DAY)
        made = making.revocation_list(self.root, *revoked, url=self.url, valid=valid)
        self.server.url("/list", body(made))
        self.responder.index.clear()
        self.responder.knows(self.asked, making.NOW - HOUR if by_responder else None)
        self.server.url("/ocsp", self.responder.over_http())

    def judged(self, trust: TrustList, *, first: bool, at_hand: tuple[bytes, ...] = ()) -> Verdict:
        lists = CrlFetcher(max_age=6 * HOUR)
        online = Online(lists, responders=True, responders_first=first)
        return judge(self.asked, trust, fetcher=online, crls=at_hand)


@pytest.fixture
def both(root: Authority, server: Server, tmp_path: Path) -> Both:
    return Both(root, server, tmp_path)


@pytest.mark.parametrize("first", [False, True])
@pytest.mark.parametrize("by_list", [False, True])
def test_what_either_calls_revoked_is_revoked(
    both: Both, trust: TrustList, *, first: bool, by_list: bool
) -> None:
    revoked = [entry(both.asked, SUPERSEDED)] if by_list else []
    both.says(24, *revoked, by_responder=not by_list)
    verdict = both.judged(trust, first=first)
    assert verdict.validity is INVALID
    assert ("revocation_contradicted" in codes(verdict)) is (by_list and first)


def test_a_responder_lifts_the_hold_of_an_older_list(both: Both, trust: TrustList) -> None:
    both.says(24, entry(both.asked, HOLD), by_responder=False)
    verdict = both.judged(trust, first=False)
    assert (verdict.validity, codes(verdict)) == (VALID, ["hold_lifted"])


def test_a_list_at_hand_that_is_not_young_is_checked_against_what_is_out_there(
    both: Both, trust: TrustList
) -> None:
    at_hand = (
        making.revocation_list(
            both.root, url=both.url, valid=(making.NOW - 48 * HOUR, making.NOW + making.DAY)
        ),
    )
    both.says(1, entry(both.asked, SUPERSEDED), by_responder=False)
    assert both.judged(trust, first=False, at_hand=at_hand).validity is INVALID
    both.server.url("/list", body(b"out of order"))
    both.server.url("/ocsp", body(b"out of order"))
    verdict = both.judged(trust, first=False, at_hand=at_hand)
    assert (verdict.validity, codes(verdict)) == (VALID, [])


def test_a_responder_that_is_gone_is_not_waited_for_twice(both: Both, trust: TrustList) -> None:
    both.says(24, by_responder=False)
    both.server.url("/ocsp", lambda request: setattr(request, "close_connection", True))
    online = Online(CrlFetcher(max_age=6 * HOUR), responders=True)
    for _ in range(3):
        assert judge(both.asked, trust, fetcher=online).validity is VALID
    assert both.server.requests == ["/list", "/ocsp"]


NONCE = bytes(range(16))


def reply(responder: Responder, asked: Certificate) -> bytes:
    question = Question.about(asked, making.of(responder.ca))
    return responder.reply(responders.request(question, NONCE))


class Came(TypedDict):
    crls: Sequence[RevocationList]
    answers: Sequence[bytes]


def came(along: list[bytes]) -> Came:
    read = AtHand.of(along=along)
    return {"crls": read.lists, "answers": read.answers}


def wrapped(answer: bytes, kind: str = "1.3.6.1.5.5.7.16.2") -> bytes:
    """An OCSP response as it stands among the lists of a signature (RFC 5940)."""
    return encode(0xA1, encode_oid(kind), answer)


@pytest.mark.parametrize("revoked", [False, True])
@pytest.mark.parametrize("listed", [False, True])
def test_lists_that_came_along_decide(
    root: Authority, trust: TrustList, *, revoked: bool, listed: bool
) -> None:
    asked = making.leaf(root)
    along = [made(root, 1, *([entry(asked, SUPERSEDED)] if revoked else ())), b"\x30\x00"]
    expected = INVALID if revoked else VALID
    read = AtHand.of([made(root, 2)] if listed else (), along=along)
    assert judge(asked, trust, crls=read.lists).validity is expected
    assert [one.code for one in read.findings] == ["crl_damaged"]


def test_other_things_that_came_along_count_for_nothing(
    root: Authority, trust: TrustList, tmp_path: Path
) -> None:
    asked = making.leaf(root)
    responder = Responder(tmp_path, root, root)
    responder.knows(asked)
    other = wrapped(reply(responder, asked), "1.3.6.1.5.5.7.16.4")
    assert judge(asked, trust, **came([other, b"\xa1", b"\xa1\x00"])).validity is UNDECIDED


@pytest.mark.parametrize("revoked", [False, True])
def test_answers_that_came_along_decide(
    root: Authority, trust: TrustList, tmp_path: Path, *, revoked: bool
) -> None:
    asked, other = making.leaf(root), making.leaf(root)
    responder = Responder(tmp_path, root, root)
    responder.knows(asked, making.NOW - HOUR if revoked else None)
    responder.knows(other)
    along = [b"", wrapped(reply(responder, other)), wrapped(reply(responder, asked))]
    verdict = judge(asked, trust, **came(along))
    assert (verdict.validity, codes(verdict)) == (
        (INVALID, ["revoked"]) if revoked else (VALID, [])
    )
    elsewhere = judge(asked, trust, **came(along[:2]))
    assert elsewhere.validity is UNDECIDED


def test_answers_that_came_along_must_be_those_of_the_issuer(
    root: Authority, trust: TrustList, tmp_path: Path
) -> None:
    asked = making.leaf(root)
    forger = Responder(tmp_path, root, making.authority(root, name="other"))
    forger.knows(asked)
    assert judge(asked, trust, **came([wrapped(reply(forger, asked))])).validity is UNDECIDED


def test_an_answer_that_says_two_things_decides_nothing(
    root: Authority, leaf: Certificate, tmp_path: Path
) -> None:
    responder = Responder(tmp_path, root, root)
    responder.knows(leaf)
    whole = ocsp.OCSPResponse.load(reply(responder, leaf))
    basic = whole["response_bytes"]["response"].parsed
    responses = basic["tbs_response_data"]["responses"]
    responses.append(responses[0].copy())
    whole["response_bytes"]["response"] = ocsp.BasicOCSPResponse.load(basic.dump(force=True))
    question, when = Question.about(leaf, making.of(root)), When.of(making.NOW)
    said = responders.read(whole.dump(force=True), question, NONCE, when)
    assert (said.fault, said.revoked) == ("ocsp_ambiguous", None)


@pytest.mark.parametrize(("days", "fault"), [(9, None), (11, "ocsp_expired")])
def test_an_answer_of_long_ago_does_not_clear_whatever_its_next_update(
    root: Authority, leaf: Certificate, tmp_path: Path, days: int, fault: str | None
) -> None:
    responder = Responder(tmp_path, root, root, ("-ndays", "4000"))
    responder.knows(leaf)
    later = When.of(making.NOW + days * making.DAY)
    question = Question.about(leaf, making.of(root))
    assert responders.read(reply(responder, leaf), question, NONCE, later).fault == fault
