"""The options sheet as one HTML page that needs nothing else, and prints to one sheet of paper."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from refer_cli.fields.signs import plain_signs
from refer_cli.handout.sheet import Page, SheetLine, SheetPerson

LONG = 2_900
"""From so many signs on, a sheet is printed a little smaller, so that it still fits on one page."""
_STYLE = """
@page { size: letter; margin: 0; }
body { font: SIZE/1.35 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; color: #111; background: #fff;
  max-width: 46em; margin: 1.5em auto; padding: 0 1em; overflow-wrap: anywhere; }
h1 { font-size: 1.5em; margin: 0 0 .3em; }
h2 { font-size: 1.1em; margin: .8em 0 .1em; }
p, ul, dl { margin: .25em 0; }
ul { padding-left: 1.3em; }
section { break-inside: avoid; }
dl { display: grid; grid-template-columns: COLUMNS; gap: 0 .8em; }
dt { font-weight: 600; }
dd { margin: 0; }
a { color: inherit; }
.crisis { border: 2px solid #111; padding: .1em .8em .3em; margin-top: .9em; }
.crisis h2 { margin-top: .3em; }
@media print {
  body { font-size: PRINT; line-height: 1.22; max-width: none; margin: 0; padding: 11mm 14mm;
    -webkit-box-decoration-break: clone; box-decoration-break: clone; }
  h2 { margin-top: .6em; }
  p, ul, dl { margin: .1em 0; }
  dl { display: block; }
  dt, dd { display: inline; }
  dt::after { content: ": "; white-space: pre; }
  dd::after { content: "\\A"; white-space: pre; }
}
"""


def html(page: Page, large_print: bool = False) -> str:
    """The sheet as a page of its own: no script, no address outside it, every text escaped."""
    return plain_signs("\n".join(_lines(page, large_print))) + "\n"


def _lines(page: Page, large_print: bool) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield f'<html lang="{escape(page.language)}">'
    yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(page.title)}</title>"
    yield f"<style>{_style(page, large_print)}</style></head>"
    yield f"<body><h1>{escape(page.title)}</h1>"
    if page.crisis_first:
        yield from _crisis(page)
    yield f"<p>{escape(page.intro)}</p>"
    for person in page.people:
        yield from _person(person)
    yield f"<section><h2>{escape(page.call_heading)}</h2><p>{escape(page.call_say)}</p>"
    yield f"<p>{escape(page.call_ask)}</p><ul>"
    yield from (f"<li>{escape(question)}</li>" for question in page.questions)
    yield f"</ul><p>{escape(page.call_after)}</p></section>"
    if not page.crisis_first:
        yield from _crisis(page)
    yield "</body></html>"


def _style(page: Page, large_print: bool) -> str:
    if large_print:
        values = {"SIZE": "22px", "COLUMNS": "1fr", "PRINT": "18pt"}
    else:
        printed = "9pt" if page.length > LONG else "10pt"
        values = {"SIZE": "16px", "COLUMNS": "minmax(7em, max-content) 1fr", "PRINT": printed}
    style = _STYLE
    for name, value in values.items():
        style = style.replace(name, value)
    return style


def _person(person: SheetPerson) -> Iterator[str]:
    yield f"<section><h2>{escape(person.name)}</h2>"
    if person.practice:
        yield f"<p>{escape(person.practice)}</p>"
    yield "<dl>"
    yield from (f"<dt>{escape(fact.label)}</dt><dd>{_fact(fact)}</dd>" for fact in person.facts)
    yield "</dl></section>"


def _fact(fact: SheetLine) -> str:
    if not fact.links:
        return escape(fact.text)
    linked = " · ".join(
        f'<a href="{escape(address)}">{escape(shown)}</a>' if address else escape(shown)
        for shown, address in fact.links
    )
    return f"{linked}. {escape(fact.after_links)}" if fact.after_links else linked


def _crisis(page: Page) -> Iterator[str]:
    yield f'<section class="crisis"><h2>{escape(page.crisis_heading)}</h2><ul>'
    yield from (f"<li>{escape(line)}</li>" for line in page.crisis)
    yield f"</ul><p>{escape(page.crisis_why)}</p></section>"
