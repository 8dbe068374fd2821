"""Which colleagues a list is asked for: conditions on any field, all of which must hold (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from refer_cli.errors import BadValue
from refer_cli.fields.ages import age_group_of
from refer_cli.fields.card import Card
from refer_cli.fields.catalogue import BY_NAME
from refer_cli.fields.family_names import family_first
from refer_cli.fields.search_words import Wanted, is_contact, words_of
from refer_cli.fields.search_words import wanted as wanted_in
from refer_cli.fields.spelling import parse_item, parse_value
from refer_cli.fields.values import Accepting, Item, Listing
from refer_cli.folding import fold, spelled_out
from refer_cli.places.states import STATES
from refer_cli.records import NamedTuple
from refer_cli.vocabulary.normaliser import vocabulary

FAMILY = "family"
"""Asks for the order of family names; in any of these words."""
FAMILY_WORDS = frozenset({FAMILY, "familyname", "last", "lastname", "surname", "byfamily", "bylastname", "bysurname"})
UNKNOWN, NONE = "unknown", "none"
Entry = Callable[[Card, Item], bool]
"""Whether an entry of a list of a card is what was asked for."""
_SEVERAL = re.compile(r"[,;/&+|]|\b(?:and|or)\b")
_CONTAINED = frozenset({"text", "email", "phone", "npi"})


class Condition(NamedTuple):
    """One field and what is asked of it; `entry` says which entries of a list answer it."""

    field: str
    holds: Callable[[Card], bool]
    entry: Entry | None = None


def conditions(given: Mapping[str, Sequence[str]], state: str | None) -> tuple[list[Condition], tuple[str, ...]]:
    """The conditions that typed filters mean, and the assumptions made. Raises BadValue or UnknownWord.

    Any field may also be asked for `unknown`, and a list for `none`. Of a repeated option one must hold, of
    specialties all.
    """
    made: list[Condition] = []
    assumptions: list[str] = []
    for name, texts in given.items():
        if BY_NAME[name].kind != "list":
            made += [_scalar(name, text, state) for text in texts]
            continue
        some = []
        for text in (part for typed in texts for part in _each(name, typed, state)):
            condition, assumption = _listed(name, text, state)
            some.append(condition)
            if assumption:
                assumptions.append(assumption)
        made += some if name == "specialties" else [_any(name, some)]
    return made, tuple(assumptions)


def affordable(limit: int) -> Condition:
    """Whose lowest known fee is within whole dollars, or who sees clients for nothing."""

    def holds(card: Card) -> bool:
        fees = [fee for fee in (card.number("fee"), card.number("fee_floor")) if fee is not None]
        return card.flag("pro_bono") is True or (bool(fees) and min(fees) <= limit)

    return Condition("fee_floor", holds)


def ordered(cards: Iterable[Card], name: str, reverse: bool) -> list[Card]:
    """The cards by one field, or by `FAMILY`, then by name; the unknown stand last either way."""
    if name == FAMILY:
        return sorted(cards, key=lambda card: (family_first(card.name), card.id), reverse=reverse)
    everybody = sorted(cards, key=lambda card: (fold(card.name), card.id))
    known = [card for card in everybody if name in card.values]
    rest = [card for card in everybody if name not in card.values]
    known.sort(key=lambda card: _sort_key(card, name), reverse=reverse)
    return known + rest


def _sort_key(card: Card, name: str) -> tuple[int, str]:
    value = card.values[name]
    if isinstance(value, Listing):
        return 0, fold(" ".join(value.names()))
    if isinstance(value, Accepting):
        return {"yes": 0, "waitlist": 1}.get(value.status, 2), value.until or ""
    return (int(value), "") if isinstance(value, int) else (0, fold(value))


def _scalar(name: str, text: str, state: str | None) -> Condition:
    if fold(text) == UNKNOWN:
        return Condition(name, lambda card: name not in card.values)
    kind = BY_NAME[name].kind
    if kind in _CONTAINED or kind == "refusal":
        wanted = fold(text)
        if not wanted:
            raise BadValue("nothing was asked for.", "write a word, or unknown", field=name, value=text)
        if is_contact(text):
            things = wanted_in(text)
            return Condition(name, lambda card: _has_all(words_of(name, card.text(name) or ""), things))
        spelled = spelled_out(wanted)
        return Condition(
            name, lambda card: wanted in (there := fold(card.text(name) or "")) or spelled in spelled_out(there)
        )
    if kind == "date" or kind == "zip":
        # A month, a year, or the first digits of a ZIP are enough.
        return Condition(name, lambda card: (card.text(name) or "").startswith(text))
    value = parse_value(name, text, state).value
    if isinstance(value, Accepting):
        return Condition(name, lambda card: _takes(card.accepting(), value))
    return Condition(name, lambda card: card.values.get(name) == value)


def _has_all(words: Sequence[str], things: Sequence[Wanted]) -> bool:
    return all(thing.stands_in(words) for thing in things)


def _takes(has: Accepting | None, asked: Accepting) -> bool:
    return has is not None and has.status == asked.status and asked.until in (None, has.until)


def _listed(name: str, text: str, state: str | None) -> tuple[Condition, str | None]:
    if fold(text) == UNKNOWN:
        return Condition(name, lambda card: card.listing(name) is None), None
    if fold(text) == NONE:
        return Condition(name, lambda card: card.listing(name) == Listing()), None
    if name == "panels":
        return _in_panel(text, state)
    if name == "populations" and (group := age_group_of(text)) is not None:
        condition, _ = _listed(name, group, state)
        return condition, f"{text.strip()} is taken as {group}"
    asked, assumption = parse_item(name, text, state)
    names = _names_meant(name, asked.name)

    def entry(_: Card, item: Item) -> bool:
        return _has_mark(item, asked) and fold(item.name) in names

    return Condition(name, lambda card: _has(card, name, entry), entry), assumption


def _each(name: str, text: str, state: str | None) -> list[str]:
    """The entries that a text asks for: one, or several of a vocabulary ("anxiety and depression")."""
    kind = BY_NAME[name].vocabulary
    if kind is None or not _SEVERAL.search(text) or vocabulary(kind).find(text, state) is not None:
        return [text]
    from refer_cli.vocabulary.parting import part_among  # only for what is no term

    entries, _ = part_among((kind,), text, state)
    return [entry.text for entry in entries] if len(entries) > 1 else [text]


def _in_panel(text: str, state: str | None) -> tuple[Condition, str | None]:
    """In a panel as `suggest` understands it: its other spellings, its plans, and what goes together with it."""
    from refer_cli.matching.criteria.insurance import entry_part
    from refer_cli.matching.request import Panel
    from refer_cli.matching.understand import MEDICAID, only_state, panel_of

    insurers = vocabulary("insurer")
    asked, assumption = parse_item("panels", text, state)
    own_state = only_state(insurers, asked.name) if insurers.term(asked.name.partition("/")[0]) is None else None
    if own_state is not None:  # a word such as OHP says itself which state is meant
        state = own_state
        asked, assumption = parse_item("panels", text, state)
    carrier, _, plan = asked.name.partition("/")
    if own_state is not None and carrier == MEDICAID:
        plan = " ".join(filter(None, (STATES[own_state], plan)))
    known = insurers.term(carrier) is not None
    panel = (
        panel_of(insurers, carrier, plan or None, state)
        if known
        else Panel(carrier, frozenset({fold(carrier)}), plan or None)
    )

    def entry(card: Card, item: Item) -> bool:
        return _has_mark(item, asked) and entry_part(item.name, panel, card.text("state")) is not None

    return Condition("panels", lambda card: _has(card, "panels", entry), entry), assumption


def _has_mark(item: Item, asked: Item) -> bool:
    return not item.denied if asked.mark is None else item.mark == asked.mark


def _names_meant(name: str, asked: str) -> frozenset[str]:
    """The folded names that answer: the term itself and, for a need, every narrower one."""
    kind = BY_NAME[name].vocabulary
    if kind != "need":
        return frozenset({fold(asked)})
    return frozenset({fold(asked), *(fold(narrower) for narrower in vocabulary(kind).narrower(asked))})


def _has(card: Card, name: str, entry: Entry) -> bool:
    listing = card.listing(name)
    return listing is not None and any(entry(card, item) for item in listing.items)


def _any(name: str, some: Sequence[Condition]) -> Condition:
    entries = [condition.entry for condition in some if condition.entry is not None]
    return Condition(
        name,
        lambda card: any(condition.holds(card) for condition in some),
        (lambda card, item: any(entry(card, item) for entry in entries)) if entries else None,
    )
