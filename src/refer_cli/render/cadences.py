"""How often one wants to be in touch, and when it is time next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from refer_cli.fields.age import ago, days_since
from refer_cli.fields.days import day_words
from refer_cli.network.due import Contact
from refer_cli.render.dues import every_words
from refer_cli.render.screen import INDENT, Screen, cells

NAME_ROOM = 24


def draw_cadences(
    screen: Screen,
    colleagues: Sequence[tuple[Contact, str, str | None]],
    tags: Sequence[tuple[str, str, int]],
    today: date,
    command: str,
) -> None:
    """The whole screen of `refer cadence`: colleagues with their own span, then tags."""
    screen.blank()
    if not colleagues and not tags:
        screen.line("No span is set: nobody is counted as losing touch.")
        screen.commands(
            [
                ("One colleague", f"{command} cadence set WHO 3m"),
                ("Everybody with a tag", f"{command} cadence set --tag core 6w"),
            ]
        )
        return
    for contact, every, next_on in colleagues:
        last = contact.last_contact or contact.first_met
        since = f"last in touch {ago(days_since(last, today))}" if last else "no contact is noted yet"
        when = f", next {day_words(next_on, today)}" if next_on and next_on > today.isoformat() else ", now"
        _row(screen, contact.name, f"every {every_words(every)}; {since}{when if next_on else ''}")
    if colleagues and tags:
        screen.blank()
    for tag, every, count in tags:
        _row(screen, f"tag {tag}", f"every {every_words(every)}; {count} colleague{'' if count == 1 else 's'}")
    screen.blank()
    screen.commands([("with whom it is time", f"{command} due")])


def _row(screen: Screen, name: str, words: str) -> None:
    if cells(name) <= NAME_ROOM:
        screen.pair(name, words, label_width=NAME_ROOM + 2)
    else:
        screen.line(name)
        screen.paragraph(words, indent=INDENT + 2)
