"""구비서류: the enclosures that may go with an application, and how each is checked."""

from dataclasses import dataclass
from enum import StrEnum

from registration.text import Text


class CheckedHow(StrEnum):
    """How an enclosure is checked."""

    ONLINE = "online"
    PAPER = "paper"


CHECKED_HOW_NAMES = {
    CheckedHow.ONLINE: Text(
        "담당자가 온라인으로 확인합니다. 낼 서류가 없습니다.",
        "The officer checks it online. Nothing has to be sent.",
    ),
    CheckedHow.PAPER: Text(
        "파일로 첨부하거나, 우편·방문으로 접수청에 냅니다.",
        "Attach it as a file, or send or take it to the receiving office.",
    ),
}


class Enclosure(StrEnum):
    """What is enclosed; an attached file says which of these it is."""

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


ENCLOSURE_NAMES = {
    Enclosure.BUSINESS_REGISTRATION: Text("사업자등록증명", "Proof of business registration"),
    Enclosure.PERMIT: Text("허가·고유번호 증빙", "Permit or proof of the identification number"),
    Enclosure.BRANCH_PLEDGE: Text("지사등록이행각서", "Branch registration undertaking"),
    Enclosure.PRODUCTION_CERTIFICATE: Text("직접생산증명서", "Direct production certificate"),
    Enclosure.FACTORY_REGISTRATION: Text("공장등록증명", "Factory registration"),
    Enclosure.BUILDING_REGISTER: Text("건축물관리대장", "Building register"),
    Enclosure.PRODUCTION_REQUEST: Text(
        "직접생산확인(신청)서", "Request to confirm direct production"
    ),
    Enclosure.LEASE: Text("임대차계약서", "Lease contract"),
    Enclosure.MANUFACTURING_LICENCE: Text("제조 관련 면허", "Manufacturing licence"),
    Enclosure.TYPE_APPROVAL: Text("형식승인 증명", "Type approval"),
    Enclosure.LICENCE: Text("면허·등록·신고증", "Licence or registration"),
    Enclosure.VENTURE: Text("벤처기업확인서", "Venture certificate"),
    Enclosure.EMPLOYMENT: Text("재직증명서", "Proof of employment"),
    Enclosure.SEAL: Text("인감증명서 원본", "Original of the seal certificate"),
    Enclosure.MANUFACTURING_PROOF: Text("제조증명서류", "Proof of manufacturing"),
    Enclosure.INSTITUTION_APPLICATION: Text(
        "수요기관 등록신청서(기관장 직인)", "Institution's application, sealed by its head"
    ),
    Enclosure.CERTIFICATE_APPLICATION: Text(
        "공공기관 인증서비스 신청서(기관장 직인)", "Certificate application, sealed by the head"
    ),
    Enclosure.OTHER: Text("그 밖의 서류", "Another document"),
}


@dataclass(frozen=True, slots=True)
class RequiredEnclosure:
    """One enclosure an application needs."""

    document: Enclosure
    why: Text
    checked: CheckedHow

    @property
    def is_paper(self) -> bool:
        """Whether the applicant has to send it."""
        return self.checked is CheckedHow.PAPER
