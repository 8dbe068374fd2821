"""The screen of `refer transition`: who is offered whom, how many each colleague gets, and who is left over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from refer_cli.fields.phrases import listed
from refer_cli.matching.advice import DANGER, care
from refer_cli.matching.caseload import added_up, waitlist
from refer_cli.render.candidate import call_lines, name_with_credentials
from refer_cli.render.explain import draw_sum
from refer_cli.render.prepare import FOOTER
from refer_cli.render.request import title
from refer_cli.render.screen import INDENT, Screen, cells, fit, pad

if TYPE_CHECKING:
    from refer_cli.matching.caseload import Load, Placed, Plan, ScoredColleague, Unplaced
    from refer_cli.matching.rank import Assessment

GAP_WORDS = {
    "need": "need",
    "panel": "panel",
    "place": "place",
    "fee": "fee",
    "age_group": "age group",
    "language": "language",
    "openings": "openings",
    "call": "a call first",
}
_SCORE = 5
_BETWEEN = 3
_WIDEST_LABEL = 20
_MOST_GAPS = 12
_MOST_ASKED = 4
_IN_PERSON = ("met", "worked-with")


def draw_plan(
    screen: Screen, plan: Plan, leaving: str, assumptions: Sequence[str], commands: Sequence[tuple[str, str]]
) -> None:
    """The whole plan. `commands` are what can be done next."""
    screen.blank()
    endangered = in_danger(plan)
    if endangered:
        screen.paragraph(f"{DANGER} ({', '.join(endangered)})", style="bold red")
        screen.blank()
    number = len(plan.clients)
    screen.heading(
        f"Leaving {leaving}: {number} client{'s' if number > 1 else ''}",
        f"{len(plan.placed)} placed · fit together {plan.total / 10_000:.2f}",
    )
    for assumption in assumptions:
        screen.paragraph(assumption, hanging=4, style="dim")
    if plan.placed:
        screen.blank()
        _draw_placed(screen, plan.placed)
        screen.blank()
        screen.paragraph("Who is given how many", style="bold")
        _draw_loads(screen, plan)
    if plan.unplaced:
        screen.blank()
        screen.paragraph("Not placed", style="bold")
        _draw_unplaced(screen, plan.unplaced)
        _draw_gaps(screen, plan.unplaced)
    screen.blank()
    for line in care_lines(plan):
        screen.paragraph(line, hanging=4)
    screen.paragraph("Nothing of this is kept in your book, and nobody has been told.", style="dim")
    screen.blank()
    screen.commands(commands)


def draw_client(screen: Screen, plan: Plan, label: str, commands: Sequence[tuple[str, str]]) -> None:
    """One client: the sums behind both choices, who fits better and is full, or why nobody is left."""
    screen.blank()
    for placement in plan.placed:
        if placement.client.label == label:
            screen.paragraph(f"{label} · {title(placement.client.request)}", style="bold")
            screen.blank()
            draw_sum(screen, placement.first, "first choice", placement.second)
            if placement.second is not None:
                screen.blank()
                draw_sum(
                    screen,
                    placement.second,
                    "second choice" + (", no opening left" if placement.second_is_full else ""),
                )
            if placement.passed_over:
                screen.blank()
                _draw_passed_over(screen, placement, plan)
    for left_out in plan.unplaced:
        if left_out.client.label == label:
            screen.paragraph(f"{label} · {title(left_out.client.request)}", style="bold")
            screen.blank()
            _draw_unplaced(screen, [left_out])
            _draw_gaps(screen, [left_out])
    screen.blank()
    screen.commands(commands)


def draw_sheets_written(
    screen: Screen, sheets: Sequence[str], key: str, as_pages: Sequence[tuple[str, Sequence[str]]]
) -> None:
    """Which sheets were written, where it stands whose they are, and which are .html, for whose names."""
    many = f"Wrote {len(sheets)} sheets, {sheets[0]} to {sheets[-1]}" if len(sheets) > 1 else f"Wrote {sheets[0]}"
    screen.paragraph(f"{many}. Neither a sheet nor its name says whose it is; {key} does: it is for you alone.")
    for label, names in as_pages:
        screen.paragraph(
            f"The sheet of {label} is written as .html: the fonts of the PDF lack the script of what is said of "
            f"{listed(names, most=3)}. Open it in a browser and print it."
        )
    if as_pages:
        screen.paragraph(FOOTER)


def in_danger(plan: Plan) -> list[str]:
    """The labels of the clients whose need may mean danger today."""
    return [client.label for client in plan.clients if any(need.danger for need in client.request.needs)]


def care_lines(plan: Plan) -> list[str]:
    """What to do before anybody is offered: whom to meet, what to tell whom, and to keep seeing the client."""
    strangers: dict[str, None] = {}
    telling: dict[str, list[str]] = {}
    general: dict[str, None] = {}
    for placement in plan.placed:
        request = placement.client.request
        general.update(dict.fromkeys(care(request, ())))
        for choice in (placement.first, placement.second) if placement.second is not None else (placement.first,):
            name = choice.candidate.name
            if request.reason.rules == "self-pay-transition" and choice.candidate.how_known not in _IN_PERSON:
                strangers[name] = None
            for check in choice.checks:
                if check.bond is not None:
                    telling.setdefault(f"that {check.bond.of(name)}", []).append(placement.client.label)
    lines = [f"Meet first, before you offer: {listed(list(strangers), most=8)}."] if strangers else []
    lines.extend(f"Tell {listed(labels, most=6)} {what}." for what, labels in telling.items())
    lines.extend(general)
    if plan.placed:
        lines.append("Ask each colleague for the opening before you offer it, and say nothing of the client yet.")
    return [*lines, "Keep seeing each client until the first session elsewhere is held."]


def sliding_remark(load: Load) -> str:
    """What to ask where more clients pay by the sliding scale than the book knows places."""
    if load.places is None or load.sliding <= load.places:
        return ""
    return f"{load.sliding} on the sliding scale, where your book knows of {load.places}: ask"


def counted(load: Load) -> str:
    """How many of how many: of the sliding places, where all are on the sliding scale and there are fewer of these."""
    number = len(load.labels)
    if load.places is not None and number == load.sliding <= load.places < load.openings:
        return f"{number} of {load.places} sliding places" if load.places > 1 else "the 1 sliding place"
    return f"{number} of {load.openings}"


def _draw_placed(screen: Screen, placed: Sequence[Placed]) -> None:
    label = min(_WIDEST_LABEL, max(6, *(cells(placement.client.label) for placement in placed))) + 2
    name = (screen.width - INDENT - label - 2 * _SCORE - _BETWEEN) // 2
    head = f"{pad('first choice', name)}{'fit':>{_SCORE}}{'':{_BETWEEN}}{pad('second choice', name)}{'fit':>{_SCORE}}"
    screen.line((f"{'client':<{label}}{head}", "dim"))
    for placement in placed:
        first, second = _cell(placement.first, name), _cell(placement.second, name)
        screen.line(pad(fit(placement.client.label, label - 2), label), (first, "bold"), " " * _BETWEEN, second)
        remarks = []
        if placement.passed_over:
            better = [_better(better_fit) for better_fit in placement.passed_over]
            remarks.append(f"better fit, no opening left: {listed(better, most=2)}")
        if placement.second_is_full:
            wait = placement.second and waitlist(placement.second.candidate)
            remarks.append(f"the second choice has {'a ' + wait if wait else 'no opening left'}")
        if placement.second_is_shared:
            remarks.append("the second choice is that of others too, with fewer openings left")
        remarks.extend(f"{choice.candidate.name}: {wait}" for choice, wait in _waits(placement))
        if remarks:
            screen.paragraph("; ".join(remarks), indent=INDENT + label, hanging=INDENT + label + 2, style="dim")


def _better(better_fit: ScoredColleague) -> str:
    return f"{better_fit.name} {better_fit.points / 10_000:.2f}" + (
        f" ({better_fit.waitlist})" if better_fit.waitlist else ""
    )


def _waits(placement: Placed) -> Iterator[tuple[Assessment, str]]:
    """Of those who are offered, who has a waitlist and is counted in all the same."""
    for choice in (placement.first, None if placement.second_is_full else placement.second):
        wait = choice and waitlist(choice.candidate)
        if choice is not None and wait:
            yield choice, wait


def _cell(choice: Assessment | None, width: int) -> str:
    if choice is None:
        return "nobody else ready"
    return f"{pad(fit(name_with_credentials(choice), width), width)}{choice.points / 10_000:>{_SCORE}.2f}"


def _draw_loads(screen: Screen, plan: Plan) -> None:
    width = min(34, max(cells(load.colleague.name) for load in plan.loads) + 3)
    for load in plan.loads:
        remark = sliding_remark(load)
        words = f"{counted(load)}: {', '.join(load.labels)}" + (f"; {remark}" if remark else "")
        screen.pair(fit(load.colleague.name, width - 2), words, label_width=width)
        first_choices = [
            placement.first for placement in plan.placed if placement.first.candidate.id == load.colleague.id
        ]
        for line in dict.fromkeys(line for choice in first_choices for line in call_lines(choice)):
            screen.pair("", line, label_width=width, style="yellow")


def _draw_unplaced(screen: Screen, unplaced: Sequence[Unplaced]) -> None:
    width = min(_WIDEST_LABEL, max(6, *(cells(left_out.client.label) for left_out in unplaced))) + 2
    for left_out in unplaced:
        screen.pair(fit(left_out.client.label, width - 2), left_out.why, label_width=width)
        if left_out.near_miss is not None:
            miss = left_out.near_miss
            relax = f"; to include: {miss.relax}" if miss.relax else ""
            screen.pair(
                "",
                f"would fit but for one thing: {name_with_credentials(miss.assessment)}: {miss.why}{relax}",
                label_width=width,
            )


def _draw_gaps(screen: Screen, unplaced: Sequence[Unplaced]) -> None:
    """What is missing, added up: what would help the most clients comes first."""
    gaps = added_up(unplaced)
    if not gaps:
        return
    screen.blank()
    screen.paragraph("What is missing for them", style="bold")
    for gap in gaps[:_MOST_GAPS]:
        wishes = ", ".join(name if times == 1 else f"{name} ({times})" for name, times in gap.asked[:_MOST_ASKED])
        more = f", and {len(gap.asked) - _MOST_ASKED} more" if len(gap.asked) > _MOST_ASKED else ""
        number = f"{len(gap.labels)}: " if len(gap.labels) > 1 else ""
        wished = f"; {wishes}{more}" if wishes else ""
        screen.pair(GAP_WORDS[gap.kind], f"{number}{gap.name}{wished} ({listed(gap.labels, most=6)})", label_width=14)
    if len(gaps) > _MOST_GAPS:
        rest = sum(len(gap.labels) for gap in gaps[_MOST_GAPS:])
        screen.pair("", f"and {len(gaps) - _MOST_GAPS} more, of {rest} clients: --json has them", label_width=14)


def _draw_passed_over(screen: Screen, placement: Placed, plan: Plan) -> None:
    who = {load.colleague.id: load.labels for load in plan.loads}
    for better in placement.passed_over:
        labels = who.get(better.id, ())
        if not labels:
            screen.paragraph(f"{_better(better)} fits better, and has no opening.", hanging=4)
            continue
        screen.paragraph(
            f"{better.name} fits better ({better.points / 10_000:.2f}); the openings go to {', '.join(labels)}, "
            "which makes the fit of all together larger.",
            hanging=4,
        )


def explained_labels(plan: Plan) -> Iterator[str]:
    """Labels worth explaining first: those who are not given their best fit, then everybody."""
    yield from (placement.client.label for placement in plan.placed if placement.passed_over)
    yield from (placement.client.label for placement in plan.placed)
    yield from (left_out.client.label for left_out in plan.unplaced)
