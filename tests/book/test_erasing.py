"""Erasing is whole whatever was written before, and what is left can still be taken back."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from examples import few_in_one_book
from hypothesis import example, given
from hypothesis import strategies as st

from refer_cli.book import erasing_files, journal, leaving, merging, network_writing, own_words, triggers, writing
from refer_cli.book.mentions import Marks
from refer_cli.book.openings_past import OUTCOME
from refer_cli.book.perhaps_named import Place
from refer_cli.book.whereabouts import whereabouts
from refer_cli.book.writing import Step, WritableBook
from refer_cli.errors import Refused
from refer_cli.fields.card import Facts
from refer_cli.fields.merge_plan import merge_plan
from refer_cli.fields.values import Accepting, Item, Listing

TODAY = "2026-11-24"
KINDS = [
    "add", "add", "bulk", "change", "mention", "mention", "hint", "group", "tie", "archive", "meet", "meet", "give",
    "give", "outcome", "owe", "cadence", "delete", "merge", "undo", "undo", "redo",
]  # fmt: skip
commands = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 9), st.integers(0, 9)), min_size=4, max_size=30)


@pytest.fixture
def empty_file(tmp_path: Path, empty_book: bytes) -> Path:
    """A file, because Hypothesis would print its bytes."""
    file = tmp_path / "empty"
    file.write_bytes(empty_book)
    return file


class World:
    """A book that is written at random; nobody's words are anybody else's, so that a trace is found by them."""

    def __init__(self, book: WritableBook) -> None:
        self.book = book
        self.people = 0
        self.groups = 0
        self.days = 1

    def words_about(self, step: Step, person: int, which: int) -> str:
        """One of the ways to name somebody, the whole name first."""
        name = step.book.card(person).name
        first, last = name.split()
        ways = (f"knows {name}", first, f"Dr. {last}", f"{first.upper()}'s", f"{first[0]}. {last}s", f"{last}, {first}")
        return ways[which % len(ways)]

    def person(self) -> dict[str, Any]:
        self.people += 1
        number = self.people
        return {
            "name": f"Xq{number}z Wv{number}k",
            "email": f"mail{number}z@example.com",
            "phone": f"303-555-{number:04}",
            "notes": f"secret{number}z",
            "practice": f"rooms{number}z",
            "city": "Denver",
        }

    def do(self, kind: str, one: int, other: int) -> None:
        ids = [row[0] for row in self.book.names()]
        if kind in ("undo", "redo"):
            with contextlib.suppress(Refused):
                (journal.undo if kind == "undo" else journal.redo)(self.book)
            return
        if not ids and kind not in ("add", "bulk"):
            return
        first, second = (ids[number % len(ids)] if ids else 0 for number in (one, other))
        names = " and ".join(self.book.card(number).name for number in {first, second} - {0})
        with self.book.step(f"{kind} {names}") as step:
            write = self.client if kind in ("full", "open", "receive") else self.write
            write(step, kind, first, second)

    def write(self, step: Step, kind: str, first: int, second: int) -> None:
        facts = lambda **values: Facts(values, TODAY)  # noqa: E731
        if kind == "add":
            writing.insert_colleague(step, facts(**self.person()), (39.7, -104.9))
        elif kind == "bulk":
            writing.insert_colleagues(step, [(facts(**self.person()), None) for _ in range(2)])
        elif kind == "change":
            writing.change_card(step, first, facts(phone="303-555-9999", notes=step.book.card(first).values["notes"]))
        elif kind in ("mention", "hint", "group"):
            self.name_somebody(step, kind, first, second)
        elif kind == "tie":
            tie = Listing((Item(step.book.card(second).name), Item("Larkspur")))
            writing.change_card(step, first, facts(ties=tie))
        elif kind == "archive":
            writing.archive_colleague(step, first, TODAY) or writing.unarchive_colleague(step, first)
        elif kind == "meet":
            note = f"spoke with {step.book.card(first).name}"
            number = network_writing.add_meeting(step, TODAY, "coffee", [first, second], note=note)
            network_writing.add_follow_up(step, second, "write", TODAY, detail="a letter", meeting_id=number)
        elif kind == "give":
            network_writing.add_given_referral(step, f"A{first}", list({first, second}), TODAY, reason="moving")
        elif kind == "outcome":
            given = step.connection.execute("SELECT referral_id, colleague_id FROM referral_option LIMIT 1").fetchone()
            if given:
                network_writing.add_outcome(step, *given, "contacted", TODAY)
        elif kind == "owe":
            network_writing.add_follow_up(step, first, "thank", TODAY, detail=step.book.card(second).name)
        elif kind == "cadence":
            network_writing.set_cadence(step, "3m", colleague_id=first)
        elif kind == "delete":
            leaving.take_out(step, first)
        elif kind == "merge" and first != second:
            cards = [step.book.card(number) for number in (first, second)]
            merging.merge_cards(step, cards[0], cards[1], merge_plan(cards[0], cards[1], frozenset()))

    def client(self, step: Step, kind: str, first: int, second: int) -> None:
        """What a client does to a card, and her own word on the same."""
        if kind == "open":
            word = Accepting("yes") if second % 2 else Accepting("waitlist", "2027-03")
            writing.change_card(step, first, Facts({"accepting": word}, TODAY), redate=("accepting",))
        elif kind == "receive":
            network_writing.add_received_referral(step, first, TODAY, label=f"A{second}")
            writing.change_card(step, first, Facts({"last_contact": f"2026-10-{self.days:02}"}, TODAY))
            self.days += 1
        else:
            offered = "SELECT referral_id FROM referral_option WHERE colleague_id = ? ORDER BY 1"
            for (referral,) in step.connection.execute(offered, (first,)).fetchall()[-1:]:
                network_writing.add_outcome(step, referral, first, "no-capacity", TODAY)
                full = Facts({"accepting": Accepting("no")}, TODAY, OUTCOME)
                writing.change_card(step, first, full, redate=("accepting",))

    def name_somebody(self, step: Step, kind: str, first: int, second: int) -> None:
        about = self.words_about(step, second, first)
        if kind == "mention":
            notes = f"{step.book.card(first).values['notes']}; {about}"
            writing.change_card(step, first, Facts({"notes": notes}, TODAY))
        elif kind == "hint":
            introduced_by = self.words_about(step, second, first + 1)
            tags = Listing((Item(f"{about} list"),))
            writing.change_card(step, first, Facts({"tags": tags, "introduced_by": introduced_by}, TODAY))
        else:
            self.groups += 1
            name = f"{about} circle {self.groups}"
            number = network_writing.add_group(step, name, "consultation")
            network_writing.add_meeting(step, TODAY, "group", [first], note=name, group_id=number)


class Trace(NamedTuple):
    file: str
    text: bytes


def traces(path: Path, person: str) -> list[Trace]:
    """What is left of somebody (by the number in their words) in the book's files."""
    words = [word.format(person).encode() for word in ("xq{}z", "wv{}k", "mail{}z", "secret{}z", "rooms{}z")]
    files = [file for file in path.parent.iterdir() if file.name.startswith(path.name)]
    return [Trace(file.name, word) for file in files for word in words if word in file.read_bytes().lower()]


