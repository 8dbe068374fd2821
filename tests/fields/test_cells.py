"""Cells as people fill them: what is understood, and that nothing else is lost or taken for a no."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.fields import cells
from refer_cli.fields.catalogue import BY_NAME, LISTS
from refer_cli.fields.cells import CellReading, read_cell, read_denied_cell
from refer_cli.fields.spelling import SpellingContext, write_value
from refer_cli.fields.values import Item, Listing
from refer_cli.vocabulary.normaliser import vocabulary

TODAY = date(2026, 11, 24)
CONTEXT = SpellingContext("CO", TODAY)
FIELD = st.sampled_from(sorted(BY_NAME))
VOCABULARY_LISTS = ("specialties", "approaches", "populations", "languages", "panels", "styles")


def spelled(reading: CellReading) -> dict[str, str]:
    return {name: write_value(name, value) for name, value in reading.values.items()}


def check(field: str, cell: str, values: dict[str, str], left: tuple[str, ...] = (), state: str = "CO") -> None:
    reading = read_cell(field, cell, SpellingContext(state, TODAY))
    assert (spelled(reading), reading.left) == (values, left)


EMPTY = ["", " ", "?", "-", "\u2014", "n/a", "N/A", "TBD", "unknown", "#N/A", "not sure", "ask", "null", "[]"]


@pytest.mark.parametrize("cell", EMPTY)
@pytest.mark.parametrize("field", sorted(set(BY_NAME) - {"notes", "name"}))
def test_an_empty_word_says_nothing_in_any_column(field: str, cell: str) -> None:
    assert read_cell(field, cell, CONTEXT) == CellReading({}, (), ())


@pytest.mark.parametrize(
    ("field", "cell", "values", "left"),
    [
        # A column's own vocabulary first, then those of the others that it may hold.
        ("specialties", "Trauma/PTSD", {"specialties": "trauma; PTSD"}, ()),
        ("specialties", "anxiety and depression", {"specialties": "anxiety; depression"}, ()),
        (
            "specialties",
            "Anxiety, CBT, couples, Spanish",
            {
                "specialties": "anxiety; couples conflict",
                "approaches": "CBT; ...",
                "populations": "couple; ...",
                "languages": "Spanish; ...",
            },
            (),
        ),
        (
            "specialties",
            "some ED, trauma (certified), not OCD",
            {"specialties": "eating disorder (takes); trauma (certified); OCD (no)"},
            (),
        ),
        (
            "specialties",
            "Anxiety, Underwater Basketry",
            {"specialties": "anxiety; Underwater Basketry; ..."},
            ("Underwater Basketry",),
        ),
        ("specialties", "see her website for the list", {}, ("see her website for the list",)),
        ("specialties", "generalist", {}, ("generalist",)),
        (
            "specialties",
            "I treat people relating to anxiety, depression, and trauma. I also see families.",
            {"specialties": "depression; trauma; ..."},
            ("I treat people relating to anxiety", "I also see families."),
        ),
        ("specialties", "Anxiety Depression Trauma", {"specialties": "anxiety; depression; trauma"}, ()),
        ("specialties", "anxious kids", {"specialties": "anxiety", "populations": "child; ..."}, ()),
        ("specialties", "mood d/o, anger mgmt", {"specialties": "mood disorder; anger"}, ()),
        ("specialties", "Eating disorders (no longer taking)", {}, ("Eating disorders (no longer taking)",)),
        ("specialties", "trauma?", {}, ("trauma?",)),
        ("specialties", "doesn't do trauma", {"specialties": "trauma (no)"}, ()),
        ("specialties", "OCD - ERP trained", {"specialties": "OCD", "approaches": "ERP; ..."}, ("ERP trained",)),
        ("approaches", "IFS Level 2", {"approaches": "IFS"}, ("IFS Level 2",)),
        ("approaches", "EMDR certified, CBT", {"approaches": "EMDR; CBT"}, ("EMDR certified",)),
        ("approaches", "Cognitive Behavioral Therapy (CBT) / EMDR", {"approaches": "CBT; EMDR"}, ()),
        ("approaches", "trauma & EMDR", {"specialties": "trauma; ...", "approaches": "EMDR"}, ()),
        ("languages", '["English","Spanish"]', {"languages": "English; Spanish"}, ()),
        ("languages", "['English', 'Spanish']", {"languages": "English; Spanish"}, ()),
        ("languages", '["English","Spanish]', {"languages": "English; Spanish"}, ()),
        ("languages", "spanish speaking", {"languages": "Spanish"}, ()),
        ("languages", "bilingual (Spanish)", {"languages": "Spanish"}, ()),
        ("languages", "English, some Spanish", {"languages": "English; ..."}, ("some Spanish",)),
        ("languages", "none", {}, ()),
        ("languages", "not fluent Spanish", {}, ("not fluent Spanish",)),
        ("approaches", "EMDR (in training)", {}, ("EMDR (in training)",)),
        (
            "specialties",
            "trauma (adults only), OCD",
            {"specialties": "trauma; OCD", "populations": "adult; ..."},
            ("trauma (adults only)",),
        ),
        ("specialties", "OCD no, anxiety yes", {"specialties": "OCD (no); anxiety"}, ()),
        ("languages", "English; Russian (native)", {"languages": "English; Russian"}, ()),
        ("credentials", "LCSW since 2010", {"credentials": "LCSW; ..."}, ("LCSW since 2010",)),
        ("license_states", "OR LPC C1234, WA LH1234", {"license_states": "OR; WA"}, ("OR LPC C1234", "WA LH1234")),
        ("license_states", "Ore., Wash.", {"license_states": "OR; WA"}, ()),
        ("credentials", "PhD LP", {"credentials": "PhD; LP"}, ()),
        ("credentials", "Licensed Clinical Social Worker", {"credentials": "LCSW"}, ()),
        ("credentials", "MA, LPC, RYT-200", {"credentials": "MA; LPC; RYT-200; ..."}, ("RYT-200",)),
        ("license_states", "CO and WY", {"license_states": "CO; WY"}, ()),
        ("license_states", "CO/WY", {"license_states": "CO; WY"}, ()),
        ("license_states", "NY NJ CT", {"license_states": "NY; NJ; CT"}, ()),
        ("license_states", "Oregon & Washington (telehealth)", {"license_states": "OR; WA", "telehealth": "yes"}, ()),
        ("license_states", "CO, PSYPACT", {"license_states": "CO", "authorities": "PSYPACT; ..."}, ()),
        ("license_states", "CO (pending), WY", {"license_states": "WY; ..."}, ("CO (pending)",)),
        ("license_states", "LPC.0012345", {}, ("LPC.0012345",)),
        ("tags", "consult, parking", {"tags": "consult; parking"}, ()),
        ("ties", "Elm Clinic, Denver; Bo Elm", {"ties": "Elm Clinic, Denver; Bo Elm"}, ()),
    ],
)
def test_lists(field: str, cell: str, values: dict[str, str], left: tuple[str, ...]) -> None:
    check(field, cell, values, left)


@pytest.mark.parametrize(
    ("cell", "panels", "left"),
    [
        ("Aetna, Cigna, Kaiser", "Aetna; Cigna; Kaiser", ()),
        ("Y - Aetna", "Aetna", ()),
        ("yes - Kaiser, Cigna", "Kaiser; Cigna", ()),
        ("Y (Aetna, Cigna)", "Aetna; Cigna", ()),
        ("Aetna|Cigna|Self-Pay", "Aetna; Cigna", ()),
        ("Aetna (full)", "Aetna (full)", ()),
        ("most, not Kaiser", "Kaiser (no); ...", ("most",)),
        ("Aetna, Cigna, most others", "Aetna; Cigna; ...", ("most",)),
        ("all major", None, ("all major",)),
        ("Aetna, all major", "Aetna; ...", ("all major",)),
        ("Aetna (pending)", None, ("Aetna (pending)",)),
        ("Aetna?", None, ("Aetna?",)),
        ("Aetna OON", None, ("Aetna OON",)),
        ("Aetna, Cigna, out of network otherwise", "Aetna; Cigna; ...", ("out of network otherwise",)),
        ("In-network: Aetna, Cigna; OON: Kaiser, Humana", "Aetna; Cigna; ...", ("OON: Kaiser", "Humana")),
        ("Medicare (no), Aetna", "Medicare (no); Aetna", ()),
        ("Aetna - closed panel, Cigna - pending", "Aetna (full); ...", ("Cigna - pending",)),
        ("In network w/ Aetna, Cigna", "Aetna; Cigna", ()),
        ("Insurance: Aetna", "Aetna", ()),
        ("Aetna PPO only", "Aetna/PPO", ()),
        ("y - see website", None, ("y - see website",)),
        ("Aetna Y, Cigna N", "Aetna; Cigna (no)", ()),
        ("Aetna \u2713 Cigna \u2717", "Aetna; Cigna (no)", ()),
        ("Aetna (in network), Cigna (out of network)", "Aetna; ...", ("Cigna (out of network)",)),
        ("Kaiser - no", "Kaiser (no)", ()),
        ("no Kaiser, Moda", "Kaiser (no); ...", ("Moda",)),
        ("Aetna (for existing clients only)", None, ("Aetna (for existing clients only)",)),
        ("Dropped Aetna 2025; Cigna", "Cigna; ...", ("Dropped Aetna 2025",)),
        ("OON w/ superbill", "none", ("superbill",)),
        ("N - cash", "none", ()),
        ("sliding scale", None, ("sliding scale",)),
        ("No (private pay only)", "none", ()),
        ("private pay", "none", ()),
        ("self pay", "none", ()),
        ("cash only", "none", ()),
        ("OON", "none", ()),
        ("out of network, superbills", "none", ("superbills",)),
        ("does not take insurance", "none", ()),
        ("No", "none", ()),
        ("none", "none", ()),
        ("Yes", None, ("Yes",)),
    ],
)
def test_panels(cell: str, panels: str | None, left: tuple[str, ...]) -> None:
    check("panels", cell, {} if panels is None else {"panels": panels}, left)


@pytest.mark.parametrize(
    ("cell", "populations", "left"),
    [
        ("Adults & teens", "adult; teen", ()),
        ("adults only", "adult; child (no); teen (no); ...", ()),
        ("13+", "teen; adult; older adult", ()),
        ("18 and up", "adult; older adult", ()),
        ("18 & older", "adult; older adult", ()),
        ("Everyone 13 and older", "teen; adult; older adult", ()),
        ("teens and up", "teen; adult; older adult", ()),
        ("adults (incl. seniors)", "adult; older adult", ()),
        ("16+", "adult; older adult; ...", ()),
        ("Kids 6-12", "child", ()),
        ("adults & kids 10+", "adult; child; ...", ("kids 10+",)),
        ("ages 5-18", "child; teen", ()),
        ("Youth and Teenagers (14 to 19); Seniors (65+)", "teen; older adult", ()),
        ("all ages", "child; teen; adult; older adult", ()),
        ("couples and families", "couple; family", ()),
        ("no kids", "child (no)", ()),
        ("no kids, couples", "child (no); ...", ("couples",)),
        ("adults (no couples)", "adult; couple (no)", ()),
        ("K-12", None, ("K-12",)),
    ],
)
def test_populations(cell: str, populations: str | None, left: tuple[str, ...]) -> None:
    check("populations", cell, {} if populations is None else {"populations": populations}, left)


@pytest.mark.parametrize(
    ("field", "cell", "values", "left"),
    [
        ("telehealth", "y", {"telehealth": "yes"}, ()),
        ("telehealth", "\u2713", {"telehealth": "yes"}, ()),
        ("telehealth", "\u2714\ufe0f", {"telehealth": "yes"}, ()),
        ("telehealth", "X", {"telehealth": "yes"}, ()),
        ("telehealth", "TRUE", {"telehealth": "yes"}, ()),
        ("telehealth", "1.0", {"telehealth": "yes"}, ()),
        ("telehealth", "yes!", {"telehealth": "yes"}, ()),
        ("telehealth", "no", {"telehealth": "no"}, ()),
        ("telehealth", "Both", {"telehealth": "yes", "in_person": "yes"}, ()),
        ("telehealth", "Hybrid", {"telehealth": "yes", "in_person": "yes"}, ()),
        ("telehealth", "Telehealth only", {"telehealth": "yes", "in_person": "no"}, ()),
        ("in_person", "online only", {"telehealth": "yes", "in_person": "no"}, ()),
        ("telehealth", "virtual", {"telehealth": "yes"}, ()),
        ("telehealth", "In-Person", {"in_person": "yes"}, ()),
        ("telehealth", "yes (WA only)", {}, ("yes (WA only)",)),
        ("fee", "$1,200", {"fee": "1200"}, ()),
        ("fee", "$120-150", {"fee": "150", "fee_floor": "120"}, ()),
        ("fee", "$150-$180", {"fee": "180", "fee_floor": "150"}, ()),
        ("fee", "$150/hr", {"fee": "150"}, ()),
        ("fee", "150/session", {"fee": "150"}, ()),
        ("fee", "$220 for 50 min session", {"fee": "220"}, ()),
        ("fee", "150 (SS to 90)", {"fee": "150", "fee_floor": "90"}, ()),
        ("fee", "sliding scale 60-120", {"fee": "120", "fee_floor": "60"}, ()),
        ("fee", "$180 slides to 110", {"fee": "180", "fee_floor": "110"}, ()),
        ("fee", "Full fee 180, reduced 90", {"fee": "180", "fee_floor": "90"}, ()),
        ("fee", "sliding", {}, ("sliding",)),
        ("fee", "$40 sliding scale", {"fee_floor": "40"}, ()),
        ("fee", "free", {"pro_bono": "yes"}, ()),
        ("fee", "$150; some pro bono", {"fee": "150", "pro_bono": "yes"}, ()),
        ("fee", "$150 intake, $130 ongoing", {"fee": "130"}, ("$150 intake",)),
        ("fee", "150 individual / 180 couples", {"fee": "150"}, ("180 couples",)),
        ("fee", "$150, $130", {}, ("$150, $130",)),
        ("fee", "$150 hr", {"fee": "150"}, ()),
        ("fee", "$150.0 / 50 min", {"fee": "150"}, ()),
        ("fee", "copay $25", {}, ("copay $25",)),
        ("fee", "150?", {}, ("150?",)),
        ("fee", "-5", {}, ("-5",)),
        ("fee", "00", {}, ("00",)),
        ("fee_floor", "$60-$90", {"fee_floor": "60"}, ()),
        ("fee_floor", "no", {"sliding_slots": "0"}, ()),
        ("fee_floor", "Y - $60", {"fee_floor": "60"}, ()),
        ("fee_floor", "2 spots at $60", {"fee_floor": "60", "sliding_slots": "2"}, ()),
        ("telehealth", "In person (Portland), tele", {"telehealth": "yes", "in_person": "yes"}, ("Portland",)),
        ("sliding_slots", "2 spots", {"sliding_slots": "2"}, ()),
        ("sliding_slots", "$60-$90", {"fee_floor": "60"}, ()),
        ("sliding_slots", "yes, limited", {}, ("yes, limited",)),
        ("trust", "5/5", {"trust": "5"}, ()),
        ("trust", "****", {"trust": "4"}, ()),
        ("trust", "A+", {}, ("A+",)),
        ("how_known", "friend", {"how_known": "met"}, ()),
        ("how_known", "worked together", {"how_known": "worked-with"}, ()),
        ("how_known", "met at conference", {"how_known": "met"}, ()),
        ("how_known", "introduced by Bo Elm", {"how_known": "introduced", "introduced_by": "Bo Elm"}, ()),
        (
            "how_known",
            "through the grapevine, sort of",
            {"how_known": "introduced"},
            ("through the grapevine, sort of",),
        ),
        ("npi", "1234567893.0", {"npi": "1234567893"}, ()),
        ("npi", "1234567890", {}, ("1234567890",)),
        ("website", "see PT profile", {}, ("see PT profile",)),
        ("website", "www.example.com (new)", {"website": "www.example.com"}, ("new",)),
        ("practice", "private practice", {}, ("private practice",)),
        ("gender", "she/her", {"pronouns": "she/her"}, ()),
    ],
)
def test_single_values(field: str, cell: str, values: dict[str, str], left: tuple[str, ...]) -> None:
    check(field, cell, values, left)


@pytest.mark.parametrize(
    ("cell", "accepting", "left"),
    [
        ("Y", "yes", ()),
        ("yes, limited", "yes", ()),
        ("some evenings", "yes", ()),
        ("available", "yes", ()),
        ("2 openings", "yes", ()),
        ("yes - 2 evenings", "yes", ()),
        ("Yes (telehealth only)", "yes", ("Yes (telehealth only)",)),
        ("full", "no", ()),
        ("not_taking", "no", ()),
        ("not right now", "no", ()),
        ("Not accepting new clients at this time", "no", ()),
        ("closed", "no", ()),
        ("0", "no", ()),
        ("full til spring", "no until 2027-03", ()),
        ("full 11/15", "no", ("full 11/15",)),
        ("yes as of 10/1", "yes", ("yes as of 10/1",)),
        ("mat leave til April", "no until 2027-04", ()),
        ("Retiring 2027", "", ("Retiring 2027",)),
        ("on leave until Feb", "no until 2027-02", ()),
        ("No - back in March", "no until 2027-03", ()),
        ("full, no waitlist", "no", ()),
        ("Wait list - 2 months", "waitlist until 2027-01", ()),
        ("Waitlist 6-8 weeks", "waitlist until 2027-01", ()),
        ("waitlist until march", "waitlist until 2027-03", ()),
        ("booking 6 weeks out", "waitlist until 2027-01", ()),
        ("openings in January", "waitlist until 2027-01", ()),
        ("Full - waitlist", "waitlist", ()),
        ("ask", "", ()),
        ("maybe", "", ("maybe",)),
        ("yes, but not kids", "", ("yes, but not kids",)),
        ("full for evenings", "", ("full for evenings",)),
        ("in-person full, telehealth open", "", ("in-person full, telehealth open",)),
        ("no waitlist", "", ("no waitlist",)),
        ("accepts Kaiser only", "", ("accepts Kaiser only",)),
    ],
)
def test_openings(cell: str, accepting: str, left: tuple[str, ...]) -> None:
    check("accepting", cell, {"accepting": accepting} if accepting else {}, left)


@pytest.mark.parametrize(
    ("field", "cell", "values", "left"),
    [
        ("city", "Denver CO 80202", {"city": "Denver", "state": "CO", "zip": "80202"}, ()),
        ("city", "Vancouver WA", {"city": "Vancouver", "state": "WA"}, ()),
        ("city", "Portland, OR 97232-1234", {"city": "Portland", "state": "OR", "zip": "97232-1234"}, ()),
        ("city", "Denver, Colorado", {"city": "Denver", "state": "CO"}, ()),
        ("city", "NYC", {"city": "New York", "state": "NY"}, ()),
        ("city", "LA", {"city": "Los Angeles", "state": "CA"}, ()),
        ("city", "SF", {"city": "San Francisco", "state": "CA"}, ()),
        ("city", "New York", {"city": "New York"}, ()),
        ("city", "Portland/Beaverton", {"city": "Portland"}, ("Beaverton",)),
        ("city", "Commack, Jericho", {"city": "Commack"}, ("Jericho",)),
        ("city", "Denver (downtown)", {"city": "Denver"}, ("downtown",)),
        ("city", "Online", {"telehealth": "yes"}, ()),
        ("city", '{"onlineOnly":true}', {"telehealth": "yes"}, ()),
        ("city", '{"onlineOnly":false,"city":"New York"}', {"city": "New York"}, ()),
        ("city", "moved to Salem", {}, ("moved to Salem",)),
        ("city", "Multiple", {}, ("Multiple",)),
        ("city", "DENVER", {"city": "Denver"}, ()),
        (
            "street",
            "12 Oak St Ste 4, Denver, CO 80202",
            {"street": "12 Oak St Ste 4", "city": "Denver", "state": "CO", "zip": "80202"},
            (),
        ),
        (
            "city",
            "500 E Main St #3 Denver CO 80202",
            {"street": "500 E Main St #3", "city": "Denver", "state": "CO", "zip": "80202"},
            (),
        ),
        ("street", "12 Oak St", {"street": "12 Oak St"}, ()),
        ("state", "Colorado", {"state": "CO"}, ()),
        ("state", "CO, WY", {"state": "CO"}, ("WY",)),
        ("state", "Narnia", {}, ("Narnia",)),
        ("zip", "80202.0", {"zip": "80202"}, ()),
        ("zip", '="02139"', {"zip": "02139"}, ()),
        ("zip", "\uff18\uff10\uff12\uff10\uff12", {"zip": "80202"}, ()),
        ("zip", "2139", {}, ("2139",)),
    ],
)
def test_places(field: str, cell: str, values: dict[str, str], left: tuple[str, ...]) -> None:
    check(field, cell, values, left)


def test_the_zero_in_front_of_a_zip_comes_back_where_the_state_has_such_zips() -> None:
    check("zip", "2139", {"zip": "02139"}, (), "MA")
    check("zip", "2139.0", {"zip": "02139"}, (), "MA")


@pytest.mark.parametrize(
    ("cell", "email", "left"),
    [
        ("Ada Birch <ada@example.com>", "ada@example.com", ()),
        ("mailto:ada@example.com", "ada@example.com", ()),
        ("ada@example.com.", "ada@example.com", ()),
        ("ada@\u200bexample.com", "ada@example.com", ()),
        ("ada@example.com; bo@example.com", "ada@example.com", ("bo@example.com",)),
        ("ada[at]example.com", "ada@example.com", ()),
        ("none", None, ()),
        ("ada at example", None, ("ada at example",)),
    ],
)
def test_mail_addresses(cell: str, email: str | None, left: tuple[str, ...]) -> None:
    check("email", cell, {"email": email} if email else {}, left)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-11-12 00:00:00", "2026-11-12"),
        ("Nov 12, 2026", "2026-11-12"),
        ("12 Nov 2026", "2026-11-12"),
        ("2026/11/12", "2026-11-12"),
        ("11/12/26", "2026-11-12"),
        ("45978", "2025-11-17"),
        ("2026-11", "2026-11-01"),
        ("March 2019", "2019-03-01"),
        ("2019", "2019-01-01"),
        ("2026-11-25", "2026-11-25"),  # it is that day already elsewhere
        ("2026-11-26", None),
        ("1/1/0001", None),
        ("2019?", None),
    ],
)
def test_days(cell: str, day: str | None) -> None:
    check("last_contact", cell, {"last_contact": day} if day else {}, () if day else (cell,))


@pytest.mark.parametrize(
    ("field", "cell", "values", "left"),
    [
        ("accepting", "do not use!!", {"do_not_refer": "do not use!!"}, ()),
        ("panels", "DNR", {"do_not_refer": "DNR"}, ()),
        ("name", "Steve Walsh (DO NOT REFER)", {"name": "Steve Walsh", "do_not_refer": "DO NOT REFER"}, ()),
        ("credentials", "License suspended in 2025", {"do_not_refer": "License suspended in 2025"}, ()),
        ("name", "Ada Birch (retired)", {"name": "Ada Birch", "accepting": "no"}, ("retired",)),
        ("accepting", "Retired last year", {"accepting": "no"}, ("Retired last year",)),
        ("city", "moved away", {"accepting": "no"}, ("moved away",)),
        ("specialties", "retired clergy, grief", {"specialties": "retired clergy; grief; ..."}, ("retired clergy",)),
        ("phone", "don't use this number", {}, ("don't use this number",)),
        ("do_not_refer", "never again", {"do_not_refer": "never again"}, ()),
        ("do_not_refer", "No", {}, ()),
        ("do_not_refer", "ok", {}, ()),
        ("do_not_refer", "no (resolved)", {}, ("no (resolved)",)),
        (
            "accepting",
            "Full!! do not send clients",
            {"accepting": "no", "do_not_refer": "Full!! do not send clients"},
            (),
        ),
        ("do_not_refer", "yes", {"do_not_refer": "yes"}, ()),
    ],
)
def test_words_against_a_referral_count_in_any_column(
    field: str, cell: str, values: dict[str, str], left: tuple[str, ...]
) -> None:
    check(field, cell, values, left)


def test_notes_are_kept_whole_and_their_warning_counts() -> None:
    words = "Great with teens.\nDo not refer: boundary violations"
    check("notes", words, {"notes": words, "do_not_refer": "Great with teens. Do not refer: boundary violations"})


def test_assumptions_are_said() -> None:
    assert read_cell("city", "NYC", CONTEXT).assumptions == ("NYC is taken as New York, NY",)
    assert read_cell("fee", "120.50", CONTEXT).assumptions == ("120.50 is taken as $121",)


@pytest.mark.parametrize("typed", ["couples", "couples therapy", "marriage counseling", "couples work", "Couples only"])
@pytest.mark.parametrize("depth", ["certified", "trained", "takes", None])
def test_sessions_for_couples_are_the_need_with_its_depth_and_whom_one_sees(typed: str, depth: str | None) -> None:
    cell = f"{typed} ({depth})" if depth else typed
    reading = read_cell("specialties", cell, CONTEXT)
    need = f"couples conflict ({depth})" if depth else "couples conflict"
    assert spelled(reading) == {"specialties": need, "populations": "couple; ..."}
    assert reading.left == ()


def test_a_column_of_exclusions_says_what_is_not_so() -> None:
    reading = read_denied_cell("specialties", "couples, SUD, blah", CONTEXT)
    assert spelled(reading) == {
        "populations": "couple (no); ...",
        "specialties": "couples conflict (no); substance use (no); ...",
    }
    assert reading.left == ("blah",)


@given(FIELD, st.text(max_size=80), st.sampled_from(["CO", "MA", None]), st.sampled_from([TODAY, None]))
def test_no_cell_is_ever_refused(field: str, text: str, state: str | None, today: date | None) -> None:
    assert isinstance(read_cell(field, text, SpellingContext(state, today)), CellReading)


NONSENSE = st.text(alphabet="zqxjk", min_size=5, max_size=12)
SHAPES = (
    "$150 {}", "{} 303-555-0101", "Aetna, {}", "{} (full)", "no {}", "yes - {}", "{}/{}", "[{}]", '["{}"]', "13+ {}",
    "{}, CO", "{}", "full til {}", "Ada {}, LCSW", "12 Oak St, {}, CO 80202", "{}@example.com",
)  # fmt: skip


@given(FIELD, st.sampled_from(SHAPES), NONSENSE)
def test_a_word_that_nobody_knows_is_never_lost(field: str, shape: str, word: str) -> None:
    cell = shape.format(word, word)
    reading = read_cell(field, cell, CONTEXT)
    kept = " ".join((*map(str, reading.values.values()), *reading.left, *reading.assumptions)).casefold()
    assert word in kept, cell


@given(st.sampled_from(VOCABULARY_LISTS), NONSENSE, st.sampled_from([",", ";", "/", "|"]))
def test_a_list_with_a_word_that_nobody_knows_is_open(field: str, word: str, sign: str) -> None:
    kind = BY_NAME[field].vocabulary
    assert kind is not None
    term = vocabulary(kind).names()[0]
    whole = read_cell(field, term, CONTEXT).values[field]
    mixed = read_cell(field, f"{term} {sign} {word}", CONTEXT)
    assert isinstance(whole, Listing) and whole.complete
    listing = mixed.values[field]
    assert isinstance(listing, Listing) and listing.open and word in " ".join(mixed.left)


@given(st.sampled_from(VOCABULARY_LISTS), st.data())
def test_every_term_comes_back_as_it_is_written(field: str, data: st.DataObject) -> None:
    kind = BY_NAME[field].vocabulary
    assert kind is not None
    names = data.draw(st.lists(st.sampled_from(vocabulary(kind).names()), min_size=1, max_size=4, unique=True))
    marks = data.draw(st.lists(st.sampled_from((None, "no", *BY_NAME[field].marks)), min_size=4, max_size=4))
    listing = Listing(tuple(map(Item, names, marks)), data.draw(st.booleans()))
    assert read_cell(field, write_value(field, listing), CONTEXT).values[field] == listing
    assert field in LISTS


WORDS = st.sampled_from(
    ["Ada", "Birch", "LCSW", "PhD", "Dr.", "Oak", "St", "12", "Denver", "CO", "Retired", "303-555-0101", "Li", ","]
)


@given(st.sampled_from(["name", "street", "phone", "email", "zip", "website"]), st.lists(WORDS, min_size=1, max_size=5))
def test_what_is_known_at_sight_is_what_the_whole_reading_says(field: str, words: list[str]) -> None:
    cell = " ".join(words).replace(" ,", ",")
    whole = cells._read(field, cell, CONTEXT)
    at_sight = cells.AT_ONCE[field](cell)
    assert at_sight is None or (dict(at_sight.values), at_sight.left) == (dict(whole.values), whole.left)


@pytest.mark.parametrize(
    ("field", "text", "named"),
    [
        ("languages", "Eng/Span", ("English", "Spanish")),
        ("populations", "fam, indiv", ("family", "individual")),
        ("specialties", "anx/dep, LD", ("anxiety", "depression", "learning disabilities")),
        ("specialties", "D&A", ("substance use",)),
        ("approaches", "play tx", ("play therapy",)),
    ],
)
def test_short_forms_of_the_trade(field: str, text: str, named: tuple[str, ...]) -> None:
    listing = read_cell(field, text, CONTEXT).values[field]
    assert isinstance(listing, Listing) and listing.names() == named


def test_a_name_turned_round_keeps_its_nickname() -> None:
    assert read_cell("name", 'Birch, Adelaide "Ada"', CONTEXT).values["name"] == 'Adelaide "Ada" Birch'


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("email", "v@example.com\\r\\nBcc: q@example.org", None),
        ("email", "v..v@example.com; q@example.org", None),
        ("email", "v@example.com\nBcc: q@example.org", "v@example.com"),
        ("email", "@ada_birch ada@example.com", "ada@example.com"),
        ("phone", "bad..v@example.com q@example.org", None),
        ("phone", "303-555-010, 900-555-0199", None),
        ("phone", "555-0101, 303-555-0199", "555-0101"),
        ("phone", "303-555-0101\\r\\nTEL:900-555-0199", "303-555-0101"),
        ("website", "javascript:alert(1)// q.example.org", None),
        ("website", "x.example.com; q.example.org", "x.example.com"),
    ],
)
def test_the_first_whole_address_is_taken_or_none_and_the_rest_is_kept(
    field: str, text: str, value: str | None
) -> None:
    reading = read_cell(field, text, CONTEXT)
    assert reading.values.get(field) == value
    kept = " ".join([*map(str, reading.values.values()), *reading.left])
    for part in ("q@example.org", "900-555-0199", "q.example.org", "alert(1)", "bad..v@example.com"):
        assert (part in text) == (part in kept), reading


@pytest.mark.parametrize("name", ["$(touch x) Csv Lane", "';touch y;' Semi", "`id` Roe", '"; ls; " Elm'])
def test_a_name_with_signs_within_is_kept_whole(name: str) -> None:
    reading = read_cell("name", name, CONTEXT)
    assert (reading.values["name"], reading.left) == (name, ())


@pytest.mark.parametrize("nobody", ["'", '"', "$()", "; ;"])
def test_signs_alone_name_nobody(nobody: str) -> None:
    assert "name" not in read_cell("name", nobody, CONTEXT).values
