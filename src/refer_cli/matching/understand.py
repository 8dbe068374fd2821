"""From the words of a request's options to a request: every word understood, every assumption said."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from refer_cli.errors import BadOption, BadValue, UnknownWord, WrongUsage, as_option
from refer_cli.fields.ages import age_group_of
from refer_cli.fields.card import Card
from refer_cli.fields.numbers import whole_number
from refer_cli.fields.placeholders import refuse_placeholder
from refer_cli.matching.asked_words import KEPT, AskedWords, OwnWord, asked_words, unknown
from refer_cli.matching.criteria.population import AGES, FORMATS
from refer_cli.matching.membership import fold
from refer_cli.matching.options import BY_FIELD, BY_NAME, RequestOption, TypedRequest
from refer_cli.matching.reasons import Reason, find_reason
from refer_cli.matching.request import Me, Need, Panel, Request, Spot, Wish
from refer_cli.places.resolve import Resolved
from refer_cli.places.states import STATES
from refer_cli.records import NamedTuple
from refer_cli.vocabulary.normaliser import Understood, Vocabulary, vocabulary

MEDICARE_ADVANTAGE = "Medicare Advantage"
POPULATIONS = {"age_group": (AGES, "teen"), "for": (FORMATS, "individual")}
"""What the option may say, and one of them as an example."""
_OLD = "older adult"
NO_PANEL = frozenset(
    {"self pay", "selfpay", "private pay", "cash", "none", "no insurance", "uninsured", "out of pocket"}
)
UNSURE_OF_PANEL = frozenset(
    {
        "i dont know", "dont know", "do not know", "i do not know", "not sure", "unsure", "im not sure", "no idea",
        "dunno", "idk", "unknown", "not known",
    }
)  # fmt: skip

Place = Callable[[str | None, str | None, str | None, str | None], Resolved]
"""city, state, ZIP, home state -> the place; given by the caller, since looking places up reads a file."""

MEDICAID = "Medicaid"


class MissingOption(WrongUsage):
    """A reason lacks what it must be given: `options` are the names of which one is needed."""

    def __init__(self, reason: Reason, options: tuple[str, ...]) -> None:
        flags = " or ".join(map(as_option, options))
        super().__init__(f"{reason.slug} needs {flags}.", f"for example: {reason.example}")
        self.options = options


class Assumption(NamedTuple):
    """What was taken for granted, what to type where it is wrong, and the same in a few words for one line."""

    sentence: str
    remedy: str = ""
    short: str = ""


class LeftOut(NamedTuple):
    """A word of an option that is not understood, and asked of nobody; `near` is what it may have meant."""

    option: str
    kind: str
    word: str
    near: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The same in words."""
        meant = f"; did you mean {' or '.join(self.near)}?" if self.near else "."
        return f'"{self.word}" is no {self.kind} I know: left out of the ranking{meant}'


