"""비축물자 이용업체 등록신청서: a manufacturer and the stockpiled items it uses."""

from typing import Annotated, ClassVar

from pydantic import Field

from registration.field_types import (
    Email,
    Mobile,
    Name,
    Quantity,
    ShortText,
)
from registration.forms import rules
from registration.forms.field import (
    Ask,
    CodeOf,
    Form,
    Landmarks,
    Page,
    Rule,
    Section,
)
from registration.forms.shared import (
    FIRM_LANDMARKS,
    AddressDetailField,
    AddressField,
    BusinessNumberField,
    CapitalField,
    CorporateNumberField,
    EmployeesField,
    EnterpriseSizeField,
    EntityField,
    FaxField,
    FirmNameField,
    HomePageField,
    MainPhoneField,
    OfficeField,
    OpeningDateField,
    PostcodeField,
    RepresentativesPage,
)
from registration.text import Text


class General(Section):
    """일반: the firm, in the short form; its fields are named as a supplier's."""

    business_number: BusinessNumberField
    name: FirmNameField
    english_name: Annotated[Name | None, Ask(Text("영문 상호", "Name in English"))] = None
    entity: EntityField
    opening_date: OpeningDateField
    corporate_number: CorporateNumberField = None
    enterprise_size: EnterpriseSizeField
    capital: CapitalField = None
    employees: EmployeesField = None
    postcode: PostcodeField
    address: AddressField
    address_detail: AddressDetailField = None
    phone: MainPhoneField
    fax: FaxField = None
    homepage: HomePageField = None


class Item(Section):
    """이용품목: what is used in a year."""

    item: Annotated[
        str,
        CodeOf("stockpile_items"),
        Ask(Text("품목", "Item")),
    ]
    yearly_need: Annotated[Quantity, Ask(Text("연간소요량", "Yearly need"))]
    unit: Annotated[str, CodeOf("units"), Ask(Text("단위", "Unit"))]
    product: Annotated[
        ShortText,
        Ask(
            Text("만드는 제품", "Product made of it"),
            Text("제조업체만 이용할 수 있습니다.", "Only manufacturers may use stockpiled goods."),
        ),
    ]


class Reception(Section):
    """접수: where the application goes, how the result comes back, and the terms."""

    office: OfficeField
    email: Annotated[Email, Ask(Text("이메일", "E-mail"))]
    mobile: Annotated[
        Mobile,
        Ask(
            Text("휴대폰", "Mobile"),
            Text("처리 결과를 문자로 알립니다.", "The result comes by SMS."),
        ),
    ]
    sms: Annotated[
        bool,
        Ask(
            Text("문자 수신에 동의합니다", "I agree to be sent SMS"),
            printed=Text("문자 수신 동의", "SMS"),
        ),
    ] = False
    sharing_consent: Annotated[
        bool,
        Ask(
            Text("행정정보 공동이용에 동의합니다", "I agree to the sharing of public records"),
            Text(
                "동의하지 않으면 사업자등록증명을 내야 합니다.",
                "Without it, the proof of business registration must be sent.",
            ),
            printed=Text("행정정보 공동이용 동의", "Sharing of public records"),
            reading="sharing_consent",
        ),
    ] = False
    terms: Annotated[
        bool,
        Ask(
            Text("비축물자 이용약관에 동의합니다", "I accept the terms of use"),
            Text(
                "비축물자는 신고한 제품을 제조하는 데에만 사용하며 재판매하지 않습니다.",
                "Stockpiled goods are used only for the product named, and not sold on.",
            ),
            printed=Text("비축물자 이용약관 동의", "Terms of use"),
            reading="stockpile_terms",
        ),
    ]


class StockpileForm(Form):
    """The whole application of a 비축물자 이용업체."""

    RULES: ClassVar[tuple[Rule, ...]] = (
        rules.corporate_number,
        rules.postcode,
        rules.mail_domain,
        rules.english_letters,
        rules.one_main("representatives"),
        rules.no_row_twice("items", "item"),
        rules.accepted("reception", "terms"),
    )
    LANDMARKS: ClassVar[Landmarks] = FIRM_LANDMARKS

    general: Annotated[
        General,
        Page(
            Text("일반", "General"),
            groups={
                "business_number": Text("업체 정보", "The firm"),
                "enterprise_size": Text("기업 규모", "Size"),
                "postcode": Text("주소·연락처", "Address and contact"),
            },
        ),
    ]
    representatives: RepresentativesPage
    items: Annotated[
        list[Item],
        Field(min_length=1, max_length=15),
        Page(Text("이용품목", "Items"), row=Text("이용품목", "Item")),
    ]
    reception: Annotated[
        Reception,
        Page(
            Text("접수·약관", "Reception and terms"),
            groups={
                "office": Text("접수처", "Where it goes"),
                "email": Text("결과를 받을 연락처", "Where the result goes"),
                "sharing_consent": Text("동의·약관", "Consent and terms"),
            },
        ),
    ]
