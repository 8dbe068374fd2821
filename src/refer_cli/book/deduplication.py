"""Who is who: which colleague a row is about, surely, as it came before, or only perhaps.

One weak mark is never identity. The same person is one of equal NPI, of an equal key within one source, or of an
equal name with an equal e-mail, telephone, or practice and place, where nothing contradicts: another NPI, another
e-mail of the person's own, another state with another telephone. Anything less is a possible double.
"""

from __future__ import annotations

from array import array
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from refer_cli.book.number_tables import NumbersById, PlacesByMark
from refer_cli.book.person_names import (
    PersonName,
    people_data,
    person_name,
    same_person_name,
    share_a_word,
    similar_names,
)
from refer_cli.folding import LEADING_FORMS, fold
from refer_cli.records import NamedTuple

if TYPE_CHECKING:
    from refer_cli.fields.card import Card

Row = Sequence[Any]
MARKS = ("npi", "email", "phone", "name", "practice", "street", "city", "state", "zip")
"""The fields of a card that tell people apart."""
_SAID = ("npi", "email", "phone", "practice", "street", "city", "state", "zip")
SAID_HERE = frozenset({"me", "captured"})
"""Sources of cards that no file made: no row can be one of them as it came before."""
_WHERE_AND_HOW = ("own_email", "phone", "practice", "city", "state", "zip")
_FOLDED = ("name", "practice", "street", "city")
_FORMS = tuple(f"{form}{end}" for form in LEADING_FORMS for end in (" ", "."))
_HOLDERS_LISTED = 8
"""Of so many holders of one telephone or e-mail a newcomer is held against each; more share it."""


CAME_AS = "came as "
"""Begins the name of a setting: a row that came before, and as its value the colleague whom it is about now."""
NOT_THE_SAME = "not the same "
"""Begins the name of a setting: two colleagues who are not one person."""


class Marks(NamedTuple):
    """What tells somebody apart, each as a number of 64 bits (0: unknown), so that a large book fits in memory."""

    source: int
    key: int
    npi: int
    email: int
    own_email: int
    named_email: int
    phone: int
    practice_zip: int
    practice_city: int
    practice: int
    city: int
    state: int
    zip: int
    exact: int
    cells: int


class Double(NamedTuple):
    """A colleague who may be the same person, why, in words, and how likely (0 first)."""

    id: int
    why: str
    rank: int


class Known(NamedTuple):
    """One colleague whom a row may be about. `surely`: by marks; else the row is as it came before."""

    id: int
    surely: bool


class Person(NamedTuple):
    """Somebody to be looked for or remembered: the name, the marks, and what the row said of each field of `_SAID`.

    `formerly`: name and fields as books before schema 3 folded them, where that is another form.
    """

    name: PersonName
    marks: Marks
    said: tuple[str, ...]
    formerly: tuple[str, ...] = ()

    def without_key(self) -> Person:
        """The same without a key, which somebody else bears."""
        return self._replace(marks=self.marks._replace(key=0))

    def came_as(self, source: str, source_key: str | None) -> list[str]:
        """The names of the settings under which such a row is remembered, where it has to be."""
        names = [_digest(source, "row", *_spelled(self.name), *self.said)]
        if self.formerly:
            names.append(_digest(source, "row", *self.formerly))
        names = list(dict.fromkeys(names))
        return [_digest(source, "key", source_key), *names] if source_key else names


def described(source: str, source_key: str | None, values: Mapping[str, Any], *, cells: int = 0) -> Person:
    """Somebody by a row's or a card's values. `cells` is a number that only rows equal in every cell share."""
    full_name = values.get("name") or ""
    name = person_name(full_name)
    email = (values.get("email") or "").casefold()
    phone = telephone(values.get("phone") or "")
    practice, state = fold(values.get("practice") or ""), values.get("state") or ""
    city, zip5 = fold(values.get("city") or ""), (values.get("zip") or "")[:5]
    place = f"{city}, {state}" if city and state else ""
    street = fold(values.get("street") or "")
    said = (values.get("npi") or "", email, phone, practice, street, city, state, zip5)
    marks = Marks(
        source=_number(source),
        key=_number(source, source_key) if source_key else 0,
        npi=_number(values.get("npi")),
        email=_number(email),
        own_email=0 if is_shared_mailbox(email) else _number(email),
        named_email=_number(email) if _names(email, name) else 0,
        phone=_number(phone),
        practice_zip=_number(practice, zip5) if practice and zip5 else 0,
        practice_city=_number(practice, place) if practice and place else 0,
        practice=_number(practice),
        city=_number(place),
        state=_number(state),
        zip=_number(zip5),
        exact=0 if source in SAID_HERE else _number(source, name, *said),
        cells=cells,
    )
    return Person(name, marks, said, _formerly(full_name, said, values) if _folds_anew(values) else ())