class Meant(NamedTuple):
    """The request, every assumption made on the way to it, and the words that are left out of it."""

    request: Request
    assumed: tuple[Assumption, ...]
    not_understood: tuple[LeftOut, ...] = ()

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What was left out, then the assumptions, each with what to type where it is wrong."""
        return (*(left.sentence for left in self.not_understood), *self.taken_for_granted)

    @property
    def taken_for_granted(self) -> tuple[str, ...]:
        """The assumptions in words, each with what to type where it is wrong."""
        return tuple(f"{assumed.sentence} {assumed.remedy}".rstrip() for assumed in self.assumed)

    @property
    def in_short(self) -> tuple[str, ...]:
        """The assumptions in a few words each: how words are taken first, what was not said last."""
        in_order = sorted(self.assumed, key=lambda assumed: bool(assumed.short))
        return tuple(assumed.short or assumed.sentence.removesuffix(".") for assumed in in_order)


def understand(
    typed: TypedRequest,
    profile: Card | None,
    reasons: Mapping[str, Reason],
    place: Place,
    own_word: OwnWord = lambda kind, text: None,
    leaves_out: bool = False,
) -> Meant:
    """Understand the options of one request; `own_word` knows the words that stand on a card of the book.

    With `leaves_out` a word that is not known is left out and named, where the request can stand without it: neither
    its first need, its panel or its language, nor all that its reason must be given.
    Raises MissingOption, UnknownWord, UnknownPlace, BadValue or WrongUsage, and never guesses a place. Where one
    option is to blame, the error carries its name and what was typed.
    """
    reason, assumption = find_reason(typed.text("reason") or "", reasons)
    own = profile.listing("approaches") if profile else None
    own_approaches = own.names() if own else ()
    _refuse_unsaid(typed)
    _check_given(reason, typed, own_approaches)
    reading = _Reading(typed, reason, profile.text("state") if profile else None, own_word, leaves_out)
    if assumption:
        reading.assume(assumption)
    reading.spot = _spot(reading, profile, place)
    if reason.rules == "no-progress" and own_approaches and not typed.has("tried") and not typed.has("unlike"):
        reading.assume(f"What was tried is taken from your own approaches: {', '.join(own_approaches)}.")
        reading.typed = typed.but(tried=own_approaches)
    values: dict[str, Any] = {
        "reason": reason,
        "spot": reading.spot,
        "radius_stated": typed.has("radius"),
        "me": me_from(profile),
    }
    # In the order of the fields, so that what is assumed is told in it.
    for field in Request._fields:
        options = BY_FIELD.get(field, [])
        if any(reading.typed.has(option.name) for option in options) and options[0].kind in _READERS:
            values[field] = _READERS[options[0].kind](reading, options[0])
    values["languages_on_no_card"] = frozenset(
        name for name in values.get("languages", ()) if reading.on_no_card("language", name)
    )
    _refuse_without_what_it_must_have(reading)
    for field in ("age_group", "format"):
        if values.get(field) is None and field in reading.client:
            values[field] = reading.client[field]
    return Meant(Request(**values), tuple(dict.fromkeys(reading.assumed)), tuple(dict.fromkeys(reading.left_out)))


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


class _Reading:
    """One request while it is read: what was typed, whose home state and spot count, and what was assumed so far."""

    def __init__(
        self, typed: TypedRequest, reason: Reason, home: str | None, own_word: OwnWord, leaves_out: bool
    ) -> None:
        self.typed = typed
        self.reason = reason
        self.home = home
        self.own_word = own_word
        self.leaves_out = leaves_out
        self.left_out: list[LeftOut] = []
        self.emptied: dict[str, UnknownWord] = {}
        self.spot: Spot | None = None
        self.client: dict[str, str] = {}
        self.assumed: list[Assumption] = []

    @property
    def state(self) -> str | None:
        """The state whose names count."""
        return self.spot.state if self.spot else self.home

    def assume(self, sentence: str, remedy: str = "", short: str = "") -> None:
        """Note what is taken for granted."""
        self.assumed.append(Assumption(sentence, remedy, short))

    def heard(self, kind: str, option: str, text: str, state: str | None) -> AskedWords:
        """What a text asks for, its assumptions noted, and whom the client is. Raises WrongUsage."""
        heard = asked_words(kind, option, text, state, self.own_word)
        for sentence in heard.assumptions:
            self.assume(sentence)
        for field, name, given in (("age_group", heard.age_group, "age_group"), ("format", heard.format, "for")):
            if name is not None and self.client.setdefault(field, name) != name:
                hint = "leave one of the two out; two clients are two requests"
                raise WrongUsage(f"The client is {self.client[field]} and {name} at once.", hint, field=option)
            if name is not None and self.typed.has(given) and _population(self, BY_NAME[given]) != name:
                raise WrongUsage(
                    f'"{text}" says {name}, and {as_option(given)} does not.', "leave one of the two out", field=option
                )
        return heard

    def kind_of(self, option: RequestOption) -> str:
        """The vocabulary of an option's words."""
        return option.vocabulary or ("style" if self.reason.rules == "personality-clash" else "approach")

    def on_no_card(self, kind: str, name: str) -> bool:
        """Whether this is no term and stands on no card: nothing can be known of it, of anybody."""
        return vocabulary(kind).find(name, self.state) is None and self.own_word(kind, name) == KEPT

    def terms(self, option: RequestOption) -> dict[str, None]:
        """The words that the option means, each once. Raises UnknownWord for one that cannot be left out."""
        kind = self.kind_of(option)
        names: dict[str, None] = {}
        unknown: list[UnknownWord] = []
        for text in self.typed.words(option.name):
            heard = self.heard(kind, option.name, text, self.state)
            for refusal in heard.unknown:
                is_main = kind == "need" and not names and heard.main_unknown
                if not self.leaves_out or not refusal.kind or kind == "language" or is_main or refusal.elsewhere:
                    raise refusal
                self.left_out.append(LeftOut(option.name, kind, str(refusal.value), refusal.proposals))
            unknown.extend(heard.unknown)
            names.update(dict.fromkeys(heard.names))
        if unknown and not names:
            self.emptied[option.name] = unknown[0]
        return names


