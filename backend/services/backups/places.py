"""What goes into a backup beside database and attachments, and where it belongs."""

from pathlib import Path

from backend.config import Config

DATABASE = "database.sqlite"
ATTACHMENTS = "attachments"
SETTINGS = "settings.toml"
"""As they were, to read; a restore goes by the settings that it is given."""
KEYS = "keys"


def folders(config: Config) -> dict[str, Path]:
    """Return the folders that are copied whole."""
    return {"anchors": config.anchors, "tables": config.tables}


def key_files(config: Config) -> dict[str, Path]:
    """Return the files of keys and passwords that the settings name, by their setting."""
    named = {
        "secret": config.secret,
        "signing_certificate": config.keys.signing_certificate,
        "signing_key": config.keys.signing_key,
        "encryption_certificate": config.keys.encryption_certificate,
        "encryption_key": config.keys.encryption_key,
        "tls_certificate": config.tls_certificate,
        "tls_key": config.tls_key,
        "registry_service_key": config.registry.service_key if config.registry.url else None,
        "open_data_service_key": config.open_data.service_key,
        "database_password": config.database_password,
        "object_store_secret_key": config.object_store.secret_key,
        "mail_password": config.mail.password,
        "sms_key": config.sms.key,
    }
    issuers = {f"issuer_{place}": path for place, path in enumerate(config.keys.issuers, 1)}
    return {name: path for name, path in (named | issuers).items() if path is not None}
