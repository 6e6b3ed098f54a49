"""What each kind fills in: one model a kind, described once for every use."""

from registration.forms.describe import FieldDescription, FormDescription, PageDescription
from registration.forms.describe import describe as describe_model
from registration.forms.field import Form
from registration.forms.supplier import SupplierForm
from registration.kinds import Kind

FORMS: dict[Kind, type[Form]] = {Kind.SUPPLIER: SupplierForm}


def describe(kind: Kind) -> FormDescription:
    """Return the pages and fields of a kind's form."""
    return describe_model(FORMS[kind])


__all__ = ["FORMS", "FieldDescription", "Form", "FormDescription", "PageDescription", "describe"]