def _refuse_without_what_it_must_have(reading: _Reading) -> None:
    """Raises UnknownWord where nothing is left of all that the reason must be given."""
    for options in reading.reason.must:
        given = [name for name in options if reading.typed.has(name)]
        if "tried" in options and reading.typed.has("unlike"):
            given.append("unlike")
        if given and all(name in reading.emptied for name in given):
            raise reading.emptied[given[0]]


def _refuse_unsaid(typed: TypedRequest) -> None:
    """Raises BadValue for an option that is empty or stands as a command proposed it."""
    for name, words in typed.given:
        for text in words:
            if not text.strip():
                raise WrongUsage(f"{as_option(name)} is empty.", "give it a word, or leave the option out", field=name)
            refuse_placeholder(text)
    for text in typed.words("avoid"):
        if not fold(text):
            hint = "write the name of a person, practice or place"
            raise BadOption(f'"{text}" names nobody.', hint, field="avoid", value=text)


def _check_given(reason: Reason, typed: TypedRequest, own_approaches: Sequence[str]) -> None:
    """Raises MissingOption for what the reason must be given, WrongUsage for what does not go with it or together."""
    for options in reason.must:
        # What is not wanted, and what I do myself, stand for what was tried.
        instead = "tried" in options and (typed.has("unlike") or own_approaches)
        if not instead and not any(map(typed.has, options)):
            raise MissingOption(reason, options)
    if typed.has("anywhere") and typed.has("radius"):
        raise WrongUsage("--anywhere contradicts the radius that is given.", "leave one of the two out")
    for name in ("insurance", "leaving"):
        for text in typed.words(name):
            if fold(text) in NO_PANEL:
                raise WrongUsage(
                    f'"{text}" is no panel.',
                    lambda called: f"leave {called('insurance')} out; {called('max_fee')} says what the client can pay",
                    field=name,
                    value=text,
                )
    wanted = {fold(text) for text in (*typed.words("style"), *typed.words("approach"))}
    both = wanted & {fold(text) for text in typed.words("unlike")}
    if both:
        raise WrongUsage(f"{', '.join(sorted(both))} is both wanted and not wanted.", "leave one of the two out")
    if typed.has("leaving") and reason.rules != "self-pay-transition":
        raise WrongUsage(
            "--leaving goes with the reason self-pay-transition.", "name the client's panel with --insurance"
        )


def _spot(reading: _Reading, profile: Card | None, place: Place) -> Spot | None:
    typed, home, moves = reading.typed, reading.home, reading.reason.rules == "moving"
    city, state, zip_code = typed.text("city"), typed.text("state"), typed.text("zip")
    if city or state or zip_code:
        resolved = place(city, state, zip_code, None if moves else home)
        for sentence in resolved.assumptions:
            reading.assume(sentence)
        spot = _spot_of(resolved, has_point=bool(city or zip_code))
        if typed.has("anywhere") and spot.point is not None:
            # Where the client lives still says who may treat them: only the distance does not matter.
            reading.assume(f"How far from {spot.label} does not matter: anybody who may see a client in {spot.state}.")
            return Spot(spot.state)
        return spot
    if typed.has("anywhere"):
        if moves:
            raise WrongUsage("moving needs a place, and --anywhere drops it.", f"for example: {reading.reason.example}")
        return None
    if moves:
        reading.assume("No place is given, so location is not weighed: a client who moves is not near you.")
        return None
    own_city, own_zip = (profile.text("city"), profile.text("zip")) if profile else (None, None)
    if not (own_city or own_zip or home):
        said = "No place is given, so location is not weighed; refer init sets your own as the usual one."
        reading.assume(said, short="no place, so location is not weighed")
        return None
    spot = _spot_of(place(own_city, home, own_zip, home), has_point=bool(own_city or own_zip))
    said = f"No place is given: your own is taken, {spot.label}."
    reading.assume(said, "--anywhere drops it.", f"your own place, {spot.label}")
    return spot


