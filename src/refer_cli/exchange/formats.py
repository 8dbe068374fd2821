"""The formats that can be brought in, and which of them a file is: by its content, never by its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from refer_cli.errors import WrongUsage
from refer_cli.exchange import (
    fhir_directory,
    google_contacts,
    linkedin,
    mail_programs,
    npi_answer,
    nppes,
    outlook,
    people_list,
    vcard,
)
from refer_cli.exchange.format import Format, Settings
from refer_cli.exchange.incoming import Source
from refer_cli.exchange.opened import Opened
from refer_cli.exchange.other_files import refused_file
from refer_cli.exchange.source_titles import SOURCE_TITLES

if TYPE_CHECKING:
    from refer_cli.capture.offices import Cities

# The first that recognises a file opens it: those of one program's own headings stand before the open ones.
FORMATS: tuple[Format, ...] = (
    vcard.FORMAT,
    google_contacts.FORMAT,
    linkedin.FORMAT,
    mail_programs.THUNDERBIRD,
    mail_programs.WINDOWS_MAIL,
    mail_programs.YAHOO,
    outlook.FORMAT,
    nppes.FORMAT,
    npi_answer.FORMAT,
    fhir_directory.FORMAT,
    people_list.FORMAT,
)


def open_source(
    path: Path,
    today: str,
    as_of: str | None = None,
    all_taxonomies: bool = False,
    name: str | None = None,
    gazetteer: Callable[[], Cities] | None = None,
) -> Source:
    """The file as rows of colleagues; see `Settings` for the options. `name` is what the file is called aloud.

    Raises Refused for what is no list of colleagues, WrongUsage for an option that its format does not take.
    """
    opened = Opened(path, name)
    chosen = next((candidate for candidate in FORMATS if candidate.recognises(opened)), None)
    if chosen is None:
        raise refused_file(opened)
    if as_of is not None and "as_of" not in chosen.takes:
        raise WrongUsage(f"In {chosen.title} each record has its own date.", "leave out --as-of")
    if all_taxonomies and "all_taxonomies" not in chosen.takes:
        raise WrongUsage(f"{opened.name} is not the NPI registry's file.", "leave out --all-taxonomies")
    return chosen.open(opened, Settings(today, as_of, all_taxonomies, frozenset(SOURCE_TITLES), gazetteer))
