"""Refuses to guess where a name stands under a name constraint (RFC 5280 section 4.2.1.10).

certvalidator compares what is well formed, IP addresses by `holds_address`. Of wildcards, of
malformed names and of malformed constraints each reader makes something else; a certificate with
one is not judged.
"""

import ipaddress
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from desktop_client.pki import names
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.findings import Finding, finding

MAX_COMPARISONS = 50_000
"""Names below a constraint times its subtrees; each takes some microseconds."""

_EMAIL, _DNS, _DIRECTORY, _URI, _IP = 0x81, 0x82, 0xA4, 0x86, 0x87
"""Identifier octets of GeneralName: rfc822Name, dNSName, directoryName,
uniformResourceIdentifier, iPAddress."""
_LABEL = r"[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?"
_HOST = re.compile(rf"{_LABEL}(\.{_LABEL})*")
_HOST_OR_DOMAIN = re.compile(rf"\.?{_HOST.pattern}")
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_MAILBOX = re.compile(rf"{_LOCAL}@{_HOST.pattern}")
_MAILBOXES = re.compile(rf"({_LOCAL}@)?{_HOST.pattern}|\.{_HOST.pattern}")

Name = tuple[int, bytes]
"""Identifier octet and content of a GeneralName."""


def unclear(chain: Sequence[Certificate]) -> Finding | None:
    """Return `name_unclear` or `judging_took_too_long` for a path, leaf first, else None.

    Raises PARSE_ERRORS over damage.
    """
    subtrees: list[Name] = []
    for depth in range(len(chain) - 1, 0, -1):
        subtrees += _subtrees(chain[depth])
        below = chain[depth - 1]
        if subtrees and (depth == 1 or not below.self_issued):
            found = _unclear(below, subtrees)
            if found is not None:
                return found
    return None


def _unclear(certificate: Certificate, subtrees: Sequence[Name]) -> Finding | None:
    per_kind = Counter(tag for tag, _ in subtrees)
    constrained = [name for name in _names(certificate) if per_kind[name[0]]]
    if sum(per_kind[tag] for tag, _ in constrained) > MAX_COMPARISONS:
        return finding("judging_took_too_long", certificate.subject)
    present = {tag for tag, _ in constrained}
    bases = [subtree for subtree in subtrees if subtree[0] in present]
    clear = all(_is_clear(each, _NAMES) for each in constrained) and all(
        _is_clear(base, _BASES) for base in bases
    )
    return None if clear else finding("name_unclear", certificate.subject)


def _names(certificate: Certificate) -> Iterator[Name]:
    """Yield the subject, its e-mail addresses and the alternative names (section 6.1.3 b)."""
    alternative = [_name(*element) for element in der.elements(certificate.alternative_names)]
    yield from alternative
    if certificate.subject_name:
        yield _DIRECTORY, certificate.subject_name
    mailboxes = {name for tag, name in alternative if tag == _EMAIL}
    for kind, text in names.read_name(certificate.subject_name):
        # certvalidator looks at these only where there are no alternative names at all.
        if kind == "email" and alternative and text.encode() not in mailboxes:
            yield _EMAIL, b""


def _subtrees(certificate: Certificate) -> Iterator[Name]:
    for _, subtrees in der.elements(certificate.extensions.name_constraints):
        for _, subtree in der.elements(subtrees):
            yield _name(*next(der.elements(subtree)))


def _name(tag: int, content: der.View) -> Name:
    if tag == _DIRECTORY:  # a tag around the whole name
        (content,) = der.parts(content, der.SEQUENCE)
    return tag, bytes(content)


def _is_clear(name: Name, forms: Mapping[int, Callable[[bytes], bool]]) -> bool:
    tag, content = name
    return tag not in forms or forms[tag](content)


def holds_address(base: str, other: str) -> bool:
    """Whether an address is of a network, written as asn1crypto writes iPAddress.

    An IPv4 address is of no IPv6 network, nor the other way round.
    """
    return ipaddress.ip_address(other) in ipaddress.ip_network(base, strict=False)


def _is_network(content: bytes) -> bool:
    """Whether it is an address and a mask, IPv4 or IPv6, and the mask's ones come first."""
    if len(content) not in {8, 32}:
        return False
    mask = content[len(content) // 2 :]
    zeros = ~int.from_bytes(mask) & (1 << 8 * len(mask)) - 1
    return zeros & zeros + 1 == 0


def _matches(form: re.Pattern[str]) -> Callable[[bytes], bool]:
    return lambda content: form.fullmatch(content.decode("latin-1")) is not None


def _has_host(content: bytes) -> bool:
    """Whether it is a URI of a host with a name."""
    try:
        parts = urlsplit(content.decode("ascii"))
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    is_named = _HOST.fullmatch(host) is not None and not host.rpartition(".")[2].isdigit()
    return bool(parts.scheme) and "@" not in parts.netloc and is_named


_NAMES: Mapping[int, Callable[[bytes], bool]] = {
    _EMAIL: _matches(_MAILBOX),
    _DNS: _matches(_HOST),
    _DIRECTORY: names.is_text,
    _URI: _has_host,
    _IP: lambda content: len(content) in {4, 16},
}
_BASES: Mapping[int, Callable[[bytes], bool]] = {
    _EMAIL: _matches(_MAILBOXES),
    _DNS: _matches(_HOST),
    _DIRECTORY: names.is_text,
    _URI: _matches(_HOST_OR_DOMAIN),
    _IP: _is_network,
}
