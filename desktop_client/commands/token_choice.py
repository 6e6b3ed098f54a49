"""Security tokens as they are named on the command line: by their name or serial number."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from desktop_client.commands.judging import real_mode
from desktop_client.commands.output import CommandError, printable
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.purposes import may_sign
from desktop_client.pki.storage.token_search import list_tokens, plugged_in
from desktop_client.pki.storage.tokens import Token, TokenEntry
from desktop_client.work import Work
from desktop_client.workflows.issuing.issuing import TOKEN


class TokenNamed(NamedTuple):
    """A token in place of a folder."""

    name: str


def folder_or_token(word: str) -> Path | TokenNamed:
    """Return a folder, or the token that `token:NAME` names."""
    return TokenNamed(word.removeprefix(TOKEN)) if word.startswith(TOKEN) else Path(word)


def drivers(module: Path | None) -> list[Path]:
    """Return the driver that was named, or all that are known."""
    return real_mode().drivers(Work()) if module is None else [module]


def token_named(name: str, module: Path | None) -> Token:
    """Return the token of that name or serial number. Raises CommandError."""
    found = plugged_in(drivers(module))
    named = [each for each in found if each.serial == name] or [
        each for each in found if each.label == name
    ]
    if not named:
        raise CommandError("token_missing", name, status=1)
    if len(named) > 1:
        raise _ambiguous(name, [(each.label, each.serial) for each in named])
    return named[0]


def certificate_on_token(
    name: str, module: Path | None, *, alone: bool = False
) -> tuple[Certificate, TokenEntry]:
    """Return the certificate for signatures on the token of that name or serial number.

    Of several on one token it is the longest valid, unless it has to be there `alone`; between
    tokens the user has to choose. Raises CommandError.
    """
    found = list_tokens(*drivers(module))
    named = _named(name, found)
    signing = [
        (entry.certificate, entry)
        for entry in named
        if entry.certificate and may_sign(entry.certificate)
    ]
    if not signing:
        raise _no_certificate(name, named, found)
    choices = list(dict.fromkeys((entry.label, entry.serial) for _, entry in signing))
    if len(choices) > 1:
        raise _ambiguous(name, choices)
    if alone and len(signing) > 1:
        raise CommandError("token_certificates", name, status=1)
    return max(signing, key=lambda pair: pair[0].not_after)


def _ambiguous(name: str, choices: Sequence[tuple[str, str]]) -> CommandError:
    told = ", ".join(f"{label} ({serial})" for label, serial in choices)
    return CommandError("token_ambiguous", name, {"choices": printable(told)})


def _named(name: str, found: Sequence[TokenEntry]) -> list[TokenEntry]:
    """Return what is on the token of this serial number, or else on those of this name."""
    return [entry for entry in found if entry.serial == name] or [
        entry for entry in found if entry.label == name
    ]


def _no_certificate(
    name: str, named: Sequence[TokenEntry], found: Sequence[TokenEntry]
) -> CommandError:
    """Return why a token gives no certificate for signatures, as near as can be told."""
    if named:
        failed = [fault for entry in named for fault in entry.findings]
    elif found and all(entry.is_driver for entry in found):
        failed = [fault for entry in found for fault in entry.findings]
    else:
        return CommandError("token_missing", name, status=1)
    if not failed:
        return CommandError("not_for_signing", name, status=1)
    return CommandError(failed[0].code, failed[0].subject, failed[0].values, status=1)
