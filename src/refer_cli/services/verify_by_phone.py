"""Going through a colleague's panels, fees and openings on a terminal, as one would on the telephone.

Every question asks one thing, and for what is so: there is no yes to a no. Whoever does not know, or takes a no back,
leaves the fact as old as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from refer_cli.errors import BadValue
from refer_cli.fields.card import Card
from refer_cli.fields.spelling import SpellingContext
from refer_cli.fields.values import NO, Accepting, Item, Listing, Value, added
from refer_cli.records import NamedTuple
from refer_cli.render.asking import choose, complain, tell, until_understood
from refer_cli.render.wording import label, spoken
from refer_cli.services.typed_values import field_typed
from refer_cli.vocabulary.normaliser import vocabulary

T = TypeVar("T")
Entries = tuple[Item, ...]
Told = Mapping[str, Value | None]
"""What an answer says, by field: nothing where all stays as it was, None for what is not known any more."""

SCALARS = ("accepting", "fee", "fee_floor", "sliding_slots")
_YES = ("y", "yes", "yep", "yeah")
_NO = ("n", "no", "nope")
_SKIP = ("s", "skip")
_NOT_KNOWN = ("?", "unknown", "not sure", "no idea", "don't know", "dont know", "i don't know", "i dont know")
_LEFT = (*_SKIP, *_NOT_KNOWN)
_UNITS = {"fee": "dollars", "fee_floor": "dollars", "sliding_slots": "number"}


class Answers(NamedTuple):
    """What was confirmed or corrected (None is a value that is not known any more), the fields to re-date, and what was
    asked about and left as it was: of the panels those that were."""

    values: dict[str, Value | None]
    redate: frozenset[str]
    left: dict[str, Value]


def walk_through(card: Card, day: str, today: date) -> Answers:
    """Ask about the panels one by one, then about openings and fees."""
    values: dict[str, Value | None] = {}
    left: dict[str, Value] = {}
    panels = card.listing("panels")
    context = SpellingContext(card.text("state"), today)
    tell("Enter confirms what the card says, s leaves it as old as it is.")
    if panels is not None and panels.items:
        now = Listing((), panels.open)
        left_panels: Entries = ()
        for item in panels.items:
            entries = _Panel(item, day, context).entries()
            if entries == (item,) and item.as_of != day:
                left_panels += entries
            now = added(now, tuple(new for new in entries if new == item or now.find(new.name) is None))
        values["panels"] = now
        if left_panels:
            left["panels"] = Listing(left_panels)
    redate: set[str] = set()
    if panels == Listing():
        told = _no_panels(day, context)
        values.update(told)
        redate.update(name for name, value in told.items() if value == panels)
        if not told and panels is not None:
            left["panels"] = panels
    for name in SCALARS:
        if name in values:
            continue
        told = _accepting(card, today) if name == "accepting" else _number(card, name, values, today)
        values.update(told)
        redate.update(told)
        present = card.values.get(name)
        if name not in told and present is not None:
            left[name] = present
    return Answers(values, frozenset(redate), left)


def _asked(question: str, meanings: Mapping[str, Callable[[], T]], otherwise: Callable[[str], T | None]) -> T:
    """What the answer means: one of the words (an empty one is Enter), or what `otherwise` makes of it."""

    def understood(answer: str) -> T | None:
        meaning = meanings.get(answer.casefold())
        return meaning() if meaning is not None else otherwise(answer)

    return until_understood(lambda: choose(question), understood)


def _yes_no(
    yes: Callable[[], T], no: Callable[[], T], left: Callable[[], T], *, enter_is_no: bool = False
) -> dict[str, Callable[[], T]]:
    """The short answers to a question, and what each comes to."""
    return {
        **dict.fromkeys(_YES, yes),
        **dict.fromkeys(_NO, no),
        **dict.fromkeys(_LEFT, left),
        "": no if enter_is_no else yes,
    }


class _Panel(NamedTuple):
    """One entry of the panels, and the day of the call."""

    item: Item
    day: str
    context: SpellingContext

    def entries(self) -> Entries:
        """What stands in the list now in place of this entry."""
        name, mark = self.item.name, self.item.mark
        if self.item.denied:
            # Asked for what is so: "no" is what the card says already.
            return self._ask(f"On {name} now? [y/N/full/s]", None, lambda: self._as(NO), enter_is_no=True)
        if not vocabulary("insurer").understand(name, self.context.state).known:
            return self._own_word()
        if mark == "full":
            return self._ask(f"{name}: still full? [Y/n/off/s]", mark, lambda: self._other_mark("open"))
        if mark == "open":
            return self._ask(f"{name}: still takes new clients? [Y/n/off/s]", mark, lambda: self._other_mark("full"))
        return self._ask(f"Still on {name}? [Y/n/full/s]", mark, self._taken_off)

    def _as(self, mark: str | None) -> Entries:
        return (Item(self.item.name, mark, self.day),)

    def _ask(self, question: str, mark: str | None, no: Callable[[], Entries], *, enter_is_no: bool = False) -> Entries:
        """The panel with that mark on a yes, or with the one that is named."""
        short = _yes_no(lambda: self._as(mark), no, self._left, enter_is_no=enter_is_no)
        marks = {word: (lambda word=word: self._as(word)) for word in ("full", "open")}
        return _asked(question, {**short, **marks, "off": lambda: self._as(NO)}, self._not_understood)

    def _other_mark(self, mark: str) -> Entries:
        """A panel that is not full any more, or takes nobody new any more."""
        name = self.item.name
        question = f"Is {name} full now?" if mark == "full" else f"Does {name} take new clients now?"
        return self._ask(f"{question} [Y/n/off/s]", mark, self._taken_off)

    def _taken_off(self) -> Entries:
        """The panel as a known no, or the plan that it is now."""
        return _asked(
            f"Take {self.item.name} off? [Y/n, or the plan it is now]",
            {
                **_yes_no(lambda: self._as(NO), self._kept, self._kept),
                "full": lambda: self._as("full"),
                "open": lambda: self._as("open"),
                "off": lambda: self._as(NO),
            },
            self._plans,
        )

    def _own_word(self) -> Entries:
        """A word of nobody's vocabulary is asked about as such."""
        shown = f'"{self.item.name}"'
        taken_out: Entries = ()

        def out() -> Entries:
            return _asked(
                f"Take {shown} out? [Y/n, or the plans it means]",
                _yes_no(lambda: taken_out, self._kept, self._kept),
                self._plans,
            )

        return _asked(
            f"{shown} stands here as you typed it. Still so? [Y/n/s, or the plans it means]",
            _yes_no(lambda: self._as(self.item.mark), out, self._left),
            self._plans,
        )

    def _left(self) -> Entries:
        return (self.item,)

    def _kept(self) -> Entries:
        """As old as it was, which is said to whoever took a no back."""
        tell(f"{self.item.name} stays as it was.")
        return (self.item,)

    def _plans(self, answer: str) -> Entries:
        """The panels that were named. Raises BadValue and UnknownWord."""
        return _plans_of(answer, self.day, self.context)

    def _not_understood(self, _: str) -> None:
        complain("y or n; full, open or off; s leaves it as it was")


