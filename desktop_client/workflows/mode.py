"""What practice and the real service differ in; everything else is the same code."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from desktop_client.api import ServiceClient
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.judging import chain
from desktop_client.pki.judging.policies import PolicyTable, shipped
from desktop_client.pki.judging.signers import Along, Judge
from desktop_client.pki.judging.trust import TrustList
from desktop_client.pki.revocation.online import Online
from desktop_client.pki.revocation.revocation_list import RevocationList
from desktop_client.work import Work


@dataclass(frozen=True, slots=True)
class Trust:
    """What this mode believes: the list of CAs, lists of revoked ones, and how strict to be."""

    trust_list: TrustList
    crls: Callable[[], list[bytes]]
    fetcher: Online | None
    revocation: Callable[[], chain.Revocation]
    policies: PolicyTable = field(default_factory=shipped)
    """What policy OIDs mean."""
    intermediates: tuple[Certificate, ...] = ()
    """CA certificates that help to find a path; none of them is trusted for that."""
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    """What time it is."""

    def judge(
        self,
        certificate: Certificate,
        others: Iterable[Certificate],
        *,
        at: datetime | None = None,
        lists: Sequence[RevocationList] = (),
        answers: Sequence[bytes] = (),
        self_stated: bool = False,
        offline: bool = False,
    ) -> chain.Verdict:
        """Judge a certificate now, or at a time (aware); `offline` leaves revocation aside.

        `others`: CA certificates that came along with it.

        `lists` and `answers` (OCSP) came along with it; `self_stated`: see `checking.check`.
        """
        now = self.clock()
        return chain.judge(
            certificate,
            self.trust_list,
            intermediates=(*self.intermediates, *others),
            at=at or now,
            now=now,
            crls=() if offline else (*self.crls(), *lists),
            answers=() if offline else answers,
            self_stated=self_stated,
            fetcher=None if offline else self.fetcher,
            revocation=chain.Revocation.OFF if offline else self.revocation(),
        )

    def judge_along(self, tell: Callable[[], object] = lambda: None) -> Judge:
        """Return what judges a signer's certificate with all that came along with the signature.

        `tell` is called before each certificate; it may raise to stop.
        """

        def judge(
            certificate: Certificate,
            along: Along,
            at: datetime | None,
            *,
            self_stated: bool = False,
        ) -> chain.Verdict:
            tell()
            return self.judge(
                certificate,
                along.certificates,
                at=at,
                lists=along.lists,
                answers=along.answers,
                self_stated=self_stated,
            )

        return judge


class Pin(NamedTuple):
    """By what the service of the settings is known again."""

    certificate: str
    """SHA-256 of its signing certificate."""
    holder: str = ""
    """Subject and issuer of that certificate; "" where only the certificate itself counts."""


class Mode(Protocol):
    """Practice or the real service; each call may have to wait until it is ready."""

    def service(self, work: Work) -> ServiceClient:
        """Return the service to speak to."""

    def pin(self, work: Work) -> Pin | None:
        """Return the service that was confirmed; None where none was yet."""

    def trust(self, work: Work) -> Trust:
        """Return whom to believe: the accredited CAs or the practice CA, never both."""

    def places(self, work: Work) -> list[Path]:
        """Return the folders certificates are looked for in."""

    def drivers(self, work: Work) -> list[Path]:
        """Return the drivers (PKCS #11 modules) of security tokens."""

    def issuing_url(self, work: Work, known: str = "") -> str:
        """Return the address of the CA that issues certificates (CMP); "" where none is known.

        `known`: where it was asked before.
        """

    def stop(self) -> None:
        """End what has been started for this mode, before the program ends."""
