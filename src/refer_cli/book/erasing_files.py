"""Erases from every file of a book: its copies first, then the book itself, so that a second try finds what is left.

A process that is killed on the way leaves each file as it was or whole. As long as the book still has what is to go,
the same command begins again; once it has not, a mark in it says that the file is still to be swept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path

from refer_cli.book import connection as opener
from refer_cli.book import copies, erasing, location, look_alikes, sweeping
from refer_cli.book.erasing import Erased, Mention, Unsure, Wanted
from refer_cli.book.mentions import Marks, Mentions, folded_name, of_label, of_person
from refer_cli.book.perhaps_named import Perhaps, Place, perhaps_person, perhaps_words, shares_a_part
from refer_cli.book.whereabouts import NOWHERE, Whereabouts, living_people, past_people, whereabouts
from refer_cli.book.writing import WritableBook
from refer_cli.errors import ReferError
from refer_cli.network.labels import same_label
from refer_cli.records import NamedTuple

SET_ASIDE = "a damaged book that restore set aside"


class Unreadable(NamedTuple):
    """A copy that cannot be opened, and why."""

    file: Path
    why: str


class Survey(NamedTuple):
    """What is to be erased, as all files of the book know it, before anything is written.

    `wanted` is the number asked for, `numbers` are all of the person in the book, `living` those with a card. `others`
    bear the same name and stay, `sharing` a part of it; `mentions` are in the book, `unsure` the places of the book and
    its copies that `perhaps` finds, and `in_copies` those of them that are in no other file than a copy.
    `request_days`: the days of a client's referrals, of which `requests` are remembered.
    """

    label: str | None
    words: tuple[str, ...]
    wanted: frozenset[int]
    name: str
    numbers: frozenset[int]
    marks: Marks
    find: Mentions
    living: frozenset[int]
    others: tuple[int, ...]
    sharing: tuple[int, ...]
    mentions: tuple[Mention, ...]
    perhaps: Perhaps
    unsure: tuple[Unsure, ...]
    in_copies: frozenset[Place]
    request_days: frozenset[str]
    requests: int
    referrals: int
    unreadable: tuple[Unreadable, ...]


class Result(NamedTuple):
    """What became of every file: how much went, and whether the book's own file could be swept.

    `untouched` look like versions of the book; `links` lead from its copies to somewhere else.
    """

    erased: dict[Path, Erased]
    removed: tuple[Path, ...]
    unreadable: tuple[Unreadable, ...]
    unfinished: int
    swept: bool
    untouched: tuple[Path, ...] = ()
    links: tuple[Path, ...] = ()


def copy_files(path: Path) -> list[Path]:
    """Every copy of the book, in its folder of copies and beside it; no link is followed."""
    kept = [copy.path for copy in copies.copies_of(path)]
    return [file for file in dict.fromkeys(kept) if not look_alikes.leads_elsewhere(file)]


def past_everywhere(path: Path, connection: opener.Handle) -> dict[int, str]:
    """Those who are in the journal or in a copy alone, by number, with their name."""
    past: dict[int, str] = {}
    for copy in copy_files(path):
        _read(copy, lambda copied: past.update({number: name for number, (name, _) in living_people(copied).items()}))
    living = living_people(connection)
    past = {number: name for number, name in past.items() if number not in living}
    return {**past, **past_people(connection)}


def survey_person(path: Path, connection: opener.Handle, number: int, name: str) -> Survey:
    """Everything known of one person, by their number in the book (or in copies, where the book has nobody of it)."""
    found = whereabouts(connection, {number}, Marks(frozenset({name})))
    marks, numbers = found.marks, frozenset(found.lives)
    living = living_people(connection)
    unreadable = []
    for copy in copy_files(path):

        def look(copied: opener.Handle) -> None:
            nonlocal marks
            marks = in_copy(copied, numbers, marks, living).marks

        if (why := _read(copy, look)) is not None:
            unreadable.append(Unreadable(copy, why))
    unreadable += _set_aside(path)
    others = {other: theirs for other, theirs in living.items() if other not in found.living}
    names = {folded_name(name) for name in marks.names}
    same = tuple(sorted(other for other, (name, _) in others.items() if folded_name(name) in names))
    taken = {folded_name(others[other][0]) for other in same}
    shared = Marks(
        frozenset(name for name in marks.names if folded_name(name) in taken),
        *(
            frozenset(mark for _, theirs in others.values() for mark in mine & theirs[place])
            for place, mine in enumerate(marks)
            if place
        ),
    )
    find = of_person(marks.without(shared), [name for name, _ in others.values()])
    # A name that somebody else bears too is theirs as well; an e-mail or a telephone that they have is theirs.
    own = marks.without(shared._replace(names=frozenset()))
    wanted = Wanted(
        found.lives,
        None,
        find,
        blank=True,
        perhaps=perhaps_person(own, [name for name, _ in others.values()]),
        over=found.over,
    )
    mentions = tuple(erasing.mentions_in(connection, wanted))

    def in_this_copy(copied: opener.Handle) -> Wanted:
        there = in_copy(copied, numbers, marks, living)
        return wanted._replace(lives=there.lives, over=there.over)

    unsure, in_copies = _unsure_everywhere(path, connection, wanted, in_this_copy)
    return Survey(
        label=None,
        words=(),
        wanted=frozenset({number}),
        name=name,
        numbers=numbers,
        marks=marks,
        find=find,
        living=found.living,
        others=same,
        sharing=tuple(
            sorted(other for other, (name, _) in others.items() if other not in same and shares_a_part(name, marks))
        ),
        mentions=mentions,
        perhaps=wanted.perhaps,
        unsure=unsure,
        in_copies=in_copies,
        request_days=frozenset(),
        requests=0,
        referrals=0,
        unreadable=tuple(unreadable),
    )


def survey_label(path: Path, connection: opener.Handle, label: str) -> Survey:
    """Everything known of a client by this label."""
    days: set[str] = set()
    numbers: set[int] = set()

    def look(one: opener.Handle) -> None:
        for number, theirs, day in one.execute("SELECT id, label, given_on FROM referral"):
            if same_label(theirs, label):
                days.add(day)
                numbers.add(number)

    look(connection)
    unreadable = [Unreadable(copy, why) for copy in copy_files(path) if (why := _read(copy, look)) is not None]
    unreadable += _set_aside(path)
    find = of_label(label)
    mentions = tuple(erasing.mentions_in(connection, Wanted({}, label, find, blank=True)))
    requests = sum(
        connection.execute("SELECT count(*) FROM request WHERE day = ?", (day,)).fetchone()[0] for day in days
    )
    return Survey(
        label=label,
        words=(),
        wanted=frozenset(),
        name=label,
        numbers=frozenset(),
        marks=Marks(),
        find=find,
        living=frozenset(),
        others=(),
        sharing=(),
        mentions=mentions,
        perhaps=Perhaps(),
        unsure=(),
        in_copies=frozenset(),
        request_days=frozenset(days),
        requests=requests,
        referrals=len(numbers),
        unreadable=tuple(unreadable),
    )


def survey_words(path: Path, connection: opener.Handle, words: Sequence[str]) -> Survey:
    """Every place of the book and its copies where these words stand."""
    wanted = Wanted({}, None, Mentions(()), blank=False, perhaps=perhaps_words(words))
    unreadable = [
        Unreadable(copy, why) for copy in copy_files(path) if (why := _read(copy, lambda _: None)) is not None
    ]
    unreadable += _set_aside(path)
    unsure, in_copies = _unsure_everywhere(path, connection, wanted, lambda _: wanted)
    named = Marks(frozenset(words))
    return Survey(
        label=None,
        words=tuple(words),
        wanted=frozenset(),
        name=" ".join(words),
        numbers=frozenset(),
        marks=Marks(),
        find=wanted.mentions,
        living=frozenset(),
        others=(),
        sharing=tuple(
            sorted(other for other, (name, _) in living_people(connection).items() if shares_a_part(name, named))
        ),
        mentions=(),
        perhaps=wanted.perhaps,
        unsure=unsure,
        in_copies=in_copies,
        request_days=frozenset(),
        requests=0,
        referrals=0,
        unreadable=tuple(unreadable),
    )


def _set_aside(path: Path) -> list[Unreadable]:
    return [Unreadable(file, SET_ASIDE) for file in look_alikes.set_aside(path)]


def _unsure_everywhere(
    path: Path, connection: opener.Handle, wanted: Wanted, in_this_copy: Callable[[opener.Handle], Wanted]
) -> tuple[tuple[Unsure, ...], frozenset[Place]]:
    """The places of the book and its copies that may be about them, and which of these are in copies alone."""
    places = {unsure.place: unsure for unsure in erasing.unsure_in(connection, wanted)}
    in_book = places.keys() | ()

    def look(copied: opener.Handle) -> None:
        for unsure in erasing.unsure_in(copied, in_this_copy(copied)):
            places.setdefault(unsure.place, unsure)

    for copy in copy_files(path):
        _read(copy, look)
    return tuple(places.values()), frozenset(places.keys() - in_book)


def in_copy(connection: opener.Handle, numbers: Iterable[int], marks: Marks, in_book: Iterable[int]) -> Whereabouts:
    """Where a copy holds somebody: under a number of theirs and a mark of theirs, or under their name alone where the
    book has nobody of that number."""
    names = {folded_name(name) for name in marks.names}
    taken = set(in_book)

    def theirs(number: int, name: str, other: Marks) -> bool:
        named = folded_name(name) in names
        return (number in numbers and (named or marks.shares(other))) or (named and number not in taken)

    seeds = {number for number, (name, other) in living_people(connection).items() if theirs(number, name, other)}
    seeds |= {number for number, name in past_people(connection).items() if folded_name(name) in names}
    return whereabouts(connection, seeds, marks)


def erase(
    book: WritableBook,
    survey: Survey,
    *,
    blank: bool,
    with_requests: bool,
    agreed: frozenset[Place] | None = frozenset(),
    remove: Sequence[Path] = (),
    on_wait: Callable[[], None] | None = None,
) -> Result:
    """Erase from every copy, then from the book. Raises BookProblem; then every file is as it was or whole.

    `agreed` are the places that may be about them and shall be blanked, None for all; `remove` are the copies that
    cannot be opened and shall go altogether. `on_wait` is called where a reader of a file is waited for.
    """
    path = book.path
    days = survey.request_days if with_requests else frozenset()
    plan = Wanted({}, survey.label, survey.find, blank, survey.perhaps, agreed, days)
    gone = _remove_unfinished(path)
    for file in remove:
        opener.remove_file(file)
    erased: dict[Path, Erased] = {}
    unreadable: dict[Path, Unreadable] = {}
    connection = book.writable()
    in_book = living_people(connection)

    def every_copy() -> None:
        for copy in copy_files(path):
            if copy in erased or copy in unreadable:
                continue
            try:
                erased[copy] = _erase_in_copy(copy, in_book, survey, plan, book.today, on_wait)
            except ReferError as problem:
                unreadable[copy] = Unreadable(copy, problem.sentence)

    every_copy()
    with book.transaction():
        found = whereabouts(connection, survey.wanted, survey.marks) if survey.wanted else NOWHERE
        wanted = plan._replace(lives=found.lives, over=found.over)
        erased[path] = erasing.erase_rows(connection, wanted, book.today, mark=True)
    # A copy may have been made meanwhile, of the book as it was.
    every_copy()
    swept = sweep(book, on_wait)
    for file in look_alikes.set_aside(path):
        unreadable.setdefault(file, Unreadable(file, SET_ASIDE))
    beside = look_alikes.versions_beside(path, (*erased, *unreadable))
    return Result(
        erased,
        tuple(remove),
        tuple(unreadable.values()),
        gone,
        swept,
        tuple(file for file in beside if not file.is_symlink()),
        tuple(file for file in beside if file.is_symlink()),
    )


def nothing(swept: bool) -> Result:
    """The result of an erasing that only had to be finished."""
    return Result({}, (), (), 0, swept)


def sweep(book: WritableBook, on_wait: Callable[[], None] | None = None) -> bool:
    """Write the book's file anew and take the mark away; False where another process keeps its log."""
    connection = book.writable()
    with opener.explained(book.path):
        if not sweeping.sweep(connection, on_wait):
            return False
        erasing.finished(connection)
    return True


