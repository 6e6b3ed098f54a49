"""What goes wrong with a CA, a wire, a disk or a person: each its own message, no key lost."""

import errno
import os
import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import x509
from cryptography.hazmat.primitives.asymmetric import rsa

from desktop_client.finding_texts import FINDING_TEXTS
from desktop_client.pki.findings import PkiError, WrongPassword
from desktop_client.pki.http.exchange import Limits
from desktop_client.pki.issuing import transaction as transactions
from desktop_client.work import Stopped, Work
from desktop_client.workflows.issuing.issuing import Issuing, NewCertificate, Order
from desktop_client.workflows.issuing.pending import Pending, Stage
from practice import profile
from practice.issuing.answering import Answering
from practice.issuing.book import Code
from practice.issuing.certifying import Certifier
from practice.issuing.refusing import RequestRefused
from practice.samples import INSTITUTION
from tests.workflows.issuing.conftest import CODE, NUMBER, PASSWORD, REFERENCE, Ca
from tests.workflows.issuing.judging import on_disk
from tests.workflows.issuing.wire import Wire, wired

pytestmark = pytest.mark.usefixtures("keys_at_hand")


@pytest.fixture
def issuing(tmp_path: Path) -> Issuing:
    return Issuing(tmp_path / "issuing")


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    drive = tmp_path / "drive"
    drive.mkdir()
    return drive


@pytest.fixture
def wire(ca: Ca) -> Iterator[Wire]:
    with wired(ca.url) as wire:
        yield wire


def order(url: str, drive: Path, reference: str = REFERENCE) -> Order:
    return Order(url, reference, CODE.encode(), PASSWORD, drive)


def refused(issuing: Issuing, what: Order, code: str) -> PkiError:
    """Have it issued, which fails with this code and a text of its own."""
    with pytest.raises(PkiError) as told:
        issuing.issue(Work(), what)
    assert told.value.code == code
    assert FINDING_TEXTS[code].next.ko
    return told.value


def left(issuing: Issuing, stage: Stage = Stage.BEGUN) -> Pending:
    (pending,) = issuing.unfinished()
    assert pending.state.stage is stage
    return pending


def gone_on(issuing: Issuing, ca: Ca) -> NewCertificate:
    """Go on: the one certificate that the CA has issued is there then."""
    issued = issuing.go_on(Work(), left_any(issuing), PASSWORD)
    assert on_disk(issued.holding).findings == ()
    assert len(list((ca.pki.folder / "issuing" / "transactions").iterdir())) == 1
    assert issuing.unfinished() == []
    return issued


def left_any(issuing: Issuing) -> Pending:
    (pending,) = issuing.unfinished()
    return pending


def test_a_code_out_of_date_is_told_as_such(issuing: Issuing, ca: Ca, drive: Path) -> None:
    yesterday = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    ca.book.give(Code("8333", CODE, "연습군청(Office)0002", NUMBER, INSTITUTION, until=yesterday))
    told = refused(issuing, order(ca.url, drive, "8333"), "issuing_code_void")
    assert told.values["reason"] == "the code is out of date"
    assert issuing.unfinished() == []


@pytest.mark.parametrize(
    "cut", list(product(["cut_before", "cut_after"], ["genm", "ir", "certconf"]))
)
def test_a_wire_cut_anywhere_is_told_and_gone_on_after(
    issuing: Issuing, ca: Ca, drive: Path, wire: Wire, cut: tuple[str, str]
) -> None:
    side, kind = cut
    setattr(wire, side, kind)
    refused(issuing, order(wire.url, drive), "unreachable")
    left(issuing, Stage.ISSUED if kind == "certconf" else Stage.BEGUN)
    setattr(wire, side, "")
    gone_on(issuing, ca)


