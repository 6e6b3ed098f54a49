"""The table of policies: what the shipped one says, and what an operator's may say."""

import json

import pytest

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.policies import Holder, meaning, read_table, shipped
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


def test_general_organisation_certificates_serve_suppliers_and_stockpile() -> None:
    allowed = {"1.2.410.200004.5.1.1.12", "1.2.410.200012.1.1.5"}
    assert serving("supplier") == GENERAL_ORGANISATION | allowed
    assert serving("stockpile") == serving("supplier") | STOCKPILE_ONLY
    assert serving("institution") == {"1.2.410.100001.2.1.1"}


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
        ("supplier", Holder.ORGANISATION, {"supplier", "stockpile"}),
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
        found = meaning(supplier_certificate, read_table(json.dumps({"policies": table})))
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


@pytest.mark.parametrize("text", ["", "[", '{"policies": {"1.2.3": {"holder": "nobody"}}}'])
def test_a_wrong_table_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"1\.2\.3|Expecting"):
        read_table(text)
