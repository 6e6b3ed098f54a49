"""`trust make`, `sign`, `trust replace`: a new list of CAs; `trust lists` and `forget`."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_client import settings
from desktop_client.folders import data_folder
from desktop_client.mode import list_cache
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.judging import trust_list
from desktop_client.pki.keyfile import open_key
from desktop_client.pki.revocation.revocation_list import RevocationList
from desktop_client.pki.signing import cms
from desktop_client.pki.signing.signer import SigningIdentity
from practice.pki import PASSWORD, Practice
from testing.pki import making
from tests.commands.conftest import Commands
from tests.pki.judging.test_trust_list import described

LDAP_URL = (
    "ldap://ds.practice.kr:389/ou=dp5p1,ou=AccreditedCA,o=practiceCA,c=kr?certificateRevocationList"
)


@pytest.fixture
def table(tmp_path: Path, practice_pki: Practice) -> Path:
    """A table of the practice root and CA."""
    authorities = [
        {
            "organisation": one.organisation,
            "common_name": certificate.holder,
            "name_ko": "연습",
            "name_en": "Practice",
            "serial": f"{certificate.serial:x}",
            "not_after": certificate.not_after.date().isoformat(),
            "fingerprint": certificate.fingerprint,
        }
        for one in practice_pki.chain()
        for certificate in (making.of(one),)
    ]
    file = tmp_path / "table.json"
    file.write_text(json.dumps({"authorities": authorities}))
    return file


@pytest.fixture
def signer(practice_pki: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate folder whose signature the administrator lets count."""
    folder = practice_pki.sample("supplier").path
    fingerprint = Certificate.from_der((folder / "signCert.der").read_bytes()).fingerprint
    file = tmp_path / "administrator.json"
    file.write_text(json.dumps({"trust_list_signer": fingerprint}))
    monkeypatch.setattr(settings, "ADMINISTRATOR_FILE", file)
    return folder


def test_an_operator_makes_signs_and_takes_over_a_list(
    commands: Commands, practice_pki: Practice, table: Path, signer: Path, tmp_path: Path
) -> None:
    made, signed = tmp_path / "list.json", tmp_path / "list.p7s"
    cas = ("--certificate", practice_pki.root, "--certificate", practice_pki.ca)
    making_it = ("trust", "make", "--table", table, *cas, "--version", "2", "--out", made)
    assert f"g2b-client sign {made}" in commands(*making_it).out
    with_key = ("sign", made, "--cert", signer, "--out", signed, "--allow-invalid")
    typed = f"{PASSWORD}\n".encode()
    assert commands(*with_key, "--password-stdin", typed=typed).status == 0
    replaced = commands.json("trust", "replace", signed)
    assert (replaced.status, replaced.data["version"]) == (0, 2)
    assert replaced.data["added"] == ["Practice RootCA 4", "practiceCA Class 3"]
    assert "KISA RootCA 4" in replaced.data["removed"]
    listed = commands.json("trust", "list")
    assert listed.data["list"]["version"] == 2
    assert [one["holder"] for one in listed.data["trusted"]] == [
        "Practice RootCA 4",
        "practiceCA Class 3",
    ]
    assert "인증기관 목록 2판" in commands("trust", "list").out
    assert commands.json("cert", "verify", signer, "--revocation", "off").status == 0
    again = commands.json("trust", "replace", signed)
    assert (again.status, again.codes) == (1, {"trust_list_older"})


def signed_list(version: int, cas: list[Certificate], folder: Path) -> bytes:
    key = open_key((folder / "signPri.key").read_bytes(), PASSWORD.encode())
    signer = Certificate.from_der((folder / "signCert.der").read_bytes())
    listed = [described(one) for one in cas]
    content = trust_list.write(version, datetime(2026, 6, 1, tzinfo=UTC), listed, cas)
    return cms.sign(content, SigningIdentity(signer, key))


def test_what_takes_much_away_needs_a_yes(
    commands: Commands, practice_pki: Practice, signer: Path, tmp_path: Path
) -> None:
    root, ca = (making.of(one) for one in practice_pki.chain())
    file = tmp_path / "list.p7s"
    for doubt, version, cas in (
        ("trust_list_without_cas", 2, [root]),
        ("trust_list_jumps", 200, [root, ca]),
    ):
        file.write_bytes(signed_list(version, cas, signer))
        refused = commands.json("trust", "replace", file)
        assert (refused.status, refused.codes) == (1, {"list_needs_yes"})
        assert refused.data["error"]["values"]["doubt"] == doubt
        taken = commands("trust", "replace", file, "--yes", "--language", "en")
        assert taken.status == 0
    assert "CA added: practiceCA Class 3" in taken.out


