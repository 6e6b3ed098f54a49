"""Printed papers: what each says, and which of them an application has."""

from datetime import date
from typing import Any

from practice.applicants import applicant, supplier
from registration import printouts
from registration.enclosure_rules import required_enclosures
from registration.enclosures import Enclosure
from registration.forms.check import canonical
from registration.kinds import FilingPurpose, Kind
from registration.lifecycle import State
from registration.offices import ASK, OfficeContact
from registration.printouts import PrintoutKind, Registered
from registration.submission import Application, Attachment, Receipt, Ticket

FORM = canonical(Kind.SUPPLIER, supplier())
CODE = "2026000123-ABCDEFGHIJKLMNOP"


def receipt(**changes: Any) -> Receipt:
    """A receipt of the supplier's application, half past midnight in Korea."""
    values = {
        "service": "practice",
        "receipt_number": "2026000123",
        "kind": Kind.SUPPLIER,
        "draft": "d" * 20,
        "business_number": "1111111119",
        "key": "1111111119",
        "applicant": "주식회사 연습상사",
        "document_sha256": "a" * 64,
        "signature_sha256": "b" * 64,
        "state": State.PENDING,
        "received": "2026-11-22T15:30:00Z",
    }
    return Receipt.model_validate(values | changes)


def filed(form: dict[str, Any] = FORM, kind: Kind = Kind.SUPPLIER, **changes: Any) -> Application:
    """The application that was filed."""
    ticket = Ticket(
        id="t" * 20,
        nonce="n" * 20,
        service="practice",
        kind=kind,
        draft="d" * 20,
        expires="2026-11-23T00:00:00Z",
    )
    return Application(service_certificate="0" * 64, ticket=ticket, form=form, **changes)


def said(paper: printouts.Printout) -> str:
    """All the words of a paper."""
    words = [paper.title, paper.addressee, paper.statement, paper.day, paper.signer]
    words += [word for fact in paper.facts for word in fact]
    for part in paper.parts:
        words += [part.title, *(word for line in part.lines for word in line)]
        words += [word for row in part.rows for word in row]
    return "\n".join(words)


def test_the_application_says_every_answer_in_korean_time() -> None:
    paper = printouts.application(filed(), receipt(), CODE)
    words = said(paper)
    for part in (
        "111-11-11119",
        "주식회사 연습상사",
        "노트북컴퓨터",
        "1468",
        "김대리",
        "2026년 11월 23일",
    ):
        assert part in words
    assert paper.addressee == "대전지방조달청 귀하"
    assert (paper.code, paper.receipt_number, paper.seal) == (CODE, "2026000123", "")


def test_the_cover_letter_lists_the_papers_to_send_and_why() -> None:
    words = said(printouts.cover_letter(filed(), receipt(), CODE))
    for part in ("지사등록이행각서", "재직증명서", "인감증명서 원본", "입찰대리인을 등록합니다."):
        assert part in words
    assert "사업자등록증명" not in words  # checked online: nothing is sent


def test_papers_say_how_the_office_is_reached_and_nothing_that_is_not_known() -> None:
    contact = OfficeContact(fax="042-000-0000", source="누리집", as_of=date(2026, 11, 28))
    for make in (printouts.cover_letter, printouts.receipt_printout):
        known = said(make(filed(), receipt(), CODE, contact))
        assert "대전지방조달청\n팩스\n042-000-0000\n출처\n누리집 (2026-11-28)" in known
        assert ASK.ko not in known
        assert f"대전지방조달청\n팩스·주소\n{ASK.ko}" in said(make(filed(), receipt(), CODE))


def test_the_receipt_says_what_was_filed() -> None:
    new = said(printouts.receipt_printout(filed(), receipt(), CODE))
    change = said(
        printouts.receipt_printout(
            filed(purpose=FilingPurpose.CHANGE, record_version=1), receipt(), CODE
        )
    )
    assert "신청 구분\n신규 등록" in new
    assert "신청 구분\n등록 정보 변경" in change


def test_the_cover_letter_leaves_out_what_was_attached() -> None:
    attached = [
        Attachment(document=one, name=f"{one}.pdf", size=1, sha256="c" * 64)
        for one in (Enclosure.BRANCH_PLEDGE, Enclosure.SEAL)
    ]
    words = said(printouts.cover_letter(filed(attachments=attached), receipt(), CODE))
    assert "재직증명서" in words
    assert "지사등록이행각서" not in words
    assert "인감증명서" not in words


