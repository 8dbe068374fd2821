"""The signs of a text from outside: nothing that steers a terminal, turns the direction or has no width.

The one function for every door (options, questions, cells, texts, contacts, the rows of the book) and for every screen.
"""

from __future__ import annotations


class _Plain(dict[int, str]):
    """For `str.translate`: what stands for each sign, worked out when the sign is first met."""

    def __missing__(self, code: int) -> str:
        from unicodedata import category  # a library of a megabyte, for a text with such signs alone

        sign = chr(code)
        kind = category(sign)
        # Format signs are joiners, soft hyphens and directions: a word with one in it looks like the word without.
        if kind == "Cf":
            plain = ""
        elif kind == "Cs":  # a byte that was no UTF-8
            plain = "\ufffd"
        else:
            plain = sign if sign in "\n\t" or sign.isprintable() else " "
        self[code] = plain
        return plain


_PLAIN = _Plain({0x2010: "-", 0x2011: "-"})


def plain_signs(text: str) -> str:
    """The text as it looks: lines end in one sign, what has no width is gone, every other blank is a space or a tab.

    C0 and C1 controls, DEL and what Unicode gives no sign to (yet) become spaces; format characters, among them those
    that turn the direction of writing (Unicode's general category Cf), are taken out.
    """
    if text.isascii() and text.isprintable():
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_PLAIN)


def stored_text(text: str) -> str:
    """The text as the book keeps it: plain signs, and no tabs."""
    return text if text.isascii() and text.isprintable() else plain_signs(text).replace("\t", " ")


def plain_line(text: str) -> str:
    """The same in one line, for what is shown within one: line ends and tabs are spaces."""
    if text.isascii() and text.isprintable():
        return text
    return plain_signs(text).replace("\n", " ").replace("\t", " ")
