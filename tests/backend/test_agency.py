"""다른 기관의 등록 전달: an agency's service forwards what a firm signed for this one."""

import base64
import re
import secrets
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from backend.services.access import agencies
from backend.storage.models import Submission
from practice.applicants import applicant, supplier
from registration.forms.check import canonical
from registration.kinds import FilingPurpose, Kind
from registration.lifecycle import STATE_NAMES, State
from registration.submission import Package, moment
from registration.wire import IDENTITY_HEADER, HandedOver, PackageFile
from testing.backend.commands import inside, review
from testing.backend.databases import argument, contents
from testing.backend.world import Applicant, World, judged, opened, refusal, taken_in

AGENCY = "한국도로공사"
PATH = "/v1/agency/submissions"


@pytest.fixture
def token(world: World) -> str:
    return agencies.add(world.service.database, AGENCY, world.clock())


def package(world: World, **changed: Any) -> Package:
    values: dict[str, Any] = {
        "id": secrets.token_urlsafe(24),
        "service": "practice",
        "service_certificate": world.fingerprint,
        "source": "다른 등록 서비스",
        "kind": Kind.SUPPLIER,
        "form": canonical(Kind.SUPPLIER, supplier()),
        "exported": moment(world.clock()),
    }
    return Package(**(values | changed))


def forward(
    world: World, token: str, content: Package, by: Applicant | None = None
) -> requests.Response:
    signer = by or world.applicant()
    return handed_in(world, token, signer.sign(content.canonical()), world.sealed(signer))


def handed_in(world: World, token: str, signed: bytes, sealed: str) -> requests.Response:
    return world.post(PATH, signed, token, **{IDENTITY_HEADER: sealed})


def saved(world: World, file: Path, content: Package) -> Path:
    """What 내보내기 makes of a package."""
    signed = world.applicant().sign(content.canonical())
    written = PackageFile(
        package=base64.b64encode(signed).decode(), identity=world.sealed(world.applicant())
    )
    file.write_text(written.model_dump_json())
    return file


def test_a_package_is_taken_in_as_an_application_and_leads_to_a_login(
    world: World, token: str
) -> None:
    signed = world.applicant().sign(package(world).canonical())
    sealed = world.sealed(world.applicant())
    answer = handed_in(world, token, signed, sealed)
    filed = taken_in(answer)
    again = handed_in(world, token, signed, sealed)
    assert (again.status_code, again.json()) == (200, answer.json())
    shown = review_detail(world, filed["number"])
    assert shown["summary"]["forwarded_by"] == AGENCY
    assert shown["form"] == canonical(Kind.SUPPLIER, supplier())
    passed = [one["check"] for one in shown["checks"]]
    assert {"signature", "chain", "identity", "revocation", "form", "registered"} <= set(passed)
    assert "다른 등록 서비스" in str(shown["checks"])
    world.decided(filed["number"], "approve")
    assert world.enrol(world.applicant()).status_code == 201
    assert world.login(world.applicant()).status_code == 201


def review_detail(world: World, number: str) -> Any:
    return world.get(f"/v1/officer/applications/{number}", world.officer()).json()


def test_what_is_kept_is_judged_by_others_too(world: World, token: str) -> None:
    taken_in(forward(world, token, package(world)))
    with world.service.database.read() as session:
        kept = session.query(Submission).one()
        assert judged(kept.signature or b"", world.pki) == kept.document


def test_r_of_a_package_is_kept_nowhere(world: World, token: str) -> None:
    signer = world.applicant()
    sealed = world.sealed(signer)
    taken_in(handed_in(world, token, signer.sign(package(world).canonical()), sealed))
    with world.service.database.read() as session:
        kept = session.query(Submission).one()
        for stored in (kept.document, kept.signature or b""):
            assert sealed.encode() not in stored
            assert base64.b64decode(sealed) not in stored
    refused = handed_in(world, token, signer.sign(package(world).canonical()), "AAAA")
    assert refusal(refused) == (400, "malformed")


def test_the_document_can_be_fetched_and_completed(world: World, token: str) -> None:
    form = deepcopy(supplier())
    form["agents"] = []
    filed = taken_in(forward(world, token, package(world, form=canonical(Kind.SUPPLIER, form))))
    path = f"/v1/submissions/{filed['number']}"
    assert world.get(f"{path}/document", filed["key"]).json()["attachments"] == []
    status = world.get(path, filed["key"]).json()
    if status["state"] == "pending":
        world.decided(filed["number"], "hold", status["version"], reason="서류 확인")
    application = world.application(
        form, purpose=FilingPurpose.SUPPLEMENT, supplements=filed["number"]
    )
    signed = world.applicant().sign(application.canonical())
    assert taken_in(world.file(signed, application.ticket.draft))["number"] == filed["number"]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"service": "다른 서비스"}, (422, "package_elsewhere")),
        ({"form": {}}, (422, "form_invalid")),
    ],
)
def test_a_package_that_is_not_in_order_is_refused(
    world: World, token: str, changed: dict[str, Any], expected: tuple[int, str]
) -> None:
    with world.nothing_stored():
        answer = forward(world, token, package(world, **changed))
    assert refusal(answer) == expected


@pytest.mark.parametrize("age", [timedelta(days=30, seconds=1), timedelta(minutes=-6)])
def test_a_package_of_another_time_is_refused(world: World, token: str, age: timedelta) -> None:
    exported = moment(world.clock() - age)
    with world.nothing_stored():
        answer = forward(world, token, package(world, exported=exported))
    assert refusal(answer) == (422, "package_old")


