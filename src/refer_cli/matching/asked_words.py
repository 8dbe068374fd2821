"""The words of a request: terms, words of a card, whom the client is; anything else is proposed, never kept."""

from collections.abc import Callable

from refer_cli.errors import UnknownWord, as_option
from refer_cli.fields.ages import age_group_of
from refer_cli.fields.phrases import listed
from refer_cli.folding import fold
from refer_cli.matching.advice import DANGER
from refer_cli.matching.criteria.population import AGES, FORMATS
from refer_cli.records import NamedTuple
from refer_cli.vocabulary.danger import speaks_of_danger
from refer_cli.vocabulary.normaliser import Understood, vocabulary

ON_A_CARD, KEPT = "on a card", "kept"
OwnWord = Callable[[str, str], str | None]
"""kind, text -> whether a card of the book says this word, or no card does and the therapist keeps it; else None."""
_JOINING = frozenset(
    {"in", "for", "with", "of", "and", "a", "an", "the", "s", "who", "has", "have", "having", "client"}
)
"""Words between a need and whom it is about: depression in teens, a kid with anxiety."""
_LEAVING_A_NEED_AS_IT_IS = _JOINING | {
    "from",
    "since",
    "after",
    "about",
    "over",
    "because",
    "due",
    "to",
    "on",
    "at",
    "by",
    "around",
    "her",
    "his",
    "their",
    "my",
    "our",
    "is",
    "was",
    "some",
    "very",
    "really",
    "severe",
    "bad",
    "mild",
    "moderate",
    "chronic",
    "ongoing",
    "recent",
    "recently",
    "lately",
    "again",
    "now",
    "new",
    "history",
    "past",
    "struggling",
    "dealing",
    "coping",
    "feeling",
    "suffering",
    "help",
    "needs",
    "need",
    "she",
    "he",
    "they",
    "it",
    "last",
    "night",
    "week",
    "month",
    "year",
    "today",
    "yesterday",
    "this",
    "ago",
}
"""Words beside a need that name no other: her severe anxiety, depression after the divorce."""
_LONGEST_PHRASE = 8
_MOST_WORDS_A_NEED = 5
_WORDS_OF_A_COMMAND = ("refer ", "--")
_NOTHING_NEAR = "try a plainer word; one that stands on a card of your book is taken as well"
_OPTION_OF = {"need": "need", "approach": "approach", "insurer": "insurance", "language": "language", "style": "style"}
"""Which option asks for the words of a vocabulary."""
_CALLED = {
    "need": "a need", "approach": "an approach", "insurance": "an insurance", "language": "a language",
    "style": "a style",
}  # fmt: skip


class AskedWords(NamedTuple):
    """What one text asks for: names, whom the client is (age_group, for), what was assumed, and what is not known."""

    names: tuple[str, ...] = ()
    age_group: str | None = None
    format: str | None = None
    assumptions: tuple[str, ...] = ()
    unknown: tuple[UnknownWord, ...] = ()
    """The refusal of each part that is not known."""
    main_unknown: bool = False
    """Whether a part that is not known stands before every name."""


def asked_words(kind: str, option: str, text: str, state: str | None, own_word: OwnWord) -> AskedWords:
    """The words of a vocabulary that a text means: one, or several ("anxiety and depression").

    A part that is not known is among them as its refusal, with what it may have meant.
    """
    text = " ".join(text.split())
    term = vocabulary(kind).find(text, state)
    client = _client(text) if kind == "need" else None
    if client is not None and term is None:
        return client
    if term is None and own_word(kind, text):
        return AskedWords((text,))
    heard = [_heard(kind, option, part, state, own_word) for part in _parts(kind, text, state)]
    heard += [client] if client is not None else []
    return AskedWords(
        tuple(dict.fromkeys(name for part in heard for name in part.names)),
        next((part.age_group for part in heard if part.age_group), None),
        next((part.format for part in heard if part.format), None),
        tuple(assumption for part in heard for assumption in part.assumptions),
        tuple(refusal for part in heard for refusal in part.unknown),
        next((bool(part.unknown) for part in heard if part.names or part.unknown), False),
    )


def unknown(kind: str, option: str, text: str, state: str | None) -> UnknownWord:
    """The refusal of a word, with what it may have meant."""
    text, called = text.strip(), "insurance" if kind == "insurer" else kind
    if text.casefold().startswith(_WORDS_OF_A_COMMAND):
        return UnknownWord(
            f'"{text}" is a command, and no {called}.', "answer the question, or press Ctrl-C", field=option, value=text
        )
    from refer_cli.vocabulary.proposing import proposals  # only for what is no term

    elsewhere = _elsewhere(kind, text, state)
    near = () if elsewhere else proposals(kind, text, state)
    is_danger = kind == "need" and _is_danger(text, near)
    if is_danger:
        # What may cost a life is asked about before all that the letters resemble.
        near = tuple(sorted(near, key=lambda name: not vocabulary("need").mark(name, "danger")))
    sentence = f'I know no {called} "{text}".'
    hint = f"did you mean {' or '.join(near)}?" if near else _NOTHING_NEAR
    if elsewhere is not None:
        other, name = elsewhere
        sentence = f'I know no {called} "{text}": {name} is {_CALLED[other]}.'
        hint = f"{as_option(other)} {_quoted(name)}"
    if is_danger:
        sentence = f"{DANGER} {sentence}"
    refusal = UnknownWord(sentence, hint, field=option, value=text, kind=kind, proposals=near, elsewhere=elsewhere)
    refusal.speaks_of_danger = is_danger
    return refusal


