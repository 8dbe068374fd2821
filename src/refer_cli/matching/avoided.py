"""What the book says of a person, practice or place to avoid: cards, notes, and names that are spelled nearly so."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from refer_cli.matching.alike import (
    OF_MANY_NAMES,
    SHORT_PRACTICES,
    TITLES,
    is_called,
    name_words,
    rare_words,
    speaks_of_practice,
    spellings,
)
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.membership import fold, folded
from refer_cli.matching.request import Office
from refer_cli.records import NamedTuple

CONSULTING = frozenset({"consult", "consultation", "consulting", "supervision", "intervision", "peer"})
"""Words in the name of a group whose members talk over their clients with one another."""


class Avoided(NamedTuple):
    """What the cards of whom to avoid say: their groups, which of them are consult groups, and what they name.

    `people` are their names and `offices` where they work, as their cards have both.
    """

    groups: frozenset[str]
    teams: frozenset[str]
    ties: tuple[str, ...]
    people: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()


def what_is_avoided(candidates: Iterable[Candidate], avoid: tuple[str, ...]) -> Avoided:
    """From the cards of everybody who is, or works at, what is avoided.

    Whom their cards name is tied too, and who names them or works where they do. So is the small circle that talks
    over an avoided person's cases; of those who work in an avoided practice the groups count less (`circle`).
    """
    groups: set[str] = set()
    teams: set[str] = set()
    ties: set[str] = set()
    people: set[str] = set()
    offices: set[Office] = set()
    for candidate in candidates:
        is_person = any(is_called(candidate.name, text) for text in avoid)
        if not is_person and not any(is_called(candidate.practice, text) for text in avoid):
            continue
        groups |= folded(candidate.groups)
        ties |= set(candidate.ties.names()) if candidate.ties else set()
        people.add(candidate.name)
        offices.add(Office(candidate.practice, candidate.street, candidate.city, candidate.state, candidate.zip))
        if is_person:
            teams |= {name for name in folded(candidate.groups) if not CONSULTING.isdisjoint(name.split())}
    return Avoided(
        frozenset(groups),
        frozenset(teams),
        tuple(sorted(ties)),
        tuple(sorted(people)),
        tuple(sorted(offices, key=lambda office: tuple(part or "" for part in office))),
    )


class Spoken(NamedTuple):
    """Whose notes tie them to what is avoided, and whose may: ids."""

    surely: frozenset[int]
    perhaps: frozenset[int]


def words_to_find(avoid: Iterable[str], avoided: Avoided) -> list[str]:
    """The words of which a note that speaks of what is avoided holds one, each as a search of its own."""
    texts = [*_sought(avoid), *avoided.people, *(office.practice or "" for office in avoided.offices)]
    return list(dict.fromkeys(word for text in texts for word in _telling(text)))


def spoken_of(notes: Iterable[tuple[int, str]], avoid: Sequence[str], avoided: Avoided) -> Spoken:
    """Of these notes, by id, which surely and which perhaps speak of what is avoided."""
    whole = [*_sought(avoid), *map(fold, avoided.people)]
    people = [*filter(_is_full_name, _sought(avoid)), *map(fold, avoided.people)]
    practices = [office.practice for office in avoided.offices if office.practice]
    surely: set[int] = set()
    perhaps: set[int] = set()
    for colleague_id, note in notes:
        if any(mentions(note, name) for name in whole):
            surely.add(colleague_id)
        elif any(_speaks_of(note, name) for name in people) or any(
            speaks_of_practice(sentence, practice) for sentence in _SENTENCE_ENDS.split(note) for practice in practices
        ):
            perhaps.add(colleague_id)
    return Spoken(frozenset(surely), frozenset(perhaps))


def _sought(avoid: Iterable[str]) -> list[str]:
    return [wanted for text in avoid for wanted in spellings(text)]


def _telling(text: str) -> list[str]:
    """The words to look for, as typed; where several have many names in common, the longest of them."""
    words = [word for word in re.findall(r"\w+", text) if fold(word) not in TITLES and len(word) > 1]
    rare = [word for word in words if rare_words(word)]
    longest = max(words, key=len, default=text)
    return rare or [next((short for short, long in SHORT_PRACTICES.items() if long == fold(longest)), longest)[:4]]


def _is_full_name(name: str) -> bool:
    words = name_words(name)
    return len([word for word in words if len(word) > 1]) > 1 and len(rare_words(name)) == len(words) <= 3


_SENTENCE_ENDS = re.compile(r"[!?;\n]|(?<!\b\w)(?<!\bdr)(?<!\bmr)(?<!\bms)(?<!\bmrs)\.(?=\s|$)", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W\d_](?:[\w-]|['\u2019](?!s\b))*")
_RELATIONS = frozenset(
    {
        "wife", "husband", "spouse", "partner", "partners", "married", "marries", "ex", "exwife", "exhusband",
        "divorced", "sister", "brother", "inlaw", "law", "mother", "mom", "father", "dad", "parent", "son",
        "daughter", "stepson", "stepdaughter", "cousin", "aunt", "uncle", "niece", "nephew", "twin", "sibling",
        "family", "related", "relative", "friend", "friends", "dating", "dated", "girlfriend", "boyfriend",
        "fiance", "fiancee", "roommate", "neighbor", "supervises", "supervised", "supervisor", "supervisee",
        "supervision", "employs", "employed", "employer", "boss", "hired", "works", "worked", "working",
        "colleague", "coworker", "mentor", "mentored", "trained", "taught", "student", "intern", "shares",
        "shared", "share", "suite", "office", "practice", "group", "consults", "consult", "close", "knows",
        "knew", "know", "with", "partnered", "business", "together", "therapist", "client",
    }
)  # fmt: skip
"""Words of how two people stand to one another."""
_ORDINARY = frozenset(
    {
        "will", "mark", "may", "grace", "hope", "joy", "art", "bill", "rose", "dawn", "faith", "pat", "sue",
        "rich", "frank", "chase", "drew", "rob", "nick", "gene", "ray", "sandy", "sunny", "april", "june",
        "august", "summer", "autumn", "ivy", "olive", "violet", "iris", "max", "miles", "dean", "king", "guy",
        "reed", "case", "lane", "brook", "sky", "angel", "christian", "penny", "ginger", "pearl", "jade",
        "amber", "crystal", "harmony", "melody", "destiny", "justice", "major", "van", "so", "an", "my", "long",
        "young", "brown", "white", "green", "black", "gray", "little", "love", "price", "cook", "day", "moon",
        "wood", "stone", "park", "hill", "field", "rice", "bell", "wise", "good", "best", "new", "more", "low",
        "early", "wait", "ward", "child", "fair", "sharp", "short", "small",
    }
)  # fmt: skip
"""Names that are words as well: in small letters they name nobody."""


class _Token(NamedTuple):
    """A word of a note: as it is written, folded, whether 's stands behind it, and whether only a space before it."""

    text: str
    word: str
    owns: bool
    follows: bool

    @property
    def capital(self) -> bool:
        """Whether it is written as a name is."""
        return self.text[:1].isupper()


