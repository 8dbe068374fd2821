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

    `met_kind` is the occasion of a meeting that the text tells of (coffee, lunch, a training), or None;
    `not_understood` the words about this person in which nothing was understood.
    """

    name: str | None
    facts: tuple[Fact, ...]
    met_kind: str | None = None
    not_understood: tuple[str, ...] = ()


class Understood(NamedTuple):
    """Everything that a text said. `as_of` is the text's own day (ISO), or None.

    `not_understood` are the words about nobody and about everybody.
    """

    people: tuple[Person, ...]
    not_understood: tuple[str, ...]
    as_of: str | None

    def not_understood_of(self, person: Person) -> tuple[str, ...]:
        """The words to show beside one person: the person's own, and beside the first those about nobody."""
        of_somebody = {words for one in self.people for words in one.not_understood}
        of_nobody = tuple(words for words in self.not_understood if words not in of_somebody)
        return (of_nobody if person == self.people[0] else ()) + person.not_understood


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
