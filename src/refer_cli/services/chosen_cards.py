"""Which colleagues a list, or a file to share, is asked for: by filters of any field, in an order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from refer_cli.errors import WrongUsage
from refer_cli.fields.card import Card
from refer_cli.fields.spelling import parse_value
from refer_cli.folding import fold
from refer_cli.places.states import state_code
from refer_cli.records import NamedTuple
from refer_cli.services.environment import Environment
from refer_cli.services.list_filters import FAMILY, FAMILY_WORDS, Condition, Entry, affordable, conditions, ordered
from refer_cli.services.typed_values import field_named


class Choice(NamedTuple):
    """What was typed: filters by field, the order, the columns (with commas), and whether the archived are meant.

    `archived`: only they; `everybody`: they too.
    """

    filters: Mapping[str, Sequence[str]]
    max_fee: str | None = None
    sort: str = "name"
    reverse: bool = False
    columns: str | None = None
    archived: bool = False
    everybody: bool = False

    @property
    def narrows(self) -> bool:
        """Whether anybody is left out by what was asked."""
        return bool(self.filters) or self.max_fee is not None or self.archived


class Chosen(NamedTuple):
    """The cards in order, of how many, and what they were chosen by; `entries` answer for the lists asked for."""

    cards: list[Card]
    total: int
    asked: Sequence[Condition]
    sorting: str
    columns: list[str]
    assumptions: tuple[str, ...]

    @property
    def entries(self) -> dict[str, Entry]:
        """Of each list that was filtered by, which entries answer."""
        return {condition.field: condition.entry for condition in self.asked if condition.entry is not None}


def choose(environment: Environment, asked: Choice) -> Chosen:
    """Those of whom all filters hold. Raises BadValue, UnknownWord and WrongUsage."""
    sorting = _sorting(asked.sort)
    columns = list(dict.fromkeys(field_named(name).name for name in (asked.columns or "").split(",") if name.strip()))
    states = asked.filters.get("state") or []
    wanted, assumptions = conditions(asked.filters, state_code(states[0]) if len(states) == 1 else None)
    if asked.max_fee is not None:
        limit = parse_value("fee", asked.max_fee).value
        if not isinstance(limit, int):
            raise WrongUsage("--max-fee is empty.", "for example --max-fee 80")
        wanted.append(affordable(limit))
    cards = environment.read().cards(archived=None if asked.everybody else asked.archived)
    fitting = (card for card in cards if all(condition.holds(card) for condition in wanted))
    shown = "name" if sorting == FAMILY else sorting
    return Chosen(ordered(fitting, sorting, asked.reverse), len(cards), wanted, shown, columns, assumptions)


def _sorting(typed: str) -> str:
    """The field that orders a list, or FAMILY. Raises WrongUsage for any other word, with the nearest."""
    word = fold(typed).replace(" ", "")
    if word in FAMILY_WORDS:
        return FAMILY
    try:
        return field_named(typed).name
    except WrongUsage:
        from difflib import get_close_matches

        if get_close_matches(word, FAMILY_WORDS, n=1, cutoff=0.8):
            raise WrongUsage(f'I know no order "{typed}".', f"did you mean {FAMILY}? --sort {FAMILY}") from None
        raise
