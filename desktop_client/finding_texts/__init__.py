"""What a person is told about each finding of `desktop_client.pki.findings.CODES`.

`why` is a sentence of its own, since lists show it alone. Which file or entry is meant, `detail`
says beside it.
"""

from collections.abc import Mapping

from desktop_client.finding_texts.certificates import CERTIFICATE_TEXTS
from desktop_client.finding_texts.chains import CHAIN_TEXTS
from desktop_client.finding_texts.issuing import ISSUING_TEXTS
from desktop_client.finding_texts.keeping import KEEPING_TEXTS
from desktop_client.finding_texts.responders import RESPONDER_TEXTS
from desktop_client.finding_texts.signed import SIGNED_TEXTS
from desktop_client.finding_texts.sources import because
from desktop_client.finding_texts.tokens import TOKEN_TEXTS
from registration.text import Explanation, Text

FINDING_TEXTS: dict[str, Explanation] = {
    **CERTIFICATE_TEXTS,
    **CHAIN_TEXTS,
    **RESPONDER_TEXTS,
    **SIGNED_TEXTS,
    **KEEPING_TEXTS,
    **ISSUING_TEXTS,
    **TOKEN_TEXTS,
}


def explanation(code: str, values: Mapping[str, str | int]) -> Explanation:
    """Return what a person is told about a finding, with what its reason adds."""
    told, more = FINDING_TEXTS[code], because(code, values, FINDING_TEXTS)
    if more is None:
        return told
    why = Text(*(f"{first} {second}" for first, second in zip(told.why, more.why, strict=True)))
    return Explanation(told.what, why, more.next)


_DETAILS = {
    "file": Text("파일: {}", "file: {}"),
    "entry": Text("항목: {}", "entry: {}"),
    "holder": Text("소유자: {}", "holder: {}"),
    "reason": Text("사유: {}", "reason: {}"),
    "version": Text("이 목록: {}판", "this list: version {}"),
    "present": Text("받은 목록: {}판", "taken: version {}"),
}
_DETAILED = ("table_", "trust_list_", "output_", "issuing_other_", "holder_differs")
_ALWAYS = {"imported": Text("이미 가져온 인증서: {}", "already imported: {}")}


def detail(code: str, values: Mapping[str, str | int]) -> Text:
    """Return which file, entry or version a failure is about, and what was done before it.

    Empty where there is nothing of this.
    """
    details = _DETAILS | _ALWAYS if code.startswith(_DETAILED) else _ALWAYS
    named = [(text, values[name]) for name, text in details.items() if values.get(name)]
    shown = (", ".join(text[at].format(value) for text, value in named) for at in (0, 1))
    return Text(*(f"({each})" if each else "" for each in shown))
