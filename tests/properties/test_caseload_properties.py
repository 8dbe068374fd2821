"""A placed caseload holds what it promises, for any book: every choice is one of `suggest`'s, and none is better."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st
from random_books import LANGUAGES, MY_PROFILE, NEEDS, PANELS, PLACES, TODAY, IndexInMemory, books, candidates, place

from refer_cli.fields.values import Accepting, Item, Listing
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.caseload import Client, Plan, needs_sliding_place, openings_of, plan, typed_in
from refer_cli.matching.indexed_ranking import IndexedRanking
from refer_cli.matching.near_miss import near_misses
from refer_cli.matching.rank import Assessment, FullRanking, weights
from refer_cli.matching.reasons import REASONS
from refer_cli.matching.shortlist import WITHIN_FIRST
from refer_cli.matching.understand import understand


@st.composite
def caseloads(draw: st.DrawFn) -> list[Client]:
    """Up to four clients of a table, most cells empty; all of the table's reasons come up."""

    def cell(*values: str) -> str:
        return draw(st.sampled_from(values)) if draw(st.integers(0, 3)) == 3 else ""

    clients = []
    for number in range(draw(st.sampled_from((1, 2, 3, 4, 4, 4)))):
        cells: Mapping[str, str] = {
            "need": cell(*NEEDS, "anxiety; depression"),
            "city": draw(st.sampled_from(("", "", "Portland", "Beaverton", "Denver"))),
            "insurance": cell("Cigna", "Medicaid; Kaiser"),
            "max_fee": cell("60", "120"),
            "age_group": cell("teen", "adult"),
            "language": cell(*LANGUAGES),
        }
        asked = typed_in({name: text for name, text in cells.items() if text}, draw(st.sampled_from(PANELS)))
        clients.append(Client(f"A{number}", asked, understand(asked, MY_PROFILE, REASONS, place).request))
    return clients


@st.composite
def sure(draw: st.DrawFn, colleague_id: int) -> Candidate:
    """A colleague of whom so much is known that nobody has to call first: they are wanted by several at once."""
    city = draw(st.sampled_from(("Portland", "Beaverton", "Salem")))
    state, lat, lon = PLACES[city]
    fee = draw(st.sampled_from((60, 100, 150)))
    needs = draw(st.lists(st.sampled_from(NEEDS[:4]), min_size=2, unique=True))
    return Candidate(
        id=colleague_id,
        name=draw(st.sampled_from(("Ada Birch", "Flo Gum", "Pat Quince", "Dev Elm"))),
        as_of=TODAY.isoformat(),
        city=city,
        state=state,
        point=(lat, lon),
        license_states=Listing((Item("OR"),)),
        telehealth=True,
        in_person=True,
        accepting=Accepting("yes"),
        specialties=Listing(tuple(Item(need, draw(st.sampled_from(("trained", "certified")))) for need in needs)),
        populations=Listing(tuple(Item(name) for name in ("teen", "adult", "individual"))),
        languages=Listing(tuple(Item(name) for name in LANGUAGES)),
        panels=Listing(tuple(Item(name) for name in PANELS)),
        fee=fee,
        fee_floor=draw(st.sampled_from((50, fee))),
        sliding_slots=draw(st.sampled_from((None, 1, 2, 5))),
        how_known=draw(st.sampled_from(("met", "listed"))),
    )


@st.composite
def small_books(draw: st.DrawFn) -> list[Candidate]:
    """Up to six colleagues, some of whom anything may be unknown."""
    ids = draw(st.lists(st.integers(1, 300), min_size=draw(st.sampled_from((0, 1, 3))), max_size=6, unique=True))
    return [draw(sure(one) | sure(one) | candidates(one)) for one in ids]


def ready(book: list[Candidate], client: Client) -> list[Assessment]:
    """Whom `suggest` would show this client without a call first, in its order: within 0.25 of the best."""
    found = list(FullRanking(book, client.request, TODAY).contenders())
    return [one for one in found if one.ready and found[0].points - one.points <= WITHIN_FIRST]


def planned(book: list[Candidate], clients: list[Client], at_most: int | None) -> Plan:
    return plan(clients, lambda request: FullRanking(book, request, TODAY), TODAY, at_most)


def largest_total(book: list[Candidate], clients: list[Client], at_most: int | None) -> int:
    """The largest sum within the openings, by trying every choice of every client."""
    best = 0
    for picks in itertools.product(*([None, *ready(book, client)] for client in clients)):
        chosen = [(client, one) for client, one in zip(clients, picks, strict=True) if one is not None]
        total = sum(one.points for _, one in chosen)
        if total > best and all(within(candidate, chosen, at_most) for candidate in book):
            best = total
    return best


