"""What is due and when: states, snoozes, cadences, and ids that stay."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.network import spans
from refer_cli.network.due import (
    CONFIRM,
    OUTCOME,
    STATES,
    TASK,
    TOUCH,
    Contact,
    DueSources,
    Line,
    Stale,
    about,
    due_lines,
    line_id,
    line_of,
    state_of,
)
from refer_cli.network.records import Cadences, FollowUp, Offer, Outcome, Referral, Snooze

TODAY = date(2026, 11, 24)
ADA = Contact(1, "Ada Birch", "2026-01-05", "2026-08-20", False)
FLO = Contact(2, "Flo Gum", None, None, False)
OLD = Contact(3, "Kim Larch", "2020-01-01", "2020-01-01", True)
PEOPLE = {one.id: one for one in (ADA, FLO, OLD)}


def task(number: int, who: int, due_on: str, done_on: str | None = None) -> FollowUp:
    return FollowUp(number, who, "thank", None, due_on, None, None, "2026-11-01", done_on)


def only(kept: DueSources) -> Line:
    (line,) = due_lines(kept, TODAY)
    return line


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2026-11-23", "overdue"),
        ("2026-11-24", "today"),
        ("2026-11-25", "soon"),
        ("2026-12-01", "soon"),
        ("2026-12-02", "later"),
    ],
)
def test_a_state_is_how_far_a_day_is_from_today(on: str, state: str) -> None:
    assert state_of(on, TODAY) == state


def test_open_tasks_are_due_on_their_day_but_not_of_the_archived() -> None:
    tasks = [
        task(1, 1, "2026-11-20"),
        task(2, 2, "2026-12-24"),
        task(3, 3, "2026-11-20"),
        task(4, 1, "2026-11-20", "2026-11-21"),
    ]
    assert [(line.id, line.name, line.state) for line in due_lines(DueSources(PEOPLE, tasks), TODAY)] == [
        (4, "Ada Birch", "overdue"),
        (8, "Flo Gum", "later"),
    ]


def test_stale_facts_are_one_line_a_colleague_due_when_the_oldest_turned_180_days() -> None:
    line = only(DueSources(PEOPLE, stale=[Stale(1, "fee", "2026-05-28"), Stale(1, "accepting", "2026-05-01")]))
    assert (line.id, line.kind, line.on, line.since) == (5, CONFIRM, "2026-10-28", "2026-05-01")
    assert line.facts == ("accepting", "fee")


def test_a_fact_of_180_days_is_due_today() -> None:
    assert only(DueSources(PEOPLE, stale=[Stale(1, "fee", "2026-05-28")])).state == "today"


@pytest.mark.parametrize(
    ("cadences", "tags", "on"),
    [
        (Cadences({1: "3m"}, {}), {}, "2026-11-20"),
        (Cadences({1: "1y"}, {"core": "2w"}), {1: ("core",)}, "2027-08-20"),
        (Cadences({}, {"core": "6m", "Teen": "3m"}), {1: ("teen", "core")}, "2026-11-20"),
        (Cadences({2: "3m"}, {}), {}, "2026-11-24"),
    ],
)
def test_losing_touch_counts_from_the_last_contact(
    cadences: Cadences, tags: dict[int, tuple[str, ...]], on: str
) -> None:
    line = only(DueSources(PEOPLE, cadences=cadences, tags=tags))
    assert (line.kind, line.on) == (TOUCH, on)


def test_without_a_last_contact_the_first_meeting_counts() -> None:
    people = {1: ADA._replace(last_contact=None)}
    assert only(DueSources(people, cadences=Cadences({1: "1m"}, {}))).on == "2026-02-05"


def test_the_archived_and_a_span_that_is_none_have_no_line() -> None:
    assert due_lines(DueSources(PEOPLE, cadences=Cadences({3: "1m", 1: "often"}, {})), TODAY) == []


def referral(*offers: Offer, label: str | None = "A7") -> Referral:
    return Referral(31, label, "moving", "given", "2026-11-20", None, None, offers)


def test_an_open_referral_asks_what_came_of_it() -> None:
    line = only(DueSources(PEOPLE, referrals=[referral(Offer(1, "2026-11-20"), Offer(2, "2026-11-20"))]))
    assert (line.id, line.colleague, line.referral, line.label) == (127, None, 31, "A7")
    assert (line.on, line.asks, line.name) == ("2026-11-27", "choice", None)
    chosen = referral(Offer(2, "2026-11-20", (Outcome("contacted", "2026-11-22"),)))
    line = only(DueSources(PEOPLE, referrals=[chosen]))
    assert (line.on, line.asks, line.name, line.since) == ("2026-12-06", "session", "Flo Gum", "2026-11-22")
    assert (
        due_lines(
            DueSources(
                PEOPLE, referrals=[referral(Offer(2, "2026-11-20", (Outcome("first-session-held", "2026-11-22"),)))]
            ),
            TODAY,
        )
        == []
    )


def test_what_concerns_one_colleague() -> None:
    kept = DueSources(
        PEOPLE, [task(1, 1, "2026-11-20"), task(2, 2, "2026-11-20")], referrals=[referral(Offer(2, "2026-11-20"))]
    )
    assert [line.id for line in about(due_lines(kept, TODAY), 2)] == [8, 127]


@pytest.mark.parametrize(("until", "on"), [("2026-12-01", "2026-12-01"), ("2026-11-01", "2026-11-20")])
def test_a_snooze_holds_until_what_it_follows_from_is_later(until: str, on: str) -> None:
    kept = DueSources(
        PEOPLE, cadences=Cadences({1: "3m"}, {}), snoozes=[Snooze(TOUCH, 1, until), Snooze(CONFIRM, 1, "2027-01-01")]
    )
    assert only(kept).on == on


def test_a_contact_after_a_snooze_resets_it() -> None:
    people = {1: ADA._replace(last_contact="2026-11-24")}
    kept = DueSources(people, cadences=Cadences({1: "3m"}, {}), snoozes=[Snooze(TOUCH, 1, "2026-12-01")])
    assert only(kept).on == "2027-02-24"


@given(st.sampled_from([TASK, CONFIRM, TOUCH, OUTCOME]), st.integers(0, 10**12))
def test_an_id_says_what_it_is_of(kind: str, number: int) -> None:
    assert line_of(line_id(kind, number)) == (kind, number)


DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31)).map(date.isoformat)


@given(
    st.dictionaries(st.integers(1, 9), DAYS),
    st.dictionaries(st.integers(1, 9), st.sampled_from(["1d", "6w", "1m", "1y"])),
    st.dictionaries(st.integers(1, 9), DAYS),
    st.lists(st.tuples(st.sampled_from([CONFIRM, TOUCH, TASK]), st.integers(1, 9), DAYS)),
    st.dates(date(2024, 1, 1), date(2028, 12, 31)),
)
def test_lines_are_each_once_in_order_and_never_before_their_cause(
    tasks: dict[int, str],
    cadences: dict[int, str],
    facts: dict[int, str],
    snoozes: list[tuple[str, int, str]],
    today: date,
) -> None:
    people = {one: Contact(one, f"Colleague {one}", None, "2026-01-31", False) for one in range(1, 10)}
    kept = DueSources(
        people,
        [task(number, number, on) for number, on in tasks.items()],
        [Stale(one, "fee", day) for one, day in facts.items()],
        Cadences(cadences, {}),
        snoozes=[Snooze(*one) for one in snoozes],
    )
    lines = due_lines(kept, today)
    assert len({line.id for line in lines}) == len(lines) == len(tasks) + len(cadences) + len(facts)
    assert [line.on for line in lines] == sorted(line.on for line in lines)
    until = {(kind, subject): day for kind, subject, day in snoozes if kind != TASK}
    for line in lines:
        kind, subject = line_of(line.id)
        own = {
            TASK: lambda one: tasks[one],
            CONFIRM: lambda one: (date.fromisoformat(facts[one]) + timedelta(days=180)).isoformat(),
            TOUCH: lambda one: spans.add_span("2026-01-31", spans.parse_span(cadences[one])),
        }[kind](subject)
        assert line.on == max(own, until.get((kind, subject), own))
        assert line.state in STATES and line.state == state_of(line.on, today)
