"""Why no list or responder told whether a certificate is revoked, and what to do about it."""

from collections.abc import Mapping
from typing import NamedTuple

from registration.text import Explanation, Text

_LATER = Text("잠시 뒤에 다시 확인하십시오.", "Check again in a while.")
_NETWORK = Text(
    "인터넷 연결을 확인하고 잠시 뒤에 다시 시도하십시오.",
    "Check the network and try again in a while.",
)
_OFFICE = Text(
    "회사의 전산 담당자에게 방화벽과 프록시 설정을 문의하십시오.",
    "Ask whoever runs your office's network about firewall and proxy.",
)
_CA = Text(
    "잠시 뒤에 다시 확인하고, 계속되면 인증서를 발급한 인증기관에 알리십시오.",
    "Check again in a while; if it goes on, tell the CA that issued the certificate.",
)
_TABLE = Text(
    "관리자에게 인증기관 주소 표(addresses.json)를 확인해 달라고 하십시오.",
    "Ask your administrator to check the table of the CAs' addresses (addresses.json).",
)


class Because(NamedTuple):
    """A reason, as a sentence of its own, and what to do next."""

    why: Text
    next: Text


_NO_CONNECTION = Because(
    Text("인증기관 서버에 연결하지 못했습니다.", "The CA's server could not be reached."), _NETWORK
)
_PROXY = Because(
    Text(
        "회사의 프록시를 거쳐 인증기관 서버에 연결하지 못했습니다.",
        "The CA's server could not be reached through the office's proxy.",
    ),
    _OFFICE,
)
_UNTRUSTED = Because(
    Text(
        "인증기관 서버가 진짜인지 확인하지 못했습니다.",
        "The identity of the CA's server could not be checked.",
    ),
    _OFFICE,
)
_ADDRESS = Because(
    Text(
        "폐지목록의 주소가 이 프로그램이 쓸 수 없는 것입니다.",
        "This program cannot use the address of the list.",
    ),
    _TABLE,
)
_REFUSED = Because(
    Text("인증기관 서버가 오류로 답했습니다.", "The CA's server answers with an error."), _CA
)
_MISSING = Because(
    Text(
        "인증기관 디렉터리에 이 인증서의 폐지목록이 없습니다.",
        "The CA's directory does not have the list for this certificate.",
    ),
    _CA,
)
BECAUSE: dict[str, Because] = {
    "not_fetched": Because(
        Text(
            "폐지목록을 인터넷에서 받지 않도록 되어 있습니다.",
            "Lists are not fetched over the network here.",
        ),
        Text(
            "폐지목록 파일을 주거나, 인터넷에서 받도록(--fetch) 하십시오.",
            "Give a revocation list, or let lists be fetched (--fetch).",
        ),
    ),
    "no_distribution_point": Because(
        Text(
            "인증서에 폐지목록이나 OCSP 서버의 주소가 없습니다.",
            "The certificate names no revocation list and no OCSP server.",
        ),
        Text(
            "인증기관의 폐지목록 파일을 받아 함께 주십시오.",
            "Get the CA's revocation list as a file, and give it along.",
        ),
    ),
    "timeout": Because(
        Text("인증기관 서버가 제때 답하지 않았습니다.", "The CA's server did not answer in time."),
        _LATER,
    ),
    "too_large": Because(
        Text("받은 것이 지나치게 큽니다.", "What came is too large."),
        _CA,
    ),
    "redirects_too_many": _REFUSED,
    "http": _REFUSED,
    "ldap": _REFUSED,
    "ldap_10": Because(
        Text(
            "인증기관 디렉터리가 다른 서버로 가라고 합니다. 이 프로그램은 따라가지 않습니다.",
            "The CA's directory refers to another server, which this program does not follow.",
        ),
        _TABLE,
    ),
    "entry_missing": _MISSING,
    "attribute_missing": _MISSING,
    **dict.fromkeys(("scheme_unsupported", "address_damaged", "address_wrong"), _ADDRESS),
    "host_missing": _ADDRESS,
    **dict.fromkeys(("no_answer", "name_unknown", "port_closed"), _NO_CONNECTION),
    **dict.fromkeys(
        (
            "certificate_untrusted",
            "certificate_expired",
            "certificate_of_another",
            "tls_failed",
        ),
        _UNTRUSTED,
    ),
    "proxy": _PROXY,
}
"""By reason, or by what stands before its number (`http_404`) or kind (`proxy_login`)."""

_OF_THE_CA = frozenset(
    {
        "crl_damaged",
        "crl_expired",
        "crl_signature_wrong",
        "crl_not_covering",
        "crl_issuer_not_allowed",
    }
)
"""Faults of a list that the user can mend with another when it was given, but not when fetched."""
_TOLD = frozenset({"revocation_unavailable", "revocation_list_kept"})


def because(
    code: str, values: Mapping[str, str | int], texts: Mapping[str, Explanation]
) -> Because | None:
    """Return what the reason of a finding on revocation adds to it; None for other findings."""
    reason = str(values.get("reason", ""))
    if code not in _TOLD or not reason:
        return None
    known = BECAUSE.get(reason) or BECAUSE.get(reason.partition("_")[0])
    if known is not None or reason not in texts:
        return known
    of_the_ca = bool(values.get("url")) and reason in _OF_THE_CA
    return Because(texts[reason].why, _CA if of_the_ca else texts[reason].next)
