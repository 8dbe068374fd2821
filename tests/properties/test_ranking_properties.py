"""The rules of ranking hold for any book and any request."""

from __future__ import annotations

import random
from typing import Any

from examples import few
from hypothesis import given
from hypothesis import strategies as st
from random_books import (
    LANGUAGES,
    MY_PROFILE,
    PANELS,
    TODAY,
    IndexInMemory,
    books,
    candidates,
    large_books,
    place,
    requests,
    whole_options,
)

from refer_cli.fields.values import Accepting, Item, added
from refer_cli.matching.answer import answer
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.criteria import CRITERIA
from refer_cli.matching.dropping import helps_most
from refer_cli.matching.indexed_ranking import IndexedRanking
from refer_cli.matching.judgement import UNKNOWN, UNKNOWN_REQUIRED
from refer_cli.matching.options import BY_NAME, TypedRequest
from refer_cli.matching.rank import CAUSES, FullRanking, assess, weights
from refer_cli.matching.reasons import REASONS
from refer_cli.matching.request import Panel, Request, Wish
from refer_cli.matching.understand import understand
from refer_cli.matching.worth_a_call import confirmed


@given(books(), requests())
def test_the_index_changes_nothing(book: list[Candidate], request: Request) -> None:
    _same_in_both_ways(book, request)


@few
@given(large_books(), requests())
def test_the_index_changes_nothing_in_a_large_book(book: list[Candidate], request: Request) -> None:
    _same_in_both_ways(book, request)
    # Nobody is left out of the answer for standing behind a first dozen.
    _same_in_both_ways(book, request._replace(limit=None))


def _same_in_both_ways(book: list[Candidate], request: Request) -> None:
    full = FullRanking(book, request, TODAY)
    indexed = IndexedRanking(IndexInMemory(book), request, TODAY)
    assert (indexed.considered, indexed.eligible, dict(indexed.excluded)) == (
        full.considered,
        full.eligible,
        dict(full.excluded),
    )
    assert indexed.known == full.known
    assert list(indexed.in_order()) == list(full.in_order())
    assert list(indexed.contenders()) == list(full.contenders())
    for cause in CAUSES:
        assert indexed.near(cause, 3) == full.near(cause, 3), cause
    assert indexed.treating(3) == full.treating(3)
    assert indexed.far(3) == full.far(3)
    assert answer(indexed, request, TODAY) == answer(full, request, TODAY)


@given(books(), requests())
def test_everybody_is_counted_once_and_nobody_shown_fails(book: list[Candidate], request: Request) -> None:
    ranking = FullRanking(book, request, TODAY)
    assert ranking.considered == ranking.eligible + sum(ranking.excluded.values()) == len(book)
    result = answer(ranking, request, TODAY)
    assert all(not one.failures for one in result.options)
    assert len(result.options) <= (request.limit or 3)


@given(candidates(), requests())
def test_the_rows_add_up_to_the_score(one: Candidate, request: Request) -> None:
    weighed = weights(request)
    assert sum(weighed.values()) == 100
    if request.needs:
        # At most .4 of the need before both are brought to hundredths, each of which may then be rounded.
        assert weighed["relationship"] * 10 <= weighed["need"] * 4 + 14
    assessed = assess(one, request, TODAY, weighed)
    assert sum(row.weight * row.score for row in assessed.rows) == assessed.points
    assert {row.name for row in assessed.rows} == set(weighed)
    assert all(0 <= row.score <= 100 for row in assessed.rows)


@given(candidates(), requests())
def test_unknown_stands_behind_every_match(one: Candidate, request: Request) -> None:
    for row in assess(one, request, TODAY, weights(request)).rows:
        if row.status == "unknown" and row.name in ("need", "insurance", "fee", "availability") and row.fresh is None:
            lone = row.name != "need" or len(request.needs) == 1
            assert not lone or row.score == UNKNOWN_REQUIRED < UNKNOWN


