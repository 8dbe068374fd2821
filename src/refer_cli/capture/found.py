"""What capture hands on: facts with the words they came from, people, and what was not understood."""

from __future__ import annotations

from typing import NamedTuple

WRITTEN, ASSUMED, UNSURE, DENIED = "written", "assumed", "unsure", "denied"
STORED = (WRITTEN, DENIED)
"""What is stored without a question; the other two only on a yes."""


class Fact(NamedTuple):
    """One understood value.

    `value` is in CSV spelling, one entry of a list. `words` are the words of the text it came from. `sure` is
    written, assumed (follows from another fact), unsure (to be asked about) or denied (known not to be so).
    """

    field: str
    value: str
    words: str
    sure: str


class Person(NamedTuple):
    """One clinician as the text describes them; `name` is None where the text gives none.

    `met_kind` is the occasion of a meeting that the text tells of (coffee, lunch, a training), or None.
    """

    name: str | None
    facts: tuple[Fact, ...]
    met_kind: str | None = None


class Understood(NamedTuple):
    """Everything that a text said. `as_of` is the text's own day (ISO), or None."""

    people: tuple[Person, ...]
    not_understood: tuple[str, ...]
    as_of: str | None


class Described(NamedTuple):
    """One person's part of a source: lines of text and claims that were structured already.

    `claims` are (field, value, words) of a page's markup, a vCard or a mail's header.
    """

    text: str
    claims: tuple[tuple[str, str, str], ...] = ()
    sender: bool = False
    """Whether the claims are of who wrote a mail: its words may be about others as well."""


class Source(NamedTuple):
    """A text taken in: its parts (one a person where the format says so) and its own day (ISO)."""

    parts: tuple[Described, ...]
    as_of: str | None = None
