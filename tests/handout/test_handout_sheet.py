"""The options sheet: what is said of a colleague, and how it is drawn."""

from __future__ import annotations

import io
import json
import shutil
import string
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from random_books import place
from sheet_options import BARE, FORMS, FULL, LONG_PRACTICE, NAMES, NO_INSURANCE, THREE, TODAY, WAITING, text_of

import refer_cli.handout
from refer_cli.errors import Refused, WrongUsage
from refer_cli.fields.card import Card
from refer_cli.fields.spelling import parse_value
from refer_cli.fields.values import Value
from refer_cli.handout.content import Office, Option, Sheet, option_of
from refer_cli.handout.sheet import check_form, compose_sheet, languages, sheet_bytes, untranslated
from refer_cli.matching.options import TypedRequest
from refer_cli.matching.reasons import REASONS
from refer_cli.matching.understand import understand
from refer_cli.vocabulary.normaliser import vocabulary

SHEETS = Path(refer_cli.handout.__file__).parent / "sheets"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


ask = TypedRequest.of


def template(language: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SHEETS / f"{language}.json").read_text(encoding="utf-8"))
    return found


def option(asked: TypedRequest, **facts: str) -> Option:
    """What a client who asks so reads of a colleague with these facts, in CSV spelling."""
    values: dict[str, Value] = {}
    for name, typed in {"name": "Ada Birch", **facts}.items():
        value = parse_value(name, typed).value
        if value is not None:
            values[name] = value
    point = (39.74, -104.99) if facts.get("city") == "Denver" else None
    request = understand(asked, None, REASONS, place).request
    return option_of(Card(1, values, "2026-10-01", "me", point=point), request, TODAY)


def reading(of: Option, language: str = "en") -> dict[str, str]:
    """The lines about one colleague by their labels."""
    labels = {text: name for name, text in template(language)["labels"].items()}
    person = compose_sheet(Sheet((of,)), language).people[0]
    return {labels[fact.label]: fact.text for fact in person.facts}


MOVING = ask(reason="moving", city="Denver")


def test_a_need_is_told_by_its_depth_and_a_broader_one_by_its_own_name() -> None:
    asked = ask(reason="moving", city="Denver", need=("PTSD", "anxiety", "grief"))
    told = option(asked, specialties="trauma (certified); panic disorder (takes); OCD (certified)")
    assert (told.trained_in, told.works_with) == (("trauma",), ("panic disorder",))
    assert reading(told)["fits"] == "Has special training to help with trauma. Works with panic disorder."
    asked = ask(reason="moving", city="Denver", need=("panic disorder",))
    for listed in ("anxiety (certified); panic disorder (trained)", "panic disorder (trained); anxiety (certified)"):
        assert option(asked, specialties=listed).trained_in == ("panic disorder",)
    lower = option(asked, specialties="anxiety (certified); panic disorder (takes)")
    assert reading(lower)["fits"] == "Has special training to help with anxiety. Works with panic disorder."
    unasked = option(MOVING, specialties="OCD; grief (trained); shame; anger; stress; ADHD")
    assert (unasked.trained_in, unasked.works_with) == (("grief",), ("OCD", "shame", "anger"))


def test_panels_are_told_as_far_as_they_are_known() -> None:
    asked = ask(reason="insurance-change", insurance=("Aetna",), city="Denver", state="CO")
    assert (
        reading(option(asked, panels="Aetna; Cigna", state="CO"))["insurance"] == "Takes Aetna. Confirm when you call."
    )
    assert (
        reading(option(asked, panels="Aetna/Gold", state="CO"))["insurance"] == "May take Aetna. Ask about your plan."
    )
    full = option(asked, panels="Aetna (full); Medicaid")
    assert reading(full)["insurance"] == "Aetna: full there now. Ask when that may change."
    assert reading(full, "es")["insurance"] == "Aetna: por ahora no tiene lugar. Pregunte cuándo puede cambiar."
    assert reading(option(asked, panels="Cigna"))["insurance"].startswith("Does not take Aetna.")
    assert reading(option(asked, panels="none"))["insurance"].startswith("Does not take insurance.")
    assert reading(option(asked))["insurance"] == "Ask if they take your plan."
    assert option(MOVING, panels="Aetna (full); Cigna; Medicaid (no)").panels == ("Cigna",)


