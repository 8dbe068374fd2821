"""`refer network --html`: one self-contained page with charts. It loads nothing and runs no script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from itertools import combinations
from math import cos, pi, sin
from pathlib import Path

from refer_cli.fields.signs import plain_signs
from refer_cli.network.circle import Alike, Bridge
from refer_cli.network.coverage import KINDS, CoverageRow
from refer_cli.network.picture import Picture
from refer_cli.render.network import KIND_WORDS, LookedFor, bridge_words, kept_safe, likeness, looked_for, spoken_name
from refer_cli.render.screen import fit

MARK = '<meta name="generator" content="refer network">'
"""Tells a page of ours, which a new one may replace."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""The browser is told to load nothing at all."""
WIDTH = 720
ROW = 30
LABEL = 230
CHARTED = 12
GROUPS_DRAWN = 12
LABEL_LETTERS = 30
NODE_LETTERS = 32
COUNT_AT = 0.4
"""How far along a line its count stands: lines cross in the middle."""
LEVELS = (("enough", "two or more"), ("one", "one"), ("nobody", "nobody"))


def page(drawn: Picture, today: date, home: str | None) -> str:
    """The whole page as HTML; `home` is my own state, which goes without saying."""
    style = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
    looked = looked_for(drawn, home)
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        MARK,
        "<title>Your network</title>",
        f"<style>\n{style}</style>",
        "</head>",
        "<body>",
        "<main>",
        f'<h1>Your network</h1>\n<p class="quiet">{_day(today)}</p>',
        _tiles(drawn, looked),
        *_asked(looked),
        *_coverage(drawn),
        *_alike(drawn),
        *_groups(drawn.bridges),
        *_tables(drawn),
        f"<footer>Made by refer on this computer. Nothing was sent, and this page loads nothing. {kept_safe(drawn)}"
        "</footer>",
        "</main>",
        "</body>",
        "</html>",
    ]
    return plain_signs("\n".join(parts)) + "\n"


def _day(today: date) -> str:
    return f"{today:%B} {today.day}, {today.year}"


def _tiles(drawn: Picture, looked: Sequence[LookedFor]) -> str:
    tiles = (
        (drawn.known, "colleague whom you know" if drawn.known == 1 else "colleagues whom you know"),
        (drawn.people - drawn.known, "in the book, not met"),
        (
            drawn.in_vain,
            "request that found nobody ready" if drawn.in_vain == 1 else "requests that found nobody ready",
        ),
        (len(looked), "not covered, and looked for in vain"),
    )
    return f'<ul class="tiles">{"".join(f"<li><b>{number}</b> {words}</li>" for number, words in tiles)}</ul>'


def _asked(looked: Sequence[LookedFor]) -> list[str]:
    if not looked:
        return []
    shown = looked[:CHARTED]
    most = max(sought.asked for sought in shown)
    room = WIDTH - LABEL - 170
    bars = []
    for number, sought in enumerate(shown):
        top = number * ROW
        width = max(4, round(room * sought.asked / most))
        bars.append(_label(sought.name, top) + _bar("bar", LABEL, top, width))
        bars.append(_text(LABEL + width + 8, top, f"{sought.requests}, {sought.known}", "quiet"))
    more = len(looked) - len(shown)
    return [
        "<h2>Looked for in vain, and not covered</h2>",
        "<p>What your own requests asked for without finding anybody ready, and whom you know for it now. Several "
        "things joined by + are each covered, or not, by somebody; nobody offers them together.</p>",
        _svg(len(shown) * ROW, "Requests in vain by what they asked for", bars),
        f'<p class="quiet">And {more} more.</p>' if more > 0 else "",
    ]


def _coverage(drawn: Picture) -> list[str]:
    by_kind = {kind: _levels(drawn, kind) for kind in KINDS}
    kinds = [kind for kind, levels in by_kind.items() if any(levels.values())]
    bars = []
    for number, kind in enumerate(kinds):
        top, total = number * ROW, sum(by_kind[kind].values())
        bars.append(_text(0, top, KIND_WORDS[kind]))
        start = float(LABEL)
        for level, _ in LEVELS:
            count = by_kind[kind][level]
            width = (WIDTH - LABEL) * count / total
            if count:
                bars.append(_bar(level, start, top, width))
                if width > 22:
                    bars.append(_text(start + 7, top, str(count), "inside"))
            start += width
    keys = "".join(f'<li><i class="{level}"></i>{words}</li>' for level, words in LEVELS)
    return [
        "<h2>How much is covered</h2>",
        "<p>Two colleagues whom you know, and who may have room, are enough for one thing: two names to offer.</p>",
        f'<ul class="key">{keys}</ul>',
        _svg(len(kinds) * ROW, "How many things of each kind are covered by two or more, by one, by nobody", bars),
    ]


def _levels(drawn: Picture, kind: str) -> dict[str, int]:
    gaps = [row for row in drawn.coverage.gaps if row.kind == kind]
    return {
        "enough": sum(row.kind == kind for row in drawn.coverage.covered),
        "one": sum(row.known == 1 for row in gaps),
        "nobody": sum(row.known == 0 for row in gaps),
    }


