"""Which addresses will do, and are safe to speak to; light, because the screens ask too."""

from desktop_client.pki.http.address import is_secure, parse


def fault(address: str) -> str | None:
    """Return why an address will not do, as a code of `error_texts`; None where it will.

    service_address_missing, service_address_wrong (also with a name and password in it, which
    would be kept in the settings), or service_not_secure: neither https nor http
    on this computer.
    """
    if not address:
        return "service_address_missing"
    if parse(address) is None or any(mark in address for mark in "?#@"):
        return "service_address_wrong"
    return None if is_secure(address) else "service_not_secure"


def stamping_fault(addresses: str) -> str | None:
    """Return why addresses of time stamp servers will not do: stamping_addresses_wrong.

    They are separated by spaces; http will do, since what they answer is signed.
    """
    given = addresses.split()
    wrong = any(parse(address) is None or "@" in address for address in given)
    wrong = wrong or len(set(given)) < len(given)
    return "stamping_addresses_wrong" if wrong else None


def issuing_fault(address: str) -> str | None:
    """Return why the address of a CA will not do: issuing_address_missing, issuing_address_wrong.

    http will do, since what is sent and answered is protected by itself (RFC 9810).
    """
    if not address:
        return "issuing_address_missing"
    wrong = parse(address) is None or any(mark in address for mark in "?#@")
    return "issuing_address_wrong" if wrong else None


def proxy_fault(address: str) -> str | None:
    """Return why a proxy's address will not do: proxy_address_wrong.

    Also with a name and password in it, which would be kept in the settings. "" is none of its own.
    """
    wrong = bool(address) and (parse(address) is None or any(mark in address for mark in "?#@"))
    return "proxy_address_wrong" if wrong else None
