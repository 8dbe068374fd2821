"""Finds out what a file is by looking into it, never by its name."""

from __future__ import annotations

from pathlib import Path

from refer_cli.errors import Refused, WrongUsage
from refer_cli.exchange import colleagues_csv, nppes
from refer_cli.exchange.incoming import Source
from refer_cli.exchange.table import Table, open_table


def open_source(path: Path, today: str, as_of: str | None = None, all_taxonomies: bool = False) -> Source:
    """The file as rows of colleagues. `today` and `as_of` are ISO days; `as_of` dates what the file does not.

    `all_taxonomies` takes every person of an NPPES file, not only those in mental health. Raises Refused
    for what is no table of colleagues, WrongUsage for an option that its format does not take.
    """
    table = open_table(path, _known_columns)
    if nppes.recognises(table.header):
        if as_of is not None:
            raise WrongUsage("The registry's file dates each record itself.", "leave out --as-of")
        return nppes.NppesFile(table, today, all_taxonomies)
    if all_taxonomies:
        raise WrongUsage(f"{table.path.name} is not the NPI registry's file.", "leave out --all-taxonomies")
    if colleagues_csv.recognises(table.header):
        return colleagues_csv.ColleaguesCsv(table, today, as_of)
    raise _no_name_column(table)


def _known_columns(header: tuple[str, ...]) -> int:
    return max(colleagues_csv.known_columns(header), nppes.known_columns(header))


def _no_name_column(table: Table) -> Refused:
    shown = ", ".join(f'"{cell[:30]}"' for cell in table.header[:4] if cell)
    more = " ..." if len(table.header) > 4 else ""
    return Refused(
        f"row {table.header_row} of {table.path.name} names no column `name`.",
        f"the first row names the columns: name, city, state ...; this one has {shown}{more}",
    )
