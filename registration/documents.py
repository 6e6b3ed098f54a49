"""구비서류: the papers that may go with an application, and how each is checked."""

from dataclasses import dataclass
from enum import StrEnum

from registration.text import Text


class Checked(StrEnum):
    """How a document is checked."""

    ONLINE = "online"
    PAPER = "paper"


CHECKED_NAMES = {
    Checked.ONLINE: Text(
        "담당자가 온라인으로 확인합니다. 낼 서류가 없습니다.",
        "The officer checks it online. Nothing has to be sent.",
    ),
    Checked.PAPER: Text(
        "파일로 첨부하거나, 우편·방문으로 접수청에 냅니다.",
        "Attach it as a file, or send or take it to the receiving office.",
    ),
}


class Document(StrEnum):
    """A kind of paper."""

    BUSINESS_REGISTRATION = "business_registration"
    PERMIT = "permit"
    BRANCH_PLEDGE = "branch_pledge"
    PRODUCTION_CERTIFICATE = "production_certificate"
    FACTORY_REGISTRATION = "factory_registration"
    BUILDING_REGISTER = "building_register"
    PRODUCTION_REQUEST = "production_request"
    LEASE = "lease"
    MANUFACTURING_LICENCE = "manufacturing_licence"
    TYPE_APPROVAL = "type_approval"
    LICENCE = "licence"
    VENTURE = "venture"
    EMPLOYMENT = "employment"
    SEAL = "seal"
    MANUFACTURING_PROOF = "manufacturing_proof"
    INSTITUTION_APPLICATION = "institution_application"
    CERTIFICATE_APPLICATION = "certificate_application"
    OTHER = "other"


DOCUMENT_NAMES = {
    Document.BUSINESS_REGISTRATION: Text("사업자등록증명", "Proof of business registration"),
    Document.PERMIT: Text("허가·고유번호 증빙", "Permit or proof of the identification number"),
    Document.BRANCH_PLEDGE: Text("지사등록이행각서", "Branch registration undertaking"),
    Document.PRODUCTION_CERTIFICATE: Text("직접생산증명서", "Direct production certificate"),
    Document.FACTORY_REGISTRATION: Text("공장등록증명", "Factory registration"),
    Document.BUILDING_REGISTER: Text("건축물관리대장", "Building register"),
    Document.PRODUCTION_REQUEST: Text(
        "직접생산확인(신청)서", "Request to confirm direct production"
    ),
    Document.LEASE: Text("임대차계약서", "Lease contract"),
    Document.MANUFACTURING_LICENCE: Text("제조 관련 면허", "Manufacturing licence"),
    Document.TYPE_APPROVAL: Text("형식승인 증명", "Type approval"),
    Document.LICENCE: Text("면허·등록·신고증", "Licence or registration"),
    Document.VENTURE: Text("벤처기업확인서", "Venture certificate"),
    Document.EMPLOYMENT: Text("재직증명서", "Proof of employment"),
    Document.SEAL: Text("인감증명서 원본", "Original of the seal certificate"),
    Document.MANUFACTURING_PROOF: Text("제조증명서류", "Proof of manufacturing"),
    Document.INSTITUTION_APPLICATION: Text(
        "수요기관 등록신청서(기관장 직인)", "Institution's application, sealed by its head"
    ),
    Document.CERTIFICATE_APPLICATION: Text(
        "공공기관 인증서비스 신청서(기관장 직인)", "Certificate application, sealed by the head"
    ),
    Document.OTHER: Text("그 밖의 서류", "Another document"),
}


@dataclass(frozen=True, slots=True)
class Need:
    """One document an application needs."""

    document: Document
    why: Text
    checked: Checked

    @property
    def is_paper(self) -> bool:
        """Whether the applicant has to send it."""
        return self.checked is Checked.PAPER
