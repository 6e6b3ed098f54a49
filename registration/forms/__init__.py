"""What each kind fills in: one model a kind, described once for every use."""

from registration.forms.catalogue import CatalogueForm
from registration.forms.describe import (
    FieldDescription,
    FormDescription,
    PageDescription,
    describe_model,
)
from registration.forms.field import Answers, FieldPath, Form
from registration.forms.institution import InstitutionForm
from registration.forms.stockpile import StockpileForm
from registration.forms.supplier import SupplierForm
from registration.kinds import Kind

FORMS: dict[Kind, type[Form]] = {
    Kind.INSTITUTION: InstitutionForm,
    Kind.SUPPLIER: SupplierForm,
    Kind.CATALOGUE: CatalogueForm,
    Kind.STOCKPILE: StockpileForm,
}

CENTRAL_OFFICE = "00"
"""본청: receives what no regional office does."""


def describe(kind: Kind) -> FormDescription:
    """Return the pages and fields of a kind's form."""
    return describe_model(FORMS[kind])


def key_of(kind: Kind, form: Answers) -> str:
    """Return the number the applicant is known by: 수요기관코드, or 사업자등록번호."""
    return _at(form, FORMS[kind].LANDMARKS.key)


def business_number_of(kind: Kind, form: Answers) -> str:
    """Return the number identity is proved against."""
    return _at(form, FORMS[kind].LANDMARKS.business_number)


def name_of(kind: Kind, form: Answers) -> str:
    """Return the applicant's name."""
    return _at(form, FORMS[kind].LANDMARKS.name)


def office_of(kind: Kind, form: Answers) -> str:
    """Return the code of the office (지방조달청) that receives the application."""
    place = FORMS[kind].LANDMARKS.office
    return _at(form, place) if place else CENTRAL_OFFICE


def _at(form: Answers, place: FieldPath) -> str:
    """Return an answer of a form that was checked, or "" where it is not given (yet)."""
    page, field = place
    answers = form.get(page)
    return str(answers.get(field) or "") if isinstance(answers, dict) else ""


__all__ = [
    "CENTRAL_OFFICE",
    "FORMS",
    "FieldDescription",
    "Form",
    "FormDescription",
    "PageDescription",
    "business_number_of",
    "describe",
    "key_of",
    "name_of",
    "office_of",
]
