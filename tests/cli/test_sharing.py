"""`refer export`: what may be shared in every form, nothing private in any, and what comes back in."""

from __future__ import annotations

import csv
import io
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from prepared_books import prepared

from refer_cli.fields.catalogue import FIELDS, SELF_DESCRIBED, SHARED
from refer_cli.services import exporting

FORMS = ("csv", "xlsx", "vcf", "html", "pdf")
SECRET = "Xyzzy"
PRIVATE = (
    "--trust", "2", "--how-known", "worked-with", "--first-met", "2021-03-04", "--last-contact", "2022-05-06",
    "--introduced-by", f"{SECRET} Introducer", "--group", f"{SECRET} circle", "--follow", f"{SECRET} list",
    "--tie", f"{SECRET} School", "--notes", f"{SECRET} is slow to answer", "--tag", f"{SECRET}-tag",
    "--gender", f"{SECRET}gender", "--faith", f"{SECRET}faith", "--identity", f"{SECRET}identity",
)  # fmt: skip
TOLD = ("2021-03-04", "2022-05-06", "worked-with", "worked with", SECRET)
ADA = (
    "add-colleague", "Ada Birch", "--credential", "LMFT", "--pronouns", "she/her", "--practice", "Birch; Sons, <b>",
    "--npi", "1234567893", "--email", "ada.birch@example.com", "--phone", "303-555-0101 x12", "--website",
    "https://birch.example.com", "--street", "2210 Example St", "--city", "Denver", "--state", "CO", "--zip", "80205",
    "--license-state", "CO", "--authority", "PSYPACT APIT", "--telehealth", "yes", "--in-person", "no",
    "--accepting", "waitlist until 2027-03", "--hours", "=1+1 evenings", "--contact-by", "text first",
    "--access", "step-free", "--specialty", "anxiety (certified)", "--specialty", "grief", "--approach", "EMDR",
    "--population", "adult", "--language", "Spanish", "--style", "warm", "--panel", "Aetna (full)",
    "--panel", "Medicaid (no)", "--fee", "150", "--fee-floor", "90", "--sliding-slots", "2", "--pro-bono", "yes",
    "--as-of", "2026-02-03", *PRIVATE,
)  # fmt: skip
FIRM = ("--city", "Denver", "--state", "CO", "--phone", "303-555-0199")


@prepared
def team(refer: Any) -> None:
    """Ada with a value in every field, Żofia with next to none, one not to refer to and one archived."""
    refer.ok(*ADA)
    refer.ok("verify", "Ada Birch", "--fee", "150")
    refer.ok("add-colleague", "Żofia van der Berg", "--city", "Austin", "--state", "TX", "--phone", "512-555-0107")
    refer.ok("add-colleague", "Barred Person", *FIRM, "--do-not-refer", f"{SECRET} reason")
    refer.ok("add-colleague", "Archived Person", *FIRM)
    refer.ok("archive", "Archived Person")


def _text(file: Path) -> str:
    """Everything that a file says, properties and hidden parts included."""
    if file.suffix == ".xlsx":
        with zipfile.ZipFile(file) as parts:
            return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    if file.suffix == ".pdf":
        reader = pypdf.PdfReader(file)
        return "\n".join([*(page.extract_text() for page in reader.pages), str(reader.metadata)])
    return file.read_text("utf-8").replace("\n ", "").replace("\r", "")


def test_every_field_is_private_self_described_or_shared() -> None:
    private = {field.name for field in FIELDS if field.private}
    assert private == {
        "how_known", "trust", "first_met", "last_contact", "introduced_by", "groups", "follows", "ties", "notes",
        "tags", "do_not_refer",
    }  # fmt: skip
    assert set(SHARED) == {field.name for field in FIELDS} - private - set(SELF_DESCRIBED)


