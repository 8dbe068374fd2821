"""Every refusal as a class: one sentence, one hint, one exit code.

Any room may raise these; the boundary in `app` is the only place that prints them.
"""

from __future__ import annotations


class ReferError(Exception):
    """A refusal that a person can act on. Nothing was changed when one is raised.

    `field` is what it is about (a field of the card, a column, an option) and `value` what was typed there, where
    that is known. `what` is the sentence for whoever says the field beside it.
    """

    exit_code = 1

    def __init__(self, sentence: str, hint: str, *, field: str | None = None, value: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint
        self.field = field
        self.value = value
        self.what = sentence


class Refused(ReferError):
    """The book or the world does not allow it (exit 1)."""


class WrongUsage(ReferError):
    """What was typed cannot be meant (exit 2)."""

    exit_code = 2


class BookProblem(Refused):
    """The book cannot be opened, read or written."""


class ReadOnlyBook(BookProblem):
    """The book, or its folder, can be read and not written."""


class UnknownWord(WrongUsage):
    """A word that is not in a vocabulary, with what it may have meant."""


class UnknownPlace(WrongUsage):
    """A city, state or ZIP that is not known, or that several places share."""


class BadValue(WrongUsage):
    """A value that its field does not take: the sentence begins with the field, where one is given."""

    def __init__(self, what: str, hint: str, *, field: str | None = None, value: str | None = None) -> None:
        super().__init__(f"{field}: {what}" if field else what, hint, field=field, value=value)
        self.what = what


class NoSuchColleague(Refused):
    """No colleague, or several, answer to the name that was typed."""
