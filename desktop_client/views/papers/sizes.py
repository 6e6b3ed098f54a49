"""Sizes of files as a person reads them."""

from desktop_client.views.language import say
from desktop_client.views.papers import texts


def size_words(size: int) -> str:
    """Return a number of bytes in the largest unit it fills, with one decimal place."""
    unit, words = next(row for row in texts.BYTES if size >= row[0] or row[0] == 1)
    value = f"{size / unit:.1f}".removesuffix(".0") if unit > 1 else f"{size}"
    return say(words, value=value)
