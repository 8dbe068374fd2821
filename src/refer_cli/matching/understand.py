"""From the words of `suggest`'s options to a request: every word understood, every assumption said."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from refer_cli.errors import BadValue, UnknownWord, WrongUsage
from refer_cli.fields.card import Card
from refer_cli.fields.placeholders import refuse_placeholder
from refer_cli.fields.spelling import parse
from refer_cli.matching.gates import AGES, FORMATS
from refer_cli.matching.lookup import key
from refer_cli.matching.reasons import Reason, find_reason
from refer_cli.matching.request import DEFAULT_RADIUS, Me, Need, Panel, Request, Spot, Wish
from refer_cli.places.resolve import Resolved
from refer_cli.places.states import STATES
from refer_cli.vocabulary.normaliser import Understood, Vocabulary, vocabulary

LARGEST_RADIUS = 5_000
LARGEST_LIMIT = 1_000_000
NO_PANEL = frozenset(
    {"self pay", "selfpay", "private pay", "cash", "none", "no insurance", "uninsured", "out of pocket"}
)

Place = Callable[[str | None, str | None, str | None, str | None], Resolved]
"""city, state, ZIP, home state -> the place; given by the caller, since looking places up reads a file."""


class Asked(NamedTuple):
    """The options of `suggest`, as they were typed."""

    reason: str
    needs: tuple[str, ...] = ()
    insurance: tuple[str, ...] = ()
    leaving: str | None = None
    approaches: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    max_fee: str | None = None
    city: str | None = None
    state: str | None = None
    zip: str | None = None
    radius: str | None = None
    anywhere: bool = False
    in_person: bool = False
    telehealth: bool = False
    soon: bool = False
    age_group: str | None = None
    format: str | None = None
    gender: str | None = None
    faith: str | None = None
    identities: tuple[str, ...] = ()
    limit: str | None = None


class MissingOption(WrongUsage):
    """A reason lacks what it must be given: `options` are the names of which one is needed."""

    def __init__(self, reason: Reason, options: tuple[str, ...]) -> None:
        flags = " or ".join(f"--{name.replace('_', '-')}" for name in options)
        super().__init__(f"{reason.slug} needs {flags}.", f"for example: {reason.example}")
        self.options = options


class Meant(NamedTuple):
    """The request, and every assumption made on the way to it, in words."""

    request: Request
    assumptions: tuple[str, ...]


def understand(asked: Asked, profile: Card | None, reasons: Mapping[str, Reason], place: Place) -> Meant:
    """Understand the options of one request.

    Raises MissingOption, UnknownWord, UnknownPlace, BadValue or WrongUsage, and never guesses a place.
    """
    said: list[str] = []
    reason, assumption = find_reason(asked.reason, reasons)
    if assumption:
        said.append(assumption)
    _reject_unsaid(asked)
    _check_given(reason, asked, profile)
    if asked.leaving and reason.rules != "self-pay-transition":
        raise WrongUsage(
            "--leaving goes with the reason self-pay-transition.", "name the client's panel with --insurance"
        )
    spot = _spot(reason, asked, profile, place, said)
    home = profile.text("state") if profile else None
    state = spot.state if spot else home

    def words(kind: str, typed: tuple[str, ...]) -> list[str]:
        return [_word(kind, text, state, said) for text in typed]

    tried = asked.tried
    if reason.rules == "no-progress" and not tried and not asked.unlike:
        own = profile.listing("approaches") if profile else None
        tried = own.names() if own else ()
        if tried:
            said.append(f"What was tried is taken from your own approaches: {', '.join(tried)}.")
    unlike_is_style = reason.rules == "personality-clash"
    return Meant(
        Request(
            reason=reason,
            needs=tuple(_need(name) for name in dict.fromkeys(words("need", asked.needs))),
            insurance=tuple(_panel(text, spot, home, said) for text in _panels(asked, said)),
            max_fee=_number("max_fee", asked.max_fee, 0, 5_000) if asked.max_fee is not None else None,
            spot=spot,
            radius=_number("radius", asked.radius, 1, LARGEST_RADIUS) if asked.radius is not None else DEFAULT_RADIUS,
            radius_stated=asked.radius is not None,
            in_person=asked.in_person,
            telehealth=asked.telehealth,
            soon=asked.soon,
            age_group=_population("age_group", asked.age_group, AGES, said),
            format=_population("for", asked.format, FORMATS, said),
            languages=tuple(dict.fromkeys(words("language", asked.languages))),
            approaches=tuple(_wish("approach", name) for name in dict.fromkeys(words("approach", asked.approaches))),
            tried=tuple(_exactly(name) for name in dict.fromkeys(words("approach", tried))),
            unwanted=tuple(_exactly(name) for name in dict.fromkeys(words("approach", asked.unlike)))
            if not unlike_is_style
            else (),
            styles=tuple(_wish("style", name) for name in dict.fromkeys(words("style", asked.styles))),
            refused_styles=tuple(_exactly(name) for name in words("style", asked.unlike)) if unlike_is_style else (),
            avoid=asked.avoid,
            gender=asked.gender,
            faith=asked.faith,
            identities=asked.identities,
            me=me_from(profile),
            limit=_number("limit", asked.limit, 1, LARGEST_LIMIT) if asked.limit is not None else None,
        ),
        tuple(dict.fromkeys(said)),
    )


def me_from(profile: Card | None) -> Me | None:
    """What matching may know of the therapist."""
    if profile is None:
        return None
    return Me(
        profile.name,
        profile.text("practice"),
        profile.text("street"),
        profile.text("zip"),
        profile.listing("groups"),
    )


def _reject_unsaid(asked: Asked) -> None:
    for name, value in zip(Asked._fields, asked, strict=True):
        texts = value if isinstance(value, tuple) else (value,)
        if any(isinstance(text, str) and not text.strip() for text in texts):
            raise BadValue(f"--{_option(name)} is empty.", "give it a word, or leave the option out")
        for text in texts:
            if isinstance(text, str):
                refuse_placeholder(text)
    for name in asked.avoid:
        if not key(name):
            raise BadValue(
                f'"{name}" names nobody.', "write the name of a person, practice or place", field="--avoid", value=name
            )


def _option(field: str) -> str:
    singular = {
        "needs": "need",
        "approaches": "approach",
        "styles": "style",
        "languages": "language",
        "identities": "identity",
        "format": "for",
    }
    return singular.get(field, field).replace("_", "-")


def _check_given(reason: Reason, asked: Asked, profile: Card | None) -> None:
    own_approaches = profile.listing("approaches") if profile else None
    given = {
        "need": bool(asked.needs),
        "insurance": bool(asked.insurance),
        "leaving": asked.leaving is not None,
        "approach": bool(asked.approaches),
        "unlike": bool(asked.unlike),
        "tried": bool(asked.tried or asked.unlike or (own_approaches and own_approaches.names())),
        "avoid": bool(asked.avoid),
        "max_fee": asked.max_fee is not None,
        "city": asked.city is not None,
        "state": asked.state is not None,
        "zip": asked.zip is not None,
    }
    for options in reason.must:
        if not any(given[name] for name in options):
            raise MissingOption(reason, options)
    if asked.anywhere and (asked.city or asked.state or asked.zip or asked.radius):
        raise WrongUsage("--anywhere contradicts the place or the radius that is given.", "leave one of the two out")
    for name in (*asked.insurance, *((asked.leaving,) if asked.leaving else ())):
        if key(name) in NO_PANEL:
            raise WrongUsage(f'"{name}" is no panel.', "leave --insurance out; --max-fee says what the client can pay")
    both = {key(name) for name in (*asked.styles, *asked.approaches)} & {key(name) for name in asked.unlike}
    if both:
        raise WrongUsage(f"{', '.join(sorted(both))} is both wanted and not wanted.", "leave one of the two out")


def _spot(reason: Reason, asked: Asked, profile: Card | None, place: Place, said: list[str]) -> Spot | None:
    if asked.anywhere:
        if reason.rules == "moving":
            raise WrongUsage("moving needs a place, and --anywhere drops it.", f"for example: {reason.example}")
        return None
    home = profile.text("state") if profile else None
    if asked.city or asked.state or asked.zip:
        resolved = place(asked.city, asked.state, asked.zip, None if reason.rules == "moving" else home)
        said.extend(resolved.assumptions)
        return _spot_of(resolved, has_point=bool(asked.city or asked.zip))
    if reason.rules == "moving":
        said.append("No place is given, so location is not weighed: a client who moves is not near you.")
        return None
    if profile is None or not (profile.text("city") or profile.text("zip") or home):
        said.append("No place is given, so location is not weighed; refer init sets your own as the usual one.")
        return None
    resolved = place(profile.text("city"), home, profile.text("zip"), home)
    spot = _spot_of(resolved, has_point=bool(profile.text("city") or profile.text("zip")))
    said.append(f"No place is given: your own is taken, {spot.label}. --anywhere drops it.")
    return spot


def _spot_of(resolved: Resolved, has_point: bool) -> Spot:
    found = resolved.place
    return Spot(found.state, found.city, found.zip, (found.lat, found.lon) if has_point else None)


def _word(kind: str, text: str, state: str | None, said: list[str]) -> str:
    understood = vocabulary(kind).understand(text, state)
    _refuse_if_unsure(kind, text, understood)
    if understood.assumption:
        said.append(understood.assumption)
    return understood.name


def _refuse_if_unsure(kind: str, text: str, understood: Understood) -> None:
    if understood.proposals:
        raise UnknownWord(
            f'I know no {kind} "{text.strip()}".', f"did you mean {' or '.join(understood.proposals[:3])}?"
        )


def _need(name: str) -> Need:
    needs = vocabulary("need")
    term = needs.term(name)
    return Need(
        name,
        frozenset(key(other) for other in needs.narrower(name)),
        frozenset(key(other) for other in needs.broader(name)),
        bool(term and term.details.get("danger")),
    )


def _panels(asked: Asked, said: list[str]) -> tuple[str, ...]:
    if asked.leaving is None:
        return tuple(dict.fromkeys(asked.insurance))
    if asked.insurance:
        said.append(f"The client stays in {asked.leaving}: --insurance beside --leaving is not asked for.")
    return (asked.leaving,)


def _panel(text: str, spot: Spot | None, home: str | None, said: list[str]) -> Panel:
    insurers = vocabulary("insurer")
    text = " ".join(text.split())
    carrier, slash, plan = text, "", ""
    state = spot.state if spot else home
    if "/" in text and insurers.find(text, state) is None:
        carrier, slash, plan = (part.strip() for part in text.partition("/"))
    own_state = None
    if spot is None and insurers.find(carrier) is None:
        # No place says where the client is, but a word such as OHP does.
        own_state = state if state and insurers.find(carrier, state) else _only_state(insurers, carrier)
        state = own_state or state
    name = _word("insurer", carrier, state, said)
    kin = insurers.narrower(name) | insurers.broader(name)
    return Panel(
        name,
        insurers.spellings(name, state) | {key(name)},
        plan if slash and plan else None,
        frozenset(key(other) for other in kin),
        own_state,
    )


def _only_state(insurers: Vocabulary, word: str) -> str | None:
    """The one state in which the word means an insurer; None where there are several, or none."""
    found = [state for state in STATES if insurers.find(word, state) is not None]
    return found[0] if len(found) == 1 else None


def _wish(kind: str, name: str) -> Wish:
    words = vocabulary(kind)
    return Wish(name, frozenset(key(other) for other in (name, *words.narrower(name))))


def _exactly(name: str) -> Wish:
    """What is refused is that very thing: a client who has tried CBT has not tried every kind of it."""
    return Wish(name, frozenset({key(name)}))


def _population(option: str, text: str | None, kind: frozenset[str], said: list[str]) -> str | None:
    if text is None:
        return None
    understood = vocabulary("population").understand(text)
    if understood.name not in kind:
        example = "individual" if kind is FORMATS else "teen"
        raise BadValue(
            f'"{text.strip()}" is none of {", ".join(sorted(kind))}.',
            f"for example --{option.replace('_', '-')} {example}",
            field=f"--{option.replace('_', '-')}",
            value=text,
        )
    if understood.assumption:
        said.append(understood.assumption)
    return understood.name


def _number(name: str, text: str, smallest: int, largest: int) -> int:
    option = f"--{name.replace('_', '-')}"
    try:
        value = parse("fee", text).value if name == "max_fee" else int(text) if text.strip().isdecimal() else None
    except BadValue as error:
        raise BadValue(error.what, error.hint, field=option, value=text) from None
    except ValueError:
        value = None
    if not isinstance(value, int):
        raise BadValue(
            f'"{text}" is not a whole number.', f"for example {option} {max(smallest, 25)}", field=option, value=text
        )
    if not smallest <= value <= largest:
        raise BadValue(
            f"{text} is not between {smallest} and {largest}.", f"for example {option} 25", field=option, value=text
        )
    return value
