"""The tasks of `g2b-client` that need no window: certificates, signing, verifying."""

from desktop_client.commands.running import run_command

__all__ = ["run_command"]
