"""What `refer suggest` answers: the request understood, the book ranked, and the request remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from refer_cli.book.requests import remember
from refer_cli.errors import Refused
from refer_cli.network.fee_bands import band_of
from refer_cli.render.answer import Reply
from refer_cli.services.ranking import answered
from refer_cli.services.request_dialogue import understood
from refer_cli.vocabulary.danger import speaks_of_danger
from refer_cli.vocabulary.normaliser import vocabulary

if TYPE_CHECKING:
    from refer_cli.book.reading import Book
    from refer_cli.matching.answer import Answer
    from refer_cli.matching.options import TypedRequest
    from refer_cli.matching.request import Request
    from refer_cli.render.screen import Screen
    from refer_cli.services.environment import Environment

MORE, EXPLAIN, FOR_CLIENT = "more", "explain", "for-client"
"""Other shapes of the answer than the one screen."""


def suggest(environment: Environment, typed: TypedRequest, shape: str | None, *, remembered: bool) -> Reply:
    """Rank the colleagues for a request, and answer in this shape (MORE, EXPLAIN, FOR_CLIENT) or on one screen.

    Raises WrongUsage, and Refused where there is nothing to hand over.
    """
    book = environment.read()
    with book.snapshot():
        # What is handed over has no room for what was left out of it.
        typed, meant = understood(environment, book, typed, leaves_out=shape != FOR_CLIENT)
        answer, unmatched = answered(book, meant.request, environment.today)
    answer = answer._replace(danger=answer.danger or any(map(speaks_of_danger, typed.words("need"))))
    assumptions = (*meant.assumptions, *unmatched)

    def draw(screen: Screen) -> None:
        from refer_cli.render import suggest as drawing

        if not answer.considered:
            archived = bool(book.exists and book.count(archived=True))
            drawing.draw_empty(screen, archived, environment.command, danger=answer.danger)
        elif shape == EXPLAIN:
            from refer_cli.render.explain import draw_explanation

            draw_explanation(screen, answer, assumptions, environment.today)
        else:
            asked = drawing.Asked(
                environment.command,
                typed.but(reason=answer.request.reason.slug),
                meant.taken_for_granted,
                (*(left.sentence for left in meant.not_understood), *unmatched),
                meant.in_short,
            )
            if shape == MORE:
                from refer_cli.render.suggest_more import draw_more

                draw_more(screen, answer, asked, environment.today)
            else:
                drawing.draw_shortlist(screen, answer, asked, environment.today)

    def as_json() -> dict[str, Any]:
        from refer_cli.render.suggest_json import suggest_json

        return suggest_json(answer, assumptions, typed, meant.not_understood)

    reply = _for_client(answer) if shape == FOR_CLIENT else Reply("suggest", as_json, draw)
    if remembered and not environment.demo and answer.considered:
        return reply._replace(afterwards=lambda: _remember(environment, book, answer))
    return reply


def _for_client(answer: Answer) -> Reply:
    """What can be handed over. Raises Refused where nobody can be offered yet."""
    if not any(option.ready for option in answer.options):
        raise Refused(
            "Nobody among these can be offered without a call first, so there is nothing to hand over.",
            "the same command without --for-client shows whom to call; --limit shows more people",
        )
    from refer_cli.render.for_client import draw_for_client
    from refer_cli.render.suggest_json import client_json

    return Reply("suggest-for-client", lambda: client_json(answer), lambda screen: draw_for_client(screen, answer))


def _remember(environment: Environment, book: Book, answer: Answer) -> None:
    """Remember what was asked for, in words of the vocabularies alone: any other may tell who the client is."""
    request = answer.request
    if not _all_known(request):
        return
    remember(
        environment.book_path,
        day=environment.today.isoformat(),
        found=answer.anybody_ready,
        state=request.spot.state if request.spot else "",
        need="; ".join(sorted(need.name for need in request.needs)),
        panel="; ".join(sorted(panel.name for panel in request.insurance)),
        fee_band=band_of(request.max_fee),
        age_group=request.age_group or "",
        language="; ".join(sorted(request.languages)),
        through=book.connection,
    )


def _all_known(request: Request) -> bool:
    """Whether every need, panel and language asked for is a word of the vocabularies."""
    asked = (
        ("need", [need.name for need in request.needs]),
        ("insurer", [panel.name for panel in request.insurance]),
        ("language", request.languages),
    )
    return all(vocabulary(kind).has(name) for kind, names in asked for name in names)
