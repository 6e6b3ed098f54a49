"""What is looked up in a list is what independent readers find in it, whatever the numbers."""

from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from asn1crypto import core, crl
from cryptography import x509
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding.der_read import INTEGER, SEQUENCE
from desktop_client.pki.encoding.der_write import encode
from desktop_client.pki.findings import Validity
from desktop_client.pki.judging.chain import judge
from desktop_client.pki.judging.trust import TrustList
from desktop_client.pki.revocation.entries import Entries, Index
from desktop_client.pki.revocation.revocation_list import RevocationList
from fuzz import lookups
from practice.authority import Authority
from testing.pki import making, openssl

REASON = ("2.5.29.21", False, crl.CRLReason("key_compromise"))
HOLD = ("2.5.29.21", True, crl.CRLReason("certificate_hold"))
INVALID_SINCE = ("2.5.29.24", False, core.GeneralizedTime(making.NOW - timedelta(days=9)))
UNKNOWN = ("1.2.3.4", False, core.OctetString(bytes(300)))
KINDS = ((), (REASON,), (HOLD,), (REASON, INVALID_SINCE), (UNKNOWN,))
HEADER_BYTES = b"\x30\x02\x17\x18\x81\x82\x0c\x0d\x00\x01\xff"
BOUND = bytes(range(32))


