"""What need not be asked for: lists given by hand, and what came along with a signature."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.findings import DamagedFile, Finding, Severity, TooLarge, finding
from desktop_client.pki.revocation.revocation_list import RevocationList

MAX_ANSWERS = 32
"""OCSP responses that are read of those that came along."""
_OTHER_INFO = 0xA1
_OCSP_RESPONSE = "1.3.6.1.5.5.7.16.2"


@dataclass(frozen=True, slots=True)
class AtHand:
    """Lists and answers, whoever they are about; nothing is known of their issuers yet."""

    lists: tuple[RevocationList, ...] = ()
    answers: tuple[bytes, ...] = ()
    """OCSP responses (RFC 6960)."""
    findings: tuple[Finding, ...] = ()
    """crl_damaged or too_large for each list that cannot be read."""

    @classmethod
    def of(
        cls,
        given: Iterable[bytes | RevocationList] = (),
        answers: Iterable[bytes] = (),
        along: Iterable[bytes] = (),
    ) -> Self:
        """Read lists, OCSP answers, and the RevocationInfoChoices that came along in a signature.

        Those are lists and OCSP responses (RFC 5652 section 10.2.1, RFC 5940); what else there is
        does not count.
        """
        lists: list[RevocationList] = []
        findings: list[Finding] = []
        members = list(along)
        told = [*answers, *(each for each in map(_answer, members) if each is not None)]
        for each in [*given, *(member for member in members if member[:1] == b"\x30")]:
            try:
                read = each if isinstance(each, RevocationList) else RevocationList.from_bytes(each)
                lists.append(read)
            except (DamagedFile, TooLarge) as error:
                findings.append(finding(error.code, severity=Severity.WARNING, **error.values))
        return cls(tuple(lists), tuple(told[:MAX_ANSWERS]), tuple(findings))


def _answer(member: bytes) -> bytes | None:
    """Return the OCSP response in an OtherRevocationInfoFormat; None where there is none."""
    try:
        (whole,) = der.parts(member, _OTHER_INFO)
        if der.first_oid(whole) != _OCSP_RESPONSE:
            return None
        return bytes(whole[der.length_of_first(whole) :])
    except ValueError:
        return None
