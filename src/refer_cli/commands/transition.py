"""`refer transition --leaving PANEL clients.csv`: a whole caseload placed, for the largest sum of fit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from refer_cli.commands.request_options import typer_option
from refer_cli.errors import BadValue, Refused, WrongUsage
from refer_cli.fields.numbers import whole_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from refer_cli.commands.caseload import Understand
    from refer_cli.commands.caseload_sheets import Drawn
    from refer_cli.matching.caseload import Client, Plan
    from refer_cli.matching.missing import Rank
    from refer_cli.matching.request import Request
    from refer_cli.services.environment import Environment

MOST_OPENINGS = 1_000
EXAMPLE = "refer transition --leaving Aetna clients.csv"


def transition(
    ctx: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(help="The clients: one a row, by label.", metavar="CLIENTS.csv")
    ] = None,
    leaving: Annotated[str | None, typer_option("leaving")] = None,
    at_most: Annotated[
        str | None, typer.Option("--at-most", metavar="N", help="Give each colleague N clients at most.")
    ] = None,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="CLIENT", help="Show the sums behind one client's choices.")
    ] = None,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE.csv", help="Write the plan as a table.")] = None,
    sheets: Annotated[
        Path | None,
        typer.Option("--sheets", metavar="FOLDER", help="Write every client's sheet there, and whose is which."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over files that are there.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Answer with one JSON object.")] = False,
) -> None:
    """Place a whole caseload when you leave a panel: for each client a first and a second choice.

    The file has the columns client, need, city, state, zip, insurance, max_fee, age_group and language, any of
    them; several values in a cell are parted by ;. A client is a code of your own, never a name. Nobody gets
    more clients than there are openings, and the fit of all together is the largest possible.

    Example: refer transition --leaving Aetna clients.csv --at-most 2
    """
    from refer_cli.commands.asked import one
    from refer_cli.commands.caseload import read_clients, understanding
    from refer_cli.commands.caseload_sheets import Drawn, draw_sheets
    from refer_cli.services.ranking import Ranker
    from refer_cli.services.writing_files import written_together

    environment: Environment = ctx.obj
    environment.json = json
    limit = _at_most(at_most)
    typed = str(file) if file is not None else None
    file = Path(one(environment, typed, "The file with your clients, one a row", "CLIENTS.csv", EXAMPLE))
    leaving = _leaving(environment, leaving)
    _check_targets(file, csv, sheets, force)
    book = environment.read()
    with book.snapshot():
        understood = understanding(environment, book)
        panel = _panel(leaving, understood)
        clients, assumptions = read_clients(file, leaving, understood)
        if explain is not None:
            explain = _label(explain, clients, file)
        rank = Ranker(book, environment.today)
        plan = _planned(environment, rank, clients, limit)
        assumptions.extend(_said_of_panel(rank, leaving, panel, understood))
        drawn = draw_sheets(environment, book, plan, sheets) if sheets is not None else Drawn({})
    assumptions.extend(_said_of_openings(limit, plan))
    with written_together({**_table(csv, plan, [client.label for client in clients]), **drawn.files}):
        pass
    _show(environment, plan, panel, assumptions, limit, explain, _again(environment, file, leaving, limit), csv, drawn)


def _at_most(text: str | None) -> int | None:
    if text is None:
        return None
    number = whole_number(text)
    if number is None or not 1 <= number <= MOST_OPENINGS:
        raise BadValue(
            f'"{text}" is not a whole number from 1 to {MOST_OPENINGS:,}.',
            "for example --at-most 2",
            field="--at-most",
            value=text,
        )
    return number


def _leaving(environment: Environment, leaving: str | None) -> str:
    if leaving is not None and leaving.strip():
        return leaving
    if not environment.interactive:
        raise WrongUsage("--leaving is missing.", "name the panel that you leave: --leaving Aetna")
    from refer_cli.render.asking import ask

    answered = ""
    while not answered:
        answered = ask("The panel that you leave")
    return answered


def _panel(leaving: str, understood: Understand) -> str:
    """The panel's name. Raises UnknownWord or WrongUsage for what is none."""
    return _leaving_alone(leaving, understood).insurance[0].label


def _leaving_alone(leaving: str, understood: Understand) -> Request:
    """The request of a client of whom nothing is known but the panel. Raises UnknownWord or WrongUsage."""
    from refer_cli.matching.options import TypedRequest

    return understood(TypedRequest.of(reason="self-pay-transition", leaving=leaving, anywhere=True)).request


def _label(typed: str, clients: Sequence[Client], file: Path) -> str:
    for client in clients:
        if client.label.casefold() == typed.strip().casefold():
            return client.label
    raise Refused(f"No client of that label is in {file.name}.", f"--explain takes a label, such as {clients[0].label}")


def _planned(environment: Environment, rank: Rank, clients: Sequence[Client], at_most: int | None) -> Plan:
    """The plan. Raises Refused where nobody is in the book."""
    from refer_cli.matching.caseload import plan
    from refer_cli.render.import_report import clear_bar, progress_bar

    bar = progress_bar(len(clients), "clients")
    try:
        made = plan(clients, rank, environment.today, at_most, lambda done: bar(done, done))
    finally:
        clear_bar()
    if not made.considered:
        raise Refused(
            "Nobody is in your book yet, so nobody can be placed.",
            "refer add-colleague, or refer import colleagues.csv",
        )
    return made


