"""How often one wants to be in touch, by colleague and by tag: shown, set and forgotten."""

from __future__ import annotations

from refer_cli.book import due_reading, network_reading
from refer_cli.book.reading import Book
from refer_cli.errors import Refused
from refer_cli.network import spans
from refer_cli.network.due import TOUCH, due_lines
from refer_cli.render.answer import Reply
from refer_cli.render.cadences import draw_cadences
from refer_cli.render.done import told
from refer_cli.render.dues import every_words
from refer_cli.services.environment import Environment


def show(environment: Environment) -> Reply:
    """Every span that is set, and with whom it is time."""
    kept = due_reading.due_sources(environment.read(), environment.today)
    next_on = {line.colleague: line.on for line in due_lines(kept, environment.today) if line.kind == TOUCH}
    spans_set = sorted(
        (
            (kept.contacts[person], every)
            for person, every in kept.cadences.colleagues.items()
            if person in kept.contacts
        ),
        key=lambda row: (row[0].name, row[0].id),
    )
    tags = [
        (tag, every, sum(tag.casefold() in map(str.casefold, names) for names in kept.tags.values()))
        for tag, every in kept.cadences.tags.items()
    ]
    return Reply(
        "cadence",
        lambda: {
            "colleagues": [
                {"id": contact.id, "name": contact.name, "every": every, "next": next_on.get(contact.id)}
                for contact, every in spans_set
            ],
            "tags": [{"tag": tag, "every": every, "colleagues": bearers} for tag, every, bearers in tags],
        },
        lambda screen: draw_cadences(
            screen,
            [(contact, every, next_on.get(contact.id)) for contact, every in spans_set],
            tags,
            environment.today,
            environment.command,
        ),
    )


def set_one(environment: Environment, who: str, typed: str) -> Reply:
    """Set the span of one colleague. Raises Refused for somebody archived, NoSuchColleague, BadValue."""
    from refer_cli.book import network_writing

    span = spans.parse_span(typed)
    book = environment.read()
    card = book.card(book.resolve(who))
    if card.archived:
        raise Refused(f"{card.name} is archived.", f"refer unarchive {card.id} brings them back")
    with environment.write().step(f"be in touch with {card.name} every {span.words}") as step:
        network_writing.set_cadence(step, str(span), colleague_id=card.id)
    made = {"id": card.id, "tag": None, "every": str(span)}
    sentence = f"In touch with {card.name}: every {every_words(str(span))}."
    return told("cadence-set", made, [sentence], environment.command)


def set_tag(environment: Environment, typed_tag: str, typed: str) -> Reply:
    """Set the span of everybody with a tag. Raises Refused where nobody bears it, BadValue."""
    from refer_cli.book import network_writing

    span = spans.parse_span(typed)
    tag = _tag_in_use(environment.read(), typed_tag)
    with environment.write().step(f"be in touch with {tag} every {span.words}") as step:
        network_writing.set_cadence(step, str(span), tag=tag)
    made = {"id": None, "tag": tag, "every": str(span)}
    sentence = f"In touch with everybody tagged {tag}: every {every_words(str(span))}."
    return told("cadence-set", made, [sentence], environment.command)


def clear_one(environment: Environment, who: str) -> Reply:
    """Forget the span of one colleague. Raises Refused where none is set, NoSuchColleague."""
    from refer_cli.book import network_writing

    book = environment.read()
    set_for = network_reading.cadences(book).colleagues
    card = book.card(book.resolve(who))
    if card.id not in set_for:
        raise Refused(f"No span is set for {card.name}.", "refer cadence list shows them")
    with environment.write().step(f"forget the span of {card.name}") as step:
        network_writing.clear_cadence(step, colleague_id=card.id)
    made = {"id": card.id, "tag": None, "every": None}
    return told("cadence-clear", made, [f"No span is set for {card.name} any more."], environment.command)


def clear_tag(environment: Environment, typed_tag: str) -> Reply:
    """Forget the span of a tag. Raises Refused where none is set."""
    from refer_cli.book import network_writing

    wanted = typed_tag.strip().casefold()
    tag = next((tag for tag in network_reading.cadences(environment.read()).tags if tag.casefold() == wanted), None)
    if tag is None:
        raise Refused(f'No span is set for the tag "{typed_tag}".', "refer cadence list shows them")
    with environment.write().step(f"forget the span of {tag}") as step:
        network_writing.clear_cadence(step, tag=tag)
    made = {"id": None, "tag": tag, "every": None}
    return told("cadence-clear", made, [f"No span is set for {tag} any more."], environment.command)


def _tag_in_use(book: Book, typed: str) -> str:
    """The tag as the book spells it. Raises Refused where nobody bears it."""
    tags = book.distinct("tags")
    wanted = typed.strip().casefold()
    spelled = next((tag for tag in tags if tag.casefold() == wanted), None)
    if spelled is not None:
        return spelled
    hint = f"tags in the book: {', '.join(tags[:8])}" if tags else f"refer edit WHO --tag {typed.strip() or 'core'}"
    raise Refused(f'Nobody in the book is tagged "{typed}".', hint)