def _alike(drawn: Picture) -> list[str]:
    aspects = [aspect for aspect in drawn.alike if aspect.known]
    if not aspects or not drawn.known:
        return []
    bars = []
    for number, aspect in enumerate(aspects):
        top = number * ROW
        width = (WIDTH - LABEL - 80) * aspect.same / aspect.known
        bars.append(
            _text(0, top, {"credentials": "credential", "approaches": "an approach"}.get(aspect.aspect, aspect.aspect))
        )
        bars.append(_bar("track", LABEL, top, WIDTH - LABEL - 80))
        bars.append(_bar("bar", LABEL, top, width))
        bars.append(_text(WIDTH - 70, top, f"{aspect.same} of {aspect.known}", "quiet"))
    return [
        "<h2>How alike to you</h2>",
        _svg(len(aspects) * ROW, "How many share your credential, an approach, your city and your practice", bars),
        _sentences(_likenesses(aspects)),
        '<p class="quiet">Only work is compared, never who anybody is. The more alike, the more of the clients whom '
        "you cannot see they cannot see either.</p>",
    ]


def _likenesses(aspects: Iterable[Alike]) -> list[str]:
    return [likeness(aspect) for aspect in aspects]


def _groups(bridges: Sequence[Bridge]) -> list[str]:
    if not bridges:
        return []
    together: dict[tuple[str, str], int] = {}
    alone: set[tuple[str, str]] = set()
    for bridge in bridges:
        for pair in combinations(sorted(bridge.groups, key=str.casefold), 2):
            together[pair] = together.get(pair, 0) + 1
        alone |= {_pair(*pair) for pair in bridge.alone}
    names = sorted({name for pair in together for name in pair}, key=str.casefold)
    chart = [_graph(names, together, alone)] if len(names) <= GROUPS_DRAWN else []
    return [
        "<h2>Who stands between groups</h2>",
        "<p>A line joins two groups that share colleagues, with how many; dashed where one person alone does.</p>",
        *chart,
        _sentences(bridge_words(bridge) for bridge in bridges),
    ]


def _pair(group: str, other_group: str) -> tuple[str, str]:
    first, second = sorted((group, other_group), key=str.casefold)
    return first, second


def _graph(names: Sequence[str], together: dict[tuple[str, str], int], alone: set[tuple[str, str]]) -> str:
    """The groups on a ring, with lines between those that share people."""
    height = 150 if len(names) == 2 else 340
    across, down = (WIDTH - 260) / 2, height / 2 - 40
    turn = pi if len(names) == 2 else pi / 2
    places = {
        name: (
            WIDTH / 2 + across * cos(turn - 2 * pi * number / len(names)),
            height / 2 - down * sin(turn - 2 * pi * number / len(names)),
        )
        for number, name in enumerate(names)
    }
    drawn = []
    for pair, count in together.items():
        (left, top), (right, bottom) = places[pair[0]], places[pair[1]]
        kind = "edge alone" if pair in alone else "edge"
        drawn.append(f'<line class="{kind}" x1="{left:.1f}" y1="{top:.1f}" x2="{right:.1f}" y2="{bottom:.1f}"/>')
        drawn.append(
            f'<text class="quiet halo" x="{left + (right - left) * COUNT_AT:.1f}"'
            f' y="{top + (bottom - top) * COUNT_AT + 5:.1f}"'
            f' text-anchor="middle">{count}</text>'
        )
    for name, (x, y) in places.items():
        label = y - 16 if y < height / 2 - 1 else y + 28
        drawn.append(f'<circle class="node" cx="{x:.1f}" cy="{y:.1f}" r="9"/>')
        drawn.append(
            f'<text class="halo" x="{x:.1f}" y="{label:.1f}" text-anchor="middle"><title>{escape(name)}</title>'
            f"{escape(fit(name, NODE_LETTERS))}</text>"
        )
    return _svg(height, "Groups, and the colleagues whom they share", drawn)


def _tables(drawn: Picture) -> list[str]:
    rows = (*drawn.coverage.gaps, *drawn.coverage.covered)
    tables = [_table(KIND_WORDS[kind], [row for row in rows if row.kind == kind]) for kind in KINDS]
    return [
        "<h2>Everything that was looked at</h2>",
        '<p class="quiet">Know: whom you know, with room as far as is known. Full: others whom you know, without '
        "room. Not met: in the book only. In vain: requests that asked for it and found nobody ready.</p>",
        f'<div class="columns">{"".join(tables)}</div>',
    ]


def _table(caption: str, rows: Sequence[CoverageRow]) -> str:
    if not rows:
        return ""
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("", "know", "full", "not met", "in vain"))
    cells = "".join(
        f"<tr><td>{escape(spoken_name(row))}</td>"
        + "".join(f"<td>{number or '·'}</td>" for number in (row.known, row.full, row.listed, row.asked))
        + "</tr>"
        for row in rows
    )
    return f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{cells}</tbody></table>"


def _sentences(sentences: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(sentence)}</li>' for sentence in sentences)}</ul>"


def _svg(height: int, description: str, parts: Iterable[str]) -> str:
    return f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(description)}">{"".join(parts)}</svg>'


def _label(name: str, top: int) -> str:
    return f'<text x="0" y="{top + 19}"><title>{escape(name)}</title>{escape(fit(name, LABEL_LETTERS))}</text>'


def _text(x: float, top: int, text: str, kind: str = "") -> str:
    of_kind = f' class="{kind}"' if kind else ""
    return f'<text{of_kind} x="{x:.1f}" y="{top + 19}">{escape(text)}</text>'


def _bar(kind: str, x: float, top: int, width: float) -> str:
    return f'<rect class="{kind}" x="{x:.1f}" y="{top + 4}" width="{width:.1f}" height="{ROW - 9}" rx="3"/>'
