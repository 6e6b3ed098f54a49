"""What the checks say. Nothing in them names a person or a folder."""

from desktop_client.workflows.checkup.check import Outcome
from registration.text import Text

OUTCOMES = {
    Outcome.FINE: Text("정상", "Fine"),
    Outcome.MEND: Text("조치 필요", "Needs attention"),
    Outcome.SKIPPED: Text("점검하지 않음", "Not checked"),
}
ALL_WELL = Text("모두 정상입니다.", "All is well.")
SOME_TO_MEND = Text("조치할 항목이 {count}개 있습니다.", "Items that need attention: {count}.")
LOOKING = Text("점검하고 있습니다: {title}", "Checking: {title}")
NO_DISPLAY = Text(
    "화면이 없어 점검하지 않았습니다. 데스크톱에서 점검하십시오.",
    "There is no display here. Check it on the desktop.",
)
PRACTICE_CA = Text(
    "연습에서는 연습용 인증기관만 사용합니다.", "In practice only the practice CA is used."
)

SYSTEM = Text("시스템", "System")
SYSTEM_IS = Text("{versions}", "{versions}")

SCREEN = Text("화면 크기와 배율", "Screen and scale")
SCREEN_IS = Text(
    "사용할 수 있는 크기 {width}×{height}, 배율 {scale}%", "Room of {width}×{height} at {scale} %"
)
SCREEN_SMALL = Text(
    "화면이 작아 스크롤해야 하는 부분이 많습니다. 시스템 설정에서 해상도를 높이거나 배율을 "
    "낮추십시오.",
    "The screen is small and much has to be scrolled. Choose a higher resolution or a lower scale "
    "in the system's settings.",
)

FONTS = Text("한글 글꼴", "Korean fonts")
FONTS_FINE = Text(
    "화면과 출력물에 쓸 한글 글꼴이 있습니다.", "There are Korean fonts for screen and papers."
)
PAPER_FONT = Text("출력물에 쓸 한글 글꼴이 있습니다.", "There is a Korean font for papers.")
NO_PAPER_FONT = Text("출력물에 쓸 한글 글꼴이 없습니다.", "There is no Korean font for papers.")
NO_SCREEN_FONT = Text("화면에 쓸 한글 글꼴이 없습니다.", "There is no Korean font for the screen.")
INSTALL_FONT = Text(
    "Pretendard GOV, 나눔 또는 Noto Sans KR 글꼴을 설치한 뒤 프로그램을 다시 시작하십시오.",
    "Install Pretendard GOV or Noto Sans KR, then start the program again.",
)

PRINTERS = Text("프린터", "Printer")
PRINTERS_ARE = Text("프린터 {count}대를 사용할 수 있습니다.", "Printers to be used: {count}.")
NO_PRINTER = Text("설치된 프린터가 없습니다.", "No printer is installed.")
ADD_PRINTER = Text(
    "프린터를 설치하거나, 신청서를 PDF로 저장하여 다른 컴퓨터에서 인쇄하십시오.",
    "Install a printer, or save the papers as PDF and print them on another computer.",
)
PRINTERS_SILENT = Text("인쇄 시스템이 응답하지 않습니다.", "The print system does not answer.")
CHECK_PRINTING = Text(
    "프린터의 전원과 연결, 인쇄 서비스(스풀러, CUPS)를 확인하십시오. 그동안은 PDF로 저장할 수 "
    "있습니다.",
    "Look at the printer's power and connection and at the print service (spooler, CUPS). "
    "Meanwhile papers can be saved as PDF.",
)

WINDOW = Text("다른 창", "Other windows")
WINDOW_ALONE = Text(
    "같은 자료를 여는 다른 창이 없습니다.", "No other window is at work on the same drafts."
)
WINDOW_OPEN = Text("프로그램 창이 열려 있습니다.", "The program's window is open.")
WINDOW_ANOTHER = Text(
    "다른 프로그램 창이 같은 자료를 열고 있습니다.",
    "Another window is at work on the same drafts.",
)
CLOSE_WINDOW = Text("한 창만 남기고 닫으십시오.", "Close all windows but one.")
WINDOW_SILENT = Text(
    "먼저 시작된 프로그램이 응답하지 않습니다.",
    "The program that was started before does not answer.",
)
END_WINDOW = Text(
    "작업 관리자에서 그 프로그램을 끝낸 뒤 다시 시작하십시오. 저장된 신청서는 그대로 있습니다.",
    "End it in the system's task manager and start again. What was saved stays.",
)

DISK = Text("저장 공간", "Room on the disk")
DISK_FREE = Text("남은 공간 {mib} MB", "{mib} MB are free.")
MAKE_ROOM = Text(
    "필요 없는 파일을 지워 500 MB 이상 비우십시오.", "Make room: 500 MB at least should be free."
)
NOT_WRITABLE = Text(
    "자료 폴더에 쓸 수 없습니다.", "Nothing can be written to the program's folder."
)
LET_WRITE = Text(
    "디스크가 가득 차지 않았는지, 자료 폴더에 쓸 권한이 있는지 확인하십시오.",
    "See whether the disk is full, and whether you may write to the program's folder.",
)

