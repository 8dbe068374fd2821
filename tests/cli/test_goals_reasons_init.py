"""`refer goals`, `refer reasons`, `refer init`, and `refer` alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from refer_cli.matching.criteria import WEIGHED
from refer_cli.matching.rank import weights_of
from refer_cli.matching.reasons import REASONS

CONFIRM_ADA = {
    "what": "confirm",
    "colleague": 1,
    "text": "Confirm what your book says of Ada Birch: it has grown old.",
    "command": 'refer due "Ada Birch"',
}
MEET_FLO = {
    "what": "meet",
    "colleague": 2,
    "text": "Meet Flo Gum, not met so far, who treats PTSD: nobody whom you know does.",
    "command": 'refer outreach "Flo Gum"',
}


def test_goals_as_a_screen_and_as_json(two: Any) -> None:
    two.ok("goals", "set", "meet", "3")
    assert two.ok("goals").out == (
        "\n"
        "  November 2026                                                      6 days left\n"
        "\n"
        "  meet someone new    ███████░░░░░░░░░░░░░░   1 of 3    2 to go, behind\n"
        "  twelve months       ▁▁▁▁▁▁▁▁▁▁▁█            1 met in twelve months\n"
        "\n"
        "  Most useful next\n"
        "   1  Confirm what your book says of Ada Birch: it has grown old.\n"
        '      refer due "Ada Birch"\n'
        "   2  Meet Flo Gum, not met so far, who treats PTSD: nobody whom you know does.\n"
        '      refer outreach "Flo Gum"\n'
    )
    answer = two.ok("goals", "--json").json
    (goal,) = answer.pop("goals")
    assert answer == {"schema": "refer.goals/1", "month": "2026-11", "days_left": 6, "next": [CONFIRM_ADA, MEET_FLO]}
    history, streak = goal.pop("history"), goal.pop("streak")
    assert goal == {"name": "meet", "target": 3, "done": 1, "left": 2, "on_track": False}
    assert (len(history), streak, history[-1]) == (12, 0, {"month": "2026-11", "target": 3, "done": 1})


def test_a_goal_holds_from_its_month_on_and_can_be_cleared(two: Any) -> None:
    two.ok("goals", "set", "meet", "3")
    two.ok("goals", "set", "meet", "1")
    assert two.ok("goals", "--json").json["goals"][0]["on_track"] is True
    two.today = date(2026, 12, 1)
    assert two.ok("goals", "--json").json["goals"][0]["done"] == 0
    two.ok("goals", "clear", "meet")
    assert two.ok("goals", "--json").json["goals"] == []
    assert "refer goals set meet 3" in two.ok("goals").out
    two.today = date(2026, 11, 30)
    assert two.ok("goals", "--json").json["goals"][0]["target"] == 1


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["set", "give", "3"], 2, "counted without a target"),
        (["set", "coffe", "3"], 2, "did you mean coffee"),
        (["set", "meet", "none"], 2, "not a number"),
        (["set", "meet", "0"], 2, "not a number from 1"),
        (["set", "meet"], 2, "NUMBER"),
        (["clear", "meet"], 1, "no goal meet"),
        (["sat", "meet", "3"], 2, "did you mean set"),
    ],
)
def test_goal_refusals(two: Any, refused: Callable[..., str], args: list[str], code: int, words: str) -> None:
    assert words in refused(code, "goals", *args)


def test_every_reason_is_listed_and_explained(refer: Any) -> None:
    listed = refer.ok("reasons").out
    for slug, reason in REASONS.items():
        assert f"  {slug} " in listed
        said = refer.ok("reasons", slug).out
        assert reason.story.split(".")[0][:40] in said
        shown = refer.ok("reasons", slug, "--json").json["reasons"][0]
        assert shown["weights"] == {name: weight / 100 for name, weight in weights_of(reason).items()}


def test_a_typo_is_said(refer: Any) -> None:
    assert "movin is taken as moving" in refer.ok("reasons", "movin").out


def test_weights_are_changed_shown_and_reset(refer: Any) -> None:
    said = refer.ok("reasons", "weigh", "moving", "fee=.2", "location=.4").out
    assert "moving: fee 0.10 → 0.20" in said
    assert "was 0.10" in refer.ok("reasons", "moving").out
    assert refer.ok("reasons", "moving", "--json").json["reasons"][0]["changed"] == {
        "fee": 0.2,
        "location": 0.4,
    }
    refer.ok("reasons", "reset", "moving")
    assert refer.ok("reasons", "moving", "--json").json["reasons"][0]["changed"] == {}


def test_a_reason_of_ones_own_and_its_undo(refer: Any) -> None:
    refer.ok(
        "reasons",
        "add",
        "school-break",
        "--like",
        "moving",
        "--weigh",
        "location=.4",
        "--title",
        "A term away",
    )
    mine = refer.ok("reasons", "school-break", "--json").json["reasons"][0]
    assert (mine["title"], mine["like"], mine["weights"]["location"]) == ("A term away", "moving", 0.4)
    assert mine["must"] == [list(names) for names in REASONS["moving"].must]
    refer.ok("undo")
    assert refer("reasons", "school-break").code == 2


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["nonsense"], 2, 'no reason "nonsense"'),
        (["weigh", "moving", "locatin=.4"], 2, "did you mean location"),
        (["weigh", "moving", "fee=2"], 2, "is no weight"),
        (["weigh", "moving", "fee=.123"], 2, "is no weight"),
        (["weigh", "moving"], 2, "CRITERION"),
        (["add", "moved", "--like", "moving"], 2, "already means"),
        (["add", "Bad Name!"], 2, "no name for a reason"),
        (["reset", "moving"], 1, "No weight"),
        (["reset"], 1, "No weight"),
    ],
)
@pytest.mark.usefixtures("no_colleagues")
def test_reason_refusals(refused: Callable[..., str], args: list[str], code: int, words: str) -> None:
    assert words in refused(code, "reasons", *args)


def test_a_reason_cannot_be_left_without_any_weight(refused: Callable[..., str]) -> None:
    weights = [f"{name}=0" for name in WEIGHED]
    assert "Nothing would count" in refused(2, "reasons", "weigh", "moving", *weights)


def test_init_changes_only_what_is_given(refer: Any) -> None:
    first = refer.ok("init", "--name", "Sam Roe", "--credential", "LCSW", "--city", "Portland", "--approach", "CBT")
    assert "Portland is taken as Portland, OR" in first.out
    again = refer.ok("init", "--approach", "EMDR", "--json").json
    assert again["changed"] == ["approaches"]
    profile = again["profile"]
    assert (profile["name"], profile["credentials"], profile["approaches"]) == ("Sam Roe", ["LCSW"], ["EMDR"])
    assert refer.ok("list", "--json").json["colleagues"] == []
    refer.ok("undo")
    assert refer.ok("init", "--json").json["profile"]["approaches"] == ["CBT"]


def test_init_asks_on_a_terminal(refer: Any) -> None:
    typed = [
        "",
        "Sam Roe",
        "LCSW",
        "Dnver",
        "Denver",
        "",
        "",
        "",
        "NM",
        "",
        "anxiety",
        "CBT, EMDR",
        "adult",
        "none",
        "",
    ]
    said = refer.ok("init", typed=typed).out
    assert "a name is needed" in said and "Did you mean Denver, CO? [Y/n]" in said
    profile = refer.ok("init", "--json").json["profile"]
    assert (profile["state"], profile["license_states"], profile["panels"]) == ("CO", ["CO", "NM"], [])
    assert profile["approaches"] == ["CBT", "EMDR"]


def test_init_refusals(refused: Callable[..., str]) -> None:
    assert "needs a name" in refused(2, "init")
    assert "needs a name" in refused(2, "init", "--city", "Denver", "--state", "CO")
    assert 'no city "Dnver"' in refused(2, "init", "--name", "Sam Roe", "--city", "Dnver")


def test_refer_alone(two: Any) -> None:
    two.ok("goals", "set", "meet", "3")
    said = two.ok().out
    assert "2 colleagues in your book" in said and "1 of 3" in said
    assert said.count("   refer ") == 3


@pytest.mark.usefixtures("no_colleagues")
def test_refer_alone_on_an_empty_book(refer: Any) -> None:
    assert "Your book is empty" in refer.ok().out


@pytest.mark.parametrize(
    ("slug", "title"),
    [
        ("anna-smith-born-may", None),
        ("anna", None),
        ("school-break", "Anna goes to college"),
        ("school-break", "jane@example.com"),
        ("school-break", "Born 1987-03-14"),
        ("school-break", "Call 303-555-0101"),
        ("mrn-483", None),
    ],
)
def test_no_reason_is_called_after_a_client(refer: Any, refused: Any, slug: str, title: str | None) -> None:
    said = refused(2, "reasons", "add", slug, *(["--title", title] if title else []))
    assert "This cannot be the name of a reason" in said
    assert (title or slug) not in said


@pytest.mark.parametrize(
    "slug", ["grace-period", "summer-break", "no-rooms-after-may", "level-2", "christian-counseling"]
)
def test_a_reason_may_hold_everyday_words_that_are_names_too(refer: Any, slug: str) -> None:
    assert slug in refer.ok("reasons", "add", slug, "--title", "Not before the term of 2027").out