def _folds_anew(values: Mapping[str, Any]) -> bool:
    """Whether a name or a place may have had another folded form before schema 3."""
    words = (values.get("name") or "").casefold()
    return any(form in words for form in _FORMS) or not all((values.get(field) or "").isascii() for field in _FOLDED)


def _formerly(full_name: str, said: tuple[str, ...], values: Mapping[str, Any]) -> tuple[str, ...]:
    former = {field: fold(values.get(field) or "", letters_apart=False) for field in _FOLDED[1:]}
    parts = tuple(former.get(field, text) for field, text in zip(_SAID, said, strict=True))
    return (*_spelled(person_name(full_name, former=True)), *parts)


class Identities:
    """Everybody in the book by what tells people apart, loaded by two queries.

    An import adds whom it puts in, so that later rows of the file find them. `of_others`: of a colleague, the
    fields that were said by another source than the card's own. `came_before`: rows whose cards were merged, by
    the names of `Person.came_as`, with the colleague whom they are about now.
    """

    def __init__(
        self,
        rows: Iterable[Row] = (),
        of_others: Mapping[int, Container[str]] | None = None,
        came_before: Mapping[str, int] | None = None,
    ) -> None:
        self._came_before = came_before or {}
        self._ids = array("q")
        self._marks = array("q")
        self._names: list[PersonName] = []
        self._place = NumbersById()
        self._by_name = PlacesByMark()
        self._by_key: dict[int, int] = {}
        self._by_npi = PlacesByMark()
        self._by_email = PlacesByMark()
        self._by_phone = PlacesByMark()
        self._of_others: dict[int, tuple[Container[str], tuple[str, ...]]] = {}
        for colleague_id, source, source_key, *values in rows:
            who = described(source, source_key, dict(zip(MARKS, values, strict=True)))
            self.add(colleague_id, who)
            if of_others and colleague_id in of_others:
                self._of_others[colleague_id] = (of_others[colleague_id], who.said)

    def add(self, colleague_id: int, who: Person) -> None:
        """Remember a colleague. One who is there already is known by both what was and what is new."""
        place = len(self._names)
        self._place[colleague_id] = place
        self._ids.append(colleague_id)
        self._marks.extend(who.marks)
        self._names.append(who.name)
        marks = who.marks
        self._by_name.put(hash(who.name.loose_key), place)
        if marks.key:
            self._by_key.setdefault(marks.key, place)
        for index, mark in ((self._by_npi, marks.npi), (self._by_email, marks.email), (self._by_phone, marks.phone)):
            if mark:
                index.put(mark, place)

    def renew(self, colleague_id: int, who: Person) -> None:
        """Know a colleague by what a row says anew, where it says something: as the next import will find them."""
        before = self._marks_at(self._known_place(colleague_id))
        self._of_others.pop(colleague_id, None)
        name = self._names[self._known_place(colleague_id)]
        merged = Marks(*(new or old for new, old in zip(who.marks, before, strict=True)))
        if who.marks.source != before.source:
            merged = merged._replace(source=before.source, key=before.key, exact=before.exact)
        elif before.key:
            merged = merged._replace(key=before.key)
        self._forget(colleague_id)
        self.add(colleague_id, Person(name, merged, who.said))

    def key_is_taken(self, who: Person) -> bool:
        """Whether somebody bears the key that this row has within its source."""
        return bool(who.marks.key) and who.marks.key in self._by_key

    def bearer(self, who: Person) -> int | None:
        """Who bears the key that this row has within its source."""
        place = self._by_key.get(who.marks.key) if who.marks.key else None
        return None if place is None else self._ids[place]

    def goes_by_key_of(self, colleague_id: int, who: Person) -> None:
        """Know a colleague by a row's key too, since the row is theirs, though nothing of it was taken."""
        if who.marks.key and self.bearer(who) is None:
            marks = Marks(*[0] * len(Marks._fields))
            marks = marks._replace(source=who.marks.source, key=who.marks.key)
            self.renew(colleague_id, who._replace(marks=marks))

    def knows_nobody_like(self, who: Person) -> bool:
        """Whether a row can be about nobody who is known, and nobody perhaps be the same person."""
        marks = who.marks
        return not (
            self._came_before
            or (marks.key and marks.key in self._by_key)
            or self._by_npi.of(marks.npi)
            or self._by_name.of(hash(who.name.loose_key))
            or self._by_email.of(marks.own_email)
            or self._by_phone.of(marks.phone)
        )

    def same(self, who: Person, source: str | None = None, source_key: str | None = None) -> list[Known]:
        """Those whom the row may be about, the nearest first: as it came before, then by marks. Mostly one or none.

        With its source and key, a row whose card was merged into another is found there.
        """
        exact: list[Known] = []
        if source is not None and self._came_before:
            remembered = (self._came_before.get(name) for name in who.came_as(source, source_key))
            exact = [
                Known(number, True)
                for number in dict.fromkeys(remembered)
                if number is not None and number in self._place
            ]
        sure: list[Known] = []
        for place in self._candidates(who):
            marks, name = self._marks_at(place), self._names[place]
            surely = self._surely(who, marks, name)
            if self._as_it_came(who, place, marks) and not _other_key(who.marks, marks):
                exact.append(Known(self._ids[place], surely))
            elif surely:
                sure.append(Known(self._ids[place], True))
        return list({known.id: known for known in reversed(exact + sure)}.values())[::-1]

    def is_exported_card(self, who: Person, colleague_id: int) -> bool:
        """Whether a row that `refer export` wrote under a book's id is this colleague: another book has other ids."""
        place = self._place.get(colleague_id)
        if place is None:
            return False
        mine, marks, name = who.marks, self._marks_at(place), self._names[place]
        if mine.source != marks.source or _differ(mine.npi, marks.npi) or self._contradicted(mine, marks):
            return False
        backed = self._corroborated(mine, marks) or bool(mine.npi and mine.npi == marks.npi)
        if not same_person_name(who.name, name):
            return backed and share_a_word(who.name, name)
        return backed or not any(_differ(getattr(mine, mark), getattr(marks, mark)) for mark in _WHERE_AND_HOW)

    def equal_in_every_cell(self, who: Person, colleague_id: int) -> bool:
        """Whether a colleague was put in by a row of this file that is equal to this one cell by cell."""
        cells = self._marks_at(self._known_place(colleague_id)).cells
        return bool(cells) and cells == who.marks.cells

    def namesakes(self, who: Person) -> list[int]:
        """Those of this name whom neither an NPI nor a state tells apart from somebody who is spoken of."""
        if not who.name.first:
            return []
        found = []
        for place in self._candidates(who):
            marks = self._marks_at(place)
            apart = _differ(who.marks.npi, marks.npi) or _differ(who.marks.state, marks.state)
            if same_person_name(who.name, self._names[place]) and not apart:
                found.append(self._ids[place])
        return found

    def possible_doubles(self, who: Person, but: Container[int] = ()) -> list[Double]:
        """Those who may be the same person, the likeliest first: to be reported, never merged."""
        found: dict[int, tuple[int, str]] = {}
        for place in self._nearly(who):
            colleague_id = self._ids[place]
            if colleague_id in but or colleague_id in found:
                continue
            reason = self._perhaps(who, place)
            if reason is not None:
                found[colleague_id] = reason
        ordered = sorted(found.items(), key=lambda pair: (pair[1][0], pair[0]))
        return [Double(colleague_id, why, rank) for colleague_id, (rank, why) in ordered]

    def _candidates(self, who: Person) -> Iterator[int]:
        """Places of those who bear the key, the NPI or the name; each once."""
        seen: set[int] = set()
        keyed = self._by_key.get(who.marks.key) if who.marks.key else None
        places = [*([] if keyed is None else [keyed]), *self._by_npi.of(who.marks.npi)]
        if who.name.first:
            places += self._by_name.of(hash(who.name.loose_key))
        for place in places:
            if place not in seen and self._is_current(place):
                seen.add(place)
                yield place

    def _nearly(self, who: Person) -> Iterator[int]:
        yield from self._candidates(who)
        for index, mark in ((self._by_email, who.marks.own_email), (self._by_phone, who.marks.phone)):
            places = [place for place in index.of(mark) if self._is_current(place)]
            if len(places) <= _HOLDERS_LISTED:
                yield from places

    def _surely(self, who: Person, marks: Marks, name: PersonName) -> bool:
        mine = who.marks
        if _other_key(mine, marks) or _differ(mine.npi, marks.npi):
            return False
        equal_name = same_person_name(who.name, name)
        if mine.npi and mine.npi == marks.npi:
            return equal_name or share_a_word(who.name, name) or not who.name.first
        if mine.key and mine.key == marks.key:
            # Two spreadsheets may both count their rows from 1: a key alone is no better than a name alone.
            return (
                equal_name or not who.name.first or (share_a_word(who.name, name) and self._corroborated(mine, marks))
            )
        if not equal_name or not self._corroborated(mine, marks):
            return False
        return not self._contradicted(mine, marks)

    def _as_it_came(self, who: Person, place: int, marks: Marks) -> bool:
        """Whether the row says what this card's own source said of it before; what others said since counts not."""
        if not who.marks.exact:
            return False
        if marks.exact == who.marks.exact:
            return True
        fields, said = self._of_others.get(self._ids[place], ((), ()))
        if not fields or marks.source != who.marks.source or self._names[place] != who.name:
            return False
        pairs = list(zip(_SAID, who.said, said, strict=True))
        if any(mine != its for field, mine, its in pairs if field not in fields):
            return False
        # Where the book has another word since, something else that was said has to be equal.
        overruled = any(mine and mine != its for field, mine, its in pairs if field in fields)
        return not overruled or any(mine for field, mine, _ in pairs if field not in fields)

    def _corroborated(self, one: Marks, other: Marks) -> bool:
        return any(
            mark and mark == same
            for mark, same in (
                (one.email, other.email),
                (one.phone, other.phone),
                (one.practice_zip, other.practice_zip),
                (one.practice_city, other.practice_city),
            )
        )

    def _contradicted(self, one: Marks, other: Marks) -> bool:
        if _differ(one.named_email, other.named_email):
            return True
        if _differ(one.own_email, other.own_email) and not (self._is_shared(one.email) or self._is_shared(other.email)):
            return True
        return _differ(one.state, other.state) and _differ(one.phone, other.phone)

    def _is_shared(self, email: int) -> bool:
        """Whether an e-mail address stands on the cards of several people of different names."""
        keys = {self._names[place].key for place in self._by_email.of(email) if self._is_current(place)}
        return len(keys) > 1

    def _perhaps(self, who: Person, place: int) -> tuple[int, str] | None:
        """How likely somebody is the same person (0 first) and why; None where nothing speaks for it."""
        mine, marks, name = who.marks, self._marks_at(place), self._names[place]
        if mine.npi and mine.npi == marks.npi:
            return 0, "the same NPI"
        if _differ(mine.npi, marks.npi):
            return None  # the registry gives everybody one number
        equal_name = same_person_name(who.name, name)
        likeness = "the same name" if equal_name else similar_names(who.name, name)
        shared = self._shared_marks(mine, marks)
        if equal_name:
            return (1 if shared else 5), _because(likeness, shared, _apart(mine, marks))
        if mine.own_email and mine.own_email == marks.own_email and not self._is_shared(mine.email):
            return 2, _because(
                "the same e-mail", [word for word in shared if word != "e-mail"], likeness or "another name"
            )
        if likeness is not None and shared:
            return (3 if "telephone" in shared else 4), _because(likeness, shared, None)
        return None

    def _shared_marks(self, one: Marks, other: Marks) -> list[str]:
        shared = [
            word
            for word, mark, same in (
                ("telephone", one.phone, other.phone),
                ("e-mail", one.email, other.email),
                ("practice", one.practice, other.practice),
                ("city", one.city, other.city),
                ("ZIP", one.zip, other.zip),
            )
            if mark and mark == same
        ]
        return [word for word in shared if word != "ZIP" or "city" not in shared]

    def _marks_at(self, place: int) -> Marks:
        width = len(Marks._fields)
        return Marks(*self._marks[place * width : (place + 1) * width])

    def _known_place(self, colleague_id: int) -> int:
        place = self._place.get(colleague_id)
        if place is None:
            raise KeyError(colleague_id)
        return place

    def _is_current(self, place: int) -> bool:
        return self._place.get(self._ids[place]) == place

    def _forget(self, colleague_id: int) -> None:
        """Let go of a key: it goes with the newest place of the one who bears it."""
        place = self._known_place(colleague_id)
        key = self._marks_at(place).key
        if key and self._by_key.get(key) == place:
            del self._by_key[key]


