"""알림: of what applicants are told, by which way, and how far a message has come."""

from enum import StrEnum

from registration.forms.field import Answers
from registration.kinds import Kind
from registration.text import Text


class Channel(StrEnum):
    """The way a message takes."""

    EMAIL = "email"
    SMS = "sms"


CHANNEL_NAMES = {
    Channel.EMAIL: Text("이메일", "E-mail"),
    Channel.SMS: Text("문자 메시지", "Text message"),
}


class Occasion(StrEnum):
    """What a message tells."""

    RECEIVED = "received"
    HELD = "held"
    APPROVED = "approved"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    LICENCE_ENDS = "licence_ends"
    PRODUCT_ENDS = "product_ends"
    CERTIFICATE_ENDS = "certificate_ends"


OCCASION_NAMES = {
    Occasion.RECEIVED: Text("접수", "Received"),
    Occasion.HELD: Text("보류", "On hold"),
    Occasion.APPROVED: Text("승인", "Approved"),
    Occasion.REJECTED: Text("반려", "Rejected"),
    Occasion.CANCELLED: Text("취소", "Cancelled"),
    Occasion.LICENCE_ENDS: Text("면허 만료 예정", "Licence about to expire"),
    Occasion.PRODUCT_ENDS: Text("제조물품 만료 예정", "Product about to expire"),
    Occasion.CERTIFICATE_ENDS: Text("인증서 만료 예정", "Certificate about to expire"),
}


def recipient_of(kind: Kind, form: Answers) -> tuple[Channel, str] | None:
    """Return who is told of an application, by what its form says; None where nobody is.

    비축물자 이용업체 by SMS if they wish it; a 수요기관 looks it up itself.
    """
    if kind is Kind.INSTITUTION:
        return None
    page = form.get("account" if kind is Kind.CATALOGUE else "reception") or {}
    if kind is Kind.STOCKPILE and page.get("sms") and page.get("mobile"):
        return Channel.SMS, str(page["mobile"])
    return (Channel.EMAIL, str(page["email"])) if page.get("email") else None


PRODUCT_YEARS = 3
"""How long a 제조물품 is registered where the proof names no end."""
EXPIRY_DAYS = (30, 14, 7, 1)
"""Days before something ends when its holder is told."""


class NoticeState(StrEnum):
    """How far a message has come."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCLEAR = "unclear"

    @property
    def needs_a_person(self) -> bool:
        """Whether nothing more happens to it by itself, though it did not arrive for certain."""
        return self in (NoticeState.FAILED, NoticeState.UNCLEAR)


NOTICE_STATE_NAMES = {
    NoticeState.WAITING: Text("대기", "Waiting"),
    NoticeState.CLAIMED: Text("보내는 중", "Being sent"),
    NoticeState.SENDING: Text("보내는 중", "Being sent"),
    NoticeState.SENT: Text("보냄", "Sent"),
    NoticeState.FAILED: Text("실패", "Failed"),
    NoticeState.UNCLEAR: Text("불확실", "Unclear"),
}

TROUBLE_NAMES = {
    "unreachable": Text("서버에 연결할 수 없습니다", "the server cannot be reached"),
    "timeout": Text("서버가 제때 답하지 않았습니다", "the server did not answer in time"),
    "untrusted": Text("서버의 인증서를 믿을 수 없습니다", "the server is not trusted"),
    "login_failed": Text("서버가 로그인을 거절했습니다", "the server refused the login"),
    "put_off": Text("서버가 나중에 다시 보내라고 답했습니다", "the server asks to try later"),
    "refused": Text("서버가 받지 않았습니다", "the server refused it"),
    "address_refused": Text("받는 주소를 거절했습니다", "the recipient's address was refused"),
    "broken_off": Text(
        "보내는 중에 끊겨 도착했는지 알 수 없습니다",
        "the connection broke while sending; whether it arrived is not known",
    ),
    "process_ended": Text(
        "보내는 중에 서비스가 끝나 도착했는지 알 수 없습니다",
        "the service ended while it was sent; whether it arrived is not known",
    ),
    "disk": Text("알림 폴더에 쓸 수 없습니다", "the spool folder cannot be written to"),
    "unwritable": Text("알림을 작성하지 못했습니다", "the message could not be written"),
    "given_up": Text("여러 번 실패하여 중지하였습니다", "given up after several attempts"),
}
"""Why a message has not arrived."""
