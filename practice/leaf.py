"""Issues what lies in one certificate folder: signature and key management pair, and CaPubs."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asn1crypto import x509
from cryptography.hazmat.primitives.asymmetric import rsa

from practice import distribution, files, keyfile, profile
from practice.authority import Authority, virtual_id
from practice.samples import Sample

PASSWORD = "practice-1234"
RANDOM_SIZE = 20


def new_key() -> rsa.RSAPrivateKey:
    """An RSA-2048 key, the size under KISA RootCA 4."""
    return rsa.generate_private_key(65537, 2048)


def npki_folder(npki: Path, sample: Sample, organisation: str) -> Path:
    """Where NPKI programs put the sample's files when a CA with this O issued them."""
    return npki / organisation / "USER" / profile.folder_name(sample.subject(organisation))


@dataclass(frozen=True, slots=True)
class KeyPair:
    """The two keys of a folder; `written` is what signPri.key holds instead of `sign`."""

    sign: rsa.RSAPrivateKey
    management: rsa.RSAPrivateKey
    written: rsa.RSAPrivateKey | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """Issues leaves at one moment under the last authority of `chain` (the root is first)."""

    chain: Sequence[Authority]
    crl_base_url: str
    now: datetime

    @property
    def organisation(self) -> str:
        """The O of the issuing authority."""
        return self.chain[-1].organisation

    def certificate(
        self, sample: Sample, key: rsa.RSAPrivateKey, random: bytes | None
    ) -> x509.Certificate:
        """A leaf; with R it is one for signatures, without it one for key management."""
        if random is None:
            usage = profile.key_usage("key_encipherment")
        else:
            usage = profile.key_usage("digital_signature", "non_repudiation")
        crl_url = distribution.crl_url(self.crl_base_url, sample.partition, self.organisation)
        extensions = [
            usage,
            profile.policies(sample.policy),
            *_names(sample, random),
            profile.distribution_points(crl_url),
            profile.ocsp(distribution.RESPONDER),
        ]
        valid = (self.now + sample.starts, self.now + sample.ends)
        subject = sample.subject(self.organisation)
        return self.chain[-1].issue(subject, key.public_key(), extensions, valid)

    def write_folder(self, npki: Path, sample: Sample, keys: KeyPair) -> int:
        """Issue the sample's pair, write its folder, return the signature serial number."""
        random = secrets.token_bytes(RANDOM_SIZE)
        sign = self.certificate(sample, keys.sign, random)
        contents = {
            "signCert.der": sign.dump(),
            "signPri.key": _locked(sample, keys.written or keys.sign, random),
            "kmCert.der": self.certificate(sample, keys.management, None).dump(),
            "kmPri.key": _locked(sample, keys.management, None),
            "CaPubs": self._ca_pubs(),
        }
        folder = npki_folder(npki, sample, self.organisation)
        for name in sample.files:
            data = sample.damage.get(name, bytes)(contents[name])
            files.write(folder / (name.lower() if sample.lower_case else name), data)
        return int(sign.serial_number)

    def _ca_pubs(self) -> bytes:
        encoded: bytes = profile.CertificateList([each.certificate for each in self.chain]).dump()
        return encoded


def _names(sample: Sample, random: bytes | None) -> list[x509.Extension]:
    names = [profile.mail_name(sample.mail)] if sample.mail else []
    if random is not None and sample.with_vid:
        names.append(profile.vid_name(sample.real_name, virtual_id(sample.number, random)))
    return [profile.alternative_names(*names)] if names else []


def _locked(sample: Sample, key: rsa.RSAPrivateKey, random: bytes | None) -> bytes:
    plain = keyfile.private_key_info(key, random)
    return keyfile.encrypt(plain, PASSWORD.encode(), sample.container)
