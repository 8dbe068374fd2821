"""One normaliser for every vocabulary: folds spellings, finds terms, and guesses only what is safe to guess."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from refer_cli.folding import fold
from refer_cli.records import NamedTuple

if TYPE_CHECKING:
    from refer_cli.vocabulary.plans import CarrierPlans, Parted

_HERE = Path(__file__).parent
KINDS = ("need", "approach", "insurer", "credential", "language", "population", "style")

_FILES = {
    "need": "needs.json",
    "approach": "approaches.json",
    "insurer": "insurers.json",
    "credential": "credentials.json",
    "language": "languages.json",
    "population": "populations.json",
    "style": "styles.json",
}

# A typed word shorter than this is never guessed at.
_SHORTEST_GUESSED = 5
# Two edits away is proposed, never taken, and only for words that are long enough to be recognisable.
_SHORTEST_PROPOSED = 8
# Inside a phrase a word this short is a code or a numeral (Part B, BCBS MA, Bipolar II): asked about, not mended.
_LONGEST_CODE = 3
# Letters after a name differ by one letter and mean another licence (LCSW, LCSWA): only full titles are guessed.
_SHORTEST_TITLE = 12


class Term(NamedTuple):
    """One entry of a vocabulary: its canonical name, other spellings, kinds it belongs to, and the rest."""

    name: str
    aliases: tuple[str, ...]
    broader: tuple[str, ...]
    details: Mapping[str, Any]


class Understood(NamedTuple):
    """What a typed word was taken for; with `proposals` it was not taken, and the person should be asked.

    The proposals stand best first. An insurer's `plan` is what its card says behind the carrier: Aetna with
    `Choice POS II`.
    """

    name: str
    known: bool
    assumption: str | None
    proposals: tuple[str, ...]
    plan: str | None = None


class Spellings(NamedTuple):
    """What is asked of a vocabulary at every start, folded once and kept beside it (see `folded_terms`).

    `names`: the folded spellings of each term, in the order of the file; `typed`: those that mean it only where
    somebody types just that ("change", "women"), nothing within a text; `states`: the names that one state alone has.
    `codes`: letters with a state's code in them (BCBSMA), where another letter is another plan; `managers`: who usually
    runs an insurer's behavioral benefits, a habit, so it is said whenever it is taken. `broader`: what each term is a
    kind of; `marked`: what else an answer asks of it (`MARKS`).
    """

    names: Mapping[str, Sequence[str]]
    typed: Mapping[str, Sequence[str]]
    states: Mapping[str, Mapping[str, str]]
    codes: Sequence[str]
    managers: Sequence[str]
    broader: Mapping[str, Sequence[str]]
    marked: Mapping[str, Mapping[str, Any]]


MARKS = ("advantage", "by", "danger", "format", "medicaid_in", "pays_through", "profession")
"""What an answer asks of a term besides its spellings."""


class Vocabulary:
    """The terms of one kind, with every spelling that leads to them.

    The spellings are at hand from the start; the entries themselves, as they stand in the file, are read when one is
    asked for, which an answer seldom does.
    """

    __slots__ = ("_codes", "_entries", "_keys", "_managers", "_plans", "_source", "_spellings", "_typed", "kind")

    def __init__(self, kind: str, spellings: Spellings, source: "Callable[[], Source]") -> None:
        self.kind = kind
        self._source = source
        self._spellings = spellings
        self._plans: CarrierPlans | None = None
        self._entries: dict[str, Term] | None = None
        self._keys = {spelling: name for name, folded in spellings.names.items() for spelling in folded}
        self._typed = {spelling: name for name, folded in spellings.typed.items() for spelling in folded}
        self._codes = frozenset(spellings.codes)
        self._managers = frozenset(spellings.managers)

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every entry, as it stands in the file."""
        return self._source().terms

    @property
    def words(self) -> Mapping[str, Any]:
        """What the file says besides its terms."""
        return self._source().words

    @property
    def source(self) -> str:
        """Where the terms come from."""
        return self._source().source

    @property
    def as_of(self) -> str:
        """The day on which they were looked up."""
        return self._source().as_of

    def _local(self, state: str) -> Mapping[str, str]:
        """The state's own names."""
        return self._spellings.states.get(state, {})

    def spelled_in(self, state: str) -> Mapping[str, str]:
        """The folded names that only this state has, and the terms that they mean there."""
        return self._local(state)

    def find(self, text: str, state: str | None = None) -> str | None:
        """The canonical name of a term or alias, or None; nothing is guessed.

        With a two-letter USPS state its own names count and come first: ``OHP`` is Medicaid in OR only.
        """
        folded = fold(text)
        if state is not None:
            name = self._local(state).get(folded)
            if name is not None:
                return name
        return self._keys.get(folded) or self._typed.get(folded)

    def understand(self, text: str, state: str | None = None) -> Understood:
        """What a person meant by a word that they typed.

        A term or alias is found, also with its abbreviation in brackets; an insurer's name is parted from its
        plan. Otherwise a word of five letters or more that is one edit (a swap of neighbours counts as one) from
        exactly one term is taken, with the assumption in words. Several such terms, an edit within a short word
        of a phrase (``Part B``), or a long word two edits away, come back as proposals.
        Anything else is kept as typed.
        """
        typed = text.strip()
        name = self.find(typed, state) or self._in_brackets(typed, state)
        if name is not None:
            return Understood(name, True, self._said_of_found(typed, name, state), ())
        folded = fold(typed)
        if not folded:
            return Understood(typed, False, None, ())
        parted: Parted | None = None
        carriers: tuple[str, ...] = ()
        if self.kind == "insurer":
            parted, carriers = self.plans.part(typed, state)
            if parted is not None and parted.listed:
                return self._understood_parts(typed, parted, state)
        near = self._near(folded, state)
        if len(near.one_edit) == 1 and near.may_be_taken:
            (name,) = near.one_edit
            return Understood(name, True, f"{typed} is taken as {name}", ())
        if parted is not None:
            return self._understood_parts(typed, parted, state)
        proposals = (*carriers, *sorted(near.one_edit or near.two_edits))
        return Understood(typed, False, None, tuple(dict.fromkeys(proposals)))

    def _in_brackets(self, typed: str, state: str | None) -> str | None:
        """The term of "Exposure and Response Prevention (ERP)": both mean one thing, or one is a kind of the other."""
        head, bracket, inner = typed.partition("(")
        if not bracket or not inner.endswith(")"):
            return None
        first, second = self.find(head, state), self.find(inner, state)
        if first is None or second is None:
            return None
        if first == second or first in self.broader(second):
            return second
        return first if second in self.broader(first) else None

    @property
    def plans(self) -> "CarrierPlans":
        """What this vocabulary, of insurers, knows of plans; folded when it is first asked for."""
        if self._plans is None:
            from refer_cli.vocabulary.plans import CarrierPlans  # only for a name that is no term

            self._plans = CarrierPlans(self)
        return self._plans

    def _understood_parts(self, typed: str, parted: "Parted", state: str | None) -> Understood:
        """A carrier with its plan, and what was taken for granted on the way."""
        said = f"{typed} is taken as {parted.carrier}, whose plan it is"
        if parted.state is not None:
            said = f"{typed} is taken as {parted.carrier}{f'/{parted.plan}' if parted.plan else ''}"
        elif parted.spelling != typed:
            said = self._said_of_found(parted.spelling, parted.carrier, state) or ""
        return Understood(parted.carrier, True, said or None, (), parted.plan)

    def _said_of_found(self, typed: str, name: str, state: str | None) -> str | None:
        if fold(typed) in self._managers:
            return f"{typed} is taken as {name}, whose behavioral benefits it usually runs: ask by plan"
        elsewhere = self._keys.get(fold(typed))
        if elsewhere is not None and elsewhere != name:
            return f"{typed} is taken as {name} in {state}"
        return None

    def _near(self, folded: str, state: str | None) -> "_Near":
        one_edit: set[str] = set()
        two_edits: set[str] = set()
        may_be_taken = False
        letters = len(folded.replace(" ", ""))
        if letters < _SHORTEST_GUESSED:
            return _Near(one_edit, two_edits, may_be_taken)
        from rapidfuzz.distance import OSA  # imported here alone: a word that is found never pays for it

        reach = 2 if letters >= _SHORTEST_PROPOSED else 1
        digits, length = _digits(folded), len(folded)
        shortest = _SHORTEST_TITLE if self.kind == "credential" else 1
        for spelling, name in self._spelled(state).items():
            # A digit is never a slip of the finger that may be mended: bipolar 1 is not bipolar 2.
            # (The length first: it rules out nearly all of some thousand spellings.)
            if abs(len(spelling) - length) > reach or len(spelling) < shortest or _digits(spelling) != digits:
                continue
            distance = OSA.distance(folded, spelling, score_cutoff=reach)
            if distance == 1:
                one_edit.add(name)
                may_be_taken |= spelling not in self._codes and not _differ_in_a_short_word(folded, spelling)
            elif distance == 2 and reach == 2:
                two_edits.add(name)
        return _Near(one_edit, two_edits, may_be_taken)

    def _spelled(self, state: str | None) -> Mapping[str, str]:
        return self._keys if state is None else {**self._keys, **self._local(state)}

    def treated_in(self, format_name: str) -> str | None:
        """The need that a format of sessions (couple, family) is held for, None where there is none."""
        return next(
            (name for name, marks in self._spellings.marked.items() if marks.get("format") == format_name), None
        )

    def has(self, name: str) -> bool:
        """Whether there is a term of this canonical name."""
        return name in self._spellings.names

    def mark(self, name: str, what: str) -> Any:
        """What a term says of itself (one of `MARKS`); None where it says nothing, and of a word that is no term."""
        return self._spellings.marked.get(name, {}).get(what)

    def broader(self, name: str) -> frozenset[str]:
        """Every term that `name` is a kind of, however far up; empty for a word that is no term."""
        terms: set[str] = set()
        waiting = [name]
        while waiting:
            for parent in self._spellings.broader.get(waiting.pop(), ()):
                if parent not in terms:
                    terms.add(parent)
                    waiting.append(parent)
        return frozenset(terms)

    def narrower(self, name: str) -> frozenset[str]:
        """Every term that is a kind of `name`, however far down."""
        return frozenset(kind for kind in self._spellings.broader if name in self.broader(kind))

    def spellings(self, name: str, state: str | None = None) -> frozenset[str]:
        """The folded keys that mean this term (in this state, when given); a word that is no term means itself."""
        spelled = (*self._spelled(state).items(), *self._typed.items())
        keys = frozenset(spelling for spelling, term in spelled if term == name)
        return keys if keys or self.has(name) else frozenset((fold(name),))

    def all_spellings(self, state: str | None = None) -> Mapping[str, str]:
        """Every folded key that means a term wherever it stands (in this state, when given)."""
        return self._spelled(state)

    def every_spelling(self) -> Iterator[str]:
        """Every folded key that means a term anywhere: as it is typed, and in any state."""
        yield from self._keys
        yield from self._typed
        for local in self._spellings.states.values():
            yield from local

    def term(self, name: str) -> Term | None:
        """The entry with this canonical name, or None."""
        if self._entries is None:
            self._entries = {term.name: term for term in self.terms}
        return self._entries.get(name)

    def names(self) -> tuple[str, ...]:
        """The canonical names, in the order of the file."""
        return tuple(self._spellings.names)


