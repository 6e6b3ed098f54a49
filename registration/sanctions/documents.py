"""The five documents of a sanction: what is filled in, described once for pages and commands."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from registration.field_types import (
    BusinessNumber,
    CorporateNumber,
    Day,
    InstitutionCode,
    LongText,
    Name,
    Phone,
    ShortText,
    refuse,
)
from registration.forms.check import canonical_model, check_model
from registration.forms.describe import FieldDescription, describe_model
from registration.forms.field import Answers, Ask, CodeOf, Form, Page, Section
from registration.problems import Problem
from registration.sanctions.course import Course, Document, Event, NotInOrder, followed
from registration.tables import code_table
from registration.text import Text

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
MOST_REPRESENTATIVES = 50


def _in_range(day: date) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:
        refuse("date_out_of_range", least=FIRST_DAY.isoformat(), most=LAST_DAY.isoformat())
    return day


SanctionDay = Annotated[Day, AfterValidator(_in_range)]


class Agency(Section):
    """통보기관."""

    agency_code: Annotated[
        InstitutionCode | None, Ask(Text("행정표준기관코드", "Institution code"))
    ] = None
    agency_name: Annotated[Name, Ask(Text("통보기관", "Notifying agency"))]
    agency_head: Annotated[ShortText | None, Ask(Text("기관장", "Head of the agency"))] = None
    agency_contact: Annotated[ShortText | None, Ask(Text("담당자", "Contact person"))] = None
    agency_phone: Annotated[Phone | None, Ask(Text("담당자 전화", "Contact's phone"))] = None


class Firm(Section):
    """제재를 받는 업체."""

    business_number: Annotated[BusinessNumber, Ask(Text("사업자등록번호", "Business number"))]
    corporate_number: Annotated[
        CorporateNumber | None, Ask(Text("법인등록번호", "Corporate number"))
    ] = None
    name: Annotated[Name, Ask(Text("상호", "Firm"))]
    address: Annotated[LongText | None, Ask(Text("주소", "Address"))] = None


class Representative(Section):
    """제재를 받는 대표자."""

    name: Annotated[ShortText, Ask(Text("성명", "Name"))]
    birth_date: Annotated[
        Day | None,
        Ask(
            Text("생년월일", "Date of birth"),
            Text(
                "같은 이름의 다른 사람과 구별하는 데 쓰입니다.",
                "It tells the person from others of the same name.",
            ),
            past=True,
        ),
    ] = None


class Contract(Section):
    """제재의 원인이 된 공고와 계약."""

    notice_number: Annotated[ShortText | None, Ask(Text("공고번호", "Notice number"))] = None
    contract_number: Annotated[ShortText | None, Ask(Text("계약번호", "Contract number"))] = None


class Terms(Section):
    """제재 내용."""

    basis: Annotated[
        str,
        CodeOf("sanction_grounds"),
        Ask(
            Text("제재근거", "Legal basis"),
            Text(
                "처분의 근거가 된 법령의 항과 호를 선택하십시오.",
                "Choose the paragraph and item of the law on which the sanction rests.",
            ),
        ),
    ]
    start: Annotated[SanctionDay, Ask(Text("제재 시작일", "First day"))]
    end: Annotated[
        SanctionDay,
        Ask(
            Text("제재 만료일", "Last day"),
            Text(
                "이 날까지 제재합니다. 기간은 1개월 이상 2년 이하입니다.",
                "The sanction lasts to the end of this day: from 1 month to 2 years in all.",
            ),
        ),
    ]
    reason: Annotated[LongText, Ask(Text("제재 사유", "Reason"))]


class OnADay(Section):
    """날짜와 사유."""

    on: Annotated[SanctionDay, Ask(Text("날짜", "Day"), past=True)]
    reason: Annotated[LongText, Ask(Text("사유", "Reason"))]


class Resumed(Section):
    """재개일과 새 만료일."""

    on: Annotated[SanctionDay, Ask(Text("재개일", "Day of resumption"), past=True)]
    end: Annotated[
        SanctionDay,
        Ask(
            Text("새 제재 만료일", "New last day"),
            Text(
                "정지된 날수만큼 늦춰진 날입니다. 확인하여 그대로 적습니다.",
                "The end, moved by the days of the stay. Confirm it by entering it.",
            ),
        ),
    ]
    reason: Annotated[LongText, Ask(Text("재개 사유", "Reason for the resumption"))]


class Correction(Section):
    """수정 사유."""

    on: Annotated[SanctionDay, Ask(Text("수정일", "Day of the amendment"), past=True)]
    why: Annotated[LongText, Ask(Text("수정 사유", "Reason for the amendment"))]


class Notice(Form):
    """제재통보."""

    agency: Annotated[Agency, Page(Text("통보기관", "Notifying agency"))]
    firm: Annotated[Firm, Page(Text("업체", "Firm"))]
    representatives: Annotated[
        list[Representative],
        Field(max_length=MOST_REPRESENTATIVES),
        Page(Text("대표자", "Representatives"), row=Text("대표자", "Representative")),
    ]
    contract: Annotated[Contract, Page(Text("공고·계약", "Notice and contract"))]
    terms: Annotated[Terms, Page(Text("제재 내용", "Sanction"))]


class StayForm(Form):
    """정지."""

    terms: Annotated[OnADay, Page(Text("정지", "Stay"))]


class ResumeForm(Form):
    """재개."""

    terms: Annotated[Resumed, Page(Text("재개", "Resumption"))]


class LiftForm(Form):
    """해제."""

    terms: Annotated[OnADay, Page(Text("해제", "Lifting"))]


class Amendment(Notice):
    """수정: the whole notice as it is to read from now on, and why."""

    correction: Annotated[Correction, Page(Text("수정", "Amendment"))]


MODELS: Mapping[Document, type[Form]] = {
    Document.NOTICE: Notice,
    Document.STAY: StayForm,
    Document.RESUME: ResumeForm,
    Document.LIFT: LiftForm,
    Document.AMEND: Amendment,
}


END_MISSING = Problem(("terms", "end"), "required")
"""Of a resumption: instead of it, the end that moved is told, to be confirmed."""


def check_document(
    document: Document, form: Answers, course: Course | None, today: date
) -> list[Problem]:
    """Return what is wrong with a document that follows the sanction so far.

    Raises NotInOrder where the document itself cannot follow.
    """
    found = check_model(MODELS[document], form, today)
    if found == [END_MISSING] and document is Document.RESUME and course is not None:
        unsaid = {"terms": {**form["terms"], "end": course.end.isoformat()}}
        return check_document(document, unsaid, course, today) or [END_MISSING]
    if any(not problem.is_warning for problem in found):
        return found
    try:
        followed(course, event(document, canonical_document(document, form)))
    except NotInOrder as misfit:
        if not misfit.field:
            raise
        found.append(Problem(("terms", misfit.field), misfit.code, misfit.values))
    return found


def check_number(form: Answers, number: str) -> list[Problem]:
    """Return what is wrong where a document names another firm than the sanction it belongs to."""
    firm = form.get("firm")
    if not isinstance(firm, Mapping) or firm.get("business_number") == number:
        return []
    return [Problem(("firm", "business_number"), "business_number_fixed")]


def canonical_document(document: Document, form: Answers) -> dict[str, Any]:
    """Return the one spelling of a document that is in order; ValueError where it is not."""
    return canonical_model(MODELS[document], form)


def event(document: Document, form: Answers) -> Event:
    """Return what a canonical document says of time."""
    days = {
        key: date.fromisoformat(form["terms"][key])
        for key in ("start", "end", "on")
        if key in form["terms"]
    }
    return Event(document, **days)


def fields(document: Document) -> list[tuple[str, FieldDescription]]:
    """Return page and field of everything that is asked for once."""
    return [
        (page.key, field)
        for page in describe_model(MODELS[document]).pages
        if not page.repeats
        for field in page.fields
    ]


def law(code: str) -> str:
    """Return law and paragraph of a basis, as Koreans cite it."""
    entry = code_table("sanction_grounds").by_code.get(code)
    return entry.more["law"] if entry else code


def basis_text(code: str) -> Text:
    """Return law and paragraph of a basis with what it is about."""
    entry = code_table("sanction_grounds").by_code.get(code)
    return Text("{law} ({about})", "{law} ({about})").filled(
        law=law(code), about=entry.title if entry else code
    )
