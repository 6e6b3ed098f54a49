"""Revocation lists are checked from their raw bytes; openssl agrees on what they say."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import core, crl, x509
from hypothesis import given
from hypothesis import strategies as st

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import DamagedFile, TooLarge
from desktop_client.pki.revocation import revocation_list
from desktop_client.pki.revocation.revocation_list import Question, RevocationList
from practice.authority import Authority, Revoked
from testing.pki import damage, making, openssl

DATE = making.NOW - timedelta(hours=3)
REASON = crl.CRLReason("superseded")


@pytest.fixture(scope="session")
def leaf(ca: Authority) -> Certificate:
    return making.leaf(ca)


@pytest.fixture(scope="session")
def question(ca: Authority, leaf: Certificate) -> Question:
    return Question.about(leaf, making.of(ca))


def read(encoded: bytes) -> RevocationList:
    return RevocationList.from_bytes(encoded)


def test_a_list_is_read_as_openssl_reads_it(
    ca: Authority, question: Question, tmp_path: Path
) -> None:
    revoked = [Revoked(0x7F, DATE), Revoked(0x80, DATE, "certificate_hold"), Revoked(2**159, DATE)]
    encoded = making.revocation_list(ca, *revoked)
    ours = read(encoded)
    file = tmp_path / "list.crl"
    file.write_bytes(encoded)
    (tmp_path / "ca.pem").write_bytes(ca.pem)
    authority = ("-CAfile", tmp_path / "ca.pem")
    done = openssl.run("crl", "-inform", "der", "-in", file, *authority, "-text", "-noout")
    text = done.stdout.decode()
    assert "verify OK" in done.stderr.decode()
    assert ours.fault(question) is None
    for one in revoked:
        assert f"Serial Number: {one.serial:02X}" in text
        found = ours.entry(one.serial)
        assert found is not None
        assert (found.date, found.reason) == (one.date, one.reason)
    assert ours.entry(0x81) is None


def test_an_empty_list_revokes_nobody(ca: Authority, question: Question) -> None:
    ours = read(making.revocation_list(ca))
    assert ours.fault(question) is None
    assert ours.entry(1) is None


def test_pem_is_read_too(ca: Authority) -> None:
    encoded = making.revocation_list(ca, Revoked(5, DATE))
    pem = openssl.output("crl", "-inform", "der", data=encoded)
    assert read(pem).entry(5) is not None


def test_bytes_that_occur_in_an_entry_are_no_serial_number(ca: Authority) -> None:
    encoded = making.revocation_list(ca, Revoked(0x1122334455667788, DATE))
    assert read(encoded).entry(0x2233445566) is None
    assert read(encoded).entry(0x1122334455667788) is not None


def test_a_long_list_is_walked_right(ca: Authority) -> None:
    serials = [7 + 2**61 * (number % 2) + number * 104729 for number in range(2000)]
    entries = b"".join(making.entry(serial, ("2.5.29.21", False, REASON)) for serial in serials)
    ours = read(making.revocation_list(ca, entries=entries))
    assert all(ours.entry(serial) is not None for serial in serials)
    assert ours.entry(serials[-1]) == revocation_list.Revoked(making.NOW - making.DAY, "superseded")
    assert ours.entry(serials[0] + 1) is None


@pytest.mark.parametrize(
    ("ahead", "until", "fault"),
    [
        (timedelta(hours=-1), timedelta(hours=1), None),
        (timedelta(minutes=4), timedelta(hours=1), None),
        (timedelta(minutes=6), timedelta(hours=1), "crl_not_yet_valid"),
        (timedelta(hours=-2), timedelta(seconds=-1), "crl_expired"),
    ],
)
def test_a_list_counts_from_this_update_to_next_update(
    ca: Authority, ahead: timedelta, until: timedelta, fault: str | None
) -> None:
    ours = read(making.revocation_list(ca, valid=(making.NOW + ahead, making.NOW + until)))
    assert ours.untimely(making.NOW) == fault


def test_a_list_without_next_update_is_never_current(ca: Authority) -> None:
    def drop(tbs: crl.TbsCertList) -> None:
        tbs["next_update"] = None

    ours = read(making.revocation_list(ca, change=drop))
    assert ours.next_update is None
    assert ours.untimely(making.NOW) == "crl_expired"


def _add(extension: crl.TBSCertListExtension) -> making.ChangeList:
    def change(tbs: crl.TbsCertList) -> None:
        tbs["crl_extensions"] = [*tbs["crl_extensions"], extension]

    return change


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (_add(making.list_extension("1.2.3.4", core.Null())), "crl_unsupported"),
        (_add(making.list_extension("1.2.3.4", core.Null(), critical=False)), None),
        (making.replace_scope(), None),
        (making.replace_scope(indirect_crl=True), "crl_unsupported"),
        (making.replace_scope(only_some_reasons={"key_compromise"}), "crl_unsupported"),
        (making.replace_scope(only_contains_attribute_certs=True), "crl_unsupported"),
        (making.replace_scope(only_contains_ca_certs=True), "crl_not_covering"),
        (making.replace_scope(only_contains_user_certs=True), None),
    ],
)
def test_what_a_list_must_not_carry(
    ca: Authority, question: Question, change: making.ChangeList, fault: str | None
) -> None:
    assert read(making.revocation_list(ca, change=change)).fault(question) == fault


def test_a_list_for_another_distribution_point_does_not_cover(
    ca: Authority, question: Question
) -> None:
    other = making.revocation_list(ca, url=making.LIST_URL + "2")
    assert read(other).fault(question) == "crl_not_covering"


def test_a_list_for_a_point_does_not_cover_a_certificate_without_one(ca: Authority) -> None:
    bare = making.certificate(ca, making.SIGNS)
    asked = Question.about(bare, making.of(ca))
    assert read(making.revocation_list(ca)).fault(asked) == "crl_not_covering"


def test_a_list_for_users_does_not_cover_an_authority(ca: Authority) -> None:
    below = making.of(making.authority(ca))
    asked = Question.about(below, making.of(ca))
    users = making.revocation_list(ca, change=making.replace_scope(only_contains_user_certs=True))
    authorities = making.revocation_list(
        ca, change=making.replace_scope(only_contains_ca_certs=True)
    )
    assert read(users).fault(asked) == "crl_not_covering"
    assert read(authorities).fault(asked) is None


def test_a_list_of_another_issuer_does_not_cover(root: Authority, question: Question) -> None:
    assert read(making.revocation_list(root)).fault(question) == "crl_not_covering"


def test_a_list_signed_by_another_key_is_refused(
    ca: Authority, root: Authority, question: Question
) -> None:
    forged = making.revocation_list(ca, key=root.key)
    assert read(forged).fault(question) == "crl_signature_wrong"


def test_an_issuer_that_may_not_sign_lists_is_refused(root: Authority) -> None:
    issuer = making.authority(root, making.SIGNS)
    asked = Question.about(making.leaf(issuer), making.of(issuer))
    assert read(making.revocation_list(issuer)).fault(asked) == "crl_issuer_not_allowed"


def test_points_for_some_reasons_or_of_another_issuer_are_not_ours(ca: Authority) -> None:
    names = x509.GeneralNames([x509.GeneralName("uniform_resource_identifier", making.LIST_URL)])
    name = x509.DistributionPointName("full_name", names)
    points = x509.CRLDistributionPoints(
        [
            {"distribution_point": name, "reasons": {"key_compromise"}},
            {
                "distribution_point": name,
                "crl_issuer": [x509.GeneralName("directory_name", ca.certificate.subject)],
            },
        ]
    )
    made = making.certificate(
        ca, making.extension("crl_distribution_points", points, critical=False)
    )
    asked = Question.about(made, making.of(ca))
    assert (asked.names, asked.urls) == (frozenset(), ())


@pytest.mark.parametrize(
    ("extension", "fault"),
    [
        (("2.5.29.29", True, core.Null()), "crl_unsupported"),  # certificateIssuer
        (("1.2.3.4", True, core.Null()), "crl_unsupported"),
        (("1.2.3.4", False, core.Null()), None),
        (("2.5.29.21", True, REASON), None),
        (("2.5.29.21", True, core.Null()), "crl_unsupported"),
        (("2.5.29.21", False, core.Null()), None),
    ],
)
def test_an_entry_that_must_be_understood_and_is_not_spoils_the_list(
    ca: Authority,
    question: Question,
    extension: tuple[str, bool, core.Asn1Value],
    fault: str | None,
) -> None:
    innocent = making.entry(0x0101FF0401)  # its serial number looks like a critical extension
    entries = innocent + making.entry(0x0101FF04, extension) + making.entry(2)
    assert read(making.revocation_list(ca, entries=entries)).fault(question) == fault


def test_an_entry_whose_reason_is_unreadable_still_revokes(ca: Authority) -> None:
    entries = making.entry(7, ("2.5.29.21", False, core.Null()))
    found = read(making.revocation_list(ca, entries=entries)).entry(7)
    assert found is not None
    assert found.reason == "unspecified"


GOOD = making.entry(9)
BROKEN = [
    b"\x30",
    GOOD[:-1],
    b"\x31" + GOOD[1:],
    b"\x30\x80" + GOOD[2:] + bytes(2),
    b"\x30\x03\x02\x01\x09",
    GOOD.replace(b"\x02\x01\x09", b"\x0a\x01\x09"),
    GOOD.replace(b"Z", b"+"),
    GOOD.replace(b"\x17", b"\x16"),
    making.entry(9, ("2.5.29.21", False, REASON))[:-1] + b"\0\0",
    b"\x30\x14" + GOOD[2:] + b"\x30\x00",
    b"\x30\x14" + GOOD[2:] + b"\x05\x00",
]


# By number: the bytes hold the time of the import, which differs between the tests' processes.
@pytest.mark.parametrize("broken", BROKEN, ids=range(len(BROKEN)))
def test_a_list_with_any_broken_entry_decides_nothing(
    ca: Authority, question: Question, broken: bytes
) -> None:
    for entries in (broken + making.entry(8), making.entry(8) + broken):
        ours = read(making.revocation_list(ca, entries=entries))
        assert ours.fault(question) == "crl_damaged"
        for serial in (7, 8, 9):
            with pytest.raises(DamagedFile, match="crl_damaged"):
                ours.entry(serial)


def test_of_several_entries_of_one_number_the_earliest_that_revokes_counts(ca: Authority) -> None:
    removed = making.entry(7, ("2.5.29.21", False, crl.CRLReason("remove_from_crl")))
    revoked, again = making.entry(7, ("2.5.29.21", False, REASON)), making.entry(7)
    for entries in (removed + revoked, revoked + removed, removed + again + removed):
        found = read(making.revocation_list(ca, entries=entries)).entry(7)
        assert found is not None
        assert found.reason != "remove_from_crl"
    lifted = read(making.revocation_list(ca, entries=removed)).entry(7)
    assert lifted is not None
    assert lifted.reason == "remove_from_crl"


def test_an_entry_with_an_impossible_date_always_counts(ca: Authority) -> None:
    entry = making.entry(7)
    entry = entry[: entry.index(b"\x17\x0d") + 2] + b"260231000000Z"
    found = read(making.revocation_list(ca, entries=entry)).entry(7)
    assert found is not None
    assert found.date == revocation_list.UNKNOWN_DATE


def test_a_list_at_every_boundary_is_damaged(ca: Authority) -> None:
    encoded = making.revocation_list(ca, Revoked(5, DATE))
    for cut in damage.truncations(encoded):
        with pytest.raises(DamagedFile, match="crl_damaged"):
            read(cut)
    with pytest.raises(DamagedFile):
        read(encoded + b"\0")
    with pytest.raises(DamagedFile):
        read(b"-----BEGIN X509 CRL-----\n")


def test_a_list_beyond_the_limit_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revocation_list, "MAX_BYTES", 100)
    with pytest.raises(TooLarge):
        read(bytes(101))


@given(data=st.data())
def test_no_flipped_bit_makes_a_list_that_serves(
    ca: Authority, question: Question, data: st.DataObject
) -> None:
    encoded = bytearray(making.revocation_list(ca, Revoked(5, DATE), Revoked(2**90, DATE)))
    bit = data.draw(st.integers(0, len(encoded) * 8 - 1))
    encoded[bit // 8] ^= 1 << bit % 8
    try:
        ours = read(bytes(encoded))
    except DamagedFile:
        return
    assert ours.fault(question) is not None


@given(encoded=st.binary(max_size=200))
def test_arbitrary_bytes_are_no_list(encoded: bytes) -> None:
    with pytest.raises(DamagedFile):
        read(encoded)


def test_a_list_of_the_next_century_is_read(ca: Authority) -> None:
    later = datetime(2051, 1, 1, tzinfo=UTC)
    ours = read(making.revocation_list(ca, valid=(making.NOW, later)))
    assert ours.next_update == later


def long_entry(serial: int, inside: bytes) -> bytes:
    """An entry with an extension that holds these bytes."""
    return making.entry(serial, ("1.2.3.4", False, core.OctetString(inside)))


@pytest.mark.parametrize("filling", [0, 200, 300, 60_000])
def test_an_entry_inside_another_one_revokes_nobody(ca: Authority, filling: int) -> None:
    fake = making.entry(0x1122334455667788)
    holder = long_entry(0x99, bytes(filling) + fake + making.entry(5))
    ours = read(making.revocation_list(ca, entries=making.entry(3) + holder + making.entry(4)))
    assert ours.entry(0x1122334455667788) is None
    assert [ours.entry(serial) is not None for serial in (3, 0x99, 4, 5)] == [True] * 3 + [False]


def test_what_looks_like_an_entry_before_the_real_one_does_not_hide_it(ca: Authority) -> None:
    serial = 0x1122334455667788
    head = making.entry(serial)[:14]
    holder = long_entry(0x99, head + bytes(8))
    for both in (holder + making.entry(serial), making.entry(serial) + holder):
        assert read(making.revocation_list(ca, entries=both)).entry(serial) is not None
