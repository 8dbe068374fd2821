"""The screen and the JSON of `refer network`: gaps first, then what is covered, likeness, and who joins groups."""

from __future__ import annotations

from collections.abc import Sequence

from refer_cli.fields.phrases import listed
from refer_cli.fields.placeholders import WHO
from refer_cli.network.circle import Alike, Bridge
from refer_cli.network.coverage import ENOUGH, KINDS, CoverageRow
from refer_cli.network.fee_bands import band_words
from refer_cli.network.picture import Picture
from refer_cli.records import NamedTuple
from refer_cli.render.answer import as_json
from refer_cli.render.done import draw_done
from refer_cli.render.screen import Screen, cells, fit, pad, wrap
from refer_cli.vocabulary.normaliser import vocabulary

ASKED_SHOWN = 8
NAMES_SHOWN = 10
BRIDGES_SHOWN = 3
WORDS_FROM = 5
"""From so many people on, a share has a word: most, some, few."""
NAME = 30
KIND_WORDS = {
    "need": "needs",
    "panel": "panels",
    "place": "places",
    "fee": "fees",
    "age_group": "ages",
    "format": "formats",
    "language": "languages",
}
FORGETTING = "What your requests looked for is forgotten for good: refer undo does not bring it back."
COUNTS = ("nobody free", "one", "two or more")


class LookedFor(NamedTuple):
    """What a request looked for in vain, with every part of it, and how many offer all of that by now."""

    name: str
    asked: int
    known: str
    others: str

    @property
    def requests(self) -> str:
        """How many requests looked for it."""
        return "1 request" if self.asked == 1 else f"{self.asked} requests"


def draw_network(
    screen: Screen, drawn: Picture, steps: Sequence[tuple[str, str]], home: str | None, command: str
) -> None:
    """The whole screen of `refer network`; `steps` are sentences with their commands."""
    screen.blank()
    screen.heading("Your network", people_words(drawn))
    screen.blank()
    if not drawn.known:
        screen.paragraph("You know nobody in your book in person yet, so nothing is covered.")
        screen.commands([("Note whom you met:", f"{command} met {WHO} --kind coffee")])
        screen.blank()
    _draw_asked(screen, drawn, home)
    for kind in KINDS:
        _draw_kind(screen, drawn, kind)
    _draw_alike(screen, drawn)
    _draw_bridges(screen, drawn)
    for text, pasted in steps:
        screen.paragraph(text)
        screen.command(pasted, indent=4)
    if steps:
        screen.blank()
    screen.command(f"{command} network --html network.html")


def draw_switched(screen: Screen, on: bool, changed: bool, command: str) -> None:
    """Whether requests are remembered from now on, and what that leaves as it is."""
    state = "remembered" if on else "not remembered"
    lines = [f"From now on your requests are {state}." if changed else f"Your requests are {state} already."]
    if not on:
        lines.append(f"What is remembered from before stays: {command} network --forget-requests forgets it.")
    draw_done(screen, lines, command, undoable=changed)


def draw_forgotten(screen: Screen, count: int) -> None:
    """How many remembered requests are gone."""
    screen.paragraph("1 request is forgotten." if count == 1 else f"{count} requests are forgotten.")


def draw_page_written(screen: Screen, drawn: Picture, file: str) -> None:
    """Where the page is, and how to treat it."""
    screen.paragraph(f"Written to {file}: open it in a browser.")
    screen.paragraph(kept_safe(drawn))


def kept_safe(drawn: Picture) -> str:
    """How to treat a page of it: names are those of who stands between groups."""
    if drawn.bridges:
        return "It holds names of colleagues: keep it as safe as the book."
    return "It holds no names, but what your practice lacks: think before you share it."


def network_json(drawn: Picture) -> dict[str, object]:
    """The picture for --json."""
    return {
        **as_json(drawn, "known people in_vain"),
        "gaps": [row._asdict() for row in drawn.coverage.gaps],
        "covered": [row._asdict() for row in drawn.coverage.covered],
        "alike": [as_json(aspect, "aspect mine same known") for aspect in drawn.alike],
        "bridges": [as_json(bridge, "id name groups alone") for bridge in drawn.bridges],
        "wishes": [
            {
                **as_json(wish, "asked newest"),
                "parts": [{"kind": term[0], "name": name} for term, name in wish.parts],
            }
            for wish in drawn.wishes
            if not wish.known
        ],
    }


def looked_for(drawn: Picture, home: str | None) -> list[LookedFor]:
    """What was looked for in vain, each request as a whole, most asked for first; my own state goes without saying."""
    by_name: dict[str, LookedFor] = {}
    for wish in drawn.wishes:
        names = [spoken_term(term[0], name) for term, name in wish.parts if (term[0], name) != ("place", home)]
        rest = (f"{wish.full} full" if wish.full else "", f"{wish.listed} not met" if wish.listed else "")
        name = " + ".join(names or wish.names("place"))
        by_name.setdefault(name, LookedFor(name, wish.asked, known_words(wish.known), ", ".join(filter(None, rest))))
    return list(by_name.values())


def people_words(drawn: Picture) -> str:
    """How many people the picture is made of."""
    not_met = drawn.people - drawn.known
    colleagues = "1 colleague whom you know" if drawn.known == 1 else f"{drawn.known} colleagues whom you know"
    return f"{colleagues}, {not_met} not met" if not_met else colleagues


def spoken_name(row: CoverageRow) -> str:
    """The name of a thing as one says it."""
    return spoken_term(row.kind, row.name)


