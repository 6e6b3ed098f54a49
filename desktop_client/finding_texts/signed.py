"""Signatures, envelopes, servers and what the user stopped."""

from registration.text import Explanation, Text

_NOT_GENUINE = Text("서명이 유효하지 않습니다.", "The signature is not valid.")
_NO_SIGNATURE = Text("서명을 읽지 못했습니다.", "The signature could not be read.")
_SIGNATURE_NOTE = Text("서명에 참고할 점이 있습니다.", "There is something to note.")
_NO_ENVELOPE = Text("암호문을 열지 못했습니다.", "The envelope could not be opened.")

_NO_STAMP = Text("서명 시각이 증명되지 않습니다.", "The time of signing is not proved.")
_STAMP_AGAIN = Text(
    "잠시 뒤에 다시 시도하거나 다른 시점확인 서버를 쓰십시오.",
    "Try again in a while, or use another time stamp server.",
)
_SIGN_AGAIN = Text("서명한 사람에게 다시 서명해 달라고 하십시오.", "Ask the signer to sign again.")
_RIGHT_FILE = Text("올바른 파일인지 확인하십시오.", "Check whether it is the right file.")
_SEND_AGAIN = Text("보낸 사람에게 다시 보내 달라고 하십시오.", "Ask the sender to send it again.")
_NOTHING = Text("따로 할 일은 없습니다.", "Nothing needs to be done.")

