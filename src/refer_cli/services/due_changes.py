"""Lines of what is due: done, dropped, and put off."""

from __future__ import annotations

from collections.abc import Sequence

from refer_cli.book import due_reading, network_reading, writing
from refer_cli.errors import BadValue, ReferError, Refused, WrongUsage
from refer_cli.fields.card import Facts
from refer_cli.fields.days import day_or_today, day_words, parse_coming_day
from refer_cli.fields.numbers import whole_number
from refer_cli.network.due import CONFIRM, OUTCOME, TASK, TOUCH, Line, due_lines, line_of
from refer_cli.render.answer import Reply
from refer_cli.render.confirming import verify_command
from refer_cli.render.done import told
from refer_cli.render.dues import heard_commands, short_words
from refer_cli.render.screen import shell_word
from refer_cli.services.environment import Environment

CONTACTS = frozenset({"thank", "write"})
"""Tasks that are a contact with the colleague when they are done."""


def done(environment: Environment, numbers: Sequence[str], on: str | None) -> Reply:
    """Note that these lines are done, on a day as typed (else today). Raises Refused for those done elsewhere."""
    day = day_or_today(on, environment.today)
    lines = _lines(environment, numbers)
    for line in lines:
        if line.kind not in (TASK, TOUCH):
            raise _not_here(environment, line, drop=False)
    if on is not None:
        _refuse_too_early(environment, lines, day)
    book = environment.write()
    with book.step(f"do {', '.join(short_words(line) for line in lines)}") as step:
        sentences = [_do(step, line, day) for line in lines]
    made = {"done": [line.id for line in lines], "dropped": [], "on": day}
    return told("done", made, sentences, environment.command)


def drop(environment: Environment, numbers: Sequence[str]) -> Reply:
    """Take these lines off the list undone. Raises Refused for those that no task stands behind."""
    from refer_cli.book import network_writing

    lines = _lines(environment, numbers)
    for line in lines:
        if line.kind != TASK:
            raise _not_here(environment, line, drop=True)
    with environment.write().step(f"drop {', '.join(short_words(line) for line in lines)}") as step:
        for line in lines:
            network_writing.drop_follow_up(step, line_of(line.id)[1])
    made = {"done": [], "dropped": [line.id for line in lines], "on": None}
    return told("done", made, [f"Off the list: {short_words(line)}." for line in lines], environment.command)


def snooze(environment: Environment, numbers: Sequence[str], until: str) -> Reply:
    """Put these lines off, by a span from today or until a day, also to an earlier one than they were put off to.

    Raises Refused for what is due later than that by itself.
    """
    day = parse_coming_day(until, environment.today)
    lines = _lines(environment, numbers)
    by_itself = _by_itself(environment)
    for line in lines:
        due = by_itself[line.id]
        if line.kind != TASK and due > day:
            raise Refused(
                f"Line {line.id} ({short_words(line)}) is due on {due} only, later than {day}.",
                f"refer snooze {line.id} {due} brings it back to that day" if line.on > due else "leave it as it is",
            )
    with environment.write().step(f"put off {', '.join(short_words(line) for line in lines)}") as step:
        for line in lines:
            _put_off(step, line, day)
    when = day_words(day, environment.today)
    sentences = [f"{_sentence(short_words(line))}: due {when}." for line in lines]
    return told("snooze", {"ids": [line.id for line in lines], "until": day}, sentences, environment.command)


def _by_itself(environment: Environment) -> dict[int, str]:
    """When each line would be due (ISO), had nothing been put off."""
    kept = due_reading.due_sources(environment.read(), environment.today)._replace(snoozes=())
    return {line.id: line.on for line in due_lines(kept, environment.today)}


def _lines(environment: Environment, typed: Sequence[str]) -> list[Line]:
    """The lines of these numbers, each once. Raises Refused, or WrongUsage for what is no number."""
    numbers = []
    for word in typed:
        number = whole_number(word.strip().removeprefix("#"))
        if number is None:
            raise WrongUsage(f'"{word}" is not the number of a line.', "refer due shows the numbers")
        numbers.append(number)
    by_id = {
        line.id: line
        for line in due_lines(due_reading.due_sources(environment.read(), environment.today), environment.today)
    }
    for number in numbers:
        if number not in by_id:
            raise _unknown(environment, number)
    return [by_id[number] for number in dict.fromkeys(numbers)]


