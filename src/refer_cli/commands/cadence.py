"""`refer cadence`: how often one wants to be in touch, by colleague and by tag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from refer_cli.commands import asked, completing
from refer_cli.commands.arguments import Json
from refer_cli.commands.groups import group
from refer_cli.errors import Refused, WrongUsage
from refer_cli.services.environment import Environment

if TYPE_CHECKING:
    from refer_cli.book.reading import Book

app = group(
    "Show and set how often you want to be in touch, by colleague or by tag.\n\n"
    'Example: refer cadence set "Ada Birch" 3m'
)

Tag = Annotated[
    str | None,
    typer.Option("--tag", metavar="TAG", help="Everybody with this tag.", autocompletion=completing.used("tags")),
]


@app.command("show", hidden=True)
def show(ctx: typer.Context, json: Json = False) -> None:
    """Show how often you want to be in touch, and with whom it is time.

    Example: refer cadence list
    """
    from refer_cli.book import due_reading
    from refer_cli.network.due import TOUCH, due

    environment: Environment = ctx.obj
    environment.json = json
    book = environment.read()
    kept = due_reading.kept(book, environment.today)
    bearers = {
        tag: sum(tag.casefold() in map(str.casefold, names) for names in kept.tags.values())
        for tag in kept.cadences.tags
    }
    next_on = {line.colleague: line.on for line in due(kept, environment.today) if line.kind == TOUCH}
    rows = sorted(
        (kept.contacts[one].name, one, every) for one, every in kept.cadences.colleagues.items() if one in kept.contacts
    )
    if json:
        from refer_cli.render.answer import emit_json

        emit_json(
            {
                "schema": "refer.cadence/1",
                "colleagues": [
                    {"id": one, "name": name, "every": every, "next": next_on.get(one)} for name, one, every in rows
                ],
                "tags": [
                    {"tag": tag, "every": every, "colleagues": bearers[tag]}
                    for tag, every in kept.cadences.tags.items()
                ],
            }
        )
        return
    from refer_cli.render.cadences import draw_cadences

    draw_cadences(
        environment.screen(),
        [(kept.contacts[one], every, next_on.get(one)) for _, one, every in rows],
        [(tag, every, bearers[tag]) for tag, every in kept.cadences.tags.items()],
        environment.today,
        environment.command,
    )


app.command("list")(show)


@app.command("set")
def set_(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WHO] SPAN", help="Whom, and how often: 6w, 3m, 1y.", autocompletion=completing.who),
    ] = None,
    tag: Tag = None,
    json: Json = False,
) -> None:
    """Set how often you want to be in touch: with one colleague, or with everybody who has a tag.

    A colleague's own span counts before that of a tag; of several tags the shortest counts.

    Example: refer cadence set --tag core 6w
    """
    from refer_cli.network import spans
    from refer_cli.render.dues import every_words

    environment: Environment = ctx.obj
    environment.json = json
    example = 'refer cadence set "Ada Birch" 3m'
    if not words:
        with_whom = [] if tag is not None else [asked.one(environment, None, "With whom", "WHO", example)]
        words = [*with_whom, asked.one(environment, None, "How often (6w, 3m, 1y)", "SPAN", example)]
    who = " ".join(words[:-1])
    if not who and tag is None:
        raise WrongUsage("With whom do you want to be in touch?", 'for example refer cadence set "Ada Birch" 3m')
    if who and tag is not None:
        raise WrongUsage("A name and a tag cannot go together.", "set one, then the other")
    span = spans.parse(words[-1])
    book = environment.read()
    from refer_cli.book import network_writing

    if tag is not None:
        used = _tag_in_use(book, tag)
        with environment.write().step(f"be in touch with {used} every {span.words}") as step:
            network_writing.set_cadence(step, str(span), tag=used)
        _answer(
            environment,
            "set",
            None,
            used,
            str(span),
            f"In touch with everybody tagged {used}: every {every_words(str(span))}.",
        )
        return
    colleague_id = book.resolve(who)
    card = book.card(colleague_id)
    if card.archived:
        raise Refused(f"{card.name} is archived.", f"refer unarchive {card.id} brings them back")
    with environment.write().step(f"be in touch with {card.name} every {span.words}") as step:
        network_writing.set_cadence(step, str(span), colleague_id=colleague_id)
    _answer(
        environment, "set", colleague_id, None, str(span), f"In touch with {card.name}: every {every_words(str(span))}."
    )


@app.command("clear")
def clear(
    ctx: typer.Context,
    who: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WHO]", help="Any unambiguous part of a name, or an id.", autocompletion=completing.who
        ),
    ] = None,
    tag: Tag = None,
    json: Json = False,
) -> None:
    """Forget how often you wanted to be in touch.

    Example: refer cadence clear "Ada Birch"
    """
    from refer_cli.book import network_reading, network_writing

    environment: Environment = ctx.obj
    environment.json = json
    if bool(who) == (tag is not None):
        raise WrongUsage("Write a name, or --tag with a tag.", 'for example refer cadence clear "Ada Birch"')
    book = environment.read()
    kept = network_reading.cadences(book)
    if tag is not None:
        used = next((one for one in kept.tags if one.casefold() == tag.strip().casefold()), None)
        if used is None:
            raise Refused(f'No span is set for the tag "{tag}".', "refer cadence list shows them")
        with environment.write().step(f"forget the span of {used}") as step:
            network_writing.clear_cadence(step, tag=used)
        _answer(environment, "clear", None, used, None, f"No span is set for {used} any more.")
        return
    card = book.card(book.resolve(" ".join(who or ())))
    if card.id not in kept.colleagues:
        raise Refused(f"No span is set for {card.name}.", "refer cadence list shows them")
    with environment.write().step(f"forget the span of {card.name}") as step:
        network_writing.clear_cadence(step, colleague_id=card.id)
    _answer(environment, "clear", card.id, None, None, f"No span is set for {card.name} any more.")


def _tag_in_use(book: Book, typed: str) -> str:
    """The tag as the book spells it. Raises Refused where nobody bears it."""
    tags = book.distinct("tags")
    wanted = typed.strip().casefold()
    found = next((tag for tag in tags if tag.casefold() == wanted), None)
    if found is not None:
        return found
    hint = f"tags in the book: {', '.join(tags[:8])}" if tags else f"refer edit WHO --tag {typed.strip() or 'core'}"
    raise Refused(f'Nobody in the book is tagged "{typed}".', hint)


def _answer(
    environment: Environment, what: str, colleague_id: int | None, tag: str | None, every: str | None, said: str
) -> None:
    if environment.json:
        from refer_cli.render.answer import emit_json

        emit_json({"schema": f"refer.cadence-{what}/1", "id": colleague_id, "tag": tag, "every": every})
        return
    from refer_cli.render.changes import draw_done

    draw_done(environment.screen(), [said], environment.command)
