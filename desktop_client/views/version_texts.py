"""What the strip about versions says."""

import sys
from typing import TYPE_CHECKING

from registration.text import Text

if TYPE_CHECKING:
    from desktop_client.workflows.versions.notice import Reason

_UPDATE = (
    Text(
        "패키지 관리자로 g2b-client를 업데이트하십시오(apt update, apt install g2b-client).",
        "Update g2b-client with the package manager (apt update, apt install g2b-client).",
    )
    if sys.platform == "linux"
    else Text("새 버전을 설치하십시오.", "Install the new version.")
)


def _followed(first: Text, second: Text) -> Text:
    return Text(f"{first.ko} {second.ko}", f"{first.en} {second.en}")


OLDER = _followed(
    Text(
        "새 버전({latest})이 나왔습니다. 지금 버전은 {version}입니다.",
        "Version {latest} is out; this is {version}.",
    ),
    _UPDATE,
)
OLD = _followed(
    Text(
        "지금 버전({version})은 오래되었습니다. 지원이 끝나기 전에 새 버전({latest})으로 "
        "바꾸십시오.",
        "This version, {version}, is old. Change to {latest} before its support ends.",
    ),
    _UPDATE,
)
UNSUPPORTED = _followed(
    Text(
        "지금 버전({version})의 지원이 끝나 신청을 보낼 수 없습니다. {reason} 작성한 내용은 그대로 "
        "남아 있습니다.",
        "The support of this version, {version}, has ended: it cannot submit. {reason} What you "
        "have written stays as it is.",
    ),
    _UPDATE,
)
FETCHING = Text("새 버전의 설치 프로그램을 받고 있습니다.", "Fetching the new version's installer.")
READY = Text(
    "설치 프로그램을 받아 확인하였습니다. 설치를 시작하면 이 프로그램은 닫힙니다.",
    "The installer was fetched and checked. This program closes when the installation starts.",
)
FETCH = Text("새 버전 받기", "Get the new version")
INSTALL = Text("지금 설치", "Install now")
AGAIN = Text("다시 시도", "Try again")
STOP = Text("중지", "Stop")
LATER = Text("나중에", "Later")


def as_text(reason: "Reason") -> Text:
    """Return the publisher's words as a text in both languages."""
    return Text(reason.ko, reason.en)
