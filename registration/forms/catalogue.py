"""목록화요청업체 등록신청서: a firm that works with an ID and a password.

The password is no answer of the form: it is asked for when the application is sent, and kept
nowhere on the applicant's computer.
"""

from typing import Annotated, ClassVar

from registration.field_types import (
    AccountId,
    CorporateNumber,
    Day,
    Email,
    Mobile,
    Paragraph,
    Phone,
    ShortText,
    Won,
)
from registration.forms import rules
from registration.forms.field import (
    Ask,
    Choices,
    Form,
    Landmarks,
    Page,
    Rule,
    Section,
)
from registration.forms.shared import (
    CORPORATION,
    ENTERPRISE_SIZES,
    ENTITIES,
    AddressDetailField,
    AddressField,
    BusinessNumberField,
    CapitalField,
    EmployeesField,
    FaxField,
    FirmNameField,
    MainPhoneField,
    PostcodeField,
)
from registration.text import Text


class General(Section):
    """일반: the firm itself."""

    business_number: BusinessNumberField
    name: FirmNameField
    representative: Annotated[ShortText, Ask(Text("대표자", "Representative"))]
    entity: Annotated[str, Choices(ENTITIES), Ask(Text("법인구분", "Legal form"))]
    corporate_number: Annotated[
        CorporateNumber | None,
        Ask(Text("법인등록번호", "Corporate number"), applies=CORPORATION),
    ] = None
    enterprise_size: Annotated[
        str | None,
        Choices(ENTERPRISE_SIZES),
        Ask(Text("업체형태", "Enterprise size")),
    ] = None
    founded: Annotated[Day | None, Ask(Text("설립일", "Founded"), past=True)] = None
    capital: CapitalField = None
    employees: EmployeesField = None
    sales: Annotated[Won | None, Ask(Text("최근 3년 매출(원)", "Sales of 3 years (KRW)"))] = None
    postcode: PostcodeField
    address: AddressField
    address_detail: AddressDetailField = None
    phone: MainPhoneField
    fax: FaxField = None
    profile: Annotated[Paragraph | None, Ask(Text("회사소개", "About the firm"))] = None
    main_products: Annotated[Paragraph | None, Ask(Text("주생산품", "Main products"))] = None


class Account(Section):
    """이용자: the person who logs in, and the ID they choose."""

    account_id: Annotated[
        AccountId,
        Ask(
            Text("아이디", "ID"),
            Text(
                "영문 소문자로 시작하는 영문 소문자와 숫자 5~20자",
                "5 to 20 small letters and digits, beginning with a letter",
            ),
        ),
    ]
    name: Annotated[ShortText, Ask(Text("성명", "Name"))]
    department: Annotated[ShortText | None, Ask(Text("부서", "Department"))] = None
    email: Annotated[
        Email,
        Ask(
            Text("이메일", "E-mail"),
            Text("처리 결과를 알릴 주소입니다.", "The address for the result."),
        ),
    ]
    phone: Annotated[Phone, Ask(Text("전화", "Phone"))]
    mobile: Annotated[Mobile, Ask(Text("휴대폰", "Mobile"))]
    fax: Annotated[Phone, Ask(Text("팩스", "Fax"))]


class CatalogueForm(Form):
    """The whole application of a 목록화요청업체."""

    RULES: ClassVar[tuple[Rule, ...]] = (
        rules.corporate_number,
        rules.postcode,
        rules.mail_domain,
    )
    LANDMARKS: ClassVar[Landmarks] = Landmarks(
        key=("general", "business_number"),
        business_number=("general", "business_number"),
        name=("general", "name"),
    )

    general: Annotated[
        General,
        Page(
            Text("업체 정보", "Firm"),
            groups={
                "business_number": Text("업체", "The firm"),
                "enterprise_size": Text("기업 규모", "Size"),
                "postcode": Text("주소·연락처", "Address and contact"),
                "profile": Text("소개", "About it"),
            },
        ),
    ]
    account: Annotated[
        Account,
        Page(
            Text("이용자", "User"),
            groups={
                "account_id": Text("로그인", "Log in"),
                "name": Text("담당자", "The person"),
            },
        ),
    ]
