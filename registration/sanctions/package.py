"""The document by which another agency gives notice of a sanction, or changes its own one."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from registration.field_types import BusinessNumber, ShortText
from registration.sanctions.course import Document
from registration.submission import CanonicalDocument, Moment, Sha256, Token, Version


class SanctionPackage(CanonicalDocument):
    """Signed by the agency's certificate (CMS) and sent under its account.

    `id` lets the service take it once. `service_certificate`: the SHA-256 of the signing
    certificate of the service it is for. Every document but a notice names the sanction, in the
    version that the agency knows.
    """

    format: Literal["g2b-registration/sanction/1"] = "g2b-registration/sanction/1"
    id: Token
    service: ShortText
    service_certificate: Sha256
    made: Moment
    document: Document
    business_number: BusinessNumber
    sequence: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    version: Version | None = None
    form: dict[str, Any]

    @model_validator(mode="after")
    def _names_what_it_follows(self) -> Self:
        is_notice = self.document is Document.NOTICE
        if is_notice is not (self.sequence is None) or is_notice is not (self.version is None):
            raise ValueError("sequence")
        return self