def _said_of_panel(rank: Rank, leaving: str, panel: str, understood: Understand) -> list[str]:
    """That nobody is known to be in the panel that is left, where that is so: its name may be mistyped."""
    from refer_cli.matching.missing import nobody_known, parts_of

    if any(nobody_known(rank, part) for part in parts_of(_leaving_alone(leaving, understood))):
        return [f"Nobody in your book is known to be in {panel}."]
    return []


def _said_of_openings(at_most: int | None, plan: Plan) -> list[str]:
    from refer_cli.fields.phrases import listed
    from refer_cli.matching.caseload import USUAL_OPENINGS

    waiting = [f"{one.name} ({one.waitlist})" for one in plan.waitlisted]
    who = listed(waiting, most=6) if waiting else ""
    if at_most is not None:
        return [f"A waitlist is counted in, as --at-most says: {who}."] if waiting else []
    said = [
        f"A card knows only the open places on the sliding scale; beyond these, {USUAL_OPENINGS} clients a "
        "colleague are counted on. --at-most sets another number."
    ]
    return [f"A waitlist is no opening: {who}. --at-most counts it in.", *said] if waiting else said


def _check_targets(file: Path, csv: Path | None, sheets: Path | None, force: bool) -> None:
    """Raises Refused for a place that cannot be written, before anything is done."""
    from refer_cli.services.writing_files import check_target

    if csv is not None:
        if csv.suffix.casefold() not in (".csv", ".tsv", ".txt"):
            raise Refused(f"{csv} is no name for a CSV file.", f"for example --csv {csv.stem or 'plan'}.csv")
        if csv.exists() and file.exists() and csv.samefile(file):
            raise Refused(f"{csv} is the caseload itself.", "choose another name, for example plan.csv")
        check_target(csv, force=force, example="plan.csv")
    if sheets is not None and sheets.exists() and not sheets.is_dir():
        raise Refused(f"{sheets} is a file.", "name a folder, for example --sheets sheets")
    if sheets is not None and sheets.exists() and not force and any(sheets.iterdir()):
        raise Refused(f"{sheets} is not empty.", "name another folder, or add --force to write over what is there")


def _table(file: Path | None, plan: Plan, labels: Sequence[str]) -> dict[Path, bytes]:
    """The plan as a table, where one was asked for."""
    from refer_cli.commands.caseload_sheets import table
    from refer_cli.exchange.placements_csv import HEADER, rows

    return {} if file is None else {file: table(HEADER, rows(plan, labels))}


def _again(environment: Environment, file: Path, leaving: str, at_most: int | None) -> str:
    """This command, to be pasted, without what it showed or wrote."""
    from refer_cli.render.screen import shell_word

    limit = f" --at-most {at_most}" if at_most is not None else ""
    return f"{environment.command} transition --leaving {shell_word(leaving)} {shell_word(str(file))}{limit}"


def _following(environment: Environment, plan: Plan, label: str) -> list[tuple[str, str]]:
    """What can be done next for one client."""
    from refer_cli.render.request import command_line
    from refer_cli.render.screen import shell_word

    typed = next(client.typed for client in plan.clients if client.label == label)
    found = [("All who could see this client", command_line(environment.command, typed.but(limit="20")))]
    for placed in plan.placed:
        if placed.client.label == label:
            named = "".join(f" --colleague {shell_word(one.name)}" for one in placed.offered)
            found.append(("Prepare the talk", command_line(environment.command, typed, "prepare") + named))
    return found


def _show(
    environment: Environment,
    plan: Plan,
    panel: str,
    assumptions: Sequence[str],
    at_most: int | None,
    explain: str | None,
    command: str,
    csv: Path | None,
    drawn: Drawn,
) -> None:
    if environment.json:
        from refer_cli.render.answer import emit_json
        from refer_cli.render.transition_json import transition_json

        written = {
            "csv": None if csv is None else str(csv),
            "sheets": [str(sheet) for sheet in drawn.sheets],
            "sheets_key": None if drawn.key is None else str(drawn.key),
            "sheets_as_html": [{"client": who, "colleagues": list(names)} for who, names in drawn.as_pages],
            "untranslated": list(drawn.untranslated),
        }
        emit_json(transition_json(plan, panel, assumptions, at_most, written))
        return
    from refer_cli.render import transition as render
    from refer_cli.render.prepare import draw_untranslated
    from refer_cli.render.screen import shell_word

    screen = environment.screen()
    if explain is not None:
        render.draw_client(screen, plan, explain, _following(environment, plan, explain))
    else:
        label = shell_word(next(render.explained_labels(plan)))
        following = [("One client, explained", f"{command} --explain {label}")]
        if csv is None:
            following.append(("The plan as a table", f"{command} --csv plan.csv"))
        if not drawn.sheets:
            following.append(("A sheet for each client", f"{command} --sheets sheets"))
        render.draw_plan(screen, plan, panel, assumptions, following)
    if csv is not None:
        screen.paragraph(f"Wrote the plan to {csv}.")
    if drawn.sheets:
        render.draw_sheets(screen, [str(sheet) for sheet in drawn.sheets], str(drawn.key), drawn.as_pages)
        draw_untranslated(screen, drawn.untranslated)
