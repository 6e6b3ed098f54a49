"""What the page of one application says."""

from registration.lifecycle import Action
from registration.text import Text

title = Text("신청 {number}", "Application {number}")
back = Text("업무함으로", "Back to my work")
previous = Text("앞 신청", "Previous application")
following = Text("다음 신청", "Next application")
around = Text("신청 사이 이동", "Other applications")
facts = Text("개요", "Overview")
kind = Text("등록 종류", "Kind")
purpose = Text("구분", "Purpose")
number = Text("접수번호", "Receipt number")
key = Text("수요기관코드", "Institution code")
business_number = Text("사업자등록번호", "Business number")
office = Text("접수청", "Office")
state = Text("상태", "State")
waits = Text("기다리는 것", "Waiting for")
filed = Text("접수 일시", "Filed")
deadline = Text("보완 기한", "Deadline")
officer = Text("담당자", "Officer")
forwarded = Text("전달한 기관", "Forwarded by")
nobody = Text("아무도 맡지 않았습니다.", "Not assigned.")
you = Text("내가 맡은 신청입니다.", "Assigned to you.")
other = Text("{officer} 담당자가 맡았습니다.", "Assigned to {officer}.")
take = Text("내가 맡기", "Assign to me")
give_back = Text("내려놓기", "Return to the queue")
hand_on = Text("다른 담당자에게 넘기기", "Transfer to another officer")
successor = Text("넘겨받을 담당자", "New officer")
hand_note = Text("전달할 말 (내부 메모로 남습니다)", "Note (kept as an internal note)")
taken_done = Text("이 신청을 맡았습니다.", "The application is assigned to you.")
given_back_done = Text("신청을 내려놓았습니다.", "The application is back in the queue.")
handed_done = Text("{officer} 담당자에게 넘겼습니다.", "Transferred to {officer}.")
content = Text("신청 내용", "What was filed")
changed = Text("달라진 내용", "Changes")
field = Text("항목", "Item")
before = Text("전", "Before")
after = Text("후", "After")
none = Text("(없음)", "(none)")
nothing_changed = Text("달라진 내용이 없습니다.", "Nothing changes.")
checks = Text("접수 검사", "Checks at intake")
passed = Text("적합", "Passed")
look = Text("확인 필요", "Needs review")
papers = Text("구비서류", "Required documents")
paper = Text("서류", "Document")
how = Text("상태", "Status")
online = Text("온라인으로 확인하는 서류", "Checked online")
attached = Text("첨부됨", "Attached")
awaited = Text("아직 도착하지 않음", "Not received yet")
received = Text("{way} {day} 받음 ({officer})", "Received by {way} on {day} ({officer})")
unsaid_way = Text("문서로", "post, visit or fax")
receive = Text("받은 서류 기록", "Record a document received")
paper_way = Text("받은 방법", "Received by")
paper_day = Text("받은 날", "Date received")
receive_button = Text("받은 것으로 적기", "Record as received")
received_done = Text("{paper}: 받은 것으로 적었습니다.", "{paper}: recorded as received.")
open_file = Text("새 창에서 열기", "Open in a new window")
download = Text("내려받기", "Download")
preview = Text("미리보기: {name}", "Preview: {name}")
no_preview = Text(
    "이 형식의 파일은 화면에 표시되지 않습니다. 내려받아 확인하십시오.",
    "This type of file is not shown here. Download it to check it.",
)
too_large_to_preview = Text(
    "화면에 표시하기에는 큰 파일입니다. 내려받아 확인하십시오.",
    "This file is too large to be shown here. Download it to check it.",
)
compare = Text("공문·팩스 대조", "Comparison with the letter or fax")
compare_help = Text(
    "출력하여 보낸 신청서의 각 항목이 신청한 내용과 같은지 표시합니다. "
    "불일치가 있으면 승인할 수 없습니다.",
    "Mark for each item whether the printed form received agrees with what was filed. An "
    "application with a difference cannot be approved.",
)
scans = Text("받은 공문·신청서", "Scanned letter and form")
no_scans = Text(
    "첨부된 스캔 파일이 없습니다. 우편이나 팩스로 받은 문서와 대조하십시오.",
    "No scan is attached. Compare the items with the letter or fax received.",
)
printed_code = Text("출력물의 문서확인번호", "Verification code on the printed form")
agrees = Text("일치", "Agrees")
differs = Text("불일치", "Differs")
mark = Text("대조", "Result")
marked_by = Text("{officer}, {at}", "{officer}, {at}")
all_agree = Text("표시하지 않은 항목은 모두 일치", "All unmarked items agree")
mark_button = Text("대조 결과 저장", "Save the results")
marked_done = Text("대조 결과를 저장했습니다.", "The results are saved.")
marks_left = Text("{left}개 항목이 남았습니다.", "Items left: {left}.")
alike = Text("비슷한 신청", "Possible duplicates")
no_alike = Text("비슷한 신청이 없습니다.", "No possible duplicates.")
alike_why = Text("같은 점", "Same")
notes = Text("내부 메모", "Internal notes")
notes_help = Text("신청인에게 보이지 않습니다.", "Not visible to the applicant.")
no_notes = Text("메모가 없습니다.", "No notes.")
note = Text("메모", "Note")
note_button = Text("메모 남기기", "Save the note")
noted_done = Text("메모를 남겼습니다.", "The note is saved.")
history = Text("처리 이력", "History")
when = Text("일시", "When")
who = Text("처리자", "By")
what = Text("처리 내용", "Action")
why = Text("사유·내용", "Reason")
decide = Text("심사", "Decision")
reason = Text("사유", "Reason")
reason_help = Text(
    "보류와 반려에는 반드시 입력합니다. 신청인에게 그대로 전달됩니다. 150자까지.",
    "Required to hold or reject. It is sent to the applicant as written. At most 150 characters.",
)
phrase = Text("자주 쓰는 사유", "Saved phrase")
phrase_help = Text(
    "고른 문구는 사유 앞에 붙습니다.", "The chosen phrase is put before the reason you type."
)
no_phrase = Text("(고르지 않음)", "(none)")
phrases_page = Text("문구 관리", "Manage phrases")
items = Text("이용품목별 심사", "Decision on each item")
item = Text("품목", "Item")
item_approve = Text("승인", "Approve")
item_refuse = Text("불승인", "Refuse")
item_reason = Text("불승인 사유", "Reason for refusing")
refused_items = Text("승인되지 않은 이용품목", "Items not approved")
closed = Text("처리가 끝난 신청입니다.", "This application is closed.")
may_not = Text(
    "이 신청을 심사할 권한이 없어 보기만 할 수 있습니다.",
    "You can view this application but not decide on it.",
)
decided_done = Text("{number}: {state} 처리했습니다.", "{number}: {state}.")
conflict = Text("그 사이 바뀐 신청입니다", "The application has changed in the meantime")
conflict_help = Text(
    "보고 계신 사이에 아래와 같이 처리되어, 보낸 결정은 반영되지 않았습니다. "
    "적은 내용은 그대로 두었습니다.",
    "While you were viewing it, the following was done, so your decision was not carried out. "
    "What you typed is still below.",
)
since = Text("그 사이 처리된 내용", "Done in the meantime")
now = Text("현재 상태", "Present status")
yours = Text("보내려던 결정", "Your decision")
look_again = Text("신청을 다시 보기", "View the application again")
decide_anyway = Text(
    "내용을 다시 확인한 뒤 아래에서 결정하십시오.", "Review it again, then decide below."
)
refused = Text("처리하지 못했습니다.", "Not done.")

ACTIONS = {
    Action.APPROVE: Text("승인", "Approve"),
    Action.HOLD: Text("보류", "Put on hold"),
    Action.REJECT: Text("반려", "Reject"),
    Action.RESUME: Text("대기로 되돌리기", "Resume"),
}
