"""What `refer suggest` makes of the words it is given: what it takes for granted and says, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from written_book import PORTLAND, ask, names, scores, write_book

MINE = ("init", "--name", "Rosa Linden", "--city", "Portland", "--state", "OR")
REASON = ("suggest", "--reason")


# Assumptions.


def test_a_city_without_a_state_is_taken_where_it_is_clearly_larger_and_said(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {"city": "Denver", "state": "CO", "license_states": "CO"}})
    answer = ask(refer, "moving", "--city", "Denver")
    assert answer["assumptions"] == ["Denver is taken as Denver, CO"]
    assert (answer["request"]["city"], answer["request"]["state"]) == ("Denver", "CO")
    assert ask(refer, "moving", "--city", "Denver", "--state", "CO")["assumptions"] == []


def test_a_city_without_a_state_is_my_own_states_but_not_for_moving(refer: Any) -> None:
    refer.ok("init", "--name", "Rosa Linden", "--city", "Bangor", "--state", "ME")
    write_book(refer, {"Ada Birch": {}})
    mine = ask(refer, "other", "--city", "Portland")
    assert mine["request"]["state"] == "ME"
    assert any("Portland, ME" in line for line in mine["assumptions"])
    assert ask(refer, "moving", "--city", "Portland")["request"]["state"] == "OR"


def test_with_no_place_my_own_city_is_taken_and_said_and_anywhere_drops_it(refer: Any) -> None:
    refer.ok(*MINE)
    write_book(refer, {"Near By": {}, "Far Off": {"city": "Boston", "state": "MA", "license_states": "MA"}})
    answer = ask(refer, "other")
    assert names(answer) == ["Near By"] and answer["excluded"] == {"license": 1}
    assert any("Portland, OR" in line and "--anywhere" in line for line in answer["assumptions"])
    anywhere = ask(refer, "other", "--anywhere")
    assert anywhere["eligible"] == 2 and anywhere["assumptions"] == []
    assert "location" not in {row["name"] for row in anywhere["candidates"][0]["criteria"]}


def test_without_a_profile_what_hangs_on_it_is_said_once(refer: Any) -> None:
    write_book(refer, {"Near By": {}})
    answer = ask(refer, "other")
    assert len(answer["assumptions"]) == 1 and "refer init" in answer["assumptions"][0]


@pytest.mark.parametrize(
    ("options", "said", "field", "taken"),
    [
        (("--need", "anxity"), "anxity is taken as anxiety", "needs", ["anxiety"]),
        (("--need", "anxitey"), "anxitey is taken as anxiety", "needs", ["anxiety"]),  # swapped letters are one edit
        (("--insurance", "Aetnna"), "Aetnna is taken as Aetna", "insurance", ["Aetna"]),
        (("--language", "Spanisch"), "Spanisch is taken as Spanish", "languages", ["Spanish"]),
        (("--approach", "psychodinamic"), "psychodinamic is taken as psychodynamic", "approaches", ["psychodynamic"]),
        (("--style", "structurd"), "structurd is taken as structured", "styles", ["structured"]),
    ],
)
def test_a_slip_of_one_letter_is_taken_and_said(
    refer: Any, options: tuple[str, ...], said: str, field: str, taken: list[str]
) -> None:
    write_book(refer, {"Ada Birch": {"specialties": "...", "panels": "...", "languages": "..."}})
    answer = ask(refer, "other", *options, "--anywhere")
    assert answer["assumptions"] == [said]
    assert answer["request"][field] == taken
    assert said in refer.ok("suggest", "--reason", "other", *options, "--anywhere", "--no-remember").out


def test_a_reason_is_found_by_its_alias_and_by_a_slip(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {"city": "Denver", "state": "CO", "license_states": "CO"}})
    for typed, assumed in (("moved", False), ("Relocation", False), ("movng", True)):
        answer = ask(refer, typed, "--city", "Denver", "--state", "CO")
        assert answer["reason"] == "moving"
        assert bool(answer["assumptions"]) == assumed
    assert ask(refer, "affordability", "--max-fee", "60")["reason"] == "cannot-afford"
    assert ask(refer, "conflict of interest", "--avoid", "Jane Roe")["reason"] == "impartiality"


def test_a_word_that_stands_on_a_card_matches_itself(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {}, "Flo Gum": {"specialties": "grief"}})
    refer.ok("edit", "Ada Birch", "--specialty", "stage fright of cellists (certified)")
    answer = ask(refer, "other", "--need", "Stage fright of Cellists", "--anywhere")
    assert scores(answer, "need") == {"Ada Birch": 1.0} and answer["assumptions"] == []


def test_everyday_words_diagnoses_and_letters_lead_to_one_need(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {"specialties": "substance use (certified)"}})
    for word in ("addiction", "substance use", "Substance Use Disorder", "SUD"):
        assert scores(ask(refer, "other", "--need", word, "--anywhere"), "need") == {"Ada Birch": 1.0}, word


@pytest.mark.parametrize(
    ("asked", "state", "level"), [("OHP", "OR", 1.0), ("Medicaid", "OR", 1.0), ("oregon health plan", "OR", 1.0)]
)
def test_the_states_own_name_of_medicaid(refer: Any, asked: str, state: str, level: float) -> None:
    write_book(refer, {"Ada Birch": {"panels": "OHP"}, "Flo Gum": {"panels": "Aetna"}})
    answer = ask(refer, "insurance-change", "--insurance", asked, "--city", "Portland", "--state", state)
    assert scores(answer, "insurance") == {"Ada Birch": level} and answer["excluded"] == {"insurance": 1}


@pytest.mark.parametrize("options", [(), ("--anywhere",)])
def test_the_states_own_name_of_medicaid_without_a_place(refer: Any, options: tuple[str, ...]) -> None:
    write_book(refer, {"Ada Birch": {"panels": "OHP"}, "Flo Gum": {"panels": "Aetna"}})
    assert names(ask(refer, "insurance-change", "--insurance", "OHP", *options)) == ["Ada Birch"]


def test_the_own_state_says_what_a_states_word_means_anywhere(refer: Any) -> None:
    refer.ok(*MINE)
    write_book(refer, {"Ada Birch": {"panels": "OHP"}, "Flo Gum": {"panels": "Aetna"}})
    assert names(ask(refer, "insurance-change", "--insurance", "OHP", "--anywhere")) == ["Ada Birch"]


def test_a_zip_fixes_the_point_and_a_differing_city_is_said(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {}})
    answer = ask(refer, "other", "--zip", "97201", "--city", "Salem")
    assert (answer["request"]["zip"], answer["request"]["state"]) == ("97201", "OR")
    assert any("97201" in line and "Salem" in line for line in answer["assumptions"])


def test_anywhere_beside_a_place_keeps_the_state_and_drops_the_distance(refer: Any) -> None:
    far, abroad = {"city": "Pendleton", "telehealth": "no"}, {"city": "Seattle", "state": "WA", "license_states": "WA"}
    write_book(refer, {"Ada Birch": far, "Bo Cole": abroad})
    assert names(ask(refer, "other", *PORTLAND)) == []
    for place in (PORTLAND, ("--zip", "97201")):
        answer = ask(refer, "moving", *place, "--anywhere")
        assert names(answer) == ["Ada Birch"] and any("does not matter" in line for line in answer["assumptions"])


# Refusals.


@pytest.mark.parametrize(
    ("code", "options", "says"),
    [
        (2, ("xyzzy",), "xyzzy"),
        (2, ("persnality-clsh",), "personality-clash"),
        (2, (" ",), "--reason"),
        (2, ("moving", "--city", "Xyzzyville"), "Xyzzyville"),
        (2, ("moving", "--city", "Springfield"), "--state"),
        (2, ("other", "--zip", "00000"), "00000"),
        (2, ("other", "--state", "ZZ"), "ZZ"),
        (2, ("other", "--zip", "97201", "--state", "WA"), "97201"),
        (2, ("other", "--zip", "972"), "972"),
        (2, ("moving", "--anywhere", "--city", "Denver", "--radius", "9"), "--anywhere"),
        (2, ("moving", "--anywhere"), "moving"),
        (2, ("other", "--max-fee", "-5"), "--max-fee"),
        (2, ("other", "--max-fee", "sixty"), "--max-fee"),
        (2, ("other", "--max-fee", "60.50"), "--max-fee"),
        (2, ("other", "--max-fee", "9999999"), "--max-fee"),
        (2, ("other", *PORTLAND, "--radius", "0"), "--radius"),
        (2, ("other", *PORTLAND, "--radius", "-3"), "--radius"),
        (2, ("other", *PORTLAND, "--radius", "near"), "--radius"),
        (2, ("other", *PORTLAND, "--radius", "1e9"), "--radius"),
        (2, ("other", "--limit", "0"), "--limit"),
        (2, ("other", "--limit", "many"), "--limit"),
        (2, ("other", "--need", ""), "--need"),
        (2, ("other", "--need", "  "), "--need"),
        (2, ("other", "--insurance", ""), "--insurance"),
        (2, ("impartiality", "--avoid", ""), "--avoid"),
        (2, ("other", "--city", ""), "--city"),
        (2, ("other", "--max-fee", ""), "--max-fee"),
        (2, ("other", "--age-group", "martian"), "--age-group"),
        (2, ("other", "--for", "trio"), "--for"),
        (2, ("other", "--leaving", "Aetna"), "--leaving"),
        (2, ("other", "--explain", "--for-client"), "--for-client"),
        (2, ("other", "--tie-break", "give"), "--tie-break"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    refer: Any, refused: Any, code: int, options: tuple[str, ...], says: str
) -> None:
    write_book(refer, {"Ada Birch": {}})
    assert says in refused(code, *REASON, *options)


@pytest.mark.parametrize(
    ("option", "typed", "meant"),
    [("--insurance", "medicae", ("Medicaid", "Medicare")), ("--language", "dutsch", ("Dutch", "German"))],
)
def test_of_several_close_words_none_is_taken(
    refer: Any, refused: Any, option: str, typed: str, meant: tuple[str, str]
) -> None:
    write_book(refer, {"Ada Birch": {}})
    said = refused(2, *REASON, "other", option, typed, "--anywhere")
    assert "did you mean" in said and all(word in said for word in meant)


def test_a_place_is_only_proposed(refer: Any, refused: Any) -> None:
    write_book(refer, {"Ada Birch": {}})
    assert "Denver" in refused(2, *REASON, "moving", "--city", "Denvr")


@pytest.mark.parametrize("avoided", ["!!!", "...", "-"])
def test_to_avoid_something_without_a_letter_is_refused(refer: Any, refused: Any, avoided: str) -> None:
    """The answer would say that nobody shown has a tie to whom was named, and nobody was named."""
    write_book(refer, {"Ada Birch": {}})
    assert "--avoid" in refused(2, *REASON, "impartiality", "--avoid", avoided)


@pytest.mark.parametrize(("option", "lacks"), [("--telehealth", "telehealth"), ("--in-person", "in_person")])
def test_a_way_of_seeing_clients_is_asked_for_without_a_place_too(refer: Any, option: str, lacks: str) -> None:
    """`--in-person` and `--telehealth` narrow; else the answer has to say that they do not."""
    write_book(refer, {"Has It": {}, "Lacks It": {lacks: "no"}})
    answer = ask(refer, "other", option, "--anywhere", "--limit", "9")
    assert names(answer) == ["Has It"] or any(option in line for line in answer["assumptions"])


def test_a_full_fee_is_never_below_the_known_lowest_fee(refer: Any) -> None:
    """With no sliding place open the full fee counts; not known, it is still no less than the lowest fee of 120."""
    write_book(refer, {"Ada Birch": {"fee_floor": "120", "sliding_slots": "0"}})
    answer = ask(refer, "cannot-afford", "--max-fee", "60", "--anywhere")
    assert answer["excluded"] == {"max_fee": 1} and answer["worth_a_call"] == []


@pytest.mark.parametrize("unlike", ["DBT", "CBT"])
def test_the_request_tells_what_was_tried_from_what_is_not_wanted(refer: Any, unlike: str) -> None:
    write_book(refer, {"Ada Birch": {"approaches": "EMDR"}})
    request = ask(refer, "no-progress", "--tried", "CBT", "--unlike", unlike, "--anywhere")["request"]
    assert (request["tried"], request["unlike"]) == (["CBT"], [unlike])


def test_leaving_a_panel_always_requires_that_panel(refer: Any) -> None:
    """ "In the panel that I leave, open"; a requirement of a canonical reason cannot be removed."""
    write_book(refer, {"In Both": {"panels": "Providence;Cigna"}, "Only Cigna": {"panels": "Cigna"}})
    answer = ask(
        refer, "self-pay-transition", "--leaving", "Providence", "--insurance", "Cigna", "--anywhere", "--limit", "9"
    )
    assert names(answer) == ["In Both"]


def test_what_was_tried_excludes_nobody_in_a_disagreement(refer: Any) -> None:
    """Excluded is who is known not to practise what is wanted, or only what the client *refuses*; --tried lowers."""
    people = {"Only Tried": {"approaches": "CBT;..."}, "Wanted One": {"approaches": "EMDR"}}
    write_book(refer, {**people, "Known Without": {"approaches": "CBT"}})
    answer = ask(refer, "treatment-disagreement", "--approach", "EMDR", "--tried", "CBT", "--anywhere", "--limit", "9")
    assert names(answer) == ["Wanted One", "Only Tried"] and answer["excluded"] == {"refused": 1}


@pytest.mark.parametrize("avoided", ["Dr. Roe", "Ms Roe", "Roe, Jane", "J. Roe", "Jane A. Roe"])
def test_a_person_is_avoided_however_the_name_is_written(refer: Any, avoided: str) -> None:
    """A tie that is missed here is the harm that the reason is there to prevent: better one left out too many."""
    write_book(refer, {"Al Tied": {"ties": "Jane Roe"}, "Flo Free": {"ties": "John Fir"}})
    answer = ask(refer, "impartiality", "--avoid", avoided, "--anywhere", "--limit", "9")
    assert names(answer) == ["Flo Free"] and answer["excluded"] == {"tie": 1}
