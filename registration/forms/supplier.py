"""조달업체 경쟁입찰참가자격 등록신청서: the supplier's application form."""

from typing import Annotated, ClassVar

from pydantic import Field

from registration.field_types import (
    BusinessNumber,
    Day,
    Email,
    Mobile,
    Month,
    Name,
    Phone,
    ShortText,
    Won,
    Year,
)
from registration.forms import rules
from registration.forms.field import (
    Ask,
    Choice,
    Choices,
    CodeOf,
    Condition,
    Form,
    Landmarks,
    Page,
    Rule,
    Section,
)
from registration.forms.shared import (
    CORPORATION,
    FIRM_LANDMARKS,
    MAIN_HELP,
    AddressDetailField,
    AddressField,
    CapitalField,
    CorporateNumberField,
    CountryField,
    EmployeesField,
    EnterpriseSizeField,
    EntityField,
    FaxField,
    FirmNameField,
    HomePageField,
    Industry,
    MainPhoneField,
    OfficeField,
    OpeningDateField,
    PostcodeField,
    Product,
    ProductNameField,
    RepresentativesPage,
)
from registration.text import Text

OFFICE_KINDS = (
    Choice("head", Text("본사", "Head office")),
    Choice("branch", Text("지사", "Branch")),
)
BUSINESS_AREAS = (
    Choice("goods", Text("물품", "Goods")),
    Choice("foreign", Text("외자", "Foreign goods")),
    Choice("services", Text("일반용역", "General services")),
    Choice("technical_services", Text("기술용역", "Technical services")),
    Choice("works", Text("공사", "Works")),
)
TRADES = (
    Choice("supply", Text("공급", "Supply")),
    Choice("manufacture", Text("제조", "Manufacture")),
    Choice("both", Text("제조·공급", "Manufacture and supply")),
)
TENURES = (
    Choice("owned", Text("자가", "Owned")),
    Choice("leased", Text("임대", "Leased")),
)
PRODUCTION_PROOFS = (
    Choice(
        "certificate",
        Text("직접생산증명서(중소벤처기업부)", "Direct production certificate (SME ministry)"),
    ),
    Choice(
        "other_certificate",
        Text("직접생산증명서(그 밖의 기관)", "Direct production certificate of another body"),
    ),
    Choice("factory", Text("공장등록증", "Factory registration")),
    Choice("building", Text("건축물관리대장", "Building register")),
    Choice("licence", Text("제조 관련 면허", "Manufacturing licence")),
)

_LEASED = Condition("tenure", ("leased",))


class General(Section):
    """일반: the firm itself."""

    business_number: Annotated[
        BusinessNumber,
        Ask(
            Text("사업자등록번호", "Business number"),
            Text(
                "숫자 10자리. 외국 업체는 F와 숫자 9자리.",
                "10 digits; for a foreign firm F and 9 digits.",
            ),
        ),
    ]
    nationality: CountryField
    name: FirmNameField
    english_name: Annotated[
        Name | None,
        Ask(
            Text("영문 상호", "Name in English"),
            Text("외자 업무를 하는 경우 필수", "Required for foreign goods"),
            needed=Condition("business_areas", ("foreign",)),
        ),
    ] = None
    entity: EntityField
    opening_date: OpeningDateField
    incorporation_date: Annotated[
        Day | None,
        Ask(
            Text("법인 설립일", "Date of incorporation"),
            applies=CORPORATION,
            needed=CORPORATION,
            past=True,
        ),
    ] = None
    corporate_number: CorporateNumberField = None
    office_kind: Annotated[
        str,
        Choices(OFFICE_KINDS),
        Ask(Text("본사/지사", "Head office or branch")),
    ]
    business_areas: Annotated[
        list[str],
        Field(min_length=1),
        Choices(BUSINESS_AREAS),
        Ask(
            Text("업무구분", "Business areas"),
            Text("해당하는 것을 모두 고릅니다.", "All that apply"),
        ),
    ]
    trade: Annotated[str, Choices(TRADES), Ask(Text("제조/공급", "Manufacture or supply"))]
    enterprise_size: EnterpriseSizeField
    venture: Annotated[
        bool,
        Ask(
            Text("벤처기업입니다", "The firm is a certified venture"),
            printed=Text("벤처기업", "Certified venture"),
        ),
    ] = False
    venture_year: Annotated[
        Year | None,
        Ask(
            Text("벤처 확인 연도", "Year of venture certification"),
            applies=Condition("venture", (True,)),
            needed=Condition("venture", (True,)),
        ),
    ] = None
    capital: CapitalField = None
    employees: EmployeesField = None
    settlement_month: Annotated[
        Month | None, Ask(Text("결산월", "Settlement month"), Text("1-12", "1-12"))
    ] = None
    postcode: PostcodeField
    address: AddressField
    address_detail: AddressDetailField = None
    phone: MainPhoneField
    fax: FaxField = None
    homepage: HomePageField = None
    bank: Annotated[
        ShortText | None,
        CodeOf("banks", closed=False),
        Ask(Text("거래은행", "Bank"), Text("은행 이름 또는 코드 3자리", "Its name, or its code")),
    ] = None
    bank_account: Annotated[
        ShortText | None,
        Ask(
            Text("계좌번호", "Account number"),
        ),
    ] = None
    integrity_pledge: Annotated[
        bool,
        Ask(
            Text("청렴계약 이행을 서약합니다", "I pledge to keep the integrity contract"),
            Text(
                "금품·향응을 주고받지 않고 담합하지 않겠다는 서약입니다.",
                "No bribes, no favours, no collusion.",
            ),
            printed=Text("청렴계약 이행 서약", "Integrity pledge"),
            reading="integrity_pledge",
        ),
    ]