def test_a_panel_of_an_office_in_another_state_is_asked_about() -> None:
    asked = ask(reason="insurance-change", insurance=("Aetna",), city="Denver", state="CO")
    assert reading(option(asked, panels="Aetna", state="OR"))["insurance"] == (
        "May take Aetna. Ask if the plan pays for you in Colorado."
    )
    unasked = option(MOVING, panels="Aetna; Cigna", state="OR")
    assert reading(unasked)["insurance"] == "Takes Aetna and Cigna. Ask if the plan pays for you in Colorado."
    assert "paga por usted en Colorado" in reading(unasked, "es")["insurance"]
    assert option(MOVING, panels="Aetna", state="CO").pays_in is None


def test_the_licence_is_asked_about_where_video_rests_on_a_compact_or_on_nothing_noted() -> None:
    facts = {"credentials": "PsyD", "state": "UT", "license_states": "UT", "telehealth": "yes"}
    by_compact = option(MOVING, **facts, authorities="PSYPACT APIT")
    assert reading(by_compact)["where"] == "By video. Ask: “Are you licensed to see me in Colorado?”"
    assert "«¿Tiene licencia para atenderme en Colorado?»" in reading(by_compact, "es")["where"]
    assert reading(option(MOVING, **{**facts, "license_states": "UT; CO"}))["where"] == "By video."
    presumed = option(MOVING, state="CO", telehealth="yes")
    assert presumed.licence_for == "CO"


def test_a_list_is_said_as_one_says_it() -> None:
    told = option(MOVING, panels="Aetna; Cigna; Medicaid", fee="0")
    assert reading(told)["insurance"] == "Takes Aetna, Cigna and Medicaid. Confirm when you call."
    assert reading(told)["cost"] == "Visits are free. Confirm when you call."
    needs = option(ask(reason="moving", city="Denver", need=("anxiety", "insomnia")), specialties="anxiety; insomnia")
    assert reading(needs, "es")["fits"] == "Ayuda con la ansiedad y el insomnio."
    languages = Option("Ada Birch", languages=("Spanish", "English"))
    assert reading(languages, "es")["fits"] == "Da citas en español e inglés."
    woman = Option("Ada Birch", as_asked=("woman", "Catholic"))
    assert reading(woman, "es")["fits"] == "Como usted pidió: mujer y religión católica."


def test_a_low_fee_that_nobody_can_get_is_not_told() -> None:
    assert reading(option(MOVING, fee="150", fee_floor="90"))["cost"] == (
        "$150 a visit. Some people pay less, from $90. Confirm when you call."
    )
    assert reading(option(MOVING, fee="150", fee_floor="90", sliding_slots="0"))["cost"] == (
        "$150 a visit. Confirm when you call."
    )
    assert reading(option(MOVING))["cost"] == "Ask what a visit costs."


def test_an_address_is_told_where_the_client_would_go_there_and_video_where_it_is_lawful() -> None:
    facts = {"street": "1 Oak St", "city": "Denver", "state": "CO", "telehealth": "yes", "in_person": "yes"}
    near = option(MOVING, **facts, license_states="CO")
    assert reading(near)["where"] == "In person: 1 Oak St, Denver, CO. Also by video."
    far = option(ask(reason="moving", city="Salem"), **facts, license_states="CO; OR")
    assert (far.office, far.video) == (None, "yes")
    barred = option(ask(reason="moving", city="Salem"), **facts, license_states="CO")
    assert (barred.office, barred.video) == (None, None)
    assert reading(barred)["where"] == "Ask where and how they meet."
    assert option(ask(reason="other", anywhere=True), **facts).video == "ask"
    assert option(ask(reason="moving", city="Denver", telehealth=True), **facts, license_states="CO").office is None
    assert option(ask(reason="moving", city="Denver", in_person=True), **facts, license_states="CO").video is None


