"""What a directory may answer (RFC 4511 section 4): checked before ldap3 reads it.

ldap3 takes whatever types come, and where it wants bytes makes as many zeros as an integer says.
"""

from desktop_client.pki.encoding import der_read as der

BIND_RESPONSE, SEARCH_ENTRY, SEARCH_DONE, SEARCH_REFERENCE = 0x61, 0x64, 0x65, 0x73
_ENUMERATED = 0x0A
_REFERRAL, _CREDENTIALS = 0xA3, 0x87
_RESULT = [_ENUMERATED, der.OCTET_STRING, der.OCTET_STRING]


def check(message: bytes) -> None:
    """Raise ValueError for any but an answer to a bind or a search, without controls.

    Lengths may be written longer than DER does.
    """
    (whole,) = der.parts(message, der.SEQUENCE)
    found = list(der.elements(whole))
    if len(found) != 2 or found[0][0] != der.INTEGER:
        raise ValueError("no answer that was asked for")
    operation, content = found[1]
    if operation in (BIND_RESPONSE, SEARCH_DONE):
        _check_result(content)
    elif operation == SEARCH_ENTRY:
        _check_entry(content)
    elif operation == SEARCH_REFERENCE:
        _check_strings(content)
    else:
        raise ValueError("no answer that was asked for")


def _check_result(content: der.View) -> None:
    """LDAPResult (section 4.1.9), with serverSaslCreds where it ends a bind."""
    found = list(der.elements(content))
    if [tag for tag, _ in found[:3]] != _RESULT:
        raise ValueError("no LDAPResult")
    for tag, inside in found[3:]:
        if tag == _REFERRAL:
            _check_strings(inside)
        elif tag != _CREDENTIALS:
            raise ValueError("no LDAPResult")


def _check_entry(content: der.View) -> None:
    """SearchResultEntry (section 4.5.2): a name, and attributes with their values."""
    _, attributes = der.parts(content, der.OCTET_STRING, der.SEQUENCE)
    for tag, attribute in der.elements(attributes):
        if tag != der.SEQUENCE:
            raise ValueError("no attribute")
        _, values = der.parts(attribute, der.OCTET_STRING, der.SET)
        _check_strings(values)


def _check_strings(content: der.View) -> None:
    if any(tag != der.OCTET_STRING for tag, _ in der.elements(content)):
        raise ValueError("another type than strings")
