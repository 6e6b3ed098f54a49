"""출력물: what each printed paper says, derived from the same forms that are filled in.

Papers are Korean, as the offices that receive them are.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from registration.enclosure_rules import to_attach
from registration.enclosures import ENCLOSURE_NAMES, Enclosure, RequiredEnclosure
from registration.field_types import show_business_number
from registration.forms import (
    FieldDescription,
    PageDescription,
    describe,
    name_of,
    office_of,
)
from registration.kinds import FILING_PURPOSE_NAMES, Kind
from registration.korean_time import show_time
from registration.lifecycle import STATE_NAMES, State
from registration.offices import ASK, OfficeContact, office
from registration.procedures import PROCEDURES
from registration.submission import Application, Receipt
from registration.text import Text


class PrintoutKind(StrEnum):
    """What can be printed."""

    APPLICATION = "application"
    CERTIFICATE_APPLICATION = "certificate_application"
    COVER_LETTER = "cover_letter"
    RECEIPT = "receipt"
    REGISTRATION = "record"


PRINTOUT_NAMES = {
    PrintoutKind.APPLICATION: Text("신청서", "Application"),
    PrintoutKind.CERTIFICATE_APPLICATION: Text("인증서비스 신청서", "Certificate application"),
    PrintoutKind.COVER_LETTER: Text("시행문", "Cover letter"),
    PrintoutKind.RECEIPT: Text("접수증", "Receipt"),
    PrintoutKind.REGISTRATION: Text("등록증", "Certificate of registration"),
}

OF_AN_APPLICATION = (
    PrintoutKind.APPLICATION,
    PrintoutKind.CERTIFICATE_APPLICATION,
    PrintoutKind.COVER_LETTER,
    PrintoutKind.RECEIPT,
)
"""The papers of what was filed, each with a code of its own."""


@dataclass(frozen=True, slots=True)
class PrintoutSection:
    """A heading with lines of (title, answer), or with a table whose first row is its heads."""

    title: str
    lines: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Printout:
    """One printed paper.

    `code`: 확인번호, by which the service's look-up confirms it; `seal`: whose seal or signature is
    asked for beneath.
    """

    kind: PrintoutKind
    title: str
    addressee: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[PrintoutSection, ...]
    statement: str
    day: str
    signer: str
    seal: str
    receipt_number: str
    code: str
    address: str = field(default="")
    """Where the code is looked up; the QR code holds it."""

    def to_json(self) -> dict[str, Any]:
        """Return it as the template reads it."""
        return asdict(self)


def kinds_for(
    kind: Kind,
    form: Mapping[str, Any],
    state: State,
    attached: Collection[Enclosure] = (),
    before: Mapping[str, Any] | None = None,
) -> tuple[PrintoutKind, ...]:
    """Return the papers of a filed application, the one that is needed first at the front.

    수요기관 print theirs again while it waits or was sent back (대기·보류·반려). There is a 시행문
    where papers still have to be sent; `attached`, `before`: see `routing.route`.
    """
    if state is State.CANCELLED:
        return (PrintoutKind.RECEIPT,)
    own = [PrintoutKind.APPLICATION]
    if kind is Kind.INSTITUTION and _answer(form, "certificate", "wanted") is True:
        own.append(PrintoutKind.CERTIFICATE_APPLICATION)
    if to_attach(kind, form, attached, before):
        own.insert(0, PrintoutKind.COVER_LETTER)
    return (*own, PrintoutKind.RECEIPT)


def application(
    filed: Application, receipt: Receipt, code: str, contact: OfficeContact | None = None
) -> Printout:
    """Return the whole application (신청서) as it was filed; `contact`: of its office."""
    kind, form = filed.kind, filed.form
    institution = kind is Kind.INSTITUTION
    return Printout(
        kind=PrintoutKind.APPLICATION,
        title=f"{PROCEDURES[kind].title.ko} 신청서",
        addressee=_office(office_of(kind, form)),
        facts=_receipt_facts(receipt),
        parts=(
            *_form_parts(kind, form),
            *([_sending(office_of(kind, form), contact)] if institution else []),
        ),
        statement="위와 같이 등록을 신청합니다.",
        day=_day(receipt.received),
        signer=_signer(kind, form),
        seal="직인" if institution else "",
        receipt_number=receipt.receipt_number,
        code=code,
    )


def certificate_application(
    filed: Application, receipt: Receipt, code: str, contact: OfficeContact | None = None
) -> Printout:
    """Return 공공기관 인증서비스 신청서, which a 수요기관 sends with its application."""
    form = filed.form
    general = describe(Kind.INSTITUTION).page("general")
    clerk = describe(Kind.INSTITUTION).page("clerk")
    certificate = describe(Kind.INSTITUTION).page("certificate")
    names = ("institution_code", "name", "english_name", "business_number", "postcode", "address")
    return Printout(
        kind=PrintoutKind.CERTIFICATE_APPLICATION,
        title="공공기관 인증서비스 신청서",
        addressee=_office(office_of(Kind.INSTITUTION, form)),
        facts=_receipt_facts(receipt),
        parts=(
            PrintoutSection("신청 기관", tuple(_lines(general, form.get("general"), names))),
            PrintoutSection("신청 내용", tuple(_lines(certificate, form.get("certificate")))),
            PrintoutSection("담당자", tuple(_lines(clerk, form.get("clerk")))),
            _sending(office_of(Kind.INSTITUTION, form), contact),
        ),
        statement="위와 같이 공공기관 인증서비스를 신청합니다.",
        day=_day(receipt.received),
        signer=_signer(Kind.INSTITUTION, form),
        seal="직인",
        receipt_number=receipt.receipt_number,
        code=code,
    )


def cover_letter(
    filed: Application,
    receipt: Receipt,
    code: str,
    contact: OfficeContact | None = None,
    before: Mapping[str, Any] | None = None,
) -> Printout:
    """Return 시행문: the letter that goes with the papers sent to the office.

    What was attached is there already. `before`: the registered form a change was made from.
    """
    kind, form = filed.kind, filed.form
    papers = to_attach(
        kind, form, [Enclosure(attachment.document) for attachment in filed.attachments], before
    )
    return Printout(
        kind=PrintoutKind.COVER_LETTER,
        title="구비서류 제출",
        addressee=_office(office_of(kind, form)),
        facts=(
            ("문서번호", receipt.receipt_number),
            ("상호", name_of(kind, form)),
            ("사업자등록번호", show_business_number(receipt.business_number)),
            *_contact(kind, form),
        ),
        parts=(
            PrintoutSection("보내는 서류", rows=(("번호", "서류", "제출 사유"), *_listed(papers))),
            PrintoutSection("보내는 곳", _reached(office_of(kind, form), contact)),
        ),
        statement=f"{PROCEDURES[kind].title.ko}에 필요한 서류를 위와 같이 제출합니다.",
        day=_day(receipt.received),
        signer=name_of(kind, form),
        seal="인",
        receipt_number=receipt.receipt_number,
        code=code,
    )


def receipt_printout(
    filed: Application, receipt: Receipt, code: str, contact: OfficeContact | None = None
) -> Printout:
    """Return 접수증: what the service's signed receipt says."""
    reached = _reached(office_of(filed.kind, filed.form), contact)
    return Printout(
        kind=PrintoutKind.RECEIPT,
        title="접수증",
        addressee=receipt.applicant,
        facts=_receipt_facts(receipt),
        parts=(
            PrintoutSection(
                "접수 내용",
                (
                    ("등록 종류", PROCEDURES[receipt.kind].title.ko),
                    ("신청 구분", FILING_PURPOSE_NAMES[filed.purpose].ko),
                    ("신청인", receipt.applicant),
                    ("사업자등록번호", show_business_number(receipt.business_number)),
                    ("접수 때의 상태", STATE_NAMES[receipt.state].ko),
                    ("받은 서비스", receipt.service),
                    ("신청 문서의 SHA-256", receipt.document_sha256),
                ),
            ),
            PrintoutSection("담당 지방조달청", reached),
        ),
        statement="위와 같이 접수되었습니다.",
        day=_day(receipt.received),
        signer=receipt.service,
        seal="",
        receipt_number=receipt.receipt_number,
        code=code,
    )


