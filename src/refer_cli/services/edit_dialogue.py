"""`edit WHO` on a terminal: the card, then one part of it after the other, and all of it saved on a yes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from refer_cli.book import writing
from refer_cli.book.card_diff import compare
from refer_cli.errors import BadValue, ReferError
from refer_cli.exchange.column_words import target_named
from refer_cli.fields.card import Card, Facts, check
from refer_cli.fields.catalogue import ADDING, BY_NAME, REMOVING, REPLACING, Field
from refer_cli.fields.days import CONFIRMED, day_or_today
from refer_cli.fields.numbers import whole_number
from refer_cli.fields.spelling import write_value
from refer_cli.fields.values import Value
from refer_cli.render.answer import Reply
from refer_cli.render.asking import ask, complain, confirm, tell, until_understood, without_options
from refer_cli.render.card import draw_facts
from refer_cli.render.changes import changes_json, draw_changes, draw_preview
from refer_cli.render.screen import Screen, shell_word
from refer_cli.render.wording import label, spoken
from refer_cli.services import typed_values
from refer_cli.services.capture_flow import change_from_words
from refer_cli.services.card_changes import changed_values
from refer_cli.services.environment import Environment
from refer_cli.services.field_questions import QUESTIONS
from refer_cli.vocabulary.normaliser import vocabulary

COMMON: Mapping[str, str] = {
    "telephone": "phone",
    "panels": "panels",
    "openings": "accepting",
    "fee": "fee",
    "lowest fee": "fee_floor",
    "needs": "specialties",
    "notes": "notes",
}
"""What changes most, by the words under which it is offered."""
_ELSE = {
    "waitlist": "accepting",
    "licence": "license_states",
    "licences": "license_states",
    "license": "license_states",
}
_FORGET = ("unknown", "forget", "clear")


def edit_by_talk(environment: Environment, who: str, as_of: str | None) -> Reply | None:
    """Show the card, ask what has changed, and save it on a yes; None where nothing is saved.

    Raises NoSuchColleague.
    """
    day = day_or_today(as_of, environment.today, "as_of", CONFIRMED)
    book = environment.read()
    card = book.card(book.resolve(who))
    talk = _Talk(environment, card, typed_values.home_state(book.profile()))
    draw_facts(environment.screen(), card, environment.today, f"id {card.id}")
    environment.screen().blank()
    tell(" · ".join(f"{number} {name}" for number, name in enumerate(COMMON, 1)))
    tell('or another part, such as hours; or a sentence: "no longer takes Cigna"')
    question = "What has changed (a number, a word or a sentence)"
    while answer := ask(question):
        field = _field(answer)
        if field is not None:
            talk.change(field)
        elif len(answer.split()) == 1:
            complain(f'No part of a card is called "{answer}". A number, a word such as hours, or a sentence.')
        elif talk.values:
            complain("A sentence stands alone: Enter first saves what you changed.")
        elif (told := _told(environment, card, answer)) is not None:
            return told
        question = "What else (Enter when done)"
    return _saved(environment, card, Facts(talk.values, day), talk.point)


class _Talk:
    """What was answered so far: the values to write, the office's point, and the card as it would be."""

    def __init__(self, environment: Environment, card: Card, home: str | None) -> None:
        self._environment = environment
        self._home = home
        self._card = card
        self.values: dict[str, Value | None] = {}
        self.point: Any = ...

    def change(self, field: Field) -> None:
        """Ask what a field is now; Enter leaves it."""
        present = self._card.values.get(field.name)
        if field.kind == "list":
            tell(f"now: {spoken(field.name, present)}")
            tell('Name some to add; "no X" is a known no, "-X" takes out, "only X, Y" is all.')
            question, default = label(field.name).capitalize(), ""
        elif field.name == "notes":
            question, default = 'A line to add ("= text" replaces all)', ""
        else:
            question = QUESTIONS.get(field.name) or f"{label(field.name).capitalize()} ({field.help.rstrip('.')})"
            default = write_value(field.name, present)

        def understood(answer: str) -> bool:
            if not answer or answer == default:
                return True
            self._take(field, answer)
            return True

        until_understood(lambda: ask(question, default), understood)

    def _take(self, field: Field, answer: str) -> None:
        """Put an answer in. Raises ReferError for what is not understood, or may not stand beside the rest."""
        options, clear = _as_options(field, answer)
        for gone in options.get(REMOVING + field.name, ()):
            _check_removed(field, gone, self._card)
        entered = changed_values(self._environment, options, clear, self._card)
        entered = typed_values.placed(self._environment, entered, self._card, self._home)
        merged = {**self._card.values, **entered.values}
        after = {name: value for name, value in merged.items() if value is not None}
        check(after, self._environment.today.isoformat(), set(entered.values))
        for assumption in entered.assumptions:
            tell(f"{assumption}.")
        self._card = self._card._replace(values=after)
        self.values.update(entered.values)
        if entered.point is not ...:
            self.point = entered.point


