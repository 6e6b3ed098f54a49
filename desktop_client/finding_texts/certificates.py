"""Files, the certificate by itself, its private key, identity and policy."""

from registration import reasons
from registration.text import Explanation, Text

_NO_FILE = Text("파일을 읽지 못했습니다.", "The file could not be read.")
_NO_CERTIFICATE = Text("인증서를 읽지 못했습니다.", "The certificate could not be read.")
_NO_KEY = Text("개인키를 열지 못했습니다.", "The private key could not be opened.")
_NOT_USABLE = Text("사용할 수 없는 인증서입니다.", "This certificate cannot be used.")
_NO_IDENTITY = Text("신원을 확인하지 못했습니다.", "The identity could not be confirmed.")
_NOT_HERE = Text(
    "이 업무에 쓸 수 없는 인증서입니다.", "This certificate cannot be used for this purpose."
)

_CHECK_PLACE = Text(
    "경로와 접근 권한을 확인하고, 이동식 디스크라면 다시 연결하십시오.",
    "Check the path and the permissions; reconnect a removable drive.",
)
_COPY_AGAIN = Text(
    "인증서를 복사해 온 곳에서 폴더 전체를 다시 복사하거나, 인증기관에서 재발급받으십시오.",
    "Copy the whole folder again from where it came, or have the CA reissue the certificate.",
)
_RENEW = Text(
    "인증기관에서 갱신하거나 새로 발급받으십시오.", "Renew it, or get a new one, at the CA."
)
_OTHER = Text("다른 인증서를 선택하십시오.", "Choose another certificate.")
_BUSINESS = Text(
    "사업자 범용 공동인증서를 선택하십시오.",
    "Choose a general joint certificate issued to the business.",
)
_REISSUE = Text("인증기관에서 재발급받으십시오.", "Have the CA reissue the certificate.")

