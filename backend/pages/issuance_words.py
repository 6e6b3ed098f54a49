"""What the pages say of the codes for a certificate (참조번호와 인가코드)."""

from backend.services.review.issuance import Stage
from registration.text import Text

title = Text("인증서 발급 (참조번호·인가코드)", "Certificate issuance (reference number and code)")
list_title = Text("참조번호·인가코드 입력 대기", "Approved, waiting for certificate codes")
list_help = Text(
    "승인된 수요기관 가운데 인증기관에서 받은 참조번호와 인가코드를 넣어야 하는 신청입니다.",
    "Approved institutions for which the codes of the certification authority are still to be "
    "entered.",
)
list_caption = Text("신청 {number}건", "Applications: {number}")
list_oldest = Text(
    "신청 {number}건 가운데 먼저 승인된 {shown}건",
    "Applications: {number}. Shown: the {shown} approved first",
)
none_awaited = Text("입력할 신청이 없습니다.", "No application needs codes.")
approved = Text("승인 일시", "Approved")
authority = Text("인증기관", "Certification authority")
stage = Text("상태", "Status")
reference_number = Text("참조번호", "Reference number")
authorisation_code = Text("인가코드", "Authorization code")
fetched = Text("받은 일시", "Received")
STAGES = {
    Stage.AWAITED: Text("아직 입력하지 않았습니다.", "Not entered yet."),
    Stage.WAITING: Text(
        "입력했습니다. 신청인이 아직 받지 않았습니다.",
        "Entered; the applicant has not received them yet.",
    ),
    Stage.FETCHED: Text("신청인이 받았습니다.", "The applicant has received them."),
    Stage.FORGOTTEN: Text(
        "인증서요청ID가 여러 번 틀려 인가코드를 지웠습니다. 다시 발급받아 입력하십시오.",
        "The code was deleted after several wrong request IDs. Have new codes issued and enter "
        "them.",
    ),
}
help = Text(  # noqa: A001 - as every page's words
    "인증기관에서 받은 대로 입력합니다. 인가코드는 다시 볼 수 없고, 신청인이 인증서요청ID를 대면 "
    "한 번 보여 준 뒤 지웁니다.",
    "Enter them as the certification authority gave them. The code cannot be viewed again here; it "
    "is shown once to the applicant, who has to give the request ID, and then deleted.",
)
replace_help = Text(
    "다시 입력하면 먼저 입력한 것은 쓸 수 없습니다.",
    "Entering codes again replaces the earlier ones.",
)
practice_help = Text(
    "연습에서는 승인할 때 자동으로 만들어집니다. 여기에 직접 입력한 코드도 연습 인증기관이 "
    "받아들입니다.",
    "In practice mode codes are made up on approval. The practice certification authority also "
    "accepts those entered here.",
)
enter = Text("참조번호·인가코드 저장", "Save the codes")
noted_done = Text(
    "참조번호와 인가코드를 저장했습니다. 신청인이 프로그램에서 받을 수 있습니다.",
    "The codes are saved. The applicant can receive them in the program.",
)
unreadable = Text(
    "영문자, 숫자, 붙임표(-)로 20자까지 입력하십시오.",
    "Enter at most 20 letters, digits and hyphens.",
)
