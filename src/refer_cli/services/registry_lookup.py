"""Asks the public NPI Registry for somebody, or for everybody of a place: what is sent is said first."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from refer_cli.errors import BadOption, WrongUsage
from refer_cli.exchange.incoming import Incoming
from refer_cli.exchange.npi_answer import row_of
from refer_cli.exchange.npi_service import ADDRESS, LiveAnswer, NpiService, Question
from refer_cli.exchange.registry import kinds_asked
from refer_cli.fields.spelling import parse_value
from refer_cli.places.states import STATES, state_code
from refer_cli.records import NamedTuple
from refer_cli.render.answer import Reply
from refer_cli.render.registry import Match, lookup_json, say_how_many, say_what_is_sent, show_matches
from refer_cli.vocabulary.normaliser import vocabulary

if TYPE_CHECKING:
    from refer_cli.services.environment import Environment

SERVICE = "REFER_NPI_REGISTRY"
"""The variable that names another address of the service, such as a mirror of one's own."""
_TITLES = re.compile(r"^(dr|mr|mrs|ms|mx|prof)\.? ", re.IGNORECASE)


def look_up(environment: Environment, who: str, city: str | None, state: str | None, most: int) -> Reply:
    """Who of this name or NPI the registry knows. Raises Refused where it cannot be asked, WrongUsage, BadOption."""
    question = _question(who, city, state)
    say_what_is_sent([part for part in (who, city, question.state) if part])
    results = list(_service(environment).ask(question, most))
    rows = [row_of(result, number, environment.today.isoformat(), True) for number, result in enumerate(results, 1)]
    people = [row.facts for row in rows if isinstance(row, Incoming)]
    in_book = environment.read().ids_of_npi([str(facts.values["npi"]) for facts in people])
    matches = [Match(facts.values, facts.as_of, in_book.get(str(facts.values["npi"]))) for facts in people]
    return Reply(
        "lookup",
        lambda: lookup_json(who, question.state, matches),
        lambda screen: show_matches(who, matches, len(results) >= most, screen, environment.command),
    )


class Asked(NamedTuple):
    """Whom an import asks the registry for: everybody in mental health of a place, or one NPI."""

    city: str | None = None
    state: str | None = None
    zip: str | None = None
    need: str | None = None
    npi: str | None = None


def people(environment: Environment, asked: Asked, all_taxonomies: bool) -> LiveAnswer:
    """Who answers to it, as rows for an import. Raises Refused, WrongUsage or BadOption."""
    state = _state(asked.state)
    if asked.npi:
        questions = [Question(npi=str(parse_value("npi", asked.npi).value))]
    elif not (asked.city or asked.zip):
        raise WrongUsage(
            "The registry has to be asked for a city or a ZIP.", "for example refer import npi --city Denver --state CO"
        )
    else:
        term = vocabulary("need").understand(asked.need).name if asked.need else None
        questions = [Question(city=asked.city, state=state, zip=asked.zip, taxonomy=kind) for kind in kinds_asked(term)]
    say_what_is_sent([part for part in (asked.npi, asked.city, state, asked.zip) if part])
    today = environment.today.isoformat()
    return LiveAnswer(_service(environment), questions, today, all_taxonomies or bool(asked.npi), say_how_many)


def _service(environment: Environment) -> NpiService:
    return NpiService(environment.environ.get(SERVICE) or ADDRESS, time.sleep)


def _question(who: str, city: str | None, state: str | None) -> Question:
    digits = re.sub(r"[\s-]", "", who)
    if digits.isdigit():
        return Question(npi=str(parse_value("npi", digits).value))
    name = _TITLES.sub("", who.partition(",")[0].strip())
    last, comma, first = who.partition(",")
    # "Birch, Ada" names the family first; "Ada Birch, LCSW" ends in letters.
    if comma and vocabulary("credential").find(first.strip()) is None and " " not in last.strip():
        words = [*first.split(), last.strip()]
    else:
        words = name.split()
    if not words or len(words[-1]) < 2:
        raise WrongUsage(f'"{who}" names nobody.', 'for example refer lookup "Ada Birch" --state CO')
    return Question(first=words[0] if len(words) > 1 else None, last=words[-1], city=city, state=_state(state))


def _state(text: str | None) -> str | None:
    if text is None:
        return None
    code = state_code(text)
    if code not in STATES:
        raise BadOption(f'"{text}" is not a US state.', "use the USPS code, for example CO", field="state", value=text)
    return code