CERTIFICATES = Text("인증서 폴더", "Certificate folders")
CERTIFICATES_ARE = Text(
    "폴더 {folders}곳에서 인증서 {certificates}개를 찾았습니다.",
    "{certificates} certificates in {folders} folders.",
)
NO_CERTIFICATE = Text(
    "인증서를 찾지 못했습니다.",
    "No certificate was found.",
)
BRING_CERTIFICATE = Text(
    "인증서가 든 USB를 꽂거나, 인증서 관리에서 가져오거나, 설정에서 인증서 폴더를 추가하십시오.",
    "Plug in the drive with your certificate, import it in the certificate manager, or add its "
    "folder in the settings.",
)
SOME_DAMAGED = Text(
    "인증서 {certificates}개를 찾았고, 읽을 수 없는 것이 {damaged}개 있습니다.",
    "{certificates} certificates were found; {damaged} cannot be read.",
)
LOOK_AT_DAMAGED = Text(
    "인증서 관리에서 사유를 확인하고 원본에서 다시 복사하십시오.",
    "See why in the certificate manager, and copy them again from where they came.",
)

TOKENS = Text("보안토큰", "Security tokens")
NO_DRIVER = Text(
    "보안토큰 구동프로그램이 없습니다. 보안토큰을 쓰지 않으면 필요 없습니다.",
    "No driver is installed. None is needed without a security token.",
)
TOKENS_ARE = Text(
    "구동프로그램 {drivers}개, 꽂혀 있는 보안토큰 {tokens}개",
    "Drivers: {drivers}, tokens plugged in: {tokens}",
)
DRIVER_FAILED = Text(
    "응답하지 않는 구동프로그램이 있습니다: {names}", "Drivers that do not answer: {names}"
)
MEND_DRIVER = Text(
    "보안토큰을 뺐다가 다시 꽂고, 그래도 같으면 구동프로그램을 다시 설치하십시오.",
    "Pull the token out and plug it in again; if that does not help, reinstall the driver.",
)

TRUST_LIST = Text("인증기관 목록", "List of CAs")
TRUST_LIST_IS = Text("{version}판, 발행한 지 {days}일", "Version {version}, issued {days} days ago")
RENEW_LIST = Text(
    "오래된 목록입니다. 프로그램을 새 버전으로 바꾸거나 관리자에게 새 목록을 받으십시오.",
    "The list is old. Install a newer version of the program, or ask your administrator for a "
    "newer list.",
)

PROXY = Text("프록시", "Proxy")
NO_ADDRESS = Text(
    "외부 서비스 주소가 정해져 있지 않습니다.", "There is no address of an outside service."
)
NO_PROXY = Text("프록시 없이 연결합니다.", "Connections are made without a proxy.")
PROXY_IS = Text("프록시 {host} 사용", "By way of {host}")
PROXY_SCRIPT = Text(
    "이 컴퓨터는 자동 구성 스크립트(PAC)로 프록시를 정하지만 프로그램은 스크립트를 실행하지 "
    "않습니다.",
    "This computer finds its proxy by a script (PAC), which the program does not run.",
)
SET_PROXY = Text(
    "연결이 되지 않으면 전산 담당자에게 프록시 주소를 물어 설정에 적으십시오.",
    "If there is no connection, ask your administrator for the proxy's address and set it.",
)

SERVICE = Text("등록 서비스", "Registration service")
SERVICE_IS = Text("{name}에 안전하게 연결됩니다.", "{name} is reached over a trusted connection.")

CLOCK = Text("컴퓨터 시각", "Clock")
NO_CLOCK = Text(
    "서비스에 연결하지 못해 시각을 비교하지 못했습니다.",
    "The service could not be asked for the time.",
)
CLOCK_FINE = Text("서비스의 시각과 맞습니다.", "It agrees with the service's.")
CLOCK_AHEAD = Text(
    "서비스의 시각보다 {minutes}분 빠릅니다.", "It is {minutes} minutes ahead of the service's."
)
CLOCK_BEHIND = Text(
    "서비스의 시각보다 {minutes}분 느립니다.", "It is {minutes} minutes behind the service's."
)
SET_CLOCK = Text(
    "시스템 설정에서 날짜와 시각을 자동으로 맞추게 하십시오. 시각이 다르면 인증서를 바르게 "
    "판정할 수 없습니다.",
    "Have date and time set automatically in the system's settings: certificates are judged by "
    "the clock.",
)

DIRECTORIES = Text("인증기관 디렉터리", "Directories of the CAs")
DIRECTORIES_FINE = Text("인증기관 {count}곳에 모두 연결됩니다.", "All {count} CAs can be reached.")
DIRECTORIES_SILENT = Text(
    "연결되지 않는 인증기관이 있습니다: {names}", "CAs that cannot be reached: {names}"
)
OPEN_PORTS = Text(
    "인터넷 연결을 확인하고, 기관 안이라면 전산 담당자에게 인증기관의 LDAP(389)와 OCSP 주소를 "
    "열어 달라고 요청하십시오. 연결되지 않으면 인증서의 폐지 여부를 확인할 수 없습니다.",
    "Look at the Internet connection; within an office ask for the CAs' LDAP (389) and OCSP "
    "addresses to be opened. Without them nobody can tell whether a certificate was revoked.",
)