def test_what_did_not_help_is_not_named() -> None:
    asked = ask(reason="no-progress", tried=("CBT",), city="Denver")
    told = option(asked, approaches="CBT; ACT; EMDR")
    assert told.approaches == ("ACT", "EMDR")
    clash = option(ask(reason="personality-clash", unlike=("structured",), city="Denver"), styles="structured; warm")
    assert clash.styles == ("warm",)


def test_an_opening_older_than_a_year_is_asked_about() -> None:
    values = {"name": "Ada Birch", "accepting": parse_value("accepting", "yes").value}
    request = understand(MOVING, None, REASONS, place).request
    fresh, old = (
        option_of(Card(1, values, day, "me"), request, TODAY).opening  # type: ignore[arg-type]
        for day in ("2026-06-01", "2025-06-01")
    )
    assert (fresh, old) == ("yes", None)
    until = option(MOVING, accepting="waitlist until 2027-03")
    assert reading(until)["openings"] == "There is a waitlist until about March 2027."
    assert reading(until, "es")["openings"] == "Hay lista de espera hasta marzo de 2027, más o menos."


def test_a_text_cannot_steer_a_printer_or_a_page() -> None:
    told = Option("Ada\x1b[2J Birch", practice="A & B <script>alert(1)</script>", website="javascript:alert(1)")
    page = sheet_bytes(Sheet((told,)), ".html").decode()
    assert "<script" not in page
    assert 'href="javascript' not in page
    assert "\\<script\\>" in sheet_bytes(Sheet((told,)), ".md").decode()
    assert option(MOVING, practice="One\tTwo").practice == "One Two"


def test_a_sheet_refuses_a_form_that_it_has_not() -> None:
    for ending, language, large in (
        (".doc", "en", False),
        ("", "en", False),
        (".txt", "en", True),
        (".pdf", "xx", False),
    ):
        with pytest.raises(WrongUsage):
            check_form(ending, language, large)


@pytest.mark.parametrize("language", languages())
def test_a_language_has_every_word_and_every_gap_of_english(language: str) -> None:
    def gaps(words: Any) -> Any:
        if isinstance(words, str):
            return sorted(name for _, name, _, _ in string.Formatter().parse(words) if name)
        if isinstance(words, dict):
            return {name: gaps(value) for name, value in words.items() if name not in ("words", "sources", "crisis")}
        return [gaps(value) for value in words]

    assert gaps(template(language)) == gaps(template("en"))
    assert len(template(language)["months"]) == 12


@pytest.mark.parametrize("language", languages())
def test_every_translated_word_is_a_word_of_the_vocabulary(language: str) -> None:
    for kind, words in template(language)["words"].items():
        # How somebody describes themselves has no vocabulary.
        assert kind == "identity" or not set(words) - set(vocabulary(kind).names()), kind


@pytest.mark.parametrize("language", [language for language in languages() if language != "en"])
@pytest.mark.parametrize("kind", ["need", "approach", "style", "language", "population"])
def test_every_word_that_a_sheet_may_print_has_a_name_in_its_language(language: str, kind: str) -> None:
    words = template(language)["words"][kind]
    assert set(vocabulary(kind).names()) == set(words)
    assert all(name.strip() and "_" not in name for name in words.values())


def test_a_word_that_has_no_spanish_is_named() -> None:
    told = Option("Ada Birch", trained_in=("anxiety", "left-handedness"), languages=("Spanish",), hours="evenings")
    assert untranslated(Sheet((told,)), "es") == ("left-handedness", "evenings")
    assert untranslated(Sheet((told,)), "en") == ()


def test_spanish_is_said_as_one_says_it() -> None:
    told = Option("Ada Birch", works_with=("LGBTQ+ issues", "relationship problems"), sees=("adult", "individual"))
    assert reading(told, "es")["fits"] == (
        "Ayuda con los temas LGBTQ+ y los problemas de relación. Atiende a adultos. Da citas individuales."
    )
    assert reading(told)["fits"] == (
        "Works with LGBTQ+ issues and relationship problems. Sees adults. Visits for one person."
    )
    assert reading(told._replace(opening="yes"), "es")["openings"] == "Acepta personas nuevas, que sepamos."