class Branch(Section):
    """지사."""

    name: Annotated[Name, Ask(Text("지사명", "Branch name"))]
    business_number: Annotated[
        BusinessNumber | None, Ask(Text("사업자등록번호", "Business number"))
    ] = None
    postcode: PostcodeField
    address: AddressField
    phone: Annotated[Phone, Ask(Text("전화", "Phone"))]


class Factory(Section):
    """공장: owned, or leased for a period."""

    name: Annotated[Name, Ask(Text("공장명", "Factory name"))]
    postcode: PostcodeField
    address: AddressField
    phone: Annotated[Phone | None, Ask(Text("전화", "Phone"))] = None
    tenure: Annotated[str, Choices(TENURES), Ask(Text("자가/임대", "Owned or leased"))]
    lease_start: Annotated[
        Day | None, Ask(Text("임대 시작일", "Lease begins"), applies=_LEASED, needed=_LEASED)
    ] = None
    lease_end: Annotated[
        Day | None, Ask(Text("임대 만료일", "Lease ends"), applies=_LEASED, needed=_LEASED)
    ] = None


class SuppliedProduct(Section):
    """공급물품."""

    product_number: Product
    name: ProductNameField
    sales: Annotated[Won | None, Ask(Text("최근 3년 매출(원)", "Sales of 3 years (KRW)"))] = None
    is_main: Annotated[bool, Ask(Text("대표 물품", "Main product"), MAIN_HELP)] = False


class ManufacturedProduct(Section):
    """제조물품: with the proof that the firm makes it itself."""

    product_number: Product
    name: ProductNameField
    sales: Annotated[Won | None, Ask(Text("최근 3년 매출(원)", "Sales of 3 years (KRW)"))] = None
    type_approval: Annotated[
        ShortText | None, Ask(Text("형식승인번호", "Type approval number"))
    ] = None
    proof: Annotated[
        str,
        Choices(PRODUCTION_PROOFS),
        Ask(Text("직접생산 증명", "Proof of own production")),
    ]
    proof_number: Annotated[ShortText | None, Ask(Text("증명서 번호", "Number of the proof"))] = (
        None
    )
    valid_until: Annotated[Day | None, Ask(Text("유효기간 만료일", "Valid until"))] = None
    is_main: Annotated[bool, Ask(Text("대표 물품", "Main product"), MAIN_HELP)] = False


class Licence(Section):
    """업종·면허."""

    industry_code: Industry
    name: Annotated[Name, Ask(Text("업종명", "Industry"))]
    licence_number: Annotated[ShortText | None, Ask(Text("면허번호", "Licence number"))] = None
    acquired: Annotated[Day | None, Ask(Text("취득일", "Acquired"), past=True)] = None
    expires: Annotated[Day | None, Ask(Text("만료일", "Expires"))] = None
    capacity: Annotated[Won | None, Ask(Text("시공능력평가액(원)", "Assessed capacity (KRW)"))] = (
        None
    )
    capacity_year: Annotated[Year | None, Ask(Text("평가 연도", "Year of assessment"))] = None
    is_main: Annotated[bool, Ask(Text("대표 업종", "Main industry"), MAIN_HELP)] = False


