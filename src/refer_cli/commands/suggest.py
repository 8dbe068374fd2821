"""`refer suggest`: the options become a request, the book is ranked, and the answer is shown."""

from typing import TYPE_CHECKING, Annotated

import typer

from refer_cli.commands.request_options import with_request_options
from refer_cli.errors import WrongUsage
from refer_cli.matching.options import TypedRequest
from refer_cli.services.environment import Environment
from refer_cli.services.ranking import answered
from refer_cli.services.request_dialogue import understood

if TYPE_CHECKING:
    from refer_cli.book.reading import Book
    from refer_cli.matching.answer import Answer
    from refer_cli.matching.request import Request


@with_request_options("suggest")
def suggest(
    ctx: typer.Context,
    typed: TypedRequest,
    explain: Annotated[bool, typer.Option("--explain", help="Show the sum behind each score.")] = False,
    for_client: Annotated[bool, typer.Option("--for-client", help="Print what can be handed to the client.")] = False,
    no_remember: Annotated[bool, typer.Option("--no-remember", help="Do not remember this request.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Rank the colleagues who fit a client, and say why.

    For example: refer suggest --reason moving --city Denver --need anxiety --insurance Aetna
    """
    environment: Environment = ctx.obj
    environment.json = as_json
    if explain and for_client:
        raise WrongUsage("--explain and --for-client cannot go together.", "the client's version has no numbers")
    book = environment.read()
    with book.snapshot():
        typed, meant = understood(environment, book, typed)
        answer, unmatched = answered(book, meant.request, environment.today)
    assumptions = (*meant.assumptions, *unmatched)
    _show(environment, book, typed, assumptions, answer, explain=explain, for_client=for_client)
    if not no_remember and not environment.demo and answer.considered:
        _remember(environment, book, answer.request, answer)


def _show(
    environment: Environment,
    book: "Book",
    typed: TypedRequest,
    assumptions: tuple[str, ...],
    answer: "Answer",
    *,
    explain: bool,
    for_client: bool,
) -> None:
    if for_client and not any(one.ready for one in answer.options):
        from refer_cli.errors import Refused

        raise Refused(
            "Nobody among these can be offered without a call first, so there is nothing to hand over.",
            "the same command without --for-client shows whom to call; --limit shows more people",
        )
    if environment.json:
        from refer_cli.render.answer import emit_json
        from refer_cli.render.suggest_json import client_json, suggest_json

        emit_json(client_json(answer) if for_client else suggest_json(answer, assumptions, typed))
        return
    from refer_cli.render import suggest as render

    screen = environment.screen()
    if for_client:
        from refer_cli.render.for_client import draw_for_client

        draw_for_client(screen, answer)
    elif not answer.considered:
        archived = bool(book.exists and book.count(archived=True))
        render.draw_empty(screen, archived, danger=answer.danger)
    else:
        if explain:
            from refer_cli.render.explain import draw_explanation

            draw_explanation(screen, answer, assumptions, environment.today)
        else:
            typed = typed.but(reason=answer.request.reason.slug)
            render.draw(screen, answer, assumptions, environment.command, typed, environment.today)


def _remember(environment: Environment, book: "Book", request: "Request", answer: "Answer") -> None:
    """Remember what was asked for, in words of the vocabularies alone: any other may tell who the client is."""
    from refer_cli.book.requests import remember
    from refer_cli.network.fee_bands import band_of

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


def _all_known(request: "Request") -> bool:
    """Whether every need, panel and language asked for is a word of the vocabularies."""
    from refer_cli.vocabulary.normaliser import vocabulary

    asked = (
        ("need", [need.name for need in request.needs]),
        ("insurer", [panel.name for panel in request.insurance]),
        ("language", request.languages),
    )
    return all(vocabulary(kind).term(name) is not None for kind, names in asked for name in names)
