"""The screen of `refer suggest`: the answer first, telephone beside it, and what to do next, within 24 lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from refer_cli.errors import as_option
from refer_cli.fields.phrases import listed
from refer_cli.matching.advice import DANGER
from refer_cli.matching.checks import short_question
from refer_cli.matching.criteria import CAUSES
from refer_cli.matching.untreated import MOST_NAMED, untreated_words
from refer_cli.records import NamedTuple
from refer_cli.render.candidate import (
    acquaintance,
    call_question,
    facts,
    name_with_credentials,
    reached_by,
)
from refer_cli.render.empty_book import draw_empty_book
from refer_cli.render.request import command_line, title
from refer_cli.render.screen import INDENT, Measure, Screen, cells, fit, pad, wrap

if TYPE_CHECKING:
    from refer_cli.matching.answer import Answer
    from refer_cli.matching.near_miss import NearMiss
    from refer_cli.matching.options import TypedRequest
    from refer_cli.matching.rank import Assessment
    from refer_cli.matching.reasons import Reason
    from refer_cli.matching.request import Request
    from refer_cli.matching.worth_a_call import Call

LINES = 23
"""A terminal has 24, and one of them is for what is typed next."""
_INDENT = 5
_LABEL = 18


class Asked(NamedTuple):
    """What was asked: the program as it was called, the options as typed, what was assumed, left out, and in short."""

    program: str
    typed: TypedRequest
    assumptions: Sequence[str]
    left_out: Sequence[str] = ()
    in_short: Sequence[str] = ()


class _Room(NamedTuple):
    """How much is told: whether commands stand whole, a remark may go on, and how well you know them is said.

    `barred`: how many are named who treat the need and cannot see the client; `near`: on how many lines who would fit
    but for one thing; `whole`: what is asked of somebody may take more than a line; `facts`: how many lines of facts.
    """

    commands: bool = True
    remarks: bool = True
    acquaintance: bool = True
    barred: int = MOST_NAMED
    near: int = 2
    whole: bool = True
    facts: int = 9


_ROOMS = (
    _Room(),
    _Room(commands=False),
    _Room(commands=False, remarks=False, near=1),
    _Room(commands=False, remarks=False, near=1, barred=1),
    _Room(commands=False, remarks=False, near=1, barred=1, acquaintance=False),
    _Room(commands=False, remarks=False, near=1, barred=1, acquaintance=False, whole=False),
    _Room(commands=False, remarks=False, near=0, barred=1, acquaintance=False, whole=False, facts=2),
    _Room(commands=False, remarks=False, near=0, barred=0, acquaintance=False, whole=False, facts=1),
)


def draw_shortlist(screen: Screen, answer: Answer, asked: Asked, today: date) -> None:
    """The answer on one screen: what does not fit on it is said shorter. With a limit, everybody up to it."""
    for room in _ROOMS:
        measure = Measure(screen.width)
        _draw(measure, answer, asked, today, room)
        if measure.lines <= LINES or answer.request.limit is not None:
            break
    _draw(screen, answer, asked, today, room)


def _draw(screen: Screen, answer: Answer, asked: Asked, today: date, room: _Room) -> None:
    # Where there is no room left, --more says what was assumed.
    told = asked if room.facts > 1 else asked._replace(in_short=())
    draw_opening(screen, answer, told, whole=False, barred=room.barred)
    screen.blank()
    for rank, assessment in enumerate(answer.options, start=1):
        _draw_person(screen, rank, assessment, answer.request, today, room)
    if answer.options:
        screen.blank()
    if answer.need_is_treated or not answer.options:
        screen.paragraph(answer.advice)
    if answer.options:
        calls, calls_in_short = _others_to_call(answer), _others_to_call(answer, short=True)
        if not room.whole and calls:
            calls = calls_in_short = [_in_one_line(calls_in_short, screen.width - INDENT - _LABEL)]
        for line in answer.care:
            screen.paragraph(line, hanging=INDENT + 2, style="dim")
        _pair(screen, "Also needed", _needed_too(answer), room.remarks)
        _pair(screen, "Ask first", _questions(answer), room.remarks, _questions(answer, given_names=True))
        _pair(screen, "Worth a call", calls, room.remarks, calls_in_short)
    else:
        _pair(screen, "Worth a call", _calls(answer), whole=True)
        draw_in_the_way(screen, answer)
    if room.near:
        _draw_near(screen, answer, room.near)
    screen.blank()
    _draw_next(screen, answer, asked, room.commands)


def draw_opening(screen: Screen, answer: Answer, asked: Asked, whole: bool = True, barred: int = MOST_NAMED) -> None:
    """Danger first, then what was not said or is not known, then what was asked and taken for granted."""
    request = answer.request
    screen.blank()
    if answer.danger:
        screen.paragraph(DANGER, style="bold red")
    if not request.needs:
        screen.paragraph("You did not say what the client needs: --need …", style="yellow")
    elif answer.options and answer.untreated is not None:
        screen.paragraph(f"{untreated_words(answer.untreated, barred)} To ask:", style="yellow")
    elif answer.options and not answer.need_is_treated:
        screen.paragraph(f"None of these is known to treat {request.needs[0].name}; others are.", style="yellow")
    elif answer.danger:
        screen.blank()
    for sentence in asked.left_out:
        screen.paragraph(sentence, style="yellow")
    screen.heading(title(request), f"{answer.eligible} of {answer.considered} could see them")
    if whole and asked.assumptions:
        said = ". ".join(line.removesuffix(".") for line in asked.assumptions)
        screen.paragraph(said, hanging=INDENT + 2, style="dim")
    elif not whole and asked.in_short:
        screen.paragraph(f"Assumed: {_in_one_line(asked.in_short, screen.width - INDENT - 9)}", style="dim")


def draw_in_the_way(screen: Screen, answer: Answer) -> None:
    """Where nobody fits: what was in the way, and which wish to leave out."""
    screen.pair("In the way", excluded_words(answer), label_width=_LABEL)
    for drop in (answer.without_identity, answer.drop):
        if drop is not None and drop.eligible:
            given = [as_option(name) for name in drop.options if _is_asked(answer.request, name)]
            them = "it" if len(given) == 1 else "them"
            words = f"{listed(given)}: without {them} {drop.eligible} could see this client"
            screen.pair("Leave out", words, label_width=_LABEL)


def _is_asked(request: Request, name: str) -> bool:
    """Whether the request says what this option says."""
    spot = request.spot
    return bool(
        {
            "insurance": request.insurance and request.reason.rules != "self-pay-transition",
            "leaving": request.insurance and request.reason.rules == "self-pay-transition",
            "max_fee": request.max_fee is not None,
            "radius": request.radius_stated,
            "language": request.languages,
            "for": request.format,
            "approach": request.approaches,
            "style": request.styles,
            "city": spot and spot.city and not spot.zip,
            "state": spot and not spot.city and not spot.zip,
            "zip": spot and spot.zip,
            "identity": request.identities,
        }.get(name, getattr(request, name, None))
    )


def excluded_words(answer: Answer) -> str:
    """Why the others are not suggested, most often first: `15 not in Aetna, 1 you marked`."""
    causes = sorted(answer.excluded.items(), key=lambda pair: -pair[1])
    return ", ".join(
        f"{count} {CAUSES[name].said(answer.request, count) or CAUSES[name].words}" for name, count in causes
    )


def _draw_person(screen: Screen, rank: int, assessment: Assessment, request: Request, today: date, room: _Room) -> None:
    draw_name(screen, rank, assessment)
    draw_joined(screen, facts(assessment, request, today), most=room.facts)
    if not assessment.ready:
        question = call_question(assessment)
        words = f"? call before offering{': ' + question if question else ''}"
        if not room.whole and _INDENT + cells(words) > screen.width:
            words = "? call before offering: --more says what to ask"
        screen.paragraph(words, _INDENT, _INDENT + 2, style="yellow")
    if room.acquaintance:
        screen.paragraph(acquaintance(assessment), _INDENT, _INDENT)


def draw_name(screen: Screen, rank: int, assessment: Assessment) -> None:
    """Rank, name and practice, and against the right edge the telephone, which is never cut."""
    number, phone, name = f"{rank:<3}", reached_by(assessment), name_with_credentials(assessment)
    practice = assessment.candidate.practice
    left = f"{name} · {practice}" if practice else name
    room = screen.width - INDENT - cells(number) - cells(phone) - 2
    if cells(name) > room:
        screen.line((number, "dim"), (fit(name, screen.width - INDENT - cells(number)), "bold"))
        screen.paragraph(phone, _INDENT, _INDENT)
        return
    shown = fit(left, room)
    screen.line((number, "dim"), (shown, "bold"), " " * (room - cells(shown) + 2), phone)


def draw_joined(
    screen: Screen, words: Sequence[str], between: str = " · ", indent: int = _INDENT, most: int | None = None
) -> None:
    """Facts side by side, as many on a line as fit whole; on the last of at most so many lines … for the others."""
    rows = _rows(words, between, screen.width - indent)
    if most is not None and len(rows) > most:
        room = screen.width - indent - cells(between) - 1
        rows = [*rows[: most - 1], f"{fit(rows[most - 1], room)}{between}…"]
    for row in rows:
        screen.paragraph(row, indent=indent, hanging=indent + 2)


def _rows(words: Sequence[str], between: str, room: int) -> list[str]:
    """The facts of each line; one that is too long for any stands alone."""
    rows: list[str] = []
    for fact in words:
        joined = f"{rows[-1]}{between}{fact}" if rows else fact
        if rows and cells(joined) <= room:
            rows[-1] = joined
        else:
            rows.append(fact)
    return rows


def _needed_too(answer: Answer) -> list[str]:
    """The needs that somebody shown does not treat, and who does: `medication evaluation: Tansy Poplar does`."""
    lacking = {check.need: check.known for option in answer.options for check in option.checks if check.need}
    return [
        f"{need}: {known}" if known else f"{need}: nobody who could see them is known to"
        for need, known in lacking.items()
    ]


def _questions(answer: Answer, given_names: bool = False) -> list[str]:
    """What to ask of those who can be offered: a question that all share once, else with the name."""
    ready = [assessment for assessment in answer.options if assessment.ready]
    asked: dict[str, list[str]] = {}
    for assessment in ready:
        for check in assessment.checks:
            question = short_question(check)
            name = assessment.candidate.name.partition(" ")[0] if given_names else assessment.candidate.name
            if question and name not in asked.setdefault(question, []):
                asked[question].append(name)
    everybody = "both" if len(ready) == 2 else "all"
    return [
        f"{everybody if 1 < len(names) == len(ready) else listed(names)}: {question}"
        for question, names in asked.items()
    ]


def call_words(call: Call, answer: Answer, short: bool = False) -> str:
    """What a call could change: `Cleo Dogwood 303-555-0104: would come first if in Aetna`; in short `first`."""
    candidate = call.candidate
    who = f"{candidate.name} {candidate.phone}" if candidate.phone else candidate.name
    place = {1: "first", 2: "second", 3: "third"}.get(call.rank, f"number {call.rank}")
    if answer.options and candidate.id == answer.options[0].candidate.id:
        return f"{who}: stands first, and could be offered if {call.phrase}"
    if call.level_with:
        change = f"as good as {call.level_with}" if short else f"would fit as well as {call.level_with}"
    else:
        change = place if short else f"would come {place}"
    return f"{who}: {change} if {'still ' if call.known else ''}{call.phrase}"


def _calls(answer: Answer, short: bool = False) -> list[str]:
    """The calls worth making, but for what is asked first of those who can be offered."""
    ready = {assessment.candidate.id for assessment in answer.options if assessment.ready}
    return [call_words(call, answer, short) for call in answer.calls if call.candidate.id not in ready]


def _others_to_call(answer: Answer, short: bool = False) -> list[str]:
    """The calls worth making but that to whoever stands first, beside whom the question stands already."""
    first = answer.options[0].candidate.id
    ready = {assessment.candidate.id for assessment in answer.options if assessment.ready}
    calls = [call for call in answer.calls if call.candidate.id not in {first, *ready}]
    return [call_words(call, answer, short) for call in calls]


def told_near(answer: Answer) -> tuple[NearMiss, ...]:
    """Who would fit but for one thing. Not to treat the need is more than that where anybody at hand does treat it."""
    others = tuple(near for near in answer.near if near.fails != "need")
    return others if others or (answer.options and answer.need_is_treated) else answer.near


def _draw_near(screen: Screen, answer: Answer, lines: int) -> None:
    """As many as fit on so many lines, and how many more there are; nobody whom the first lines name."""
    room = screen.width - INDENT - _LABEL
    lacking = answer.untreated if answer.options else None
    said = {barred.assessment.candidate.id for barred in (lacking.named if lacking else ())}
    near_ones = [near for near in told_near(answer) if near.assessment.candidate.id not in said]
    people = [f"{near.assessment.candidate.name} ({near.why})" for near in near_ones]
    for count in range(len(people), 0, -1):
        more = len(people) - count
        words = ", ".join(people[:count]) + (f", and {more} more" if more else "")
        if len(wrap(words, room, room)) <= lines or count == 1:
            screen.pair("But for one thing", words, label_width=_LABEL)
            return


def _draw_next(screen: Screen, answer: Answer, asked: Asked, whole: bool) -> None:
    """What can be done next: whole commands, or where there is no room for them, how they differ from this one."""
    program, typed = asked.program, asked.typed
    command = command_line(program, typed)
    if not answer.options:
        post = command_line(program, typed.only(lambda option: option.posted), "groups post")
        screen.commands([("ask your groups", post), ("see all of it", f"{command} --more")])
        return
    ready = any(assessment.ready for assessment in answer.options)
    sheet = f"{command_line(program, typed, 'prepare')} --sheet options.pdf"
    if whole:
        for_client = [("for the client", sheet)] if ready else []
        screen.commands([("more about them", f"{command} --more"), *for_client])
        return
    screen.pair("more about them", "the same command with --more; with --explain the sum", label_width=_LABEL)
    if ready:
        how = "refer prepare, with the same options and --sheet options.pdf"
        screen.pair("for the client", how, label_width=_LABEL)


def _pair(screen: Screen, label: str, parts: Sequence[str], whole: bool, short: Sequence[str] = ()) -> None:
    """A label and its parts, or where there is no room as many of them as fit on a line, as they are or in short."""
    if not parts:
        return
    room = screen.width - INDENT - _LABEL
    fitting = _fitting(parts, room) or _fitting(short, room)
    screen.pair(label, "; ".join(parts) if whole or fitting is None else fitting, label_width=_LABEL)


def _fitting(parts: Sequence[str], room: int) -> str | None:
    """As many whole parts as fit on one line, and how many more there are; None where the first is too long for it."""
    for count in range(len(parts), 0, -1):
        more = len(parts) - count
        text = "; ".join(parts[:count]) + (f"; {more} more (--more)" if more else "")
        if cells(text) <= room:
            return text
    return None


def _in_one_line(parts: Sequence[str], room: int) -> str:
    """As many whole parts as fit on one line, and how many more there are; of a part that alone is too long, words."""
    fitting = _fitting(parts, room)
    if fitting is not None:
        return fitting
    tail = f" …; {len(parts) - 1} more (--more)" if len(parts) > 1 else " … (--more)"
    return wrap(parts[0], room - cells(tail), room)[0] + tail


def draw_empty(screen: Screen, archived: bool, command: str, danger: bool = False) -> None:
    """Nobody is in the book yet."""
    screen.blank()
    if danger:
        screen.paragraph(DANGER, style="bold red")
        screen.blank()
    if archived:
        screen.paragraph("Everybody in your book is archived, so there is nobody to suggest.")
        screen.commands([("See them:", "refer list --archived")])
        return
    screen.paragraph("There is nobody to suggest yet.")
    draw_empty_book(screen, command)


def draw_reason_choices(screen: Screen, reasons: Mapping[str, Reason]) -> None:
    """The reasons, to choose one from by number or by name, each on its line."""
    for number, reason in enumerate(reasons.values(), 1):
        line = f"{number:>2} {pad(reason.slug, 24)}{reason.title}"
        screen.line(fit(line, screen.width - INDENT))
