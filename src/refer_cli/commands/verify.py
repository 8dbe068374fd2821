"""`refer verify`: facts of a colleague confirmed, as they stand or anew; only those that are named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import typer

from refer_cli.commands.arguments import AsOf, Json, Who
from refer_cli.commands.options import typed, with_card_options
from refer_cli.errors import Refused, WrongUsage
from refer_cli.fields.card import Card, Facts
from refer_cli.fields.catalogue import FIELDS
from refer_cli.fields.days import CONFIRMED, day_or_today
from refer_cli.fields.values import NO, Item, Listing, Value, added
from refer_cli.services import typed_values
from refer_cli.services.environment import Environment


@with_card_options()
def verify(
    ctx: typer.Context,
    who: Who,
    everything: Annotated[bool, typer.Option("--all", help="Confirm every practice fact as it stands.")] = False,
    source: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="FILE", help="Take the facts from a text, mail, page or vCard (- for standard input)."
        ),
    ] = None,
    paste: Annotated[bool, typer.Option("--paste", help="Take the facts from the clipboard.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Store what a text says without asking.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what a text says and store nothing.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show from which words of a text each fact was understood.")
    ] = False,
    as_of: AsOf = None,
    json: Json = False,
    **given: Any,
) -> None:
    """Confirm facts of a colleague as of today.

    Only the facts that are named move: one panel of a list leaves the others as old as they are. Without
    facts it goes through panels, fees and openings on a terminal.

    Example: refer verify "Ada Birch" --panel Aetna --accepting "waitlist until 2027-03"
    """
    environment: Environment = ctx.obj
    environment.json = json
    options = typed(given)
    day = day_or_today(as_of, environment.today, "as_of", CONFIRMED)
    book = environment.read()
    card = book.card(book.resolve(" ".join(who)))
    if source is not None or paste:
        if everything:
            raise WrongUsage("--all and a text cannot go together.", "first --all, then the text")
        from refer_cli.services.capture_flow import Wanted, change_from_text
        from refer_cli.services.text_source import gathered

        data = gathered(None, source, paste)
        change_from_text(environment, card, data, Wanted(yes, dry_run, options, as_of, explain=explain))
        return
    if dry_run:
        raise WrongUsage("--dry-run needs a text to understand.", f"refer verify {card.id} --from FILE --dry-run")
    if everything and options:
        raise WrongUsage(
            "--all and single facts cannot go together.",
            "first --all, then the facts that changed with refer edit",
        )
    home = typed_values.home_state(book.profile())
    assumptions: tuple[str, ...] = ()
    located = None
    if everything:
        values: dict[str, Value | None] = {
            field.name: card.values[field.name] for field in FIELDS if field.practice and field.name in card.values
        }
        redate = frozenset(values)
        if not values:
            raise Refused(f"Nothing is known of {card.name}'s practice to confirm.", "refer edit WHO puts facts in")
    elif options:
        values, redate, assumptions = named_facts(options, card, day, environment.today)
        located = typed_values.locate(environment, values, card, home)
        if located is not None:
            values = {**values, **located.values}
            redate |= frozenset(located.values) & frozenset(typed_values.PLACE)
            assumptions += located.assumptions
    elif environment.interactive:
        from refer_cli.services.verify_by_phone import walk_through

        values, redate = walk_through(card, day, environment.today)
    else:
        raise WrongUsage(
            "No fact was named to confirm.",
            f"for example refer verify {card.id} --panel Aetna --accepting yes; or --all",
        )
    _write(environment, card, Facts(values, day), redate, located, assumptions)


def named_facts(
    options: Mapping[str, Any], card: Card, day: str, today: date
) -> tuple[dict[str, Value | None], frozenset[str], tuple[str, ...]]:
    """The values to write, the fields to re-date as a whole, and what was assumed.

    An entry of a list is dated by itself; a list given as `none` or for the first time is dated as a whole.
    """
    entered = typed_values.understand(options, typed_values.state_of(options, card), today)
    values: dict[str, Value | None] = {}
    redate = set()
    for name, value in entered.values.items():
        if isinstance(value, Listing) and value.items:
            values[name] = confirmed_entries(card.listing(name), value.items, day)
        else:
            values[name] = value
            redate.add(name)
    return values, frozenset(redate), entered.assumptions


def confirmed_entries(listing: Listing | None, items: tuple[Item, ...], day: str) -> Listing:
    """The list with these entries confirmed on a day; an entry without a mark keeps the one it had."""
    dated = []
    for item in items:
        had = listing.find(item.name) if listing else None
        mark = item.mark
        if mark is None and had is not None and had.mark != NO:
            mark = had.mark
        dated.append(Item(item.name, mark, day))
    return added(listing, tuple(dated))


def _write(
    environment: Environment,
    card: Card,
    facts: Facts,
    redate: frozenset[str],
    located: typed_values.Located | None,
    assumptions: tuple[str, ...],
) -> None:
    from refer_cli.book import network_writing, writing

    book = environment.write()
    with book.step(f"verify {card.name}") as step:
        differences = writing.change(step, card.id, facts, redate=redate, point=located.point if located else ...)
        if differences:
            network_writing.note_verified(step, card.id, facts.as_of)
    made = {"schema": "refer.verify/1", "id": card.id, "as_of": facts.as_of, "confirmed": sorted(facts.values)}
    typed_values.answer_changes(environment, made, card.name, differences, assumptions)
