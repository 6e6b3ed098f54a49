"""Everything that is asked about revocation beyond the lists at hand, and in which order."""

from dataclasses import dataclass, field, replace

from desktop_client.pki.revocation.addresses import Table
from desktop_client.pki.revocation.crl import CrlFetcher
from desktop_client.pki.revocation.limits import Limits
from desktop_client.pki.revocation.ocsp import MAX_RESPONSE_BYTES


@dataclass(slots=True)
class Online:
    """Lists and, if wanted, OCSP responders. May be used from several threads."""

    lists: CrlFetcher = field(default_factory=CrlFetcher)
    table: Table = field(default_factory=dict)
    """Addresses besides those of the certificate."""
    responders: bool = False
    """Whether OCSP responders are asked at all."""
    responders_first: bool = False
    """Before the lists; either suffices."""

    @property
    def responder_limits(self) -> Limits:
        """Those of the lists, but for the size."""
        return replace(self.lists.limits, max_bytes=MAX_RESPONSE_BYTES)
