"""`refer groups post`: a text that asks a therapist group for a colleague, and what was left out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from refer_cli.commands import completing
from refer_cli.commands.arguments import Json
from refer_cli.commands.asked import one
from refer_cli.commands.request_options import with_request_options
from refer_cli.errors import Refused
from refer_cli.matching.options import TypedRequest
from refer_cli.services.environment import Environment
from refer_cli.services.request_dialogue import looking_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from refer_cli.book.reading import Book
    from refer_cli.matching.understand import Meant
    from refer_cli.network.post import LeftOut, Wanted
    from refer_cli.network.records import Group

UNSAID = "it can tell about the client; ask in private"


@with_request_options("groups post")
def post(
    ctx: typer.Context,
    typed: TypedRequest,
    group: Annotated[
        str | None,
        typer.Option("--group", metavar="NAME", help="The group to ask.", autocompletion=completing.peer_group),
    ] = None,
    json: Json = False,
) -> None:
    """Write a post that asks a group for a colleague; it tells nothing of the client that it need not.

    It takes the options of refer suggest. What would tell about the client is left out, and it says so. Nothing
    is posted: copy the text.

    Example: refer groups post --need anxiety --age-group teen --insurance Medicaid
    """
    from refer_cli.matching.reasons import REASONS
    from refer_cli.matching.understand import understand

    environment: Environment = ctx.obj
    environment.json = json
    posted = typed.only(lambda option: option.posted)
    # Where and how alone asks for nothing, and helps nobody.
    if all(option.kind in ("place", "flag") for option in posted.options):
        example = "refer groups post --need anxiety --insurance Medicaid"
        posted = posted.but(need=one(environment, None, "What help is sought for", "What to ask for", example))
    panels = posted.words("insurance") + posted.words("leaving")
    posted = posted.but(reason="other", insurance=panels, leaving=None)
    book = environment.read()
    with book.snapshot():
        found = _group(book, group) if group is not None else None
        profile = book.profile() if book.exists else None
        meant = understand(posted, profile, REASONS, looking_up(environment))
    _show(environment, meant, _left_out(typed), found)


def _left_out(typed: TypedRequest) -> list[LeftOut]:
    """What was given and stays out, then what only goes in coarser: the place first, since it tells the most."""
    from refer_cli.network.post import LeftOut

    out = [option for option in typed.options if not option.posted]
    coarser = [option for option in reversed(typed.options) if option.posted and option.withheld]
    return [LeftOut(option.name, option.withheld or UNSAID) for option in (*out, *coarser)]


def _show(environment: Environment, meant: Meant, left_out: Sequence[LeftOut], group: Group | None) -> None:
    from refer_cli.network.post import PLAN, LeftOut, post
    from refer_cli.vocabulary.normaliser import vocabulary

    made = post(wanted(meant), lambda kind, name: vocabulary(kind).term(name) is not None, left_out)
    if not made.asks:
        raise Refused(
            "No word of that is in the vocabulary, so nothing is left to post.",
            "docs/vocabulary.md lists the words; a story belongs in no post",
        )
    if any(panel.plan for panel in meant.request.insurance):
        made = made._replace(left_out=(*made.left_out, LeftOut("plan", PLAN)))
    caution = _caution(environment, meant)
    danger = any(need.danger for need in meant.request.needs)
    if environment.json:
        from refer_cli.matching.advice import DANGER
        from refer_cli.render.answer import emit_json

        emit_json(
            {
                "schema": "refer.groups-post/1",
                "text": made.text,
                "left_out": [one._asdict() for one in made.left_out],
                "danger": DANGER if danger else None,
                "caution": caution,
                "assumptions": list(meant.assumptions),
                "group": group.id if group else None,
            }
        )
        return
    from refer_cli.render.peer_groups import draw_post

    draw_post(environment.screen(), made, meant.assumptions, group, danger=danger, caution=caution)


def _caution(environment: Environment, meant: Meant) -> str | None:
    """What to think of where the place that is posted is small, so far as the number of its ZIPs tells."""
    from refer_cli.network.post import small_place

    spot = meant.request.spot
    if spot is None or spot.city is None:
        return None
    zips = [count for place, count in environment.gazetteer().cities(spot.city) if place.state == spot.state]
    return small_place(spot.city, spot.state) if sum(zips) == 1 else None


def wanted(meant: Meant) -> Wanted:
    """What the post may say of a request, as it was understood."""
    from refer_cli.network.post import Wanted

    request = meant.request
    return Wanted(
        tuple(need.name for need in request.needs),
        request.spot.city if request.spot else None,
        request.spot.state if request.spot else None,
        request.in_person,
        request.telehealth,
        tuple(panel.name for panel in request.insurance),
        request.max_fee,
        request.age_group,
        request.format,
        request.languages,
        tuple(wish.name for wish in request.approaches),
    )


def _group(book: Book, typed: str) -> Group:
    from refer_cli.book import network_reading
    from refer_cli.network.peer_groups import find_group

    return find_group(network_reading.groups(book), typed)