class BiddingAgent(Section):
    """입찰대리인: an employee who bids for the firm."""

    name: Annotated[ShortText, Ask(Text("성명", "Name"))]
    department: Annotated[ShortText | None, Ask(Text("부서", "Department"))] = None
    position: Annotated[ShortText | None, Ask(Text("직책", "Position"))] = None
    phone: Annotated[Phone, Ask(Text("연락처", "Phone"))]
    email: Annotated[Email | None, Ask(Text("이메일", "E-mail"))] = None
    employed: Annotated[
        bool,
        Ask(
            Text("재직 중임을 확인합니다", "Employment confirmed"),
            printed=Text("재직 확인", "Employment confirmed"),
        ),
    ] = False


class Reception(Section):
    """접수: where the application goes and how the result comes back."""

    office: OfficeField
    email: Annotated[
        Email,
        Ask(
            Text("결과를 받을 이메일", "E-mail for the result"),
            Text("처리 결과를 알릴 주소입니다.", "The address for the result."),
        ),
    ]
    mobile: Annotated[Mobile, Ask(Text("휴대폰", "Mobile"))]
    sharing_consent: Annotated[
        bool,
        Ask(
            Text("행정정보 공동이용에 동의합니다", "I agree to the sharing of public records"),
            Text(
                "동의하지 않으면 사업자등록증명 등을 종이로 내야 합니다.",
                "Without it, proofs such as the business registration are sent on paper.",
            ),
            printed=Text("행정정보 공동이용 동의", "Sharing of public records"),
            reading="sharing_consent",
        ),
    ] = False


class SupplierForm(Form):
    """The whole application of a 조달업체."""

    RULES: ClassVar[tuple[Rule, ...]] = (
        rules.nationality,
        rules.corporate_number,
        rules.postcode,
        rules.mail_domain,
        rules.english_letters,
        rules.pledge,
        rules.manufacturer,
        rules.one_main("representatives"),
        rules.dates_in_order("factories", "lease_start", "lease_end"),
        rules.one_main("supplied"),
        rules.one_main("manufactured"),
        rules.one_main("licences"),
        rules.dates_in_order("licences", "acquired", "expires"),
        rules.no_same_rows("agents"),
    )
    LANDMARKS: ClassVar[Landmarks] = FIRM_LANDMARKS

    general: Annotated[
        General,
        Page(
            Text("일반", "General"),
            groups={
                "business_number": Text("업체 정보", "The firm"),
                "office_kind": Text("업무 내용", "What it does"),
                "enterprise_size": Text("기업 규모", "Size"),
                "postcode": Text("주소·연락처", "Address and contact"),
                "bank": Text("거래은행(선택)", "Bank (optional)"),
                "integrity_pledge": Text("서약", "Pledge"),
            },
        ),
    ]
    representatives: RepresentativesPage
    branches: Annotated[
        list[Branch],
        Field(default_factory=list, max_length=200),
        Page(Text("지사", "Branches"), row=Text("지사", "Branch")),
    ]
    factories: Annotated[
        list[Factory],
        Field(default_factory=list, max_length=200),
        Page(Text("공장", "Factories"), row=Text("공장", "Factory")),
    ]
    supplied: Annotated[
        list[SuppliedProduct],
        Field(default_factory=list, max_length=500),
        Page(
            Text("공급물품", "Supplied products"), row=Text("공급물품", "Product"), main="is_main"
        ),
    ]
    manufactured: Annotated[
        list[ManufacturedProduct],
        Field(default_factory=list, max_length=500),
        Page(
            Text("제조물품", "Manufactured products"),
            row=Text("제조물품", "Product"),
            main="is_main",
        ),
    ]
    licences: Annotated[
        list[Licence],
        Field(default_factory=list, max_length=200),
        Page(
            Text("업종·면허", "Industries and licences"),
            row=Text("업종", "Industry"),
            main="is_main",
        ),
    ]
    agents: Annotated[
        list[BiddingAgent],
        Field(default_factory=list, max_length=50),
        Page(Text("입찰대리인", "Bidding agents"), row=Text("입찰대리인", "Bidding agent")),
    ]
    reception: Annotated[
        Reception,
        Page(
            Text("접수", "Reception"),
            groups={
                "office": Text("접수처", "Where it goes"),
                "email": Text("결과를 받을 연락처", "Where the result goes"),
                "sharing_consent": Text("동의(선택)", "Consent (optional)"),
            },
        ),
    ]
