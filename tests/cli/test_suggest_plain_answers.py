"""What `refer suggest` says back: danger before all, the word's own option, no one who is no help, one line each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from written_book import PORTLAND, ask, names, write_book

REASON = ("suggest", "--reason", "other", "--anywhere")


@pytest.mark.parametrize(
    "words", ["kill herself", "overdosed in the garage", "not safe with her brother", "wants to die soon"]
)
def test_danger_is_said_first_with_a_refusal_too(refer: Any, refused: Any, words: str) -> None:
    write_book(refer, {"Ada Birch": {}})
    said = refused(2, *REASON, "--need", words)
    assert "Call or text 988, or call 911" in said and said.index("988") < said.index("I know no need")
    assert "988" in refer.ok(*REASON, "--need", words, typed=["n", "anxiety"]).out


@pytest.mark.parametrize(
    "command",
    [
        ("suggest", "--reason", "insurance-change"),
        ("suggest", "--zip", "0"),
        ("prepare", "--reason", "moving"),
        ("suggest", "--no-such-option"),
    ],
    ids=["no insurer", "no such ZIP", "no place", "no such option"],
)
def test_danger_is_said_first_whatever_else_is_refused(refer: Any, refused: Any, command: tuple[str, ...]) -> None:
    write_book(refer, {"Ada Birch": {}})
    assert refused(2, *command, "--need", "wants to die").startswith("error: Danger today? Call or text 988")


@pytest.mark.parametrize("command", ["suggest", "prepare"])
def test_a_book_that_is_not_there_keeps_nobody_from_988(refer: Any, refused: Any, tmp_path: Path, command: str) -> None:
    gone = ("--book", str(tmp_path / "gone.db"), command, "--reason", "other", "--need")
    said = refused(1, *gone, "suicidal thoughts")
    assert said.index("988") < said.index("There is no book")
    assert "988" not in refused(1, *gone, "anxiety")


@pytest.mark.parametrize(
    "words",
    ["od'd last week", "OD\u2019d again", "life isn't worth living", "thinks about dying", "took a bunch of pills",
     "unaliving herself", "KMS", "hopeless and has a plan", "not safe at home", "he hits me"],
)  # fmt: skip
def test_words_of_danger_bring_988_whether_the_rest_is_understood_or_not(refer: Any, words: str) -> None:
    write_book(refer, {"Ada Birch": {"specialties": "anxiety"}})
    answer = refer(*REASON, "--need", "anxiety", "--need", words)
    assert (answer.out + answer.err).strip().removeprefix("error: ").startswith("Danger today?")


@pytest.mark.parametrize("words", ["suicide loss", "ODD", "an odd phobia"])
def test_a_need_beside_danger_is_none(refer: Any, words: str) -> None:
    write_book(refer, {"Ada Birch": {"specialties": "anxiety"}})
    answer = refer(*REASON, "--need", words)
    assert "988" not in answer.out + answer.err


@pytest.mark.parametrize("words", ["social skills of cellists", "xyzzy", "weary caregiver"])
def test_other_unknown_words_say_nothing_of_danger(refer: Any, refused: Any, words: str) -> None:
    write_book(refer, {"Ada Birch": {}})
    assert "988" not in refused(2, *REASON, "--need", words)


@pytest.mark.parametrize(
    ("option", "word", "instead"),
    [
        ("--need", "EMDR", "EMDR is an approach. hint: --approach EMDR"),
        ("--need", "warm", "warm is a style. hint: --style warm"),
        ("--approach", "Aetna", "Aetna is an insurance. hint: --insurance Aetna"),
        ("--language", "anxiety", "anxiety is a need. hint: --need anxiety"),
    ],
)
def test_a_word_of_another_option_is_sent_there(refer: Any, refused: Any, option: str, word: str, instead: str) -> None:
    write_book(refer, {"Ada Birch": {}})
    assert instead in " ".join(refused(2, *REASON, option, word).split())


def test_on_a_terminal_a_word_of_another_option_is_taken_there(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {"approaches": "EMDR"}, "Flo Gum": {"approaches": "CBT"}})
    assert "EMDR · " in " ".join(refer.ok(*REASON, "--need", "EMDR", typed=["y"]).out.split())
    dialogue = refer.ok("suggest", *PORTLAND, typed=["", "EMDR", "", "", "", ""]).out
    assert "Take it so? [Y/n]" in " ".join(dialogue.split())
    assert "Portland, OR · EMDR" in dialogue


@pytest.mark.parametrize("words", ["dementia carer", "weary caregiver"])
def test_a_word_in_common_is_nearer_than_letters(refer: Any, refused: Any, words: str) -> None:
    write_book(refer, {"Ada Birch": {}})
    if words == "weary caregiver":
        assert "did you mean caregiver stress" in refused(2, *REASON, "--need", words)
    else:
        assert "caregiver stress" in refer.ok(*REASON, "--need", words).out


def test_whom_the_client_is_is_no_need(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {}})
    said = refer.ok(*REASON, "--need", "kids").out
    assert said.strip().startswith("You did not say what the client needs: --need …")


def test_who_does_not_treat_the_need_is_no_near_miss_where_somebody_does(refer: Any) -> None:
    write_book(
        refer,
        {
            "Ada Birch": {"specialties": "grief", "panels": "Aetna"},
            "Flo Gum": {"specialties": "anxiety", "panels": "Aetna"},
            "Ned Olive": {"specialties": "grief", "panels": "Cigna"},
        },
    )
    said = refer.ok(*REASON, "--need", "grief", "--insurance", "Aetna").out
    assert "Ned Olive (not in Aetna)" in said and "Flo Gum" not in said


def test_of_a_plan_on_the_card_the_plan_of_the_client_is_asked(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {"specialties": "grief", "panels": "Aetna/POS II"}})
    said = refer.ok(*REASON, "--need", "grief", "--insurance", "Aetna").out
    assert "ask which plan of Aetna the client has" in said and "in Aetna?" not in said


def test_a_need_of_several_words_is_worked_with(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {"specialties": "grief"}, "Flo Gum": {"specialties": "..."}})
    said = refer.ok(*REASON, "--need", "relationship problems").out
    assert "does Flo work with relationship problems?" in said
    assert "Ada Birch (does not work with relationship problems)" in said


def test_a_mark_of_the_therapist_is_said_whole(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {"do_not_refer": "yes"}})
    assert "1 you marked do not refer" in refer.ok(*REASON, "--need", "grief").out


def test_a_word_that_is_only_joining_is_named(refer: Any, refused: Any) -> None:
    write_book(refer, {"Ada Birch": {}})
    assert 'I know no need "and"' in refused(2, *REASON, "--need", "and")


def test_what_is_assumed_stands_on_one_line_and_whole_with_more(refer: Any) -> None:
    refer.ok("init", "--name", "Me", "--city", "Portland", "--state", "OR", typed=None)
    write_book(refer, {"Ada Birch": {"specialties": "grief"}})
    said = refer.ok("suggest", "--need", "grief").out.splitlines()
    assert said[2].strip() == "Assumed: your own place, Portland, OR; no reason, so all weighs alike" and not said[3]
    more = " ".join(refer.ok("suggest", "--need", "grief", "--more").out.split())
    assert "--anywhere drops it" in more and "--reason says why you refer" in more


def test_of_old_facts_it_is_said_what_to_ask(refer: Any) -> None:
    old = {"specialties": "grief", "as_of": "2024-12-24", "accepting_as_of": "2026-11-01"}
    write_book(refer, {"Pete Elder": {**old, "accepting_as_of": "2024-12-24"}})
    said = " ".join(refer.ok("suggest", "--reason", "other", "--need", "grief", *PORTLAND).out.split())
    assert "call before offering: is Pete still working with grief" in said
    assert "Call Pete Elder first: still working with grief?" in said and "still taking clients?" in said
    assert "what your book knows" not in said


def test_with_many_asked_for_not_all_of_them_are_to_be_offered(refer: Any) -> None:
    write_book(refer, {f"Person {letter}": {"specialties": "grief"} for letter in "ABCDEF"})
    said = " ".join(refer.ok(*REASON, "--need", "grief", "--limit", "9").out.split())
    assert "Offer two or three, not all 6: Person A, Person B and Person C come first" in said


def test_a_distance_stays_on_its_line(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {"zip": "97214", "specialties": "grief"}})
    said = refer.ok("suggest", "--reason", "other", "--need", "grief", "--zip", "97209", "--explain").out
    assert " mi" in said and not any(line.strip() == "mi" for line in said.splitlines())


def test_all_words_that_are_not_known_are_said_at_once(refer: Any, refused: Any) -> None:
    write_book(refer, {"Ada Birch": {}})
    said = refused(2, *REASON, "--need", "xyzzy", "--insurance", "Zork Mutual")
    assert 'I know no need "xyzzy". I know no insurance "Zork Mutual".' in " ".join(said.split())


def test_who_does_not_know_the_insurance_asks_for_none_and_is_told_so(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {"specialties": "grief"}})
    said = " ".join(refer.ok(*REASON, "--need", "grief", "--insurance", "I don't know").out.split())
    assert "names no insurance" in said and "Ada Birch" in said
    dialogue = refer.ok("suggest", typed=["", "grief", "not sure", "", "", ""]).out
    assert "Then nothing is asked of insurance." in dialogue and "Ada Birch" in dialogue


def test_the_word_of_the_client_stands_beside_the_term(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {"panels": "Medicaid"}})
    said = refer.ok("suggest", "--reason", "other", "--insurance", "OHP", *PORTLAND).out
    assert "OHP (Medicaid)" in said
    assert "(Aetna)" not in refer.ok("suggest", "--reason", "other", "--insurance", "aetna", *PORTLAND).out


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["44", "7", "", "", "Portland", "", ""], "There is no reason 44: a number from 1 to 11"),
        (["zzz", "7", "", "", "Portland", "", ""], "a number from 1 to 11"),
        (["", "", "", "blorp cross", "", "Portland", "", ""], "[y/N]"),
        (["", "", "", "Portland", "150", "34", ""], 'I do not understand "150". An age in years'),
        (["", "", "", "Portland", "old", ""], "Portland, OR · older adult"),
        (["", "", "", "Portland", "", "$80-100"], "· $100 at most"),
        (["", "", "", "Portland", "", "cheap", "80"], "how many dollars can the client pay at most?"),
    ],
)
def test_an_answer_that_is_not_understood_is_asked_again_in_words(refer: Any, typed: list[str], says: str) -> None:
    refer.ok("init", "--name", "Me", "--state", "OR", typed=None)
    write_book(refer, {"Ada Birch": {"specialties": "grief", "fee": "60", "populations": "older adult;adult"}})
    said = " ".join(refer.ok("suggest", typed=typed).out.split())
    assert says in said


@pytest.mark.parametrize(
    ("wish", "populations", "ready"),
    [
        (("--age-group", "34"), "", True),
        (("--for", "individual"), "adult", True),
        (("--age-group", "adult"), "teen; ...", False),
        (("--age-group", "teen"), "", False),
        (("--for", "couple"), "", False),
    ],
)
def test_what_almost_everybody_sees_is_asked_about_and_holds_no_offer_up(
    refer: Any, wish: tuple[str, str], populations: str, ready: bool
) -> None:
    card = {"accepting": "yes", "in_person": "yes", "populations": populations}
    write_book(refer, {"Ada Birch": card})
    ada = refer.ok("suggest", "--reason", "other", *PORTLAND, *wish, "--json").json
    assert ada["candidates"][0]["ready"] is ready
    assert any("seeing" in check for check in ada["candidates"][0]["check_first"])


def test_adults_beside_couples_may_come_alone(refer: Any) -> None:
    write_book(
        refer,
        {"Ada Birch": {"populations": "adult;couple"}, "Bo Cole": {"populations": "couple"},
         "Cy Dunn": {"populations": "adult;couple;individual (no)"}},
    )  # fmt: skip
    answer = ask(refer, "other", *PORTLAND, "--for", "individual")
    assert names(answer) == ["Ada Birch"] and answer["candidates"][0]["ready"]


@pytest.mark.parametrize("wish", ["trans or nonbinary", "nonbinary/trans", "queer, trans, or agender"])
def test_one_of_the_identities_that_a_client_names_is_enough(refer: Any, wish: str) -> None:
    write_book(refer, {"Ada Birch": {"identities": "trans"}, "Bo Cole": {"identities": "veteran"}, "Cy Dunn": {}})
    assert names(ask(refer, "other", *PORTLAND, "--identity", wish)) == ["Ada Birch"]


def test_a_style_that_is_not_known_is_no_need_of_the_client(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {"styles": "direct"}})
    answer = ask(refer, "personality-clash", *PORTLAND, "--style", "direct", "--unlike", "too nice")
    assert names(answer) == ["Ada Birch"] and any("too nice" in line for line in answer["assumptions"])


def test_who_speaks_the_language_goes_before_whom_one_would_have_to_ask(refer: Any) -> None:
    write_book(
        refer,
        {"Ada Birch": {"languages": "Spanish", "trust": "1"}, "Bo Cole": {"trust": "5"},
         "Cy Dunn": {"languages": "English", "trust": "5"}},
    )  # fmt: skip
    spanish = ask(refer, "other", *PORTLAND, "--language", "Spanish")
    assert names(spanish) == ["Ada Birch"] and spanish["language_is_spoken"]
    assert [call["name"] for call in spanish["worth_a_call"]] == ["Bo Cole"]
    farsi = ask(refer, "other", *PORTLAND, "--language", "Farsi")
    assert names(farsi) == [] and not farsi["language_is_spoken"]
    assert [call["name"] for call in farsi["worth_a_call"]] == ["Bo Cole"]
    said = refer.ok("suggest", "--reason", "other", *PORTLAND, "--language", "Farsi").out
    assert "Nobody who could see this client is known to speak Farsi." in said
    assert said.index("Worth a call") < said.index("In the way")
    refer.ok("edit", "Bo Cole", "--language", "Farsi")
    assert names(ask(refer, "other", *PORTLAND, "--language", "Farsi")) == ["Bo Cole"]


@pytest.mark.parametrize(("option", "word"), [("--age-group", "teen"), ("--for", "couple")])
def test_who_is_known_to_see_such_clients_goes_before_whom_one_would_have_to_ask(
    refer: Any, option: str, word: str
) -> None:
    write_book(refer, {"Ada Birch": {"populations": f"{word};adult", "trust": "1"}, "Bo Cole": {"trust": "5"}})
    assert names(ask(refer, "other", *PORTLAND, option, word)) == ["Ada Birch"]


def test_english_is_presumed_where_no_language_is_noted(refer: Any) -> None:
    write_book(refer, {"Ada Birch": {"trust": "5"}, "Bo Cole": {"languages": "English", "trust": "1"}})
    answer = ask(refer, "other", *PORTLAND, "--language", "English")
    assert names(answer) == ["Ada Birch", "Bo Cole"] and answer["candidates"][0]["ready"]


@pytest.mark.parametrize(
    ("asked", "noted"),
    [
        ("FEP Blue", "BCBS of Oregon"),
        ("UMR", "UnitedHealthcare"),
        ("Meritain", "Aetna"),
        ("GEHA", "Aetna"),
        ("Humana Gold Plus", "Medicare Advantage"),
        ("UHC Medicare Advantage", "Medicare Advantage"),
    ],
)
def test_a_plan_that_pays_through_anothers_network_is_asked_about(refer: Any, asked: str, noted: str) -> None:
    write_book(refer, {"Ada Birch": {"panels": noted}, "Bo Cole": {"panels": "Cigna"}})
    answer = ask(refer, "other", *PORTLAND, "--insurance", asked)
    assert names(answer) == ["Ada Birch"] and answer["excluded"] == {"insurance": 1}
    (row,) = [row for row in answer["candidates"][0]["criteria"] if row["name"] == "insurance"]
    assert row["status"] == "partial" and answer["candidates"][0]["check_first"]


def test_a_brand_of_blue_proposes_the_blue_of_the_state(refer: Any, refused: Any) -> None:
    write_book(refer, {"Ada Birch": {}})
    said = refused(2, "suggest", "--reason", "other", "--zip", "68102", "--insurance", "Blue Choice PPO")
    assert said.index("Blue Cross Blue Shield of Nebraska") < said.index(" or ")


def test_one_who_speaks_and_another_who_treats_are_both_named(refer: Any) -> None:
    write_book(
        refer, {"Ana Speaks": {"languages": "Spanish"}, "Ben Treats": {"specialties": "OCD (certified)"}}
    )  # fmt: skip
    answer = ask(refer, "other", *PORTLAND, "--need", "OCD", "--language", "Spanish")
    assert (answer["eligible"], names(answer), answer["language_is_spoken"]) == (2, ["Ana Speaks"], True)
    assert "Ben Treats" in [call["name"] for call in answer["worth_a_call"]]
    said = "Nobody known to speak Spanish is known to treat OCD. Ben Treats does (Spanish: not known)."
    assert answer["advice"].startswith(said)


def test_a_counselor_is_not_asked_whether_they_prescribe(refer: Any) -> None:
    write_book(
        refer,
        {"Ada Birch": {"credentials": "LPC"}, "Bo Cole": {"credentials": "PMHNP"}, "Cy Dunn": {"credentials": ""}},
    )
    answer = ask(refer, "other", *PORTLAND, "--need", "meds", "--insurance", "Aetna")
    assert "Ada Birch" not in [call["name"] for call in answer["worth_a_call"]]
    refer.ok("edit", "Bo Cole", "--panel", "Aetna")
    answer = ask(refer, "other", *PORTLAND, "--need", "meds")
    assert [call["name"] for call in answer["worth_a_call"]] == ["Bo Cole", "Cy Dunn"]