@pytest.mark.parametrize("form", FORMS)
def test_nothing_private_is_in_a_file_to_share(team: Any, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"team.{form}"
    said = team.ok("export", str(file), "--title", "Our team").out
    assert "Wrote 2 colleagues" in said and "Nothing private is in it" in said
    assert "Barred" not in said and "Archived Person" not in said
    text = _text(file)
    for part in (*TOLD, "Barred", "Archived Person", "trust", "do_not_refer"):
        assert part not in text, part
    assert "303-555-0101" in text and "ada.birch@example.com" in text and "Żofia" in text
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("form", ["vcf", "html", "pdf"])
def test_people_read_the_facts_in_words(team: Any, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"team.{form}"
    team.ok("export", str(file))
    text = " ".join(_text(file).replace("\\", "").replace("</dt><dd>", " ").split())
    for words in ("anxiety (certified), grief", "Aetna (full); not Medicaid (as of February 2026)", "EMDR",
                  "waitlist until March 2027 (as of February 2026)", "$150; lowest $90 (as of February 2026)",
                  "2 sliding places open", "some pro bono", "by video only", "CO; PSYPACT APIT", "Spanish",
                  "text first"):  # fmt: skip
        assert words in text, words


@pytest.mark.parametrize("form", ["vcf", "html", "pdf"])
def test_panels_confirmed_one_by_one_are_of_that_day_in_every_form(team: Any, tmp_path: Path, form: str) -> None:
    for panel, words in (
        ("Medicaid (no)", "Aetna (full, as of February 2026); not Medicaid"),
        ("Aetna", "Aetna (full); not Medicaid"),
    ):
        team.ok("verify", "Ada", "--panel", panel)
        file = tmp_path / f"{len(words)}.{form}"
        team.ok("export", str(file))
        text = " ".join(_text(file).replace("\\", "").replace("</dt><dd>", " ").split())
        (_, said) = text.split("Insurance", 1)
        assert said.removeprefix(":").strip().startswith(words)
        assert not said.removeprefix(":").strip().removeprefix(words).startswith(" (as of")


@pytest.mark.parametrize("form", ["csv", "xlsx", "vcf"])
def test_a_shared_file_comes_back_with_every_fact_and_its_day(team: Any, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"team.{form}"
    team.ok("export", str(file))
    before = {card["name"]: card for card in team.ok("list", "--json").json["colleagues"]}
    team.book.unlink()
    read = team.ok("import", str(file), "--json").json
    assert (read["read"], read["added"], read["not_understood"], read["skipped"]) == (2, 2, [], [])
    after = {card["name"]: card for card in team.ok("list", "--json").json["colleagues"]}
    kept = [*SHARED, "panels_denied", "as_of", "confirmed"]
    for name in ("Ada Birch", "Żofia van der Berg"):
        assert {field: after[name].get(field) for field in kept} == {field: before[name].get(field) for field in kept}
        assert all(after[name][field.name] is None for field in FIELDS if field.private and field.name != "how_known")
    again = team.ok("import", str(file), "--json").json
    assert (again["unchanged"], again["updated"], again["added"]) == (2, 0, 0)


def test_a_contact_that_was_changed_on_a_telephone_brings_the_change(team: Any, tmp_path: Path) -> None:
    file = tmp_path / "team.vcf"
    team.ok("export", str(file), "--city", "Denver")
    text = file.read_bytes().decode()
    assert "TEL;TYPE=WORK,VOICE:303-555-0101\\;ext=12" in text
    text = text.replace("303-555-0101\\;ext=12", "303-555-0144").replace("NOTE:", "NOTE:Met at the fair.\\n")
    file.write_bytes(text.encode())
    team.book.unlink()
    team.ok("import", str(file))
    card = team.colleague("Ada")
    assert (card["phone"], card["notes"], card["tags"]) == ("303-555-0144", "Met at the fair.", None)
    assert all(len(line.encode()) <= 75 for line in text.splitlines() if not line.startswith("NOTE"))


def test_in_the_book_that_it_is_from_a_shared_file_changes_nothing(team: Any, tmp_path: Path) -> None:
    before = team.ok("list", "--all", "--json").out
    for form in ("csv", "xlsx", "vcf"):
        team.ok("export", str(tmp_path / f"team.{form}"))
        read = team.ok("import", str(tmp_path / f"team.{form}"), "--json").json
        assert read["unchanged"] == 2, (form, read)
    assert team.ok("list", "--all", "--json").out == before


@pytest.mark.parametrize("field", [field.name for field in FIELDS if field.name not in SHARED])
def test_no_order_tells_what_is_not_shared(team: Any, tmp_path: Path, field: str) -> None:
    for form in ("csv", "vcf", "html"):
        answer = team("export", str(tmp_path / f"team.{form}"), "--sort", field, "--reverse")
        assert answer.code == 2 and f"would tell what is not shared: {field}" in answer.err
        assert "export --private" in answer.err and "--sort name" in answer.err
    assert team("export", "-", "--sort", field).out == ""
    team.ok("export", "--private", str(tmp_path / "book.csv"), "--sort", field)
    assert [file.name for file in tmp_path.glob("*.*") if file.suffix in (".csv", ".vcf", ".html")] == ["book.csv"]


def test_what_the_file_says_itself_may_order_it(team: Any, tmp_path: Path) -> None:
    team.ok("export", str(tmp_path / "team.csv"), "--columns", "faith", "--sort", "faith")
    team.ok("export", str(tmp_path / "family.csv"), "--sort", "family")


def test_who_was_chosen_by_what_is_not_shared_is_said(team: Any, tmp_path: Path) -> None:
    said = " ".join(team.ok("export", str(tmp_path / "a.csv"), "--trust", "2", "--tag", f"{SECRET}-tag").out.split())
    assert "But you chose them by" in said and "trust" in said and "tags" in said
    told = team.ok("export", str(tmp_path / "b.csv"), "--faith", f"{SECRET}faith", "--city", "Denver", "--json").json
    assert told["chosen_by"] == ["faith"]
    assert "you chose" not in team.ok("export", str(tmp_path / "c.csv"), "--city", "Denver").out


def test_a_private_file_is_in_the_order_that_was_asked_for(team: Any, tmp_path: Path) -> None:
    team.ok("edit", "Żofia", "--trust", "1")
    team.ok("export", "--private", str(tmp_path / "book.csv"), "--sort", "trust")
    rows = list(csv.DictReader((tmp_path / "book.csv").open(encoding="utf-8-sig")))
    assert [row["trust"] for row in rows] == ["1", "2", "", ""]


def test_without_a_file_export_says_what_one_may_be(team: Any) -> None:
    answer = team("export")
    assert answer.code == 2 and ".csv, .xlsx, .vcf, .html, .pdf" in answer.err
    assert "for example refer export team.pdf" in answer.err


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("my list", "my-list.pdf"),
        ("sh/../x", "x.pdf"),
        (".team", "team.pdf"),
        ("con", "con-1.pdf"),
        ("$(id).doc", "id.pdf"),
    ],
)
def test_a_file_that_cannot_be_written_is_answered_with_a_name_that_can(team: Any, typed: str, proposed: str) -> None:
    answer = team("export", typed)
    assert answer.code == 2
    assert f"for example refer export {proposed}" in answer.err


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_private_file_is_the_whole_book(team: Any, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"book.{form}"
    assert "keep it as safe as your book" in " ".join(team.ok("export", "--private", str(file)).out.split())
    assert file.stat().st_mode & 0o077 == 0
    before = team.ok("list", "--all", "--json").json
    team.book.unlink()
    team.ok("import", str(file))
    assert team.ok("list", "--all", "--json").json == before
    team.book.unlink()
    assert team.ok("import", str(file), "--dry-run", "--json").json["added"] == 4


def test_export_takes_the_filters_of_list(team: Any, tmp_path: Path) -> None:
    file = tmp_path / "some.csv"
    said = team.ok("export", str(file), "--insurance", "Aetna (full)", "--need", "grief", "--max-fee", "90",
                   "--columns", "phone,city,faith", "--json").json  # fmt: skip
    assert said == {
        "schema": "refer.export/1", "file": str(file), "colleagues": 1, "left_out": 0, "private": False,
        "chosen_by": [],
        "fields": ["name", "phone", "city", "faith"],
    }  # fmt: skip
    rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))
    assert rows == [
        ["name", "phone", "city", "faith", "as_of"],
        ["Ada Birch", "303-555-0101, ext 12", "Denver", f"{SECRET}faith", "2026-02-03"],
    ]
    team.ok("export", "--private", str(tmp_path / "few.csv"), "--city", "denver")
    names = [row[1] for row in csv.reader(io.StringIO((tmp_path / "few.csv").read_text("utf-8-sig")))]
    assert names == ["name", "Ada Birch", "Archived Person", "Barred Person"]


