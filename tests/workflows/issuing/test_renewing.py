"""A certificate renewed and revoked: the old one stays whole, the CA is asked once."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop_client.pki import vid
from desktop_client.pki.findings import PkiError, WrongPassword
from desktop_client.pki.issuing.requests import RevocationReason
from desktop_client.pki.issuing.transaction import Transaction
from desktop_client.pki.signing.signer import SigningIdentity
from desktop_client.pki.storage import disk, placing
from desktop_client.pki.storage.store import Entry, load, open_entry, scan
from desktop_client.work import Work
from desktop_client.workflows.issuing import pending as kept
from desktop_client.workflows.issuing.addresses import address_of
from desktop_client.workflows.issuing.disk_keys import OLD_KEY, DiskKeys
from desktop_client.workflows.issuing.issuing import Issuing, NewCertificate, Order, Renewal
from practice.issuing import certifying
from practice.issuing.answering import Answering
from practice.issuing.certifying import Holder
from tests.workflows.issuing.conftest import CODE, NUMBER, PASSWORD, REFERENCE, Ca
from tests.workflows.issuing.judging import is_listed_as_revoked, on_disk, require_openssl_accepts
from tests.workflows.issuing.test_issuing import Cut, cutting

pytestmark = pytest.mark.usefixtures("keys_at_hand")
NEW_PASSWORD = b"renewed-password-1"


@pytest.fixture
def issuing(tmp_path: Path) -> Issuing:
    return Issuing(tmp_path / "issuing")


@pytest.fixture
def old(issuing: Issuing, ca: Ca, tmp_path: Path) -> Entry:
    """A certificate of the practice CA with both pairs, in its NPKI folder."""
    drive = tmp_path / "drive"
    drive.mkdir()
    order = Order(ca.url, REFERENCE, CODE.encode(), PASSWORD, drive)
    return on_disk(issuing.issue(Work(), order).holding)


def identity(entry: Entry, password: bytes = PASSWORD) -> SigningIdentity:
    assert entry.certificate
    return SigningIdentity(entry.certificate, open_entry(entry, password), entry.ca_certificates)


def renewal(ca: Ca, old: Entry, tmp_path: Path) -> Renewal:
    drive = tmp_path / "drive"
    return Renewal(ca.url, identity(old), NEW_PASSWORD, drive, old.km_certificate)


def check(renewed: NewCertificate, old: Entry, ca: Ca, tmp_path: Path) -> None:
    """New keys and the same holder in the same folder; the old one whole beside it."""
    assert old.certificate
    assert old.km_certificate
    entry = on_disk(renewed.holding)
    assert entry.findings == ()
    assert entry.folder == old.folder
    assert renewed.certificate.subject == old.certificate.subject
    assert renewed.certificate.public_key_der != old.certificate.public_key_der
    assert entry.km_certificate not in (None, old.km_certificate)
    key = open_entry(entry, NEW_PASSWORD)
    assert vid.matches(renewed.certificate, NUMBER, key.random or b"")
    require_openssl_accepts(renewed.certificate, key, ca, tmp_path)
    found = list(scan([tmp_path / "drive"]))
    (kept_old,) = [each for each in found if each.certificate == old.certificate]
    assert kept_old.findings == ()
    assert kept_old.km_certificate == old.km_certificate
    assert open_entry(kept_old, PASSWORD).random == identity(kept_old).key.random
    assert len(found) == 2


def made(ca: Ca) -> int:
    """How many transactions the CA has issued certificates in."""
    return len(list((ca.pki.folder / "issuing" / "transactions").iterdir()))


def test_a_certificate_is_renewed_and_the_old_one_stays(
    issuing: Issuing, ca: Ca, old: Entry, tmp_path: Path
) -> None:
    check(issuing.renew(Work(), renewal(ca, old, tmp_path)), old, ca, tmp_path)
    assert issuing.unfinished() == []


@pytest.mark.parametrize(
    "where",
    [
        (Issuing, "go_on", False),
        (Transaction, "ask_for_certificates", True),
        (Transaction, "confirm", True),
        (disk, "commit", True),
        (disk, "remove", True),
        (placing, "copy", True),
    ],
)
def test_a_renewal_that_breaks_off_goes_on_and_is_not_begun_again(
    issuing: Issuing,
    ca: Ca,
    old: Entry,
    monkeypatch: pytest.MonkeyPatch,
    where: tuple[Any, str, bool],
) -> None:
    what, name, after = where
    tmp_path = old.folder.parents[4]
    wanted = renewal(ca, old, tmp_path)
    with monkeypatch.context() as patch:
        cutting(what, name, patch, after=after)
        with pytest.raises(Cut):
            issuing.renew(Work(), wanted)
    assert any(each.certificate == old.certificate for each in scan([tmp_path / "drive"]))
    with pytest.raises(PkiError, match="issuing_begun"):
        issuing.renew(Work(), wanted)
    assert old.certificate
    pending = issuing.begun_renewal(old.certificate)
    assert pending
    with pytest.raises(WrongPassword):
        issuing.go_on(Work(), pending, PASSWORD)
    check(issuing.go_on(Work(), pending, NEW_PASSWORD), old, ca, tmp_path)
    assert made(ca) == 2
    assert issuing.unfinished() == []


def test_what_lies_on_the_disk_opens_by_the_new_password_alone(
    issuing: Issuing, ca: Ca, old: Entry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cutting(Issuing, "go_on", monkeypatch, after=False)
    with pytest.raises(Cut):
        issuing.renew(Work(), renewal(ca, old, tmp_path))
    (pending,) = issuing.unfinished()
    secrets = {PASSWORD, NEW_PASSWORD}
    assert not any(
        each in file.read_bytes() for file in pending.folder.iterdir() for each in secrets
    )
    assert DiskKeys(pending, NEW_PASSWORD).old_identity().certificate == old.certificate
    assert (pending.folder / OLD_KEY).stat().st_mode & 0o077 == 0


def test_a_renewal_for_another_holder_is_not_taken(
    issuing: Issuing, ca: Ca, old: Entry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Holder("다른군청(Office)0009", NUMBER, "1.2.410.100001.2.1.1")
    monkeypatch.setattr(Answering, "_holder", lambda *_: other)
    with pytest.raises(PkiError, match="issuing_other_holder"):
        issuing.renew(Work(), renewal(ca, old, tmp_path))
    assert load(old.folder).certificate == old.certificate


def test_a_certificate_is_revoked_with_its_reason_and_renews_no_more(
    issuing: Issuing, ca: Ca, old: Entry, tmp_path: Path
) -> None:
    assert old.certificate
    issuing.revoke(Work(), ca.url, identity(old), RevocationReason.CESSATION_OF_OPERATION)
    assert is_listed_as_revoked(old.certificate, ca)
    state = json.loads((ca.pki.folder / "practice.json").read_bytes())
    (entry,) = [
        each for each in state["revoked"]["dp1p1"] if each["serial"] == old.certificate.serial
    ]
    assert entry["reason"] == "cessation_of_operation"
    for again in (
        lambda: issuing.revoke(Work(), ca.url, identity(old), RevocationReason.UNSPECIFIED),
        lambda: issuing.renew(Work(), renewal(ca, old, tmp_path)),
    ):
        with pytest.raises(PkiError) as refused:
            again()
        assert refused.value.code == "issuing_revoked"


def test_the_certificate_for_key_management_is_revoked_with_the_one_that_signs(
    issuing: Issuing, ca: Ca, old: Entry
) -> None:
    assert old.certificate
    assert old.km_certificate
    reason, management = RevocationReason.SUPERSEDED, old.km_certificate
    assert issuing.revoke(Work(), ca.url, identity(old), reason, management)
    assert is_listed_as_revoked(old.certificate, ca)
    assert is_listed_as_revoked(management, ca)


def test_a_ca_that_leaves_the_one_for_key_management_is_told(
    issuing: Issuing, ca: Ca, old: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert old.certificate
    assert old.km_certificate
    monkeypatch.setattr(Answering, "_issued_to", lambda *_: ())
    reason, management = RevocationReason.SUPERSEDED, old.km_certificate
    assert not issuing.revoke(Work(), ca.url, identity(old), reason, management)
    assert is_listed_as_revoked(old.certificate, ca)
    assert not is_listed_as_revoked(management, ca)


def test_a_certificate_that_has_ended_renews_no_more(
    issuing: Issuing, ca: Ca, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "drive").mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(certifying, "LIFE", timedelta(minutes=-1))
        order = Order(ca.url, REFERENCE, CODE.encode(), PASSWORD, tmp_path / "drive")
        ended = on_disk(issuing.issue(Work(), order).holding)
    with pytest.raises(PkiError, match="issuing_signature_refused"):
        issuing.renew(Work(), renewal(ca, ended, tmp_path))
    assert made(ca) == 1


def test_where_the_ca_was_reached_is_remembered(
    issuing: Issuing, ca: Ca, old: Entry, tmp_path: Path
) -> None:
    assert old.certificate
    assert address_of(tmp_path / "issuing", old.certificate) == ca.url
    assert address_of(tmp_path / "nowhere", old.certificate) == ""
    assert issuing.unfinished() == []


def test_a_certificate_for_another_number_is_not_taken(
    issuing: Issuing, ca: Ca, tmp_path: Path
) -> None:
    order = Order(ca.url, REFERENCE, CODE.encode(), PASSWORD, tmp_path, number="1111111119")
    with pytest.raises(PkiError, match="issuing_other_number"):
        issuing.issue(Work(), order)
    (pending,) = issuing.unfinished()
    assert pending.state.stage is kept.Stage.BEGUN
    assert issuing.go_on(Work(), pending, PASSWORD, NUMBER).certificate.has_vid
