"""`refer goals` over time: the month's edges, late entries, changed goals, months in a row, and what comes next."""

from __future__ import annotations

import shlex
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from prepared_books import prepared

from refer_cli.book.requests import remember


def done(refer: Any, name: str) -> int:
    (one,) = [one for one in refer.ok("goals", "--json").json["goals"] if one["name"] == name]
    return int(one["done"])


def month(refer: Any, name: str, wanted: str) -> tuple[int | None, int]:
    (one,) = refer.ok("goals", "history", name, "--json").json["goals"]
    (found,) = [month for month in one["months"] if month["month"] == wanted]
    return found["target"], found["done"]


@prepared
def people(refer: Any) -> None:
    for name in ("Ada Birch", "Ben Elm", "Cleo Fir"):
        refer.ok("add-colleague", name)
    for goal in ("meet", "coffee", "lunch", "follow-up", "group", "verify", "diversify"):
        refer.ok("goals", "set", goal, "2")


def test_there_is_a_step_while_there_is_something_to_do(refer: Any) -> None:
    for name in ("Ada Birch", "Ben Elm"):
        refer.ok("add-colleague", name)
    refer.ok("add-colleague", "Cleo Fir", "--how-known", "worked-with", "--fee", "120", "--as-of", "2026-01-10")
    refer.ok("add-colleague", "Dov Gum", "--how-known", "worked-with", "--fee", "120", "--as-of", "2026-11-10")
    steps = refer.ok("goals", "--json").json["next"]
    assert [(one["what"], one["command"]) for one in steps] == [
        ("confirm", 'refer due "Cleo Fir"'),
        ("meet", 'refer outreach "Ada Birch"'),
        ("meet", 'refer outreach "Ben Elm"'),
    ]
    for one in steps:
        refer.ok(*shlex.split(one["command"])[1:])
    assert 'refer verify "Cleo Fir" --fee 120' in refer.ok("due", "Cleo").out


def test_one_colleague_met_twice_is_one_new_colleague_and_two_meetings(people: Any) -> None:
    people.ok("met", "Ada", "--kind", "coffee", "--on", "2026-11-02")
    people.ok("met", "Ada", "--kind", "coffee", "--on", "2026-11-20")
    assert (done(people, "meet"), done(people, "coffee"), done(people, "lunch")) == (1, 2, 0)


def test_a_meeting_entered_late_counts_in_the_month_in_which_it_was(people: Any) -> None:
    people.ok("met", "Ada", "--kind", "lunch", "--on", "2026-10-31")
    assert (done(people, "meet"), done(people, "lunch")) == (0, 0)
    assert month(people, "meet", "2026-10") == (None, 1)
    # It was the first: what was entered for November before it is now a second meeting.
    people.ok("met", "Ben", "--kind", "coffee", "--on", "2026-11-03")
    assert done(people, "meet") == 1
    people.ok("met", "Ben", "--kind", "coffee", "--on", "2026-10-03")
    assert (done(people, "meet"), done(people, "coffee")) == (0, 1)
    assert month(people, "meet", "2026-10") == (None, 2)


@pytest.mark.parametrize(
    ("today", "last", "next_day"),
    [
        (date(2027, 1, 31), "2027-01", date(2027, 2, 1)),
        (date(2028, 2, 29), "2028-02", date(2028, 3, 1)),
        (date(2027, 2, 28), "2027-02", date(2027, 3, 1)),
        (date(2026, 12, 31), "2026-12", date(2027, 1, 1)),
    ],
)
def test_the_last_day_of_a_month_and_the_day_after(people: Any, today: date, last: str, next_day: date) -> None:
    people.today = today
    people.ok("met", "Ada", "--kind", "coffee")
    answer = people.ok("goals", "--json").json
    assert (answer["month"], answer["days_left"]) == (last, 0)
    assert done(people, "meet") == 1
    assert "last day" in people.ok("goals").out
    people.today = next_day
    assert done(people, "meet") == 0
    assert month(people, "meet", last) == (2, 1)


def test_a_goal_changed_within_the_month_keeps_the_months_before(people: Any) -> None:
    people.today = date(2026, 12, 15)
    people.ok("goals", "set", "meet", "5")
    people.today = date(2026, 12, 20)
    people.ok("goals", "set", "meet", "1")
    people.ok("met", "Ada", "--kind", "call")
    assert month(people, "meet", "2026-11") == (2, 0)
    assert month(people, "meet", "2026-12") == (1, 1)
    people.ok("goals", "clear", "meet")
    assert month(people, "meet", "2026-12") == (None, 1)
    people.today = date(2027, 1, 5)
    assert month(people, "meet", "2027-01") == (None, 0)


