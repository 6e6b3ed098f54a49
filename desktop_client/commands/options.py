"""The command line: every command with its options, in the reader's language."""

import argparse
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import cast

from desktop_client.commands.issuing_options import add_issuing_commands
from desktop_client.commands.texts import HELP
from desktop_client.pki.judging.trust_list import MAX_VERSION
from desktop_client.pki.revocation.checking import Revocation
from registration.text import LANGUAGES, Language


def preferred_language(arguments: Sequence[str], environ: Mapping[str, str]) -> Language:
    """Return --language, G2B_LANGUAGE or the system's language; Korean when none is known."""
    asked = [value for option, value in pairwise(arguments) if option == "--language"]
    asked += [
        argument.partition("=")[2] for argument in arguments if argument.startswith("--language=")
    ]
    wishes = [*asked, environ.get("G2B_LANGUAGE", ""), environ.get("LANG", "")[:2]]
    return cast(Language, next((wish for wish in wishes if wish in LANGUAGES), "ko"))


def parse_options(arguments: Sequence[str], language: Language) -> argparse.Namespace:
    """Return the options; `command` names the command. SystemExit as argparse does."""
    return every_command(language).parse_args(arguments)


def every_command(language: Language) -> argparse.ArgumentParser:
    """Return what reads the command line of a task, with its help in a language."""
    return _Parsers(language).parser


