"""What one installation believes: the list of CAs, roots added to it, and an operator's tables.

They lie in one folder, beside the settings: `trust-list.p7s` (the accredited CAs, signed),
`anchors/` (added roots), `addresses.json` (where revocation is asked) and `policies.json` (what
policy OIDs mean). What is missing is as the program came.
"""

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from desktop_client.pki.files import read_file
from desktop_client.pki.findings import DamagedFile, FileUnreadable, TooLarge
from desktop_client.pki.judging import anchors, policies, trust_list
from desktop_client.pki.judging.policies import PolicyTable
from desktop_client.pki.judging.trust import TrustList
from desktop_client.pki.judging.trust_list import AuthorityList
from desktop_client.pki.revocation import addresses
from desktop_client.pki.revocation.addresses import Table
from desktop_client.pki.revocation.crl import CrlFetcher
from desktop_client.pki.revocation.online import Online

ANCHORS = "anchors"
ADDRESSES = "addresses.json"
POLICIES = "policies.json"
MAX_TABLE_BYTES = 1024 * 1024
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Installation:
    """The folder, and the SHA-256 of the certificate that may sign trust lists ("" for none)."""

    folder: Path
    signer: str = ""

    @property
    def anchors(self) -> Path:
        """The folder of added roots."""
        return self.folder / ANCHORS

    def authorities(self) -> AuthorityList:
        """The accredited CAs in force."""
        return trust_list.current(self.folder, self.signer)

    def trust(self) -> TrustList:
        """The accredited CAs in force and the added roots."""
        return anchors.with_added(self.authorities().trust, self.anchors)

    def addresses(self, *, others: bool = False) -> Table:
        """Where revocation is asked. Raises as `address_table`.

        With `others`, or with roots of its own, there may be CAs that the list does not know.
        """
        listed = self.authorities().addresses
        known = None if others or anchors.anchors(self.anchors) else listed.keys()
        return address_table(self.folder / ADDRESSES, listed, known)

    def online(self, lists: CrlFetcher, ocsp: str, *, others: bool = False) -> Online:
        """Return what is asked about revocation beyond the lists at hand.

        `ocsp`: responders are asked "first", "after" the lists, or not at all ("off"). `others`
        and what is raised: see `addresses`.
        """
        return Online(
            lists,
            self.addresses(others=others),
            responders=ocsp != "off",
            responders_first=ocsp == "first",
        )

    def policies(self) -> PolicyTable:
        """What policy OIDs mean. Raises as `policy_table`."""
        return policy_table(self.folder / POLICIES)


def address_table(file: Path, listed: Table, known: Collection[str] | None = None) -> Table:
    """Return the addresses of a trust list with those of an operator's file in their place.

    `known` are the O that may be in the file, None for any. Raises DamagedFile `table_damaged`
    (values: file, entry), `table_unreadable` and `table_too_large` (values: file).
    """
    return {**listed, **_read(file, lambda text: addresses.read_table(text, known), {})}


def policy_table(file: Path) -> PolicyTable:
    """Return the policies with those of an operator's file; raises as `address_table`."""
    return _read(file, policies.read_table, policies.shipped())


def _read(file: Path, read: Callable[[str], T], missing: T) -> T:
    if not os.path.lexists(file):
        return missing
    try:
        return read(read_file(file, MAX_TABLE_BYTES).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise DamagedFile("table_damaged", file=str(file), entry="") from None
    except TooLarge:
        raise DamagedFile("table_too_large", file=str(file)) from None
    except FileUnreadable:
        raise DamagedFile("table_unreadable", file=str(file)) from None
    except DamagedFile as error:
        raise DamagedFile(error.code, **{**error.values, "file": str(file)}) from None
