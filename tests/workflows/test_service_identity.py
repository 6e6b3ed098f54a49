"""Which service is spoken to: the one that was confirmed, and nothing is signed for others."""

import dataclasses
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import create_autospec

import pytest

from desktop_client.errors import ClientError
from desktop_client.parts import Parts
from desktop_client.pki.signing import envelope
from desktop_client.work import Work
from desktop_client.workflows import service_identity
from desktop_client.workflows.certificates import Opened
from desktop_client.workflows.exporting import PackageReview
from desktop_client.workflows.mode import Pin
from desktop_client.workflows.service_identity import ServiceIdentity, identify, own_service
from practice.applicants import supplier
from registration.forms.check import canonical
from registration.kinds import Kind
from registration.submission import ChallengePurpose, Package, User, moment
from testing.backend.commands import inside

USER = User(name="김이용", email="user@practice.example.kr", mobile="01000000002")


def _identity(parts: Parts) -> ServiceIdentity:
    work = Work()
    return identify(work, parts.mode.service(work), parts.mode.trust(work))


def _pinned(monkeypatch: pytest.MonkeyPatch, parts: Parts, pin: Pin | None) -> None:
    monkeypatch.setattr(parts.mode, "pin", lambda _work: pin)


def test_practice_knows_its_own_service(parts: Parts) -> None:
    pin = parts.mode.pin(Work())
    assert pin
    assert own_service(Work(), parts.mode).pin.certificate == pin.certificate


def test_only_the_confirmed_service_is_spoken_to(
    parts: Parts, draft_id: str, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = _identity(parts).pin
    _pinned(monkeypatch, parts, None)
    with pytest.raises(ClientError) as caught:
        parts.sessions.prepare(Work(), opened.certificate)
    assert caught.value.code == "service_unconfirmed"
    _pinned(monkeypatch, parts, Pin("0" * 64, "Another service / Another CA"))
    for ask in (
        lambda: parts.sessions.prepare(Work(), opened.certificate),
        lambda: parts.sessions.login_by_password(Work(), "practice1", "secret"),
        lambda: parts.enrolling.prepare(Work(), "1111111119", USER, opened),
        lambda: parts.filing.prepare(Work(), draft_id),
    ):
        with pytest.raises(ClientError) as caught:
            ask()
        assert caught.value.code == "service_changed"
        assert caught.value.values["known"] == "0" * 64
        assert caught.value.values["found"] == true.certificate


def test_a_renewed_certificate_of_the_same_holder_and_ca_is_the_same_service(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = _identity(parts).pin.holder
    _pinned(monkeypatch, parts, Pin("0" * 64, holder))
    assert own_service(Work(), parts.mode).pin.holder == holder
    _pinned(monkeypatch, parts, Pin("0" * 64))
    with pytest.raises(ClientError, match="service_changed"):
        own_service(Work(), parts.mode)


@pytest.mark.parametrize("changed", [{"service": "another"}, {"purpose": ChallengePurpose.ENROL}])
def test_a_challenge_for_another_service_or_purpose_is_not_signed(
    parts: Parts, opened: Opened, monkeypatch: pytest.MonkeyPatch, changed: dict[str, object]
) -> None:
    service = parts.mode.service(Work())
    given = service.challenge(Work(), ChallengePurpose.LOGIN).model_copy(update=changed)
    monkeypatch.setattr(
        service, "challenge", create_autospec(service.challenge, return_value=given)
    )
    with pytest.raises(ClientError) as caught:
        parts.sessions.prepare(Work(), opened.certificate)
    assert caught.value.code == "challenge_foreign"


def test_r_is_sealed_only_for_the_holder_of_the_signing_certificate(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anyone can show the true signing certificate beside a certificate of their own."""
    service = parts.mode.service(Work())
    encryption = _identity(parts).encryption
    read = service_identity._certificate
    told = service.info(Work()).encryption_certificate

    def another(encoded: str) -> object:
        if encoded == told:
            return dataclasses.replace(encryption, subject="cn=아무쇼핑몰(Shop)0001")
        return read(encoded)

    monkeypatch.setattr(service_identity, "_certificate", another)
    with pytest.raises(ClientError) as caught:
        own_service(Work(), parts.mode)
    assert caught.value.code == "service_certificate_wrong"


def test_nothing_is_exported_to_the_service_it_comes_from(parts: Parts, opened: Opened) -> None:
    with pytest.raises(ClientError) as caught:
        parts.exporting.prepare(Work(), None, _identity(parts), opened)  # type: ignore[arg-type]
    assert caught.value.code == "export_to_itself"


def test_what_an_agency_forwarded_is_followed_from_the_file_it_handed_over(
    parts: Parts, opened: Opened, tmp_path: Path
) -> None:
    target = _identity(parts)
    package = Package(
        id="package-0123456789",
        service=target.name,
        service_certificate=target.signing.fingerprint,
        source="다른 등록 서비스",
        kind=Kind.SUPPLIER,
        form=canonical(Kind.SUPPLIER, supplier()),
        exported=moment(datetime.now(UTC)),
    )
    sealed = envelope.seal(opened.key.random or b"", target.encryption)
    review = PackageReview(package, package.canonical(), sealed)
    file = parts.exporting.save(Work(), review, opened, tmp_path / "package.json")
    database = parts.folder / "practice" / "service.sqlite"
    token = inside("agency", "add", "한국도로공사", "--database", database).stdout
    url = parts.mode.service(Work()).address
    done = inside("agency", "forward", file, "--service", url, "--token-stdin", given=token)
    assert done.returncode == 0, done.stderr
    handed = file.with_suffix(".handover.json")
    draft = parts.following.take_over(Work(), handed)
    assert draft.filing
    status = parts.following.status(Work(), draft.id)
    assert status.receipt_number == draft.filing.receipt_number
    assert parts.following.take_over(Work(), handed).id == draft.id
    handed.write_bytes(handed.read_bytes()[:-20])
    with pytest.raises(ClientError) as caught:
        parts.following.take_over(Work(), handed)
    assert caught.value.code == "handover_unreadable"
