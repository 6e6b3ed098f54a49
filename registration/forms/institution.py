"""수요기관 등록신청서: a public institution and its clerk, before it has a certificate."""

from typing import Annotated, ClassVar

from pydantic import Field

from registration.field_types import (
    BusinessNumber,
    CorporateNumber,
    Email,
    FullName,
    InstitutionCode,
    Mobile,
    Name,
    Phone,
    RequestId,
    ShortText,
)
from registration.forms import rules
from registration.forms.field import (
    Ask,
    CodeOf,
    Condition,
    Form,
    Landmarks,
    Page,
    Rule,
    Section,
)
from registration.forms.shared import (
    AddressDetailField,
    AddressField,
    FaxField,
    HomePageField,
    MainPhoneField,
    PostcodeField,
)
from registration.text import Text

_WANTED = Condition("wanted", (True,))
_CERTIFICATE_WANTED = Condition("wanted", (True,), page="certificate")


class General(Section):
    """기관정보: the institution itself."""

    institution_code: Annotated[
        InstitutionCode,
        CodeOf(
            "institutions",
            closed=False,
            fills={
                "name": "title",
                "short_name": "short",
                "top_institution": "top",
                "parent_institution": "parent",
                "jurisdiction": "jurisdiction",
            },
        ),
        Ask(
            Text("수요기관코드", "Institution code"),
            Text(
                "행정표준기관코드 7자리. 기관명으로도 검색할 수 있습니다. "
                "신규 등록은 미등록 기관만 신청할 수 있습니다.",
                "Standard institution code of 7 characters; a name finds it too. A new "
                "registration is for institutions that are not registered yet.",
            ),
        ),
    ]
    name: Annotated[FullName, Ask(Text("기관명(전체)", "Full name"))]
    short_name: Annotated[
        Name | None, Ask(Text("기관명(약어)", "Short name"), needed=_CERTIFICATE_WANTED)
    ] = None
    english_name: Annotated[
        FullName | None, Ask(Text("기관명(영문)", "Name in English"), needed=_CERTIFICATE_WANTED)
    ] = None
    top_institution: Annotated[FullName | None, Ask(Text("최상위기관", "Top institution"))] = None
    parent_institution: Annotated[
        FullName | None, Ask(Text("차상위기관", "Parent institution"))
    ] = None
    jurisdiction: Annotated[
        str,
        CodeOf("jurisdictions"),
        Ask(Text("소관구분", "Jurisdiction")),
    ]
    institution_type: Annotated[
        str,
        CodeOf("institution_types"),
        Ask(
            Text("기관유형(대 > 중 > 소)", "Type of institution"),
            Text("기관 유형을 선택하십시오.", "Choose the type; its name finds it."),
        ),
    ]
    business_number: Annotated[
        BusinessNumber,
        Ask(
            Text("사업자등록번호(고유번호)", "Business (identification) number"),
            Text("숫자 10자리", "10 digits"),
        ),
    ]
    corporate_number: Annotated[
        CorporateNumber | None, Ask(Text("법인등록번호", "Corporate number"))
    ] = None
    business_type: Annotated[ShortText | None, Ask(Text("업태", "Type of business"))] = None
    business_item: Annotated[ShortText | None, Ask(Text("업종", "Line of business"))] = None
    creditor: Annotated[
        ShortText,
        Ask(
            Text("채권자명(기관장 직함)", "Creditor (title of the head)"),
            Text("예: 연습시장", "Example: Mayor of Practice City"),
        ),
    ]
    property_officer: Annotated[ShortText, Ask(Text("물품관리관명", "Property officer"))]
    postcode: PostcodeField
    address: AddressField
    address_detail: AddressDetailField = None
    phone: MainPhoneField
    fax: FaxField = None
    homepage: HomePageField = None
    office: Annotated[
        str,
        CodeOf("offices"),
        Ask(Text("관할 지방조달청", "Regional procurement office")),
    ]


class Account(Section):
    """수요기관회계코드."""

    account_code: Annotated[ShortText, Ask(Text("회계코드", "Account code"))]
    name: Annotated[ShortText | None, Ask(Text("회계명", "Account"))] = None


class Clerk(Section):
    """담당자: who applies for the institution."""

    name: Annotated[ShortText, Ask(Text("성명", "Name"))]
    department: Annotated[ShortText, Ask(Text("부서", "Department"))]
    phone: Annotated[Phone, Ask(Text("전화", "Phone"))]
    mobile: Annotated[Mobile, Ask(Text("휴대폰", "Mobile"))]
    email: Annotated[Email, Ask(Text("이메일", "E-mail"))]
    fax: FaxField = None
    sms: Annotated[
        bool,
        Ask(
            Text("처리 결과를 문자로 받습니다", "Send me the result by SMS"),
            printed=Text("처리 결과 문자 수신", "Result by SMS"),
        ),
    ] = False


class CertificateRequest(Section):
    """인증서 신청: asked for together with the registration."""

    wanted: Annotated[
        bool,
        Ask(
            Text("인증서 발급을 신청합니다", "Ask for a certificate"),
            Text(
                "승인 후 참조번호와 인가코드를 한 번 보여 드립니다.",
                "After approval the reference number and authorisation code are shown once.",
            ),
            printed=Text("인증서 발급 신청", "Certificate asked for"),
        ),
    ] = False
    representative: Annotated[
        ShortText | None,
        Ask(Text("대표자명", "Name of the head"), applies=_WANTED, needed=_WANTED),
    ] = None
    request_id: Annotated[
        RequestId | None,
        Ask(
            Text("인증서요청ID", "Request ID"),
            Text(
                "영문자와 숫자 8자까지. 참조번호를 받을 때 입력합니다.",
                "Up to 8 letters and digits; asked for when the codes are fetched.",
            ),
            applies=_WANTED,
            needed=_WANTED,
        ),
    ] = None
    authority: Annotated[
        str | None,
        CodeOf("authorities"),
        Ask(Text("인증기관", "Certification authority"), applies=_WANTED, needed=_WANTED),
    ] = None


class InstitutionForm(Form):
    """The whole application of a 수요기관."""

    VERSION: ClassVar[int] = 2
    RULES: ClassVar[tuple[Rule, ...]] = (
        rules.corporate_number,
        rules.postcode,
        rules.mail_domain,
        rules.english_letters,
        rules.no_row_twice("accounts", "account_code"),
    )
    LANDMARKS: ClassVar[Landmarks] = Landmarks(
        key=("general", "institution_code"),
        business_number=("general", "business_number"),
        name=("general", "name"),
        office=("general", "office"),
    )

    general: Annotated[
        General,
        Page(
            Text("기관정보", "Institution"),
            groups={
                "institution_code": Text("기관", "The institution"),
                "jurisdiction": Text("소관·유형", "Jurisdiction and type"),
                "business_number": Text("사업자 정보", "Business registration"),
                "creditor": Text("채권자·물품관리관", "Creditor and property officer"),
                "postcode": Text("주소·연락처", "Address and contact"),
                "office": Text("관할", "Competent office"),
            },
        ),
    ]
    accounts: Annotated[
        list[Account],
        Field(min_length=1, max_length=50),
        Page(Text("회계코드", "Accounts"), row=Text("회계코드", "Account")),
    ]
    clerk: Annotated[Clerk, Page(Text("담당자", "Clerk"))]
    certificate: Annotated[CertificateRequest, Page(Text("인증서 신청", "Certificate"))]