def _spot_of(resolved: Resolved, has_point: bool) -> Spot:
    place = resolved.place
    return Spot(place.state, place.city, place.zip, (place.lat, place.lon) if has_point else None)


def _needs(reading: _Reading, option: RequestOption) -> tuple[Need, ...]:
    return tuple(_need(name, reading.on_no_card("need", name)) for name in reading.terms(option))


def _need(name: str, on_no_card: bool) -> Need:
    needs = vocabulary("need")
    return Need(
        name,
        frozenset(map(fold, needs.narrower(name))),
        frozenset(map(fold, needs.broader(name))),
        bool(needs.mark(name, "danger")),
        on_no_card,
        needs.mark(name, "format"),
    )


def _panels(reading: _Reading, option: RequestOption) -> tuple[Panel, ...]:
    asked, leaving = reading.typed.words("insurance"), reading.typed.text("leaving")
    if leaving is not None and asked:
        reading.assume(f"The client stays in {leaving}: --insurance beside --leaving is not asked for.")
    texts, name = (asked, "insurance") if leaving is None else ((leaving,), "leaving")
    needed = {name for options in reading.reason.must for name in options}
    unsure = [] if name in needed else [text for text in texts if fold(text) in UNSURE_OF_PANEL]
    for text in unsure:
        reading.assume(f'"{text}" names no insurance: nothing is asked of it.')
    texts = tuple(text for text in texts if text not in unsure)
    panels = [_panel(reading, part, name) for text in texts for part in _each_panel(reading, text)]
    return tuple({panel.label: panel for panel in reversed(panels)}.values())[::-1]


def _each_panel(reading: _Reading, text: str) -> list[str]:
    """The panels that a text names, as they stand in it: one, or several ("Aetna, Cigna")."""
    insurers = vocabulary("insurer")
    if insurers.find(text, reading.state) is not None:
        return [text]
    parted, _ = insurers.plans.part(text, reading.state)
    if parted is not None and parted.listed:  # a plan that is known to be this carrier's
        return [text]
    from refer_cli.vocabulary.parting import part_among  # only for what is no term

    entries, _ = part_among(("insurer",), text, reading.state)
    return [entry.text for entry in entries] if len(entries) > 1 else [text]


def _panel(reading: _Reading, text: str, option: str) -> Panel:
    insurers = vocabulary("insurer")
    text = " ".join(text.split())
    carrier, slash, plan = text, "", ""
    state = reading.state
    if "/" in text and insurers.find(text, state) is None:
        carrier, slash, plan = (part.strip() for part in text.partition("/"))
    own_state = None
    if reading.spot is None and insurers.find(carrier) is None:
        # No place says where the client is, but a word such as OHP does.
        own_state = state if state and insurers.find(carrier, state) else only_state(insurers, carrier)
        state = own_state or state
    elsewhere = _programme_elsewhere(insurers, carrier, state)
    if elsewhere is not None:
        plan = " ".join(filter(None, (STATES[elsewhere], plan)))
        reading.assume(f"{carrier} is taken as {MEDICAID}/{plan}")
        return panel_of(insurers, MEDICAID, plan, elsewhere)
    # A carrier with a plan is read as the cards are: the words of one stand on them as Aetna/POS II. So the book is
    # asked only about what no vocabulary knows: for that it reads every panel in it.
    is_term = insurers.find(carrier, state) is not None or insurers.plans.part(carrier, state)[0] is not None
    own_word = None if is_term else reading.own_word("insurer", text)
    if own_word:
        return Panel(carrier, frozenset({fold(carrier)}), plan or None, on_no_card=own_word == KEPT)
    understood = insurers.understand(carrier, state)
    if not understood.known:
        understood = _said_of_a_panel(carrier, state) or understood
    if not understood.known:
        raise unknown("insurer", option, carrier, state)
    if understood.assumption:
        reading.assume(understood.assumption)
    name = understood.name
    if understood.plan:
        state = insurers.plans.state_of(name, understood.plan) or state
    if slash and plan:
        plan = insurers.plans.name_of(name, plan)
    panel = panel_of(insurers, name, plan or understood.plan, state)
    return panel._replace(
        # What was typed may stand on a card as it is.
        keys=panel.keys | ({fold(text)} if insurers.find(text, state) is None else frozenset()),
        state=own_state,
        said=text if fold(carrier) in {fold(word) for word in _local_names(insurers, name, state)} else None,
    )


