"""A word or place of a request that is not understood, asked about on a terminal: what is near, kept, or another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refer_cli.errors import UnknownWord
from refer_cli.fields.numbers import whole_number
from refer_cli.matching.options import BY_NAME, TypedRequest
from refer_cli.render.asking import choose, confirm

if TYPE_CHECKING:
    from refer_cli.services.own_words import OwnWords

_KEEP = ("k", "keep")


def with_another_word(typed: TypedRequest, unknown: UnknownWord, own_words: OwnWords) -> TypedRequest:
    """The request with what is answered in place of a word that is not known. Raises EOFError where input ends."""
    name, word = str(unknown.field), str(unknown.value)
    if unknown.elsewhere is not None and confirm(f"{unknown.sentence} Take it so?"):
        other, meant = BY_NAME[unknown.elsewhere[0]], unknown.elsewhere[1]
        typed = typed.but(**{other.parameter: [*typed.words(other.name), meant] if other.repeatable else meant})
        answer = ""
    else:
        answer = _answer(unknown)
    if answer in _KEEP:
        own_words.keep(unknown.kind, word)
        return typed
    option = BY_NAME[name]
    texts = [_replaced(text, word, answer) if word in " ".join(text.split()) else text for text in typed.words(name)]
    kept = [text for text in texts if text]
    if not kept:
        return typed.but(**{option.parameter: None})
    return typed.but(**{option.parameter: kept if option.repeatable else kept[0]})


def _answer(unknown: UnknownWord) -> str:
    """The word meant; "keep" to take it as it is; empty to leave it out."""
    near = unknown.proposals
    if not near:
        return choose(f"{unknown.sentence} Another word, or keep it as it is? [word/keep, Enter leaves it out]")
    if len(near) == 1:
        asked = f"{unknown.sentence} Did you mean {near[0]}? [Y/n/keep]"
    else:
        numbered = ", ".join(f"{number} {name}" for number, name in enumerate(near, start=1))
        asked = f"{unknown.sentence} Did you mean {numbered}? [1/n/keep]"
    answer = choose(asked)
    number = whole_number(answer)
    if not answer or answer.casefold() in ("y", "yes"):
        return near[0]
    if number is not None and 1 <= number <= len(near):
        return near[number - 1]
    if answer.casefold() in ("n", "no"):
        return choose("What is it then, in another word? [Enter leaves it out]")
    return answer.casefold() if answer.casefold() in _KEEP else answer


def _replaced(text: str, word: str, answer: str) -> str:
    """The text with another word in place of one, or without it: "anxiety and" what is left is anxiety."""
    text = " ".join(text.split())
    if answer:
        return text.replace(word, answer, 1)
    before, _, after = text.partition(word)
    for joining in (" and", " or", ",", "/", "&", "+", ";"):
        before = before.rstrip().removesuffix(joining)
    for joining in ("and ", "or ", ",", "/", "&", "+", ";"):
        after = after.lstrip().removeprefix(joining)
    return ", ".join(part.strip() for part in (before, after) if part.strip())
