"""The service's settings."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from backend.config import Config, ConfigError, Keys, read_password
from backend.keys import ServiceKeys
from backend.secret import Secret
from backend.service import Service
from backend.storage.models import AuditRecord
from practice.pki import Practice
from testing.backend.commands import inside
from testing.backend.databases import argument
from testing.backend.world import World
from tests.backend.test_serve import settings_file

MINIMAL = """
name = "test"
[keys]
signing_certificate = "sign.der"
signing_key = "/etc/sign.key"
encryption_certificate = "km.der"
encryption_key = "km.key"
issuers = ["ca.pem"]
"""


def _read(tmp_path: Path, text: str) -> Config:
    path = tmp_path / "service.toml"
    path.write_text(text, "utf-8")
    return Config.read(path)


def test_paths_start_at_the_file(tmp_path: Path) -> None:
    config = _read(tmp_path, MINIMAL + '[trust]\nrevocation_lists = ["crl", "/var/crl"]\n')
    assert config.database == tmp_path / "service.sqlite"
    assert config.keys.signing_certificate == tmp_path / "sign.der"
    assert config.keys.signing_key == Path("/etc/sign.key")
    assert config.keys.issuers == (tmp_path / "ca.pem",)
    assert config.trust.revocation_lists == (tmp_path / "crl", Path("/var/crl"))
    assert config.tls_key is None
    assert config.host == "127.0.0.1"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "name"),
        ("name =", "Invalid value"),
        ('name = "x"', "keys"),
        (MINIMAL.replace("signing_key", "singing_key"), "keys"),
        ("port = 99999\n" + MINIMAL, "port"),
        ("port = true\n" + MINIMAL, "port"),
        (MINIMAL + "[times]\nsession = 0\n", "times.session"),
        (MINIMAL + "[limits]\nrequests = 5\n", "limits.requests"),
        (MINIMAL + '[registry]\nurl = "http://api.example.kr"\n', "registry.url: .*https"),
        (MINIMAL + '[registry]\nurl = "https://api.example.kr"\n', "registry: .*service_key"),
        (MINIMAL + '[mail]\nhost = "mx.example.kr"\nsecurity = "none"\n', "mail: .*none"),
        (MINIMAL + '[mail]\nhost = "mx.example.kr"\nuser = "g2b"\n', "mail: .*password"),
        (MINIMAL + '[mail]\nsender = "a@b.kr\\nBcc: c@d.kr"\n', "mail.sender"),
        (MINIMAL + '[sms]\nurl = "http://sms.example.kr"\n', "sms.url: .*https"),
    ],
)
def test_settings_that_cannot_be_used_are_named(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        _read(tmp_path, text)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml"):
        Config.read(tmp_path / "none.toml")


def _keys(practice: Practice, **changed: Path) -> Keys:
    folder = practice.service
    files: dict[str, Any] = {
        "signing_certificate": folder / "sign.der",
        "signing_key": folder / "sign.key",
        "encryption_certificate": folder / "km.der",
        "encryption_key": folder / "km.key",
    }
    return Keys(**(files | changed))


def test_keys_that_do_not_fit_their_certificate_are_refused(practice_pki: Practice) -> None:
    with pytest.raises(ConfigError, match="another certificate"):
        ServiceKeys.read(_keys(practice_pki, signing_key=practice_pki.service / "km.key"))


def test_a_certificate_of_another_use_is_refused(practice_pki: Practice) -> None:
    folder = practice_pki.service
    others = {"signing_certificate": folder / "km.der", "signing_key": folder / "km.key"}
    with pytest.raises(ConfigError, match=r"km\.der: its keyUsage"):
        ServiceKeys.read(_keys(practice_pki, **others))
    others = {"encryption_certificate": folder / "sign.der", "encryption_key": folder / "sign.key"}
    with pytest.raises(ConfigError, match=r"sign\.der: its keyUsage"):
        ServiceKeys.read(_keys(practice_pki, **others))


def test_what_is_no_key_or_certificate_is_named(practice_pki: Practice, tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    with pytest.raises(ConfigError, match="missing"):
        ServiceKeys.read(_keys(practice_pki, signing_key=missing))
    with pytest.raises(ConfigError, match="missing"):
        ServiceKeys.read(_keys(practice_pki, encryption_certificate=missing))
    with pytest.raises(ConfigError, match="PEM"):
        ServiceKeys.read(_keys(practice_pki, signing_key=practice_pki.root))


def test_the_secret_is_made_once_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    first = Secret.make(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert Secret.at(path).status_key("x") == first.status_key("x")
    assert Secret.make(tmp_path / "other").status_key("x") != first.status_key("x")
    with pytest.raises(FileExistsError):
        Secret.make(path)
    path.write_bytes(b"short")
    with pytest.raises(ValueError, match="32 bytes"):
        Secret.at(path)


def test_a_lost_secret_is_told_and_not_replaced_unasked(world: World, tmp_path: Path) -> None:
    config = world.service.config
    config.secret.unlink()
    Service.open(config).close()  # nothing was filed yet: nothing depends on it
    before = Secret.at(config.secret)
    filed = world.file_form()
    config.secret.unlink()
    with pytest.raises(ConfigError, match="secret --new"):
        Service.open(config)
    assert not config.secret.exists()
    settings = settings_file(
        tmp_path, world.pki, database=argument(config.database), secret=str(config.secret)
    )
    assert inside("secret", "--config", settings).returncode == 2
    made = inside("secret", "--new", "--config", settings)
    assert (made.returncode, "no longer count" in made.stdout) == (0, True)
    assert Secret.at(config.secret).status_key("x") != before.status_key("x")
    assert inside("secret", "--new", "--config", settings).returncode == 1
    Service.open(config).close()
    with world.service.database.read() as session:
        events = list(session.scalars(select(AuditRecord.event)))
    assert events.count("secret_replaced") == 1
    assert filed["number"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"host": "192.0.2.1"}, "--insecure"),
        ({"host": "2001:db8::1"}, "--insecure"),
        ({"tls_certificate": "a.pem"}, "needed together"),
        ({"tls_key": "a.pem"}, "needed together"),
        ({"tls_certificate": "a.pem", "tls_key": "a.pem"}, "No such file"),
        ({"tls_certificate": "service.toml", "tls_key": "service.toml"}, "PEM"),
        ({"trusted_proxies": ["everyone"]}, "trusted_proxies"),
    ],
)
def test_what_would_go_in_clear_or_without_a_key_is_told(
    practice_pki: Practice, tmp_path: Path, more: dict[str, Any], told: str
) -> None:
    refused = inside("serve", "--config", settings_file(tmp_path, practice_pki, **more))
    assert refused.returncode == 1
    assert told in refused.stderr


def test_in_clear_is_served_what_stays_here_or_is_asked_for(practice_pki: Practice) -> None:
    def config(**more: Any) -> Config:
        return Config(name="x", keys=_keys(practice_pki), **more)

    assert not config().is_in_clear
    assert config(host="192.0.2.1").is_in_clear
    assert not config(host="192.0.2.1", trusted_proxies=("10.0.0.1",)).is_in_clear
    assert not config(host="192.0.2.1", tls_certificate="a", tls_key="b").is_in_clear


def test_what_the_secret_made_is_bound_to_every_part(tmp_path: Path) -> None:
    secret = Secret.make(tmp_path / "secret")
    mac = secret.mac("ticket", "a", "bc")
    assert secret.made(mac, "ticket", "a", "bc")
    for purpose, *parts in (
        ("challenge", "a", "bc"),
        ("ticket", "ab", "c"),
        ("ticket", "a", "bc", ""),
    ):
        assert not secret.made(mac, purpose, *parts)


def test_a_service_without_its_tables_does_not_start(
    practice_pki: Practice, tmp_path: Path
) -> None:
    path = tmp_path / "a.sqlite"
    config = Config(name="x", database=path, keys=_keys(practice_pki))
    with pytest.raises(ConfigError, match="migrate"):
        Service.open(config)
    assert not path.exists()
    path.write_bytes(b"no database" * 100)
    with pytest.raises(ConfigError, match="SQLite"):
        Service.open(config)


def test_the_settings_that_are_shipped_as_an_example_can_be_read(tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "installer/linux/server_files"
    example = (folder / "service.toml.example").read_text("utf-8")
    assert _read(tmp_path, example).notices.spool == Path("/var/lib/g2b-server/spool")
    heads = [line for line in example.splitlines() if line.startswith("[")]
    assert {"[registry]", "[notices]", "[mail]", "[sms]"} <= set(heads)
    whole = "\n".join(
        line.removeprefix("# ") if " = " in line else line for line in example.splitlines()
    )
    config = _read(tmp_path, whole)
    assert (config.registry.kept_minutes, config.mail.seconds, config.sms.seconds) == (720, 120, 15)


@pytest.mark.parametrize("content", [b"", b"\n", "\ud0a4".encode(), b"two\nlines", b"x" * 5000])
def test_a_key_that_is_none_is_told_without_being_shown(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "registry.key"
    path.write_bytes(content)
    with pytest.raises(ConfigError) as told:
        read_password(path)
    assert str(told.value).startswith(f"{path}: ")
    assert "two" not in str(told.value)


def test_an_office_is_reached_as_the_settings_say(tmp_path: Path) -> None:
    about = '[offices.25]\nfax = "042-000-0000"\nsource = "누리집"\nas_of = 2026-11-28\n'
    (contact,) = _read(tmp_path, MINIMAL + about).offices.values()
    assert (contact.fax, contact.phone, contact.as_of.isoformat()) == (
        "042-000-0000",
        "",
        "2026-11-28",
    )


@pytest.mark.parametrize(
    "about",
    [
        '[offices.99]\nsource = "누리집"\nas_of = 2026-11-28\n',
        '[offices.25]\nfax = "042-000-0000"\n',
        '[offices.25]\nfax = "042 x"\nsource = "누리집"\nas_of = 2026-11-28\n',
    ],
)
def test_an_office_that_is_none_or_of_no_source_is_refused(tmp_path: Path, about: str) -> None:
    with pytest.raises(ConfigError):
        _read(tmp_path, MINIMAL + about)
