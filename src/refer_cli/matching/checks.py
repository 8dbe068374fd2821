"""What is to be asked, confirmed or told before a colleague is offered: data, put into words where it is printed."""

from datetime import date

from refer_cli.fields.age import CALL_FIRST_DAYS, ago, days_since
from refer_cli.records import NamedTuple

ASK, CONFIRM, NOTE, TELL = "ask", "confirm", "note", "tell"
"""A question for a call; an old fact to confirm; something to bear in mind; a tie to tell the client of."""


class Bond(NamedTuple):
    """How a colleague is close to me. `form` has a place for who it is and, where something is named, for that."""

    form: str
    named: str = ""

    def of(self, who: str = "this colleague") -> str:
        """The bond of somebody, in words: `this colleague shares your practice`."""
        return self.form.format(who=who, named=self.named)


class Check(NamedTuple):
    """One line of what is to be checked, carrying nothing about the client.

    `subject` is what is asked or confirmed; `known` what the book knows of it, beside a question; `days` the age of
    the fact to confirm; `need` an asked need that is not treated; `bond` what the client is to be told. `phrase`
    completes "Is she ...?", and `short` is said as it stands where that is no question; `field` and `value` say which
    fact a yes would confirm (value in CSV spelling), when a single fact would. `blocks`: not ready before that.
    """

    kind: str
    subject: str = ""
    known: str = ""
    phrase: str = ""
    field: str | None = None
    value: str | None = None
    blocks: bool = False
    days: int = 0
    need: str = ""
    bond: Bond | None = None
    short: str = ""

    @property
    def when(self) -> str:
        """How long ago a fact to confirm was last confirmed, in words."""
        return ago(self.days)


def aged_check(subject: str, days: int, phrase: str, field: str, value: str) -> Check:
    """An older fact to confirm. Whether it blocks is decided where all facts are together: `rank.assess`."""
    return Check(CONFIRM, subject, "", phrase, field, value, days=days)


def call_first(field: str, value: str, phrase: str, as_of: str, today: date, subject: str = "") -> tuple[Check, ...]:
    """The check of a required fact that does not fade, once it is so old that one calls before an offer."""
    days = days_since(as_of, today)
    return (aged_check(subject or value, days, phrase, field, value),) if days > CALL_FIRST_DAYS else ()


def sentence(check: Check) -> str:
    """The line to print of a check."""
    if check.kind == ASK:
        return f"{check.subject}? {check.known}".rstrip()
    if check.kind == CONFIRM:
        return f"{check.subject} was last confirmed {check.when}"
    if check.bond is not None:
        return f"tell the client that {check.bond.of()}"
    return f"{check.subject}; {check.known}" if check.need and check.known else check.subject


def is_old(check: Check) -> bool:
    """Whether it is a fact to confirm, so old that one calls before an offer."""
    return check.kind == CONFIRM and bool(check.phrase) and check.days > CALL_FIRST_DAYS


def short_question(check: Check) -> str | None:
    """A check as it is asked after the name: `still in Aetna?`; None for what is said beside the person already."""
    if check.short:
        return check.short
    if not check.phrase or check.kind == TELL:
        return None
    if check.field == "specialties" and check.kind == ASK:
        return f"works with {check.value}?"
    still = "still " if check.kind == CONFIRM and not check.phrase.startswith("still") else ""
    return f"{still}{check.phrase}?"
