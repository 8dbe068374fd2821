"""`refer transition`: a whole caseload from its table to the screen, the plan and the sheets."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from prepared_books import prepared

BOOK = """\
name,credentials,specialties,populations,languages,panels,fee,fee_floor,sliding_slots,how_known,accepting,notes
Ada Birch,LMFT,anxiety (certified);grief (trained),adult;teen,English;Spanish,Aetna;Cigna,150,60,1,met,yes,Private
Flo Gum,LCSW,anxiety (trained);depression (trained),adult,English,Aetna,120,,,worked-with,yes,
Pat Quince,LPC,anxiety (trained),adult,English,Aetna,100,,,listed,yes,
Cleo Dogwood,PsyD,OCD (certified),adult,English,Aetna,200,,,listed,,
Dev Elm,LPC,trauma (trained),child,English,Cigna,90,,,met,yes,
"""
HEADER = "client,need,city,state,zip,insurance,max_fee,age_group,language"


@prepared
def practice(refer: Any) -> None:
    """A small book."""
    header, *people = BOOK.splitlines()
    rows = [f"{header},city,state,license_states,telehealth,in_person"]
    rows.extend(f"{person},Denver,CO,CO,yes,yes" for person in people)
    path = refer.book.parent / "book.csv"
    path.write_text("\n".join([*rows, ""]), encoding="utf-8")
    refer.ok("import", str(path))


@pytest.fixture
def caseload(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Writes a caseload; gives the name of its file, in the current folder."""
    monkeypatch.chdir(tmp_path)

    def write(*rows: str, header: str = HEADER) -> str:
        (tmp_path / "clients.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")
        return "clients.csv"

    return write


def firsts(found: Any) -> dict[str, str]:
    return {one["client"]: one["first"]["name"] for one in found["placed"]}


def test_a_row_is_scored_as_suggest_scores_it(practice: Any, caseload: Callable[..., str]) -> None:
    rows = {
        "A1": (",anxiety,Denver,CO,,,,adult,", ["self-pay-transition", "--leaving", "Aetna", "--age-group", "adult"]),
        "A2": (",anxiety,,,80202,Cigna,,,", ["insurance-change", "--insurance", "Cigna", "--zip", "80202"]),
        "A3": (",anxiety,Denver,CO,,,130,,", ["cannot-afford", "--max-fee", "130"]),
        "A4": (",anxiety,Denver,CO,,Cigna,70,,", ["insurance-change", "--insurance", "Cigna", "--max-fee", "70"]),
    }  # fmt: skip
    file = caseload(*(label + row for label, (row, _) in rows.items()))
    found = practice.ok("transition", "--leaving", "Aetna", file, "--at-most", "4", "--json").json
    assert [one["client"] for one in found["placed"]] == list(rows)
    for one in found["placed"]:
        options = rows[one["client"]][1]
        place = [] if "--zip" in options else ["--city", "Denver", "--state", "CO"]
        same = practice.ok("suggest", "--reason", *options, "--need", "anxiety", *place, "--limit", "9", "--json").json
        assert one["reason"] == options[0]
        best = same["candidates"][0]["score"]
        ready = [other for other in same["candidates"] if other["ready"] and best - other["score"] <= 0.25]
        assert one["first"] == {key: ready[0][key] for key in ("id", "name", "score")}
        assert one["second"] == ({key: ready[1][key] for key in ("id", "name", "score")} if ready[1:] else None)
    assert found["total"] == pytest.approx(sum(one["first"]["score"] for one in found["placed"]))


