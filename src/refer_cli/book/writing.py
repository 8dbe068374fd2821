"""The writing side of the book: every write happens inside one step, and a step can be taken back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import EllipsisType
from typing import TYPE_CHECKING, Any

from refer_cli.book import connection as opener
from refer_cli.book import copies, index_refresh, pruning, statements
from refer_cli.book.card_diff import Difference, NewColleague, Point, compare, new_colleague, rebased
from refer_cli.book.reading import Book, Seen
from refer_cli.errors import BadValue, ReferError, Refused
from refer_cli.fields.card import Card, Facts, check
from refer_cli.fields.catalogue import BY_NAME
from refer_cli.fields.signs import plain_line, stored_text
from refer_cli.fields.values import Listing, Value, to_json
from refer_cli.matching.reasons import REASONS

if TYPE_CHECKING:
    from sqlmodel import Session

    from refer_cli.book.tables import ReasonRow

__all__ = ["Difference", "Point", "Step", "WritableBook"]

_MANY, _FEW_BESIDE = 2_000, 20
OPEN = "INSERT INTO open_step (only, step_id, journaling, marking) VALUES (1, :step, :journaling, :marking)"


class WritableBook(Book):
    """A book that can be written. `today` (ISO day) dates the steps; `before` is what the run read of it before."""

    def __init__(
        self,
        path: Path,
        connection: opener.Handle,
        today: str,
        on_wait: Callable[[], None] | None = None,
        on_no_copy: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(path, connection)
        self.today = today
        self.before: Seen | None = None
        self.steps_done = 0
        self._on_wait = on_wait
        self._on_no_copy = on_no_copy

    @classmethod
    def open_writing(
        cls,
        path: Path,
        today: str,
        *,
        seen: Seen | None = None,
        on_wait: Callable[[], None] | None = None,
        on_no_copy: Callable[[str], None] | None = None,
    ) -> WritableBook:
        """Open the book for writing, creating or migrating it first. Raises BookProblem.

        `seen` is the book as the same run read it before: another one at the path is refused. `on_wait` is called
        once where another process is waited for. Where `on_no_copy` is given, the book keeps copies of itself before
        what is written, and it is called with the reason where that fails.
        """
        if seen is not None and opener.file_mark(path) != seen.file:
            raise opener.gone(path)
        connection = opener.connect(path, writing=True)
        try:
            with opener.explained(path):
                if opener.schema_version(connection) < opener.SCHEMA_VERSION:
                    from refer_cli.book import migrate  # only for a new book or an older schema

                    migrate.migrate(path, connection, on_wait=on_wait)
                opener.write_ahead(connection)
                book = cls(path, connection, today, on_wait, on_no_copy)
                book.before = seen
                if seen is not None and not book.continues(seen):
                    raise opener.gone(path)
        except BaseException:
            connection.close()
            raise
        return book

    @contextmanager
    def transaction(self) -> Iterator[opener.Handle]:
        """Everything inside happens or nothing does, to the file that was opened and no other. Raises BookProblem."""
        connection = self.writable()
        with opener.explained(self.path), opener.transaction(connection, self._on_wait):
            yield connection
            opener.still_there(self.path, connection)

    @contextmanager
    def step(self, what: str, *, through_orm: bool = True, copy: str = "") -> Iterator[Step]:
        """One thing that is done, or not at all, and that `refer undo` takes back as a whole.

        On any exception everything is as before. A step that changed nothing leaves no trace. A new step
        drops what was undone before it: there is one past, not a tree. `through_orm` loads SQLModel first.
        `copy` is why a copy of the book is kept before; without it one is kept before the first step of a day.
        """
        if through_orm:
            # It takes longer to load than a step takes to write: nobody else should wait for that.
            from refer_cli.book import rows  # noqa: F401

        with self.transaction() as connection:
            self.keep_copy(copy)
            connection.execute("INSERT INTO step (at, what, undone) VALUES (?, ?, FALSE)", (self.today, ""))
            number = _last_id(connection)
            connection.execute(OPEN, {"step": number, "journaling": True, "marking": True})
            step = Step(self, number, what)
            try:
                yield step
                step.flush()
            finally:
                step.close()
            index_refresh.refresh_marked(connection)
            connection.execute("DELETE FROM open_step")
            if connection.execute("SELECT 1 FROM change WHERE step_id = ? LIMIT 1", (number,)).fetchone():
                connection.execute("UPDATE step SET what = ? WHERE id = ?", (plain_line(step.what), number))
                connection.execute("DELETE FROM step WHERE undone AND id < ?", (number,))
                pruning.drop_old(connection, number, self.today)
            else:
                connection.execute("DELETE FROM step WHERE id = ?", (number,))
        self.steps_done += 1

    def keep_copy(self, why: str = "") -> None:
        """Keep a copy of the book within a transaction that has written nothing yet; without `why` once a day.

        A copy that fails is told and stops nothing: what the person came to write matters more.
        """
        if self._on_no_copy is None or (not why and copies.kept_today(self.path, self.today)):
            return
        if not self.writable().execute(statements.WRITTEN_BEFORE).fetchone()[0]:
            return  # nothing is lost with it
        try:
            with opener.explained(self.path):
                copies.keep(self.path, why or copies.DAILY, self.today)
        except ReferError as problem:
            self._on_no_copy(problem.sentence)
        except OSError as problem:
            self._on_no_copy(f"{copies.folder(self.path)}: {(problem.strerror or str(problem)).lower()}.")

    def writable(self) -> opener.Handle:
        """The open connection. Raises Refused once the book was closed."""
        if self.connection is None:
            raise Refused("The book was closed.", "open it again")
        return self.connection


class Step:
    """An open step: what the functions of this module write into. `what` may still be reworded."""

    def __init__(self, book: WritableBook, number: int, what: str) -> None:
        self.book = book
        self.id = number
        self.what = what
        self.today = book.today
        self.connection = book.writable()
        self._session: Session | None = None

    @property
    def session(self) -> Session:
        """The SQLModel session over the same transaction (made when first asked for)."""
        if self._session is None:
            from sqlmodel import Session

            from refer_cli.book.migrate import engine

            self._session = Session(engine(self.connection), autoflush=False, expire_on_commit=False)
        return self._session

    def flush(self) -> None:
        """Send what the session holds to the book."""
        if self._session is not None:
            self._session.flush()

    def close(self) -> None:
        """Let go of the session without touching the transaction, which `step` ends."""
        if self._session is not None:
            self._session.expunge_all()


def insert_colleague(step: Step, facts: Facts, point: Point) -> int:
    """Put a colleague in; the new id. `point` is the office's (latitude, longitude), or None.

    Raises BadValue, naming the field.
    """
    from refer_cli.book import rows

    values = {name: value for name, value in facts.values.items() if value is not None}
    _check(values, step.today)
    return rows.insert(step.session, new_colleague(facts, point, step.today))


def change_card(
    step: Step,
    colleague_id: int,
    facts: Facts,
    *,
    redate: Collection[str] = (),
    point: Point | EllipsisType = ...,
    base: Card | None = None,
) -> list[Difference]:
    """Write facts about a colleague who is in the book; what differs now, in the order of the facts.

    A value equal to what is there never moves its date, unless its field is in `redate` or has a day of its
    own in `facts.dated`. In a changed list the entries that were there before keep their dates, and so does
    the list itself, unless it is redated or nothing of it was left. An entry with an `as_of` of its own is
    dated by it. `point` left out keeps the office's point, and clears it where city, state or ZIP change.
    `base` is the card from which the caller worked the facts out, before the step began: what another process
    wrote since is kept (see `card_diff.rebased`). Raises BadValue or NoSuchColleague.
    """
    from refer_cli.book import rows

    card = step.book.card(colleague_id)
    if base is not None and base != card:
        facts = rebased(facts, base, card)
    changes = compare(card, facts, frozenset(redate), point)
    if changes.differences:
        merged = {**card.values, **{difference.field: difference.after for difference in changes.differences}}
        changed = {difference.field for difference in changes.differences if difference.after != difference.before}
        _check({name: value for name, value in merged.items() if value is not None}, step.today, changed)
    rows.update(step.session, colleague_id, changes, facts)
    return changes.differences


def archive_colleague(step: Step, colleague_id: int, on: str) -> bool:
    """Take a colleague out of lists and suggestions from a day on; False where that was so already."""
    return _set_archived(step, colleague_id, on)


def unarchive_colleague(step: Step, colleague_id: int) -> bool:
    """Take a colleague back in; False where nothing had to be done."""
    return _set_archived(step, colleague_id, None)


def _set_archived(step: Step, colleague_id: int, on: str | None) -> bool:
    from refer_cli.book.tables import ColleagueRow

    if step.book.card(colleague_id).archived == (on is not None):
        return False
    row = step.session.get_one(ColleagueRow, colleague_id)
    row.archived_on = on
    step.flush()
    return True


def insert_colleagues(step: Step, additions: Iterable[tuple[Facts, Point]]) -> list[int]:
    """Put many colleagues in, around the ORM and a chunk at a time: the new ids, in order.

    The rules are checked row by row as in `add`, and by the book itself. Raises BadValue, naming the field.
    """
    from refer_cli.book import bulk_rows

    step.flush()

    def checked() -> Iterator[NewColleague]:
        for facts, point in additions:
            check(facts.values, step.today)
            _check_text(facts.values)
            values = {field: _stored(value) for field, value in facts.values.items()}
            yield new_colleague(facts._replace(values=values), point, step.today)

    return bulk_rows.insert_all(step.connection, checked())


@contextmanager
def bringing_in(step: Step, people: int) -> Iterator[None]:
    """Put in about so many colleagues as one: where the book holds few beside them, its indexes are made at the end."""
    from refer_cli.book import bulk_rows

    here = step.connection.execute("SELECT count(*) FROM colleague").fetchone()[0]
    if people < _MANY or here * _FEW_BESIDE > people:
        yield
        return
    with bulk_rows.indexed_later(step.connection):
        yield


def set_profile(step: Step, facts: Facts, point: Point | EllipsisType = ...) -> list[str]:
    """Write my own practice; the fields that changed. None clears a field; what is not named stays.

    A value equal to what is there keeps its day. The first time, a name is needed. Raises BadValue.
    """
    from refer_cli.book.row_mapping import POINT
    from refer_cli.book.tables import ProfileRow

    step.flush()
    mine = step.book.profile(joined=False)
    before: dict[str, Value] = dict(mine.values) if mine else {}
    after = {name: value for name, value in {**before, **facts.values}.items() if value is not None}
    _check(after, step.today)
    changed = [name for name, value in facts.values.items() if before.get(name) != value]
    written: dict[str, Any] = {name: to_json(facts.values[name]) for name in changed}
    if point is not ...:
        written[POINT] = _point_data(point)
    elif {"city", "state", "zip"} & set(changed):
        written[POINT] = None
    for name, data in written.items():
        row = step.session.get(ProfileRow, name)
        if data is None:
            if row is not None:
                step.session.delete(row)
            continue
        value, as_of = json.dumps(data, ensure_ascii=False), facts.dated.get(name, facts.as_of)
        if row is None:
            step.session.add(ProfileRow(field=name, value=value, as_of=as_of))
        elif row.value != value:
            row.value, row.as_of = value, as_of
    step.flush()
    return changed


def profile_rows(facts: Facts, point: Point) -> list[tuple[str, str, str]]:
    """Field, value and day of each row of a whole profile, for a book that has none."""
    from refer_cli.book.row_mapping import POINT

    data = {name: to_json(value) for name, value in facts.values.items()} | {POINT: _point_data(point)}
    return [
        (name, json.dumps(value, ensure_ascii=False), facts.dated.get(name, facts.as_of))
        for name, value in data.items()
        if value is not None
    ]


def set_goal(step: Step, name: str, target: int, month: str) -> None:
    """Set a monthly target that holds from a month (YYYY-MM) on. Raises BadValue."""
    from refer_cli.book.tables import GoalRow

    if not 1 <= target <= 1_000:
        raise BadValue(f"{target} is not 1 to 1000.", "for example refer goals set meet 3", field="target")
    step.session.merge(GoalRow(name=name, from_month=month, target=target))
    step.flush()


def clear_goal(step: Step, name: str, month: str) -> bool:
    """End a goal from a month (YYYY-MM) on; the months before keep theirs. False where there was none."""
    from refer_cli.book.tables import GoalRow

    step.flush()
    if name not in dict(step.book.goals(month)):
        return False
    step.session.merge(GoalRow(name=name, from_month=month, target=None))
    step.flush()
    return True


def set_setting(step: Step, name: str, value: str) -> None:
    """Set a switch of the book, such as `remember` to `no`."""
    from refer_cli.book.tables import SettingRow

    step.session.merge(SettingRow(name=name, value=value))
    step.flush()


def set_reason_weight(step: Step, reason: str, criterion: str, weight: float) -> None:
    """Change how much a criterion weighs for a reason (0 to 1). Raises BadValue."""
    from refer_cli.book.tables import ReasonWeightRow

    if not 0 <= weight <= 1:
        raise BadValue(f"the weight {weight} is not 0 to 1.", "for example fee=.2", field=criterion)
    known_reason(step, reason)
    step.session.merge(ReasonWeightRow(reason=reason, criterion=criterion, weight=round(weight, 4)))
    step.flush()


def add_reason(step: Step, slug: str, *, like: str, title: str | None = None) -> None:
    """Add a reason of my own, like one that is there. Its weights are set by `set_reason_weight`."""
    from refer_cli.book.tables import ReasonRow

    if step.session.get(ReasonRow, slug) is not None:
        raise Refused(f"There is a reason {slug} already.", f"refer reasons weigh {slug} changes its weights")
    base = known_reason(step, like)
    # A reason like one of my own stands on the canonical one below it: the rules are there.
    row = ReasonRow(slug=slug, title=title or slug.replace("-", " "), based_on=base.based_on or base.slug)
    if not slug.strip() or len(slug) > 60:
        raise BadValue(f'"{slug}" is no name for a reason.', "for example school-break", field="reason", value=slug)
    step.session.add(row)
    step.flush()


def reset_reason(step: Step, reason: str | None = None) -> int:
    """Forget the changed weights of a reason, or of all; how many there were."""
    from sqlmodel import col, select

    from refer_cli.book.tables import ReasonWeightRow

    query = select(ReasonWeightRow)
    if reason is not None:
        query = query.where(col(ReasonWeightRow.reason) == reason)
    weights = step.session.exec(query).all()
    for row in weights:
        step.session.delete(row)
    step.flush()
    return len(weights)


def known_reason(step: Step, slug: str) -> ReasonRow:
    """The book's row of a reason. A book that is older than a canonical reason learns of it now. Raises Refused."""
    from refer_cli.book.tables import ReasonRow

    row = step.session.get(ReasonRow, slug)
    if row is None and slug in REASONS:
        row = ReasonRow(slug=slug, title=REASONS[slug].title, canonical=True)
        step.session.add(row)
        step.flush()
    if row is None:
        raise Refused(f"There is no reason {slug} in the book.", "refer reasons lists them")
    return row