def test_groups_verifications_and_follow_ups_count(people: Any) -> None:
    people.ok("groups", "add", "Tuesday consult", "--kind", "consultation")
    people.ok("groups", "attend", "tues", "--met", "Ada", "--follow-ups", "--on", "2026-11-10")
    people.ok("met", "Ben", "--kind", "group", "--on", "2026-11-11")
    people.ok("met", "Ben", "--kind", "mixer", "--on", "2026-11-12")
    assert (done(people, "group"), done(people, "meet")) == (2, 2)
    people.ok("verify", "Ada", "--accepting", "yes")
    people.ok("verify", "Ada", "--panel", "Aetna")
    assert done(people, "verify") == 1
    first = people.ok("due", "--json").json["due"][0]
    people.ok("done", str(first["id"]))
    assert done(people, "follow-up") == 1


def test_who_brings_what_was_lacking_widens_the_network(people: Any) -> None:
    for name in ("Old One", "Old Two"):
        people.ok("add-colleague", name, "--how-known", "worked-with", "--specialty", "OCD", "--panel", "Aetna")
    people.ok("edit", "Ada", "--specialty", "OCD", "--panel", "Aetna")
    people.ok("edit", "Ben", "--specialty", "OCD", "--panel", "Medicaid")
    people.ok("edit", "Cleo", "--specialty", "OCD", "--panel", "Medicaid (full)")
    for name in ("Ada", "Ben", "Cleo"):
        people.ok("met", name, "--kind", "coffee")
    assert (done(people, "meet"), done(people, "diversify")) == (3, 1)


def test_clients_referred_on_are_counted_without_a_target(people: Any) -> None:
    assert all(one["name"] != "give" for one in people.ok("goals", "--json").json["goals"])
    people.ok("give", "A7", "Ada")
    people.ok("give", "B8", "Ada", "--on", "2026-10-30")
    goal = people.ok("goals", "--json").json["goals"][-1]
    assert {key: goal[key] for key in ("name", "target", "done", "left", "on_track")} == {
        "name": "give",
        "target": None,
        "done": 1,
        "left": None,
        "on_track": None,
    }
    assert "  referrals offered                           1\n" in people.ok("goals").out
    assert people("goals", "set", "give", "2").code == 2


def test_months_in_a_row_and_their_history(people: Any) -> None:
    for number, day in enumerate(("2026-11-10", "2026-12-10", "2027-01-10")):
        people.today = date.fromisoformat(day)
        if number == 0:
            people.ok("goals", "set", "meet", "1")
        people.ok("met", ("Ada", "Ben", "Cleo")[number], "--kind", "coffee")
    people.today = date(2027, 2, 3)
    answer = people.ok("goals", "--json").json["goals"]
    assert {one["name"]: one["streak"] for one in answer}["meet"] == 3
    assert people.ok("goals", "history", "meet").out == (
        "\n"
        "  meet someone new                                 met the goal 3 months running\n"
        "  February 2027       0 of 1    so far\n"
        "  January 2027        1 of 1    met\n"
        "  December 2026       1 of 1    met\n"
        "  November 2026       1 of 1    met\n"
    )
    assert people("goals", "history", "nonsense").code == 2
    assert people.ok("goals", "history", "give").out == (
        "\n  referrals offered                                           0 in twelve months\n  February 2027       0\n"
    )


def test_the_next_steps_are_commands_that_work(people: Any) -> None:
    people.ok("add-colleague", "Dov Gum", "--specialty", "tics", "--panel", "Medicaid", "--how-known", "listed")
    people.ok("met", "Ada", "--kind", "coffee", "--on", "2026-09-10")
    people.ok("met", "Ben", "--kind", "coffee", "--on", "2026-11-20", "--follow-ups")
    for day, need, panel in (
        ("2026-11-01", "tics", "Medicaid"),
        ("2026-11-02", "tics", "Medicaid"),
        ("2026-11-03", "OCD", ""),
    ):
        assert remember(people.book, day=day, found=False, need=need, panel=panel)
    steps = people.ok("goals", "--json").json["next"]
    assert [(one["what"], one["text"]) for one in steps] == [
        ("meet", "Meet Dov Gum, from a directory, who treats tics and takes Medicaid: 2 requests found nobody."),
        ("thank", "Thank Ben Elm for the coffee."),
        ("write", "Write to Ada Birch, met in September and not since."),
    ]
    wishes = people.ok("network", "--json").json["wishes"]
    assert [[part["name"] for part in one["parts"]] for one in wishes] == [["tics", "Medicaid"], ["OCD"]]
    for step in steps:
        assert step["command"].startswith("refer ")
    number = steps[1]["command"].removeprefix("refer done ")
    people.ok("done", number)
    people.ok("outreach", "Dov Gum")
    after = people.ok("goals", "--json").json["next"]
    assert [one["what"] for one in after] == ["meet", "write", "meet"]
    assert after[2]["command"] == "refer groups post --need OCD"
    people.ok("groups", "post", "--need", "OCD", "--anywhere")