@given(books(), requests())
def test_nobody_is_promised_less_than_a_call_could_give(book: list[Candidate], request: Request) -> None:
    """The search for a call stops where the promises end: one that is too low hides the best call."""
    weighed = weights(request)
    for ranking in (FullRanking(book, request, TODAY), IndexedRanking(IndexInMemory(book), request, TODAY)):
        promised = list(ranking.promising())
        assert [order for order, _ in promised] == sorted(order for order, _ in promised)
        assert sorted(one.candidate.id for _, one in promised) == sorted(one.candidate.id for one in ranking.in_order())
        for order, one in promised:
            assert order <= one.order
            for check in (check for check in one.checks if check.field is not None):
                assert order <= assess(confirmed(one.candidate, check, TODAY), request, TODAY, weighed).order, check


@given(books(), whole_options())
def test_leaving_a_wish_out_lets_in_as_many_as_it_says(book: list[Candidate], typed: TypedRequest) -> None:
    def rank(request: Request) -> FullRanking:
        return FullRanking(book, request, TODAY)

    drop = helps_most(rank, understand(typed, MY_PROFILE, REASONS, place).request)
    if drop is not None:
        left_out = {BY_NAME[name].parameter: None for name in drop.options}
        again = understand(typed.but(**left_out), MY_PROFILE, REASONS, place).request
        assert rank(again).eligible == drop.eligible > 0


