"""`refer groups`: the therapist groups one knows of, joined, left and attended, and a post to ask them."""

from __future__ import annotations

from typing import Annotated

import typer

from refer_cli.commands import asked, completing
from refer_cli.commands.group_post import post
from refer_cli.commands.groups import group
from refer_cli.errors import WrongUsage
from refer_cli.fields.days import day_or_today
from refer_cli.network.words import GROUP_KINDS
from refer_cli.render.answer import Reply

app = group("Show therapist groups, note when you went, and ask them.\n\nExample: refer groups list")

Name = Annotated[
    list[str] | None,
    typer.Argument(metavar="NAME", help="Any unambiguous part of its name.", autocompletion=completing.peer_group),
]
On = Annotated[
    str | None, typer.Option("--on", metavar="DAY", help='The day, such as 2026-11-12, friday or "3 days ago".')
]
Next = Annotated[str | None, typer.Option("--next", metavar="DAY", help="The next meeting, such as 12/1 or tuesday.")]


def list_(ctx: typer.Context) -> Reply:
    """Show the groups: yours first, when they meet next, and whom you know in them.

    Example: refer groups list
    """
    from refer_cli.services import group_list

    return group_list.groups(ctx.obj)


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
) -> Reply:
    """Put a therapist group in the book.

    Example: refer groups add "Tuesday consult" --kind consultation --place Denver --next 12/1
    """
    from refer_cli.services import group_changes

    example = 'refer groups add "Tuesday consult"'
    called = " ".join(" ".join(asked.words(ctx.obj, name, "What is the group called", "NAME", example)).split())
    return group_changes.add(ctx.obj, called, kind, next_, {"place": place, "link": link, "note": note})


@app.command("join")
def join(ctx: typer.Context, name: Name = None, on: On = None) -> Reply:
    """Note that you are a member; it then counts as yours where impartiality matters.

    Example: refer groups join "Tuesday consult"
    """
    from refer_cli.services import group_changes

    day = day_or_today(on, ctx.obj.today)
    words = asked.words(ctx.obj, name, "Which group", "NAME", 'refer groups join "Tuesday consult"')
    return group_changes.join(ctx.obj, " ".join(words), day)


@app.command("leave")
def leave(ctx: typer.Context, name: Name = None, on: On = None) -> Reply:
    """Note that you are no longer a member.

    Example: refer groups leave "Tuesday consult"
    """
    from refer_cli.services import group_changes

    day = day_or_today(on, ctx.obj.today)
    words = asked.words(ctx.obj, name, "Which group", "NAME", 'refer groups leave "Tuesday consult"')
    return group_changes.leave(ctx.obj, " ".join(words), day)


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
    new: Annotated[bool, typer.Option("--new", help="Put whoever is not in the book in it, by their names.")] = False,
) -> Reply:
    """Note that you went to a group, and whom you met there.

    Example: refer groups attend "Tuesday consult" --on tuesday --met "Ada Birch" --next 12/15
    """
    from refer_cli.services import group_evening

    evening = group_evening.Evening(day_or_today(on, ctx.obj.today), next_, note, follow_ups, new)
    if note is not None and not note.strip():
        raise WrongUsage("The note is empty.", "leave --note out")
    example = 'refer groups attend "Tuesday consult"'
    words = asked.words(ctx.obj, name, "Which group did you go to", "NAME", example)
    return group_evening.attend(ctx.obj, " ".join(words), met or (), evening)


@app.command("next")
def next_meeting(
    ctx: typer.Context,
    name: Name = None,
    day: Annotated[str, typer.Option("--on", metavar="DAY", help="The day, such as 12/1, tuesday or none.")] = "",
) -> Reply:
    """Say when a group meets next; the last word is the day, or none.

    Example: refer groups next "Tuesday consult" 12/1
    """
    from refer_cli.services import group_changes

    example = 'refer groups next "Tuesday consult" 12/1'
    words = asked.words(ctx.obj, name, "Which group", "NAME", example)
    typed = day or (words.pop() if len(words) > 1 else "")
    typed = asked.one(ctx.obj, typed, "When does it meet next (12/1, tuesday or none)", "The day", example)
    return group_changes.meet_next(ctx.obj, " ".join(words), typed)


@app.command("remove")
def remove(ctx: typer.Context, name: Name = None) -> Reply:
    """Take a group out of the book; the meetings there stay.

    Example: refer groups remove "Tuesday consult"
    """
    from refer_cli.services import group_changes

    words = asked.words(ctx.obj, name, "Which group", "NAME", 'refer groups remove "Tuesday consult"')
    return group_changes.remove(ctx.obj, " ".join(words))


app.command("post")(post)
