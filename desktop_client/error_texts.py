"""What a person is told about a failure of the client itself, by code."""

from desktop_client.address_texts import ADDRESSES_TOLD
from desktop_client.connection_texts import CONNECTIONS_TOLD
from desktop_client.file_texts import FILES_TOLD
from registration.text import Explanation, Text

_NOT_CONNECTED = Text("서비스에 연결하지 못했습니다.", "The service could not be reached.")
_KEPT = Text(
    "작성한 내용은 이 컴퓨터에 저장되어 있습니다. 인터넷 연결을 확인하고 다시 시도하십시오.",
    "What you wrote is kept on this computer. Check the network and try again.",
)
_NOT_PRINTED = Text("문서를 만들지 못했습니다.", "The paper could not be made.")
_CONFIRM = Text(
    "설정의 '서비스의 인증서'에서 서비스를 확인하십시오. 지문은 관리자에게 물어 비교하십시오.",
    "Confirm the service in the settings; compare the certificate's SHA-256 with what your "
    "administrator tells you.",
)
_NOT_LOOKED_UP = Text("조회하지 못했습니다.", "It could not be looked up.")
_CALL = Text(
    "다시 시도하고, 되풀이되면 오류 코드와 함께 문의하십시오.",
    "Try again; if it happens again, report the error code.",
)

