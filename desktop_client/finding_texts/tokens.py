"""Security tokens (보안토큰): what they and their drivers refuse."""

from registration.text import Explanation, Text

_NOT_IN_TOKEN = Text(
    "보안토큰에 저장하지 못했습니다.", "It could not be kept on the security token."
)
_NO_TOKEN = Text("보안토큰을 쓰지 못했습니다.", "The security token could not be used.")
_RESTART = Text(
    "보안토큰을 뽑았다가 다시 꽂고 시도하십시오. 되풀이되면 제조사의 최신 구동프로그램을 "
    "설치하십시오. 디스크에 있는 인증서는 그대로 쓸 수 있습니다.",
    "Unplug the token, plug it in, and try again. If it happens again, install the latest driver "
    "from the token's maker. Certificates on disk can be used meanwhile.",
)
_CONNECT = Text(
    "보안토큰을 뽑았다가 다시 꽂고 시도하십시오.", "Unplug the token, plug it in, and try again."
)

TOKEN_TEXTS: dict[str, Explanation] = {
    "token_driver_unusable": Explanation(
        _NO_TOKEN,
        Text(
            "보안토큰 구동프로그램이 없거나 시작되지 않습니다.",
            "The token's driver is missing or does not start.",
        ),
        Text(
            "보안토큰 제조사의 구동프로그램을 설치하십시오.",
            "Install the driver from the token's maker.",
        ),
    ),
    "token_driver_hangs": Explanation(
        _NO_TOKEN,
        Text(
            "보안토큰 구동프로그램이 오랫동안 응답하지 않아 멈추게 했습니다.",
            "The token's driver did not answer for too long and was stopped.",
        ),
        _RESTART,
    ),
    "token_driver_crashed": Explanation(
        _NO_TOKEN,
        Text(
            "보안토큰 구동프로그램이 오류로 중단되었습니다.",
            "The token's driver crashed.",
        ),
        _RESTART,
    ),
    "token_missing": Explanation(
        _NO_TOKEN,
        Text("보안토큰이 연결되어 있지 않습니다.", "The security token is not connected."),
        _CONNECT,
    ),
    "token_pin_wrong": Explanation(
        _NO_TOKEN,
        Text("보안토큰 비밀번호(PIN)가 맞지 않습니다.", "The PIN of the token is wrong."),
        Text(
            "여러 번 틀리면 잠깁니다. 확인하고 다시 입력하십시오.",
            "Too many wrong ones lock it. Check the PIN and type it again.",
        ),
    ),
    "token_pin_last_try": Explanation(
        _NO_TOKEN,
        Text(
            "보안토큰 비밀번호(PIN)가 맞지 않습니다. 한 번만 더 틀리면 보안토큰이 잠깁니다.",
            "The PIN is wrong. One more wrong PIN locks the token.",
        ),
        Text(
            "PIN을 확실히 알 때만 다시 입력하십시오. 모르면 보안토큰 제조사에 문의하십시오.",
            "Type it again only if you are sure of it. Otherwise ask the token's maker.",
        ),
    ),
    "token_pin_locked": Explanation(
        _NO_TOKEN,
        Text(
            "비밀번호(PIN)를 여러 번 틀려 보안토큰이 잠겼습니다.",
            "The token is locked after too many wrong PINs.",
        ),
        Text(
            "제조사의 관리 프로그램에서 잠금을 푸십시오.",
            "Unlock it with the program of the token's maker.",
        ),
    ),
    "token_in_use": Explanation(
        _NO_TOKEN,
        Text(
            "이 보안토큰에 이미 로그인되어 있습니다.",
            "Somebody is already logged in to this token.",
        ),
        Text(
            "다른 창이나 프로그램에서 하던 일을 마치고 다시 하십시오.",
            "Finish what uses it in another window or program, and try again.",
        ),
    ),
    "token_key_missing": Explanation(
        _NO_TOKEN,
        Text(
            "보안토큰에 이 인증서의 개인키가 없습니다.",
            "The token has no private key for this certificate.",
        ),
        Text("다른 인증서를 선택하십시오.", "Choose another certificate."),
    ),
    "token_key_not_made": Explanation(
        _NOT_IN_TOKEN,
        Text(
            "이 보안토큰은 고른 길이의 키를 만들지 못합니다.",
            "This token makes no keys of the chosen length.",
        ),
        Text(
            "더 짧은 키 길이나 다른 저장 위치를 선택하십시오.",
            "Choose a shorter key, or another place.",
        ),
    ),
    "token_key_unsafe": Explanation(
        _NOT_IN_TOKEN,
        Text(
            "이 보안토큰은 개인키를 밖으로 내보낼 수 있어 안전하지 않습니다.",
            "This token would give the private key out, which is not safe.",
        ),
        Text("다른 저장 위치를 선택하십시오.", "Choose another place."),
    ),
    "token_full": Explanation(
        _NOT_IN_TOKEN,
        Text("보안토큰에 빈 공간이 없습니다.", "The token has no room left."),
        Text(
            "제조사의 관리 프로그램에서 쓰지 않는 인증서를 지우거나, 다른 저장 위치를 "
            "선택하십시오.",
            "Delete unused certificates with the program of the token's maker, or choose another "
            "place.",
        ),
    ),
    "token_read_only": Explanation(
        _NOT_IN_TOKEN,
        Text("쓰기가 금지된 보안토큰입니다.", "The token is write-protected."),
        Text(
            "쓰기 금지를 풀거나 다른 저장 위치를 선택하십시오.",
            "Lift the protection, or choose another place.",
        ),
    ),
    "token_issuance_incomplete": Explanation(
        Text("발급을 이어서 할 수 없습니다.", "Issuing cannot be continued."),
        Text(
            "보안토큰에 키를 다 만들기 전에 중단되었거나, 보안토큰에서 키가 지워졌습니다.",
            "It broke off before the keys were complete on the token, or they were deleted there.",
        ),
        Text(
            "발급을 포기하고 새로 시작하십시오. 요청을 보내지 않았으면 번호를 다시 쓸 수 있습니다.",
            "Give it up and start again. The numbers can be used again unless the request "
            "was already sent.",
        ),
    ),
    "token_failed": Explanation(
        _NO_TOKEN,
        Text("보안토큰이 오류를 냈습니다.", "The token reported an error."),
        _CONNECT,
    ),
}
