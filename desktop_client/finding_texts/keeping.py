"""Writing certificates to disk and PFX files."""

from registration.text import Explanation, Text

_NOT_WRITTEN = Text("디스크에 쓰지 못했습니다.", "The disk could not be written.")
_NOT_PLACED = Text("인증서를 저장하지 못했습니다.", "The certificate could not be saved.")
_NOT_CHANGED = Text(
    "인증서 폴더를 바꾸지 못했습니다.", "The certificate folder could not be changed."
)
_NO_FILE_WRITTEN = Text("파일을 저장하지 않았습니다.", "The file was not saved.")
_OTHER_NAME = Text("다른 이름을 선택하십시오.", "Choose another name.")
_UNFIT = Text("이 비밀번호로 정할 수 없습니다.", "This password cannot be chosen.")
_RULE = Text(
    "문자와 숫자와 특수문자를 섞어 10자 이상으로 정하십시오. ' \" \\ | 는 쓸 수 없습니다.",
    "Choose ten characters or more, of letters, digits and signs, without ' \" \\ |.",
)
_NO_PFX = Text("PFX 파일을 열지 못했습니다.", "The PFX file could not be opened.")


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
            "쓰기 잠금을 풀거나 쓸 수 있는 곳을 선택하십시오.",
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
    "output_not_written": Explanation(
        _NO_FILE_WRITTEN,
        Text(
            "폴더가 없거나, 쓸 권한이나 공간이 없습니다.",
            "There is no such folder, no permission, or no space.",
        ),
        Text("다른 위치를 선택하십시오.", "Choose another place."),
    ),
    "output_is_input": Explanation(
        _NO_FILE_WRITTEN,
        Text(
            "이 작업에 쓰이는 파일이나 이 프로그램의 파일을 덮어쓰게 됩니다.",
            "It would overwrite a file that is needed for this, or one of the program's own.",
        ),
        _OTHER_NAME,
    ),
    "output_protected": Explanation(
        _NO_FILE_WRITTEN,
        Text(
            "그 자리에 있는 파일은 쓰기가 금지되어 있습니다.",
            "The file that is there is write-protected.",
        ),
        _OTHER_NAME,
    ),
    "output_exists": Explanation(
        _NO_FILE_WRITTEN,
        Text("그 이름의 파일이 이미 있습니다.", "There is a file of that name already."),
        Text(
            "다른 이름을 선택하십시오. 명령에서는 --force로 덮어쓸 수 있습니다.",
            "Choose another name. In a command --force overwrites it.",
        ),
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
    "password_too_short": Explanation(
        _UNFIT,
        Text("10자보다 짧습니다.", "It has fewer than 10 characters."),
        _RULE,
    ),
    "password_too_plain": Explanation(
        _UNFIT,
        Text(
            "문자, 숫자, 특수문자 가운데 빠진 것이 있습니다.",
            "It needs letters, digits and signs.",
        ),
        _RULE,
    ),
    "password_forbidden": Explanation(
        _UNFIT,
        Text(
            "인증기관이 허용하지 않는 문자( ' \" \\ | )가 들어 있습니다.",
            "It has a sign that the CAs do not permit ( ' \" \\ | ).",
        ),
        _RULE,
    ),
    "folder_in_use": Explanation(
        _NOT_CHANGED,
        Text(
            "다른 프로그램이 이 인증서 폴더를 쓰고 있습니다.",
            "Another program is using this certificate folder.",
        ),
        Text("그 작업이 끝난 뒤 다시 하십시오.", "Try again once it has finished."),
    ),
    "file_in_use": Explanation(
        _NOT_CHANGED,
        Text(
            "다른 프로그램이 인증서 파일을 열어 두고 있습니다.",
            "Another program keeps a file of the certificate open.",
        ),
        Text("그 프로그램을 닫고 다시 하십시오.", "Close that program and try again."),
    ),
    "certificate_differs": Explanation(
        _NOT_PLACED,
        Text(
            "그 자리에 다른 인증서가 이미 있습니다.",
            "Another certificate is there already.",
        ),
        Text(
            "다른 폴더를 고르거나, 있던 인증서를 먼저 옮기십시오.",
            "Choose another folder, or move that certificate away first.",
        ),
    ),
    "certificate_there": Explanation(
        _NOT_PLACED,
        Text(
            "그 자리에 같은 인증서가 이미 있습니다. 바꾸면 그곳의 비밀번호도 바뀝니다.",
            "The same certificate is there already. Replacing it changes the password there.",
        ),
        Text(
            "그대로 두거나, 바꾸겠다고 확인하십시오(명령줄에서는 --replace).",
            "Leave it, or confirm that it is to be replaced (--replace at the command line).",
        ),
    ),
    "km_pair_differs": Explanation(
        _NOT_PLACED,
        Text(
            "그 폴더에 있는 암호용 인증서와 키가 새로 저장할 것과 맞지 않아, 저장하면 없어지거나 "
            "비밀번호가 서로 달라집니다.",
            "The key management pair in that folder does not go with what would be saved: it "
            "would be lost, or have another password.",
        ),
        Text(
            "다른 폴더에 저장하십시오. PFX 파일이라면 그 폴더의 지금 비밀번호를 새 비밀번호로 "
            "정해도 됩니다.",
            "Save it in another folder. From a PFX file, the password of that folder may be "
            "chosen as the new one.",
        ),
    ),
    "place_taken": Explanation(
        _NOT_PLACED,
        Text(
            "그 자리에 어느 인증서의 것인지 알 수 없는 파일이 있습니다.",
            "There are files that belong to no known certificate.",
        ),
        Text(
            "다른 폴더를 고르거나, 있던 파일을 먼저 옮기십시오.",
            "Choose another folder, or move those files away first.",
        ),
    ),
    "change_unfinished": Explanation(
        Text("저장이 중간에 끊겼습니다.", "Saving was interrupted."),
        Text(
            "바꾸던 비밀번호나 파일이 아직 정리되지 않았습니다.",
            "A new password or new files are only partly in place.",
        ),
        Text(
            "디스크를 연결한 채 이 폴더의 비밀번호를 변경하면 정리됩니다. 바꾸기 전의 비밀번호를 "
            "쓰고, 맞지 않으면 새로 정했던 비밀번호를 쓰십시오.",
            "Change the password of this folder with the disk connected; that settles it. Use "
            "the password from before, or, if it is wrong, the new one.",
        ),
    ),
    "folder_too_full": Explanation(
        Text("폴더를 다 살펴보지 못했습니다.", "The folder was not searched completely."),
        Text(
            "폴더에 든 것이 너무 많아 일부 인증서가 목록에 없을 수 있습니다.",
            "It contains so many files that certificates may be missing from the list.",
        ),
        Text(
            "필요 없는 것을 다른 폴더로 옮기고 다시 찾으십시오.",
            "Move what is not needed elsewhere and search again.",
        ),
    ),
    "pfx_damaged": Explanation(
        _NO_PFX,
        Text("PFX 파일이 손상되었거나 PFX 파일이 아닙니다.", "It is damaged, or no PFX file."),
        Text("인증서를 다시 내보내십시오.", "Export the certificate again."),
    ),
    "pfx_is_jks": Explanation(
        _NO_PFX,
        Text(
            "PFX가 아니라 Java 키 저장소(JKS) 파일입니다.",
            "It is a Java key store (JKS), not a PFX file.",
        ),
        Text(
            "keytool -importkeystore 명령으로 PKCS12 형식으로 바꾸어 가져오십시오.",
            "Convert it to PKCS12 with keytool -importkeystore.",
        ),
    ),
    "pfx_is_pem": Explanation(
        _NO_PFX,
        Text(
            "PFX가 아니라 글자로 된 PEM 파일입니다.",
            "It is PEM, which is text, not a PFX file.",
        ),
        Text(
            "PFX(.pfx, .p12) 형식으로 다시 내보내 가져오십시오.",
            "Export it again as PFX (.pfx, .p12).",
        ),
    ),
    "pfx_incomplete": Explanation(
        _NO_PFX,
        Text(
            "PFX 파일에 인증서와 그 개인키가 함께 들어 있지 않습니다.",
            "The PFX file does not contain a certificate together with its private key.",
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
            "내보낸 프로그램에서 AES와 SHA-256을 쓰는 방식으로 다시 내보내십시오.",
            "Export it again with AES and SHA-256 in the program it came from.",
        ),
    ),
}
