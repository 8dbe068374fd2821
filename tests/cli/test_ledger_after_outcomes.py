"""What an outcome leads to: who is offered next, what is corrected, and what is said twice."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from prepared_books import prepared


@prepared
def offered(two: Any) -> None:
    """Ada Birch (1) and Flo Gum (2) offered to A7, and Kim Larch (3) in the book."""
    two.ok("add-colleague", "Kim Larch", "--phone", "303-555-0103")
    two.ok("give", "A7", "Ada Birch", "Flo Gum", "--reason", "moving", "--consent", "yesterday")


def lines(refer: Any, what: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = refer.ok("due", "--all", "--json").json["due"]
    return [line for line in found if line["what"] == what]


def test_nobody_who_fell_out_is_proposed_again(offered: Any, refused: Callable[..., str]) -> None:
    offered.ok("outcome", "1", "Ada", "no-capacity")
    offered.ok("outcome", "1", "Flo", "no-capacity")
    for args in (("due",), ("due", "Flo")):
        said = offered.ok(*args).out
        assert "refer give A7 WHO" in said and "refer suggest --reason moving --city CITY" in said
        assert 'A7 "Ada' not in said
    (line,) = lines(offered, "outcome")
    assert (line["asks"], line["colleague"], line["name"]) == ("again", None, None)
    assert "hint: refer give A7 WHO" in refused(1, "done", "7")
    assert "refer outcome 1 declined" in refused(1, "done", "7", "--drop")


def test_a_referral_without_a_reason_leads_to_a_suggestion_that_runs(two: Any) -> None:
    two.ok("give", "A7", "Flo")
    assert "refer suggest --reason other\n" in two.ok("outcome", "1", "no-capacity").out
    two.ok("suggest", "--reason", "other", "--anywhere")


def test_a_correction_takes_the_thanks_away(offered: Any) -> None:
    offered.ok("outcome", "1", "Ada", "first-session-held")
    (thank,) = lines(offered, "thank")
    assert "thank Ada Birch for taking your client" in offered.ok("due").out
    said = offered.ok("outcome", "1", "Flo", "first-session-held").out
    assert "The thank-you to Ada Birch is off your list." in said
    assert [line["name"] for line in lines(offered, "thank")] == ["Flo Gum"]
    (flo,) = lines(offered, "thank")
    answer = offered.ok("outcome", "1", "Flo", "not-a-fit", "--json").json
    assert answer["follow_ups_dropped"] == [flo["id"]] and answer["open"] is True
    for _ in range(2):
        offered.ok("undo")
    assert lines(offered, "thank") == [thank]


def test_thanks_that_were_said_stay_said(offered: Any) -> None:
    offered.ok("outcome", "1", "Ada", "held")
    offered.ok("done", str(lines(offered, "thank")[0]["id"]))
    assert offered.ok("outcome", "1", "Flo", "held", "--json").json["follow_ups_dropped"] == []


def test_noted_twice_is_said_after_two_only(offered: Any) -> None:
    offered.ok("outcome", "1", "Ada", "held")
    offered.ok("outcome", "1", "Flo", "held")
    said = offered.ok("outcome", "1", "Flo", "unknown").out
    assert "twice" not in said and "complete" not in said
    answer = offered.ok("ledger", "--json").json
    assert [one["given"] for one in answer["colleagues"]] == [0, 0]
    assert [one["asks"] for one in answer["open"]] == ["choice"]


def test_who_could_not_be_reached_is_tried_once_more(offered: Any) -> None:
    offered.ok("outcome", "1", "Flo", "no-capacity")
    said = offered.ok("outcome", "1", "Ada", "not-reached").out
    assert "Ada Birch another way" in said and 'refer outcome 1 "Ada Birch" not-reached' in said
    (line,) = lines(offered, "outcome")
    assert (line["asks"], line["name"]) == ("reach", "Ada Birch")
    for command in ("due", "ledger"):
        assert "Ada Birch could not be reached; try once more" in " ".join(offered.ok(command).out.split())
    assert offered.ok("outcome", "1", "not-reached", "--json").json["asks"] == "again"


def test_two_who_were_contacted_stay_open_and_are_told_apart(offered: Any, refused: Callable[..., str]) -> None:
    offered.ok("outcome", "1", "Ada", "contacted")
    said = offered.ok("outcome", "1", "Flo", "contacted").out
    assert "In contact with Ada Birch and Flo Gum: all of them stay open" in said
    ledger = offered.ok("ledger", "--json").json
    assert [(one["given"], one["open"]) for one in ledger["colleagues"]] == [(0, 1), (1, 1)]
    assert "A7: with whom was the first session, Ada Birch or Flo Gum?" in offered.ok("ledger", "--open").out
    assert "A7: with whom was the first session?" in offered.ok("due", "--all").out
    assert "Ada Birch, Flo Gum" in refused(2, "outcome", "A7", "contacted")
    (line,) = lines(offered, "outcome")
    assert line["colleague"] is None
    offered.ok("outcome", "A7", "Ada", "held")
    assert [one["given"] for one in offered.ok("ledger", "--json").json["colleagues"]] == [1, 0]


def test_an_earlier_consent_is_not_used_for_whom_the_same_day_brings(offered: Any) -> None:
    offered.ok("give", "K1", "Ada", "--reason", "outside-scope", "--consent", "yesterday")
    assert "do not name your client to them yet" in " ".join(offered.ok("give", "K1", "Kim").out.split())
    assert "do not name your client to them yet" in " ".join(offered.ok("give", "K1", "Kim").out.split())
    answer = offered.ok("give", "K1", "Kim", "--json").json
    assert answer["consent"] is not None
    assert len(answer["without_consent"]) == 2


def test_consent_covers_nobody_who_is_offered_later(offered: Any) -> None:
    offered.today += timedelta(days=3)
    said = " ".join(offered.ok("give", "A7", "Kim").out.split())
    # The consent is of the day before: of two on the first day nobody can tell who came later.
    assert "is from before you offered Ada Birch, Flo Gum and Kim Larch: do not name your client" in said
    assert 'refer give A7 "Ada Birch" --consent today' in said
    answer = offered.ok("give", "A7", "Kim", "--consent", "today", "--json").json
    assert answer["without_consent"] == []
    assert "do not name" not in offered.ok("give", "A7", "Kim").out


def test_a_label_of_digits_alone_is_refused(offered: Any, refused: Callable[..., str]) -> None:
    assert "digits only" in refused(2, "give", "2", "Kim")
    assert "digits only" in refused(2, "receive", "Kim", "--label", "1987")


def test_an_old_label_that_is_a_number_is_asked_about(offered: Any, refused: Callable[..., str]) -> None:
    from refer_cli.book import network_writing
    from refer_cli.book.writing import WritableBook

    book = WritableBook.open_writing(offered.book, offered.today.isoformat())
    with book.step("give as an older version did") as step:
        network_writing.add_given_referral(step, "1", [3], "2026-11-20")
    book.close()
    said = refused(2, "outcome", "1", "Ada", "contacted")
    assert "the client label of another" in said and 'refer outcome "#2"' in said
    assert offered.ok("outcome", "#1", "Ada", "contacted", "--json").json["id"] == 1
    assert offered.ok("outcome", "#2", "contacted", "--json").json["id"] == 2


def test_nothing_is_received_from_the_archived(offered: Any, refused: Callable[..., str]) -> None:
    offered.ok("receive", "Kim")
    (line,) = lines(offered, "thank")
    offered.ok("archive", "Kim")
    assert 'refer unarchive "Kim Larch"' in refused(1, "receive", "Kim")
    assert "Kim Larch, who is archived" in refused(1, "done", str(line["id"]))


def test_the_same_client_is_received_once_a_day(offered: Any) -> None:
    first = offered.ok("receive", "Kim", "--label", "B12", "--json").json
    again = offered.ok("receive", "Kim", "--label", "b12", "--json").json
    assert (first["new"], again["new"], again["id"]) == (True, False, first["id"])
    said = offered.ok("receive", "Kim", "--label", "B12").out
    assert "is noted already" in said and "undo" not in said
    assert offered.ok("ledger", "--json").json["totals"]["received"] == 1
    assert "One more from Kim Larch on that day" in " ".join(offered.ok("receive", "Kim").out.split())


def test_what_another_refer_did_first_is_not_done_twice(offered: Any) -> None:
    from refer_cli.book import network_writing
    from refer_cli.book.reading import Book
    from refer_cli.book.writing import WritableBook
    from refer_cli.errors import Refused
    from refer_cli.services import ledger_service
    from refer_cli.services.environment import Environment

    offered.ok("receive", "Kim")
    task = lines(offered, "thank")[0]["id"] // 4
    with Book.open(offered.book) as book:
        before, cards = ledger_service.open_referral(book, "C3"), book.cards([3])
    assert before is None
    offered.ok("done", str(4 * task))
    offered.ok("give", "C3", "Kim")
    environment = Environment(offered.environ, today=offered.today)
    with pytest.raises(Refused, match="at the same moment"):
        ledger_service.note_given(environment, before, "C3", cards, "2026-11-24", None, None)
    environment.close()
    later = WritableBook.open_writing(offered.book, "2026-11-24")
    with pytest.raises(Refused, match="done or dropped already"), later.step("do it again") as step:
        network_writing.finish_follow_up(step, task, "2026-11-24")
    later.close()
    assert offered.ok("ledger", "--json").json["totals"]["offered"] == 2


def test_the_ledger_marks_the_archived(offered: Any) -> None:
    offered.ok("archive", "Flo")
    assert "  Flo Gum, archived " in offered.ok("ledger").out
    assert offered.ok("ledger", "Flo").out.startswith("\n  Flo Gum, archived ")
    assert [one["archived"] for one in offered.ok("ledger", "--json").json["colleagues"]] == [False, True]


def test_a_long_outcome_keeps_its_distance_in_the_history(offered: Any) -> None:
    offered.ok("outcome", "1", "Ada", "waiting")
    assert "waiting for the client  A7" in offered.ok("ledger", "Ada").out


@pytest.mark.parametrize("status", ["declined", "no-capacity", "not-a-fit", "not-reached", "waiting", "unknown"])
def test_what_is_heard_of_the_others_leaves_a_complete_referral_complete(offered: Any, status: str) -> None:
    offered.ok("outcome", "1", "Flo", "first-session-held")
    said = offered.ok("outcome", "1", "Ada", status).out
    assert "Referral 1 is complete with Flo Gum." in said
    assert "closed" not in said and "nobody is left" not in said and "refer give" not in said


def test_who_falls_out_while_the_client_is_in_contact_with_another_opens_no_search(offered: Any) -> None:
    offered.ok("outcome", "1", "Flo", "contacted")
    said = offered.ok("outcome", "1", "Ada", "declined").out
    assert "has the first session with Flo Gum been held?" in said
    assert "offered too" not in said and "refer give" not in said


def test_a_referral_is_open_alike_in_the_list_in_the_row_and_in_what_is_due(offered: Any) -> None:
    offered.ok("outcome", "1", "Flo", "no-capacity")
    offered.ok("outcome", "1", "Ada", "not-reached")
    found = offered.ok("ledger", "--json").json
    assert found["totals"]["open"] == 1 and [one["id"] for one in found["open"]] == [1]
    assert {one["name"]: one["open"] for one in found["colleagues"]} == {"Ada Birch": 1, "Flo Gum": 0}
    history = offered.ok("ledger", "Ada").out
    assert "1 open" in history and "try once more, by another way" in history
    assert "0 open" in offered.ok("ledger", "Flo").out and "try once more" not in offered.ok("ledger", "Flo").out
    asked = {who: [one["asks"] for one in offered.ok("due", who, "--json").json["due"]] for who in ("Ada", "Flo")}
    assert "reach" in asked["Ada"] and "reach" not in asked["Flo"]


def test_what_is_due_names_one_of_several_so_that_the_command_runs(offered: Any) -> None:
    offered.today += timedelta(days=7)
    (line,) = re.findall(r"heard of it +(refer outcome .*)", offered.ok("due").out)
    assert line == 'refer outcome 1 "Ada Birch" contacted'
    offered.ok(*shlex.split(line)[1:])