def _elsewhere(kind: str, text: str, state: str | None) -> tuple[str, str] | None:
    """The option of another vocabulary that has this word, and the term that it is there.

    How somebody is ("too nice") is no need that was typed under the wrong option, whatever need has that word.
    """
    for other, option in _OPTION_OF.items():
        strange = other == kind or (kind, other) == ("style", "need")
        name = None if strange else vocabulary(other).find(text, state)
        if name is not None:
            return option, name
    return None


def _is_danger(text: str, near: tuple[str, ...]) -> bool:
    """Whether a word that is no need speaks of danger, or may have meant a need that does."""
    return speaks_of_danger(text) or any(vocabulary("need").mark(name, "danger") for name in near)


class _Part(NamedTuple):
    """A part of a text as it stands, and the term that it is."""

    text: str
    understood: Understood | None


def _parts(kind: str, text: str, state: str | None) -> list[_Part]:
    """The parts of a text: one term, or what it is made of. "No trauma" asks for none."""
    understood = vocabulary(kind).understand(text, state)
    if understood.known:
        return [_Part(text, understood)]
    from refer_cli.vocabulary.parting import NO, part_among  # only for what is no term

    entries, _ = part_among((kind,), text, state)
    return [_Part(entry.text.strip() or text, None if entry.mark == NO else entry.understood) for entry in entries]


def _heard(kind: str, option: str, part: _Part, state: str | None, own_word: OwnWord) -> AskedWords:
    """What one part asks for."""
    if part.understood is not None:
        said = (part.understood.assumption,) if part.understood.assumption else ()
        return AskedWords((part.understood.name,), assumptions=said)
    about = (_client(part.text) or _need_of_a_client(part.text, state)) if kind == "need" else None
    if about is not None:
        return about
    if own_word(kind, part.text):
        return AskedWords((part.text,))
    made_of = _needs_within(part.text) if kind == "need" else ()
    if made_of:
        return AskedWords(made_of, assumptions=(f"{part.text.strip()} is taken as {listed(made_of)}",))
    return AskedWords(unknown=(unknown(kind, option, part.text, state),))


def _client(text: str) -> AskedWords | None:
    """Whom the client is, where a text says that alone: couples, kids, a teen, 15."""
    group = _population(text)
    if group is None:
        return None
    option = "--age-group" if group in AGES else "--for"
    need = vocabulary("need").treated_in(group)
    said = (f"{text} is taken as {f'{need}, ' if need else ''}{option} {_quoted(group)}",)
    return AskedWords(
        (need,) if need else (), group if group in AGES else None, group if group in FORMATS else None, said
    )


def _need_of_a_client(text: str, state: str | None) -> AskedWords | None:
    """A need together with whose it is: teen depression, child anxiety, depression in teens; None of anything else."""
    words = text.split()
    for size in range(len(words) - 1, 0, -1):
        for whose, what in ((words[:size], words[size:]), (words[-size:], words[:-size])):
            client = _client(" ".join(_bare(whose)))
            rest = " ".join(_bare(what))
            name = vocabulary("need").find(rest, state) if client is not None and rest else None
            if client is not None and name is not None:
                group = client.age_group or client.format or ""
                option = "--age-group" if client.age_group else "--for"
                said = f"{text} is taken as {name}, {option} {_quoted(group)}"
                return client._replace(names=(name,), assumptions=(said,))
    return None


def _needs_within(text: str) -> tuple[str, ...]:
    """The needs that a phrase is made of, where nothing else is said in it: "her severe OCD".

    Empty where any word is left that might say something: a brother's gambling is another need than one's own.
    """
    needs, words = vocabulary("need"), fold(text).split()
    names: dict[str, None] = {}
    at = 0
    while at < len(words) <= _LONGEST_PHRASE:
        sizes = range(min(_MOST_WORDS_A_NEED, len(words) - at), 0, -1)
        size = next((size for size in sizes if needs.find(" ".join(words[at : at + size]))), None)
        if size is not None:
            names[needs.find(" ".join(words[at : at + size])) or ""] = None
        elif words[at] not in _LEAVING_A_NEED_AS_IT_IS:
            return ()
        at += size or 1
    return tuple(names)


def _population(text: str) -> str | None:
    name = age_group_of(text) or vocabulary("population").find(text)
    return name if name in AGES or name in FORMATS else None


def _bare(words: list[str]) -> list[str]:
    """The words without those that only join, at either end."""
    while words and fold(words[0]) in _JOINING:
        words = words[1:]
    while words and fold(words[-1]) in _JOINING:
        words = words[:-1]
    return words


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name
