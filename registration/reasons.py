"""Why a certificate does not serve: the sentences that the client and the service both say."""

from registration.text import Text

REVOKED = Text("폐지된 인증서입니다.", "The certificate has been revoked.")
VID_MISSING = Text(
    "신원확인 정보(VID)가 없는 인증서입니다.",
    "The certificate carries no identity information (VID).",
)
HOLDER_NOT_ALLOWED = Text(
    "사업자(법인·개인사업자)에게 발급된 인증서가 아닙니다.",
    "The certificate was not issued to a business.",
)
POLICY_NOT_ALLOWED = Text(
    "인증서의 용도(정책)가 이 업무에 허용되지 않습니다.",
    "The certificate's policy is not allowed for this purpose.",
)