@dataclass(frozen=True, slots=True)
class Registered:
    """What a 등록증 is made of; `changes`: the day and the changed titles, the newest first."""

    kind: Kind
    form: Mapping[str, Any]
    receipt_number: str
    registered: str
    renewed: str
    code: str
    changes: Sequence[tuple[str, str]] = ()


MOST_CHANGES = 10
_FIRM = (
    "name",
    "english_name",
    "business_number",
    "corporate_number",
    "opening_date",
    "postcode",
    "address",
    "address_detail",
    "phone",
)
_SHOWN_GENERAL = {
    Kind.SUPPLIER: ("business_areas", *_FIRM),
    Kind.STOCKPILE: _FIRM,
    Kind.CATALOGUE: ("name", "business_number", "representative", "postcode", "address", "phone"),
    Kind.INSTITUTION: (
        "institution_code",
        "name",
        "english_name",
        "business_number",
        "jurisdiction",
        "institution_type",
        "postcode",
        "address",
        "phone",
    ),
}
"""The fields of 일반 that a 등록증 shows; the pages with rows are shown whole but for numbers
that are nobody else's business (생년월일, 휴대폰, 이메일)."""
_PRIVATE = frozenset({"birth_date", "mobile", "email", "sales"})


def record_parts(kind: Kind, form: Mapping[str, Any]) -> list[PrintoutSection]:
    """Return what a 등록증 says of a record: also what anyone sees who has its code."""
    description = describe(kind)
    general = description.page("general")
    parts = [
        PrintoutSection("일반", tuple(_lines(general, form.get("general"), _SHOWN_GENERAL[kind])))
    ]
    for page in description.pages:
        rows = form.get(page.key)
        if page.repeats and isinstance(rows, list) and rows:
            parts.append(_table(page, rows, private=_PRIVATE))
    return parts


