"""The directory as a PDF: letter paper, two columns, nobody parted between two of them, page numbers and the day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time

from refer_cli.errors import Refused
from refer_cli.fields.phrases import listed
from refer_cli.fields.web_address import web_link
from refer_cli.handout.directory import NEED_LEGEND, Directory, Entry, telephone_link
from refer_cli.handout.paper import FAMILY, composed, missing_signs, paper
from refer_cli.records import NamedTuple

_MARGIN, _FOOT, _BETWEEN = 14.0, 18.0, 8.0
"""Millimetres at the edges, at the foot of a page, and between the columns."""
_BODY, _NAME, _HEADING, _TITLE = 8.5, 10.0, 11.0, 18.0
_LINE = 3.7
_LABEL, _NEED = 22.0, 34.0
_GAP = 3.2
_GREY, _BLACK = 95, 20


class _Piece(NamedTuple):
    """Words on one line: how far from the column's edge (mm), and how they look. `right` ends at the column's edge."""

    words: str
    at: float = 0.0
    size: float = _BODY
    bold: bool = False
    grey: bool = False
    right: bool = False
    link: str = ""


class _Line(NamedTuple):
    """One line of a column: its pieces and height; `ruled` has a line drawn below it."""

    pieces: tuple[_Piece, ...]
    height: float = _LINE
    ruled: bool = False


def pdf(directory: Directory, made: date, drawn: Callable[[], None] = lambda: None) -> bytes:
    """The directory as a PDF; `drawn` is called for each colleague in it, since many take long.

    Raises Refused where the fonts lack a sign, with whose it is.
    """
    return _Drawing(directory, made, drawn).finished()


class _Drawing:
    """One directory, drawn down one column after the other."""

    def __init__(self, directory: Directory, made: date, drawn: Callable[[], None]) -> None:
        self._directory = directory
        self._pdf = paper(directory.title, "en", datetime.combine(made, time(), UTC), _MARGIN)
        self._pdf.set_auto_page_break(False)
        self._pdf.add_page()
        self._width = (self._pdf.epw - _BETWEEN) / 2
        self._column = 0
        self._y = self._top = self._title()
        for section in directory.sections:
            heading = self._heading(section.heading) if section.heading else []
            for entry in section.entries:
                self._block([*heading, *self._entry(entry)])
                heading = []
                drawn()
        if directory.by_need:
            heading = [*self._heading("By need"), *self._lines(NEED_LEGEND)]
            for need, who in directory.by_need:
                self._block([*heading, *self._indexed(need, who)], gap=0.8)
                heading = []

    def finished(self) -> bytes:
        """The file. Raises Refused."""
        self._feet()
        missing = missing_signs(self._pdf)
        if missing:
            entries = [entry for section in self._directory.sections for entry in section.entries]
            names = tuple(entry.name for entry in entries if missing & set(composed(str(entry))))
            whose = listed(names) if names else "the title"
            raise Refused(
                f"The fonts of the PDF lack the script of what is to be said of {whose}.",
                "write it as .html: a browser shows and prints it with your own machine's fonts",
            )
        return bytes(self._pdf.output())

    def _title(self) -> float:
        """The title across both columns; returns where they begin."""
        drawn = self._pdf
        self._font(_TITLE, bold=True)
        drawn.multi_cell(0, 8, composed(self._directory.title), align="L", new_x="LMARGIN", new_y="NEXT")
        self._font(_BODY, grey=True)
        drawn.cell(0, 5, composed(self._directory.summary), new_x="LMARGIN", new_y="NEXT")
        drawn.line(drawn.l_margin, drawn.y + 1, drawn.w - drawn.r_margin, drawn.y + 1)
        return float(drawn.y) + 4

    def _feet(self) -> None:
        drawn = self._pdf
        pages = drawn.page_no()
        for number in range(1, pages + 1):
            drawn.page = number
            self._font(_BODY)  # a page that is gone back to has the font that it ended with
            self._font(_BODY - 1, grey=True)
            drawn.set_xy(drawn.l_margin, drawn.h - 12)
            title = self._wrapped(self._directory.title, drawn.epw * 0.6, _BODY - 1)[0]
            self._font(_BODY - 1, grey=True)
            drawn.cell(0, 4, composed(f"{title} · as of {self._directory.as_of}"))
            drawn.set_xy(drawn.l_margin, drawn.h - 12)
            drawn.cell(0, 4, f"{number} / {pages}", align="R")

    # -- what is drawn ------------------------------------------------------------------------------------------

    def _heading(self, words: str) -> list[_Line]:
        lines = self._wrapped(words, self._width, _HEADING, bold=True)
        drawn = [_Line((_Piece(line, size=_HEADING, bold=True),), 5) for line in lines]
        return [*drawn[:-1], drawn[-1]._replace(ruled=True, height=6.5)]

    def _entry(self, entry: Entry) -> list[_Line]:
        self._font(_BODY + 1, bold=True)
        number = self._pdf.get_string_width(composed(entry.phone)) + 3 if entry.phone else 0
        beside = number < self._width / 2
        named = self._wrapped(entry.name, self._width - (number if beside else 0), _NAME, bold=True)
        lines = [_Line((_Piece(line, size=_NAME, bold=True),), 4.4) for line in named]
        if entry.phone:
            telephone = _Piece(entry.phone, size=_BODY + 1, bold=True, right=beside, link=telephone_link(entry.phone))
            if beside:
                lines[0] = lines[0]._replace(pieces=(*lines[0].pieces, telephone))
            else:
                lines += self._lines(entry.phone, bold=True)
        for text in entry.below:
            lines += self._lines(text)
        lines += self._reached(entry)
        for fact in entry.facts:
            lines += self._labelled(fact.label, fact.text, _LABEL)
        return lines

    def _reached(self, entry: Entry) -> list[_Line]:
        addresses = [
            (entry.email, f"mailto:{entry.email}"),
            (entry.website, web_link(entry.website) or ""),
        ]
        return [line for words, link in addresses if words for line in self._lines(words, link=link)]

    def _indexed(self, need: str, who: str) -> list[_Line]:
        return self._labelled(need, who, _NEED)

    def _labelled(self, label: str, text: str, width: float) -> list[_Line]:
        labels = self._wrapped(label, width, _BODY - 0.5)
        words = self._wrapped(text, self._width - width, _BODY)
        rows = range(max(len(labels), len(words)))
        return [
            _Line(
                (
                    *([_Piece(labels[row], size=_BODY - 0.5, grey=True)] if row < len(labels) else []),
                    *([_Piece(words[row], at=width)] if row < len(words) else []),
                )
            )
            for row in rows
        ]

    def _lines(self, text: str, *, bold: bool = False, link: str = "") -> list[_Line]:
        wrapped = self._wrapped(text, self._width, _BODY, bold=bold)
        return [_Line((_Piece(line, bold=bold, link=link),)) for line in wrapped]

    # -- where it stands ----------------------------------------------------------------------------------------

    def _block(self, lines: Sequence[_Line], gap: float = _GAP) -> None:
        """Draw lines that belong together, in the next column where they would not end in this one."""
        room = self._pdf.h - _FOOT - _MARGIN
        height = sum(line.height for line in lines)
        if height <= room and self._y + height > self._bottom:
            self._next_column()
        for line in lines:
            if self._y + line.height > self._bottom:
                self._next_column()
            self._draw(line)
        self._y += gap

    @property
    def _bottom(self) -> float:
        return float(self._pdf.h) - _FOOT

    def _next_column(self) -> None:
        if self._column == 0:
            self._column = 1
        else:
            self._column = 0
            self._pdf.add_page()
            self._top = _MARGIN
        self._y = self._top

    def _draw(self, line: _Line) -> None:
        drawn = self._pdf
        left = drawn.l_margin + self._column * (self._width + _BETWEEN)
        for piece in line.pieces:
            self._font(piece.size, bold=piece.bold, grey=piece.grey)
            drawn.set_xy(left + piece.at, self._y)
            drawn.cell(
                self._width - piece.at,
                min(line.height, 4.4),
                composed(piece.words),
                align="R" if piece.right else "L",
                link=piece.link or None,
            )
        self._y += line.height
        if line.ruled:
            drawn.set_draw_color(170)
            drawn.line(left, self._y - 1.2, left + self._width, self._y - 1.2)

    def _wrapped(self, text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
        self._font(size, bold=bold)
        drawn = self._pdf
        # A cell has a margin of its own on both sides; the words are drawn with the same.
        lines = drawn.multi_cell(width, _LINE, composed(text), align="L", dry_run=True, output="LINES")
        assert isinstance(lines, list)
        return [str(line) for line in lines] or [""]

    def _font(self, size: float, *, bold: bool = False, grey: bool = False) -> None:
        self._pdf.set_font(FAMILY, "B" if bold else "", size)
        self._pdf.set_text_color(_GREY if grey else _BLACK)
