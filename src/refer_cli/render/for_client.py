"""`refer suggest --for-client`: what can be handed over, with nothing of the therapist's own on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refer_cli.matching.criteria import WEIGHED
from refer_cli.render.candidate import name_with_credentials
from refer_cli.render.screen import Screen
from refer_cli.render.suggest_json import client_rows

if TYPE_CHECKING:
    from refer_cli.matching.answer import Answer
    from refer_cli.matching.rank import Assessment


def draw_for_client(screen: Screen, answer: Answer) -> None:
    """The ready options in the same order, how to call, and what to do if it cannot wait."""
    ready = [assessment for assessment in answer.options if assessment.ready]
    screen.blank()
    if answer.danger:
        screen.paragraph("If you are in danger now: call or text 988, any time, or call 911.", style="bold")
        screen.blank()
    screen.line(
        (
            "People who may be a good fit for you" if len(ready) > 1 else "Somebody who may be a good fit for you",
            "bold",
        )
    )
    for assessment in ready:
        screen.blank()
        _draw_one(screen, assessment)
    screen.blank()
    screen.paragraph(
        "When you call, say that your therapist gave you this name, and ask: Do you have an opening, "
        "and when? Do you take my insurance plan? What would I pay for each visit?"
    )
    screen.blank()
    screen.paragraph("If you are in danger or cannot stay safe: call or text 988, any time, or call 911.")


def _draw_one(screen: Screen, assessment: Assessment) -> None:
    candidate = assessment.candidate
    screen.paragraph(name_with_credentials(assessment), style="bold")
    if candidate.practice:
        screen.paragraph(candidate.practice, indent=4, hanging=4)
    contact = " · ".join(part for part in (candidate.phone, candidate.email) if part)
    if not contact:
        screen.paragraph("ask your therapist how to reach this person", indent=4, hanging=4)
    if contact:
        screen.paragraph(contact, indent=4, hanging=4)
    fits = [
        row.evidence + (" (confirm when you call)" if WEIGHED[row.name].ask_again else "")
        for row in client_rows(assessment)
    ]
    if not any(row.name == "fee" for row in assessment.rows) and candidate.fee is not None:
        floor = candidate.fee_floor
        has_place = candidate.sliding_slots != 0 and floor is not None and floor < candidate.fee
        sliding = f", less on a sliding scale (from ${floor})" if has_place else ""
        fits.append(f"${candidate.fee} a visit{sliding} (confirm when you call)")
    for fit in fits:
        screen.paragraph(fit, indent=4, hanging=6)