def came_as(card: Card, source_key: str | None) -> list[str]:
    """The names of the settings under which the rows are remembered that made a card; none for one made here."""
    if card.source in SAID_HERE:
        return []
    values = {
        field: value
        for field, value in card.values.items()
        if field == "name" or (field in _SAID and card.dating(field).source == card.source)
    }
    return described(card.source, source_key, values).came_as(card.source, source_key)


def pair_name(one: int, other: int) -> str:
    """The name of the setting that says of two colleagues that they are not one person."""
    return f"{NOT_THE_SAME}{min(one, other)} {max(one, other)}"


def _digest(source: str, *parts: str) -> str:
    return CAME_AS + sha256("\0".join((source, *parts)).encode()).hexdigest()[:24]


def _spelled(name: PersonName) -> tuple[str, ...]:
    return (name.first, name.last, " ".join(name.middle), name.suffix)


_FEWEST_DIGITS = 7


def telephone(text: str) -> str:
    """The ten digits by which a number is called; an extension behind them tells nobody apart.

    Fewer than seven are no number, and a mark of nobody: empty.
    """
    digits = "".join(sign for sign in text.casefold().partition("x")[0] if sign.isdigit())
    if len(digits) < _FEWEST_DIGITS:
        return ""
    if text.lstrip().startswith("+") and not digits.startswith("1"):
        return digits
    return digits[1:11] if len(digits) > 10 and digits[0] == "1" else digits[:10] if len(digits) > 10 else digits


