"""Two cards of one person made one: shown side by side, chosen field by field on a terminal, and written."""

from __future__ import annotations

from refer_cli.book import merging
from refer_cli.book.writing import Step
from refer_cli.errors import Refused
from refer_cli.fields.card import Card
from refer_cli.fields.merge_plan import MergePlan, differing, merge_plan
from refer_cli.fields.notes import with_lines
from refer_cli.fields.values import Value
from refer_cli.render.answer import Reply
from refer_cli.render.asking import choose, complain, confirm, tell, until_understood
from refer_cli.render.merged import Merged, draw_beside, draw_merged, in_words, merge_json, shown
from refer_cli.services.environment import Environment

_CHOSEN_BY_DAY = ("first_met", "last_contact")


def merge(environment: Environment, who: str, other: str, *, yes: bool, dry_run: bool) -> Reply | None:
    """Make one card of two: the first's, with all that the second had. None where it was not done after all.

    Raises NoSuchColleague, Refused where both are one card, BadValue where the notes would grow too long.
    """
    book = environment.read()
    first, second = (book.card(book.resolve(name)) for name in (who, other))
    if first.id == second.id:
        raise Refused(
            f"{first.name} (id {first.id}) is one card already.", "refer doubles lists cards that may be of one person"
        )
    asks = environment.interactive and not yes and not dry_run
    of_second: frozenset[str] = frozenset()
    if asks:
        draw_beside(environment.screen(), first, second)
        of_second = choices(first, second)
        if not confirm(f"Make them one card, id {first.id}?"):
            tell("Nothing was changed.")
            return None
    if dry_run:
        plan = merge_plan(first, second, of_second)
        done = Merged(first, second, plan, differing(first, second), None)
    else:
        done = merge_now(environment, first, second, of_second)
    return Reply(
        "merge",
        lambda: merge_json(done),
        lambda screen: draw_merged(screen, done, environment.command, beside=not asks),
    )


def choices(first: Card, second: Card) -> frozenset[str]:
    """The differing fields of which the second card's value is to stay, asked one by one; Enter keeps the first's."""
    chosen = set()
    for entry in differing(first, second):
        if entry.field in _CHOSEN_BY_DAY:
            continue
        answer = until_understood(
            lambda entry=entry: choose(  # type: ignore[misc]
                f"{shown(entry.field)}: 1 {in_words(entry.first)}, or 2 {in_words(entry.second)}? [1/2]"
            ),
            _one_or_two,
        )
        if answer == "2":
            chosen.add(entry.field)
    return frozenset(chosen)


def merge_now(environment: Environment, first: Card, second: Card, of_second: frozenset[str]) -> Merged:
    """Write the merge as one step. Raises Refused where a card was changed meanwhile, or BadValue."""
    what = f"merge {second.name} (id {second.id}) into {first.name} (id {first.id})"
    with environment.write().step(what, copy="merge") as step:
        if any(step.book.card(card.id) != card for card in (first, second)):
            raise Refused("Another refer changed one of the cards meanwhile.", "look at both again: refer merge")
        plan = _with_cadence(step, first, second, merge_plan(first, second, of_second))
        moved = merging.merge_cards(step, first, second, plan)
    return Merged(first, second, plan, differing(first, second), moved)


def _with_cadence(step: Step, first: Card, second: Card, plan: MergePlan) -> MergePlan:
    """The plan, with a line for the second card's cadence where the first has another."""
    hers, others = merging.cadences(step, first.id, second.id)
    if hers is None or others is None or hers == others:
        return plan
    line = f"Cadence: {others}"
    notes = plan.values.get("notes")
    values: dict[str, Value] = {**plan.values, "notes": with_lines(str(notes) if notes else "", line)}
    dates = {**plan.dates, "notes": plan.dates.get("notes") or first.dating("notes")}
    return plan._replace(values=values, dates=dates, noted=(*plan.noted, line))


def _one_or_two(answer: str) -> str | None:
    if answer in ("", "1", "2"):
        return answer or "1"
    complain("please answer 1 or 2; Enter is 1")
    return None
