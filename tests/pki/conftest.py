"""What the certificate tests share: the files of one good folder of the practice PKI."""

from pathlib import Path

import pytest

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.keyfile import OpenedKey, open_key
from practice.authority import Authority
from practice.pki import PASSWORD, Practice
from testing.pki.web import server

__all__ = ["server"]


@pytest.fixture(scope="session")
def root(practice_pki: Practice) -> Authority:
    return practice_pki.chain()[0]


@pytest.fixture(scope="session")
def ca(practice_pki: Practice) -> Authority:
    """The issuing CA under the root."""
    return practice_pki.chain()[1]


@pytest.fixture(scope="session")
def supplier(practice_pki: Practice) -> Path:
    """The folder of a good supplier's certificate."""
    return practice_pki.sample("supplier").path


@pytest.fixture(scope="session")
def supplier_certificate(supplier: Path) -> Certificate:
    return Certificate.from_der((supplier / "signCert.der").read_bytes())


@pytest.fixture(scope="session")
def supplier_key_file(supplier: Path) -> bytes:
    return (supplier / "signPri.key").read_bytes()


@pytest.fixture(scope="session")
def password() -> bytes:
    return PASSWORD.encode()


@pytest.fixture(scope="session")
def supplier_key(
    supplier_key_file: bytes, password: bytes, supplier_certificate: Certificate
) -> OpenedKey:
    return open_key(supplier_key_file, password, supplier_certificate)