def spoken_term(kind: str, name: str) -> str:
    """A name as one says it; of a fee level what a fee must lie under, which is what its count counts."""
    return band_words(name) if kind == "fee" else name


def known_words(known: int) -> str:
    """How many people one knows for it."""
    return {0: "nobody", 1: "1 colleague"}.get(known, f"{known} colleagues")


def likeness(aspect: Alike) -> str:
    """One aspect of likeness in a sentence."""
    mine = ", ".join(aspect.mine)
    what = {
        "credentials": f"have your credential, {mine}",
        "approaches": f"share an approach with you ({mine})",
        "city": f"are in {mine}, like you",
        "practice": f"are in your practice, {mine}",
    }[aspect.aspect]
    if aspect.known == 0:
        return f"Of nobody is it known whether they {what}."
    if aspect.same == 1 or aspect.same == 0:
        what = what.replace("have ", "has ", 1).replace("share ", "shares ", 1).replace("are ", "is ", 1)
    return f"{_share(aspect)} {what}."


def bridge_words(bridge: Bridge) -> str:
    """What somebody joins, in a sentence."""
    if bridge.alone:
        pairs = "; ".join(f"{first} and {second}" for first, second in bridge.alone)
        return f"{bridge.name} alone joins {pairs}."
    return f"{bridge.name} is in {listed(bridge.groups)}."


def _share(aspect: Alike) -> str:
    """How many that are, with a word for it where there are enough people for one."""
    count = f"{aspect.same} of {aspect.known}"
    if aspect.same == 0:
        return f"None of {aspect.known}"
    words = ((0.85, "Nearly all"), (0.6, "Most"), (0.4, "About half"), (0.2, "Some"), (0.0, "Few"))
    if aspect.known < WORDS_FROM or aspect.same == 1:
        return count
    return next(f"{word}, {count}," for least, word in words if aspect.same / aspect.known >= least)


def _draw_asked(screen: Screen, drawn: Picture, home: str | None) -> None:
    looked = looked_for(drawn, home)
    if not looked:
        return
    screen.line(("Looked for in vain, and not covered", "bold"))
    for sought in looked[:ASKED_SHOWN]:
        first, *more = wrap(sought.name, NAME, NAME - 2)
        screen.line(
            pad(fit(first, NAME), NAME + 2), pad(sought.requests, 13), pad(sought.known, 13), (sought.others, "dim")
        )
        for piece in more:
            screen.line(fit(piece, NAME), indent=4)
    if len(looked) > ASKED_SHOWN:
        screen.line((f"and {len(looked) - ASKED_SHOWN} more: --json lists them all", "dim"))
    screen.blank()


def _draw_kind(screen: Screen, drawn: Picture, kind: str) -> None:
    """What is covered of one kind, and what is not: three lines at most, each with the names."""
    rows = [row for row in (*drawn.coverage.covered, *drawn.coverage.gaps) if row.kind == kind]
    if not rows:
        return
    screen.line((KIND_WORDS[kind], "bold"))
    for least, label in reversed(list(enumerate(COUNTS))):
        level_rows = [row for row in rows if min(row.known, 2) == least]
        if level_rows:
            names = [_counted(row) for row in (_broadest(level_rows) if kind == "need" else level_rows)]
            _draw_names(screen, label, names)
    screen.blank()


def _broadest(rows: Sequence[CoverageRow]) -> list[CoverageRow]:
    """The needs without those beside which a broader one stands: who treats that is counted for them too."""
    needs = vocabulary("need")
    names = {row.name for row in rows}
    return [row for row in rows if not needs.broader(row.name) & names]


def _counted(row: CoverageRow) -> str:
    """A thing with how many do it: those I know, or, where nobody has room, those who are full."""
    if row.known >= ENOUGH:
        return f"{spoken_name(row)} ({row.known})"
    return f"{spoken_name(row)} ({row.full} full)" if row.full and not row.known else spoken_name(row)


def _draw_names(screen: Screen, label: str, names: Sequence[str]) -> None:
    """Names set apart by dots, none broken across lines."""
    more = len(names) - NAMES_SHOWN
    shown = [*names[:NAMES_SHOWN], f"and {more} more"] if more > 0 else list(names)
    room = screen.width - 19
    lines: list[str] = []
    for name in shown:
        piece = fit(name, room)
        if lines and cells(lines[-1]) + 3 + cells(piece) <= room:
            lines[-1] += f" · {piece}"
        else:
            lines.append(piece)
    for number, line in enumerate(lines):
        screen.line(("" if number else "  ") + pad("" if number else label, 15 if not number else 17), line)


def _draw_alike(screen: Screen, drawn: Picture) -> None:
    if not drawn.alike or not drawn.known:
        return
    screen.line(("How alike to you", "bold"))
    for aspect in drawn.alike:
        for number, piece in enumerate(wrap(likeness(aspect), screen.width - 4, screen.width - 6)):
            screen.line(piece, indent=6 if number else 4)
    screen.blank()


def _draw_bridges(screen: Screen, drawn: Picture) -> None:
    if not drawn.bridges:
        return
    screen.line(("Between groups", "bold"))
    for bridge in drawn.bridges[:BRIDGES_SHOWN]:
        for number, piece in enumerate(wrap(bridge_words(bridge), screen.width - 4, screen.width - 6)):
            screen.line(piece, indent=6 if number else 4)
    more = len(drawn.bridges) - BRIDGES_SHOWN
    if more > 0:
        screen.line((f"{more} more {'is' if more == 1 else 'are'} in two groups or more.", "dim"), indent=4)
    screen.blank()
