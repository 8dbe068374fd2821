"""The pipeline: one source of text to people with facts, every step a function of its own module."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from refer_cli.capture import relations as known
from refer_cli.capture.assertions import Reader
from refer_cli.capture.cautions import cautions
from refer_cli.capture.claims import claimed
from refer_cli.capture.clauses import clauses
from refer_cli.capture.days import since_blanked
from refer_cli.capture.details import detail_facts, practice_above
from refer_cli.capture.fees import fee_facts
from refer_cli.capture.found import ASSUMED, DENIED, UNSURE, WRITTEN, Described, Fact, Person, Source, Understood
from refer_cli.capture.leftovers import left_over, shortened, unassigned
from refer_cli.capture.letters import blanked, letters, titles
from refer_cli.capture.licences import numbered_licences
from refer_cli.capture.marks import find_marks
from refer_cli.capture.offices import Cities, Office, city_entry, city_item, city_near_name, find_offices
from refer_cli.capture.openings import opening_facts
from refer_cli.capture.people import Part, cast, split_people, without_suggestions
from refer_cli.capture.phrased import headed_flag, no_insurance
from refer_cli.capture.proposals import proposed
from refer_cli.capture.reconcile import reconcile
from refer_cli.capture.shapes import find_shapes, is_old
from refer_cli.capture.unlisted import find_unlisted
from refer_cli.capture.vocabulary_index import LICENCE, STATE, Mention, find_mentions, find_phrases
from refer_cli.capture.whose import asides, is_request
from refer_cli.errors import BadValue, ReferError, Refused
from refer_cli.fields.catalogue import BY_NAME
from refer_cli.fields.signs import plain_signs
from refer_cli.fields.spelling import parse_value
from refer_cli.folding import fold
from refer_cli.places.states import state_code

LONGEST = 100_000
"""Characters that may describe colleagues; a longer text is a book or a mistake, and is refused."""
_GREETING = re.compile(r"^[ \t>]*good (?:morning|afternoon|evening|day)\b", re.I | re.M)
_FORMER_NAME = re.compile(
    r"\b(?i:formerly|previously|n[ée]e|a\.?k\.?a\.?|maiden name:?)\s+(?:known as\s+)?[A-Z][\w'’-]+(?:\s+[A-Z][a-zà-ÿ'’-]+){0,2}(?=\s*(?:[,;.()|\n]|$))"
)
"""Another name of the one described: what follows it is still said of her."""
_UNBROKEN = re.compile(r"\S{1000}")
"""No word is so long. What looks for words takes the square of the longest."""


def understand(source: Source, today: date, gazetteer: Cities) -> Understood:
    """Everybody whom `source` describes. `today` completes dates where the source has none of its own.

    Raises Refused for a text that is too long to be about colleagues.
    """
    if sum(len(part.text) for part in source.parts) > LONGEST:
        raise Refused("The text is too long to be about a colleague.", "paste only the part that describes the person")
    day = date.fromisoformat(source.as_of) if source.as_of else today
    people: list[Person] = []
    left: list[str] = []
    for described in source.parts:
        text = unwrapped(described.text)
        if described.sender and (several := _sender_and_others(text, described, day, gazetteer)):
            for person, rest in several:
                people.append(person)
                left.extend(rest)
            continue
        if described.claims:
            part = _only_part(text, described, gazetteer)
            person, rest = _person(part, described.claims, day, gazetteer)
            people.append(person)
            left.extend(rest)
            continue
        parts, before = split_people(text, gazetteer)
        left.extend(unassigned(without_suggestions(text), [before, *(part.text for part in parts)]))
        practice = practice_above(before) if len(parts) > 1 else None
        left.extend(line for line in shortened(before) if line != practice)
        for part in parts:
            person, rest = _person(part, (), day, gazetteer)
            if person.name is None and is_request(part.text):
                # "ISO a therapist for a teen": what a client needs describes nobody.
                left.extend(shortened(part.text))
                continue
            if practice is not None and person.name and not any(fact.field == "practice" for fact in person.facts):
                above = Fact("practice", practice, practice, WRITTEN)
                person = person._replace(facts=reconcile([*person.facts, above]))
            if person.name or person.facts:
                people.append(person)
            left.extend(rest)
    return Understood(tuple(people), tuple(dict.fromkeys(left)), source.as_of)


def unwrapped(text: str) -> str:
    """The text with lines that a mail programme broke joined again, and one space for every white space in a line."""
    text = plain_signs(text)
    text = _GREETING.sub("", text)
    if len(re.findall(r"^[^\n\t]+\t+[^\n\t]+\t+[^\n]+$", text, re.M)) > 1:
        text = text.replace("\t", "|")  # A table out of a spreadsheet.
    text = re.sub(r"(?<=\S)\t(?=\W*(?:yes|no|y|n|x)\W*(?:\n|\t|$)|[✓✔✅✗✘❌✖])", "|", text, flags=re.I)
    text = text.replace("\t", " ")
    # Columns typed with spaces are entries of their own.
    text = re.sub(r"(?<=\S)   +(?=\S)", " | ", text)
    text = re.sub(r"(?<=\S)  (?=\S)", " ", text)
    text = "\n".join(line.rstrip(" ") for line in text.split("\n"))
    text = _UNBROKEN.sub(r"\g<0> ", text)
    text = re.sub(r"\n{4,}", "\n\n\n", text)
    text = re.sub(r"(?<=[^\n]{56}[a-z,&])\n(?=[a-z(])", " ", text)
    # No line ends with "with" or "and" of itself.
    return re.sub(r"(?<=[^\n]{30})(\b(?:and|with|from|the|to|or|of|in|at|by|my|an|for)|&)\n(?=[^\s•*-])", r"\1 ", text)


def _sender_and_others(text: str, described: Described, day: date, gazetteer: Cities) -> list[tuple[Person, list[str]]]:
    """The people of a mail whose sender speaks of themself and of others; empty where it is about the sender alone."""
    parts, before = split_people(text, gazetteer)
    sender = fold(next(value for field, value, _ in described.claims if field == "name"))
    own = [part for part in parts if fold(part.name or "") == sender]
    if len(parts) < 2 or not own:
        return []
    found = []
    for part in parts:
        if part is own[0]:
            # What stands before the first name is the writer's.
            told = part._replace(text=f"{before}\n{part.text}", named=None) if before else part
            found.append(_person(told, described.claims, day, gazetteer))
        else:
            found.append(_person(part, (), day, gazetteer))
    return found


def _only_part(text: str, described: Described, gazetteer: Cities) -> Part:
    name = next((value for field, value, _ in described.claims if field == "name"), None)
    named = next((one for one in cast(text, gazetteer) if fold(one.name) == fold(name or "")), None)
    if name is None:
        parts, _ = split_people(text, gazetteer)
        return parts[0] if parts else Part(text, None, None)
    return Part(text, name, named)


def _person(
    part: Part, given: Sequence[tuple[str, str, str]], today: date, gazetteer: Cities
) -> tuple[Person, list[str]]:
    text = part.text
    facts = _from_claims(given)
    claimed_fields = {fact.field for fact in facts}
    if part.name and "name" not in claimed_fields:
        facts.append(Fact("name", part.name, _name_words(text, part), WRITTEN))
    shapes, masked = find_shapes(text)
    facts.extend(Fact(one.field, one.value, text[one.start : one.end], WRITTEN) for one in shapes)
    behind_name, masked = letters(text, masked, part, gazetteer)
    facts.extend(behind_name)
    masked = _without_relation(text, masked, part.name)
    for match in _FORMER_NAME.finditer(masked):
        masked = blanked(masked, *match.span())
    relation = known.relations(masked, today)
    facts.extend(relation.facts)
    warned = cautions(text, part.name)
    facts.extend(warned.facts)
    for start, end in warned.spans:
        masked = blanked(masked, start, end)
    facts.extend(numbered_licences(text))
    masked = since_blanked(masked, today)
    for start, end in relation.spans:
        masked = blanked(masked, start, end)
    offices = find_offices(masked, gazetteer)
    details, masked = detail_facts(text, masked, part.name)
    facts.extend(details)
    without_places = masked
    for office in offices:
        without_places = blanked(without_places, office.start, office.end)
    state = next((fact.value for fact in facts if fact.field == "state"), None) or _state_of(offices, masked)
    # A page's markup may name whom its words tell of as "she"; a mail's header names who writes.
    told_by_self = any(field == "name" for field, _, _ in given) and bool(
        re.search(r"(?<![\w-])I(?:['’](?:m|ve|ll|d))?(?![\w-])", text)
    )
    pronouns = next((fact.value for fact in facts if fact.field == "pronouns"), None)
    reader = _reader(without_places, state, text, part.name, pronouns, told_by_self, gazetteer)
    facts.extend(_places(text, masked, reader, offices, gazetteer, facts, part))
    facts.extend(_vocabulary(reader))
    facts.extend(proposed(reader, part.name))
    facts.extend(titles(text, masked, reader))
    facts.extend(opening_facts(reader, today))
    facts.extend(fee_facts(reader, text))
    refused = [fact.words for fact in facts if not _valid(fact)]
    facts = [_with_words(fact, text) for fact in facts if _valid(fact)]
    facts = _claims_first(facts, claimed_fields)
    facts.extend(_assumed_licence(facts))
    found = reconcile(facts)
    name = next((fact.value for fact in found if fact.field == "name"), None)
    left = [*refused, *left_over(text, reader, found, name, (*warned.spans, *relation.read))]
    return Person(name, found, relation.met_kind, tuple(left)), left


def _without_relation(text: str, masked: str, name: str | None) -> str:
    """Without "my colleague" in front of the name: it is the one described, and nobody else."""
    if not name:
        return masked
    first = re.escape(name.split()[0])
    for match in re.finditer(
        rf"\b(?:my|our|her|his|their) (?:[\w-]+ ){{0,2}}(?:colleagues?|friends?|supervisees?|associates?|interns?|office ?mates?|suite ?mates?|partners?|wife|husband|mentor|supervisor),? (?:Dr\.? )?(?={first}\b)",
        text,
        re.I,
    ):
        masked = blanked(masked, *match.span())
    return masked


def _claims_first(facts: list[Fact], given: set[str]) -> list[Fact]:
    """What the page's markup says of a single field counts before its running text."""
    seen: set[str] = set()
    kept = []
    for fact in facts:
        single = BY_NAME[fact.field].kind != "list"
        if single and fact.field in given and fact.field in seen:
            continue
        seen.add(fact.field)
        kept.append(fact)
    return kept


