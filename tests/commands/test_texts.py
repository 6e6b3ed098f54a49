"""The commands' own sentences are complete."""

import ast
import string
from pathlib import Path

from desktop_client import commands
from desktop_client.commands.texts import HELP, REFUSALS, SEVERITIES, UNREADABLE, VALIDITIES
from desktop_client.finding_texts import FINDING_TEXTS
from desktop_client.pki.findings import CODES, Severity, Validity

VALUES = {
    "issuing_begun_weaker": {"bits"},
    "key_on_token": {"token"},
    "list_needs_yes": {"reason"},
    "lookup_failed": {"why", "next"},
    "table_not_renewed": {"reason"},
    "table_unknown": {"tables"},
    "tables_unreachable": {"reason"},
    "too_large_to_attach": {"limit"},
    "token_ambiguous": {"choices"},
    "unexpected": {"error", "place"},
}
"""The values each refusal is made with."""


def test_refusals_have_names_of_their_own() -> None:
    assert not REFUSALS.keys() & FINDING_TEXTS.keys()
    assert CODES.keys() >= UNREADABLE


def test_refusals_wait_for_no_value_they_do_not_get() -> None:
    for code, told in REFUSALS.items():
        for sentence in (part for text in told for part in text):
            names = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
            assert names <= VALUES.get(code, set()), code


def test_every_refusal_named_in_the_code_can_be_told() -> None:
    named = set()
    for path in Path(commands.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "CommandError":
                continue
            if isinstance(node.args[0], ast.Constant):
                named.add(node.args[0].value)
    assert named >= REFUSALS.keys()
    assert named <= REFUSALS.keys() | FINDING_TEXTS.keys()


def test_words_for_every_severity_and_verdict() -> None:
    assert SEVERITIES.keys() == set(Severity)
    assert VALIDITIES.keys() == set(Validity)
    assert all(text.ko != text.en for text in HELP.values())