def test_the_workbook_is_for_people(team: Any, tmp_path: Path) -> None:
    team.ok("export", str(tmp_path / "team.xlsx"))
    sheet = openpyxl.load_workbook(tmp_path / "team.xlsx").active
    assert sheet is not None and sheet.freeze_panes == "B2" and sheet["A1"].font.b
    heads = {str(cell.value): cell.column_letter for cell in sheet[1]}
    assert (sheet[heads["phone"] + "2"].value, sheet[heads["phone"] + "2"].data_type) == ("303-555-0101, ext 12", "s")
    assert (sheet[heads["zip"] + "2"].value, sheet[heads["npi"] + "2"].value) == ("80205", "1234567893")
    assert (sheet[heads["fee"] + "2"].value, sheet[heads["fee"] + "2"].data_type) == (150, "n")
    assert (sheet[heads["hours"] + "2"].value, sheet[heads["hours"] + "2"].data_type) == ("=1+1 evenings", "s")
    assert sheet[heads["hours"] + "2"].quotePrefix
    assert sheet.column_dimensions[heads["email"]].width > len("ada.birch@example.com")


class _Outside(HTMLParser):
    """What a page would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name: value or "" for name, value in attrs}
        if tag in ("script", "link", "img", "iframe", "object", "b") or {"src", "onclick", "onload"} & set(names):
            self.found.append(tag)
        if not names.get("href", "tel:").startswith(("tel:", "mailto:", "https:")):
            self.found.append(names["href"])


def test_the_page_needs_nothing_from_outside_and_runs_nothing(team: Any, tmp_path: Path) -> None:
    team.ok("edit", "Żofia", "--website", "javascript:alert(1)")
    team.ok("export", str(tmp_path / "team.html"), "--title", "<script>alert(1)</script>")
    text = _text(tmp_path / "team.html")
    outside = _Outside()
    outside.feed(text)
    assert outside.found == [] and "url(" not in text and "@import" not in text
    assert 'href="https://birch.example.com"' in text and "javascript:alert(1)" in text
    assert "as of 24 November 2026" in text and 'href="tel:3035550101;ext=12"' in text


def test_a_printed_directory_keeps_people_and_numbers_whole(refer: Any, tmp_path: Path) -> None:
    rows = ["name,phone,email,city,state,specialties,hours"] + [
        f"Person{number} Fam{chr(65 + number % 26)}{number},303-555-{number:04},p{number}@example.com,Denver,CO,"
        f"anxiety (certified); grief,{'evenings and Saturdays ' * (number % 5)}"
        for number in range(60)
    ]
    (tmp_path / "many.csv").write_text("\n".join(rows))
    refer.ok("import", str(tmp_path / "many.csv"))
    refer.ok("export", str(tmp_path / "many.pdf"))
    pages = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "many.pdf").pages]
    assert len(pages) > 3
    for number, text in enumerate(pages, start=1):
        assert f"{number} / {len(pages)}" in text and "as of 24 November 2026" in text
    for number in range(60):
        on = [text for text in pages if f"303-555-{number:04}" in text]
        assert len(on) == 1 and f"p{number}@example.com" in on[0] and f", Person{number} 303" in on[0]
    assert "By need" in "".join(pages)


def test_a_script_that_the_fonts_lack_is_said_and_led_to_a_page(refer: Any, tmp_path: Path) -> None:
    refer.ok("add-colleague", "王 小明", "--city", "Denver", "--state", "CO")
    answer = refer("export", str(tmp_path / "team.pdf"))
    assert answer.code == 1 and ".html" in answer.err and not (tmp_path / "team.pdf").exists()
    refer.ok("export", str(tmp_path / "team.html"))
    assert "王" in _text(tmp_path / "team.html")


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["team.doc"], 2, ".csv, .xlsx, .vcf, .html or .pdf"),
        (["team"], 2, "for example refer export team.pdf"),
        (["--private", "team.pdf"], 2, "refer export --private team.csv, or .xlsx"),
        (["--private", "team.csv", "--columns", "phone"], 2, "writes every field"),
        (["team.csv", "--columns", "phone,trust,notes"], 2, "trust and notes are private"),
        (["team.csv", "--all"], 2, "Archived colleagues are not shared"),
        (["team.csv", "--archived"], 2, "--private"),
        (["team.csv", "--city", "Nowhere"], 1, "Nobody who may be shared fits"),
        (["team.csv", "--name", "Barred"], 1, "Nobody who may be shared fits"),
        (["team.csv", "--csv"], 2, "refer export team.csv"),
        (["missing/team.csv"], 1, "There is no folder"),
    ],
)
def test_refusals_write_nothing(
    team: Any, refused: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], code: int, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    assert words in refused(code, "export", *args)
    assert sorted(tmp_path.iterdir()) == before


def test_a_file_that_is_there_stays_unless_told(team: Any, tmp_path: Path) -> None:
    for form in FORMS:
        file = tmp_path / f"team.{form}"
        file.write_text("mine")
        answer = team("export", str(file))
        assert answer.code == 1 and "there already" in answer.err and file.read_text() == "mine"
        team.ok("export", str(file), "--force")
        assert file.read_bytes() != b"mine"


def test_list_leads_to_export(team: Any, refused: Any) -> None:
    assert "refer export team.csv" in refused(2, "list", "--csv", "x.csv")
    assert "refer export team.pdf" in refused(2, "list", "--save", "x.pdf")


def test_a_dash_is_standard_output_and_comes_back_in(team: Any) -> None:
    shared = team.ok("export", "-", "--columns", "phone").out
    assert shared.splitlines()[:2] == ["name,phone,as_of", 'Ada Birch,"303-555-0101, ext 12",2026-02-03']
    whole = team.ok("export", "-", "--private").out
    assert SECRET in whole and len(whole.splitlines()) == 5
    answer = team("export", "-", "--json")
    assert answer.code == 2 and "standard output" in answer.json["error"]


def test_a_link_that_leads_nowhere_is_not_written_over(team: Any, tmp_path: Path) -> None:
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "nowhere.csv")
    answer = team("export", str(link))
    assert answer.code == 1 and "is there already" in answer.err and link.is_symlink()
    team.ok("export", str(link), "--force")
    assert not link.is_symlink() and not (tmp_path / "nowhere.csv").exists()


def test_the_list_by_need_is_in_the_order_of_names_with_its_marks_explained(refer: Any, tmp_path: Path) -> None:
    people = ["Zoe Ash (certified)", "Al Oak ", "Bo Elm (trained)", "Cy Fir", "Di Fir (certified)", "Ed Ivy", "Fi Yew",
              "Gus Box"]  # fmt: skip
    for person in people:
        name, _, depth = person.partition(" (")
        refer.ok("add-colleague", name.strip(), "--specialty", f"grief ({depth}" if depth else "grief")
    refer.ok("export", str(tmp_path / "team.html"))
    page = (tmp_path / "team.html").read_text("utf-8").partition("By need")[2]
    assert "By family name. * trained, ** certified." in page
    assert "<dd>Ash**; Box; Elm*; Fir, Cy; Fir, Di**; Ivy; Oak; Yew</dd>" in page
    refer.ok("export", str(tmp_path / "team.pdf"))
    assert "* trained, ** certified" in " ".join(_text(tmp_path / "team.pdf").split())


@pytest.mark.parametrize("words", [["team.pdf"], ["team.csv"], ["--private", "book.xlsx"]])
def test_of_many_it_is_shown_how_far_the_file_is(
    team: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    shown: list[int] = []
    monkeypatch.setattr(exporting, "progress_bar", lambda size, what: lambda done, position: shown.append(done))
    monkeypatch.setattr(exporting, "_TURN", 1)
    team.ok("export", *words[:-1], str(tmp_path / words[-1]))
    assert shown == []
    monkeypatch.setattr(exporting, "LONG", 2)
    team.ok("export", *words[:-1], str(tmp_path / words[-1]), "--force")
    assert shown == ([1, 2, 3, 4] if "--private" in words else [1, 2])
