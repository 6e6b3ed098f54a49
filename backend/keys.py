"""The service's own certificates and keys."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from backend.config import ConfigError, Keys
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import PkiError
from desktop_client.pki.judging.trust import read_certificates
from desktop_client.pki.keyfile import OpenedKey
from desktop_client.pki.purposes import may_receive, may_sign


@dataclass(frozen=True, slots=True)
class Pair:
    """A certificate and its private key."""

    certificate: Certificate
    key: OpenedKey


@dataclass(frozen=True, slots=True)
class ServiceKeys:
    """One pair signs receipts, the other opens envelopes."""

    signing: Pair
    encryption: Pair
    issuers: tuple[Certificate, ...]
    """Of the signing certificate, nearest first."""

    @classmethod
    def read(cls, files: Keys) -> "ServiceKeys":
        """Return the keys in these files. Raises ConfigError."""
        signing = _pair(files.signing_certificate, files.signing_key)
        if not may_sign(signing.certificate):
            raise ConfigError(f"{files.signing_certificate}: its keyUsage allows no signatures")
        encryption = _pair(files.encryption_certificate, files.encryption_key)
        if not may_receive(encryption.certificate):
            raise ConfigError(f"{files.encryption_certificate}: its keyUsage allows no envelopes")
        return cls(
            signing,
            encryption,
            tuple(certificate for path in files.issuers for certificate in _certificates(path)),
        )

    @property
    def signing_chain(self) -> list[str]:
        """The signing certificate and its issuers, DER in base64."""
        return _base64([self.signing.certificate, *self.issuers])

    @property
    def encryption_certificate(self) -> str:
        """DER in base64."""
        return _base64([self.encryption.certificate])[0]


def _pair(certificate_path: Path, key_path: Path) -> Pair:
    certificate = _certificates(certificate_path)[0]
    try:
        # The costly check finds damaged keys; so does comparing the modulus here, and verifying
        # every signature right after it is made.
        key = load_pem_private_key(key_path.read_bytes(), None, unsafe_skip_rsa_key_validation=True)
    except OSError as error:
        raise ConfigError(f"{key_path}: {error.strerror}") from None
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise ConfigError(f"{key_path}: no unencrypted private key in PEM") from None
    if not isinstance(key, RSAPrivateKey):
        raise ConfigError(f"{key_path}: no RSA key")
    numbers = key.public_key().public_numbers()
    if certificate.rsa_numbers() != (numbers.n, numbers.e):
        raise ConfigError(f"{key_path}: the key of another certificate")
    return Pair(certificate, OpenedKey(key, None))


def _certificates(path: Path) -> list[Certificate]:
    try:
        return read_certificates(path)
    except PkiError as error:
        raise ConfigError(f"{path}: {error.code}") from None


def _base64(certificates: Sequence[Certificate]) -> list[str]:
    return [base64.b64encode(certificate.der).decode() for certificate in certificates]
