"""A post that asks a therapist group for a colleague: what a request lets it say, and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refer_cli.book import network_reading
from refer_cli.errors import Refused
from refer_cli.matching.advice import DANGER
from refer_cli.matching.asked_words import KEPT
from refer_cli.matching.reasons import REASONS
from refer_cli.matching.understand import understand
from refer_cli.network.peer_groups import find_group
from refer_cli.network.post import PLAN, UNSAID, LeftOut, PostRequest, post, small_place
from refer_cli.render.answer import Reply
from refer_cli.render.peer_groups import draw_post
from refer_cli.services.request_dialogue import looking_up
from refer_cli.vocabulary.normaliser import vocabulary
from refer_cli.vocabulary.parting import part

if TYPE_CHECKING:
    from refer_cli.matching.options import TypedRequest
    from refer_cli.matching.request import Request, Spot
    from refer_cli.services.environment import Environment


def ask(environment: Environment, typed: TypedRequest, group_name: str | None) -> Reply:
    """The text that asks for what was typed. Raises Refused where nothing of it may be said, or WrongUsage."""
    carried = typed.only(lambda option: option.posted)
    carried = carried.but(reason="other", insurance=carried.words("insurance") + carried.words("leaving"), leaving=None)
    book = environment.read()
    with book.snapshot():
        group = find_group(network_reading.groups(book), group_name) if group_name is not None else None
        profile = book.profile() if book.exists else None
        meant = understand(carried, profile, REASONS, looking_up(environment), _unheard_of)
    request, assumptions = meant.request, meant.assumptions
    made = post(wanted(request), lambda kind, name: vocabulary(kind).has(name), _left_out(typed))
    if not made.asks:
        raise Refused(
            "No word of that is in the vocabulary, so nothing is left to post.",
            "name a need, an insurance or a language in plain words; a story belongs in no post",
        )
    if any(panel.plan for panel in request.insurance):
        made = made._replace(left_out=(*made.left_out, LeftOut("plan", PLAN)))
    caution = _caution(environment, request.spot)
    danger = any(need.danger for need in request.needs)
    return Reply(
        "groups-post",
        lambda: {
            "text": made.text,
            "left_out": [left_out._asdict() for left_out in made.left_out],
            "danger": DANGER if danger else None,
            "caution": caution,
            "assumptions": list(assumptions),
            "group": group.id if group else None,
        },
        lambda screen: draw_post(screen, made, assumptions, group, danger=danger, caution=caution),
    )


def _unheard_of(kind: str, text: str) -> str | None:
    """A word that no vocabulary knows is no refusal here: it is left out of the post, and that is said."""
    return None if vocabulary(kind).understand(text).known or part(kind, text).terms else KEPT


def wanted(request: Request) -> PostRequest:
    """What the post may say of a request, as it was understood."""
    return PostRequest(
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


def _left_out(typed: TypedRequest) -> list[LeftOut]:
    """What was given and stays out, then what only goes in coarser: the place first, since it tells the most."""
    out = [option for option in typed.options if not option.posted]
    coarser = [option for option in reversed(typed.options) if option.posted and option.withheld]
    return [LeftOut(option.name, option.withheld or UNSAID) for option in (*out, *coarser)]


def _caution(environment: Environment, spot: Spot | None) -> str | None:
    """What to think of where the place that is posted is small, so far as the number of its ZIPs tells."""
    if spot is None or spot.city is None:
        return None
    zips = [count for place, count in environment.gazetteer().cities(spot.city) if place.state == spot.state]
    return small_place(spot.city, spot.state) if sum(zips) == 1 else None
