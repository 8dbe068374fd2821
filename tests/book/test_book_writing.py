"""What a write does to a card, and to the dates of its facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from examples import in_one_book
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.book import writing
from refer_cli.book.reading import Book
from refer_cli.book.writing import WritableBook
from refer_cli.errors import BadValue, BookProblem, NoSuchColleague, Refused
from refer_cli.fields.card import Card, Dated, Facts
from refer_cli.fields.catalogue import FIELDS, Field
from refer_cli.fields.signs import stored_text
from refer_cli.fields.values import Accepting, Item, Listing, Value, added, removed

EARLY, LATER, TODAY = "2026-03-01", "2026-08-01", "2026-11-24"


def ada(**more: Value) -> dict[str, Value]:
    values: dict[str, Value] = {
        "name": "Ada Birch",
        "practice": "Birch Counseling",
        "city": "Denver",
        "state": "CO",
        "fee": 150,
        "panels": Listing((Item("Aetna"), Item("Cigna", "full"), Item("Medicaid", "no"))),
        "specialties": Listing((Item("OCD", "certified"), Item("trauma"))),
    }
    return {**values, **more}


def put(book: WritableBook, values: dict[str, Value], as_of: str = EARLY, **facts: Any) -> int:
    with book.step("add") as step:
        return writing.insert_colleague(step, Facts(values, as_of, **facts), (39.73921, -104.98471))


def write(book: WritableBook, one: int, values: dict[str, Value | None], as_of: str = LATER, **more: Any) -> Any:
    source = more.pop("source", "me")
    dated = more.pop("dated", {})
    with book.step("edit") as step:
        return writing.change_card(step, one, Facts(values, as_of, source, dated), **more)


def test_a_card_comes_back_as_it_was_put_in(book: WritableBook) -> None:
    values = ada(
        telehealth=True,
        pro_bono=False,
        accepting=Accepting("waitlist", "2027-03"),
        notes="Café\nsecond line",
        ties=Listing((Item("Bo Elm"),)),
        groups=Listing(),
        license_states=Listing((Item("CO"),), True),
        approaches=Listing((), True),
        do_not_refer="no reply",
        trust=4,
    )
    one = put(book, values, dated={"panels": LATER})
    assert book.card(one) == Card(
        one, values, EARLY, "me", {"panels": Dated(LATER, "me")}, False, (39.73921, -104.98471), None
    )


def value_of(field: Field) -> st.SearchStrategy[Value]:
    signs = st.characters(codec="utf-8", exclude_categories=["C", "Z"])
    word = st.text(signs, min_size=1, max_size=12).map(stored_text).filter(bool)
    if field.kind == "list":
        items = st.builds(Item, word, st.sampled_from([None, "no", *field.marks]), st.none())
        entries = st.lists(items, max_size=4, unique_by=lambda item: item.name).map(tuple)
        return st.builds(Listing, entries, st.booleans())
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "flag": st.booleans(),
        "money": st.integers(200, 5000),
        "count": st.integers(0, 1000),
        "trust": st.integers(1, 5),
        "accepting": st.sampled_from([Accepting("yes"), Accepting("no", "2027-01")]),
        "how_known": st.sampled_from(["met", "listed"]),
        "state": st.just("CO"),
        "zip": st.just("80205-1234"),
        "npi": st.just("1234567893"),
        "email": st.just("ada@example.com"),
        "date": st.just("2026-05-05"),
    }
    if field.name == "fee_floor":
        return st.integers(0, 200)
    return kinds.get(field.kind, word)


cards = st.fixed_dictionaries(
    {"name": st.just("Ada Birch")},
    optional={field.name: value_of(field) for field in FIELDS if field.name != "name"},
)


@in_one_book
@given(values=cards, dated=st.dictionaries(st.sampled_from([field.name for field in FIELDS]), st.just(LATER)))
def test_any_card_comes_back_and_bulk_writes_the_same_rows(
    book: WritableBook, values: dict[str, Value], dated: dict[str, str]
) -> None:
    facts = Facts(values, EARLY, "csv", dated)
    with book.step("both") as step:
        one = writing.insert_colleague(step, facts, (1.5, 2.5))
        (other,) = writing.insert_colleagues(step, [(facts, (1.5, 2.5))])
    first, second = book.cards([one, other])
    assert first.values == values
    assert {name: first.dating(name).as_of for name in values} == {name: dated.get(name, EARLY) for name in values}
    assert (first.values, first.dated, first.point, first.as_of) == (
        second.values,
        second.dated,
        second.point,
        second.as_of,
    )


@in_one_book
@given(before=cards, after=cards, clear=st.sets(st.sampled_from([field.name for field in FIELDS[1:]])))
def test_a_change_writes_what_was_said_and_touches_nothing_else(
    book: WritableBook, before: dict[str, Value], after: dict[str, Value], clear: set[str]
) -> None:
    one = put(book, before)
    said: dict[str, Value | None] = {**after, **dict.fromkeys(clear)}
    differences = write(book, one, said)
    card = book.card(one)
    expected = {name: value for name, value in {**before, **said}.items() if value is not None}

    def plain(value: Value) -> object:
        return (value.open, {item[:2] for item in value.items}) if isinstance(value, Listing) else value

    assert {name: plain(value) for name, value in card.values.items()} == {
        name: plain(value) for name, value in expected.items()
    }
    changed = {difference.field for difference in differences}
    assert changed == {
        name
        for name, value in said.items()
        if (name in before or value is not None)
        and (name not in before or value is None or plain(before[name]) != plain(value))
    }
    for name in card.values.keys() - changed:
        assert card.dating(name) == Dated(EARLY, "me")
    assert write(book, one, said) == []
    assert book.card(one) == card


def test_editing_one_fact_moves_its_date_alone(book: WritableBook) -> None:
    one = put(book, ada())
    (difference,) = write(book, one, {"fee": 160})
    assert difference == ("fee", 150, 160, EARLY, LATER)
    assert book.card(one).dated == {"fee": Dated(LATER, "me")}


def test_an_equal_value_keeps_its_date_and_source(book: WritableBook) -> None:
    one = put(book, ada(), source="csv")
    before = book.card(one)
    assert write(book, one, dict(ada()), source="nppes") == []
    assert book.card(one) == before
    assert [step.what for step in _history(book)] == ["add"]


def test_redate_moves_the_named_fact_only(book: WritableBook) -> None:
    one = put(book, ada())
    differences = write(book, one, {"fee": 150, "panels": ada()["panels"]}, redate={"panels"})
    assert [difference.field for difference in differences] == ["panels"]
    assert book.card(one).dated == {"panels": Dated(LATER, "me")}
    assert book.card(one).values == ada()


def test_a_field_that_the_file_dates_is_dated(book: WritableBook) -> None:
    one = put(book, ada())
    write(book, one, {"fee": 150}, dated={"fee": LATER}, as_of=TODAY)
    assert book.card(one).dating("fee") == Dated(LATER, "me")


def test_adding_a_panel_confirms_nothing_about_the_others(book: WritableBook) -> None:
    one = put(book, ada())
    write(book, one, {"panels": added(book.card(one).listing("panels"), (Item("Kaiser"),))})
    card = book.card(one)
    assert card.listing("panels") == Listing(
        (Item("Aetna"), Item("Cigna", "full"), Item("Medicaid", "no"), Item("Kaiser", None, LATER))
    )
    assert card.dating("panels").as_of == EARLY
    assert book.rows("SELECT name, source FROM panel WHERE source IS NOT NULL") == [("Kaiser", "me")]
    write(book, one, {"panels": removed(card.listing("panels"), ("Kaiser",))}, as_of=TODAY)
    assert book.card(one).listing("panels") == ada()["panels"]
    assert book.card(one).dating("panels").as_of == EARLY


def test_verifying_one_panel_dates_that_entry(book: WritableBook) -> None:
    one = put(book, ada())
    write(book, one, {"panels": added(book.card(one).listing("panels"), (Item("Aetna", None, LATER),))})
    assert book.card(one).listing("panels") == Listing(
        (Item("Aetna", None, LATER), Item("Cigna", "full"), Item("Medicaid", "no"))
    )
    write(book, one, {"panels": book.card(one).listing("panels")}, redate={"panels"}, as_of=TODAY)
    assert book.card(one).listing("panels") == ada()["panels"]
    assert book.card(one).dating("panels").as_of == TODAY


def test_a_mark_that_changes_dates_its_entry(book: WritableBook) -> None:
    one = put(book, ada())
    write(book, one, {"panels": added(book.card(one).listing("panels"), (Item("Cigna", "open"),))})
    assert book.card(one).listing("panels") == Listing(
        (Item("Aetna"), Item("Cigna", "open", LATER), Item("Medicaid", "no"))
    )


def test_a_list_named_in_another_order_says_nothing_new(book: WritableBook) -> None:
    one = put(book, ada())
    assert write(book, one, {"specialties": Listing((Item("trauma"), Item("OCD", "certified")))}) == []


def test_an_open_list_called_complete_is_dated_anew(book: WritableBook) -> None:
    one = put(book, ada(license_states=Listing((Item("CO"),), True)), source="nppes")
    write(book, one, {"license_states": Listing((Item("CO"),))})
    card = book.card(one)
    assert card.listing("license_states") == Listing((Item("CO", None, EARLY),))
    assert card.dating("license_states") == Dated(LATER, "me")


def test_known_none_becomes_unknown_when_cleared(book: WritableBook) -> None:
    one = put(book, ada(ties=Listing()))
    assert book.card(one).listing("ties") == Listing()
    write(book, one, {"ties": None, "fee": None})
    card = book.card(one)
    assert card.listing("ties") is None
    assert card.number("fee") is None
    assert book.rows("SELECT * FROM fact") == []


def test_a_row_confirmed_as_a_whole_costs_no_row_a_fact(book: WritableBook) -> None:
    one = put(book, ada(), source="csv", key="17")
    write(book, one, dict(ada()), redate=set(ada()), source="csv")
    card = book.card(one)
    assert (card.as_of, card.dated) == (LATER, {})
    assert book.rows("SELECT source, source_key FROM colleague") == [("csv", "17")]
    write(book, one, dict(ada()), redate=set(ada()), as_of=TODAY)  # by me: the row stays the file's
    card = book.card(one)
    assert (card.as_of, card.source, set(card.dated.values())) == (LATER, "csv", {Dated(TODAY, "me")})


def test_a_point_goes_with_its_place(book: WritableBook) -> None:
    one = put(book, ada())
    write(book, one, {"street": "1 Pine St"})
    assert book.card(one).point == (39.73921, -104.98471)
    write(book, one, {"city": "Boulder"}, point=(40.01501, -105.270501))
    assert book.card(one).point == (40.01501, -105.2705)
    write(book, one, {"city": "Nowhere"})
    assert book.card(one).point is None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"fee_floor": 200}, "fee_floor"),
        ({"fee": -5}, "fee"),
        ({"fee": 5001}, "fee"),
        ({"fee": "abc"}, "fee"),
        ({"trust": 9}, "trust"),
        ({"first_met": "2027-01-01"}, "first_met"),
        ({"name": " "}, "name"),
        ({"name": None}, "name"),
        ({"notes": "a\0b"}, "notes"),
        ({"practice": "\ud800"}, "practice"),
        ({"practice": "x" * 301}, "practice"),
        ({"panels": Listing((Item("Aetna", "maybe"),))}, "panels"),
        ({"state": "Colorado"}, "state"),
        ({"telehealth": "yes"}, "telehealth"),
        ({"lat": 3}, "lat"),
    ],
)
def test_a_bad_value_names_its_field_and_changes_nothing(
    book: WritableBook, dump: Callable[..., Any], values: dict[str, Any], field: str
) -> None:
    one = put(book, ada())
    before = dump(book.connection)
    if field != "lat":
        with pytest.raises(BadValue) as refusal:
            write(book, one, values)
        assert refusal.value.field == field
        assert "\n" not in refusal.value.sentence
    with pytest.raises(BadValue) as refusal:
        put(book, {**ada(), **values})
    assert refusal.value.field == field
    assert dump(book.connection) == before


def test_bulk_refuses_what_add_refuses(book: WritableBook, dump: Callable[..., Any]) -> None:
    before = dump(book.connection)
    good, bad = Facts(ada(), EARLY), Facts(ada(fee=-5), EARLY)
    with pytest.raises(BadValue), book.step("import") as step:
        writing.insert_colleagues(step, [(good, None), (bad, None)])
    assert dump(book.connection) == before
    assert _history(book) == []


def test_bulk_writes_more_than_one_chunk_and_all_are_found(book: WritableBook) -> None:
    people = [(Facts({"name": f"Ada Birch{number}"}, EARLY, "csv", key=str(number)), None) for number in range(2_300)]
    with book.step("import") as step:
        ids = writing.insert_colleagues(step, people)
    assert ids == list(range(1, 2_301))
    assert book.search("birch2299") == [2300]
    assert len(book.cards()) == 2_300
    with pytest.raises(BookProblem, match="already"), book.step("again") as step:
        writing.insert_colleagues(step, people[:1])


def test_archived_people_are_left_out_until_they_are_asked_for(book: WritableBook) -> None:
    one, two = put(book, ada()), put(book, ada(name="Bo Elm"))
    with book.step("archive") as step:
        assert writing.archive_colleague(step, one, TODAY)
        assert not writing.archive_colleague(step, one, TODAY)
    assert [card.id for card in book.cards()] == [two]
    assert [card.id for card in book.cards(archived=True)] == [one]
    assert [card.id for card in book.cards([two, one], archived=None)] == [two, one]
    assert book.search("denver") == [two]
    assert (book.count(), book.count(archived=None)) == (1, 2)
    with book.step("back") as step:
        assert writing.unarchive_colleague(step, one)
    assert [card.id for card in book.cards()] == [one, two]
    with pytest.raises(NoSuchColleague), book.step("archive") as step:
        writing.archive_colleague(step, 99, TODAY)


def test_my_profile_changes_only_what_is_given(book: WritableBook) -> None:
    assert book.profile() is None
    with pytest.raises(BadValue), book.step("init") as step:
        writing.set_profile(step, Facts({"city": "Denver"}, EARLY))
    with book.step("init") as step:
        writing.set_profile(step, Facts(ada(), EARLY), (39.7, -105.0))
    with book.step("init") as step:
        changed = writing.set_profile(step, Facts({"fee": 170, "practice": None, "state": "CO"}, LATER))
    assert changed == ["fee", "practice"]
    mine = book.profile()
    assert mine is not None
    assert (mine.id, mine.number("fee"), mine.text("practice"), mine.point) == (0, 170, None, (39.7, -105.0))
    assert (mine.dating("fee").as_of, mine.dating("panels").as_of) == (LATER, EARLY)
    with book.step("move") as step:
        writing.set_profile(step, Facts({"city": "Boulder"}, TODAY))
    moved = book.profile()
    assert moved is not None and moved.point is None


def test_goals_hold_from_a_month_on(book: WritableBook) -> None:
    with book.step("goal") as step:
        writing.set_goal(step, "meet", 3, "2026-09")
        writing.set_goal(step, "meet", 5, "2026-11")
    assert [book.goals(month) for month in ("2026-08", "2026-10", "2026-11", "2027-05")] == [
        [],
        [("meet", 3)],
        [("meet", 5)],
        [("meet", 5)],
    ]
    with book.step("clear") as step:
        assert writing.clear_goal(step, "meet", "2026-12")
        assert not writing.clear_goal(step, "write", "2026-12")
    assert book.goals("2026-11") == [("meet", 5)]
    assert book.goals("2026-12") == []
    with pytest.raises(BadValue), book.step("goal") as step:
        writing.set_goal(step, "meet", 0, "2026-09")


def test_met_in_counts_the_month_and_its_edges(book: WritableBook) -> None:
    for day in ("2026-10-31", "2026-11-01", "2026-11-24"):
        one = put(book, ada(first_met=day))
    with book.step("archive") as step:
        writing.archive_colleague(step, one, TODAY)
    assert (book.met_in("2026-10"), book.met_in("2026-11"), book.met_in("2026-12")) == (1, 2, 0)


def test_reasons_of_my_own_and_their_weights(book: WritableBook) -> None:
    with book.step("reasons") as step:
        writing.add_reason(step, "school-break", like="moving", title="School is out")
        writing.add_reason(step, "summer", like="school-break")
        writing.set_reason_weight(step, "school-break", "location", 0.4)
        writing.set_reason_weight(step, "moving", "fee", 0.2)
    assert book.own_reasons() == [("school-break", "School is out", "moving"), ("summer", "summer", "moving")]
    assert book.reason_weights() == {"moving": {"fee": 0.2}, "school-break": {"location": 0.4}}
    with book.step("reset") as step:
        assert writing.reset_reason(step, "moving") == 1
        assert writing.reset_reason(step) == 1
    assert book.reason_weights() == {}
    for refused in (
        lambda step: writing.add_reason(step, "moving", like="other"),
        lambda step: writing.add_reason(step, "x", like="nothing"),
        lambda step: writing.set_reason_weight(step, "nothing", "fee", 0.1),
        lambda step: writing.set_reason_weight(step, "moving", "fee", 1.5),
    ):
        with pytest.raises((Refused, BadValue)), book.step("x") as step:
            refused(step)


def test_an_empty_step_leaves_no_trace(book: WritableBook) -> None:
    with book.step("nothing"):
        pass
    assert _history(book) == []
    assert book.rows("SELECT * FROM open_step") == []


def test_a_step_may_be_reworded_and_settings_are_kept(book: WritableBook) -> None:
    with book.step("import") as step:
        writing.set_setting(step, "remember", "no")
        step.what = "import 12 people"
    assert [entry.what for entry in _history(book)] == ["import 12 people"]
    assert book.setting("remember") == "no"
    assert book.setting("other") is None


def test_a_reader_without_a_book_finds_nothing(tmp_path: Any) -> None:
    reader = Book.open(tmp_path / "none.db")
    assert not reader.exists
    assert (reader.cards(), reader.names(), reader.search("ada"), reader.count(), reader.profile()) == (
        [],
        [],
        [],
        0,
        None,
    )
    assert (reader.goals("2026-11"), reader.distinct("panels"), reader.reason_weights()) == ([], [], {})
    with pytest.raises(NoSuchColleague) as refusal:
        reader.resolve("Ada")
    assert "add-colleague" in refusal.value.hint
    assert not (tmp_path / "none.db").exists()


def _history(book: WritableBook) -> list[Any]:
    from refer_cli.book.journal import past_steps

    return past_steps(book)
