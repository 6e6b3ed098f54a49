"""Whom the service believes: paths remembered for minutes, revocation asked every time."""

import logging
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from backend import judge as judges
from backend.clock import utc_now
from backend.config import ConfigError, Trust
from backend.judge import Judge, RevocationFiles
from backend.refused import Refused
from backend.services.proofs import signatures
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.files import read_file
from desktop_client.pki.findings import Validity
from desktop_client.pki.judging import chain, trust_list
from desktop_client.pki.judging.policies import Holder, meaning
from desktop_client.pki.keyfile import open_key
from desktop_client.pki.signing import cms
from desktop_client.pki.signing.signer import SigningIdentity
from practice import profile
from practice.authority import Authority
from practice.pki import PASSWORD, Practice, Revoked
from practice.samples import ORGANISATION, PERSON
from registration.kinds import Kind
from testing.backend.world import Applicant, SetClock
from testing.pki import making
from tests.pki.judging.test_trust_list import described


def _judge(practice: Practice, clock: SetClock, *lists: Path) -> Judge:
    trust = Trust(
        anchors=(practice.root, practice.ca),
        revocation_lists=lists or (practice.crl_folder,),
        fetch_revocation_lists=False,
    )
    return Judge.over(trust, clock)


@pytest.fixture
def judgings(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The certificates whose paths were really judged."""
    seen: list[object] = []
    real = chain.judge

    def judge(certificate: Certificate, *arguments: Any, **named: Any) -> object:
        seen.append(certificate)
        return real(certificate, *arguments, **named)

    monkeypatch.setattr(chain, "judge", judge)
    return seen


def test_a_valid_path_is_judged_again_after_five_minutes(
    practice_pki: Practice, judgings: list[object]
) -> None:
    clock = SetClock()
    judge = _judge(practice_pki, clock)
    certificate = Applicant.of(practice_pki.sample("supplier").path).certificate
    for minutes, judged in ((0, 1), (4, 1), (1, 2), (4, 2)):
        clock.move(minutes=minutes)
        assert judge.path(certificate, ()).validity is Validity.VALID
        assert len(judgings) == judged


def test_a_path_is_not_remembered_beyond_the_end_of_a_certificate(
    practice_pki: Practice,
) -> None:
    clock = SetClock()
    judge = _judge(practice_pki, clock)
    certificate = Applicant.of(practice_pki.sample("supplier").path).certificate
    clock.now = certificate.not_after - timedelta(minutes=1)
    assert judge.path(certificate, ()).validity is Validity.VALID
    clock.move(minutes=1, seconds=1)
    assert judge.path(certificate, ()).validity is Validity.INVALID


def test_what_is_not_valid_is_not_remembered(
    practice_pki: Practice, judgings: list[object]
) -> None:
    judge = _judge(practice_pki, SetClock())
    expired = Applicant.of(practice_pki.sample("expired").path).certificate
    assert [judge.path(expired, ()).validity for _ in range(2)] == [Validity.INVALID] * 2
    assert len(judgings) == 2


def test_the_memory_of_paths_is_bounded(
    practice_pki: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judges, "MOST_KEPT", 1)
    judge = _judge(practice_pki, SetClock())
    for sample in ("supplier", "other_number", "personal"):
        judge.path(Applicant.of(practice_pki.sample(sample).path).certificate, ())
        assert len(judge._kept) == 1


def test_a_list_is_read_once_and_again_when_its_file_changes(
    practice_pki: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[Path] = []

    def read(path: Path, limit: int) -> bytes:
        reads.append(path)
        return read_file(path, limit)

    monkeypatch.setattr(judges, "read_file", read)
    path = tmp_path / "a.crl"
    path.write_bytes(practice_pki.crl("dp1p1"))
    files = RevocationFiles([tmp_path])
    for _ in range(3):
        (known,) = files.lists()
    assert reads == [path]
    path.write_bytes(practice_pki.crl("dp1p1", [Revoked(7, utc_now())]))
    (renewed,) = files.lists()
    assert reads == [path, path]
    assert (known.entry(7) is None, renewed.entry(7) is None) == (True, False)
    path.unlink()
    assert files.lists() == []


@pytest.mark.expects_warnings
def test_a_damaged_list_is_reported_and_the_others_serve(
    practice_pki: Practice, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for one in practice_pki.crls:
        (tmp_path / one.name).write_bytes(one.read_bytes())
    (tmp_path / "broken.crl").write_bytes(b"\x30\x03\x02\x01\x01")
    judge = _judge(practice_pki, SetClock(), tmp_path)
    certificate = Applicant.of(practice_pki.sample("supplier").path).certificate
    for _ in range(2):
        assert judge.revocation(judge.path(certificate, ())) == []
    warnings = [one for one in caplog.records if one.levelno == logging.WARNING]
    assert [one.getMessage() for one in warnings] == [f"{tmp_path / 'broken.crl'}: crl_damaged"]


def test_an_outdated_list_decides_nothing(practice_pki: Practice, tmp_path: Path) -> None:
    clock = SetClock()
    for one in practice_pki.crls:
        (tmp_path / one.name).write_bytes(
            practice_pki.crl(one.stem, now=clock.now - timedelta(days=31))
        )
    judge = _judge(practice_pki, clock, tmp_path)
    certificate = Applicant.of(practice_pki.sample("supplier").path).certificate
    codes = {one.code for one in judge.revocation(judge.path(certificate, ()))}
    assert "revocation_unavailable" in codes


def test_without_anchors_the_accredited_cas_are_believed(practice_pki: Practice) -> None:
    judge = Judge.over(Trust(), SetClock())
    assert {one.holder for one in judge.trust.anchors} >= {"KISA RootCA 4"}
    certificate = Applicant.of(practice_pki.sample("supplier").path).certificate
    assert judge.path(certificate, ()).validity is not Validity.VALID


def test_anchors_that_cannot_be_read_stop_the_service(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"trust\.anchors"):
        Judge.over(Trust(anchors=(tmp_path / "none.pem",)), SetClock())


def test_the_service_takes_an_operators_tables_and_says_which_entry_is_wrong(
    practice_pki: Practice, tmp_path: Path
) -> None:
    certificate = Applicant.of(practice_pki.sample("supplier").path).certificate
    settings = Trust(anchors=(practice_pki.root,), installation=tmp_path)
    (tmp_path / "policies.json").write_text('{"policies": {"1.2.410.200005.1.1.5": null}}')
    judge = Judge.over(settings, SetClock())
    assert meaning(certificate, judge.policies).holder is Holder.UNKNOWN
    (tmp_path / "addresses.json").write_text('{"KICA": {"ldap": 5}}')
    with pytest.raises(ConfigError, match=r"trust\.installation.*KICA: ldap"):
        Judge.over(settings, SetClock())


@pytest.mark.parametrize("damage", ["cut", "deleted", "another signer"])
def test_the_service_does_not_start_when_the_list_it_took_counts_no_more(
    practice_pki: Practice, tmp_path: Path, damage: str
) -> None:
    folder = practice_pki.sample("supplier").path
    certificate = Certificate.from_der((folder / "signCert.der").read_bytes())
    key = open_key((folder / "signPri.key").read_bytes(), PASSWORD.encode())
    cas = [making.of(one) for one in practice_pki.chain()]
    content = trust_list.write(3, utc_now(), [described(one) for one in cas], cas)
    signer = certificate.fingerprint
    trust_list.replace(tmp_path, cms.sign(content, SigningIdentity(certificate, key)), signer)
    settings = Trust(installation=tmp_path, trust_list_signer=signer)
    assert Judge.over(settings, SetClock()).trust.anchors == (cas[0],)
    kept = tmp_path / trust_list.FILE
    if damage == "cut":
        kept.write_bytes(kept.read_bytes()[:3000])
    elif damage == "deleted":
        kept.unlink()
    else:
        settings = Trust(installation=tmp_path, trust_list_signer="ab" * 32)
    with pytest.raises(ConfigError, match=r"trust\.installation: trust_list_not_used.*version=3"):
        Judge.over(settings, SetClock())


def test_a_table_that_is_no_file_is_named_by_the_service(
    practice_pki: Practice, tmp_path: Path
) -> None:
    (tmp_path / "policies.json").mkdir()
    settings = Trust(anchors=(practice_pki.root,), installation=tmp_path)
    with pytest.raises(ConfigError, match=r"trust\.installation: table_unreadable.*policies\.json"):
        Judge.over(settings, SetClock())


def test_a_policy_the_path_does_not_allow_serves_nothing(
    practice_pki: Practice, tmp_path: Path
) -> None:
    """The CA may issue personal certificates alone, and has written an organisation's policy."""
    root = practice_pki.chain()[0]
    personal = making.authority(root, profile.policies(PERSON))
    below = making.certificate(personal, making.SIGNS, profile.policies(ORGANISATION))
    good = making.authority(root, profile.policies("2.5.29.32.0"), name="another")
    judge = Judge.over(Trust(anchors=(practice_pki.root,), installation=tmp_path), SetClock())
    service: Any = SimpleNamespace(judge=judge)

    def check(certificate: Certificate, issuer: Authority) -> object:
        signed: Any = SimpleNamespace(certificate=certificate, certificates=[making.of(issuer)])
        return signatures.check_policy(service, signed, [Kind.SUPPLIER])

    with pytest.raises(Refused, match="policy_not_allowed"):
        check(below, personal)
    assert check(making.certificate(good, making.SIGNS, profile.policies(ORGANISATION)), good)