def _names(email: str, name: PersonName) -> bool:
    """Whether an address bears its owner's name, so that it is the person's own, whoever else gives it too."""
    word = fold(email.partition("@")[0])
    return any(len(part) > 2 and part in word for part in (name.first, name.last))


def is_shared_mailbox(email: str) -> bool:
    """Whether an address is an office's and not a person's, by the word before the @: info, intake, referrals."""
    word = "".join(sign for sign in email.partition("@")[0].casefold() if sign.isalnum())
    return word in _shared_mailboxes()


@cache
def _shared_mailboxes() -> frozenset[str]:
    words = people_data()["shared_mailboxes"]
    assert isinstance(words, list)
    return frozenset(words)


def _number(*parts: Any) -> int:
    """A number for a mark: 0 for none. Python's own hash, which holds for one run."""
    if len(parts) == 1 and not parts[0]:
        return 0
    return hash(parts) or 1


def _differ(one: int, other: int) -> bool:
    """Whether both are known and not equal."""
    return bool(one and other) and one != other


def _other_key(one: Marks, other: Marks) -> bool:
    """Whether one source gave both a key of their own: two people to it, however alike."""
    return one.source == other.source and _differ(one.key, other.key)


def _apart(one: Marks, other: Marks) -> str | None:
    """What differs between two of one name."""
    if _differ(one.state, other.state):
        return "another state"
    if _differ(one.city, other.city):
        return "another city"
    if _differ(one.own_email, other.own_email):
        return "another e-mail"
    return "another telephone" if _differ(one.phone, other.phone) else None


def _because(likeness: str | None, shared: Sequence[str], but: str | None) -> str:
    words = likeness or "alike"
    for number, word in enumerate(shared):
        words += " and " if number == len(shared) - 1 else ", "
        words += word
    return f"{words}, {but}" if but else words
