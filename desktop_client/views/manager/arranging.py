"""Which certificates are listed, and in which order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from registration.characters import composed

if TYPE_CHECKING:
    from desktop_client.workflows.certificate_manager import ManagedCertificate

NEVER = 10**6
"""Days left of a certificate that cannot be read: it comes last."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What was asked for: words to search, and keys of `texts.FILTERS` and `texts.SORTS`."""

    search: str = ""
    filter: str = "all"
    sort: str = "name"

    def apply(self, found: Iterable["ManagedCertificate"]) -> list["ManagedCertificate"]:
        """Return those that are shown, in their order."""
        words = _plain(self.search).split()
        shown = [
            certificate
            for certificate in found
            if _SHOWN[self.filter](certificate) and _holds(certificate, words)
        ]
        return sorted(shown, key=_KEYS[self.sort])


def _plain(text: str) -> str:
    return composed(text).casefold()


def _holds(kept: "ManagedCertificate", words: list[str]) -> bool:
    if not words:
        return True
    places = " ".join(f"{place.ko} {place.en}" for place in kept.places)
    text = _plain(f"{kept.holder} {_issuer(kept)} {places}")
    return all(word in text for word in words)


def _issuer(kept: "ManagedCertificate") -> str:
    return kept.certificate.issuer_organisation if kept.certificate else ""


def _days(kept: "ManagedCertificate") -> int:
    return NEVER if kept.days_left is None else kept.days_left


_SHOWN: dict[str, Callable[["ManagedCertificate"], bool]] = {
    "all": lambda _kept: True,
    "usable": lambda kept: kept.judged and kept.fits,
    "problems": lambda kept: not kept.fits,
    "expiring": lambda kept: kept.warning is not None,
}
_KEYS: dict[str, Callable[["ManagedCertificate"], Any]] = {
    "name": lambda kept: (kept.certificate is None, _plain(kept.holder), _days(kept)),
    "expiry": lambda kept: (_days(kept), _plain(kept.holder)),
    "issuer": lambda kept: (kept.certificate is None, _plain(_issuer(kept)), _plain(kept.holder)),
}
