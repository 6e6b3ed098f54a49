"""One verdict by a kept revocation list of 500 000 entries, against certvalidator alone."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from asn1crypto import x509
from pyhanko_certvalidator.authority import CertTrustAnchor
from pyhanko_certvalidator.context import ValidationContext
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.validate import async_validate_path

from bench.measure import Row, at_least_faster, seconds
from desktop_client.pki import certvalidator
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.revocation.list_cache import ListCache
from desktop_client.pki.revocation.revocation_list import RevocationList
from practice.authority import Authority
from practice.pki import build
from testing.pki import making

ENTRIES = 500_000
LEAST, LEAST_TAKEN_IN = 100, 4
"""Times faster than the peer, for a verdict by a kept list and for reading and indexing one."""
MEGABYTE = 1024 * 1024
MOST_MEMORY, LONGEST_WAIT = 64 * MEGABYTE, 0.016


def rows() -> Iterator[Row]:
    """The peer runs once: it takes half a minute."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root = build(folder / "practice").chain()[0]
        (folder / "root.pem").write_bytes(root.pem)
        entries = making.many_entries(ENTRIES)
        data = making.revocation_list(root, entries=entries)
        ListCache(folder / "kept").put(making.LIST_URL, data, RevocationList.from_bytes(data))
        leaf = making.leaf(root)
        peer = seconds(lambda: _peer(leaf, root, data))
        taken = seconds(lambda: RevocationList.from_bytes(data).kept_index())
        measure = f"CRL of {ENTRIES:,} entries read"
        yield at_least_faster(measure, (taken, peer), "certvalidator", LEAST_TAKEN_IN)
        for label, certificate in (("absent", leaf), ("revoked", _listed(root))):
            yield from _rows_of(label, _ours(folder, certificate), peer)


def _rows_of(label: str, ours: dict[str, float], peer: float) -> Iterator[Row]:
    measure = f"verdict, CRL of {ENTRIES:,} entries: {label}"
    yield at_least_faster(measure, (ours["seconds"], peer), "certvalidator", LEAST)
    memory, wait = ours["memory"], ours["longest_wait"]
    yield Row(
        "  more memory at most",
        f"{memory / MEGABYTE:.0f} MB",
        target="under 64 MB",
        met=memory < MOST_MEMORY,
    )
    yield Row(
        "  longest wait of another thread",
        f"{wait * 1000:.1f} ms",
        target="at most 16 ms",
        met=wait <= LONGEST_WAIT,
    )


def _ours(folder: Path, certificate: Certificate) -> dict[str, float]:
    (folder / "leaf.der").write_bytes(certificate.der)
    command = [sys.executable, "-m", "bench.revocation_child"]
    places = [str(folder / each) for each in ("kept", "root.pem", "leaf.der")]
    done = subprocess.run([*command, *places], capture_output=True, check=True)
    said: dict[str, float] = json.loads(done.stdout)
    return said


def _listed(root: Authority) -> Certificate:
    """A certificate whose serial number is in the middle of the list."""

    def change(tbs: x509.TbsCertificate) -> None:
        tbs["serial_number"] = making.FIRST_OF_MANY + ENTRIES // 2

    return making.resigned(making.leaf(root), root.key, change)


def _peer(leaf: Certificate, root: Authority, data: bytes) -> None:
    context = ValidationContext(
        trust_roots=[root.certificate], crls=[data], revocation_mode="require"
    )
    path = ValidationPath(CertTrustAnchor(root.certificate), [], leaf.asn1)
    certvalidator.run(async_validate_path(context, path))