def test_a_ca_that_drips_is_given_up(
    issuing: Issuing, ca: Ca, drive: Path, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = Limits(connect=5, silence=5, whole=0.4, body_bytes=1 << 20)
    wire.drips = True
    with monkeypatch.context() as patch:
        patch.setattr(transactions, "LIMITS", limits)
        refused(issuing, order(wire.url, drive), "unreachable")
    wire.drips = False
    gone_on(issuing, ca)


def test_a_stop_ends_the_wait_for_a_slow_ca(
    issuing: Issuing, ca: Ca, drive: Path, wire: Wire
) -> None:
    wire.drips = True
    work = Work()

    def stop() -> None:
        wire.was_asked.wait(60)
        work.stop()

    stopping = threading.Thread(target=stop)
    stopping.start()
    with pytest.raises(Stopped):
        issuing.issue(work, order(wire.url, drive))
    stopping.join()
    wire.drips = False
    gone_on(issuing, ca)


def test_waiting_is_gone_on_with_by_polling_after_a_stop(
    issuing: Issuing, ca: Ca, drive: Path, wire: Wire
) -> None:
    class Leaving(Work):
        def pause(self, seconds: float) -> None:
            if seconds:
                raise Stopped

    ca.give("8444", waits=2)
    with pytest.raises(Stopped):
        issuing.issue(Leaving(), order(wire.url, drive, "8444"))
    assert wire.asked == ["genm", "ir", "pollreq"]
    pending = left(issuing)
    assert pending.state.waiting == 0
    issuing.go_on(Work(), pending, PASSWORD)
    assert wire.asked[3:] == ["genm", "pollreq", "pollreq", "certconf"]


def test_a_ca_that_needs_no_confirmation_gets_none(
    issuing: Issuing, ca: Ca, drive: Path, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = "practice.issuing.answering.needs_no_confirmation"
    monkeypatch.setattr(module, lambda _header: True)
    issuing.issue(Work(), order(wire.url, drive))
    assert wire.asked == ["genm", "ir"]


def test_a_confirmation_told_twice_is_no_failure(
    issuing: Issuing, ca: Ca, drive: Path, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire.cut_after = "certconf"
    refused(issuing, order(wire.url, drive), "unreachable")
    wire.cut_after = ""

    def confirmed(*_: object) -> None:
        raise RequestRefused("cert_confirmed", "it was confirmed before")

    monkeypatch.setattr(Answering, "_known", confirmed)
    gone_on(issuing, ca)


def _certifying(monkeypatch: pytest.MonkeyPatch, key: rsa.RSAPublicKey) -> None:
    """Have the CA certify this key, whatever it is asked for."""

    def certify(self: Certifier, *_: object) -> x509.Certificate:
        now = datetime.now(UTC)
        usage = [profile.key_usage("digital_signature")]
        return self._ca.issue([("cn", "x")], key, usage, (now, now + timedelta(days=9)))

    monkeypatch.setattr(Certifier, "certify", certify)


@pytest.mark.parametrize("told", [(1024, "issuing_weaker_key"), (2048, "issuing_another_key")])
def test_a_certificate_for_another_key_is_not_taken(
    issuing: Issuing,
    ca: Ca,
    drive: Path,
    monkeypatch: pytest.MonkeyPatch,
    told: tuple[int, str],
) -> None:
    bits, code = told
    _certifying(monkeypatch, rsa.generate_private_key(65537, bits).public_key())
    refused(issuing, order(ca.url, drive), code)
    left(issuing)
    assert list(drive.iterdir()) == []


def test_a_key_too_weak_for_the_ca_is_told_as_such(
    issuing: Issuing, ca: Ca, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("practice.issuing.certifying.LEAST_BITS", 3072)
    refused(issuing, order(ca.url, drive), "issuing_key_refused")


def test_a_full_disk_before_the_request_leaves_asks_for_nothing(
    issuing: Issuing, ca: Ca, drive: Path, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        refused(issuing, order(wire.url, drive), "disk_full")
    assert wire.asked == []
    assert issuing.unfinished() == []
    issuing.issue(Work(), order(wire.url, drive))


def test_a_disk_full_when_the_certificate_arrives_loses_nothing(
    issuing: Issuing, ca: Ca, drive: Path, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(Pending, "keep_certificates", full)
        refused(issuing, order(wire.url, drive), "disk_full")
    left(issuing)
    gone_on(issuing, ca)


def test_a_drive_pulled_out_takes_nothing_with_it(
    issuing: Issuing, ca: Ca, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Pending.keep_certificates

    def pull(self: Pending, *given: Any) -> None:
        real(self, *given)
        shutil.rmtree(drive)

    with monkeypatch.context() as patch:
        patch.setattr(Pending, "keep_certificates", pull)
        refused(issuing, order(ca.url, drive), "drive_vanished")
    pending = left(issuing, Stage.CONFIRMED)
    with pytest.raises(PkiError, match="drive_vanished"):
        issuing.go_on(Work(), pending, PASSWORD)
    drive.mkdir()
    gone_on(issuing, ca)


def test_a_place_that_is_gone_for_good_is_changed(
    issuing: Issuing, ca: Ca, drive: Path, wire: Wire, tmp_path: Path
) -> None:
    wire.cut_after = "ir"
    refused(issuing, order(wire.url, drive), "unreachable")
    wire.cut_after = ""
    shutil.rmtree(drive)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    left(issuing).remember(target=str(elsewhere))
    assert on_disk(gone_on(issuing, ca).holding).folder.is_relative_to(elsewhere)


def test_a_forgotten_password_is_told_and_the_keys_stay(
    issuing: Issuing, ca: Ca, drive: Path, wire: Wire
) -> None:
    wire.cut_after = "ir"
    refused(issuing, order(wire.url, drive), "unreachable")
    with pytest.raises(WrongPassword):
        issuing.go_on(Work(), left(issuing), b"forgotten-password-1")
    left(issuing).remove()
    assert issuing.unfinished() == []


def test_a_mistyped_code_is_put_right_by_the_next_attempt(
    issuing: Issuing, ca: Ca, drive: Path, wire: Wire
) -> None:
    wire.cut_before = "genm"
    refused(issuing, Order(wire.url, REFERENCE, b"000-000", PASSWORD, drive), "unreachable")
    wire.cut_before = ""
    with pytest.raises(PkiError, match="issuing_code_refused"):
        issuing.go_on(Work(), left(issuing), PASSWORD)
    issuing.keys(Work(), left(issuing), PASSWORD).take_code(CODE.encode())
    gone_on(issuing, ca)
