"""From a pasted text to the book: understood, shown, asked about, and stored (add-colleague and verify)."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from refer_cli.book import writing
from refer_cli.capture.found import ASSUMED, Fact, Person, Understood
from refer_cli.capture.offices import in_own_state
from refer_cli.capture.reading import read
from refer_cli.capture.understand import understand
from refer_cli.capture.values import joined, open_questions, settled, values_of
from refer_cli.capture.vcards import number_of_cards
from refer_cli.errors import ReferError, Refused, WrongUsage
from refer_cli.fields.card import Card, Facts, check
from refer_cli.fields.catalogue import BY_NAME, PLACE
from refer_cli.fields.days import CONFIRMED, day_or_today
from refer_cli.fields.phrases import listed
from refer_cli.fields.spelling import SpellingContext, write_value
from refer_cli.fields.values import Value
from refer_cli.folding import fold
from refer_cli.records import NamedTuple
from refer_cli.render.answer import Reply
from refer_cli.render.asking import ask, choose, complain, confirm, tell, until_understood
from refer_cli.render.captured import (
    capture_json,
    draw_left_out,
    draw_stored,
    draw_understood,
    fact_question,
    rest_question,
)
from refer_cli.render.changes import change_words, draw_changes
from refer_cli.render.screen import Screen
from refer_cli.render.wording import label, spoken
from refer_cli.services import typed_values
from refer_cli.services.captured_meetings import as_known, kind_of, told_meeting
from refer_cli.services.environment import Environment
from refer_cli.services.same_colleague import SOURCE, recognised, refuse_newcomer, same_name
from refer_cli.services.text_options import TextOptions
from refer_cli.services.text_source import gathered

_MOST_CONTACTS = 8
"""Contacts of one file that are asked about one after the other; more are an address book."""
_A_NOTE = 400
"""Characters: so much of what was not understood is a note; more is a page, and kept only on a yes."""


class Text(NamedTuple):
    """One text: what was understood of it, what was typed beside it, how it is to be taken, and of which day it is."""

    understood: Understood
    typed: Mapping[str, Value]
    wanted: TextOptions
    day: str


class Stored(NamedTuple):
    """What became of one person: the id in the book (None: left out), what changed, and whether it is new."""

    id: int | None
    name: str
    new: bool
    differences: list[writing.Difference]


def add_from_text(
    environment: Environment, typed_text: str | None, source: str | None, paste: bool, wanted: TextOptions
) -> Reply:
    """`add-colleague` with a text, from the command line, a file or the clipboard: every person in it, one by one.

    Raises Refused where nothing or nobody was understood, WrongUsage where nobody can be asked.
    """
    given = gathered(environment, typed_text, source, paste)
    _refuse_an_address_book(given, source)
    understood = _understood(environment, given)
    typed = _typed_values(wanted.options, environment.today)
    people = [_without(person, typed) for person in understood.people]
    if len(people) > 1 and typed:
        names = [person.name or "somebody unnamed" for person in people]
        raise WrongUsage(
            f"Options are about one person, and this text is about {listed(names, most=3 if len(names) == 3 else 2)}.",
            "leave the options out (each is asked about in turn; --yes takes all), or give the text of one",
        )
    if not people and typed.get("name"):
        people = [Person(None, ())]
    understood = understood._replace(people=tuple(people))
    if wanted.dry_run:
        return _only_shown(environment, Text(understood, typed, wanted, ""))
    if not people:
        raise Refused(
            "Nothing about a colleague was understood.",
            'refer add-colleague "Ada Birch" --city Denver puts one in by options',
        )
    _may_ask(environment, wanted)
    if wanted.yes and len(people) > 1:
        people = _whom_to_store(environment, people, wanted)
        understood = understood._replace(people=tuple(people))
    text = Text(understood, typed, wanted, _day(environment, understood, wanted))
    return _stored_reply(environment, text, [_stored(environment, person, text) for person in people])


def _refuse_an_address_book(given: bytes | str, source: str | None) -> None:
    """Raise Refused for a file of more contacts than anybody wants to be asked about one after the other."""
    contacts = number_of_cards(given)
    if contacts <= _MOST_CONTACTS:
        return
    named = source if source not in (None, "-") else "contacts.vcf"
    raise Refused(
        f"These are {contacts:,} contacts, too many to be asked about one by one.",
        f"refer import {shlex.quote(str(named))} shows them as a list, and asks whom to take",
    )


def _whom_to_store(environment: Environment, people: Sequence[Person], wanted: TextOptions) -> list[Person]:
    """Those of several who have a name; that each of them is told apart in the book is seen before any is stored."""
    named = [person for person in people if person.name]
    if not named:
        raise Refused("The text names nobody.", "give each person's words with --name")
    if not wanted.again:
        for person in named:
            recognised(environment, values_of(settled(person)))
    if len(named) < len(people) and not environment.json:
        tell(f"Left out: what is said of {len(people) - len(named)} without a name.")
    return named


def change_from_text(environment: Environment, who: str, source: str | None, paste: bool, wanted: TextOptions) -> Reply:
    """`verify WHO --from`: what a text says anew about somebody who is in the book.

    Raises NoSuchColleague, Refused where the text is about somebody else, WrongUsage where nobody can be asked.
    """
    book = environment.read()
    card = book.card(book.resolve(who))
    return _changed_by(environment, card, gathered(environment, None, source, paste), wanted)


def change_from_words(environment: Environment, card: Card, words: str) -> Reply:
    """What a sentence says anew about somebody who is in the book, agreed on as of a text. Raises Refused."""
    about = words if fold(card.name) in fold(words) else f"{card.name}, {words}"
    return _changed_by(environment, card, about, TextOptions(False, False, {}, None))


def _changed_by(environment: Environment, card: Card, given: bytes | str, wanted: TextOptions) -> Reply:
    understood = _understood(environment, given)
    typed = _typed_values(wanted.options, environment.today)
    person = _without(_about(understood, card), typed)
    understood = understood._replace(people=(person,))
    if wanted.dry_run:
        return _only_shown(environment, Text(understood, typed, wanted, ""))
    _may_ask(environment, wanted)
    text = Text(understood, typed, wanted, _day(environment, understood, wanted))
    return _stored_reply(environment, text, [_known(environment, card, person, text)])


def _understood(environment: Environment, data: bytes | str) -> Understood:
    """What the text says, a city taken in one's own state. An unreadable or empty text is refused."""
    gazetteer = environment.gazetteer()
    understood = understand(read(data), environment.today, gazetteer)
    home = typed_values.home_state(environment.read().profile())
    people = tuple(in_own_state(person, home, gazetteer) for person in understood.people)
    left = {words for person in understood.people for words in person.not_understood}
    still = {words for person in people for words in person.not_understood}
    nowhere = tuple(words for words in understood.not_understood if words not in left - still)
    return understood._replace(people=people, not_understood=nowhere)


