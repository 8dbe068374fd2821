"""From what was typed to facts that can be written: values understood, the place found, assumptions said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import EllipsisType
from typing import Any

from refer_cli.errors import BadValue, UnknownWord
from refer_cli.fields.card import LARGEST_TEXT, Card
from refer_cli.fields.catalogue import ADDING, BY_NAME, FIELDS, PLACE, Field
from refer_cli.fields.notes import with_typed
from refer_cli.fields.offices import read_city
from refer_cli.fields.spelling import SpellingContext
from refer_cli.fields.typed import read_typed
from refer_cli.fields.values import Listing, Value, added
from refer_cli.folding import fold
from refer_cli.places.states import state_code
from refer_cli.records import NamedTuple
from refer_cli.render.asking import choose, complain, until_understood
from refer_cli.services.environment import Environment
from refer_cli.vocabulary.normaliser import vocabulary

Point = tuple[float, float] | None


class Entered(NamedTuple):
    """Understood values, what was taken for something else on the way, and the office's point (`...`: as it was)."""

    values: dict[str, Value | None]
    assumptions: tuple[str, ...]
    point: Point | EllipsisType = ...


class Located(NamedTuple):
    """The office's point, the fields of the place as they are to be stored, and what was assumed."""

    point: Point
    values: dict[str, Value | None]
    assumptions: tuple[str, ...]


def understand_typed(
    given: Mapping[str, Any], state: str | None, today: date, *, notes: str | None = None, interactive: bool = False
) -> Entered:
    """The typed options as values; `state` is the colleague's own, `notes` are those that typed lines are added to.

    On a terminal a word that is not known is asked about; elsewhere one that is near others is refused, and any other
    is kept in a list that is then open. Raises BadValue, UnknownWord.
    """
    values: dict[str, Value | None] = {}
    beside: dict[str, Value | None] = {}
    assumptions: list[str] = []
    lines = given.get(ADDING + "notes")
    for name, typed in given.items():
        if name == ADDING + "notes":
            continue
        entered = field_typed(name, _joined(name, typed), SpellingContext(state, today), interactive=interactive)
        for field, value in entered.values.items():
            (values if field == name else beside)[field] = value
        assumptions.extend(entered.assumptions)
    if lines is not None:
        before = values.get("notes", notes)
        values["notes"] = longer_notes(before if isinstance(before, str) else "", lines)
    return Entered(with_beside(values, beside), tuple(assumptions))


def longer_notes(notes: str, lines: Sequence[str]) -> str:
    """The notes with these lines behind them. Raises BadValue for an empty one, and for more than notes may hold."""
    if not all(line.strip() for line in lines):
        raise BadValue("it is empty.", "leave --note out, or write a line", field="notes")
    longer = with_typed(notes, "\n".join(line.strip() for line in lines))
    if len(longer) > max(LARGEST_TEXT, len(notes)):
        raise BadValue("they would grow too long.", f"at most {LARGEST_TEXT:,} characters are kept", field="notes")
    return longer


def with_beside(values: Mapping[str, Value | None], beside: Mapping[str, Value | None]) -> dict[str, Value | None]:
    """The values of fields with what was said of them beside another field: what was typed for a field counts."""
    result = dict(values)
    for field, value in beside.items():
        own = result.get(field)
        if isinstance(own, Listing) and isinstance(value, Listing):
            result[field] = added(own, tuple(item for item in value.items if own.find(item.name) is None))
        elif field not in result:
            result[field] = value
    return result


def field_typed(
    name: str,
    text: str,
    context: SpellingContext,
    meant: frozenset[str] = frozenset(),
    *,
    interactive: bool,
) -> Entered:
    """What was typed for one field, with the words that no vocabulary knows asked about on a terminal.

    The folded words of `meant` are hers already. Off a terminal a word that is kept is said among the assumptions.
    Raises BadValue and UnknownWord.
    """
    while True:
        try:
            reading = read_typed(name, text, context, meant)
        except UnknownWord as unknown:
            if not interactive or not unknown.value:
                raise
            word, refusal = unknown.value, unknown
        else:
            if not reading.strange:
                return Entered(dict(reading.values), reading.assumptions)
            if not interactive:
                return Entered(dict(reading.values), (*reading.assumptions, *map(_kept(name), reading.strange)))
            word = reading.strange[0]
            sentence = f'I know no {BY_NAME[name].vocabulary} "{word}".'
            refusal = UnknownWord(sentence, "write it in other words", field=name, value=word)
        replacement = _settled(name, word, context.state)
        if replacement is None:
            raise refusal
        if fold(replacement) == fold(word):
            meant |= {fold(word)}
        else:
            text = text.replace(word, replacement)


def _settled(name: str, word: str, state: str | None) -> str | None:
    """The word that is meant: a near one, the same where it is hers, None where it is neither."""
    kind = BY_NAME[name].vocabulary or name
    near = vocabulary(kind).understand(word, state).proposals if BY_NAME[name].vocabulary else ()
    if near:
        question = f'I know no {kind} "{word}". Did you mean {near[0]}? [Y/n/keep]'
        return until_understood(
            lambda: choose(question).casefold(),
            lambda answer: _answered(answer, {"": near[0], "y": near[0], "yes": near[0], "k": word, "keep": word}),
        )[0]
    question = f'I know no {kind} "{word}". Keep it as you typed it? [y/N]'
    return until_understood(
        lambda: choose(question).casefold(),
        lambda answer: _answered(answer, {"y": word, "yes": word, "keep": word, "": None}),
    )[0]


