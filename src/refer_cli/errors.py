"""Every refusal as a class: one sentence, one hint, one exit code.

Any room may raise these; the boundary in `app` is the only place that prints them.
"""

from __future__ import annotations

from collections.abc import Callable

Hint = str | Callable[[Callable[[str], str]], str]
"""What to do, in words; or made of how an option is called where it is read: `--max-fee`, or the column `max_fee`."""


def as_option(name: str) -> str:
    """An option as it is typed: `--max-fee`."""
    return "--" + name.replace("_", "-")


class ReferError(Exception):
    """A refusal that a person can act on. Nothing was changed when one is raised.

    `field` is what it is about (a field of the card, a column, an option) and `value` what was typed there, where
    that is known. `what` is the sentence for whoever says the field beside it. `speaks_of_danger` where the sentence
    says 988 and 911 already.
    """

    exit_code = 1
    speaks_of_danger = False

    def __init__(self, sentence: str, hint: Hint, *, field: str | None = None, value: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self._hint = hint
        self.field = field
        self.value = value
        self.what = sentence

    @property
    def hint(self) -> str:
        """What to do about it, with options as they are typed."""
        return self.hint_calling(as_option)

    def hint_calling(self, called: Callable[[str], str]) -> str:
        """The same where options are called otherwise."""
        return self._hint if isinstance(self._hint, str) else self._hint(called)


class Refused(ReferError):
    """The book or the world does not allow it (exit 1)."""


class WrongUsage(ReferError):
    """What was typed cannot be meant (exit 2)."""

    exit_code = 2


class BookProblem(Refused):
    """The book cannot be opened, read or written."""


class DamagedBook(BookProblem):
    """The file is a book, and broken."""


class NotABook(BookProblem):
    """The file is none that refer made, or too broken to tell."""


class ReadOnlyBook(BookProblem):
    """The book, or its folder, can be read and not written."""


class UnknownWord(WrongUsage):
    """A word that is not in a vocabulary: of which kind it was to be, and what it may have meant.

    `elsewhere` is another option and the word that it has for this one (approach, EMDR).
    """

    def __init__(
        self,
        sentence: str,
        hint: Hint,
        *,
        field: str | None = None,
        value: str | None = None,
        kind: str = "",
        proposals: tuple[str, ...] = (),
        elsewhere: tuple[str, str] | None = None,
    ) -> None:
        super().__init__(sentence, hint, field=field, value=value)
        self.kind = kind
        self.proposals = proposals
        self.elsewhere = elsewhere


class UnknownPlace(WrongUsage):
    """A city, state or ZIP that is not known, or that several places share."""


class BadValue(WrongUsage):
    """A value that its field does not take: the sentence begins with the field, where one is given."""

    def __init__(self, what: str, hint: Hint, *, field: str | None = None, value: str | None = None) -> None:
        super().__init__(f"{field}: {what}" if field else what, hint, field=field, value=value)
        self.what = what


class BadOption(WrongUsage):
    """A word that an option does not take: the sentence begins with the option as it is typed."""

    def __init__(self, what: str, hint: Hint, *, field: str, value: str) -> None:
        super().__init__(f"{as_option(field)}: {what}", hint, field=field, value=value)
        self.what = what


class NoSuchColleague(Refused):
    """No colleague, or several, answer to the name that was typed."""