def _about(understood: Understood, card: Card) -> Person:
    named = [person for person in understood.people if person.name and same_name(person.name, card.name)]
    nameless = [person for person in understood.people if not person.name]
    if len(named) == 1:
        return named[0]
    if len(understood.people) == 1 and nameless:
        return nameless[0]
    others = ", ".join(person.name or "somebody unnamed" for person in understood.people) or "nobody"
    raise Refused(
        f"The text is about {others}, not about {card.name}.",
        "refer add-colleague --from FILE takes a text about anybody",
    )


def _only_shown(environment: Environment, text: Text) -> Reply:
    today, understood, wanted = environment.today, text.understood, text.wanted
    cards = [_as_stored(person, text) for person in understood.people]

    def draw(screen: Screen) -> None:
        for person, values in zip(understood.people, cards, strict=True):
            left = understood.not_understood_of(person)
            draw_understood(screen, person, values, left, today, "only shown", explain=wanted.explain)
        if not understood.people:
            screen.line("Nothing about a colleague was understood.")
        screen.line("Nothing was stored (--dry-run).")

    as_of = understood.as_of or today.isoformat()
    return Reply("capture", lambda: capture_json(understood, cards, as_of, (), wanted.keep_rest), draw)


def _may_ask(environment: Environment, wanted: TextOptions) -> None:
    if not wanted.yes and not environment.interactive:
        raise WrongUsage(
            "What was understood is shown before it is stored, and there is nobody to ask.",
            "--yes stores what is written, --dry-run --json only shows it",
        )


def _stored(environment: Environment, person: Person, text: Text) -> Stored:
    """One person of a text: the card of the book where there is one, else a new one."""
    again, typed = text.wanted.again, text.typed
    name = str(typed.get("name") or person.name or "")
    known = None if again else recognised(environment, {**values_of(settled(person)), **typed})
    if known is not None:
        return _known(environment, known, person, text)
    if not name:
        if text.wanted.yes or not environment.interactive:
            raise Refused("The text names nobody.", "--name says who it is about; or refer verify WHO --from FILE")
        name = ask("The text names nobody. Whom is it about")
        if not name:
            return Stored(None, "nobody", True, [])
        named = {**typed, "name": name}
        known = None if again else recognised(environment, {**values_of(settled(person)), **named})
        if known is not None:
            return _known(environment, known, person, text)
        text = text._replace(typed=named)
    values = _agreed(environment, person, text, "new")
    if values is None:
        return Stored(None, name, True, [])
    located = _located(environment, values, person, None)
    if located is not None:
        values = {**values, **{field: value for field, value in located.values.items() if value is not None}}
    check(values, environment.today.isoformat())
    with environment.write().step(f"add {name}") as step:
        if not again:
            refuse_newcomer(step, name)
        number = writing.insert_colleague(step, Facts(values, text.day, SOURCE), located.point if located else None)
        met_on = values.get("first_met")
        if isinstance(met_on, str) and told_meeting(person) == met_on:
            from refer_cli.book import network_writing

            network_writing.add_meeting(step, met_on, kind_of(person), [number])
    return Stored(number, name, True, [])


