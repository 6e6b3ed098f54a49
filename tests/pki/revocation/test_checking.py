"""What a verdict makes of revocation lists, at hand or fetched, in each mode."""

from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import core, crl, x509

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import Severity, Validity
from desktop_client.pki.judging.chain import Revocation, Verdict, judge
from desktop_client.pki.judging.trust import TrustList
from desktop_client.pki.revocation.crl import CrlFetcher
from desktop_client.pki.revocation.list_cache import ListCache
from desktop_client.pki.revocation.online import Online
from desktop_client.pki.revocation.revocation_list import RevocationList
from practice import profile
from practice.authority import Authority, Revoked
from practice.pki import Practice
from testing.pki import making, openssl
from testing.pki.web import Server, body

VALID, INVALID, UNDECIDED = Validity.VALID, Validity.INVALID, Validity.UNDECIDED
HOUR = timedelta(hours=1)
ENDED = (making.NOW - making.DAY, making.NOW - HOUR)
AHEAD = (making.NOW + HOUR, making.NOW + making.DAY)


def codes(verdict: Verdict) -> list[tuple[str, Severity]]:
    return [(one.code, one.severity) for one in verdict.findings]


def test_a_current_list_decides(root: Authority, trust: TrustList, leaf: Certificate) -> None:
    clean = making.revocation_list(root, Revoked(leaf.serial + 1, making.NOW - HOUR))
    assert codes(judge(leaf, trust, crls=[clean])) == []
    revoking = making.revocation_list(root, Revoked(leaf.serial, making.NOW - HOUR))
    verdict = judge(leaf, trust, crls=[clean, revoking])
    assert (verdict.validity, codes(verdict)) == (INVALID, [("revoked", Severity.ERROR)])
    assert verdict.findings[0].values == {
        "date": (making.NOW - HOUR).isoformat(),
        "reason": "key_compromise",
    }


def test_openssl_agrees_on_revocation(root: Authority, leaf: Certificate, tmp_path: Path) -> None:
    revoking = making.revocation_list(root, Revoked(leaf.serial, making.NOW - HOUR))
    (tmp_path / "list.pem").write_bytes(openssl.output("crl", "-inform", "der", data=revoking))
    (tmp_path / "root.pem").write_bytes(root.pem)
    pem = openssl.output("x509", "-inform", "der", data=leaf.der)
    lists = ("-crl_check", "-CRLfile", tmp_path / "list.pem")
    done = openssl.run("verify", "-CAfile", tmp_path / "root.pem", *lists, data=pem)
    assert b"certificate revoked" in done.stderr


@pytest.mark.parametrize(
    ("mode", "expected"),
    [(Revocation.REQUIRE, UNDECIDED), (Revocation.PREFER, VALID), (Revocation.OFF, VALID)],
)
def test_a_missing_list_weighs_as_the_mode_says(
    trust: TrustList, leaf: Certificate, mode: Revocation, expected: Validity
) -> None:
    verdict = judge(leaf, trust, revocation=mode)
    (only,) = codes(verdict)
    assert verdict.validity is expected
    assert (
        only
        == {
            Revocation.REQUIRE: ("revocation_unavailable", Severity.UNDECIDED),
            Revocation.PREFER: ("revocation_unavailable", Severity.WARNING),
            Revocation.OFF: ("revocation_not_checked", Severity.INFO),
        }[mode]
    )


def test_off_means_off(root: Authority, trust: TrustList, leaf: Certificate) -> None:
    revoking = making.revocation_list(root, Revoked(leaf.serial, making.NOW - HOUR))
    verdict = judge(leaf, trust, crls=[revoking], revocation=Revocation.OFF)
    assert verdict.validity is VALID


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"valid": ENDED}, "crl_expired"),
        ({"valid": AHEAD}, "crl_not_yet_valid"),
        ({"url": making.LIST_URL + "2"}, "crl_not_covering"),
        ({"entries": making.entry(3, ("1.2.3", True, making.NULL))}, "crl_unsupported"),
    ],
)
def test_a_list_that_does_not_serve_is_told_with_its_fault(
    root: Authority, trust: TrustList, leaf: Certificate, changes: dict[str, object], fault: str
) -> None:
    useless = making.revocation_list(root, **changes)  # type: ignore[arg-type]
    verdict = judge(leaf, trust, crls=[useless])
    assert verdict.validity is UNDECIDED
    assert codes(verdict) == [
        (fault, Severity.WARNING),
        ("revocation_unavailable", Severity.UNDECIDED),
    ]
    assert verdict.findings[1].values["reason"] == fault


