"""The options sheet as plain text and as Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from refer_cli.handout.sheet import Page, SheetPerson

WIDTH = 76
_MARKDOWN_SIGNS = frozenset("\\`*_{}[]<>#+|~!&")


def plain_text(page: Page) -> str:
    """The sheet as plain text, for any printer or mail."""
    return "\n".join(_text_lines(page)) + "\n"


def markdown(page: Page) -> str:
    """The sheet as Markdown."""
    return "\n".join(_markdown_lines(page)) + "\n"


def _text_lines(page: Page) -> Iterator[str]:
    yield page.title.upper()
    yield ""
    if page.crisis_first:
        yield from _text_crisis(page)
    yield from _wrapped(page.intro)
    yield ""
    for person in page.people:
        yield from _text_person(person)
    yield from (page.call_heading, "-" * len(page.call_heading))
    yield from _wrapped(page.call_say)
    yield ""
    yield page.call_ask
    for question in page.questions:
        yield from _wrapped(question, first="  - ", rest="    ")
    yield ""
    yield from _wrapped(page.call_after)
    if not page.crisis_first:
        yield ""
        yield from _text_crisis(page, last=True)


def _text_person(person: SheetPerson) -> Iterator[str]:
    yield from _wrapped(person.name)
    if person.practice:
        yield from _wrapped(person.practice, first="  ", rest="  ")
    for fact in person.facts:
        yield from _wrapped(f"{fact.label}: {fact.text}", first="  ", rest="    ")
    yield ""


def _text_crisis(page: Page, last: bool = False) -> Iterator[str]:
    yield from (page.crisis_heading, "-" * len(page.crisis_heading))
    for line in page.crisis:
        yield from _wrapped(line, first="  - ", rest="    ")
    yield from _wrapped(page.crisis_why)
    if not last:
        yield ""


def _wrapped(words: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        words,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _markdown_lines(page: Page) -> Iterator[str]:
    yield from (f"# {_safe(page.title)}", "")
    if page.crisis_first:
        yield from _markdown_crisis(page)
    yield from (_safe(page.intro), "")
    for person in page.people:
        yield from _markdown_person(person)
    yield from (f"## {_safe(page.call_heading)}", "", _safe(page.call_say), "", _safe(page.call_ask), "")
    yield from (f"- {_safe(question)}" for question in page.questions)
    yield from ("", _safe(page.call_after))
    if not page.crisis_first:
        yield ""
        yield from _markdown_crisis(page, last=True)


def _markdown_person(person: SheetPerson) -> Iterator[str]:
    yield from (f"## {_safe(person.name)}", "")
    if person.practice:
        yield from (f"*{_safe(person.practice)}*", "")
    yield from (f"- **{_safe(fact.label)}:** {_safe(fact.text)}" for fact in person.facts)
    yield ""


def _markdown_crisis(page: Page, last: bool = False) -> Iterator[str]:
    yield from (f"## {_safe(page.crisis_heading)}", "")
    yield from (f"- {_safe(line)}" for line in page.crisis)
    yield from ("", _safe(page.crisis_why))
    if not last:
        yield ""


def _safe(words: str) -> str:
    """Text in which no sign of Markdown does anything."""
    return "".join(f"\\{sign}" if sign in _MARKDOWN_SIGNS else sign for sign in words)