def test_how_to_make_contact_is_told_in_the_words_of_the_card() -> None:
    facts = {"city": "Denver", "state": "CO", "license_states": "CO", "in_person": "yes", "accessibility": "step-free"}
    told = option(MOVING, **facts, phone="303-555-0101", contact_by="text first", hours="evenings", accepting="yes")
    assert reading(told)["reach"] == "303-555-0101. Best way: text first."
    assert reading(told)["openings"] == "Taking new people, as far as we know. Hours: evenings."
    assert reading(told)["where"] == "In person: Denver, CO. The office: step-free."
    assert reading(told, "es")["reach"] == "303-555-0101. La mejor forma: text first."
    for ending in (".txt", ".md", ".html", ".pdf"):
        assert "Best way: text first." in text_of(sheet_bytes(Sheet((told,)), ending), ending)
    # How to get into an office to which the client would not go is of no use to them.
    assert option(ask(reason="moving", city="Denver", telehealth=True), **facts).access == ()


@pytest.mark.parametrize("language", languages())
def test_every_sheet_names_the_crisis_line_with_a_source(language: str) -> None:
    page = compose_sheet(THREE, language)
    assert "988" in " ".join(page.crisis)
    assert "911" in page.crisis[0]
    assert {source["grade"] for source in template(language)["sources"]} <= {"A", "B"}
    assert all(source["source"] and source["date"] for source in template(language)["sources"])


def test_danger_puts_the_crisis_line_first() -> None:
    for ending in (".txt", ".md", ".html", ".pdf"):
        said = text_of(sheet_bytes(THREE._replace(danger=True), ending), ending)
        assert said.index("988") < said.index("Denver")
        said = text_of(sheet_bytes(THREE, ending), ending)
        assert said.rindex("988") > said.rindex("Denver")


@pytest.mark.parametrize(("ending", "language", "large"), FORMS)
def test_every_form_says_the_same(ending: str, language: str, large: bool) -> None:
    said = "".join(text_of(sheet_bytes(THREE, ending, language=language, large_print=large), ending).split())
    said = said.replace("\\", "")
    page = compose_sheet(THREE, language)
    for name in (*NAMES, LONG_PRACTICE, "303-555-0101", "lukasz@example.com", page.call_after, *page.questions):
        assert "".join(name.split()) in said.replace("&#x27;", "'").replace("&quot;", '"'), name


@pytest.mark.parametrize(("ending", "language", "large"), FORMS)
def test_the_same_sheet_is_the_same_file(ending: str, language: str, large: bool) -> None:
    first = sheet_bytes(THREE, ending, language=language, large_print=large)
    assert first == sheet_bytes(THREE, ending, language=language, large_print=large)


@pytest.mark.parametrize("language", languages())
def test_three_people_fit_on_one_page_of_a_pdf_whose_text_can_be_selected(language: str) -> None:
    reader = PdfReader(io.BytesIO(sheet_bytes(THREE, ".pdf", language=language)))
    assert len(reader.pages) == 1
    said = reader.pages[0].extract_text()
    assert all(name in said for name in NAMES)
    fonts = reader.pages[0]["/Resources"]["/Font"]
    assert all(
        "FontFile2" in str(font.get_object()["/DescendantFonts"][0]["/FontDescriptor"]) for font in fonts.values()
    )


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("people", [1, 2, 3])
def test_large_print_takes_few_pages_that_are_numbered_and_the_crisis_box_is_never_alone(
    language: str, people: int
) -> None:
    sheet = THREE._replace(options=THREE.options[:people])
    pages = PdfReader(io.BytesIO(sheet_bytes(sheet, ".pdf", language=language, large_print=True))).pages
    assert len(pages) == min(people + 1, 3)
    said = [" ".join(page.extract_text().split()) for page in pages]
    for number, text in enumerate(said, 1):
        assert text.endswith(f"{number} / {len(pages)}")
        assert not text.startswith(template(language)["crisis"]["heading"][:12])