@given(books(), requests(), st.randoms(use_true_random=False))
def test_the_order_of_what_suffices_is_irrelevant(
    book: list[Candidate], request: Request, shuffler: random.Random
) -> None:
    def mixed(values: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(shuffler.sample(values, len(values)))

    other = request._replace(
        insurance=mixed(request.insurance), languages=mixed(request.languages),
        approaches=mixed(request.approaches), styles=mixed(request.styles),
    )  # fmt: skip
    told, again = (
        [(one.order, one.ready, [failure.fails for failure in one.failures]) for one in ranking.in_order()]
        for ranking in (FullRanking(book, request, TODAY), FullRanking(book, other, TODAY))
    )
    assert told == again


@given(books(), requests(), st.sampled_from(PANELS), st.sampled_from(LANGUAGES))
def test_to_accept_one_more_takes_nobody_away(
    book: list[Candidate], request: Request, panel: str, language: str
) -> None:
    before = {one.candidate.id for one in FullRanking(book, request, TODAY).in_order()}
    more = request
    if request.insurance:
        more = more._replace(insurance=(*request.insurance, Panel(panel, frozenset({panel.casefold()}))))
    if request.languages:
        more = more._replace(languages=(*request.languages, language))
    for field, name in (("approaches", "ACT"), ("styles", "quiet")):
        wishes = getattr(more, field)
        if wishes:
            more = more._replace(**{field: (*wishes, Wish(name, frozenset({name.casefold()})))})
    assert before <= {one.candidate.id for one in FullRanking(book, more, TODAY).in_order()}


@given(books(), requests(), st.randoms(use_true_random=False))
def test_the_order_of_entry_is_irrelevant(book: list[Candidate], request: Request, shuffler: random.Random) -> None:
    mixed = list(book)
    shuffler.shuffle(mixed)
    assert answer(FullRanking(mixed, request, TODAY), request, TODAY) == answer(
        FullRanking(book, request, TODAY), request, TODAY
    )


@given(candidates(), requests())
def test_an_unknown_that_turns_into_a_match_never_lowers_the_score(one: Candidate, request: Request) -> None:
    weighed = weights(request)
    before = assess(one, request, TODAY, weighed)
    for known in _made_known(one, request):
        after = assess(known, request, TODAY, weighed)
        assert after.points >= before.points
        assert len(after.failures) <= len(before.failures)


def _made_known(one: Candidate, request: Request) -> list[Candidate]:
    day = TODAY.isoformat()
    known: list[Candidate] = []
    if one.accepting is None:
        known.append(one._replace(accepting=Accepting("yes"), dated={**one.dated, "accepting": day}))
    if one.panels is None and request.insurance:
        known.append(one._replace(panels=added(None, (Item(request.insurance[0].name, None, day),))))
    if one.specialties is None and len(request.needs) == 1:
        known.append(one._replace(specialties=added(None, (Item(request.needs[0].name, "takes", day),))))
    if one.approaches is None and request.approaches and not request.refused_approaches:
        known.append(one._replace(approaches=added(None, (Item(request.approaches[0].name, None, day),))))
    if one.styles is None and request.styles and not request.refused_styles:
        known.append(one._replace(styles=added(None, (Item(request.styles[0].name, None, day),))))
    if one.sliding_slots is None:
        known.append(one._replace(sliding_slots=2, dated={**one.dated, "sliding_slots": day}))
    if one.fee_floor is None and request.max_fee is not None and (one.fee or 0) > request.max_fee:
        known.append(one._replace(fee_floor=request.max_fee, dated={**one.dated, "fee_floor": day}))
    if one.pro_bono is None:
        known.append(one._replace(pro_bono=True))
    if one.telehealth is None:
        known.append(one._replace(telehealth=True))
    if one.in_person is None:
        known.append(one._replace(in_person=True))
    return known


@given(books(), requests())
def test_appending_relax_admits_that_person(book: list[Candidate], request: Request) -> None:
    for near in answer(FullRanking(book, request, TODAY), request, TODAY).near:
        if near.relax is None:
            continue
        option, *amount = near.relax.split()
        relaxed = {
            "--radius": lambda amount=amount: request._replace(radius=int(*amount), radius_stated=True),
            "--max-fee": lambda amount=amount: request._replace(max_fee=int(*amount)),
            "--in-person": lambda: request._replace(in_person=True),
        }[option]()
        again = FullRanking(book, relaxed._replace(limit=None), TODAY)
        assert near.assessment.candidate.id in {one.candidate.id for one in again.first(50)}


@given(books(), requests())
def test_a_call_keeps_its_promise(book: list[Candidate], request: Request) -> None:
    _calls_keep_their_promise(book, request)


@few
@given(large_books(), requests())
def test_a_call_keeps_its_promise_among_many_who_are_equal(book: list[Candidate], request: Request) -> None:
    _calls_keep_their_promise(book, request)


def _calls_keep_their_promise(book: list[Candidate], request: Request) -> None:
    ranking = FullRanking(book, request, TODAY)
    for call in answer(ranking, request, TODAY).calls:
        check = next(
            check
            for one in ranking.in_order()
            if one.candidate.id == call.candidate.id
            for check in one.checks
            if (check.field, check.value) == (call.field, call.value)
        )
        after = [confirmed(one, check, TODAY) if one.id == call.candidate.id else one for one in book]
        options = answer(FullRanking(after, request, TODAY), request, TODAY).options
        assert options[call.rank - 1].candidate.id == call.candidate.id
        behind = [one.candidate.name for one in options[call.rank :] if one.points == options[call.rank - 1].points]
        assert call.level_with == next(iter(behind), None)


@given(books(), requests())
def test_no_bound_is_below_what_somebody_scores(book: list[Candidate], request: Request) -> None:
    """The indexed ranking reads cards in the order of their bounds: one that is too low hides who comes first."""
    weighed = weights(request)
    facets = IndexInMemory(book)
    for criterion in (criterion for criterion in CRITERIA if criterion.name in weighed and criterion.sets):
        sets = criterion.sets(facets, request, TODAY)
        if sets.bound is None:
            continue
        levels = sets.bound()
        for candidate in book:
            if criterion.judge(candidate, request, TODAY).fails is not None:
                continue
            (row,) = (row for row in assess(candidate, request, TODAY, weighed).rows if row.name == criterion.name)
            at_most = [level for level, people in levels if people >> candidate.id & 1]
            assert len(at_most) == 1 and row.score <= at_most[0], (criterion.name, row, at_most)
