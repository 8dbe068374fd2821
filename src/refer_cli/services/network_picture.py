"""What the colleagues one knows cover between them: shown, written as a page, and its past requests forgotten."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from refer_cli.book import goal_reading, network_reading
from refer_cli.book.reading import Book
from refer_cli.book.requests import SWITCH, forget
from refer_cli.book.writing import set_setting
from refer_cli.errors import Refused
from refer_cli.files import write_whole
from refer_cli.network.next_steps import next_steps
from refer_cli.network.picture import Picture, picture
from refer_cli.render.answer import Reply
from refer_cli.render.asking import confirm, tell
from refer_cli.render.empty_book import draw_empty_book
from refer_cli.render.goals import command_of
from refer_cli.render.network import (
    FORGETTING,
    draw_forgotten,
    draw_network,
    draw_page_written,
    draw_switched,
    network_json,
)
from refer_cli.render.screen import Screen
from refer_cli.services.environment import Environment
from refer_cli.services.typed_values import home_state
from refer_cli.services.writing_files import check_place

STEPS = 2


def show(environment: Environment) -> Reply:
    """What is covered, what is missing, and the first steps to mend it."""
    book = environment.read()
    drawn, home = _picture(book, environment.today)

    def draw(screen: Screen) -> None:
        if not drawn.people and not book.count(archived=None):
            screen.blank()
            draw_empty_book(screen, environment.command)
            return
        steps = next_steps(environment.today, goal_reading.sought(book, environment.today, STEPS), home_state=home)
        commands = tuple((step.text, command_of(step, environment.command)) for step in steps)
        draw_network(screen, drawn, commands, home, environment.command)

    return Reply("network", lambda: network_json(drawn), draw)


def write_page(environment: Environment, file: Path, force: bool) -> Reply:
    """Write it as one page. Raises Refused where the file is no place for it, or no such page and not `force`."""
    from refer_cli.render.network_page import MARK, page

    check_place(file, (".html", ".htm"), "a page", "refer network --html", "network.html")
    if file.exists() and not force:
        with file.open("rb") as there:
            ours = MARK.encode() in there.read(2_000)
        if not ours:
            raise Refused(f"{file} is there already.", "choose another name, or add --force to write over it")
    drawn, home = _picture(environment.read(), environment.today)
    write_whole(file, page(drawn, environment.today, home).encode())
    return Reply(
        "network-page", lambda: {"file": str(file)}, lambda screen: draw_page_written(screen, drawn, str(file))
    )


def forget_requests(environment: Environment, yes: bool) -> Reply:
    """Forget the remembered requests, once the therapist has said so again. Raises Refused."""
    if not yes:
        if not environment.interactive:
            raise Refused(FORGETTING, f"{environment.command} network --forget-requests --yes does it")
        tell(FORGETTING)
        if not confirm("Forget them?", default=False):
            raise Refused("Nothing was forgotten.", f"{environment.command} network shows what they looked for")
    count = forget(environment.book_path)
    return Reply("network-forget", lambda: {"forgotten": count}, lambda screen: draw_forgotten(screen, count))


def remember_requests(environment: Environment, on: bool) -> Reply:
    """Remember what requests look for from now on, or do not: a setting of the book, which undo takes back."""
    book = environment.write()
    changed = on != (book.setting(SWITCH) != "no")
    if changed:
        with book.step("remember requests" if on else "remember no requests") as step:
            set_setting(step, SWITCH, "yes" if on else "no")
    return Reply(
        "network-remember",
        lambda: {"remember": on, "changed": changed},
        lambda screen: draw_switched(screen, on, changed, environment.command),
    )


def _picture(book: Book, today: date) -> tuple[Picture, str | None]:
    """The picture, and the state of my own practice."""
    with book.snapshot():
        mine = book.profile()
        return picture(book.cards(), network_reading.past_requests(book), mine, today), home_state(mine)
