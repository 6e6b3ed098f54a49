"""The four procedures (수행절차), step by step, as the applicant meets them."""

from registration.kinds import Key, Kind, Procedure, Step, StepId
from registration.lifecycle import Actor
from registration.text import Text

_CERTIFICATE = Step(
    StepId.CERTIFICATE,
    Actor.APPLICANT,
    Text("인증서 준비", "Get a certificate"),
    Text(
        "인증기관에서 사업자용 공동인증서를 발급받아 이 컴퓨터나 이동식 디스크에 둡니다. (유료)",
        "Get a business certificate from an accredited CA and keep it on this computer "
        "or a removable disk. The CA charges a fee.",
    ),
)
_APPLY = Step(
    StepId.APPLY,
    Actor.APPLICANT,
    Text("등록 신청", "Apply"),
    Text(
        "신청서를 작성하고 인증서로 서명하여 보냅니다.",
        "Fill in the application, sign it with the certificate and send it.",
    ),
)
_BUSINESS_CHECK = Step(
    StepId.BUSINESS_CHECK,
    Actor.OFFICER,
    Text("사업자등록 확인", "Business registration checked"),
    Text(
        "승인 담당자가 사업자등록 사항을 확인합니다.",
        "The officer checks the business registration.",
    ),
)
_DOCUMENT_CHECK = Step(
    StepId.DOCUMENT_CHECK,
    Actor.OFFICER,
    Text("구비서류 확인", "Papers checked"),
    Text(
        "승인 담당자가 신청 내용을 구비서류와 비교합니다.",
        "The officer compares the application with the required papers.",
    ),
)
_APPROVAL = Step(
    StepId.APPROVAL,
    Actor.OFFICER,
    Text("등록 승인", "Approval"),
    Text("확인이 끝나면 담당자가 승인합니다.", "When everything agrees, the officer approves."),
)
_STATUS = Step(
    StepId.STATUS,
    Actor.APPLICANT,
    Text("진행현황 조회", "Track status"),
    Text(
        "대기·승인·보류·반려 상태와 사유를 확인합니다.",
        "See whether the application is pending, approved, on hold or rejected, and why.",
    ),
)
_ENROL = Step(
    StepId.ENROL,
    Actor.APPLICANT,
    Text("인증서 등록", "Register the certificate"),
    Text(
        "승인 후 인증서를 등록하여 이용자가 됩니다.",
        "After approval, register the certificate and become a user.",
    ),
)
_LOGIN = Step(
    StepId.LOGIN,
    Actor.APPLICANT,
    Text("로그인", "Log in"),
    Text(
        "등록한 인증서로 로그인하여 업무를 봅니다.",
        "Log in with the registered certificate and work.",
    ),
)

INSTITUTION = Procedure(
    Kind.INSTITUTION,
    Text("수요기관 등록", "Registration of a public institution"),
    Text(
        "물품·용역·공사를 사려는 공공기관이 기관 정보를 등록하고 인증서 발급을 요청합니다. "
        "행정표준기관코드가 먼저 있어야 합니다.",
        "A public institution that buys registers itself and asks for its certificate. "
        "It must have its standard institution code first.",
    ),
    (
        Step(
            StepId.APPLY,
            Actor.APPLICANT,
            Text("등록 신청", "Apply"),
            Text(
                "기관 정보와 담당자를 입력하여 보냅니다. 이때는 인증서가 필요하지 않습니다.",
                "Enter the institution and its clerk and send it. No certificate is needed yet.",
            ),
        ),
        Step(
            StepId.SEND_PAPERS,
            Actor.APPLICANT,
            Text("신청서 출력·발송", "Print and send"),
            Text(
                "등록신청서와 인증서비스 신청서를 출력하여 기관장 직인을 받아 "
                "공문이나 팩스로 보냅니다.",
                "Print the applications, have the head seal them, and send them by official "
                "letter or fax.",
            ),
        ),
        Step(
            StepId.DOCUMENT_CHECK,
            Actor.OFFICER,
            Text("신청서 확인", "Papers compared"),
            Text(
                "담당자가 받은 공문과 신청 내용을 비교합니다.",
                "The officer compares the letter with what was filed.",
            ),
        ),
        _APPROVAL,
        _STATUS,
        Step(
            StepId.INSTALL,
            Actor.APPLICANT,
            Text("인증서 발급·설치", "Get the certificate"),
            Text(
                "참조번호와 인가코드로 인증기관에서 인증서를 받아 설치합니다.",
                "With the reference number and the authorisation code, get the certificate "
                "from the CA.",
            ),
        ),
        _ENROL,
        _LOGIN,
    ),
    signed=False,
)

