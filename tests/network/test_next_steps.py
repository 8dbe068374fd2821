"""The three most useful next steps, and what they may never say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.network.diversity import bringing
from refer_cli.network.next_steps import (
    NextStep,
    Pace,
    Promised,
    Quiet,
    Sought,
    Stranger,
    Thanks,
    next_steps,
    post_options,
    wish_words,
)
from refer_cli.network.person import terms_of
from refer_cli.network.wishes import WishedColleague

TODAY = date(2026, 11, 24)
MEDICAID_TEEN = WishedColleague(
    (
        (("need", "anxiety"), "anxiety"),
        (("panel", "medicaid"), "Medicaid"),
        (("place", "co"), "CO"),
        (("age_group", "teen"), "teen"),
    ),
    4,
    "2026-11-02",
)


def test_the_screen_that_was_aimed_for() -> None:
    steps = next_steps(
        TODAY,
        [Sought(MEDICAID_TEEN)],
        [Thanks(3, 1, "Ada Birch", None, "2026-11-17", "2026-11-15")],
        [Quiet(2, "Ona Pine", "2026-09-08")],
        "CO",
    )
    assert steps == (
        NextStep(
            "meet",
            None,
            "Meet somebody who treats anxiety, takes Medicaid and sees teens: 4 requests found nobody.",
            ("groups", "post", "--need", "anxiety", "--age-group", "teen", "--insurance", "Medicaid"),
        ),
        NextStep("thank", 1, "Thank Ada Birch, who sent you a client 9 days ago.", ("done", "12")),
        NextStep("write", 2, "Write to Ona Pine, met in September and not since.", ("outreach", "Ona Pine")),
    )


def test_somebody_in_the_book_who_would_do_is_named() -> None:
    (step,) = next_steps(TODAY, [Sought(MEDICAID_TEEN._replace(asked=1), (9, "Nell Rowan"))], home_state="CO")
    assert step.text.startswith("Meet Nell Rowan, from a directory, who treats anxiety")
    assert step.text.endswith("1 request found nobody.")
    assert (step.colleague_id, step.command) == (9, ("outreach", "Nell Rowan"))


def test_a_place_is_named_only_where_it_is_not_my_own() -> None:
    wyoming = WishedColleague(((("need", "ocd"), "OCD"), (("place", "wy"), "WY")), 2, "2026-11-02")
    assert wish_words(wyoming, "CO") == "treats OCD and may see clients in WY"
    assert post_options(wyoming, "CO") == ("--need", "OCD", "--state", "WY")
    assert wish_words(wyoming, "WY") == "treats OCD"
    assert wish_words(WishedColleague(((("place", "wy"), "WY"),), 2, ""), "WY") == "may see clients in WY"


def test_alternatives_and_fees_in_words() -> None:
    wish = WishedColleague(
        (
            (("panel", "aetna"), "Aetna"),
            (("panel", "cigna"), "Cigna"),
            (("fee", "50 74"), "50-74"),
            (("language", "spanish"), "Spanish"),
        ),
        1,
        "",
    )
    assert wish_words(wish) == "takes Aetna or Cigna, works in Spanish and has a fee under $75"
    assert post_options(wish)[-2:] == ("--max-fee", "74")


@pytest.mark.parametrize(
    ("detail", "received", "said"),
    [
        (None, None, "Thank Ada Birch."),
        ("for the coffee", None, "Thank Ada Birch for the coffee."),
        (None, "2026-11-24", "Thank Ada Birch, who sent you a client today."),
        (None, "2026-11-23", "Thank Ada Birch, who sent you a client yesterday."),
        (None, "2025-06-01", "Thank Ada Birch, who sent you a client in June 2025."),
    ],
)
def test_what_one_is_thanked_for(detail: str | None, received: str | None, said: str) -> None:
    (step,) = next_steps(TODAY, thanks=[Thanks(1, 1, "Ada Birch", detail, "2026-11-17", received)])
    assert (step.text, step.command) == (said, ("done", "4"))


def test_places_left_are_filled_and_nobody_is_named_twice() -> None:
    thanks = [Thanks(number, number, f"T{number}", None, f"2026-11-0{number}") for number in (3, 2, 1)]
    quiet = [Quiet(1, "T1", "2026-09-08"), Quiet(7, "Ona Pine", "2025-12-30")]
    steps = next_steps(TODAY, thanks=thanks, quiet=quiet)
    assert [step.text for step in steps] == [
        "Thank T1.",
        "Write to Ona Pine, met in December 2025 and not since.",
        "Thank T2.",
    ]


def test_old_cards_and_strangers_come_in_turn_after_all_else() -> None:
    steps = next_steps(
        TODAY, quiet=[Quiet(1, "Q1", "2026-09-08")], strangers=[Stranger(2, "S2")], unconfirmed=[(1, "Q1"), (3, "C3")]
    )
    assert [(step.what, step.colleague_id) for step in steps] == [("write", 1), ("meet", 2), ("confirm", 3)]


LATE = [Promised(5, 1, "Ada", "follow", None, "2026-11-10"), Promised(6, 2, "Ben", "write", "an article", "2026-11-23")]
MET_ENOUGH = Pace(frozenset({"follow-up", "verify", "group"}), met_enough=True)


def test_once_enough_were_met_what_is_late_or_behind_comes_before_more_meetings() -> None:
    sought, old = [Sought(MEDICAID_TEEN, (9, "Ned"))], [(3, "Cleo"), (4, "Dov")]
    said = [step.text for step in next_steps(TODAY, sought, promised=LATE, unconfirmed=old, pace=MET_ENOUGH)]
    assert said == [
        "Follow Ada on social media (14 days late).",
        "Confirm what your book says of Cleo: it has grown old.",
        "Go to a group: you have been to fewer than you wanted.",
    ]
    steps = next_steps(TODAY, sought, promised=LATE, unconfirmed=old, pace=Pace(met_enough=True))
    assert [(step.what, step.command) for step in steps] == [
        ("promise", ("done", "20")),
        ("promise", ("outreach", "Ben")),
        ("meet", ("outreach", "Ned")),
    ]
    assert steps[1].text == "Write to Ben: an article (1 day late)."
    assert next_steps(TODAY, sought, promised=LATE, unconfirmed=old)[0].what == "meet"


def test_a_stranger_is_met_for_what_nobody_known_brings() -> None:
    had = terms_of([("specialties", "trauma", None), ("languages", "Spanish", None)], narrower=True)[0]
    entries = [
        ("languages", "Somali", None),
        ("languages", "English", None),
        ("specialties", "PTSD", "trained"),
        ("specialties", "eating disorder", "no"),
        ("panels", "Aetna", "full"),
        ("populations", "child", None),
    ]
    brings = bringing(entries, had)
    assert brings is not None
    (step,) = next_steps(TODAY, strangers=[Stranger(4, "Olga", brings)])
    assert step.text == "Meet Olga, not met so far, who sees children: nobody whom you know does."
    assert bringing([("specialties", "PTSD", None)], had) is None


numbers = st.integers(1, 6)


@given(
    st.lists(st.tuples(numbers, st.booleans()), max_size=5),
    st.lists(st.tuples(numbers, st.none() | st.just("2026-11-15")), max_size=5),
    st.lists(numbers, max_size=5),
)
def test_at_most_three_each_of_another_and_none_urges_to_send_a_client(
    sought: list[tuple[int, bool]], thanks: list[tuple[int, str | None]], quiet: list[int]
) -> None:
    steps = next_steps(
        TODAY,
        [Sought(MEDICAID_TEEN, (who, f"N{who}") if named else None) for who, named in sought],
        [Thanks(at, who, f"N{who}", None, "2026-11-17", received) for at, (who, received) in enumerate(thanks, 1)],
        [Quiet(who, f"N{who}", "2026-09-08") for who in quiet],
    )
    assert len(steps) == min(3, len(steps))
    assert bool(steps) is bool(sought or thanks or quiet)
    named = [step.colleague_id for step in steps if step.colleague_id is not None]
    assert len(named) == len(set(named))
    for step in steps:
        assert step.command[0] in ("groups", "outreach", "done")
        assert "owe" not in step.text and "send" not in step.text.replace("sent you", "")
