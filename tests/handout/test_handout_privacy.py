"""Nothing private can reach a client or a colleague, whatever the book holds."""

from __future__ import annotations

import json

from examples import few
from hypothesis import given
from hypothesis import strategies as st
from random_books import requests
from sheet_options import FORMS, SECRET, TODAY, known_cards, secret_values, text_of, with_secrets

from refer_cli.fields.card import Card
from refer_cli.fields.catalogue import FIELDS, SELF_DESCRIBED
from refer_cli.handout.content import Office, Option, Sheet, sheet_for
from refer_cli.handout.guide import guide_for
from refer_cli.handout.letter import Sender, agreed_from, letter_draft, letter_text, letter_to
from refer_cli.handout.sheet import compose_sheet, languages, sheet_bytes
from refer_cli.matching.request import Request, Spot

SENDER = Sender("Rosa Linden", ("LPC",), "Linden House", "303-555-0199", "rosa@example.com")
PRIVATE = {field.name for field in FIELDS if field.private}
AVOIDED = f"{SECRET}avoided"


def _private(request: Request) -> Request:
    """The request with the client's own place and whom to avoid as words that may not get out."""
    spot = request.spot
    if spot is not None and spot.city is not None:
        request = request._replace(spot=Spot(spot.state, f"{SECRET}town", f"{SECRET}zip", spot.point))
    return request._replace(avoid=(AVOIDED,), identities=(), gender=None, faith=None)


def _outputs(sheet: Sheet, request: Request) -> list[str]:
    """Everything that leaves the therapist's hands, in every form and language."""
    said = guide_for(request.reason)
    agreed = agreed_from(request, "2026-11-20", said.letter, said.meanwhile)
    letters = [letter_to(one.name, one.email, SENDER, consent) for one in sheet.options for consent in (None, agreed)]
    return [
        *(text_of(sheet_bytes(sheet, ending, language=language, large_print=large), ending)
          for ending, language, large in FORMS),
        *map(letter_text, letters),
        *(letter_draft(one, SENDER).decode() for one in letters),
        *(one.link or "" for one in letters),
        json.dumps([one._asdict() for one in sheet.options], ensure_ascii=False),
    ]  # fmt: skip


@given(st.lists(known_cards(), min_size=1, max_size=3), requests())
@few
def test_no_private_word_is_in_anything_that_is_handed_out(cards: list[Card], request: Request) -> None:
    request = _private(request)
    sheet = sheet_for([with_secrets(card, secret_values("one")) for card in cards], request, TODAY)
    for output in _outputs(sheet, request):
        assert SECRET not in output
        for private in ("2011-01-07", "2019-09-03", "worked with", "trust 5", "Trust"):
            assert private not in output


@given(known_cards(), requests())
def test_a_private_fact_changes_nothing_that_a_client_reads(card: Card, request: Request) -> None:
    request = _private(request)
    one, other, none = (
        sheet_for([changed], request, TODAY)
        for changed in (
            with_secrets(card, secret_values("one")),
            with_secrets(card, secret_values("other", trust=1)),
            card,
        )
    )
    assert one == other == none
    assert all(compose_sheet(one, language) == compose_sheet(none, language) for language in languages())


@given(known_cards(), st.sampled_from(("woman", "man")))
def test_an_identity_is_said_only_in_the_words_that_were_asked_for(card: Card, asked: str) -> None:
    request = _asking(gender=asked)
    described = with_secrets(card, {"gender": "woman", "faith": f"{SECRET} faith"})
    option = sheet_for([described], request, TODAY).options[0]
    assert option.as_asked == (("woman",) if asked == "woman" else ())


def test_what_a_client_may_read_has_no_field_for_anything_private() -> None:
    fields = set(Option._fields) | set(Office._fields) | set(Sheet._fields)
    assert not fields & (PRIVATE | set(SELF_DESCRIBED) | {"label", "npi"})


def _asking(gender: str) -> Request:
    from refer_cli.matching.reasons import REASONS

    return Request(REASONS["other"], gender=gender)
