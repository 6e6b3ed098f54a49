"""`tables list` and `renew`: the code tables (부호표) of this program."""

import argparse
import sys
from collections.abc import Callable

from desktop_client.commands.output import CommandError, CommandResult, Json, print_line
from desktop_client.commands.passwords import ask_password
from desktop_client.commands.texts import API_KEY, NO_SOURCE, TABLE_LINE, TABLE_RENEWED
from desktop_client.folders import data_folder
from desktop_client.pki.http.keyed import Unfetched
from desktop_client.work import Work
from desktop_client.workflows.renewing import Renewing
from registration.open_data import REASONS, SERVER, TABLES, NotRenewed
from registration.tables import RENEWED, CodeTable, code_table, names, use_folder
from registration.text import Language


def list_tables(_: argparse.Namespace, language: Language) -> CommandResult:
    """Tell how many codes each table has, where they come from and of what day they are."""
    use_folder(data_folder() / RENEWED)
    tables = [code_table(name) for name in names()]
    lines = [_line(table, language) for table in tables]
    return CommandResult(0, {"tables": [_json(table) for table in tables]}, lines)


def renew_tables(options: argparse.Namespace, language: Language) -> CommandResult:
    """Fetch tables anew; those that came stay, also where a later one fails."""
    folder = data_folder() / RENEWED
    use_folder(folder)
    unknown = [name for name in options.names if name not in TABLES]
    if unknown:
        raise CommandError("table_unknown", unknown[0], {"tables": ", ".join(sorted(TABLES))})
    key = ask_password(options, language, API_KEY).decode("ascii", "replace")
    renewing = Renewing(folder, options.server or SERVER)
    work = Work(lambda what, _fraction: print_line(what.show(language), sys.stderr))

    def renew(name: str) -> CodeTable:
        return renewing.renew(work, name, key, may_shrink=options.allow_smaller)

    renewed = [_renewed(renew, name, language) for name in options.names or sorted(TABLES)]
    lines = [
        TABLE_RENEWED.show(language, name=table.name, count=len(table.entries), day=table.as_of)
        for table in renewed
    ]
    return CommandResult(0, {"renewed": [_json(table) for table in renewed]}, lines)


def _renewed(renew: Callable[[str], CodeTable], name: str, language: Language) -> CodeTable:
    try:
        return renew(name)
    except NotRenewed as kept:
        reason = REASONS[kept.code].show(language, **kept.values)
        values = {"reason": reason, "table": name, **kept.values}
        raise CommandError("table_not_renewed", name, values, status=1) from None
    except Unfetched as failed:
        values = {"reason": failed.reason}
        raise CommandError("tables_unreachable", name, values, status=1) from None


def _line(table: CodeTable, language: Language) -> str:
    return TABLE_LINE.show(
        language,
        name=table.name,
        count=len(table.entries),
        source=table.source or NO_SOURCE.show(language),
        day=table.as_of or "-",
    )


def _json(table: CodeTable) -> Json:
    return {
        "name": table.name,
        "count": len(table.entries),
        "source": table.source,
        "as_of": table.as_of,
        "complete": table.is_complete,
    }