def test_nobody_gets_more_than_the_openings(practice: Any, caseload: Callable[..., str]) -> None:
    file = caseload(*(f"A{number},anxiety,Denver,CO,,,,adult," for number in range(1, 8)))
    one = practice.ok("transition", "--leaving", "Aetna", file, "--at-most", "1", "--json").json
    assert firsts(one) == {"A1": "Ada Birch", "A2": "Flo Gum", "A3": "Pat Quince"}
    assert [left["gap"]["kind"] for left in one["unplaced"]] == ["openings"] * 4
    assert one["unplaced"][0]["why"].startswith("whoever fits has no opening left: Ada Birch, Flo Gum and Pat Quince")
    assert [other["name"] for other in one["placed"][2]["passed_over"]] == ["Ada Birch", "Flo Gum"]
    usual = practice.ok("transition", "--leaving", "Aetna", file, "--json").json
    assert [len(load["clients"]) for load in usual["colleagues"]] == [3, 3, 1]
    assert "3 clients a colleague" in usual["assumptions"][-1]
    assert one["total"] < usual["total"]


def test_a_sliding_place_goes_to_one_client_only(practice: Any, caseload: Callable[..., str]) -> None:
    file = caseload("A1,grief,Denver,CO,,,70,,", "A2,grief,Denver,CO,,,80,,", "A3,grief,Denver,CO,,,150,,")
    found = practice.ok("transition", "--leaving", "Aetna", file, "--json").json
    assert firsts(found) == {"A1": "Ada Birch", "A3": "Ada Birch"}
    assert found["colleagues"][0]["sliding"] == 1
    assert found["colleagues"][0]["sliding_places"] == 1
    file = caseload("A1,grief,Denver,CO,,,70,,", "A2,grief,Denver,CO,,,80,,")
    assert "Ada Birch   the 1 sliding place: A1" in practice.ok("transition", "--leaving", "Aetna", file).out
    practice.ok("edit", "Ada Birch", "--sliding-slots", "2")
    assert "Ada Birch   2 of 2 sliding places: A1, A2" in practice.ok("transition", "--leaving", "Aetna", file).out
    practice.ok("edit", "Ada Birch", "--sliding-slots", "1")
    said = practice.ok("transition", "--leaving", "Aetna", file, "--at-most", "5").out
    assert "2 on the sliding scale, where your book knows of 1: ask" in " ".join(said.split())


def test_who_cannot_be_placed_is_told_why_and_what_is_missing(practice: Any, caseload: Callable[..., str]) -> None:
    file = caseload("B1,OCD,Denver,CO,,,,,", "B2,anxiety,Cheyenne,WY,,,,,", "B3,trauma,Denver,CO,,,,child,")
    found = practice.ok("transition", "--leaving", "Aetna", file, "--json").json
    assert found["placed"] == [] and found["total"] == 0
    call, place, panel = found["unplaced"]
    assert call["calls"] == [{"id": 4, "name": "Cleo Dogwood", "ask": ["taking clients"]}]
    assert call["why"] == "nobody can be offered without a call first: Cleo Dogwood (taking clients?)"
    assert place["why"] == "nobody fits: without Cheyenne, WY, 3 could see this client"
    assert (place["gap"]["kind"], place["near_miss"]["relax"][:8]) == ("place", "--radius")
    assert panel["gap"] == {"kind": "panel", "name": "Aetna", "known": 4}
    assert (panel["near_miss"]["name"], panel["near_miss"]["why"]) == ("Dev Elm", "not in Aetna")
    screen = practice.ok("transition", "--leaving", "Aetna", file).out
    assert "panel         Aetna (B3)" in screen and "place         Cheyenne, WY (B2)" in screen


def test_the_screen_explains_and_proposes(practice: Any, caseload: Callable[..., str]) -> None:
    file = caseload("A1,anxiety,Denver,CO,,,,,", "A2,anxiety,Denver,CO,,,,,", "A3,suicidal,Denver,CO,,,,,")
    answer = practice.ok("transition", "--leaving", "aetna", file, "--at-most", "1")
    assert all(len(line) <= 80 for line in answer.out.splitlines())
    said = " ".join(answer.out.split())
    assert said.startswith("Danger today? Call or text 988, or call 911: not a referral. (A3)")
    assert "Leaving Aetna: 3 clients" in said
    assert "better fit, no opening left: Ada Birch" in said
    assert "Keep seeing each client until the first session elsewhere is held." in said
    assert "--explain A2" in said
    explained = " ".join(
        practice.ok("transition", "--leaving", "Aetna", file, "--at-most", "1", "--explain", "a2").out.split()
    )
    assert "A2 · I am leaving a panel" in explained
    assert "Flo Gum, LCSW first choice" in explained and "Ada Birch, LMFT second" not in explained
    assert "Ada Birch fits better (0.9" in explained and "the openings go to A1" in explained
    assert "suggest --reason self-pay-transition --leaving Aetna" in explained