def test_a_list_that_is_gone_is_told_by_every_verdict(
    commands: Commands, practice_pki: Practice, signer: Path, tmp_path: Path
) -> None:
    file = tmp_path / "list.p7s"
    cas = [making.of(one) for one in practice_pki.chain()]
    file.write_bytes(signed_list(3, cas, signer))
    assert commands("trust", "replace", file).status == 0
    kept = list_cache(data_folder()).folder.parent / trust_list.FILE
    kept.unlink()
    listed = commands.json("trust", "list")
    (found,) = listed.data["list"]["findings"]
    assert (found["code"], found["values"]["version"]) == ("trust_list_not_used", 3)
    assert "trust_list_not_used" in commands("trust", "list").out
    verdict = commands.json("cert", "verify", signer, "--revocation", "off")
    assert (verdict.status, "trust_list_not_used" in verdict.codes) == (3, True)
    made = commands(
        "trust", "make", "--version", "3", "--out", tmp_path / "new", "--language", "en"
    )
    assert "will not accept" in made.out
    assert commands("trust", "replace", file).status == 0
    assert commands.json("trust", "list").data["list"]["findings"] == []


def test_without_a_table_the_list_in_force_is_written(commands: Commands, tmp_path: Path) -> None:
    made = tmp_path / "list.json"
    assert commands.json("trust", "make", "--version", "2", "--out", made).status == 0
    assert len(json.loads(made.read_text())["authorities"]) == 6
    missing = commands.json("trust", "make", "--version", "2", "--out", tmp_path / "no" / "x" / "y")
    assert (missing.status, missing.codes) == (2, {"output_not_written"})
    again = commands.json("trust", "make", "--version", "2", "--out", made)
    assert (again.status, again.codes) == (2, {"output_exists"})
    wrong = commands("trust", "make", "--version", "0", "--out", made)
    assert wrong.status == 2


def test_a_table_without_its_certificates_makes_no_list(
    commands: Commands, table: Path, tmp_path: Path
) -> None:
    out = tmp_path / "list.json"
    making_it = ("trust", "make", "--table", table, "--version", "2", "--out", out)
    assert commands.json(*making_it).codes == {"trust_list_damaged"}
    table.write_text("{}")
    assert commands.json(*making_it).codes == {"table_damaged"}
    assert not out.exists()


def test_nobody_was_set_to_sign_lists(commands: Commands, table: Path) -> None:
    refused = commands.json("trust", "replace", table)
    assert (refused.status, refused.codes) == (1, {"trust_list_signer_missing"})


def test_kept_lists_are_shown_and_removed(commands: Commands, practice_pki: Practice) -> None:
    assert commands.json("trust", "lists").data["kept"] == []
    assert "없습니다" in commands("trust", "lists").out
    root = practice_pki.chain()[0]
    for url in (LDAP_URL, "http://127.0.0.1:1/dp1.crl"):
        data = making.revocation_list(root, url=url)
        list_cache(data_folder()).put(url, data, RevocationList.from_bytes(data))
    shown = commands.json("trust", "lists").data["kept"]
    assert [(one["partition"], one["age_hours"]) for one in shown] == [
        ("dp1.crl", 0),
        ("ou=dp5p1", 0),
    ]
    today = datetime.now(UTC).astimezone().date().isoformat()
    told = commands("trust", "lists", "--language", "en").out
    for words in (LDAP_URL, "ou=dp5p1", "Practice RootCA 4", f"fetched {today}", "bytes"):
        assert words in told
    unknown = commands.json("trust", "forget", "http://127.0.0.1:1/another")
    assert (unknown.status, unknown.codes) == (1, {"list_not_kept"})
    assert commands.json("trust", "forget", LDAP_URL).data["removed"] == 1
    assert [one["url"] for one in commands.json("trust", "lists").data["kept"]] == [
        "http://127.0.0.1:1/dp1.crl"
    ]
    assert commands.json("trust", "forget", "--all").data["removed"] == 1
    assert commands.json("trust", "forget", "--all").data["removed"] == 0


def test_an_operators_wrong_table_is_named(commands: Commands, signer: Path) -> None:
    file = list_cache(data_folder()).folder.parent / "policies.json"
    file.parent.mkdir(parents=True)
    file.write_text('{"policies": {"1.2": {}}}')
    refused = commands.json("cert", "show", signer)
    assert refused.codes == {"table_damaged"}
    assert refused.data["error"]["values"] == {"entry": "1.2: ca", "file": str(file)}
    told = commands("cert", "show", signer).err
    assert f"파일: {file}, 항목: 1.2: ca" in told
    file.write_text("[]")
    told = commands("cert", "show", signer).err
    assert f"(파일: {file})" in told
