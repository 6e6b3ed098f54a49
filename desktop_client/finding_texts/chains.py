"""The path to a trusted CA, and revocation."""

from registration import reasons
from registration.text import Explanation, Text

_NOT_VALID = Text("유효하지 않은 인증서입니다.", "The certificate is not valid.")
_NOT_JUDGED = Text("인증서를 판정하지 못했습니다.", "The certificate could not be judged.")
_LIST_NOT_USED = Text("폐지목록을 쓰지 못했습니다.", "A revocation list was not used.")

_ASK_CA = Text(
    "인증서를 발급한 인증기관에 문의하십시오.", "Ask the CA that issued the certificate."
)
_RENEW = Text(
    "인증기관에서 갱신하거나 새로 발급받으십시오.", "Renew it, or get a new one, at the CA."
)
_REPORT = Text(
    "오류 코드와 함께 관리자에게 문의하십시오.", "Tell your administrator the error code."
)
_FRESH_LIST = Text(
    "새 폐지목록을 받아 다시 확인하십시오.", "Fetch a fresh revocation list and check again."
)

_TABLE_NOT_USED = Text(
    "운영자가 작성한 표를 쓰지 못했습니다.", "A table written here cannot be used."
)

_LIST_KEPT = Text("인증기관 목록을 바꾸지 않았습니다.", "The list of CAs was not replaced.")
_LIST_AGAIN = Text(
    "목록을 만든 곳에서 다시 받으십시오.", "Get the list again from whoever made it."
)

