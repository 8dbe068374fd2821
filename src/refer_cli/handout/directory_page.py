"""The directory as one HTML page: no script, nothing from outside, every text escaped; for a screen and for paper."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from refer_cli.fields.signs import plain_signs
from refer_cli.fields.web_address import web_link
from refer_cli.handout.directory import NEED_LEGEND, Directory, Entry, telephone_link

_STYLE = """
@page { margin: 14mm; }
* { box-sizing: border-box; }
body { font: 16px/1.4 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; color: #1b1b1b; background: #fff;
  max-width: 76em; margin: 1.5em auto; padding: 0 1em; overflow-wrap: anywhere; }
header { border-bottom: 2px solid #1b1b1b; margin-bottom: 1em; }
h1 { font-size: 1.6em; margin: 0; }
header p { margin: .2em 0 .6em; color: #555; }
h2 { font-size: 1.1em; margin: 1.4em 0 .5em; border-bottom: 1px solid #bbb; break-after: avoid; }
.people { columns: 26em auto; column-gap: 2.5em; }
article { break-inside: avoid; padding: .1em 0 1em; }
h3 { font-size: 1em; margin: 0; display: flex; justify-content: space-between; gap: 1em; }
h3 a { white-space: nowrap; }
p, dl { margin: .1em 0; }
dl { display: grid; grid-template-columns: 7.5em 1fr; gap: 0 .6em; font-size: .92em; }
.index { grid-template-columns: 12em 1fr; }
dt { color: #555; }
dd { margin: 0; }
a { color: inherit; text-decoration-color: #999; }
@media print {
  body { font-size: 9.5pt; line-height: 1.25; max-width: none; margin: 0; padding: 0; }
  .people { columns: 2; column-gap: 8mm; }
  a { text-decoration: none; }
}
"""


def page(directory: Directory) -> str:
    """The directory as a page of its own."""
    return plain_signs("\n".join(_lines(directory))) + "\n"


def _lines(directory: Directory) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="robots" content="noindex">'
    yield f"<title>{escape(directory.title)}</title>"
    yield f"<style>{_STYLE}</style></head>"
    yield f"<body><header><h1>{escape(directory.title)}</h1><p>{escape(directory.summary)}</p></header>"
    for section in directory.sections:
        if section.heading:
            yield f"<h2>{escape(section.heading)}</h2>"
        yield '<div class="people">'
        for entry in section.entries:
            yield from _entry(entry)
        yield "</div>"
    if directory.by_need:
        yield f'<h2>By need</h2><p>{escape(NEED_LEGEND)}</p><div class="people"><dl class="index">'
        yield from (f"<dt>{escape(need)}</dt><dd>{escape(who)}</dd>" for need, who in directory.by_need)
        yield "</dl></div>"
    yield "</body></html>"


def _entry(entry: Entry) -> Iterator[str]:
    number = f'<a href="{escape(telephone_link(entry.phone))}">{escape(entry.phone)}</a>' if entry.phone else ""
    yield f"<article><h3><span>{escape(entry.name)}</span>{number}</h3>"
    yield from (f"<p>{escape(line)}</p>" for line in entry.below)
    reached = []
    if entry.email:
        reached.append(f'<a href="mailto:{escape(entry.email)}">{escape(entry.email)}</a>')
    if entry.website:
        words = escape(entry.website)
        link = web_link(entry.website)
        reached.append(f'<a href="{escape(link)}" rel="noreferrer">{words}</a>' if link else words)
    if reached:
        yield f"<p>{' · '.join(reached)}</p>"
    if entry.facts:
        yield "<dl>"
        yield from (f"<dt>{escape(fact.label)}</dt><dd>{escape(fact.text)}</dd>" for fact in entry.facts)
        yield "</dl>"
    yield "</article>"
