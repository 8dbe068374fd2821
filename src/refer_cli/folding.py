"""One folding for every room: the form in which two spellings of one name, word or place are equal."""

from __future__ import annotations

# Dots and apostrophes stand inside a word (Ph.D., master's, O'Neil) and vanish; every other mark parts words.
VANISHING = ".'\u2019\u2018`"
_ASCII_FOLD: dict[int, str | None] = {code: " " for code in range(128) if not chr(code).isalnum()}
_ASCII_FOLD.update({ord(mark): None for mark in VANISHING})
# Letters of their own that Unicode does not take apart, as an American keyboard writes them (Østby, Łuczak, Đặng).
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe"}
)
LEADING_FORMS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
"""Short forms of the first word of a name (USPS Publication 28): St. Paul, Ste. Genevieve, Ft. Collins, Mt. Hood."""


def fold(text: str, *, letters_apart: bool = True) -> str:
    """The folded form that two spellings of one word share.

    Case and accents go, ``ø`` is ``o`` and ``ß`` ``ss``, ``&`` becomes ``and``, dots and apostrophes vanish
    (``Ph.D.`` is ``phd``, ``O'Neil`` is ``oneil``), any other mark becomes a space (``LGBTQ+ issues`` is ``lgbtq
    issues``), spaces collapse. Text without a letter or digit folds to the empty string, which no term has. Folding
    twice changes nothing. Without `letters_apart` the ``ø`` stays, as it did in books before schema 3.
    """
    if text.isascii():
        return " ".join(text.lower().replace("&", " and ").translate(_ASCII_FOLD).split())
    import unicodedata  # only for text with accents or other scripts

    letters: list[str] = []
    for letter in unaccented(text, letters_apart=letters_apart).replace("&", " and "):
        if letter in VANISHING:
            continue
        # Vowel signs of Indic scripts are marks that carry meaning: they stay.
        is_part_of_word = letter.isalnum() or unicodedata.category(letter).startswith("M")
        letters.append(letter if is_part_of_word else " ")
    return " ".join("".join(letters).split())


def unaccented(text: str, *, letters_apart: bool = True) -> str:
    """The text in small letters without accents; its marks and spaces stay."""
    if text.isascii():
        return text.lower()
    import unicodedata

    # Case folding can bring back decomposable letters and the reverse, so both are done until it holds still.
    plain = text
    while True:
        again = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", plain).casefold())
        again = again.translate(_LETTERS) if letters_apart else again
        if again == plain:
            return "".join(letter for letter in plain if not unicodedata.combining(letter))
        plain = again


def spelled_out(folded: str) -> str:
    """A folded name with the short form of a first word written out: ``st paul`` is ``saint paul``.

    A short form that ends the name is left: "Main St" is a street.
    """
    if "t" not in folded:
        return folded
    words = folded.split(" ")
    return " ".join([*(LEADING_FORMS.get(word, word) for word in words[:-1]), *words[-1:]])
