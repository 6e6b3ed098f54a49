"""What signing and verifying documents says."""

from desktop_client.pki.findings import Validity
from desktop_client.pki.signing.document import Form
from registration.text import Text

TITLE = Text("문서 서명·검증", "Sign and verify documents")
LEAD = Text(
    "계약서나 견적서 같은 파일에 이 컴퓨터의 인증서로 서명하고, 받은 서명을 검증합니다. "
    "파일은 이 컴퓨터를 떠나지 않습니다.",
    "Sign files such as contracts or offers with a certificate of this computer, and verify "
    "signatures you were sent. The files do not leave this computer.",
)
SIGN_TAB = Text("서명하기", "Sign")
VERIFY_TAB = Text("검증하기", "Verify")
TABS = Text("할 일", "What to do")

DOCUMENT = Text("서명할 파일", "File to sign")
FORM = Text("서명 저장 방식", "Where the signature goes")
FORMS = {
    Form.ATTACHED: Text(
        "문서와 서명을 한 파일에 (.p7m)", "Document and signature in one file (.p7m)"
    ),
    Form.DETACHED: Text("서명만 따로 (.p7s)", "Separate signature file (.p7s)"),
    Form.ADDED: Text("이미 서명된 파일에 서명 추가", "Add to an existing signed file"),
}
FORM_NOTES = {
    Form.ATTACHED: Text(
        "받는 사람은 이 한 파일로 내용을 보고 서명을 검증합니다. 최대 63 MB.",
        "Recipients can read and verify this single file. At most 63 MB.",
    ),
    Form.DETACHED: Text(
        "문서는 그대로 두고 서명 파일을 만듭니다. 두 파일을 함께 보내십시오. "
        "크기에 제한이 없습니다.",
        "The document stays as it is; send both files together. Of any size.",
    ),
    Form.ADDED: Text(
        "앞사람의 서명은 그대로 두고 내 서명을 추가합니다. '서명할 파일'에 서명 파일을 "
        "선택하십시오.",
        "Signatures before yours stay as they are. Name the signature file above.",
    ),
}
ORIGINAL = Text("서명된 원래 파일 (서명만 따로 있을 때)", "Signed file (if separate)")
STAMP = Text("시점확인 받기 (서명 시각을 증명)", "With a time stamp (proves when it was signed)")
NO_SERVERS = Text(
    "시점확인은 설정에 시점확인 서버를 적은 뒤에 쓸 수 있습니다.",
    "For time stamps, first name a time stamp server in the settings.",
)
NO_STAMPS_IN_PRACTICE = Text(
    "연습 모드에서는 시점확인을 받지 않습니다.", "In practice mode there are no time stamps."
)
NEXT = Text("다음: 인증서 선택", "Next: choose a certificate")
CHOOSE = Text("서명할 인증서를 선택하십시오", "Select the certificate to sign with")

CONFIRM = Text("아래 문서에 서명합니다", "This document will be signed")
NAME = Text("문서", "Document")
SIZE = Text("크기", "Size")
SHA256 = Text("SHA-256", "SHA-256")
WAY = Text("서명 방식", "Form")
STAMPED = Text("시점확인", "Time stamp")
STAMPED_BY = Text("{servers}", "{servers}")
UNSTAMPED = Text("받지 않음", "None")
SIGNED_BEFORE = Text("먼저 서명한 사람", "Signed before by")
ONLY_THIS = Text(
    "서명하는 순간에 파일이 위의 SHA-256과 다르면 서명하지 않습니다.",
    "If the file no longer has this SHA-256 at that moment, it is not signed.",
)
SAVE = Text("서명하여 저장…", "Sign and save…")
SAVE_TITLE = Text("서명을 저장할 파일", "Where to save the signature")
AGAIN = Text("파일 다시 고르기", "Choose the file again")
OTHER = Text("다른 인증서", "Another certificate")
BACK = Text("처음으로", "Back to the start")
WITHOUT_STAMP = Text("시점확인 없이 서명", "Sign without a time stamp")

SAVED = Text("서명하여 저장했습니다: {file}", "Signed and saved: {file}")
VERIFY_THIS = Text("이 서명 검증하기", "Verify this signature")
SIGN_ANOTHER = Text("다른 문서에 서명", "Sign another document")

SIGNATURE = Text("서명 파일", "Signature file")
SIGNATURE_KINDS = Text(
    "서명 파일 (*.p7m *.p7s *.p7b *.der *.g2b);;모든 파일 (*)",
    "Signature files (*.p7m *.p7s *.p7b *.der *.g2b);;All files (*)",
)
VERIFY = Text("검증", "Verify")
NEEDS_ORIGINAL = Text(
    "서명만 있는 파일입니다. 서명된 원래 파일을 고르고 다시 검증하십시오.",
    "This file contains only the signature. Choose the file that was signed and verify again.",
)
OUTCOMES = {
    Validity.VALID: ("success", Text("모든 서명이 올바릅니다.", "Every signature is good.")),
    Validity.INVALID: (
        "danger",
        Text(
            "올바르지 않은 서명이 있습니다. 믿지 마십시오.", "A signature is bad: do not trust it."
        ),
    ),
    Validity.UNDECIDED: (
        "warning",
        Text(
            "서명이 올바른지 지금은 다 확인할 수 없습니다.",
            "It cannot be determined now whether every signature is valid.",
        ),
    ),
}
OVER = Text("서명된 문서: {file}", "What was signed: {file}")
INSIDE = Text(
    "서명된 문서가 이 파일 안에 있습니다({size}).", "It contains what was signed ({size})."
)
SAVE_CONTENT = Text("문서 꺼내어 저장…", "Save the document…")
CONTENT_DOUBTFUL = Text(
    "서명이 올바르지 않으므로 이 문서의 내용도 믿을 수 없습니다.",
    "Since a signature is bad, the contents of the document cannot be trusted either.",
)
CONTENT_SAVED = Text("문서를 저장했습니다: {file}", "The document was saved: {file}")
SIGNER = Text("서명한 사람", "Signer")
SIGNER_NUMBER = Text("{number}번째 서명", "Signature {number}")
SIGNED_AT = Text("서명한 시각 (서명한 사람이 적음)", "Signed at (as the signer says)")
STAMPED_AT = Text("시점확인 시각 (증명됨)", "Time stamp (proved)")
STAMP_VALUE = Text("{time} · {authority}", "{time} · {authority}")
UNPROVED = Text("{time} · {authority} (확인되지 않음)", "{time} · {authority} (not confirmed)")
GOOD = Text("올바른 서명입니다.", "This signature is good.")
CHAIN = Text("발급 경로", "Certificate chain")
STOPPED = Text("검증을 중지하였습니다.", "Verifying was stopped.")
