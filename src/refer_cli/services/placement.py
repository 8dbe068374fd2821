"""What `refer transition` answers: the clients of a file placed, and the plan and its sheets written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from refer_cli.errors import BadValue, Refused, WrongUsage
from refer_cli.exchange.placements_csv import HEADER, rows
from refer_cli.fields.numbers import whole_number
from refer_cli.fields.phrases import listed
from refer_cli.matching.caseload import USUAL_OPENINGS, Client, Plan, plan
from refer_cli.matching.gaps import nobody_known, parts_of
from refer_cli.matching.options import BY_NAME, TypedRequest
from refer_cli.records import NamedTuple
from refer_cli.render.answer import Reply
from refer_cli.render.import_report import clear_bar, progress_bar
from refer_cli.render.request import command_line
from refer_cli.render.screen import Screen, shell_file, shell_word
from refer_cli.services.caseload_rows import read_clients, understanding
from refer_cli.services.caseload_sheets import Drawn, draw_sheets, table
from refer_cli.services.ranking import Ranker
from refer_cli.services.writing_files import check_target, written_together

if TYPE_CHECKING:
    from refer_cli.services.environment import Environment

MOST_OPENINGS = 1_000


class Transition(NamedTuple):
    """What is asked of `refer transition`: the file of clients, the panel that is left, and what is shown and written.

    `at_most` is the number of clients a colleague may be given, as it was typed; `explain` the label of one client.
    """

    file: Path
    leaving: str | None
    at_most: str | None
    explain: str | None
    csv: Path | None
    sheets: Path | None
    force: bool


def transition(environment: Environment, asked: Transition) -> Reply:
    """Place the clients. Raises Refused, naming every wrong cell, before anything is written; or WrongUsage."""
    limit = _limit(asked.at_most)
    leaving = _leaving(environment, asked.leaving)
    _check_targets(asked)
    book = environment.read()
    with book.snapshot():
        understood = understanding(environment, book)
        # A client of whom nothing is known but the panel.
        anybody = understood(TypedRequest.of(reason="self-pay-transition", leaving=leaving, anywhere=True)).request
        panel = anybody.insurance[0].label
        clients, assumptions = read_clients(asked.file, leaving, understood)
        explained = None if asked.explain is None else _label(asked.explain, clients, asked.file)
        rank = Ranker(book, environment.today)
        placed = _placed(environment, rank, clients, limit)
        if any(nobody_known(rank, part) for part in parts_of(anybody)):
            # The panel's name may be mistyped.
            assumptions.append(f"Nobody in your book is known to be in {panel}.")
        drawn = Drawn({}) if asked.sheets is None else draw_sheets(environment, book, placed, asked.sheets)
    assumptions.extend(_said_of_openings(limit, placed))
    csv = {} if asked.csv is None else {asked.csv: table(HEADER, rows(placed, [client.label for client in clients]))}
    with written_together({**csv, **drawn.files}):
        pass

    def as_json() -> dict[str, Any]:
        from refer_cli.render.transition_json import transition_json

        written = {
            "csv": None if asked.csv is None else str(asked.csv),
            "sheets": [str(sheet) for sheet in drawn.sheets],
            "sheets_key": None if drawn.key is None else str(drawn.key),
            "sheets_as_html": [{"client": who, "colleagues": list(names)} for who, names in drawn.as_pages],
            "untranslated": list(drawn.untranslated),
        }
        return transition_json(placed, panel, assumptions, limit, written)

    def draw(screen: Screen) -> None:
        from refer_cli.render import transition as drawing
        from refer_cli.render.prepare import draw_untranslated

        if explained is not None:
            drawing.draw_client(screen, placed, explained, _after_explaining(environment, placed, explained))
        else:
            again = f"{environment.command} transition --leaving {shell_word(leaving)} {shell_file(asked.file)}"
            again += "" if limit is None else f" --at-most {limit}"
            label = shell_word(next(drawing.explained_labels(placed)))
            following = [("One client, explained", f"{again} --explain {label}")]
            if asked.csv is None:
                following.append(("The plan as a table", f"{again} --csv plan.csv"))
            if not drawn.sheets:
                following.append(("A sheet for each client", f"{again} --sheets sheets"))
            drawing.draw_plan(screen, placed, panel, assumptions, following)
        if asked.csv is not None:
            screen.paragraph(f"Wrote the plan to {asked.csv}.")
        if drawn.sheets:
            drawing.draw_sheets_written(screen, [str(sheet) for sheet in drawn.sheets], str(drawn.key), drawn.as_pages)
            draw_untranslated(screen, drawn.untranslated)

    return Reply("transition", as_json, draw)


def _limit(text: str | None) -> int | None:
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
        raise WrongUsage("--leaving is missing.", "name the panel that you leave: --leaving Aetna", field="leaving")
    from refer_cli.render.asking import ask

    answer = ""
    while not answer:
        answer = ask(str(BY_NAME["leaving"].question))
    return answer


def _check_targets(asked: Transition) -> None:
    """Raises Refused for a place that cannot be written, before anything is done."""
    file, csv, sheets, force = asked.file, asked.csv, asked.sheets, asked.force
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


def _label(typed: str, clients: Sequence[Client], file: Path) -> str:
    for client in clients:
        if client.label.casefold() == typed.strip().casefold():
            return client.label
    raise Refused(f"No client of that label is in {file.name}.", f"--explain takes a label, such as {clients[0].label}")


def _placed(environment: Environment, rank: Ranker, clients: Sequence[Client], at_most: int | None) -> Plan:
    """The plan, with a bar while it is made. Raises Refused where nobody is in the book."""
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


def _said_of_openings(at_most: int | None, placed: Plan) -> list[str]:
    waiting = [f"{colleague.name} ({colleague.waitlist})" for colleague in placed.waitlisted]
    who = listed(waiting, most=6) if waiting else ""
    if at_most is not None:
        return [f"A waitlist is counted in, as --at-most says: {who}."] if waiting else []
    usual = [
        f"A card knows only the open places on the sliding scale; beyond these, {USUAL_OPENINGS} clients a "
        "colleague are counted on. --at-most sets another number."
    ]
    return [f"A waitlist is no opening: {who}. --at-most counts it in.", *usual] if waiting else usual


def _after_explaining(environment: Environment, placed: Plan, label: str) -> list[tuple[str, str]]:
    """What can be done next for one client."""
    typed = next(client.typed for client in placed.clients if client.label == label)
    commands = [("All who could see this client", command_line(environment.command, typed.but(limit="20")))]
    for placement in placed.placed:
        if placement.client.label == label:
            named = "".join(f" --colleague {shell_word(colleague.name)}" for colleague in placement.offered)
            commands.append(("Prepare the talk", command_line(environment.command, typed, "prepare") + named))
    return commands
