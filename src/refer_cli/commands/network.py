"""`refer network`: what the colleagues one knows cover between them, as a screen, as JSON, and as a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from refer_cli.commands.arguments import Json
from refer_cli.errors import Refused, WrongUsage
from refer_cli.services.environment import Environment

if TYPE_CHECKING:
    from refer_cli.book.reading import Book
    from refer_cli.network.picture import Picture

STEPS = 2


def network(
    ctx: typer.Context,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write it as one page (.html) with charts.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Let --html write over a file that is no such page.")] = False,
    forget_requests: Annotated[
        bool, typer.Option("--forget-requests", help="Forget what your requests looked for. It cannot be undone.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Forget them without asking.")] = False,
    json: Json = False,
) -> None:
    """Show what your network covers, and what it lacks.

    Two colleagues whom you know are enough for one thing; it counts who may have room. What your own requests
    looked for in vain stands first. The page needs no network and may hold names: keep it as safe as the book.

    Example: refer network --html network.html
    """
    from refer_cli.book import network_reading
    from refer_cli.network.picture import picture

    environment: Environment = ctx.obj
    environment.json = json
    if force and html is None:
        raise WrongUsage("--force belongs to --html.", "refer network --html network.html --force")
    if yes and not forget_requests:
        raise WrongUsage("--yes belongs to --forget-requests.", "leave it out")
    if forget_requests:
        if html is not None:
            raise WrongUsage("--forget-requests and --html cannot go together.", "first the one, then the other")
        _forget(environment, yes)
        return
    if html is not None:
        _check_file(html, force)
    book = environment.read()
    with book.snapshot():
        mine = book.profile()
        drawn = picture(book.cards(), network_reading.past_requests(book), mine)
    home = mine.text("state") if mine else None
    if html is not None:
        _write_page(environment, drawn, home, html)
        return
    if json:
        from refer_cli.render.answer import emit_json
        from refer_cli.render.network import network_json

        emit_json(network_json(drawn))
        return
    from refer_cli.render.listing import draw_empty_book
    from refer_cli.render.network import draw_network

    screen = environment.screen()
    if not drawn.people and not book.count(archived=None):
        screen.blank()
        draw_empty_book(screen, environment.command)
        return
    draw_network(screen, drawn, _steps(environment, book, home), home, environment.command)


def _steps(environment: Environment, book: Book, home: str | None) -> tuple[tuple[str, str], ...]:
    """What to do about the gaps: a sentence and the command."""
    from refer_cli.book import goal_reading
    from refer_cli.network.next_steps import next_steps
    from refer_cli.render.goals import command_of

    steps = next_steps(environment.today, goal_reading.sought(book, STEPS), home_state=home)
    return tuple((step.text, command_of(step, environment.command)) for step in steps)


def _forget(environment: Environment, yes: bool) -> None:
    """Forget the remembered requests, once the therapist has said so again."""
    from refer_cli.book.requests import forget
    from refer_cli.render.network import FORGETTING

    if not yes:
        if not environment.interactive:
            raise Refused(FORGETTING, f"{environment.command} network --forget-requests --yes does it")
        from refer_cli.render.asking import confirm, tell

        tell(FORGETTING)
        if not confirm("Forget them?", default=False):
            raise Refused("Nothing was forgotten.", f"{environment.command} network shows what they looked for")
    count = forget(environment.book_path)
    if environment.json:
        from refer_cli.render.answer import emit_json

        emit_json({"schema": "refer.network-forget/1", "forgotten": count})
        return
    from refer_cli.render.network import draw_forgotten

    draw_forgotten(environment.screen(), count)


def _check_file(file: Path, force: bool) -> None:
    from refer_cli.render.network_page import MARK

    if file.suffix.casefold() not in (".html", ".htm"):
        raise Refused(
            f"{file} is no name for a page.", f"for example refer network --html {file.stem or 'network'}.html"
        )
    if file.is_dir():
        raise Refused(f"{file} is a folder.", "name a file in it, for example network.html")
    if not file.parent.is_dir():
        raise Refused(f"There is no folder {file.parent}.", "make it first, or choose another place")
    if file.exists() and not force:
        with file.open("rb") as there:
            ours = MARK.encode() in there.read(2_000)
        if not ours:
            raise Refused(f"{file} is there already.", "choose another name, or add --force to write over it")


def _write_page(environment: Environment, drawn: Picture, home: str | None, file: Path) -> None:
    from refer_cli.files import write_whole
    from refer_cli.render.network_page import page

    write_whole(file, page(drawn, environment.today, home).encode())
    if environment.json:
        from refer_cli.render.answer import emit_json

        emit_json({"schema": "refer.network-page/1", "file": str(file)})
        return
    from refer_cli.render.network import draw_page_written

    draw_page_written(environment.screen(), drawn, str(file))