def _no_panels(day: str, context: SpellingContext) -> Told:
    """Whether somebody who took no insurance takes some now: asked for what is so, "no" being what the card says."""
    nothing: Told = {}

    def named(answer: str) -> Told:
        return {"panels": Listing(_plans_of(answer, day, context))}

    def which() -> Told:
        left = dict.fromkeys(("", *_LEFT, *_NO), lambda: nothing)
        return _asked("Which? (the panels; Enter leaves it as it was)", left, named)

    short = _yes_no(which, lambda: {"panels": Listing()}, lambda: nothing, enter_is_no=True)
    return _asked("Takes insurance now? [y/N/s, or the panels]", short, named)


def _plans_of(answer: str, day: str, context: SpellingContext) -> Entries:
    """The panels that were named. Raises BadValue and UnknownWord."""
    value = field_typed("panels", answer, context, interactive=True).values.get("panels")
    if not isinstance(value, Listing) or not value.items:
        raise BadValue(f'"{answer}" names no plan.', "")
    return tuple(Item(item.name, item.mark, day) for item in value.items)


def _accepting(card: Card, today: date) -> Told:
    """Whether they take clients: the answer is what is so now, and Enter what the card says."""
    present = _lasting(card.accepting(), today)
    if present is None:
        question = "Takes clients now? [yes/no/waitlist, Enter skips]"
    else:
        question = f"Takes clients now? [yes/no/waitlist/s, Enter: still {spoken('accepting', present)}]"
    nothing: Told = {}

    def understood(answer: str) -> Told:
        told = dict(field_typed("accepting", answer, SpellingContext(None, today), interactive=True).values)
        now = told.get("accepting")
        if present is not None and isinstance(now, Accepting) and now == Accepting(present.status):
            return {**told, "accepting": present}  # until when was not asked
        return told

    as_it_is: Told = {"accepting": present} if present is not None else nothing
    return _asked(question, {**dict.fromkeys(_LEFT, lambda: nothing), "": lambda: as_it_is}, understood)


