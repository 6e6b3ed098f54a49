"""The options of `cert issue`, `renew`, `revoke` and those for what was broken off."""

import argparse
from collections.abc import Callable
from pathlib import Path

from desktop_client.commands.token_choice import folder_or_token
from desktop_client.pki.issuing.requests import RevocationReason
from desktop_client.pki.keyfile.new_key import KEY_SIZES

REASONS = {reason.name.lower().replace("_", "-"): reason for reason in RevocationReason}
"""By the word on the command line."""

Add = Callable[..., argparse.ArgumentParser]


def add_issuing_commands(
    add: Add,
    password: Callable[[str], argparse.ArgumentParser],
    told: Callable[[str], str],
) -> None:
    """Add the commands: `add` takes name, name of the help and parents."""
    issue = add("issue", "issue", password("issue_lines"))
    issue.add_argument("--server", required=True, metavar="URL", help=told("server"))
    issue.add_argument("--reference", required=True, metavar="NUMBER", help=told("reference"))
    issue.add_argument(
        "--to", type=folder_or_token, required=True, metavar="FOLDER", help=told("issue_to")
    )
    renew = add("renew", "renew", password("renew_lines"))
    renew.add_argument("--to", type=Path, metavar="FOLDER", help=told("renew_to"))
    for parser in (issue, renew):
        parser.add_argument("--key-bits", type=int, choices=KEY_SIZES, help=told("key_bits"))
    revoke = add("revoke", "revoke", password("password_stdin"))
    words = told("reason").format(words=", ".join(REASONS))
    revoke.add_argument("--reason", type=_reason, required=True, metavar="WORD", help=words)
    for parser in (renew, revoke):
        parser.add_argument("path", type=folder_or_token, metavar="PATH", help=told("token_path"))
        parser.add_argument("--server", metavar="URL", help=told("known_server"))
    add("pending", "pending")
    resume = add("resume", "resume", password("password_stdin"))
    resume.add_argument("--to", type=Path, metavar="FOLDER", help=told("resume_to"))
    abandon = add("abandon", "abandon", password("abandon_lines"))
    for parser in (resume, abandon):
        parser.add_argument("pending", metavar="ID", help=told("pending_id"))
    abandon.add_argument("--yes", action="store_true", help=told("abandon_yes"))
    without = told("without_token")
    abandon.add_argument("--without-token", action="store_true", help=without)
    for parser in (issue, renew, revoke, resume, abandon):
        parser.add_argument("--module", type=Path, metavar="FILE", help=told("module"))


def _reason(word: str) -> RevocationReason:
    """Return a reason by its word, also as RFC 5280 spells it (keyCompromise)."""
    bare = {name.replace("-", ""): reason for name, reason in REASONS.items()}
    reason = bare.get(word.replace("-", "").replace("_", "").lower())
    if reason is None:
        raise argparse.ArgumentTypeError(f"one of {', '.join(REASONS)}")
    return reason
