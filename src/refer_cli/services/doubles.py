"""Pairs that may be one person: listed, said not to be, or looked at one after the other on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from refer_cli.book.deduplication import pair_name
from refer_cli.book.doubles import Pair, pairs
from refer_cli.book.writing import set_setting
from refer_cli.errors import Refused
from refer_cli.fields.card import Card
from refer_cli.render.answer import Reply
from refer_cli.render.asking import choose, complain, tell, until_understood
from refer_cli.render.done import told
from refer_cli.render.doubles import doubles_json, draw_doubles
from refer_cli.render.merged import draw_beside
from refer_cli.services.environment import Environment
from refer_cli.services.merging_colleagues import choices, merge_now

_ANSWERS = {
    "m": "merge", "merge": "merge", "n": "not", "not": "not", "not the same": "not",
    "": "skip", "s": "skip", "skip": "skip", "q": "stop", "quit": "stop", "stop": "stop",
}  # fmt: skip


def doubles(environment: Environment) -> Reply:
    """Every pair that may be one person, the likeliest first. On a terminal each is asked about in turn."""
    book = environment.read()
    found = pairs(book)
    cards = {card.id: card for card in book.cards(_ids(found), archived=None)}
    if found and environment.interactive:
        return _asked(environment, found, cards)
    listed = [(cards[pair.first], cards[pair.second], pair.why) for pair in found]
    return Reply(
        "doubles", lambda: doubles_json(listed), lambda screen: draw_doubles(screen, listed, environment.command)
    )


def not_the_same(environment: Environment, who: str, other: str) -> Reply:
    """Remember that two colleagues are not one person: `refer doubles` names them no more. Raises NoSuchColleague."""
    book = environment.write()
    first, second = (book.card(book.resolve(name)) for name in (who, other))
    if first.id == second.id:
        raise Refused(f"{first.name} (id {first.id}) is one card.", "name two colleagues")
    changed = _tell_apart(environment, first, second)
    words = "are two people" if changed else "were two people already"
    return told(
        "doubles-not",
        {"ids": [first.id, second.id], "changed": changed},
        [f"{first.name} (id {first.id}) and {second.name} (id {second.id}) {words}."],
        environment.command,
        undoable=changed,
    )


def _asked(environment: Environment, found: Sequence[Pair], cards: dict[int, Card]) -> Reply:
    merged, apart, number = 0, 0, 0
    gone: set[int] = set()
    for number, pair in enumerate(found, 1):
        if gone & {pair.first, pair.second}:
            continue
        first, second = environment.read().cards([pair.first, pair.second], archived=None)
        draw_beside(environment.screen(), first, second, pair.why)
        answer = until_understood(
            lambda number=number: choose(  # type: ignore[misc]
                f"{number} of {len(found)}: [m]erge into 1, [n]ot the same, Enter skips, [q]uit"
            ).casefold(),
            _meant,
        )
        if answer == "stop":
            break
        if answer == "merge":
            merge_now(environment, first, second, choices(first, second))
            gone.add(second.id)
            merged += 1
            tell(f"{second.name} (id {second.id}) is part of id {first.id} now.")
        elif answer == "not":
            _tell_apart(environment, first, second)
            apart += 1
    left = len(pairs(environment.read()))
    words = f"{merged} merged, {apart} told apart, {left} left."
    return told(
        "doubles", {"merged": merged, "told_apart": apart, "left": left}, [words], environment.command,
        undoable=bool(merged or apart),
    )  # fmt: skip


def _tell_apart(environment: Environment, first: Card, second: Card) -> bool:
    book = environment.write()
    name = pair_name(first.id, second.id)
    if book.setting(name) is not None:
        return False
    with book.step(f"{first.name} (id {first.id}) is not {second.name} (id {second.id})") as step:
        set_setting(step, name, environment.today.isoformat())
    return True


def _meant(answer: str) -> str | None:
    if answer not in _ANSWERS:
        complain("please answer m, n, q or Enter")
    return _ANSWERS.get(answer)


def _ids(found: Sequence[Pair]) -> list[int]:
    return list(dict.fromkeys(number for pair in found for number in (pair.first, pair.second)))
