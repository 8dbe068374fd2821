"""Turns the place that a person typed into one point, saying what was assumed and refusing to guess."""

import re
from collections.abc import Callable

from refer_cli.errors import Hint, UnknownPlace
from refer_cli.places.gazetteer import Gazetteer, Place, zip_digits
from refer_cli.places.names import city_key, nickname
from refer_cli.places.states import STATES, state_code
from refer_cli.records import NamedTuple

#: A city without a state is the state's that has so many times the ZIPs of the next one.
_CLEARLY_LARGER = 5


class Resolved(NamedTuple):
    """A place, and what was assumed on the way, as sentences without a period."""

    place: Place
    assumptions: tuple[str, ...]


def resolve(
    gazetteer: Gazetteer,
    city: str | None,
    state: str | None,
    zip: str | None,
    home_state: str | None,
) -> Resolved:
    """The place that `city`, `state` and `zip` (any of them None) mean together.

    A ZIP fixes the point. A city without a state is taken in `home_state` (the therapist's own; None where
    the client moves away), else in the state where it is clearly larger. A state alone is its rough centre.
    Raises UnknownPlace for what is not known, contradicts itself or could be several places, and when
    nothing at all was given. Nothing is ever corrected: a likely spelling is only proposed, in the hint.
    """
    city, state, zip = _given(city), _given(state), _given(zip)
    if city is not None and zip is None:
        city, zip = _without_its_zip(city)
    code = None if state is None else _known_state(state)
    known = nickname(city) if city is not None and zip is None else None
    if known is not None and code in (None, known[1]):
        place = _city_in(gazetteer, *known)
        return Resolved(
            place, () if city_key(place.city or "") == city_key(city or "") else (_taken(city or "", place),)
        )
    if zip is not None:
        return _by_zip(gazetteer, zip, city, code)
    if city is not None:
        if code is None:
            city, code = _with_its_state(gazetteer, city)
        if code is not None:
            return Resolved(_city_in(gazetteer, city, code), ())
        return _by_city(gazetteer, city, home_state)
    if code is not None:
        centre = gazetteer.state(code)
        if centre is not None:
            return Resolved(centre, ())
    raise UnknownPlace("No place was given.", "add --city and --state, or --zip")


def _given(text: str | None) -> str | None:
    """`text` without spaces around it, or None when nothing is left."""
    return (text or "").strip() or None


def _known_state(text: str) -> str:
    code = state_code(text)
    if code is None:
        raise UnknownPlace(f'I know no state "{text}".', _state_hint(text), field="state", value=text)
    return code


def _state_hint(text: str) -> Hint:
    """What a word that is no state may have meant."""
    from difflib import get_close_matches

    close = get_close_matches(text.title(), STATES.values(), n=1, cutoff=0.75)
    if close:
        code = state_code(close[0])
        return lambda called: f"did you mean {close[0]}? {called('state')} {code}"
    return lambda called: f"give a state's name or its two letters: {called('state')} OR"


def _by_zip(gazetteer: Gazetteer, zip: str, city: str | None, state: str | None) -> Resolved:
    place = gazetteer.zip(zip)
    if place is None:
        raise UnknownPlace(*_about_unknown_zip(gazetteer, zip), field="zip", value=zip)
    if state is not None and state != place.state:
        raise UnknownPlace(
            f"ZIP {place.zip} is in {place.state}, not in {state}.",
            lambda called: f"leave one out: {called('zip')} {place.zip}, or {_options(city, state, called)}",
            field="zip",
            value=zip,
        )
    if city is None or city == place.city:
        return Resolved(place, ())
    typed_city = _without_its_state(city, place.state)
    names = {city_key(name) for name in gazetteer.zip_names(zip)}
    if city_key(typed_city) in names:
        return Resolved(place, ())
    assumption = f"ZIP {place.zip} is in {place.city}, {place.state}, not in {typed_city}; the ZIP counts"
    return Resolved(place, (assumption,))


