"""Options and prompts take what people write, and refuse what is not understood with what is near."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


def names(entries: list[dict[str, Any]]) -> list[str]:
    return [entry["name"] for entry in entries]


@pytest.mark.parametrize(
    ("options", "fields"),
    [
        (["--fee", "$1,200"], {"fee": 1200}),
        (["--fee", "$150/hr"], {"fee": 150}),
        (["--fee", "$120-150"], {"fee": 150, "fee_floor": 120}),
        (["--fee", "$180 slides to 110"], {"fee": 180, "fee_floor": 110}),
        (["--fee", "$120-150", "--fee-floor", "90"], {"fee": 150, "fee_floor": 90}),
        (["--phone", "(303) 555-0101 x12"], {"phone": "303-555-0101, ext 12"}),
        (["--phone", "3.035550101E+09"], {"phone": "303-555-0101"}),
        (["--city", "Denver CO 80202"], {"city": "Denver", "state": "CO", "zip": "80202"}),
        (["--city", "NYC"], {"city": "New York", "state": "NY", "zip": None}),
        (["--telehealth", "both"], {"telehealth": True, "in_person": True}),
        (["--accepting", "waitlist until march"], {"accepting": "waitlist until 2027-03"}),
        (["--accepting", "wait list - 2 months"], {"accepting": "waitlist until 2027-01"}),
        (["--accepting", "full til spring"], {"accepting": "no until 2027-03"}),
        (["--how-known", "friend"], {"how_known": "met"}),
        (["--first-met", "march 2019"], {"first_met": "2019-03-01"}),
        (["--first-met", "2026-11-12 00:00:00"], {"first_met": "2026-11-12"}),
        (["--credential", "MA, LPC"], {"credentials": ["MA", "LPC"]}),
        (["--license-state", "CO and WY"], {"license_states": ["CO", "WY"]}),
        (["--population", "adults and couples"], {"populations": ["adult", "couple"]}),
        (["--language", "English/Spanish"], {"languages": ["English", "Spanish"]}),
    ],
)
def test_options_take_what_people_write(refer: Any, options: list[str], fields: dict[str, Any]) -> None:
    refer.ok("add-colleague", "Kim Larch", *options)
    kim = refer.colleague("Kim")
    assert {name: kim[name] for name in fields} == fields


@pytest.mark.parametrize("written", ["Larch, Kim, LCSW", "Dr. Kim Larch LCSW", "Kim Larch, LCSW (they/them)"])
def test_letters_and_titles_are_no_part_of_a_name(refer: Any, written: str) -> None:
    refer.ok("add-colleague", "--name", written)
    refer.ok("init", "--name", written)
    kim = refer.colleague("Kim")
    assert (kim["name"], kim["credentials"]) == ("Kim Larch", ["LCSW"])
    mine = refer.ok("init", "--json").json["profile"]
    assert (mine["name"], mine["credentials"]) == ("Kim Larch", ["LCSW"])


def test_lists_are_parted_and_complete(refer: Any) -> None:
    refer.ok("add-colleague", "Kim Larch", "--panel", "Aetna, Cigna", "--specialty", "anxiety and depression")
    kim = refer.colleague("Kim")
    assert names(kim["panels"]) == ["Aetna", "Cigna"] and "panels_open" not in kim
    assert names(kim["specialties"]) == ["anxiety", "depression"]


def test_an_entry_of_another_field_goes_there(refer: Any) -> None:
    refer.ok("add-colleague", "Kim Larch", "--specialty", "trauma and EMDR", "--approach", "CBT")
    kim = refer.colleague("Kim")
    assert (names(kim["specialties"]), kim["approaches"]) == (["trauma"], ["CBT", "EMDR"])
    refer.ok("edit", "Kim", "--specialty", "couples")
    kim = refer.colleague("Kim")
    assert names(kim["specialties"]) == ["trauma", "couples conflict"]
    assert kim["populations"] == ["couple"] and kim["populations_open"] is True


def test_a_word_that_is_not_known_makes_its_list_open(refer: Any) -> None:
    added = refer.ok("add-colleague", "Kim Larch", "--panel", "Aetna", "--panel", "Qxzjk Mutual", "--json").json
    assert added["assumptions"] == [
        'I know no insurer "Qxzjk Mutual": it is kept as typed, and what else there is stays unknown'
    ]
    kim = refer.colleague("Kim")
    assert names(kim["panels"]) == ["Aetna", "Qxzjk Mutual"] and kim["panels_open"] is True
    refer.ok("add-colleague", "Flo Gum", "--panel", "Aetna")
    refer.ok("edit", "Flo", "--panel", "Qxzjk Mutual")
    assert refer.colleague("Flo")["panels_open"] is True
    # What stands on the card is taken out by its name, known or not.
    refer.ok("edit", "Flo", "--no-panel", "Qxzjk Mutual")
    assert names(refer.colleague("Flo")["panels"]) == ["Aetna"]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--fee", "$150, $130"], "not a whole number"),
        (["--fee", "00"], "begins with a zero"),
        (["--phone", "503-555-01"], "not a telephone number"),
        (["--phone", "303-555-0101 / 303-555-0102"], "not a telephone number"),
        (["--specialty", "anxeity disordr"], "did you mean anxiety"),
        (["--how-known", "pen pal"], "is none of"),
        (["--accepting", "yes, but not kids"], "not yes, waitlist or no"),
        (["--first-met", "2026-11-25"], "in the future"),
    ],
)
def test_what_is_not_understood_is_refused(refused: Callable[..., str], args: list[str], words: str) -> None:
    assert words in " ".join(refused(2, "add-colleague", "Kim Larch", *args).split())


@pytest.mark.parametrize(("typed", "specialty"), [("y", "anxiety"), ("", "anxiety"), ("keep", "anxeity disordr")])
def test_a_word_near_others_is_asked_about_on_a_terminal(refer: Any, typed: str, specialty: str) -> None:
    answer = refer.ok("add-colleague", "Kim Larch", "--specialty", "anxeity disordr", typed=[typed])
    assert 'I know no need "anxeity disordr". Did you mean anxiety? [Y/n/keep]' in answer.out
    kim = refer.colleague("Kim")
    assert names(kim["specialties"]) == [specialty] and "specialties_open" not in kim


def test_a_word_that_is_hers_counts_as_understood(refer: Any) -> None:
    refer.ok("add-colleague", "Kim Larch", "--panel", "Qxzjk Mutual", typed=["y"])
    assert "panels_open" not in refer.colleague("Kim")
    answer = refer("add-colleague", "Flo Gum", "--panel", "Qxzjk Mutual", typed=["n"])
    assert answer.code == 2 and 'I know no insurer "Qxzjk Mutual"' in answer.err


def test_the_guided_questions_take_what_people_write(refer: Any) -> None:
    answers = [
        "Kim Larch",
        "LCSW and CADC",
        "",  # practice
        "Portland OR 97214",  # no question for the state and the ZIP
        "oregon",  # licensed in OR?
        "",  # also licensed in
        "both",
        "trauma and EMDR",
        "",  # approaches: Enter keeps EMDR
        "adults and couples",
        "",  # languages
        "aetna & cigna",
        "yes, limited",
        "$175/hr",
        "",  # lowest fee
        "(503) 555-0101",
        "",  # e-mail
        "friend",
        "march 2019",
        "",  # notes
        "y",
    ]
    assert "Enter skips a question" in refer.ok("add-colleague", typed=answers).out
    kim = refer.colleague("Kim")
    assert [kim[name] for name in ("city", "state", "zip")] == ["Portland", "OR", "97214"]
    assert (kim["credentials"], kim["license_states"]) == (["LCSW", "CADC"], ["OR"])
    assert (kim["telehealth"], kim["in_person"], kim["fee"], kim["accepting"]) == (True, True, 175, "yes")
    assert (names(kim["specialties"]), kim["approaches"]) == (["trauma"], ["EMDR"])
    assert (kim["populations"], names(kim["panels"])) == (["adult", "couple"], ["Aetna", "Cigna"])
    assert (kim["phone"], kim["how_known"], kim["first_met"]) == ("503-555-0101", "met", "2019-03-01")


def test_a_question_can_be_gone_back_to(refer: Any) -> None:
    # The practice was answered with the specialties: back, and once more.
    answers = ["Kim Larch", "", "trauma", "-", "Elm House", *[""] * 18, "y"]
    refer.ok("add-colleague", typed=answers)
    kim = refer.colleague("Kim")
    assert (kim["practice"], kim["specialties"]) == ("Elm House", None)
