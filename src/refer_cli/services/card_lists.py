"""Colleagues of the book: a list by any field."""

from __future__ import annotations

from collections.abc import Sequence

from refer_cli.fields.catalogue import FIELDS
from refer_cli.render.answer import Reply
from refer_cli.render.colleague_json import colleague_json
from refer_cli.render.listing import draw_list
from refer_cli.services.chosen_cards import Choice, choose
from refer_cli.services.environment import Environment
from refer_cli.services.list_filters import Condition

SHOWN_BESIDE = ("accepting", "how_known")
"""What a list shows where fewer than two fields were asked for."""


def list_colleagues(environment: Environment, asked: Choice) -> Reply:
    """Those of whom all filters hold, by a field. Raises BadValue, UnknownWord and WrongUsage."""
    chosen = choose(environment, asked)
    return Reply(
        "list",
        lambda: {"colleagues": [colleague_json(card) for card in chosen.cards]},
        lambda screen: draw_list(
            screen, chosen.cards, chosen.columns or _columns(chosen.asked, chosen.sorting), chosen.entries,
            chosen.total, chosen.assumptions, environment.command,
        ),
    )  # fmt: skip


def _columns(asked: Sequence[Condition], sorting: str) -> list[str]:
    """The place, and the fields that were asked for; two more where those are few."""
    wanted = {sorting, *(condition.field for condition in asked)} - {"name", "credentials", "city", "state"}
    shown = [field.name for field in FIELDS if field.name in wanted]
    beside = [name for name in SHOWN_BESIDE if name not in shown] if len(shown) < 2 else []
    return ["place", *shown, *beside]
