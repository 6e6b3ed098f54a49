"""Slips in the domain of an e-mail address: a letter too many, too few, wrong or exchanged."""

from difflib import get_close_matches
from functools import lru_cache

USUAL = (
    *("naver.com", "gmail.com", "daum.net", "hanmail.net", "nate.com", "kakao.com"),
    *("korea.kr", "outlook.com", "hotmail.com", "yahoo.co.kr", "yahoo.com", "icloud.com"),
)
"""Where most addresses are."""
OWN = frozenset({"mail.com", "email.com", "ymail.com", "daum.com", "outlook.kr", "hotmail.co.kr"})
"""Domains of their own that look like a slip of another."""
SLIPS = {"hanmail.com": "hanmail.net", "naver.net": "naver.com", "gmail.net": "gmail.com"}
LIKENESS = 0.85
"""Of two domains, as difflib counts it: one letter in nine differs or two are exchanged."""
LONGEST = 40
"""Characters of a domain beyond which nobody looks: what is compared grows with their square."""


@lru_cache(maxsize=256)
def usual_domain(domain: str) -> str:
    """Return the usual domain (lower case) that this one is a slip of; "" where it is none."""
    if domain in SLIPS:
        return SLIPS[domain]
    if not domain or domain in USUAL or domain in OWN or len(domain) > LONGEST:
        return ""
    return next(iter(get_close_matches(domain, USUAL, 1, LIKENESS)), "")
