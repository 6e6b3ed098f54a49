"""What a refusal is, and the sentences that several of them share."""

from dataclasses import dataclass

from registration.text import Explanation, Text


@dataclass(frozen=True, slots=True)
class Refusal:
    """One way the service says no."""

    status: int
    told: Explanation


def refusal(status: int, what: Text, why: Text, do: Text) -> Refusal:
    """Return a row of a table of refusals."""
    return Refusal(status, Explanation(what, why, do))


NOT_FILED = Text("신청서가 접수되지 않았습니다.", "The application was not accepted.")
NOT_ENROLLED = Text("인증서가 등록되지 않았습니다.", "The certificate was not registered.")
NO_LOGIN = Text("로그인하지 못했습니다.", "You are not logged in.")
NOT_DONE = Text("요청이 처리되지 않았습니다.", "The request was not carried out.")
ASK_DESK = Text(
    "같은 일이 되풀이되면 오류 코드와 함께 조달청 콜센터에 문의하십시오.",
    "If it happens again, tell the procurement call centre the error code.",
)
AGAIN = Text("다시 검토하고 서명하여 보내십시오.", "Review, sign and send it again.")
OTHER_CERTIFICATE = Text(
    "맞는 인증서를 골라 다시 하십시오.", "Choose a certificate that can be used."
)