def test_a_forged_list_neither_revokes_nor_clears(
    practice_pki: Practice, root: Authority, trust: TrustList, leaf: Certificate
) -> None:
    stranger = practice_pki.chain()[1].key
    for entries in ([], [Revoked(leaf.serial, making.NOW - HOUR)]):
        forged = making.revocation_list(root, *entries, key=stranger)
        verdict = judge(leaf, trust, crls=[forged])
        assert verdict.validity is UNDECIDED
        assert codes(verdict)[0] == ("crl_signature_wrong", Severity.WARNING)


def test_an_outdated_list_still_proves_a_revocation(
    root: Authority, trust: TrustList, leaf: Certificate
) -> None:
    outdated = making.revocation_list(
        root, Revoked(leaf.serial, making.NOW - 2 * HOUR), valid=ENDED
    )
    assert judge(leaf, trust, crls=[outdated]).validity is INVALID


def test_a_list_newer_than_the_time_asked_about_decides_by_its_dates(
    root: Authority, trust: TrustList, leaf: Certificate
) -> None:
    later = making.revocation_list(root, Revoked(leaf.serial, making.NOW - HOUR))
    before = making.NOW - 2 * making.DAY
    verdict = judge(leaf, trust, crls=[later], at=before)
    assert (verdict.validity, codes(verdict)) == (VALID, [("revoked_later", Severity.WARNING)])
    assert judge(leaf, trust, crls=[later], at=making.NOW - HOUR / 2).validity is INVALID
    earlier = making.revocation_list(root, Revoked(leaf.serial, before - HOUR))
    assert judge(leaf, trust, crls=[earlier], at=before).validity is INVALID
    clean = judge(leaf, trust, crls=[making.revocation_list(root)], at=before)
    assert (clean.validity, codes(clean)) == (VALID, [])


def test_a_list_is_newer_than_now_for_nobody(
    root: Authority, trust: TrustList, leaf: Certificate
) -> None:
    before, between = making.NOW - 3 * making.DAY, making.NOW - 2 * making.DAY
    verdict = judge(leaf, trust, crls=[making.revocation_list(root)], at=before, now=between)
    assert verdict.validity is UNDECIDED
    assert codes(verdict)[0] == ("crl_not_yet_valid", Severity.WARNING)


def test_a_list_made_after_the_certificate_has_expired_may_leave_it_out(
    root: Authority, trust: TrustList
) -> None:
    def ended(tbs: x509.TbsCertificate) -> None:
        tbs["validity"]["not_after"] = x509.Time("utc_time", making.NOW - 2 * making.DAY)

    asked = making.resigned(making.leaf(root), root.key, ended)
    before = making.NOW - 3 * making.DAY
    verdict = judge(asked, trust, crls=[making.revocation_list(root)], at=before)
    assert verdict.validity is UNDECIDED
    assert codes(verdict)[0] == ("crl_after_expiry", Severity.WARNING)
    listed = Revoked(asked.serial, before + HOUR)
    verdict = judge(asked, trust, crls=[making.revocation_list(root, listed)], at=before)
    assert (verdict.validity, codes(verdict)) == (VALID, [("revoked_later", Severity.WARNING)])


@pytest.mark.parametrize(
    ("reason", "self_stated", "expected"),
    [
        ("key_compromise", False, VALID),
        ("key_compromise", True, INVALID),
        ("unspecified", True, INVALID),
        ("superseded", True, VALID),
        ("cessation_of_operation", True, VALID),
    ],
)
def test_a_later_revocation_spoils_what_the_key_itself_has_dated(
    root: Authority, trust: TrustList, reason: str, self_stated: bool, expected: Validity
) -> None:
    leaf = making.leaf(root)
    later = making.revocation_list(root, Revoked(leaf.serial, making.NOW - HOUR, reason))
    before = making.NOW - 2 * making.DAY
    verdict = judge(leaf, trust, crls=[later], at=before, self_stated=self_stated)
    assert verdict.validity is expected


def test_a_key_that_was_compromised_before_counts_as_revoked_before(
    root: Authority, trust: TrustList, leaf: Certificate
) -> None:
    reason = ("2.5.29.21", False, crl.CRLReason("key_compromise"))
    since = core.GeneralizedTime(making.NOW - 3 * making.DAY)
    entry = making.entry(leaf.serial, reason, ("2.5.29.24", False, since))
    later = making.revocation_list(root, entries=entry)
    for days, expected in ((2, INVALID), (4, VALID)):
        at = making.NOW - days * making.DAY
        assert judge(leaf, trust, crls=[later], at=at).validity is expected


