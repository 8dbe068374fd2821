"""The client's options sheet: the facts put into one language's words, and drawn as text, Markdown, HTML or PDF.

A language is one file in `sheets/`: to add one, translate en.json. What a file does not translate stays English.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from refer_cli.errors import Refused, WrongUsage
from refer_cli.fields.mail_address import email_address, mailto_link
from refer_cli.fields.phrases import listed
from refer_cli.fields.web_address import web_link
from refer_cli.handout.content import Office, Option, Sheet
from refer_cli.matching.criteria.population import AGES, FORMATS
from refer_cli.records import NamedTuple

ENDINGS = (".txt", ".md", ".html", ".pdf")
LARGE_ENDINGS = (".html", ".pdf")
ENGLISH = "en"
_TEMPLATES = Path(__file__).parent / "sheets"


class UnknownScript(Refused):
    """The PDF's fonts lack the script of a colleague's name or of another word about them: `names` says of whom."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(
            f"The fonts of the PDF lack the script of what is to be said of {listed(names)}.",
            "write the sheet as .html, such as --sheet options.html: it is shown with your own machine's fonts",
        )
        self.names = names


class SheetLine(NamedTuple):
    """One line about a colleague: what it is about, and the sentences. A link's address stands beside its text."""

    label: str
    text: str
    links: tuple[tuple[str, str], ...] = ()
    """Of a line that says how to reach somebody: (text, address) in order; they replace the text where links work."""
    after_links: str = ""
    """What follows the links."""


class SheetPerson(NamedTuple):
    """One colleague on the sheet."""

    name: str
    practice: str | None
    facts: tuple[SheetLine, ...]


class Page(NamedTuple):
    """The whole sheet in words, before it is drawn. `crisis_first`: the need may mean danger today."""

    language: str
    title: str
    intro: str
    people: tuple[SheetPerson, ...]
    call_heading: str
    call_say: str
    call_ask: str
    questions: tuple[str, ...]
    call_after: str
    crisis_heading: str
    crisis: tuple[str, ...]
    crisis_why: str
    crisis_first: bool

    @property
    def length(self) -> int:
        """How many signs the sheet has, about."""
        people = sum(
            len(person.name)
            + len(person.practice or "")
            + sum(len(fact.label) + len(fact.text) for fact in person.facts)
            for person in self.people
        )
        rest = (self.intro, self.call_say, *self.questions, self.call_after, *self.crisis, self.crisis_why)
        return people + sum(map(len, rest))


def languages() -> tuple[str, ...]:
    """The languages that a sheet can be written in, English first."""
    found = sorted(file.stem for file in _TEMPLATES.glob("*.json"))
    return ("en", *(name for name in found if name != "en"))


def sheet_bytes(sheet: Sheet, ending: str, *, language: str = "en", large_print: bool = False) -> bytes:
    """The sheet as a file of this ending (one of ENDINGS). Raises WrongUsage, or UnknownScript (.pdf)."""
    check_form(ending, language, large_print)
    page = compose_sheet(sheet, language)
    if ending == ".pdf":
        from refer_cli.handout.pdf import pdf

        return pdf(page, large_print=large_print)
    if ending == ".html":
        from refer_cli.handout.page import html

        return html(page, large_print=large_print).encode("utf-8")
    from refer_cli.handout.plain import markdown, plain_text

    return (markdown(page) if ending == ".md" else plain_text(page)).encode("utf-8")


def check_form(ending: str, language: str, large_print: bool) -> None:
    """Refuse a form that no sheet has. Raises WrongUsage."""
    if ending not in ENDINGS:
        raise WrongUsage(
            f'A sheet cannot be written as "{ending}".' if ending else "The sheet's file name has no ending.",
            f"the ending of its name says the form: {', '.join(ENDINGS)}",
        )
    if language not in languages():
        raise WrongUsage(f'There is no sheet in "{language}".', f"--sheet-language is one of {', '.join(languages())}")
    if large_print and ending not in LARGE_ENDINGS:
        raise WrongUsage("A plain text has no large print.", "write the sheet as .pdf or .html")