def _lasting(present: Accepting | None, today: date) -> Accepting | None:
    """What is said of openings, without a day until when that is over."""
    if present is None or present.until is None or present.until >= today.isoformat()[: len(present.until)]:
        return present
    return Accepting(present.status)


def _number(card: Card, name: str, told_before: Told, today: date) -> Told:
    """A fee or the sliding places, confirmed or new; "150 (SS to 90)" gives the lowest fee as well."""
    present, title, unit = card.number(name), label(name).capitalize(), _UNITS[name]

    def fitting(told: Told) -> Told:
        """What is told, unless it does not go with the rest. Raises BadValue."""
        if name == "fee_floor" or "fee_floor" in told:
            _check_fees(card, {**card.values, **told_before, **told})
        return told

    def left() -> Told:
        return fitting({})

    def understood(answer: str) -> Told:
        return fitting(field_typed(name, answer, SpellingContext(None, today), interactive=True).values)

    def taken_off() -> Told:
        shown = f"{label(name)} ({spoken(name, present)})"
        short = _yes_no(lambda: fitting({name: None}), left, left)
        return _asked(f"Take the {shown} off the card? [Y/n, or {unit}]", short, understood)

    def asked_anew() -> Told:
        short = {**dict.fromkeys(_SKIP, left), **dict.fromkeys(("", *_NOT_KNOWN), taken_off)}
        return _asked(f"{title} now ({unit}; Enter if you do not know):", short, understood)

    if present is None:
        return _asked(f"{title} now ({unit}, Enter skips):", dict.fromkeys(("", *_LEFT), left), understood)
    if name == "sliding_slots" and not present:  # asked for what is so: "no" is what the card says already
        short = _yes_no(asked_anew, lambda: {name: present}, left, enter_is_no=True)
        return _asked(f"A sliding place open now? [y/N/s, or the {unit}]", short, understood)
    short = _yes_no(lambda: fitting({name: present}), asked_anew, left)
    return _asked(f"{title}: still {spoken(name, present)}? [Y/n/s, or {unit}]", short, understood)


def _check_fees(card: Card, after: Told) -> None:
    """Raise BadValue at once for a lowest fee above the full one, where one of them is new."""
    fee, floor = after.get("fee"), after.get("fee_floor")
    is_new = (fee, floor) != (card.number("fee"), card.number("fee_floor"))
    if is_new and isinstance(fee, int) and isinstance(floor, int) and floor > fee:
        raise BadValue(f"The lowest fee (${floor}) is above the full fee (${fee}).", "")
