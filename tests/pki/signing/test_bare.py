"""Nothing that a signature with attributes could be over is signed bare, or taken as such."""

import hashlib

import pytest
from asn1crypto import cms as asn1_cms
from asn1crypto import core
from hypothesis import given
from hypothesis import strategies as st

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import PkiError
from desktop_client.pki.keyfile import OpenedKey
from desktop_client.pki.signing import cms
from desktop_client.pki.signing.bare import HEAD_BYTES, may_be_attributes
from desktop_client.pki.signing.cms_verify import verify
from desktop_client.pki.signing.signer import SigningIdentity
from testing.pki import damage
from tests.pki.signing.attributes import beside, resigned


def attributes(filler: int, unsorted: bool = False) -> bytes:
    """A SET OF signed attributes over a document nobody showed, as large as wanted."""
    digest = hashlib.sha256(b"100 million won").digest()
    members = [
        asn1_cms.CMSAttribute({"type": kind, "values": [value]}).dump()
        for kind, value in (
            ("content_type", "data"),
            ("message_digest", digest),
            ("1.2.3.4", core.OctetString(bytes(filler))),
        )
    ]
    return damage.Node(0x31, b"".join(sorted(members, reverse=unsorted))).encoded


@pytest.mark.parametrize("filler", [0, 100, 65_000, 70_000, 3_000_000])
def test_attributes_of_any_size_are_not_signed_bare(
    filler: int, supplier_certificate: Certificate, supplier_key: OpenedKey
) -> None:
    for content in (attributes(filler), attributes(filler, unsorted=True)):
        with pytest.raises(PkiError, match="content_may_be_attributes"):
            cms.sign_bare(content, SigningIdentity(supplier_certificate, supplier_key))


@given(
    filler=st.integers(0, 300),
    long_form=st.booleans(),
    inner=st.sampled_from([b"\x30", b"\x30\x80", b"\x30\x81"]),
)
def test_other_ways_of_writing_the_set_are_refused_too(
    filler: int, long_form: bool, inner: bytes
) -> None:
    contents = inner.ljust(2, b"\x07") + (b"\x07" if inner[1:] == b"\x81" else b"")
    contents += b"\x06\x03\x2a\x03\x04" + bytes(filler)
    octets = len(contents).to_bytes(5 if long_form else 2)
    definite = b"\x31" + bytes([0x80 | len(octets)]) + octets + contents
    for content in (definite, b"\x31\x80" + contents + b"\0\0"):
        assert may_be_attributes(content[:HEAD_BYTES], len(content))
    assert not may_be_attributes(definite[:HEAD_BYTES], len(definite) + 1)


@pytest.mark.parametrize(
    "content",
    [b"", b"1", b"1 begins as a SET does", b"12" + b"x" * 50, b"10" + b"0" * 48, bytes(100)],
)
def test_texts_that_begin_with_the_same_letter_are_signed(
    content: bytes, supplier_certificate: Certificate, supplier_key: OpenedKey
) -> None:
    signed = verify(cms.sign_bare(content, SigningIdentity(supplier_certificate, supplier_key)))
    assert [one.code for one in signed.findings] == ["signed_attributes_missing"]
    assert signed.content == content


def test_large_attributes_presented_as_a_document_are_not_taken(
    supplier_certificate: Certificate, supplier_key: OpenedKey
) -> None:
    filler = beside("1.2.3.4", core.OctetString(bytes(70_000)))
    genuine = cms.sign(b"a contract", SigningIdentity(supplier_certificate, supplier_key))
    large = resigned(genuine, supplier_key, filler)
    assert verify(large).findings == ()
    info = asn1_cms.ContentInfo.load(large)
    signer = info["content"]["signer_infos"][0]
    content = b"\x31" + signer["signed_attrs"].dump()[1:]
    signer["signed_attrs"] = None
    info["content"]["encap_content_info"]["content"] = content
    found = [one.code for one in verify(info.dump()).findings]
    assert found == ["content_may_be_attributes"]
    info["content"]["encap_content_info"]["content"] = None
    assert [one.code for one in verify(info.dump(), content).findings] == found
