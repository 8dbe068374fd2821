"""The network's rows: written into steps, read back as records, taken back, and carried over from schema 1."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from refer_cli.book import connection as opener
from refer_cli.book import journal, writing
from refer_cli.book import network_reading as reading
from refer_cli.book import network_writing as network
from refer_cli.book.reading import Book
from refer_cli.book.writing import WritableBook
from refer_cli.errors import BadValue, BookProblem, Refused
from refer_cli.fields.card import Facts
from refer_cli.network.records import Cadences, Outcome, Snooze

TODAY = "2026-11-24"


@pytest.fixture
def filled(book: WritableBook) -> WritableBook:
    with book.step("two people") as step:
        writing.insert_colleague(step, Facts({"name": "Ada Birch", "how_known": "met"}, TODAY), None)
        writing.insert_colleague(step, Facts({"name": "Flo Gum", "how_known": "listed"}, TODAY), None)
    return book


def test_a_meeting_keeps_everybody_once_and_its_tasks(filled: WritableBook) -> None:
    with filled.step("met") as step:
        group = network.add_group(step, "Tuesday consult", "consultation", place="Denver")
        meeting = network.add_meeting(step, "2026-11-12", "coffee", [2, 1, 2], note="by the park", group_id=group)
        task = network.add_follow_up(step, 1, "thank", "2026-11-14", meeting_id=meeting)
    (met,) = reading.meetings(filled)
    assert met == (meeting, "2026-11-12", "coffee", "by the park", group, (1, 2))
    (owed,) = reading.follow_ups(filled)
    assert (owed.id, owed.what, owed.due_on, owed.created_on) == (task, "thank", "2026-11-14", TODAY)
    with filled.step("later, then done") as step:
        network.move_follow_up(step, task, "2026-11-20")
        network.finish_follow_up(step, task, "2026-11-21")
    assert reading.follow_ups(filled) == []
    (done,) = reading.follow_ups(filled, open_only=False)
    assert (done.due_on, done.done_on) == ("2026-11-20", "2026-11-21")


def test_a_referral_keeps_its_offers_and_what_became_of_them(filled: WritableBook) -> None:
    with filled.step("give") as step:
        given = network.add_given_referral(step, "A7", [2, 1], "2026-11-20", reason="moving", consent_on="2026-11-19")
        network.add_outcome(step, given, 2, "no-capacity", "2026-11-22")
        network.add_outcome(step, given, 1, "contacted", "2026-11-22")
        network.add_outcome(step, given, 1, "first-session-held", "2026-11-24")
        received = network.add_received_referral(step, 1, "2026-11-23")
    first, second = reading.referrals(filled)
    assert (first.id, first.label, first.consent_on, first.direction) == (given, "A7", "2026-11-19", "given")
    assert [(one.colleague_id, one.status) for one in first.offers] == [(1, "first-session-held"), (2, "no-capacity")]
    assert first.offers[0].outcomes[0] == Outcome("contacted", "2026-11-22", 2)
    assert (second.id, second.direction, second.colleague_id, second.offers) == (received, "received", 1, ())
    assert filled.card(2).last_offered == "2026-11-20"


def test_a_snooze_and_a_cadence_are_kept_once(filled: WritableBook) -> None:
    with filled.step("put off") as step:
        network.add_snooze(step, "confirm", "2026-12-01", colleague_id=1)
        network.add_snooze(step, "confirm", "2026-12-08", colleague_id=1)
        network.add_snooze(step, "touch", "2026-12-02", colleague_id=1)
        network.set_cadence(step, "3m", colleague_id=1)
        network.set_cadence(step, "6w", colleague_id=1)
        network.set_cadence(step, "1y", tag="core")
        network.note_verified(step, 1, TODAY)
        network.note_verified(step, 1, TODAY)
    assert reading.snoozes(filled) == [Snooze("confirm", 1, "2026-12-08"), Snooze("touch", 1, "2026-12-02")]
    assert reading.cadences(filled) == Cadences({1: "6w"}, {"core": "1y"})
    assert reading.verifications(filled) == [(1, TODAY)]
    with filled.step("forget") as step:
        assert network.clear_cadence(step, tag="core")
        assert not network.clear_cadence(step, tag="core")
    assert reading.cadences(filled) == Cadences({1: "6w"}, {})


def test_a_group_is_named_once_and_changes(filled: WritableBook) -> None:
    with filled.step("group") as step:
        group = network.add_group(step, "Front Range list", "facebook")
    with pytest.raises(Refused), filled.step("again") as step:
        network.add_group(step, "Front Range list", "local")
    with filled.step("join") as step:
        network.change_group(step, group, joined_on="2026-11-01", next_meeting="2026-12-01")
    (one,) = reading.groups(filled)
    assert (one.mine, one.next_meeting, one.kind) == (True, "2026-12-01", "facebook")
    with pytest.raises((BadValue, BookProblem)), filled.step("leave") as step:
        network.change_group(step, group, left_on="2026-10-01")


@pytest.mark.parametrize(
    "values",
    [{"kind": "tea"}, {"on_day": "12 Nov"}, {"note": ""}],
)
def test_a_meeting_that_cannot_be_is_refused_whole(filled: WritableBook, values: dict[str, str]) -> None:
    whole = {"on_day": TODAY, "kind": "coffee", **values}
    note = whole.pop("note", None)
    with pytest.raises(BadValue), filled.step("met") as step:
        network.add_meeting(step, whole["on_day"], whole["kind"], [1], note=note)
    assert reading.meetings(filled) == []


def test_everything_is_taken_back_and_done_again(filled: WritableBook) -> None:
    with filled.step("a day") as step:
        group = network.add_group(step, "Tuesday consult", "consultation")
        meeting = network.add_meeting(step, TODAY, "group", [1], group_id=group)
        given = network.add_given_referral(step, "A7", [1], TODAY)
        network.add_follow_up(step, 1, "thank", TODAY, meeting_id=meeting, referral_id=given)
        network.add_outcome(step, given, 1, "waiting", TODAY)
        network.add_snooze(step, "outcome", TODAY, referral_id=given)
        network.set_cadence(step, "3m", colleague_id=1, tag="core")
        network.note_verified(step, 1, TODAY)
    before = list(filled.writable().iterdump())
    journal.undo(filled)
    assert not any(
        (reading.meetings(filled), reading.groups(filled), reading.referrals(filled), reading.follow_ups(filled))
    )
    journal.redo(filled)
    assert [line for line in filled.writable().iterdump() if "search" not in line] == [
        line for line in before if "search" not in line
    ]


def test_referrals_of_the_first_schema_are_carried_over(path: Path) -> None:
    source = Path(__file__).parent / "stored" / "schema-1.db"
    path.write_bytes(source.read_bytes())
    old = sqlite3.connect(path)
    old.execute("INSERT INTO open_step (only, step_id, journaling, marking) VALUES (1, NULL, FALSE, FALSE)")
    old.execute("INSERT INTO referral (id, label, reason, given_on) VALUES (5, 'A7', 'moving', '2026-11-20')")
    old.execute("INSERT INTO referral_option (referral_id, colleague_id, offered_on) VALUES (5, 1, '2026-11-20')")
    old.execute("DELETE FROM open_step")
    old.commit()
    old.close()
    with Book.open(path) as book:
        assert book.rows("PRAGMA user_version") == [(opener.SCHEMA_VERSION,)]
        (one,) = reading.referrals(book)
        assert (one.id, one.label, one.reason, one.direction, one.given_on) == (
            5,
            "A7",
            "moving",
            "given",
            "2026-11-20",
        )
        assert [offer.colleague_id for offer in one.offers] == [1]
        assert book.card(1).last_offered == "2026-11-20"