def sound(path: Path) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("SELECT * FROM open_step").fetchall() == []
    assert connection.execute("SELECT * FROM dirty").fetchall() == []
    connection.close()


# A number that was somebody else's before, or since.
@example([("add", 0, 0), ("merge", 0, 1), ("add", 0, 0), ("add", 0, 0)], 0, "every")
@example([("add", 0, 0), ("merge", 0, 1), ("add", 0, 0), ("add", 0, 0)], 1, "whole")
@example([("add", 0, 0), ("merge", 0, 1), ("add", 0, 0), ("merge", 0, 1), ("add", 0, 0)], 1, "keep")
@example([("add", 0, 0), ("mention", 1, 0), ("change", 1, 0), ("group", 1, 0), ("hint", 1, 0)], 0, "words")
@few_in_one_book
@given(commands, st.integers(0, 9), st.sampled_from(["keep", "whole", "every", "every", "words"]))
def test_of_whoever_is_erased_nothing_is_left_and_all_else_can_be_taken_back(
    path: Path, empty_file: Path, written: list[tuple[str, int, int]], whom: int, how: str
) -> None:
    """`keep`: no mention is blanked; `whole`: the whole name alone; `every`: parts of it too; `words`: those later."""
    shutil.copy(empty_file, path)
    with WritableBook.open_writing(path, TODAY) as book:
        world = World(book)
        world.do("add", 0, 0)
        for command in written:
            world.do(*command)
        people = book.names()
        if not people:
            return
        number, name, *_ = people[whom % len(people)]
        others = {row[0]: row[1] for row in people if row[0] != number}
        referrals = book.rows("SELECT id, given_on, label FROM referral ORDER BY id")
        given_again = whereabouts(book.writable(), {number}, Marks(frozenset({name}))).over > 0
        survey = erasing_files.survey_person(path, book.writable(), number, name)
        agreed = None if how == "every" else frozenset[Place]()
        result = erasing_files.erase(book, survey, blank=how != "keep", with_requests=False, agreed=agreed)
        assert result.swept
        left = result.erased[path].unsure_left
        if how == "words":
            words = erasing_files.survey_words(path, book.writable(), name.split())
            assert bool(words.unsure) == bool(left)
            again = erasing_files.erase(book, words, blank=False, with_requests=False, agreed=None)
            assert (again.erased[path].unsure_blanked, again.erased[path].unsure_left) == (
                sum(place.times for place in words.unsure),
                0,
            )
            left = 0
        assert {row[0]: row[1] for row in book.names()} == others
        assert book.rows("SELECT id, given_on, label FROM referral ORDER BY id") == referrals
        assert book.search("secret" + name.partition("z")[0].removeprefix("Xq") + "z") == []
    person = name.partition("z")[0].removeprefix("Xq")
    named = {f"xq{person}z".encode(), f"wv{person}k".encode()}
    kept = named if how == "keep" or left else set()
    there = {trace.text for trace in traces(path, person)}
    assert there <= kept
    assert bool(there) or how == "keep" or not left  # what is counted as left is there
    sound(path)
    with WritableBook.open_writing(path, TODAY) as book:
        taken_back = 0
        while journal.last_step(book) is not None:
            journal.undo(book)
            taken_back += 1
        before = {row[0]: row[1] for row in book.names()}
        assert before == {} or given_again
        assert before.items() <= others.items()
        for _ in range(taken_back):
            journal.redo(book)
        assert {row[0]: row[1] for row in book.names()} == others
    assert {trace.text for trace in traces(path, person)} <= kept
    sound(path)


