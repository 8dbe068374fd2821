"""`refer edit`, `verify`, `archive`, `undo`: what changes, what keeps its day, and how it is taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from refer_cli.book.reading import Book

TODAY = "2026-11-24"


def _days(colleague: dict[str, Any], field: str) -> dict[str, str]:
    return {entry["name"]: entry["as_of"] for entry in colleague[field]}


def test_edit_adds_removes_and_replaces(two: Any) -> None:
    two.ok("edit", "ada", "--panel", "Medicaid", "--no-panel", "Cigna")
    assert _days(two.colleague("ada"), "panels") == {"Aetna": "2026-04-20", "Medicaid": TODAY}
    two.ok("edit", "ada", "--only-panel", "Moda", "--approach", "CBT")
    ada = two.colleague("ada")
    assert list(_days(ada, "panels")) == ["Moda"] and ada["approaches"] == ["CBT"]
    two.ok("edit", "ada", "--only-panel", "none")
    assert two.colleague("ada")["panels"] == []


def test_edit_says_before_and_after(two: Any) -> None:
    said = two.ok("edit", "Ada Birch", "--fee", "160", "--clear", "notes").out
    assert "fee              $150 → $160\n" in said
    assert "notes            Likes school refusal work. → not known\n" in said
    assert said.endswith("refer undo takes it back\n")


def test_an_equal_value_moves_no_date_in_edit_and_does_in_verify(two: Any) -> None:
    said = two("edit", "ada", "--fee", "150", width=100).out
    assert "Nothing changed" in said
    assert 'Said already; to confirm it: refer verify "Ada Birch" --fee 150' in " ".join(said.split())
    assert "fee" not in two.colleague("ada")["confirmed"]
    two.ok("verify", "ada", "--fee", "150")
    assert two.colleague("ada")["confirmed"] == {"fee": TODAY}


def test_verify_moves_only_the_entry_that_is_named(two: Any) -> None:
    before = two.colleague("ada")
    two.ok("verify", "ada", "--panel", "Aetna", "--accepting", "waitlist until 2027-03")
    after = two.colleague("ada")
    assert _days(after, "panels") == {"Aetna": TODAY, "Cigna": "2026-04-20"}
    assert after["accepting"] == "waitlist until 2027-03"
    assert after["confirmed"] == {"accepting": TODAY}
    same = set(before) - {"panels", "accepting", "confirmed"}
    assert {name: before[name] for name in same} == {name: after[name] for name in same}


def test_verify_keeps_a_mark_that_was_not_named(two: Any) -> None:
    two.ok("verify", "ada", "--panel", "Cigna", "--specialty", "anxiety")
    ada = two.colleague("ada")
    assert ada["panels"][1] == {"name": "Cigna", "accepting": "full", "as_of": TODAY}
    assert ada["specialties"] == [{"name": "anxiety", "depth": "certified", "as_of": TODAY}]


def test_verify_all_confirms_every_practice_fact(two: Any) -> None:
    two.ok("verify", "ada", "--all")
    ada = two.colleague("ada")
    assert set(_days(ada, "panels").values()) == {TODAY}
    assert {ada["confirmed"].get(name, ada["as_of"]) for name in ("fee", "specialties", "license_states")} == {TODAY}


def test_verify_on_a_terminal_goes_through_panels_and_openings(two: Any) -> None:
    two.ok("verify", "ada", typed=["full", "off", "waitlist until 2027-02", "", "s", ""])
    ada = two.colleague("ada")
    assert ada["panels"] == [{"name": "Aetna", "accepting": "full", "as_of": TODAY}]
    assert ada["panels_denied"] == ["Cigna"]
    assert ada["accepting"] == "waitlist until 2027-02"
    assert ada["confirmed"] == {"panels": TODAY, "accepting": TODAY, "fee": TODAY}


def test_no_asks_what_is_so_and_that_is_stored(two: Any) -> None:
    two.ok("edit", "ada", "--panel", "Moda (no)", "--panel", "Regence", "--accepting", "no", "--sliding-slots", "0")
    said = two.ok(
        "verify", "ada",
        typed=["n", "Humana", "n", "n", "y", "y", "n", "", "yes", "n", "", "", "n", "$80", "yes", "2"],
    ).out  # fmt: skip
    for question in (
        "Still on Aetna? [Y/n/full/s]", "Take Aetna off? [Y/n, or the plan it is now]", "Cigna: still full?",
        "Does Cigna take new clients now? [Y/n/off/s]", "On Moda now? [y/N/full/s]",
        "Takes clients now? [yes/no/waitlist/s, Enter: still no]", "Fee: still $150? [Y/n/s, or dollars]",
        "Fee now (dollars; Enter if you do not know):", "Take the fee ($150) off the card? [Y/n, or dollars]",
        "A sliding place open now? [y/N/s, or the number]",
    ):  # fmt: skip
        assert question in said
    ada = two.colleague("ada")
    assert [(panel["name"], panel["accepting"]) for panel in ada["panels"]] == [("Humana", None), ("Moda", None)]
    assert set(ada["panels_denied"]) == {"Cigna", "Regence BCBS"}
    assert (ada["accepting"], ada["fee"], ada["fee_floor"], ada["sliding_slots"]) == ("yes", None, 80, 2)


CARRIERS = (
    "Aetna", "Cigna", "Moda", "Humana", "Medicare", "Kaiser", "Premera", "Providence", "TRICARE",
    "UnitedHealthcare", "Magellan", "PacificSource",
)  # fmt: skip
ABOUT_A_PANEL: dict[str | None, dict[str, tuple[str | None, bool]]] = {
    None: {
        "": (None, True), "yes": (None, True), "full": ("full", True), "off": ("no", True), "n|": ("no", True),
        "no|yes": ("no", True), "n|full": ("full", True), "n|n": (None, False), "no|no": (None, False),
        "n|s": (None, False), "?": (None, False), "huh|y": (None, True),
    },
    "full": {
        "": ("full", True), "yes": ("full", True), "n|y": ("open", True), "n|n|y": ("no", True),
        "no|no|no": ("full", False), "n|off": ("no", True), "n|s": ("full", False), "s": ("full", False),
    },
    "open": {
        "": ("open", True), "y": ("open", True), "n|yes": ("full", True), "n|n|yes": ("no", True),
        "no|no|no": ("open", False), "off": ("no", True), "s": ("open", False),
    },
    "no": {
        "": ("no", True), "n": ("no", True), "no": ("no", True), "y": (None, True), "yes": (None, True),
        "full": ("full", True), "s": ("no", False), "unknown": ("no", False),
    },
}  # fmt: skip
"""By the mark of a panel: what is answered, the mark then, and whether it is confirmed as of today."""


@pytest.mark.parametrize("before", ABOUT_A_PANEL)
def test_every_answer_about_a_panel_does_what_its_words_say(two: Any, before: str | None) -> None:
    told = dict(zip(CARRIERS, ABOUT_A_PANEL[before].items(), strict=False))
    mark = f" ({before})" if before else ""
    panels = [part for name in told for part in ("--panel", f"{name}{mark}")]
    two.ok("add-colleague", "Ed Oak", *panels, "--as-of", "2026-04-20")
    typed = [answer for answers, _ in told.values() for answer in answers.split("|")]
    two.ok("verify", "Ed Oak", typed=[*typed, *[""] * 4])
    with Book.open(two.book) as book:
        card = book.card(book.resolve("Ed Oak"))
    listed, listed_on = card.listing("panels"), card.dating("panels").as_of
    assert listed is not None
    now = {item.name: (item.mark, (item.as_of or listed_on) == TODAY) for item in listed.items}
    assert now == {name: meant for name, (_, meant) in told.items()}


@pytest.mark.parametrize(
    ("answers", "now", "moved"),
    [
        ("", [], True), ("no", [], True), ("s", [], False), ("y|", [], False), ("yes|no", [], False),
        ("y|Moda", ["Moda"], True), ("Moda and Aetna", ["Moda", "Aetna"], True),
    ],
)  # fmt: skip
def test_who_took_no_insurance_is_asked_whether_they_do_now(
    two: Any, answers: str, now: list[str], moved: bool
) -> None:
    two.ok("add-colleague", "Ed Oak", "--panel", "none", "--as-of", "2026-04-20")
    said = two.ok("verify", "Ed Oak", typed=[*answers.split("|"), "s", "s", "s", "s"]).out
    assert "Takes insurance now? [y/N/s, or the panels]" in said
    after = two.colleague("Ed Oak")
    assert ([panel["name"] for panel in after["panels"]], "panels" in after["confirmed"]) == (now, moved)


@pytest.mark.parametrize(
    ("before", "answer", "now"),
    [
        ("no", "yes", "yes"), ("no", "y", "yes"), ("no", "no", "no"), ("no", "", "no"), ("yes", "n", "no"),
        ("yes", "?", None), ("waitlist until 2027-03", "waitlist", "waitlist until 2027-03"),
        ("no until 2026-10", "", "no"), (None, "", None), (None, "y", "yes"),
    ],
)  # fmt: skip
def test_what_is_answered_about_openings_is_what_is_so(
    two: Any, before: str | None, answer: str, now: str | None
) -> None:
    opening = ("--accepting", before) if before else ()
    two.ok("add-colleague", "Ed Oak", *opening, "--as-of", "2026-04-20")
    two.ok("verify", "Ed Oak", typed=[answer, "s", "s", "s"])
    after = two.colleague("Ed Oak")
    assert (after["accepting"], "accepting" in after["confirmed"]) == ((now, True) if now else (before, False))


@pytest.mark.parametrize(
    ("answers", "now", "dated"),
    [
        ("||", (150, 90, 2), "fee fee_floor sliding_slots"), ("yes|y|yes", (150, 90, 2), "fee fee_floor sliding_slots"),
        ("s|?|s", (150, 90, 2), ""), ("n||n|n||n|n||n", (150, 90, 2), ""),
        ("no|no|160|s|n|none", (160, 90, 0), "fee sliding_slots"),
        ("n|||n|s|n||", (None, 90, None), ""), ("80|y|s|n|70|no|no", (80, 70, 0), "fee fee_floor sliding_slots"),
        ("100 (SS to 60)|3", (100, 60, 3), "fee fee_floor sliding_slots"),
    ],
)  # fmt: skip
def test_every_answer_about_fees_and_places_does_what_its_words_say(
    two: Any, answers: str, now: tuple[int | None, ...], dated: str
) -> None:
    fees = ("--fee", "150", "--fee-floor", "90", "--sliding-slots", "2")
    two.ok("add-colleague", "Ed Oak", *fees, "--as-of", "2026-04-20")
    two.ok("verify", "Ed Oak", typed=["s", *answers.split("|")])
    after = two.colleague("Ed Oak")
    assert tuple(after[name] for name in ("fee", "fee_floor", "sliding_slots")) == now
    assert set(after["confirmed"]) == set(dated.split())


def test_the_receipt_says_what_was_left_as_it_was(two: Any) -> None:
    two.ok("add-colleague", "Ed Oak", "--panel", "Aetna", "--panel", "Moda", "--fee", "150", "--as-of", "2026-04-20")
    said = two.ok("verify", "Ed Oak", typed=["s", "y", "", "n", "?", "n", "", ""]).out
    assert "Take the fee ($150) off the card?" in said
    assert "panels           left as it was, Aetna\n" in said
    assert "fee              left as it was, $150 of 2026-04-20\n" in said
    said = two.ok("verify", "Ed Oak", typed=["?", "s", "", "don't know", "", ""]).out
    assert "Nothing changed.\n" in said and "says so already" not in said
    two.ok("verify", "Ed Oak", typed=["s", "s", "", "n", "?", "y", "", ""])
    assert two.colleague("Ed Oak")["fee"] is None


def test_a_refused_answer_calls_the_field_as_the_question_does(two: Any, refused: Callable[..., str]) -> None:
    two.ok("add-colleague", "Ed Oak", "--fee-floor", "90", "--yes")
    said = two.ok("verify", "Ed Oak", typed=["", "", "cash only 175", "", ""]).out
    assert "lowest fee: " in said and "fee_floor" not in said
    assert "refer edit WHO --clear email" in refused(2, "edit", "Ed", "--email", "")


@pytest.mark.parametrize(
    ("answers", "now", "moved"),
    [("", 0, True), ("no", 0, True), ("y|3", 3, True), ("s", 0, False), ("y||n", 0, False), ("2", 2, True)],
)
def test_no_sliding_place_is_asked_for_what_is_so(two: Any, answers: str, now: int, moved: bool) -> None:
    two.ok("add-colleague", "Ed Oak", "--sliding-slots", "0", "--as-of", "2026-04-20")
    two.ok("verify", "Ed Oak", typed=["s", "s", "s", *answers.split("|")])
    after = two.colleague("Ed Oak")
    assert (after["sliding_slots"], "sliding_slots" in after["confirmed"]) == (now, moved)


def test_panels_confirmed_one_by_one_are_of_that_day_everywhere(two: Any) -> None:
    two.ok("edit", "ada", "--accepting", "yes")
    two.ok("verify", "ada", "--panel", "Aetna")
    (row,) = [line for line in two.ok("show", "ada").out.splitlines() if line.split()[:1] == ["panels"]]
    assert row == "  panels           Aetna, Cigna (full) [Aetna           2026-04-20, 7 months ago"
    two.ok("verify", "ada", "--panel", "Cigna")
    (row,) = [line for line in two.ok("show", "ada").out.splitlines() if line.split()[:1] == ["panels"]]
    assert row == "  panels           Aetna, Cigna (full)                         2026-11-24, today"
    assert two.colleague("ada")["confirmed"]["panels"] == TODAY


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_of_a_card_passes_the_width_however_old_its_facts_are(two: Any, width: int) -> None:
    panels = [part for name in CARRIERS for part in ("--panel", name)]
    two.ok("add-colleague", "Ed Oak", *panels, "--specialty", "anxiety (certified)", "--as-of", "2024-01-20")
    for name in CARRIERS[::2]:
        two.ok("verify", "Ed Oak", "--panel", name, "--as-of", "2025-06-01")
    lines = two("show", "Ed Oak", width=width).out.splitlines()
    assert max(map(len, lines)) <= width
    assert any(line.endswith("? old: 2024-01-20, 2 years ago") for line in lines)
    assert "[Aetna, Moda, Medicare, Premera, TRICARE, Magellan 2025-06-01]" in " ".join(
        " ".join(line[19:] for line in lines).replace("? old: 2024-01-20, 2 years ago", "").split()
    ).replace("? ", "")


def test_words_of_her_own_are_asked_about_as_such(two: Any) -> None:
    two.ok("edit", "flo", "--only-panel", "Zorblecare")
    said = two.ok("verify", "flo", typed=["aetna, no cigna", "", "", "", ""]).out
    assert '"Zorblecare" stands here as you typed it. Still so? [Y/n/s, or the plans it means]' in " ".join(
        said.split()
    )
    flo = two.colleague("flo")
    assert ([panel["name"] for panel in flo["panels"]], flo["panels_denied"]) == (["Aetna"], ["Cigna"])
    two.ok("edit", "flo", "--panel", "Zorblecare")
    before = two.colleague("flo")["panels"]
    two.ok("verify", "flo", typed=["s", "s", "n", "n", "s", "s", "s", "s"])
    assert two.colleague("flo")["panels"] == before, "a no taken back leaves it as it was"
    two.ok("verify", "flo", typed=["", "", "n", "", "", "", "", ""])
    assert [panel["name"] for panel in two.colleague("flo")["panels"]] == ["Aetna"]


def test_a_new_city_drops_the_zip_of_the_old_one(two: Any) -> None:
    two.ok("edit", "ada", "--zip", "80205")
    two.ok("edit", "ada", "--city", "Boulder")
    assert [two.colleague("ada")[name] for name in ("city", "state", "zip")] == ["Boulder", "CO", None]


def test_what_they_said_of_themselves_goes_in_one_command(two: Any) -> None:
    two.ok("edit", "ada", "--gender", "woman", "--faith", "Quaker", "--identity", "Latina")
    assert "As they describe themselves" in two.ok("show", "ada").out
    two.ok("edit", "ada", "--clear", "self-described")
    assert [two.colleague("ada")[name] for name in ("gender", "faith", "identities")] == [None, None, None]


def test_do_not_refer_is_set_and_lifted(two: Any) -> None:
    two.ok("edit", "ada", "--do-not-refer", "breaks confidences")
    assert two.colleague("ada")["do_not_refer"] == "breaks confidences"
    two.ok("edit", "ada", "--do-not-refer", "no")
    assert two.colleague("ada")["do_not_refer"] is None


@pytest.mark.parametrize(
    ("typed", "day"),
    [("friday", "2026-11-20"), ("last week", "2026-11-17"), ("11/12", "2026-11-12"), ("3 days ago", "2026-11-21")],
)
def test_a_day_is_understood_the_same_wherever_it_is_typed(two: Any, typed: str, day: str) -> None:
    two.ok("verify", "ada", "--panel", "Aetna", "--as-of", typed)
    two.ok("edit", "ada", "--first-met", typed)
    two.ok("met", "flo", "--on", typed)
    colleague = two.ok("show", "ada", "--json").json["colleague"]
    assert _days(colleague, "panels")["Aetna"] == day
    assert colleague["first_met"] == day
    assert two.ok("show", "flo", "--json").json["colleague"]["last_contact"] == day


def test_a_waitlist_may_end_on_a_coming_day(two: Any) -> None:
    two.ok("edit", "ada", "--accepting", "waitlist until next friday")
    assert two.ok("show", "ada", "--json").json["colleague"]["accepting"] == "waitlist until 2026-11-27"


def test_archive_and_back(two: Any) -> None:
    two.ok("archive", "ada", "2")
    assert two.ok("list", "--json").json["colleagues"] == []
    assert [one["archived"] for one in two.ok("list", "--archived", "--json").json["colleagues"]] == [
        True,
        True,
    ]
    assert two.ok("unarchive", "ada", "--json").json == {
        "schema": "refer.unarchive/1",
        "ids": [1],
        "unchanged": [],
    }
    assert "was not archived" in two.ok("unarchive", "ada").out


def test_undo_takes_back_and_redo_does_again(two: Any) -> None:
    before = two.colleague("ada")
    two.ok("edit", "ada", "--fee", "160")
    after = two.colleague("ada")
    assert two.ok("undo").out.startswith("  Taken back: edit Ada Birch.\n")
    assert two.colleague("ada") == before
    assert two.ok("redo", "--json").json == {"schema": "refer.redo/1", "what": "edit Ada Birch"}
    assert two.colleague("ada") == after


def test_undo_without_a_book_makes_none(refer: Any) -> None:
    assert refer("undo").code == 1
    assert not refer.book.exists()


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["edit", "ada"], 2, "Nothing was given"),
        (["edit", "ada", "--clear", "fe"], 2, "did you mean fee"),
        (["edit", "ada", "--clear", "name"], 2, "cannot be cleared"),
        (["edit", "ada", "--no-panel", "Moda"], 2, "Moda is not in the list"),
        (["edit", "ada", "--fee-floor", "200"], 2, "above the full fee"),
        (["edit", "nobody", "--fee", "1"], 1, 'no colleague "nobody"'),
        (["edit", "99", "--fee", "1"], 1, 'no colleague "99"'),
        (["verify", "ada"], 2, "No fact was named"),
        (["verify", "ada", "--all", "--fee", "1"], 2, "cannot go together"),
        (["archive", "ada", "nobody"], 1, 'no colleague "nobody"'),
        (["show", "m"], 1, "answer"),
        (["redo"], 1, "nothing to do again"),
    ],
)
def test_refusals(two: Any, refused: Callable[..., str], args: list[str], code: int, words: str) -> None:
    if args == ["show", "m"]:
        two.ok("add-colleague", "Mo Gum")
        args = ["show", "gum"]
    assert words in refused(code, *args)


def test_a_note_is_added_and_notes_replace(two: Any) -> None:
    two.ok("edit", "ada", "--note", "answers texts only", "--note", "On leave in May")
    assert two.colleague("ada")["notes"] == "Likes school refusal work.\nanswers texts only\nOn leave in May"
    lines = two.ok("show", "ada").out.splitlines()
    at = next(number for number, line in enumerate(lines) if line.split()[:1] == ["notes"])
    assert [line.split("notes")[-1].strip() for line in lines[at : at + 3]] == [
        "Likes school refusal work.",
        "answers texts only",
        "On leave in May",
    ]
    assert "answers texts only" not in two.ok("list", "--columns", "notes").out
    assert "Nothing changed" in two.ok("edit", "ada", "--note", " answers  texts only").out
    two.ok("edit", "ada", "--notes", "Retired", "--note", "Sails")
    assert two.colleague("ada")["notes"] == "Retired\nSails"
    two.ok("edit", "ada", "--clear", "notes", "--note", "Back again")
    assert two.colleague("ada")["notes"] == "Back again"


ADDING_A_NOTE: dict[str, Callable[[Any, str], Any]] = {
    "note": lambda two, line: two.ok("note", "ada", line),
    "edit --note": lambda two, line: two.ok("edit", "ada", "--note", line),
    "edit": lambda two, line: two.ok("edit", "ada", typed=["notes", line, "", "y"]),
    "verify --note": lambda two, line: two.ok("verify", "ada", "--accepting", "yes", "--note", line),
    "verify --notes": lambda two, line: two.ok("verify", "ada", "--notes", line),
    "verify --all": lambda two, line: two.ok("verify", "ada", "--all", "--note", line),
    "add-colleague, a text": lambda two, line: two.ok(
        "add-colleague", "Ada Birch, takes Moda, 303-555-0101", "--yes", "--note", line
    ),
    "add-colleague, asked": lambda two, line: two.ok(
        "add-colleague", "--note", line, typed=["Ada Birch", "y", *[""] * 20]
    ),
    "import": lambda two, line: _imported(two, line),
}


def _imported(two: Any, line: str) -> None:
    (two.book.parent / "list.csv").write_text(
        f'name,email,notes\nAda Birch,ada.birch@example.com,"{line}"\n', encoding="utf-8"
    )
    two.ok("import", str(two.book.parent / "list.csv"))


@pytest.mark.parametrize("way", ADDING_A_NOTE)
def test_a_note_is_a_new_line_unless_that_whole_line_stands_there(two: Any, way: str) -> None:
    add = ADDING_A_NOTE[way]
    two.ok("edit", "ada", "--notes", "Not taking Aetna any more")
    for line in ("taking Aetna", "TAKING AETNA!", "taking  Aetna"):
        add(two, line)
    assert two.colleague("ada")["notes"].splitlines() == [
        "Not taking Aetna any more", "taking Aetna", "TAKING AETNA!",
    ]  # fmt: skip


def test_two_notes_of_one_command_are_both_kept(two: Any) -> None:
    for args in (["add-colleague", "Ed Oak"], ["verify", "Ed Oak"], ["init", "Sam Roe"], ["init"]):
        two.ok(*args, "--note", f"one of {args[0]}", "--note", f"two of {args[0]}")
    assert two.colleague("Ed Oak")["notes"].splitlines() == [
        "one of add-colleague", "two of add-colleague", "one of verify", "two of verify",
    ]  # fmt: skip
    assert two.ok("init", "--json").json["profile"]["notes"] == "one of init\ntwo of init"


def test_a_note_alone_confirms_nothing(two: Any) -> None:
    before = two.colleague("ada")
    two.ok("verify", "ada", "--note", "called, nobody there")
    after = two.colleague("ada")
    assert {name for name in after if after[name] != before.get(name)} <= {"notes", "confirmed"}
    assert set(after["confirmed"]) <= {"notes"}


@pytest.mark.parametrize("command", ["verify", "add-colleague"])
def test_what_the_help_says_of_notes_is_true(two: Any, command: str) -> None:
    said = " ".join(two.ok(command, "--help").out.split())
    assert "--note, --notes TEXT Add a line to your notes. Repeatable." in said
    said = " ".join(two.ok("edit", "--help").out.split())
    assert "Replace all of your notes" in said


@pytest.mark.parametrize(
    ("typed", "name", "line"),
    [
        (["ada", "answers texts only"], "ada", "answers texts only"),
        (["Ada", "Birch", "is", "on", "leave"], "ada", "is on leave"),
        (["Ada Birch", "is on leave"], "ada", "is on leave"),
        (["Ada birch is on leave"], "ada", "is on leave"),
        (["ada", "Bi"], "ada", "Bi"),
        (["2", "plants", "trees"], "flo", "plants trees"),
        (["Birch, Ada", "called"], "ada", "called"),
    ],
)
def test_who_is_meant_and_what_is_noted_are_told_apart(two: Any, typed: list[str], name: str, line: str) -> None:
    two.ok("note", *typed)
    assert two.colleague(name)["notes"].splitlines()[-1] == line


def test_a_note_without_its_text_is_asked_for_or_said_to_be_missing(two: Any, refused: Callable[..., str]) -> None:
    assert "Your note on Ada Birch:" in two.ok("note", "Ada", "Birch", typed=["", "calls back"]).out
    assert two.colleague("ada")["notes"] == "Likes school refusal work.\ncalls back"
    said = refused(2, "note", "Ada Birch")
    assert "What is to be noted on Ada Birch is missing." in said
    assert 'refer note "Ada Birch"' in said and "no command" not in said
    assert two.ok("note", typed=["ada", "sails"]).code == 0
    assert 'no colleague "nobody"' in refused(1, "note", "nobody", "hello")
    assert "they would grow too long" in refused(2, "note", "ada", "x" * 19_990)


@pytest.mark.parametrize(
    ("second", "first", "value"),
    [
        ("--insurance", "--panel", "Moda"),
        ("--need", "--specialty", "OCD"),
        ("--age-group", "--population", "teen"),
        ("--for", "--population", "couple"),
        ("--only-insurance", "--only-panel", "Moda"),
        ("--no-need", "--no-specialty", "anxiety"),
    ],
)
def test_second_names_of_options_are_the_same_option(two: Any, second: str, first: str, value: str) -> None:
    answers = []
    for option in (first, second):
        answers.append(two.ok("edit", "ada", option, value, "--json").json["changed"])
        two.ok("undo")
    assert answers[0] == answers[1] != []


def test_second_names_are_known_by_every_command_that_takes_a_card(two: Any) -> None:
    options = ("--insurance", "Moda", "--need", "OCD", "--age-group", "teen", "--for", "couple")
    two.ok("add-colleague", "Ed Oak", *options, "--note", "new here")
    two.ok("verify", "Ed Oak", *options)
    two.ok("init", "Sam Roe", *options)
    for card in (two.colleague("Ed Oak"), two.ok("init", "--json").json["profile"]):
        assert (card["panels"][0]["name"], card["specialties"][0]["name"]) == ("Moda", "OCD")
        assert card["populations"] == ["couple", "teen"] or card["populations"] == ["teen", "couple"]
    assert two.colleague("Ed Oak")["notes"] == "new here"


def test_a_change_of_another_day_is_taken_back_after_a_yes(two: Any) -> None:
    two.ok("edit", "ada", "--fee", "175")
    assert "Taken back: edit Ada Birch.\n" in two.ok("undo", typed=[]).out
    two.ok("redo")
    two.today += timedelta(days=3)
    answer = two("undo", typed=["n"])
    assert (answer.code, two.colleague("ada")["fee"]) == (1, 175)
    assert "Take back: edit Ada Birch, Tue 24 Nov? [Y/n]" in answer.out
    assert "Taken back: edit Ada Birch, Tue 24 Nov.\n" in two.ok("undo", typed=["y"]).out
    two.ok("redo")
    assert two.ok("undo", "--json").json["what"] == "edit Ada Birch"
    assert two.colleague("ada")["fee"] == 150
