"""`refer archive` and `refer unarchive`: set colleagues aside, and bring them back."""

from __future__ import annotations

import typer

from refer_cli.commands.arguments import Json, Who
from refer_cli.services.environment import Environment


def archive(ctx: typer.Context, who: Who, json: Json = False) -> None:
    """Set colleagues aside without deleting them.

    They are left out of lists and suggestions, and keep everything known of them.

    Example: refer archive "Ada Birch" "Flo Gum"
    """
    _set(ctx.obj, who, json, archiving=True)


def unarchive(ctx: typer.Context, who: Who, json: Json = False) -> None:
    """Bring archived colleagues back.

    Example: refer unarchive "Ada Birch"
    """
    _set(ctx.obj, who, json, archiving=False)


def _set(environment: Environment, who: list[str], as_json: bool, archiving: bool) -> None:
    from refer_cli.book import writing
    from refer_cli.render.changes import draw_done

    environment.json = as_json
    book = environment.write()
    ids = list(dict.fromkeys(book.resolve(one) for one in who))
    names = {card.id: card.name for card in book.cards(ids, archived=None)}
    verb = "archive" if archiving else "unarchive"
    changed = []
    with book.step(f"{verb} {', '.join(names[one] for one in ids)}") as step:
        for one in ids:
            done = (
                writing.archive(step, one, environment.today.isoformat()) if archiving else writing.unarchive(step, one)
            )
            if done:
                changed.append(one)
    if as_json:
        from refer_cli.render.answer import emit_json

        emit_json(
            {
                "schema": f"refer.{verb}/1",
                "ids": changed,
                "unchanged": [one for one in ids if one not in changed],
            }
        )
        return
    said = "is archived: left out of lists and suggestions." if archiving else "is back in lists and suggestions."
    already = "was archived already." if archiving else "was not archived."
    lines = [f"{names[one]} {said if one in changed else already}" for one in ids]
    draw_done(environment.screen(), lines, environment.command, undoable=bool(changed))