def panel_of(insurers: Vocabulary, name: str, plan: str | None, state: str | None) -> Panel:
    """A known insurer as an asked panel, with all that goes together with it."""
    programme = _programme(insurers, name, state)
    plans = _plans_in(insurers, programme)
    medicaid: frozenset[str] = frozenset()
    stating = plans
    if programme is not None:
        # The programme's own names in that state (KanCare) stand on cards of other states as they are.
        spelled = insurers.spellings(MEDICAID, programme) | {fold(MEDICAID)}
        medicaid = plans if name == MEDICAID else spelled
        stating |= spelled - insurers.spellings(MEDICAID) - {fold(MEDICAID)}
    kin = insurers.narrower(name) | insurers.broader(name) | _paying(insurers, name, plan)
    return Panel(
        name,
        insurers.spellings(name, state) | {fold(name)},
        plan,
        frozenset(map(fold, kin)) - medicaid,
        programme=programme,
        medicaid=medicaid,
        stating=stating,
    )


def _paying(insurers: Vocabulary, name: str, plan: str | None) -> frozenset[str]:
    """Whose network an administrator or a federal plan pays through (any Blue for FEP); and Medicare Advantage.

    A card that says only "Medicare Advantage" may mean that of each carrier.
    """
    networks: list[str] = insurers.mark(name, "pays_through") or []
    paying = {carrier for network in networks for carrier in (network, *insurers.narrower(network))}
    advantage: list[str] = insurers.mark(name, "advantage") or []
    if plan is not None and ("medicare" in fold(plan).split() or plan in advantage):
        paying.add(MEDICARE_ADVANTAGE)
    return frozenset(paying - {name})


def _local_names(insurers: Vocabulary, name: str, state: str | None) -> frozenset[str]:
    """The names of an insurer in a state that mean nothing elsewhere, such as OHP."""
    return insurers.spellings(name, state) - insurers.spellings(name, None) if state else frozenset()


def _said_of_a_panel(text: str, state: str | None) -> Understood | None:
    """The panel within what is said around it ("in network with Aetna"); None where there is none, or it is denied."""
    from refer_cli.vocabulary.parting import NO, part_among  # only for what is no term

    entries, _ = part_among(("insurer",), text, state)
    return entries[0].understood if len(entries) == 1 and entries[0].mark != NO else None


def _programme(insurers: Vocabulary, name: str, state: str | None) -> str | None:
    """The state whose Medicaid an insurer is or runs: the client's, else the only one that it can be."""
    if name == MEDICAID:
        return state
    states: list[str] = insurers.mark(name, "medicaid_in") or []
    if state in states:
        return state
    return states[0] if len(states) == 1 else None


def _plans_in(insurers: Vocabulary, state: str | None) -> frozenset[str]:
    """Every plan that runs the Medicaid of a state, folded."""
    running = (name for name in insurers.names() if state in (insurers.mark(name, "medicaid_in") or ()))
    return frozenset(map(fold, running))


def _programme_elsewhere(insurers: Vocabulary, word: str, state: str | None) -> str | None:
    """The one other state whose Medicaid is called so (KanCare, asked for in Missouri); else None."""
    if insurers.find(word, state) is not None:
        return None
    own = only_state(insurers, word)
    return own if own is not None and insurers.find(word, own) == MEDICAID else None