def _as_options(field: Field, answer: str) -> tuple[dict[str, Any], list[str]]:
    """An answer as the options of `edit` that say the same, and the fields to forget."""
    if answer.casefold() in _FORGET:
        return {}, [field.name]
    if field.name == "notes":
        replaced = answer.removeprefix("=").strip()
        return ({field.name: replaced} if answer.startswith("=") else {ADDING + field.name: [answer]}), []
    if field.kind != "list":
        return {field.name: answer}, []
    if answer.startswith("-"):
        return {REMOVING + field.name: [answer[1:].strip()]}, []
    if answer.casefold().startswith("only "):
        return {REPLACING + field.name: [answer[5:].strip()]}, []
    return {field.name: [answer.removeprefix("+").strip()]}, []


def _check_removed(field: Field, typed: str, card: Card) -> None:
    """Raise BadValue where nothing in the list is called so, before anybody is asked whether it is a word."""
    listing = card.listing(field.name)
    understood = vocabulary(field.vocabulary).understand(typed, card.text("state")) if field.vocabulary else None
    if understood is not None and not understood.known and (listing is None or listing.find(typed) is None):
        raise BadValue(f"{typed} is not in the list.", "", field=field.name, value=typed)


def _field(answer: str) -> Field | None:
    """The part of the card that was named by number or word; None for a sentence."""
    number = whole_number(answer)
    names = list(COMMON.values())
    if number is not None and 1 <= number <= len(names):
        return BY_NAME[names[number - 1]]
    word = answer.casefold().rstrip(":")
    named = COMMON.get(word) or _ELSE.get(word) or target_named(word)
    if named in BY_NAME:
        return BY_NAME[named]
    labels = {label(name): field for name, field in BY_NAME.items()}
    if word in labels:
        return labels[word]
    try:
        return typed_values.field_named(word)
    except ReferError:
        return None


def _told(environment: Environment, card: Card, sentence: str) -> Reply | None:
    """What a sentence says, agreed on; None where nothing of it is understood, which is said."""
    try:
        return change_from_words(environment, card, sentence)
    except ReferError as problem:
        complain(f"{problem.sentence} {without_options(problem)}")
        return None


def _saved(environment: Environment, card: Card, facts: Facts, point: Any) -> Reply | None:
    differences = compare(card, facts, frozenset(), point).differences
    if not differences:
        tell("Nothing changed.")
        return None
    draw_preview(environment.screen(), differences)
    if not confirm("Save?"):
        tell("Nothing was saved.")
        return None
    with environment.write().step(f"edit {card.name}") as step:
        written = writing.change_card(step, card.id, facts, point=point, base=card)

    def draw(screen: Screen) -> None:
        draw_changes(screen, card.name, written, environment.command)
        example = shell_word(f"{card.name}, no longer takes Cigna, full until March")
        screen.commands([("in one line", f"{environment.command} add-colleague {example}")])

    made = {"id": card.id, "changed": changes_json(written), "assumptions": []}
    return Reply("edit", lambda: made, draw)
