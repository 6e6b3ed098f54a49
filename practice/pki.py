"""A practice PKI shaped like NPKI, for newcomers and for tests: never a real certificate."""

import json
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from asn1crypto import crl
from cryptography.hazmat.primitives.asymmetric import rsa

from practice import authority as authorities
from practice import files, keyfile, leaf
from practice.authority import Authority, Revoked
from practice.distribution import DIRECTORY, PARTITIONS, ROOT_LIST, crl_url
from practice.leaf import PASSWORD, KeyPair, Office, npki_folder
from practice.samples import SAMPLES, SERVICE, Sample

__all__ = ["PASSWORD", "Practice", "Revoked", "Sample", "SampleFolder", "build"]

STATE = "practice.json"
CRL_LIFE = timedelta(days=30)
ROOT_NAME = [
    ("c", "KR"),
    ("o", "practiceROOT"),
    ("ou", "Korea Certification Authority Central"),
    ("cn", "Practice RootCA 4"),
]
CA_NAME = [("c", "kr"), ("o", "practiceCA"), ("ou", "AccreditedCA"), ("cn", "practiceCA Class 3")]


@dataclass(frozen=True, slots=True)
class SampleFolder:
    """A certificate folder, the number its VID was made from, and its password."""

    path: Path
    business_number: str
    password: str = PASSWORD


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice PKI in its folder."""

    folder: Path

    @classmethod
    def load(cls, folder: Path) -> "Practice":
        """The practice PKI that `build` left in `folder`; FileNotFoundError when there is none."""
        if not (folder / STATE).is_file():
            raise FileNotFoundError(folder / STATE)
        return cls(folder)

    @property
    def npki(self) -> Path:
        """The NPKI folder."""
        return self.folder / "NPKI"

    @property
    def root(self) -> Path:
        """The root certificate, PEM."""
        return self.folder / "trust" / "root.pem"

    @property
    def ca(self) -> Path:
        """The issuing CA's certificate, PEM."""
        return self.folder / "trust" / "ca.pem"

    @property
    def crl_folder(self) -> Path:
        """Where the revocation lists lie, one DER file a partition."""
        return self.folder / "crl"

    @property
    def crls(self) -> tuple[Path, ...]:
        """The revocation lists: the leaves' partitions, then the root's list of CAs."""
        return tuple(self.crl_folder / f"{name}.crl" for name in (*PARTITIONS, ROOT_LIST))

    @property
    def service(self) -> Path:
        """The folder of the service's sign.der, sign.key, km.der and km.key (keys in PEM)."""
        return self.folder / "service"

    def sample(self, name: str) -> SampleFolder:
        """A sample by its name in `practice.samples.SAMPLES`."""
        sample = SAMPLES[name]
        organisation = dict(CA_NAME)["o"]
        return SampleFolder(npki_folder(self.npki, sample, organisation), sample.number)

    def chain(self) -> tuple[Authority, Authority]:
        """The root and the issuing CA, with their keys."""
        keys = self.folder / "ca"
        return (
            authorities.load(self.root.read_bytes(), (keys / "root.key").read_bytes()),
            authorities.load(self.ca.read_bytes(), (keys / "ca.key").read_bytes()),
        )

    def issue(
        self,
        sample: Sample,
        npki: Path,
        *,
        chain: Sequence[Authority] = (),
        now: datetime | None = None,
    ) -> SampleFolder:
        """Issue a further certificate folder under the NPKI folder `npki`.

        `chain` (root first) is for a CA other than the practice one.
        """
        base = self._state()["crl_base_url"]
        office = Office(chain or self.chain(), base, now or datetime.now(UTC))
        office.write_folder(npki, sample, KeyPair(leaf.new_key(), leaf.new_key()))
        return SampleFolder(npki_folder(npki, sample, office.organisation), sample.number)

    def crl(
        self, partition: str, revoked: Iterable[Revoked] = (), *, now: datetime | None = None
    ) -> bytes:
        """A revocation list of a partition in DER: what is revoked here, and `revoked`."""
        state = self._state()
        known = [
            Revoked(each["serial"], datetime.fromisoformat(each["date"]), each["reason"])
            for each in state["revoked"].get(partition, ())
        ]
        moment = now or datetime.now(UTC)
        root, ca = self.chain()
        every = [*known, *revoked]
        valid = (moment, moment + CRL_LIFE)
        number = int(moment.timestamp())
        if partition == ROOT_LIST:
            return root.revocation_list(None, every, valid, number)
        return ca.revocation_list(self.list_url(partition), every, valid, number)

    def list_url(self, partition: str) -> str:
        """Where certificates of a partition say their revocation list is."""
        return crl_url(self._state()["crl_base_url"], partition, dict(CA_NAME)["o"])

    def revoke(
        self, revoked: Revoked, partition: str = PARTITIONS[0], *, now: datetime | None = None
    ) -> None:
        """Revoke a serial number for good and renew the list; partition "root" is for CAs."""
        state = self._state()
        state["revoked"].setdefault(partition, []).append(_entry(revoked))
        _write_state(self.folder, state)
        self.write_crl(partition, now)

    def write_crl(self, partition: str, now: datetime | None = None) -> None:
        """Renew one revocation list."""
        files.write(self.crl_folder / f"{partition}.crl", self.crl(partition, now=now))

    def refresh(self, now: datetime | None = None) -> None:
        """Renew every revocation list that ends within a day, or is of a time to come."""
        moment = now or datetime.now(UTC)
        for path in self.crls:
            begins, ends = _times(path)
            if begins > moment or ends < moment + timedelta(days=1):
                self.write_crl(path.stem, moment)

    def _state(self) -> Any:
        return json.loads((self.folder / STATE).read_text("utf-8"))


