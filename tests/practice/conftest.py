"""A second practice PKI, for the tests that change its lists."""

import pytest

from practice.pki import Practice, build


@pytest.fixture(scope="session")
def own_pki(tmp_path_factory: pytest.TempPathFactory) -> Practice:
    """A practice PKI of these tests alone, its lists on HTTP."""
    return build(tmp_path_factory.mktemp("own"), crl_base_url="http://127.0.0.1:9000/crl/")
