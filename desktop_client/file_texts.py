"""What a person is told about a file they attach, by code."""

from registration.text import Explanation, Text

_NOT_ATTACHED = Text("파일을 첨부하지 않았습니다.", "The file was not attached.")
_TYPES = Text(
    "PDF, JPEG, PNG, TIFF, HEIC, 한글(hwp, hwpx) 파일로 바꾸어 첨부하십시오.",
    "Attach it as PDF, JPEG, PNG, TIFF, HEIC or Hangul (hwp, hwpx).",
)
_NOT_SENT = Text("신청서를 보내지 않았습니다.", "The application was not sent.")

_NOT_SIGNED = Text("문서에 서명하지 않았습니다.", "The document was not signed.")

FILES_TOLD: dict[str, Explanation] = {
    "file_type": Explanation(
        _NOT_ATTACHED, Text("첨부할 수 없는 종류의 파일입니다.", "This type is not taken."), _TYPES
    ),
    "file_contents": Explanation(
        _NOT_ATTACHED,
        Text(
            "파일의 내용이 이름에 적힌 종류와 다릅니다. 손상되었거나 이름만 바꾼 파일입니다.",
            "Its contents are not of the type its name says: it is damaged, or was only renamed.",
        ),
        _TYPES,
    ),
    "file_empty": Explanation(
        _NOT_ATTACHED,
        Text("빈 파일입니다(0바이트).", "The file is empty (0 bytes)."),
        Text("파일을 열어 내용을 확인하십시오.", "Open it and look at its contents."),
    ),
    "file_too_large": Explanation(
        _NOT_ATTACHED,
        Text("2 GB가 넘는 파일입니다.", "The file is larger than 2 GB."),
        Text("해상도를 낮추거나 나누어 첨부하십시오.", "Scan it smaller, or split it."),
    ),
    "file_unreadable": Explanation(
        _NOT_ATTACHED,
        Text("파일을 읽을 수 없습니다({file}).", "The file cannot be read ({file})."),
        Text(
            "다른 프로그램이 쓰고 있지 않은지, 볼 권한이 있는지 확인하십시오.",
            "Check that no other program uses it and that you may read it.",
        ),
    ),
    "document_too_large": Explanation(
        _NOT_SIGNED,
        Text(
            "서명 파일에 담기에는 큰 문서입니다(최대 {limit} MB).",
            "It is too large to lie in the signature (at most {limit} MB).",
        ),
        Text("'서명만 따로'를 선택하십시오.", "Choose to keep the signature apart."),
    ),
    "file_twice": Explanation(
        _NOT_ATTACHED,
        Text("내용이 같은 파일이 이미 첨부되어 있습니다.", "The same file is attached already."),
        Text("목록에서 그 파일을 확인하십시오.", "Look for it in the list."),
    ),
    "files_too_many": Explanation(
        _NOT_ATTACHED,
        Text("파일은 {most}개까지 첨부할 수 있습니다.", "At most {most} files can be attached."),
        Text("여러 장을 한 파일로 합치십시오.", "Put several pages into one file."),
    ),
    "files_too_large": Explanation(
        _NOT_ATTACHED,
        Text("첨부파일은 모두 합하여 2 GB까지입니다.", "All files together may have 2 GB."),
        Text(
            "다른 파일을 빼거나 해상도를 낮추십시오. 나머지는 우편으로 낼 수 있습니다.",
            "Remove others or scan them smaller; the rest can be sent by post.",
        ),
    ),
    "attachment_gone": Explanation(
        _NOT_SENT,
        Text(
            "첨부한 파일이 있던 자리에 없거나 읽을 수 없습니다: {name}",
            "An attached file is gone from its place, or cannot be read: {name}",
        ),
        Text(
            "파일을 제자리({file})에 돌려놓거나, 구비서류 쪽에서 빼고 다시 첨부하십시오.",
            "Put it back ({file}), or remove it from the papers and attach it again.",
        ),
    ),
    "attachment_changed": Explanation(
        _NOT_SENT,
        Text(
            "첨부한 뒤에 파일의 내용이 바뀌었습니다: {name}",
            "A file has changed since it was attached: {name}",
        ),
        Text(
            "구비서류 쪽에서 그 파일을 빼고 다시 첨부하십시오.",
            "Remove it from the papers and attach it again.",
        ),
    ),
}