def test_a_crisis_box_that_would_be_alone_goes_before_the_call() -> None:
    words = template("en")
    for needs in range(1, 40, 4):
        full = FULL._replace(works_with=tuple(f"need number {number}" for number in range(needs)))
        sheet = Sheet((full, WAITING))
        pages = PdfReader(io.BytesIO(sheet_bytes(sheet, ".pdf", large_print=True))).pages
        last = " ".join(pages[-1].extract_text().split())
        assert not last.startswith(words["crisis"]["heading"])


def test_a_sheet_of_one_page_has_no_number() -> None:
    assert "1 / 1" not in text_of(sheet_bytes(THREE, ".pdf"), ".pdf")


def test_large_print_is_large() -> None:
    def sizes(large: bool) -> set[float]:
        found: set[float] = set()
        for page in PdfReader(io.BytesIO(sheet_bytes(THREE, ".pdf", large_print=large))).pages:
            page.extract_text(visitor_text=lambda text, cm, tm, font, size: found.add(size) if text.strip() else None)
        return found

    assert min(sizes(large=True)) >= 18
    assert min(sizes(large=False)) >= 9


def test_a_long_sheet_is_set_a_little_smaller_before_it_takes_a_second_page() -> None:
    long = FULL._replace(
        works_with=("PTSD", "grief", "stress"), office=Office("1 North Elm Street", "Denver", "CO", "80205", True)
    )
    sheet = Sheet((long, long, long), danger=True)
    assert len(PdfReader(io.BytesIO(sheet_bytes(sheet, ".pdf"))).pages) == 1


def test_a_word_that_is_longer_than_a_line_stays_on_the_page() -> None:
    wide = BARE._replace(website="https://example.com/" + "a" * 180, practice="W" * 150)
    reader = PdfReader(io.BytesIO(sheet_bytes(Sheet((wide,)), ".pdf", large_print=True)))
    said = "".join("".join(page.extract_text() for page in reader.pages).split())
    assert "W" * 150 in said
    assert "a" * 180 in said


def test_a_sign_that_no_font_has_is_refused_with_a_way_out() -> None:
    with pytest.raises(Refused) as refusal:
        sheet_bytes(Sheet((BARE, Option("王小明", ("LPC",)), Option("Łukasz Żółć", practice="مركز الأمل"))), ".pdf")
    assert refusal.value.sentence.endswith("of 王小明 and Łukasz Żółć.")
    assert ".html" in refusal.value.hint
    assert "王小明" in sheet_bytes(Sheet((Option("王小明"),)), ".html").decode()


def test_letters_with_loose_accents_are_put_together() -> None:
    sheet = Sheet((Option("Nguye\u0302\u0303n Thi\u0323 A\u0301nh"),))
    assert "Nguyễn Thị Ánh" in text_of(sheet_bytes(sheet, ".pdf"), ".pdf")


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium to print with")
@pytest.mark.parametrize(("language", "large", "pages"), [("en", False, 1), ("es", False, 1), ("es", True, 3)])
def test_a_printed_page_has_no_room_for_the_name_of_the_file(
    language: str, large: bool, pages: int, tmp_path: Path
) -> None:
    """Printed as a browser does it by default, with its headers and footers on."""
    assert CHROMIUM is not None
    page, printed = tmp_path / "QX-77.html", tmp_path / "printed.pdf"
    sheet = Sheet((FULL, WAITING, NO_INSURANCE))
    page.write_bytes(sheet_bytes(sheet, ".html", language=language, large_print=large))
    subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}",
         f"--print-to-pdf={printed}", page.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    found = PdfReader(printed).pages
    assert len(found) == pages
    said = "".join(one.extract_text() for one in found)
    assert "QX-77" not in said and "file:" not in said and tmp_path.name not in said
