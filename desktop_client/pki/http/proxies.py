"""Which proxy (of an office, usually) leads to an address, as the computer is set up."""

import os
import sys
from urllib.parse import urlsplit

from desktop_client.pki.http.address import is_loopback
from desktop_client.pki.http.chosen_proxy import CHOSEN
from desktop_client.pki.http.failures import ExchangeFailed, Reason

_HTTP = ("http", "https", "")
_SCRIPT = ("pac+", ".pac")


def proxies_for(url: str) -> dict[str, str]:
    """Return the proxy chosen, that of the environment or of the system, by scheme; or nothing.

    What is to be reached without one (NO_PROXY) is, whichever it is. Its user and password may
    stand in it. Raises ExchangeFailed `proxy_wrong` and `proxy_unsupported` (SOCKS, or a script:
    PAC).
    """
    from requests.utils import get_environ_proxies, select_proxy, should_bypass_proxies

    if is_loopback(url):
        return {}
    proxy: str | None
    if CHOSEN.address:
        proxy = None if should_bypass_proxies(url, None) else CHOSEN.address
    else:
        proxy = select_proxy(url, get_environ_proxies(url))
    if not proxy:
        return {}
    _require_usable(proxy)
    return {"http": proxy, "https": proxy}


def script_is_set() -> bool:
    """Return whether the computer finds its proxy by a script (PAC), which is not run here."""
    if any(os.environ.get(name) for name in ("auto_proxy", "AUTO_PROXY")):
        return True
    if sys.platform != "win32":
        return False
    import winreg

    place = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings"
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, place) as key:
            return bool(winreg.QueryValueEx(key, "AutoConfigURL")[0])
    except OSError:
        return False


def _require_usable(proxy: str) -> None:
    lowered = proxy.lower()
    if lowered.startswith(("socks", _SCRIPT[0])) or lowered.endswith(_SCRIPT[1]):
        raise ExchangeFailed(Reason.PROXY_UNSUPPORTED)
    try:
        parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        usable = parts.scheme in _HTTP and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ExchangeFailed(Reason.PROXY_WRONG)