def _tokens(sentence: str) -> list[_Token]:
    tokens: list[_Token] = []
    end = 0
    for found in _TOKEN.finditer(sentence):
        between = sentence[end : found.start()]
        end = found.end()
        owns = bool(re.match(r"['\u2019]s?\b", sentence[end:])) or found[0].endswith(("'", "\u2019"))
        tokens.append(_Token(found[0], fold(found[0]), owns, not between.strip(" .") if tokens else False))
    return tokens


def mentions(note: str, avoided: str) -> bool:
    """Whether a sentence of a note holds every word of an avoided name, or an initial beside the family name."""
    words = name_words(fold(avoided))
    full = {word for word in words if len(word) > 1}
    wanted = full if len(full) > 1 else set(words)
    # A sentence that seems to end within a name ("says Dr. Roe") is read both ways: better once too often.
    pieces = {*_SENTENCE_ENDS.split(note), *re.split(r"[.!?;\n]", note)}
    return bool(words) and any(
        wanted <= _words_of(piece) or (len(words) > 1 and _holds_initial(_tokens(piece), words)) for piece in pieces
    )


def _words_of(text: str) -> set[str]:
    plain = fold(re.sub(r"['\u2019]s\b", "", text)).split()
    return {*plain, *(SHORT_PRACTICES.get(word, word) for word in plain), *fold(text).split()}


