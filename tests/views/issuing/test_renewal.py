"""갱신 and 폐지 신청 of a certificate that was issued here."""

import shutil

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListWidget, QPushButton, QWidget

from desktop_client.pki.findings import Unreachable
from desktop_client.pki.issuing.transaction import Transaction
from desktop_client.pki.storage.store import Entry, load, open_entry
from desktop_client.views import routes
from desktop_client.views.issuing.revocation import RevocationDialog
from desktop_client.work import Work
from desktop_client.workflows.issuing.issuing import Order
from desktop_client.workflows.issuing.judged import Expected
from registration.wire import RegisteredCertificate, Registration
from tests.views.issuing.conftest import CODE, HOLDER, NUMBER, PASSWORD, REFERENCE, Hall
from tests.views.issuing.test_issuing import refuse
from tests.views.signing.test_session import REGISTRATION


@pytest.fixture
def entry(hall: Hall) -> Entry:
    """A certificate that the practice CA has issued."""
    secrets = CODE.encode(), PASSWORD.encode()
    order = Order(hall.places.url, REFERENCE, *secrets, hall.drive)
    issued = hall.parts.obtaining.issue(Work(), order, Expected(NUMBER, HOLDER))
    assert isinstance(issued.holding, Entry)
    return issued.holding


def renew(hall: Hall, entry: Entry, password: str = PASSWORD) -> None:
    hall.stage.enter(routes.Renewal(entry))
    hall.stage.press("issuing-next")
    hall.write("ask-password", password)
    hall.stage.press("issuing-renew")


def test_a_renewed_certificate_lies_beside_the_one_it_follows_under_another_password(
    hall: Hall, entry: Entry
) -> None:
    stage = hall.stage
    renew(hall, entry, "not-the-password-1")
    assert stage.find(QLineEdit, "ask-password").accessibleDescription()
    hall.write("ask-password", PASSWORD)
    stage.click("issuing-same")
    hall.write("ask-new-password", "another-one-22")
    hall.write("ask-repeat", "another-one-22")
    stage.press("issuing-renew")
    assert "인증서가 발급되어 저장되었습니다." in stage.words()
    assert "로그인한 뒤" in stage.words()
    new, old = (
        entry.folder,
        next(file.parent for file in hall.issued() if file.parent != entry.folder),
    )
    assert load(old).certificate == entry.certificate
    for folder, password in ((old, PASSWORD), (new, "another-one-22")):
        assert open_entry(load(folder), password.encode()).random
    stage.press("issuing-login")
    assert stage.went == [routes.Login()]


def test_whoever_is_logged_in_registers_it_in_place_of_the_old_one(
    hall: Hall, entry: Entry
) -> None:
    stage, certificate = hall.stage, entry.certificate
    assert certificate
    hall.parts.sessions.begin(Work())
    hall.parts.sessions.reading.will(registered(certificate.fingerprint))
    renew(hall, entry)
    stage.press("issuing-replace")
    (route,) = stage.went
    assert isinstance(route, routes.Enrolment)
    assert (route.replaces, route.from_session) == (certificate.fingerprint, True)
    assert route.answers["name"] == REGISTRATION.users[0].user.name
    assert route.opened
    assert route.opened.certificate != certificate


def test_a_renewal_that_was_broken_off_goes_on_or_is_given_up(
    hall: Hall, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = hall.stage
    with monkeypatch.context() as patch:
        patch.setattr(Transaction, "ask_for_certificates", refuse(Unreachable()))
        renew(hall, entry)
    stage.press("issuing-later")
    stage.enter(routes.Issuing(unfinished=True))
    assert f"갱신: {HOLDER}" in stage.find(QListWidget, "issuing-unfinished").item(0).text()
    stage.press("issuing-give-up")
    assert "이미 갱신되었을 수" in stage.words()
    stage.press("issuing-keep")
    hall.write("issuing-password", PASSWORD)
    stage.press("issuing-go-on")
    assert len(hall.issued()) == 2


def test_a_ca_that_was_never_reached_is_named_with_the_way_there_is(
    hall: Hall, entry: Entry
) -> None:
    shutil.rmtree(hall.parts.folder / "issuing")
    hall.places.url = ""
    hall.stage.enter(routes.Renewal(entry))
    assert "practiceCA 인증기관에 연결하는 주소를 알 수 없습니다." in hall.stage.words()
    hall.stage.press("issuing-manager")
    assert hall.stage.went == [routes.Manager()]


def test_a_certificate_is_revoked_once_its_reason_and_password_are_given(
    hall: Hall, entry: Entry
) -> None:
    stage = hall.stage
    holder = QWidget()
    stage.show(holder)
    dialog = RevocationDialog(hall.parts.jobs, entry, hall.parts.obtaining.revoke, holder)
    told: list[tuple[str, str]] = []
    dialog.succeeded.connect(told.append)
    dialog.open()
    assert stage.find(QPushButton, "revocation-cancel").isDefault()
    assert not stage.find(QPushButton, "revocation-ok").isEnabled()
    hall.write("ask-password", "not-the-password-1")
    stage.find(QComboBox, "revocation-reason").setCurrentIndex(1)
    stage.press("revocation-ok")
    assert stage.find(QLineEdit, "ask-password").accessibleDescription()
    hall.write("ask-password", PASSWORD)
    stage.press("revocation-ok")
    assert told[0][0] == "success"
    assert QApplication.activeModalWidget() is None
    assert entry.certificate
    assert entry.km_certificate
    assert {entry.certificate.serial, entry.km_certificate.serial} <= revoked(hall)


def revoked(hall: Hall) -> set[int]:
    from asn1crypto.crl import CertificateList

    lists = [CertificateList.load(file.read_bytes()) for file in hall.pki.crls]
    found = (each["tbs_cert_list"]["revoked_certificates"].native for each in lists)
    return {one["user_certificate"] for revoked in found for one in revoked or ()}


def registered(fingerprint: str) -> Registration:
    """The registration of whoever is logged in, with this certificate of its first user."""
    user = REGISTRATION.users[0]
    certificate = RegisteredCertificate(
        fingerprint=fingerprint,
        holder=HOLDER,
        issuer="practiceCA",
        expires="2027-11-01T00:00:00Z",
        registered="2026-11-01T00:00:00Z",
    )
    users = [user.model_copy(update={"certificates": [certificate]}), *REGISTRATION.users[1:]]
    return REGISTRATION.model_copy(update={"users": users})
