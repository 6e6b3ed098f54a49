"""`trust list`, `add`, `remove`, and `cert verify` by an added root and over the network."""

from pathlib import Path

import pytest
from asn1crypto import x509

from desktop_client.commands.judging import chosen_settings
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.judging.trust import TrustList
from practice import profile
from practice.pki import Practice
from testing.pki import making
from testing.pki.responder import Responder
from testing.pki.web import Server, body, server
from tests.commands.conftest import Commands

__all__ = ["server"]

KISA = "a002ff556c601863b08b9aa33a8e6666e97e72bbe552f66eb9f2395c68c7bc98"


@pytest.fixture
def fingerprint(practice_pki: Practice) -> str:
    return Certificate.from_der(practice_pki.root.read_bytes()).fingerprint


def test_the_accredited_are_listed(commands: Commands) -> None:
    listed = commands.json("trust", "list")
    assert listed.status == 0
    assert listed.data["trusted"][0]["fingerprint"] == KISA
    assert {one["added"] for one in listed.data["trusted"]} == {False}
    assert "KISA RootCA 4\n" in commands("trust", "list").out


def test_a_root_is_added_used_and_removed(
    commands: Commands, practice_pki: Practice, fingerprint: str
) -> None:
    supplier = practice_pki.sample("supplier").path
    judging = ("cert", "verify", supplier, "--revocation", "off")
    assert commands.json(*judging).status == 3
    added = commands("trust", "add", practice_pki.root, "--fingerprint", fingerprint.upper())
    assert (added.status, "Practice RootCA 4" in added.out) == (0, True)
    assert "Practice RootCA 4 +" in commands("trust", "list").out
    assert commands.json(*judging).status == 0
    removed = commands.json("trust", "remove", fingerprint)
    assert (removed.status, removed.data["orphaned"]) == (0, [])
    assert commands.json(*judging).status == 3


def test_removing_a_root_names_the_certificates_here_that_need_it(
    commands: Commands, practice_pki: Practice, fingerprint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = practice_pki.sample("supplier").path.parents[2]
    monkeypatch.setattr("desktop_client.mode.npki_places", lambda: [place])
    commands("trust", "add", practice_pki.root, "--fingerprint", fingerprint)
    removed = commands.json("trust", "remove", fingerprint)
    assert any("연습상사" in one for one in removed.data["orphaned"])


def test_a_root_named_like_a_known_one_is_told_when_it_is_added(
    commands: Commands, practice_pki: Practice, tmp_path: Path
) -> None:
    root = practice_pki.chain()[0]
    (kisa,) = TrustList.accredited().anchors

    def named(tbs: x509.TbsCertificate) -> None:
        tbs["subject"] = tbs["issuer"] = kisa.asn1.subject

    made = making.resigned(making.of(root), root.key, named)
    file = tmp_path / "root.der"
    file.write_bytes(made.der)
    added = commands.json("trust", "add", file, "--fingerprint", made.fingerprint)
    assert (added.status, added.codes) == (0, {"root_namesake"})


def test_what_is_not_confirmed_is_not_added(commands: Commands, practice_pki: Practice) -> None:
    refused = commands.json("trust", "add", practice_pki.root, "--fingerprint", "ab" * 32)
    assert (refused.status, refused.codes) == (1, {"fingerprint_mismatch"})
    missing = commands.json("trust", "add", practice_pki.root.parent / "x", "--fingerprint", "ab")
    assert (missing.status, missing.codes) == (2, {"file_missing"})
    gone = commands.json("trust", "remove", "ab" * 32)
    assert (gone.status, gone.codes) == (1, {"anchor_missing"})


def test_only_when_asked_the_network_is_used_and_what_came_is_kept(
    commands: Commands, practice_pki: Practice, server: Server, tmp_path: Path
) -> None:
    root = practice_pki.chain()[0]
    url = server.address + "/list"
    server.url("/list", body(making.revocation_list(root, url=url)))
    file = tmp_path / "signCert.der"
    file.write_bytes(making.leaf(root, url=url).der)
    judging = ("cert", "verify", file, "--trust", practice_pki.root, "--language", "en")
    assert commands.json(*judging).codes == {"revocation_unavailable"}
    assert server.requests == []
    fetched = commands.json(*judging, "--fetch")
    assert (fetched.status, server.requests) == (0, ["/list"])
    (source,) = fetched.data["sources"]
    assert (source["kind"], source["url"]) == ("crl", url)
    later = commands(*judging)
    assert (later.status, server.requests) == (0, ["/list"])
    assert f"revocation list, made 24 hours ago, {url}" in later.out


def test_a_responder_is_asked_over_the_network(
    commands: Commands, practice_pki: Practice, server: Server, tmp_path: Path
) -> None:
    root = practice_pki.chain()[0]
    asked = making.certificate(root, making.SIGNS, profile.ocsp(server.address + "/ocsp"))
    responder = Responder(tmp_path, root, root)
    responder.knows(asked)
    server.url("/ocsp", responder.over_http())
    file = tmp_path / "signCert.der"
    file.write_bytes(asked.der)
    told = commands("cert", "verify", file, "--trust", practice_pki.root, "--fetch")
    assert told.status == 0
    assert "OCSP 응답" in told.out


def test_the_settings_say_whether_responders_are_asked_and_how_strict_to_be(
    commands: Commands, practice_pki: Practice, server: Server, tmp_path: Path
) -> None:
    root = practice_pki.chain()[0]
    asked = making.certificate(root, making.SIGNS, profile.ocsp(server.address + "/ocsp"))
    file = tmp_path / "signCert.der"
    file.write_bytes(asked.der)
    judging = ("cert", "verify", file, "--trust", practice_pki.root, "--fetch")
    chosen_settings().set("ocsp", "off")
    assert commands.json(*judging).codes == {"revocation_unavailable"}
    assert server.requests == []
    chosen_settings().set("revocation", "off")
    assert commands.json(*judging).codes == {"revocation_not_checked"}
    strict = commands.json(*judging, "--revocation", "require")
    assert (strict.status, strict.codes) == (3, {"revocation_unavailable"})
    chosen_settings().set("ocsp", "first")
    commands.json(*judging, "--revocation", "require")
    assert server.requests == ["/ocsp"]


def test_certificates_are_looked_for_where_the_settings_say(
    commands: Commands, practice_pki: Practice
) -> None:
    assert commands.json("cert", "list").data["certificates"] == []
    chosen_settings().set("certificate_folders", [str(practice_pki.npki)])
    assert commands.json("cert", "list").data["certificates"]
