"""Writing certificates to disk, PFX files and security tokens."""

from registration.text import Explanation, Text

_NOT_WRITTEN = Text("인증서를 저장하지 못했습니다.", "The certificate could not be saved.")
_NO_PFX = Text("PFX 파일을 열지 못했습니다.", "The PFX file could not be opened.")
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

KEEPING_TEXTS: dict[str, Explanation] = {
    "disk_full": Explanation(
        _NOT_WRITTEN,
        Text("저장할 공간이 없습니다.", "No space is left on the disk."),
        Text("공간을 비우거나 다른 곳에 저장하십시오.", "Free some space, or save it elsewhere."),
    ),
    "read_only": Explanation(
        _NOT_WRITTEN,
        Text(
            "쓰기가 금지된 디스크이거나 쓸 권한이 없습니다.",
            "The disk is write-protected, or permission is lacking.",
        ),
        Text(
            "쓰기 잠금을 풀거나 쓸 수 있는 곳을 고르십시오.",
            "Unlock it, or choose a place that can be written.",
        ),
    ),
    "drive_vanished": Explanation(
        _NOT_WRITTEN,
        Text("디스크가 빠졌거나 고장 났습니다.", "The drive was removed, or it is failing."),
        Text(
            "이동식 디스크를 다시 연결하고 처음부터 다시 하십시오.",
            "Reconnect the drive and start again.",
        ),
    ),
    "not_written": Explanation(
        _NOT_WRITTEN,
        Text("운영체제가 쓰기를 거부했습니다.", "The operating system refused to write."),
        Text("다른 위치를 골라 보십시오.", "Try another place."),
    ),
    "written_wrong": Explanation(
        _NOT_WRITTEN,
        Text(
            "저장한 것을 다시 읽어 보니 내용이 다릅니다.",
            "What was saved reads back differently.",
        ),
        Text(
            "그 디스크를 믿지 말고 다른 곳에 저장하십시오.",
            "Do not trust that disk; save it elsewhere.",
        ),
    ),
    "certificate_differs": Explanation(
        _NOT_WRITTEN,
        Text(
            "그 자리에 다른 인증서가 이미 있습니다.",
            "Another certificate is there already.",
        ),
        Text(
            "다른 폴더를 고르거나, 있던 인증서를 먼저 옮기십시오.",
            "Choose another folder, or move that certificate away first.",
        ),
    ),
    "change_unfinished": Explanation(
        Text("저장이 중간에 끊겼습니다.", "Saving was interrupted."),
        Text(
            "새 비밀번호나 새 파일이 일부만 자리를 잡았습니다.",
            "The new password or files are only partly in place.",
        ),
        Text(
            "디스크를 연결한 채 같은 작업을 다시 하면 마무리됩니다.",
            "Do the same again with the disk connected; that completes it.",
        ),
    ),
    "pfx_damaged": Explanation(
        _NO_PFX,
        Text("PFX 파일이 손상되었거나 PFX 파일이 아닙니다.", "It is damaged, or no PFX file."),
        Text("인증서를 다시 내보내십시오.", "Export the certificate again."),
    ),
    "pfx_incomplete": Explanation(
        _NO_PFX,
        Text(
            "PFX 파일에 인증서와 그 개인키가 함께 들어 있지 않습니다.",
            "The PFX file does not hold a certificate together with its private key.",
        ),
        Text("개인키를 포함하여 다시 내보내십시오.", "Export it again, with the private key."),
    ),
    "pfx_unsupported": Explanation(
        _NO_PFX,
        Text(
            "이 프로그램이 모르는 방식으로 보호된 PFX 파일입니다.",
            "The PFX file is protected in a way this program does not know.",
        ),
        Text(
            "비밀번호로 보호하는 방식으로 다시 내보내십시오.",
            "Export it again, protected by a password.",
        ),
    ),
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
            "The token holds no private key for this certificate.",
        ),
        Text("다른 인증서를 고르십시오.", "Choose another certificate."),
    ),
    "token_failed": Explanation(
        _NO_TOKEN,
        Text("보안토큰이 오류를 냈습니다.", "The token reported an error."),
        _CONNECT,
    ),
}