def _from_claims(given: Sequence[tuple[str, str, str]]) -> list[Fact]:
    return [Fact(field, value, words, WRITTEN) for field, value, words in given]


def _name_words(text: str, part: Part) -> str:
    if part.named is not None:
        return text[part.named.start : part.named.name_end]
    if part.name and part.name in text:
        return part.name
    words = part.name.split() if part.name else []
    found = re.search(r"[^\n]{0,30}?".join(re.escape(word) for word in words), text, re.I) if words else None
    if found is None and len(words) > 1:
        found = re.search(rf"{re.escape(words[-1])},\s*{re.escape(words[0])}[^\n,]*", text, re.I)
    return found[0] if found else (part.name or "")


def _reader(
    masked: str,
    state: str | None,
    text: str,
    name: str | None,
    pronouns: str | None,
    told_by_self: bool,
    gazetteer: Cities,
) -> Reader:
    marks, masked = find_marks(masked)
    mentions = find_mentions(masked, state)
    for other in _states_named(masked) if state is None else ():
        # Licensed in two states: "OHP" is what it is in the one that knows it.
        local = [one for one in find_mentions(masked, other) if one.kinds() == {"insurer"}]
        mentions += [one for one in local if all(one.end <= had.start or one.start >= had.end for had in mentions)]
    mentions += find_phrases(masked, mentions)
    busy = [(one.start, one.end) for one in mentions]
    for match in STATE.finditer(masked):
        code = state_code(match[0])
        if code == "VA" and LICENCE.search(masked[max(0, match.start() - 60) : match.start()].rpartition(".")[2]):
            mentions = [one for one in mentions if one.start != match.start()]  # A licence in VA is no insurer.
            busy = [(one.start, one.end) for one in mentions]
        if code and all(match.end() <= start or match.start() >= end for start, end in busy):
            mentions.append(Mention(match.start(), match.end(), (("state", code),)))
    parts = clauses(masked)
    mentions = sorted(mentions)
    mentions = sorted([*mentions, *find_unlisted(masked, parts, mentions, name, gazetteer, state)])
    told = _without_relation(text, text, name)
    return Reader(masked, parts, mentions, marks, asides(told, parts, name, pronouns, told_by_self))


