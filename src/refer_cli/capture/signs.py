"""The signs of a text before anything is read in it: nothing without a width, no white space but three plain kinds."""

from __future__ import annotations

from unicodedata import category


class _Plain(dict[int, str]):
    """For `str.translate`: what stands for each sign, worked out when the sign is first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        # Format signs are joiners, soft hyphens and directions: a word with one in it looks like the word without.
        plain = "" if category(sign) == "Cf" else sign if sign in "\n\t" or sign.isprintable() else " "
        self[code] = plain
        return plain


_PLAIN = _Plain({0x2010: "-", 0x2011: "-"})


def plain_signs(text: str) -> str:
    """The text as it looks: lines end in one sign, what has no width is gone, every other blank is a space or a tab."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_PLAIN)