def _about_unknown_zip(gazetteer: Gazetteer, zip: str) -> tuple[str, Hint]:
    """The sentence and hint for a ZIP that cannot be looked up."""
    if zip_digits(zip) is not None:
        return (
            f'I know no ZIP "{zip}".',
            lambda called: f"check its digits, or give the place: {_options('Portland', 'OR', called)}",
        )
    sentence = f'"{zip}" is not a ZIP of five digits.'
    # A spreadsheet drops the zero in front of the ZIPs of New England and New Jersey.
    with_zero = gazetteer.zip("0" + zip) if len(zip) == 4 else None
    if with_zero is not None:
        completed = f"{with_zero.zip} ({with_zero.city}, {with_zero.state})"
        return sentence, lambda called: f"did you mean {completed}? {called('zip')} {with_zero.zip}"
    return sentence, lambda called: f"give five digits, or five and four: {called('zip')} 97214"


def _by_city(gazetteer: Gazetteer, city: str, home_state: str | None) -> Resolved:
    """A city whose state was not said."""
    cities = gazetteer.cities(city)
    if not cities:
        raise UnknownPlace(f'I know no city "{city}".', _city_hint(gazetteer, city, None), field="city", value=city)
    at_home = next((place for place, _ in cities if place.state == home_state), None)
    if at_home is not None:
        return Resolved(at_home, (_taken(city, at_home),) if len(cities) > 1 else ())
    largest, size = cities[0]
    if len(cities) > 1 and size < _CLEARLY_LARGER * cities[1][1]:
        states = ", ".join(place.state for place, _ in cities)
        raise UnknownPlace(
            f"{city} could be in {len(cities)} states.",
            lambda called: f"say which, largest first: {called('state')} {states}",
            field="city",
            value=city,
        )
    return Resolved(largest, (_taken(city, largest),))


def _taken(city: str, place: Place) -> str:
    return f"{city} is taken as {place.city}, {place.state}"


def _city_in(gazetteer: Gazetteer, city: str, state: str) -> Place:
    """The city of that name in `state`."""
    for place, _ in gazetteer.cities(city):
        if place.state == state:
            return place
    hint = _city_hint(gazetteer, city, state)
    raise UnknownPlace(f'I know no city "{city}" in {state}.', hint, field="city", value=city)


def _city_hint(gazetteer: Gazetteer, city: str, state: str | None) -> Hint:
    """The likeliest place that was meant, with the options that say so."""
    place = next(iter(gazetteer.propose(city, state, limit=1)), None)
    if place is None:
        return lambda called: f"check the spelling, or give the ZIP: {called('zip')} 97214"
    return lambda called: f"did you mean {place.city}, {place.state}? {_options(place.city, place.state, called)}"


def _options(city: str | None, state: str, called: Callable[[str], str]) -> str:
    """`city` and `state` as options that can be pasted into a shell, or as they are `called` elsewhere."""
    if city is None:
        return f"{called('state')} {state}"
    quoted = city if city.isalnum() else f'"{city}"'
    return f"{called('city')} {quoted} {called('state')} {state}"


def _with_its_state(gazetteer: Gazetteer, city: str) -> tuple[str, str | None]:
    """A city typed with its state ("Denver, CO", "Washington DC") taken apart, unless a city is named so."""
    name, comma, tail = city.rpartition(",")
    if comma:
        code = state_code(tail)
        return (name.strip(), code) if code is not None and name.strip() else (city, None)
    words = city.split()
    if len(words) > 1 and not gazetteer.cities(city):
        # A state's name has three words at most ("District of Columbia"), the longest is tried first.
        for first in range(max(1, len(words) - 3), len(words)):
            code = state_code(" ".join(words[first:]))
            if code is not None:
                return " ".join(words[:first]), code
    return city, None


def _without_its_zip(city: str) -> tuple[str | None, str | None]:
    """A city typed with its ZIP ("Denver CO 80202", "80202") taken apart."""
    if not city[-1:].isdigit():
        return city, None
    parts = re.fullmatch(r"(.*?)[\s,]*\b(\d{5}(?:-\d{4})?)", city)
    return (parts[1] or None, parts[2]) if parts else (city, None)


def _without_its_state(city: str, state: str) -> str:
    """`city` without the state that was typed behind it."""
    name, comma, tail = city.rpartition(",")
    if not comma:
        name, _, tail = city.rpartition(" ")
    return name.strip() if name.strip() and state_code(tail) == state else city
