"""Addresses come from the certificate; a table completes them, and the shipped one is right."""

import json
from dataclasses import replace

import pytest

from desktop_client.pki.findings import DamagedFile
from desktop_client.pki.judging.trust import TrustList
from desktop_client.pki.judging.trust_list import shipped
from desktop_client.pki.revocation.addresses import (
    Services,
    list_urls,
    read_table,
    responder_urls,
)
from desktop_client.pki.revocation.directory import Address
from desktop_client.pki.revocation.revocation_list import Question
from practice import profile
from practice.authority import Authority
from testing.pki import making

ENTRY = "ou=dp1,o=practiceCA,c=kr?certificateRevocationList"


def asked(ca: Authority, url: str, responder: str = "http://127.0.0.1:1/") -> Question:
    certificate = making.leaf(ca, profile.ocsp(responder), url=url)
    return Question.about(certificate, making.of(ca))


def test_the_shipped_table_describes_the_shipped_certificates() -> None:
    trust = TrustList.accredited()
    by_fingerprint = {one.fingerprint: one for one in (*trust.anchors, *trust.intermediates)}
    described = {one.fingerprint: one for one in shipped().listed}
    assert described.keys() == by_fingerprint.keys()
    for fingerprint, certificate in by_fingerprint.items():
        one = described[fingerprint]
        assert one.common_name == certificate.holder
        assert one.serial == f"{certificate.serial:x}"
        assert one.not_after == certificate.not_after.date().isoformat()
        assert f"o={one.organisation}," in certificate.subject


def test_every_accredited_issuer_has_a_directory_that_its_own_certificate_confirms() -> None:
    trust = TrustList.accredited()
    (root,) = trust.anchors
    for certificate in trust.intermediates:
        (url,) = Question.about(certificate, root).urls
        organisation = certificate.subject.split("o=")[1].split(",")[0].lower()
        own = Address.read(url)
        assert shipped().addresses[organisation].ldap == f"{own.host}:{own.port}"
        assert shipped().addresses[organisation].ocsp.startswith("http://ocsp.")


def test_the_certificates_address_comes_first(ca: Authority) -> None:
    url = f"ldap://here/{ENTRY}"
    assert list_urls(asked(ca, url), {}) == (url,)
    table = {"practiceca": Services(ldap="there:1389")}
    assert list_urls(asked(ca, url), table) == (url, f"ldap://there:1389/{ENTRY}")


def test_a_missing_host_is_taken_from_the_table(ca: Authority) -> None:
    question = asked(ca, f"ldap:///{ENTRY}")
    assert list_urls(question, {}) == ()
    table = {"practiceca": Services(ldap="there")}
    assert list_urls(question, table) == (f"ldap://there/{ENTRY}",)
    assert list_urls(question, {"yessign": Services(ldap="there")}) == ()


def test_a_list_named_by_the_table_is_asked_first(ca: Authority) -> None:
    table = {"practiceca": Services(crl="http://mirror/list")}
    assert list_urls(asked(ca, "http://a/b"), table) == ("http://mirror/list", "http://a/b")


def test_responders_are_those_of_the_certificate_then_the_table(ca: Authority) -> None:
    question = asked(ca, "http://a/b", "ocsp.signgate.com:9020/OCSPServer")
    table = {"practiceca": Services(ocsp="http://other/")}
    known = "http://ocsp.signgate.com:9020/OCSPServer"
    assert responder_urls(question, table) == (known, "http://other/")
    without = replace(question, responders=())
    assert responder_urls(without, table) == ("http://other/",)
    assert responder_urls(without, {}) == ()


def test_an_operators_table_is_read_and_checked() -> None:
    assert read_table('{"KICA": {"ldap": "a:1"}}') == {"kica": Services(ldap="a:1")}
    usual = {"ldap": "ds.a-b.kr", "crl": "ldap://[::1]:389/o=a?x", "ocsp": "http://127.0.0.1:1/"}
    assert read_table(json.dumps({"a": usual}), {"a"}) == {"a": Services(**usual)}


@pytest.mark.parametrize(
    ("wrong", "entry"),
    [
        ("[]", ""),
        ("nonsense", ""),
        ("[" * 100_000, ""),
        ('{"KICA": {"ldpa": "a"}}', "KICA: ldpa"),
        *(
            (json.dumps({"KICA": {"ldap": host}}), "KICA: ldap")
            for host in (
                "host:99999",
                "host:0",
                "host:",
                "---",
                "...",
                "a b",
                "-a.kr",
                "a@b",
                "a/b",
            )
        ),
        *(
            (json.dumps({"KICA": {"ocsp": url}}), "KICA: ocsp")
            for url in ("http://:80/", "http:///x", "http://a:70000/", "ldap://a/", "http://a@b/")
        ),
        ('{"KICA": {"crl": "http://..."}}', "KICA: crl"),
        ('{"KICA": {}, "kica": {}}', "kica"),
        ('{"KICA": {}, "KICA": {}}', "KICA"),
        ('{" KICA": {}}', " KICA"),
        ('{"": {}}', ""),
        ('{"KCIA": {}}', "KCIA"),
        ('{"KICA": 1}', "KICA"),
        ('{"yessign": {}, "KICA": {"ldap": 1}}', "KICA: ldap"),
        ('{"KICA": {"ldap": "ldap://host"}}', "KICA: ldap"),
        ('{"KICA": {"crl": "file:///etc/passwd"}}', "KICA: crl"),
        ('{"KICA": {"ocsp": "ocsp.signgate.com"}}', "KICA: ocsp"),
    ],
)
def test_what_is_wrong_in_an_operators_table_is_named(wrong: str, entry: str) -> None:
    with pytest.raises(DamagedFile, match="table_damaged") as caught:
        read_table(wrong, shipped().addresses.keys())
    assert caught.value.values["entry"] == entry
