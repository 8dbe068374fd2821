"""The demo book: obviously fictional, never old, and rich enough for every reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from refer_cli.exchange.demo_book import demo_facts
from refer_cli.fields.card import check
from refer_cli.fields.catalogue import BY_NAME, LISTS
from refer_cli.fields.values import Listing
from refer_cli.vocabulary.normaliser import vocabulary

if TYPE_CHECKING:
    from refer_cli.fields.card import Facts

TODAY = date(2026, 11, 24)


def names(facts: Facts, field: str) -> tuple[str, ...]:
    value = facts.values.get(field)
    return value.names() if isinstance(value, Listing) else ()


def test_about_sixty_people_over_several_states() -> None:
    colleagues = demo_facts(TODAY).colleagues
    assert 55 <= len(colleagues) <= 65
    assert len({facts.values["name"] for facts in colleagues}) == len(colleagues)
    assert len({facts.values.get("state") for facts in colleagues}) >= 12


def test_nobody_can_be_reached_by_accident() -> None:
    for facts in demo_facts(TODAY).colleagues:
        assert str(facts.values.get("email", "@example.com")).endswith("@example.com")
        assert "-555-01" in str(facts.values.get("phone", "-555-01"))
        assert "npi" not in facts.values


@given(st.dates(date(2024, 1, 1), date(2040, 12, 31)))
def test_the_book_holds_together_on_every_day(today: date) -> None:
    book = demo_facts(today)
    for facts in (book.profile, *book.colleagues):
        check(facts.values, today.isoformat())
        assert facts.as_of <= today.isoformat()
        assert all(day <= today.isoformat() for day in facts.dated.values())
    met_this_month = [f for f in book.colleagues if str(f.values.get("first_met", "")) >= f"{today:%Y-%m}-01"]
    assert len(met_this_month) >= 2


def test_every_word_is_a_term_of_its_vocabulary() -> None:
    unknown = {
        (field, name)
        for facts in demo_facts(TODAY).colleagues
        for field in LISTS
        if (kind := BY_NAME[field].vocabulary)
        for name in names(facts, field)
        if vocabulary(kind).find(name, str(facts.values.get("state"))) is None
    }
    # One local plan shows that a word no vocabulary has is kept as typed.
    assert unknown == {("panels", "Denver Health")}


def test_each_kind_of_colleague_is_there() -> None:
    colleagues = demo_facts(TODAY).colleagues
    fields = {field for facts in colleagues for field in facts.values}
    assert fields >= {
        "do_not_refer",
        "authorities",
        "ties",
        "groups",
        "sliding_slots",
        "pro_bono",
        "identities",
    }
    depths = {item.mark for f in colleagues for item in getattr(f.values.get("specialties"), "items", ())}
    assert depths == {"certified", "trained", "takes", None}
    assert {getattr(f.values.get("accepting"), "status", None) for f in colleagues} == {
        "yes",
        "no",
        "waitlist",
        None,
    }
    assert {f.values.get("how_known") for f in colleagues} == {"worked-with", "met", "introduced", "listed"}
    assert any(len(f.values) <= 8 for f in colleagues)
    assert any(getattr(f.values.get("panels"), "open", False) for f in colleagues)
