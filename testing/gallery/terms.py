"""Which words of another language may stand on a screen, and why."""

DATA: tuple[str, ...] = ()
"""Made-up names and texts of people, firms and offices."""

IN_ENGLISH: tuple[str, ...] = ()
"""Official terms whose Korean is given beside the English, to be recognised on papers."""

IN_KOREAN: frozenset[str] = frozenset()
"""Abbreviations and names that have no Korean in ordinary use."""