def _answered(answer: str, meanings: Mapping[str, str | None]) -> tuple[str | None] | None:
    if answer in ("n", "no"):
        return (None,)
    if answer not in meanings:
        complain("please answer y, n or keep")
        return None
    return (meanings[answer],)


def _kept(name: str) -> Callable[[str], str]:
    kind = BY_NAME[name].vocabulary
    return lambda word: f'I know no {kind} "{word}": it is kept as typed, and what else there is stays unknown'


def state_for_names(given: Mapping[str, Any], card: Card | None) -> str | None:
    """The state whose names count: the one typed now, else the card's."""
    typed = given.get("state")
    if typed:
        return state_code(str(typed))
    city = given.get("city")
    if city and (state := read_city(str(city)).state):
        return state
    return card.text("state") if card else None


def locate(
    environment: Environment, values: Mapping[str, Value | None], card: Card | None, home: str | None
) -> Located | None:
    """The office after this entry, or None where nothing about its place was typed.

    A ZIP brings its city and state; a city brings no ZIP, and drops an old ZIP that is not its own.
    Raises UnknownPlace.
    """
    if not any(name in values for name in PLACE):
        return None
    from refer_cli.places.resolve import resolve

    city, state, zip_code = (_text(values.get(name)) for name in PLACE)
    before = {name: card.text(name) if card else None for name in PLACE}
    if zip_code is None and "zip" not in values:
        state = state or (before["state"] if "city" in values and "state" not in values else None)
        city = city or (before["city"] if "city" not in values else None)
    if not (city or state or zip_code):
        return Located(None, {}, ())
    gazetteer = environment.gazetteer()
    resolved = resolve(gazetteer, city, state, zip_code, home)
    place = resolved.place
    stored: dict[str, Value | None] = {"state": place.state}
    if zip_code is not None:
        stored["zip"] = zip_code
        stored["city"] = _kept_city(gazetteer.zip_names(zip_code), city) or place.city
    else:
        if place.city is not None:
            stored["city"] = place.city
        old = before["zip"]
        if old is not None and "zip" not in values and place.city not in gazetteer.zip_names(old):
            stored["zip"] = None
    return Located((place.lat, place.lon), stored, resolved.assumptions)


def placed(environment: Environment, entered: Entered, card: Card | None, home: str | None) -> Entered:
    """What was entered, with its office found where anything about its place was typed. Raises UnknownPlace."""
    located = locate(environment, entered.values, card, home)
    if located is None:
        return entered
    values = {**entered.values, **located.values}
    return Entered(values, entered.assumptions + located.assumptions, located.point)


def field_named(typed_name: str) -> Field:
    """The field of this name, as in the CSV or as its option. Raises BadValue with the nearest ones."""
    wanted = typed_name.strip().lstrip("-").replace("-", "_").casefold()
    for field in FIELDS:
        if wanted in (field.name, field.singular, *field.asked_as):
            return field
    from difflib import get_close_matches

    close = get_close_matches(wanted, list(BY_NAME), n=2, cutoff=0.6)
    hint = f"did you mean {' or '.join(close)}?" if close else "the fields are those of refer edit --help"
    raise BadValue(f'I know no field "{typed_name}".', hint)


def home_state(profile: Card | None) -> str | None:
    """My own state, where my practice is in the book."""
    return profile.text("state") if profile else None


def listing_of(
    name: str,
    typed: list[str],
    context: SpellingContext,
    meant: frozenset[str] = frozenset(),
    *,
    interactive: bool = False,
) -> Entered:
    """Entries typed for one list, as a list of their own; those of other fields beside it. Raises UnknownWord."""
    entered = field_typed(name, _joined(name, typed), context, meant, interactive=interactive)
    present = {field: value for field, value in entered.values.items() if value is not None}
    return Entered({name: None if present else Listing(), **present}, entered.assumptions)


def _text_of(value: str | list[str]) -> str:
    """A repeated option as one text in CSV spelling."""
    return value if isinstance(value, str) else "; ".join(value)


def _joined(name: str, typed: str | list[str]) -> str:
    if not isinstance(typed, str) and len(typed) > 1 and any(text.strip().casefold() == "none" for text in typed):
        option = BY_NAME[name].option
        raise BadValue("none and other entries cannot go together.", f"{option} none stands alone", field=name)
    text = _text_of(typed)
    # An option that was typed empty says nothing; to forget a fact there is `edit --clear`.
    if not text.strip():
        raise BadValue(
            "it is empty.", f"leave {BY_NAME[name].option} out, or refer edit WHO --clear {name}", field=name
        )
    return text


def _text(value: Value | None) -> str | None:
    return value if isinstance(value, str) else None


def _kept_city(names: tuple[str, ...], typed: str | None) -> str | None:
    """The name the post office has for the typed city, where it serves this ZIP."""
    return next((name for name in names if typed and name.casefold() == typed.casefold()), None)
