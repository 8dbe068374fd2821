"""`refer give`, `receive`, `outcome` and `ledger`: what is noted, what it changes, and the next step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from prepared_books import prepared

from refer_cli.network.words import OUTCOMES
from refer_cli.render.screen import cells

LONG = "Wilhelmina Featherstonehaugh-Cholmondeley of Ashby-de-la-Zouch"


@prepared
def four(two: Any) -> None:
    """Ada Birch (1), Flo Gum (2), Kim Larch (3, my supervisee) and Bay Thistle (4, not to be referred to)."""
    two.ok("add-colleague", "Kim Larch", "--tag", "supervisee", "--email", "kim@example.com", "--contact-by", "e-mail")
    two.ok("add-colleague", "Bay Thistle", "--do-not-refer", "Twice did not call back.")


def on(refer: Any, days: int) -> None:
    """Let so many days pass."""
    refer.today += timedelta(days=days)


def accepting(refer: Any, who: str) -> tuple[str | None, str]:
    card = refer.colleague(who)
    return card["accepting"], card["confirmed"].get("accepting", card["as_of"])


def test_a_hand_over_from_the_offer_to_the_first_session(four: Any) -> None:
    said = four.ok("give", "A7", "Ada Birch", "flo", "--reason", "moving", "--consent", "2026-11-24").out
    assert "Referral 1: A7, moving; offered Ada Birch and Flo Gum." in said
    assert "Keep seeing your client until the first session is held." in said
    assert "Tue 1 Dec: whom did A7 choose, and is there a first appointment?" in said
    assert "consent" not in said and said.endswith("refer undo takes it back\n")

    said = four.ok("outcome", "1", "Ada Birch", "no-capacity").out
    assert "Ada Birch has no room: openings are now marked full, Tue 24 Nov." in said
    assert "Flo Gum was offered too: no telephone number or e-mail is noted" in said
    assert accepting(four, "Ada") == ("no", "2026-11-24")

    on(four, 3)
    said = four.ok("outcome", "1", "contacted").out
    assert "A7 is in contact with Flo Gum." in said
    assert "Fri 11 Dec: has the first session with Flo Gum been held?" in said

    on(four, 7)
    said = four.ok("outcome", "1", "first-session-held").out
    assert "Referral 1 is complete: A7 had the first session with Flo Gum." in said
    assert "Thank Flo Gum: due Sun 6 Dec." in said
    answer = four.ok("ledger", "--json").json
    assert [(one["name"], one["offered"], one["given"], one["open"]) for one in answer["colleagues"]] == [
        ("Ada Birch", 1, 0, 0),
        ("Flo Gum", 1, 1, 0),
    ]
    assert answer["open"] == [] and answer["totals"] == {"offered": 1, "given": 1, "received": 0, "open": 0}
    # The outcome is no contact with the colleague.
    assert four.colleague("Flo")["last_contact"] is None


def test_giving_answers_with_what_was_made(four: Any) -> None:
    answer = four.ok("give", "A7", "Ada", "Kim", "--reason", "movin", "--on", "yesterday", "--json").json
    assert answer == {
        "schema": "refer.give/1",
        "id": 1,
        "new": True,
        "label": "A7",
        "reason": "moving",
        "on": "2026-11-23",
        "consent": None,
        "without_consent": [1, 3],
        "offered": [1, 3],
        "added": [1, 3],
        "asks": "choice",
        "ask_on": "2026-11-30",
        "tell_client": [{"id": 3, "why": "you supervise or employ Kim Larch"}],
        "assumptions": ["movin is taken as moving"],
    }


def test_without_consent_nobody_is_to_be_named(four: Any) -> None:
    said = four.ok("give", "A7", "Kim").out
    assert "No consent is noted: do not name your client to them yet." in said
    assert "Tell the client so: you supervise or employ Kim Larch." in said
    assert 'refer give A7 "Kim Larch" --consent today' in said
    said = four.ok("give", "A7", "Kim Larch", "--consent", "today").out
    assert "Consent is noted as of Tue 24 Nov." in said and "undo takes it back" in said
    assert four.ok("ledger", "--open", "--json").json["open"][0]["consent"] == "2026-11-24"
    four.ok("undo")
    assert four.ok("ledger", "--open", "--json").json["open"][0]["consent"] is None


def test_a_second_offer_to_an_open_client_joins_the_first(four: Any) -> None:
    four.ok("give", "A7", "Ada")
    answer = four.ok("give", "a7", "Flo", "Ada", "--reason", "moving", "--json").json
    assert (answer["id"], answer["new"], answer["offered"], answer["added"]) == (1, False, [1, 2], [2])
    assert (answer["label"], answer["reason"]) == ("A7", "moving")
    said = four.ok("give", "A7", "Kim", "--reason", "other").out
    assert "Referral 1 of A7 is still open: Kim Larch is offered too." in said
    assert "Its reason stays moving." in said
    # What says nothing new is no step that undo would take back.
    assert "undo" not in four.ok("give", "A7", "Kim").out
    four.ok("outcome", "1", "Ada", "held")
    assert four.ok("give", "A7", "Flo", "--json").json["id"] == 2


def test_somebody_who_fell_out_can_be_offered_again(four: Any) -> None:
    four.ok("give", "A7", "Ada")
    four.ok("outcome", "1", "no-capacity")
    assert four.ok("ledger", "--json").json["open"][0]["asks"] == "again"
    on(four, 30)
    answer = four.ok("give", "A7", "Ada", "--json").json
    assert (answer["id"], answer["added"], answer["asks"]) == (1, [1], "choice")
    assert answer["ask_on"] == "2026-12-31"


def test_whom_nobody_offers_is_refused_without_the_private_reason(four: Any, refused: Callable[..., str]) -> None:
    said = refused(1, "give", "A7", "Bay")
    assert "not to refer to" in said and "--anyway" in said and "call back" not in said
    assert four.ok("give", "A7", "Bay", "--anyway", "--json").json["offered"] == [4]
    four.ok("archive", "Flo")
    assert 'refer unarchive "Flo Gum"' in refused(1, "give", "A8", "Flo")


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("give", "Jane", "Ada"), 2, "may be a name"),
        (("give", "A7", "Nobody Here"), 1, 'no colleague "Nobody Here"'),
        (("give", "A7", "Ada", "--reason", "xyzzy"), 2, 'no reason "xyzzy"'),
        (("give", "A7", "Ada", "--on", "tomorrow"), 2, "--on"),
        (("give", "A7", "Ada", "--consent", "2026-12-01"), 2, "--consent: 2026-12-01 is in the future."),
        (("receive", "Ada", "--label", "1987-03-14"), 2, "date"),
        (("receive", "Ada", "--on", "2026-11-25"), 2, "future"),
        (("outcome", "99", "held"), 1, "no such referral"),
        (("outcome", "A9", "held"), 1, "no such referral"),
        (("ledger", "nobody"), 1, "no colleague"),
    ],
)
def test_refusals_change_nothing(
    four: Any, refused: Callable[..., str], args: tuple[str, ...], code: int, words: str
) -> None:
    said = refused(code, *args)
    assert words in said and "Jane" not in said and "1987" not in said


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("outcome", "1"), 2, "The outcome is missing."),
        (("outcome", "1", "no"), 2, "no-capacity or not-a-fit or not-reached"),
        (("outcome", "1", "xyzzy"), 2, "first-session-held"),
        (("outcome", "1", "held"), 2, 'refer outcome 1 "Ada Birch" first-session-held'),
        (("outcome", "1", "Kim", "held"), 1, 'refer give A7 "Kim Larch"'),
        (("outcome", "1", "Ada", "held", "--on", "2026-11-23"), 2, "before the offer"),
        (("outcome", "2", "held"), 1, "was sent to you"),
    ],
)
def test_outcomes_that_cannot_be(
    four: Any, refused: Callable[..., str], args: tuple[str, ...], code: int, words: str
) -> None:
    four.ok("give", "A7", "Ada", "Flo")
    four.ok("receive", "Ada")
    assert words in refused(code, *args)


@pytest.mark.usefixtures("no_colleagues")
def test_a_refused_label_is_repeated_nowhere(refer: Any) -> None:
    for form in ((), ("--json",)):
        answer = refer("give", "Jane-Doe-1987", "Ada", *form)
        assert answer.code == 2
        assert "Jane" not in answer.out + answer.err and "1987" not in answer.out + answer.err


def test_an_outcome_is_found_by_the_client_label_and_by_names_among_those_offered(four: Any) -> None:
    four.ok("add-colleague", "Ada Birchwood")
    four.ok("give", "A7", "Flo Gum", "Ada Birch")
    four.ok("give", "A8", "Ada Birchwood")
    answer = four.ok("outcome", "a7", "Ada", "could not reach", "--json").json
    assert (answer["id"], answer["colleagues"], answer["status"]) == (1, [1], "not-reached")
    assert answer["assumptions"] == ["could not reach is taken as not-reached"]
    assert answer["left"] == [2]


@pytest.mark.parametrize("word", ["declined", "unknown"])
def test_declined_and_unknown_without_a_name_are_of_all_still_waited_for(four: Any, word: str) -> None:
    four.ok("give", "A7", "Ada", "Flo", "Kim")
    four.ok("outcome", "1", "Flo", "no-capacity")
    answer = four.ok("outcome", "1", word, "--json").json
    assert answer["colleagues"] == [1, 3]
    # Flo had no room, so the client is left without anybody and still asked about.
    assert answer["asks"] == ("choice" if word == "unknown" else "again")
    if word == "declined":
        assert "refer outcome 1 declined" in four.ok("outcome", "1", "Kim", "declined").out
        assert four.ok("outcome", "1", "declined", "--json").json["open"] is False


def test_unknown_twice_and_nobody_is_nagged_any_more(four: Any) -> None:
    four.ok("give", "A7", "Ada")
    assert four.ok("outcome", "1", "unknown", "--json").json["ask_on"] == "2026-12-08"
    on(four, 14)
    said = four.ok("outcome", "1", "unknown").out
    assert "you will not be asked again" in said
    assert four.ok("ledger", "--json").json["open"] == []
    assert four.ok("outcome", "1", "held", "--json").json["follow_ups"]


def test_no_capacity_does_not_overrule_a_later_word(four: Any) -> None:
    four.ok("give", "A7", "Ada", "--on", "2026-11-10")
    four.ok("verify", "Ada", "--accepting", "yes", "--as-of", "2026-11-20")
    said = four.ok("outcome", "1", "no-capacity", "--on", "2026-11-15").out
    assert "The book has a later word on openings, which stays: yes, Fri 20 Nov." in " ".join(said.split())
    assert accepting(four, "Ada") == ("yes", "2026-11-20")
    assert four.ok("outcome", "1", "no-capacity", "--json").json["openings_changed"] == [1]
    assert accepting(four, "Ada") == ("no", "2026-11-24")
    four.ok("undo")
    assert accepting(four, "Ada") == ("yes", "2026-11-20")


def test_no_capacity_takes_them_out_of_the_suggestions(four: Any) -> None:
    ask = ("suggest", "--reason", "other", "--anywhere", "--need", "anxiety", "--no-remember", "--json")
    four.ok("verify", "Ada", "--accepting", "yes")
    assert [one["name"] for one in four.ok(*ask).json["candidates"]] == ["Ada Birch"]
    four.ok("give", "A7", "Ada")
    four.ok("outcome", "1", "no-capacity")
    answer = four.ok(*ask).json
    assert "Ada Birch" not in {one["name"] for one in answer["candidates"]}
    assert answer["excluded"]["not_accepting"] == 1


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("no-capacity", ["ask Kim Larch whom they would think of", "refer suggest --reason moving --city CITY"]),
        ("not-a-fit", ["Kim Larch was not a fit for A7.", "refer give A7 WHO"]),
        ("not-reached", ["Kim Larch another way: kim@example.com (best reached: e-mail)", "refer give A7 WHO"]),
        ("declined", ["A7 declined Kim Larch.", "Referral 1 is closed", "refer give A7 WHO"]),
    ],
)
def test_each_failure_names_its_next_step(four: Any, status: str, words: list[str]) -> None:
    four.ok("give", "A7", "Kim", "--reason", "moving")
    said = " ".join(four.ok("outcome", "1", status).out.split())
    assert [word for word in words if word not in said] == []


def test_a_session_is_thanked_for_once(four: Any) -> None:
    four.ok("give", "A7", "Ada", "--on", "2026-11-20")
    first = four.ok("outcome", "1", "held", "--on", "yesterday", "--json").json
    assert len(first["follow_ups"]) == 1
    assert four.ok("outcome", "1", "held", "--json").json["follow_ups"] == []


def test_receiving_notes_the_contact_and_the_thanks(four: Any) -> None:
    answer = four.ok("receive", "Ada", "Birch", "--label", "B2", "--reason", "caseload", "--on", "yesterday", "--json")
    made = answer.json
    assert made["last_contact"] == "2026-11-23" == four.colleague("Ada")["last_contact"]
    assert (made["colleague"], made["label"], made["reason"], made["on"]) == (1, "B2", "caseload-full", "2026-11-23")
    said = four.ok("receive", "Flo Gum", "--on", "2026-10-01").out
    assert "Referral 2: from Flo Gum, Thu 1 Oct." in said and "Thank Flo Gum: due Tue 24 Nov." in said
    # An older day moves no contact back, and none before the first meeting.
    four.ok("receive", "Ada", "--on", "2026-11-10")
    four.ok("receive", "Ada", "--on", "2026-10-01")
    assert four.colleague("Ada")["last_contact"] == "2026-11-23"
    for _ in range(4):
        four.ok("undo")
    assert four.colleague("Ada")["last_contact"] is None
    assert four.ok("ledger", "--json").json["colleagues"] == []


def test_the_ledger_by_hand(four: Any) -> None:
    four.ok("give", "A1", "Ada", "Flo", "--on", "2026-11-01")
    four.ok("outcome", "1", "Ada", "contacted", "--on", "2026-11-05")
    four.ok("outcome", "1", "Ada", "held", "--on", "2026-11-12")
    four.ok("give", "A2", "Ada", "--on", "2026-11-10")
    four.ok("receive", "Ada", "--on", "2026-11-15", "--label", "B1")
    four.ok("receive", "Kim", "--on", "2026-11-16")
    four.ok("receive", "Kim", "--on", "2026-11-18")
    answer = four.ok("ledger", "--json").json
    assert answer["colleagues"] == [
        {
            "id": 1,
            "name": "Ada Birch",
            "archived": False,
            "gone": False,
            "offered": 2,
            "given": 1,
            "received": 1,
            "open": 1,
            "balance": 0,
        },
        {
            "id": 3,
            "name": "Kim Larch",
            "archived": False,
            "gone": False,
            "offered": 0,
            "given": 0,
            "received": 2,
            "open": 0,
            "balance": -2,
        },
        {
            "id": 2,
            "name": "Flo Gum",
            "archived": False,
            "gone": False,
            "offered": 1,
            "given": 0,
            "received": 0,
            "open": 0,
            "balance": 0,
        },
    ]
    assert answer["totals"] == {"offered": 2, "given": 1, "received": 3, "open": 1}
    assert four.ok("ledger").out == (
        "\n"
        "  2 referrals offered, 1 taken up, 1 open; 3 received\n"
        "\n"
        "                                     offered   given   received   open   balance\n"
        "  Ada Birch                                2       1          1      1         0\n"
        "  Kim Larch                                0       0          2      0        -2\n"
        "  Flo Gum                                  1       0          0      0         0\n"
        "\n"
        "  A referral offered to three colleagues stands in the rows of all three.\n"
        "  given: the client chose them; balance: given less received, for you alone\n"
        "\n"
        "  Open\n"
        "  2  A2: did the client choose Ada Birch?                       since Tue 17 Nov\n"
        "\n"
        "  Sent you clients, and were never offered one\n"
        "   Kim Larch (2)\n"
        "   Keep them in mind; who is offered is decided by who fits.\n"
        "\n"
        '  heard of it   refer outcome 2 "Ada Birch" contacted\n'
        '  the history   refer ledger "Ada Birch"\n'
    )
    one = four.ok("ledger", "Ada", "--json").json
    assert [(event["on"], event["what"], event["word"]) for event in one["history"]] == [
        ("2026-11-15", "received", None),
        ("2026-11-12", "outcome", "first-session-held"),
        ("2026-11-10", "offered", None),
        ("2026-11-05", "outcome", "contacted"),
        ("2026-11-01", "offered", None),
    ]
    assert [each["id"] for each in one["colleagues"]] == [1]
    said = four.ok("ledger", "Ada").out
    assert "2 offered · 1 given · 1 received · 1 open" in said
    assert "Sun 15 Nov       received                B1\n" in said
    four.ok("ledger", "Bay")


def test_screens_keep_to_80_columns_with_long_names(refer: Any) -> None:
    assert len(LONG) > 60
    refer.ok("add-colleague", LONG[:60], "--phone", "303-555-0101")
    refer.ok("add-colleague", f"{LONG[:56]} Two", "--phone", "303-555-0102")
    said = [
        refer.ok("give", "PATIENT-FAMILY-00007", "1", "2", "--reason", "moving").out,
        refer.ok("ledger").out,
        refer.ok("ledger", "--open").out,
        refer.ok("outcome", "1", "1", "not-reached").out,
        refer.ok("outcome", "1", "2", "contacted").out,
        refer.ok("ledger").out,
        refer.ok("ledger", "2").out,
        refer.ok("outcome", "1", "2", "no-capacity").out,
        refer.ok("receive", "2", "--label", "B2").out,
        refer.ok("ledger").out,
    ]
    wide = [line for text in said for line in text.splitlines() if cells(line) > 80]
    assert wide == []


@pytest.mark.parametrize("width", [40, 50, 60, 80, 110])
def test_the_ledger_keeps_to_any_width(four: Any, width: int) -> None:
    four.ok("give", "A7", "Ada", "Flo", "--reason", "moving")
    four.ok("receive", "Kim")
    for args in ((), ("--open",), ("Ada",)):
        said = four("ledger", *args, width=width).out
        drawn = [line for line in said.splitlines() if "refer " not in line]
        assert [line for line in drawn if cells(line) > width] == []
    assert "Ada Birch" in four("ledger", width=width).out


@pytest.mark.usefixtures("no_colleagues")
def test_an_empty_book_says_so_kindly(refer: Any) -> None:
    for args in ((), ("--open",)):
        assert refer.ok("ledger", *args, "--json").json["colleagues"] == []
    assert "Your book is empty." in refer.ok("ledger").out
    assert "No referral is open." in refer.ok("ledger", "--open").out
    refer.ok("add-colleague", "Ada Birch")
    assert "Nothing is noted yet as given or received." in refer.ok("ledger").out
    assert "Nothing is noted yet" in refer.ok("ledger", "Ada").out


def test_on_a_terminal_the_reason_and_the_outcome_are_asked_for(four: Any) -> None:
    assert "A7, moving; offered" in four.ok("give", "A7", "Ada", "Flo", typed=["moving"]).out
    assert "A8; offered" in four.ok("give", "A8", "Ada", typed=[""]).out
    said = four.ok("outcome", "1", typed=["full", "Flo"]).out
    assert "Flo Gum has no room" in said
    assert all(word in said for word in OUTCOMES)


def test_the_demo_book_takes_them_all(refer: Any) -> None:
    made = refer.ok("--demo", "give", "ZZ9", "Ada Birch", "--json").json
    assert made["offered"] == [1] and made["new"]
    refer.ok("--demo", "receive", "Ada Birch")
    refer.ok("--demo", "ledger")
    refer.ok("--demo", "ledger", "Ada Birch")


def test_the_ask_day_crosses_the_year(two: Any) -> None:
    two.today = date(2026, 12, 28)
    assert "Mon 4 Jan 2027: did A7 choose Ada Birch" in two.ok("give", "A7", "Ada").out


def test_a_card_shows_what_is_between_you_and_only_to_you(four: Any) -> None:
    assert "Between you" not in four.ok("show", "Ada").out
    assert four.ok("show", "Ada", "--json").json["network"] == {
        "meetings": [],
        "offered": 0,
        "given": 0,
        "received": 0,
        "open": [],
        "follow_ups": [],
    }
    four.ok("met", "Ada", "--kind", "coffee", "--on", "2026-11-20", "--note", "marker note", "--no-follow-ups")
    four.ok("give", "A7", "Ada", "--reason", "moving")
    four.ok("receive", "Ada", "--label", "B2")
    said = four.ok("show", "Ada").out
    assert (
        "  Between you, and only for you\n"
        "  last met         Fri 20 Nov, coffee: marker note\n"
        "  referrals        1 offered, 1 received\n"
        "  still open       A7 (referral 1)\n"
        "  to do            4 · thank Ada Birch for the referral, due Thu 26 Nov\n"
    ) in said
    assert "refer done 4" in said and 'refer ledger "Ada Birch"' in said
    four.ok("verify", "Ada", "--accepting", "yes")
    handed = four.ok("suggest", "--reason", "other", "--anywhere", "--need", "anxiety", "--for-client").out
    assert "Ada Birch" in handed
    assert not any(word in handed for word in ("marker", "A7", "B2", "thank", "Between", "coffee"))
    four.ok("done", "4")
    assert four.ok("show", "Ada", "--json").json["network"]["follow_ups"] == []
