"""What is known of one colleague, changed and confirmed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from refer_cli.book import writing
from refer_cli.errors import BadValue, Refused, WrongUsage
from refer_cli.fields.card import Card, Facts
from refer_cli.fields.catalogue import (
    ADDING,
    ADDRESS,
    BY_NAME,
    FIELDS,
    LISTS,
    PLACE,
    REMOVING,
    REPLACING,
    SCALARS,
    SELF_DESCRIBED,
)
from refer_cli.fields.days import CONFIRMED, day_or_today
from refer_cli.fields.spelling import SpellingContext
from refer_cli.fields.values import NO, Item, Listing, Value, added, removed
from refer_cli.folding import fold
from refer_cli.records import NamedTuple
from refer_cli.render.answer import Reply
from refer_cli.render.changes import AsItWas, changes_json, draw_assumptions, draw_changes
from refer_cli.render.screen import Screen, shell_word
from refer_cli.services import typed_values
from refer_cli.services.environment import Environment
from refer_cli.services.verify_by_phone import walk_through

_SINGLE = frozenset({*SCALARS, ADDING + "notes"})
"""Options that are no change of a list."""


def edit(
    environment: Environment, who: str, options: Mapping[str, Any], clear: Iterable[str], as_of: str | None
) -> Reply:
    """Change the fields that were typed and forget those to clear. Raises BadValue, UnknownWord, NoSuchColleague."""
    day = day_or_today(as_of, environment.today, "as_of", CONFIRMED)
    reading = environment.read()
    card = reading.card(reading.resolve(who))
    home = typed_values.home_state(reading.profile())
    entered = typed_values.placed(environment, changed_values(environment, options, clear, card), card, home)
    with environment.write().step(f"edit {card.name}") as step:
        differences = writing.change_card(step, card.id, Facts(entered.values, day), point=entered.point, base=card)
    reply = changed(environment, "edit", {"id": card.id}, card.name, differences, entered.assumptions)
    to_confirm = _confirming(environment.command, card, options, {difference.field for difference in differences}, day)

    def draw(screen: Screen) -> None:
        reply.draw(screen)
        if to_confirm is not None:
            screen.paragraph(f"Said already; to confirm it: {to_confirm}", style="dim")

    return reply._replace(draw=draw)


def _confirming(
    command: str, card: Card, options: Mapping[str, Any], changed_fields: Collection[str], day: str
) -> str | None:
    """The command that confirms what was typed and is said of the card already, on an earlier day."""
    words = [
        f"{BY_NAME[name].option} {shell_word(typed)}"
        for name, given in options.items()
        if name in BY_NAME and BY_NAME[name].practice and name not in changed_fields and card.dating(name).as_of < day
        for typed in ([given] if isinstance(given, str) else given)
    ]
    return " ".join([command, "verify", shell_word(card.name), *words]) if words else None


def verify(
    environment: Environment,
    who: str,
    options: Mapping[str, Any],
    as_of: str | None,
    *,
    everything: bool,
    dry_run: bool,
) -> Reply:
    """Confirm the facts that were typed, or `everything` of the practice, or what is answered on a terminal."""
    day = day_or_today(as_of, environment.today, "as_of", CONFIRMED)
    book = environment.read()
    card = book.card(book.resolve(who))
    if dry_run:
        raise WrongUsage("--dry-run needs a text to understand.", f"refer verify {card.id} --from FILE --dry-run")
    if everything and options.keys() - {ADDING + "notes"}:
        raise WrongUsage(
            "--all and single facts cannot go together.",
            "first --all, then the facts that changed with refer edit",
        )
    home = typed_values.home_state(book.profile())
    left: Mapping[str, Value] = {}
    noted: Mapping[str, Value | None] = _named_facts(environment, options, card, day)[0].values if everything else {}
    if everything:
        asked = [field.name for field in FIELDS if field.practice or field.name in ADDRESS]
        known = {name: card.values[name] for name in asked if name in card.values}
        entered = typed_values.Entered({**known}, ())
        redate = frozenset(entered.values)
        if not redate:
            raise Refused(f"Nothing is known of {card.name}'s practice to confirm.", "refer edit WHO puts facts in")
    elif options:
        entered, redate = _named_facts(environment, options, card, day)
        entered = typed_values.placed(environment, entered, card, home)
        redate |= frozenset(entered.values) & frozenset(PLACE)
    elif environment.interactive:
        answers = walk_through(card, day, environment.today)
        redate, left = answers.redate, answers.left
        entered = typed_values.Entered(answers.values, ())
    else:
        raise WrongUsage(
            "No fact was named to confirm.",
            f"for example refer verify {card.id} --panel Aetna --accepting yes; or --all",
        )
    with environment.write().step(f"verify {card.name}") as step:
        values = entered.values
        if everything:  # what is confirmed is what stands, also where another process has just changed it
            current = step.book.card(card.id).values
            values = {**{name: current[name] for name in values if name in current}, **noted}
        facts = Facts(values, day)
        differences = writing.change_card(step, card.id, facts, redate=redate, point=entered.point, base=card)
        if any(not BY_NAME[difference.field].private for difference in differences):
            from refer_cli.book import network_writing

            network_writing.note_verified(step, card.id, day)
    made = {"id": card.id, "as_of": day, "confirmed": sorted(entered.values)}
    as_it_was = [AsItWas(name, value, card.dating(name).as_of) for name, value in left.items()]
    return changed(environment, "verify", made, card.name, differences, entered.assumptions, as_it_was)


def changed(
    environment: Environment,
    schema: str,
    made: Mapping[str, Any],
    name: str,
    differences: Sequence[writing.Difference],
    assumptions: Sequence[str],
    as_it_was: Sequence[AsItWas] = (),
) -> Reply:
    """What a write changed of the colleague of that name; in JSON `made` is said before it.

    `as_it_was` was asked about and left.
    """

    def draw(screen: Screen) -> None:
        draw_assumptions(screen, assumptions)
        draw_changes(screen, name, differences, environment.command, as_it_was)

    return Reply(schema, lambda: {**made, "changed": changes_json(differences), "assumptions": assumptions}, draw)


def changed_values(
    environment: Environment, options: Mapping[str, Any], clear: Iterable[str], card: Card
) -> typed_values.Entered:
    """The fields as they are to be after these options, and the assumptions. Raises BadValue, UnknownWord."""
    state = typed_values.state_for_names(options, card)
    values: dict[str, Value | None] = dict.fromkeys(_cleared(clear))
    if "name" in values:
        raise BadValue("it cannot be cleared.", "every colleague needs a name; --name changes it", field="name")
    scalars = typed_values.understand_typed(
        {name: text for name, text in options.items() if name in _SINGLE},
        state,
        environment.today,
        notes=None if "notes" in values else card.text("notes"),
        interactive=environment.interactive,
    )
    if ADDING + "notes" in options:
        values["notes"] = scalars.values.pop("notes")
    typed_lists = {name for name in LISTS if any(prefix + name in options for prefix in ("", REMOVING, REPLACING))}
    beside = dict(scalars.values)
    assumptions = list(scalars.assumptions)
    change = _ListChange(options, SpellingContext(state, environment.today), environment.interactive)
    for name in LISTS:
        if name not in typed_lists:
            continue
        listing = card.listing(name) if name not in values else None
        entered = change.of(name, listing)
        values[name] = entered.values.pop(name)
        beside.update(entered.values)
        assumptions.extend(entered.assumptions)
    for name, value in beside.items():
        before = values.get(name) if name in values else card.values.get(name)
        if not isinstance(value, Listing):
            values.setdefault(name, value)
        elif isinstance(before, Listing):
            values[name] = added(before, tuple(item for item in value.items if before.find(item.name) is None))
        else:
            values[name] = value._replace(open=True)
    return typed_values.Entered(values, tuple(assumptions))


def _cleared(typed_names: Iterable[str]) -> list[str]:
    """The fields to make unknown; `self-described` stands for gender, faith and identities together."""
    names: list[str] = []
    for typed_name in typed_names:
        if typed_name.casefold() in ("self-described", "self_described"):
            names += SELF_DESCRIBED
        else:
            names.append(typed_values.field_named(typed_name).name)
    return names


class _ListChange(NamedTuple):
    """What the options change of lists: entries added, taken out, or put in place of all others."""

    options: Mapping[str, Any]
    context: SpellingContext
    interactive: bool

    def of(self, name: str, listing: Listing | None) -> typed_values.Entered:
        """One list as it is to be, entries of other fields beside it, and the assumptions. Raises BadValue."""
        assumptions: list[str] = []
        beside: dict[str, Value | None] = {}
        if REPLACING + name in self.options:
            listing = self._understood(REPLACING + name, name, listing, beside, assumptions) or listing
        if name in self.options:
            new = self._understood(name, name, listing, beside, assumptions)
            # One entry of an unknown list says nothing about the others; my own tags and groups are what I say.
            base = listing or Listing(open=BY_NAME[name].practice)
            if new is None:
                pass  # all of it is of other fields
            elif new.items or new.open:
                listing = added(Listing(base.items, base.open or new.open), new.items)
            else:  # `none` and `...` say something about the whole list, not one entry more.
                listing = new
        if REMOVING + name in self.options:
            gone = self._understood(REMOVING + name, name, listing, {}, assumptions)
            for item in gone.items if gone else ():
                if listing is None or listing.find(item.name) is None:
                    raise BadValue(
                        f"{item.name} is not in the list.",
                        "refer show WHO shows what is in it",
                        field=name,
                        value=item.name,
                    )
            listing = removed(listing, tuple(item.name for item in gone.items)) if gone else listing
        return typed_values.Entered({**beside, name: listing}, tuple(assumptions))

    def _understood(
        self, option: str, name: str, listing: Listing | None, beside: dict[str, Value | None], assumptions: list[str]
    ) -> Listing | None:
        """The entries of one option; a word that stands in the list already is no strange one.

        None where all that was typed is of other fields.
        """
        own = frozenset(fold(item.name) for item in listing.items) if listing else frozenset()
        entered = typed_values.listing_of(name, self.options[option], self.context, own, interactive=self.interactive)
        assumptions.extend(entered.assumptions)
        understood = entered.values.pop(name)
        beside.update(entered.values)
        return understood if isinstance(understood, Listing) else None


def _named_facts(
    environment: Environment, options: Mapping[str, Any], card: Card, day: str
) -> tuple[typed_values.Entered, frozenset[str]]:
    """What is confirmed, and the fields to re-date as a whole.

    An entry of a list is dated by itself; a list given as `none` or for the first time is dated as a whole.
    """
    entered = typed_values.understand_typed(
        options,
        typed_values.state_for_names(options, card),
        environment.today,
        notes=card.text("notes"),
        interactive=environment.interactive,
    )
    values: dict[str, Value | None] = {}
    redate = set()
    for name, value in entered.values.items():
        if isinstance(value, Listing) and value.items:
            confirmed = _confirmed_entries(card.listing(name), value.items, day)
            values[name] = confirmed._replace(open=confirmed.open or value.open)
        else:
            values[name] = value
            redate.add(name)
    return typed_values.Entered(values, entered.assumptions), frozenset(redate)


def _confirmed_entries(listing: Listing | None, items: tuple[Item, ...], day: str) -> Listing:
    """The list with these entries confirmed on a day; an entry without a mark keeps the one it had."""
    dated = []
    for item in items:
        had = listing.find(item.name) if listing else None
        mark = item.mark
        if mark is None and had is not None and had.mark != NO:
            mark = had.mark
        dated.append(Item(item.name, mark, day))
    return added(listing if listing is not None else Listing(open=True), tuple(dated))