def test_whom_to_meet_and_whom_to_tell(practice: Any, caseload: Callable[..., str]) -> None:
    practice.ok("edit", "Pat Quince", "--tag", "supervisee")
    practice.ok("init", "--name", "Rosa Linden", "--practice", "Linden Practice", "--city", "Denver", "--state", "CO")
    file = caseload("A1,anxiety,,,,,,,", "A2,anxiety,,,,,,,", "A3,anxiety,,,,,,,")
    found = practice.ok("transition", "--leaving", "Aetna", file, "--at-most", "1", "--json").json
    assert "Meet first, before you offer: Pat Quince." in found["care"]
    assert any(line.startswith("Tell A3 that you supervise") for line in found["care"])
    assert found["assumptions"] == ["No place is given: your own is taken, Denver, CO (3 clients)."]


def test_the_plan_as_a_table(practice: Any, caseload: Callable[..., str], tmp_path: Path) -> None:
    file = caseload("A1,anxiety,Denver,CO,,,,,", "B9,OCD,Denver,CO,,,,,", "A2,anxiety,Denver,CO,,,,,")
    plan = tmp_path / "plan.csv"
    practice.ok("transition", "--leaving", "Aetna", file, "--csv", str(plan))
    with plan.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))
    assert [row["client"] for row in rows] == ["A1", "B9", "A2"]
    assert (rows[0]["first"], rows[0]["second"], rows[0]["not_placed_because"]) == ("Ada Birch", "Flo Gum", "")
    assert rows[1]["first"] == "" and rows[1]["missing"] == "call: OCD · Aetna · Denver, CO"
    assert plan.stat().st_mode & 0o077 == 0


def test_a_sheet_for_each_client_in_their_language(practice: Any, caseload: Callable[..., str], tmp_path: Path) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    file = caseload("C-1,anxiety,Denver,CO,,,,,", "C-2,anxiety,Denver,CO,,,,,Spanish", "C-3,OCD,Denver,CO,,,,,")
    folder = tmp_path / "sheets"
    found = practice.ok("transition", "--leaving", "Aetna", file, "--sheets", str(folder), "--json").json
    assert found["sheets"] == [str(folder / "sheet-001.pdf"), str(folder / "sheet-002.pdf")]
    assert found["sheets_key"] == str(folder / "index.csv")
    with (folder / "index.csv").open(encoding="utf-8-sig", newline="") as text:
        whose = {row["client"]: row["sheet"] for row in csv.DictReader(text)}
    assert whose == {"C-1": "sheet-001.pdf", "C-2": "sheet-002.pdf"}
    assert (folder / "index.csv").stat().st_mode & 0o077 == 0
    read = {}
    for label in ("C-1", "C-2"):
        content = (folder / whose[label]).read_bytes()
        pdf = PdfReader(BytesIO(content))
        read[label] = "".join(page.extract_text() for page in pdf.pages)
        # Nothing on the sheet, nor in what a program shows of it, tells whose it is.
        assert label not in read[label] and label not in str(pdf.metadata) and label.encode() not in content
        assert "Private remark" not in read[label]
    assert "Flo Gum" in read["C-1"] and "Flo Gum" not in read["C-2"] and "Ada Birch" in read["C-2"]
    assert "988" in read["C-1"] and "español" in read["C-2"]


def test_nothing_is_kept_and_nothing_is_remembered(practice: Any, caseload: Callable[..., str]) -> None:
    before = practice.book.read_bytes()
    practice.ok("transition", "--leaving", "Aetna", caseload("A1,anxiety,Denver,CO,,,,,"))
    assert practice.book.read_bytes() == before