CHAIN_TEXTS: dict[str, Explanation] = {
    "issuer_unknown": Explanation(
        _NOT_JUDGED,
        Text(
            "이 프로그램이 갖고 있지 않은 최상위 인증기관 아래에서 발급되었습니다.",
            "It was issued under a root that this installation does not have.",
        ),
        Text(
            "공인된 인증기관의 것인지 확인하십시오. 최상위 인증서는 관리자가 추가할 수 있습니다.",
            "Check that its CA is accredited; an administrator can add the root certificate.",
        ),
    ),
    "trust_anchor_missing": Explanation(
        Text("신뢰할 인증서를 읽지 못했습니다.", "No certificate to trust was found."),
        Text(
            "지정한 파일에 최상위(자체 발급) 인증서가 없습니다.",
            "The files contain no self-issued root certificate.",
        ),
        Text(
            "최상위 인증서 파일을 함께 지정하십시오.", "Name the file of the root certificate too."
        ),
    ),
    "fingerprint_mismatch": Explanation(
        Text("신뢰 목록에 추가하지 않았습니다.", "It was not added to what is trusted."),
        Text(
            "확인한 지문이 이 인증서의 지문과 다릅니다.",
            "The fingerprint confirmed is not that of this certificate.",
        ),
        Text(
            "인증기관이 공식으로 알린 SHA-256 지문과 파일을 다시 확인하십시오.",
            "Compare the file with the SHA-256 fingerprint its CA has published.",
        ),
    ),
    "trust_list_signer_missing": Explanation(
        _LIST_KEPT,
        Text(
            "인증기관 목록에 서명할 수 있는 인증서를 관리자가 정하지 않았습니다.",
            "No certificate has been set whose signature on a list of CAs would count.",
        ),
        Text(
            "관리자 설정 trust_list_signer에 서명 인증서의 SHA-256 지문을 넣으십시오.",
            "Set trust_list_signer in the administrator's settings to its SHA-256 fingerprint.",
        ),
    ),
    "trust_list_signature_wrong": Explanation(
        _LIST_KEPT,
        Text(
            "관리자가 정한 인증서로 바르게 서명된 목록이 아닙니다.",
            "It is not properly signed by the certificate the administrator has set.",
        ),
        _LIST_AGAIN,
    ),
    "trust_list_damaged": Explanation(
        _LIST_KEPT,
        Text(
            "목록이 손상되었거나 항목 하나의 내용이 그 인증서와 다릅니다.",
            "The list is damaged, or an entry does not agree with its certificate.",
        ),
        _LIST_AGAIN,
    ),
    "trust_list_older": Explanation(
        _LIST_KEPT,
        Text(
            "이미 받은 목록보다 새 것이 아닙니다.",
            "It is not newer than the list already in use.",
        ),
        Text("더 새로운 목록을 받으십시오.", "Get a newer list."),
    ),
    "trust_list_not_used": Explanation(
        Text("인증기관 목록을 쓰지 못했습니다.", "The list of CAs cannot be used."),
        Text(
            "전에 받은 새 인증기관 목록이 없어졌거나 손상되었거나 확인되지 않아, 믿을 인증기관을 "
            "확실히 알 수 없습니다.",
            "The newer list of CAs that was taken is gone, damaged, or cannot be verified, so that "
            "it is not certain which CAs to trust.",
        ),
        Text(
            "서명된 목록을 다시 받아 넣으십시오. 처음 목록으로 돌아가려면 관리자가 표시된 파일과 "
            "같은 폴더의 trust-list-taken.json을 함께 지워야 합니다.",
            "Take over the signed list again. To go back to the list the program came with, an "
            "administrator removes the file that is named together with trust-list-taken.json "
            "beside it.",
        ),
    ),
    "trust_list_memory_damaged": Explanation(
        Text("인증기관 목록을 쓰지 못했습니다.", "The list of CAs cannot be used."),
        Text(
            "지금까지 받은 목록의 판을 적어 둔 파일이 손상되었습니다.",
            "The file that remembers which list was taken is damaged.",
        ),
        Text("서명된 목록을 다시 받아 넣으십시오.", "Take over the signed list again."),
    ),
    "trust_list_jumps": Explanation(
        Text("목록의 판 번호가 크게 건너뜁니다.", "The version of the list jumps far ahead."),
        Text(
            "이 목록을 받으면 그 사이 번호의 목록은 다시 받을 수 없습니다.",
            "Once it is taken, no list with a version in between can follow.",
        ),
        Text(
            "목록을 만든 곳에 판 번호가 맞는지 확인하십시오.",
            "Ask whoever made the list whether the version is right.",
        ),
    ),
    "trust_list_without_cas": Explanation(
        Text("발급 인증기관이 없는 목록입니다.", "The list contains no issuing CA."),
        Text(
            "이 목록을 받으면 지금의 인증기관이 발급한 인증서를 판정할 수 없게 됩니다.",
            "Once it is taken, certificates of the present CAs can be judged no more.",
        ),
        Text(
            "목록을 만든 곳에 내용이 맞는지 확인하십시오.",
            "Ask whoever made the list whether this is meant.",
        ),
    ),
    "table_damaged": Explanation(
        _TABLE_NOT_USED,
        Text(
            "파일의 형식이나 그 안의 항목 하나가 올바르지 않습니다.",
            "The file, or an entry in it, does not have the form it must have.",
        ),
        Text(
            "표시된 파일과 항목을 고치거나 파일을 치우십시오.",
            "Mend the entry in the file that is named, or move the file away.",
        ),
    ),
    "table_unreadable": Explanation(
        _TABLE_NOT_USED,
        Text(
            "읽을 수 있는 파일이 아닙니다(폴더, 끊어진 링크, 권한 없음).",
            "It is not a file that can be read (a folder, a dangling link, no permission).",
        ),
        Text(
            "표시된 것을 올바른 파일로 바꾸거나 치우십시오.",
            "Put a proper file in its place, or move it away.",
        ),
    ),
    "table_too_large": Explanation(
        _TABLE_NOT_USED,
        Text(
            "표라고 하기에는 파일이 너무 큽니다.",
            "The file is larger than any table.",
        ),
        Text(
            "표시된 것을 올바른 파일로 바꾸거나 치우십시오.",
            "Put a proper file in its place, or move it away.",
        ),
    ),
    "root_namesake": Explanation(
        Text("이름이 같은 인증기관이 이미 있습니다.", "A CA of this name is known already."),
        Text(
            "이미 믿는 인증기관과 이름이 같지만 키가 다릅니다.",
            "It has the name of a CA that is trusted already, but another key.",
        ),
        Text(
            "인증기관이 새로 발급한 것이 맞는지 지문으로 확인하고, 아니면 바로 빼십시오.",
            "Make sure by the fingerprint that the CA has issued it, or remove it at once.",
        ),
    ),
    "root_not_in_force": Explanation(
        Text("유효기간 밖의 최상위 인증서입니다.", "The root is outside its validity period."),
        Text(
            "이 최상위 인증서 아래의 인증서는 지금 유효하다고 판정되지 않습니다.",
            "No certificate under it is valid at present.",
        ),
        Text(
            "인증기관에 새 최상위 인증서가 있는지 확인하십시오.",
            "Ask the CA whether there is a newer root certificate.",
        ),
    ),
    "not_a_root": Explanation(
        Text("신뢰 목록에 추가하지 않았습니다.", "It was not added to what is trusted."),
        Text(
            "하나의 최상위(자체 서명) 인증기관 인증서가 아닙니다.",
            "It is not one self-signed certificate of a root CA.",
        ),
        Text("최상위 인증서 파일을 지정하십시오.", "Name the file of the root certificate."),
    ),
    "certificate_signature_wrong": Explanation(
        _NOT_VALID,
        Text(
            "인증기관의 서명이 맞지 않습니다. 위조되었거나 손상되었습니다.",
            "The CA's signature does not match: it is forged or damaged.",
        ),
        Text("이 인증서를 쓰지 마십시오.", "Do not use this certificate."),
    ),
    "issuer_not_a_ca": Explanation(
        _NOT_VALID,
        Text(
            "인증서를 발급할 자격이 없는 인증서로 발급되었습니다.",
            "It was issued with a certificate that must not issue any.",
        ),
        Text("이 인증서를 쓰지 마십시오.", "Do not use this certificate."),
    ),
    "issuer_expired": Explanation(
        _NOT_VALID,
        Text(
            "발급한 인증기관 인증서의 유효기간이 맞지 않습니다.",
            "The issuing CA's certificate is outside its validity period.",
        ),
        _RENEW,
    ),
    "path_too_long": Explanation(
        _NOT_VALID,
        Text(
            "인증기관이 허용한 것보다 인증 경로가 깁니다.",
            "The certification path is longer than a CA in it allows.",
        ),
        _ASK_CA,
    ),
    "path_beyond_limit": Explanation(
        _NOT_JUDGED,
        Text(
            "인증 경로가 이 프로그램이 따라가는 한도보다 깁니다.",
            "The certification path is longer than this program follows.",
        ),
        _REPORT,
    ),
    "policy_path_invalid": Explanation(
        _NOT_VALID,
        Text(
            "인증 경로의 인증서 정책이 서로 맞지 않습니다.",
            "The policies along the certification path do not agree.",
        ),
        _ASK_CA,
    ),
    "name_not_permitted": Explanation(
        _NOT_VALID,
        Text(
            "인증기관에 허용되지 않은 이름으로 발급되었습니다.",
            "It was issued for a name its CA must not certify.",
        ),
        _ASK_CA,
    ),
    "name_unclear": Explanation(
        _NOT_JUDGED,
        Text(
            "인증기관에 허용된 이름인지 가릴 수 없는 형식의 이름이 있습니다.",
            "It is unclear whether its CA may certify a name of this form.",
        ),
        _ASK_CA,
    ),
    "extension_unknown": Explanation(
        _NOT_VALID,
        Text(
            "반드시 처리해야 하지만 이 프로그램이 모르는 항목이 있습니다.",
            "It has a critical extension this program does not know.",
        ),
        _ASK_CA,
    ),
    "path_invalid": Explanation(
        _NOT_VALID,
        Text(
            "인증 경로가 표준(RFC 5280)에 맞지 않습니다.",
            "The certification path does not follow the standard (RFC 5280).",
        ),
        _ASK_CA,
    ),
    "path_not_judged": Explanation(
        _NOT_JUDGED,
        Text(
            "인증 경로에 처리할 수 없는 내용이 있습니다.",
            "The certification path contains something that cannot be processed.",
        ),
        _REPORT,
    ),
    "path_candidates_too_many": Explanation(
        _NOT_JUDGED,
        Text(
            "인증기관 인증서나 인증 경로가 이 프로그램이 살펴보는 한도보다 많습니다.",
            "There are more CA certificates or paths than this program looks at.",
        ),
        Text("필요한 인증서만 지정하십시오.", "Name only the certificates that are needed."),
    ),
    "judging_took_too_long": Explanation(
        _NOT_JUDGED,
        Text(
            "정해진 시간 안에 판정하지 못했습니다.",
            "It could not be judged within the time limit.",
        ),
        _REPORT,
    ),
    "revoked": Explanation(_NOT_VALID, reasons.REVOKED, _RENEW),
    "issuer_revoked": Explanation(
        _NOT_VALID,
        Text(
            "발급한 인증기관의 인증서가 폐지되었습니다.",
            "The issuing CA's certificate has been revoked.",
        ),
        _RENEW,
    ),
    "revoked_later": Explanation(
        Text("그 뒤에 폐지된 인증서입니다.", "The certificate has been revoked since."),
        Text(
            "판정한 시점에는 폐지되지 않았습니다.",
            "At the time that is judged it was not revoked.",
        ),
        Text(
            "그 시점보다 뒤에 만든 서명에는 쓸 수 없습니다.",
            "It cannot be used for signatures made after that time.",
        ),
    ),
    "revocation_contradicted": Explanation(
        Text(
            "폐지 여부를 알려 주는 곳마다 말이 다릅니다.",
            "Sources differ on whether the certificate has been revoked.",
        ),
        Text(
            "더 나중에 나온 폐지목록이나 OCSP 응답에는 폐지되지 않았다고 되어 있으나, "
            "폐지되었다는 쪽을 따랐습니다.",
            "A newer list or OCSP answer says that it is not revoked; the revocation stands.",
        ),
        _ASK_CA,
    ),
    "hold_lifted": Explanation(
        Text("효력정지가 풀린 인증서입니다.", "The certificate was on hold and no longer is."),
        Text(
            "앞선 폐지목록이나 OCSP 응답에서는 정지되어 있었으나, 더 나중 것에서는 풀렸습니다.",
            "An older list or OCSP answer has it on hold; a newer one lifts the hold.",
        ),
        Text("그대로 써도 됩니다.", "It can be used."),
    ),
    "revocation_unavailable": Explanation(
        _NOT_JUDGED,
        Text(
            "폐지되었는지 확인할 수 없습니다.",
            "Whether it has been revoked could not be found out.",
        ),
        Text("잠시 뒤에 다시 시도하십시오.", "Try again in a while."),
    ),
    "issuer_not_checked": Explanation(
        Text(
            "인증기관 인증서의 폐지 여부는 확인하지 않았습니다.",
            "Whether a CA's certificate has been revoked was not checked.",
        ),
        Text(
            "인증기관 인증서에 폐지목록의 주소가 없습니다.",
            "The certificate of the CA names no revocation list.",
        ),
        Text(
            "중요한 일이면 상위 인증기관의 폐지목록 파일을 함께 주십시오.",
            "Where it matters, give the revocation list of the CA above it along.",
        ),
    ),
    "revocation_not_checked": Explanation(
        Text("폐지 여부를 확인하지 않았습니다.", "Revocation was not checked."),
        Text("설정에서 확인을 껐습니다.", "The check has been switched off."),
        Text("필요하면 확인을 켜십시오.", "Switch it on where it matters."),
    ),
    "revocation_list_kept": Explanation(
        Text("보관해 둔 폐지목록을 썼습니다.", "A kept revocation list was used."),
        Text(
            "새 폐지목록을 받지 못했지만, 보관해 둔 것이 아직 유효합니다.",
            "No newer list could be fetched; the kept one is still in force.",
        ),
        Text(
            "네트워크에 다시 연결되면 새로 확인하십시오.",
            "Check again when the network is back.",
        ),
    ),
    "crl_damaged": Explanation(
        _LIST_NOT_USED,
        Text("폐지목록이 손상되었습니다.", "The revocation list is damaged."),
        _FRESH_LIST,
    ),
    "crl_expired": Explanation(
        _LIST_NOT_USED,
        Text("폐지목록의 유효기간이 지났습니다.", "The revocation list is out of date."),
        _FRESH_LIST,
    ),
    "crl_not_yet_valid": Explanation(
        _LIST_NOT_USED,
        Text(
            "폐지목록의 발행 시각이 아직 오지 않았습니다.",
            "The revocation list is dated in the future.",
        ),
        Text(
            "컴퓨터의 날짜와 시각이 맞는지 확인하십시오.",
            "Check the date and time of this computer.",
        ),
    ),
    "crl_after_expiry": Explanation(
        _LIST_NOT_USED,
        Text(
            "인증서가 만료된 뒤에 발행된 폐지목록이라, 만료 전의 폐지가 빠졌을 수 있습니다.",
            "The revocation list was issued after the certificate had expired; "
            "it may leave out that it was revoked before.",
        ),
        Text(
            "인증서가 만료되기 전에 발행된 폐지목록을 쓰십시오.",
            "Use a revocation list issued before the certificate expired.",
        ),
    ),
    "crl_signature_wrong": Explanation(
        _LIST_NOT_USED,
        Text("폐지목록의 서명이 맞지 않습니다.", "The revocation list's signature is wrong."),
        _FRESH_LIST,
    ),
    "crl_not_covering": Explanation(
        _LIST_NOT_USED,
        Text(
            "이 인증서를 다루지 않는 폐지목록입니다.",
            "The revocation list does not cover this certificate.",
        ),
        _FRESH_LIST,
    ),
    "crl_delta": Explanation(
        _LIST_NOT_USED,
        Text(
            "바뀐 것만 담은 폐지목록(델타)이라 이것만으로는 알 수 없습니다.",
            "The list contains only changes (a delta list), which is not enough on its own.",
        ),
        Text("전체 폐지목록을 함께 쓰십시오.", "Use the complete revocation list with it."),
    ),
    "crl_older": Explanation(
        _LIST_NOT_USED,
        Text(
            "받은 폐지목록이 보관해 둔 것보다 오래되었습니다.",
            "The list that was fetched is older than the one kept.",
        ),
        Text("잠시 뒤에 다시 확인하십시오.", "Check again in a while."),
    ),
    "crl_unsupported": Explanation(
        _LIST_NOT_USED,
        Text(
            "이 프로그램이 처리하지 못하는 형식의 폐지목록입니다.",
            "The revocation list has a form this program does not process.",
        ),
        _REPORT,
    ),
    "crl_issuer_not_allowed": Explanation(
        _LIST_NOT_USED,
        Text(
            "폐지목록을 발행할 자격이 없는 인증기관이 발행했습니다.",
            "The revocation list was issued by a CA that must not issue any.",
        ),
        _ASK_CA,
    ),
}