def build(folder: Path, now: datetime | None = None, crl_base_url: str | None = None) -> Practice:
    """Make a practice PKI in `folder`, which must be missing or empty (else FileExistsError).

    `crl_base_url` (http://127.0.0.1:PORT/… or ldap://127.0.0.1:PORT) is where the certificates
    say their revocation lists are; the lists themselves are written to `folder/crl`.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(folder)
    files.make_folder(folder.parent)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _fill(unfinished, now or datetime.now(UTC), crl_base_url or DIRECTORY)
        if folder.exists():
            folder.rmdir()
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return Practice(folder)


def _fill(folder: Path, now: datetime, base: str) -> None:
    root = authorities.root(ROOT_NAME, leaf.new_key(), now)
    arl = crl_url(base, ROOT_LIST, root.organisation)
    ca = authorities.intermediate(root, CA_NAME, leaf.new_key(), now, arl)
    for name, authority in (("root", root), ("ca", ca)):
        files.write(folder / "trust" / f"{name}.pem", authority.pem)
        files.write(folder / "ca" / f"{name}.key", keyfile.plain_pem(authority.key))
    office = Office((root, ca), base, now)
    _write_service(folder / "service", office)
    revoked = _write_samples(folder / "NPKI", office)
    _write_state(folder, {"crl_base_url": base, "revoked": revoked})
    practice = Practice(folder)
    for path in practice.crls:
        practice.write_crl(path.stem, now)


def _write_samples(npki: Path, office: Office) -> dict[str, list[dict[str, Any]]]:
    """Write every sample's folder; return the revoked ones, a list for each partition."""
    sign = {name: leaf.new_key() for name in SAMPLES}
    management = leaf.new_key()  # one for all: nothing a sample is for depends on it
    revoked: dict[str, list[dict[str, Any]]] = {}
    for name, sample in SAMPLES.items():
        keys = KeyPair(sign[name], management, sign[sample.key_of or name])
        serial = office.write_folder(npki, sample, keys)
        if sample.revoked:
            entry = _entry(Revoked(serial, office.now - timedelta(days=1)))
            revoked.setdefault(sample.partition, []).append(entry)
    return revoked


def _write_service(folder: Path, office: Office) -> None:
    for name, random in (("sign", b""), ("km", None)):
        key: rsa.RSAPrivateKey = leaf.new_key()
        files.write(folder / f"{name}.der", office.certificate(SERVICE, key, random).dump())
        files.write(folder / f"{name}.key", keyfile.plain_pem(key))


def _entry(revoked: Revoked) -> dict[str, Any]:
    return {"serial": revoked.serial, "date": revoked.date.isoformat(), "reason": revoked.reason}


def _write_state(folder: Path, state: dict[str, Any]) -> None:
    files.write(folder / STATE, json.dumps(state, indent=1).encode())


def _times(path: Path) -> tuple[datetime, datetime]:
    """Return when a revocation list was made, and when its next one is due."""
    listed = crl.CertificateList.load(path.read_bytes())["tbs_cert_list"]
    return listed["this_update"].native, listed["next_update"].native