def compose_sheet(sheet: Sheet, language: str = "en") -> Page:
    """Every sentence of the sheet in one language."""
    words = _template(language)
    number = "one" if len(sheet.options) == 1 else "many"
    call, crisis = words["call"], words["crisis"]
    return Page(
        language=language,
        title=words["title"][number],
        intro=words["intro"][number],
        people=tuple(_person(option, words) for option in sheet.options),
        call_heading=call["heading"],
        call_say=call["say"],
        call_ask=call["ask"],
        questions=tuple(call["questions"]),
        call_after=words["call_one"] if number == "one" else call["after"],
        crisis_heading=crisis["heading"],
        crisis=tuple(crisis["lines"]),
        crisis_why=crisis["why"],
        crisis_first=sheet.danger,
    )


@cache
def _template(language: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((_TEMPLATES / f"{language}.json").read_text(encoding="utf-8"))
    return found


def _person(option: Option, words: Mapping[str, Any]) -> SheetPerson:
    labels = words["labels"]
    facts = [
        SheetLine(labels["fits"], _fits(option, words)),
        _reach(option, words),
        SheetLine(labels["where"], _where(option, words["facts"])),
        SheetLine(labels["openings"], _openings(option, words)),
        SheetLine(labels["cost"], _cost(option, words)),
        SheetLine(labels["insurance"], _insurance(option, words)),
    ]
    return SheetPerson(
        ", ".join((option.name, *option.credentials)), option.practice, tuple(fact for fact in facts if fact.text)
    )


def _fits(option: Option, words: Mapping[str, Any]) -> str:
    said = words["facts"]
    parts = [
        (said["trained_in"], _spoken(option.trained_in, "need", words)),
        (said["works_with"], _spoken(option.works_with, "need", words)),
        (said["approaches"], _spoken(option.approaches, "approach", words)),
        (said["styles"], _spoken(option.styles, "style", words)),
        (said["languages"], _spoken(option.languages, "language", words)),
        (said["sees"], _spoken([name for name in option.sees if name in AGES], "population", words)),
        (said["formats"], _spoken([name for name in option.sees if name in FORMATS], "population", words)),
        (said["as_asked"], _spoken(option.as_asked, "identity", words)),
    ]
    return " ".join(sentence.format(words=named) for sentence, named in parts if named)


def untranslated(sheet: Sheet, language: str) -> tuple[str, ...]:
    """The words on a sheet for which its language has none, as they stand there; English has them all."""
    if language == ENGLISH:
        return ()
    known = _template(language)["words"]
    found: dict[str, None] = {}
    for option in sheet.options:
        for kind, names in _vocabulary_words(option):
            found.update(dict.fromkeys(name for name in names if name not in known[kind]))
        found.update(dict.fromkeys(text for text in (option.contact_by, option.hours, *option.access) if text))
    return tuple(found)


def _vocabulary_words(option: Option) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        ("need", (*option.trained_in, *option.works_with)),
        ("approach", option.approaches),
        ("style", option.styles),
        ("language", option.languages),
        ("population", option.sees),
        ("identity", option.as_asked),
    )


def _spoken(names: Iterable[str], kind: str, words: Mapping[str, Any]) -> str:
    known = words["words"].get(kind, {})
    return _joined([known.get(name, name) for name in names], words)


def _joined(names: Sequence[str], words: Mapping[str, Any]) -> str:
    """A list as one says it: with "and" before the last, and in Spanish "e" before its own sound."""
    last = names[-1].casefold() if names else ""
    sound_alike = last.startswith(("i", "hi")) and not last.startswith(("hie", "hia"))
    return listed(names, f" {words['and_before_i' if sound_alike else 'and']} ")


def _state(code: str) -> str:
    from refer_cli.places.states import STATES

    return STATES.get(code, code)