@pytest.mark.usefixtures("no_colleagues")
def test_an_empty_book_is_refused(refused: Callable[..., str], caseload: Callable[..., str]) -> None:
    said = refused(1, "transition", "--leaving", "Aetna", caseload("A1,anxiety,Denver,CO,,,,,"))
    assert "Nobody is in your book yet" in said and "refer import" in said


def test_a_waitlist_is_no_opening_and_is_said_where_it_is_counted_in(
    practice: Any, caseload: Callable[..., str], tmp_path: Path
) -> None:
    for name in ("Flo Gum", "Pat Quince"):
        practice.ok("archive", name)
    practice.ok("edit", "Ada Birch", "--accepting", "waitlist until 2027-01")
    file = caseload("A1,anxiety,Denver,CO,,,,,")
    none = practice.ok("transition", "--leaving", "Aetna", file, "--json").json
    (left,) = none["unplaced"]
    assert left["why"].startswith("whoever fits has a waitlist: Ada Birch (waitlist until 2027-01)")
    assert left["gap"]["kind"] == "openings"
    assert any(line.startswith("A waitlist is no opening: Ada Birch") for line in none["assumptions"])
    plan = tmp_path / "plan.csv"
    answer = practice.ok("transition", "--leaving", "Aetna", file, "--at-most", "1", "--csv", str(plan))
    said = " ".join(answer.out.split())
    assert "A waitlist is counted in, as --at-most says: Ada Birch (waitlist until 2027-01)" in said
    assert "Ada Birch: waitlist until 2027-01" in said and "how long is the wait now?" in said
    assert "waitlist until 2027-01: how long is the wait now?" in plan.read_text(encoding="utf-8-sig")


def test_a_panel_that_nobody_is_known_to_be_in_is_the_gap(practice: Any, caseload: Callable[..., str]) -> None:
    practice.ok("add-colleague", "Clove Ashdown", "--city", "Denver", "--state", "CO")
    found = practice.ok("transition", "--leaving", "Molina", caseload("A1,anxiety,Denver,CO,,,,,"), "--json").json
    assert found["unplaced"][0]["gap"] == {"kind": "panel", "name": "Molina", "known": 0}
    assert found["unplaced"][0]["why"].startswith(
        "nobody whom you could offer is known to be in Molina; call first: Clove"
    )
    assert "Nobody in your book is known to be in Molina." in found["assumptions"]
    known = practice.ok("transition", "--leaving", "Aetna", caseload("A1,gambling,Denver,CO,,,,,"), "--json").json
    assert known["unplaced"][0]["gap"] == {"kind": "need", "name": "gambling", "known": 0}
    assert not any("known to be in" in line for line in known["assumptions"])


def test_a_second_choice_close_to_me_is_declared_by_name(practice: Any, caseload: Callable[..., str]) -> None:
    practice.ok("edit", "Flo Gum", "--tag", "supervisee")
    file = caseload("A1,anxiety,Denver,CO,,,,,")
    found = practice.ok("transition", "--leaving", "Aetna", file, "--json").json
    assert found["placed"][0]["second"]["name"] == "Flo Gum"
    assert "Tell A1 that you supervise or employ Flo Gum." in found["care"]


def test_a_name_that_the_fonts_cannot_write_stops_no_caseload(
    practice: Any, caseload: Callable[..., str], tmp_path: Path
) -> None:
    practice.ok("add-colleague", "山田 花子", "--city", "Denver", "--state", "CO", "--license-state", "CO",
                "--telehealth", "yes", "--accepting", "yes", "--specialty", "OCD (certified)", "--panel", "Aetna",
                "--how-known", "met")  # fmt: skip
    file = caseload("C-1,anxiety,Denver,CO,,,,,", "C-2,OCD,Denver,CO,,,,,")
    folder = tmp_path / "sheets"
    answer = practice.ok("transition", "--leaving", "Aetna", file, "--sheets", str(folder))
    assert sorted(path.name for path in folder.iterdir()) == ["index.csv", "sheet-001.pdf", "sheet-002.html"]
    said = " ".join(answer.out.split())
    assert "The sheet of C-2 is written as .html" in said and "山田 花子" in said
    assert "switch off its headers and footers" in said and "index.csv does: it is for you alone" in said
    assert "山田 花子" in (folder / "sheet-002.html").read_text(encoding="utf-8")
    found = practice.ok("transition", "--leaving", "Aetna", file, "--sheets", str(folder), "--force", "--json").json
    assert found["sheets_as_html"] == [{"client": "C-2", "colleagues": ["山田 花子"]}]