SIGNED_TEXTS: dict[str, Explanation] = {
    "cms_damaged": Explanation(
        _NO_SIGNATURE,
        Text(
            "서명 파일(CMS)이 아니거나 손상되었습니다.",
            "The file is not a CMS signature, or it is damaged.",
        ),
        _RIGHT_FILE,
    ),
    "cms_encrypted": Explanation(
        _NO_SIGNATURE,
        Text(
            "서명이 아니라 암호화된 파일입니다.",
            "The file is encrypted; it is not a signature.",
        ),
        Text(
            "받는 사람의 프로그램에서 먼저 암호를 푸십시오.",
            "Decrypt it first, with the program of its recipient.",
        ),
    ),
    "cms_compressed": Explanation(
        _NO_SIGNATURE,
        Text(
            "서명이 아니라 압축된 파일(CMS)입니다.",
            "The file is compressed (CMS); it is not a signature.",
        ),
        Text("먼저 압축을 푸십시오.", "Decompress it first."),
    ),
    "cms_unsigned": Explanation(
        _NO_SIGNATURE,
        Text(
            "서명이 들어 있지 않은 파일(CMS)입니다.",
            "This kind of CMS file contains no signature.",
        ),
        _RIGHT_FILE,
    ),
    "cms_of_program": Explanation(
        _NO_SIGNATURE,
        Text(
            "문서가 아니라 프로그램의 서명(Authenticode)입니다.",
            "It is the signature of a program (Authenticode), not of a document.",
        ),
        Text(
            "운영체제의 파일 속성에서 확인하십시오.",
            "Look at it in the properties the operating system shows of the file.",
        ),
    ),
    "signers_too_many": Explanation(
        Text("서명이 너무 많습니다.", "There are too many signatures."),
        Text(
            "한 파일에는 서명을 64개까지 다룹니다.",
            "Up to 64 signatures in a file are handled.",
        ),
        Text("원본 문서에 새로 서명하십시오.", "Sign the original document again."),
    ),
    "certificates_too_many": Explanation(
        Text("인증서가 너무 많습니다.", "There are too many certificates."),
        Text(
            "서명 파일 하나에 인증서를 256개까지 다룹니다.",
            "Up to 256 certificates in a signature file are handled.",
        ),
        Text("원본 문서에 새로 서명하십시오.", "Sign the original document again."),
    ),
    "bytes_after": Explanation(
        _SIGNATURE_NOTE,
        Text(
            "파일 끝에 빈 글자나 0이 덧붙어 있습니다.",
            "Blanks or zero bytes follow at the end of the file.",
        ),
        _NOTHING,
    ),
    "content_may_be_attributes": Explanation(
        Text(
            "서명 속성 없이는 서명할 수 없는 내용입니다.",
            "The content must not be signed without signed attributes.",
        ),
        Text(
            "다른 문서의 서명 속성으로 읽히므로, 그 문서에 서명한 것처럼 쓰일 수 있습니다.",
            "It reads like the signed attributes of another document, which would pass as signed.",
        ),
        Text(
            "속성이 있는 보통 서명으로 하고, 누가 왜 이 파일을 보냈는지 확인하십시오.",
            "Sign it with attributes, as is usual, and find out who sent this file and why.",
        ),
    ),
    "signature_wrong": Explanation(
        _NOT_GENUINE,
        Text(
            "서명 값이 맞지 않습니다. 서명한 뒤에 바뀌었습니다.",
            "The signature does not match: something was changed after signing.",
        ),
        _SIGN_AGAIN,
    ),
    "content_changed": Explanation(
        _NOT_GENUINE,
        Text("내용이 서명할 때와 다릅니다.", "The content differs from what was signed."),
        Text("서명한 원래 파일인지 확인하십시오.", "Check whether it is the file that was signed."),
    ),
    "document_changed": Explanation(
        Text("서명하지 않았습니다.", "Nothing was signed."),
        Text(
            "확인한 뒤에 파일이 바뀌었습니다.", "The file was changed after you had confirmed it."
        ),
        Text("파일을 다시 선택하십시오.", "Choose the file again."),
    ),
    "content_missing": Explanation(
        _NO_SIGNATURE,
        Text(
            "서명만 있고 서명한 내용이 들어 있지 않습니다.",
            "The signature does not contain what was signed.",
        ),
        Text("서명한 파일을 함께 지정하십시오.", "Name the file that was signed too."),
    ),
    "signer_missing": Explanation(
        _NOT_GENUINE,
        Text(
            "서명자나 서명자의 인증서가 들어 있지 않습니다.",
            "No signer, or not the signer's certificate, is inside.",
        ),
        _SIGN_AGAIN,
    ),
    "signers_several": Explanation(
        _NOT_GENUINE,
        Text("서명자가 한 명이 아닙니다.", "There is more than one signer."),
        _SIGN_AGAIN,
    ),
    "signed_attributes_missing": Explanation(
        _NOT_GENUINE,
        Text("서명 속성이 없는 서명입니다.", "The signature has no signed attributes."),
        _SIGN_AGAIN,
    ),
    "signed_attributes_wrong": Explanation(
        _NOT_GENUINE,
        Text("서명 속성이 표준과 다릅니다.", "The signed attributes break the standard."),
        _SIGN_AGAIN,
    ),
    "signing_certificate_mismatch": Explanation(
        _NOT_GENUINE,
        Text(
            "서명에 적힌 인증서와 들어 있는 인증서가 다릅니다.",
            "The signature names another certificate than the one inside.",
        ),
        _SIGN_AGAIN,
    ),
    "signing_certificate_missing": Explanation(
        _SIGNATURE_NOTE,
        Text(
            "어느 인증서로 서명했는지가 서명에 묶여 있지 않습니다.",
            "The signature is not bound to one certificate.",
        ),
        Text(
            "서명자의 인증서가 예상한 것인지 확인하십시오.",
            "Check that the signer's certificate is the one you expect.",
        ),
    ),
    "signing_time_missing": Explanation(
        _SIGNATURE_NOTE,
        Text("서명 시각이 적혀 있지 않습니다.", "The signature names no time."),
        _NOTHING,
    ),
    "signing_time_ahead": Explanation(
        _SIGNATURE_NOTE,
        Text(
            "적힌 서명 시각이 아직 오지 않았습니다.",
            "The time in the signature is in the future.",
        ),
        Text(
            "서명한 컴퓨터와 이 컴퓨터의 시각을 확인하십시오.",
            "Check the clocks of the signer's computer and of this one.",
        ),
    ),
    "cms_not_data": Explanation(
        Text("서명을 추가하지 못했습니다.", "No signature could be added."),
        Text(
            "문서가 아니라 다른 종류의 자료에 한 서명이라 더할 수 없습니다.",
            "What it signs is not a document but data of another kind.",
        ),
        Text("원본 문서에 새로 서명하십시오.", "Sign the original document again."),
    ),
    "timestamp_damaged": Explanation(
        _NO_STAMP,
        Text("시점확인 값이 손상되었습니다.", "The time stamp is damaged."),
        _STAMP_AGAIN,
    ),
    "timestamp_refused": Explanation(
        _NO_STAMP,
        Text("시점확인 서버가 요청을 거절했습니다.", "The time stamp server refused the request."),
        _STAMP_AGAIN,
    ),
    "timestamp_answer_wrong": Explanation(
        _NO_STAMP,
        Text(
            "서버의 응답이 이 서명에 대한 것이 아니거나 유효하지 않습니다.",
            "The server's answer is not about this signature, or not valid.",
        ),
        _STAMP_AGAIN,
    ),
    "timestamp_imprint_wrong": Explanation(
        _NO_STAMP,
        Text("다른 서명에 대한 시점확인입니다.", "The time stamp is over another signature."),
        _STAMP_AGAIN,
    ),
    "timestamp_not_allowed": Explanation(
        _NO_STAMP,
        Text(
            "시점확인용 인증서로 만든 것이 아닙니다.",
            "It was not made with a certificate for time stamps.",
        ),
        _STAMP_AGAIN,
    ),
    "timestamp_unproved": Explanation(
        _SIGNATURE_NOTE,
        Text(
            "시점확인이 있지만 유효하다고 확인되지 않아 서명 시각을 증명하지 못합니다.",
            "There is a time stamp, but it is not known to be valid, so it proves no time.",
        ),
        Text(
            "시점확인 기관의 인증서를 믿을 수 있는지 확인하십시오.",
            "Check whether the time stamp server's certificate is to be trusted.",
        ),
    ),
    "timestamp_uncheckable": Explanation(
        _SIGNATURE_NOTE,
        Text(
            "시점확인 기관의 인증서에 폐지 여부를 물을 주소가 없어 서명 시각을 증명하지 못합니다.",
            "The time stamp server's certificate names no place to ask whether it is revoked, so "
            "no time is proved.",
        ),
        Text(
            "그 기관의 폐지목록을 파일로 지정하거나, 폐지 확인을 '가능하면'으로 정하십시오.",
            "Name its revocation list as a file, or have revocation checked where possible only.",
        ),
    ),
    "timestamp_unusable": Explanation(
        _NO_STAMP,
        Text(
            "시점확인 서버가 준 값은 검증할 때 인정되지 않으므로 쓰지 않았습니다.",
            "What the time stamp server gave would not count when verified; it was not used.",
        ),
        Text("다른 시점확인 서버를 쓰십시오.", "Use another time stamp server."),
    ),
    "timestamp_server_error": Explanation(
        _NO_STAMP,
        Text(
            "시점확인 서버가 그 주소에서 오류로 답했습니다.",
            "The time stamp server answers with an error at that address.",
        ),
        Text(
            "주소가 맞는지 확인하거나 다른 시점확인 서버를 쓰십시오.",
            "Check the address, or use another time stamp server.",
        ),
    ),
    "timestamp_ahead": Explanation(
        _NO_STAMP,
        Text("시점확인 시각이 아직 오지 않았습니다.", "The stamped time is in the future."),
        Text(
            "이 컴퓨터의 날짜와 시각이 맞는지 확인하십시오.",
            "Check the date and time of this computer.",
        ),
    ),
    "timestamp_behind": Explanation(
        _NO_STAMP,
        Text(
            "방금 받은 시점확인의 시각이 이 컴퓨터의 시각보다 훨씬 이릅니다.",
            "The new time stamp is long before this computer's time.",
        ),
        Text(
            "이 컴퓨터의 날짜와 시각이 맞는지 확인하거나 다른 시점확인 서버를 쓰십시오.",
            "Check the date and time of this computer, or use another time stamp server.",
        ),
    ),
    "timestamp_missing": Explanation(
        _NO_STAMP,
        Text("시점확인을 준 서버가 없습니다.", "No server gave a time stamp."),
        _STAMP_AGAIN,
    ),
    "envelope_damaged": Explanation(
        _NO_ENVELOPE,
        Text("암호문이 아니거나 도중에 바뀌었습니다.", "It is not an envelope, or it was changed."),
        _SEND_AGAIN,
    ),
    "envelope_unreadable": Explanation(
        _NO_ENVELOPE,
        Text("이 개인키로는 풀리지 않습니다.", "This private key does not open it."),
        _SEND_AGAIN,
    ),
    "envelope_unsupported": Explanation(
        _NO_ENVELOPE,
        Text(
            "이 프로그램이 모르는 알고리즘을 씁니다.",
            "It uses an algorithm this program does not know.",
        ),
        _SEND_AGAIN,
    ),
    "envelope_for_another": Explanation(
        _NO_ENVELOPE,
        Text("다른 인증서 앞으로 만든 암호문입니다.", "It is sealed for another certificate."),
        _SEND_AGAIN,
    ),
    "unreachable": Explanation(
        Text("서버에 연결하지 못했습니다.", "The server could not be reached."),
        Text(
            "서버가 응답하지 않거나 인터넷이 끊겼습니다.",
            "It does not answer, or the network is down.",
        ),
        Text(
            "인터넷 연결을 확인하고 잠시 뒤에 다시 시도하십시오.",
            "Check the network and try again in a while.",
        ),
    ),
    "cancelled": Explanation(
        Text("작업을 멈추었습니다.", "The work was stopped."),
        Text("사용자가 취소했습니다.", "You cancelled it."),
        Text("필요하면 다시 시작하십시오.", "Start again when you need to."),
    ),
}
