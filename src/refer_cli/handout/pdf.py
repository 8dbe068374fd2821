"""The options sheet as a PDF: letter paper, selectable text, the same bytes for the same sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from refer_cli.handout.paper import FAMILY, composed, missing_signs, paper
from refer_cli.handout.sheet import Page, SheetLine, SheetPerson, UnknownScript
from refer_cli.records import NamedTuple

_NO_DAY = datetime(1970, 1, 1, tzinfo=UTC)
"""A sheet carries no date: when it was written is nobody's business, and equal sheets are equal files."""
_BOX_PADDING = 2.5


class Sizes(NamedTuple):
    """Type sizes in points, the rest in millimetres."""

    body: float
    heading: float
    title: float
    line: float
    margin: float
    gap: float


NORMAL = Sizes(body=10, heading=12, title=18, line=4.4, margin=13, gap=2.5)
SMALL = Sizes(body=9, heading=11, title=16, line=4, margin=12, gap=1.8)
"""Of a sheet that would not quite fit on one page."""
LARGE = Sizes(body=18, heading=21, title=26, line=7.8, margin=13, gap=3.5)


def pdf(page: Page, *, large_print: bool = False) -> bytes:
    """The sheet as a PDF. Raises UnknownScript where the font lacks a sign."""
    sizes = LARGE if large_print else NORMAL
    drawing = _Drawing(page, sizes)
    if drawing.pages > 1 and not large_print:
        smaller = _Drawing(page, SMALL)
        drawing = smaller if smaller.pages == 1 else drawing
    if drawing.crisis_alone:
        drawing = _Drawing(page, sizes, crisis_before_call=True)
    return drawing.finished()


