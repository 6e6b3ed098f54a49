"""What logging in, the registered data and the end of a session say."""

from registration.text import Text

TITLE = Text("로그인", "Log in")
INTRODUCTION = Text(
    "등록된 인증서로 로그인합니다. 인증서를 고르십시오.",
    "Log in with a registered certificate. Choose it.",
)
REVIEW = Text(
    "로그인하려면 이 인증서로 아래 문서에 서명합니다. 이 서명은 이 서비스에 지금 로그인하는 데만 "
    "쓰입니다.",
    "To log in, this certificate signs the document below. The signature serves for logging in to "
    "this service now, and for nothing else.",
)
LOGIN = Text("서명하고 로그인", "Sign and log in")
OTHER = Text("다른 인증서", "Another certificate")
AGAIN = Text("다시 하기", "Try again")
LOGIN_AGAIN = Text("다시 로그인", "Log in again")
ENROL = Text("인증서 등록하기", "Register the certificate")

READING = Text("등록 정보를 조회하고 있습니다.", "Reading the registered data.")
STOPPED = Text("조회를 그만두었습니다.", "The enquiry was stopped.")
WELCOME = Text("{organisation} · {user}님", "{organisation} · {user}")
LEFT = Text("자동 로그아웃까지 {minutes}분", "{minutes} minutes until you are logged out")
LOGOUT = Text("로그아웃", "Log out")
REFRESH = Text("새로 고침 (F5)", "Refresh (F5)")
LOGGED_OUT = Text("로그아웃했습니다.", "You are logged out.")
LOGGED_OUT_HERE = Text(
    "이 컴퓨터에서는 로그아웃했지만 서비스에 알리지 못했습니다. 서비스의 로그인도 시간이 지나면 "
    "저절로 끝납니다.",
    "You are logged out on this computer, but the service could not be told. "
    "Its session ends by itself after a while.",
)
ENDED = Text(
    "로그인 시간이 끝났습니다. 안전을 위해 자동으로 로그아웃되었습니다. 계속하려면 다시 "
    "로그인하십시오.",
    "The session has ended; you were logged out for safety. Log in again to go on.",
)

ORGANISATION = Text("상호", "Firm name")
RECEIPT_NUMBER = Text("접수번호", "Receipt number")
REGISTERED = Text("등록 시각(한국시간)", "Registered (Korean time)")
REGISTRATION = Text("등록 정보", "Registered data")
CERTIFICATES = Text("등록된 인증서와 이용자 ({count})", "Certificates and their users ({count})")
CERTIFICATE = Text("인증서 {number}", "Certificate {number}")
FINGERPRINT = Text("인증서의 SHA-256", "SHA-256 of the certificate")
EXPIRY = Text("{day} ({days}일 남음)", "{day} ({days} days left)")
EXPIRED = Text("{day} (만료됨)", "{day} (expired)")
FORM = Text("신청 내용", "The form")
