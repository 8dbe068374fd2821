"""Misspelled words of the vocabularies ("anxeity", "Cigan"): proposed to be asked about, never taken unasked."""

from __future__ import annotations

import re

from refer_cli.capture.assertions import DENIED, SKIP, Reader
from refer_cli.capture.entries import entries, without_filler
from refer_cli.capture.found import UNSURE, Fact
from refer_cli.capture.naming import is_no_name
from refer_cli.capture.vocabulary_index import FIELD, Mention
from refer_cli.folding import fold
from refer_cli.vocabulary.normaliser import vocabulary

_KINDS = ("insurer", "need", "approach", "population", "language")
_SHORTEST = 5
_MOST_WORDS = 60
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def proposed(reader: Reader, name: str | None) -> list[Fact]:
    """An unsure fact for each entry of a list whose one unknown word is close to exactly one vocabulary term."""
    own = set(fold(name or "").split())
    facts: list[Fact] = []
    tried = 0
    for number, part in enumerate(reader.clauses):
        if part.field in ("skip", "contact", "place", "name", "practice", "hours", "credentials", "money"):
            continue
        for start, end in entries(reader.text, part.start, part.end):
            if any(start < one.end and one.start < end for one in reader.inside[number]):
                continue
            word = _unknown_word(reader.text, start, end)
            if word is not None and re.search(
                r"\b(?:in|near|from|at)\s+$", reader.text[max(0, word.start() - 6) : word.start()], re.I
            ):
                continue
            if word is None or fold(word[0]) in own or is_no_name(word[0]):
                continue
            tried += 1
            if tried > _MOST_WORDS:
                return facts
            found = _close(word[0], fold(reader.text[start:end]))
            if found is None:
                continue
            kind, term = found
            mention = Mention(word.start(), word.end(), ((kind, term),))
            standing = reader.stand_alone(number, mention)
            if standing.status != SKIP:
                value = f"{term} (no)" if DENIED in (standing.status, standing.leaning) else term
                facts.append(Fact(FIELD[kind], value, word[0], UNSURE))
    return facts


def _unknown_word(text: str, start: int, end: int) -> re.Match[str] | None:
    """The one long word of an entry that is left when the everyday words around it are gone."""
    words = [one for one in _WORD.finditer(text, start, end) if without_filler(one[0])]
    return words[0] if len(words) == 1 and len(words[0][0]) >= _SHORTEST else None


def _close(word: str, whole: str) -> tuple[str, str] | None:
    """The only term of all vocabularies that the word is a slip of the pen from, or None."""
    found = set()
    for kind in _KINDS:
        for typed in {word, whole}:
            meant = vocabulary(kind).understand(typed)
            if meant.known and fold(meant.name) != fold(typed):
                found.add((kind, meant.name))
    if len({term for _, term in found}) != 1:
        return None
    return min(found, key=lambda one: _KINDS.index(one[0]))