def registration_certificate(of: Registered, today: date) -> Printout:
    """Return 등록증 of the present version of a record."""
    parts = record_parts(of.kind, of.form)
    changes = tuple(of.changes)[:MOST_CHANGES]
    if changes:
        parts.append(PrintoutSection("최근 변경", rows=(("변경일", "바뀐 내용"), *changes)))
    return Printout(
        kind=PrintoutKind.REGISTRATION,
        title=f"{PROCEDURES[of.kind].title.ko}증",
        addressee="",
        facts=(
            ("등록일", show_time(of.registered).partition(" ")[0]),
            ("갱신일", show_time(of.renewed).partition(" ")[0]),
            ("출력일", today.isoformat()),
            ("접수번호", of.receipt_number),
        ),
        parts=tuple(parts),
        statement="위와 같이 등록되었음을 확인합니다.",
        day=_korean_day(today),
        signer="조달청",
        seal="",
        receipt_number=of.receipt_number,
        code=of.code,
    )


def _receipt_facts(receipt: Receipt) -> tuple[tuple[str, str], ...]:
    return (("접수번호", receipt.receipt_number), ("접수일시", show_time(receipt.received)))


def _form_parts(kind: Kind, form: Mapping[str, Any]) -> Iterator[PrintoutSection]:
    for page in describe(kind).pages:
        given = form.get(page.key)
        if page.repeats:
            if isinstance(given, list) and given:
                yield _table(page, given)
        elif lines := tuple(_lines(page, given)):
            yield PrintoutSection(page.page.title.ko, lines)


def _lines(
    page: PageDescription, given: object, only: Sequence[str] | None = None
) -> Iterator[tuple[str, str]]:
    answers = given if isinstance(given, Mapping) else {}
    for asked in page.fields:
        shown = _shown(asked, answers.get(asked.key))
        if shown and (only is None or asked.key in only):
            yield asked.ask.heading.ko, shown


def _shown(field: FieldDescription, answer: object) -> str:
    """Return an answer as it is printed: a code alone where its meaning has a field of its own."""
    shown = field.show(answer, "ko")
    named = field.table is not None and "title" in field.table.fills.values()
    return shown.partition(" ")[0] if named else shown


def _table(
    page: PageDescription, rows: Sequence[object], private: frozenset[str] = frozenset()
) -> PrintoutSection:
    """Return a table of the columns that any row answers."""
    given = [row for row in rows if isinstance(row, Mapping)]
    columns = [
        asked
        for asked in page.fields
        if asked.key not in private and any(_shown(asked, row.get(asked.key)) for row in given)
    ]
    heads = tuple(column.ask.heading.ko for column in columns)
    cells = (tuple(_shown(column, row.get(column.key)) for column in columns) for row in given)
    return PrintoutSection(page.page.title.ko, rows=(heads, *cells))


def _listed(papers: Sequence[RequiredEnclosure]) -> Iterator[tuple[str, str, str]]:
    for number, paper in enumerate(papers, 1):
        yield str(number), ENCLOSURE_NAMES[paper.document].ko, paper.why.ko


def _contact(kind: Kind, form: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for page_key, key in (("general", "phone"), ("reception", "mobile"), ("reception", "email")):
        page = next((found for found in describe(kind).pages if found.key == page_key), None)
        if page:
            yield from _lines(page, form.get(page_key), (key,))


def _office(code: str) -> str:
    return f"{office(code).title.ko} 귀하"


def _sending(code: str, contact: OfficeContact | None) -> PrintoutSection:
    way = ("방법", "기관장 직인을 받아 공문이나 팩스로 보냅니다.")
    return PrintoutSection("보내는 방법", (way, *_reached(code, contact)))


def _reached(code: str, contact: OfficeContact | None) -> tuple[tuple[str, str], ...]:
    """Return what the office is called and how it is reached; what is not known is said so."""
    found = office(code, contact)
    known = [(title.ko, value) for title, value in found.contacts()]
    if known and contact:
        known.append(("출처", f"{contact.source} ({contact.as_of})"))
    return (("접수청", found.title.ko), *(known or [("팩스·주소", ASK.ko)]))


def _signer(kind: Kind, form: Mapping[str, Any]) -> str:
    if kind is Kind.INSTITUTION:
        return str(_answer(form, "general", "creditor") or name_of(kind, form))
    return name_of(kind, form)


def _answer(form: Mapping[str, Any], page: str, key: str) -> object:
    answers = form.get(page)
    return answers.get(key) if isinstance(answers, Mapping) else None


def _day(moment: str) -> str:
    return _korean_day(date.fromisoformat(show_time(moment).partition(" ")[0]))


def _korean_day(day: date) -> str:
    return f"{day.year}년 {day.month}월 {day.day}일"
