"""Every finding can be told to a person, in both languages."""

import re
import string

import pytest

from desktop_client.finding_texts import FINDING_TEXTS
from desktop_client.pki.findings import CODES


def test_every_code_has_a_text_and_no_text_is_left_over() -> None:
    assert FINDING_TEXTS.keys() == CODES.keys()


@pytest.mark.parametrize("code", sorted(FINDING_TEXTS))
def test_each_text_is_a_sentence_in_both_languages(code: str) -> None:
    for text in FINDING_TEXTS[code]:
        assert re.search("[가-힣]", text.ko)
        assert not re.search("[가-힣]", text.en)
        assert text.ko.endswith("."), text.ko
        assert text.en.endswith("."), text.en
        assert text.en[0].isupper(), text.en


@pytest.mark.parametrize("code", sorted(FINDING_TEXTS))
def test_no_text_waits_for_a_value_that_a_finding_may_lack(code: str) -> None:
    for text in FINDING_TEXTS[code]:
        for sentence in text:
            assert [name for _, name, _, _ in string.Formatter().parse(sentence) if name] == []