def _state_of(offices: Sequence[Office], text: str) -> str | None:
    """The state whose names for insurers and titles count: the office's, else the only one that is named."""
    states = {one.state for one in offices if one.state} or set(_states_named(text))
    return states.pop() if len(states) == 1 else None


def _states_named(text: str) -> list[str]:
    """Every state that the text names, once each, four at most."""
    return list(dict.fromkeys(code for match in STATE.finditer(text) if (code := state_code(match[0]))))[:4]


def _places(
    text: str,
    masked: str,
    reader: Reader,
    offices: Sequence[Office],
    gazetteer: Cities,
    facts: Sequence[Fact],
    part: Part,
) -> list[Fact]:
    good: list[tuple[Office, bool]] = []
    place_clauses = clauses(masked)
    judge = Reader(masked, place_clauses, ())
    for office in offices:
        number = judge.clause_at(office.start)
        if number is None or judge.clauses[number].field in ("skip", "license_states"):
            continue
        at = office.start - judge.clauses[number].start
        if judge.reached("skip", number, at):
            continue
        body = re.split(r"\bnow\b", judge.text[judge.clauses[number].start : office.start])[-1]
        if re.search(
            r"\blicen[sc]ed?\s+(?:to practice\s+)?(?:in|by)\b|\bmoved\b(?! to\b)(?!.*\bto\s+(?:\w+\s+)?$)|\bfrom\b(?!\W*(?:(?:my"
            r"|her|his|the|an) office|[^.;]*\bto\s+(?:\w+\s+)?$|now\b|\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\b))|\bnot\b|\bno longer\b|\bused to\b",
            body,
            re.I,
        ):
            continue
        if is_old(masked, office.start, office.end):
            continue
        good.append((office, judge.reached("unsure", number, at)))
    if not good and not any(fact.field in ("city", "zip") for fact in facts):
        item = city_near_name(text, masked, part.name, gazetteer) or city_entry(masked, gazetteer)
        if item and not is_old(masked, item.start, item.end):
            good.append((item, False))
    for clause in place_clauses:
        town = city_item(masked, clause.start, clause.end, gazetteer) if clause.field == "place" else None
        if town and not any(office.city for office, _ in good):
            good.append((town, False))
    if not good:
        return []
    best = max(office.weight for office, _ in good)
    top = [(office, unsure) for office, unsure in good if office.weight == best]
    places = {(fold(office.city or ""), office.state, office.zip) for office, _ in top}
    if len({(city, state) for city, state, _ in places}) == 1:
        top = sorted(top, key=lambda one: one[0].zip is None)[:1]
    sure = WRITTEN if len(top) == 1 and not top[0][1] else UNSURE
    result = []
    for office, _ in top:
        words = " ".join(text[office.start : office.end].split()).strip(" ,")
        for field in ("city", "state", "zip"):
            value = getattr(office, field)
            if value:
                result.append(Fact(field, value, words, sure))
    return result


