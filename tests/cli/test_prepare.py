"""`refer prepare`: the guide, the sheet and the letter, as a therapist calls for them."""

from __future__ import annotations

import email
import shlex
from collections.abc import Callable
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from prepared_books import prepared
from sheet_options import text_of

from refer_cli.handout.content import Option
from refer_cli.handout.guide import guide_for
from refer_cli.matching.reasons import REASONS

MOVING = ("prepare", "--reason", "moving", "--city", "Denver", "--need", "anxiety")
PRIVATE = ("Likes school refusal", "trust", "2026-11-02", "TUESDAY-GROUP", "SLOW-TO-ANSWER", "A-TAG", "Larkspur School")


@prepared
def book(two: Any) -> None:
    """Ada could be offered; Flo needs a call; Dot is marked. All have private notes."""
    two.ok("edit", "Ada Birch", "--group", "TUESDAY-GROUP", "--tag", "A-TAG", "--tie", "Larkspur School",
           "--accepting", "yes", "--in-person", "yes", "--telehealth", "yes", "--street", "1 Oak St")  # fmt: skip
    two.ok("add-colleague", "Dot Elm", "--city", "Denver", "--state", "CO", "--license-state", "CO", "--specialty",
           "anxiety", "--do-not-refer", "SLOW-TO-ANSWER", "--accepting", "yes", "--in-person", "yes")  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "papers"
    made.mkdir()
    return made


def test_the_guide_says_what_to_say_whom_to_offer_and_what_to_see_to(book: Any) -> None:
    said = " ".join(book.ok(*MOVING).out.split())
    for part in (
        "Moving · Denver, CO",
        "for your eyes", "Say openly", "In your words", "Better not", "How to offer Only Ada Birch fits",
        "Ada Birch, LMFT · 303-555-0101", "[ ] Keep seeing your client", "such as 2026-12-01",
        "NASW 1.16(c)*", "ACA A.4.b*, A.11.b*", "* reported", "Call or text 988",
    ):  # fmt: skip
        assert part in said, part


@pytest.mark.parametrize("slug", REASONS)
def test_every_reason_has_its_guide_for_a_named_colleague_with_no_other_option(book: Any, slug: str) -> None:
    said = " ".join(book.ok("prepare", "--reason", slug, "--colleague", "Ada Birch").out.split())
    guide = guide_for(REASONS[slug])
    for part in (guide.say, guide.why, *guide.sentences, *guide.avoid, guide.offer.one, "You named Ada Birch."):
        assert " ".join(part.split()) in said


@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_line_is_wider_than_the_screen(book: Any, width: int) -> None:
    for slug in REASONS:
        shown = book("prepare", "--reason", slug, "--colleague", "Ada Birch", "--colleague", "Dot Elm", width=width)
        assert max(map(len, shown.out.splitlines())) <= width


def test_a_reason_of_ones_own_has_the_guide_of_its_model(book: Any) -> None:
    book.ok("reasons", "add", "school-break", "--like", "moving")
    said = book.ok("prepare", "--reason", "school-break", "--city", "Denver", "--colleague", "ada", "--json").json
    assert said["guide"]["say"] == guide_for(REASONS["moving"]).say
    assert said["reason"] == "school-break"


def test_nobody_to_offer_is_refused_and_naming_somebody_is_the_way_out(book: Any, refused: Callable[..., str]) -> None:
    nobody = ("prepare", "--reason", "moving", "--city", "Denver", "--need", "PTSD")
    assert "Nobody in your book fits" in refused(1, *nobody)
    book.ok("add-colleague", "Pat Quince", "--city", "Denver", "--state", "CO")
    said = refused(1, *nobody)
    assert "without a call first" in said and "--colleague" in said
    assert "Pat Quince" in book.ok(*nobody, "--colleague", "pat").out


@pytest.mark.usefixtures("no_colleagues")
def test_an_empty_book_is_refused(refused: Callable[..., str]) -> None:
    assert "Nobody is in your book yet" in refused(1, *MOVING)


def test_a_hard_exclusion_is_loud_on_the_screen_and_never_on_the_sheet(book: Any, folder: Path) -> None:
    sheet = folder / "options.txt"
    answer = book.ok(*MOVING, "--colleague", "Dot Elm", "--colleague", "Flo Gum", "--sheet", str(sheet))
    assert "! Dot Elm: you marked: do not refer" in answer.out
    assert "! Flo Gum: " in answer.out
    said = sheet.read_text(encoding="utf-8")
    assert "Dot Elm" in said and "Flo Gum" in said
    assert "marked" not in said and "refer" not in said.replace("prefer", "") and "SLOW" not in said
    people = book.ok(*MOVING, "--colleague", "Dot Elm", "--json").json["people"]
    assert people[0]["warnings"] == ["you marked: do not refer"] and people[0]["ready"] is False