TOLD: dict[str, Explanation] = {
    **FILES_TOLD,
    **CONNECTIONS_TOLD,
    **ADDRESSES_TOLD,
    "version_unsupported": Explanation(
        Text("이 버전으로는 신청을 보낼 수 없습니다.", "This version cannot submit any more."),
        Text(
            "배포자가 {version} 버전의 지원을 끝냈습니다.",
            "The publisher has ended the support of version {version}.",
        ),
        Text(
            "{latest} 버전을 설치하십시오. 작성한 내용은 그대로 남아 있습니다.",
            "Install version {latest}. What you have written stays as it is.",
        ),
    ),
    "installer_not_fetched": Explanation(
        Text("설치 프로그램을 받지 못했습니다.", "The installer could not be fetched."),
        Text(
            "배포 서버가 응답하지 않거나 파일을 주지 않습니다.",
            "The publisher's server does not answer, or does not give the file.",
        ),
        Text(
            "인터넷 연결을 확인하고 다시 시도하거나, 관리자에게 설치 프로그램을 요청하십시오.",
            "Check the network and try again, or ask your administrator for the installer.",
        ),
    ),
    "installer_wrong": Explanation(
        Text("설치 프로그램을 실행하지 않았습니다.", "The installer was not started."),
        Text(
            "받은 파일({file})이 배포자가 서명한 안내와 다릅니다.",
            "The file received ({file}) is not the one that the publisher's signed notice names.",
        ),
        Text(
            "다시 받아도 같으면 관리자에게 알리십시오.",
            "If it happens again, tell your administrator.",
        ),
    ),
    "record_gone": Explanation(
        Text("변경 신청을 다시 작성할 수 없습니다.", "The change cannot be begun again."),
        Text("이 종류의 등록 정보가 없습니다.", "There is no registered record of this kind."),
        Text("로그인한 업체·기관을 확인하십시오.", "Check which organisation is logged in."),
    ),
    "not_printed": Explanation(
        Text("인쇄하지 못했습니다.", "It could not be printed."),
        Text(
            "프린터가 응답하지 않거나, 출력할 파일을 쓸 수 없습니다.",
            "The printer does not answer, or the file to print to cannot be written.",
        ),
        Text(
            "다른 프린터를 고르거나 PDF로 저장한 뒤 인쇄하십시오.",
            "Choose another printer, or save it as a PDF and print that.",
        ),
    ),
    "service_unreachable": Explanation(
        _NOT_CONNECTED,
        Text(
            "서비스가 응답하지 않거나 인터넷이 끊겼습니다.",
            "It does not answer, or the network is down.",
        ),
        _KEPT,
    ),
    "service_not_secure": Explanation(
        Text("서비스에 연결하지 않았습니다.", "The service was not contacted."),
        Text(
            "서비스 주소가 https가 아니어서 내용이 새어 나갈 수 있습니다.",
            "Its address is not https, so what is sent could be read on the way.",
        ),
        Text("설정에서 서비스 주소를 확인하십시오.", "Check the address in the settings."),
    ),
    "lookup_unreadable": Explanation(
        _NOT_LOOKED_UP,
        Text(
            "접수번호는 숫자 10자리, 수요기관코드는 7자리, 사업자등록번호는 10자리입니다.",
            "A receipt number has 10 digits, an institution code 7, a business number 10.",
        ),
        Text("번호를 확인하여 다시 입력하십시오.", "Check the numbers and enter them again."),
    ),
    "lookup_not_found": Explanation(
        _NOT_LOOKED_UP,
        Text(
            "입력하신 번호에 해당하는 신청이 없습니다.",
            "No application has both this receipt number and this code or business number.",
        ),
        Text("접수증에 적힌 두 번호를 확인하십시오.", "Check both against the receipt."),
    ),
    "paper_code_unreadable": Explanation(
        _NOT_LOOKED_UP,
        Text(
            "문서확인번호는 숫자 10자리와 영문·숫자 16자리입니다.",
            "A verification code has 10 digits and then 16 letters and digits.",
        ),
        Text("문서에 인쇄된 대로 입력하십시오.", "Enter it as it is printed on the paper."),
    ),
    "paper_not_found": Explanation(
        Text("이 서비스가 낸 문서가 아닙니다.", "The service did not issue this paper."),
        Text(
            "이 문서확인번호로 낸 문서가 없습니다. 잘못 옮겨 적었거나 위조된 문서일 수 있습니다.",
            "No paper has this code: it was copied wrongly, or the paper is forged.",
        ),
        Text(
            "번호를 다시 확인하고, 그래도 같으면 문서를 낸 사람에게 원본을 요청하십시오.",
            "Check the code again; if it stays so, ask who handed it in for the original.",
        ),
    ),
    "fonts_missing": Explanation(
        _NOT_PRINTED,
        Text(
            "이 컴퓨터에서 한글 글꼴을 찾지 못했습니다.",
            "No Korean font was found on this computer.",
        ),
        Text(
            "Noto Sans CJK KR 글꼴을 설치하고 다시 하십시오(데비안: fonts-noto-cjk).",
            "Install the font Noto Sans CJK KR (Debian: fonts-noto-cjk) and try again.",
        ),
    ),
    "paper_not_set": Explanation(
        _NOT_PRINTED,
        Text("문서의 틀을 읽을 수 없습니다.", "The template of the paper cannot be read."),
        Text(
            "프로그램을 다시 설치하고, 되풀이되면 오류 코드와 함께 문의하십시오.",
            "Install the program again; if it happens again, report the error code.",
        ),
    ),
    "service_address_missing": Explanation(
        Text("연결할 서비스가 정해지지 않았습니다.", "No service has been set."),
        Text("설정에 서비스 주소가 없습니다.", "No service address is set."),
        Text(
            "관리자에게 서비스 주소를 받아 설정하거나, 보기 메뉴의 '연습 창 열기'로 먼저 해 "
            "보십시오.",
            "Ask your administrator for the address, or try it first in a practice window (menu "
            "View).",
        ),
    ),
    "service_address_wrong": Explanation(
        Text("서비스 주소가 맞지 않습니다.", "The service address is wrong."),
        Text(
            "https://로 시작하는 인터넷 주소가 아닙니다.",
            "This is not a valid https:// address.",
        ),
        Text("주소를 확인하고 다시 입력하십시오.", "Check the address and enter it again."),
    ),
    "proxy_address_wrong": Explanation(
        Text("프록시의 주소가 아닙니다.", "This is not the address of a proxy."),
        Text(
            "http://이름:포트 꼴로 적어야 하고, 아이디와 비밀번호는 넣을 수 없습니다.",
            "It has the form http://name:port, without a user name or password.",
        ),
        Text("관리자에게 받은 주소를 확인하십시오.", "Check what your administrator told you."),
    ),
    "issuing_address_missing": Explanation(
        Text("인증기관의 주소가 없습니다.", "The CA's address is missing."),
        Text(
            "인증서를 발급하는 서버의 주소를 알아야 합니다.",
            "The address of the server that issues certificates is needed.",
        ),
        Text(
            "인증기관이나 관리자에게 받은 주소를 입력하십시오.", "Ask the CA or an administrator."
        ),
    ),
    "issuing_way_unknown": Explanation(
        Text("이 인증기관에 바로 신청할 수 없습니다.", "This CA cannot be asked from here."),
        Text(
            "{authority} 인증기관에 연결하는 주소를 알 수 없습니다. 대부분의 인증기관은 그 방식을 "
            "공개하지 않습니다.",
            "The address for requests to {authority} is not known: most CAs do not publish it.",
        ),
        Text(
            "인증기관 누리집이나 고객센터에서 신청하고, 받은 인증서는 인증서 관리에서 "
            "가져오십시오. 표준 방식(CMP)을 여는 인증기관이면 설정에 인증서 발급 주소를 "
            "입력하십시오.",
            "Apply at the CA's website or help desk, and import what it gives you. If the CA opens "
            "the standard way (CMP), enter its address in the settings.",
        ),
    ),
    "issuing_address_wrong": Explanation(
        Text("인증기관의 주소가 맞지 않습니다.", "The CA's address is wrong."),
        Text(
            "http:// 나 https://로 시작하는 인터넷 주소가 아닙니다.",
            "It is not a valid http:// or https:// address.",
        ),
        Text("주소를 확인하고 다시 입력하십시오.", "Check the address and enter it again."),
    ),
    "stamping_addresses_wrong": Explanation(
        Text("시점확인 서버 주소가 맞지 않습니다.", "The time stamp servers are wrong."),
        Text(
            "http:// 나 https://로 시작하는 인터넷 주소가 아닙니다.",
            "At least one entry is not a valid http:// or https:// address.",
        ),
        Text(
            "주소를 확인하십시오. 여럿이면 빈칸으로 나누어 적습니다.",
            "Check them; several are separated by spaces.",
        ),
    ),
    "answer_unreadable": Explanation(
        Text("서비스의 응답을 읽지 못했습니다.", "The service's answer could not be read."),
        Text("응답이 도중에 끊겼거나 형식이 다릅니다.", "It broke off, or it has another form."),
        _KEPT,
    ),
    "receipt_wrong": Explanation(
        Text("접수증을 확인하지 못했습니다.", "The receipt could not be verified."),
        Text(
            "서비스의 서명이 맞지 않거나 보낸 문서와 다른 문서의 접수증입니다.",
            "The service's signature is wrong, or it is for another document.",
        ),
        Text(
            "신청서를 다시 보내지 말고 오류 코드와 함께 조달청에 문의하십시오. "
            "보낸 문서와 응답은 보관되어 있습니다.",
            "Do not file again; report the error code. What was sent and answered is kept.",
        ),
    ),
    "service_certificate_wrong": Explanation(
        Text("서비스의 인증서를 신뢰할 수 없습니다.", "The service's certificate is not trusted."),
        Text(
            "이 프로그램이 신뢰하는 인증기관이 발급한 서비스 인증서가 아닙니다.",
            "It was not issued for a service by a CA this program trusts.",
        ),
        Text(
            "비밀번호를 더 입력하지 말고 관리자에게 알리십시오.",
            "Enter no further password and tell your administrator.",
        ),
    ),
    "service_unconfirmed": Explanation(
        Text("아직 확인하지 않은 서비스입니다.", "The service has not been confirmed yet."),
        Text(
            "이 주소의 서비스({name})가 신청을 접수하는 그 서비스인지 확인한 적이 없습니다. "
            "인증서 지문: {found}",
            "Nobody has confirmed that {name} at this address is the right service. "
            "Certificate: {found}",
        ),
        _CONFIRM,
    ),
    "service_changed": Explanation(
        Text("서비스가 바뀌었습니다.", "This is another service."),
        Text(
            "확인했던 서비스의 인증서가 아닙니다. 확인한 지문: {known}, 지금의 지문: {found}",
            "Its certificate is not the one that was confirmed. Confirmed: {known}. Now: {found}.",
        ),
        Text(
            "비밀번호를 더 입력하지 말고 관리자에게 물으십시오. 바뀐 것이 맞으면 설정에서 다시 "
            "확인하십시오.",
            "Enter no further password and ask your administrator. If the change is right, "
            "confirm the service again in the settings.",
        ),
    ),
    "challenge_foreign": Explanation(
        Text("서명하지 않았습니다.", "Nothing was signed."),
        Text(
            "서비스가 다른 서비스({service})나 다른 일에 쓰일 확인값을 보냈습니다.",
            "The service sent a challenge for another service ({service}) or another purpose.",
        ),
        Text(
            "설정의 서비스 주소를 확인하고 관리자에게 알리십시오.",
            "Check the address in the settings and tell your administrator.",
        ),
    ),
    "handover_unreadable": Explanation(
        Text("접수 파일을 열지 못했습니다.", "The file could not be opened."),
        Text(
            "{file}: 기관이 넘겨준 접수 파일이 아니거나 손상되었습니다.",
            "{file} is not a receipt from an agency, or is damaged.",
        ),
        Text("기관에서 파일을 다시 받으십시오.", "Get the file from the agency again."),
    ),
    "export_to_itself": Explanation(
        Text("내보낼 수 없습니다.", "It cannot be exported there."),
        Text(
            "받을 곳이 지금 등록되어 있는 서비스({name})와 같습니다.",
            "The receiving service is the one you are registered with ({name}).",
        ),
        Text("받을 기관의 서비스 주소를 입력하십시오.", "Enter the other service's address."),
    ),
    "identity_mismatch_here": Explanation(
        Text("이 인증서로는 신청할 수 없습니다.", "This certificate cannot be used here."),
        Text(
            "인증서의 신원이 신청서의 사업자등록번호({business_number})와 다릅니다.",
            "It does not belong to the business number of the form ({business_number}).",
        ),
        Text(
            "이 사업자의 인증서를 고르거나 신청서의 번호를 확인하십시오.",
            "Choose this business's certificate, or check the number in the form.",
        ),
    ),
    "certificate_unfit": Explanation(
        Text("이 인증서로는 서명할 수 없습니다.", "This certificate cannot sign here."),
        Text("{reason_ko}", "{reason_en}"),
        Text("다른 인증서를 선택하십시오.", "Choose another certificate."),
    ),
    "draft_damaged": Explanation(
        Text("저장된 신청서를 읽지 못했습니다.", "The saved draft could not be read."),
        Text("파일이 손상되었습니다.", "The file is damaged."),
        Text(
            "손상된 파일은 지우지 않고 {folder}에 두었습니다. 새로 작성하십시오.",
            "The damaged file is kept in {folder}. Please begin a new one.",
        ),
    ),
    "draft_newer": Explanation(
        Text("저장된 신청서를 열지 못했습니다.", "The saved draft could not be opened."),
        Text(
            "이 프로그램보다 새 버전에서 작성했습니다.", "A newer version of this program wrote it."
        ),
        Text(
            "프로그램을 새 버전으로 바꾸면 열 수 있습니다. 파일은 {folder}에 그대로 있습니다.",
            "Update the program to open it. Its file is unharmed in {folder}.",
        ),
    ),
    "draft_missing": Explanation(
        Text("그 신청서가 이 컴퓨터에 없습니다.", "That draft is not on this computer."),
        Text("지워졌거나 다른 컴퓨터에 있습니다.", "It was deleted or is on another computer."),
        Text("처음 화면에서 다시 선택하십시오.", "Choose again on the home screen."),
    ),
    "draft_not_saved": Explanation(
        Text("신청서를 저장하지 못했습니다.", "The draft could not be saved."),
        Text(
            "디스크가 가득 찼거나 쓸 수 없습니다({folder}).",
            "The disk is full or cannot be written ({folder}).",
        ),
        Text(
            "화면의 내용은 그대로입니다. 디스크 공간을 확보하면 자동으로 다시 저장합니다.",
            "What is on the screen is not lost. Free some space; it is then saved automatically.",
        ),
    ),
    "draft_changed": Explanation(
        Text(
            "다른 창에서 이 신청서를 먼저 고쳤습니다.",
            "Another window has changed this application meanwhile.",
        ),
        Text(
            "여기에 적은 것을 저장하면 그쪽에서 적은 것이 없어지므로 저장하지 않았습니다.",
            "Saving what is typed here would lose what was typed there, so it was not saved.",
        ),
        Text(
            "여기에 적은 것을 새 신청서로 보관하거나, 다른 창에서 적은 것을 불러오십시오.",
            "Keep what is typed here as another application, or load what was typed there.",
        ),
    ),
    "draft_closed": Explanation(
        Text("이 신청서는 고칠 수 없습니다.", "This application can no longer be changed."),
        Text("이미 서명하여 보냈습니다.", "It has been signed and sent."),
        Text("진행현황에서 상태를 확인하십시오.", "Look at its status."),
    ),
    "form_not_ready": Explanation(
        Text("신청서에 고칠 항목이 있습니다.", "The form has entries to correct."),
        Text("필수 항목이 비었거나 값이 맞지 않습니다.", "Something is missing or wrong."),
        Text("표시된 항목을 고친 뒤 다시 하십시오.", "Correct the marked entries."),
    ),
    "form_changed": Explanation(
        Text("서명하지 않았습니다.", "Nothing was signed."),
        Text("검토한 뒤에 신청서가 바뀌었습니다.", "The form changed after you had reviewed it."),
        Text("바뀐 신청서를 다시 검토하십시오.", "Review the changed form."),
    ),
    "not_logged_in": Explanation(
        Text("로그인되어 있지 않습니다.", "You are not logged in."),
        Text("로그인한 뒤에 볼 수 있는 정보입니다.", "This is shown after a login."),
        Text("인증서로 로그인하십시오.", "Log in with the certificate."),
    ),
    "practice_folder_unwritable": Explanation(
        Text("연습 서비스를 시작하지 못했습니다.", "The practice service did not start."),
        Text(
            "연습 자료를 두는 폴더({folder})를 만들거나 쓸 수 없습니다.",
            "The folder for what belongs to practice ({folder}) cannot be made or written.",
        ),
        Text(
            "폴더의 권한과 디스크 공간을 확인하거나, --folder로 다른 폴더를 정하여 시작하십시오.",
            "Check its permissions and the space on the disk, or start with --folder and another "
            "folder.",
        ),
    ),
    "practice_unavailable": Explanation(
        Text("연습 서비스를 시작하지 못했습니다.", "The practice service did not start."),
        Text(
            "서비스 부분이 설치되지 않았거나 시작 도중에 끝났습니다.",
            "Its part is not installed, or it ended while starting.",
        ),
        Text(
            "g2b-registration[server]가 설치되었는지 확인하고 다시 시작하십시오.",
            "Check that g2b-registration[server] is installed, and start again.",
        ),
    ),
    "unexpected": Explanation(
        Text("예기치 않은 오류가 발생하였습니다.", "Something unexpected failed."),
        Text("프로그램 안의 오류입니다.", "It is a fault inside the program."),
        _CALL,
    ),
}
