import configparser
from pathlib import Path

from backend.config import Config
from installer.linux.server import FILES

DATA = Path("/var/lib/g2b-server")


def test_the_example_settings_are_settings(tmp_path: Path) -> None:
    """What is written lies in the data folder: the unit can write nowhere else."""
    file = tmp_path / "service.toml"
    file.write_text((FILES / "service.toml.example").read_text("utf-8"), "utf-8")
    config = Config.read(file)
    written = (
        config.database,
        config.attachments,
        config.secret,
        config.trust.kept_lists,
        config.trust.installation,
    )
    assert all(isinstance(path, Path) and path.is_relative_to(DATA) for path in written)
    assert not config.is_in_clear


def test_the_unit_runs_as_its_own_user_without_rights() -> None:
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.optionxform = lambda option: option  # type: ignore[assignment,method-assign]  # keeps case
    unit.read_string((FILES / "g2b-server.service").read_text("utf-8"))
    service = unit["Service"]
    assert service["User"] == "g2b-server"
    assert service["CapabilityBoundingSet"] == ""
    assert service["ProtectSystem"] == "strict"
    assert service["StateDirectory"] == DATA.name
    assert service["ExecStart"].endswith("--config /etc/g2b-server/service.toml")