def test_nothing_is_sent_where_all_is_attached_or_was_given_for_the_record() -> None:
    every = [one.document for one in required_enclosures(Kind.SUPPLIER, FORM) if one.is_paper]
    for given, before in ((every, None), ((), FORM)):
        kinds = printouts.kinds_for(Kind.SUPPLIER, FORM, State.PENDING, given, before)
        assert PrintoutKind.COVER_LETTER not in kinds


def test_without_papers_to_send_there_is_no_cover_letter() -> None:
    bare = supplier()
    for page in ("branches", "agents", "licences", "manufactured", "factories"):
        bare[page] = []
    form = canonical(Kind.SUPPLIER, bare)
    assert PrintoutKind.COVER_LETTER not in printouts.kinds_for(Kind.SUPPLIER, form, State.PENDING)
    assert printouts.kinds_for(Kind.SUPPLIER, FORM, State.ON_HOLD)[0] is PrintoutKind.COVER_LETTER
    assert printouts.kinds_for(Kind.SUPPLIER, FORM, State.CANCELLED) == (PrintoutKind.RECEIPT,)


def test_an_institution_prints_its_certificate_application_for_the_seal() -> None:
    form = {
        "general": {"institution_code": "1230000", "name": "연습시청", "creditor": "연습시장"},
        "certificate": {"wanted": True, "request_id": "req1", "authority": "KICA"},
    }
    kinds = printouts.kinds_for(Kind.INSTITUTION, form, State.REJECTED)
    assert kinds == (
        PrintoutKind.APPLICATION,
        PrintoutKind.CERTIFICATE_APPLICATION,
        PrintoutKind.RECEIPT,
    )
    paper = printouts.certificate_application(
        filed(form, Kind.INSTITUTION), receipt(kind=Kind.INSTITUTION), CODE
    )
    assert (paper.signer, paper.seal) == ("연습시장", "직인")
    assert "한국정보인증(signGATE)" in said(paper)


def test_a_registration_shows_what_concerns_others_and_nothing_private() -> None:
    changes = [(f"2026-01-{day:02}", "전화") for day in range(20, 0, -1)]
    of = Registered(
        Kind.SUPPLIER,
        FORM,
        "2026000123",
        "2026-01-01T00:00:00Z",
        "2026-02-01T00:00:00Z",
        CODE,
        changes,
    )
    paper = printouts.registration_certificate(of, date(2026, 11, 26))
    words = said(paper)
    assert paper.title == "조달업체 경쟁입찰참가자격 등록증"
    for part in ("2026-01-01", "2026-02-01", "2026-11-26", "물품, 일반용역", "홍연습", "조달청"):
        assert part in words
    for private in ("1970-01-01", "ceo@practice.example.kr", "010-0000-0000", "350,000,000"):
        assert private not in words
    assert words.count("전화\n") >= 1
    assert len(paper.parts[-1].rows) == 1 + printouts.MOST_CHANGES


def test_a_certificate_of_registration_names_a_thing_once_and_as_a_certificate_does() -> None:
    of = Registered(
        Kind.SUPPLIER, FORM, "2026000123", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", CODE
    )
    licences = next(
        part
        for part in printouts.registration_certificate(of, date(2026, 11, 26)).parts
        if "업종" in part.title
    )
    code, name = licences.rows[0][:2]
    assert (code, name) == ("업종코드", "업종명")
    assert licences.rows[1][0] == "1468"
    words = said(printouts.registration_certificate(of, date(2026, 11, 26)))
    assert "대표대표자" not in words
    assert "합니다" not in words.replace("등록되었음을 확인합니다", "")


def test_what_was_agreed_to_is_named_and_not_said_again() -> None:
    for kind in Kind:
        form = canonical(kind, applicant(kind))
        paper = printouts.application(filed(form, kind), receipt(kind=kind), CODE)
        heads = [line[0] for part in paper.parts for line in part.lines]
        heads += [head for part in paper.parts if part.rows for head in part.rows[0]]
        assert not [head for head in heads if head.endswith("니다")]
