"""The levels of fee, approach, style, circle, openings and acquaintance, fading, and the gates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from written_book import EVERYBODY as ALL
from written_book import ask, check, excluded, names, near, row_of, scores, write_book

# fee


def test_fee_levels(refer: Any) -> None:
    check(
        refer,
        "fee",
        {
            "Full Within": ({"fee": "80"}, 1.0),
            "Open Slot": ({"fee": "150", "fee_floor": "70", "sliding_slots": "2"}, 1.0),
            "Slots Unknown": ({"fee": "150", "fee_floor": "70"}, 0.6),
            "Floor Alone": ({"fee_floor": "70"}, 0.6),
            "Pro Bono": ({"fee": "200", "fee_floor": "200", "pro_bono": "yes"}, 0.6),
            "Pro Bono No Slots": ({"fee": "200", "fee_floor": "60", "sliding_slots": "0", "pro_bono": "yes"}, 0.6),
            "Nothing Known": ({}, 0.25),
            "Floor Unknown": ({"fee": "150"}, 0.25),
            "Old Full Fee": ({"fee": "80", "fee_as_of": "2025-06-01"}, 0.5),
            # No slot, said 541 days ago, is no longer known: what unknown slots give.
            "Old No Slots": (
                {"fee": "150", "fee_floor": "70", "sliding_slots": "0", "sliding_slots_as_of": "2025-06-01"},
                0.6,
            ),
            # An old count of places still gives .80.
            "Old Open Slots": (
                {"fee": "150", "fee_floor": "70", "sliding_slots": "2", "sliding_slots_as_of": "2025-06-01"},
                0.8,
            ),
            # 360 days: half way from 180 to 540, between 1.00 and .80.
            "Half Faded Slots": (
                {"fee": "150", "fee_floor": "70", "sliding_slots": "2", "sliding_slots_as_of": "2025-11-29"},
                0.9,
            ),
        },
        "cannot-afford",
        "--max-fee",
        "80",
        *ALL,
    )


def test_an_old_full_fee_takes_nothing_from_an_open_place(refer: Any) -> None:
    """The best way counts: a fact that turns from unknown to matching never lowers anybody."""
    place = {"fee_floor": "40", "sliding_slots": "2"}
    people = {"Fee Unknown": (place, 1.0), "Fee Old": ({**place, "fee": "80", "fee_as_of": "2025-05-01"}, 1.0)}
    check(refer, "fee", people, "cannot-afford", "--max-fee", "80", *ALL)


def test_a_floor_that_nobody_can_get_is_no_fee(refer: Any) -> None:
    write_book(
        refer,
        {
            "No Slot Left": {"fee": "150", "fee_floor": "70", "sliding_slots": "0"},
            "Still Known At 540": {
                "fee": "130",
                "fee_floor": "70",
                "sliding_slots": "0",
                "sliding_slots_as_of": "2025-06-02",
            },
            "Floor Too High": {"fee": "150", "fee_floor": "95"},
            "No Slot No Floor": {"fee": "120", "sliding_slots": "0"},
        },
    )
    answer = ask(refer, "cannot-afford", "--max-fee", "80", "--anywhere")
    assert answer["excluded"] == {"max_fee": 4} and names(answer) == []
    assert near(answer) == [
        ("Floor Too High", "max_fee", "--max-fee 95"),
        ("No Slot No Floor", "max_fee", "--max-fee 120"),
        ("Still Known At 540", "max_fee", "--max-fee 130"),
    ]


def test_pro_bono_passes_with_a_check_line(refer: Any) -> None:
    write_book(refer, {"Pro Bono": {"fee": "200", "fee_floor": "200", "pro_bono": "yes"}})
    answer = ask(refer, "cannot-afford", "--max-fee", "0", "--anywhere")
    assert any("pro bono" in line for line in answer["candidates"][0]["check_first"])


# approach and style


def test_a_kind_of_what_was_tried_was_tried_unless_it_is_wished_for_by_name(refer: Any) -> None:
    write_book(refer, {"Kind Only": {"approaches": "CBT-E"}, "Beside": {"approaches": "CBT-E;DBT"}})
    answer = ask(refer, "no-progress", "--tried", "CBT", *ALL)
    assert row_of(answer, "Kind Only", "approach")["evidence"] == "only CBT-E (CBT), tried before"
    assert row_of(answer, "Beside", "approach")["evidence"] == "CBT-E (CBT) tried before, beside DBT"
    wished = ask(refer, "no-progress", "--tried", "CBT", "--approach", "CBT-E", *ALL)
    assert row_of(wished, "Kind Only", "approach")["evidence"] == "CBT-E; not CBT"


APPROACHES: Mapping[str, str] = {
    "Wanted Only": "EMDR",
    "Refused Only": "CBT",
    "Both Of Them": "EMDR;CBT",
    "Neither One": "ACT",
    "Neither And Refused": "ACT;CBT",
    "Not Known": "",
    "Open List": "ACT;...",
    "Denies Refused": "CBT (no)",
    "Uses None": "",
    "Open With Refused": "CBT;...",
}


@pytest.mark.parametrize(
    ("options", "levels"),
    [
        # wanted 1, not 0, unknown .4
        (("--approach", "EMDR"), (1.0, 0.0, 1.0, 0.0, 0.0, 0.4, 0.4, 0.4, 0.0, 0.4)),
        # none of them 1, some others beside them .5, only them 0. Whether an open list holds it too is not known.
        (("--tried", "CBT"), (1.0, 0.0, 0.5, 1.0, 0.5, 0.4, 0.5, 1.0, 1.0, 0.4)),
        (("--unlike", "CBT"), (1.0, 0.0, 0.5, 1.0, 0.5, 0.4, 0.5, 1.0, 1.0, 0.4)),
        # wanted and refused: the mean, but 0 where the wanted is absent and the refused present
        (("--approach", "EMDR", "--unlike", "CBT"), (1.0, 0.0, 0.75, 0.5, 0.0, 0.4, 0.45, 0.7, 0.5, 0.4)),
    ],
)
def test_approaches_wanted_tried_and_refused(refer: Any, options: tuple[str, ...], levels: tuple[float, ...]) -> None:
    write_book(refer, {name: {"approaches": listed} for name, listed in APPROACHES.items()})
    refer.ok("edit", "Uses None", "--only-approach", "none")
    answer = ask(refer, "other", *options, *ALL)
    assert scores(answer, "approach") == dict(zip(APPROACHES, levels, strict=True))


def test_styles_wanted_and_unlike_in_a_personality_clash(refer: Any) -> None:
    people = {
        "Wanted Only": "warm",
        "Refused Only": "structured",
        "Both Of Them": "warm;structured",
        "Neither One": "quiet",
        "Neither And Refused": "quiet;structured",
        "Not Known": "",
    }
    write_book(refer, {name: {"styles": listed} for name, listed in people.items()})
    wanted = scores(ask(refer, "personality-clash", "--style", "warm", *ALL), "style")
    assert wanted == dict(zip(people, (1.0, 0.0, 1.0, 0.0, 0.0, 0.4), strict=True))
    unlike = scores(ask(refer, "personality-clash", "--unlike", "structured", *ALL), "style")
    assert unlike == dict(zip(people, (1.0, 0.0, 0.5, 1.0, 0.5, 0.4), strict=True))
    both = scores(ask(refer, "personality-clash", "--style", "warm", "--unlike", "structured", *ALL), "style")
    # A refused style with no wanted one beside it is left out.
    levels = dict(zip(people, (1.0, None, 0.75, 0.5, None, 0.4), strict=True))
    assert both == {name: level for name, level in levels.items() if level is not None}


def test_an_approach_that_is_only_a_kind_of_the_wanted_one_counts(refer: Any) -> None:
    check(
        refer, "approach", {"Kind Of It": ({"approaches": "ERP"}, 1.0)}, "other", "--approach", "exposure therapy", *ALL
    )


# circle


def test_circle_levels(refer: Any) -> None:
    refer.ok(
        "init",
        "--name",
        "Rosa Linden",
        "--practice",
        "Linden House",
        "--city",
        "Portland",
        "--state",
        "OR",
        "--group",
        "Tuesday consult group",
    )
    write_book(
        refer,
        {
            "Stranger One": {"groups": "none"},
            "Groups Unknown": {},
            "My Group": {"groups": "Tuesday consult group"},
            "My Practice": {"practice": "Linden House"},
            "My Supervisee": {"tags": "supervisee"},
            "Group Of The Avoided": {"groups": "Book club"},
            "Group Of The Practice": {"groups": "Choir"},
            "Jane Roe": {"groups": "Book club"},
            "Max Fir": {"practice": "Larkspur Practice", "groups": "Choir"},
        },
    )
    answer = ask(refer, "impartiality", "--avoid", "Jane Roe", "--avoid", "Larkspur Practice", "--limit", "99")
    assert scores(answer, "circle") == {
        "Stranger One": 1.0,
        "Groups Unknown": 1.0,
        "My Group": 0.5,
        "My Practice": 0.2,
        "My Supervisee": 0.2,
        "Group Of The Avoided": 0.5,
        "Group Of The Practice": 0.5,
    }
    assert answer["excluded"] == {"tie": 2}


# availability


def test_availability_levels(refer: Any) -> None:
    check(
        refer,
        "availability",
        {
            "Open Now": ({"accepting": "yes"}, 1.0),
            "Undated Waitlist": ({"accepting": "waitlist"}, 0.7),
            # Eight weeks after 2026-11-24 is 2027-01-19.
            "Eight Weeks": ({"accepting": "waitlist until 2027-01-19"}, 0.7),
            "A Day Later": ({"accepting": "waitlist until 2027-01-20"}, 0.4),
            "In March": ({"accepting": "waitlist until 2027-03"}, 0.4),
            "Not Known": ({"accepting": ""}, 0.25),
            "Old Yes": ({"accepting": "yes", "accepting_as_of": "2025-06-01"}, 0.5),
            "Old No": ({"accepting": "no", "accepting_as_of": "2025-06-01"}, 0.25),
            "No That Ended": ({"accepting": "no until 2026-11"}, 0.25),
        },
        "other",
        *ALL,
    )


def test_a_known_no_excludes_up_to_day_540(refer: Any) -> None:
    counted = excluded(
        refer,
        {
            "Fresh No": {"accepting": "no"},
            "No At 540": {"accepting": "no", "accepting_as_of": "2025-06-02"},
            "No For Now": {"accepting": "no until 2027-02"},
        },
        "other",
        *ALL,
    )
    assert counted == {"not_accepting": 3}


@pytest.mark.parametrize(
    ("as_of", "level"),
    [
        ("2026-11-24", 1.0),
        ("2026-05-28", 1.0),  # 180 days
        ("2026-02-27", 0.88),  # 270 days: f = .75, .50 + .75 * .50 = .875, a half rounded up
        ("2025-11-29", 0.75),  # 360 days: f = .50, .50 + .25
        ("2025-09-30", 0.67),  # 420 days: f = 1/3, .50 + .1667
        ("2025-08-31", 0.63),  # 450 days: f = .25, .50 + .125 = .625, a half rounded up
        ("2025-07-02", 0.54),  # 510 days: f = 1/12, .50 + .0417
        ("2025-06-02", 0.5),  # 540 days
        ("2024-01-01", 0.5),
    ],
)
def test_a_yes_fades_from_180_to_540_days_and_keeps_a_half(refer: Any, as_of: str, level: float) -> None:
    write_book(
        refer,
        {
            "Old Opening": {
                "accepting_as_of": as_of,
                "panels": "Aetna",
                "panels_as_of": as_of,
                "fee": "80",
                "fee_as_of": as_of,
            }
        },
    )
    answer = ask(refer, "other", "--insurance", "Aetna", "--max-fee", "80", "--anywhere")
    for criterion in ("availability", "insurance", "fee"):
        assert (criterion, scores(answer, criterion)) == (criterion, {"Old Opening": level})
        assert row_of(answer, "Old Opening", criterion)["as_of"] == as_of


def test_ready_ends_after_365_days(refer: Any) -> None:
    write_book(
        refer,
        {
            "At A Year": {"accepting_as_of": "2025-11-24"},
            "Over A Year": {"accepting_as_of": "2025-11-23"},
        },
    )
    answer = ask(refer, "other", *ALL)
    assert {one["name"]: one["ready"] for one in answer["candidates"]} == {"At A Year": True, "Over A Year": False}


def test_other_facts_only_show_their_age(refer: Any) -> None:
    write_book(refer, {"Old Training": {"specialties": "anxiety (certified)", "specialties_as_of": "2024-01-01"}})
    answer = ask(refer, "other", "--need", "anxiety", "--anywhere")
    row = row_of(answer, "Old Training", "need")
    assert (row["score"], row["as_of"]) == (1.0, "2024-01-01")
    assert answer["candidates"][0]["ready"] is False


# relationship


def test_relationship_levels(refer: Any) -> None:
    check(
        refer,
        "relationship",
        {
            "Worked With": ({"how_known": "worked-with"}, 0.9),
            "Met Once": ({"how_known": "met"}, 0.8),
            "Introduced By": ({"how_known": "introduced"}, 0.6),
            "Listed Only": ({"how_known": "listed"}, 0.1),
            "Not Said": ({"how_known": ""}, 0.1),
            "Trusted Most": ({"how_known": "worked-with", "trust": "5"}, 1.0),
            "Trusted Least": ({"how_known": "met", "trust": "1"}, 0.7),
            "Trust Unsaid": ({"how_known": "met", "trust": ""}, 0.8),
            "Listed Least": ({"how_known": "listed", "trust": "1"}, 0.0),
        },
        "other",
        *ALL,
    )


# what only gates


def test_populations_languages_and_identity_gate_and_are_not_weighed(refer: Any) -> None:
    write_book(
        refer,
        {
            "Fits All": {"populations": "teen;couple", "languages": "Spanish", "gender": "woman"},
            "Ages Unknown": {"populations": "couple", "languages": "Spanish", "gender": "woman"},
            "Other Age": {"populations": "adult;couple", "languages": "Spanish", "gender": "woman"},
            "Other Format": {"populations": "teen;individual", "languages": "Spanish", "gender": "woman"},
            "Other Tongue": {"populations": "teen;couple", "languages": "English", "gender": "woman"},
            "Tongue Unknown": {"populations": "teen;couple", "gender": "woman"},
            "Gender Unknown": {"populations": "teen;couple", "languages": "Spanish"},
        },
    )
    answer = ask(
        refer, "other", "--age-group", "teen", "--for", "couple", "--language", "Spanish", "--gender", "woman", *ALL
    )
    assert names(answer) == ["Ages Unknown", "Fits All", "Tongue Unknown"]
    assert [one["ready"] for one in answer["candidates"]] == [False, True, False]
    assert answer["excluded"] == {"population": 2, "language": 1, "identity": 1}
    assert {row["name"] for row in answer["candidates"][0]["criteria"]} == {"availability", "relationship"}
    # Nobody is offered across an age group, and identity is never a near miss.
    assert [miss[0] for miss in near(answer)] == ["Other Format", "Other Tongue"]
    assert "Gender" not in str(answer["candidates"]) and "gender" not in str(answer["candidates"])
