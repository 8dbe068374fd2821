"""A colleague's name as a line shows it."""

from __future__ import annotations

from refer_cli.fields.card import Card
from refer_cli.render.screen import cells, fit

_BARRED = " (do not refer)"


def named(card: Card) -> str:
    """A colleague's name with the letters behind it, and whether archived or not to be referred to."""
    marks = (" (archived)" if card.archived else "") + (_BARRED if card.text("do_not_refer") else "")
    return card.name_and_letters + marks


def fit_name(whole: str, width: int) -> str:
    """A name cut to its column; that somebody is not to be referred to is never cut off."""
    bare = whole.removesuffix(_BARRED)
    return fit(whole, width) if bare == whole else fit(bare, width - cells(_BARRED)) + _BARRED
