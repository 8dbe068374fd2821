"""Colleagues set aside without being deleted, and brought back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from refer_cli.book import writing
from refer_cli.render.answer import Reply
from refer_cli.render.done import told
from refer_cli.services.environment import Environment


def archive(environment: Environment, who: Iterable[str]) -> Reply:
    """Set these colleagues aside. Raises NoSuchColleague."""
    today = environment.today.isoformat()
    return _each(
        environment, who, "archive", lambda step, person: writing.archive_colleague(step, person, today),
        ("is archived: left out of lists and suggestions.", "was archived already."),
    )  # fmt: skip


def unarchive(environment: Environment, who: Iterable[str]) -> Reply:
    """Bring these colleagues back. Raises NoSuchColleague."""
    return _each(
        environment,
        who,
        "unarchive",
        writing.unarchive_colleague,
        ("is back in lists and suggestions.", "was not archived."),
    )


def _each(
    environment: Environment,
    who: Iterable[str],
    verb: str,
    change: Callable[[writing.Step, int], bool],
    outcomes: Sequence[str],
) -> Reply:
    """Do it to each of them in one step; `outcomes` says what became of those changed and of the others."""
    book = environment.write()
    ids = list(dict.fromkeys(book.resolve(name) for name in who))
    names = {card.id: card.name for card in book.cards(ids, archived=None)}
    with book.step(f"{verb} {', '.join(names[person] for person in ids)}") as step:
        changed = [person for person in ids if change(step, person)]
    lines = [f"{names[person]} {outcomes[0 if person in changed else 1]}" for person in ids]
    made = {"ids": changed, "unchanged": [person for person in ids if person not in changed]}
    return told(verb, made, lines, environment.command, undoable=bool(changed))
