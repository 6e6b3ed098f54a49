"""The table of policies: what the shipped one says, and what an operator's may say."""

import importlib.resources
import json

import pytest

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import DamagedFile
from desktop_client.pki.judging.policies import Holder, meaning, read_table, shipped
from practice.pki import Practice
from tests.pki.test_certificate import accredited

GENERAL_ORGANISATION = {
    "1.2.410.200005.1.1.5",
    "1.2.410.200004.5.1.1.7",
    "1.2.410.200004.5.2.1.1",
    "1.2.410.200004.5.4.1.2",
    "1.2.410.200012.1.1.3",
}
STOCKPILE_ONLY = {
    "1.2.410.200005.1.1.6.3",
    "1.2.410.200004.5.2.1.6.84",
    "1.2.410.200004.5.1.1.12.901",
    "1.2.410.200004.5.4.1.12",
}


def serving(kind: str) -> set[str]:
    return {oid for oid, one in shipped().items() if kind in one.serves}


def of_sample(practice: Practice, name: str) -> Certificate:
    return Certificate.from_der((practice.sample(name).path / "signCert.der").read_bytes())


def test_general_organisation_certificates_serve_every_kind() -> None:
    allowed = {"1.2.410.200004.5.1.1.12", "1.2.410.200012.1.1.5"}
    assert serving("supplier") == GENERAL_ORGANISATION | allowed
    assert serving("stockpile") == serving("supplier") | STOCKPILE_ONLY
    assert serving("catalogue") == serving("supplier")
    assert serving("institution") == serving("supplier") | {"1.2.410.100001.2.1.1"}


def test_kica_and_crosscert_number_person_and_organisation_the_other_way_round() -> None:
    table = shipped()
    assert table["1.2.410.200004.5.2.1.1"].holder is Holder.ORGANISATION
    assert table["1.2.410.200004.5.2.1.2"].holder is Holder.PERSON
    assert table["1.2.410.200004.5.4.1.1"].holder is Holder.PERSON
    assert table["1.2.410.200004.5.4.1.2"].holder is Holder.ORGANISATION


def test_tradesign_key_management_certificates_are_told_by_their_policy() -> None:
    for last in (2, 4):
        assert shipped()[f"1.2.410.200012.1.1.{last}"].holder is Holder.KEY_MANAGEMENT


@pytest.mark.parametrize(
    ("name", "holder", "serves"),
    [
        ("supplier", Holder.ORGANISATION, {"supplier", "stockpile", "catalogue", "institution"}),
        ("personal", Holder.PERSON, set()),
        ("stockpile_only", Holder.ORGANISATION, {"stockpile"}),
        ("institution", Holder.INSTITUTION, {"institution"}),
    ],
)
def test_what_the_practice_certificates_mean(
    practice_pki: Practice, name: str, holder: Holder, serves: set[str]
) -> None:
    found = meaning(of_sample(practice_pki, name))
    assert (found.holder, set(found.serves)) == (holder, serves)
    assert found.label_ko
    assert found.label_en


def test_the_longest_entry_counts(supplier_certificate: Certificate) -> None:
    def entry(holder: str) -> dict[str, object]:
        return {"ca": "x", "holder": holder, "label": {"ko": "가", "en": "a"}, "serves": []}

    def holder_by(*oids: str) -> tuple[Holder, str]:
        holders = ("person", "server", "organisation")
        table = {oid: entry(holder) for oid, holder in zip(oids, holders, strict=False)}
        found = meaning(supplier_certificate, read_table(json.dumps({"policies": table}), {}))
        return found.holder, found.oid

    oid = "1.2.410.200005.1.1.5"
    assert holder_by("1.2.", "1.2.410.200005.") == (Holder.SERVER, oid)
    assert holder_by("1.2.", "1.2.410.200005.", oid) == (Holder.ORGANISATION, oid)
    assert holder_by("1.2.410.200005.1.1.50", "1.2.410.200005.1") == (Holder.UNKNOWN, oid)


def test_an_unknown_policy_serves_nothing() -> None:
    root = meaning(Certificate.from_der(accredited("KISA_RootCA_4")))
    assert (root.oid, root.holder, root.serves) == ("", Holder.UNKNOWN, frozenset())
    authority = meaning(Certificate.from_der(accredited("yessignCA_Class_3")))
    assert (authority.oid, authority.holder) == ("2.5.29.32.0", Holder.UNKNOWN)


GOOD = {"ca": "x", "holder": "person", "label": {"ko": "가", "en": "a"}, "serves": ["supplier"]}


def test_an_operator_adds_corrects_and_takes_out_entries(supplier_certificate: Certificate) -> None:
    oid, another = "1.2.410.200005.1.1.5", "1.2.410.200005.1.1.1"
    own = read_table(json.dumps({"policies": {oid: GOOD, "1.3.6.1.": GOOD, another: None}}))
    assert meaning(supplier_certificate, own).holder is Holder.PERSON
    assert own.keys() == shipped().keys() - {another} | {"1.3.6.1."}


def table(oid: str = "1.2.3", **changed: object) -> str:
    return json.dumps({"policies": {oid: {**GOOD, **changed}}})


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("", ""),
        ("[", ""),
        ("[]", ""),
        ("[" * 100_000, ""),
        ("{}", "policies"),
        ('{"policies": []}', "policies"),
        ('{"policies": {}, "polices": {}}', "polices"),
        ('{"policies": {"1.2.3": null, "1.2.3": null}}', "1.2.3"),
        ('{"policies": {"1.2.3": {"holder": "nobody"}}}', "1.2.3: ca"),
        ('{"policies": {"1.2.3": 5}}', "1.2.3"),
        (table(holder="nobody"), "1.2.3: holder"),
        (table(holder=["person"]), "1.2.3: holder"),
        (table(serves="supplier"), "1.2.3: serves"),
        (table(serves=["suplier"]), "1.2.3: serves: suplier"),
        (table(serves=[1]), "1.2.3: serves: 1"),
        (table(serves={"supplier": True}), "1.2.3: serves"),
        (table(serves=["supplier", "supplier"]), "1.2.3: serves"),
        (table(label="가"), "1.2.3: label"),
        (table(label={"ko": "", "en": "a"}), "1.2.3: label: ko"),
        (table(label={"ko": "가", "en": " a"}), "1.2.3: label: en"),
        (table(label={"ko": "가", "en": "a", "fr": "a"}), "1.2.3: label: fr"),
        (table(ca=5), "1.2.3: ca"),
        (table(servs=[]), "1.2.3: servs"),
        *(
            (table(oid), oid)
            for oid in ("supplier", "1", "9.99.1", "1.2.03", "01.2", "1.40.1", "1.2..3", "1.2.3.,")
        ),
        ('{"policies": {"1.2.abc": null}}', "1.2.abc"),
        ('{"policies": {"1.2.410.200005.1.1.50": null}}', "1.2.410.200005.1.1.50"),
    ],
)
def test_what_is_wrong_in_a_table_is_named(text: str, entry: str) -> None:
    with pytest.raises(DamagedFile, match="table_damaged") as caught:
        read_table(text)
    assert caught.value.values["entry"] == entry


def test_a_copy_of_the_shipped_table_will_do() -> None:
    text = (importlib.resources.files("resources") / "policies.json").read_text("utf-8")
    assert read_table(text) == shipped()
