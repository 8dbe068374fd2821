"""`refer groups post`: a text that asks a therapist group for a colleague, and what was left out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from refer_cli.commands import completing
from refer_cli.commands.arguments import Json
from refer_cli.commands.asked import one
from refer_cli.errors import Refused
from refer_cli.services.environment import Environment

if TYPE_CHECKING:
    from refer_cli.book.reading import Book
    from refer_cli.matching.understand import Asked, Meant
    from refer_cli.network.post import Wanted
    from refer_cli.network.records import Group
    from refer_cli.places.resolve import Resolved

Many = list[str] | None
LEFT_OUT = "Left out of the post."
GOING_IN = ("needs", "insurance", "leaving", "approaches", "languages", "max_fee", "age_group", "format")
"""The fields of `Asked` of which at least one must be given: a post that asks for nothing helps nobody."""


def post(
    ctx: typer.Context,
    need: Annotated[
        Many,
        typer.Option("--need", help="What help is sought for.", autocompletion=completing.words("need", "specialties")),
    ] = None,
    insurance: Annotated[
        Many,
        typer.Option("--insurance", help="The panel needed.", autocompletion=completing.words("insurer", "panels")),
    ] = None,
    leaving: Annotated[str | None, typer.Option("--leaving", help="The panel that you leave: asked for.")] = None,
    approach: Annotated[Many, typer.Option("--approach", help="An approach, such as EMDR.")] = None,
    language: Annotated[Many, typer.Option("--language", help="A language of sessions.")] = None,
    max_fee: Annotated[
        str | None, typer.Option("--max-fee", help="The most that can be paid, in dollars; posted as a range.")
    ] = None,
    city: Annotated[
        str | None,
        typer.Option("--city", help="The city (else your own).", autocompletion=completing.used("city")),
    ] = None,
    state: Annotated[str | None, typer.Option("--state", help="The state; alone: anywhere in it.")] = None,
    zip_code: Annotated[str | None, typer.Option("--zip", help="A ZIP; posted as its city.")] = None,
    anywhere: Annotated[bool, typer.Option("--anywhere", help="Name no place.")] = False,
    in_person: Annotated[bool, typer.Option("--in-person", help="In an office.")] = False,
    telehealth: Annotated[bool, typer.Option("--telehealth", help="By video.")] = False,
    age_group: Annotated[str | None, typer.Option("--age-group", help="child, teen, adult or older adult.")] = None,
    format_: Annotated[str | None, typer.Option("--for", help="individual, couple, family or group.")] = None,
    reason: Annotated[str | None, typer.Option("--reason", help=LEFT_OUT, autocompletion=completing.reason)] = None,
    style: Annotated[Many, typer.Option("--style", help=LEFT_OUT)] = None,
    unlike: Annotated[Many, typer.Option("--unlike", help=LEFT_OUT)] = None,
    tried: Annotated[Many, typer.Option("--tried", help=LEFT_OUT)] = None,
    avoid: Annotated[Many, typer.Option("--avoid", help=LEFT_OUT)] = None,
    radius: Annotated[str | None, typer.Option("--radius", help=LEFT_OUT)] = None,
    soon: Annotated[bool, typer.Option("--soon", help=LEFT_OUT)] = False,
    gender: Annotated[str | None, typer.Option("--gender", help=LEFT_OUT)] = None,
    faith: Annotated[str | None, typer.Option("--faith", help=LEFT_OUT)] = None,
    identity: Annotated[Many, typer.Option("--identity", help=LEFT_OUT)] = None,
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
    from refer_cli.matching.understand import Asked

    environment: Environment = ctx.obj
    environment.json = json
    panels = (*(insurance or ()), *((leaving,) if leaving is not None else ()))
    asked = Asked(
        reason="other",
        needs=tuple(need or ()),
        insurance=panels,
        approaches=tuple(approach or ()),
        languages=tuple(language or ()),
        max_fee=max_fee,
        city=city,
        state=state,
        zip=zip_code,
        anywhere=anywhere,
        in_person=in_person,
        telehealth=telehealth,
        age_group=age_group,
        format=format_,
    )
    if not any(getattr(asked, name) for name in GOING_IN):
        example = "refer groups post --need anxiety --insurance Medicaid"
        asked = asked._replace(needs=(one(environment, None, "What help is sought for", "What to ask for", example),))
    given = {
        "reason": reason,
        "style": style,
        "unlike": unlike,
        "tried": tried,
        "avoid": avoid,
        "radius": radius,
        "soon": soon,
        "gender": gender,
        "faith": faith,
        "identity": identity,
        "zip": zip_code,
        "max_fee": max_fee,
        "leaving": leaving,
    }
    book = environment.read()
    with book.snapshot():
        found = _group(book, group) if group is not None else None
        meant = _understood(environment, book, asked)
    _show(environment, meant, [name for name, value in given.items() if value], found)


def _show(environment: Environment, meant: Meant, left_out: list[str], group: Group | None) -> None:
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


def _understood(environment: Environment, book: Book, asked: Asked) -> Meant:
    from refer_cli.matching.reasons import REASONS
    from refer_cli.matching.understand import understand

    def place(city: str | None, state: str | None, zip_code: str | None, home: str | None) -> Resolved:
        from refer_cli.places.resolve import resolve

        return resolve(environment.gazetteer(), city, state, zip_code, home)

    return understand(asked, book.profile() if book.exists else None, REASONS, place)


def _group(book: Book, typed: str) -> Group:
    from refer_cli.book import network_reading
    from refer_cli.network.peer_groups import find_group

    return find_group(network_reading.groups(book), typed)