def _known(environment: Environment, card: Card, person: Person, text: Text) -> Stored:
    """Somebody in the book: the difference is shown, and taken or left."""
    met_on = told_meeting(person)
    person = as_known(person, card)
    values = _agreed(environment, person, text, f"id {card.id}, in the book", card)
    if values is None:
        return Stored(None, card.name, False, [])
    values = {field: value for field, value in values.items() if field != "name" or "name" in text.typed}
    located = _located(environment, values, person, card)
    if located is not None:
        values = {**values, **{field: value for field, value in located.values.items() if value is not None}}
    written = {
        field: value
        for field, value in joined(values, card.values, text.day).items()
        if field not in card.values or card.dating(field).as_of <= text.day
    }
    redate = frozenset(
        field for field, value in written.items() if BY_NAME[field].kind != "list" and BY_NAME[field].practice
    )
    from refer_cli.book import network_writing

    with environment.write().step(f"update {card.name} from a text") as step:
        differences = writing.change_card(
            step,
            card.id,
            Facts(written, text.day, SOURCE),
            redate=redate,
            point=located.point if located else ...,
            base=card,
        )
        if met_on is not None:
            network_writing.add_meeting(step, met_on, kind_of(person), [card.id])
        if any(BY_NAME[difference.field].practice for difference in differences):
            network_writing.note_verified(step, card.id, text.day)
    return Stored(card.id, card.name, False, differences)


def _agreed(
    environment: Environment, person: Person, text: Text, remark: str, card: Card | None = None
) -> dict[str, Value] | None:
    """The values to store, after the questions where there is somebody to ask; None: leave it."""
    accepted = list(settled(person))
    left = text.understood.not_understood_of(person)
    values = {**values_of(accepted), **text.typed}
    asked = environment.interactive and not text.wanted.yes
    if text.wanted.keep_rest:
        values |= _noted(values, left, card)
    if not asked:
        return values
    changes: dict[str, Value | None] = {}
    rest_is_asked = bool(left) and not text.wanted.keep_rest
    while True:
        shown = _changed(values, changes)
        if card is not None:
            shown = {**shown, "name": shown.get("name", card.name)}
        draw_understood(
            environment.screen(), person, shown, left, environment.today, remark, explain=text.wanted.explain
        )
        if card is not None:
            _tell_difference(environment, card, shown)
        if rest_is_asked:
            rest_is_asked = False
            if confirm(rest_question(left), default=len("; ".join(left)) <= _A_NOTE):
                changes.update(_noted(shown, left, card))
        answer = until_understood(lambda: choose("Save? [Y/n/edit]").casefold(), _save_answer)
        if answer == "yes":
            break
        if answer == "no":
            tell("Nothing was saved.")
            return None
        changes.update(_edited(shown, environment.today))
    for fact in open_questions(person):
        if fact.field in changes or (BY_NAME[fact.field].kind != "list" and fact.field in values_of(accepted)):
            continue
        # A licence in the office's state is as good as certain, and a warning is the safe side.
        if confirm(fact_question(fact), default=fact.sure == ASSUMED or fact.field == "do_not_refer"):
            accepted.append(fact)
    return _changed({**values, **values_of(accepted), **text.typed}, changes)


def _save_answer(answer: str) -> str | None:
    """yes, no or edit; None where it is none of them, which is said."""
    for meaning in ("yes", "no", "edit"):
        if answer and meaning.startswith(answer):
            return meaning
    if not answer:
        return "yes"
    complain("please answer y (save it), n (leave it) or e (change a field first)")
    return None


def _noted(values: Mapping[str, Value], left: Sequence[str], card: Card | None) -> dict[str, Value]:
    """The notes with what was not understood; what they hold already is not added again, and nothing is replaced."""
    before = str(values.get("notes") or (card.text("notes") if card is not None else "") or "")
    there = {" ".join(part.split()) for line in before.splitlines() for part in (line, *line.split(";"))}
    rest = "; ".join(words for words in left if " ".join(words.split()) not in there)
    return {"notes": f"{before}\n{rest}" if before and rest else before or rest} if before or rest else {}


