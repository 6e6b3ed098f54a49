"""이해관계: in what an officer and an applicant are the same; then the officer does not decide."""

from enum import StrEnum

from registration.text import Text


class Tie(StrEnum):
    """In what an officer and an applicant are the same."""

    ORGANISATION = "organisation"
    CERTIFICATE = "certificate"
    HOLDER = "holder"
    EMAIL = "email"
    PHONE = "phone"


TIE_NAMES = {
    Tie.ORGANISATION: Text(
        "계정에 적힌 소속 조직의 신청입니다.",
        "it is of the organisation that your account names",
    ),
    Tie.CERTIFICATE: Text(
        "로그인 인증서로 서명했거나 그 인증서가 등록된 조직의 신청입니다.",
        "your certificate signed it, or is registered for its organisation",
    ),
    Tie.HOLDER: Text(
        "로그인 인증서와 같은 명의의 인증서가 쓰였습니다.",
        "a certificate of the same holder as yours is used there",
    ),
    Tie.EMAIL: Text(
        "신청 기관의 이용자와 이메일 주소가 같습니다.",
        "a user of the applicant has your e-mail address",
    ),
    Tie.PHONE: Text(
        "신청 기관의 이용자와 전화번호가 같습니다.", "a user of the applicant has your phone number"
    ),
}