@pytest.mark.parametrize("ending", [".txt", ".md", ".html", ".pdf"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_sheet_holds_what_a_client_needs_and_nothing_private(
    book: Any, folder: Path, ending: str, language: str
) -> None:
    file = folder / f"options{ending}"
    book.ok(*MOVING, "--sheet", str(file), "--sheet-language", language)
    said = text_of(file.read_bytes(), ending).replace("\\", "")
    for part in ("Ada Birch", "LMFT", "Birch Counseling", "303-555-0101", "1 Oak St", "$150", "$90", "Aetna", "988"):
        assert part in said, part
    for part in PRIVATE:
        assert part not in said, part
    assert "Dot Elm" not in said and "Flo Gum" not in said
    assert file.stat().st_mode & 0o077 == 0


def test_a_large_print_pdf_is_longer(book: Any, folder: Path) -> None:
    small, large = folder / "small.html", folder / "large.html"
    book.ok(*MOVING, "--sheet", str(small))
    book.ok(*MOVING, "--sheet", str(large), "--large-print")
    assert "18pt" in large.read_text() and "18pt" not in small.read_text()


def test_no_file_is_written_over_and_none_is_written_when_one_may_not_be(
    book: Any, folder: Path, refused: Callable[..., str]
) -> None:
    sheet, letter = folder / "options.txt", folder / "letter.txt"
    letter.write_text("mine")
    assert "is there already" in refused(1, *MOVING, "--sheet", str(sheet), "--letter", str(letter))
    assert not sheet.exists() and letter.read_text() == "mine"
    book.ok(*MOVING, "--sheet", str(sheet), "--letter", str(letter), "--force")
    assert sheet.exists() and letter.read_text() != "mine"
    assert sorted(path.name for path in folder.iterdir()) == ["letter.txt", "options.txt"]


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--large-print",), 2, "goes with --sheet"),
        (("--sheet-language", "es"), 2, "goes with --sheet"),
        (("--sheet", "options.doc"), 2, ".pdf"),
        (("--sheet", "options"), 2, "no ending"),
        (("--sheet", "options.txt", "--large-print"), 2, "large print"),
        (("--sheet", "options.pdf", "--sheet-language", "xx"), 2, "en, es"),
        (("--sheet", "nowhere/options.pdf"), 1, "no folder"),
        (("--letter", "letter.pdf"), 2, ".eml"),
        (("--sheet", "one.txt", "--letter", "one.txt"), 2, "one file"),
        (("--consent", "2026-11-20"), 2, "goes with --letter"),
        (("--letter", "letter.txt", "--consent", "2026-11-25"), 2, "in the future"),
        (("--letter", "letter.txt", "--consent", "soon"), 2, "not an exact day"),
        (("--letter", "letter.txt", "--consent", "last month"), 2, "not an exact day"),
        (("--letter", "letter.txt", "--consent", "3 days ago"), 2, "not an exact day"),
        (("--give", "Jane Roe"), 2, "cannot be a client's label"),
        (("--give", "jane@example.com"), 2, "cannot be a client's label"),
        (("--colleague", "Nobody Here"), 1, "Nobody Here"),
    ],
)
def test_what_cannot_be_is_refused(
    book: Any, refused: Callable[..., str], options: tuple[str, ...], code: int, said: str, folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(folder)
    assert said in refused(code, *MOVING, *options)
    assert list(folder.iterdir()) == []


def test_a_letter_without_consent_holds_nothing_of_the_client(book: Any, folder: Path) -> None:
    file = folder / "letter.txt"
    answer = book.ok(*MOVING, "--insurance", "Aetna", "--soon", "--letter", str(file))
    said = file.read_text(encoding="utf-8")
    assert said.startswith("To: Ada Birch <ada.birch@example.com>\nSubject: May I send somebody your way?")
    for part in ("anxiety", "Denver", "Aetna", "moving", "client", "weeks", *PRIVATE):
        assert part not in said
    assert "no consent is given" in answer.out
    assert "Nothing was sent" in answer.out


def test_a_letter_with_consent_says_what_was_agreed(book: Any, folder: Path) -> None:
    file = folder / "letter.eml"
    book.ok(
        "init", "--name", "Rosa Linden", "--credential", "LPC", "--email", "rosa@example.com", "--phone", "303-555-0199"
    )
    book.ok(*MOVING, "--soon", "--letter", str(file), "--consent", "11/20/2026")
    message = email.message_from_bytes(file.read_bytes(), policy=default)
    assert message["X-Unsent"] == "1" and message["Date"] is None
    assert str(message["To"]) == "Ada Birch <ada.birch@example.com>"
    body = " ".join(message.get_body().get_content().split())
    for part in (
        "November 20, 2026",
        "Name: ____",
        "help with: anxiety",
        "They are moving",
        "next weeks",
        "Rosa Linden, LPC",
    ):
        assert part in body, part
    for part in ("Denver", *PRIVATE):
        assert part not in body, part


def test_each_colleague_gets_a_draft_of_their_own(book: Any, folder: Path) -> None:
    both = ("--colleague", "Ada Birch", "--colleague", "Dot Elm")
    for ending in ("eml", "txt"):
        book.ok(*MOVING, *both, "--letter", str(folder / f"letter.{ending}"))
        drafts = {path.name: path.read_text() for path in folder.glob(f"*.{ending}")}
        first, second = f"letter-1.{ending}", f"letter-2.{ending}"
        assert set(drafts) == {first, second}
        assert "Ada" in drafts[first] and "Dot" not in drafts[first]
        assert "Dot" in drafts[second] and "Ada" not in drafts[second]


def test_a_link_is_printed_whole_and_a_missing_address_is_said(book: Any) -> None:
    said = book.ok(*MOVING, "--colleague", "Ada Birch", "--colleague", "Dot Elm", "--mailto").out
    (link,) = (line.strip() for line in said.splitlines() if "mailto:" in line)
    assert link.startswith("mailto:ada.birch@example.com?subject=May%20I%20send%20somebody%20your%20way%3F&body=Dear")
    assert "To Dot Elm: no e-mail address is noted." in said


def test_the_json_keeps_what_a_client_may_read_apart(book: Any, folder: Path) -> None:
    sheet = folder / "options.html"
    said = book.ok(*MOVING, "--sheet", str(sheet), "--mailto", "--json").json
    assert said["schema"] == "refer.prepare/1"
    assert said["sheet"] == str(sheet) and said["sent"] is False
    (option,) = said["options"]
    assert tuple(option) == Option._fields
    assert option["name"] == "Ada Birch" and option["trained_in"] == ["anxiety"] and option["lowest_fee"] == 90
    assert not [part for part in PRIVATE if part in str(said["options"])]
    assert said["letters"][0]["mailto"].startswith("mailto:ada.birch@example.com")
    assert said["cautions"][0]["sections"][0].keys() == {"code", "edition", "section", "grade", "seen"}


def test_danger_comes_first_for_the_therapist_and_the_client(book: Any, folder: Path) -> None:
    book.ok("edit", "Ada Birch", "--specialty", "suicidal thoughts (trained)")
    sheet = folder / "options.txt"
    answer = book.ok("prepare", "--reason", "moving", "--city", "Denver", "--need", "suicidal", "--sheet", str(sheet))
    assert answer.out.strip().startswith("Danger today?")
    said = sheet.read_text(encoding="utf-8")
    assert said.index("988") < said.index("Ada Birch")


def test_nothing_is_stored_and_nothing_is_remembered(book: Any, folder: Path) -> None:
    before = book.book.read_bytes()
    book.ok(*MOVING, "--sheet", str(folder / "options.pdf"), "--letter", str(folder / "letter.eml"))
    assert book.book.read_bytes() == before


def test_what_is_missing_is_asked_for_on_a_terminal(book: Any) -> None:
    said = book("prepare", typed=["moving", "Denver"]).out
    assert "Moving · Denver, CO" in said
    assert "--reason is missing" in book("prepare").err


def test_a_page_is_made_without_a_reason_and_says_so(book: Any) -> None:
    assert "No reason is given" in book.ok("prepare", "--need", "anxiety", "--city", "Denver").out
    assert "No reason is given" in book.ok("prepare", "--colleague", "Ada Birch").out


def test_the_commands_that_follow_can_be_pasted(book: Any, folder: Path) -> None:
    lines = book.ok(*MOVING, "--colleague", "Ada Birch").out.replace("\\\n", " ").splitlines()
    commands = [" ".join(line.split()) for line in lines if "--sheet" in line or "--letter letter.eml" in line]
    assert commands == [
        'refer prepare --reason moving --city Denver --need anxiety --colleague "Ada Birch" --sheet options.pdf',
        'refer prepare --reason moving --city Denver --need anxiety --colleague "Ada Birch" --letter letter.eml',
    ]


def test_the_command_that_suggest_ends_with_writes_the_sheet_of_the_same_people(
    book: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    shown = book.ok("suggest", *MOVING[1:], "--insurance", "Aetna").out.replace("\\\n", " ")
    (command,) = (line for line in shown.splitlines() if "refer prepare" in line)
    book.ok(*shlex.split(command)[1:])
    said = text_of((folder / "options.pdf").read_bytes(), ".pdf")
    assert "Ada Birch" in said and "Takes Aetna" in said and "Flo Gum" not in said


@prepared
def alike(refer: Any) -> None:
    """Five equal colleagues, of whom suggest shows three: those least recently offered."""
    for name in ("Ann Able", "Bea Best", "Cam Cool", "Dan Dale", "Eve Ede"):
        refer.ok("add-colleague", name, "--city", "Denver", "--state", "CO", "--license-state", "CO", "--specialty",
                 "anxiety", "--accepting", "yes", "--in-person", "yes", "--telehealth", "yes")  # fmt: skip


@pytest.mark.parametrize("paper", [("--give", "A7"), ("--sheet", "one.txt"), ("--letter", "one.txt")])
def test_what_follows_is_for_the_very_people(
    alike: Any, folder: Path, monkeypatch: pytest.MonkeyPatch, paper: tuple[str, str]
) -> None:
    monkeypatch.chdir(folder)
    said = alike.ok(*MOVING, *paper).out.replace("\\\n", " ")
    commands = [" ".join(line.split()) for line in said.splitlines() if "refer prepare" in line]
    assert commands
    for command in commands:
        assert '--colleague "Ann Able" --colleague "Bea Best" --colleague "Cam Cool"' in command


def test_an_open_referral_keeps_its_people(alike: Any) -> None:
    def people(*more: str) -> list[str]:
        return [one["name"] for one in alike.ok(*MOVING, "--give", "A7", *more, "--json").json["people"]]

    first = people()
    assert people("--consent", "yesterday") == first
    assert "as offered" in " ".join(alike.ok(*MOVING, "--give", "A7").out.split())
    assert people("--colleague", "Eve Ede") == ["Eve Ede"]


def test_what_decides_is_asked_of_a_named_colleague_too(refer: Any) -> None:
    refer.ok("add-colleague", "Ana Line", "--city", "Denver", "--state", "CO", "--license-state", "CO", "--specialty",
             "anxiety", "--in-person", "yes", "--fee", "100")  # fmt: skip
    said = " ".join(
        refer.ok("prepare", "--reason", "cannot-afford", "--need", "anxiety", "--max-fee", "50", "--insurance", "Aetna",
                 "--city", "Denver", "--colleague", "ana").out.split()
    )  # fmt: skip
    assert "call before offering: is Ana in Aetna, able to see a client for $50, and taking clients?" in said


def test_an_old_consent_is_taken_and_remarked_on(book: Any, folder: Path) -> None:
    command = (*MOVING, "--letter", str(folder / "letter.txt"), "--force", "--consent")
    assert "more than a year old" in " ".join(book.ok(*command, "2020-01-01").out.split())
    assert "more than a year old" not in book.ok(*command, "11/20").out
    assert "November 23, 2026" in (book.ok(*command, "Yesterday") and (folder / "letter.txt").read_text())


def test_a_name_that_the_fonts_cannot_write_is_said_with_a_way_out(
    book: Any, folder: Path, refused: Callable[..., str]
) -> None:
    book.ok("add-colleague", "山田 花子", "--city", "Denver", "--state", "CO")
    named = (*MOVING, "--colleague", "Ada Birch", "--colleague", "山田 花子", "--sheet")
    said = refused(1, *named, str(folder / "options.pdf"))
    assert "山田 花子" in said and "Ada" not in said and "--sheet options.html" in said
    book.ok(*named, str(folder / "options.html"))
    assert "山田 花子" in (folder / "options.html").read_text(encoding="utf-8")


def test_prepare_notes_whom_it_offered_in_the_ledger(book: Any) -> None:
    answer = book.ok(*MOVING, "--give", "A7", "--consent", "2026-11-20", "--json")
    noted = answer.json["referral"]
    assert (noted["label"], noted["asks"]) == ("A7", "choice")
    offered = {one["id"] for one in answer.json["people"]}
    ledger = book.ok("ledger", "--json").json
    assert {one["id"] for one in ledger["colleagues"] if one["offered"] == 1} == offered
    due = book.ok("due", "--json").json["due"]
    assert [one["label"] for one in due if one["what"] == "outcome"] == ["A7"]
    book.ok("undo")
    assert book.ok("ledger", "--json").json["colleagues"] == []


def test_the_label_is_on_no_paper(book: Any, folder: Path) -> None:
    sheet, letter = folder / "options.html", folder / "letter.txt"
    answer = book.ok(
        *MOVING, "--give", "QXV-7", "--sheet", str(sheet), "--letter", str(letter), "--consent", "2026-11-20"
    )
    assert "QXV-7" in answer.out
    assert "QXV-7" not in sheet.read_text() + letter.read_text()


def test_who_is_marked_is_prepared_but_not_noted(book: Any, folder: Path) -> None:
    sheet = folder / "options.txt"
    answer = book("prepare", "--reason", "moving", "--colleague", "Dot Elm", "--give", "A7", "--sheet", str(sheet))
    assert answer.code == 1 and "not to refer to" in answer.err and "SLOW" not in answer.err
    assert not sheet.exists()
    assert book.ok("ledger", "--json").json["colleagues"] == []