def test_who_is_archived_or_barred_is_in_no_next_step(people: Any) -> None:
    for name in ("Ada", "Ben"):
        people.ok("met", name, "--kind", "coffee", "--on", "2026-09-10", "--follow-ups")
    people.ok("archive", "Ada")
    people.ok("edit", "Ben", "--do-not-refer", "private")
    texts = " ".join(one["text"] for one in people.ok("goals", "--json").json["next"])
    assert "Ada" not in texts and "Write to Ben" not in texts


@pytest.mark.parametrize(("zone", "wanted"), [("Pacific/Kiritimati", "2026-12"), ("America/Denver", "2026-11")])
def test_the_month_is_that_of_the_therapists_own_calendar(people: Any, zone: str, wanted: str) -> None:
    """At one and the same moment it is December on one side of the world and November on the other."""
    people.today = None
    with time_machine.travel(datetime(2026, 11, 30, 12, 0, tzinfo=UTC).astimezone(ZoneInfo(zone)), tick=False):
        people.ok("met", "Ada", "--kind", "coffee")
        assert people.ok("goals", "--json").json["month"] == wanted
        assert done(people, "meet") == 1
    assert people.colleague("Ada")["first_met"][:7] == wanted


def test_a_month_with_something_done_stands_out_from_one_with_nothing(two: Any) -> None:
    two.ok("met", "flo", "--kind", "coffee", "--on", "2026-10-02")
    for _ in range(20):
        two.ok("met", "ada", "--kind", "coffee", "--on", "2026-11-03")
    two.ok("goals", "set", "coffee", "2")
    assert " ▁▁▁▁▁▁▁▁▁▁▂█ " in two.ok("goals").out


def test_late_promises_come_before_more_meetings_and_the_unmet_by_the_gap_they_close(people: Any) -> None:
    people.today = date(2026, 9, 2)
    facts = ("--specialty", "eating disorders", "--population", "child", "--language", "Somali")
    people.ok("add-colleague", "Olga Four", *facts, "--accepting", "yes")
    people.ok("goals", "set", "meet", "1")
    people.ok("goals", "set", "follow-up", "3")
    people.ok("met", "Ada", "--kind", "coffee", "--follow-ups")
    people.ok("done", "4")
    people.today = date(2026, 9, 20)
    steps = people.ok("goals", "--json").json["next"]
    assert [one["text"] for one in steps] == [
        "Follow Ada Birch on social media (11 days late).",
        "Meet Olga Four, not met so far, who treats eating disorder: nobody whom you know does.",
        "Meet Ben Elm, whom you have not met, as far as the book says.",
    ]
    for step in steps:
        people.ok(*shlex.split(step["command"])[1:])
    people.ok("goals", "set", "verify", "1")
    people.ok("edit", "Ada", "--fee", "120", "--as-of", "2025-09-01")
    assert [one["what"] for one in people.ok("goals", "--json").json["next"]] == ["promise", "meet", "meet"]


def test_a_goal_behind_to_confirm_or_to_go_to_a_group_is_named(people: Any) -> None:
    people.ok("goals", "set", "meet", "1")
    people.ok("goals", "set", "group", "2")
    people.ok("goals", "set", "verify", "2")
    people.ok("met", "Ada", "--kind", "coffee", "--no-follow-ups")
    people.ok("edit", "Ada", "--fee", "120", "--as-of", "2025-09-01")
    steps = people.ok("goals", "--json").json["next"]
    assert [one["what"] for one in steps] == ["confirm", "group", "meet"]
    for step in steps:
        people.ok(*shlex.split(step["command"])[1:])
