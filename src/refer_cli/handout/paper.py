"""What every PDF shares: the fonts, and which signs they do not have.

The fonts are DejaVu Sans (fonts/LICENSE.txt), cut down to the scripts that names are likely to need: the fonts built
into PDF know no letter of Łukasz Żółć, Nguyễn Thị Ánh or Ольга.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime
from pathlib import Path

from fpdf import FPDF
from fpdf.fonts import TTFFont

from refer_cli.fields.signs import plain_signs

FAMILY = "sheet"
_FONTS = Path(__file__).parent / "fonts"


def paper(title: str, language: str, made: datetime, margin: float) -> FPDF:
    """An empty document on letter paper; `made` is the moment that it says it was made at."""
    document = FPDF(format="letter")
    document.set_creation_date(made)
    document.set_lang(language)
    document.set_title(title)
    document.set_margin(margin)
    document.set_auto_page_break(True, margin=margin)
    document.add_font(FAMILY, "", _FONTS / "DejaVuSans.ttf")
    document.add_font(FAMILY, "B", _FONTS / "DejaVuSans-Bold.ttf")
    return document


def missing_signs(document: FPDF) -> set[str]:
    """The signs that were written and that the fonts do not have."""
    fonts = (font for font in document.fonts.values() if isinstance(font, TTFFont))
    return {chr(code) for font in fonts for code in font.missing_glyphs}


def composed(words: str) -> str:
    """Letters with their accents as one sign each, as the fonts have them."""
    return unicodedata.normalize("NFC", plain_signs(words))
