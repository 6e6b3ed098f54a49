"""Sentences in both languages."""

from registration.text import Text


def test_a_value_that_is_a_sentence_is_filled_in_in_each_language() -> None:
    pattern, inside = Text("{what} {number}건", "{number} × {what}"), Text("서류", "papers")
    assert pattern.filled(what=inside, number=2) == ("서류 2건", "2 × papers")