def test_the_holder_of_another_number_cannot_hand_in_its_record(world: World, token: str) -> None:
    other = world.firm("2222222227")
    with world.nothing_stored():
        answer = forward(world, token, package(world), other)
    assert refusal(answer) == (422, "identity_mismatch")


def test_a_firm_that_is_registered_or_waiting_is_not_taken_in_again(
    world: World, token: str
) -> None:
    taken_in(forward(world, token, package(world)))
    assert refusal(forward(world, token, package(world))) == (409, "application_open")
    number = world.get("/v1/officer/applications", world.officer()).json()["applications"][0]
    world.decided(number["receipt_number"], "approve", number["version"])
    assert refusal(forward(world, token, package(world))) == (409, "already_registered")


def test_who_logs_in_by_an_id_has_no_package(world: World, token: str) -> None:
    form = canonical(Kind.CATALOGUE, applicant(Kind.CATALOGUE))
    answer = forward(world, token, package(world, kind=Kind.CATALOGUE, form=form))
    assert refusal(answer)[1] == "signature_unexpected"


def test_an_application_is_no_package(world: World, token: str) -> None:
    signed = world.applicant().sign(world.application().canonical())
    assert refusal(world.post(PATH, signed, token)) == (422, "document_not_canonical")
    content = package(world)
    signed = world.applicant().sign(content.canonical())
    assert refusal(world.file(signed, content.id)) == (422, "document_not_canonical")


def test_only_an_account_in_force_forwards(world: World, token: str) -> None:
    content = package(world)
    assert refusal(forward(world, "", content)) == (401, "not_authorised")
    assert refusal(forward(world, world.officer(), content)) == (401, "not_authorised")
    new = agencies.add(world.service.database, AGENCY, world.clock())
    assert refusal(forward(world, token, content)) == (401, "not_authorised")
    assert agencies.end(world.service.database, AGENCY, world.clock())
    assert refusal(forward(world, new, content)) == (401, "not_authorised")
    path = "/v1/officer/applications"
    assert refusal(world.get(path, new)) == (401, "not_authorised")


def test_accounts_are_kept_and_packages_forwarded_from_the_command_line(
    world: World, tmp_path: Path
) -> None:
    database = ("--database", argument(world.service.config.database))
    added = inside("agency", "add", AGENCY, *database)
    token = added.stdout.strip()
    assert inside("agency", "list", *database).stdout == f"{AGENCY}\n"
    assert token.encode() not in contents(world.service.config.database)
    file = saved(world, tmp_path / "package.json", package(world))
    arguments = ("agency", "forward", file, "--service", world.url, "--token-stdin")
    kept = file.read_bytes()
    over = inside(*arguments, "--out", file, "--force", given=token)
    assert (over.returncode, file.read_bytes() == kept) == (1, True)
    (tmp_path / "other").write_bytes(b"")
    assert inside(*arguments, "--out", tmp_path / "other", given=token).returncode == 1
    done = inside(*arguments, given=token + "\n")
    assert done.returncode == 0, done.stderr
    number = done.stdout.split("접수번호 ")[1][:10]
    world.officer()
    assert f"  전달한 기관: {AGENCY}" in review(world, "show", number).stdout
    handed = HandedOver.model_validate_json(file.with_suffix(".handover.json").read_bytes())
    assert file.with_suffix(".handover.json").stat().st_mode & 0o077 == 0
    status = world.get(f"/v1/submissions/{number}", handed.status_key).json()
    assert STATE_NAMES[State(status["state"])].ko in done.stdout
    world.decided(number, "approve", status["version"])
    again = inside(*arguments, "--language", "en", given=token)
    assert "accepted before" in again.stdout
    assert (again.stdout.count(number), again.stdout.count("Approved")) == (1, 1)
    seconds = agencies.add(world.service.database, "다른 기관", world.clock())
    taken = inside(*arguments, given=seconds)
    assert (taken.returncode, "package_taken" in taken.stderr) == (1, True)
    assert inside("agency", "end", "다른 기관", *database).returncode == 0
    assert inside("agency", "end", AGENCY, *database).returncode == 0
    assert inside("agency", "list", "--json", *database).stdout == "[]\n"
    assert inside("agency", "end", AGENCY, *database).returncode == 1
    refused = inside(*arguments, given=token)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "새 토큰" in refused.stderr
    assert "로그인" not in refused.stderr
    assert inside("agency", "add", "\u200b", *database).returncode == 1
    missing = ("agency", "forward", tmp_path / "none", *arguments[3:])
    assert inside(*missing, given=token).returncode == 1


def test_an_agency_is_told_which_entries_are_wrong(
    world: World, token: str, tmp_path: Path
) -> None:
    form = canonical(Kind.SUPPLIER, supplier())
    form["general"]["business_number"] = "1111111110"
    file = tmp_path / "package.json"
    arguments = ("agency", "forward", file, "--service", world.url, "--token-stdin")
    saved(world, file, package(world, form=form))
    refused = inside(*arguments, given=token)
    assert "사업자등록번호: " in refused.stderr
    assert "form_invalid" in refused.stderr
    assert re.search(r"^서비스 요청 번호: [0-9a-f]+$", refused.stderr, re.MULTILINE)
    file.write_bytes(b"%PDF-1.7")
    assert "내보낸 등록 정보가 아니거나" in inside(*arguments, given=token).stderr
    assert not file.with_suffix(".handover.json").exists()


def test_the_receipt_is_for_the_package(world: World, token: str) -> None:
    content = package(world)
    receipt = opened(base64.b64decode(forward(world, token, content).json()["receipt"]))
    assert receipt["draft"] == content.id
