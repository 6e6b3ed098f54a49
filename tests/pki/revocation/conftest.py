"""What the tests of revocation share: the root alone is trusted, and has issued a certificate."""

import pytest

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.judging.trust import TrustList
from practice.authority import Authority
from testing.pki import making


@pytest.fixture(scope="session")
def trust(root: Authority) -> TrustList:
    return TrustList((making.of(root),))


@pytest.fixture(scope="session")
def leaf(root: Authority) -> Certificate:
    """Directly under the root, so that one list decides."""
    return making.leaf(root)
