"""The certificate folders a practice PKI holds: made-up firms, good ones and every kind of bad."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from practice.keyfile import Container

ORGANISATION = "1.2.410.200005.1.1.5"
PERSON = "1.2.410.200005.1.1.1"
STOCKPILE_ONLY = "1.2.410.200005.1.1.6.3"
SERVER = "1.2.410.200005.1.1.3"
INSTITUTION = "1.2.410.100001.2.1.1"

SIGN_FILES = ("signCert.der", "signPri.key")
KM_FILES = ("kmCert.der", "kmPri.key")
ALL_FILES = (*SIGN_FILES, *KM_FILES, "CaPubs")

Damage = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Sample:
    """What one certificate folder looks like; the defaults are those of a good supplier's.

    `number` is the business (or, for a person, resident) number the VID is made from.
    `starts` and `ends` are counted from the moment of building.
    `key_of` names the sample whose signature key is used; a different one than that of the
    certificate gives a folder whose key belongs to another certificate.
    """

    name: str
    holder: str
    number: str = "1111111119"
    policy: str = ORGANISATION
    container: Container = Container.PBES2_SHA1
    starts: timedelta = timedelta(days=-30)
    ends: timedelta = timedelta(days=335)
    partition: str = "dp1p1"
    unit: str = ""
    mail: str = ""
    with_vid: bool = True
    revoked: bool = False
    files: tuple[str, ...] = ALL_FILES
    key_of: str = ""
    damage: Mapping[str, Damage] = field(default_factory=dict)
    lower_case: bool = False

    def subject(self, organisation: str) -> list[tuple[str, str]]:
        """The DN in the order of the encoding, for a CA whose O is `organisation`."""
        unit = [("ou", self.unit)] if self.unit else []
        return [
            ("c", "kr"),
            ("o", organisation),
            ("ou", "AccreditedCA"),
            ("ou", "practice"),
            ("cn", self.holder),
            *unit,
        ]

    @property
    def real_name(self) -> str:
        """The holder without the mark that keeps two certificates of one firm apart."""
        return self.holder.partition("(")[0]


def _half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _nothing(_data: bytes) -> bytes:
    return b""


def _flipped(data: bytes) -> bytes:
    """Break the lengths of the structure near its beginning."""
    return data[:4] + bytes(byte ^ 0xFF for byte in data[4:40]) + data[40:]


def _firm(serial: int) -> str:
    return f"주식회사 연습상사(Practice){serial:04d}"


SAMPLES: Mapping[str, Sample] = {
    sample.name: sample
    for sample in (
        Sample("supplier", _firm(1)),
        Sample(
            "supplier_pbes1",
            "한빛연습산업(Hanbit)0001",
            number="3333333336",
            container=Container.PBES1,
            mail="hanbit@practice.example",
        ),
        Sample(
            "supplier_old_container",
            "모의기술 주식회사(Mock)0001",
            number="1234567891",
            container=Container.OLD,
        ),
        Sample("other_number", "다른상사(Other)0001", number="2222222227"),
        Sample("expired", _firm(2), starts=timedelta(days=-400), ends=timedelta(days=-35)),
        Sample("not_yet_valid", _firm(3), starts=timedelta(days=10), ends=timedelta(days=375)),
        Sample("revoked", _firm(4), revoked=True),
        Sample("personal", "홍연습()0012345", number="1234561234567", policy=PERSON),
        Sample("stockpile_only", _firm(5), policy=STOCKPILE_ONLY),
        Sample("institution", "연습군청(Office)0001", number="2222222227", policy=INSTITUTION),
        Sample("km_only", _firm(6), files=(*KM_FILES, "CaPubs")),
        Sample("no_key", _firm(7), files=("signCert.der", *KM_FILES, "CaPubs")),
        Sample("damaged_certificate", _firm(8), damage={"signCert.der": _flipped}),
        Sample("truncated_key", _firm(9), damage={"signPri.key": _half}),
        Sample("foreign_key", _firm(10), key_of="other_number"),
        Sample("empty_files", _firm(11), damage=dict.fromkeys(SIGN_FILES, _nothing)),
        Sample(
            "folder_starts_with_ou",
            _firm(12),
            unit="입찰담당",
            partition="dp1p2",
            container=Container.PBES2_SHA256,
        ),
        Sample("lower_case_names", _firm(13), lower_case=True),
        Sample("no_vid", _firm(14), with_vid=False),
    )
}

OFFICER = Sample("officer", "연습담당(Officer)0001", number="1234561234567", policy=PERSON)
"""Of the practice officer, who is no applicant: kept apart from the certificates of those."""

SERVICE = Sample(
    "service",
    "나라장터 연습서비스(Practice)",
    policy=SERVER,
    with_vid=False,
    ends=timedelta(days=2 * 365),
)