clients = st.lists(
    st.tuples(
        st.sampled_from(["add", "bulk", "full", "full", "open", "open", "give", "give", "receive", "change", "merge",
                         "undo", "redo", "delete", "archive"]),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    min_size=4,
    max_size=30,
)  # fmt: skip
_CARDS = (
    "SELECT id, name, phone, accepting, accepting_until, first_met, last_contact, archived_on, notes FROM colleague"
    " ORDER BY id"
)
_DATES = "SELECT colleague_id, field, as_of, extent FROM fact ORDER BY 1, 2"


@example([("open", 0, 0), ("give", 0, 0), ("full", 0, 0), ("open", 0, 1), ("full", 0, 0), ("change", 0, 0)], 0)
@example([("give", 0, 0), ("full", 0, 0), ("add", 0, 0), ("merge", 0, 1), ("open", 0, 0)], 0)
@few_in_one_book
@given(clients, st.integers(0, 9))
def test_of_a_client_who_is_erased_undo_says_and_does_nothing(
    path: Path, empty_file: Path, written: list[tuple[str, int, int]], which: int
) -> None:
    shutil.copy(empty_file, path)
    with WritableBook.open_writing(path, TODAY) as book:
        world = World(book)
        world.do("add", 0, 0)
        for command in written:
            world.do(*command)
        labels = [row[0] for row in book.rows("SELECT DISTINCT label FROM referral ORDER BY id")]
        if not labels:
            return
        label = labels[which % len(labels)]
        numbers = {row[0] for row in book.rows("SELECT id FROM referral WHERE label = :label", {"label": label})}
        cards, dates = book.rows(_CARDS), book.rows(_DATES)
        theirs = "(SELECT id FROM referral WHERE label = :label)"
        others = book.rows(f"SELECT * FROM outcome WHERE referral_id NOT IN {theirs}", {"label": label})
        survey = erasing_files.survey_label(path, book.writable(), label)
        erasing_files.erase(book, survey, blank=True, with_requests=False)
        assert (book.rows(_CARDS), book.rows(_DATES)) == (cards, dates)
        assert book.rows("SELECT * FROM outcome") == others
        kept = book.rows("SELECT what, before, after FROM step LEFT JOIN change ON change.step_id = step.id")
        for what, *images in kept:
            assert label not in what
            for image in images:
                assert image is None or f'"{label}"' not in image
        for (images,) in book.rows("SELECT coalesce(after, before) FROM change WHERE table_name = 'outcome'"):
            assert f'"referral_id":{min(numbers)},' not in images
        taken_back = 0
        while journal.last_step(book) is not None:
            journal.undo(book)
            taken_back += 1
        for _ in range(taken_back):
            journal.redo(book)
        assert (book.rows(_CARDS), book.rows(_DATES)) == (cards, dates)
    sound(path)


def test_every_table_about_a_colleague_says_what_becomes_of_its_rows(book: WritableBook) -> None:
    about = {table for table in triggers.JOURNALED if "colleague_id" in triggers.columns(book.writable(), table).names}
    assert about == {*leaving.OF_THE_PERSON, *leaving.REFERRED}


def test_every_text_of_ones_own_is_looked_through(book: WritableBook) -> None:
    """What is not is a word of a list, a day, or a fact of the one whose row it is."""
    words = {
        *(
            "as_of",
            "field",
            "extent",
            "depth",
            "status",
            "mark",
            "kind",
            "what",
            "slug",
            "based_on",
            "reason",
            "direction",
        ),
        *("criterion", "from_month", "every", "label", "on_day", "due_on", "created_on", "done_on", "until_day"),
        *("offered_on", "given_on", "consent_on", "next_meeting", "joined_on", "left_on", "first_met", "last_contact"),
        *("archived_on", "state", "zip", "accepting", "accepting_until", "how_known", "gender", "faith", "pronouns"),
    }
    theirs = {
        *(
            ("colleague", column)
            for column in ("name", "practice", "npi", "email", "phone", "website", "street", "city")
        ),
        *(("colleague", column) for column in ("source", "source_key")),
        *((table, column) for table in ("specialty", "panel") for column in ("name", "source")),
        *(("goal", "name"), ("setting", "name"), ("setting", "value")),
    }
    for table in triggers.JOURNALED:
        for _, column, kind, *_ in book.rows(f"PRAGMA table_info({table})"):
            if kind.startswith("VARCHAR") and column not in words and (table, column) not in theirs:
                assert column in own_words.TEXTS.get(table, ()), (table, column)