def _reach(option: Option, words: Mapping[str, Any]) -> SheetLine:
    links: list[tuple[str, str]] = []
    if option.phone:
        links.append((option.phone, f"tel:{''.join(sign for sign in option.phone if sign.isdigit() or sign == '+')}"))
    if option.email:
        address = email_address(option.email)
        links.append((option.email, mailto_link(address) if address else ""))
    if option.website:
        links.append((option.website, web_link(option.website) or ""))
    said = words["facts"]
    text = " · ".join(shown for shown, _ in links) or said["no_contact"]
    best = said["contact_by"].format(words=option.contact_by) if option.contact_by else ""
    return SheetLine(
        words["labels"]["reach"], f"{text.removesuffix('.')}. {best}" if best else text, tuple(links), best
    )


def _where(option: Option, said: Mapping[str, str]) -> str:
    parts: list[str] = []
    if option.office is not None:
        sentence = said["in_person"] if option.office.sure else said["in_person_unsure"]
        parts.append(sentence.format(place=_postal(option.office)))
    if option.video == "ask":
        parts.append(said["video_ask"])
    elif option.video:
        parts.append(said["video_also"] if parts else said["video"])
    if option.licence_for is not None:
        parts.append(said["licence_ask"].format(state=_state(option.licence_for)))
    if not parts:
        return said["where_ask"]
    if option.access:
        parts.append(said["access"].format(words=", ".join(option.access)))
    return " ".join(parts)


def _postal(office: Office) -> str:
    end = " ".join(part for part in (office.state, office.zip) if part)
    return ", ".join(part for part in (office.street, office.city, end) if part)


def _openings(option: Option, words: Mapping[str, Any]) -> str:
    hours = [words["facts"]["hours"].format(words=option.hours)] if option.hours else []
    return " ".join((_opening(option, words), *hours))


def _opening(option: Option, words: Mapping[str, Any]) -> str:
    said = words["facts"]
    if option.opening is None:
        return str(said["opening_ask"])
    if option.opening == "yes":
        return str(said["opening_yes"])
    if option.wait_until is None:
        return str(said["opening_waitlist"])
    month = words["months"][int(option.wait_until[5:7]) - 1]
    return str(said["opening_waitlist_until"]).format(month=month, year=option.wait_until[:4])


def _cost(option: Option, words: Mapping[str, Any]) -> str:
    said = words["facts"]
    parts: list[str] = []
    if option.fee == 0:
        parts.append(said["fee_none"])
    elif option.fee is not None:
        parts.append(said["fee"].format(fee=option.fee))
    if option.lowest_fee is not None:
        parts.append(said["lowest" if parts else "lowest_only"].format(lowest=option.lowest_fee))
    if parts:
        parts.append(words["confirm"])
    if option.some_free:
        parts.append(said["some_free"])
    return " ".join(parts) or str(said["fee_ask"])


def _insurance(option: Option, words: Mapping[str, Any]) -> str:
    said = words["facts"]
    if option.takes_no_insurance:
        return str(said["no_insurance"])
    parts: list[str] = []
    if option.panels:
        sentence = said["panels_more" if option.more_panels else "panels"]
        named = ", ".join(option.panels) if option.more_panels else _joined(option.panels, words)
        parts.append(sentence.format(words=named))
        if option.pays_in is None:
            parts.append(words["confirm"])
    if option.panels_in_part:
        sentence = said["panels_in_part" if option.pays_in is None else "panels_elsewhere"]
        parts.append(sentence.format(words=_joined(option.panels_in_part, words)))
    if parts and option.pays_in is not None:
        parts.append(said["pays_in"].format(state=_state(option.pays_in)))
    if option.panels_full:
        parts.append(said["panels_full"].format(words=_joined(option.panels_full, words)))
    if option.panels_not and not parts:
        parts.append(said["panels_not"].format(words=_joined(option.panels_not, words)))
    return " ".join(parts) or str(said["insurance_ask"])