def encoded(serials: list[int], kinds: list[int]) -> bytes:
    """Entries with these numbers, each with the extensions of its kind."""
    zero = core.Integer(0).dump()
    rests = {kind: making.entry(0, *KINDS[kind]).partition(zero)[2] for kind in set(kinds)}
    parts = []
    for serial, kind in zip(serials, kinds, strict=True):
        octets = serial.to_bytes(max(serial, ~serial).bit_length() // 8 + 1, signed=True)
        parts.append(encode(SEQUENCE, encode(INTEGER, octets), rests[kind]))
    return b"".join(parts)


def tricky() -> st.SearchStrategy[int]:
    """Numbers of one to twenty octets that look like what stands around numbers."""
    octets = st.lists(st.sampled_from(HEADER_BYTES), min_size=1, max_size=20)
    return octets.map(lambda some: int.from_bytes(bytes(some)))


NUMBERS = st.one_of(
    tricky(), st.integers(1, 400), st.integers(2**60, 2**60 + 300), st.integers(0, 2**159)
)


@settings(deadline=None)
@given(data=st.data())
def test_every_number_is_found_that_cryptography_finds_and_no_other(
    root: Authority, data: st.DataObject
) -> None:
    listed = data.draw(st.lists(NUMBERS, min_size=1, max_size=40))
    kinds = data.draw(st.lists(st.integers(0, 4), min_size=len(listed), max_size=len(listed)))
    whole = making.revocation_list(root, entries=encoded(listed, kinds))
    theirs = x509.load_der_x509_crl(whole)
    ours = RevocationList.from_bytes(whole)
    numbers = {one.serial_number for one in theirs}
    assert numbers == set(listed)
    for serial in [*listed, *data.draw(st.lists(NUMBERS, max_size=20))]:
        assert (ours.entry(serial) is not None) == (serial in numbers)


@pytest.mark.parametrize(
    ("count", "kind"), [*((300, kind) for kind in range(len(KINDS))), (1, 0), (48, 0), (9000, 1)]
)
def test_numbers_in_a_row_are_all_found(root: Authority, count: int, kind: int) -> None:
    serials = list(range(1, count + 1))
    whole = making.revocation_list(root, entries=encoded(serials, [kind] * count))
    theirs = {one.serial_number for one in x509.load_der_x509_crl(whole)}
    ours = RevocationList.from_bytes(whole)
    assert theirs == set(serials)
    asked = range(-3, count + 4, 1 + count // 1000)
    assert [one for one in asked if ours.entry(one)] == [one for one in asked if one in theirs]


def test_every_number_of_four_octets_that_reads_like_a_header_is_found(root: Authority) -> None:
    octets = product(b"\x30\x02", range(1, 24, 2), b"\x02\x17\x30", range(0, 24, 2))
    serials = [int.from_bytes(bytes(some)) for some in octets]
    whole = making.revocation_list(root, entries=encoded(serials, [1] * len(serials)))
    ours = RevocationList.from_bytes(whole)
    assert all(ours.entry(serial) for serial in serials)
    assert not any(ours.entry(serial + 2**40) for serial in serials)


@given(listed=st.lists(st.integers(-(2**80), 2**80) | st.integers(-300, 300), max_size=60))
def test_negative_numbers_and_several_entries_of_one_number(listed: list[int]) -> None:
    data = encoded(listed, [0] * len(listed))
    ours = Entries(b"before" + data + b"after", 6, 6 + len(data))
    for serial in {*listed, 0, -1, 255}:
        assert len(ours.find(serial)) == listed.count(serial)
        assert all(one["user_certificate"].native == serial for one in ours.find(serial))


@pytest.mark.parametrize("number", [b"\x02\x02\x00\x30", b"\x02\x05\x00\x00\x00\x00\x30"])
def test_zeros_before_a_number_do_not_hide_it(number: bytes) -> None:
    entry = making.sequence(number, making.entry(0).partition(core.Integer(0).dump())[2])
    assert len(Entries(entry, 0, len(entry)).find(0x30)) == 1


@pytest.mark.parametrize("octets", [0, 65, 200])
def test_a_number_of_absurd_length_is_broken(octets: int) -> None:
    number = core.OctetString(b"\x01" * octets).dump()
    entry = making.sequence(b"\x02" + number[1:], making.entry(0)[5:])
    with pytest.raises(ValueError, match="broken"):
        Entries(entry, 0, len(entry)).find(1)


def test_an_index_counts_for_its_own_list_in_its_own_form_only() -> None:
    data = encoded([5, 3, 4], [0, 1, 2])
    index = Entries(data, 0, len(data)).index()
    kept = index.dump(BOUND)
    loaded = Index.load(kept, BOUND)
    assert loaded is not None
    assert (list(loaded.positions), loaded.unsupported) == (list(index.positions), False)
    assert Index.load(kept, bytes(32)) is None
    assert Index.load(kept[:-1], BOUND) is None
    assert Index.load(b"", BOUND) is None
    for at in range(len(kept)):
        assert Index.load(kept[:at] + bytes([kept[at] ^ 1]) + kept[at + 1 :], BOUND) is None


def test_a_list_read_again_with_its_index_is_not_walked(
    root: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = making.revocation_list(root, entries=encoded([5, 48], [0, 0]))
    other = making.revocation_list(root, entries=encoded([5], [0]))
    kept = RevocationList.from_bytes(whole).kept_index()
    monkeypatch.setattr(Entries, "walk", None)
    again = RevocationList.from_bytes(whole, index=kept)
    assert again.is_indexed
    assert [again.entry(serial) is not None for serial in (5, 48, 6)] == [True, True, False]
    assert not RevocationList.from_bytes(other, index=kept).is_indexed


def numbered(root: Authority, serial: int) -> Certificate:
    def change(tbs: core.Sequence) -> None:
        tbs["serial_number"] = serial

    return making.resigned(making.leaf(root), root.key, change)


@pytest.mark.parametrize(
    ("listed", "serial"),
    [
        ([48], 48),
        (list(range(1, 161)), 48),
        (list(range(1, 161)), 2),
        ([*range(0x30230000, 0x30230800)], 0x30230204),
        ([*range(0x30150000, 0x30150800)], 0x30150204),
    ],
)
@pytest.mark.parametrize("kind", [0, 1])
def test_openssl_and_the_judge_agree_that_it_is_revoked(
    root: Authority, tmp_path: Path, listed: list[int], serial: int, kind: int
) -> None:
    whole = making.revocation_list(root, entries=encoded(listed, [kind] * len(listed)))
    asked, trust = numbered(root, serial), TrustList((making.of(root),))
    (tmp_path / "list.pem").write_bytes(openssl.output("crl", "-inform", "der", data=whole))
    (tmp_path / "root.pem").write_bytes(root.pem)
    lists = ("-crl_check", "-CRLfile", tmp_path / "list.pem")
    pem = openssl.output("x509", "-inform", "der", data=asked.der)
    done = openssl.run("verify", "-CAfile", tmp_path / "root.pem", *lists, data=pem)
    assert b"certificate revoked" in done.stderr
    assert judge(asked, trust, crls=[whole]).validity is Validity.INVALID
    free = numbered(root, listed[-1] + 1)
    assert judge(free, trust, crls=[whole]).validity is Validity.VALID


def test_random_lookups_in_lists_of_every_shape_agree_with_cryptography() -> None:
    """The short form of `python -m fuzz.lookups`."""
    done = lookups.agree(0, seed=1, counts=(1, 2, 7, 60))
    assert set(done) == set(lookups.SHAPES)