def _check(values: Mapping[str, Value | None], today: str, changed: Collection[str] | None = None) -> None:
    check(values, today, changed)
    _check_text(values)


def _check_text(values: Mapping[str, Value | None]) -> None:
    """Refuse a field that no card has, and text that the book could not give back (BadValue)."""
    for field, value in values.items():
        if field not in BY_NAME:
            raise BadValue("no card has this field.", "see refer add-colleague --help", field=field)
        texts = [value] if isinstance(value, str) else [item.name for item in getattr(value, "items", ())]
        for text in texts:
            # Half of a character, or a NUL at which other programs stop reading.
            if "\0" in text or not (text.isascii() or _encodes(text)):
                raise BadValue(
                    "it holds a broken character.", "type the text again, without it", field=field, value=text
                )


def _stored(value: Value | None) -> Value | None:
    """A value whose texts are as the book keeps them."""
    if isinstance(value, str):
        return stored_text(value)
    if isinstance(value, Listing):
        items = tuple(item._replace(name=stored_text(item.name)) for item in value.items)
        return value if items == value.items else value._replace(items=items)
    return value


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _point_data(point: Point) -> list[float] | None:
    return None if point is None else [round(point[0], 5), round(point[1], 5)]


def _last_id(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT last_insert_rowid()").fetchone()[0])
