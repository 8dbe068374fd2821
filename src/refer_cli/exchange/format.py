"""What a format of files is: how it is recognised, how it is opened, and what its facts are said to come from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from refer_cli.exchange.incoming import Source
from refer_cli.exchange.opened import Opened

if TYPE_CHECKING:
    from refer_cli.capture.offices import Cities


class Settings(NamedTuple):
    """How a file is to be taken. `today` and `as_of` are ISO days; `as_of` dates what the file does not date.

    `all_taxonomies` takes every person of a registry, not only those in mental health. `sources` are the kinds of
    facts that `refer export` may name. `gazetteer` opens the places of the country, for what is read like a text.
    """

    today: str
    as_of: str | None = None
    all_taxonomies: bool = False
    sources: frozenset[str] = frozenset()
    gazetteer: Callable[[], Cities] | None = None


class Format(NamedTuple):
    """One format that can be brought in.

    `kind` is its name in JSON, and the source of its facts in the book (`source_titles` has a card's words for it);
    `title` says in a heading what such a file is. `recognises` looks into a file and never raises for one of
    another kind; `open` may raise Refused. `takes` names the options of `refer import` that make sense for it.
    """

    kind: str
    title: str
    recognises: Callable[[Opened], bool]
    open: Callable[[Opened, Settings], Source]
    takes: frozenset[str] = frozenset()
