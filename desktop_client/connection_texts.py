"""What a person is told of a connection that did not come about, by code."""

from registration.text import Explanation, Text

_NOT_CONNECTED = Text("서비스에 연결하지 못했습니다.", "The service could not be reached.")
_CERTIFICATE_NEXT = Text(
    "보내지 않았습니다. 공용 와이파이라면 다른 연결을 쓰고, 회사 안이라면 전산 담당자에게 "
    "문의하십시오.",
    "Nothing was sent. On a public network use another one; in an office ask whoever runs it.",
)
_ASK_OFFICE = Text(
    "회사의 전산 담당자에게 프록시 설정을 문의하십시오.",
    "Ask whoever runs your office's network about the proxy.",
)

CONNECTIONS_TOLD: dict[str, Explanation] = {
    "service_name_unknown": Explanation(
        _NOT_CONNECTED,
        Text(
            "서비스 주소의 이름을 찾지 못했습니다. 인터넷이 끊겼거나 주소가 잘못되었습니다.",
            "The name in its address was not found: the network is down, or the address is wrong.",
        ),
        Text(
            "인터넷 연결과, 설정에 적힌 서비스 주소를 확인하십시오.",
            "Check the network, and the service's address in the settings.",
        ),
    ),
    "service_not_running": Explanation(
        _NOT_CONNECTED,
        Text(
            "그 주소의 컴퓨터는 있으나 서비스가 실행되고 있지 않습니다.",
            "The computer at that address is there, but no service runs on it.",
        ),
        Text(
            "잠시 뒤 다시 시도하고, 설정에 적힌 주소와 포트를 확인하십시오.",
            "Try again later, and check address and port in the settings.",
        ),
    ),
    "service_certificate_untrusted": Explanation(
        _NOT_CONNECTED,
        Text(
            "서버 인증서를 믿을 수 없습니다. 누군가 통신을 가로채고 있거나, 회사의 보안 "
            "프로그램이 쓰는 인증서가 이 컴퓨터에 등록되어 있지 않습니다.",
            "Its server certificate cannot be trusted: somebody may be listening in, or the "
            "certificate of your office's security software is not installed on this computer.",
        ),
        _CERTIFICATE_NEXT,
    ),
    "service_certificate_expired": Explanation(
        _NOT_CONNECTED,
        Text(
            "서버 인증서의 유효기간이 지났거나 아직 시작되지 않았습니다.",
            "Its server certificate is expired, or not valid yet.",
        ),
        Text(
            "이 컴퓨터의 날짜와 시각을 확인하고, 맞으면 서비스 운영자에게 알리십시오.",
            "Check date and time of this computer; if they are right, tell the service's operator.",
        ),
    ),
    "service_certificate_of_another": Explanation(
        _NOT_CONNECTED,
        Text(
            "서버 인증서가 이 주소의 것이 아닙니다. 다른 서버에 연결되었을 수 있습니다.",
            "Its server certificate is for another address: this may be another server.",
        ),
        Text(
            "설정에 적힌 서비스 주소를 확인하십시오. 공용 와이파이라면 다른 연결을 쓰십시오.",
            "Check the service's address in the settings. On a public network use another one.",
        ),
    ),
    "service_tls_failed": Explanation(
        _NOT_CONNECTED,
        Text(
            "안전한 연결(TLS 1.2 이상)을 맺지 못했습니다.",
            "No secure connection (TLS 1.2 or newer) came about.",
        ),
        Text(
            "설정에 적힌 주소와 포트를 확인하고, 되풀이되면 서비스 운영자에게 알리십시오.",
            "Check address and port in the settings; if it happens again, tell the operator.",
        ),
    ),
    "proxy_login": Explanation(
        _NOT_CONNECTED,
        Text(
            "회사 프록시가 사용자 이름과 비밀번호를 요구합니다(407).",
            "The office's proxy asks for a user name and password (407).",
        ),
        Text(
            "시스템의 프록시 설정이나 HTTPS_PROXY에 http://사용자:비밀번호@주소:포트로 적고 다시 "
            "시작하십시오.",
            "Put them into the system's proxy settings or HTTPS_PROXY, as "
            "http://user:password@address:port, and start again.",
        ),
    ),
    "proxy_refused": Explanation(
        _NOT_CONNECTED,
        Text(
            "회사 프록시가 이 주소로 가는 연결을 허락하지 않습니다.",
            "The office's proxy does not permit connections to this address.",
        ),
        _ASK_OFFICE,
    ),
    "proxy_unreachable": Explanation(
        _NOT_CONNECTED,
        Text(
            "설정된 프록시가 응답하지 않습니다.",
            "The proxy that is set does not answer.",
        ),
        Text(
            "시스템의 프록시 설정이나 HTTPS_PROXY를 확인하십시오. 지금 있는 곳에 프록시가 없으면 "
            "설정을 지우십시오.",
            "Check the system's proxy settings or HTTPS_PROXY. Where you are now there may be "
            "none: then remove the setting.",
        ),
    ),
    "proxy_wrong": Explanation(
        _NOT_CONNECTED,
        Text(
            "설정된 프록시의 주소가 올바르지 않습니다.",
            "The address of the proxy that is set is wrong.",
        ),
        Text(
            "시스템의 프록시 설정이나 HTTPS_PROXY를 http://주소:포트로 고치십시오.",
            "Correct the system's proxy settings or HTTPS_PROXY: http://address:port.",
        ),
    ),
    "proxy_unsupported": Explanation(
        _NOT_CONNECTED,
        Text(
            "프록시가 자동 구성 스크립트(PAC)나 SOCKS로 설정되어 있습니다. 이 프로그램은 HTTP "
            "프록시만 쓸 수 있습니다.",
            "The proxy is set by a script (PAC) or as SOCKS. This program uses HTTP proxies only.",
        ),
        Text(
            "전산 담당자에게 HTTP 프록시의 주소를 물어 HTTPS_PROXY에 http://주소:포트로 "
            "적으십시오.",
            "Ask for the address of an HTTP proxy and put it into HTTPS_PROXY as "
            "http://address:port.",
        ),
    ),
}