SUPPLIER = Procedure(
    Kind.SUPPLIER,
    Text("조달업체 경쟁입찰참가자격 등록", "Supplier registration for competitive bidding"),
    Text(
        "물품·용역·공사 입찰에 참가하려는 업체가 자격을 등록하고, "
        "공동인증서(구 공인인증서)로 이용자가 됩니다.",
        "A firm that wants to bid for goods, services or works registers its qualification "
        "and becomes a user with its joint certificate (formerly accredited certificate).",
    ),
    (
        _CERTIFICATE,
        _APPLY,
        _BUSINESS_CHECK,
        _DOCUMENT_CHECK,
        _APPROVAL,
        _STATUS,
        _ENROL,
        _LOGIN,
    ),
)

CATALOGUE = Procedure(
    Kind.CATALOGUE,
    Text("목록화요청업체 등록", "Registration of a cataloguing firm"),
    Text(
        "물품의 목록화(품명·식별번호 부여)를 요청하려는 업체가 "
        "아이디와 비밀번호로 이용자가 됩니다. 인증서가 없어도 됩니다.",
        "A firm that asks for its goods to be catalogued becomes a user with an ID and a "
        "password. It needs no certificate.",
    ),
    (
        Step(
            StepId.APPLY,
            Actor.APPLICANT,
            Text("등록 신청", "Apply"),
            Text(
                "업체 정보를 입력하고 아이디와 비밀번호를 정하여 보냅니다.",
                "Enter the firm, choose an ID and a password, and send it.",
            ),
        ),
        _BUSINESS_CHECK,
        Step(
            StepId.APPROVAL,
            Actor.OFFICER,
            Text("등록 승인", "Approval"),
            Text(
                "사업자등록 외에 다른 검증 없이 승인합니다.",
                "Nothing but the business registration is checked.",
            ),
        ),
        Step(
            StepId.LOGIN,
            Actor.APPLICANT,
            Text("로그인", "Log in"),
            Text(
                "아이디와 비밀번호로 로그인합니다. "
                "인증서를 등록하면 그때부터 인증서로 로그인합니다.",
                "Log in with the ID and the password; once a certificate is registered, with that.",
            ),
        ),
    ),
    signed=False,
    key=Key.PASSWORD,
)

STOCKPILE = Procedure(
    Kind.STOCKPILE,
    Text("비축물자 이용업체 등록", "Registration for the use of stockpiled goods"),
    Text(
        "비축물자(알루미늄·구리 등)를 사려는 제조업체가 이용 품목을 등록합니다. "
        "조달업체로 등록한 인증서를 그대로 쓸 수 있습니다.",
        "A manufacturer that buys stockpiled goods (aluminium, copper and others) registers the "
        "items it uses. A supplier's registered certificate can be used here too.",
    ),
    (
        _CERTIFICATE,
        _APPLY,
        _BUSINESS_CHECK,
        _DOCUMENT_CHECK,
        Step(
            StepId.APPROVAL,
            Actor.OFFICER,
            Text("등록 승인", "Approval"),
            Text(
                "품목마다 승인하며 결과는 문자로 알립니다.",
                "Items are approved one by one; the result comes by SMS.",
            ),
        ),
        _STATUS,
        _ENROL,
        _LOGIN,
    ),
)

PROCEDURES: dict[Kind, Procedure] = {
    procedure.kind: procedure for procedure in (INSTITUTION, SUPPLIER, CATALOGUE, STOCKPILE)
}