def within(candidate: Candidate, chosen: list[tuple[Client, Assessment]], at_most: int | None) -> bool:
    mine = [client for client, one in chosen if one.candidate.id == candidate.id]
    sliding = [client for client in mine if needs_sliding_place(candidate, client.request)]
    room = openings_of(candidate, at_most, TODAY)
    return len(mine) <= room.all and (room.sliding is None or len(sliding) <= room.sliding)


@given(small_books(), caseloads(), st.sampled_from((None, 1, 1, 2)))
def test_the_total_is_the_largest_within_the_openings(
    book: list[Candidate], clients: list[Client], at_most: int | None
) -> None:
    found = planned(book, clients, at_most)
    assert found.total == largest_total(book, clients, at_most)
    chosen = [(one.client, one.first) for one in found.placed]
    assert found.total == sum(one.points for _, one in chosen)
    assert all(within(candidate, chosen, at_most) for candidate in book)
    assert {load.colleague.id: len(load.labels) for load in found.loads} == {
        candidate.id: count
        for candidate in book
        if (count := sum(one.candidate.id == candidate.id for _, one in chosen))
    }


def promised(found: Plan) -> list[tuple[Client, Assessment]]:
    """The second choices that an opening is left for."""
    return [(one.client, one.second) for one in found.placed if one.second is not None and not one.second_is_full]


@given(small_books(), caseloads(), st.sampled_from((None, 1, 1, 2)))
def test_no_opening_is_promised_twice_where_somebody_else_could_be_named(
    book: list[Candidate], clients: list[Client], at_most: int | None
) -> None:
    found = planned(book, clients, at_most)
    chosen = [(one.client, one.first) for one in found.placed]
    for candidate in book:
        seconds = [one for one in found.placed if one.second is not None and one.second.candidate.id == candidate.id]
        if any(one.second_is_shared for one in seconds) or any(one.second_is_full for one in seconds):
            continue
        mine = [(one.client, one.second) for one in seconds if one.second is not None]
        assert len(mine) + sum(one.candidate.id == candidate.id for _, one in chosen) <= max(
            openings_of(candidate, at_most, TODAY).all, 0
        )


@given(small_books() | books(), caseloads())
def test_a_waitlist_is_no_opening(book: list[Candidate], clients: list[Client]) -> None:
    found = planned(book, clients, None)
    for one in found.placed:
        accepting = one.first.candidate.accepting
        assert accepting is not None and accepting.status == "yes"


@given(small_books() | books(), caseloads(), st.sampled_from((None, 1)))
def test_every_choice_is_one_that_suggest_would_show(
    book: list[Candidate], clients: list[Client], at_most: int | None
) -> None:
    found = planned(book, clients, at_most)
    chosen = [(one.client, one.first) for one in found.placed]
    for one in found.placed:
        options = ready(book, one.client)
        assert one.first in options
        assert [other.id for other in one.passed_over] == [
            other.candidate.id for other in options[: options.index(one.first)]
        ]
        others = [other for other in options if other != one.first]
        free = [other for other in others if within(other.candidate, [*chosen, (one.client, other)], at_most)]
        assert (one.second in free) if free else (one.second == next(iter(others), None))
        assert one.second_is_full == (one.second is not None and not free)
        if one.second_is_shared:
            # Nobody with an opening that is promised to nobody yet could have been named instead.
            assert all(
                within(other.candidate, [*chosen, *promised(found), (one.client, other)], at_most) is False
                for other in free
            )
    for left in found.unplaced:
        assert all(
            not within(other.candidate, [*chosen, (left.client, other)], at_most)
            for other in ready(book, left.client)
            if other.points
        )
        request = left.client.request
        near = near_misses(FullRanking(book, request, TODAY), request, TODAY, weights(request))
        relaxed = [miss for miss in near if miss.relax]
        assert left.near_miss == next(iter(relaxed or near), None)
        assert left.why and (left.gap is not None or not book or not request.insurance)


@given(small_books() | books(), caseloads(), st.randoms(use_true_random=False), st.sampled_from((None, 1)))
def test_neither_the_order_of_entry_nor_the_index_changes_anything(
    book: list[Candidate], clients: list[Client], shuffler: random.Random, at_most: int | None
) -> None:
    found = planned(book, clients, at_most)
    mixed = list(book)
    shuffler.shuffle(mixed)
    assert planned(mixed, clients, at_most) == found
    index = IndexInMemory(mixed)
    assert plan(clients, lambda request: IndexedRanking(index, request, TODAY), TODAY, at_most) == found
