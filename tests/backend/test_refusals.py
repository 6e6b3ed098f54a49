"""Every refusal that is explained is raised, and every one that is raised is explained."""

import ast
from collections.abc import Iterator
from pathlib import Path

import backend
from registration.refusals import REFUSALS

SAYING = {"Refused", "refused", "end", "end_certificate", "forget", "__init__"}
"""Functions that are given a refusal's code."""
NAMES = {"code", "ABSENT", "_CODES"}
"""Names that such codes are given to first."""


def _nodes() -> Iterator[ast.AST]:
    for path in Path(backend.__file__).parent.rglob("*.py"):
        if not {"commands", "migrations"} & set(path.parts):
            yield from ast.walk(ast.parse(path.read_text("utf-8")))


def _words(*nodes: ast.AST) -> set[str]:
    return {
        part.value
        for node in nodes
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def test_each_is_raised_somewhere() -> None:
    said: set[str] = set()
    for node in _nodes():
        if isinstance(node, ast.Call) and _name(node.func) in SAYING:
            said |= _words(*node.args)
        if isinstance(node, ast.Assign) and {_name(target) for target in node.targets} & NAMES:
            said |= _words(node.value)
    assert REFUSALS.keys() - said == set()


def test_each_that_is_raised_is_explained() -> None:
    raised: set[str] = set()
    for node in _nodes():
        if isinstance(node, ast.Call) and _name(node.func) == "Refused" and node.args:
            first = node.args[0]
            if not isinstance(first, ast.Subscript | ast.Call):
                raised |= _words(first)
    assert raised - REFUSALS.keys() == set()
    assert "malformed" in raised
