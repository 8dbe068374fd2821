"""The screen of `refer suggest`: the answer first, contact beside it, and what to do next at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from refer_cli.fields.age import CALL_FIRST_DAYS, ago, days_since
from refer_cli.fields.phrases import listed
from refer_cli.matching.advice import DANGER
from refer_cli.matching.checks import ASK, CONFIRM, TELL, sentence
from refer_cli.matching.criteria import CAUSES, WEIGHED
from refer_cli.matching.criteria.relationship import KNOWN_WORDS
from refer_cli.matching.worth_a_call import questions
from refer_cli.render.request import command_line
from refer_cli.render.screen import INDENT, LABEL_WIDTH, NO, UNKNOWN, YES, Part, Screen, cells, fit, pad, wrap

if TYPE_CHECKING:
    from refer_cli.matching.answer import Answer
    from refer_cli.matching.judgement import CriterionScore
    from refer_cli.matching.near_miss import NearMiss
    from refer_cli.matching.options import TypedRequest
    from refer_cli.matching.rank import Assessment
    from refer_cli.matching.reasons import Reason
    from refer_cli.matching.request import Request

BAR = 10
NEAR_ON_SCREEN = 4
NEAR_A_CAUSE = 2
_GAP = 3


def draw_shortlist(
    screen: Screen, answer: Answer, assumptions: Sequence[str], program: str, typed: TypedRequest, today: date
) -> None:
    """The whole answer."""
    command = command_line(program, typed)
    screen.blank()
    if answer.danger:
        screen.paragraph(DANGER, style="bold red")
        screen.blank()
    screen.paragraph(title(answer.request), style="bold")
    for assumption in assumptions:
        screen.paragraph(assumption, hanging=4, style="dim")
    screen.blank()
    for rank, assessment in enumerate(answer.options, start=1):
        _draw_option(screen, rank, assessment, answer.request, today)
        screen.blank()
    screen.pair("How to offer", answer.advice)
    for line in answer.care:
        screen.pair("", line)
    _draw_waiting(screen, answer)
    for call in answer.calls:
        place = "first" if call.rank == 1 else f"number {call.rank}"
        still = "still " if call.known else ""
        if answer.options and call.candidate.id == answer.options[0].candidate.id:
            place = "first already, and could be offered"
        label_ = "Worth a call" if call is answer.calls[0] else ""
        screen.pair(label_, f"{call.candidate.name}: {place} if {still}{call.phrase}.")
    _draw_near(screen, answer.near)
    _draw_excluded(screen, answer)
    screen.blank()
    if answer.options:
        screen.command(f"{command} --explain")
        if any(assessment.ready for assessment in answer.options):
            screen.command(f"{command} --for-client")
            screen.command(f"{command_line(program, typed, 'prepare')} --sheet options.pdf")
    else:
        screen.command("refer reasons " + answer.request.reason.slug)


def title(request: Request) -> str:
    """The request in one line: reason, place, and what was asked."""
    parts = [request.reason.title]
    if request.spot:
        if request.room_only:
            how = f"within {request.radius} mi"
        elif request.video_only:
            how = "by video"
        elif request.spot.point is None:
            how = "anywhere in the state, or video"
        else:
            how = f"within {request.radius} mi, or video"
        parts.append(f"{request.spot.label} ({how})")
    parts.extend(need.name for need in request.needs)
    if request.insurance:
        parts.append(" or ".join(panel.label for panel in request.insurance))
    if request.max_fee is not None:
        parts.append(f"${request.max_fee} at most")
    parts.extend(wish.name for wish in (*request.approaches, *request.styles))
    if request.tried:
        parts.append(f"tried {', '.join(wish.name for wish in request.tried)}")
    unwanted = (*request.unwanted, *request.refused_styles)
    if unwanted:
        parts.append(f"not {', '.join(wish.name for wish in unwanted)}")
    parts.extend(part for part in (request.age_group, request.format) if part)
    if request.languages:
        parts.append(" or ".join(request.languages))
    if request.avoid:
        parts.append("no ties to whom you named")
    if request.soon:
        parts.append("soon")
    for_the_client = [word for word in (request.gender, request.faith, *request.identities) if word]
    if for_the_client:
        parts.append(f"{', '.join(for_the_client)} (as the client asked)")
    return " · ".join(parts)


def name_with_credentials(assessment: Assessment) -> str:
    """The name with its credentials."""
    return ", ".join((assessment.candidate.name, *assessment.candidate.credentials))


def draw_empty(screen: Screen, archived: bool, danger: bool = False) -> None:
    """Nobody is in the book yet."""
    screen.blank()
    if danger:
        screen.paragraph(DANGER, style="bold red")
        screen.blank()
    if archived:
        screen.paragraph("Everybody in your book is archived, so there is nobody to suggest.")
        screen.commands([("See them:", "refer list --archived")])
        return
    screen.paragraph("Your book is empty, so there is nobody to suggest yet.")
    screen.commands(
        [
            ("Put in one person:", "refer add-colleague"),
            ("Bring your contacts:", "refer import contacts.csv"),
            ("See what it can do:", "refer --demo suggest --reason moving --city Denver"),
        ]
    )


def draw_reason_choices(screen: Screen, reasons: Mapping[str, Reason]) -> None:
    """The reasons, to choose one from by number or by name."""
    for number, reason in enumerate(reasons.values(), 1):
        screen.pair(f"{number:>2} {reason.slug}", reason.story, label_width=29)


def _draw_option(screen: Screen, rank: int, assessment: Assessment, request: Request, today: date) -> None:
    score = f"{assessment.points / 10_000:.2f} "
    right = cells(score) + BAR
    name = name_with_credentials(assessment) + (
        f" · {assessment.candidate.practice}" if assessment.candidate.practice else ""
    )
    room = screen.width - 5 - right - 2
    shown = fit(name, room)
    blocks = "█" * max(1, round(assessment.points * BAR / 10_000))
    screen.line((f"{rank:<3}", "dim"), (shown, "bold"), " " * (room - cells(shown) + 2), score, (blocks, "cyan"))
    if cells(name) > room and assessment.candidate.practice:
        screen.paragraph(assessment.candidate.practice, indent=5, hanging=5)
    contact = " · ".join(part for part in (assessment.candidate.phone, assessment.candidate.email) if part)
    screen.paragraph(contact or "no telephone or e-mail noted", indent=5, hanging=5)
    if not assessment.ready:
        to_ask = call_question(assessment)
        screen.paragraph(f"call before offering{': ' + to_ask if to_ask else ''}", indent=5, hanging=7, style="yellow")
    _draw_chips(
        screen, [chip for row in assessment.rows if (chip := _chip(row, today))] + _fee_chip(assessment, request)
    )
    screen.paragraph(acquaintance(assessment, today), indent=5, hanging=5)
    for words in check_lines(assessment):
        screen.paragraph(words, indent=5, hanging=7, style="yellow")


def _chip(row: CriterionScore, today: date) -> Part | None:
    if WEIGHED[row.name].private:
        return None
    if row.status == "mismatch":
        return f"{NO} {row.evidence}"
    old = row.as_of is not None and days_since(row.as_of, today) > CALL_FIRST_DAYS
    if row.status == "unknown" or old:
        return f"{UNKNOWN} {row.evidence}"
    return f"{YES} {row.evidence}"


def _fee_chip(assessment: Assessment, request: Request) -> list[Part]:
    if request.max_fee is not None:
        return []
    fee, floor = assessment.candidate.fee, assessment.candidate.fee_floor
    if fee is None and floor is None:
        return []
    if assessment.candidate.sliding_slots == 0 and fee is not None:
        return [f"${fee}, no sliding place open"]
    if fee is None:
        return [f"from ${floor}"]
    return [f"${fee} to ${floor}" if floor is not None and floor < fee else f"${fee}"]


def _draw_chips(screen: Screen, chips: Iterable[Part]) -> None:
    """Facts side by side, as many on a line as fit whole."""
    row = ""
    for chip in chips:
        words = chip if isinstance(chip, str) else chip[0]
        if row and 5 + cells(row) + _GAP + cells(words) > screen.width:
            screen.line(row, indent=5)
            row = ""
        if 5 + cells(words) > screen.width:
            screen.paragraph(words, indent=5, hanging=7)
            continue
        row = f"{row}{' ' * _GAP}{words}" if row else words
    if row:
        screen.line(row, indent=5)


def acquaintance(assessment: Assessment, today: date) -> str:
    """How well I know this colleague, in one line."""
    candidate = assessment.candidate
    how_known = KNOWN_WORDS[candidate.how_known]
    if candidate.first_met and candidate.how_known in ("met", "worked-with"):
        how_known += f" {'since ' if candidate.how_known == 'worked-with' else ''}{candidate.first_met[:4]}"
    parts = [how_known]
    if candidate.trust is not None:
        parts.append(f"trust {candidate.trust}")
    if candidate.last_contact:
        parts.append(f"last in touch {ago(days_since(candidate.last_contact, today))}")
    circle = assessment.row("circle")
    if circle is not None and circle.status != "match":
        parts.append(circle.evidence)
    return " · ".join(parts)


def check_lines(assessment: Assessment) -> list[str]:
    """What to check before an offer, in one paragraph, and apart from it what to tell the client."""
    return [*call_lines(assessment), *(f"! {sentence(check)}" for check in assessment.checks if check.kind == TELL)]


def call_lines(assessment: Assessment) -> list[str]:
    """What to check before an offer, in one paragraph, where there is anything; old facts of one age stand together."""
    together: dict[str, list[str]] = {}
    checks: list[str] = []
    for check in assessment.checks:
        if check.kind == CONFIRM:
            together.setdefault(check.when, []).append(check.subject)
        elif check.kind != TELL and not (check.blocks and check.phrase):
            checks.append(sentence(check))
    for when, facts in together.items():
        verb = "was" if len(facts) == 1 else "were"
        checks.append(f"{listed(facts)} {verb} last confirmed {when}")
    return [f"{UNKNOWN} check first: {'; '.join(checks)}"] if checks else []


def call_question(assessment: Assessment) -> str:
    """ "Is Pat in Aetna, and taking clients?"; empty where only old facts stand in the way."""
    phrases = list(dict.fromkeys(questions(assessment, ASK)))
    if not phrases:
        return ""
    first = assessment.candidate.name.split()[0] if assessment.candidate.name.split() else assessment.candidate.name
    return f"is {first} {listed(phrases, ', and ')}?"


def _draw_waiting(screen: Screen, answer: Answer) -> None:
    hidden = answer.eligible - len(answer.options)
    if not hidden or not answer.waiting:
        return
    following = answer.waiting[0]
    to_ask = call_question(following)
    words = f"{name_with_credentials(following)} ({following.points / 10_000:.2f})"
    if not following.ready:
        words += ": call before offering." + (f" {to_ask[0].upper()}{to_ask[1:]}" if to_ask else "")
    else:
        words += "."
    if hidden > 1:
        words += f" And {hidden - 1} more."
    screen.pair("One more" if hidden == 1 else "Others", f"{words} To see: --limit {answer.eligible}")


def _draw_near(screen: Screen, near: Sequence[NearMiss]) -> None:
    chosen: list[NearMiss] = []
    for miss in near:
        if len(chosen) < NEAR_ON_SCREEN and sum(earlier.fails == miss.fails for earlier in chosen) < NEAR_A_CAUSE:
            chosen.append(miss)
    if not chosen:
        return
    room = screen.width - INDENT - LABEL_WIDTH
    lines: list[str] = []
    for miss in chosen:
        relax = f"; to include: {miss.relax}" if miss.relax else ""
        lines.extend(wrap(f"{name_with_credentials(miss.assessment)}: {miss.why}{relax}", room, room))
    labels = ("Would fit but", "for one thing")
    for number in range(max(len(lines), len(labels))):
        label = labels[number] if number < len(labels) else ""
        screen.line((pad(label, LABEL_WIDTH), "dim"), lines[number] if number < len(lines) else "")


def _draw_excluded(screen: Screen, answer: Answer) -> None:
    total = sum(answer.excluded.values())
    if not total:
        return
    causes = sorted(answer.excluded.items(), key=lambda pair: -pair[1])
    words = ", ".join(
        f"{count} {CAUSES[name].said(answer.request, count) or CAUSES[name].words}" for name, count in causes
    )
    screen.pair("Not suggested", f"{total} of the {answer.considered} in your book: {words}")
