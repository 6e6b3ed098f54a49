"""What logging in, the registered data and the end of a session say."""

from desktop_client.workflows.session_ends import End
from registration.text import Text

TITLE = Text("로그인", "Log in")
REGISTERED = Text("등록 정보", "Registered data")
REVIEW = Text(
    "로그인할 때 선택한 인증서로 아래 문서에 서명합니다. 이 서명은 이 서비스에 지금 로그인하는 "
    "데만 사용됩니다.",
    "To log in, the certificate selected signs the document below. The signature serves for "
    "logging in to this service now, and for nothing else.",
)
LOGIN = Text("로그인", "Log in")
BY_CERTIFICATE = Text("인증서 로그인", "By certificate")
TECHNICAL = Text("기술 정보", "Technical details")
TECHNICAL_LATER = Text(
    "PFX 파일은 연 다음에 서명할 문서를 만듭니다.",
    "For a PFX file the document to sign is made once the file is open.",
)
OTHER = Text("다른 인증서", "Another certificate")
AGAIN = Text("다시 시도", "Try again")
BY_PASSWORD = Text("아이디 로그인", "By ID")
BY_PASSWORD_FOR = Text(
    "인증서를 등록하지 않은 목록화요청업체가 사용합니다.",
    "For cataloguing requesters that have registered no certificate.",
)
ACCOUNT = Text("아이디", "ID")
PASSWORD = Text("비밀번호", "Password")
LOGIN_BY_PASSWORD = Text("로그인", "Log in")
TYPE_AGAIN = Text("다시 입력", "Type them again")
LOGIN_AGAIN = Text("다시 로그인", "Log in again")
ENROL = Text("인증서 등록하기", "Register the certificate")

READING = Text("등록 정보를 조회하고 있습니다.", "Reading the registered data.")
STOPPED = Text("조회를 중지하였습니다.", "The enquiry was stopped.")
LOGOUT = Text("로그아웃", "Log out")
LOGOUT_QUESTION = Text(
    "입력하던 내용은 저장되지 않습니다. 로그아웃하시겠습니까?",
    "What you have typed here is not kept. Log out?",
)
GO_ON = Text("계속 입력", "Go on typing")
REFRESH = Text("새로 고침 (F5)", "Refresh (F5)")
LOGGED_OUT = Text("로그아웃했습니다.", "You are logged out.")
LOGGED_OUT_HERE = Text(
    "이 컴퓨터에서는 로그아웃했지만 서비스에 알리지 못했습니다. 서비스의 로그인도 시간이 지나면 "
    "저절로 끝납니다.",
    "You are logged out on this computer, but the service could not be "
    "reached. Its session ends automatically after a while.",
)
GOES_ON = Text(
    "다시 로그인하면 입력하던 화면으로 돌아갑니다.",
    "After logging in you come back to the page you were filling in.",
)
TO_INPUT = Text("돌아가서 고치기", "Back to what was typed")
TO_REGISTERED = Text("등록 정보로 돌아가기", "Back to the registered data")
ENDS = {
    End.TIME: Text(
        "로그인 시간이 끝났습니다. 안전을 위해 자동으로 로그아웃되었습니다. 계속하려면 다시 "
        "로그인하십시오.",
        "The session has ended; you were logged out for safety. Log in again to go on.",
    ),
    End.SERVICE: Text(
        "서비스에서 로그인이 끝났습니다. 시간이 지났거나, 다른 곳에서 이용자나 인증서의 등록이 "
        "바뀌었을 수 있습니다. 계속하려면 다시 로그인하십시오.",
        "The service has ended the session: its time is over, or the user or the certificate was "
        "changed elsewhere. Log in again to go on.",
    ),
    End.REPLACED: Text(
        "새 인증서로 교체하여 이전 인증서의 로그인이 끝났습니다. 새 인증서로 다시 로그인하십시오.",
        "The certificate was replaced, so the login with the old one has ended. Log in with the "
        "new one.",
    ),
    End.ENROLLED: Text(
        "인증서를 등록하여 아이디·비밀번호 로그인이 끝났습니다. 등록한 인증서로 다시 "
        "로그인하십시오.",
        "A certificate is registered, so logging in by ID and password has ended. Log in with the "
        "certificate.",
    ),
    End.CERTIFICATE_ENDED: Text(
        "로그인한 인증서의 등록이 해지되어 로그아웃되었습니다. 계속하려면 다른 인증서로 "
        "로그인하십시오.",
        "The registration of the certificate you had logged in with is ended. Log in with another "
        "one to go on.",
    ),
    End.TRANSFERRED: Text(
        "로그인한 인증서가 다른 이용자에게 넘어가 로그아웃되었습니다.",
        "The certificate you had logged in with belongs to another user now; you are logged out.",
    ),
    End.USER_REMOVED: Text(
        "이용자 등록이 삭제되어 로그아웃되었습니다. 대표수신자에게 문의하십시오.",
        "Your registration as a user was removed; you are logged out. Ask the primary contact.",
    ),
    End.BY_OFFICE: Text(
        "조달청 담당자가 이용자 또는 인증서의 등록을 해지하여 로그아웃되었습니다. 다시 "
        "로그인하면 해지 사유를 볼 수 있습니다.",
        "The procurement office has ended the registration of the user or certificate; you are "
        "logged out. Log in again to be told the reason.",
    ),
}
ENDS_SOON = Text(
    "이 인증서는 {days}일 뒤 만료됩니다. 만료되기 전에 갱신하면 서류 없이 계속 쓸 수 있습니다.",
    "This certificate ends in {days} days. Renewed before that, it goes on without papers.",
)
RENEW = Text("인증서 관리에서 갱신", "Renew it under 'Certificates'")
