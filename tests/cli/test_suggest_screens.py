"""The screens of `refer suggest`: what a client may see, the sum one can redo, 80 columns, and what is remembered."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from prepared_books import prepared
from reason_stories import MINE, STORIES
from written_book import PORTLAND, ask, names, write_book

from refer_cli.render.screen import cells

# Nothing private.

PRIVATE = {
    "how_known": "worked-with",
    "trust": "5",
    "first_met": "2019-05-06",
    "last_contact": "2026-10-09",
    "introduced_by": "Marker Introducer",
    "groups": "marker group",
    "follows": "marker follows",
    "ties": "marker tie",
    "notes": "marker notes",
    "tags": "marker tag",
    "faith": "markerfaith",
    "identities": "marker identity",
}
KNOWN = {
    "practice": "Birch Counseling",
    "phone": "503-555-0101",
    "email": "ada@example.com",
    "specialties": "anxiety (certified)",
    "panels": "Aetna",
    "fee": "150",
    "fee_floor": "50",
    "sliding_slots": "1",
    "approaches": "EMDR;CBT",
    "styles": "warm",
    "populations": "adult;individual",
    "languages": "Spanish",
    "gender": "woman",
}
NEVER = re.compile(
    r"marker|trust|worked.with|\bmet\b|2019|directory|score|points|weight|archived|do not refer|relationship|circle"
    r"|how well|tie\b|Rosa|Linden|Tuesday|\b0\.\d\d|█|near miss|Not suggested|Worth a call|Other Person|Barred Person",
    re.IGNORECASE,
)
CLIENT = (
    "--need",
    "anxiety",
    "--insurance",
    "Aetna",
    "--max-fee",
    "200",
    "--approach",
    "EMDR",
    "--style",
    "warm",
    "--language",
    "Spanish",
    "--age-group",
    "adult",
    *PORTLAND,
)
MUST = {
    "personality-clash": (),
    "outside-scope": (),
    "treatment-disagreement": (),
    "self-pay-transition": ("--leaving", "Aetna"),
    "insurance-change": (),
    "cannot-afford": (),
    "moving": (),
    "impartiality": ("--avoid", "Marker Avoided"),
    "no-progress": ("--tried", "ACT"),
    "caseload-full": (),
    "other": (),
}


@prepared
def marked(refer: Any) -> None:
    """A colleague with a word to be found in every private field, in my own group and practice; and two left out."""
    refer.ok(*MINE)
    write_book(
        refer,
        {
            "Ada Birch": {**KNOWN, **PRIVATE},
            "Ben Gum": {
                **KNOWN,
                **PRIVATE,
                "groups": "Tuesday consult group",
                "practice": "Gum Collective",
                "email": "b@example.com",
            },
            "Other Person": {**KNOWN, **PRIVATE, "panels": "none", "practice": "Elm Rooms", "email": "o@example.com"},
            "Barred Person": {
                **KNOWN,
                **PRIVATE,
                "do_not_refer": "marker reason",
                "practice": "Fir Rooms",
                "email": "f@example.com",
            },
        },
    )


@pytest.mark.parametrize("reason", list(MUST))
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_for_client_shows_nothing_private(marked: Any, reason: str, form: tuple[str, ...]) -> None:
    said = marked.ok("suggest", "--reason", reason, *CLIENT, *MUST[reason], "--for-client", *form).out
    assert "Ada Birch" in said and "503-555-0101" in said and "Birch Counseling" in said
    assert NEVER.findall(said) == []


def test_for_client_never_names_the_reason_in_hard_words(marked: Any) -> None:
    for reason, more in MUST.items():
        said = marked.ok("suggest", "--reason", reason, *CLIENT, *more, "--for-client").out.casefold()
        for word in ("clash", "afford", "impartial", "disagree", "no progress", "scope"):
            assert word not in said, (reason, word)


def test_for_client_hands_over_only_whom_may_be_offered_now(refer: Any) -> None:
    write_book(refer, {"Ready One": {"panels": "Aetna"}, "Asked First": {"panels": ""}})
    said = refer.ok("suggest", "--reason", "insurance-change", "--insurance", "Aetna", "--anywhere", "--for-client").out
    assert "Ready One" in said and "Asked First" not in said


def test_the_ordinary_answer_shows_no_notes_tags_or_reasons_not_to_refer(marked: Any) -> None:
    for form in ((), ("--json",), ("--explain",)):
        said = marked.ok("suggest", "--reason", "other", *CLIENT, "--no-remember", *form).out
        for word in (
            "marker notes",
            "marker tag",
            "marker reason",
            "markerfaith",
            "marker identity",
            "Marker Introducer",
        ):
            assert word not in said


def test_check_lines_carry_nothing_about_the_client(refer: Any) -> None:
    """They are read out on the telephone: no avoided name, no identity asked for, nothing that was tried."""
    write_book(
        refer,
        {
            "Hardly Known": {
                "license_states": "",
                "telehealth": "",
                "in_person": "",
                "accepting": "",
                "gender": "woman",
                "identities": "Deaf",
            }
        },
    )
    answer = ask(
        refer,
        "impartiality",
        "--avoid",
        "Marker Avoided",
        "--need",
        "anxiety",
        "--insurance",
        "Aetna",
        "--max-fee",
        "60",
        "--tried",
        "ACT",
        "--age-group",
        "teen",
        "--language",
        "Spanish",
        "--gender",
        "woman",
        "--identity",
        "Deaf",
        *PORTLAND,
        "--limit",
        "9",
    )
    (one,) = answer["candidates"]
    lines = " | ".join(one["check_first"])
    for asked in ("Aetna", "OR", "$60", "anxiety", "teen", "Spanish"):
        assert asked in lines
    for never in ("Marker", "Avoided", "woman", "Deaf", "ACT", "tried"):
        assert never not in lines
    assert "Marker" not in str(answer)


# The sum.

SUM = re.compile(
    r"^  (?P<label>[a-z][a-z ]*[a-z]) +(?P<weight>1\.00|\.\d\d) +(?P<score>1\.00|\.\d\d) +(?P<points>1\.0000|\.\d{4})  "
)
TOTAL = re.compile(r"^  together +1\.00 +(?P<points>1\.0000|\.\d{4})  (?P<short>\d\.\d\d)$")


def read_sums(screen: str) -> Iterator[tuple[list[tuple[str, int, int, int]], int, str]]:
    """Every sum on an explanation: its rows in hundredths and ten-thousandths, its total, and the headline."""
    rows: list[tuple[str, int, int, int]] = []
    for line in screen.splitlines():
        if found := TOTAL.match(line):
            yield rows, round(float(found["points"]) * 10_000), found["short"]
            rows = []
        elif found := SUM.match(line):
            weight, score = (round(float(found[name]) * 100) for name in ("weight", "score"))
            rows.append((found["label"].strip(), weight, score, round(float(found["points"]) * 10_000)))


@pytest.mark.parametrize("reason", list(STORIES))
def test_a_pencil_finds_the_same_total(refer: Any, reason: str) -> None:
    story = STORIES[reason]
    if story.profile:
        refer.ok(*story.profile)
    write_book(refer, story.people)
    told = ask(refer, reason, *story.options, "--limit", "9")
    screen = refer.ok("suggest", "--reason", reason, *story.options, "--limit", "9", "--explain").out
    sums = list(read_sums(screen))
    assert len(sums) == len(told["candidates"]) > 0
    for (rows, total, short), one in zip(sums, told["candidates"], strict=True):
        assert len(rows) == len(one["criteria"])
        assert [weight * score for _, weight, score, _ in rows] == [points for *_, points in rows]
        assert sum(weight for _, weight, _, _ in rows) == 100
        assert sum(points for *_, points in rows) == total == round(one["score"] * 10_000)
        assert short == f"{total / 10_000:.2f}"


def test_against_the_next_one_the_differences_make_the_lead_largest_first(refer: Any) -> None:
    write_book(refer, STORIES["moving"].people)
    options = ("suggest", "--reason", "moving", *STORIES["moving"].options, "--explain")
    screen = " ".join(refer.ok(*options).out.split())
    found = re.search(r"Against Bo Finch \(\.(\d{4})\): ([^.]*(?:\.\d{4}[^.]*)*)\.", screen)
    assert found is not None, screen
    gains = [int(sign + digits) for sign, digits in re.findall(r"([+-])\.(\d{4})", found[2])]
    first, second = STORIES["moving"].points.values()
    assert int(found[1]) == second and sum(gains) == first - second
    assert [abs(gain) for gain in gains] == sorted((abs(gain) for gain in gains), reverse=True)
    # location 36 x (100 - 70), insurance 24 x (100 - 70), need 22 x (85 - 100), relationship 8 x (80 - 100)
    assert gains == [1080, 720, -330, -160]


def test_explain_shows_the_step_that_age_takes(refer: Any) -> None:
    write_book(refer, {"Old Panel": {"panels": "Aetna", "panels_as_of": "2025-11-29"}})
    screen = refer.ok("suggest", "--reason", "insurance-change", "--insurance", "Aetna", "--anywhere", "--explain").out
    assert "1.00 when fresh; 360 days old" in " ".join(screen.split())
    row = ask(refer, "insurance-change", "--insurance", "Aetna", "--anywhere")["candidates"][0]["criteria"][0]
    assert (row["fresh_score"], row["score"]) == (1.0, 0.75)


# 80 columns.

SIXTY = "Bartholomew-Maximilian Featherstonehaugh-Cholmondeley Quince"
UNBROKEN = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewis"
WIDE = "千年世代子供家族相談所心理療法研究会館東京都港区白金台三丁目"
LONG_NEED = "a need that somebody described in very many words of their own"
LONG_FACTS = {
    **KNOWN,
    "email": f"{'b' * 24}@therapy-and-counseling.example.com",
    "groups": "Tuesday consult group",
    "panels": "Massachusetts Behavioral Health Partnership;Aetna",
    "styles": "warm;structured;practical;collaborative",
}


@prepared
def long_names(refer: Any) -> None:
    refer.ok(*MINE)
    assert len(SIXTY) == len(UNBROKEN) == 60
    people: dict[str, dict[str, str]] = {}
    for number, name in enumerate((SIXTY, UNBROKEN, WIDE)):
        facts = {**LONG_FACTS, "practice": (UNBROKEN, SIXTY, WIDE)[number], "credentials": "PhD;LMHCA;LICSW"}
        people[name] = facts
        people[f"{name} Full"] = {**facts, "panels": "Aetna (full)", "practice": ""}
        people[f"{name} Dear"] = {**facts, "fee": "400", "fee_floor": "400", "practice": ""}
        people[f"{name} Old"] = {**facts, "practice": "", "phone": "", "as_of": "2024-01-01", "how_known": "listed"}
    for number, facts in enumerate(people.values()):
        facts["email"] = f"{number}{facts['email']}" if facts.get("phone") else ""
    write_book(refer, people)
    for number in range(1, len(people) + 1):
        refer.ok("edit", str(number), "--specialty", f"{LONG_NEED} (trained)")


@pytest.mark.parametrize("reason", list(MUST))
@pytest.mark.parametrize(
    "form", [(), ("--explain",), ("--for-client",), ("--limit", "99"), ("--limit", "99", "--explain")]
)
def test_no_line_is_wider_than_80_columns(long_names: Any, reason: str, form: tuple[str, ...]) -> None:
    avoid = ("--avoid", SIXTY.swapcase()[::-1]) if reason == "impartiality" else MUST[reason]
    more = ("--need", LONG_NEED)
    screen = long_names.ok("suggest", "--reason", reason, *CLIENT, *more, *avoid, *form, "--no-remember").out
    assert [line for line in screen.splitlines() if cells(line) > 80] == []
    assert "Traceback" not in screen


def test_a_long_name_can_still_be_read_whole(long_names: Any) -> None:
    screen = " ".join(long_names.ok("suggest", "--reason", "other", *CLIENT, "--explain", "--limit", "99").out.split())
    assert SIXTY in screen


def test_the_commands_to_paste_ask_the_same_book(refer: Any) -> None:
    write_book(refer, {"Ann Only": {}})
    del refer.environ["REFER_BOOK"]
    screen = refer.ok("--book", str(refer.book), "suggest", "--reason", "other", "--anywhere").out
    pasted = " ".join(screen.replace("\\\n", " ").split())
    assert f"refer --book {refer.book} suggest --reason other --anywhere --more" in pasted


def test_without_any_way_to_reach_somebody_the_screen_says_so(refer: Any) -> None:
    write_book(refer, {"Ann Silent": {}})
    assert "no telephone or e-mail" in refer.ok("suggest", "--reason", "other").out
    assert ask(refer, "other")["candidates"][0]["contact"] == {"phone": None, "email": None}


def test_one_colleague_fits_and_does_not_stand_out(refer: Any) -> None:
    write_book(refer, {"Ann Only": {}})
    answer = ask(refer, "other")
    assert answer["stand_out"] is False
    assert "Only Ann Only fits" in answer["advice"]
    assert "Ann Only" in refer.ok("suggest", "--reason", "other").out


@pytest.mark.parametrize("archived", [False, True])
@pytest.mark.parametrize("form", [(), ("--explain",), ("--limit", "3")])
@pytest.mark.usefixtures("no_colleagues")
def test_an_empty_book_and_one_that_is_all_archived(refer: Any, archived: bool, form: tuple[str, ...]) -> None:
    if archived:
        write_book(refer, {"Ann Gone": {}})
        refer.ok("archive", "Ann Gone")
    screen = refer.ok("suggest", "--reason", "moving", "--city", "Denver", *form).out
    assert ("archived" in screen) == archived and "refer " in screen
    assert "Ann Gone" not in screen
    answer = ask(refer, "moving", "--city", "Denver", *(form if form != ("--explain",) else ()))
    assert (answer["considered"], answer["eligible"], answer["candidates"], answer["excluded"]) == (0, 0, [], {})
    assert answer["stand_out"] is False and answer["advice"]


def test_danger_is_said_first(refer: Any) -> None:
    write_book(refer, {"Ann Only": {"specialties": "self-harm (trained)"}})
    first = next(
        line
        for line in refer.ok("suggest", "--reason", "other", "--need", "self-harm").out.splitlines()
        if line.strip()
    )
    assert "988" in first and "911" in first
    assert ask(refer, "other", "--need", "grief")["danger"] is False


def test_near_misses_stand_apart_from_the_limit(refer: Any) -> None:
    write_book(refer, {**STORIES["cannot-afford"].people, **STORIES["moving"].people})
    options = STORIES["cannot-afford"].options
    assert (
        ask(refer, "cannot-afford", *options)["near_misses"]
        == ask(refer, "cannot-afford", *options, "--limit", "1")["near_misses"]
    )


def test_never_padded_and_spread_over_practices(refer: Any) -> None:
    same = {"specialties": "anxiety (trained)", "practice": "Birch Counseling"}
    write_book(
        refer,
        {
            "Amy A": same,
            "Ben B": same,
            "Cal C": same,
            "Dot D": {**same, "practice": "Elm Rooms", "trust": "2"},
            "Eve E": {**same, "specialties": "anxiety (takes)", "practice": "Fir Rooms"},
        },
    )
    answer = ask(refer, "other", "--need", "anxiety", "--anywhere")
    # Of near equals another practice comes in; equals of one practice go by name; "takes" not behind two trained.
    assert set(names(answer)) == {"Amy A", "Ben B", "Dot D"} and names(answer)[0] == "Amy A"
    assert len(ask(refer, "other", "--need", "anxiety", "--anywhere", "--limit", "99")["candidates"]) == 5


def test_one_stands_out_by_a_fifth(refer: Any) -> None:
    best = {"specialties": "anxiety (certified)"}
    write_book(refer, {"Amy Best": best, "Ben Next": {"specialties": "anxiety (takes)", "accepting": "waitlist"}})
    # caseload-full: .52 x .50 + .31 x .30 = .353 apart
    answer = ask(refer, "caseload-full", "--need", "anxiety", "--anywhere")
    assert answer["stand_out"] is True and "Amy Best" in answer["advice"]
    refer.ok("edit", "Amy Best", "--accepting", "unknown")
    assert ask(refer, "caseload-full", "--need", "anxiety", "--anywhere")["stand_out"] is False


# What is remembered.


def remembered(refer: Any) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(refer.book)) as book:
        return book.execute(
            "SELECT day, state, need, panel, fee_band, age_group, language, found FROM request ORDER BY id"
        ).fetchall()


REQUEST = (
    "suggest",
    "--reason",
    "impartiality",
    "--avoid",
    "Marker Avoided",
    "--need",
    "anxiety",
    "--insurance",
    "Aetna",
    "--max-fee",
    "130",
    "--age-group",
    "teen",
    "--language",
    "Spanish",
    *PORTLAND,
)


def test_a_request_is_remembered_once_a_day_and_says_whether_anybody_was_found(marked: Any) -> None:
    for _ in range(3):
        marked.ok(*REQUEST)
    assert remembered(marked) == [("2026-11-24", "OR", "anxiety", "Aetna", "125-149", "teen", "Spanish", 0)]
    marked.ok("suggest", "--reason", "other", *PORTLAND)
    assert [row[-1] for row in remembered(marked)] == [0, 1]
    from datetime import date

    marked.today = date(2026, 11, 25)
    marked.ok(*REQUEST)
    assert [row[0] for row in remembered(marked)] == ["2026-11-24", "2026-11-24", "2026-11-25"]


def test_it_keeps_no_name_to_avoid_and_stays_outside_undo(marked: Any) -> None:
    marked.ok(*REQUEST)
    assert b"Marker Avoided" not in marked.book.read_bytes()
    wal = marked.book.with_name(marked.book.name + "-wal")
    assert not wal.exists() or b"Marker Avoided" not in wal.read_bytes()
    assert remembered(marked)
    marked.ok("undo")
    assert remembered(marked)


def test_nothing_is_remembered_when_told_not_to(marked: Any) -> None:
    marked.ok(*REQUEST, "--no-remember")
    marked.ok("--demo", "suggest", "--reason", "moving", "--city", "Denver")
    assert remembered(marked) == []


def test_remembering_is_switched_off_and_on_for_good(marked: Any) -> None:
    off = marked.ok("network", "--no-remember")
    assert "From now on your requests are not remembered." in off.out and "undo takes it back" in off.out
    marked.ok(*REQUEST)
    assert remembered(marked) == []
    assert marked.ok("network", "--no-remember", "--json").json == {
        "schema": "refer.network-remember/1", "remember": False, "changed": False,
    }  # fmt: skip
    marked.ok("network", "--remember")
    marked.ok(*REQUEST)
    assert len(remembered(marked)) == 1


def test_undo_remembers_again(marked: Any) -> None:
    marked.ok("network", "--no-remember")
    marked.ok("undo")
    marked.ok(*REQUEST)
    assert len(remembered(marked)) == 1
    assert marked("network", "--no-remember", "--html", "network.html").code == 2


def test_a_refused_request_is_not_remembered(marked: Any) -> None:
    assert marked("suggest", "--reason", "moving", "--city", "Xyzzyville").code == 2
    assert remembered(marked) == []


def test_a_book_that_cannot_be_written_still_answers(marked: Any) -> None:
    marked.ok("list")
    marked.book.chmod(0o400)
    folder = marked.book.parent
    folder.chmod(0o500)
    try:
        assert "Ada Birch" in marked(*REQUEST[:3], "--avoid", "Marker Avoided", *PORTLAND).out
    finally:
        folder.chmod(0o700)
        marked.book.chmod(0o600)