def only_state(insurers: Vocabulary, word: str) -> str | None:
    """The one state in which the word means an insurer; None where there are several, or none."""
    states = [state for state in STATES if insurers.find(word, state) is not None]
    return states[0] if len(states) == 1 else None


def _wishes(reading: _Reading, option: RequestOption) -> tuple[Wish, ...]:
    kind = reading.kind_of(option)
    return tuple(
        Wish(name, frozenset(map(fold, (name, *vocabulary(kind).narrower(name)))), reading.on_no_card(kind, name))
        for name in reading.terms(option)
    )


def _refusals(reading: _Reading, option: RequestOption) -> tuple[Wish, ...]:
    """What was tried or is refused, with every kind of it (CBT-E is CBT), but for a kind that is wished for by name."""
    wishes = _wishes(reading, option)
    wished = {fold(name) for name in reading.terms(BY_NAME[reading.kind_of(option)])}
    return tuple(wish._replace(keys=wish.keys - wished | {fold(wish.name)}) for wish in wishes)


def _text(reading: _Reading, option: RequestOption) -> str | tuple[str, ...] | None:
    return reading.typed.words(option.name) if option.repeatable else reading.typed.text(option.name)


def _population(reading: _Reading, option: RequestOption) -> str:
    kind, example = POPULATIONS[option.name]
    text = reading.typed.text(option.name) or ""
    group = _OLD if fold(text) == "old" else age_group_of(text)
    if group in kind:
        reading.assume(f"{text.strip()} is taken as {group}")
        return group
    understood = vocabulary("population").understand(text)
    if understood.name not in kind:
        other = next((name for name, (words, _) in POPULATIONS.items() if understood.name in words), None)
        is_number = text.strip().isdigit()
        raise BadOption(
            f'"{text.strip()}" is no age in years.'
            if is_number and option.name == "age_group"
            else f'"{text.strip()}" is none of {", ".join(sorted(kind))}.',
            lambda called: (
                f"for example {called(option.name)} {example}"
                if other is None
                else f"{called(other)} {understood.name} says it"
            ),
            field=option.name,
            value=text,
        )
    if understood.assumption:
        reading.assume(understood.assumption)
    return understood.name


def _dollars(reading: _Reading, option: RequestOption, text: str) -> object:
    """What the client can pay at most. Raises BadOption for what is no sum."""
    plain = whole_number(text)
    if plain is not None and not re.fullmatch(r"0\d+", text.strip()):
        return plain
    from refer_cli.fields.dollars import most_payable  # only for a sum that is more than its digits
    from refer_cli.fields.spelling import parse_value

    dollars, is_upper_end = most_payable(text)
    if is_upper_end:
        reading.assume(f"{text.strip()} is taken as ${dollars} at most")
    if dollars is not None:
        return dollars
    if not any(map(str.isdigit, text)):
        said = f'"{text}" is no sum: how many dollars can the client pay at most?'
        raise BadOption(said, lambda called: f"for example {called(option.name)} 80", field=option.name, value=text)
    try:
        return parse_value("fee", text).value
    except BadValue as error:
        raise BadOption(error.what, error.hint, field=option.name, value=text) from None


def _number(reading: _Reading, option: RequestOption) -> int:
    text = reading.typed.text(option.name) or ""
    smallest = 0 if option.kind == "money" else 1
    value = _dollars(reading, option, text) if option.kind == "money" else whole_number(text)
    if isinstance(value, int) and smallest <= value <= option.largest:
        return value
    between = f"{text} is not between {smallest} and {option.largest}."
    what = between if isinstance(value, int) else f'"{text}" is not a whole number.'
    raise BadOption(what, lambda called: f"for example {called(option.name)} 25", field=option.name, value=text)


_READERS: Mapping[str, Callable[[_Reading, RequestOption], Any]] = {
    "need": _needs,
    "panel": _panels,
    "wish": _wishes,
    "refusal": _refusals,
    "word": lambda reading, option: tuple(reading.terms(option)),
    "text": _text,
    "population": _population,
    "money": _number,
    "count": _number,
    "flag": lambda reading, option: True,
}
"""How an option is read, by its kind."""
