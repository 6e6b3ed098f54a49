"""What one installation believes: the list of CAs, roots added to it, and an operator's tables.

They lie in one folder, beside the settings: `trust-list.p7s` (the accredited CAs, signed),
`anchors/` (added roots), `addresses.json` (where revocation is asked) and `policies.json` (what
policy OIDs mean). What is missing is as the program came.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from desktop_client.pki.files import read_file
from desktop_client.pki.findings import DamagedFile
from desktop_client.pki.judging import anchors, policies, trust_list
from desktop_client.pki.judging.policies import PolicyTable
from desktop_client.pki.judging.trust import TrustList
from desktop_client.pki.judging.trust_list import AuthorityList
from desktop_client.pki.revocation import addresses
from desktop_client.pki.revocation.addresses import Table

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

    def addresses(self) -> Table:
        """Where revocation is asked. Raises DamagedFile `table_damaged` (values: file, entry)."""
        return address_table(self.folder / ADDRESSES, self.authorities().addresses)

    def policies(self) -> PolicyTable:
        """What policy OIDs mean. Raises DamagedFile `table_damaged` (values: file, entry)."""
        return policy_table(self.folder / POLICIES)


def address_table(file: Path, listed: Table) -> Table:
    """Return the addresses of a trust list with those of an operator's file in their place.

    Raises DamagedFile `table_damaged` (values: file, entry), FileUnreadable, TooLarge.
    """
    return {**listed, **_read(file, addresses.read_table, {})}


def policy_table(file: Path) -> PolicyTable:
    """Return the policies with those of an operator's file; raises as `address_table`."""
    return _read(file, policies.read_table, policies.shipped())


def _read(file: Path, read: Callable[[str], T], missing: T) -> T:
    if not file.exists():
        return missing
    try:
        return read(read_file(file, MAX_TABLE_BYTES).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise DamagedFile("table_damaged", file=str(file), entry="") from None
    except DamagedFile as error:
        raise DamagedFile(error.code, **{**error.values, "file": str(file)}) from None