@pytest.mark.parametrize("cell", ["anxiety;depression", '"anxiety, depression"', "anxiety and depression"])
def test_several_values_of_a_cell_are_parted(practice: Any, caseload: Callable[..., str], cell: str) -> None:
    file = caseload(f"A1,{cell},Denver,CO,,,,,")
    screen = practice.ok("transition", "--leaving", "Aetna", file, "--explain", "A1").out
    assert "anxiety · depression" in " ".join(screen.split())


def test_every_wrong_cell_is_named_before_anything_is_written(
    practice: Any, caseload: Callable[..., str], refused: Callable[..., str], tmp_path: Path
) -> None:
    file = caseload(
        "A1,anxiety,Dnver,,,,abc,martian,",
        "A2,,Denver,CO,2139,cash,,,",
        "A1,,,,,,,,",
        "A3,,Denver,ORR,,,,,",
        "A4,,,,,,-5,,",
        "A5,,Dnver,CO,,,,,",
    )
    plan = tmp_path / "plan.csv"
    said = refused(1, "transition", "--leaving", "Aetna", file, "--csv", str(plan))
    for part in (
        "9 things are wrong in clients.csv", 'row 2, city: I know no city "Dnver" (did you mean Denver, CO?',
        'row 2, max_fee: "abc"', 'row 2, age_group: "martian" is none of', 'row 3, insurance: "cash" is no panel',
        'row 3, zip: "2139"', "row 4, client: the same label as in row 2", 'row 5, state: I know no state "ORR"',
        "row 6, max_fee:", 'row 7, city: I know no city "Dnver" in CO',
    ):  # fmt: skip
        assert part in said, (part, said)
    assert "--" not in said and not plan.exists()


def test_refusals(practice: Any, caseload: Callable[..., str], refused: Callable[..., str], tmp_path: Path) -> None:
    file = caseload("A1,anxiety,Denver,CO,,,,,")
    assert "--leaving is missing" in refused(2, "transition", file)
    assert "is no panel" in refused(2, "transition", "--leaving", "self-pay", file)
    for number in ("0", "x", "1001", "1.5"):
        assert "--at-most" in refused(2, "transition", "--leaving", "Aetna", file, "--at-most", number)
    assert "no file" in refused(1, "transition", "--leaving", "Aetna", str(tmp_path / "none.csv"))
    assert "No client of that label" in refused(1, "transition", "--leaving", "Aetna", file, "--explain", "A9")
    taken = tmp_path / "taken.csv"
    taken.write_text("mine", encoding="utf-8")
    for target, what in (
        (taken, "there already"), (Path(file), "is the caseload itself"), (tmp_path / "plan.pdf", "no name for a CSV"),
        (tmp_path / "no" / "plan.csv", "no folder"),
    ):  # fmt: skip
        assert what in refused(1, "transition", "--leaving", "Aetna", file, "--csv", str(target))
    assert "not empty" in refused(1, "transition", "--leaving", "Aetna", file, "--sheets", str(tmp_path))
    assert "is a file" in refused(1, "transition", "--leaving", "Aetna", file, "--sheets", str(taken))
    assert taken.read_text(encoding="utf-8") == "mine"
    practice.ok("transition", "--leaving", "Aetna", file, "--csv", str(taken), "--force")
    assert taken.read_text(encoding="utf-8-sig").startswith("client,")


