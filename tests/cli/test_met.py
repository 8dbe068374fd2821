"""`refer met`: first meetings and later ones, several people, days, follow-ups, introductions."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

ADA_DUE = [4, 8, 12, 16]


def test_a_first_meeting_and_one_more(two: Any) -> None:
    said = two.ok("met", "Flo Gum", "ada", "--kind", "coffee", "--on", "friday", "--no-follow-ups").out
    assert said == (
        "\n"
        "  Coffee, Fri 20 Nov\n"
        "  Flo Gum                   new, counts toward November\n"
        "  Ada Birch                 already met on Mon 2 Nov: another meeting, nobody\n"
        "                            new\n"
        "  refer undo takes it back\n"
    )
    flo = two.colleague("flo")
    assert (flo["first_met"], flo["last_contact"], flo["how_known"]) == ("2026-11-20", "2026-11-20", "met")
    ada = two.colleague("ada")
    assert (ada["first_met"], ada["last_contact"]) == ("2026-11-02", "2026-11-20")
    two.ok("undo")
    assert two.colleague("flo")["first_met"] is None


def test_who_introduced_is_not_written_down_with_a_slip(two: Any, refused: Callable[..., str]) -> None:
    said = refused(1, "met", "flo", "--kind", "coffee", "--introduced-by", "Ada Birh")
    assert '--introduced-by "Ada Birch"' in said
    two.ok("met", "flo", "--kind", "coffee", "--introduced-by", "Zelda Quimby")
    assert two.colleague("flo")["introduced_by"] == "Zelda Quimby"


def test_the_same_colleague_met_twice_is_one_new_colleague_and_two_meetings(two: Any) -> None:
    two.ok("goals", "set", "meet", "3")
    first = two.ok("met", "flo", "--kind", "coffee", "--on", "11/12", "--json").json
    second = two.ok("met", "flo", "--kind", "lunch", "--on", "yesterday", "--json").json
    assert first["id"] != second["id"]
    assert (first["first_meeting"], second["first_meeting"]) == ([2], [])
    assert two.ok("goals", "--json").json["goals"][0]["done"] == 2  # Ada on 2 November, and Flo once


def test_a_meeting_entered_late_counts_for_its_month(two: Any) -> None:
    two.ok("goals", "set", "meet", "3")
    said = two.ok("met", "flo", "--kind", "call", "--on", "2026-10-30").out
    assert "new, counts toward October\n" in said
    moved = " ".join(two.ok("met", "ada", "--kind", "call", "--on", "10/31").out.split())
    assert "met first on Sat 31 Oct, not Mon 2 Nov: counts toward October, no longer November" in moved
    assert two.ok("goals", "--json").json["goals"][0]["done"] == 0
    ada = two.colleague("ada")
    assert (ada["first_met"], ada["last_contact"]) == ("2026-10-31", "2026-11-02")


def test_the_goal_of_the_month_is_said(two: Any) -> None:
    two.ok("goals", "set", "meet", "3")
    assert "2 of 3 met in November\n" in two.ok("met", "flo", "--kind", "visit").out
    two.today = date(2026, 12, 3)
    assert "of 3" not in two.ok("met", "flo", "--kind", "visit").out


def test_follow_ups_are_put_on_the_list_and_not_twice(two: Any) -> None:
    first = two.ok("met", "ada", "--kind", "coffee", "--follow-ups", "--json").json
    assert first == {
        "schema": "refer.met/1",
        "id": 1,
        "on": "2026-11-24",
        "kind": "coffee",
        "colleagues": [1],
        "added": [],
        "first_meeting": [],
        "follow_ups": ADA_DUE,
    }
    again = two.ok("met", "ada", "--kind", "lunch", "--follow-ups").out
    assert "thank Ada Birch for the lunch" in again
    assert "follow Ada" not in again
    assert "e-mail list" not in again


def test_off_a_terminal_follow_ups_are_taken_only_when_asked_for(two: Any) -> None:
    assert "--follow-ups does that" in two.ok("met", "ada", "--kind", "coffee").out
    assert two.ok("met", "ada", "--kind", "coffee", "--json").json["follow_ups"] == []


@pytest.mark.parametrize(
    ("answers", "taken"), [(["coffee", ""], True), (["frob", "tea", "y"], True), (["", "n"], False)]
)
def test_on_a_terminal_kind_and_follow_ups_are_asked_for(two: Any, answers: list[str], taken: bool) -> None:
    said = two.ok("met", "ada", typed=answers).out
    assert "How did you meet?" in said
    assert "by Thu 26 Nov" in said
    assert ("On your list" in said) is taken


def test_stopping_at_the_question_notes_nothing(two: Any) -> None:
    assert two("met", "flo", "--kind", "coffee", typed=[]).code != 0
    assert two.colleague("flo")["first_met"] is None


def test_who_introduced_you_is_a_name_from_the_book_or_free_words(two: Any) -> None:
    two.ok("met", "flo", "--introduced-by", "ada")
    assert two.colleague("flo")["introduced_by"] == "Ada Birch"
    two.ok("met", "ada", "--introduced-by", "Dr. Yew of the hospital")
    assert two.colleague("ada")["introduced_by"] == "Dr. Yew of the hospital"


def test_one_is_met_once_however_often_named(two: Any) -> None:
    assert two.ok("met", "Ada", "Birch", "1", "--json").json["colleagues"] == [1]


def test_a_second_of_a_kind_on_a_day_is_said(two: Any) -> None:
    two.ok("met", "ada", "--kind", "call")
    assert "noted for that day already" in two.ok("met", "ada", "--kind", "call").out
    assert "noted for that day already" not in two.ok("met", "ada", "--kind", "lunch").out


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["ada", "--kind", "frob"], 2, "I know no kind of meeting"),
        (["ada", "--kind", "c"], 2, "I know no kind of meeting"),
        (["ada", "--on", "tomorrow"], 2, "in the future"),
        (["ada", "--on", "whenever"], 2, "is not a day"),
        (["ada", "--note", " "], 2, "The note is empty"),
        (["ada", "--introduced-by", "ada"], 1, "by themselves"),
        (["ada", "--introduced-by", "99"], 1, "no colleague"),
        (["nobody"], 1, "no colleague"),
        ([], 2, "WHO"),
    ],
)
def test_refusals(two: Any, refused: Callable[..., str], args: list[str], code: int, words: str) -> None:
    assert words in refused(code, "met", *args)


def test_long_names_stay_within_the_screen(refer: Any) -> None:
    name = "Maximiliana-Theodora Featherstonehaugh-Cholmondeley von Berg"
    refer.ok("add-colleague", name)
    said = refer.ok("met", name, "--kind", "conference", "--follow-ups").out
    assert max(len(line) for line in said.splitlines()) <= 80


def test_who_introduced_first_stays(two: Any, refused: Callable[..., str]) -> None:
    two.ok("add-colleague", "Ben Cedar")
    assert "Introduced by Ada Birch." in two.ok("met", "flo", "--introduced-by", "ada").out
    said = two.ok("met", "flo", "--kind", "call", "--introduced-by", "ben").out
    assert "Flo Gum was introduced by Ada Birch before: that stays." in said
    assert "Introduced by Ben Cedar." not in said
    assert two.colleague("flo")["introduced_by"] == "Ada Birch"
    (command,) = re.findall(r"to change it +(refer .*)", said)
    two.ok(*shlex.split(command)[1:])
    assert two.colleague("flo")["introduced_by"] == "Ben Cedar"
    assert "Introduced by Ben Cedar." in two.ok("met", "flo", "ada", "--introduced-by", "ben").out
    assert "Ada Birch" in refused(1, "met", "ben", "--introduced-by", "Ad Brich")


def test_a_day_that_was_tomorrow_elsewhere_stands_in_the_way_of_nothing_else(
    two: Any, refused: Callable[..., str]
) -> None:
    two.today += timedelta(days=1)
    two.ok("met", "flo", "--kind", "coffee")
    two.ok("give", "A7", "flo")
    two.today -= timedelta(days=1)
    two.ok("edit", "flo", "--phone", "303-555-0100")
    two.ok("verify", "flo", "--accepting", "yes")
    two.ok("met", "flo", "--kind", "call")
    found = two.colleague("flo")
    assert (found["first_met"], found["last_contact"]) == ("2026-11-24", "2026-11-25")
    assert "in the future" in refused(2, "edit", "flo", "--last-contact", "2026-11-26")
    assert "above the full fee" in refused(2, "edit", "flo", "--fee-floor", "500")


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("zoom", "video"),
        ("Video call", "video"),
        ("phone", "call"),
        ("tea", "coffee"),
        ("happy hour", "mixer"),
        ("dinner", "other"),
        ("cof", "coffee"),
        ("office_visit", "visit"),
    ],
)
def test_a_way_of_meeting_in_everyday_words(two: Any, typed: str, kind: str) -> None:
    assert two.ok("met", "ada", "--kind", typed, "--json").json["kind"] == kind


def test_everyday_words_for_a_meeting_lead_to_one_kind_each() -> None:
    from refer_cli.network import words

    data = json.loads((Path(words.__file__).parent / "meeting_kinds.json").read_text(encoding="utf-8"))["kinds"]
    everyday = [word for spelled in data.values() for word in spelled]
    assert set(data) <= set(words.MEETING_KINDS) and len(everyday) == len(set(everyday))
    assert all(words.meeting_kind(word) == kind for kind, spelled in data.items() for word in (kind, *spelled))


def test_somebody_new_is_put_in_the_book_with_the_meeting(two: Any, refused: Callable[..., str]) -> None:
    two.ok("goals", "set", "meet", "3")
    said = two.ok("met", "Bob Newguy, LPC", "ada", "--kind", "lunch", typed=["y", "n"])
    assert "Bob Newguy, LPC is not in the book yet. Put them in? [Y/n]" in said.out
    assert "put in the book, id 3; new, counts" in said.out
    bob = two.colleague("Bob Newguy")
    assert (bob["credentials"], bob["how_known"], bob["first_met"]) == (["LPC"], "met", "2026-11-24")
    assert two.ok("goals", "--json").json["goals"][0]["done"] == 2
    two.ok("undo")
    assert "--new puts them in the book" in refused(1, "met", "Bob Newguy", "--kind", "lunch")
    answer = two.ok("met", "Bob Newguy", "--new", "--follow-ups", "--json").json
    assert answer["added"] == answer["colleagues"] == answer["first_meeting"] == [3]
    assert [line["colleague"] for line in two.ok("due", "--json").json["due"]].count(3) == 4
    two.ok("undo")
    assert [one["id"] for one in two.ok("list", "--json").json["colleagues"]] == [1, 2]


def test_nobody_is_put_in_on_a_no_or_for_a_slip(two: Any) -> None:
    answer = two("met", "Bob Newguy", "--kind", "lunch", typed=["n"])
    assert answer.code == 1 and 'refer add-colleague "Bob Newguy"' in answer.err
    assert two.ok("met", "Ada Birh", "--kind", "lunch", "--new", typed=["y", "n"]).out.count("Did you mean Ada Birch?")
    assert [one["id"] for one in two.ok("list", "--json").json["colleagues"]] == [1, 2]
    assert two.colleague("ada")["last_contact"] == "2026-11-24"


def test_who_was_worked_with_for_years_is_nobody_new(two: Any) -> None:
    two.ok("goals", "set", "meet", "3")
    two.ok("edit", "ada", "--clear", "first_met", "--how-known", "worked-with")
    two.ok("edit", "flo", "--note", "Sails.", "--note", "Worked with her since 2015 at the clinic.")
    for who, words in (("ada", "does not say since when"), ("flo", "known since 2015 by your notes")):
        answer = two.ok("met", who, "--kind", "coffee", "--json").json
        assert answer["first_meeting"] == []
        two.ok("undo")
        assert words in " ".join(two.ok("met", who, "--kind", "coffee").out.split())
        assert two.colleague(who)["first_met"] is None
    assert 'refer edit "Flo Gum" --first-met 2015' in two.ok("met", "flo", "--kind", "coffee").out
    assert two.ok("goals", "--json").json["goals"][0]["done"] == 0


def test_since_when_is_asked_once_and_never_overwritten(two: Any) -> None:
    two.ok("edit", "ada", "--clear", "first_met", "--how-known", "worked-with")
    said = two.ok("met", "ada", "--kind", "coffee", typed=["next year", "2015", "n"]).out
    assert "You know Ada Birch already: you have worked with them." in said and said.count("Since when?") == 2
    assert two.colleague("ada")["first_met"] == "2015-01-01"
    assert "Since when?" not in two.ok("met", "ada", "--kind", "coffee", typed=["n"]).out
    assert two.colleague("ada")["first_met"] == "2015-01-01"
    two.ok("edit", "flo", "--how-known", "worked-with")
    assert "new, counts toward November" in two.ok("met", "flo", "--kind", "coffee", typed=["new", "n"]).out
    two.ok("undo")
    two.ok("met", "flo", "--kind", "coffee", typed=["", "n"])
    assert two.colleague("flo")["first_met"] is None
    assert "Since when?" not in two.ok("met", "flo", "--kind", "coffee", typed=["n"]).out


@pytest.mark.parametrize(
    ("args", "where"),
    [
        (("receive", "Bob Newguy, LPC", "--label", "C3"), "receive"),
        (("groups", "attend", "Mond", "--met", "Bob Newguy, LPC", "--no-follow-ups"), "groups"),
    ],
)
def test_whoever_sends_or_is_met_in_a_group_is_put_in_too(
    two: Any, refused: Callable[..., str], args: tuple[str, ...], where: str
) -> None:
    two.ok("groups", "add", "Monday peers", "--kind", "local")
    assert "--new puts them in the book" in refused(1, *args)
    two.ok(*args, typed=["y"])
    assert two.colleague("Bob Newguy")["credentials"] == ["LPC"]
    two.ok("undo")
    answer = two.ok(*args, "--new", "--json").json
    assert answer["added"] == ([3] if where == "groups" else True)
    assert two.colleague("Bob Newguy")["last_contact"] == "2026-11-24"
    two.ok("undo")
    assert two("show", "Bob Newguy").code == 1


def test_whom_is_asked_before_how_and_a_slip_is_proposed(two: Any) -> None:
    answer = two("met", "Zork", typed=["n"])
    assert (answer.code, "How did you meet?" in answer.out) == (1, False)
    assert "Zork is not in the book yet. Put them in? [Y/n]" in answer.out
    said = two.ok("met", typed=["", "Adda", "y", "coffee", "n"]).out
    assert "an answer is needed" in said and said.count("Whom did you meet") == 2
    assert said.index('Nobody is called "Adda". Did you mean Ada Birch?') < said.index("How did you meet?")
