"""The registry's free credential text (L.I.C.S.W., PH. D., "LICSW,CEAP,BCD") as credentials."""

from __future__ import annotations

import re

from refer_cli.fields.values import Item, Listing
from refer_cli.folding import fold
from refer_cli.vocabulary.normaliser import vocabulary

_LIST_SIGNS = re.compile(r"[,;/&|]|\band\b", re.IGNORECASE)
# Spaces and hyphens may stand within one credential (PH. D., LCSW-C) or between two (LICSW MSW).
_WORD_SIGNS = re.compile(r"[\s-]+")


def credentials(text: str, state: str | None) -> Listing | None:
    """The credentials in `text`, as an open list; a fragment that no vocabulary knows is kept as written.

    None when the text names nothing. `state` (USPS) is where the practice is.
    """
    text = " ".join(text.split())
    names: dict[str, str] = {}
    for part in [text] if _found(text, state) else _LIST_SIGNS.split(text):
        for name in _names(part.strip(" ."), state):
            names.setdefault(fold(name), name)
    names.pop("", None)
    return Listing(tuple(Item(name) for name in names.values()), open=True) if names else None


def _names(part: str, state: str | None) -> list[str]:
    whole = _found(part, state) or _found(_WORD_SIGNS.sub("", part), state)
    if whole is not None:
        return [whole]
    words = _WORD_SIGNS.split(part)
    known = [_found(word, state) for word in words]
    if len(words) > 1 and all(known):
        return [name for name in known if name is not None]
    return [_without_dots(part)]


def _found(text: str, state: str | None) -> str | None:
    return vocabulary("credential").find(text, state)


def _without_dots(part: str) -> str:
    """Initials lose their dots (R.N. is RN); anything else stays as it was written."""
    return part.replace(".", "") if re.fullmatch(r"(?:[A-Za-z]{1,3}\.)+[A-Za-z]{0,3}", part) else part
