"""Settings: typed, kept, and the administrator's word is last."""

import json
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from desktop_client.administrator import administrator_file, group_policy
from desktop_client.settings import SETTINGS, Settings


def settings(folder: Path) -> Settings:
    return Settings(folder / "settings.json", folder / "administrator.json")


def test_every_default_passes_its_own_check(tmp_path: Path) -> None:
    for name, setting in SETTINGS.items():
        assert setting.check(setting.default), name
        assert settings(tmp_path).get(name) == setting.default


def test_a_choice_is_kept_and_told(tmp_path: Path) -> None:
    heard: list[str] = []
    ours = settings(tmp_path)
    ours.on_change(heard.append)
    ours.set("language", "en")
    assert heard == ["language"]
    assert settings(tmp_path).get("language") == "en"


def test_two_windows_keep_what_both_have_chosen(tmp_path: Path) -> None:
    heard: list[str] = []
    one, another = settings(tmp_path), settings(tmp_path)
    another.on_change(heard.append)
    one.set("service_url", "https://service.example")
    another.set("theme", "dark")
    assert heard == ["theme", "service_url"]
    for seen in (another, settings(tmp_path)):
        assert seen.get("service_url") == "https://service.example"
        assert seen.get("theme") == "dark"


def test_what_a_newer_program_has_chosen_stays(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"of_tomorrow": 1, "theme": "dark"}')
    settings(tmp_path).set("language", "en")
    kept = json.loads((tmp_path / "settings.json").read_text())
    assert kept == {"of_tomorrow": 1, "theme": "dark", "language": "en"}


@pytest.mark.parametrize(
    ("name", "value"),
    [("language", "fr"), ("text_scale", 1000), ("service_url", "ftp://x"), ("theme", None)],
)
def test_a_value_that_is_not_permitted_is_refused(tmp_path: Path, name: str, value: object) -> None:
    with pytest.raises(ValueError, match=name):
        settings(tmp_path).set(name, value)


def test_an_unreadable_file_is_told_and_put_aside_before_another_takes_its_place(
    tmp_path: Path,
) -> None:
    file = tmp_path / "settings.json"
    for number, stored in enumerate(["", "[]", "{"], 1):
        file.write_text(stored)
        ours = settings(tmp_path)
        assert (ours.unreadable, ours.kept_aside) == ([file], None)
        ours.set("language", "en")
        assert ours.kept_aside == tmp_path / f"settings.unreadable-{number}.json"
        assert ours.kept_aside.read_text() == stored
        assert not settings(tmp_path).unreadable
        assert settings(tmp_path).get("language") == "en"


def test_an_unreadable_file_of_the_administrator_is_told_and_left(tmp_path: Path) -> None:
    fixed = tmp_path / "administrator.json"
    fixed.write_text("{")
    ours = settings(tmp_path)
    ours.set("language", "en")
    assert (ours.unreadable, ours.kept_aside, fixed.read_text()) == ([fixed], None, "{")


@pytest.mark.parametrize("stored", ["", "[]", "{", '{"language": 5, "nonsense": 1}', "\x00"])
def test_a_damaged_file_means_defaults(tmp_path: Path, stored: str) -> None:
    (tmp_path / "settings.json").write_text(stored)
    assert settings(tmp_path).get("language") == "ko"


def test_what_the_administrator_fixed_cannot_be_changed(tmp_path: Path) -> None:
    (tmp_path / "administrator.json").write_text(json.dumps({"revocation": "require"}))
    (tmp_path / "settings.json").write_text(json.dumps({"revocation": "off"}))
    ours = settings(tmp_path)
    assert ours.get("revocation") == "require"
    assert ours.is_fixed("revocation")
    with pytest.raises(ValueError, match="revocation"):
        ours.set("revocation", "off")


def test_what_only_an_administrator_sets_is_nobody_elses_choice(tmp_path: Path) -> None:
    one, another = "ab" * 32, "CD" * 32
    (tmp_path / "settings.json").write_text(json.dumps({"trust_list_signer": one}))
    ours = settings(tmp_path)
    assert (ours.get("trust_list_signer"), ours.is_fixed("trust_list_signer")) == ("", True)
    with pytest.raises(ValueError, match="trust_list_signer"):
        ours.set("trust_list_signer", one)
    (tmp_path / "administrator.json").write_text(json.dumps({"trust_list_signer": another}))
    assert settings(tmp_path).get("trust_list_signer") == another


def test_another_address_has_to_be_confirmed_anew(tmp_path: Path) -> None:
    ours = settings(tmp_path)
    ours.set("service_url", "https://service.example")
    ours.set("service_certificate", "ab" * 32)
    ours.set("service_holder", "a service / a CA")
    ours.set("service_url", "https://service.example")
    assert ours.get("service_certificate") == "ab" * 32
    ours.set("service_url", "https://another.example")
    for seen in (ours, settings(tmp_path)):
        assert (seen.get("service_certificate"), seen.get("service_holder")) == ("", "")


def test_group_policy_stands_above_the_administrators_file(tmp_path: Path) -> None:
    (tmp_path / "administrator.json").write_text('{"theme": "dark", "language": "en"}')
    policy = {"theme": "light", "of_tomorrow": 1, "text_scale": "large"}
    ours = Settings(tmp_path / "s", tmp_path / "administrator.json", lambda: policy)
    assert (ours.get("theme"), ours.get("language"), ours.get("text_scale")) == ("light", "en", 100)
    assert ours.is_fixed("theme")
    assert not ours.is_fixed("text_scale")


class Registry:
    """The registry of a Windows computer, as far as it is read."""

    HKEY_LOCAL_MACHINE = "HKLM"

    def __init__(self, values: dict[str, object] | None) -> None:
        self._values = values
        self.opened: list[tuple[str, str]] = []

    def OpenKey(self, root: str, key: str) -> nullcontext[dict[str, object]]:  # noqa: N802
        self.opened.append((root, key))
        if self._values is None:
            raise FileNotFoundError(key)
        return nullcontext(self._values)

    def QueryInfoKey(self, key: dict[str, object]) -> tuple[int, int, int]:  # noqa: N802
        return 0, len(key), 0

    def EnumValue(self, key: dict[str, object], number: int) -> tuple[str, object, int]:  # noqa: N802
        name = list(key)[number]
        return name, key[name], 1


@pytest.mark.parametrize("values", [None, {}, {"proxy": "http://proxy.example:3128"}])
def test_group_policy_is_read_where_only_administrators_write(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, object] | None
) -> None:
    registry = Registry(values)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "winreg", registry)
    assert dict(group_policy()) == (values or {})
    assert registry.opened == [("HKLM", r"SOFTWARE\Policies\g2b-registration")]


@pytest.mark.parametrize(
    ("platform", "expected"),
    [
        ("linux", "/etc/g2b-registration/settings.json"),
        ("darwin", "/Library/Application Support/g2b-registration/settings.json"),
    ],
)
def test_the_administrators_file_lies_where_users_cannot_write(
    monkeypatch: pytest.MonkeyPatch, platform: str, expected: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert administrator_file() == Path(expected)
