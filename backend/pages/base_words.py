"""What the frame of every page says."""

from registration.text import Text

service = Text("나라장터 이용자등록", "G2B registration")
desk = Text("담당자 업무", "Officers' desk")
skip = Text("본문으로 바로가기", "Skip to the content")
practice = Text("연습", "Practice")
practice_note = Text(
    "연습 서비스입니다. 여기서 한 일은 실제 등록에 영향을 주지 않습니다.",
    "This is the practice service. Nothing done here affects real registrations.",
)
real = Text("실제", "Real service")
navigation = Text("주 메뉴", "Main menu")
who = Text("{name} 님", "{name}")
log_out = Text("로그아웃", "Log out")
log_in = Text("로그인", "Log in")
language = Text("언어", "Language")
other_language = Text("English", "한국어")
problems = Text("입력한 내용을 확인하십시오.", "Please check what was entered.")
was_kept = Text(
    "로그인이 끝나 보내지 못한 내용을 다시 채웠습니다. 아직 처리되지 않았으니 확인하고 다시 "
    "보내십시오.",
    "What you typed before your login ended has been filled in again. It has not been submitted: "
    "check it and send it again.",
)
required = Text("필수", "required")
optional = Text("선택", "optional")
footer = Text(
    "조달청 나라장터 이용자등록 서비스 · {name}",
    "Public Procurement Service, registration · {name}",
)
done = Text("알림", "Notice")
