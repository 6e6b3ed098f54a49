"""A certificate that ends soon: told at the login, renewed in the window, and logged in with."""

import shutil
from datetime import timedelta

from PySide6.QtWidgets import QLineEdit, QListWidget

from desktop_client.parts import Parts
from desktop_client.pki.storage.store import load
from desktop_client.views import routes
from desktop_client.work import Work
from desktop_client.workflows.certificates import Opened, Sought
from practice.applicants import applicant
from practice.pki import SampleFolder
from practice.samples import SAMPLES, Sample
from registration.kinds import Kind
from registration.submission import User
from registration.text import Text
from testing.journey import steps
from testing.journey.officer import decide
from tests.journeys.conftest import Desk
from tests.journeys.test_to_login import verified

HOLDER = SAMPLES["folder_starts_with_ou"].holder
ENDING = Sample("ending", HOLDER, ends=timedelta(days=10))
USER = User(
    name="김이용", department="총무과", email="kim@practice.example.kr", mobile="01000001002"
)


def test_a_certificate_that_ends_soon_is_renewed_and_logs_in(desk: Desk) -> None:
    player, parts, npki = desk.player, desk.parts, desk.pki.npki
    shutil.rmtree(desk.pki.sample("folder_starts_with_ou").path)  # of the same holder
    old = desk.pki.issue(ENDING, npki)
    register(desk, old)
    before = load(old.path).certificate
    player.press("로그인")
    steps.log_in(player, HOLDER)
    player.press("session-renew")
    here = str(old.path)
    player.window.navigate(routes.Manager(current=Text(here, here)))  # type: ignore[attr-defined]
    player.press("manager-renew")
    player.find(QListWidget, "issuing-places")
    player.press("issuing-next")
    player.write(player.find(QLineEdit, "ask-password"), old.password)
    player.press("issuing-renew")
    player.press("issuing-replace")
    player.press("enrol-sign")
    player.wait_for(lambda: player.sees("enrol-send"), "enrol-send")
    player.press("enrol-send")
    player.press("enrol-login")
    player.press("session-login-again")  # the old one has ended, and the session with it
    steps.log_in(player, HOLDER)
    renewed = load(old.path).certificate
    assert renewed
    assert renewed != before
    assert parts.sessions.is_own(renewed)
    assert not player.sees("session-renew")
    assert verified(desk.pki, old.path / "signCert.der")


def register(desk: Desk, held: SampleFolder) -> None:
    """File an application signed with a certificate, have it approved, and register that one."""
    parts, sought = desk.parts, Sought(Kind.SUPPLIER, held.business_number)
    opened = open_at(parts, held, sought)
    draft = parts.drafts.create(Kind.SUPPLIER, form=applicant(Kind.SUPPLIER))
    review = parts.filing.prepare(Work(), draft.id)
    receipt = parts.filing.sign_and_send(Work(), review, opened).receipt
    decide(parts.folder / "practice", "approve", receipt.receipt_number)
    status = parts.following.status(Work(), draft.id)
    enrolment = parts.enrolling.prepare(Work(), status.key, USER, opened)
    parts.enrolling.send(Work(), enrolment, opened)


def open_at(parts: Parts, held: SampleFolder, sought: Sought) -> Opened:
    found = parts.certificates.find(Work(), sought)
    chosen = next(each for each in found if each.places[0].ko == str(held.path))
    return parts.certificates.open(Work(), chosen, held.password, sought)
