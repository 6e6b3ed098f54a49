"""What the officers' pages of sanctions (부정당업자) say."""

from registration.text import Text

title = Text("부정당업자 제재", "Sanctions")
one_title = Text("{name} ({number}-{sequence})", "{name} ({number}-{sequence})")
search = Text("상호·통보기관·사업자등록번호", "Firm, agency or business number")
standing = Text("상태", "State")
every = Text("전체", "All")
find = Text("찾기", "Search")
nothing = Text("조건에 맞는 제재가 없습니다.", "No sanctions found.")
more = Text("다음", "Next")
new = Text("제재통보 등록", "Enter a notice of sanction")
number = Text("번호", "Number")
firm = Text("업체", "Firm")
agency = Text("통보기관", "Agency")
period = Text("기간", "Period")
period_days = Text("{start} ~ {end}", "{start} to {end}")
basis = Text("제재근거", "Legal basis")
reason = Text("사유", "Reason")
stayed_since = Text("정지일", "Stayed since")
lifted_on = Text("해제일", "Lifted on")
sent_by = Text("보낸 기관 계정", "Sent by the account")
end_if_resumed = Text("오늘 재개할 때의 만료일", "Last day if resumed today")
notice = Text("통보 내용", "Notice as in force")
history = Text("이력", "History")
when = Text("처리 일시", "Entered at")
document = Text("문서", "Document")
who = Text("처리자", "By")
change = Text("기간 변경", "Change of period")
signed = Text("서명된 문서", "Signed document")
add = Text("후속 문서 등록", "Enter a further document")
check = Text("확인 화면으로", "Review before entering")
add_row = Text("대표자 추가", "Add a representative")
confirm_title = Text("등록 전 확인: {document}", "Review before entering: {document}")
stale = Text(
    "그 사이 이 제재에 다른 문서가 등록되었습니다. 등록하지 않았으며 입력한 내용은 그대로 "
    "있습니다. 제재의 이력을 확인한 뒤 다시 등록하십시오.",
    "Another document of this sanction was entered meanwhile. Nothing was entered, and what you "
    "typed is still here. Look at the sanction's history before entering it again.",
)
confirm_note = Text(
    "아직 등록되지 않았습니다. 내용을 확인하고 등록하면 바로 효력이 생기며, 지우거나 고쳐 쓸 수 "
    "없고 후속 문서로만 바로잡습니다.",
    "Nothing has been entered yet. Once entered it takes effect at once; it cannot be erased, only "
    "corrected by a further document.",
)
effect = Text(
    "제재 중에는 이 업체와 대표자의 신청을 승인할 수 없고, 업체가 로그인하면 제재 사실이 "
    "표시됩니다.",
    "While it is in force, applications of this firm and its representatives cannot be approved, "
    "and the firm is told when it logs in.",
)
confirm = Text("확인했으며 등록합니다", "Confirmed: enter it")
back = Text("목록으로", "To the list")
back_to_one = Text("제재로 돌아가기", "Back to the sanction")
correct = Text("돌아가서 고치기", "Go back and correct")
entered = Text("{document}: 등록하였습니다.", "{document}: entered.")
choose = Text("선택하십시오", "Choose")
row = Text("대표자 {number}", "Representative {number}")