class _Parsers:
    def __init__(self, language: Language) -> None:
        self._language = language
        self._common = self._common_options()
        self._judging = self._judging_options()
        self._password = self._password_option("password_stdin")
        self.parser = argparse.ArgumentParser(
            prog="g2b-client",
            description=self._help("program"),
            epilog=self._help("exit"),
            allow_abbrev=False,
        )
        commands = self.parser.add_subparsers(required=True, metavar="COMMAND")
        certificates = commands.add_parser("cert", help=self._help("cert"), allow_abbrev=False)
        tasks = certificates.add_subparsers(required=True, metavar="TASK")
        self._add_certificate_commands(tasks)
        self._add_keeping_commands(tasks)
        roots = commands.add_parser("trust", help=self._help("roots"), allow_abbrev=False)
        self._add_trust_commands(roots.add_subparsers(required=True, metavar="TASK"))
        self._add_sign(commands)
        self._add_verify(commands)
        self._add(commands, "doctor", "doctor")
        looking_up = self._add(commands, "sanctions", "sanctions")
        looking_up.add_argument("number", metavar="NUMBER", help=self._help("business_number"))
        tables = commands.add_parser("tables", help=self._help("tables"), allow_abbrev=False)
        self._add_table_commands(tables.add_subparsers(required=True, metavar="TASK"))

    def _help(self, name: str) -> str:
        return HELP[name].show(self._language)

    @staticmethod
    def _plain() -> argparse.ArgumentParser:
        return argparse.ArgumentParser(add_help=False, allow_abbrev=False)

    def _password_option(self, help_name: str) -> argparse.ArgumentParser:
        options = self._plain()
        options.add_argument("--password-stdin", action="store_true", help=self._help(help_name))
        return options

    def _common_options(self) -> argparse.ArgumentParser:
        options = self._plain()
        options.add_argument("--json", action="store_true", help=self._help("json"))
        options.add_argument("--language", choices=LANGUAGES, help=self._help("language"))
        return options

    def _judging_options(self) -> argparse.ArgumentParser:
        options = self._plain()
        for name in ("trust", "intermediate", "crl"):
            options.add_argument(
                f"--{name}",
                type=Path,
                action="append",
                default=[],
                metavar="FILE",
                help=self._help(name),
            )
        options.add_argument("--fetch", action="store_true", help=self._help("fetch"))
        options.add_argument("--at", type=parse_moment, metavar="TIME", help=self._help("at"))
        options.add_argument(
            "--revocation",
            choices=[choice.value for choice in Revocation],
            help=self._help("revocation"),
        )
        return options

    def _add(
        self,
        commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
        name: str,
        help_name: str,
        *parents: argparse.ArgumentParser,
    ) -> argparse.ArgumentParser:
        parser = commands.add_parser(
            name,
            help=self._help(help_name),
            description=self._help(help_name),
            epilog=self._help("exit"),
            parents=[*parents, self._common],
            allow_abbrev=False,
        )
        parser.set_defaults(command=help_name)
        return parser

    def _add_out(self, parser: argparse.ArgumentParser, help_name: str) -> None:
        parser.add_argument(
            "--out", type=Path, required=True, metavar="FILE", help=self._help(help_name)
        )
        parser.add_argument("--force", action="store_true", help=self._help("force"))

    def _add_certificate_commands(
        self, tasks: "argparse._SubParsersAction[argparse.ArgumentParser]"
    ) -> None:
        listing = self._add(tasks, "list", "list")
        listing.add_argument("--store", type=Path, metavar="DIR", help=self._help("store"))
        parsers = [
            self._add(tasks, "show", "show"),
            self._add(tasks, "open", "open", self._password),
            self._add(tasks, "verify", "cert_verify", self._judging),
            identity := self._add(tasks, "identity", "identity", self._password),
        ]
        for parser in parsers:
            parser.add_argument("path", type=Path, metavar="PATH", help=self._help("path"))
        identity.add_argument(
            "--number", type=parse_number, required=True, metavar="N", help=self._help("number")
        )

    def _add_keeping_commands(
        self, tasks: "argparse._SubParsersAction[argparse.ArgumentParser]"
    ) -> None:
        change = self._password_option("password_lines")
        exporting = self._password_option("export_lines")
        importing = self._password_option("import_lines")
        parsers = [
            self._add(tasks, "password", "password", change),
            copy := self._add(tasks, "copy", "copy"),
            delete := self._add(tasks, "delete", "delete"),
            export := self._add(tasks, "export-pfx", "export_pfx", exporting),
        ]
        for parser in parsers:
            parser.add_argument("path", type=Path, metavar="PATH", help=self._help("path"))
        taking = self._add(tasks, "import-pfx", "import_pfx", importing)
        taking.add_argument("file", type=Path, metavar="FILE", help=self._help("pfx"))
        for parser in (copy, taking):
            parser.add_argument(
                "--to", type=Path, required=True, metavar="FOLDER", help=self._help("to")
            )
            parser.add_argument("--replace", action="store_true", help=self._help("replace"))
        delete.add_argument("--yes", action="store_true", help=self._help("yes"))
        self._add_out(export, "pfx_out")
        add_issuing_commands(partial(self._add, tasks), self._password_option, self._help)
        sealing = self._add(tasks, "seal", "seal", self._judging, self._password)
        sealing.add_argument("path", type=Path, metavar="PATH", help=self._help("path"))
        sealing.add_argument(
            "--for",
            dest="recipient",
            type=Path,
            required=True,
            metavar="CERT",
            help=self._help("recipient"),
        )
        sealing.add_argument("--old", action="store_true", help=self._help("old"))
        self._add_out(sealing, "seal_out")
        tokens = self._add(tasks, "tokens", "tokens")
        tokens.add_argument("--module", type=Path, metavar="FILE", help=self._help("module"))

    def _add_trust_commands(
        self, tasks: "argparse._SubParsersAction[argparse.ArgumentParser]"
    ) -> None:
        self._add(tasks, "list", "trust_list")
        adding = self._add(tasks, "add", "trust_add")
        adding.add_argument("file", type=Path, metavar="FILE", help=self._help("root_file"))
        adding.add_argument(
            "--fingerprint", required=True, metavar="HEX", help=self._help("fingerprint")
        )
        removing = self._add(tasks, "remove", "trust_remove")
        removing.add_argument("fingerprint", metavar="HEX", help=self._help("fingerprint"))
        self._add_list_commands(tasks)

    def _add_list_commands(
        self, tasks: "argparse._SubParsersAction[argparse.ArgumentParser]"
    ) -> None:
        making = self._add(tasks, "make", "trust_make")
        making.add_argument(
            "--version", type=version, required=True, metavar="N", help=self._help("list_version")
        )
        making.add_argument("--table", type=Path, metavar="FILE", help=self._help("table"))
        making.add_argument(
            "--certificate",
            type=Path,
            action="append",
            default=[],
            metavar="FILE",
            help=self._help("listed"),
        )
        self._add_out(making, "list_out")
        replacing = self._add(tasks, "replace", "trust_replace")
        replacing.add_argument("file", type=Path, metavar="FILE", help=self._help("signed_list"))
        replacing.add_argument("--yes", action="store_true", help=self._help("list_yes"))
        self._add(tasks, "lists", "kept_lists")
        forgetting = self._add(tasks, "forget", "forget_lists")
        which = forgetting.add_mutually_exclusive_group(required=True)
        which.add_argument("url", nargs="?", metavar="URL", help=self._help("kept_url"))
        which.add_argument("--all", action="store_true", help=self._help("forget_all"))

    def _add_table_commands(
        self, tasks: "argparse._SubParsersAction[argparse.ArgumentParser]"
    ) -> None:
        self._add(tasks, "list", "tables_list")
        renewing = self._add(tasks, "renew", "tables_renew")
        renewing.add_argument(
            "--key-stdin",
            dest="password_stdin",
            action="store_true",
            help=self._help("key_stdin"),
        )
        renewing.add_argument("names", nargs="*", metavar="TABLE", help=self._help("tables_named"))
        renewing.add_argument("--server", metavar="URL", help=self._help("tables_server"))
        renewing.add_argument(
            "--allow-smaller", action="store_true", help=self._help("allow_smaller")
        )

    def _add_sign(self, commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
        sign = self._add(commands, "sign", "sign", self._judging, self._password)
        sign.add_argument("file", type=Path, metavar="FILE", help=self._help("file"))
        source = sign.add_mutually_exclusive_group(required=True)
        source.add_argument("--cert", type=Path, metavar="PATH", help=self._help("path"))
        source.add_argument("--token", metavar="NAME|SERIAL", help=self._help("token"))
        sign.add_argument("--module", type=Path, metavar="FILE", help=self._help("module"))
        sign.add_argument("--detached", action="store_true", help=self._help("detached"))
        sign.add_argument("--allow-invalid", action="store_true", help=self._help("allow_invalid"))
        form = sign.add_mutually_exclusive_group()
        form.add_argument("--add", action="store_true", help=self._help("add"))
        form.add_argument("--bare", action="store_true", help=self._help("bare"))
        sign.add_argument("--content", type=Path, metavar="FILE", help=self._help("content"))
        sign.add_argument(
            "--timestamp", nargs="?", const="", metavar="URL", help=self._help("timestamp")
        )
        sign.add_argument(
            "--allow-unstamped", action="store_true", help=self._help("allow_unstamped")
        )
        self._add_out(sign, "out")

    def _add_verify(self, commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
        verify = self._add(commands, "verify", "verify", self._judging)
        verify.add_argument("signature", type=Path, metavar="SIG", help=self._help("signature"))
        verify.add_argument("--content", type=Path, metavar="FILE", help=self._help("content"))


def parse_moment(text: str) -> datetime:
    """Return an aware time from ISO 8601; without a zone it is the computer's own."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError, OSError):
        raise argparse.ArgumentTypeError(f"not ISO 8601: {text!r}") from None


def version(text: str) -> int:
    """Return the version of a list of CAs, from 1 on."""
    if not text.isdecimal() or not 0 < int(text) <= MAX_VERSION:
        raise argparse.ArgumentTypeError("a number from 1 on")
    return int(text)


def parse_number(text: str) -> str:
    """Return a number as VIDs are made of it. What else was typed is not repeated."""
    from desktop_client.pki import vid

    try:
        return vid.bare(text.upper())
    except ValueError:
        raise argparse.ArgumentTypeError(
            "digits and hyphens only, after a letter for a foreign firm"
        ) from None
