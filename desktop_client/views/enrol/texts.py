"""What registering a certificate and its user says."""

from registration.text import Text

TITLE = Text("인증서(이용자) 등록", "Register a certificate and its user")
READING = Text("승인된 신청을 확인하고 있습니다.", "Looking for approved applications.")
INTRODUCTION = Text(
    "승인된 기관·업체의 인증서를 등록하면 로그인할 수 있습니다. 기관·업체를 선택하고 그 인증서를 "
    "쓸 이용자를 입력하십시오.",
    "Once an approved firm's certificate is registered, it can log in. Choose the firm and enter "
    "the person who will use the certificate.",
)
NONE_FILED = Text(
    "이 컴퓨터에서 접수한 신청이 없습니다. 먼저 등록을 신청하고 승인을 받아야 합니다.",
    "Nothing has been filed from this computer. Apply first; register once it is approved.",
)
NONE_APPROVED = Text(
    "승인된 신청이 아직 없습니다. 승인된 뒤에 인증서를 등록할 수 있습니다.",
    "No application is approved yet. The certificate can be registered after approval.",
)
FIRMS = Text("기관·업체", "Organisation")
FIRM = Text(
    "{applicant} · {business_number} · {state}", "{applicant} · {business_number} · {state}"
)
ENROLLED = Text("등록된 인증서 있음", "certificate registered")
UNKNOWN = Text("서비스에 없는 신청", "unknown to the service")
USER = Text("이용자", "User")
REPLACES = Text(
    "새 인증서를 등록합니다. 등록이 끝나면 지금 인증서({holder})의 등록은 해지되고, 아래 이용자가 "
    "새 인증서를 씁니다.",
    "This registers a new certificate. Then the registration of the present one ({holder}) is "
    "ended, and the user below goes on with the new one.",
)
VOUCH = Text("등록된 인증서로 확인하기", "Vouch with a registered certificate")
VOUCH_TITLE = Text(
    "새 인증서를 확인해 줄, 이미 등록된 인증서를 선택하십시오",
    "Choose the registered certificate that vouches for the new one",
)
READY = Text("이 인증서를 등록합니다: {holder}", "The certificate to register: {holder}")
GO_ON = Text("다음", "Next")
CHOOSE = Text("인증서 선택", "Select a certificate")
CHOOSE_TITLE = Text("등록할 인증서를 선택하십시오", "Select the certificate to register")
BACK = Text("이용자 정보 수정", "Back to the user")
STATUS = Text("진행현황 보기", "Show the status")
HOME = Text("처음으로", "Home")

REVIEW = Text(
    "이 인증서로 아래 문서에 서명하여 등록합니다. 끝까지 읽고 확인하십시오.",
    "This certificate signs the document below and is registered. Please read it to its end.",
)
ENDS_PASSWORD = Text(
    "인증서를 등록하면 아이디와 비밀번호로는 더 이상 로그인할 수 없습니다. "
    "이후에는 등록한 인증서로 로그인합니다.",
    "Once a certificate is registered, nobody can log in by ID and password any more. From then "
    "on you log in with the certificate.",
)
SEND = Text("서명하고 등록", "Sign and register")
OTHER = Text("다른 인증서", "Another certificate")
STOPPED = Text("확인을 중지하였습니다.", "The enquiry was stopped.")
AGAIN = Text("다시 하기", "Try again")
LOGIN = Text("로그인하기", "Log in")
DONE = Text(
    "인증서와 이용자가 등록되었습니다. 이제 이 인증서로 로그인할 수 있습니다.",
    "The certificate and its user are registered. You can log in with it now.",
)
DONE_REPLACED = Text(
    "새 인증서가 등록되고 이전 인증서의 등록은 끝났습니다. 이제 새 인증서로 로그인하십시오.",
    "The new certificate is registered and the registration of the old one has ended. Log in "
    "with the new one now.",
)
SAME_CERTIFICATE = Text(
    "교체할 인증서와 같은 인증서입니다. 새로 발급받은 인증서를 선택하십시오.",
    "This is the certificate to be replaced. Choose the new one.",
)
TO_REGISTERED = Text("등록 정보로 돌아가기", "Back to the registered data")
ORGANISATION = Text("상호", "Firm name")

KNOWN_USER = Text(
    "신청서에 입력한 담당자 정보가 있습니다: {known}. 이용자 정보에 채우겠습니까?",
    "The application names a person: {known}. Fill this in as the user?",
)
FILL_IN = Text("채우기", "Fill in")
