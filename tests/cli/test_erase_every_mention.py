"""What may be about whom is erased: shown with its words, counted, and blanked on a yes alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from prepared_books import prepared

WORDS = ("xanthippe", "vrandle", "quorl", "555-0171", "moon lake")


@prepared
def named(refer: Any) -> None:
    """Xanthippe Vrandle, once Quorl, named in part wherever somebody may be named."""
    refer.ok(
        "add-colleague", "Xanthippe Quorl", "--practice", "Moon Lake Rooms", "--phone", "303-555-0171", "--city",
        "Denver", "--state", "CO", "--email", "x.quorl@example.com", "--yes",
    )  # fmt: skip
    refer.ok("edit", "Xanthippe", "--name", "Xanthippe Vrandle")
    refer.ok("add-colleague", "Bob Stone", "--notes", "dinner with Xanthippe; Dr. Vrandle was rude", "--yes")
    refer.ok(
        "add-colleague", "Cy Fir", "--notes", "works with Dr. Quorl, 555-0171, in Moon Lake Rooms", "--introduced-by",
        "X. Vrandle", "--do-not-refer", "fell out with XANTHIPPE's sister", "--tag", "vrandle-list", "--group",
        "Vrandle circle", "--practice", "Vrandle & Fir", "--tie", "Ms Vrandle", "--yes",
    )  # fmt: skip
    refer.ok("add-colleague", "Dan Vrandle", "--notes", "Dan Vrandle is her husband.", "--yes")
    refer.ok("groups", "add", "Vrandle circle", "--kind", "consultation")
    refer.ok("groups", "join", "Vrandle circle")
    refer.ok("met", "Bob", "--kind", "coffee", "--note", "asked about Xanthippe")
    refer.ok("edit", "Bob", "--notes", "Xanthippe is away.")


def left(refer: Any) -> set[str]:
    data = b"".join(file.read_bytes().lower() for file in refer.book.parent.rglob("*") if file.is_file())
    return {word for word in WORDS if word.encode() in data}


def copied(refer: Any) -> None:
    folder = Path(f"{refer.book}.copies")
    folder.mkdir(exist_ok=True)
    shutil.copy(refer.book, folder / "2026-11-20T080000-daily.db")


def test_without_a_yes_they_are_counted_and_stay(named: Any) -> None:
    answer = named.ok("erase", "Xanthippe", "--yes", "--json").json
    assert answer["unsure_blanked"] == 0
    assert answer["unsure_left"] == answer["files"][-1]["unsure_left"] >= 10
    assert named.colleague("Bob")["notes"] == "Xanthippe is away."


def test_the_receipt_says_what_was_left_and_how_to_go_on(named: Any, tmp_path: Path) -> None:
    receipt = tmp_path / "receipt.txt"
    said = named.ok("erase", "Xanthippe", "--yes", "--receipt", str(receipt)).out
    assert "0 places blanked, 1" in receipt.read_text()
    assert "refer erase --words WORDS" in said
    assert not any(word in (said + receipt.read_text()).casefold() for word in WORDS)


def test_every_mention_goes_and_what_is_somebody_elses_stays(named: Any) -> None:
    copied(named)
    answer = named.ok("erase", "Xanthippe", "--yes", "--every-mention", "--json").json
    assert answer["unsure_left"] == 0 < answer["unsure_blanked"]
    assert left(named) == {"vrandle"}  # Dan's own
    assert named.colleague("Dan")["notes"] == "Dan Vrandle is her husband."
    cy = named.colleague("Cy")
    assert cy["notes"] == "works with (erased), (erased), in (erased)"
    assert (cy["introduced_by"], cy["practice"]) == (None, None)
    assert (cy["groups"], cy["tags"], cy["ties"]) == (["(erased) circle"], ["(erased)-list"], ["(erased)"])
    groups = named.ok("groups", "list", "--json").json["groups"]
    assert [group["name"] for group in groups] == ["(erased) circle"]
    assert named.ok("doctor", "--json").json["sound"]
    while named("undo").code == 0:
        assert left(named) <= {"vrandle"}
    assert named.ok("doctor", "--json").json["sound"]


def test_on_a_terminal_each_place_is_shown_and_asked_about(named: Any) -> None:
    shown = named("erase", "Xanthippe", typed=["", ""], width=100).out
    flat = " ".join(shown.split())
    for words in (
        "may be about them too: look",
        "Bob Stone, notes: Xanthippe is away.",
        "Bob Stone, notes (in what undo keeps): dinner with Xanthippe; Dr. Vrandle was rude",
        "Cy Fir, do not refer: fell out with XANTHIPPE's sister",
        "Cy Fir, introduced by: X. Vrandle",
        "meeting of 2026-11-24: asked about Xanthippe",
        "Dan Vrandle (id 4) bears a part of the name too",
    ):
        assert words in flat, words
    places = int(flat.partition(" places may be")[0].rpartition(" ")[2])
    answers = ["o", "y", *["n"] * (places - 2), "xanthippe vrandle"]  # the group's name stands in two
    said = named("erase", "Xanthippe", typed=answers)
    assert said.code == 0, said
    assert f"1 place blanked, {places - 1} left" in " ".join(said.out.split())


def test_the_same_words_in_several_notes_are_asked_about_once_and_counted_each(refer: Any) -> None:
    refer.ok("add-colleague", "Xanthippe Vrandle", "--yes")
    for name in ("Ada Birch", "Bo Elm", "Cy Fir"):
        refer.ok("add-colleague", name, "--notes", "met at Vrandle's", "--yes")
    said = " ".join(refer("erase", "Xanthippe", typed=["o", "y", "xanthippe vrandle"]).out.split())
    assert "3 places may be about them too" in said
    assert "Ada Birch, notes (and 2 more just so): met at Vrandle's" in said
    assert "3 places blanked, 0 left" in said
    assert refer.colleague("Cy")["notes"] == "met at (erased)'s"


def test_all_of_them_at_once(named: Any) -> None:
    assert named("erase", "Xanthippe", typed=["a", "Xanthippe Vrandle"]).code == 0
    assert left(named) == {"vrandle"}


def test_what_stayed_is_reached_by_words(named: Any, refused: Callable[..., str]) -> None:
    copied(named)
    named.ok("erase", "Xanthippe", "--yes")
    assert "needs a yes" in refused(2, "erase", "--words", "vrandle", "--words", "Quorl")
    answer = named.ok("erase", "--words", "vrandle", "--words", "Quorl", "--yes", "--json").json
    assert (answer["erased"], answer["unsure_left"], answer["same_name"]) == ("words", 0, [4])
    assert left(named) == {"xanthippe", "vrandle", "555-0171", "moon lake"}
    assert named("erase", "--words", "Xanthippe", typed=["a"]).code == 0
    said = named.ok("erase", "--words", "sister", "--words", "Vrandles", "--words", "Dan", "--yes").out
    assert "A card with these words in its name stays: id 4." in " ".join(said.split())
    named.ok("erase", "--words", "555-0171", "--words", "moon lake rooms", "--yes")
    assert left(named) == {"vrandle"}  # the name of Dan's card
    assert "nowhere" in refused(1, "erase", "--words", "Xanthippe", "--yes")
    assert named.ok("doctor", "--json").json["sound"]


def test_words_are_shown_and_enter_leaves_them(named: Any) -> None:
    answer = named("erase", "--words", "Quorl", typed=[""])
    assert "Cy Fir, notes: works with Dr. Quorl" in " ".join(answer.out.split())
    assert "Nothing was changed" in answer.out
    assert "Quorl" in named.colleague("Cy")["notes"]


@pytest.mark.parametrize(
    "args", [("Ada", "--words", "Ada"), ("--words", "x"), ("--words", "Ada", "--label", "A7"), ("--words", " ")]
)
def test_one_thing_is_named_and_words_are_words(named: Any, refused: Callable[..., str], args: tuple[str, ...]) -> None:
    refused(2, "erase", *args, "--yes")


def test_the_same_name_of_somebody_else_is_asked_about(refer: Any) -> None:
    refer.ok("add-colleague", "Bob Elm", "--city", "Portland", "--state", "OR", "--yes")
    refer.ok("add-colleague", "Bob Elm", "--city", "Portland", "--state", "ME", "--again", "--yes")
    refer.ok("add-colleague", "Cy Fir", "--notes", "Knows Bob Elm.", "--yes")
    answer = refer.ok("erase", "1", "--yes", "--json").json
    assert (answer["unsure_left"], answer["same_name"]) == (1, [2])


def test_a_word_of_the_vocabularies_is_no_name(refer: Any) -> None:
    refer.ok("add-colleague", "Kim Kaiser", "--yes")
    refer.ok("add-colleague", "Cy Fir", "--panel", "Kaiser", "--language", "French", "--notes", "takes Kaiser", "--yes")
    refer.ok("erase", "Kim", "--yes", "--every-mention")
    assert [panel["name"] for panel in refer.colleague("Cy")["panels"]] == ["Kaiser"]
    assert refer.colleague("Cy")["notes"] == "takes (erased)"


def test_no_shared_file_tells_that_somebody_was_erased(refer: Any, tmp_path: Path) -> None:
    refer.ok("add-colleague", "Xanthippe Vrandle", "--yes")
    refer.ok(
        "add-colleague", "Cy Fir", "--practice", "Vrandle Center", "--street", "14 Vrandle Lane", "--city", "Denver",
        "--state", "CO", "--gender", "as Xanthippe", "--faith", "Vrandle", "--hours", "as Xanthippe Vrandle",
        "--contact-by", "ask Vrandle", "--notes", "Vrandle", "--do-not-refer", "Vrandle", "--yes",
    )  # fmt: skip
    refer.ok("erase", "Xanthippe", "--yes", "--every-mention")
    assert left(refer) == set()
    cy = refer.colleague("Cy")
    assert [cy[name] for name in ("practice", "street", "gender", "faith", "hours", "contact_by")] == [None] * 6
    assert (cy["notes"], cy["do_not_refer"], cy["city"]) == ("(erased)", "(erased)", "Denver")
    refer.ok("edit", "Cy", "--clear", "do-not-refer")
    for ending in ("csv", "vcf", "html"):
        file = tmp_path / f"shared.{ending}"
        refer.ok("export", str(file))
        assert "Fir" in file.read_text() and "erased" not in file.read_text()


def test_a_faith_that_is_a_name_as_well_names_nobody(refer: Any) -> None:
    refer.ok("add-colleague", "Christian Bell", "--yes")
    refer.ok("add-colleague", "Cy Fir", "--faith", "Christian", "--yes")
    refer.ok("erase", "Christian", "--yes", "--every-mention")
    assert refer.colleague("Cy")["faith"] == "Christian"


def test_the_preview_calls_a_tie_a_tie_and_a_receipt_is_never_written_over(
    refer: Any, tmp_path: Path, refused: Callable[..., str]
) -> None:
    refer.ok("add-colleague", "Ada Birch", "--yes")
    refer.ok("add-colleague", "Cy Fir", "--tie", "Ada Birch", "--yes")
    assert "Cy Fir, ties: Ada Birch" in refer("erase", "Ada", typed=[""]).out
    receipt = tmp_path / "receipt.txt"
    receipt.write_text("mine")
    said = refused(1, "erase", "Ada", "--yes", "--receipt", str(receipt))
    assert "choose another name" in said and "--force" not in said