def test_a_further_need_that_is_not_known_is_left_out_aloud(practice: Any, caseload: Callable[..., str]) -> None:
    file = caseload("A1,anxiety and glorp,Denver,CO,,,,,", "A2,anxiety and glorp,Denver,CO,,,,,")
    said = " ".join(practice.ok("transition", "--leaving", "Aetna", file).out.split())
    assert '"glorp" is no need I know: left out of the ranking (2 clients).' in said


def test_the_panel_is_asked_for_on_a_terminal(practice: Any, caseload: Callable[..., str]) -> None:
    answer = practice("transition", caseload("A1,anxiety,Denver,CO,,,,,"), typed=["Aetna"])
    assert answer.code == 0 and "Leaving Aetna: 1 client" in answer.out


def test_the_file_and_the_panel_are_asked_for_on_a_terminal(practice: Any, caseload: Callable[..., str]) -> None:
    file = caseload("A1,anxiety,Denver,CO,,,,,")
    answer = practice("transition", typed=[file, "Aetna"])
    assert answer.code == 0 and "Leaving Aetna: 1 client" in answer.out
    missing = practice("transition")
    assert missing.code == 2 and "CLIENTS.csv is missing" in missing.err


def test_what_is_no_caseload_is_refused_in_the_words_of_a_caseload(
    practice: Any, refused: Callable[..., str], tmp_path: Path
) -> None:
    empty, blank, binary = (tmp_path / name for name in ("empty.csv", "blank.csv", "binary.csv"))
    empty.write_bytes(b"")
    blank.write_bytes(b"\n\n \n")
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    for file in (empty, blank):
        said = refused(1, "transition", "--leaving", "Aetna", str(file))
        assert "client, need, city, state, zip" in said and "name, city" not in said
    for file, what in ((binary, "not a text file"), (tmp_path, "is a folder")):
        said = refused(1, "transition", "--leaving", "Aetna", str(file))
        assert what in said and "import" not in said and "colleagues.csv" not in said


def test_what_is_missing_is_added_up_over_clients(practice: Any, caseload: Callable[..., str]) -> None:
    file = caseload(
        "A1,anxiety,Denver,CO,,,,,", "A2,anxiety,Denver,CO,,,,adult,", "A3,anxiety,Aurora,CO,,,,,",
        "A4,anxiety,Denver,CO,,,,,", "A5,anxiety,Aurora,CO,,,,,", "A6,grief,Denver,CO,,,,,",
    )  # fmt: skip
    command = ("transition", "--leaving", "Aetna", file, "--at-most", "1")
    found = practice.ok(*command, "--json").json
    gaps = [(gap["kind"], gap["name"], len(gap["clients"])) for gap in found["gaps"]]
    left = [one["client"] for one in found["unplaced"]]
    assert gaps[0] == ("openings", "anxiety", len([label for label in left if label != "A6"])) and gaps[0][2] > 1
    assert {"name": "Aetna", "times": gaps[0][2]} in found["gaps"][0]["asked"]
    assert sorted(label for gap in found["gaps"] for label in gap["clients"]) == sorted(left)
    assert f"openings      {gaps[0][2]}: anxiety; Aetna ({gaps[0][2]})" in practice.ok(*command).out


def test_a_plan_whose_sheets_cannot_be_written_is_not_written_either(
    practice: Any, caseload: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from refer_cli.errors import Refused
    from refer_cli.services import writing_files

    def full(file: Path, temporary: Path, content: bytes) -> None:
        if file.suffix == ".pdf":
            raise Refused(f"{file} cannot be written: No space left on device.", "make room")
        temporary.write_bytes(content)

    monkeypatch.setattr(writing_files, "_fill", full)
    file = caseload("A1,anxiety,Denver,CO,,,,,")
    before = sorted(path.name for path in tmp_path.iterdir())
    answer = practice("transition", "--leaving", "Aetna", file, "--csv", "plan.csv", "--sheets", "new/sheets")
    assert answer.code == 1 and "No space left" in answer.err
    assert sorted(path.name for path in tmp_path.iterdir()) == before
