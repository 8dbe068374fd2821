"""`refer groups`: the therapist groups one knows of, joined, left and attended, and a post to ask them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from refer_cli.commands import asked, completing
from refer_cli.commands.arguments import Json
from refer_cli.commands.group_post import post
from refer_cli.commands.groups import group
from refer_cli.errors import BadValue, Refused, WrongUsage
from refer_cli.fields.days import day_or_today
from refer_cli.network.words import GROUP_KINDS, kind_meant
from refer_cli.services.environment import Environment

if TYPE_CHECKING:
    from refer_cli.book.reading import Book
    from refer_cli.fields.card import Card
    from refer_cli.network.records import Group, Meeting

app = group("Show therapist groups, note when you went, and ask them.\n\nExample: refer groups list")

Name = Annotated[
    list[str] | None,
    typer.Argument(metavar="NAME", help="Any unambiguous part of its name.", autocompletion=completing.peer_group),
]
On = Annotated[
    str | None, typer.Option("--on", metavar="DAY", help='The day, such as 2026-11-12, friday or "3 days ago".')
]
Next = Annotated[str | None, typer.Option("--next", metavar="DAY", help="The next meeting, such as 12/1 or tuesday.")]


def list_(ctx: typer.Context, json: Json = False) -> None:
    """Show the groups: yours first, when they meet next, and whom you know in them.

    Example: refer groups list
    """
    from refer_cli.book import network_reading
    from refer_cli.vocabulary.normaliser import key

    environment: Environment = ctx.obj
    environment.json = json
    book = environment.read()
    with book.snapshot():
        groups = network_reading.groups(book)
        members = network_reading.group_members(book)
        cards_have = book.distinct("groups")
        meetings = network_reading.meetings(book)
        own = _own(book)
    there: dict[int, list[int]] = {}
    attended: dict[int, str] = {}
    for meeting in meetings:
        if meeting.group_id is not None:
            there.setdefault(meeting.group_id, []).extend(meeting.colleagues)
            attended[meeting.group_id] = meeting.on_day
    groups.sort(key=lambda one: (not one.mine, one.next_meeting or "9999", one.name.casefold()))
    told = [
        {
            **one._asdict(),
            "mine": one.mine,
            "attended_on": attended.get(one.id),
            "colleagues": members.get(key(one.name), []),
            "met_there": sorted(set(there.get(one.id, ()))),
        }
        for one in groups
    ]
    named = {key(one.name) for one in groups}
    on_cards_only = [name for name in cards_have if key(name) not in {*named, *map(key, own)}]
    in_profile_only = [name for name in own if key(name) not in named]
    if json:
        from refer_cli.render.answer import emit_json

        emit_json(
            {
                "schema": "refer.groups/1",
                "groups": told,
                "in_profile_only": in_profile_only,
                "on_cards_only": on_cards_only,
            }
        )
        return
    from refer_cli.render.peer_groups import draw_groups

    ids = {number for one in told for number in one["met_there"]}
    names = {card.id: card.name for card in book.cards(sorted(ids), archived=None)}
    draw_groups(
        environment.screen(), environment.today, told, names, in_profile_only, on_cards_only, environment.command
    )


app.command("show", hidden=True)(list_)
app.command("list")(list_)


@app.command("add")
def add(
    ctx: typer.Context,
    name: Annotated[list[str] | None, typer.Argument(metavar="NAME", help="What the group is called.")] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind", metavar="KIND", help=f"{', '.join(GROUP_KINDS)}.", autocompletion=completing.among(*GROUP_KINDS)
        ),
    ] = None,
    place: Annotated[str | None, typer.Option("--place", metavar="TEXT", help="Where it meets.")] = None,
    link: Annotated[str | None, typer.Option("--link", metavar="URL", help="Its page.")] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="A note of your own.")] = None,
    next_: Next = None,
    json: Json = False,
) -> None:
    """Put a therapist group in the book.

    Example: refer groups add "Tuesday consult" --kind consultation --place Denver --next 12/1
    """
    from refer_cli.vocabulary.normaliser import key

    environment: Environment = ctx.obj
    environment.json = json
    example = 'refer groups add "Tuesday consult"'
    called = " ".join(" ".join(asked.words(environment, name, "What is the group called", "NAME", example)).split())
    if not key(called):
        raise BadValue(f'"{called}" is no name for a group.', 'for example refer groups add "Tuesday consult"')
    chosen = kind_meant(kind, GROUP_KINDS, "group") if kind is not None else _asked_kind(environment)
    values = {"place": place, "link": link, "note": note, "next_meeting": _coming(next_, environment)}
    for option, value in values.items():
        if value is not None and not value.strip():
            raise WrongUsage(f"--{option} is empty.", f"leave --{option} out, or say something")
    reading = environment.read()
    _refuse_taken(reading, called)
    mine = any(key(one) == key(called) for one in _own(reading))
    from refer_cli.book import network_writing

    book = environment.write()
    with book.step(f"add the group {called}") as step:
        number = network_writing.add_group(step, called, chosen, **values)
        if mine:
            network_writing.join_group(step, number, environment.today.isoformat())
    said = [f"{called} is in your book."]
    said.append("You are in it, as your profile says." if mine else _joining(environment, called))
    _answer(environment, "add", number, said, joined=mine)


@app.command("join")
def join(ctx: typer.Context, name: Name = None, on: On = None, json: Json = False) -> None:
    """Note that you are a member; it then counts as yours where impartiality matters.

    Example: refer groups join "Tuesday consult"
    """
    environment: Environment = ctx.obj
    environment.json = json
    day = day_or_today(on, environment.today)
    found = _found(
        environment, asked.words(environment, name, "Which group", "NAME", 'refer groups join "Tuesday consult"')
    )
    if found.mine:
        _answer(environment, "join", found.id, [f"You are in {found.name} already."], changed=False)
        return
    from refer_cli.book import network_writing

    book = environment.write()
    with book.step(f"join {found.name}") as step:
        network_writing.join_group(step, found.id, day)
    _answer(
        environment,
        "join",
        found.id,
        [f"You are in {found.name}. Who shares it with you ranks lower where impartiality is asked for."],
    )


@app.command("leave")
def leave(ctx: typer.Context, name: Name = None, on: On = None, json: Json = False) -> None:
    """Note that you are no longer a member.

    Example: refer groups leave "Tuesday consult"
    """
    from refer_cli.vocabulary.normaliser import key

    environment: Environment = ctx.obj
    environment.json = json
    day = day_or_today(on, environment.today)
    found = _found(
        environment, asked.words(environment, name, "Which group", "NAME", 'refer groups leave "Tuesday consult"')
    )
    in_profile = any(key(one) == key(found.name) for one in _own(environment.read()))
    if not found.mine and not in_profile:
        _answer(environment, "leave", found.id, [f"You are not in {found.name}."], changed=False)
        return
    if found.mine and found.joined_on is not None and day < found.joined_on:
        raise Refused(f"You joined {found.name} on {found.joined_on}, after that day.", "give a later day with --on")
    from refer_cli.book import network_writing

    book = environment.write()
    with book.step(f"leave {found.name}") as step:
        if found.mine:
            network_writing.leave_group(step, found.id, day)
        network_writing.drop_group_from_profile(step, found.name)
    _answer(
        environment, "leave", found.id, [f"You are no longer in {found.name}. The meetings there stay in your book."]
    )


@app.command("attend")
def attend(
    ctx: typer.Context,
    name: Name = None,
    on: On = None,
    met: Annotated[
        list[str] | None,
        typer.Option("--met", metavar="WHO", help="Whom you met there. Repeatable.", autocompletion=completing.who),
    ] = None,
    next_: Next = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="A note of your own.")] = None,
    follow_ups: Annotated[
        bool | None,
        typer.Option("--follow-ups/--no-follow-ups", help="Put the thanks and what else follows on your list."),
    ] = None,
    json: Json = False,
) -> None:
    """Note that you went to a group, and whom you met there.

    Example: refer groups attend "Tuesday consult" --on tuesday --met "Ada Birch" --next 12/15
    """
    environment: Environment = ctx.obj
    environment.json = json
    day = day_or_today(on, environment.today)
    coming = _coming(next_, environment)
    if note is not None and not note.strip():
        raise WrongUsage("The note is empty.", "leave --note out")
    example = 'refer groups attend "Tuesday consult"'
    found = _found(environment, asked.words(environment, name, "Which group did you go to", "NAME", example))
    book = environment.read()
    cards = book.cards(list(dict.fromkeys(book.resolve(one) for one in met or ())), archived=None)
    _attend(environment, found, cards, day, coming, note.strip() if note else None, follow_ups)


def _attend(
    environment: Environment,
    found: Group,
    cards: list[Card],
    day: str,
    coming: str | None,
    note: str | None,
    follow_ups: bool | None,
) -> None:
    from refer_cli.book import network_writing
    from refer_cli.network.peer_groups import next_after
    from refer_cli.services import meetings

    before = _attended(environment.read(), found.id, day)
    cards = [card for card in cards if before is None or card.id not in before.colleagues]
    suggested = meetings.proposed(environment.read(), cards, "group", day, environment.today)
    if follow_ups is None and cards and environment.interactive:
        from refer_cli.render import met as meeting_screen
        from refer_cli.render.asking import confirm

        names = {card.id: card.name for card in cards}
        meeting_screen.draw_suggested(environment.screen(), suggested, names, environment.today)
        follow_ups = confirm("Put these on your list?")
    upcoming = next_after(found, day, coming)
    book = environment.write()
    with book.step(f"attend {found.name}") as step:
        before = _attended(step.book, found.id, day)
        recorded = meetings.record(
            step, cards, "group", day, note=note, group_id=found.id, joining=before.id if before else None
        )
        listed = meetings.put_on_list(step, recorded.meeting_id, suggested if follow_ups else {})
        if upcoming != found.next_meeting:
            network_writing.change_group(step, found.id, next_meeting=upcoming)
    if environment.json:
        from refer_cli.render.answer import emit_json

        emit_json(
            {
                "schema": "refer.groups-attend/1",
                "id": recorded.meeting_id,
                "new": before is None,
                "group": found.id,
                "on": day,
                "colleagues": [card.id for card in cards],
                "first_meeting": [card.id for card, one in recorded.people if one.is_first],
                "follow_ups": [number for number, _, _ in listed],
                "next_meeting": upcoming,
            }
        )
        return
    from refer_cli.render.peer_groups import draw_attended

    draw_attended(
        environment.screen(),
        environment.today,
        found._replace(next_meeting=upcoming),
        day,
        recorded.people,
        listed,
        unasked=follow_ups is None and bool(cards),
        again=before is not None,
        command=environment.command,
    )


def _attended(book: Book, group_id: int, day: str) -> Meeting | None:
    """The meeting of this group on that day, where it was noted before."""
    from refer_cli.book import network_reading

    return next((one for one in network_reading.meetings(book) if (one.group_id, one.on_day) == (group_id, day)), None)


@app.command("next")
def next_meeting(
    ctx: typer.Context,
    name: Name = None,
    day: Annotated[str, typer.Option("--on", metavar="DAY", help="The day, such as 12/1, tuesday or none.")] = "",
    json: Json = False,
) -> None:
    """Say when a group meets next; the last word is the day, or none.

    Example: refer groups next "Tuesday consult" 12/1
    """
    environment: Environment = ctx.obj
    environment.json = json
    example = 'refer groups next "Tuesday consult" 12/1'
    words = asked.words(environment, name, "Which group", "NAME", example)
    typed = day or (words.pop() if len(words) > 1 else "")
    typed = asked.one(environment, typed, "When does it meet next (12/1, tuesday or none)", "The day", example)
    coming = None if typed.strip().casefold() == "none" else _coming(typed, environment)
    found = _found(environment, words)
    from refer_cli.book import network_writing

    book = environment.write()
    with book.step(f"next meeting of {found.name}") as step:
        network_writing.change_group(step, found.id, next_meeting=coming)
    from refer_cli.fields.days import day_words

    said = f"meets next on {day_words(coming, environment.today)}." if coming else "has no next meeting now."
    _answer(environment, "next", found.id, [f"{found.name} {said}"], next_meeting=coming)


@app.command("remove")
def remove(ctx: typer.Context, name: Name = None, json: Json = False) -> None:
    """Take a group out of the book; the meetings there stay.

    Example: refer groups remove "Tuesday consult"
    """
    environment: Environment = ctx.obj
    environment.json = json
    found = _found(
        environment, asked.words(environment, name, "Which group", "NAME", 'refer groups remove "Tuesday consult"')
    )
    from refer_cli.book import network_writing

    book = environment.write()
    with book.step(f"remove the group {found.name}") as step:
        network_writing.remove_group(step, found.id)
        network_writing.drop_group_from_profile(step, found.name)
    _answer(environment, "remove", found.id, [f"{found.name} is out of your book. The meetings there stay."])


app.command("post")(post)


def _found(environment: Environment, name: Iterable[str]) -> Group:
    from refer_cli.book import network_reading
    from refer_cli.network.peer_groups import find_group

    book = environment.read()
    return find_group(network_reading.groups(book), " ".join(name), _own(book))


def _own(book: Book) -> tuple[str, ...]:
    """The groups that are written in my profile."""
    mine = book.profile(joined=False)
    listing = mine.listing("groups") if mine else None
    return listing.names() if listing else ()


def _refuse_taken(book: Book, called: str) -> None:
    from refer_cli.book import network_reading
    from refer_cli.vocabulary.normaliser import key

    for one in network_reading.groups(book):
        if key(one.name) == key(called):
            raise Refused(f'There is a group "{one.name}" already.', "refer groups list shows it")


def _asked_kind(environment: Environment) -> str:
    if not environment.interactive:
        return "other"
    from refer_cli.render.asking import ask, until_understood

    return until_understood(
        lambda: ask(f"What kind of group? {', '.join(GROUP_KINDS)}", "other"),
        lambda typed: kind_meant(typed, GROUP_KINDS, "group"),
    )


def _coming(typed: str | None, environment: Environment) -> str | None:
    from refer_cli.fields.days import parse_coming_day

    return parse_coming_day(typed, environment.today) if typed is not None else None


def _joining(environment: Environment, called: str) -> str:
    from refer_cli.render.screen import shell_word

    return f"{environment.command} groups join {shell_word(called)} once you are in it."


def _answer(
    environment: Environment, what: str, number: int, said: list[str], *, changed: bool = True, **more: Any
) -> None:
    if environment.json:
        from refer_cli.render.answer import emit_json

        emit_json({"schema": f"refer.groups-{what}/1", "id": number, "changed": changed, **more})
        return
    from refer_cli.render.changes import draw_done

    draw_done(environment.screen(), said, environment.command, undoable=changed)