def _holds_initial(tokens: list[_Token], words: list[str]) -> bool:
    """Whether "A. Rowe" stands there for Alex Rowe, or Alex Rowe for "A. Rowe"."""
    given, family = words[0], words[-1]
    return len(family) > 1 and any(
        second.follows
        and second.word == family
        and first.capital
        and min(len(first.word), len(given)) == 1
        and first.word[:1] == given[0]
        for first, second in pairwise(tokens)
    )


def _speaks_of(note: str, name: str) -> bool:
    """Whether a note may mean this person by a part of the name: "Alex's sister-in-law", "married to Dr. Rowe"."""
    words = [word for word in name_words(name) if len(word) > 1]
    if len(words) < 2:
        return False
    return any(_part_named(_tokens(sentence), words[0], words[-1]) for sentence in _SENTENCE_ENDS.split(note))


def _part_named(tokens: list[_Token], given: str, family: str) -> bool:
    is_related = not _RELATIONS.isdisjoint(token.word for token in tokens)
    for place, token in enumerate(tokens):
        before = tokens[place - 1] if place and token.follows else None
        after = tokens[place + 1] if place + 1 < len(tokens) and tokens[place + 1].follows else None
        if token.word == given and not token.capital:
            if given not in _ORDINARY and (token.owns or is_related):
                return True
        elif token.word == given:
            # "Alex Turner" is somebody else; "Alex LPC" is not.
            is_other = after is not None and after.capital and not after.text.isupper() and after.word != family
            if not (is_other and not token.owns) and (token.owns or is_related or place):
                return True
        elif token.word == family and token.capital:
            if before is not None and before.word in TITLES:
                return True
            if (token.owns or is_related) and not (before is not None and before.capital and place > 1):
                return True
    return False


def misspelt(avoided: str, texts: Iterable[str]) -> list[str]:
    """Of the names and practices of a book, those that are spelled nearly as what is to be avoided; nearest first."""
    asked = [_told_apart(spelling) for spelling in spellings(avoided)]
    likened = ((max(_likeness(words, _told_apart(text)) for words in asked), text) for text in texts)
    near = [(likeness, text) for likeness, text in likened if likeness >= _NEAR]
    return list(dict.fromkeys(text for _, text in sorted(near, key=lambda pair: (-pair[0], pair[1]))))[:_MOST_NEAR]


_NEAR, _LEAST, _MOST_NEAR = 0.8, 0.5, 3
"""How alike a name has to be in all its letters, and each word of it, from 0 to 1."""
_SHORTEST, _SHORTEST_ALONE = 3, 5
_SAME_BUT_SHORTER = 0.9


def _told_apart(text: str) -> list[str]:
    words = [word for word in name_words(fold(text)) if len(word) > 1]
    return [word for word in words if word not in OF_MANY_NAMES] or words


def _likeness(asked: list[str], words: list[str]) -> float:
    """How alike two names are, from 0 to 1, whatever the order; 0 where they are equal, or a word has none like it."""
    from rapidfuzz.distance import OSA  # only where nobody has the name

    if not asked or len(words) < len(asked) or (len(asked) == 1 and len(asked[0]) < _SHORTEST_ALONE):
        return 0
    left = list(words)
    letters = alike = 0.0
    is_equal = True
    for word in sorted(asked, key=len, reverse=True):
        likeness, other = max((OSA.normalized_similarity(word, other), other) for other in left)
        shorter, longer = sorted((word, other), key=len)
        if likeness < 1 and len(asked) > 1 and len(shorter) >= _SHORTEST and longer.startswith(shorter):
            likeness = max(likeness, _SAME_BUT_SHORTER)  # Alex and Alexander
        if likeness < _LEAST:
            return 0
        left.remove(other)
        is_equal = is_equal and likeness == 1
        letters += len(word)
        alike += likeness * len(word)
    return 0 if is_equal else alike / letters