@pytest.mark.parametrize(
    ("reason", "expected"), [("key_compromise", INVALID), ("superseded", VALID)]
)
def test_whatever_a_compromised_authority_has_issued_is_worth_nothing(
    root: Authority, trust: TrustList, reason: str, expected: Validity
) -> None:
    middle = making.authority(root, profile.distribution_points(making.LIST_URL))
    revoked = Revoked(making.of(middle).serial, making.NOW - HOUR, reason)
    lists = [making.revocation_list(middle), making.revocation_list(root, revoked)]
    below, before = making.leaf(middle), making.NOW - 2 * making.DAY
    verdict = judge(below, trust, intermediates=[making.of(middle)], crls=lists, at=before)
    assert verdict.validity is expected


def test_damaged_lists_are_told_and_the_good_one_decides(
    root: Authority, trust: TrustList, leaf: Certificate
) -> None:
    good = making.revocation_list(root)
    verdict = judge(leaf, trust, crls=[b"", good[:-1], good])
    assert verdict.validity is VALID
    assert codes(verdict) == [("crl_damaged", Severity.WARNING)] * 2


def test_a_broken_entry_leaves_it_undecided(
    root: Authority, trust: TrustList, leaf: Certificate
) -> None:
    broken = making.entry(leaf.serial) + b"\x30"
    verdict = judge(leaf, trust, crls=[making.revocation_list(root, entries=broken)])
    assert verdict.validity is UNDECIDED
    assert codes(verdict)[0] == ("crl_damaged", Severity.WARNING)


def test_a_read_list_serves_again_and_again(
    root: Authority, trust: TrustList, leaf: Certificate
) -> None:
    kept = RevocationList.from_bytes(making.revocation_list(root))
    assert {judge(leaf, trust, crls=[kept]).validity for _ in range(3)} == {VALID}


def test_an_authority_is_asked_about_where_it_names_a_list(
    practice_pki: Practice, root: Authority, trust: TrustList
) -> None:
    silent = making.authority(root, name="silent")
    naming = making.authority(root, profile.distribution_points(making.LIST_URL), name="naming")
    for middle, expected in ((silent, VALID), (naming, UNDECIDED)):
        below, offered = making.leaf(middle), [making.of(middle)]
        lists = [making.revocation_list(middle)]
        verdict = judge(below, trust, intermediates=offered, crls=lists)
        assert verdict.validity is expected
        lists.append(making.revocation_list(root))
        assert judge(below, trust, intermediates=offered, crls=lists).validity is VALID
        revoked = Revoked(offered[0].serial, making.NOW - HOUR)
        lists.append(making.revocation_list(root, revoked, url=None))
        verdict = judge(below, trust, intermediates=offered, crls=lists)
        assert (verdict.validity, codes(verdict)) == (
            INVALID,
            [("issuer_revoked", Severity.ERROR)],
        )


def test_a_list_is_fetched_from_the_certificates_address(
    root: Authority, trust: TrustList, server: Server
) -> None:
    url = server.address + "/list"
    asked = making.leaf(root, url=url)
    server.url("/list", body(making.revocation_list(root, url=url)))
    fetcher = Online()
    assert judge(asked, trust, fetcher=fetcher).validity is VALID
    assert judge(asked, trust, fetcher=fetcher).validity is VALID
    assert server.requests == ["/list"]
    revoking = making.revocation_list(root, Revoked(asked.serial, making.NOW - HOUR), url=url)
    server.url("/list", body(revoking))
    assert judge(asked, trust, fetcher=Online()).validity is INVALID


def test_a_list_at_hand_saves_the_way(root: Authority, trust: TrustList, server: Server) -> None:
    asked = making.leaf(root, url=server.address + "/list")
    at_hand = making.revocation_list(root, url=server.address + "/list")
    assert judge(asked, trust, crls=[at_hand], fetcher=Online()).validity is VALID
    assert server.requests == []


def test_a_fetched_list_that_does_not_serve_leaves_it_undecided(
    root: Authority, trust: TrustList, server: Server
) -> None:
    url = server.address + "/list"
    asked = making.leaf(root, url=url)
    server.url("/list", body(making.revocation_list(root, url=url, valid=ENDED)))
    verdict = judge(asked, trust, fetcher=Online())
    assert codes(verdict) == [("revocation_unavailable", Severity.UNDECIDED)]
    assert verdict.findings[0].values == {"url": url, "reason": "crl_expired"}


