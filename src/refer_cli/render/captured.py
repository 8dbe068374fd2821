"""What was understood of a text: the card with its words, the questions about it, and the JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from refer_cli.capture.found import ASSUMED, STORED, Fact, Person, Understood
from refer_cli.fields.card import Card
from refer_cli.fields.catalogue import FIELDS
from refer_cli.fields.values import Value
from refer_cli.render.colleague_json import colleague_json
from refer_cli.render.screen import Screen
from refer_cli.render.wording import label, spoken

_LABELS = {"license_states": "licence", "first_met": "met", "accepting": "takes clients"}
_TOGETHER = frozenset({"name", "credentials", "practice", "city", "state", "zip", "fee", "fee_floor", "first_met", "how_known"})


def draw_understood(
    screen: Screen, person: Person, values: Mapping[str, Value], left: Sequence[str], today: date, remark: str
) -> None:
    """One person as understood: what will be stored, then what is only assumed or unsure, with its words."""
    screen.blank()
    card = _card(values, today.isoformat())
    letters = card.listing("credentials")
    title = str(values.get("name") or "(no name)") + (f", {', '.join(letters.names())}" if letters else "")
    practice = card.text("practice")
    screen.heading(title + (f" · {practice}" if practice else ""), remark)
    for name, text, note in _lines(card, values, today):
        screen.pair(name, f"{text}   {note}" if note else text)
    for fact in person.facts:
        if fact.sure in STORED:
            continue
        reason = f"assumed from {_short(fact)}" if fact.sure == ASSUMED else f'unsure: "{_short(fact)}"'
        screen.pair(_LABELS.get(fact.field) or label(fact.field), f"? {_worded(fact)}   {reason}", style="yellow")
    screen.pair("not understood", "; ".join(left) or "(nothing)", style="dim")
    screen.blank()


def question(fact: Fact) -> str:
    """The question about one fact that is not stored by itself."""
    named = _LABELS.get(fact.field) or label(fact.field)
    why = "assumed" if fact.sure == ASSUMED else "not sure"
    return f'{named} {_worded(fact)} ({why}, from "{_short(fact)}"): save it too?'


def capture_json(
    understood: Understood, cards: Iterable[Mapping[str, Value]], as_of: str, ids: Sequence[int | None] = ()
) -> dict[str, Any]:
    """`refer.capture/1`: each person's card as it would be stored, with every fact and its words."""
    people = []
    for number, (person, values) in enumerate(zip(understood.people, cards, strict=True)):
        shown: dict[str, Any] = {"colleague": _bare(colleague_json(_card(values, as_of)))}
        if ids:
            shown["id"] = ids[number]
        shown["facts"] = [
            {"field": fact.field, "value": fact.value, "from": fact.words, "sure": fact.sure} for fact in person.facts
        ]
        people.append(shown)
    return {"schema": "refer.capture/1", "people": people, "not_understood": list(understood.not_understood)}


def _bare(card: dict[str, Any]) -> dict[str, Any]:
    """Only the fields of a card: nothing of a row in the book."""
    return {name: value for name, value in card.items() if name not in ("id", "archived", "as_of", "source", "confirmed")}


def _card(values: Mapping[str, Value], as_of: str) -> Card:
    return Card(0, dict(values), as_of, "captured")


def _lines(card: Card, values: Mapping[str, Value], today: date) -> list[tuple[str, str, str]]:
    lines: list[tuple[str, str, str]] = []
    state_and_zip = " ".join(part for part in (card.text("state"), card.text("zip")) if part)
    place = ", ".join(part for part in (card.text("city"), state_and_zip) if part)
    if place:
        lines.append(("place", place, ""))
    for field in FIELDS:
        if field.name in values and field.name not in _TOGETHER:
            lines.append((_LABELS.get(field.name) or label(field.name), spoken(field.name, values[field.name]), ""))
    fee, floor = values.get("fee"), values.get("fee_floor")
    if fee is not None or floor is not None:
        parts = [f"${fee}"] if fee is not None else []
        lines.append(("fee", ", ".join(parts + ([f"lowest ${floor}"] if floor is not None else [])), ""))
    met = values.get("first_met")
    if met is not None:
        counts = f"counts toward {today:%B}" if str(met)[:7] == f"{today:%Y-%m}" else ""
        lines.append(("met", str(met), counts))
    elif "how_known" in values:
        lines.append((label("how_known"), spoken("how_known", values["how_known"]), ""))
    return lines


def _worded(fact: Fact) -> str:
    return f"${fact.value}" if fact.field in ("fee", "fee_floor") else fact.value


def _short(fact: Fact) -> str:
    return fact.words if len(fact.words) <= 60 else fact.words[:57] + "..."


def draw_stored(screen: Screen, card: Card, today: date, command: str, *, whole: bool) -> None:
    """A new colleague as stored (unless the card was just shown), and how to take it back."""
    if whole:
        from refer_cli.render.card import draw_card

        draw_card(screen, card, today, saved=False)
    screen.line((f"Added {card.name} (id {card.id}).", "bold"))
    screen.line((f"{command} undo takes it back", "dim"))


def draw_left_out(screen: Screen, facts: Sequence[Fact], left: Sequence[str]) -> None:
    """What was not stored, because nobody could be asked."""
    for fact in facts:
        why = "assumed" if fact.sure == ASSUMED else "unsure"
        screen.paragraph(f'Not stored ({why}): {_LABELS.get(fact.field) or label(fact.field)} {_worded(fact)}, from "{_short(fact)}".')
    if left:
        screen.paragraph("Not understood: " + "; ".join(left))
