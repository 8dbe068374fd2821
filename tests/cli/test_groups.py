"""`refer groups`: put in, joined, attended, left, and a post that tells nothing of the client."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from examples import few_in_one_book
from hypothesis import given
from hypothesis import strategies as st

CONSULT = ["groups", "add", "Tuesday consult", "--kind", "consultation", "--place", "Denver", "--next", "12/1"]


def listed(refer: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = refer.ok("groups", "list", "--json").json["groups"]
    return found


def test_an_evening_entered_twice_is_one_evening(two: Any) -> None:
    two.ok(*CONSULT)
    two.ok("goals", "set", "group", "1")
    first = two.ok("groups", "attend", "tuesday", "--on", "friday", "--met", "Ada", "--json").json
    again = two.ok("groups", "attend", "tuesday", "--on", "friday", "--met", "Ada", "--met", "Flo", "--json").json
    assert (first["new"], again["new"], again["id"]) == (True, False, first["id"])
    assert (first["colleagues"], again["colleagues"]) == ([1], [2])
    assert listed(two)[0]["met_there"] == [1, 2]
    said = two.ok("groups", "attend", "tuesday", "--on", "friday").out
    assert "That evening was noted already, and counts once." in said
    assert two.ok("goals", "--json").json["goals"][0]["done"] == 1


def test_a_second_note_on_an_evening_is_kept_beside_the_first(two: Any) -> None:
    two.ok(*CONSULT)
    for note in ("Not taking Aetna any more", "taking Aetna", "taking Aetna"):
        two.ok("groups", "attend", "tuesday", "--on", "friday", "--met", "Ada", "--note", note)
    (meeting,) = two.ok("show", "ada", "--json").json["network"]["meetings"]
    assert meeting["note"] == "Not taking Aetna any more\ntaking Aetna"


def test_what_was_left_out_stands_apart_from_why(two: Any) -> None:
    said = two.ok("groups", "post", "--leaving", "Aetna", "--anywhere").out
    assert "that you leave the panel  it only says which" in said


def test_what_is_dangerous_is_said_in_json_too(two: Any) -> None:
    assert "988" in two.ok("groups", "post", "--need", "self-harm", "--anywhere", "--json").json["danger"]
    assert two.ok("groups", "post", "--need", "anxiety", "--anywhere", "--json").json["danger"] is None


def test_groups_that_only_cards_name_are_named(two: Any) -> None:
    two.ok("edit", "Flo", "--group", "Front Range")
    assert "On colleagues' cards only: Front Range." in two.ok("groups").out
    assert two.ok("groups", "list", "--json").json["on_cards_only"] == ["Front Range"]
    two.ok("groups", "add", "Front Range", "--kind", "local")
    assert two.ok("groups", "list", "--json").json["on_cards_only"] == []


@pytest.mark.usefixtures("no_colleagues")
def test_an_empty_book_says_how_to_begin(refer: Any) -> None:
    said = refer.ok("groups").out
    assert 'refer groups add "Tuesday consult" --kind consultation' in said
    assert listed(refer) == []


def test_a_group_from_hearing_of_it_to_leaving_it(two: Any) -> None:
    assert two.ok(*CONSULT, "--json").json == {
        "schema": "refer.groups-add/1",
        "id": 1,
        "changed": True,
        "joined": False,
    }
    two.ok("edit", "Flo", "--group", "tuesday CONSULT")
    two.ok("groups", "join", "tues", "--on", "11/1")
    attended = two.ok("groups", "attend", "tuesday", "--met", "Flo", "--met", "Ada", "--on", "friday", "--json").json
    assert attended == {
        "schema": "refer.groups-attend/1",
        "id": 1,
        "new": True,
        "group": 1,
        "on": "2026-11-20",
        "colleagues": [2, 1],
        "added": [],
        "first_meeting": [2],
        "follow_ups": [],
        "next_meeting": "2026-12-01",
    }
    (group,) = listed(two)
    assert group == {
        "id": 1,
        "name": "Tuesday consult",
        "kind": "consultation",
        "place": "Denver",
        "link": None,
        "note": None,
        "next_meeting": "2026-12-01",
        "joined_on": "2026-11-01",
        "left_on": None,
        "mine": True,
        "attended_on": "2026-11-20",
        "colleagues": [2],
        "met_there": [1, 2],
    }
    assert two.colleague("Flo")["first_met"] == "2026-11-20"
    two.ok("groups", "leave", "tues", "--on", "yesterday")
    (group,) = listed(two)
    assert (group["mine"], group["left_on"]) == (False, "2026-11-23")
    two.ok("groups", "join", "tues")
    assert listed(two)[0]["mine"] is True


def test_the_screens(two: Any) -> None:
    two.ok(*CONSULT)
    two.ok("groups", "join", "tues")
    two.ok("groups", "add", "Front Range list", "--kind", "face", "--link", "https://example.com/front-range")
    said = two.ok("groups", "attend", "tues", "--on", "11/20", "--met", "Flo", "--next", "12/15", "--follow-ups").out
    assert said.startswith(
        "\n  Tuesday consult                                                     Fri 20 Nov\n"
        "  Flo Gum: new, counts toward November\n"
        "\n  On your list\n   4  thank Flo Gum"
    )
    assert said.endswith("  It meets next on Tue 15 Dec.\n  refer undo takes it back\n")
    assert two.ok("groups").out == (
        "\n"
        "  Your groups\n"
        "  Tuesday consult                                                next Tue 15 Dec\n"
        "    consultation · Denver\n"
        "    met there: Flo Gum\n"
        "\n"
        "  Groups you know of\n"
        "  Front Range list\n"
        "    facebook · https://example.com/front-range\n"
        "\n"
        '  refer groups attend "Tuesday consult" --met WHO --next DAY\n'
        "  refer groups post --need anxiety --insurance Medicaid\n"
    )


def test_long_names_stay_within_the_columns(two: Any) -> None:
    name = "The Front Range Association of Psychotherapists in Private Practice"
    two.ok("groups", "add", name, "--kind", "association", "--next", "12/1", "--note", "word " * 40)
    for args in (["groups"], ["groups", "attend", "front range", "--met", "Ada"], ["groups", "join", "front"]):
        assert max(len(line) for line in two.ok(*args).out.splitlines()) <= 80


def test_a_meeting_that_has_been_is_no_next_meeting(refer: Any) -> None:
    refer.ok(*CONSULT[:-2], "--next", "today")
    refer.ok("groups", "attend", "tues")
    assert listed(refer)[0]["next_meeting"] is None
    refer.ok("groups", "next", "tues", "in 3 weeks")
    assert listed(refer)[0]["next_meeting"] == "2026-12-15"
    refer.ok("groups", "next", "Tuesday", "consult", "none")
    assert listed(refer)[0]["next_meeting"] is None


def circle(refer: Any, who: str) -> float:
    """How far somebody is from me, as impartiality weighs it."""
    found = refer.ok(
        "suggest", "--reason", "impartiality", "--avoid", "Rosa Linden", "--anywhere", "--limit", "9", "--json"
    ).json
    (one,) = [one for one in found["candidates"] if one["name"] == who]
    (row,) = [row for row in one["criteria"] if row["name"] == "circle"]
    return float(row["score"])


def test_a_group_that_i_joined_counts_as_mine_where_impartiality_matters(two: Any) -> None:
    two.ok("init", "--name", "Sam Roe", "--city", "Denver", "--state", "CO", "--group", "Old circle")
    two.ok("edit", "Ada", "--group", "tuesday consult", "--tie", "none")
    two.ok(*CONSULT)
    assert circle(two, "Ada Birch") == 1
    two.ok("groups", "join", "tues")
    assert circle(two, "Ada Birch") == 0.5
    assert two.ok("init", "--json").json["profile"]["groups"] == ["Old circle", "Tuesday consult"]
    two.ok("init", "--group", "Old circle", "--fee", "120")
    assert circle(two, "Ada Birch") == 0.5
    two.ok("groups", "leave", "tues")
    assert circle(two, "Ada Birch") == 1
    two.ok("undo")
    assert circle(two, "Ada Birch") == 0.5


def test_leaving_a_group_takes_it_out_of_my_profile_too(two: Any) -> None:
    two.ok("init", "--name", "Sam Roe", "--group", "Tuesday consult", "--group", "Old circle")
    two.ok("edit", "Ada", "--group", "Tuesday consult")
    said = two.ok("groups").out
    assert "In your profile only: Tuesday consult, Old circle." in said
    assert two.ok(*CONSULT, "--json").json["joined"] is True
    assert circle(two, "Ada Birch") == 0.5
    two.ok("groups", "leave", "tues")
    assert circle(two, "Ada Birch") == 1
    assert two.ok("init", "--json").json["profile"]["groups"] == ["Old circle"]


def test_removing_a_group_keeps_its_meetings_and_is_taken_back(two: Any) -> None:
    two.ok(*CONSULT)
    two.ok("goals", "set", "group", "1")
    two.ok("groups", "attend", "tues", "--met", "Ada")
    before = listed(two)
    two.ok("groups", "remove", "tues")
    assert listed(two) == []
    assert two.ok("goals", "--json").json["goals"][0]["done"] == 1
    two.ok("undo")
    assert listed(two) == before


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["add", "tuesday CONSULT"], 1, "already"),
        (["add", "  "], 2, "no name"),
        (["add", "New", "--kind", "tea"], 2, "one of local"),
        (["add", "New", "--next", "yesterday"], 2, "has been already"),
        (["add", "New", "--place", " "], 2, "empty"),
        (["join", "Wednesday"], 1, "no group"),
        (["join", "con"], 1, "2 groups answer"),
        (["attend", "tues", "--met", "Nobody Here"], 1, "no colleague"),
        (["attend", "tues", "--on", "2027-01-01"], 2, "in the future"),
        (["next", "tues"], 2, "The day is missing"),
        (["lst"], 2, "did you mean list"),
        (["post"], 2, "What to ask for is missing"),
        (["post", "--need", "Johns divorce from Mary"], 1, "nothing is left to post"),
        (["post", "--need", "anxiety", "--group", "Wednesday"], 1, "no group"),
        (["post", "--need", "anxiety", "--city", "Dnver"], 2, "Denver"),
    ],
)
def test_refusals(two: Any, refused: Callable[..., str], args: list[str], code: int, words: str) -> None:
    two.ok(*CONSULT)
    two.ok("groups", "add", "Consult on Fridays", "--kind", "consultation")
    assert words in refused(code, "groups", *args)


def test_a_post_and_what_was_left_out(two: Any) -> None:
    two.ok(*CONSULT, "--link", "https://example.com/tuesday")
    args = ["--need", "anxiety", "--age-group", "teen", "--insurance", "Kaiser/Added Choice", "--zip", "80205"]
    private = ["--reason", "personality-clash", "--avoid", "Rosa Linden", "--unlike", "warm", "--max-fee", "60"]
    assert two.ok("groups", "post", *args, *private, "--group", "tues").out == (
        "\n"
        "  For Tuesday consult                                https://example.com/tuesday\n"
        "\n"
        "    Does anybody have an opening, or know a colleague who has?\n"
        "    Needed: anxiety\n"
        "    Where: Denver, CO\n"
        "    Insurance: Kaiser\n"
        "    Fee: $50 to $75 a session\n"
        "    For: teens\n"
        "    Please answer me in private. Thank you!\n"
        "\n"
        "  Left out\n"
        "  reason           why the client is referred on is nobody else's business\n"
        "  unlike           what is not wanted tells about the client\n"
        "  avoid            whom to keep clear of would point to the client\n"
        "  the ZIP          the city is enough\n"
        "  the exact sum    only the range in which it lies is given\n"
        "  the plan         the carrier is enough; ask about the plan in private\n"
        "\n"
        "  Nothing was posted: copy the text. Would anybody who knows your client know\n"
        "  who is meant?\n"
    )
    made = two.ok("groups", "post", *args, *private, "--json").json
    assert (made["schema"], made["group"]) == ("refer.groups-post/1", None)
    assert [one["what"] for one in made["left_out"]] == ["reason", "unlike", "avoid", "zip", "max_fee", "plan"]


@pytest.mark.usefixtures("no_colleagues")
def test_danger_is_said_before_a_post(refer: Any) -> None:
    said = refer.ok("groups", "post", "--need", "suicidal thoughts", "--anywhere").out
    assert said.index("988") < said.index("Needed: suicidal thoughts")


@pytest.mark.usefixtures("no_colleagues")
def test_a_mistyped_word_is_said(refer: Any) -> None:
    said = refer.ok("groups", "post", "--need", "anxeity", "--anywhere").out
    assert "Needed: anxiety" in said and "anxeity is taken as anxiety" in said


labels = st.from_regex(r"[A-Z][0-9]{1,3}|Zq[a-z]{3,8} Zx[a-z]{3,8}", fullmatch=True)


@pytest.mark.usefixtures("no_colleagues")
@given(avoid=labels, need=labels, tried=labels, gender=labels)
@few_in_one_book
def test_no_avoided_name_no_reason_and_no_label_reaches_a_post(
    refer: Any, avoid: str, need: str, tried: str, gender: str
) -> None:
    answer = refer(
        "groups", "post", "--need", "anxiety", "--need", need, "--anywhere", "--avoid", avoid, "--reason",
        "personality-clash", "--tried", tried, "--gender", gender, "--json",
    )  # fmt: skip
    assert answer.code == 0, answer
    text = answer.json["text"]
    assert "Needed: anxiety\n" in text
    for word in (avoid, need, tried, gender, "clash", "personality"):
        assert word not in text
        assert word not in str(answer.json["left_out"])


def test_a_small_place_is_warned_of(two: Any) -> None:
    asked = ("groups", "post", "--need", "anxiety")
    said = " ".join(two.ok(*asked, "--zip", "81131").out.split())
    assert "Where: Crestone, CO" in said
    assert "Crestone has a single ZIP" in said and "--state CO alone asks in the whole state." in said
    for place in (("--city", "Denver", "--state", "CO"), ("--state", "CO"), ("--anywhere",)):
        assert two.ok(*asked, *place, "--json").json["caution"] is None


def test_what_the_list_of_groups_proposes_asks_for_what_is_missing(two: Any, refused: Callable[..., str]) -> None:
    two.ok(*CONSULT)
    said = two.ok("groups", "list").out
    assert '  refer groups attend "Tuesday consult" --met WHO --next DAY\n' in said
    assert '"DAY" is not a day' in refused(2, "groups", "attend", "Tuesday consult", "--met", "WHO", "--next", "DAY")
    assert "only holds a place" in refused(2, "groups", "attend", "Tuesday consult", "--met", "WHO")
    assert '"DAY" is not a day' in refused(2, "groups", "next", "Tuesday consult", "DAY")