def _unknown(environment: Environment, number: int) -> ReferError:
    kind, subject = line_of(number)
    if kind == TASK:
        book = environment.read()
        for task in network_reading.follow_ups(book, open_only=False):
            if task.id == subject and task.done_on is not None:
                return Refused(f"Line {number} was done already, on {task.done_on}.", "refer due shows what is open")
            if task.id == subject and (card := book.card(task.colleague_id)).archived:
                return Refused(
                    f"Line {number} is about {card.name}, who is archived.",
                    f"refer unarchive {shell_word(card.name)} brings them and it back",
                )
    return Refused(f"There is no line {number} on the list.", "refer due --all shows the lines and their numbers")


def _refuse_too_early(environment: Environment, lines: Sequence[Line], day: str) -> None:
    """Nobody is thanked for what comes later. Raises BadValue for a day before the meeting or the referral."""
    book = environment.read()
    tasks = {task.id: task for task in network_reading.follow_ups(book)}
    met = {meeting.id: meeting.on_day for meeting in network_reading.meetings(book)}
    handed = {referral.id: referral.given_on for referral in network_reading.referrals(book)}
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
    named = shell_word(line.name or "")
    if line.kind == CONFIRM:
        hint = f"refer snooze {line.id} 3m puts it off"
        if not drop:
            hint = verify_command("refer", environment.read().card(line.colleague or 0), line.facts, environment.today)
        return Refused(f"Line {line.id} goes when the facts of {line.name} are confirmed.", hint)
    if line.kind == OUTCOME:
        wanted = heard_commands(line, "refer")
        hint = wanted[-1][1] if line.asks == "again" else f"{wanted[0][1]}, or whatever came of it"
        if drop:
            hint = f"refer snooze {line.id} 3m puts it off"
            if line.asks == "again":
                hint = f"refer outcome {line.referral} declined, where the client wants nobody else"
        goes = "somebody else is found for" if line.asks == "again" else "it is known what became of"
        return Refused(f"Line {line.id} goes when {goes} referral {line.referral}.", hint)
    return Refused(f"Line {line.id} comes from how often you want to be in touch.", f"refer cadence clear {named}")


def _do(step: writing.Step, line: Line, day: str) -> str:
    """Note that a line is done; what to say of it."""
    from refer_cli.book import network_writing

    moved = (line.kind == TOUCH or line.what in CONTACTS) and _in_touch(step, line.colleague, day)
    if line.kind == TASK:
        network_writing.finish_follow_up(step, line_of(line.id)[1], day)
    touched = f"{line.name or ''}: last in touch {'today' if day == step.today else day}."
    if line.kind == TOUCH:
        return touched if moved else f"{line.name or ''}: the book has a later contact already."
    return f"Done: {short_words(line)}." + (f" {touched}" if moved else "")


def _in_touch(step: writing.Step, colleague_id: int | None, day: str) -> bool:
    """Make this the last contact, unless a later one (or a later first meeting) is known."""
    if colleague_id is None:
        return False
    card = step.book.card(colleague_id)
    known = max((card.text("last_contact") or "", card.text("first_met") or ""))
    if day <= (card.text("last_contact") or "") or day < known:
        return False
    writing.change_card(step, colleague_id, Facts({"last_contact": day}, day))
    return True


def _put_off(step: writing.Step, line: Line, day: str) -> None:
    from refer_cli.book import network_writing

    kind, subject = line_of(line.id)
    if kind == TASK:
        network_writing.move_follow_up(step, subject, day)
    elif kind == OUTCOME:
        network_writing.add_snooze(step, kind, day, referral_id=subject)
    else:
        network_writing.add_snooze(step, kind, day, colleague_id=subject)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
