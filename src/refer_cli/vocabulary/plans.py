"""An insurer's name as it stands on a card, parted into the carrier and its plan: "Aetna Choice POS II"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from refer_cli.folding import fold
from refer_cli.records import NamedTuple
from refer_cli.vocabulary.normaliser import Vocabulary

# A plan's name is a few words; what is longer is a sentence about it.
_MOST_WORDS = 6
# More digits are a telephone or member number, not a plan (Silver 94, Open Access 2000).
_MOST_DIGITS = 4
# Letters behind a name that several insurers share may be a state's code (BCBS MA).
_LONGEST_CODE = 3
# What stands between a carrier and its plan. A comma or semicolon parts a list, unless a plan type follows.
_BETWEEN = " \t-\u2013\u2014:/|\u00b7"
_LISTS = ",;"
# Behind a carrier that is not sold in Massachusetts, MA is Medicare Advantage.
_ALSO_MEDICARE_ADVANTAGE = "MA"
_PARTS_OF_STATES = frozenset({"western", "eastern", "northern", "southern", "central", "northeastern"})
_WITHIN_WORDS = ".'\u2019\u2018`"


class Parted(NamedTuple):
    """A carrier and the plan that its card names (None where it names none); `spelling` is the carrier as typed.

    `listed` is false for a plan that the vocabulary does not have: the whole may be another name, mistyped. `state`
    is the state that the name says, whatever the client's is.
    """

    carrier: str
    plan: str | None
    spelling: str
    listed: bool = True
    state: str | None = None


class CarrierPlans:
    """What insurers.json says of plans, folded once, when the first word is asked for that is no term."""

    def __init__(self, insurers: Vocabulary) -> None:
        self._insurers = insurers
        words = insurers.words
        self._types = frozenset(map(fold, words.get("plan_types", ())))
        self._fillers = frozenset(map(fold, words.get("fillers", ())))
        self._last_fillers = frozenset(map(fold, words.get("last_fillers", ())))
        self._remarks = frozenset(map(fold, words.get("remarks", ())))
        self._states = tuple(words.get("states", {}))
        self._state_names: dict[str, str] = words.get("states", {})
        self._blues = frozenset(map(fold, words.get("blues", ())))
        self._no_code = frozenset(words.get("codes_that_are_words", ()))
        self._code_of = {fold(name): code for code, name in self._state_names.items()}
        self._code_of.update((fold(text), code) for code, more in words.get("state_words", {}).items() for text in more)
        # Carriers that are another company's, or another programme, in each state.
        self._by_state = frozenset(
            term.name for term in insurers.terms if term.details.get("medicaid_in") or term.details.get("by_state")
        )
        self._places = frozenset(fold(text) for pair in words.get("states", {}).items() for text in pair)
        # The plan that a spelling means to one carrier; which carriers have a plan that needs no carrier's name.
        self._plans: dict[str, dict[str, str]] = {}
        self._cards: dict[str | None, dict[str, list[str]]] = {None: {}}
        self._guarded: set[str] = set()
        self._public: set[str] = set()
        for term in insurers.terms:
            own = self._plans[term.name] = {}
            for plan, spellings in term.details.get("plans", {}).items():
                own.update((fold(spelling), plan) for spelling in (plan, *spellings))
            for state, plans in ((None, term.details.get("cards", ())), *term.details.get("cards_in", {}).items()):
                for plan in plans:
                    own.setdefault(fold(plan), plan)
                    self._cards.setdefault(state, {}).setdefault(fold(plan), []).append(term.name)
            self._guarded.update(map(fold, term.details.get("guarded", ())))
            if term.details.get("type") == "public":
                self._public.add(term.name)

    def name_of(self, carrier: str, plan: str) -> str:
        """A carrier's plan by the name that it has in the vocabulary ("OAP" is Open Access Plus), else as typed."""
        plan = " ".join(plan.split())
        return self._plans.get(carrier, {}).get(fold(plan), plan)

    def lists(self, carrier: str, plan: str) -> bool:
        """Whether the vocabulary has this plan of a carrier by name, so that it is no remark about it."""
        return fold(plan) in self._plans.get(carrier, {})

    def state_of(self, carrier: str, plan: str) -> str | None:
        """The other state that the plan of a carrier names (Medicaid/South Carolina); None where it names none."""
        names = (code for code, name in self._state_names.items() if f"{plan} ".startswith(f"{name} "))
        return next(names, None) if carrier in self._by_state else None

    def are_types(self, text: str) -> bool:
        """Whether the words say only what kind of plan it is ("PPO", "HMO/POS"), of whichever carrier."""
        words = fold(text).split()
        return bool(words) and set(words) <= self._types

    def part(self, typed: str, state: str | None) -> tuple[Parted | None, tuple[str, ...]]:
        """The carrier and plan that a name on a card means; else None, and the carriers that it may mean, best first.

        A known spelling of a carrier with other words behind it is that carrier with a plan; with plan types before
        it ("PPO Aetna") too; and the names of some plans stand for their carrier ("AARP Medicare Advantage"). What
        follows is no plan where it names another insurer, says something of the panel ("maybe", "out of network"),
        or follows a word that means its carrier only when it stands alone ("United", "VA").
        """
        elsewhere = self._beside_a_state(typed, state)
        if elsewhere is not None:
            return elsewhere, ()
        card, carriers = self._by_card(typed, state)
        if card is not None:
            return card, ()
        spellings = self._insurers.all_spellings(state)
        doubtful = dict.fromkeys(carriers)
        cuts = sorted(_ends_of_words(typed), reverse=True)
        at = next((at for at in cuts if fold(typed[:at]) in spellings), None)
        if at is not None:
            carrier = spellings[fold(typed[:at])]
            parted = self._behind(carrier, typed[:at], typed[at:], state)
            if parted is not None:
                return parted, ()
            if fold(typed[:at]) not in self._guarded:
                doubtful.setdefault(carrier)
            doubtful.update(dict.fromkeys(self._others(carrier, fold(typed[at:]).split(), state)))
        around = self._around(typed, state)
        if around is None and state is None and not doubtful:
            return self._in_its_state(typed)
        return around, tuple(doubtful)

    def _beside_a_state(self, typed: str, state: str | None) -> Parted | None:
        """The carrier of the state that stands beside its name ("Blue Cross NC", "SC Medicaid"), wherever asked.

        Of a carrier that has no name of its own in each state, the other state is kept as its plan.
        """
        spellings = self._insurers.all_spellings(state)
        begins = (fold(typed[:at]) for at in sorted(_ends_of_words(typed), reverse=True))
        known = next((begin for begin in begins if begin in spellings and begin not in self._guarded), None)
        if known is not None and known not in self._blues and spellings[known] not in self._by_state:
            return None
        own_words = self._insurers.spelled_in(state) if state is not None else {}
        for rest, named in self._without_state(typed):
            parted = self._there(rest, named)
            if parted is None or fold(named) in own_words:
                continue
            carrier, plan, _, listed, _ = parted
            sold_by_state = carrier in self._by_state and carrier not in self._public
            if named == _ALSO_MEDICARE_ADVANTAGE and sold_by_state and not self._runs_medicaid(carrier, named):
                continue
            plan = self._without_blues(plan) if plan else None
            if carrier in self._by_state and state is not None and named != state:
                plan = " ".join(filter(None, (self._state_names[named], plan)))
            return Parted(carrier, plan, typed, listed, named)
        return None

    def _without_blues(self, plan: str) -> str | None:
        """A plan without the Blue's own name behind it ("Blue Medicare (Blue Cross NC)" is Blue Medicare)."""
        words = plan.split()
        for size in (4, 3, 2, 1):
            if fold(" ".join(words[-size:])) in self._blues:
                return " ".join(words[:-size]) or None
        return plan

    def _without_state(self, typed: str) -> Iterator[tuple[str, str]]:
        """The name without a state that stands at its begin or end, or behind a Blue's name; and that state's code."""
        words = typed.replace("(", " ").replace(")", " ").split()
        for size in (3, 2, 1):
            for begin in range(len(words) - size + 1):
                named = self._state_of(words[begin : begin + size])
                before, behind = words[:begin], words[begin + size :]
                part_of_a_name = fold(" ".join(behind[:1])) == "city" or fold(" ".join(before[-1:])) in _PARTS_OF_STATES
                if named is None or part_of_a_name:
                    continue
                while before and fold(before[-1]) in ("", "of", "in", "for", "from"):
                    before = before[:-1]
                rest = " ".join((*before, *behind))
                at_an_end = not behind or not before
                if rest and fold(rest) and (at_an_end or self._there(" ".join(before), named) is not None):
                    yield rest, named

    def _state_of(self, words: Sequence[str]) -> str | None:
        """The state that these words name: a code that is also a word ("in", "or") only in capitals."""
        bare = " ".join(words).strip(_BETWEEN + _LISTS + ".")
        code = bare.replace(".", "").upper()
        if code in self._state_names and len(words) == 1:
            return code if bare.isupper() or code not in self._no_code else None
        return self._code_of.get(fold(bare))

    def _there(self, name: str, state: str) -> Parted | None:
        """What a name is in a state whose word it is: its Blue, its programme or plan; None of what has no state."""
        spellings = self._insurers.all_spellings(state)
        own = self._insurers.spelled_in(state)
        for at in (len(name), *sorted(_ends_of_words(name), reverse=True)):
            begin, rest = fold(name[:at]), name[at:]
            carrier = spellings.get(begin)
            if begin in self._blues:
                carrier = own.get(begin) or own.get("bcbs") or spellings.get(f"bcbs {state.lower()}") or carrier
            elif begin not in own and carrier not in self._by_state:
                continue
            if carrier is not None:
                return self._behind(carrier, name[:at], rest, state) if fold(rest) else Parted(carrier, None, name)
        card, _ = self._by_card(name, state)
        return card if card is not None and fold(card.plan or "") in self._cards.get(state, {}) else None

    def _in_its_state(self, typed: str) -> tuple[Parted | None, tuple[str, ...]]:
        """A name that begins with a word of one state alone ("OHP CareOregon"), as it is read there."""
        for at in sorted(_ends_of_words(typed), reverse=True):
            begin = typed[:at]
            states = [state for state in self._states if self._insurers.find(begin, state) is not None]
            if len(states) == 1:
                return self.part(typed, states[0])
        return None, ()

    def _around(self, typed: str, state: str | None) -> Parted | None:
        """A carrier with the type of its plan before or within its name ("PPO Aetna", "Blue Cross PPO of Idaho")."""
        words = [_bare(word) for word in typed.split()]
        name = " ".join(word for word in words if not self.are_types(word))
        types = " ".join(word for word in words if self.are_types(word))
        carrier = self._insurers.find(name, state)
        return Parted(carrier, self.name_of(carrier, types), name) if carrier is not None and types else None

    def _by_card(self, typed: str, state: str | None) -> tuple[Parted | None, tuple[str, ...]]:
        """The carrier of a plan's own name, with which the text begins; several have plans of the same name."""
        for at in (len(typed), *sorted(_ends_of_words(typed), reverse=True)):
            carriers, known = self._have_card(fold(typed[:at]), state)
            words = fold(typed[at:]).split()
            if (
                len(carriers) == 1
                and known
                and not self._is_remark(words)
                and not self._others(carriers[0], words, state)
            ):
                return Parted(carriers[0], self.name_of(carriers[0], _bare(typed)), typed), ()
            if carriers:
                return None, carriers
        return None, ()

    def _have_card(self, folded: str, state: str | None) -> tuple[tuple[str, ...], bool]:
        """The carriers with a plan of this name, and whether it is theirs: without a state a local name is nobody's."""
        known = self._cards.get(state, {}).get(folded) if state else None
        known = known or self._cards[None].get(folded)
        local = () if state else [name for cards in self._cards.values() for name in cards.get(folded, ())]
        return tuple(dict.fromkeys(known or local)), known is not None

    def _behind(self, carrier: str, spelling: str, rest: str, state: str | None) -> Parted | None:
        """A carrier with what stands behind its name; None where the whole is not understood."""
        listed = rest.lstrip().startswith(tuple(_LISTS))
        plan = _bare(rest)
        words = fold(plan).split()
        place = self._words_of_place(words)
        spelling = _bare(spelling)
        if place == len(words) or set(words) <= self._fillers:
            return Parted(carrier, None, spelling)
        whole = self._insurers.find(" ".join(words[place:]), state)
        if whole is not None:
            return self._programme(carrier, whole, plan, spelling, state)
        known = self._plans[carrier].get(" ".join(words))
        if known is not None:
            return Parted(carrier, known, spelling)
        only_types = set(words) <= self._types | self._fillers
        if (listed or fold(spelling) in self._guarded) and not only_types:
            return None
        # "Blue Cross of Nowhere" and "BCBS GX" may be any of the Blues: a state may be meant.
        may_name_one = "of" in words or len(words[0]) <= _LONGEST_CODE
        one_of_several = not only_types and may_name_one and bool(self._insurers.narrower(carrier))
        if one_of_several or self._is_remark(words) or self._others(carrier, words, state):
            return None
        plan = self.name_of(carrier, self._without_fillers(plan))
        return Parted(carrier, plan, spelling, only_types or fold(plan) in self._plans[carrier])

    def _programme(self, carrier: str, other: str, plan: str, spelling: str, state: str | None) -> Parted | None:
        """A carrier before another insurer's name: itself once more, what runs a programme, or a carrier's public plan.

        "OHP CareOregon" is CareOregon, "Sunflower KanCare" is Sunflower, "Humana Medicare" is Humana's plan Medicare,
        "TRICARE Humana Military" is TRICARE East.
        """
        if other == carrier:
            return Parted(carrier, None, spelling)
        if other in self._insurers.narrower(carrier):
            return Parted(other, None, plan)
        if carrier == "Medicaid" and self._runs_medicaid(other, state):
            return Parted(other, None, plan)
        if other == "Medicaid" and self._runs_medicaid(carrier, state):
            return Parted(carrier, None, spelling)
        if other in self._public and carrier not in self._public:
            return Parted(carrier, plan, spelling)
        return None

    def _runs_medicaid(self, name: str, state: str | None) -> bool:
        term = self._insurers.term(name)
        states = term.details.get("medicaid_in", ()) if term else ()
        return bool(term) and (state in states or (state is None and bool(states)))

    def _others(self, carrier: str, words: Sequence[str], state: str | None) -> tuple[str, ...]:
        """Other insurers that are named among the words, by a spelling that is no common word."""
        spellings = self._insurers.all_spellings(state)
        own = {carrier} | self._insurers.broader(carrier) | self._insurers.narrower(carrier) | self._public
        found: dict[str, None] = {}
        for begin in range(len(words)):
            for end in range(begin + 1, len(words) + 1):
                spelling = " ".join(words[begin:end])
                name = spellings.get(spelling)
                if name is not None and name not in own and spelling not in self._guarded and len(spelling) > 2:
                    found.setdefault(name)
        return tuple(found)

    def _is_remark(self, words: Sequence[str]) -> bool:
        """Whether the words are a sentence about the panel or a number, not a plan."""
        digits = sum(sign.isdigit() for word in words for sign in word)
        too_long = len(words) > _MOST_WORDS or digits > _MOST_DIGITS
        return too_long or words[:1] in (["of"], ["and"]) or bool(set(words) & self._remarks)

    def _words_of_place(self, words: Sequence[str]) -> int:
        """How many words at the begin say only where the carrier is: "of Kansas", "KS"."""
        start = 1 if words[:1] == ["of"] else 0
        for end in range(min(len(words), start + 3), start, -1):
            if " ".join(words[start:end]) in self._places:
                return end
        return 0

    def _without_fillers(self, plan: str) -> str:
        """The plan's name without a last word that says nothing ("Choice Plus network")."""
        words = plan.split()
        while len(words) > 1 and fold(words[-1]) in self._last_fillers:
            words.pop()
        return " ".join(words)


def _ends_of_words(typed: str) -> Iterator[int]:
    """The places at which one word of the text has ended and others follow."""
    for at in range(1, len(typed)):
        if typed[at - 1].isalnum() and not typed[at].isalnum() and typed[at] not in _WITHIN_WORDS and fold(typed[at:]):
            yield at


def _bare(text: str) -> str:
    """A part of a name without the marks that parted it, and without brackets around the whole or left open."""
    text = " ".join(text.split()).strip(_BETWEEN + _LISTS)
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    if text.count("(") != text.count(")"):
        text = text.replace("(", " ").replace(")", " ")
    return " ".join(text.split()).strip(_BETWEEN + _LISTS)