CERTIFICATE_TEXTS: dict[str, Explanation] = {
    "file_missing": Explanation(
        _NO_FILE, Text("그 위치에 파일이나 폴더가 없습니다.", "Nothing is there."), _CHECK_PLACE
    ),
    "file_unreadable": Explanation(
        _NO_FILE,
        Text(
            "읽을 권한이 없거나 저장 장치에 문제가 있습니다.",
            "Permission is lacking, or the medium is faulty.",
        ),
        _CHECK_PLACE,
    ),
    "not_a_file": Explanation(
        _NO_FILE,
        Text(
            "파일이 있어야 할 자리에 폴더나 장치가 있습니다.",
            "There is a folder or a device where a file is expected.",
        ),
        _COPY_AGAIN,
    ),
    "too_large": Explanation(
        _NO_FILE,
        Text("이런 파일로는 지나치게 큽니다.", "It is far too large for a file of its kind."),
        Text("올바른 파일인지 확인하십시오.", "Check whether it is the right file."),
    ),
    "folder_unreadable": Explanation(
        Text("폴더를 열지 못했습니다.", "The folder could not be opened."),
        Text(
            "읽을 권한이 없거나 저장 장치에 문제가 있습니다.",
            "Permission is lacking, or the medium is faulty.",
        ),
        _CHECK_PLACE,
    ),
    "certificate_missing": Explanation(
        _NO_CERTIFICATE,
        Text(
            "폴더에 서명용 인증서(signCert.der)가 없습니다.",
            "The folder has no signing certificate (signCert.der).",
        ),
        _COPY_AGAIN,
    ),
    "certificate_damaged": Explanation(
        _NO_CERTIFICATE,
        Text("인증서 파일이 손상되었습니다.", "The certificate file is damaged."),
        _COPY_AGAIN,
    ),
    "certificate_padded": Explanation(
        Text("인증서 파일 끝에 덧붙은 것이 있습니다.", "Something follows the certificate."),
        Text(
            "인증서 뒤에 줄바꿈이나 빈 바이트가 있어 그 부분은 읽지 않았습니다.",
            "Line ends or zeros after the certificate in its file were passed over.",
        ),
        Text("그대로 써도 됩니다.", "It can be used as it is."),
    ),
    "key_padded": Explanation(
        Text("개인키 파일 끝에 덧붙은 것이 있습니다.", "Something follows the private key."),
        Text(
            "개인키 뒤에 줄바꿈이나 빈 바이트가 있어 그 부분은 읽지 않았습니다.",
            "Line ends or zeros after the key in its file were passed over.",
        ),
        Text("그대로 써도 됩니다.", "It can be used as it is."),
    ),
    "key_file_chosen": Explanation(
        Text("고른 것은 개인키 파일입니다.", "The private key file was chosen."),
        Text(
            "개인키 파일에는 인증서가 없어, 같은 폴더의 인증서를 보여 드립니다.",
            "A key file contains no certificate; the one in its folder is shown.",
        ),
        Text("손상된 것은 없습니다.", "Nothing is damaged."),
    ),
    "name_not_text": Explanation(
        Text("인증서의 이름을 모두 읽지는 못했습니다.", "Not all of a name could be read."),
        Text(
            "인증서의 이름에 글자가 아닌 값이 있어 16진수로 표시합니다.",
            "A name in the certificate contains a value that is not text; its digits are shown.",
        ),
        Text(
            "인증기관이 발급한 것이 맞는지 확인하십시오.",
            "Check that its CA has issued it like this.",
        ),
    ),
    "certificate_expired": Explanation(
        _NOT_USABLE, Text("인증서의 유효기간이 지났습니다.", "The certificate has expired."), _RENEW
    ),
    "certificate_not_yet_valid": Explanation(
        _NOT_USABLE,
        Text(
            "인증서의 유효기간이 아직 시작되지 않았습니다.",
            "The certificate is not valid yet.",
        ),
        Text(
            "컴퓨터의 날짜와 시각이 맞는지 확인하십시오.",
            "Check the date and time of this computer.",
        ),
    ),
    "certificate_expires_soon": Explanation(
        Text("인증서가 곧 만료됩니다.", "The certificate expires soon."),
        Text("유효기간이 며칠 남지 않았습니다.", "Only a few days of its validity are left."),
        Text("만료되기 전에 갱신하십시오.", "Renew it before it expires."),
    ),
    "not_for_signing": Explanation(
        _NOT_USABLE,
        Text(
            "문서에 서명하는 데 쓰는 인증서가 아닙니다.",
            "It is not a certificate for signing documents.",
        ),
        _OTHER,
    ),
    "not_for_sealing": Explanation(
        _NOT_USABLE,
        Text(
            "암호문을 받는 데 쓰는 인증서가 아닙니다.",
            "It is not a certificate that secrets are sealed for.",
        ),
        Text(
            "받는 쪽의 암호용(키분배용) 인증서를 쓰십시오.",
            "Use the recipient's certificate for key management.",
        ),
    ),
    "seal_needs_rsa": Explanation(
        _NOT_USABLE,
        Text(
            "RSA 인증서가 아니어서 그 앞으로 암호문을 만들 수 없습니다.",
            "Nothing can be sealed for it: its key is not RSA.",
        ),
        Text(
            "받는 쪽의 RSA 인증서를 쓰십시오.",
            "Use an RSA certificate of the recipient.",
        ),
    ),
    "km_only": Explanation(
        _NOT_USABLE,
        Text(
            "암호용(키분배용) 인증서만 있고 서명용 인증서가 없습니다.",
            "Only the key management certificate is there, not the one for signing.",
        ),
        _COPY_AGAIN,
    ),
    "ca_certificates_damaged": Explanation(
        Text("인증기관 인증서 묶음을 읽지 못했습니다.", "The CA certificates were not read."),
        Text("CaPubs 파일이 손상되었습니다.", "The file CaPubs is damaged."),
        Text(
            "서명에는 지장이 없습니다. 문제가 이어지면 폴더를 다시 복사하십시오.",
            "Signing works without it. If trouble follows, copy the folder again.",
        ),
    ),
    "algorithm_weak": Explanation(
        _NOT_USABLE,
        Text(
            "더는 안전하지 않은 알고리즘이나 짧은 키를 씁니다.",
            "It uses an algorithm or a key length that is no longer safe.",
        ),
        _RENEW,
    ),
    "algorithm_unknown": Explanation(
        Text("인증서를 판정하지 못했습니다.", "The certificate could not be judged."),
        Text(
            "이 프로그램이 모르는 서명 알고리즘을 씁니다.",
            "It uses a signature algorithm this program does not know.",
        ),
        Text("프로그램을 최신판으로 바꾸십시오.", "Update this program."),
    ),
    "key_missing": Explanation(
        _NO_KEY,
        Text(
            "인증서 옆에 개인키 파일(signPri.key)이 없습니다.",
            "There is no private key file (signPri.key) beside the certificate.",
        ),
        _COPY_AGAIN,
    ),
    "key_damaged": Explanation(
        _NO_KEY,
        Text("개인키 파일이 손상되었습니다.", "The private key file is damaged."),
        _COPY_AGAIN,
    ),
    "container_unknown": Explanation(
        _NO_KEY,
        Text(
            "개인키 파일이 이 프로그램이 모르는 방식으로 암호화되어 있습니다.",
            "The key file is encrypted in a way this program does not know.",
        ),
        Text(
            "발급받은 인증기관의 프로그램으로 인증서를 다시 내보내십시오.",
            "Export the certificate again with the program of its CA.",
        ),
    ),
    "key_algorithm_unknown": Explanation(
        _NO_KEY, Text("RSA 개인키가 아닙니다.", "The private key is not an RSA key."), _OTHER
    ),
    "iterations_absurd": Explanation(
        _NO_KEY,
        Text(
            "개인키 파일의 반복 횟수가 정상 범위를 벗어났습니다.",
            "The iteration count in the key file is out of all bounds.",
        ),
        _COPY_AGAIN,
    ),
    "wrong_password": Explanation(
        _NO_KEY,
        Text("인증서 비밀번호가 맞지 않습니다.", "The certificate password is wrong."),
        Text(
            "한/영 전환과 Caps Lock을 확인하고 다시 입력하십시오.",
            "Check Caps Lock and the input language, and type it again.",
        ),
    ),
    "key_mismatch": Explanation(
        _NO_KEY,
        Text("개인키가 이 인증서의 것이 아닙니다.", "The private key is not this certificate's."),
        _COPY_AGAIN,
    ),
    "random_missing": Explanation(
        _NO_IDENTITY,
        Text(
            "개인키 파일에 신원확인 값(R)이 없습니다.",
            "The key file does not contain the value that proves identity (R).",
        ),
        Text(
            "변환하지 않은 원래 인증서를 쓰거나 재발급받으십시오.",
            "Use the original certificate, never converted, or have it reissued.",
        ),
    ),
    "vid_missing": Explanation(
        _NO_IDENTITY,
        reasons.VID_MISSING,
        _BUSINESS,
    ),
    "vid_damaged": Explanation(
        _NO_IDENTITY,
        Text(
            "인증서의 신원확인 정보(VID)를 읽을 수 없습니다.",
            "The identity information (VID) of the certificate cannot be read.",
        ),
        _REISSUE,
    ),
    "identity_mismatch": Explanation(
        _NO_IDENTITY,
        Text(
            "이 번호로 발급된 인증서가 아닙니다.",
            "The certificate was not issued for this number.",
        ),
        Text(
            "번호를 확인하거나, 그 번호로 발급받은 인증서를 선택하십시오.",
            "Check the number, or choose the certificate that was issued for it.",
        ),
    ),
    "holder_not_allowed": Explanation(
        _NOT_HERE,
        reasons.HOLDER_NOT_ALLOWED,
        _BUSINESS,
    ),
    "policy_unknown": Explanation(
        Text("인증서의 용도를 알 수 없습니다.", "The certificate's purpose is unknown."),
        Text(
            "인증서 정책이 이 프로그램의 표에 없습니다.",
            "Its policy is not in this program's table.",
        ),
        Text(
            "사업자 범용 인증서인지 인증기관에 확인하십시오.",
            "Ask the CA whether it is a general certificate of a business.",
        ),
    ),
    "policy_not_allowed": Explanation(
        _NOT_HERE,
        reasons.POLICY_NOT_ALLOWED,
        _BUSINESS,
    ),
}