def _vocabulary(reader: Reader) -> list[Fact]:
    facts: list[Fact] = []
    for number, inside in enumerate(reader.inside):
        for mention in inside:
            facts.extend(claimed(reader, number, mention))
        flag = headed_flag(reader, number)
        if flag is not None:
            facts.append(flag)
    facts.extend(none for number in range(len(reader.inside)) if (none := no_insurance(reader, number)) is not None)
    return facts


def _assumed_licence(facts: Sequence[Fact]) -> list[Fact]:
    """A licence in the office's state, as is usual; only where the text says nothing of licences."""
    if any(fact.field == "license_states" and fact.sure in (WRITTEN, DENIED) for fact in facts):
        return []
    states = [fact for fact in facts if fact.field == "state" and fact.sure == WRITTEN]
    if len({fact.value for fact in states}) != 1:
        return []
    return [Fact("license_states", states[0].value, states[0].words, ASSUMED)]


def _valid(fact: Fact) -> bool:
    """Whether the value obeys the rules of its field; what does not is left out, never bent."""
    try:
        return parse_value(fact.field, fact.value, None, BY_NAME[fact.field].kind == "list").value is not None
    except (BadValue, ReferError):
        return False


def _with_words(fact: Fact, text: str) -> Fact:
    """The words as they stand in the text, on one line."""
    return fact._replace(words=" ".join(fact.words.replace("\x00", " ").split())[:160])
