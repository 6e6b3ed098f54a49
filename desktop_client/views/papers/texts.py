"""What the page of papers and attached files says."""

from registration.text import Text

TITLE = Text("구비서류", "Papers")
INTRODUCTION = Text(
    "입력한 내용에 따라 필요한 서류입니다. 입력을 고치면 목록도 바뀝니다.",
    "These are the papers your answers call for. The list follows them when they change.",
)
NONE_NEEDED = Text(
    "지금까지 입력한 내용으로는 낼 서류가 없습니다.",
    "Nothing has to be sent for what you have entered so far.",
)
ATTACHED = Text("첨부함: {names}", "Attached: {names}")
NOT_ATTACHED = Text(
    "아직 첨부하지 않음. 첨부하지 않으면 우편·방문으로 내야 합니다.",
    "Not attached yet. Otherwise it has to be posted or taken there.",
)
NOT_ATTACHED_INSTITUTION = Text(
    "아직 첨부하지 않음. 첨부하지 않으면 공문이나 팩스로 보내야 합니다.",
    "Not attached yet. Otherwise it has to be sent by official letter or fax.",
)
NEED = Text("{document}: {why} {how} {state}", "{document}: {why} {how} {state}")

FILES = Text("첨부파일", "Attached files")
RULES = Text(
    "PDF, JPEG, PNG, TIFF, 한글(hwp, hwpx) 파일. 모두 합하여 2 GB, {most}개까지. "
    "파일을 여기로 끌어다 놓아도 됩니다.",
    "PDF, JPEG, PNG, TIFF or Hangul (hwp, hwpx); 2 GB and {most} files in all. "
    "Files can also be dropped here.",
)
CHOOSE_FILES = Text("파일 선택…", "Choose files…")
FILE_FILTER = Text("첨부할 수 있는 파일 ({endings})", "Files that can be attached ({endings})")
AS_DOCUMENT = Text("어느 서류입니까?", "Which paper is it?")
NO_FILES = Text("첨부한 파일이 없습니다.", "No file is attached.")
NOT_COPIED = Text(
    "파일은 복사하지 않고 있던 자리에서 읽습니다. 보낼 때까지 지우거나 고치지 마십시오.",
    "Files are not copied; they are read where they lie. Do not change them until all is sent.",
)
FILE_FACTS = Text("{size} · {place}", "{size} · {place}")
AT_THE_SERVICE = Text("이미 서비스에 있음", "at the service already")
TOTAL = Text("{count}개, 모두 {size}", "{count} files, {size} in all")
REMOVE = Text("첨부 삭제", "Remove")
OPEN = Text("열어 보기", "Open")
ABOUT_FILE = Text("{action}: {name}", "{action}: {name}")
PICTURE = Text("{name} 미리보기", "Preview of {name}")
NOT_OPENED = Text(
    "이 파일을 열 프로그램이 없거나 파일이 제자리에 없습니다: {name}",
    "There is no program to open this file, or it is gone: {name}",
)
REFUSED = Text("{name}: {why}", "{name}: {why}")
REFUSED_SOME = Text("첨부하지 않은 파일이 있습니다.", "Some files were not attached.")
ADDED = Text("파일 {count}개를 첨부했습니다.", "{count} files were attached.")
STOPPED = Text(
    "읽기를 중지하였습니다. 다 읽은 파일만 첨부했습니다.",
    "Reading was stopped. Only files read to their end are attached.",
)
BYTES = (
    (1024**3, Text("{value} GB", "{value} GB")),
    (1024**2, Text("{value} MB", "{value} MB")),
    (1024, Text("{value} KB", "{value} KB")),
    (1, Text("{value} 바이트", "{value} bytes")),
)
