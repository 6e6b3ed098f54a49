"""docs/OPERATING.md: every command, option, setting and metric that it names is there."""

import argparse
import importlib
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from backend.__main__ import COMMANDS
from backend.config import Config, Part, Retention
from backend.metrics import Metrics
from backend.services.retention import rules
from practice.pki import Practice
from testing.backend.world import World
from tests.backend.test_serve import settings_file

TEXT = (Path(__file__).parents[2] / "docs" / "OPERATING.md").read_text("utf-8")


def _options(parser: argparse.ArgumentParser) -> set[str]:
    """The options of a command, and of what it is divided into."""
    found: set[str] = set()
    for action in parser._actions:
        found.update(action.option_strings)
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                found |= {name, *_options(inner)}
    return found


def _known(command: str) -> set[str]:
    parser = argparse.ArgumentParser()
    importlib.import_module(f"backend.commands.{command}").add_arguments(parser)
    return _options(parser)


def test_every_command_and_option_is_there() -> None:
    named = re.findall(r"g2b-server (?!_)([a-z]+)((?: [^\n`]*)?)", TEXT)
    assert {"backup", "restore", "retain", "migrate", "move", "officer", "audit"} <= {
        command for command, _ in named if command in COMMANDS
    }
    for command, rest in named:
        if command in COMMANDS:
            assert set(re.findall(r"--[a-z-]+", rest)) <= _known(command), command
        else:
            assert not rest.strip().startswith("-"), command
    assert {"add", "--role"} <= _known("officer")
    assert "verify" in _known("audit")


@pytest.mark.parametrize("block", re.findall(r"```toml\n(.*?)```", TEXT, re.S))
def test_every_example_of_settings_is_read(
    block: str, practice_pki: Practice, tmp_path: Path
) -> None:
    given = tomllib.loads(block)
    base = tomllib.loads(settings_file(tmp_path, practice_pki).read_text())
    read = Config.model_validate(base | given)
    assert given.keys() <= read.model_fields_set


def test_every_setting_that_is_named_is_there() -> None:
    names = set(_settings(Config))
    for name in re.findall(r"`((?:limits|retention|trust|notices)\.[a-z_]+)`", TEXT):
        assert name in names
    for name in re.findall(r"`(\w+_days|metrics_\w+|tls_\w+|access_key)`", TEXT):
        assert any(known.rpartition(".")[2] == name for known in names), name


def _settings(part: type[Part], before: str = "") -> list[str]:
    found = []
    for name, field in part.model_fields.items():
        found.append(before + name)
        if isinstance(field.annotation, type) and issubclass(field.annotation, Part):
            found += _settings(field.annotation, f"{before}{name}.")
    return found


def test_the_table_of_retention_is_the_programs() -> None:
    rows = dict(re.findall(r"^\| `(\w+)_days` \| (.*) \|$", TEXT, re.M))
    bases = {rule.name: rule.basis for rule in (*rules.APPLICATIONS, *rules.ROWS)}
    bases |= dict((rules.UNFILED, rules.AUDIT))
    assert rows.keys() == bases.keys()
    for name, row in rows.items():
        days, _, basis = row.split(" | ")
        assert int(days) == getattr(Retention(), f"{name}_days")
        assert basis == bases[name]


def test_every_metric_that_is_named_is_there(world: World) -> None:
    metrics = Metrics(world.service)
    there: set[Any] = {family.name for family in metrics.registry.collect()}
    named = set(re.findall(r"`(g2b_[a-z_]+)`", TEXT))
    assert len(named) > 5
    assert {name.removesuffix("_total") for name in named} <= there
