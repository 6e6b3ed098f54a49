"""What a stamped signature is worth later: judged at the stamped time, by lists of today."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import cms as asn1_cms
from asn1crypto import core, crl

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import Validity
from desktop_client.pki.judging.chain import Revocation, Verdict, judge
from desktop_client.pki.judging.signers import (
    Along,
    JudgedSigner,
    judge_new_stamp,
    judge_signer,
)
from desktop_client.pki.judging.trust import TrustList
from desktop_client.pki.keyfile import OpenedKey
from desktop_client.pki.signing import cms
from desktop_client.pki.signing.cms_verify import verify
from desktop_client.pki.signing.signer import SigningIdentity
from practice import profile
from practice.authority import Authority, Revoked
from practice.pki import Practice
from testing.pki import making, openssl, stamps
from testing.pki.making import DAY, NOW, YEAR

VALID, INVALID, UNDECIDED = Validity.VALID, Validity.INVALID, Validity.UNDECIDED
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
LONG = (NOW - YEAR, NOW + YEAR)


class Desk:
    """Signs with a stamp of any time, and judges with lists at hand."""

    def __init__(self, root: Authority) -> None:
        self.root = root
        self.trust = TrustList((making.of(root),))
        self.tsa = stamps.server(root)

    def sign(
        self,
        stamped: datetime | None,
        *,
        valid: tuple[datetime, datetime] = LONG,
        tsa: Certificate | None = None,
        at: datetime | None = None,
    ) -> bytes:
        point = profile.distribution_points(making.LIST_URL)
        signer = making.certificate(self.root, making.SIGNS, point, valid=valid)
        key = OpenedKey(self.root.key, None)
        if stamped is None:
            return cms.sign(b"contract", SigningIdentity(signer, key), at=at)
        by = tsa or self.tsa
        return cms.sign(
            b"contract",
            SigningIdentity(signer, key),
            at=at or stamped,
            stamper=lambda value: stamps.token(value, stamped, by, self.root.key),
        )

    def list_of(self, *revoked: Revoked, made: datetime = NOW - 10 * MINUTE) -> bytes:
        return making.revocation_list(self.root, *revoked, valid=(made, NOW + 7 * DAY))

    def judge(
        self,
        encoded: bytes,
        *crls: bytes,
        now: datetime = NOW,
        mode: Revocation = Revocation.REQUIRE,
        trust: TrustList | None = None,
    ) -> JudgedSigner:
        signed = verify(encoded)
        along, unreadable = Along.of(signed.certificates, signed.lists)
        assert unreadable == []
        by = self.by(*crls, now=now, mode=mode, trust=trust)
        return judge_signer(signed.signers[0], along, by, now)

    def by(
        self, *crls: bytes, now: datetime, mode: Revocation, trust: TrustList | None = None
    ) -> "By":
        return By(trust or self.trust, crls, now, mode)


class By:
    """A judge as the command line has it."""

    def __init__(
        self, trust: TrustList, crls: tuple[bytes, ...], now: datetime, mode: Revocation
    ) -> None:
        self._trust, self._crls, self._now, self._mode = trust, crls, now, mode

    def __call__(
        self,
        certificate: Certificate,
        along: Along,
        at: datetime | None,
        *,
        self_stated: bool = False,
    ) -> Verdict:
        return judge(
            certificate,
            self._trust,
            intermediates=along.certificates,
            crls=[*self._crls, *along.lists],
            answers=along.answers,
            at=at or self._now,
            now=self._now,
            self_stated=self_stated,
            revocation=self._mode,
        )


@pytest.fixture(scope="session")
def desk(root: Authority) -> Desk:
    return Desk(root)


def test_a_good_stamp_counts_whatever_stands_before_it(desk: Desk) -> None:
    valid = (NOW - YEAR, NOW - 5 * DAY)
    signer = making.certificate(
        desk.root, making.SIGNS, profile.distribution_points(making.LIST_URL), valid=valid
    )

    def token(value: bytes) -> bytes:
        return stamps.token(value, NOW - 10 * DAY, desk.tsa, desk.root.key)

    def judged(*tokens: Callable[[bytes], bytes]) -> JudgedSigner:
        encoded = cms.sign(
            b"contract",
            SigningIdentity(signer, OpenedKey(desk.root.key, None)),
            at=NOW - 10 * DAY,
            stamper=lambda value: b"".join(made(value) for made in tokens),
        )
        return desk.judge(encoded, desk.list_of(made=NOW - 20 * DAY))

    def of_another(_: bytes) -> bytes:
        return token(b"another signature")

    def damaged(_: bytes) -> bytes:
        return b"\x04\x01x"

    for good in (judged(token), judged(of_another, token), judged(damaged, of_another, token)):
        assert good.validity is VALID
        assert good.stamp is not None
        assert good.stamp.time == NOW - 10 * DAY
    for bad in (judged(of_another, damaged), judged(damaged)):
        assert codes(bad) == {"certificate_expired", "timestamp_unproved"}


def codes(judged: JudgedSigner) -> set[str]:
    return {one.code for one in judged.findings}


def serial(encoded: bytes) -> int:
    return verify(encoded).certificate.serial


def test_our_own_stamps_are_stamps_to_openssl(desk: Desk, tmp_path: Path) -> None:
    encoded = desk.sign(datetime.now(tz=NOW.tzinfo).replace(microsecond=0))
    (signer,) = verify(encoded).signers
    folder = tmp_path
    (folder / "value").write_bytes(signer.signature)
    (folder / "token").write_bytes(*signer.timestamps)
    (folder / "root.pem").write_bytes(desk.root.pem)
    told = openssl.output(
        *("ts", "-verify", "-data", folder / "value", "-in", folder / "token", "-token_in"),
        *("-CAfile", folder / "root.pem"),
    )
    assert b"Verification: OK" in told


def test_a_list_of_today_clears_a_stamp_of_before(desk: Desk) -> None:
    judged = desk.judge(desk.sign(NOW - HOUR), desk.list_of())
    assert judged.stamp is not None
    assert (judged.validity, judged.stamp.validity, codes(judged)) == (VALID, VALID, set())


def test_an_expired_certificate_that_was_stamped_in_time_is_not_invalid(desk: Desk) -> None:
    encoded = desk.sign(NOW - 100 * DAY, valid=(NOW - YEAR, NOW - 10 * DAY))
    assert desk.judge(encoded, desk.list_of()).validity is UNDECIDED
    before_it_ended = desk.list_of(made=NOW - 20 * DAY)
    assert desk.judge(encoded, before_it_ended, desk.list_of()).validity is VALID
    plain = desk.sign(None, valid=(NOW - YEAR, NOW - 10 * DAY))
    assert desk.judge(plain, before_it_ended).validity is INVALID


def test_a_certificate_revoked_after_the_stamp_still_proves_and_before_it_does_not(
    desk: Desk,
) -> None:
    encoded = desk.sign(NOW - 100 * DAY)
    later = desk.list_of(Revoked(serial(encoded), NOW - 50 * DAY))
    judged = desk.judge(encoded, later)
    assert (judged.validity, codes(judged)) == (VALID, {"revoked_later"})
    earlier = desk.list_of(Revoked(serial(encoded), NOW - 150 * DAY))
    assert desk.judge(encoded, earlier).validity is INVALID
    plain = desk.sign(None)
    assert (
        desk.judge(plain, desk.list_of(Revoked(serial(plain), NOW - 50 * DAY))).validity is INVALID
    )


@pytest.mark.parametrize(
    ("since", "outcome"),
    [
        (None, VALID),
        (NOW - 60 * DAY, VALID),
        (NOW - 100 * DAY, INVALID),
        (NOW - 150 * DAY, INVALID),
    ],
)
def test_a_key_stolen_after_the_stamp_takes_nothing_away_and_one_stolen_before_does(
    desk: Desk, since: datetime | None, outcome: Validity
) -> None:
    """The stamp proves that the signature was there before the thief was (EN 319 102-1, 5.6)."""
    encoded = desk.sign(NOW - 100 * DAY)

    def say_since(tbs: crl.TbsCertList) -> None:
        if since is not None:
            time = core.GeneralizedTime(since)
            (entry,) = tbs["revoked_certificates"]
            said = {"extn_id": "invalidity_date", "extn_value": time}
            entry["crl_entry_extensions"].append(said)

    stolen = Revoked(serial(encoded), NOW - 50 * DAY, "key_compromise")
    listed = making.revocation_list(
        desk.root, stolen, valid=(NOW - 10 * MINUTE, NOW + 7 * DAY), change=say_since
    )
    judged = desk.judge(encoded, listed)
    assert judged.validity is outcome
    assert codes(judged) == {"revoked_later" if outcome is VALID else "revoked"}


def test_a_stamp_is_worth_nothing_once_its_servers_key_is_known_to_others(desk: Desk) -> None:
    encoded = desk.sign(NOW - 100 * DAY, valid=(NOW - YEAR, NOW - 10 * DAY))
    stolen = Revoked(desk.tsa.serial, NOW - 50 * DAY)
    judged = desk.judge(encoded, desk.list_of(stolen), desk.list_of(made=NOW - 20 * DAY))
    assert judged.stamp is not None
    assert (judged.validity, judged.stamp.validity) == (INVALID, INVALID)


def test_a_later_now_changes_nothing_about_the_time_that_is_proved(desk: Desk) -> None:
    encoded = desk.sign(NOW - 100 * DAY, valid=(NOW - YEAR, NOW + 20 * DAY))
    now = NOW + 9 * YEAR
    judged = desk.judge(encoded, desk.list_of(), now=now)
    assert (judged.validity, codes(judged)) == (VALID, set())
    assert desk.judge(desk.sign(None), desk.list_of(), now=now).validity is INVALID
    before_the_stamp = desk.judge(encoded, desk.list_of(), now=NOW - 200 * DAY)
    assert "timestamp_unproved" in codes(before_the_stamp)


@pytest.mark.parametrize("mode", [Revocation.OFF, Revocation.PREFER])
def test_a_stamp_of_the_future_proves_nothing(desk: Desk, mode: Revocation) -> None:
    tsa = stamps.server(desk.root)
    encoded = desk.sign(NOW + 10 * DAY, valid=(NOW + 5 * DAY, NOW + YEAR), tsa=tsa)
    judged = desk.judge(encoded, mode=mode)
    assert judged.validity is INVALID
    assert codes(judged) >= {"certificate_not_yet_valid", "timestamp_unproved"}
    assert "timestamp_ahead" in str([one.values for one in judged.findings])
    slightly = desk.judge(desk.sign(NOW + 4 * MINUTE), desk.list_of())
    assert (slightly.validity, codes(slightly)) == (VALID, set())


def test_a_signing_time_of_the_future_is_told(desk: Desk) -> None:
    ahead = desk.judge(desk.sign(None, at=NOW + HOUR), desk.list_of())
    assert (ahead.validity, codes(ahead)) == (VALID, {"signing_time_ahead"})
    assert codes(desk.judge(desk.sign(None, at=NOW + 4 * MINUTE), desk.list_of())) == set()
    assert codes(desk.judge(desk.sign(None, at=NOW + HOUR), desk.list_of(), now=NOW + DAY)) == set()


def test_a_server_that_names_nowhere_to_ask_leaves_it_undecided(desk: Desk) -> None:
    tsa = stamps.server(desk.root, url="")
    ended = (NOW - YEAR, NOW - 10 * DAY)
    foreign = making.revocation_list(desk.root, url="http://127.0.0.1:1/other.crl")
    lists = (making.revocation_list(desk.root, valid=(NOW - 20 * DAY, NOW + DAY)), foreign)
    still_good = desk.judge(desk.sign(NOW - HOUR, tsa=tsa), *lists)
    assert (still_good.validity, codes(still_good)) == (VALID, {"timestamp_uncheckable"})
    expired = desk.judge(desk.sign(NOW - 100 * DAY, tsa=tsa, valid=ended), *lists)
    assert (expired.validity, codes(expired)) == (UNDECIDED, {"timestamp_uncheckable"})
    prefer = desk.judge(
        desk.sign(NOW - 100 * DAY, tsa=tsa, valid=ended), *lists, mode=Revocation.PREFER
    )
    assert prefer.validity is VALID


def test_a_strangers_stamp_makes_nothing_undecided(desk: Desk, practice_pki: Practice) -> None:
    stranger = making.authority(practice_pki.chain()[1], name="stranger", key=desk.root.key)
    encoded = desk.sign(
        NOW - 100 * DAY,
        valid=(NOW - YEAR, NOW - 10 * DAY),
        tsa=stamps.server(stranger, url=""),
    )
    judged = desk.judge(encoded, desk.list_of(made=NOW - 20 * DAY))
    assert (judged.validity, codes(judged)) == (
        INVALID,
        {"certificate_expired", "timestamp_unproved"},
    )
    assert judged.stamp is not None
    assert [one.code for one in judged.stamp.against] == ["issuer_unknown"]


def test_revocation_lists_inside_are_used(desk: Desk, practice_pki: Practice) -> None:
    encoded = desk.sign(None)

    def holding(*lists: bytes) -> bytes:
        info = asn1_cms.ContentInfo.load(encoded)
        info["content"]["crls"] = [
            asn1_cms.RevocationInfoChoice("crl", asn1_cms.CertificateList.load(one))
            for one in lists
        ]
        return bytes(info.dump(force=True))

    assert desk.judge(encoded).validity is UNDECIDED
    assert desk.judge(holding(desk.list_of())).validity is VALID
    revoking = desk.list_of(Revoked(serial(encoded), NOW - DAY))
    assert desk.judge(holding(revoking), mode=Revocation.PREFER).validity is INVALID
    forged = making.revocation_list(desk.root, key=practice_pki.chain()[1].key)
    assert desk.judge(holding(forged)).validity is UNDECIDED


def test_a_new_stamp_is_of_now(desk: Desk) -> None:
    by = desk.by(now=NOW, mode=Revocation.OFF)

    def found(time: datetime) -> set[str]:
        token = stamps.token(b"value", time, desk.tsa, desk.root.key)
        against = judge_new_stamp(token, b"value", by, NOW).against
        return {one.code for one in against}

    assert found(NOW) == found(NOW - 4 * MINUTE) == set()
    assert found(NOW - HOUR) == {"timestamp_behind"}
    assert found(NOW + HOUR) == {"timestamp_ahead"}
    assert found(NOW - 3 * YEAR) == {"timestamp_behind", "certificate_not_yet_valid"}