class _Near(NamedTuple):
    """Terms close to a typed word; `may_be_taken` is false when only a code or a short word differs."""

    one_edit: set[str]
    two_edits: set[str]
    may_be_taken: bool


def _digits(folded: str) -> str:
    return "".join(letter for letter in folded if letter.isdigit())


def _differ_in_a_short_word(typed: str, spelling: str) -> bool:
    """Whether two phrases part in a word of three letters or fewer, which is a code or a number, not a slip."""
    typed_words, spelling_words = typed.split(), spelling.split()
    if len(typed_words) == 1 or len(typed_words) != len(spelling_words):
        return False
    pairs = zip(typed_words, spelling_words, strict=True)
    return any(a != b and max(len(a), len(b)) <= _LONGEST_CODE for a, b in pairs)


class Source(NamedTuple):
    """One file of terms as it is written: where they come from, of which day, and what else it says."""

    source: str
    as_of: str
    terms: tuple[Term, ...]
    words: Mapping[str, Any]


def file_of(kind: str) -> str:
    """The name of a kind's file, among the terms and among the folded ones."""
    return _FILES[kind]


@cache
def source_of(kind: str) -> Source:
    """The file of one kind, read once. Raises KeyError for a kind that is not in `KINDS`."""
    data = json.loads((_HERE / _FILES[kind]).read_text(encoding="utf-8"))
    terms = tuple(
        Term(entry.pop("name"), tuple(entry.pop("aliases", ())), tuple(entry.pop("broader", ())), entry)
        for entry in data["terms"]
    )
    return Source(data["source"], data["as_of"], terms, data.get("words") or {})


