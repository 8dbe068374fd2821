"""`refer done` and `refer snooze`: lines of `refer due` that are done, dropped, or put off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from refer_cli.commands import asked
from refer_cli.commands.arguments import Json
from refer_cli.errors import BadValue, ReferError, Refused, WrongUsage
from refer_cli.fields.days import day_or_today
from refer_cli.fields.numbers import whole_number
from refer_cli.network.due import CONFIRM, OUTCOME, TASK, TOUCH
from refer_cli.services.environment import Environment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from refer_cli.book.writing import Step, WritableBook
    from refer_cli.network.due import Line

CONTACTS = frozenset({"thank", "write"})
"""Tasks that are a contact with the colleague when they are done."""

Ids = Annotated[list[str] | None, typer.Argument(metavar="ID", help="The number of a line of refer due.")]


def done(
    ctx: typer.Context,
    ids: Ids = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DAY", help='The day it was done: 2026-11-12, friday, "3 days ago".')
    ] = None,
    drop: Annotated[bool, typer.Option("--drop", help="Take it off the list undone.")] = False,
    json: Json = False,
) -> None:
    """Note that what was due is done.

    A thank-you, a note, and getting in touch with somebody set the last contact as well. Facts are confirmed
    by refer verify, and what became of a referral is noted by refer outcome.

    Example: refer done 12
    """
    environment: Environment = ctx.obj
    environment.json = json
    if drop and on is not None:
        raise WrongUsage("--drop takes no day.", "leave --on out")
    day = day_or_today(on, environment.today)
    lines = _lines(
        environment, asked.several(environment, ids, "Which line (refer due shows the numbers)", "ID", "refer done 12")
    )
    for line in lines:
        if line.kind != TASK and (drop or line.kind != TOUCH):
            raise _not_here(environment, line, drop)
    if on is not None and not drop:
        _refuse_too_early(environment, lines, day)
    book = environment.write()
    verb = "drop" if drop else "do"
    with book.step(f"{verb} {', '.join(_short(line) for line in lines)}") as step:
        said = [_drop(step, line) if drop else _do(step, book, line, day, environment) for line in lines]
    if json:
        from refer_cli.render.answer import emit_json

        numbers = [line.id for line in lines]
        emit_json(
            {
                "schema": "refer.done/1",
                "done": [] if drop else numbers,
                "dropped": numbers if drop else [],
                "on": None if drop else day,
            }
        )
        return
    from refer_cli.render.changes import draw_done

    draw_done(environment.screen(), said, environment.command)


def snooze(
    ctx: typer.Context,
    ids: Ids = None,
    until: Annotated[
        str | None, typer.Argument(metavar="SPAN|DAY", help="3d, 2w, 1m, friday, 12/1 or 2026-12-01.")
    ] = None,
    json: Json = False,
) -> None:
    """Put off what is due: by a span from today, or until a day.

    Example: refer snooze 15 3d
    """
    from refer_cli.fields.days import day_words, parse_coming_day
    from refer_cli.render.dues import short_words

    environment: Environment = ctx.obj
    environment.json = json
    example = "refer snooze 15 3d"
    if not ids and until is not None and until.strip().removeprefix("#").isdigit():
        ids, until = [until], None  # a single word that is a number is the line
    numbers = asked.several(environment, ids, "Which line (refer due shows the numbers)", "ID", example)
    day = parse_coming_day(
        asked.one(environment, until, "Until when (3d, 2w, friday, 12/1)", "SPAN|DAY", example), environment.today
    )
    lines = _lines(environment, numbers)
    for line in lines:
        if line.kind != TASK and line.on > day:
            raise Refused(
                f"Line {line.id} ({short_words(line)}) is due on {line.on} only, later than {day}.",
                "choose a later day, or leave it",
            )
    book = environment.write()
    with book.step(f"put off {', '.join(_short(line) for line in lines)}") as step:
        for line in lines:
            _put_off(step, line, day)
    if json:
        from refer_cli.render.answer import emit_json

        emit_json({"schema": "refer.snooze/1", "ids": [line.id for line in lines], "until": day})
        return
    from refer_cli.render.changes import draw_done

    when = day_words(day, environment.today)
    draw_done(
        environment.screen(), [f"{_sentence(short_words(line))}: due {when}." for line in lines], environment.command
    )


def _lines(environment: Environment, typed: Sequence[str]) -> list[Line]:
    """The lines of these numbers, each once. Raises Refused, or WrongUsage for what is no number."""
    from refer_cli.book import due_reading
    from refer_cli.network.due import due

    numbers = []
    for one in typed:
        number = whole_number(one.strip().removeprefix("#"))
        if number is None:
            raise WrongUsage(f'"{one}" is not the number of a line.', "refer due shows the numbers")
        numbers.append(number)
    by_id = {line.id: line for line in due(due_reading.kept(environment.read(), environment.today), environment.today)}
    for number in numbers:
        if number not in by_id:
            raise _unknown(environment, number)
    return [by_id[number] for number in dict.fromkeys(numbers)]


def _unknown(environment: Environment, number: int) -> ReferError:
    from refer_cli.book import network_reading
    from refer_cli.network.due import line_of

    kind, subject = line_of(number)
    if kind == TASK:
        book = environment.read()
        for task in network_reading.follow_ups(book, open_only=False):
            if task.id == subject and task.done_on is not None:
                return Refused(f"Line {number} was done already, on {task.done_on}.", "refer due shows what is open")
            if task.id == subject and (card := book.card(task.colleague_id)).archived:
                from refer_cli.render.screen import shell_word

                return Refused(
                    f"Line {number} is about {card.name}, who is archived.",
                    f"refer unarchive {shell_word(card.name)} brings them and it back",
                )
    return Refused(f"There is no line {number} on the list.", "refer due --all shows the lines and their numbers")


def _refuse_too_early(environment: Environment, lines: Sequence[Line], day: str) -> None:
    """Nobody is thanked for what comes later. Raises BadValue for a day before the meeting or the referral."""
    from refer_cli.book import network_reading
    from refer_cli.network.due import line_of
    from refer_cli.render.dues import short_words

    book = environment.read()
    tasks = {task.id: task for task in network_reading.follow_ups(book)}
    met = {one.id: one.on_day for one in network_reading.meetings(book)}
    handed = {one.id: one.given_on for one in network_reading.referrals(book)}
    for line in lines:
        if line.kind == TASK:
            task = tasks[line_of(line.id)[1]]
            known = [met.get(task.meeting_id or 0, ""), handed.get(task.referral_id or 0, "")]
            if day < max(known):
                raise BadValue(
                    f"{day} is before {max(known)}, the day it is for ({short_words(line)}).",
                    "give a later day, or leave --on out for today",
                    field="--on",
                )


def _not_here(environment: Environment, line: Line, drop: bool) -> ReferError:
    """Why a line that no task stands behind is not done (or dropped) here, and how it is."""
    from refer_cli.render.screen import shell_word

    named = shell_word(line.name or "")
    if line.kind == CONFIRM:
        from refer_cli.render.confirming import verify_command

        hint = f"refer snooze {line.id} 3m puts it off"
        if not drop:
            hint = verify_command("refer", environment.read().card(line.colleague or 0), line.facts, environment.today)
        return Refused(f"Line {line.id} goes when the facts of {line.name} are confirmed.", hint)
    if line.kind == OUTCOME:
        from refer_cli.render.dues import heard_commands

        wanted = heard_commands(line, "refer")
        hint = wanted[-1][1] if line.asks == "again" else f"{wanted[0][1]}, or whatever came of it"
        if drop:
            hint = f"refer snooze {line.id} 3m puts it off"
            if line.asks == "again":
                hint = f"refer outcome {line.referral} declined, where the client wants nobody else"
        goes = "somebody else is found for" if line.asks == "again" else "it is known what became of"
        return Refused(f"Line {line.id} goes when {goes} referral {line.referral}.", hint)
    return Refused(f"Line {line.id} comes from how often you want to be in touch.", f"refer cadence clear {named}")


def _do(step: Step, book: WritableBook, line: Line, day: str, environment: Environment) -> str:
    from refer_cli.book import network_writing
    from refer_cli.network.due import line_of

    name = line.name or ""
    moved = False
    if line.kind == TOUCH or line.what in CONTACTS:
        moved = _in_touch(step, book, line.colleague, day)
    if line.kind == TASK:
        network_writing.finish_follow_up(step, line_of(line.id)[1], day)
    when = "today" if day == environment.today.isoformat() else day
    touched = f"{name}: last in touch {when}."
    if line.kind == TOUCH:
        return touched if moved else f"{name}: the book has a later contact already."
    from refer_cli.render.dues import short_words

    return f"Done: {short_words(line)}." + (f" {touched}" if moved else "")


def _in_touch(step: Step, book: WritableBook, colleague_id: int | None, day: str) -> bool:
    """Make this the last contact, unless a later one (or a later first meeting) is known."""
    from refer_cli.book import writing
    from refer_cli.fields.card import Facts

    if colleague_id is None:
        return False
    card = book.card(colleague_id)
    known = max((card.text("last_contact") or "", card.text("first_met") or ""))
    if day <= (card.text("last_contact") or "") or day < known:
        return False
    writing.change(step, colleague_id, Facts({"last_contact": day}, day), card=card)
    return True


def _drop(step: Step, line: Line) -> str:
    from refer_cli.book import network_writing
    from refer_cli.network.due import line_of
    from refer_cli.render.dues import short_words

    network_writing.drop_follow_up(step, line_of(line.id)[1])
    return f"Off the list: {short_words(line)}."


def _put_off(step: Step, line: Line, day: str) -> None:
    from refer_cli.book import network_writing
    from refer_cli.network.due import line_of

    kind, subject = line_of(line.id)
    if kind == TASK:
        network_writing.move_follow_up(step, subject, day)
    elif kind == OUTCOME:
        network_writing.snooze(step, kind, day, referral_id=subject)
    else:
        network_writing.snooze(step, kind, day, colleague_id=subject)


def _short(line: Line) -> str:
    from refer_cli.render.dues import short_words

    return short_words(line)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
