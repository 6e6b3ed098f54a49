"""The tasks of `g2b-client` that need no window: certificates, signing, verifying."""

from desktop_client.commands.running import run

__all__ = ["run"]
