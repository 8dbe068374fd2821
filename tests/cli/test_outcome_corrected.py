"""An outcome that was a mistake: what it changed besides is as it was, and nothing else is touched."""

from __future__ import annotations

from typing import Any

import pytest
from examples import few_in_one_book
from hypothesis import given
from hypothesis import strategies as st
from prepared_books import prepared


@prepared
def offered(two: Any) -> None:
    """Ada Birch (takes clients) and Flo Gum (waitlist) offered to A7, Ada alone to B8."""
    two.ok("edit", "ada", "--accepting", "yes", "--as-of", "2026-09-01")
    two.ok("give", "A7", "Ada Birch", "Flo Gum", "--reason", "moving", "--on", "2026-11-01")
    two.ok("give", "B8", "Ada Birch", "--reason", "moving", "--on", "2026-11-01")


def card(refer: Any, who: str) -> dict[str, Any]:
    shown: dict[str, Any] = refer.colleague(who)
    return {name: value for name, value in shown.items() if name != "last_offered"}


@pytest.mark.parametrize("right", ["started", "contacted", "not-a-fit", "waiting", "unknown", "declined"])
def test_the_card_is_as_it_was(offered: Any, right: str) -> None:
    before, due = card(offered, "ada"), offered.ok("due", "--json").json
    offered.ok("outcome", "A7", "ada", "full")
    assert card(offered, "ada")["accepting"] == "no"
    answer = offered.ok("outcome", "A7", "ada", right, "--json").json
    assert answer["openings_restored"] == [1]
    assert card(offered, "ada") == before
    offered.ok("undo")
    assert card(offered, "ada")["accepting"] == "no"
    said = " ".join(offered.ok("outcome", "A7", "ada", right).out.split())
    assert "Openings of Ada Birch are as they were before: takes clients yes, Tue 1 Sep." in said
    for _ in range(2):
        offered.ok("undo")
    assert (card(offered, "ada"), offered.ok("due", "--json").json) == (before, due)
    for _ in range(2):
        offered.ok("redo")
    assert card(offered, "ada") == before


def test_openings_that_were_not_known_are_not_known_again(offered: Any) -> None:
    offered.ok("edit", "ada", "--clear", "accepting")
    offered.ok("outcome", "B8", "full")
    assert "as they were before: not known" in " ".join(offered.ok("outcome", "B8", "held").out.split())
    assert card(offered, "ada")["accepting"] is None


def test_a_word_of_her_own_since_then_stays(offered: Any) -> None:
    offered.ok("outcome", "B8", "full")
    offered.ok("edit", "ada", "--accepting", "waitlist until 2027-03")
    assert offered.ok("outcome", "B8", "held", "--json").json["openings_restored"] == []
    assert card(offered, "ada")["accepting"] == "waitlist until 2027-03"


def test_no_room_for_another_client_stays(offered: Any) -> None:
    offered.ok("outcome", "A7", "ada", "full", "--on", "2026-11-10")
    offered.ok("outcome", "B8", "full", "--on", "2026-11-12")
    offered.ok("outcome", "B8", "contacted")
    ada = card(offered, "ada")
    assert (ada["accepting"], ada["confirmed"]["accepting"]) == ("no", "2026-11-10")
    offered.ok("outcome", "A7", "ada", "contacted")
    assert card(offered, "ada")["accepting"] == "yes"


def test_what_came_later_is_no_correction_unless_she_says_so(offered: Any) -> None:
    offered.ok("outcome", "B8", "full", "--on", "2026-11-10")
    said = " ".join(offered.ok("outcome", "B8", "ada", "not-a-fit").out.split())
    assert "stay marked full, Tue 10 Nov." in said and 'refer edit "Ada Birch" --accepting yes' in said
    offered.ok("undo")
    asked = "Was it a mistake that Ada Birch had no room, Tue 10 Nov? [y/N]"
    assert asked in offered.ok("outcome", "B8", "ada", "not-a-fit", typed=["n"]).out
    assert card(offered, "ada")["accepting"] == "no"
    offered.ok("undo")
    offered.ok("outcome", "B8", "ada", "not-a-fit", typed=["y"])
    assert card(offered, "ada")["accepting"] == "yes"


def test_that_the_client_wants_nobody_else_makes_no_room(offered: Any) -> None:
    offered.ok("outcome", "B8", "full")
    offered.ok("outcome", "B8", "declined")
    assert card(offered, "ada")["accepting"] == "no"


def test_where_the_journal_does_not_reach_it_is_said_how_to_change_openings(offered: Any) -> None:
    from refer_cli.book.writing import WritableBook

    offered.ok("outcome", "B8", "full")
    book = WritableBook.open_writing(offered.book, offered.today.isoformat())
    with book.transaction() as connection:
        connection.execute("DELETE FROM step")
        connection.execute("DELETE FROM change")
    book.close()
    assert 'refer edit "Ada Birch" --accepting yes' in offered.ok("outcome", "B8", "held").out
    assert card(offered, "ada")["accepting"] == "no"


WRONG = st.tuples(st.sampled_from(["A7", "B8"]), st.sampled_from(["full", "held", "declined", "not-reached"]))


@few_in_one_book
@given(st.lists(WRONG, max_size=3), WRONG)
def test_a_mistake_that_is_corrected_at_once_leaves_what_was(
    offered: Any, before: list[tuple[str, str]], wrong: tuple[str, str]
) -> None:
    """The rule: after a wrong `no-capacity` and the right word, card and list are as after the right word alone."""
    done = 0
    for label, status in before:
        done += offered("outcome", label, "ada", status).code == 0
    label, status = wrong
    right = "contacted" if status != "contacted" else "waiting"
    offered.ok("outcome", label, "ada", right)
    alone = card(offered, "ada")
    offered.ok("undo")
    offered.ok("outcome", label, "ada", "full")
    offered.ok("outcome", label, "ada", right)
    assert card(offered, "ada") == alone
    for _ in range(done + 2):
        offered.ok("undo")