@cache
def vocabulary(kind: str) -> Vocabulary:
    """The vocabulary of one kind; its spellings are read once, as `tools/vocabulary.py` folded them.

    Raises KeyError for a kind that is not in `KINDS`.
    """
    folded = json.loads((_HERE / "folded" / _FILES[kind]).read_text(encoding="utf-8"))
    return Vocabulary(kind, Spellings(**folded), lambda: source_of(kind))


def folded_terms(terms: Sequence[Term]) -> Spellings:
    """The spellings of a vocabulary as they are kept beside it, so that no start has to fold thousands of them."""
    states: dict[str, dict[str, str]] = {}
    for term in terms:
        for state, aliases in term.details.get("states", {}).items():
            # A list holds other names; a mapping (credentials) says what the letters mean there.
            if isinstance(aliases, list):
                states.setdefault(state, {}).update((fold(alias), term.name) for alias in aliases)
    marked = {term.name: {name: term.details[name] for name in MARKS if name in term.details} for term in terms}
    return Spellings(
        names={
            term.name: _folded(
                term.name, *term.aliases, *term.details.get("codes", ()), *term.details.get("managed_by", ())
            )
            for term in terms
        },
        typed={term.name: _folded(*term.details["typed"]) for term in terms if "typed" in term.details},
        states=states,
        codes=_folded(*(code for term in terms for code in term.details.get("codes", ()))),
        managers=_folded(*(manager for term in terms for manager in term.details.get("managed_by", ()))),
        broader={term.name: list(term.broader) for term in terms if term.broader},
        marked={name: marks for name, marks in marked.items() if marks},
    )


def _folded(*texts: str) -> list[str]:
    return list(dict.fromkeys(map(fold, texts)))