def _erase_in_copy(
    copy: Path,
    in_book: Iterable[int],
    survey: Survey,
    plan: Wanted,
    today: str,
    on_wait: Callable[[], None] | None,
) -> Erased:
    with closing(opener.connect(copy, writing=True)) as connection, opener.explained(copy):
        found = NOWHERE
        if survey.wanted:
            found = in_copy(connection, survey.numbers, survey.marks, in_book)
        wanted = plan._replace(lives=found.lives, over=found.over)
        with opener.transaction(connection, on_wait):
            erased = erasing.erase_rows(connection, wanted, today, mark=False)
        sweeping.sweep(connection, on_wait)
        return erased


def _read(file: Path, look: Callable[[opener.Handle], None]) -> str | None:
    """Look into a copy; why that cannot be done, where it cannot."""
    try:
        with closing(opener.connect(file, writing=False)) as connection, opener.explained(file):
            look(connection)
    except ReferError as problem:
        return problem.sentence
    return None


def _remove_unfinished(path: Path) -> int:
    """Remove what copying was cut short in: it is of no use, and holds what the book held. How many there were."""
    left: list[Path] = []
    for name in location.names_of(path):
        left += copies.folder_beside(name).glob(f"*{location.UNFINISHED}")
        left += name.parent.glob(f"{name.name}*{location.UNFINISHED}")
    for file in left:
        opener.remove_file(file)
    return len(left)
