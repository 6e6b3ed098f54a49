"""첨부파일: refusals of files on their way in, and of filings whose files are not here."""

from registration.refusals.words import NOT_DONE, NOT_FILED, Refusal, refusal
from registration.text import Text

_NOT_KEPT = Text("첨부파일을 받지 못했습니다.", "The attached file was not accepted.")

ATTACHMENTS: dict[str, Refusal] = {
    "attachment_gap": refusal(
        409,
        _NOT_KEPT,
        Text(
            "파일의 이어지는 부분이 아닙니다. {received}바이트까지 받았습니다.",
            "This is not the part that follows; {received} bytes have come so far.",
        ),
        Text("그 자리부터 이어서 보내십시오.", "Go on from there."),
    ),
    "attachment_too_large": refusal(
        413,
        _NOT_KEPT,
        Text(
            "첨부파일이 허용 크기를 넘었습니다(모두 합하여 2 GB, 100개까지).",
            "The attached files are larger than permitted (2 GB and 100 files in all).",
        ),
        Text("파일을 줄이거나 나머지를 우편으로 보내십시오.", "Send fewer, the rest by post."),
    ),
    "attachment_corrupt": refusal(
        422,
        _NOT_KEPT,
        Text(
            "받은 파일이 보내려던 파일과 다릅니다. 보내는 중에 손상되었거나 바뀌었습니다.",
            "What came is another file than announced: it was damaged on its way, or changed.",
        ),
        Text("파일을 처음부터 다시 보내십시오.", "Send the file again from its beginning."),
    ),
    "attachment_unfit": refusal(
        422,
        NOT_FILED,
        Text(
            "첨부할 수 없는 파일입니다: {name}",
            "This file cannot be attached: {name}",
        ),
        Text(
            "PDF, JPEG, PNG, TIFF, 한글(hwp·hwpx) 파일로 바꾸어 첨부하십시오.",
            "Attach it as PDF, JPEG, PNG, TIFF or Hangul (hwp, hwpx).",
        ),
    ),
    "attachments_missing": refusal(
        409,
        NOT_FILED,
        Text(
            "아직 다 받지 못한 첨부파일이 있습니다: {names}",
            "Some attached files were not received completely: {names}",
        ),
        Text("첨부파일을 마저 보낸 뒤 다시 보내십시오.", "Send those files, then file again."),
    ),
    "storage_away": refusal(
        503,
        NOT_DONE,
        Text(
            "첨부파일 저장소가 지금 답하지 않습니다. 이미 받은 것은 그대로 있습니다.",
            "The store of attached files does not answer now. What was received is kept.",
        ),
        Text(
            "잠시 뒤 이어서 하십시오. 계속되면 조달청 콜센터에 문의하십시오.",
            "Go on in a moment. If it lasts, tell the procurement call centre.",
        ),
    ),
    "storage_full": refusal(
        507,
        NOT_DONE,
        Text(
            "서비스의 저장 공간이 모자랍니다. 이미 받은 것은 그대로 있습니다.",
            "The service has no room left. What it has received is kept.",
        ),
        Text(
            "잠시 뒤 이어서 하십시오. 계속되면 조달청 콜센터에 문의하십시오.",
            "Go on later. If it lasts, tell the procurement call centre.",
        ),
    ),
}