class _Drawing:
    """One sheet, drawn from the top down."""

    def __init__(self, page: Page, sizes: Sizes, *, crisis_before_call: bool = False) -> None:
        self._page = page
        self._sizes = sizes
        self._crisis_before_call = crisis_before_call
        self.crisis_alone = False
        """Whether the box of the crisis lines has a page to itself, where it might be lost."""
        self._pdf = paper(page.title, page.language, _NO_DAY, sizes.margin)
        self._pdf.add_page()
        self._draw()

    @property
    def pages(self) -> int:
        """How many pages the sheet takes."""
        return self._pdf.page_no()

    def _draw(self) -> None:
        page = self._page
        self._text(page.title, size=self._sizes.title, bold=True)
        self._gap()
        if page.crisis_first:
            self._crisis()
            self._gap()
        self._text(page.intro)
        for person in page.people:
            self._gap()
            self._person(person)
        if self._crisis_before_call:
            self._gap()
            self._crisis()
        self._gap()
        self._keep_together([page.call_say, page.call_ask, *page.questions, page.call_after])
        self._text(page.call_heading, size=self._sizes.heading, bold=True)
        self._text(page.call_say)
        self._text(page.call_ask)
        for question in page.questions:
            self._item(question)
        self._text(page.call_after)
        if not page.crisis_first and not self._crisis_before_call:
            self._gap()
            before = self.pages
            self._crisis()
            self.crisis_alone = self.pages > before

    def finished(self) -> bytes:
        """The file. Raises UnknownScript where a sign is missing in the font."""
        missing = missing_signs(self._pdf)
        if missing:
            people = [person for person in self._page.people if missing & set(_words(person))] or self._page.people
            raise UnknownScript(tuple(dict.fromkeys(person.name.partition(",")[0] for person in people)))
        if self.pages > 1:
            self._number_pages()
        return bytes(self._pdf.output())

    def _number_pages(self) -> None:
        """At the foot of each page, which of how many it is: loose sheets get parted."""
        drawn, number_of = self._pdf, self.pages
        drawn.set_auto_page_break(False)
        for number in range(1, number_of + 1):
            drawn.page = number
            self._font()
            drawn.set_xy(drawn.l_margin, drawn.h - self._sizes.margin + 1)
            drawn.cell(0, self._sizes.line, f"{number} / {number_of}", align="R")

    def _person(self, person: SheetPerson) -> None:
        practice = (person.practice,) if person.practice else ()
        self._keep_together([*practice, *(f"{fact.label}: {fact.text}" for fact in person.facts)], bold=True)
        self._text(person.name, size=self._sizes.heading, bold=True)
        if person.practice:
            self._text(person.practice)
        for fact in person.facts:
            self._fact(fact)

    def _fact(self, fact: SheetLine) -> None:
        self._font(bold=True)
        self._write(f"{fact.label}: ")
        self._font()
        if not fact.links:
            self._write(fact.text)
        for number, (shown, address) in enumerate(fact.links):
            between = " · " if number else ""
            if self._pdf.x + self._pdf.get_string_width(between + shown) > self._pdf.l_margin + self._pdf.epw:
                self._pdf.ln(self._sizes.line)
                between = ""
            self._write(between)
            self._write(shown, address)
        if fact.links and fact.after_links:
            self._write(f". {fact.after_links}")
        self._pdf.ln(self._sizes.line)

    def _item(self, words: str) -> None:
        indent = self._sizes.line
        self._font()
        self._pdf.set_x(self._pdf.l_margin)
        self._pdf.cell(indent, self._sizes.line, "•")
        self._pdf.multi_cell(0, self._sizes.line, composed(words), align="L", new_x="LMARGIN", new_y="NEXT")

    def _crisis(self) -> None:
        page, drawn = self._page, self._pdf
        self._keep_together([*page.crisis, page.crisis_why], padding=_BOX_PADDING)
        top = drawn.y
        drawn.set_y(top + _BOX_PADDING)
        left, right = drawn.l_margin, drawn.r_margin
        drawn.set_left_margin(left + _BOX_PADDING)
        drawn.set_right_margin(right + _BOX_PADDING)
        self._text(page.crisis_heading, size=self._sizes.heading, bold=True)
        for line in page.crisis:
            self._item(line)
        self._text(page.crisis_why)
        drawn.set_left_margin(left)
        drawn.set_right_margin(right)
        bottom = drawn.y + _BOX_PADDING
        drawn.rect(left, top, drawn.epw, bottom - top)
        drawn.set_y(bottom)

    def _text(self, words: str, *, size: float | None = None, bold: bool = False) -> None:
        self._font(size=size, bold=bold)
        height = self._sizes.line * (size or self._sizes.body) / self._sizes.body
        self._pdf.set_x(self._pdf.l_margin)
        self._pdf.multi_cell(0, height, composed(words), align="L", new_x="LMARGIN", new_y="NEXT")

    def _write(self, words: str, address: str = "") -> None:
        self._pdf.write(self._sizes.line, composed(words), address)

    def _font(self, *, size: float | None = None, bold: bool = False) -> None:
        self._pdf.set_font(FAMILY, "B" if bold else "", size or self._sizes.body)

    def _gap(self) -> None:
        self._pdf.ln(self._sizes.gap)

    def _keep_together(self, texts: Sequence[str], *, bold: bool = False, padding: float = 0) -> None:
        """Begin a new page where a heading and these texts would not end on this one.

        A line that begins in bold is measured as if it were bold throughout.
        """
        self._font(bold=bold)
        width = self._pdf.epw - 2 * padding - self._sizes.line
        lines = sum(self._lines_of(text, width) for text in texts)
        height = lines * self._sizes.line + self._heading_height + 2 * padding
        if self._pdf.y + height > self._pdf.page_break_trigger and self._pdf.y > self._pdf.t_margin:
            self._pdf.add_page()

    @property
    def _heading_height(self) -> float:
        return self._sizes.line * self._sizes.heading / self._sizes.body

    def _lines_of(self, words: str, width: float) -> int:
        lines = self._pdf.multi_cell(width, self._sizes.line, composed(words), dry_run=True, output="LINES")
        assert isinstance(lines, list)
        return len(lines)


def _words(person: SheetPerson) -> str:
    """Everything that is said of one colleague."""
    return composed(" ".join((person.name, person.practice or "", *(fact.text for fact in person.facts))))