def _changed(values: Mapping[str, Value], changes: Mapping[str, Value | None]) -> dict[str, Value]:
    merged: dict[str, Value | None] = {**values, **changes}
    return {field: value for field, value in merged.items() if value is not None}


def _edited(values: Mapping[str, Value], today: date) -> dict[str, Value | None]:
    """Fields changed one by one, until Enter; `unknown` takes a fact out."""
    changes: dict[str, Value | None] = {}
    while True:
        named = ask("Field to change (Enter when done)")
        if not named:
            return changes
        try:
            field = typed_values.field_named(named)
            present = write_value(field.name, changes.get(field.name, values.get(field.name)))
            answer = ask(f"{field.name} (unknown takes it out)", present)
            if answer.casefold() == "unknown":
                changes[field.name] = None
            else:
                context = SpellingContext(None, today)
                changes.update(typed_values.field_typed(field.name, answer, context, interactive=True).values)
        except ReferError as problem:
            complain(f"{problem.sentence} {problem.hint}")


def _tell_difference(environment: Environment, card: Card, values: Mapping[str, Value]) -> None:
    screen = environment.screen()
    after = joined({field: value for field, value in values.items() if field != "name"}, card.values, "")
    differing = [
        field for field, value in after.items() if spoken(field, card.values.get(field)) != spoken(field, value)
    ]
    screen.line((f"{card.name} is in the book (id {card.id}). What would change:", "bold"))
    for field in differing:
        screen.pair(label(field), change_words(field, card.values.get(field), after[field]))
    if not differing:
        screen.line("nothing; the facts are only confirmed anew")
    screen.blank()


def _typed_values(options: Mapping[str, Any], today: date) -> dict[str, Value]:
    entered = typed_values.understand_typed(options, typed_values.state_for_names(options, None), today)
    return {field: value for field, value in entered.values.items() if value is not None}


def _without(person: Person, typed: Mapping[str, Value]) -> Person:
    """The person without what was typed beside the text: options win."""
    facts = tuple(fact for fact in person.facts if fact.field not in typed)
    if "fee" in typed or "fee_floor" in typed:
        facts = tuple(fact for fact in facts if not _against(fact, typed))
    return person._replace(name=str(typed["name"]) if "name" in typed else person.name, facts=facts)


def _against(fact: Fact, typed: Mapping[str, Value]) -> bool:
    fee, floor = typed.get("fee"), typed.get("fee_floor")
    if fact.field == "fee_floor" and isinstance(fee, int):
        return int(fact.value) > fee
    return fact.field == "fee" and isinstance(floor, int) and int(fact.value) < floor


def _located(
    environment: Environment, values: Mapping[str, Value], person: Person, card: Card | None
) -> typed_values.Located | None:
    """The office's point; a place that is not known is kept as it was said, without a point.

    Where one's own state was proposed for the person's city, the place counts on a yes alone.
    """
    if "state" not in values and any(fact.field == "state" and fact.sure == ASSUMED for fact in person.facts):
        return None
    try:
        return typed_values.locate(environment, values, card, typed_values.home_state(environment.read().profile()))
    except ReferError:
        return typed_values.Located(None, {}, ()) if any(field in values for field in PLACE) else None


def _day(environment: Environment, understood: Understood, wanted: TextOptions) -> str:
    if wanted.as_of is not None:
        return day_or_today(wanted.as_of, environment.today, "as_of", CONFIRMED)
    today = environment.today.isoformat()
    return min(understood.as_of or today, today)


def _as_stored(person: Person, text: Text) -> dict[str, Value]:
    """The values of one person that are stored without a question."""
    values = {**values_of(settled(person)), **text.typed}
    return values | (_noted(values, text.understood.not_understood_of(person), None) if text.wanted.keep_rest else {})


def _stored_reply(environment: Environment, text: Text, done: Sequence[Stored]) -> Reply:
    understood = text.understood
    asked = environment.interactive and not text.wanted.yes

    def body() -> dict[str, Any]:
        cards = [_as_stored(person, text) for person in understood.people]
        as_of = understood.as_of or environment.today.isoformat()
        return capture_json(understood, cards, as_of, [stored.id for stored in done], text.wanted.keep_rest)

    def draw(screen: Screen) -> None:
        for stored, person in zip(done, understood.people, strict=True):
            if stored.id is None:
                continue
            if stored.new:
                card = environment.read().card(stored.id)
                draw_stored(screen, card, environment.today, environment.command, whole=not asked)
            else:
                draw_changes(screen, stored.name, stored.differences, environment.command)
            if not asked:
                left = understood.not_understood_of(person)
                draw_left_out(screen, person, left, kept=text.wanted.keep_rest)

    return Reply("capture", body, draw)
