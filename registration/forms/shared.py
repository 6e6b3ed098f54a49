"""Questions, code tables and rows that more than one kind of form uses."""

from typing import Annotated

from pydantic import Field

from registration.field_types import (
    BusinessNumber,
    CorporateNumber,
    Count,
    Day,
    Email,
    HomePage,
    IndustryCode,
    LongText,
    Mobile,
    Name,
    Phone,
    Postcode,
    ProductNumber,
    ShortText,
    Won,
)
from registration.forms.field import (
    Ask,
    Choice,
    Choices,
    CodeOf,
    Condition,
    Landmarks,
    Page,
    Section,
    WithAddress,
)
from registration.text import Text

FIRM_LANDMARKS = Landmarks(
    key=("general", "business_number"),
    business_number=("general", "business_number"),
    name=("general", "name"),
    office=("reception", "office"),
)

ENTITIES = (
    Choice("individual", Text("개인사업자", "Sole proprietor")),
    Choice("corporation", Text("법인사업자", "Corporation")),
    Choice("association", Text("법인등록번호가 없는 단체", "Body without a corporate number")),
)
ENTERPRISE_SIZES = (
    Choice("large", Text("대기업", "Large enterprise")),
    Choice("middle", Text("중견기업", "Middle-market enterprise")),
    Choice("medium", Text("중기업", "Medium enterprise")),
    Choice("small", Text("소기업", "Small enterprise")),
    Choice("micro", Text("소상공인", "Micro enterprise")),
    Choice("non_profit", Text("비영리법인·단체", "Non-profit body")),
)
REPRESENTATION = (
    Choice("sole", Text("단독", "Sole")),
    Choice("several", Text("각자", "Each alone")),
    Choice("joint", Text("공동", "Jointly")),
)

CORPORATION = Condition("entity", ("corporation",))

BusinessNumberField = Annotated[
    BusinessNumber,
    Ask(Text("사업자등록번호", "Business number"), Text("숫자 10자리", "10 digits")),
]
FirmNameField = Annotated[
    Name,
    Ask(
        Text("상호", "Firm name"),
        Text("사업자등록증에 적힌 그대로", "As on the business registration"),
    ),
]
EntityField = Annotated[str, Choices(ENTITIES), Ask(Text("사업자 구분", "Legal form"))]
OpeningDateField = Annotated[
    Day,
    Ask(
        Text("개업일자", "Opening date"),
        Text("사업자등록증의 개업연월일", "As registered"),
        past=True,
    ),
]
CorporateNumberField = Annotated[
    CorporateNumber | None,
    Ask(
        Text("법인등록번호", "Corporate number"),
        Text("숫자 13자리", "13 digits"),
        applies=CORPORATION,
        needed=CORPORATION,
    ),
]
EnterpriseSizeField = Annotated[
    str,
    Choices(ENTERPRISE_SIZES),
    Ask(Text("기업구분", "Enterprise size")),
]
CapitalField = Annotated[Won | None, Ask(Text("자본금(원)", "Capital (KRW)"))]
EmployeesField = Annotated[Count | None, Ask(Text("종업원 수", "Employees"))]
MainPhoneField = Annotated[Phone, Ask(Text("대표전화", "Phone"))]
FaxField = Annotated[Phone | None, Ask(Text("팩스", "Fax"))]
HomePageField = Annotated[HomePage | None, Ask(Text("홈페이지", "Home page"))]

MAIN_HELP = Text("하나만 표시합니다.", "Mark exactly one.")

PostcodeField = Annotated[Postcode, WithAddress("address"), Ask(Text("우편번호", "Postcode"))]
AddressField = Annotated[LongText, Ask(Text("주소", "Address"))]
AddressDetailField = Annotated[LongText | None, Ask(Text("상세주소", "Address, rest"))]
CountryField = Annotated[str, CodeOf("countries"), Ask(Text("국적", "Nationality"), usual="KR")]
OfficeField = Annotated[str, CodeOf("offices"), Ask(Text("접수청", "Receiving office"))]
Product = Annotated[
    ProductNumber,
    CodeOf("products", closed=False, fills={"name": "title"}),
    Ask(
        Text("세부품명번호", "Detailed product number"),
        Text("숫자 10자리. 품명으로도 찾을 수 있습니다.", "10 digits; a name finds it too."),
    ),
]
ProductNameField = Annotated[Name, Ask(Text("품명", "Product name"))]
Industry = Annotated[
    IndustryCode,
    CodeOf("industries", closed=False, fills={"name": "title"}),
    Ask(
        Text("업종코드", "Industry code"),
        Text("숫자 4자리. 업종명으로도 찾을 수 있습니다.", "4 digits; a name finds it too."),
    ),
]


class Representative(Section):
    """대표자: a person who acts for the firm."""

    name: Annotated[ShortText, Ask(Text("성명", "Name"))]
    birth_date: Annotated[Day | None, Ask(Text("생년월일", "Date of birth"), past=True)] = None
    email: Annotated[Email | None, Ask(Text("이메일", "E-mail"))] = None
    mobile: Annotated[Mobile | None, Ask(Text("휴대폰", "Mobile"))] = None
    representation: Annotated[
        str,
        Choices(REPRESENTATION),
        Ask(Text("대표 형태", "Representation")),
    ]
    is_main: Annotated[
        bool,
        Ask(
            Text("대표대표자", "Main representative"), MAIN_HELP, printed=Text("대표 여부", "Main")
        ),
    ] = False


RepresentativesPage = Annotated[
    list[Representative],
    Field(min_length=1, max_length=50),
    Page(Text("대표자", "Representatives"), row=Text("대표자", "Representative"), main="is_main"),
]