def test_an_address_of_another_kind_is_named_not_passed_over(
    root: Authority, trust: TrustList
) -> None:
    url = "ldaps://127.0.0.1:636/ou=dp1?certificateRevocationList"
    verdict = judge(making.leaf(root, url=url), trust, fetcher=Online())
    assert verdict.validity is UNDECIDED
    assert verdict.findings[0].values == {"url": url, "reason": "scheme_unsupported"}


def test_a_certificate_that_names_no_list_is_undecided(root: Authority, trust: TrustList) -> None:
    verdict = judge(making.certificate(root, making.SIGNS), trust, fetcher=Online())
    assert codes(verdict) == [("revocation_unavailable", Severity.UNDECIDED)]
    assert verdict.findings[0].values == {"url": "", "reason": "no_distribution_point"}


def test_for_an_invalid_certificate_no_address_is_asked(
    root: Authority, trust: TrustList, server: Server
) -> None:
    asked = making.leaf(root, url=server.address + "/list")
    later = asked.not_after + HOUR
    verdict = judge(asked, trust, fetcher=Online(), at=later)
    assert verdict.validity is INVALID
    assert server.requests == []


def test_no_strangers_address_is_asked(root: Authority, trust: TrustList, server: Server) -> None:
    asked = making.leaf(root, url=server.address + "/list")
    forged = Certificate.from_der(asked.der[:-1] + bytes([asked.der[-1] ^ 1]))
    stranger = TrustList.accredited()
    for certificate, list_ in ((forged, trust), (asked, stranger)):
        judge(certificate, list_, fetcher=Online())
    assert server.requests == []


def test_with_the_network_down_a_kept_list_decides_and_its_age_is_told(
    root: Authority, trust: TrustList, server: Server, tmp_path: Path
) -> None:
    url = server.address + "/list"
    asked = making.leaf(root, url=url)
    server.url("/list", body(making.revocation_list(root, url=url)))
    cache = ListCache(tmp_path)
    eager = CrlFetcher(cache=cache, max_age=timedelta(0))
    assert codes(judge(asked, trust, fetcher=Online(eager))) == []
    server.url("/list", body(b"out of order"))
    verdict = judge(asked, trust, fetcher=Online(eager))
    assert (verdict.validity, codes(verdict)) == (VALID, [("revocation_list_kept", Severity.INFO)])
    told = {"url": url, "reason": "crl_damaged", "age_hours": 24}
    assert verdict.findings[0].values == told
    (source,) = verdict.sources
    assert (source.url, source.this_update) == (url, making.NOW - making.DAY)
    assert source.fetched is not None
    offline = CrlFetcher(cache=cache, online=False)
    assert judge(asked, trust, fetcher=Online(offline)).validity is VALID
    assert judge(asked, trust, fetcher=Online(CrlFetcher(online=False))).validity is UNDECIDED


def test_the_network_down_and_the_kept_list_outdated_is_undecided(
    root: Authority, trust: TrustList, tmp_path: Path
) -> None:
    url = "http://127.0.0.1:1/list"
    cache = ListCache(tmp_path)
    revoked, other = making.leaf(root, url=url), making.leaf(root, url=url)
    entry = Revoked(revoked.serial, making.NOW - 2 * HOUR)
    outdated = making.revocation_list(root, entry, url=url, valid=ENDED)
    cache.put(url, outdated, RevocationList.from_bytes(outdated))
    offline = Online(CrlFetcher(cache=cache, online=False))
    assert judge(other, trust, fetcher=offline).validity is UNDECIDED
    assert judge(revoked, trust, fetcher=offline).validity is INVALID


def delta(root: Authority, *entries: bytes, critical: bool = True) -> bytes:
    """A list of what has changed since another one."""

    def make_delta(tbs: crl.TbsCertList) -> None:
        value = core.Integer(1)
        indicator = making.list_extension("delta_crl_indicator", value, critical=critical)
        tbs["crl_extensions"].append(indicator)

    return making.revocation_list(root, entries=b"".join(entries), change=make_delta)


def test_a_delta_list_revokes_but_does_not_say_that_a_certificate_stands(
    root: Authority, trust: TrustList, leaf: Certificate
) -> None:
    clean = making.revocation_list(root)
    reason = ("2.5.29.21", False, crl.CRLReason("remove_from_crl"))
    silent, lifting = delta(root, making.entry(2)), delta(root, making.entry(leaf.serial, reason))
    revoking = delta(root, making.entry(leaf.serial))
    assert judge(leaf, trust, crls=[clean, revoking]).validity is INVALID
    for one in (silent, lifting, delta(root), delta(root, critical=False)):
        assert judge(leaf, trust, crls=[one]).validity is UNDECIDED
        assert judge(leaf, trust, crls=[clean, one]).validity is VALID
